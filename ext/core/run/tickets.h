/* SPDX-License-Identifier: MIT */
#ifndef COOP_RUN_TICKETS_H
#define COOP_RUN_TICKETS_H

#include "../text.h"
#include <stdint.h>

/* The tickets of a run (run.h). Their number is fixed. Each is in the queue of its state, in the order of arrival. */

typedef enum coop_ticket_state {
	COOP_TICKET_FREE,
	COOP_TICKET_HELD, /* the row was taken; its request was not sent yet, or never left */
	COOP_TICKET_AGAIN, /* the first answer never came; the request is to be sent once more */
	COOP_TICKET_IN_FLIGHT,
	COOP_TICKET_SETTLED, /* the ticket has its outcome and waits for its group */
	COOP_TICKET_UNSENT /* the row was taken for nothing; the ticket waits for its group, in the same queue */
} coop_ticket_state;

typedef struct coop_ticket {
	coop_ticket_state state;
	bool resent;
	int64_t resend_at; /* in the state AGAIN */
	bool refused; /* after its group the refusal waits for the verdict */
	int tries; /* requests that never left */
	int64_t began; /* the time from which the lease counts */
	int64_t done_at; /* the time at which the ticket became settled or unsent */
	int previous, next; /* the neighbours in its queue; -1 if there is none */
} coop_ticket;

typedef struct coop_ticket_queue {
	int first, last; /* -1 if the queue is empty */
	int count;
} coop_ticket_queue;

typedef struct coop_tickets {
	coop_ticket *entries; /* owned array */
	int count;
	coop_ticket_queue free, held, again, in_flight, done;
} coop_tickets;

bool coop_tickets_init(coop_tickets *tickets, int count) COOP_MUST_CHECK; /* false if memory runs out */
void coop_tickets_clear(coop_tickets *tickets);

/* Moves a ticket to the end of the queue of `state`. */
void coop_tickets_move(coop_tickets *tickets, int number, coop_ticket_state state);

/* Does the same for SETTLED or UNSENT, and sets done_at to `now`. */
void coop_tickets_finish(coop_tickets *tickets, int number, coop_ticket_state state, int64_t now);

/* Makes a free ticket held, and returns it, or -1 if none is free. */
int coop_tickets_take(coop_tickets *tickets, int64_t began);

/* Finds the newest `began` of the tickets whose answer is here or may still come. Returns false if there are none. */
bool coop_tickets_newest_answer(const coop_tickets *tickets, int64_t *began);

#endif
