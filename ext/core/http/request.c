/* SPDX-License-Identifier: MIT */
#include "request.h"
#include "transfer.h"
#include "../instant.h"
#include <limits.h>
#include <stdlib.h>

/* A macro, because curl_easy_setopt is one: it checks each value's type against the option. */
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
	/* Nothing is asked for, yet what a server packs all the same is unpacked. */
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
	if (transfer->ca_file) { /* instead of the system's, not besides them */
		SET(transfer, CURLOPT_CAINFO, transfer->ca_file);
		SET(transfer, CURLOPT_CAPATH, NULL);
	}
}

static void set_connection(coop_transfer *transfer)
{
	/* Empty is not unset: unset, libcurl would look into the environment. */
	SET(transfer, CURLOPT_PROXY, transfer->proxy ? transfer->proxy : "");
	SET(transfer, CURLOPT_NOPROXY, "");
	SET(transfer, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	SET(transfer, CURLOPT_TCP_KEEPALIVE, 1L);
	SET(transfer, CURLOPT_NOSIGNAL, 1L);
	/* Allocated and freed again for each request over TLS: as many of its usual 64 KiB as are in flight make the heap
	 * breathe, which costs more than the encryption. */
	SET(transfer, CURLOPT_UPLOAD_BUFFERSIZE, 16384L);
#if LIBCURL_VERSION_NUM >= 0x075700
	/* Do not wait for a name server when a transfer is given up: all the others would wait as well. */
	SET(transfer, CURLOPT_QUICK_EXIT, 1L);
#endif
}

static void set_callbacks(coop_transfer *transfer)
{
	SET(transfer, CURLOPT_PRIVATE, transfer);
	SET(transfer, CURLOPT_HEADERFUNCTION, coop_transfer_on_header);
	SET(transfer, CURLOPT_HEADERDATA, transfer);
	SET(transfer, CURLOPT_WRITEFUNCTION, coop_transfer_on_body);
	SET(transfer, CURLOPT_WRITEDATA, transfer);
	SET(transfer, CURLOPT_PREREQFUNCTION, coop_transfer_on_request);
	SET(transfer, CURLOPT_PREREQDATA, transfer);
	SET(transfer, CURLOPT_OPENSOCKETFUNCTION, coop_pump_open_socket);
	SET(transfer, CURLOPT_OPENSOCKETDATA, transfer);
	/* The pump and not the transfer, because a connection outlives the transfer that opened it. */
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

/* A pump's requests share CA file and proxy as a rule, so this does its work once for each handle. */
static bool configure(coop_transfer *transfer, const coop_http_request *request)
{
	if (transfer->configured && same_string(transfer->ca_file, request->ca_file) &&
		same_string(transfer->proxy, request->proxy)) {
		return true;
	}
	transfer->configured = false;
	curl_easy_reset(transfer->easy); /* there is no value that brings the system's CA file back */
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
	/* As one of the header lines it would be compared a dozen times a request. */
	SET(transfer, CURLOPT_USERAGENT, request->user_agent);
	SET(transfer, CURLOPT_FRESH_CONNECT, request->fresh_connection ? 1L : 0L);
}

static void set_method_and_body(coop_transfer *transfer, const coop_http_request *request)
{
	const char *method = request->method;
	const char *implied;

	if (strcmp(method, "HEAD") == 0) { /* has no body, and its answer has none whatever the headers promise */
		implied = "HEAD";
		SET(transfer, CURLOPT_NOBODY, 1L);
	} else if (request->body.ptr || strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 ||
		strcmp(method, "PATCH") == 0) { /* these three say Content-Length: 0 rather than nothing */
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

/* libcurl announces a large body and waits a second for leave to send it, unless told otherwise. Only then, because it
 * walks through all lines a dozen times a request. */
#define EXPECT_POSSIBLE_FROM ((size_t) 64 * 1024)

/* libcurl reads the list and leaves it alone, so it is linked up over the caller's text: curl_slist_append would copy
 * every header of every request, tokens among them. */
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

	/* Only until the request leaves: after that, libcurl's clocks could throw away an answer that has arrived. Zero
	 * would mean libcurl's five minutes. */
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
