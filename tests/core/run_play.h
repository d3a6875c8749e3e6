/* SPDX-License-Identifier: MIT */
#ifndef COOP_RUN_PLAY_H
#define COOP_RUN_PLAY_H

#include "../../ext/core/lease.h"
#include "../../ext/core/run/run.h"
#include "test.h"

/* Plays a run (ext/core/run/run.h) on a virtual clock. The play does what the run asks for, as ext/php does it. Its
 * rows are numbers; its server and its store are hooks. It keeps books of its own and checks each command against
 * them. */

#define PLAY_TICKETS (3 * COOP_RUN_CONCURRENCY_MAXIMUM + COOP_RUN_GROUP_ANSWERS)
#define PLAY_SAVE_AND_SAFETY 25000 /* milliseconds of a lease that must be left after the answer's deadline */

typedef struct play play;

typedef struct play_reply {
	coop_run_answer answer;
	int64_t takes; /* milliseconds */
	int64_t retry_after;
} play_reply;

typedef struct play_transaction {
	bool applied, acknowledged;
	int64_t takes;
} play_transaction;

typedef struct play_hooks {
	play_reply (*reply)(play *p, int row, bool resend);
	play_transaction (*transaction)(play *p); /* NULL if each works at once */
	void (*saved)(play *p, int row); /* the tokens are in the row; may be called twice */
	void (*judged)(play *p, int row, coop_refusal refusal, coop_evidence evidence);
	void (*moment)(play *p); /* called between two commands; may move the clock and stop the run */
	int64_t (*stall)(play *p); /* how long the callbacks after a group take */
	bool (*is_due)(play *p, int row);
} play_hooks;

typedef enum play_state { PLAY_FREE, PLAY_HELD, PLAY_IN_FLIGHT, PLAY_AGAIN, PLAY_SETTLED } play_state;

typedef struct play_ticket {
	play_state state;
	int row;
	int64_t began;
	bool resent;
	play_reply reply;
	int64_t resend_at; /* in the state AGAIN */
	int64_t arrives_at;
	int64_t settled_at;
	bool seen; /* the ticket was in the list of this group */
} play_ticket;

struct play {
	const play_hooks *hooks;
	void *world;
	coop_run_rules rules;
	int64_t started_at;
	coop_run *run;
	int count; /* of tickets */
	int64_t now;
	const char *broken; /* the first thing that was wrong; NULL if nothing was */

	int rows, next_row, end_row; /* rows from end_row on were taken from the end */
	int taking; /* rows that the current transaction takes */
	int *again; /* rows that were let go; owned */
	int again_count;
	int *parked; /* rows whose refusal waits; owned */
	int *parked_refusals; /* and what each was; owned */
	int parked_count;
	bool *verdicts; /* of the answers in their order, true if a login is said to have ended; owned */
	int verdicts_count;
	coop_run_past past;
	int successes, refused[COOP_REFUSALS];
	bool only_refusals; /* all failures_in_a_row were */
	int held, in_flight, unclear, settled; /* tickets; held counts unsent ones, too; unclear ones are sent again */

	bool failing, perhaps_failing; /* transactions fail, or did; the run may forget a failed taking unseen */
	int failures_in_a_row;
	int64_t pause, paused_until; /* the shortest that they can be */
	int64_t longest_pause, perhaps_paused_until; /* the longest that they can be */
	bool opened; /* there was a success since the last pause */
	int answers; /* other answers since that pause */

	/* What the run has done. */
	int64_t steps;
	int sends, resends, taken, groups, failed, judgements, believed, unsent, saved, given_up, in_flight_most;
	int parked_most;
	int outcomes[COOP_RUN_ANSWERS];
	int refusals; /* all of them */
	int from_end; /* rows that were taken from the end */
	int64_t last_send;
	coop_run_stop stop;
	int64_t sent_at[512]; /* only the first 512 */
	int64_t failed_at[512];

	play_ticket tickets[PLAY_TICKETS]; /* as many as the run has */
};

static void play_check(play *p, bool holds, const char *what)
{
	if (!holds && !p->broken) {
		p->broken = what;
	}
}

static void play_init(play *p, const play_hooks *hooks, void *world, const coop_run_rules *rules, int rows, int64_t now)
{
	memset(p, 0, offsetof(play, tickets));
	memset(p->tickets, 0, (size_t) (3 * rules->concurrency + COOP_RUN_GROUP_ANSWERS) * sizeof(*p->tickets));
	p->hooks = hooks;
	p->world = world;
	p->rules = *rules;
	p->rows = rows;
	p->now = p->started_at = now;
	p->pause = p->longest_pause = 1000;
	p->again = calloc((size_t) rows + 1, sizeof(*p->again));
	p->parked = calloc((size_t) rows + 1, sizeof(*p->parked));
	p->parked_refusals = calloc((size_t) rows + 1, sizeof(*p->parked_refusals));
	p->end_row = rows;
	p->past = (coop_run_past){-1, -1};
	p->verdicts = calloc((size_t) rows + 1, sizeof(*p->verdicts));
	p->run = coop_run_new(rules, now);
	p->count = p->run ? coop_run_tickets(p->run) : 0;
	play_check(p, p->count > 0 && p->count <= PLAY_TICKETS, "a run");
}

static void play_free(play *p)
{
	coop_run_free(p->run);
	free(p->again);
	free(p->parked);
	free(p->parked_refusals);
	free(p->verdicts);
}

static int64_t play_later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* ---- What may be sent -------------------------------------------------------------------------------------------- */

static bool play_is_young(const play *p, const play_ticket *t)
{
	return t->began + coop_lease_length(p->rules.answer_deadline) - p->now >
		p->rules.answer_deadline + PLAY_SAVE_AND_SAFETY;
}

static void play_send(play *p, int number, bool resend)
{
	play_ticket *t = &p->tickets[number];

	play_check(
		p, t->state == (resend ? PLAY_AGAIN : PLAY_HELD), resend ? "RESEND of an unclear one" : "SEND of a held one");
	play_check(p, !t->resent, "sent after its resend");
	play_check(p, play_is_young(p, t), "sent within its lease");
	play_check(p, !p->failing || p->settled == 0, "sent while saving fails");
	play_check(p, !resend || t->resend_at <= p->now, "sent again after the wait that was asked for");
	play_check(p, p->in_flight < p->rules.concurrency, "abreast");
	if (!resend) {
		play_check(p, coop_run_stopped(p->run) == COOP_RUN_GOES_ON, "sent after a stop");
		play_check(p, p->now >= p->paused_until, "sent in a pause");
		play_check(p, p->opened || p->in_flight <= p->answers, "opens slowly");
		play_check(
			p, p->rules.time_limit == 0 || p->now - p->started_at < p->rules.time_limit, "sent within the time limit");
		if (p->sends < (int) COUNT(p->sent_at)) {
			p->sent_at[p->sends] = p->now;
		}
		p->sends++;
		p->held--;
		p->last_send = p->now;
	} else {
		p->resends++;
		p->unclear--;
		if (p->unclear > 0) { /* some unclear ones may have been given up, which may have made a pause */
			p->perhaps_paused_until = play_later(p->perhaps_paused_until, p->now + 75000);
		}
	}
	t->resent = resend;
	t->state = PLAY_IN_FLIGHT;
	t->reply = p->hooks->reply(p, t->row, resend);
	t->arrives_at = p->now + t->reply.takes;
	p->in_flight++;
	p->in_flight_most = p->in_flight > p->in_flight_most ? p->in_flight : p->in_flight_most;
}

/* ---- What comes back --------------------------------------------------------------------------------------------- */

static int64_t play_doubled(int64_t pause)
{
	return pause < 30000 ? 2 * pause : 60000;
}

static void play_note_pause(play *p, int64_t length)
{
	p->paused_until = play_later(p->paused_until, p->now + length);
	p->perhaps_paused_until = play_later(p->perhaps_paused_until, p->paused_until);
	p->opened = false;
	p->answers = 0;
}

/* The length of a pause is partly chance. As long as one may still last, it is not certain that another has begun. */
static void play_note_longer_pause(play *p)
{
	if (p->now < p->paused_until) {
		return;
	}
	if (p->now > p->perhaps_paused_until) {
		play_note_pause(p, p->pause);
		p->pause = play_doubled(p->pause);
	}
	p->perhaps_paused_until = play_later(p->perhaps_paused_until, p->now + p->longest_pause + p->longest_pause / 4);
	p->longest_pause = play_doubled(p->longest_pause);
}

/* One request at a time is sent from now on, until there is a success. */
static void play_note_doubt(play *p)
{
	p->opened = false;
	p->answers = 0;
}

static void play_note_failure(play *p, bool is_refusal)
{
	p->only_refusals = is_refusal && (p->only_refusals || p->failures_in_a_row == 0);
	if (++p->failures_in_a_row >= 8 && !p->only_refusals) {
		play_note_longer_pause(p);
	} else if (p->only_refusals && p->failures_in_a_row % 32 == 0) {
		play_note_pause(p, 1000);
	}
}

static void play_note_limit(play *p, int64_t retry_after)
{
	if (retry_after < 0) {
		play_note_longer_pause(p);
	} else {
		play_note_pause(p, retry_after < 1000 ? 1000 : retry_after > 300000 ? 300000 : retry_after);
	}
}

static void play_note_refusal(play *p, coop_run_answer answer)
{
	p->refusals++;
	p->refused[coop_run_refusal_of(answer)]++;
	if (answer == COOP_RUN_ENDED) {
		p->verdicts[p->verdicts_count++] = true;
		p->failures_in_a_row = 0;
	} else {
		play_note_failure(p, answer != COOP_RUN_REFUSED_MUTELY);
	}
	bool mute = answer == COOP_RUN_REFUSED_MUTELY;
	if (!mute && (p->successes == 0 || p->failures_in_a_row >= 8)) {
		play_note_doubt(p);
	}
}

static void play_note(play *p, coop_run_answer answer, int64_t retry_after, bool settled)
{
	switch (answer) {
		case COOP_RUN_TOKENS:
			p->successes++;
			p->verdicts[p->verdicts_count++] = false;
			p->failures_in_a_row = 0;
			p->pause = p->longest_pause = 1000;
			p->opened = true;
			break;
		case COOP_RUN_ENDED:
		case COOP_RUN_REFUSED:
		case COOP_RUN_REFUSED_MUTELY:
		case COOP_RUN_CLIENT_REFUSED:
			play_note_refusal(p, answer);
			break;
		case COOP_RUN_STILL_ENDED:
			p->failures_in_a_row = 0;
			p->answers++;
			break;
		case COOP_RUN_LIMITED:
			play_note_limit(p, retry_after);
			break;
		case COOP_RUN_UNCLEAR:
			if (retry_after >= 0) {
				play_note_limit(p, retry_after);
			} else if (settled) {
				play_note_failure(p, false);
			}
			break;
		default:
			play_note_failure(p, false);
			break;
	}
}

static void play_check_held(play *p)
{
	int held = p->held;

	for (int i = 0; held > p->rules.concurrency && i < p->count; i++) {
		held -= p->tickets[i].state == PLAY_HELD && coop_run_is_unsent(p->run, i);
	}
	play_check(p, held <= p->rules.concurrency, "held ahead");
}

static void play_settle(play *p, play_ticket *t)
{
	t->state = PLAY_SETTLED;
	t->settled_at = p->now;
	p->settled++;
	p->outcomes[t->reply.answer]++;
}

static void play_answer(play *p, int number)
{
	play_ticket *t = &p->tickets[number];
	coop_run_answer answer = t->reply.answer;
	bool goes_on = coop_run_stopped(p->run) == COOP_RUN_GOES_ON;
	bool young = play_is_young(p, t), failing = p->perhaps_failing;

	p->in_flight--;
	coop_run_fate fate = coop_run_answered(p->run, number, answer, t->reply.retry_after, p->now);
	play_note(p, answer, t->reply.retry_after, fate == COOP_RUN_FATE_SETTLED);
	if (fate == COOP_RUN_FATE_AGAIN) {
		play_check(p, answer == COOP_RUN_NOT_SENT ? goes_on : answer == COOP_RUN_UNCLEAR, "again for this answer");
		play_check(p, !t->resent, "again after a resend");
		t->state = answer == COOP_RUN_UNCLEAR ? PLAY_AGAIN : PLAY_HELD;
		t->resend_at = p->now + (t->reply.retry_after > 0 ? t->reply.retry_after : 0);
		p->unclear += t->state == PLAY_AGAIN;
		p->held += t->state == PLAY_HELD;
		play_check_held(p);
		return;
	}
	bool waits = t->reply.retry_after > 0; /* too long, or in a run that stops */
	play_check(
		p, answer != COOP_RUN_UNCLEAR || t->resent || !young || failing || waits, "an unclear one is sent again");
	play_settle(p, t);
}

/* A command other than RESEND means that nothing is left that could be sent again now: unclear tickets that remain have
 * to wait, or are too old. */
static void play_drop_unclear(play *p)
{
	int list[PLAY_TICKETS];
	if (p->unclear == 0) {
		return;
	}
	for (int i = coop_run_finished(p->run, list, PLAY_TICKETS); i-- > 0;) {
		play_ticket *t = &p->tickets[list[i]];
		if (t->state == PLAY_AGAIN) {
			bool waits = t->resend_at > p->now;
			play_check(p, waits || !play_is_young(p, t) || p->perhaps_failing, "an unclear one is sent again");
			play_note(p, COOP_RUN_UNCLEAR, -1, true);
			play_settle(p, t);
			p->unclear--;
		}
	}
	for (int i = 0; p->unclear > 0 && i < p->count; i++) {
		const play_ticket *t = &p->tickets[i];
		play_check(p, t->state != PLAY_AGAIN || t->resend_at > p->now, "an unclear one is sent again in time");
	}
}

/* Delivers answers. Only if `all`, requests that never left are reported, too: during a transaction that would make a
 * row held which the books have not counted. */
static void play_deliver(play *p, bool all)
{
	int rest = p->in_flight;

	for (int i = 0; rest > 0 && i < p->count; i++) {
		const play_ticket *t = &p->tickets[i];
		if (t->state != PLAY_IN_FLIGHT) {
			continue;
		}
		rest--;
		if (t->arrives_at <= p->now && (all || t->reply.answer != COOP_RUN_NOT_SENT)) {
			play_answer(p, i);
		}
	}
}

/* ---- Groups ------------------------------------------------------------------------------------------------------ */

/* Lists what waits for its group, and checks that everything is listed once. */
static int play_list(play *p, int *list)
{
	int count = coop_run_finished(p->run, list, PLAY_TICKETS), settled = 0;

	for (int i = 0; i < count; i++) {
		play_ticket *t = &p->tickets[list[i]];
		bool unsent = coop_run_is_unsent(p->run, list[i]);
		play_check(p, t->state == (unsent ? PLAY_HELD : PLAY_SETTLED), "what is in a group");
		play_check(p, !t->seen, "once in a group");
		t->seen = true;
		settled += !unsent;
	}
	for (int i = 0; i < count; i++) {
		p->tickets[list[i]].seen = false;
	}
	play_check(p, settled == p->settled, "all that is settled is in the group");
	return count;
}

static bool play_is_due(const play *p, int row)
{
	return !p->hooks->is_due || p->hooks->is_due((play *) p, row);
}

static int play_keys(play *p, int *rows, int wanted, coop_run_place from)
{
	int count = 0;

	while (from == COOP_RUN_LAST && count < wanted && p->next_row < p->end_row) {
		if (play_is_due(p, --p->end_row)) {
			rows[count++] = p->end_row;
			p->from_end++;
		}
	}
	while (count < wanted && p->again_count > 0) {
		rows[count++] = p->again[--p->again_count];
	}
	while (count < wanted && p->next_row < p->end_row) {
		int row = p->next_row++;
		if (play_is_due(p, row)) {
			rows[count++] = row;
		}
	}
	return count;
}

static void play_save(play *p, const int *list, int count)
{
	for (int i = 0; i < count; i++) {
		const play_ticket *t = &p->tickets[list[i]];
		if (t->state == PLAY_SETTLED && t->reply.answer == COOP_RUN_TOKENS && p->hooks->saved) {
			p->hooks->saved(p, t->row);
		}
	}
}

static void play_close(play *p, const int *list, int count)
{
	for (int i = 0; i < count; i++) {
		play_ticket *t = &p->tickets[list[i]];
		if (t->state == PLAY_HELD) {
			p->unsent++;
			p->held--;
			if (coop_run_stopped(p->run) == COOP_RUN_GOES_ON) {
				p->again[p->again_count++] = t->row;
			}
		} else {
			p->settled--;
			p->saved += t->reply.answer == COOP_RUN_TOKENS;
			if (coop_run_refusal_of(t->reply.answer) >= 0) {
				p->parked_refusals[p->parked_count] = coop_run_refusal_of(t->reply.answer);
				p->parked[p->parked_count++] = t->row;
			}
		}
		t->state = PLAY_FREE;
		coop_run_close(p->run, list[i]);
	}
	p->parked_most = p->parked_count > p->parked_most ? p->parked_count : p->parked_most;
}

static void play_take(play *p, const int *rows, int count, int64_t began)
{
	for (int i = 0; i < count; i++) {
		int number = coop_run_took(p->run, began);
		play_check(p, number >= 0 && p->tickets[number].state == PLAY_FREE, "a free ticket");
		if (!p->broken) {
			p->tickets[number] = (play_ticket){.state = PLAY_HELD, .row = rows[i], .began = began};
			p->taken++;
			p->held++;
		}
	}
	play_check_held(p);
}

static void play_group(play *p, int take, coop_run_place from)
{
	int list[PLAY_TICKETS], rows[COOP_RUN_CONCURRENCY_MAXIMUM];
	int64_t began = p->now;
	int count = play_list(p, list);

	play_check(p, take >= 0 && take <= p->rules.concurrency, "rows to take");
	play_check(p, count > 0 || take > 0, "a group of something");
	play_check(p, take == 0 || coop_run_stopped(p->run) == COOP_RUN_GOES_ON, "rows taken after a stop");
	play_check(p, !p->failing || count == 0 || take == 0, "rows taken while saving fails");
	if (p->broken) {
		return;
	}
	int keys = play_keys(p, rows, take, from);
	p->taking = keys;
	play_transaction t = {true, true, 0};
	if (p->hooks->transaction) {
		t = p->hooks->transaction(p);
	}
	p->now += t.takes;
	if (p->now % 2 == 0) { /* answers arrive during a transaction, too */
		play_deliver(p, false);
	}
	if (t.applied) {
		play_save(p, list, count);
	}
	p->groups++;
	if (t.acknowledged) {
		p->failing = p->perhaps_failing = false;
		play_close(p, list, count);
		play_take(p, rows, keys, began);
		coop_run_group_worked(p->run);
		p->now += p->hooks->stall ? p->hooks->stall(p) : 0;
	} else {
		if (p->failed < (int) COUNT(p->failed_at)) {
			p->failed_at[p->failed] = p->now;
		}
		p->failed++;
		p->failing = p->perhaps_failing = true;
		while (keys > 0) {
			p->again[p->again_count++] = rows[--keys];
		}
		coop_run_group_failed(p->run, p->now);
	}
	coop_run_exhausted(p->run, p->next_row == p->end_row && p->again_count == 0);
}

/* ---- Verdicts ---------------------------------------------------------------------------------------------------- */

/* What may be said of the logins that were refused, in the words of DESIGN rules 16 and 17. */
static coop_evidence play_evidence(const play *p)
{
	int from = p->verdicts_count > 100 ? p->verdicts_count - 100 : 0;
	int ended = 0;

	for (int i = from; i < p->verdicts_count; i++) {
		ended += p->verdicts[i];
	}
	if (p->successes > 0) {
		return ended >= 20 && 2 * ended > p->verdicts_count - from ? COOP_EVIDENCE_MANY_ENDED : COOP_EVIDENCE_SUCCESS;
	}
	if (p->refused[COOP_REFUSAL_CLIENT] > 0) {
		return COOP_EVIDENCE_NONE;
	}
	int64_t in_words = p->refusals - p->refused[COOP_REFUSAL_ENDED];
	if (p->past.refusal >= 3 * 86400 && (p->refused[COOP_REFUSAL_ENDED] >= 3 || in_words > 0)) {
		return COOP_EVIDENCE_LASTING;
	}
	if (in_words >= 8) {
		return COOP_EVIDENCE_NONE;
	}
	if (p->refused[COOP_REFUSAL_ENDED] < 3) {
		return COOP_EVIDENCE_FEW;
	}
	return p->past.success >= 0 && p->past.success <= 7 * 86400 ? COOP_EVIDENCE_RECENT : COOP_EVIDENCE_NONE;
}

static void play_judge(play *p, coop_evidence evidence)
{
	play_check(p, p->parked_count > 0, "somebody to judge");
	play_check(p, evidence == play_evidence(p), "the evidence");
	play_check(p, !p->failing || p->settled == 0 || coop_run_stopped(p->run) == COOP_RUN_STOP_STORE,
		"judged while saving fails");
	p->judgements++;
	while (p->parked_count > 0) {
		int row = p->parked[--p->parked_count];
		coop_refusal refusal = (coop_refusal) p->parked_refusals[p->parked_count];
		p->believed += coop_verdicts[refusal][evidence].strikes > 0;
		if (p->hooks->judged) {
			p->hooks->judged(p, row, refusal, evidence);
		}
	}
	coop_run_judged(p->run);
}

/* ---- The loop ---------------------------------------------------------------------------------------------------- */

static void play_wait(play *p, int64_t until)
{
	int64_t next = until;

	play_check(p, until > p->now, "a wait that ends later");
	play_check(p, until != INT64_MAX || p->in_flight > 0, "a wait that ends");
	for (int i = 0, rest = p->in_flight + p->settled; rest > 0 && i < p->count; i++) {
		const play_ticket *t = &p->tickets[i];
		rest -= t->state == PLAY_IN_FLIGHT || t->state == PLAY_SETTLED;
		if (t->state == PLAY_IN_FLIGHT && t->arrives_at < next) {
			next = t->arrives_at;
		} else if (t->state == PLAY_SETTLED) {
			play_check(p,
				p->perhaps_failing || coop_run_stopped(p->run) == COOP_RUN_STOP_STORE || until <= t->settled_at + 50,
				"an answer is saved soon");
		}
	}
	p->now = next > p->now ? next : p->now;
}

static void play_end(play *p)
{
	p->stop = coop_run_stopped(p->run);
	play_check(p, p->in_flight == 0, "nothing in flight at the end");
	play_check(p, p->parked_count == 0, "everybody judged at the end");
	play_check(
		p, p->stop != COOP_RUN_GOES_ON || (p->next_row == p->end_row && p->again_count == 0), "no row left over");
	int list[PLAY_TICKETS];
	int count = play_list(p, list), used = 0;
	for (int i = 0; i < p->count; i++) {
		used += p->tickets[i].state != PLAY_FREE;
	}
	play_check(p, used == count, "all tickets are free or in the group");
	play_check(p, count == 0 || p->stop == COOP_RUN_STOP_STORE, "everything saved at the end");
	play_save(p, list, count); /* the next run saves them out of the journal */
	p->given_up = count;
	play_check(p, coop_run_next(p->run, p->now).action == COOP_RUN_END, "the end is the end");
}

/* A run forgets a taking that failed if nothing waits to be saved and nothing is to be taken any more. */
static void play_note_forgotten(play *p)
{
	int list[PLAY_TICKETS], unsent = 0;

	if (!p->failing || p->settled > 0) {
		return;
	}
	for (int i = coop_run_finished(p->run, list, PLAY_TICKETS); i-- > 0;) {
		unsent += coop_run_is_unsent(p->run, list[i]);
	}
	bool open = coop_run_stopped(p->run) == COOP_RUN_GOES_ON && p->now > p->perhaps_paused_until;
	p->failing = unsent > 0 || open;
}

/* Does one command. Returns true if it was the end of the run. */
static bool play_step(play *p)
{
	coop_run_command command = coop_run_next(p->run, p->now);

	p->steps++;
	play_check(p,
		coop_run_in_flight(p->run) ==
			p->in_flight + (command.action == COOP_RUN_SEND || command.action == COOP_RUN_RESEND),
		"count of those in flight");
	play_note_forgotten(p);
	if (command.action != COOP_RUN_RESEND) {
		play_drop_unclear(p);
	}
	switch (command.action) {
		case COOP_RUN_SEND:
		case COOP_RUN_RESEND:
			play_send(p, command.ticket, command.action == COOP_RUN_RESEND);
			break;
		case COOP_RUN_GROUP:
			play_group(p, command.take, command.from);
			break;
		case COOP_RUN_JUDGE:
			play_judge(p, command.evidence);
			break;
		case COOP_RUN_WAIT:
			play_wait(p, command.until);
			break;
		case COOP_RUN_END:
			play_end(p);
			return true;
	}
	if (p->hooks->moment) {
		p->hooks->moment(p);
	}
	play_deliver(p, true);
	return false;
}

/* Plays to the end, which must come within so many steps and no later than `until`. */
static void play_all(play *p, int64_t steps, int64_t until)
{
	while (!p->broken && !play_step(p)) {
		play_check(p, p->steps < steps, "an end after so many steps");
		play_check(p, p->now <= until, "an end in time");
	}
}

#endif
