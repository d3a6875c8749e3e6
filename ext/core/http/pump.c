/* SPDX-License-Identifier: MIT */
#include "pump.h"
#include "transfer.h"
#include "../instant.h"
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define EVENTS_A_TURN 64
/* libcurl's own choice follows the number of handles at work, and closes what would be used again after a pause. */
#define CONNECTIONS_MAXIMUM 1024L
#define LATE_TURNS_MAXIMUM 256 /* far more than the kernel's buffers can fill: a server that never stops talking */
#define FINISH_WAIT 60000
#define NEVER INT64_MAX

/* What is known of a descriptor; the array is indexed by it. */
typedef struct watch {
	ino_t inode; /* of a socket opened by us, told apart from whoever gets its number next; 0: not ours */
	uint32_t registered; /* events that the epoll set holds; 0: not in it */
	uint32_t wanted; /* events that libcurl asked for last */
} watch;

struct coop_pump {
	CURLM *multi; /* owned */
	int epoll; /* owned; -1: abandoned */
	watch *watches; /* owned array */
	size_t watches_count;
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

/* ---- Descriptors ------------------------------------------------------------------------------------------------- */

static watch *watch_of(coop_pump *pump, int descriptor)
{
	size_t index = (size_t) descriptor;
	if (index >= pump->watches_count) {
		size_t count = index + 64;
		watch *watches = realloc(pump->watches, count * sizeof(*watches));
		if (!watches) {
			return NULL;
		}
		memset(watches + pump->watches_count, 0, (count - pump->watches_count) * sizeof(*watches));
		pump->watches = watches;
		pump->watches_count = count;
	}
	return &pump->watches[index];
}

static bool is_ours(const watch *known, int descriptor)
{
	struct stat status;

	return known->inode && fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode) && status.st_ino == known->inode;
}

static bool register_events(coop_pump *pump, int descriptor, watch *known, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.fd = descriptor};
	if (known->registered == events) {
		return true;
	}
	int action = known->registered ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
	int result = epoll_ctl(pump->epoll, action, descriptor, &event);
	if (result && (errno == EEXIST || errno == ENOENT)) { /* the number has changed hands unseen */
		action = errno == EEXIST ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
		result = epoll_ctl(pump->epoll, action, descriptor, &event);
	}
	known->registered = result ? 0 : events;
	return result == 0;
}

/* Has to come before the close: a child of a fork may hold the socket open, and then the set would go on reporting it
 * under a number that means something else. */
static void unregister(coop_pump *pump, int descriptor, watch *known)
{
	if (known->registered && pump->epoll >= 0) {
		/* Fails only where the kernel has removed the socket by itself. */
		(void) epoll_ctl(pump->epoll, EPOLL_CTL_DEL, descriptor, NULL);
	}
	known->registered = 0;
}

curl_socket_t coop_pump_open_socket(void *argument, curlsocktype purpose, struct curl_sockaddr *address)
{
	coop_transfer *transfer = argument;
	struct stat status;
	(void) purpose;
	if (transfer->answer.request_sent && !coop_transfer_may_resend(transfer)) {
		return CURL_SOCKET_BAD; /* as at the sending, but without a needless handshake */
	}
	int descriptor = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
	if (descriptor < 0) {
		return CURL_SOCKET_BAD;
	}
	watch *known = watch_of(transfer->pump, descriptor);
	if (!known || fstat(descriptor, &status)) {
		close(descriptor);
		return CURL_SOCKET_BAD;
	}
	*known = (watch){.inode = status.st_ino};
	transfer->loose_sockets++;
	return descriptor;
}

int coop_pump_close_socket(void *argument, curl_socket_t descriptor)
{
	coop_pump *pump = argument;
	if ((size_t) descriptor < pump->watches_count) {
		watch *known = &pump->watches[descriptor];
		unregister(pump, descriptor, known);
		known->inode = 0;
	}
	return close(descriptor);
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
 * server has closed meanwhile. A server has nothing to say before it is asked, so anything to read is the end. */
bool coop_pump_has_lost_connection(coop_transfer *transfer)
{
	struct pollfd look = {.events = POLLIN | POLLRDHUP};

	if (!transfer->pump->looks) {
		return false; /* an older libcurl has looked, and would name the socket of the transfer before this one */
	}
	look.fd = socket_of(transfer);
	return poll(&look, 1, 0) > 0;
}

static uint32_t events_of(int what)
{
	return (what & CURL_POLL_IN ? (uint32_t) EPOLLIN : 0) | (what & CURL_POLL_OUT ? (uint32_t) EPOLLOUT : 0);
}

/* libcurl drops its interest after each request and takes it up again at the next. The registration of a kept
 * connection stays meanwhile, which saves two system calls a request; should the server close it, the event that comes
 * is the end of it. Not so while it is open which of several sockets the connection will use (happy eyeballs): losers
 * are closed without CURLOPT_CLOSESOCKETFUNCTION. */
static int on_interest(CURL *easy, curl_socket_t descriptor, int what, void *argument, void *unused)
{
	coop_pump *pump = argument;
	coop_transfer *transfer = transfer_of(easy);
	watch *known = watch_of(pump, descriptor);
	(void) unused;
	if (!known) {
		if (transfer) {
			transfer->unwatched = true;
			pump->next_deadline = 0;
		}
		return 0;
	}
	known->wanted = what == CURL_POLL_REMOVE ? 0 : events_of(what);
	if (known->wanted) {
		if (!register_events(pump, descriptor, known, known->wanted) && transfer) {
			transfer->unwatched = true;
			pump->next_deadline = 0;
		}
	} else if (!known->inode || !transfer || transfer->loose_sockets) {
		unregister(pump, descriptor, known);
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
	watch *known = watch_of(pump, descriptor);
	if (!known || !register_events(pump, descriptor, known, EPOLLIN)) {
		return false;
	}
	known->wanted = EPOLLIN; /* a number that libcurl does not know, so it passes over the event */
	return true;
}

void coop_pump_unwatch(coop_pump *pump, int descriptor)
{
	if ((size_t) descriptor < pump->watches_count) {
		unregister(pump, descriptor, &pump->watches[descriptor]);
	}
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
	pump->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (pump->epoll < 0 || !make_multi(pump)) {
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
	if (pump->epoll >= 0) {
		close(pump->epoll);
	}
	free(pump->watches);
	free(pump);
}

void coop_pump_abandon(coop_pump *pump)
{
	for (size_t i = 0; i < pump->watches_count; i++) {
		watch *known = &pump->watches[i];
		if (is_ours(known, (int) i)) {
			close((int) i);
		}
		*known = (watch){0};
	}
	if (pump->epoll >= 0) {
		close(pump->epoll); /* nothing is taken out of the set: it is the parent's as well */
		pump->epoll = -1;
	}
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

#define DISCARDS_MAXIMUM 16 /* reads of a kept connection; a server that has more to say is left alone */

/* Returns whether there is nothing to read, and discards what there is. */
static bool is_silent(int descriptor)
{
	char discarded[4096];
	for (int i = 0; i < DISCARDS_MAXIMUM; i++) {
		ssize_t got = recv(descriptor, discarded, sizeof(discarded), MSG_DONTWAIT);
		if (got <= 0) {
			return got < 0 && errno == EAGAIN && i == 0;
		}
	}
	return false;
}

/* An event of a kept connection. A server has nothing to say before it is asked, so if there is anything to read it is the
 * end, or its announcement, which libcurl before 8.0 takes for a sign of life: that goes, so that libcurl finds the connection
 * closed. If there is nothing, the event was the last answer's, or about writing. */
static void handle_kept(coop_pump *pump, int descriptor, watch *known)
{
	bool ours = is_ours(known, descriptor);
	if (ours && is_silent(descriptor) && register_events(pump, descriptor, known, EPOLLIN)) {
		return;
	}
	unregister(pump, descriptor, known);
	if (ours) {
		(void) shutdown(descriptor, SHUT_RD); /* fails if it is closed already */
	}
}

/* Before libcurl chooses among the kept connections. */
static void handle_closed(coop_pump *pump)
{
	struct epoll_event events[EVENTS_A_TURN];
	int count = epoll_wait(pump->epoll, events, EVENTS_A_TURN, 0);

	for (int i = 0; i < count; i++) {
		watch *known = &pump->watches[events[i].data.fd];
		if (!known->wanted) {
			handle_kept(pump, events[i].data.fd, known);
		}
	}
}

/* Asked for once only: without a new call of on_timer() a zero that was acted on would come up every turn. */
static void run_timer(coop_pump *pump, int64_t now)
{
	if (pump->timer <= now) {
		pump->timer = NEVER;
		handle_closed(pump);
		act(pump, CURL_SOCKET_TIMEOUT, 0);
		collect_finished(pump);
	}
}

static void handle(coop_pump *pump, const struct epoll_event *event)
{
	int descriptor = event->data.fd;
	watch *known = &pump->watches[descriptor];
	int events = 0;
	if (!known->wanted) {
		handle_kept(pump, descriptor, known);
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
	int count = epoll_wait(pump->epoll, events, EVENTS_A_TURN, wait > INT_MAX ? INT_MAX : (int) wait);
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
