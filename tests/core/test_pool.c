/* SPDX-License-Identifier: MIT */
/* link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup */
/* The server is a forked child that serves connections by poll and keeps its counters in shared memory. */
#include "http/pool.h"
#include "perform.h"
#include "test.h"
#include <arpa/inet.h>
#include <curl/curl.h>
#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PEERS 64

static struct shared {
	atomic_int connections;
	atomic_int open;
	atomic_int requests;
} * server;

static char url[64];

/* ---- Allocations that fail: ours by --wrap, libcurl's by curl_global_init_mem ------------------------------------ */

static unsigned left = UINT32_MAX; /* allocations until the one that fails */
static unsigned refused;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
char *__real_strdup(const char *string);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
char *__wrap_strdup(const char *string);

static bool refuse(void)
{
	bool now = left-- == 0;

	refused += now;
	return now;
}

void *__wrap_malloc(size_t size)
{
	return refuse() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return refuse() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
	return refuse() ? NULL : __real_realloc(block, size);
}

char *__wrap_strdup(const char *string)
{
	return refuse() ? NULL : __real_strdup(string);
}

/* Each connection answers with its number and the path that was asked for, so that an answer to another request would
 * be seen. A request for /silent gets no answer. */
static bool answer(int peer, int number)
{
	char request[4096], body[256], text[512], path[128];
	ssize_t got = recv(peer, request, sizeof(request) - 1, 0);

	if (got <= 0) {
		return false;
	}
	request[got] = '\0';
	if (sscanf(request, "%*s %100s", path) != 1) {
		return false;
	}
	server->requests++;
	if (strcmp(path, "/silent") == 0) {
		return true;
	}
	int length = snprintf(body, sizeof(body), "%d %s", number, path);
	int total = snprintf(text, sizeof(text), "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", length, body);
	return send(peer, text, (size_t) total, MSG_NOSIGNAL) == total;
}

static void serve(int listener)
{
	struct pollfd peers[PEERS] = {{listener, POLLIN, 0}};
	int numbers[PEERS] = {0};
	nfds_t count = 1;

	for (;;) {
		if (poll(peers, count, -1) < 0) {
			_exit(1);
		}
		for (nfds_t i = count; i-- > 1;) {
			if (peers[i].revents && !answer(peers[i].fd, numbers[i])) {
				close(peers[i].fd);
				server->open--;
				count--;
				peers[i] = peers[count];
				numbers[i] = numbers[count];
			}
		}
		if (peers[0].revents && count < PEERS) {
			peers[count] = (struct pollfd){accept(listener, NULL, NULL), POLLIN, 0};
			numbers[count++] = ++server->connections;
			server->open++;
		}
	}
}

static pid_t start_server(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (listener < 0 || bind(listener, (struct sockaddr *) &address, size) || listen(listener, 64) ||
		getsockname(listener, (struct sockaddr *) &address, &size)) {
		perror("listen");
		exit(1);
	}
	snprintf(url, sizeof(url), "http://127.0.0.1:%d", ntohs(address.sin_port));
	pid_t child = fork();
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		serve(listener);
	}
	close(listener);
	return child;
}

static coop_http_request asking(const char *target)
{
	return (coop_http_request){.method = "POST",
		.url = target,
		.header_lines = COOP_VIEW_NONE,
		.body = COOP_VIEW("x=y"),
		.connect_timeout = 2000,
		.timeout = 5000,
		.body_maximum = 1000,
		.send_once = true};
}

/* Returns the number of the connection over which the answer came, or 0 if it is not the answer to this path. */
static int ask(coop_pump *pump, const char *path)
{
	char target[128], came[128] = "";
	int number = 0;

	snprintf(target, sizeof(target), "%s%s", url, path);
	coop_http_request request = asking(target);
	coop_transfer *transfer = perform(pump, &request);
	coop_http_answer *answered = coop_transfer_answer(transfer);
	if (answered->outcome == COOP_HTTP_ANSWERED &&
		sscanf(coop_buffer_view(&answered->body).ptr, "%d %100s", &number, came) == 2 && strcmp(came, path)) {
		number = 0;
	}
	coop_transfer_release(transfer);
	return number;
}

static coop_pump *pump_number(coop_pool *pool, int i)
{
	char identity[16];

	snprintf(identity, sizeof(identity), "identity %d", i);
	return coop_pool_pump(pool, coop_view_of(identity));
}

static bool server_has_open(int expected)
{
	struct timespec pause = {0, 5000000};

	for (int i = 0; i < 2000 && server->open != expected; i++) {
		nanosleep(&pause, NULL);
	}
	return server->open == expected;
}

static int open_descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	int count = 0;

	while (readdir(folder)) {
		count++;
	}
	closedir(folder);
	return count;
}

static void keeps_identities_apart(coop_pool *pool)
{
	coop_pump *a = coop_pool_pump(pool, COOP_VIEW("a")), *b = coop_pool_pump(pool, COOP_VIEW("b"));
	coop_pump *none = coop_pool_pump(pool, COOP_VIEW("")), *zero = coop_pool_pump(pool, COOP_VIEW("a\0"));

	CHECK(a && b && none && zero);
	CHECK(a != b && a != none && a != zero && b != none);
	CHECK(coop_pool_pump(pool, COOP_VIEW("a")) == a && coop_pool_pump(pool, COOP_VIEW("")) == none);
	int first = ask(a, "/1"), second = ask(b, "/2");
	CHECK(first > 0 && second > 0 && first != second);
	CHECK(ask(a, "/3") == first && ask(b, "/4") == second && ask(a, "/5") == first);
}

static void gives_up_the_one_unused_for_longest(void)
{
	coop_pool *pool = coop_pool_new();
	int first[COOP_POOL_PUMPS];

	CHECK(server_has_open(0));
	for (int i = 0; i < COOP_POOL_PUMPS; i++) {
		first[i] = ask(pump_number(pool, i), "/n");
	}
	CHECK(server_has_open(COOP_POOL_PUMPS));
	CHECK(ask(pump_number(pool, 0), "/n") == first[0]); /* so that number 1 is the oldest */
	CHECK(ask(pump_number(pool, 100), "/n") > 0);
	CHECK(server_has_open(COOP_POOL_PUMPS));
	CHECK(ask(pump_number(pool, 0), "/n") == first[0]);
	CHECK(ask(pump_number(pool, 2), "/n") == first[2]);
	CHECK(ask(pump_number(pool, 1), "/n") != first[1]);
	coop_pool_free(pool);
	CHECK(server_has_open(0));
}

static void keeps_the_ones_at_work(void)
{
	coop_pool *pool = coop_pool_new();
	coop_pump *pumps[COOP_POOL_PUMPS + 4];
	char target[128];

	snprintf(target, sizeof(target), "%s/silent", url);
	coop_http_request request = asking(target);
	for (int i = 0; i < COOP_POOL_PUMPS + 4; i++) {
		pumps[i] = pump_number(pool, i);
		CHECK(coop_pump_start(pumps[i], &request, NULL, NULL) != NULL);
		coop_pump_turn(pumps[i], 0);
	}
	for (int i = 0; i < COOP_POOL_PUMPS + 4; i++) {
		CHECK(pump_number(pool, i) == pumps[i] && coop_pump_in_flight(pumps[i]) == 1);
	}
	coop_pool_cancel_all(pool);
	for (int i = 0; i < COOP_POOL_PUMPS + 4; i++) {
		CHECK(coop_pump_is_idle(pumps[i]));
	}
	coop_pool_free(pool);
	CHECK(server_has_open(0));
}

static coop_pool *volatile kept; /* so that a leak checker finds what a child leaves behind on purpose */

/* F3: parent and child ask at the same time, and neither gets an answer of the other's. */
static void child_leaves_the_parents_connections_alone(coop_pool *pool)
{
	char path[32];
	int number = ask(coop_pool_pump(pool, COOP_VIEW("a")), "/before"), foreign = 0;
	pid_t child = fork();

	kept = pool;
	for (int i = 0; i < 200; i++) {
		snprintf(path, sizeof(path), "/%s/%d", child ? "parent" : "child", i);
		int got = ask(coop_pool_pump(pool, COOP_VIEW("a")), path);
		foreign += child ? got != number : got == 0 || got == number;
	}
	CHECK(foreign == 0);
	if (child == 0) {
		coop_pool_cancel_all(pool);
		coop_pool_free(pool);
		_exit(foreign ? 1 : 0);
	}
	int status = -1;
	waitpid(child, &status, 0);
	CHECK(status == 0);
	CHECK(ask(coop_pool_pump(pool, COOP_VIEW("a")), "/after") == number);
}

/* The child sends nothing and just ends. */
static void child_ends_quietly(coop_pool *pool)
{
	int number = ask(coop_pool_pump(pool, COOP_VIEW("a")), "/before");
	pid_t child = fork();

	if (child == 0) {
		kept = pool;
		int before = open_descriptors();
		coop_pool_cancel_all(pool);
		bool untouched = open_descriptors() == before;
		coop_pool_free(pool);
		_exit(untouched && open_descriptors() < before ? 0 : 1);
	}
	int status = -1;
	waitpid(child, &status, 0);
	CHECK(status == 0);
	CHECK(ask(coop_pool_pump(pool, COOP_VIEW("a")), "/after") == number);
}

/* Lets the n-th allocation in the life of a pool fail, for every n. Nothing may leak, hang, or claim an answer that is
 * not there, and a request that was not sent may not be called sent. */
static void survives_lack_of_memory(void)
{
	char target[128];
	unsigned answered = 0, n = 0;

	snprintf(target, sizeof(target), "%s/memory", url);
	coop_http_request request = asking(target);
	request.header_lines = COOP_VIEW("A: b\0C: d");
	request.proxy = NULL;
	request.timeout = 300;
	do {
		int requests = server->requests;
		refused = 0;
		left = n++;
		coop_pool *pool = coop_pool_new();
		coop_pump *pump = pool ? coop_pool_pump(pool, COOP_VIEW("a")) : NULL;
		for (int i = 0; pump && i < 2; i++) {
			coop_transfer *transfer = perform(pump, &request);
			if (transfer) {
				coop_http_answer *got = coop_transfer_answer(transfer);
				CHECK(got->outcome != COOP_HTTP_ANSWERED || got->body.len > 7);
				CHECK(got->request_sent || server->requests == requests);
				answered += got->outcome == COOP_HTTP_ANSWERED;
				requests = server->requests;
				coop_transfer_release(transfer);
			}
		}
		coop_pool_free(pool);
		left = UINT32_MAX;
	} while (refused > 0 && n < 10000);
	CHECK(n > 50 && n < 10000 && answered > 2);
}

int main(void)
{
	server = mmap(NULL, sizeof(*server), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (server == MAP_FAILED) {
		return 1;
	}
	pid_t child = start_server();
	/* the first initialization decides where libcurl gets its memory */
	CHECK(curl_global_init_mem(
			  CURL_GLOBAL_DEFAULT, __wrap_malloc, free, __wrap_realloc, __wrap_strdup, __wrap_calloc) == CURLE_OK);
	CHECK(coop_http_startup());
	int before = open_descriptors();
	coop_pool *pool = coop_pool_new();
	keeps_identities_apart(pool);
	child_leaves_the_parents_connections_alone(pool);
	child_ends_quietly(pool);
	coop_pool_free(pool);
	coop_pool_free(NULL);
	gives_up_the_one_unused_for_longest();
	keeps_the_ones_at_work();
	survives_lack_of_memory();
	CHECK(open_descriptors() == before);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	return test_result();
}
