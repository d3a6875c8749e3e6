/* SPDX-License-Identifier: MIT */
#ifndef COOP_HTTP_REQUEST_H
#define COOP_HTTP_REQUEST_H

#include "../text.h"
#include <stdint.h>

#define COOP_HTTP_HEADERS_MAXIMUM (64 * 1024) /* all headers of an answer, 1xx answers included */
#define COOP_HTTP_API_BODY_MAXIMUM (8 * 1024 * 1024)

/* One request. Everything is borrowed and must stay until the transfer is released. */
typedef struct coop_http_request {
	const char *method; /* upper-case letters */
	const char *url; /* judged before (url.h) */
	const char *user_agent; /* NULL: no such header */
	coop_view header_lines; /* "Name: value" lines, a NUL behind each; no CR or LF in them */
	coop_view body; /* ptr NULL: none */
	const char *ca_file; /* NULL: the system's */
	const char *proxy; /* NULL: none, whatever the environment says */
	int64_t connect_timeout; /* milliseconds */
	int64_t timeout; /* milliseconds for the whole transfer */
	size_t body_maximum; /* of the answer, after decoding */
	bool send_once; /* refuse libcurl's silent second try on a fresh connection */
	bool fresh_connection; /* not over a kept one: for the resend after an unclear outcome */
} coop_http_request;

typedef enum coop_http_outcome {
	COOP_HTTP_ANSWERED, /* status, headers and the whole body are here */
	COOP_HTTP_DNS, /* the host's name did not resolve */
	COOP_HTTP_CONNECT,
	COOP_HTTP_TLS, /* handshake or certificate */
	COOP_HTTP_SEND,
	COOP_HTTP_RECEIVE, /* the connection ended before the answer did, or the answer was not HTTP */
	COOP_HTTP_TIMEOUT,
	COOP_HTTP_TOO_LARGE, /* headers or body went over their maximum; body holds what fitted */
	COOP_HTTP_NO_MEMORY,
	COOP_HTTP_OUTCOMES
} coop_http_outcome;

/* What came back. Owned by the transfer. */
typedef struct coop_http_answer {
	coop_http_outcome outcome;
	bool request_sent; /* libcurl was let to send: the server may have processed it. The line between "not
	                               sent" and everything else */
	int status; /* 0: no status line arrived */
	coop_buffer header_lines; /* "Name: value" lines of the final answer, a NUL behind each */
	coop_buffer body; /* also what had arrived before a cut */
	const char *detail; /* static text of libcurl's for a transport fault, else NULL */
} coop_http_answer;

/* RFC 9110 section 15.3. */
static inline bool coop_http_is_success(int status)
{
	return status >= 200 && status <= 299;
}

/* The first value of a header, by its name in any case; ptr NULL: not there. */
coop_view coop_http_answer_header(const coop_http_answer *answer, coop_view name);

#endif
