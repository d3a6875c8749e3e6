/* SPDX-License-Identifier: MIT */
#ifndef COOP_RUN_TICKETS_H
#define COOP_RUN_TICKETS_H

#include "../text.h"
#include <stdint.h>

/* The tickets of a run (run.h): a fixed number of them, each in the queue of its state, in the order of their coming. */

typedef enum coop_ticket_state {
	COOP_TICKET_FREE,
	COOP_TICKET_HELD, /* a row that was taken and not sent yet, or that never left */
	COOP_TICKET_AGAIN, /* its first answer never came; to be sent once more */
	COOP_TICKET_IN_FLIGHT,
	COOP_TICKET_SETTLED, /* waits for its group */
	COOP_TICKET_UNSENT /* taken for nothing; waits for its group, in the same queue */
} coop_ticket_state;

typedef struct coop_ticket {
	coop_ticket_state state;
	bool resent;
	bool rejected; /* will wait for the verdict */
	int tries; /* requests that never left */
	int64_t began; /* the lease counts from here */
	int64_t done_at; /* when it was settled or let go */
	int previous, next; /* in its queue; -1: none */
} coop_ticket;

typedef struct coop_ticket_queue {
	int first, last; /* -1: empty */
	int count;
} coop_ticket_queue;

typedef struct coop_tickets {
	coop_ticket *entries; /* owned array */
	int count;
	coop_ticket_queue free, held, again, in_flight, done;
} coop_tickets;

bool coop_tickets_init(coop_tickets *tickets, int count) COOP_MUST_CHECK; /* false: no memory */
void coop_tickets_clear(coop_tickets *tickets);

/* Out of its queue, to the end of the one of `state`. */
void coop_tickets_move(coop_tickets *tickets, int number, coop_ticket_state state);

/* The same for SETTLED and UNSENT, from `now` on. */
void coop_tickets_finish(coop_tickets *tickets, int number, coop_ticket_state state, int64_t now);

/* A free one becomes held; -1: none is free. */
int coop_tickets_take(coop_tickets *tickets, int64_t began);

/* The newest `began` of those whose answer is here or may still come; false: there are none. */
bool coop_tickets_newest_answer(const coop_tickets *tickets, int64_t *began);

#endif
