/* SPDX-License-Identifier: MIT */
#include "run.h"
#include "health.h"
#include "tickets.h"
#include "../lease.h"
#include <stdlib.h>

#define NEVER INT64_MAX

#define GROUP_WAIT 50 /* how long an answer waits for others to be saved with */

#define TRIES_MAXIMUM 3 /* of a request that never leaves; more if the server is known to be down */

struct coop_run {
	coop_run_rules rules;
	int64_t started_at;
	coop_tickets tickets;
	coop_run_health health; /* of the server */
	coop_run_seen seen;
	coop_run_store store;
	bool exhausted;
	int asked, got; /* rows, in the current taking */
	int reach; /* rows to ask for after takings that got none; 0 if the last one got some */
	coop_run_stop stop;

	coop_run_place took_from; /* of the last taking */

	int parked; /* refusals that wait for the verdict */
	int refused_done; /* refusals that wait for their group first */

	bool gave_up; /* nothing is saved any more */
};

/* ---- Life -------------------------------------------------------------------------------------------------------- */

coop_run *coop_run_new(const coop_run_rules *rules, int64_t now)
{
	coop_run *run = calloc(1, sizeof(*run));
	/* A third each is in flight, is held ahead of flight, and is settled while an earlier group is being saved. */
	if (!run || !coop_tickets_init(&run->tickets, 3 * rules->concurrency + COOP_RUN_GROUP_ANSWERS)) {
		free(run);
		return NULL;
	}
	run->rules = *rules;
	run->rules.time_limit = coop_smaller(rules->time_limit, NEVER - coop_larger(now, 0));
	run->started_at = now;
	coop_run_health_init(&run->health, rules->concurrency, rules->seed);
	coop_run_store_init(&run->store, rules->seed);
	coop_run_seen_init(&run->seen);
	return run;
}

void coop_run_free(coop_run *run)
{
	if (run) {
		coop_tickets_clear(&run->tickets);
		free(run);
	}
}

int coop_run_tickets(const coop_run *run)
{
	return run->tickets.count;
}

int coop_run_in_flight(const coop_run *run)
{
	return run->tickets.in_flight.count;
}

coop_run_stop coop_run_stopped(const coop_run *run)
{
	return run->stop;
}

void coop_run_set_past(coop_run *run, coop_run_past past)
{
	run->seen.past = past;
}

coop_run_news coop_run_get_news(const coop_run *run)
{
	return coop_run_seen_news(&run->seen);
}

void coop_run_stop_for(coop_run *run, coop_run_stop reason)
{
	if (run->stop == COOP_RUN_GOES_ON) {
		run->stop = reason;
	}
}

/* ---- Tickets ----------------------------------------------------------------------------------------------------- */

int coop_run_took(coop_run *run, int64_t began)
{
	run->got++;
	return coop_tickets_take(&run->tickets, began);
}

void coop_run_exhausted(coop_run *run, bool exhausted)
{
	run->exhausted = exhausted;
}

static bool is_young_enough(const coop_run *run, int number, int64_t now)
{
	return coop_lease_may_send(run->rules.answer_deadline, run->tickets.entries[number].began, now);
}

int coop_run_finished(const coop_run *run, int *tickets, int maximum)
{
	int count = 0;
	for (int i = run->tickets.done.first; i >= 0 && count < maximum; i = run->tickets.entries[i].next) {
		tickets[count++] = i;
	}
	return count;
}

bool coop_run_is_unsent(const coop_run *run, int ticket)
{
	return run->tickets.entries[ticket].state == COOP_TICKET_UNSENT;
}

void coop_run_close(coop_run *run, int ticket)
{
	if (run->tickets.entries[ticket].refused) {
		run->refused_done--;
		run->parked++;
	}
	coop_tickets_move(&run->tickets, ticket, COOP_TICKET_FREE);
}

/* ---- Saving ------------------------------------------------------------------------------------------------------ */

void coop_run_group_worked(coop_run *run)
{
	coop_run_store_worked(&run->store);
	if (run->asked > 0) {
		run->reach = run->got > 0 ? 0 : (int) coop_smaller(2 * (int64_t) run->asked, run->rules.concurrency);
	}
}

/* Returns until when saving is tried again. It is worth while as long as a lease keeps others from sending a token
 * whose successor waits here. */
static int64_t end_of_patience(const coop_run *run)
{
	int64_t newest, patience = run->store.failing_since + COOP_SAVE_BUDGET;
	if (!coop_tickets_newest_answer(&run->tickets, &newest)) {
		return patience;
	}
	int64_t protected_until = coop_lease_protects_until(run->rules.answer_deadline, newest);
	if (run->rules.time_limit > 0) {
		protected_until = coop_smaller(protected_until, run->started_at + run->rules.time_limit);
	}
	return coop_larger(patience, protected_until);
}

void coop_run_group_failed(coop_run *run, int64_t now)
{
	coop_run_store_failed(&run->store, now);
	if (run->store.retry_at > end_of_patience(run)) {
		coop_run_give_up(run);
	}
}

void coop_run_give_up(coop_run *run)
{
	run->gave_up = true;
	run->stop = COOP_RUN_STOP_STORE; /* even if there is an earlier reason, since this one is an error */
}

/* ---- Answers ----------------------------------------------------------------------------------------------------- */

static void stop_if(coop_run *run, bool useless)
{
	if (useless) {
		coop_run_stop_for(run, COOP_RUN_STOP_OUTAGE);
	}
}

static void note_failure(coop_run *run, int64_t now)
{
	run->seen.others++;
	stop_if(run, coop_run_health_failed(&run->health, now));
}

static void note_limit(coop_run *run, int64_t retry_after, int64_t now)
{
	run->seen.others++;
	if (coop_run_health_limited(&run->health, retry_after, now)) {
		coop_run_stop_for(run, COOP_RUN_STOP_RATE_LIMIT);
	}
}

/* A request that never left waits to be sent later, or gives its row back if enough rows are held already. After a
 * resend, after three tries and in a run that stops it is settled. */
static coop_run_fate judge_not_sent(coop_run *run, int number, int64_t now)
{
	coop_ticket *t = &run->tickets.entries[number];
	t->tries++;
	note_failure(run, now);
	if (t->resent || run->stop != COOP_RUN_GOES_ON ||
		(t->tries >= TRIES_MAXIMUM && !coop_run_health_is_down(&run->health))) {
		coop_tickets_finish(&run->tickets, number, COOP_TICKET_SETTLED, now);
		return COOP_RUN_FATE_SETTLED;
	}
	if (run->tickets.held.count < run->health.limit) {
		coop_tickets_move(&run->tickets, number, COOP_TICKET_HELD);
	} else {
		coop_tickets_finish(&run->tickets, number, COOP_TICKET_UNSENT, now);
	}
	return COOP_RUN_FATE_AGAIN;
}

static coop_run_fate judge_unclear(coop_run *run, int number, int64_t retry_after, int64_t now)
{
	coop_ticket *t = &run->tickets.entries[number];
	int64_t wait = coop_larger(retry_after, 0);
	bool may_wait = wait <= COOP_RUN_LONGEST_RESEND_WAIT && (wait == 0 || run->stop == COOP_RUN_GOES_ON);
	if (retry_after >= 0) {
		note_limit(run, retry_after, now);
	}
	if (!t->resent && !run->store.failing && may_wait && is_young_enough(run, number, now + wait)) {
		t->resend_at = now + wait;
		coop_tickets_move(&run->tickets, number, COOP_TICKET_AGAIN);
		return COOP_RUN_FATE_AGAIN;
	}
	if (retry_after < 0) {
		note_failure(run, now);
	}
	coop_tickets_finish(&run->tickets, number, COOP_TICKET_SETTLED, now);
	return COOP_RUN_FATE_SETTLED;
}

int coop_run_refusal_of(coop_run_answer answer)
{
	switch (answer) {
		case COOP_RUN_ENDED:
		case COOP_RUN_STILL_ENDED:
			return COOP_REFUSAL_ENDED;
		case COOP_RUN_REFUSED:
			return COOP_REFUSAL_SAID;
		case COOP_RUN_REFUSED_MUTELY:
			return COOP_REFUSAL_MUTE;
		case COOP_RUN_CLIENT_REFUSED:
			return COOP_REFUSAL_CLIENT;
		default:
			return -1;
	}
}

/* A wall may stand before the server for everybody, so refusals without words make pauses, as failures do. */
static void note_refusal(coop_run *run, coop_refusal refusal, int64_t now)
{
	bool first = run->seen.successes == 0;
	coop_run_seen_refusal(&run->seen, refusal);
	switch (refusal) {
		case COOP_REFUSAL_ENDED:
			coop_run_health_ended(&run->health, first);
			break;
		case COOP_REFUSAL_MUTE:
			stop_if(run, coop_run_health_failed(&run->health, now));
			break;
		default:
			stop_if(run, coop_run_health_refused(&run->health, first, now));
			break;
	}
	if (coop_run_seen_refuses_client(&run->seen, false)) {
		coop_run_stop_for(run, COOP_RUN_STOP_CLIENT_REFUSED);
	}
}

static void await_verdict(coop_run *run, int ticket)
{
	run->tickets.entries[ticket].refused = true;
	run->refused_done++;
}

coop_run_fate coop_run_answered(coop_run *run, int ticket, coop_run_answer answer, int64_t retry_after, int64_t now)
{
	switch (answer) {
		case COOP_RUN_NOT_SENT:
			return judge_not_sent(run, ticket, now);
		case COOP_RUN_UNCLEAR:
			return judge_unclear(run, ticket, retry_after, now);
		case COOP_RUN_TOKENS:
			coop_run_seen_success(&run->seen);
			coop_run_health_succeeded(&run->health);
			break;
		case COOP_RUN_ENDED:
		case COOP_RUN_REFUSED:
		case COOP_RUN_REFUSED_MUTELY:
		case COOP_RUN_CLIENT_REFUSED:
			note_refusal(run, (coop_refusal) coop_run_refusal_of(answer), now);
			await_verdict(run, ticket);
			break;
		case COOP_RUN_STILL_ENDED:
			run->seen.others++;
			coop_run_health_answered(&run->health);
			await_verdict(run, ticket);
			break;
		case COOP_RUN_UNUSABLE:
		case COOP_RUN_BUSY:
			note_failure(run, now);
			break;
		case COOP_RUN_LIMITED:
			note_limit(run, retry_after, now);
			break;
		case COOP_RUN_ANSWERS:
			break;
	}
	coop_tickets_finish(&run->tickets, ticket, COOP_TICKET_SETTLED, now);
	return COOP_RUN_FATE_SETTLED;
}

/* ---- What next --------------------------------------------------------------------------------------------------- */

static bool is_open(const coop_run *run, int64_t now)
{
	return run->stop == COOP_RUN_GOES_ON && now >= run->health.paused_until;
}

/* Returns how many rows to take now: normally enough to hold as many ahead of flight as may be in flight. If takings
 * got nothing, because several runs started together and compete for the same first rows, the run asks for run->reach,
 * which doubles each time, so that it gets past the rows of the others. */
static int rows_wanted(const coop_run *run, int64_t now)
{
	if (run->exhausted || !is_open(run, now)) {
		return 0;
	}
	int wanted = (run->reach > run->health.limit ? run->reach : run->health.limit) - run->tickets.held.count;
	wanted = wanted < run->tickets.free.count ? wanted : run->tickets.free.count;
	return wanted > 0 ? wanted : 0;
}

/* Does what time alone can do: it stops the run, makes held rows unsent, and makes a taking that failed pointless. */
static void look_at_clock(coop_run *run, int64_t now)
{
	if (run->rules.time_limit > 0 && now - run->started_at >= run->rules.time_limit) {
		coop_run_stop_for(run, COOP_RUN_STOP_TIME_LIMIT);
	}
	while (run->tickets.held.count > 0 && !(is_open(run, now) && is_young_enough(run, run->tickets.held.first, now))) {
		coop_tickets_finish(&run->tickets, run->tickets.held.first, COOP_TICKET_UNSENT, now);
	}
	if (run->store.failing && run->tickets.done.count == 0 && rows_wanted(run, now) == 0) {
		coop_run_group_worked(run); /* a taking failed, and its rows are not wanted any more */
	}
}

/* Settles what is not sent again, because the store fails, the lease is too old, or the run stops before the time that
 * the server has asked for. */
static bool is_resend_useless(const coop_run *run, int number, int64_t now)
{
	int64_t at = run->tickets.entries[number].resend_at;
	return run->store.failing || !is_young_enough(run, number, coop_larger(at, now)) ||
		(at > now && run->stop != COOP_RUN_GOES_ON);
}

/* A resend is for a login that is in danger, so neither a stop nor a pause of others holds it back. */
static bool next_resend(coop_run *run, int64_t now, coop_run_command *command)
{
	int next;
	for (int number = run->tickets.again.first; number >= 0; number = next) {
		next = run->tickets.entries[number].next;
		if (is_resend_useless(run, number, now)) {
			note_failure(run, now);
			coop_tickets_finish(&run->tickets, number, COOP_TICKET_SETTLED, now);
		} else if (run->tickets.entries[number].resend_at <= now) {
			run->tickets.entries[number].resent = true;
			coop_tickets_move(&run->tickets, number, COOP_TICKET_IN_FLIGHT);
			*command = (coop_run_command){.action = COOP_RUN_RESEND, .ticket = number};
			return true;
		}
	}
	return false;
}

static int64_t next_resend_at(const coop_run *run)
{
	int64_t at = NEVER;
	for (int number = run->tickets.again.first; number >= 0; number = run->tickets.entries[number].next) {
		at = coop_smaller(at, run->tickets.entries[number].resend_at);
	}
	return at;
}

static bool next_send(coop_run *run, int64_t now, coop_run_command *command)
{
	const coop_tickets *tickets = &run->tickets;
	int number = tickets->held.first;
	if (number < 0 || tickets->in_flight.count >= run->health.limit || run->store.failing || !is_open(run, now)) {
		return false;
	}
	coop_tickets_move(&run->tickets, number, COOP_TICKET_IN_FLIGHT);
	*command = (coop_run_command){.action = COOP_RUN_SEND, .ticket = number};
	return true;
}

static int64_t group_due_at(const coop_run *run)
{
	int first = run->tickets.done.first;
	return first < 0 ? NEVER : run->tickets.entries[first].done_at + GROUP_WAIT;
}

static bool is_group_due(const coop_run *run, int take, int64_t now)
{
	const coop_tickets *tickets = &run->tickets;
	if (run->gave_up) {
		return false;
	}
	if (run->store.failing) {
		return now >= run->store.retry_at;
	}
	bool starved = take > 0 && tickets->held.count == 0 && tickets->in_flight.count < run->health.limit;
	bool alone = tickets->done.count > 0 && tickets->in_flight.count + tickets->again.count == 0;
	return starved || alone || tickets->done.count >= COOP_RUN_GROUP_ANSWERS || now >= group_due_at(run);
}

static bool next_group(coop_run *run, int64_t now, coop_run_command *command)
{
	/* A save that failed is tried again without a taking, which might be what fails. */
	int take = run->store.failing && run->tickets.done.count > 0 ? 0 : rows_wanted(run, now);
	if (!is_group_due(run, take, now)) {
		return false;
	}
	if (take > 0) {
		bool in_doubt = coop_run_health_is_in_doubt(&run->health);
		run->took_from = in_doubt ? (run->took_from + 1) % COOP_RUN_PLACES : COOP_RUN_NEXT;
	}
	*command = (coop_run_command){.action = COOP_RUN_GROUP, .take = take, .from = run->took_from};
	run->asked = take;
	run->got = 0;
	return true;
}

static bool is_over(const coop_run *run)
{
	const coop_tickets *tickets = &run->tickets;
	bool nothing_under_way = tickets->in_flight.count + tickets->again.count + tickets->held.count == 0;
	return nothing_under_way && (tickets->done.count == 0 || run->gave_up) &&
		(run->exhausted || run->stop != COOP_RUN_GOES_ON);
}

static bool next_judgement(coop_run *run, coop_run_command *command)
{
	bool full = !run->store.failing && run->parked + run->refused_done > COOP_RUN_PARKED_MAXIMUM;
	if (run->parked == 0 || !(full || is_over(run))) {
		return false;
	}
	if (coop_run_seen_refuses_client(&run->seen, is_over(run))) {
		coop_run_stop_for(run, COOP_RUN_STOP_CLIENT_REFUSED);
	}
	*command = (coop_run_command){.action = COOP_RUN_JUDGE, .evidence = coop_run_seen_evidence(&run->seen)};
	return true;
}

/* If so many logins are said to have ended that it is not believed at once, somebody should look. Without a success,
 * there is no use in asking about more. */
void coop_run_judged(coop_run *run)
{
	coop_evidence evidence = coop_run_seen_evidence(&run->seen);
	bool doubted = evidence == COOP_EVIDENCE_NONE || evidence == COOP_EVIDENCE_RECENT ||
		(evidence == COOP_EVIDENCE_MANY_ENDED && is_over(run));
	if (run->seen.refused[COOP_REFUSAL_ENDED] > 0 && doubted) {
		coop_run_stop_for(run, COOP_RUN_STOP_REJECTIONS);
	}
	run->parked = 0;
}

static int64_t next_event_at(const coop_run *run, int64_t now)
{
	int64_t at = run->gave_up ? NEVER : run->store.failing ? run->store.retry_at : group_due_at(run);
	at = coop_smaller(at, next_resend_at(run));
	if (run->rules.time_limit > 0 && run->stop == COOP_RUN_GOES_ON) {
		at = coop_smaller(at, run->started_at + run->rules.time_limit);
	}
	if (run->health.paused_until > now && run->stop == COOP_RUN_GOES_ON) {
		at = coop_smaller(at, run->health.paused_until);
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
	if (next_judgement(run, &command) || next_group(run, now, &command)) {
		return command;
	}
	if (is_over(run)) {
		return (coop_run_command){.action = COOP_RUN_END};
	}
	return (coop_run_command){.action = COOP_RUN_WAIT, .until = next_event_at(run, now)};
}
