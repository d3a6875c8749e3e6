/* SPDX-License-Identifier: MIT */
#ifndef COOP_HTTP_PUMP_H
#define COOP_HTTP_PUMP_H

#include "request.h"

/* The event loop: moves any number of transfers over kept-alive HTTP/1.1 connections (curl_multi_socket_action on
 * epoll). One pump belongs to one thread of one process; after a fork the child must abandon it. */
typedef struct coop_pump coop_pump;

/* One request on its way, and its answer. */
typedef struct coop_transfer coop_transfer;

coop_pump *coop_pump_new(void); /* NULL: no memory or no descriptors */
void coop_pump_free(coop_pump *pump); /* ends what is in flight */

/* In a forked child, instead of free: closes the copies of the descriptors and says nothing to anybody, because the
 * connections are the parent's. The pump's memory stays allocated for good. */
void coop_pump_abandon(coop_pump *pump);

/* Starts a request. `batch` tells the transfers of one caller from those of another that uses the same pump meanwhile;
 * `owner` comes back with the finished transfer. NULL: no memory, or libcurl refused the URL. */
coop_transfer *coop_pump_start(
	coop_pump *pump, const coop_http_request *request, const void *batch, void *owner) COOP_MUST_CHECK;

/* Moves bytes: waits at most `wait` milliseconds for something to happen (0: not at all), then handles at most 64
 * events. A transfer whose deadline has passed is given up only after a pass that found every socket drained, so that
 * an answer that has arrived is used however long this process was stopped. */
void coop_pump_turn(coop_pump *pump, int64_t wait);

/* The next transfer of a batch that has ended, in the order of ending; NULL: none. Each is returned once. */
coop_transfer *coop_pump_next_finished(coop_pump *pump, const void *batch);

/* Turns until this transfer has ended. It is not returned by coop_pump_next_finished() then. */
void coop_pump_finish(coop_pump *pump, coop_transfer *transfer);

/* A descriptor of the caller's (a signalfd, say) that ends a turn's waiting when it becomes readable; the caller reads
 * it. Borrowed: unwatch it before it is closed. False: epoll refused. */
bool coop_pump_watch(coop_pump *pump, int descriptor) COOP_MUST_CHECK;
void coop_pump_unwatch(coop_pump *pump, int descriptor);

size_t coop_pump_in_flight(const coop_pump *pump);
bool coop_pump_is_idle(const coop_pump *pump); /* every transfer has been released */
void *coop_transfer_owner(const coop_transfer *transfer);
coop_http_answer *coop_transfer_answer(coop_transfer *transfer); /* valid until released */

/* Gives a transfer back, finished or not (one that is not is cancelled and its connection closed). Twice is harmless
 * as long as nothing was started in between. */
void coop_transfer_release(coop_transfer *transfer);

/* Releases every transfer, in flight or finished or handed out: for the end of a PHP request that was cut off and whose
 * owners are gone. */
void coop_pump_cancel_all(coop_pump *pump);

#endif
