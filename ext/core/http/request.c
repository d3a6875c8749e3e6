/* SPDX-License-Identifier: MIT */
#include "request.h"
#include "transfer.h"
#include "../instant.h"
#include <limits.h>
#include <stdlib.h>

/* SET is a macro because curl_easy_setopt is one, which checks each value's type against the option. */
#define SET(transfer, option, value) \
 ((transfer)->option_refused |= curl_easy_setopt((transfer)->easy, option, value) != CURLE_OK)

static void set_http_rules(coop_transfer *transfer)
{
	SET(transfer, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
	SET(transfer, CURLOPT_HTTP09_ALLOWED, 0L);
	SET(transfer, CURLOPT_FOLLOWLOCATION, 0L);
	SET(transfer, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
	SET(transfer, CURLOPT_HTTPAUTH, (long) CURLAUTH_NONE);
	SET(transfer, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	/* No compression is asked for, but if a server compresses all the same, libcurl unpacks the answer. */
	SET(transfer, CURLOPT_ACCEPT_ENCODING, "identity");
#if LIBCURL_VERSION_NUM >= 0x075500
	SET(transfer, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	SET(transfer, CURLOPT_PROTOCOLS, (long) (CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static void set_tls(coop_transfer *transfer)
{
	SET(transfer, CURLOPT_SSL_VERIFYPEER, 1L);
	SET(transfer, CURLOPT_SSL_VERIFYHOST, 2L);
	SET(transfer, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
	if (transfer->ca_file) { /* used instead of the system's, not beside them */
		SET(transfer, CURLOPT_CAINFO, transfer->ca_file);
		SET(transfer, CURLOPT_CAPATH, NULL);
	}
}

static void set_connection(coop_transfer *transfer)
{
	/* If the proxy were unset rather than empty, libcurl would look into the environment. */
	SET(transfer, CURLOPT_PROXY, transfer->proxy ? transfer->proxy : "");
	SET(transfer, CURLOPT_NOPROXY, "");
	SET(transfer, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	SET(transfer, CURLOPT_TCP_KEEPALIVE, 1L);
	SET(transfer, CURLOPT_NOSIGNAL, 1L);
	/* libcurl allocates and frees this buffer for each request over TLS. Its usual 64 KiB, as often as requests are in
	 * flight, make the heap grow and shrink, which costs more than the encryption. */
	SET(transfer, CURLOPT_UPLOAD_BUFFERSIZE, 16384L);
#if LIBCURL_VERSION_NUM >= 0x075700
	/* If a transfer is given up, its name server is not waited for, since all others would wait as well. */
	SET(transfer, CURLOPT_QUICK_EXIT, 1L);
#endif
}

static void set_callbacks(coop_transfer *transfer)
{
	SET(transfer, CURLOPT_PRIVATE, transfer);
	SET(transfer, CURLOPT_ERRORBUFFER, transfer->error);
	SET(transfer, CURLOPT_HEADERFUNCTION, coop_transfer_on_header);
	SET(transfer, CURLOPT_HEADERDATA, transfer);
	SET(transfer, CURLOPT_WRITEFUNCTION, coop_transfer_on_body);
	SET(transfer, CURLOPT_WRITEDATA, transfer);
	SET(transfer, CURLOPT_PREREQFUNCTION, coop_transfer_on_request);
	SET(transfer, CURLOPT_PREREQDATA, transfer);
	SET(transfer, CURLOPT_OPENSOCKETFUNCTION, coop_pump_open_socket);
	SET(transfer, CURLOPT_OPENSOCKETDATA, transfer);
	/* The argument is the pump, because a connection outlives the transfer that opened it. */
	SET(transfer, CURLOPT_CLOSESOCKETFUNCTION, coop_pump_close_socket);
	SET(transfer, CURLOPT_CLOSESOCKETDATA, transfer->pump);
}

static bool same_string(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool replace_string(char **string, const char *value)
{
	free(*string);
	*string = value ? strdup(value) : NULL;
	return *string || !value;
}

/* Sets the options that stay. The requests of a pump usually share CA file and proxy, so this happens once a handle. */
static bool configure(coop_transfer *transfer, const coop_http_request *request)
{
	if (transfer->configured && same_string(transfer->ca_file, request->ca_file) &&
		same_string(transfer->proxy, request->proxy)) {
		return true;
	}
	transfer->configured = false;
	curl_easy_reset(transfer->easy); /* no value of the option brings the system's CA file back */
	if (!replace_string(&transfer->ca_file, request->ca_file) || !replace_string(&transfer->proxy, request->proxy)) {
		return false;
	}
	set_http_rules(transfer);
	set_tls(transfer);
	set_connection(transfer);
	set_callbacks(transfer);
	transfer->configured = !transfer->option_refused;
	return transfer->configured;
}

static void set_target(coop_transfer *transfer, const coop_http_request *request)
{
	SET(transfer, CURLOPT_URL, request->url);
	/* libcurl compares each of the header lines a dozen times a request, so this is not one of them. */
	SET(transfer, CURLOPT_USERAGENT, request->user_agent);
	SET(transfer, CURLOPT_FRESH_CONNECT, request->fresh_connection ? 1L : 0L);
}

static void set_method_and_body(coop_transfer *transfer, const coop_http_request *request)
{
	const char *method = request->method;
	const char *implied;
	if (strcmp(method, "HEAD") == 0) { /* neither it nor its answer has a body, whatever the headers promise */
		implied = "HEAD";
		SET(transfer, CURLOPT_NOBODY, 1L);
	} else if (request->body.ptr || strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 ||
		strcmp(method, "PATCH") == 0) { /* without a body these three send Content-Length: 0 */
		implied = "POST";
		SET(transfer, CURLOPT_POST, 1L);
		SET(transfer, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) request->body.len);
		SET(transfer, CURLOPT_POSTFIELDS, request->body.ptr ? request->body.ptr : "");
	} else {
		implied = "GET";
		SET(transfer, CURLOPT_HTTPGET, 1L);
	}
	SET(transfer, CURLOPT_CUSTOMREQUEST, strcmp(method, implied) == 0 ? NULL : method);
}

static bool reserve_lines(coop_transfer *transfer, size_t count)
{
	if (count <= transfer->lines_capacity) {
		return true;
	}
	struct curl_slist *lines = realloc(transfer->lines, count * sizeof(*lines));
	if (!lines) {
		return false;
	}
	transfer->lines = lines;
	transfer->lines_capacity = count;
	return true;
}

/* libcurl announces a large body by "Expect:" and waits up to a second for leave to send it, unless an empty header
 * says otherwise. Smaller bodies get no such header, since libcurl walks through all headers a dozen times a
 * request. */
#define EXPECT_POSSIBLE_FROM ((size_t) 64 * 1024)

/* libcurl only reads the list, so its entries may point into the caller's text. curl_slist_append() would copy every
 * header of every request, tokens among them. */
static bool set_header_lines(coop_transfer *transfer, const coop_http_request *request)
{
	coop_view text = request->header_lines;
	bool large = request->body.len >= EXPECT_POSSIBLE_FROM;
	size_t count = large ? 1 : 0;
	for (size_t at = 0; at < text.len; at += strlen(text.ptr + at) + 1) {
		count++;
	}
	if (!reserve_lines(transfer, count)) {
		return false;
	}
	struct curl_slist *lines = transfer->lines;
	size_t used = 0;
	if (large) {
		lines[used++].data = (char *) "Expect:";
	}
	for (size_t at = 0; at < text.len; at += strlen(text.ptr + at) + 1) {
		lines[used++].data = (char *) text.ptr + at;
	}
	for (size_t i = 0; i < count; i++) {
		lines[i].next = i + 1 < count ? &lines[i + 1] : NULL;
	}
	SET(transfer, CURLOPT_HTTPHEADER, count ? lines : NULL);
	return true;
}

static void set_limits(coop_transfer *transfer, const coop_http_request *request)
{
	int64_t connect = request->connect_timeout;
	/* libcurl's clock counts only until the request leaves, since later it could throw away an answer that has arrived.
	 * Zero would mean libcurl's default of five minutes. */
	connect = connect < 1 ? 1 : connect > INT_MAX ? INT_MAX : connect;
	SET(transfer, CURLOPT_CONNECTTIMEOUT_MS, (long) connect);
	transfer->answer.body.maximum = request->body_maximum < SIZE_MAX / 4 ? request->body_maximum : SIZE_MAX / 4;
	transfer->send_once = request->send_once;
}

bool coop_transfer_prepare(coop_transfer *transfer, const coop_http_request *request)
{
	coop_transfer_forget(transfer);
	transfer->option_refused = false;
	if (!configure(transfer, request) || !set_header_lines(transfer, request)) {
		return false;
	}
	set_target(transfer, request);
	set_method_and_body(transfer, request);
	set_limits(transfer, request);
	return !transfer->option_refused;
}
