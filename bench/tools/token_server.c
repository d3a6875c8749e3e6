/* SPDX-License-Identifier: MIT */
/* token_server DELAY-MILLISECONDS [CERTIFICATE KEY]: a token endpoint on a free port of 127.0.0.1 that knows how often
 * each refresh token was used. TLS where a certificate is given.
 *
 * A refresh token is "rt-", 24 hexadecimal digits of a user's number and 8 of a generation. The answer holds the next
 * generation, so that using a token again gives the same answer (a server with a grace period). On SIGTERM it prints
 * "requests=N tokens=N refused=N" and a line "twice USER GENERATION USES" for each token that was used again.
 *
 * The HTTP is what the contestants speak: POST with Content-Length, one request at a time on a connection. */
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define REQUEST_MAXIMUM 4096
#define ANSWER_MAXIMUM 1024
#define EVENTS 256
#define BACKLOG 4096
#define GENERATIONS 16 /* bits of a key */

typedef struct connection {
	int fd;
	SSL *ssl; /* owned; NULL: plain */
	char request[REQUEST_MAXIMUM + 1];
	size_t request_length;
	char answer[ANSWER_MAXIMUM];
	size_t answer_length;
	size_t sent;
	bool waits; /* in the queue of delayed answers */
	bool closed; /* while it waited */
	bool wants_write;
	int64_t due; /* milliseconds */
	struct connection *next; /* of the queue */
} connection;

typedef struct use {
	uint64_t key; /* user number, generation; plus one, since 0 is a free place */
	uint32_t count;
} use;

typedef struct server {
	int epoll, listener, signals;
	SSL_CTX *tls; /* NULL: plain */
	int64_t delay;
	connection *first, *last; /* delayed answers, soonest first */
	use *uses; /* owned; a hash table with open addressing */
	size_t places, tokens, requests, refused;
	time_t date_at;
	char date[40];
} server;

static void die(const char *why)
{
	perror(why);
	exit(1);
}

static int64_t milliseconds(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t) time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* ---- Uses --------------------------------------------------------------------------------------------------------- */

static use *place_of(const server *self, uint64_t key)
{
	size_t at = (size_t) ((key * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & (self->places - 1);
	while (self->uses[at].key != 0 && self->uses[at].key != key) {
		at = (at + 1) & (self->places - 1);
	}
	return &self->uses[at];
}

static void resize_uses(server *self, size_t places)
{
	server old = *self;
	self->uses = calloc(places, sizeof(*self->uses));
	self->places = places;
	if (!self->uses) {
		die("calloc");
	}
	for (size_t i = 0; i < old.places; i++) {
		if (old.uses[i].key != 0) {
			*place_of(self, old.uses[i].key) = old.uses[i];
		}
	}
	free(old.uses);
}

static void count_use(server *self, uint64_t user, uint64_t generation)
{
	if (2 * self->tokens >= self->places) {
		resize_uses(self, self->places * 2);
	}
	uint64_t key = (user << GENERATIONS | generation) + 1;
	use *place = place_of(self, key);
	if (place->key == 0) {
		place->key = key;
		self->tokens++;
	}
	place->count++;
}

static void print_report(const server *self)
{
	printf("requests=%zu tokens=%zu refused=%zu\n", self->requests, self->tokens, self->refused);
	for (size_t i = 0; i < self->places; i++) {
		const use *u = &self->uses[i];
		if (u->count > 1) {
			printf("twice %" PRIu64 " %" PRIu64 " %" PRIu32 "\n", (u->key - 1) >> GENERATIONS,
				(u->key - 1) & ((1 << GENERATIONS) - 1), u->count);
		}
	}
}

/* ---- Answers ------------------------------------------------------------------------------------------------------ */

/* Reads a refresh token out of a form; false: there is none of ours. */
static bool read_token(const char *form, uint64_t *user, uint64_t *generation)
{
	static const char name[] = "refresh_token=rt-";
	const char *at = form;
	while ((at = strstr(at, name)) && at != form && at[-1] != '&') {
		at++;
	}
	char digits[33] = "", *end;
	if (!at || strlen(at + sizeof(name) - 1) < 32) {
		return false;
	}
	memcpy(digits, at + sizeof(name) - 1, 32);
	*generation = strtoull(digits + 24, &end, 16);
	bool valid = *end == '\0' && *generation < (1 << GENERATIONS) - 1;
	digits[24] = '\0';
	*user = strtoull(digits, &end, 16);
	return valid && *end == '\0' && *user < UINT64_C(1) << (63 - GENERATIONS);
}

static void write_answer(server *self, connection *c, const char *form)
{
	uint64_t user, generation;
	char body[512] = "{\"error\":\"invalid_grant\"}";
	const char *status = "400 Bad Request";
	time_t now = time(NULL);
	if (now != self->date_at) {
		struct tm utc;
		strftime(self->date, sizeof(self->date), "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &utc));
		self->date_at = now;
	}
	self->requests++;
	if (read_token(form, &user, &generation)) {
		count_use(self, user, generation);
		status = "200 OK";
		snprintf(body, sizeof(body),
			"{\"access_token\":\"at-%024" PRIx64 "%08" PRIx64 "\",\"expires_in\":86400,\"token_type\":\"Bearer\","
			"\"scope\":\"eggs-count profile\",\"refresh_token\":\"rt-%024" PRIx64 "%08" PRIx64 "\"}",
			user, generation + 1, user, generation + 1);
	} else {
		self->refused++;
	}
	c->sent = 0;
	c->answer_length = (size_t) snprintf(c->answer, sizeof(c->answer),
		"HTTP/1.1 %s\r\nServer: bench\r\nDate: %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
		"Connection: keep-alive\r\nCache-Control: no-store\r\n\r\n%s",
		status, self->date, strlen(body), body);
}

/* ---- Connections -------------------------------------------------------------------------------------------------- */

static void watch(const server *self, connection *c, int operation)
{
	struct epoll_event event = {.events = EPOLLIN | (c->wants_write ? EPOLLOUT : 0), .data.ptr = c};
	if (epoll_ctl(self->epoll, operation, c->fd, &event) != 0) {
		die("epoll_ctl");
	}
}

static void close_connection(connection *c)
{
	if (c->fd >= 0) {
		SSL_free(c->ssl);
		close(c->fd);
		c->fd = -1;
	}
	if (c->waits) {
		c->closed = true;
	} else {
		free(c);
	}
}

/* Bytes moved; 0: not now; -1: the connection is at its end. */
static ssize_t move(connection *c, bool out, void *data, size_t size)
{
	if (!c->ssl) {
		ssize_t moved = out ? send(c->fd, data, size, MSG_NOSIGNAL) : recv(c->fd, data, size, 0);
		return moved > 0 ? moved : moved < 0 && errno == EAGAIN ? 0 : -1;
	}
	ERR_clear_error();
	int moved = out ? SSL_write(c->ssl, data, (int) size) : SSL_read(c->ssl, data, (int) size);
	if (moved > 0) {
		return moved;
	}
	int error = SSL_get_error(c->ssl, moved);
	return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

static bool send_answer(const server *self, connection *c)
{
	while (c->sent < c->answer_length) {
		ssize_t moved = move(c, true, c->answer + c->sent, c->answer_length - c->sent);
		if (moved < 0) {
			return false;
		}
		if (moved == 0) {
			break;
		}
		c->sent += (size_t) moved;
	}
	bool wants_write = c->sent < c->answer_length;
	if (wants_write != c->wants_write) {
		c->wants_write = wants_write;
		watch(self, c, EPOLL_CTL_MOD);
	}
	return true;
}

/* The form of a complete request, NULL before it is here. The buffer ends with a NUL. */
static const char *complete_form(const connection *c)
{
	const char *body = strstr(c->request, "\r\n\r\n"), *length = strcasestr(c->request, "\r\nContent-Length:");
	if (!body || !length || length > body) {
		return NULL;
	}
	body += 4;
	return strtoul(length + 17, NULL, 10) <= c->request_length - (size_t) (body - c->request) ? body : NULL;
}

static bool read_request(server *self, connection *c)
{
	ssize_t moved;
	while (c->request_length < REQUEST_MAXIMUM &&
		(moved = move(c, false, c->request + c->request_length, REQUEST_MAXIMUM - c->request_length)) != 0) {
		if (moved < 0) {
			return false;
		}
		c->request_length += (size_t) moved;
		c->request[c->request_length] = '\0';
		const char *form = complete_form(c);
		if (!form || c->waits) {
			continue;
		}
		write_answer(self, c, form);
		c->request_length = 0;
		if (self->delay > 0) {
			c->waits = true;
			c->due = milliseconds() + self->delay;
			c->next = NULL;
			*(self->first ? &self->last->next : &self->first) = c;
			self->last = c;
		}
		return self->delay > 0 || send_answer(self, c);
	}
	return c->request_length < REQUEST_MAXIMUM;
}

static void send_due(server *self)
{
	int64_t now = milliseconds();
	while (self->first && self->first->due <= now) {
		connection *c = self->first;
		self->first = c->next;
		c->waits = false;
		if (c->closed || !send_answer(self, c)) {
			close_connection(c);
		}
	}
}

static void accept_all(server *self)
{
	int fd, one = 1;
	while ((fd = accept4(self->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		connection *c = calloc(1, sizeof(*c));
		if (!c || setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)) != 0) {
			die("accept");
		}
		c->fd = fd;
		if (self->tls) {
			c->ssl = SSL_new(self->tls);
			if (!c->ssl || !SSL_set_fd(c->ssl, fd)) {
				die("SSL_new");
			}
			SSL_set_accept_state(c->ssl);
		}
		watch(self, c, EPOLL_CTL_ADD);
	}
}

/* ---- The server --------------------------------------------------------------------------------------------------- */

static void listen_on_a_free_port(server *self)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof(address);
	self->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (self->listener < 0 || bind(self->listener, (struct sockaddr *) &address, length) != 0 ||
		listen(self->listener, BACKLOG) != 0 ||
		getsockname(self->listener, (struct sockaddr *) &address, &length) != 0) {
		die("listen");
	}
	sigset_t end;
	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	signal(SIGPIPE, SIG_IGN); /* OpenSSL writes without MSG_NOSIGNAL */
	if (sigprocmask(SIG_BLOCK, &end, NULL) != 0 || (self->signals = signalfd(-1, &end, SFD_CLOEXEC)) < 0) {
		die("signalfd");
	}
	struct epoll_event on_connection = {.events = EPOLLIN, .data.ptr = &self->listener};
	struct epoll_event on_signal = {.events = EPOLLIN, .data.ptr = &self->signals};
	self->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (self->epoll < 0 || epoll_ctl(self->epoll, EPOLL_CTL_ADD, self->listener, &on_connection) != 0 ||
		epoll_ctl(self->epoll, EPOLL_CTL_ADD, self->signals, &on_signal) != 0) {
		die("epoll");
	}
	printf("port=%d\n", ntohs(address.sin_port));
	fflush(stdout);
}

static void use_certificate(server *self, const char *certificate, const char *key)
{
	self->tls = SSL_CTX_new(TLS_server_method());
	if (!self->tls || SSL_CTX_use_certificate_chain_file(self->tls, certificate) != 1 ||
		SSL_CTX_use_PrivateKey_file(self->tls, key, SSL_FILETYPE_PEM) != 1) {
		die("certificate");
	}
}

static void serve(server *self)
{
	struct epoll_event events[EVENTS];
	for (;;) {
		int64_t wait = self->first ? self->first->due - milliseconds() : -1;
		int count = epoll_wait(self->epoll, events, EVENTS, self->first && wait < 0 ? 0 : (int) wait);
		for (int i = 0; i < count; i++) {
			connection *c = events[i].data.ptr;
			if (events[i].data.ptr == &self->signals) {
				return;
			}
			if (events[i].data.ptr == &self->listener) {
				accept_all(self);
			} else if (!(c->wants_write ? send_answer(self, c) : read_request(self, c))) {
				close_connection(c);
			}
		}
		send_due(self);
	}
}

int main(int argc, char **argv)
{
	if (argc != 2 && argc != 4) {
		fprintf(stderr, "usage: token_server DELAY-MILLISECONDS [CERTIFICATE KEY]\n");
		return 2;
	}
	server self = {.delay = strtol(argv[1], NULL, 10)};
	resize_uses(&self, 1 << 16);
	if (argc == 4) {
		use_certificate(&self, argv[2], argv[3]);
	}
	listen_on_a_free_port(&self);
	serve(&self);
	print_report(&self);
	return 0;
}
