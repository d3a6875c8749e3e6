/* SPDX-License-Identifier: MIT */
#ifndef COOP_HTTP_REQUEST_H
#define COOP_HTTP_REQUEST_H

#include "../text.h"
#include <stdint.h>

#define COOP_HTTP_HEADERS_MAXIMUM (64 * 1024) /* bytes of all headers of an answer, 1xx answers and trailers included */
#define COOP_HTTP_API_BODY_MAXIMUM (8 * 1024 * 1024)

/* One request. Everything is borrowed, and must stay until the transfer is released. */
typedef struct coop_http_request {
	const char *method; /* upper-case letters */
	const char *url; /* was accepted by coop_url_split() */
	const char *user_agent; /* NULL if there is no such header */
	coop_view header_lines; /* "Name: value" lines, a NUL behind each; no CR or LF in them */
	coop_view body; /* ptr is NULL if there is none */
	const char *ca_file; /* NULL if the system's are used */
	const char *proxy; /* NULL if there is none, whatever the environment says */
	int64_t connect_timeout; /* milliseconds */
	int64_t timeout; /* milliseconds for the whole transfer */
	size_t body_maximum; /* bytes of the answer's body, after decoding */
	bool send_once; /* libcurl's silent second try over a fresh connection is refused */
	bool fresh_connection; /* no kept connection is used, as in a resend */
} coop_http_request;

typedef enum coop_http_outcome {
	COOP_HTTP_ANSWERED, /* the status, the headers and the whole body are here */
	COOP_HTTP_DNS, /* the host's name did not resolve */
	COOP_HTTP_CONNECT,
	COOP_HTTP_TLS, /* the handshake or the certificate failed */
	COOP_HTTP_SEND,
	COOP_HTTP_RECEIVE, /* the connection ended before the answer did, or the answer was not HTTP */
	COOP_HTTP_TIMEOUT,
	COOP_HTTP_TOO_LARGE, /* headers or body exceed their maximum; `body` holds what fitted */
	COOP_HTTP_NO_MEMORY,
	COOP_HTTP_OUTCOMES
} coop_http_outcome;

/* What came back. The transfer owns it. */
typedef struct coop_http_answer {
	coop_http_outcome outcome;
	bool request_sent; /* libcurl was allowed to send, so the server may have processed the request */
	int status; /* 0 if no status line arrived */
	coop_buffer header_lines; /* "Name: value" lines of the final answer, a NUL behind each */
	coop_buffer body; /* includes what had arrived before a cut */
	const char *detail; /* a static text that says more; NULL unless the transport failed */
	int proxy_status; /* of the proxy, if it refused to connect to the server; 0 if not */
} coop_http_answer;

/* Returns whether the status is 2xx (RFC 9110 section 15.3). */
static inline bool coop_http_is_success(int status)
{
	return status >= 200 && status <= 299;
}

/* Returns the first value of a header, borrowed from the answer; ptr is NULL if there is none. The name's case does not
 * matter. */
coop_view coop_http_answer_header(const coop_http_answer *answer, coop_view name);

#endif
