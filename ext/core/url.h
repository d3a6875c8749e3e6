/* SPDX-License-Identifier: MIT */
#ifndef COOP_URL_H
#define COOP_URL_H

#include "text.h"

#define COOP_URL_MAXIMUM 8192

/* An absolute http or https URL (RFC 3986) in its parts. The views are borrowed from the text that was split. */
typedef struct coop_url {
	bool https;
	coop_view host; /* without the brackets of an IPv6 address */
	int port; /* the scheme's default if none is written */
	coop_view path; /* with its '/'; empty if there is none */
	coop_view query; /* without '?'; ptr is NULL if there is none */
} coop_url;

typedef enum coop_url_status {
	COOP_URL_OK,
	COOP_URL_NOT_ABSOLUTE, /* http://, https:// or the host is missing */
	COOP_URL_TOO_LONG,
	COOP_URL_BAD_CHARACTER, /* a control character, space, backslash or byte above 0x7E, or a host that is no name */
	COOP_URL_BAD_PORT,
	COOP_URL_HAS_USERINFO, /* user:password@ would end up in logs */
	COOP_URL_HAS_FRAGMENT, /* RFC 6749 sections 3.1 and 3.2 forbid it */
	COOP_URL_PLAIN_HTTP, /* http was not allowed, and the host is not loopback */
	COOP_URL_STATUSES
} coop_url_status;

/* Splits a URL and judges it. *url is complete if the status is OK or PLAIN_HTTP. http:// is accepted if the host is in
 * 127.0.0.0/8, [::1] or localhost, or if `allow_http`. The grammar is a strict subset of libcurl's (no user name, no
 * backslash, few characters in a host), so the host that is judged here is the host that libcurl connects to. */
coop_url_status coop_url_split(coop_view text, bool allow_http, coop_url *url);

/* Returns a static text for a message, where the argument's name precedes it: "must not contain a fragment". */
const char *coop_url_status_message(coop_url_status status);

/* Compares scheme, host (without regard to case) and port. */
bool coop_url_same_origin(const coop_url *a, const coop_url *b);

/* Appends `base` and `path` with exactly one '/' between them. If `path` is empty or "/", `base` is appended without
 * slashes at its end. */
bool coop_url_join(coop_buffer *out, coop_view base, coop_view path);

/* Appends a URL as a message may show it: without user, password, query and fragment, cleaned, and cut to 512 bytes. It may
 * be relative, or begin with its host. */
bool coop_url_append_shown(coop_buffer *out, coop_view url);

#endif
