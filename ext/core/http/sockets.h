/* SPDX-License-Identifier: MIT */
#ifndef COOP_HTTP_SOCKETS_H
#define COOP_HTTP_SOCKETS_H

/* The sockets of a pump, and what epoll watches each of them for. Only pump.c uses this. */
#include "../text.h"
#include <sys/epoll.h>

struct coop_watch;

typedef struct coop_sockets {
	int epoll; /* owned; -1 if the sockets are abandoned */
	struct coop_watch *watches; /* owned array, which is indexed by descriptor */
	size_t count;
} coop_sockets;

bool coop_sockets_init(coop_sockets *sockets) COOP_MUST_CHECK; /* false if descriptors run out */
void coop_sockets_clear(coop_sockets *sockets); /* also if init has failed; closes no socket */

/* Closes a forked child's copies of the descriptors. */
void coop_sockets_abandon(coop_sockets *sockets);

/* Opens and closes a socket whose descriptor is known to be ours from then on. open() returns -1 if it fails; close()
 * also takes a descriptor that somebody else has opened. */
int coop_sockets_open(coop_sockets *sockets, int family, int type, int protocol);
int coop_sockets_close(coop_sockets *sockets, int descriptor);

/* From now on events (of epoll) of this descriptor are wanted. Returns false if memory runs out or epoll refuses. */
bool coop_sockets_want(coop_sockets *sockets, int descriptor, uint32_t events) COOP_MUST_CHECK;

/* The opposite. `is_kept`: the descriptor is a connection that will be used again, and stays registered, which saves two
 * system calls for each request. */
void coop_sockets_want_nothing(coop_sockets *sockets, int descriptor, bool is_kept);

/* Returns false if events of the descriptor are wanted. Otherwise the event was a kept connection's, and is dealt with: a
 * server has nothing to say before it is asked, so anything to read is the end, and libcurl will find the connection
 * closed. */
bool coop_sockets_is_kept(coop_sockets *sockets, int descriptor);

/* Deals in the same way with the events that kept connections have at this moment. */
void coop_sockets_look_at_kept(coop_sockets *sockets);

/* Returns whether there is anything to read from a socket, or its end. */
bool coop_socket_has_input(int descriptor);

#endif
