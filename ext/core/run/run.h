/* SPDX-License-Identifier: MIT */
#ifndef COOP_RUN_H
#define COOP_RUN_H

#include "../text.h"
#include <stdint.h>

/* The rules of one refresh run, as a state machine: how many at once, what is sent again, when to save, when to pause,
 * when to stop, whether rejections can be believed. It does nothing itself: the caller asks what to do next, does it,
 * and tells what came of it. Every time is the caller's, in milliseconds of a clock that does not jump.
 *
 * A row that the run has taken is a ticket. It goes one way:
 *
 *     held --SEND--> in flight --answered--> settled --GROUP--> free
 *       |               | unclear, once: RESEND
 *       |               | never left: held again; after a resend, settled
 *       +-- too old, pause, stop: unsent --GROUP--> free (and the caller may take the row again)
 */
typedef struct coop_run coop_run;

#define COOP_RUN_CONCURRENCY_MAXIMUM 512
#define COOP_RUN_GROUP_ANSWERS 64 /* answers that are saved in one transaction, more when more are waiting */
/* Rejections that wait for a verdict; where the store has failed meanwhile, those that were in flight may come on top. */
#define COOP_RUN_PARKED_MAXIMUM 1000

typedef struct coop_run_rules {
	int concurrency; /* requests in flight; 1 to COOP_RUN_CONCURRENCY_MAXIMUM */
	int64_t answer_deadline; /* how long a request may take */
	int64_t time_limit; /* nothing but a resend is sent after so long, nor is saving tried for ever; 0: none */
	uint32_t seed; /* spreads pauses of several processes */
} coop_run_rules;

typedef enum coop_run_action {
	COOP_RUN_SEND, /* `ticket` */
	COOP_RUN_RESEND, /* `ticket`, over a fresh connection: its first answer never came */
	COOP_RUN_GROUP, /* one transaction: save and release the tickets of coop_run_finished(), take up to `take` rows */
	COOP_RUN_JUDGE, /* all rejections so far: `believable`, or to be forgiven */
	COOP_RUN_WAIT, /* for an answer, but not beyond `until` (INT64_MAX: something is in flight, and there is nothing else) */
	COOP_RUN_END
} coop_run_action;

typedef struct coop_run_command {
	coop_run_action action;
	int ticket;
	int take;
	bool believable;
	int64_t until;
} coop_run_command;

typedef enum coop_run_answer {
	COOP_RUN_TOKENS,
	COOP_RUN_NOT_SENT, /* the request never left */
	COOP_RUN_UNCLEAR, /* it left, and no answer came, or one of a server that failed: the token may be spent */
	COOP_RUN_UNUSABLE, /* an answer came that holds no tokens: to ask again would bring it again */
	COOP_RUN_REJECTED,
	COOP_RUN_STILL_REJECTED, /* of a login that had ended before: says nothing about the server */
	COOP_RUN_CLIENT_REFUSED, /* the client, the endpoint or the grant */
	COOP_RUN_RATE_LIMITED,
	COOP_RUN_DEFERRED /* any other error */
} coop_run_answer;

/* What becomes of a ticket. */
typedef enum coop_run_fate {
	COOP_RUN_FATE_SETTLED, /* this answer is its outcome; it is in the next group */
	COOP_RUN_FATE_AGAIN /* it stays with the run: sent again, or sent later */
} coop_run_fate;

typedef enum coop_run_stop {
	COOP_RUN_GOES_ON,
	COOP_RUN_STOP_TIME_LIMIT,
	COOP_RUN_STOP_SIGNAL,
	COOP_RUN_STOP_CALLER, /* a callback threw */
	COOP_RUN_STOP_CLIENT_REFUSED,
	COOP_RUN_STOP_REJECTIONS,
	COOP_RUN_STOP_RATE_LIMIT,
	COOP_RUN_STOP_OUTAGE,
	COOP_RUN_STOP_STORE, /* nothing could be saved for as long as the leases protect; goes before any other reason */
	COOP_RUN_STOPS
} coop_run_stop;

coop_run *coop_run_new(const coop_run_rules *rules, int64_t now); /* NULL: no memory */
void coop_run_free(coop_run *run);

int coop_run_tickets(const coop_run *run); /* every ticket is smaller than this */

coop_run_command coop_run_next(coop_run *run, int64_t now);

/* ---- After GROUP -------------------------------------------------------------------------------------------------- */

/* The tickets of the group, settled or unsent, oldest first, at most `maximum`. Before and during the transaction. */
int coop_run_finished(const coop_run *run, int *tickets, int maximum);
bool coop_run_is_unsent(const coop_run *run, int ticket);

/* The transaction has been acknowledged: each of its tickets is free. */
void coop_run_close(coop_run *run, int ticket);
void coop_run_group_worked(coop_run *run);

/* It failed as a whole and will be tried again: what is to be saved and released without a taking, and nothing is sent
 * meanwhile. */
void coop_run_group_failed(coop_run *run, int64_t now);
/* No further try could work either: what is not saved by now is left to the journal. */
void coop_run_give_up(coop_run *run);

/* A row was taken; `began`: before the taking began, since its lease counts from then. The ticket. */
int coop_run_took(coop_run *run, int64_t began);
void coop_run_exhausted(coop_run *run, bool exhausted); /* there are no more due rows, for now */

/* ---- After SEND and RESEND ---------------------------------------------------------------------------------------- */

/* `retry_after`: what the server asked for, in milliseconds; negative: nothing. */
coop_run_fate coop_run_answered(
	coop_run *run, int ticket, coop_run_answer answer, int64_t retry_after, int64_t now) COOP_MUST_CHECK;

/* ---- At any time -------------------------------------------------------------------------------------------------- */

void coop_run_judged(coop_run *run); /* after JUDGE */
void coop_run_stop_for(coop_run *run, coop_run_stop reason); /* the first reason stays */
coop_run_stop coop_run_stopped(const coop_run *run);
int coop_run_in_flight(const coop_run *run);

#endif
