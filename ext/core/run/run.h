/* SPDX-License-Identifier: MIT */
#ifndef COOP_RUN_H
#define COOP_RUN_H

#include "evidence.h"

/* The rules of one refresh run, as a state machine. The run decides how many requests are in flight, what is sent
 * again, when to save, to pause and to stop, and what evidence there is against users whose tokens are refused. It does nothing itself: the caller
 * asks what to do next, does it, and reports the result. Every time is the caller's, in milliseconds of a clock that
 * does not jump.
 *
 * A row that the run has taken is a ticket, which goes one way:
 *
 *     held --SEND--> in flight --answered--> settled --GROUP--> free
 *       |               | unclear, once: RESEND, at once or after the wait that the server asks for
 *       |               | never left: held again; after a resend, settled
 *       +-- too old, pause, stop: unsent --GROUP--> free; the caller may take the row again
 */
typedef struct coop_run coop_run;

#define COOP_RUN_CONCURRENCY_MAXIMUM 512
#define COOP_RUN_GROUP_ANSWERS 64 /* waiting answers that make a group due; the group saves all that wait */

#define COOP_RUN_LONGEST_RESEND_WAIT 60000 /* milliseconds; if the server asks for a longer wait, there is no resend */

/* How many refusals may wait for a verdict. If the store fails, those that are in flight by then may be added. */
#define COOP_RUN_PARKED_MAXIMUM 1000

typedef struct coop_run_rules {
	int concurrency; /* requests in flight; 1 to COOP_RUN_CONCURRENCY_MAXIMUM */
	int64_t answer_deadline; /* how long a request may take */
	int64_t time_limit; /* after it only resends are sent, and saving is soon given up; 0 if there is none */
	uint32_t seed; /* so that several processes do not pause for the same time */
} coop_run_rules;

typedef enum coop_run_action {
	COOP_RUN_SEND, /* send `ticket` */
	COOP_RUN_RESEND, /* send `ticket` again over a fresh connection, since its first answer never came */
	COOP_RUN_GROUP, /* one transaction: save and release what coop_run_finished() lists, take up to `take` rows */
	COOP_RUN_JUDGE, /* pass the verdict on all refusals so far, by coop_verdicts and `evidence` */
	COOP_RUN_WAIT, /* wait for an answer, until `until` at the latest; INT64_MAX if only an answer can change things */
	COOP_RUN_END /* stop asking: the run is over */
} coop_run_action;

/* Where in the order of the due rows a taking begins, if that is possible. Otherwise it takes the next rows. */
typedef enum coop_run_place {
	COOP_RUN_NEXT,
	COOP_RUN_LAST, /* the rows at the end, whose tokens are the youngest */
	COOP_RUN_BETWEEN, /* rows anywhere between, and other ones each time */
	COOP_RUN_PLACES
} coop_run_place;

typedef struct coop_run_command {
	coop_run_action action;
	int ticket;
	int take;
	coop_run_place from;
	coop_evidence evidence;
	int64_t until;
} coop_run_command;

typedef enum coop_run_answer {
	COOP_RUN_TOKENS,
	COOP_RUN_NOT_SENT, /* the request never left */
	COOP_RUN_UNCLEAR, /* the request left, but no answer came, or only a failing server's; the token may be spent */
	COOP_RUN_UNUSABLE, /* an answer came without tokens, and asking again would bring the same answer */
	COOP_RUN_ENDED, /* the login has ended; this and the next four wait for the verdict */
	/* The same of a login that had ended before, which says nothing about the server; also in other words. */
	COOP_RUN_STILL_ENDED,
	COOP_RUN_REFUSED, /* the server refused in other words */
	COOP_RUN_REFUSED_MUTELY, /* and without words */
	COOP_RUN_CLIENT_REFUSED, /* and the words speak of the client or the grant */
	COOP_RUN_LIMITED, /* the server asks for a pause */
	COOP_RUN_BUSY, /* the server cannot serve this user now */
	COOP_RUN_ANSWERS
} coop_run_answer;

/* Returns the coop_refusal of an answer that waits for the verdict, or -1 if the answer does not. */
int coop_run_refusal_of(coop_run_answer answer);

/* What becomes of a ticket. */
typedef enum coop_run_fate {
	COOP_RUN_FATE_SETTLED, /* this answer is the ticket's outcome, and the next group saves it */
	COOP_RUN_FATE_AGAIN /* the ticket has no outcome yet: it is sent again, or let go as unsent */
} coop_run_fate;

typedef enum coop_run_stop {
	COOP_RUN_GOES_ON,
	COOP_RUN_STOP_TIME_LIMIT,
	COOP_RUN_STOP_SIGNAL,
	COOP_RUN_STOP_CALLER, /* a callback threw */
	COOP_RUN_STOP_CLIENT_REFUSED,
	COOP_RUN_STOP_REJECTIONS, /* so many logins are said to have ended that it is not believed */
	COOP_RUN_STOP_RATE_LIMIT,
	COOP_RUN_STOP_OUTAGE,
	COOP_RUN_STOP_STORE, /* saving failed for as long as the leases protect the tokens; replaces any other reason */
	COOP_RUN_STOPS
} coop_run_stop;

coop_run *coop_run_new(const coop_run_rules *rules, int64_t now); /* owned by the caller; NULL if memory runs out */
void coop_run_free(coop_run *run);

int coop_run_tickets(const coop_run *run); /* tickets are numbers from 0 to one less than this */

/* Tells what earlier runs have seen. To be called before the first answer; otherwise there are no earlier runs. */
void coop_run_set_past(coop_run *run, coop_run_past past);

/* Returns what the caller is to do next. GROUP and JUDGE are done and reported before the next call; the answer to SEND
 * or RESEND is reported whenever it comes. */
coop_run_command coop_run_next(coop_run *run, int64_t now);

/* ---- After GROUP ------------------------------------------------------------------------------------------------- */

/* Lists at most `maximum` of the tickets that wait for their group, settled or unsent, oldest first, and returns how
 * many are listed. coop_run_close() takes them out, so the list is made before that. */
int coop_run_finished(const coop_run *run, int *tickets, int maximum);
bool coop_run_is_unsent(const coop_run *run, int ticket);

/* The COMMIT was acknowledged: coop_run_close() frees each ticket of the group, and parks it if it is a rejection;
 * coop_run_group_worked() says that the store works. */
void coop_run_close(coop_run *run, int ticket);
void coop_run_group_worked(coop_run *run);

/* The transaction failed as a whole and will be tried again. Meanwhile nothing is sent, and what is to be saved or
 * released is tried without a taking. */
void coop_run_group_failed(coop_run *run, int64_t now);

/* No further try could work either. What is not saved by now is left to the journal. */
void coop_run_give_up(coop_run *run);

/* A row was taken. Returns its ticket, or -1 if more rows were taken than the command asked for. `began` is a time
 * before the taking began, from which the row's lease counts. */
int coop_run_took(coop_run *run, int64_t began);
void coop_run_exhausted(coop_run *run, bool exhausted); /* whether there are no more due rows for now */

/* ---- After SEND and RESEND --------------------------------------------------------------------------------------- */

/* Reports what came of a request. `retry_after` is the wait that the server asked for, in milliseconds, or negative if
 * it asked for none. */
coop_run_fate coop_run_answered(
	coop_run *run, int ticket, coop_run_answer answer, int64_t retry_after, int64_t now) COOP_MUST_CHECK;

/* ---- At any time ------------------------------------------------------------------------------------------------- */

void coop_run_judged(coop_run *run); /* reports that JUDGE was done */
coop_run_news coop_run_get_news(const coop_run *run); /* at the end: what the next run is to know */
void coop_run_stop_for(coop_run *run, coop_run_stop reason); /* the first reason stays */
coop_run_stop coop_run_stopped(const coop_run *run);
int coop_run_in_flight(const coop_run *run);

#endif
