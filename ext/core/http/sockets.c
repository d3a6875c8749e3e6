/* SPDX-License-Identifier: MIT */
#include "sockets.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is known of a descriptor. */
typedef struct coop_watch {
	ino_t inode; /* of a socket opened by us, told apart from whoever gets its number next; 0: not ours */
	uint32_t registered; /* events that the epoll set holds; 0: not in it */
	uint32_t wanted; /* events that were asked for last */
} watch;

/* ---- Life -------------------------------------------------------------------------------------------------------- */

bool coop_sockets_init(coop_sockets *sockets)
{
	*sockets = (coop_sockets){.epoll = epoll_create1(EPOLL_CLOEXEC)};
	return sockets->epoll >= 0;
}

static void close_epoll(coop_sockets *sockets)
{
	if (sockets->epoll >= 0) {
		close(sockets->epoll);
		sockets->epoll = -1;
	}
}

void coop_sockets_clear(coop_sockets *sockets)
{
	close_epoll(sockets);
	free(sockets->watches);
	sockets->watches = NULL;
	sockets->count = 0;
}

static bool is_ours(const watch *known, int descriptor)
{
	struct stat status;
	return known->inode && fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode) && status.st_ino == known->inode;
}

void coop_sockets_abandon(coop_sockets *sockets)
{
	for (size_t i = 0; i < sockets->count; i++) {
		watch *known = &sockets->watches[i];
		if (is_ours(known, (int) i)) {
			close((int) i);
		}
		*known = (watch){0};
	}
	close_epoll(sockets); /* nothing is taken out of the set: it is the parent's as well */
}

/* ---- Registering ------------------------------------------------------------------------------------------------- */

/* Returns NULL if nothing is known. */
static watch *find(const coop_sockets *sockets, int descriptor)
{
	return (size_t) descriptor < sockets->count ? &sockets->watches[descriptor] : NULL;
}

/* Returns NULL if memory runs out. */
static watch *find_or_add(coop_sockets *sockets, int descriptor)
{
	size_t index = (size_t) descriptor;
	if (index >= sockets->count) {
		size_t count = index + 64;
		watch *watches = realloc(sockets->watches, count * sizeof(*watches));
		if (!watches) {
			return NULL;
		}
		memset(watches + sockets->count, 0, (count - sockets->count) * sizeof(*watches));
		sockets->watches = watches;
		sockets->count = count;
	}
	return &sockets->watches[index];
}

static bool register_events(coop_sockets *sockets, int descriptor, watch *known, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.fd = descriptor};
	if (known->registered == events) {
		return true;
	}
	int action = known->registered ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
	int result = epoll_ctl(sockets->epoll, action, descriptor, &event);
	if (result && (errno == EEXIST || errno == ENOENT)) { /* the number has changed hands unseen */
		action = errno == EEXIST ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
		result = epoll_ctl(sockets->epoll, action, descriptor, &event);
	}
	known->registered = result ? 0 : events;
	return result == 0;
}

/* Has to come before the close: a child of a fork may hold the socket open, and then the set would go on reporting it
 * under a number that means something else. */
static void unregister(coop_sockets *sockets, int descriptor, watch *known)
{
	if (known->registered && sockets->epoll >= 0) {
		/* Fails only where the kernel has removed the socket by itself. */
		(void) epoll_ctl(sockets->epoll, EPOLL_CTL_DEL, descriptor, NULL);
	}
	known->registered = 0;
}

bool coop_sockets_want(coop_sockets *sockets, int descriptor, uint32_t events)
{
	watch *known = find_or_add(sockets, descriptor);
	if (!known) {
		return false;
	}
	known->wanted = events;
	return register_events(sockets, descriptor, known, events);
}

void coop_sockets_want_nothing(coop_sockets *sockets, int descriptor, bool is_kept)
{
	watch *known = find(sockets, descriptor);
	if (known) {
		known->wanted = 0;
		if (!is_kept || !known->inode) {
			unregister(sockets, descriptor, known);
		}
	}
}

/* ---- Opening and closing ----------------------------------------------------------------------------------------- */

int coop_sockets_open(coop_sockets *sockets, int family, int type, int protocol)
{
	struct stat status;
	int descriptor = socket(family, type | SOCK_CLOEXEC, protocol);
	if (descriptor < 0) {
		return -1;
	}
	watch *known = find_or_add(sockets, descriptor);
	if (!known || fstat(descriptor, &status)) {
		close(descriptor);
		return -1;
	}
	*known = (watch){.inode = status.st_ino};
	return descriptor;
}

int coop_sockets_close(coop_sockets *sockets, int descriptor)
{
	watch *known = find(sockets, descriptor);
	if (known) {
		unregister(sockets, descriptor, known);
		known->inode = 0;
	}
	return close(descriptor);
}

/* ---- Kept connections -------------------------------------------------------------------------------------------- */

bool coop_socket_has_input(int descriptor)
{
	struct pollfd look = {.fd = descriptor, .events = POLLIN | POLLRDHUP};
	return poll(&look, 1, 0) > 0;
}

#define DISCARDS_MAXIMUM 16 /* reads of a kept connection; a server that has more to say is left alone */

/* Discards what there is to read. Returns false if there was nothing, and not even the end. */
static bool discard_input(int descriptor)
{
	char discarded[4096];
	for (int i = 0; i < DISCARDS_MAXIMUM; i++) {
		ssize_t got = recv(descriptor, discarded, sizeof(discarded), MSG_DONTWAIT);
		if (got <= 0) {
			return got == 0 || errno != EAGAIN || i > 0;
		}
	}
	return true;
}

/* The end may be announced by something to read, which libcurl before 8.0 takes for a sign of life: that goes, so that
 * libcurl finds the connection closed. If there is nothing, the event was the last answer's, or about writing. */
static void handle_kept(coop_sockets *sockets, int descriptor, watch *known)
{
	bool ours = is_ours(known, descriptor);
	if (ours && !discard_input(descriptor) && register_events(sockets, descriptor, known, EPOLLIN)) {
		return;
	}
	unregister(sockets, descriptor, known);
	if (ours) {
		(void) shutdown(descriptor, SHUT_RD); /* fails if it is closed already */
	}
}

bool coop_sockets_is_kept(coop_sockets *sockets, int descriptor)
{
	watch *known = find(sockets, descriptor);
	if (known->wanted) {
		return false;
	}
	handle_kept(sockets, descriptor, known);
	return true;
}

void coop_sockets_look_at_kept(coop_sockets *sockets)
{
	struct epoll_event events[64];
	int count = epoll_wait(sockets->epoll, events, (int) COOP_COUNT(events), 0);
	for (int i = 0; i < count; i++) {
		(void) coop_sockets_is_kept(sockets, events[i].data.fd); /* what is wanted comes up again */
	}
}
