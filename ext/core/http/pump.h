/* SPDX-License-Identifier: MIT */
#ifndef COOP_HTTP_PUMP_H
#define COOP_HTTP_PUMP_H

#include "request.h"

/* The event loop, which moves any number of transfers over kept-alive HTTP/1.1 connections (curl_multi_socket_action on
 * epoll). A pump belongs to one thread of one process; after a fork the child must abandon it. */
typedef struct coop_pump coop_pump;

/* One request on its way, and its answer. */
typedef struct coop_transfer coop_transfer;

coop_pump *coop_pump_new(void); /* owned by the caller; NULL if memory or descriptors run out */
void coop_pump_free(coop_pump *pump); /* may be NULL; cancels what is in flight */

/* To be called in a forked child instead of coop_pump_free(). Closes the child's copies of the descriptors and sends
 * nothing, since the connections are the parent's. The pump's memory stays allocated for good. */
void coop_pump_abandon(coop_pump *pump);

/* Starts a request. `batch` tells the transfers of one caller from those of another that uses the same pump meanwhile;
 * `owner` comes back with the finished transfer. The transfer is borrowed from the pump until it is released. Returns
 * NULL if memory runs out or libcurl refuses the URL. */
coop_transfer *coop_pump_start(
	coop_pump *pump, const coop_http_request *request, const void *batch, void *owner) COOP_MUST_CHECK;

/* Moves bytes: waits at most `wait` milliseconds for something to happen, and then handles at most 64 events. A
 * transfer whose deadline has passed is given up only after a pass that found every socket drained, so that an answer
 * that has arrived is used however long this process was stopped. */
void coop_pump_turn(coop_pump *pump, int64_t wait);

/* Returns the next transfer of a batch that has ended, in the order of ending, or NULL if there is none. Each is
 * returned once. */
coop_transfer *coop_pump_next_finished(coop_pump *pump, const void *batch);

/* Turns until this transfer has ended. coop_pump_next_finished() does not return it any more. */
void coop_pump_finish(coop_pump *pump, coop_transfer *transfer);

/* Ends the waiting of a turn if a descriptor of the caller becomes readable, say a signalfd. The caller reads from the
 * descriptor, and unwatches it before it is closed. Returns false if epoll refuses. */
bool coop_pump_watch(coop_pump *pump, int descriptor) COOP_MUST_CHECK;
void coop_pump_unwatch(coop_pump *pump, int descriptor);

size_t coop_pump_in_flight(const coop_pump *pump);
bool coop_pump_is_idle(const coop_pump *pump); /* whether every transfer has been released */
void *coop_transfer_owner(const coop_transfer *transfer);
coop_http_answer *coop_transfer_answer(coop_transfer *transfer); /* valid until the transfer is released */

/* Gives a transfer back. One that has not finished is cancelled, and its connection is closed. A second release does no
 * harm if nothing was started in between. */
void coop_transfer_release(coop_transfer *transfer);

/* Releases every transfer, whether it is in flight, finished or handed out. This ends a PHP request that was cut off
 * and whose owners are gone. */
void coop_pump_cancel_all(coop_pump *pump);

#endif
