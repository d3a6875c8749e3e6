/* SPDX-License-Identifier: MIT */
#include "run.h"
#include <stdlib.h>

#define SECOND INT64_C(1000)
#define NEVER INT64_MAX

#define SAVE_BUDGET (10 * SECOND) /* for the transaction after an answer */
#define SAFETY (15 * SECOND) /* a COMMIT that hangs, clocks that differ */
#define LEASE_MINIMUM (120 * SECOND)
#define ORPHAN_WAIT (300 * SECOND) /* how long others leave a lease of ours alone after its end */

#define GROUP_WAIT 50 /* an answer is saved no later than so long after it came */
#define RETRY_MINIMUM 50 /* between two tries of a transaction */
#define RETRY_MAXIMUM (2 * SECOND)

#define PAUSE_MINIMUM (1 * SECOND)
#define PAUSE_MAXIMUM (60 * SECOND)
#define PAUSE_LONGEST_ASKED (300 * SECOND) /* of a Retry-After; beyond it another run is the better one */
#define FAILURES_MAXIMUM 8 /* in a row: the server is down */
#define OUTAGE_MAXIMUM (300 * SECOND) /* without one success */
#define TRIES_MAXIMUM 3 /* of a request that never leaves, where that is not the server's being down */

#define RECENT 100
#define BRAKE_REJECTIONS 20
#define BRAKE_WITHOUT_SUCCESS 3

typedef enum ticket_state { FREE, HELD, AGAIN, IN_FLIGHT, SETTLED, UNSENT } ticket_state;

typedef struct ticket_entry {
	ticket_state state;
	bool resent;
	bool rejected; /* will wait for the verdict */
	int tries; /* requests that never left */
	int64_t began; /* the lease counts from here */
	int64_t settled_at;
	int next; /* in its queue; -1: the last */
} ticket_entry;

/* Tickets in the order of their coming. */
typedef struct queue {
	int first, last; /* -1: empty */
	int count;
} queue;

struct coop_run {
	coop_run_rules rules;
	int64_t lease;
	int64_t started_at;
	uint32_t random;
	ticket_entry *tickets; /* owned array */
	int tickets_count;
	queue free, held, again, done; /* done: SETTLED and UNSENT */
	int in_flight;
	bool exhausted;
	coop_run_stop stop;

	int limit; /* how many abreast now */
	int round; /* answers since it last grew */
	bool recent[RECENT]; /* a ring: rejected, or not */
	int recent_count, recent_at, recent_rejections;
	int64_t successes, rejections;
	int parked;
	int rejected_done; /* of those in `done` */

	int failures_in_a_row;
	int64_t trouble_since; /* the first failure or refusal since a success; NEVER: none */
	int64_t pause; /* length of the last one; 0: none since a success */
	int64_t paused_until;

	bool failing; /* transactions */
	bool gave_up;
	int64_t failing_since;
	int64_t retry_wait;
	int64_t retry_at;
};

/* ---- Queues ------------------------------------------------------------------------------------------------------- */

static void put(coop_run *run, queue *q, int number, ticket_state state)
{
	ticket_entry *t = &run->tickets[number];

	t->state = state;
	t->next = -1;
	if (q->last >= 0) {
		run->tickets[q->last].next = number;
	} else {
		q->first = number;
	}
	q->last = number;
	q->count++;
}

static int take_first(coop_run *run, queue *q)
{
	int number = q->first;

	q->first = run->tickets[number].next;
	if (q->first < 0) {
		q->last = -1;
	}
	q->count--;
	return number;
}

static void unlink_ticket(coop_run *run, queue *q, int number)
{
	int before = -1;

	for (int i = q->first; i != number; i = run->tickets[i].next) {
		before = i;
	}
	if (before < 0) {
		(void) take_first(run, q);
		return;
	}
	run->tickets[before].next = run->tickets[number].next;
	if (q->last == number) {
		q->last = before;
	}
	q->count--;
}

/* ---- Life --------------------------------------------------------------------------------------------------------- */

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t coop_run_lease(const coop_run_rules *rules)
{
	return larger(LEASE_MINIMUM, 2 * rules->answer_deadline + SAVE_BUDGET + 2 * SAFETY);
}

coop_run *coop_run_new(const coop_run_rules *rules, int64_t now)
{
	/* In flight, held ahead, and what comes while a group is being saved. */
	int count = 3 * rules->concurrency + COOP_RUN_GROUP_ANSWERS;
	coop_run *run = calloc(1, sizeof(*run));

	if (!run) {
		return NULL;
	}
	run->tickets = calloc((size_t) count, sizeof(*run->tickets));
	if (!run->tickets) {
		free(run);
		return NULL;
	}
	run->rules = *rules;
	run->rules.time_limit = smaller(rules->time_limit, NEVER - larger(now, 0));
	run->lease = coop_run_lease(rules);
	run->tickets_count = count;
	run->started_at = now;
	run->trouble_since = NEVER;
	run->random = rules->seed | 1;
	run->limit = 1;
	run->held = run->again = run->done = run->free = (queue){-1, -1, 0};
	for (int i = 0; i < count; i++) {
		put(run, &run->free, i, FREE);
	}
	return run;
}

void coop_run_free(coop_run *run)
{
	if (run) {
		free(run->tickets);
		free(run);
	}
}

int coop_run_tickets(const coop_run *run)
{
	return run->tickets_count;
}

int coop_run_in_flight(const coop_run *run)
{
	return run->in_flight;
}

coop_run_stop coop_run_stopped(const coop_run *run)
{
	return run->stop;
}

void coop_run_stop_for(coop_run *run, coop_run_stop reason)
{
	if (run->stop == COOP_RUN_GOES_ON) {
		run->stop = reason;
	}
}

/* xorshift: several processes that pause for the same outage should not come back in the same moment. */
static int64_t spread(coop_run *run, int64_t length)
{
	run->random ^= run->random << 13;
	run->random ^= run->random >> 17;
	run->random ^= run->random << 5;
	return length + (int64_t) (run->random % (uint32_t) (length / 4 + 1));
}

/* ---- Tickets ------------------------------------------------------------------------------------------------------ */

int coop_run_took(coop_run *run, int64_t began)
{
	if (run->free.count == 0) {
		return -1;
	}
	int number = take_first(run, &run->free);

	run->tickets[number] = (ticket_entry){.began = began};
	put(run, &run->held, number, HELD);
	return number;
}

void coop_run_exhausted(coop_run *run, bool exhausted)
{
	run->exhausted = exhausted;
}

/* What a request sent now still needs of the lease: its answer, the saving, and what cannot be foreseen. */
static bool is_young_enough(const coop_run *run, const ticket_entry *t, int64_t now)
{
	return now - t->began < run->lease - run->rules.answer_deadline - SAVE_BUDGET - SAFETY;
}

static void settle(coop_run *run, int number, int64_t now)
{
	run->tickets[number].settled_at = now;
	put(run, &run->done, number, SETTLED);
}

/* A row that was taken and shall not be sent now. */
static void let_go(coop_run *run, int number, int64_t now)
{
	run->tickets[number].settled_at = now;
	put(run, &run->done, number, UNSENT);
}

static void let_go_of_held(coop_run *run, int64_t now, bool only_old)
{
	for (int rest = run->held.count; rest > 0; rest--) {
		int number = take_first(run, &run->held);
		if (only_old && is_young_enough(run, &run->tickets[number], now)) {
			put(run, &run->held, number, HELD);
		} else {
			let_go(run, number, now);
		}
	}
}

int coop_run_group(const coop_run *run, int *tickets, int maximum)
{
	int count = 0;

	for (int i = run->done.first; i >= 0 && count < maximum; i = run->tickets[i].next) {
		tickets[count++] = i;
	}
	return count;
}

bool coop_run_is_unsent(const coop_run *run, int ticket)
{
	return run->tickets[ticket].state == UNSENT;
}

void coop_run_close(coop_run *run, int ticket)
{
	if (run->tickets[ticket].rejected) {
		run->rejected_done--;
		run->parked++;
	}
	unlink_ticket(run, &run->done, ticket);
	put(run, &run->free, ticket, FREE);
}

/* ---- Saving ------------------------------------------------------------------------------------------------------- */

void coop_run_group_worked(coop_run *run)
{
	run->failing = false;
	run->retry_wait = 0;
}

/* When the newest row was taken whose answer is here or may still come. */
static bool holds_answers(const coop_run *run, int64_t *newest)
{
	bool any = false;

	for (int i = 0; i < run->tickets_count; i++) {
		const ticket_entry *t = &run->tickets[i];
		if (t->state == SETTLED || t->state == IN_FLIGHT || t->state == AGAIN) {
			*newest = any ? larger(*newest, t->began) : t->began;
			any = true;
		}
	}
	return any;
}

/* As long as a lease keeps others from sending a token whose successor waits here, it is worth while to try. */
static int64_t end_of_patience(const coop_run *run)
{
	int64_t newest, patience = run->failing_since + SAVE_BUDGET;

	if (!holds_answers(run, &newest)) {
		return patience;
	}
	int64_t protected_until = newest + run->lease + ORPHAN_WAIT;
	if (run->rules.time_limit > 0) {
		protected_until = smaller(protected_until, run->started_at + run->rules.time_limit);
	}
	return larger(patience, protected_until);
}

void coop_run_group_failed(coop_run *run, int64_t now)
{
	if (!run->failing) {
		run->failing = true;
		run->failing_since = now;
	}
	run->retry_wait = run->retry_wait ? smaller(2 * run->retry_wait, RETRY_MAXIMUM) : RETRY_MINIMUM;
	run->retry_at = now + spread(run, run->retry_wait);
	if (run->retry_at > end_of_patience(run)) {
		run->gave_up = true;
		run->stop = COOP_RUN_STOP_STORE; /* whatever the first reason was: this one is an error */
	}
}

/* ---- Answers ------------------------------------------------------------------------------------------------------ */

static void note_recent(coop_run *run, bool rejected)
{
	if (run->recent_count == RECENT) {
		run->recent_rejections -= run->recent[run->recent_at] ? 1 : 0;
	} else {
		run->recent_count++;
	}
	run->recent[run->recent_at] = rejected;
	run->recent_at = (run->recent_at + 1) % RECENT;
	run->recent_rejections += rejected ? 1 : 0;
}

static bool is_believable(const coop_run *run)
{
	bool too_many = run->recent_rejections >= BRAKE_REJECTIONS && 2 * run->recent_rejections > run->recent_count;
	bool nothing_else = run->rejections >= BRAKE_WITHOUT_SUCCESS && run->successes == 0;

	return !too_many && !nothing_else && run->stop != COOP_RUN_STOP_CLIENT_REFUSED;
}

/* Opens slowly, 1, 2, 4 abreast, until the first success. */
static void open_further(coop_run *run)
{
	if (run->limit < run->rules.concurrency && ++run->round >= run->limit) {
		run->limit = (int) smaller(2 * (int64_t) run->limit, run->rules.concurrency);
		run->round = 0;
	}
}

static void note_success(coop_run *run)
{
	run->successes++;
	run->failures_in_a_row = 0;
	run->trouble_since = NEVER;
	run->pause = 0;
	run->limit = run->rules.concurrency;
	note_recent(run, false);
}

static void pause_for(coop_run *run, int64_t length, coop_run_stop reason, int64_t now)
{
	run->trouble_since = smaller(run->trouble_since, now);
	if (now - run->trouble_since >= OUTAGE_MAXIMUM || length > PAUSE_LONGEST_ASKED) {
		coop_run_stop_for(run, reason);
	}
	run->paused_until = larger(run->paused_until, now + smaller(length, PAUSE_LONGEST_ASKED));
	run->limit = 1;
	run->round = 0;
}

/* The next of 1, 2, 4 ... 60 seconds. Answers of one moment make one pause. */
static void pause_longer(coop_run *run, coop_run_stop reason, int64_t now)
{
	if (now < run->paused_until) {
		return;
	}
	run->pause = run->pause ? smaller(2 * run->pause, PAUSE_MAXIMUM) : PAUSE_MINIMUM;
	pause_for(run, spread(run, run->pause), reason, now);
}

static void note_failure(coop_run *run, int64_t now)
{
	run->trouble_since = smaller(run->trouble_since, now);
	if (++run->failures_in_a_row >= FAILURES_MAXIMUM) {
		pause_longer(run, COOP_RUN_STOP_OUTAGE, now);
	}
}

static coop_run_fate judge_not_sent(coop_run *run, int number, int64_t now)
{
	ticket_entry *t = &run->tickets[number];

	t->tries++;
	note_failure(run, now);
	if (t->resent || run->stop != COOP_RUN_GOES_ON ||
		(t->tries >= TRIES_MAXIMUM && run->failures_in_a_row < FAILURES_MAXIMUM)) {
		settle(run, number, now);
		return COOP_RUN_FATE_SETTLED;
	}
	if (run->held.count < run->limit) {
		put(run, &run->held, number, HELD);
	} else {
		let_go(run, number, now);
	}
	return COOP_RUN_FATE_AGAIN;
}

static coop_run_fate judge_unclear(coop_run *run, int number, int64_t now)
{
	ticket_entry *t = &run->tickets[number];

	if (!t->resent && !run->failing && is_young_enough(run, t, now)) {
		put(run, &run->again, number, AGAIN);
		return COOP_RUN_FATE_AGAIN;
	}
	note_failure(run, now);
	settle(run, number, now);
	return COOP_RUN_FATE_SETTLED;
}

static void judge_rejected(coop_run *run, int number)
{
	run->failures_in_a_row = 0;
	run->rejections++;
	note_recent(run, true);
	run->tickets[number].rejected = true;
	run->rejected_done++;
	open_further(run);
}

static void judge_settling(coop_run *run, int number, coop_run_answer answer, int64_t retry_after, int64_t now)
{
	switch (answer) {
		case COOP_RUN_TOKENS:
			note_success(run);
			break;
		case COOP_RUN_REJECTED:
			judge_rejected(run, number);
			break;
		case COOP_RUN_CLIENT_REFUSED:
			coop_run_stop_for(run, COOP_RUN_STOP_CLIENT_REFUSED);
			break;
		case COOP_RUN_RATE_LIMITED:
			if (retry_after >= 0) {
				pause_for(run, larger(retry_after, PAUSE_MINIMUM), COOP_RUN_STOP_RATE_LIMIT, now);
			} else {
				pause_longer(run, COOP_RUN_STOP_RATE_LIMIT, now);
			}
			break;
		case COOP_RUN_UNUSABLE:
			note_failure(run, now);
			break;
		default:
			run->failures_in_a_row = 0;
			open_further(run);
			break;
	}
	settle(run, number, now);
}

coop_run_fate coop_run_answered(coop_run *run, int ticket, coop_run_answer answer, int64_t retry_after, int64_t now)
{
	run->in_flight--;
	if (answer == COOP_RUN_NOT_SENT) {
		return judge_not_sent(run, ticket, now);
	}
	if (answer == COOP_RUN_UNCLEAR) {
		return judge_unclear(run, ticket, now);
	}
	judge_settling(run, ticket, answer, retry_after, now);
	return COOP_RUN_FATE_SETTLED;
}

/* ---- What next ---------------------------------------------------------------------------------------------------- */

static bool is_open(const coop_run *run, int64_t now)
{
	return run->stop == COOP_RUN_GOES_ON && now >= run->paused_until;
}

/* How many rows to take: as many ahead of flight as are let abreast. */
static int rows_wanted(const coop_run *run, int64_t now)
{
	if (run->exhausted || !is_open(run, now)) {
		return 0;
	}
	int wanted = run->limit - run->held.count;
	wanted = wanted < run->free.count ? wanted : run->free.count;
	return wanted > 0 ? wanted : 0;
}

/* The clock alone can end things. */
static void look_at_clock(coop_run *run, int64_t now)
{
	if (run->rules.time_limit > 0 && now - run->started_at >= run->rules.time_limit) {
		coop_run_stop_for(run, COOP_RUN_STOP_TIME_LIMIT);
	}
	if (run->held.count > 0) {
		const ticket_entry *next = &run->tickets[run->held.first];
		if (!is_open(run, now)) {
			let_go_of_held(run, now, false);
		} else if (!is_young_enough(run, next, now)) {
			let_go_of_held(run, now, true);
		}
	}
	if (run->failing && run->done.count == 0 && rows_wanted(run, now) == 0) {
		coop_run_group_worked(run); /* a taking failed that nobody waits for any more */
	}
}

/* A resend is for a login that is in danger, so neither a pause nor a stop keeps it back; only what would make it
 * useless does. */
static bool next_resend(coop_run *run, int64_t now, coop_run_command *command)
{
	while (run->again.count > 0) {
		int number = take_first(run, &run->again);
		ticket_entry *t = &run->tickets[number];
		t->resent = true;
		if (!run->failing && is_young_enough(run, t, now)) {
			t->state = IN_FLIGHT;
			run->in_flight++;
			*command = (coop_run_command){.action = COOP_RUN_RESEND, .ticket = number};
			return true;
		}
		note_failure(run, now);
		settle(run, number, now);
	}
	return false;
}

static bool next_send(coop_run *run, int64_t now, coop_run_command *command)
{
	if (run->held.count == 0 || run->in_flight >= run->limit || run->done.count >= COOP_RUN_GROUP_ANSWERS ||
		run->failing || !is_open(run, now)) {
		return false;
	}
	int number = take_first(run, &run->held);
	run->tickets[number].state = IN_FLIGHT;
	run->in_flight++;
	*command = (coop_run_command){.action = COOP_RUN_SEND, .ticket = number};
	return true;
}

static int64_t group_due_at(const coop_run *run)
{
	return run->done.count == 0 ? NEVER : run->tickets[run->done.first].settled_at + GROUP_WAIT;
}

static bool is_group_due(const coop_run *run, int take, int64_t now)
{
	if (run->gave_up) {
		return false;
	}
	if (run->failing) {
		return now >= run->retry_at;
	}
	bool starved = take > 0 && run->held.count == 0 && run->in_flight < run->limit;
	return starved || run->done.count >= COOP_RUN_GROUP_ANSWERS ||
		(run->done.count > 0 && run->in_flight + run->again.count == 0) || now >= group_due_at(run);
}

static bool next_group(const coop_run *run, int64_t now, coop_run_command *command)
{
	/* What is to be saved is tried again alone. */
	int take = run->failing && run->done.count > 0 ? 0 : rows_wanted(run, now);

	if (!is_group_due(run, take, now)) {
		return false;
	}
	*command = (coop_run_command){.action = COOP_RUN_GROUP, .take = take};
	return true;
}

static bool is_over(const coop_run *run)
{
	bool settled = run->in_flight + run->again.count + run->held.count == 0 && (run->done.count == 0 || run->gave_up);

	return settled && (run->exhausted || run->stop != COOP_RUN_GOES_ON);
}

static bool next_judgement(const coop_run *run, bool over, coop_run_command *command)
{
	bool full = !run->failing && run->parked > 0 && run->parked + run->rejected_done > COOP_RUN_PARKED_MAXIMUM;

	if (!full && !(over && run->parked > 0)) {
		return false;
	}
	*command = (coop_run_command){.action = COOP_RUN_JUDGE, .believable = is_believable(run)};
	return true;
}

void coop_run_judged(coop_run *run)
{
	if (!is_believable(run) && (run->successes == 0 || is_over(run))) {
		coop_run_stop_for(run, COOP_RUN_STOP_REJECTIONS);
	}
	run->parked = 0;
}

static int64_t next_event_at(const coop_run *run, int64_t now)
{
	int64_t at = run->gave_up ? NEVER : run->failing ? run->retry_at : group_due_at(run);

	if (run->rules.time_limit > 0 && run->stop == COOP_RUN_GOES_ON) {
		at = smaller(at, run->started_at + run->rules.time_limit);
	}
	if (run->paused_until > now && run->stop == COOP_RUN_GOES_ON) {
		at = smaller(at, run->paused_until);
	}
	return at;
}

coop_run_command coop_run_next(coop_run *run, int64_t now)
{
	coop_run_command command;

	look_at_clock(run, now);
	if (next_resend(run, now, &command) || next_send(run, now, &command)) {
		return command;
	}
	if (next_judgement(run, is_over(run), &command) || next_group(run, now, &command)) {
		return command;
	}
	if (is_over(run)) {
		return (coop_run_command){.action = COOP_RUN_END};
	}
	return (coop_run_command){.action = COOP_RUN_WAIT, .until = next_event_at(run, now)};
}
