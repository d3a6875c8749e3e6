/* SPDX-License-Identifier: MIT */
#include "tickets.h"
#include <stdlib.h>

static coop_ticket_queue *queue_of(coop_tickets *tickets, coop_ticket_state state)
{
	switch (state) {
		case COOP_TICKET_HELD:
			return &tickets->held;
		case COOP_TICKET_AGAIN:
			return &tickets->again;
		case COOP_TICKET_IN_FLIGHT:
			return &tickets->in_flight;
		case COOP_TICKET_SETTLED:
		case COOP_TICKET_UNSENT:
			return &tickets->done;
		case COOP_TICKET_FREE:
			break;
	}
	return &tickets->free;
}

static void append(coop_tickets *tickets, int number, coop_ticket_state state)
{
	coop_ticket_queue *queue = queue_of(tickets, state);
	coop_ticket *ticket = &tickets->entries[number];
	ticket->state = state;
	ticket->next = -1;
	ticket->previous = queue->last;
	if (queue->last >= 0) {
		tickets->entries[queue->last].next = number;
	} else {
		queue->first = number;
	}
	queue->last = number;
	queue->count++;
}

static void detach(coop_tickets *tickets, int number)
{
	const coop_ticket *ticket = &tickets->entries[number];
	coop_ticket_queue *queue = queue_of(tickets, ticket->state);
	if (ticket->previous >= 0) {
		tickets->entries[ticket->previous].next = ticket->next;
	} else {
		queue->first = ticket->next;
	}
	if (ticket->next >= 0) {
		tickets->entries[ticket->next].previous = ticket->previous;
	} else {
		queue->last = ticket->previous;
	}
	queue->count--;
}

void coop_tickets_move(coop_tickets *tickets, int number, coop_ticket_state state)
{
	detach(tickets, number);
	append(tickets, number, state);
}

void coop_tickets_finish(coop_tickets *tickets, int number, coop_ticket_state state, int64_t now)
{
	tickets->entries[number].done_at = now;
	coop_tickets_move(tickets, number, state);
}

int coop_tickets_take(coop_tickets *tickets, int64_t began)
{
	int number = tickets->free.first;
	if (number >= 0) {
		coop_ticket *ticket = &tickets->entries[number];
		ticket->resent = ticket->refused = false;
		ticket->tries = 0;
		ticket->began = began;
		coop_tickets_move(tickets, number, COOP_TICKET_HELD);
	}
	return number;
}

bool coop_tickets_newest_answer(const coop_tickets *tickets, int64_t *began)
{
	bool any = false;
	for (int i = 0; i < tickets->count; i++) {
		const coop_ticket *ticket = &tickets->entries[i];
		bool counts = ticket->state == COOP_TICKET_SETTLED || ticket->state == COOP_TICKET_IN_FLIGHT ||
			ticket->state == COOP_TICKET_AGAIN;
		if (counts && (!any || ticket->began > *began)) {
			*began = ticket->began;
			any = true;
		}
	}
	return any;
}

bool coop_tickets_init(coop_tickets *tickets, int count)
{
	const coop_ticket_queue empty = {.first = -1, .last = -1};
	*tickets = (coop_tickets){.count = count};
	tickets->free = tickets->held = tickets->again = tickets->in_flight = tickets->done = empty;
	tickets->entries = calloc((size_t) count, sizeof(*tickets->entries));
	if (!tickets->entries) {
		return false;
	}
	for (int i = 0; i < count; i++) {
		append(tickets, i, COOP_TICKET_FREE);
	}
	return true;
}

void coop_tickets_clear(coop_tickets *tickets)
{
	free(tickets->entries);
	*tickets = (coop_tickets){0};
}
