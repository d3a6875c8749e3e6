/* SPDX-License-Identifier: MIT */
#include "pump.h"
#include "sockets.h"
#include "transfer.h"
#include "../instant.h"
#include <limits.h>
#include <stdlib.h>
#include <sys/socket.h>

#define EVENTS_A_TURN 64
/* libcurl's own choice follows the number of handles at work, and closes what would be used again after a pause. */
#define CONNECTIONS_MAXIMUM 1024L
#define LATE_TURNS_MAXIMUM 256 /* far more than the kernel's buffers can fill: a server that never stops talking */
#define FINISH_WAIT 60000
#define NEVER INT64_MAX

struct coop_pump {
	CURLM *multi; /* owned */
	coop_sockets sockets;
	int64_t timer; /* when libcurl wants to be called without an event; one-shot */
	int64_t next_deadline; /* no transfer in flight has an earlier one */
	size_t in_flight;
	bool looks; /* at a kept connection before each request, because this libcurl does not */
	bool stuck; /* libcurl ran out of memory in the midst of its work and must not be asked to go on */
	coop_transfer_list idle; /* released, to be used again */
	coop_transfer_list flight;
	coop_transfer_list finished; /* in the order of ending */
	coop_transfer_list taken; /* handed out by coop_pump_next_finished */
};

/* ---- Lists ------------------------------------------------------------------------------------------------------- */

static void unlink_transfer(coop_transfer *transfer)
{
	coop_transfer_list *list = transfer->list;
	*(transfer->previous ? &transfer->previous->next : &list->first) = transfer->next;
	*(transfer->next ? &transfer->next->previous : &list->last) = transfer->previous;
	transfer->previous = transfer->next = NULL;
	transfer->list = NULL;
}

static void move_to(coop_transfer *transfer, coop_transfer_list *list)
{
	if (transfer->list) {
		unlink_transfer(transfer);
	}
	transfer->list = list;
	transfer->previous = list->last;
	*(list->last ? &list->last->next : &list->first) = transfer;
	list->last = transfer;
}

/* ---- What libcurl calls ------------------------------------------------------------------------------------------ */

curl_socket_t coop_pump_open_socket(void *argument, curlsocktype purpose, struct curl_sockaddr *address)
{
	coop_transfer *transfer = argument;
	(void) purpose;
	if (transfer->answer.request_sent && !coop_transfer_may_resend(transfer)) {
		return CURL_SOCKET_BAD; /* as at the sending, but without a needless handshake */
	}
	int descriptor = coop_sockets_open(&transfer->pump->sockets, address->family, address->socktype, address->protocol);
	if (descriptor < 0) {
		return CURL_SOCKET_BAD;
	}
	transfer->loose_sockets++;
	return descriptor;
}

int coop_pump_close_socket(void *argument, curl_socket_t descriptor)
{
	coop_pump *pump = argument;
	return coop_sockets_close(&pump->sockets, descriptor);
}

static coop_transfer *transfer_of(CURL *easy)
{
	char *transfer = NULL;
	return curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer) == CURLE_OK ? (coop_transfer *) (void *) transfer
																			: NULL;
}

/* libcurl's, for the transfer that it works on or has just finished. */
static curl_socket_t socket_of(coop_transfer *transfer)
{
	curl_socket_t descriptor = CURL_SOCKET_BAD;

	(void) curl_easy_getinfo(transfer->easy, CURLINFO_ACTIVESOCKET, &descriptor); /* CURL_SOCKET_BAD if it fails */
	return descriptor;
}

/* From 8.22 on, libcurl does not look at a connection that it has looked at within a second, and sends over one that the
 * server has closed meanwhile. An older libcurl has looked, and would name the socket of the transfer before this one. */
bool coop_pump_has_lost_connection(coop_transfer *transfer)
{
	return transfer->pump->looks && coop_socket_has_input(socket_of(transfer));
}

static uint32_t events_of(int what)
{
	return (what & CURL_POLL_IN ? (uint32_t) EPOLLIN : 0) | (what & CURL_POLL_OUT ? (uint32_t) EPOLLOUT : 0);
}

static void want(coop_pump *pump, coop_transfer *transfer, int descriptor, uint32_t events)
{
	if (!coop_sockets_want(&pump->sockets, descriptor, events) && transfer) {
		transfer->unwatched = true;
		pump->next_deadline = 0;
	}
}

/* libcurl drops its interest after each request and takes it up again at the next. The registration of a kept
 * connection stays meanwhile; should the server close it, the event that comes is the end of it. Not so while it is open
 * which of several sockets the connection will use (happy eyeballs): losers are closed without
 * CURLOPT_CLOSESOCKETFUNCTION. */
static int on_interest(CURL *easy, curl_socket_t descriptor, int what, void *argument, void *unused)
{
	coop_pump *pump = argument;
	coop_transfer *transfer = transfer_of(easy);
	uint32_t events = what == CURL_POLL_REMOVE ? 0 : events_of(what);
	(void) unused;
	if (events) {
		want(pump, transfer, descriptor, events);
	} else {
		coop_sockets_want_nothing(&pump->sockets, descriptor, transfer && !transfer->loose_sockets);
	}
	return 0;
}

static int on_timer(CURLM *multi, long milliseconds, void *argument)
{
	coop_pump *pump = argument;
	(void) multi;
	pump->timer = milliseconds < 0 ? NEVER : milliseconds == 0 ? 0 : coop_boot_milliseconds() + milliseconds;
	return 0;
}

bool coop_pump_watch(coop_pump *pump, int descriptor)
{
	return coop_sockets_want(
		&pump->sockets, descriptor, EPOLLIN); /* libcurl passes over events of what it does not know */
}

void coop_pump_unwatch(coop_pump *pump, int descriptor)
{
	coop_sockets_want_nothing(&pump->sockets, descriptor, false);
}

/* ---- Life -------------------------------------------------------------------------------------------------------- */

static void free_transfer(coop_transfer *transfer)
{
	unlink_transfer(transfer);
	curl_easy_cleanup(transfer->easy);
	coop_buffer_clear(&transfer->answer.header_lines);
	coop_buffer_clear(&transfer->answer.body);
	free(transfer->lines);
	free(transfer->ca_file);
	free(transfer->proxy);
	free(transfer);
}

static coop_transfer *new_transfer(coop_pump *pump)
{
	coop_transfer *transfer = calloc(1, sizeof(*transfer));
	if (!transfer) {
		return NULL;
	}
	transfer->easy = curl_easy_init();
	if (!transfer->easy) {
		free(transfer);
		return NULL;
	}
	transfer->pump = pump;
	/* twice, because a space is put behind each colon */
	coop_buffer_init(&transfer->answer.header_lines, (size_t) 2 * COOP_HTTP_HEADERS_MAXIMUM);
	coop_buffer_init(&transfer->answer.body, 0);
	move_to(transfer, &pump->idle);
	return transfer;
}

static bool make_multi(coop_pump *pump)
{
	CURLM *multi = curl_multi_init();
	if (multi && curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_interest) == CURLM_OK &&
		curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, pump) == CURLM_OK &&
		curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer) == CURLM_OK &&
		curl_multi_setopt(multi, CURLMOPT_TIMERDATA, pump) == CURLM_OK &&
		curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, CONNECTIONS_MAXIMUM) == CURLM_OK) {
		pump->multi = multi;
	} else if (multi) {
		(void) curl_multi_cleanup(multi);
	}
	return pump->multi != NULL;
}

/* Closes the connections, too. */
static void drop_multi(coop_pump *pump)
{
	if (pump->multi) {
		(void) curl_multi_cleanup(pump->multi); /* can fail on a bad handle only */
		pump->multi = NULL;
	}
	pump->timer = NEVER;
}

coop_pump *coop_pump_new(void)
{
	coop_pump *pump = calloc(1, sizeof(*pump));
	if (!pump) {
		return NULL;
	}
	pump->timer = pump->next_deadline = NEVER;
	pump->looks = curl_version_info(CURLVERSION_NOW)->version_num >= 0x081600; /* the one that is loaded */
	if (!coop_sockets_init(&pump->sockets) || !make_multi(pump)) {
		coop_pump_free(pump);
		return NULL;
	}
	return pump;
}

void coop_pump_free(coop_pump *pump)
{
	if (!pump) {
		return;
	}
	coop_pump_cancel_all(pump);
	while (pump->idle.first) {
		free_transfer(pump->idle.first);
	}
	drop_multi(pump);
	coop_sockets_clear(&pump->sockets);
	free(pump);
}

void coop_pump_abandon(coop_pump *pump)
{
	coop_sockets_abandon(&pump->sockets);
}

/* ---- Transfers --------------------------------------------------------------------------------------------------- */

coop_transfer *coop_pump_start(coop_pump *pump, const coop_http_request *request, const void *batch, void *owner)
{
	/* The one released last: what it has in memory is warm. */
	coop_transfer *transfer = pump->idle.last ? pump->idle.last : new_transfer(pump);
	if (!transfer || (!pump->multi && !make_multi(pump)) || !coop_transfer_prepare(transfer, request)) {
		return NULL;
	}
	int64_t timeout = request->timeout < 0 ? 0 : request->timeout > INT_MAX ? INT_MAX : request->timeout;
	transfer->batch = batch;
	transfer->owner = owner;
	transfer->deadline = coop_boot_milliseconds() + timeout;
	if (curl_multi_add_handle(pump->multi, transfer->easy) != CURLM_OK) {
		return NULL;
	}
	if (transfer->deadline < pump->next_deadline) {
		pump->next_deadline = transfer->deadline;
	}
	pump->in_flight++;
	move_to(transfer, &pump->flight);
	return transfer;
}

/* Out of libcurl's hands. */
static void land(coop_transfer *transfer, coop_transfer_list *list)
{
	/* Can fail for a handle that is not in flight only, or within a callback. */
	(void) curl_multi_remove_handle(transfer->pump->multi, transfer->easy);
	transfer->pump->in_flight--;
	move_to(transfer, list);
}

static void finish(coop_transfer *transfer, CURLcode code)
{
	coop_transfer_judge(transfer, code);
	if (code == CURLE_OK && transfer->answer.outcome != COOP_HTTP_ANSWERED) {
		/* libcurl finds nothing wrong with an answer that ends among its headers, and keeps the connection. Over TLS its
		 * end is announced before the server closes it, so the next user would find it open. */
		(void) shutdown(socket_of(transfer), SHUT_RD); /* fails if it is closed already */
	}
	land(transfer, &transfer->pump->finished);
}

coop_transfer *coop_pump_next_finished(coop_pump *pump, const void *batch)
{
	for (coop_transfer *transfer = pump->finished.first; transfer; transfer = transfer->next) {
		if (transfer->batch == batch) {
			move_to(transfer, &pump->taken);
			return transfer;
		}
	}
	return NULL;
}

void coop_transfer_release(coop_transfer *transfer)
{
	coop_pump *pump = transfer->pump;
	if (transfer->list == &pump->flight) {
		land(transfer, &pump->idle);
	} else if (transfer->list != &pump->idle) {
		move_to(transfer, &pump->idle);
	}
	transfer->owner = NULL;
	coop_transfer_forget(transfer);
}

static void release_all(coop_transfer_list *list)
{
	while (list->first) {
		coop_transfer_release(list->first);
	}
}

void coop_pump_cancel_all(coop_pump *pump)
{
	release_all(&pump->flight);
	release_all(&pump->finished);
	release_all(&pump->taken);
}

size_t coop_pump_in_flight(const coop_pump *pump)
{
	return pump->in_flight;
}

bool coop_pump_is_idle(const coop_pump *pump)
{
	return !pump->flight.first && !pump->finished.first && !pump->taken.first;
}

void *coop_transfer_owner(const coop_transfer *transfer)
{
	return transfer->owner;
}

coop_http_answer *coop_transfer_answer(coop_transfer *transfer)
{
	return &transfer->answer;
}

/* ---- The loop ---------------------------------------------------------------------------------------------------- */

static void act(coop_pump *pump, curl_socket_t descriptor, int events)
{
	int running;
	if (!pump->stuck && curl_multi_socket_action(pump->multi, descriptor, events, &running) != CURLM_OK) {
		/* Some transfer is half registered, and timers are not set. Whatever is in flight ends with this turn. */
		pump->stuck = true;
		pump->next_deadline = 0;
	}
}

/* Over another connection, since libcurl closes the one of an aborted transfer. Nothing was sent over that, so this is no
 * second sending. */
static bool start_again(coop_transfer *transfer)
{
	transfer->connection_lost = false;
	return curl_multi_remove_handle(transfer->pump->multi, transfer->easy) == CURLM_OK &&
		curl_multi_add_handle(transfer->pump->multi, transfer->easy) == CURLM_OK;
}

static void collect_finished(coop_pump *pump)
{
	int left = 1;
	CURLMsg *message;
	while (left && (message = curl_multi_info_read(pump->multi, &left))) {
		coop_transfer *transfer = transfer_of(message->easy_handle);
		CURLcode code = message->data.result;
		if (message->msg == CURLMSG_DONE && transfer && !(transfer->connection_lost && start_again(transfer))) {
			finish(transfer, code);
		}
	}
}

/* Asked for once only: without a new call of on_timer() a zero that was acted on would come up every turn. */
static void run_timer(coop_pump *pump, int64_t now)
{
	if (pump->timer <= now) {
		pump->timer = NEVER;
		if (!pump->looks) {
			coop_sockets_look_at_kept(&pump->sockets); /* before libcurl chooses among them */
		}
		act(pump, CURL_SOCKET_TIMEOUT, 0);
		collect_finished(pump);
	}
}

static void handle(coop_pump *pump, const struct epoll_event *event)
{
	int descriptor = event->data.fd;
	int events = 0;
	if (coop_sockets_is_kept(&pump->sockets, descriptor)) {
		return;
	}
	if (event->events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
		events |= CURL_CSELECT_IN; /* after a reset, too, what came before it can be read */
	}
	if (event->events & EPOLLOUT) {
		events |= CURL_CSELECT_OUT;
	}
	act(pump, descriptor, events);
}

/* True: nothing was ready. */
static bool handle_events(coop_pump *pump, int64_t wait)
{
	struct epoll_event events[EVENTS_A_TURN];
	int count = epoll_wait(pump->sockets.epoll, events, EVENTS_A_TURN, wait > INT_MAX ? INT_MAX : (int) wait);
	for (int i = 0; i < count; i++) {
		handle(pump, &events[i]);
	}
	if (count > 0) {
		collect_finished(pump);
	}
	return count == 0; /* -1, a signal, says nothing about the sockets */
}

/* `drained`: a pass that began after `now` found nothing left to read. Else the transfer gets more turns, but not for
 * ever. */
static bool is_lost(coop_transfer *transfer, int64_t now, bool drained)
{
	return transfer->deadline <= now && (drained || ++transfer->late_turns > LATE_TURNS_MAXIMUM);
}

static void give_up_lost(coop_pump *pump, int64_t now, bool drained)
{
	coop_transfer *next;
	pump->next_deadline = NEVER;
	for (coop_transfer *transfer = pump->flight.first; transfer; transfer = next) {
		next = transfer->next;
		if (pump->stuck || transfer->unwatched) {
			finish(transfer, CURLE_OUT_OF_MEMORY);
		} else if (is_lost(transfer, now, drained)) {
			finish(transfer, CURLE_OPERATION_TIMEDOUT);
		} else if (transfer->deadline < pump->next_deadline) {
			pump->next_deadline = transfer->deadline;
		}
	}
	if (pump->stuck) { /* by now without transfers */
		pump->stuck = false;
		drop_multi(pump);
	}
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

void coop_pump_turn(coop_pump *pump, int64_t wait)
{
	/* Read once, before anything else: whatever is found empty afterwards was empty at a later time than this, however
	 * long the process is stopped in between. */
	int64_t now = coop_boot_milliseconds();
	size_t in_flight = pump->in_flight;
	run_timer(pump, now);
	wait = earlier(wait, earlier(pump->timer, pump->next_deadline) - now);
	bool nothing = handle_events(pump, wait < 0 || pump->in_flight < in_flight ? 0 : wait);
	if (pump->next_deadline <= now) {
		/* An unset timer: TLS may have left bytes inside libcurl, and then it asked to be called at once. */
		give_up_lost(pump, now, nothing && pump->timer > now);
	}
}

void coop_pump_finish(coop_pump *pump, coop_transfer *transfer)
{
	while (transfer->list == &pump->flight) {
		coop_pump_turn(pump, FINISH_WAIT);
	}
	if (transfer->list == &pump->finished) {
		move_to(transfer, &pump->taken);
	}
}
