/* SPDX-License-Identifier: MIT */
#ifndef COOP_URL_H
#define COOP_URL_H

#include "text.h"

#define COOP_URL_MAXIMUM 8192

/* The parts of an absolute http or https URL (RFC 3986), borrowed from the text that was split. */
typedef struct coop_url {
	bool https;
	coop_view host; /* without brackets for IPv6 */
	int port; /* the scheme's default where none is written */
	coop_view path; /* with its '/'; empty where there is none */
	coop_view query; /* without '?'; ptr is NULL where there is none */
} coop_url;

typedef enum coop_url_status {
	COOP_URL_OK,
	COOP_URL_NOT_ABSOLUTE, /* no http:// or https:// and host */
	COOP_URL_TOO_LONG,
	COOP_URL_BAD_CHARACTER, /* control character, space, backslash or a byte above 0x7E */
	COOP_URL_BAD_PORT,
	COOP_URL_HAS_USERINFO, /* user:password@ would end in logs */
	COOP_URL_HAS_FRAGMENT, /* RFC 6749 sections 3.1 and 3.2 */
	COOP_URL_PLAIN_HTTP, /* http to a host that is not loopback, and that was not allowed */
	COOP_URL_STATUSES
} coop_url_status;

/* Splits and judges. http:// passes to 127.0.0.0/8, [::1] and localhost, to others only with `allow_http`. */
coop_url_status coop_url_split(coop_view text, bool allow_http, coop_url *url);

/* Says what is wrong, for a message behind the argument's name: "must be an absolute http:// or https:// URL". */
const char *coop_url_status_message(coop_url_status status);

/* Same scheme, host (without regard to case) and port. */
bool coop_url_same_origin(const coop_url *a, const coop_url *b);

/* Appends `path` to `base` with exactly one '/' between them. */
bool coop_url_join(coop_buffer *out, coop_view base, coop_view path);

#endif
