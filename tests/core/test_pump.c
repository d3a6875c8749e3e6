/* SPDX-License-Identifier: MIT */
/* link: -lssl -lpthread */
/* The server is a forked child that answers by a script in shared memory, so that this process has no threads of its
 * own and may fork again. */
#include "http/pool.h"
#include "perform.h"
#include "instant.h"
#include "test.h"
#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <netdb.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- The scripted server ---- */

enum manner {
	ANSWER, /* the whole answer, and keep the connection */
	CUT, /* the first `cut` bytes, then close */
	CUT_SECOND, /* as CUT from the second request of a connection on, ANSWER before */
	RESET, /* `cut` bytes, then a reset */
	SILENT, /* read and never answer */
	SLOW, /* ANSWER after `delay` milliseconds */
	DRIP, /* byte by byte, `delay` milliseconds between them */
	FLOOD /* the answer, then its bytes from `cut` on again and again */
};

static struct shared {
	atomic_int connections;
	atomic_int requests;
	atomic_int open; /* connections that the server has not seen the end of */
	atomic_int manner;
	atomic_int delay;
	size_t cut;
	size_t length;
	char answer[256 * 1024];
	char last_request[64 * 1024];
} * server;

static int http_port, tls_port;
static char certificate_path[TEST_PATH_SIZE];

typedef struct peer {
	int socket;
	SSL_CTX *context; /* NULL: plain */
	SSL *tls;
} peer;

static void nap(int milliseconds)
{
	struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};

	while (nanosleep(&time, &time)) {
	}
}

static bool peer_write(peer *to, const char *bytes, size_t length)
{
	while (length) {
		size_t piece = length > 16384 ? 16384 : length;
		long written = to->tls ? SSL_write(to->tls, bytes, (int) piece) : send(to->socket, bytes, piece, MSG_NOSIGNAL);
		if (written <= 0) {
			return false;
		}
		bytes += written;
		length -= (size_t) written;
	}
	return true;
}

static bool is_whole(const char *text, size_t length)
{
	const char *end = strstr(text, "\r\n\r\n");
	const char *field = end ? strcasestr(text, "content-length:") : NULL;
	size_t body = field && field < end ? (size_t) atol(field + 15) : 0;

	return end && length - (size_t) (end + 4 - text) >= body;
}

static bool peer_read_request(peer *from)
{
	size_t size = 16 * 1024, length = 0;
	char *text = malloc(size);
	long got;

	text[0] = '\0';
	do {
		if (length + 1 == size) {
			size *= 2;
			text = realloc(text, size);
		}
		size_t room = size - 1 - length;
		got = from->tls ? SSL_read(from->tls, text + length, (int) room) : recv(from->socket, text + length, room, 0);
		length += got > 0 ? (size_t) got : 0;
		text[length] = '\0';
	} while (got > 0 && !is_whole(text, length));
	if (got > 0) {
		size_t kept = length < sizeof(server->last_request) ? length : sizeof(server->last_request) - 1;
		memcpy(server->last_request, text, kept);
		server->last_request[kept] = '\0';
		server->requests++;
	}
	free(text);
	return got > 0;
}

static void peer_reset(peer *of)
{
	struct linger now = {1, 0};

	setsockopt(of->socket, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

static bool drip(peer *to)
{
	size_t length = server->length; /* the next script may come as soon as the last byte has left */

	for (size_t i = 0; i < length; i++) {
		if (i > 0) {
			nap(server->delay);
		}
		if (!peer_write(to, server->answer + i, 1)) {
			return false;
		}
	}
	return true;
}

static bool flood(peer *to)
{
	bool going = peer_write(to, server->answer, server->length);

	while (going) {
		going = peer_write(to, server->answer + server->cut, server->length - server->cut);
	}
	return false;
}

/* False: the connection is over. */
static bool peer_answer(peer *to, int nth)
{
	int manner = server->manner;

	switch (manner == CUT_SECOND ? (nth == 1 ? ANSWER : CUT) : manner) {
		case SLOW:
			nap(server->delay);
			return peer_write(to, server->answer, server->length);
		case CUT:
			peer_write(to, server->answer, server->cut);
			return false;
		case RESET:
			peer_write(to, server->answer, server->cut);
			nap(5);
			peer_reset(to);
			return false;
		case SILENT:
			return true;
		case DRIP:
			return drip(to);
		case FLOOD:
			return flood(to);
		default:
			return peer_write(to, server->answer, server->length);
	}
}

static void *serve_connection(void *argument)
{
	peer *with = argument;
	bool going = true;

	if (with->context) {
		with->tls = SSL_new(with->context);
		going = SSL_set_fd(with->tls, with->socket) == 1 && SSL_accept(with->tls) == 1;
	}
	for (int nth = 1; going && peer_read_request(with); nth++) {
		going = peer_answer(with, nth);
	}
	if (with->tls) {
		SSL_shutdown(with->tls);
		SSL_free(with->tls);
	}
	close(with->socket);
	server->open--;
	free(with);
	return NULL;
}

struct listener {
	int socket;
	SSL_CTX *context;
};

static void *serve(void *argument)
{
	struct listener *on = argument;
	pthread_attr_t small;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 512 * 1024);
	pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED);
	for (;;) {
		peer *with = calloc(1, sizeof(*with));
		pthread_t thread;
		int yes = 1;
		with->socket = accept(on->socket, NULL, NULL);
		with->context = on->context;
		setsockopt(with->socket, IPPROTO_TCP, 1 /* TCP_NODELAY */, &yes, sizeof(yes));
		server->connections++;
		server->open++;
		if (pthread_create(&thread, &small, serve_connection, with)) {
			_exit(1);
		}
	}
	return NULL;
}

static int listen_on_loopback(int *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (descriptor < 0 || bind(descriptor, (struct sockaddr *) &address, size) || listen(descriptor, 512) ||
		getsockname(descriptor, (struct sockaddr *) &address, &size)) {
		perror("listen");
		exit(1);
	}
	*port = ntohs(address.sin_port);
	return descriptor;
}

/* Self-signed, for 127.0.0.1; the certificate goes to a file that serves as CA file. */
static SSL_CTX *make_tls(void)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *certificate = X509_new();
	X509_NAME *name = X509_get_subject_name(certificate);
	X509_EXTENSION *san = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "IP:127.0.0.1");

	X509_set_version(certificate, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
	X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
	X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *) "127.0.0.1", -1, -1, 0);
	X509_set_issuer_name(certificate, name);
	X509_set_pubkey(certificate, key);
	X509_add_ext(certificate, san, -1);
	X509_sign(certificate, key, EVP_sha256());
	test_scratch(certificate_path, "coop_certificate");
	FILE *file = fdopen(mkstemp(certificate_path), "w");
	if (!file || !PEM_write_X509(file, certificate) || fclose(file) ||
		SSL_CTX_use_certificate(context, certificate) != 1 || SSL_CTX_use_PrivateKey(context, key) != 1) {
		puts("no certificate");
		exit(1);
	}
	X509_EXTENSION_free(san);
	X509_free(certificate);
	EVP_PKEY_free(key);
	return context;
}

static pid_t start_server(void)
{
	SSL_CTX *context = make_tls();
	struct listener plain = {listen_on_loopback(&http_port), NULL};
	struct listener tls = {listen_on_loopback(&tls_port), context};
	pid_t child = fork();

	if (child == 0) {
		pthread_t thread;
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* dies with the test */
		signal(SIGPIPE, SIG_IGN);
		if (pthread_create(&thread, NULL, serve, &tls)) {
			_exit(1);
		}
		serve(&plain);
	}
	SSL_CTX_free(context);
	close(plain.socket);
	close(tls.socket);
	return child;
}

static void script_bytes(int manner, const char *answer, size_t length, size_t cut)
{
	server->manner = manner;
	memcpy(server->answer, answer, length);
	server->length = length;
	server->cut = cut;
	server->delay = 0;
	server->connections = server->requests = 0;
}

static void script(int manner, const char *answer, size_t cut)
{
	script_bytes(manner, answer, strlen(answer), cut);
}

/* ---- The client's side ---- */

static char http_url[64], tls_url[64];
static const char header_lines[] = "Accept: application/json\0User-Agent: coop/test";
#define BODY "grant_type=refresh_token&refresh_token=rt-1"
#define USUAL "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n{\"hello\":\"world\"}"
#define USUAL_BODY "{\"hello\":\"world\"}"
#define CHUNKED \
 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: " \
 "Late\r\n\r\n7\r\n{\"hello\r\na;x=y\r\n\":\"world\"}\r\n0\r\n" \
 "Late: trailer\r\nHTTP/1.1 500 no: status\r\n\r\n"

static coop_http_request post(void)
{
	return (coop_http_request){.method = "POST",
		.url = http_url,
		.header_lines = {header_lines, sizeof(header_lines)},
		.body = COOP_VIEW(BODY),
		.connect_timeout = 2000,
		.timeout = 5000,
		.body_maximum = 64 * 1024,
		.send_once = true};
}

static coop_http_request get(void)
{
	coop_http_request request = post();

	request.method = "GET";
	request.body = COOP_VIEW_NONE;
	request.send_once = false;
	return request;
}

static coop_http_request over_tls(coop_http_request request)
{
	request.url = tls_url;
	request.ca_file = certificate_path;
	return request;
}

static bool body_is(coop_transfer *transfer, const char *expected)
{
	return coop_view_equals(coop_buffer_view(&coop_transfer_answer(transfer)->body), coop_view_of(expected));
}

/* The transfer's facts in one string: outcome, whether it was sent, status. Releases it. */
static const char *facts(coop_transfer *transfer)
{
	static const char *const names[] = {
		"answered", "dns", "connect", "tls", "send", "receive", "timeout", "too large", "no memory"};
	static char text[64];
	coop_http_answer *answer = coop_transfer_answer(transfer);

	CHECK((answer->detail != NULL) == (answer->outcome != COOP_HTTP_ANSWERED && answer->outcome < COOP_HTTP_TOO_LARGE));
	snprintf(text, sizeof(text), "%s %s %d", names[answer->outcome], answer->request_sent ? "sent" : "unsent",
		answer->status);
	coop_transfer_release(transfer);
	return text;
}

static bool went(coop_pump *pump, coop_http_request request, const char *expected)
{
	const char *found = facts(perform(pump, &request));

	return strcmp(found, expected) == 0 || (printf("found: %s\n", found), false);
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

static bool server_sees(atomic_int *counter, int expected)
{
	for (int i = 0; i < 2000 && *counter != expected; i++) {
		nap(5);
	}
	return *counter == expected || (printf("server saw %d\n", *counter), false);
}

/* ---- Cases ---- */

static void keeps_connections(coop_pump *pump)
{
	script(ANSWER, USUAL, 0);
	for (int i = 0; i < 20; i++) {
		coop_http_request request = i % 2 ? get() : post();
		coop_transfer *transfer = perform(pump, &request);
		CHECK(body_is(transfer, USUAL_BODY));
		coop_view type = coop_http_answer_header(coop_transfer_answer(transfer), COOP_VIEW("content-TYPE"));
		CHECK(coop_view_equals(type, COOP_VIEW("application/json")));
		CHECK(!coop_http_answer_header(coop_transfer_answer(transfer), COOP_VIEW("Content")).ptr);
		CHECK(strcmp(facts(transfer), "answered sent 200") == 0);
	}
	CHECK(server->connections == 1);
	CHECK(server->requests == 20);
	coop_http_request fresh = post();
	fresh.fresh_connection = true;
	CHECK(went(pump, fresh, "answered sent 200"));
	CHECK(server->connections == 2);
}

static bool sent(const char *text)
{
	return strcasestr(server->last_request, text) != NULL;
}

static void sends_what_was_asked(coop_pump *pump)
{
	static char large[1200 * 1024]; /* from one megabyte on libcurl would announce it and wait */
	coop_http_request request = post();

	script(ANSWER, USUAL, 0);
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	setenv("all_proxy", "http://127.0.0.1:1", 1);
	CHECK(went(pump, request, "answered sent 200"));
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	CHECK(strncmp(server->last_request, "POST /token HTTP/1.1\r\n", 22) == 0);
	CHECK(sent("\r\nAccept: application/json\r\nUser-Agent: coop/test\r\n"));
	CHECK(sent("Accept-Encoding: identity\r\n") && sent("\r\n\r\n" BODY) && !sent("Authorization"));
	memset(large, 'x', sizeof(large));
	request.body = (coop_view){large, sizeof(large)};
	CHECK(went(pump, request, "answered sent 200"));
	CHECK(!sent("Expect") && sent("Content-Length: 1228800\r\n"));
	request.body = COOP_VIEW_NONE;
	CHECK(went(pump, request, "answered sent 200"));
	CHECK(sent("Content-Length: 0\r\n"));
	request = get();
	request.header_lines = COOP_VIEW_NONE;
	CHECK(went(pump, request, "answered sent 200"));
	CHECK(strncmp(server->last_request, "GET ", 4) == 0 && !sent("Content-") && !sent("User-Agent"));
	request.method = "DELETE";
	CHECK(went(pump, request, "answered sent 200"));
	CHECK(strncmp(server->last_request, "DELETE ", 7) == 0 && !sent("Content-"));
	request.body = COOP_VIEW("abc");
	CHECK(went(pump, request, "answered sent 200"));
	CHECK(strncmp(server->last_request, "DELETE ", 7) == 0 && sent("Content-Length: 3\r\n"));
	script(ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n", 0);
	request.method = "HEAD";
	CHECK(went(pump, request, "answered sent 200"));
	CHECK(strncmp(server->last_request, "HEAD ", 5) == 0);
	script(ANSWER, USUAL, 0);
	CHECK(went(pump, post(), "answered sent 200"));
	CHECK(strncmp(server->last_request, "POST ", 5) == 0);
}

static void refuses_other_schemes_and_redirects(coop_pump *pump)
{
	coop_http_request request = get();

	request.url = "file:///etc/hostname";
	CHECK(went(pump, request, "connect unsent 0"));
	request.url = "http://user:pass@127.0.0.1/";
	CHECK(went(pump, request, "connect unsent 0"));
	script(ANSWER, "HTTP/1.1 307 No\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n", 0);
	CHECK(went(pump, post(), "answered sent 307"));
	CHECK(server->requests == 1);
	script(ANSWER, "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", 0);
	CHECK(went(pump, post(), "answered sent 401"));
	CHECK(server->requests == 1);
}

/* Over a fresh connection and over one that has served before; by closing and by reset. */
static void survives_cuts(coop_pump *pump, const char *answer, bool tls)
{
	size_t length = strlen(answer), headers = (size_t) (strstr(answer, "\r\n\r\n") + 4 - answer);

	for (int manner = CUT; manner <= RESET; manner++) {
		for (size_t cut = 0; cut < length; cut++) {
			coop_http_request request = tls ? over_tls(post()) : post();
			script(manner, answer, cut);
			if (manner == CUT_SECOND) {
				CHECK(went(pump, request, "answered sent 200"));
			}
			coop_transfer *transfer = perform(pump, &request);
			coop_http_answer *got = coop_transfer_answer(transfer);
			/* libcurl does without the last line feed behind a chunked body */
			CHECK(got->outcome == COOP_HTTP_RECEIVE || (cut == length - 1 && body_is(transfer, USUAL_BODY)));
			CHECK(got->request_sent);
			CHECK(server->requests == (manner == CUT_SECOND ? 2 : 1));
			CHECK(got->body.len < strlen(USUAL_BODY) + 1 &&
				memcmp(coop_buffer_view(&got->body).ptr, USUAL_BODY, got->body.len) == 0);
			CHECK(cut >= headers || got->body.len == 0);
			coop_transfer_release(transfer);
		}
	}
}

/* Three kept connections that the server closed behind a whole answer, within the second in which libcurl trusts them. */
static void sends_nothing_over_closed_connections(bool tls)
{
	coop_pump *pump = coop_pump_new();
	coop_http_request request = tls ? over_tls(post()) : post();
	coop_transfer *transfers[3];

	script(CUT, USUAL, strlen(USUAL));
	for (int i = 0; i < 3; i++) {
		transfers[i] = coop_pump_start(pump, &request, NULL, NULL);
	}
	for (int i = 0; i < 3; i++) {
		coop_pump_finish(pump, transfers[i]);
		CHECK(strcmp(facts(transfers[i]), "answered sent 200") == 0);
	}
	CHECK(server->connections == 3);
	CHECK(server_sees(&server->open, 0));
	script(ANSWER, USUAL, 0);
	CHECK(went(pump, request, "answered sent 200"));
	CHECK(server->requests == 1);
	CHECK(server->connections == 1);
	coop_pump_free(pump);
}

/* F1: the server takes the second request of a connection and closes it without a byte. */
static void never_sends_twice(coop_pump *pump, bool tls)
{
	coop_http_request request = tls ? over_tls(post()) : post();

	script(CUT_SECOND, USUAL, 0);
	CHECK(went(pump, request, "answered sent 200"));
	CHECK(went(pump, request, "receive sent 0"));
	CHECK(server->requests == 2);
	CHECK(server->connections == 1); /* the resend stops before a connection is made for it */
	request = tls ? over_tls(get()) : get();
	CHECK(went(pump, request, "answered sent 200"));
	CHECK(went(pump, request, "answered sent 200")); /* by a hidden resend */
	CHECK(server->requests == 5);
	CHECK(server->connections == 3);
}

/* The same while another kept connection is there to resend over. */
static void never_sends_twice_over_another(void)
{
	coop_pump *pump = coop_pump_new();
	coop_http_request request = post();

	script(SLOW, USUAL, 0);
	server->delay = 50;
	coop_transfer *first = coop_pump_start(pump, &request, NULL, NULL);
	coop_transfer *second = perform(pump, &request);
	while (coop_pump_in_flight(pump)) {
		coop_pump_turn(pump, 1000);
	}
	coop_transfer_release(first);
	coop_transfer_release(second);
	CHECK(server->connections == 2);
	script(CUT_SECOND, USUAL, 0);
	CHECK(went(pump, request, "receive sent 0"));
	CHECK(server->requests == 1);
	coop_pump_free(pump);
}

static void tells_what_was_not_sent(coop_pump *pump)
{
	coop_http_request request = post();
	int port;
	char url[64];
	int closed = listen_on_loopback(&port);

	close(closed);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/", port);
	request.url = url;
	CHECK(went(pump, request, "connect unsent 0"));
	request.url = "http://name.invalid/";
	CHECK(went(pump, request, "dns unsent 0"));
	request = over_tls(post());
	request.ca_file = NULL;
	CHECK(went(pump, request, "tls unsent 0"));
	request.ca_file = "/nonexistent";
	CHECK(went(pump, request, "tls unsent 0"));
	request = over_tls(post()); /* with a CA file, since a machine need not have CAs of its own */
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/", http_port);
	request.url = url; /* speaks no TLS, and waits for the end of what it takes for a request */
	request.connect_timeout = 300;
	CHECK(went(pump, request, "timeout unsent 0"));
}

static double cpu_seconds(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		(double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void waits_quietly(coop_pump *pump, bool tls)
{
	coop_http_request request = tls ? over_tls(post()) : post();
	int turns = 0;

	script(SILENT, USUAL, 0);
	request.timeout = 700;
	request.connect_timeout = 300;
	int64_t began = coop_boot_milliseconds();
	double cpu = cpu_seconds();
	coop_transfer *transfer = coop_pump_start(pump, &request, NULL, &turns);
	CHECK(coop_transfer_owner(transfer) == &turns);
	while (!coop_pump_next_finished(pump, NULL)) {
		coop_pump_turn(pump, 60000);
		turns++;
	}
	int64_t took = coop_boot_milliseconds() - began;
	CHECK(took >= 700 && took < 1200);
	CHECK(turns < 20);
	CHECK(cpu_seconds() - cpu < 0.3);
	CHECK(strcmp(facts(transfer), "timeout sent 0") == 0);
	CHECK(server->requests == 1);
	CHECK(coop_pump_is_idle(pump));
	began = coop_boot_milliseconds();
	coop_pump_turn(pump, 100); /* with nothing at all in flight */
	coop_pump_turn(pump, 100);
	CHECK(coop_boot_milliseconds() - began >= 100);
}

/* This process is stopped beyond every deadline while the answer arrives. */
static void uses_answers_after_a_stall(coop_pump *pump, bool tls)
{
	static char large[200 * 1024];
	static char big_body[180 * 1024];
	coop_http_request request = tls ? over_tls(post()) : post();

	memset(big_body, 'b', sizeof(big_body) - 1);
	size_t length = (size_t) snprintf(
		large, sizeof(large), "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s", sizeof(big_body) - 1, big_body);
	for (int round = 0; round < 2; round++) {
		script_bytes(SLOW, large, length, 0);
		server->delay = 50;
		request.timeout = request.connect_timeout = 150;
		request.body_maximum = sizeof(large);
		coop_transfer *transfer = coop_pump_start(pump, &request, NULL, NULL);
		while (server->requests == 0) {
			coop_pump_turn(pump, 10);
		}
		nap(500);
		while (!coop_pump_next_finished(pump, NULL)) {
			coop_pump_turn(pump, 1000);
		}
		CHECK(body_is(transfer, big_body));
		CHECK(strcmp(facts(transfer), "answered sent 200") == 0);
	}
}

/* More answers than a turn handles have arrived when the turns begin. In the second round, over kept connections, no
 * timer of libcurl's is due that would see to all at once. */
static void uses_all_answers_after_a_stall(void)
{
	enum { MANY = 200 };
	coop_pump *pump = coop_pump_new();
	coop_http_request request = post();

	request.timeout = 2000;
	request.connect_timeout = 20000;
	for (int round = 1; round <= 2; round++) {
		int answered = 0;
		script(SLOW, USUAL, 0);
		server->delay = 400;
		for (int i = 0; i < MANY; i++) {
			CHECK(coop_pump_start(pump, &request, NULL, NULL) != NULL);
		}
		while (server->requests < MANY) {
			coop_pump_turn(pump, 10);
		}
		nap(2500);
		while (coop_pump_in_flight(pump)) {
			coop_pump_turn(pump, 1000);
		}
		for (coop_transfer *transfer; (transfer = coop_pump_next_finished(pump, NULL)) != NULL;) {
			answered += strcmp(facts(transfer), "answered sent 200") == 0;
		}
		CHECK(answered == MANY);
	}
	coop_pump_free(pump);
}

/* As above by a signal, in the midst of epoll_wait. */
static void uses_answers_after_being_stopped(coop_pump *pump)
{
	script(SLOW, USUAL, 0);
	server->delay = 100;
	pid_t self = getpid(), helper = fork();
	if (helper == 0) {
		nap(50);
		kill(self, SIGSTOP);
		nap(600);
		kill(self, SIGCONT);
		_exit(0);
	}
	coop_http_request request = post();
	request.timeout = 300;
	CHECK(went(pump, request, "answered sent 200"));
	waitpid(helper, NULL, 0);
}

/* The deadline is over before the request could leave: it does not leave. */
static void sends_nothing_after_the_deadline(coop_pump *pump)
{
	coop_http_request request = post();

	script(ANSWER, USUAL, 0);
	request.timeout = 50;
	request.fresh_connection = true;
	coop_transfer *transfer = coop_pump_start(pump, &request, NULL, NULL);
	nap(100);
	while (!coop_pump_next_finished(pump, NULL)) {
		coop_pump_turn(pump, 1000);
	}
	CHECK(strcmp(facts(transfer), "timeout unsent 0") == 0);
	nap(50);
	CHECK(server->requests == 0);
}

static void ends_chatterers(coop_pump *pump)
{
	coop_http_request request = post();

	request.timeout = 400;
	/* chunk extensions are counted by nobody but the clock */
	script(
		FLOOD, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 51);
	int64_t began = coop_boot_milliseconds();
	CHECK(went(pump, request, "timeout sent 200"));
	CHECK(coop_boot_milliseconds() - began < 5000);
	script(DRIP, USUAL, 0);
	server->delay = 50;
	began = coop_boot_milliseconds();
	CHECK(went(pump, request, "timeout sent 0"));
	CHECK(coop_boot_milliseconds() - began < 1000);
	request.timeout = 5000;
	server->delay = 1;
	CHECK(went(pump, request, "answered sent 200"));
}

static void moves_many_at_once(bool tls)
{
	enum { MANY = 200 };
	coop_pump *pump = coop_pump_new();
	coop_http_request request = tls ? over_tls(post()) : post();
	int finished = 0, turns = 0;

	script(SLOW, USUAL, 0);
	server->delay = 30;
	request.timeout = 20000;
	request.connect_timeout = 20000;
	for (int round = 1; round <= 3; round++) {
		for (int i = 0; i < MANY; i++) {
			CHECK(coop_pump_start(pump, &request, NULL, &finished) != NULL);
		}
		CHECK(coop_pump_in_flight(pump) == MANY);
		while (finished < MANY * round) {
			coop_pump_turn(pump, 1000);
			turns++;
			for (coop_transfer *transfer; (transfer = coop_pump_next_finished(pump, NULL)) != NULL; finished++) {
				CHECK(coop_transfer_owner(transfer) == &finished && body_is(transfer, USUAL_BODY));
				CHECK(strcmp(facts(transfer), "answered sent 200") == 0);
			}
		}
	}
	CHECK(server->requests == 3 * MANY && server->connections == MANY);
	CHECK(turns < 3 * MANY * 20);
	coop_pump_free(pump);
	CHECK(server_sees(&server->open, 0));
}

static void cancels(void)
{
	coop_pump *pump = coop_pump_new();
	coop_http_request request = post();
	coop_transfer *transfers[3];

	CHECK(server_sees(&server->open, 0));
	script(SILENT, USUAL, 0);
	for (int i = 0; i < 3; i++) {
		transfers[i] = coop_pump_start(pump, &request, NULL, NULL);
	}
	while (server->requests < 3) {
		coop_pump_turn(pump, 10);
	}
	coop_transfer_release(transfers[1]);
	coop_transfer_release(transfers[1]);
	CHECK(server_sees(&server->open, 2));
	CHECK(coop_pump_in_flight(pump) == 2);
	coop_pump_cancel_all(pump);
	CHECK(server_sees(&server->open, 0));
	CHECK(coop_pump_in_flight(pump) == 0 && coop_pump_is_idle(pump) && !coop_pump_next_finished(pump, NULL));
	script(ANSWER, USUAL, 0);
	coop_http_request again = post();
	coop_transfer *taken = perform(pump, &again); /* and one that nobody releases */
	CHECK(taken && !coop_pump_is_idle(pump));
	CHECK(coop_pump_start(pump, &request, NULL, NULL) != NULL); /* nor this, never turned */
	CHECK(coop_pump_start(pump, &request, NULL, NULL) != NULL);
	coop_pump_free(pump);
	CHECK(server_sees(&server->open, 0));
}

static void caps_answers(coop_pump *pump)
{
	static char answer[200 * 1024];
	coop_http_request request = post();
	char *end = answer + sprintf(answer, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");

	memset(end, 'x', 100000);
	request.body_maximum = 100000;
	script_bytes(ANSWER, answer, (size_t) (end + 100000 - answer), 0);
	CHECK(went(pump, request, "answered sent 200"));
	request.body_maximum = 99999;
	coop_transfer *transfer = perform(pump, &request);
	CHECK(coop_transfer_answer(transfer)->body.len == 99999);
	CHECK(strcmp(facts(transfer), "too large sent 200") == 0);
	request.body_maximum = 0;
	CHECK(went(pump, request, "too large sent 200"));
	script(ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0);
	CHECK(went(pump, request, "answered sent 200"));
	script(FLOOD, "HTTP/1.1 200 OK\r\nEndless: headers\r\n", 17);
	CHECK(went(pump, post(), "too large sent 200"));
	script(FLOOD, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n", 25);
	coop_http_request flooded = post();
	transfer = perform(pump, &flooded);
	CHECK(coop_transfer_answer(transfer)->outcome == COOP_HTTP_TOO_LARGE);
	coop_transfer_release(transfer);
	script(FLOOD, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: x\r\n", 50);
	coop_transfer *trailers = perform(pump, &request);
	CHECK(coop_transfer_answer(trailers)->outcome != COOP_HTTP_ANSWERED);
	coop_transfer_release(trailers);
}

static coop_view all_lines(coop_transfer *transfer)
{
	return coop_buffer_view(&coop_transfer_answer(transfer)->header_lines);
}

static void reads_headers(coop_pump *pump)
{
	coop_http_request request = post();

	script(ANSWER,
		"HTTP/1.1 103 Early\r\nLink: early\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
		"HTTP/1.1 200 OK\r\nA:  one \t \r\nb:two\r\nA: second\r\nEmpty:\r\nFold: x\r\n  y \r\n\tz\r\nSp : "
		"s\r\nContent-Length: 0\r\n\r\n",
		0);
	coop_transfer *transfer = perform(pump, &request);
	CHECK(coop_view_equals(
		all_lines(transfer), COOP_VIEW("A: one\0b: two\0A: second\0Empty: \0Fold: x y z\0Sp: s\0Content-Length: 0\0")));
	coop_http_answer *answer = coop_transfer_answer(transfer);
	CHECK(coop_view_equals(coop_http_answer_header(answer, COOP_VIEW("a")), COOP_VIEW("one")));
	CHECK(coop_http_answer_header(answer, COOP_VIEW("empty")).ptr != NULL);
	CHECK(coop_http_answer_header(answer, COOP_VIEW("empty")).len == 0);
	CHECK(!coop_http_answer_header(answer, COOP_VIEW("Link")).ptr);
	CHECK(strcmp(facts(transfer), "answered sent 200") == 0);

	script(ANSWER, CHUNKED, 0);
	for (int i = 0; i < 2; i++) {
		transfer = perform(pump, &request);
		CHECK(body_is(transfer, USUAL_BODY));
		CHECK(coop_view_equals(all_lines(transfer), COOP_VIEW("Transfer-Encoding: chunked\0Trailer: Late\0")));
		CHECK(strcmp(facts(transfer), "answered sent 200") == 0);
	}
	CHECK(server->connections <= 1);

	script(CUT, "HTTP/1.0 200 OK\r\nX: y\r\n\r\nuntil the end", 38);
	transfer = perform(pump, &request);
	CHECK(body_is(transfer, "until the end"));
	CHECK(strcmp(facts(transfer), "answered sent 200") == 0);
	script(CUT, "HTTP/1.1 204 No Content\r\n\r\n", 27);
	CHECK(went(pump, request, "answered sent 204"));
	script(CUT, "<html>no headers at all</html>\r\n\r\n", 34);
	CHECK(went(pump, request, "receive sent 0"));
	script(CUT, "HTTP/1.1 100 Continue\r\n\r\n", 25);
	CHECK(went(pump, request, "receive sent 0"));
	script(CUT, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 64);
	transfer = perform(pump, &request);
	CHECK(coop_transfer_answer(transfer)->request_sent);
	coop_transfer_release(transfer);
}

static void unpacks_what_was_packed_unasked(coop_pump *pump)
{
	static const char packed[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\x56\xca\x48\xcd\xc9\xc9\x57\xb2\x52"
								 "\x2a\xcf\x2f\xca\x49\x51\xaa\x05\x00\xd1\x41\x09\xd8\x11\x00\x00\x00";
	char answer[256];
	int head =
		sprintf(answer, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", sizeof(packed) - 1);
	coop_http_request request = post();

	memcpy(answer + head, packed, sizeof(packed) - 1);
	script_bytes(ANSWER, answer, (size_t) head + sizeof(packed) - 1, 0);
	coop_transfer *transfer = perform(pump, &request);
	CHECK(body_is(transfer, USUAL_BODY));
	CHECK(strcmp(facts(transfer), "answered sent 200") == 0);
	request.body_maximum = 16; /* counts what comes out */
	CHECK(went(pump, request, "too large sent 200"));
	answer[head + 3] = '\x7f';
	script_bytes(ANSWER, answer, (size_t) head + sizeof(packed) - 1, 0);
	request.body_maximum = 1000;
	CHECK(went(pump, request, "receive sent 200"));
}

/* A name server that does not answer must not hold up the others. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
	int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

	if (node && strcmp(node, "hanging.invalid") == 0) {
		nap(1500);
		return EAI_AGAIN;
	}
	*(void **) &real = dlsym(RTLD_NEXT, "getaddrinfo");
	return real(node, service, hints, result);
}

static void does_not_wait_for_name_servers(coop_pump *pump)
{
	coop_http_request hanging = post();

	hanging.url = "http://hanging.invalid/";
	hanging.connect_timeout = 200;
	script(ANSWER, USUAL, 0);
	int64_t began = coop_boot_milliseconds();
	coop_transfer *transfer = coop_pump_start(pump, &hanging, NULL, NULL);
	coop_pump_turn(pump, 10);
	CHECK(went(pump, post(), "answered sent 200"));
	CHECK(coop_boot_milliseconds() - began < 190);
	while (coop_pump_in_flight(pump)) {
		coop_pump_turn(pump, 1000);
	}
	CHECK(coop_boot_milliseconds() - began < 1000);
	CHECK(strcmp(facts(transfer), "timeout unsent 0") == 0);
	nap(1500); /* until the thread left behind has cleaned up after itself, for the leak checkers */
}

static void wakes_for_other_descriptors(coop_pump *pump)
{
	int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	uint64_t one = 1;
	int64_t began = coop_boot_milliseconds();

	CHECK(coop_pump_watch(pump, event));
	CHECK(write(event, &one, sizeof(one)) == sizeof(one));
	coop_pump_turn(pump, 5000);
	CHECK(coop_boot_milliseconds() - began < 1000);
	CHECK(read(event, &one, sizeof(one)) == sizeof(one));
	script(ANSWER, USUAL, 0);
	CHECK(went(pump, post(), "answered sent 200"));
	coop_pump_unwatch(pump, event);
	close(event);
}

static void child_abandons(coop_pump *pump, bool tls)
{
	coop_http_request request = tls ? over_tls(post()) : post();

	script(ANSWER, USUAL, 0);
	request.fresh_connection = true;
	CHECK(went(pump, request, "answered sent 200"));
	request.fresh_connection = false;
	CHECK(server->connections == 1);
	pid_t child = fork();
	if (child == 0) {
		test_failures = 0;
		int before = open_descriptors();
		coop_pump_abandon(pump);
		bool fewer = open_descriptors() <= before - 2;
		coop_pump *own = coop_pump_new();
		bool good = went(own, request, "answered sent 200") && went(own, request, "answered sent 200");
		coop_pump_free(own);
		_exit(fewer && good && test_failures == 0 ? 0 : 1);
	}
	int status = -1;
	waitpid(child, &status, 0);
	CHECK(status == 0);
	CHECK(server->connections == 2);
	CHECK(went(pump, request, "answered sent 200"));
	CHECK(server->connections == 2);
}

static coop_pump *volatile kept; /* so that leak checkers find it in forked children */

/* Every case leaves the pump as the next one finds it: usable. */
static void run_on_one_pump(void)
{
	coop_pump *pump = coop_pump_new();

	kept = pump;
	for (int tls = 0; tls <= 1; tls++) {
		survives_cuts(pump, USUAL, tls);
		never_sends_twice(pump, tls);
		waits_quietly(pump, tls);
		uses_answers_after_a_stall(pump, tls);
		child_abandons(pump, tls);
	}
	survives_cuts(pump, CHUNKED, false);
	sends_what_was_asked(pump);
	refuses_other_schemes_and_redirects(pump);
	tells_what_was_not_sent(pump);
	uses_answers_after_being_stopped(pump);
	sends_nothing_after_the_deadline(pump);
	ends_chatterers(pump);
	caps_answers(pump);
	reads_headers(pump);
	unpacks_what_was_packed_unasked(pump);
	does_not_wait_for_name_servers(pump);
	wakes_for_other_descriptors(pump);
	kept = NULL;
	coop_pump_free(pump);
}

int main(void)
{
	server = mmap(NULL, sizeof(*server), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (server == MAP_FAILED) {
		return 1;
	}
	pid_t child = start_server();
	snprintf(http_url, sizeof(http_url), "http://127.0.0.1:%d/token", http_port);
	snprintf(tls_url, sizeof(tls_url), "https://127.0.0.1:%d/token", tls_port);
	CHECK(coop_http_startup());
	CHECK(coop_http_library_version()[0] != '\0');

	coop_pump *fresh = coop_pump_new();
	keeps_connections(fresh);
	coop_pump_free(fresh);
	int before = open_descriptors();
	run_on_one_pump();
	never_sends_twice_over_another();
	sends_nothing_over_closed_connections(false);
	sends_nothing_over_closed_connections(true);
	uses_all_answers_after_a_stall();
	cancels();
	moves_many_at_once(false);
	moves_many_at_once(true);
	CHECK(open_descriptors() == before);

	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	unlink(certificate_path);
	return test_result();
}
