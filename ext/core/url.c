/* SPDX-License-Identifier: MIT */
#include "url.h"
#include "encoding.h"
#include <arpa/inet.h>
#include <netinet/in.h>

#define PORT_MAXIMUM 65535

static bool skip_prefix(coop_view *rest, coop_view prefix)
{
	if (rest->len < prefix.len || !coop_view_equals_ignoring_case((coop_view){rest->ptr, prefix.len}, prefix)) {
		return false;
	}
	rest->ptr += prefix.len;
	rest->len -= prefix.len;
	return true;
}

/* Takes everything before the first byte of `rest` that is in `ends`. */
static coop_view take_until(coop_view *rest, const char *ends)
{
	coop_view taken = {rest->ptr, 0};
	while (taken.len < rest->len && !strchr(ends, rest->ptr[taken.len])) {
		taken.len++;
	}
	rest->ptr += taken.len;
	rest->len -= taken.len;
	return taken;
}

static bool contains(coop_view text, char byte)
{
	return text.len > 0 && memchr(text.ptr, byte, text.len);
}

static bool has_bad_character(coop_view text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] <= ' ' || text.ptr[i] > '~' || text.ptr[i] == '\\') {
			return true;
		}
	}
	return false;
}

/* RFC 3986 allows more characters (escapes, sub-delimiters), but programs disagree about which host they name. */
static bool is_host_name(coop_view host)
{
	for (size_t i = 0; i < host.len; i++) {
		char c = host.ptr[i];
		if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr("-._", c))) {
			return false;
		}
	}
	return true;
}

/* Reads an address in its full standard spelling. 0x7f.1 and 127.1, which some programs accept, are none here. */
static bool parse_address(int family, coop_view host, void *address)
{
	char text[INET6_ADDRSTRLEN];
	if (host.len >= sizeof(text)) {
		return false;
	}
	memcpy(text, host.ptr, host.len);
	text[host.len] = '\0';
	return inet_pton(family, text, address) == 1;
}

static bool is_loopback(coop_view host)
{
	struct in_addr v4;
	struct in6_addr v6;
	if (parse_address(AF_INET, host, &v4)) {
		return ntohl(v4.s_addr) >> 24 == 127;
	}
	if (parse_address(AF_INET6, host, &v6)) {
		return IN6_IS_ADDR_LOOPBACK(&v6);
	}
	return coop_view_equals_ignoring_case(host, COOP_VIEW("localhost"));
}

/* Takes the host, and the brackets around an IPv6 address. */
static coop_url_status take_host(coop_view *authority, coop_view *host)
{
	struct in6_addr address;
	if (!skip_prefix(authority, COOP_VIEW("["))) {
		*host = take_until(authority, ":");
		if (host->len == 0) {
			return COOP_URL_NOT_ABSOLUTE;
		}
		return is_host_name(*host) ? COOP_URL_OK : COOP_URL_BAD_CHARACTER;
	}
	*host = take_until(authority, "]");
	if (!skip_prefix(authority, COOP_VIEW("]")) || !parse_address(AF_INET6, *host, &address)) {
		return COOP_URL_NOT_ABSOLUTE;
	}
	return COOP_URL_OK;
}

/* Reads what follows the host: nothing, or a colon and a port. *port is left as it is if there is none. */
static coop_url_status read_port(coop_view text, int *port)
{
	int value = 0;
	if (text.len == 0) {
		return COOP_URL_OK;
	}
	if (!skip_prefix(&text, COOP_VIEW(":"))) {
		return COOP_URL_BAD_PORT;
	}
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9') {
			return COOP_URL_BAD_PORT;
		}
		value = value * 10 + (text.ptr[i] - '0');
		if (value > PORT_MAXIMUM) {
			return COOP_URL_BAD_PORT;
		}
	}
	*port = value;
	return value > 0 ? COOP_URL_OK : COOP_URL_BAD_PORT;
}

static coop_url_status read_authority(coop_view authority, coop_url *url)
{
	if (contains(authority, '@')) {
		return COOP_URL_HAS_USERINFO;
	}
	coop_url_status status = take_host(&authority, &url->host);
	return status == COOP_URL_OK ? read_port(authority, &url->port) : status;
}

coop_url_status coop_url_split(coop_view text, bool allow_http, coop_url *url)
{
	coop_view rest = text;
	*url = (coop_url){.port = 80, .query = COOP_VIEW_NONE};
	if (text.len > COOP_URL_MAXIMUM) {
		return COOP_URL_TOO_LONG;
	}
	if (has_bad_character(text)) {
		return COOP_URL_BAD_CHARACTER;
	}
	if (skip_prefix(&rest, COOP_VIEW("https://"))) {
		url->https = true;
		url->port = 443;
	} else if (!skip_prefix(&rest, COOP_VIEW("http://"))) {
		return COOP_URL_NOT_ABSOLUTE;
	}
	coop_url_status status = read_authority(take_until(&rest, "/?#"), url);
	if (status != COOP_URL_OK) {
		return status;
	}
	if (contains(rest, '#')) {
		return COOP_URL_HAS_FRAGMENT;
	}
	url->path = take_until(&rest, "?");
	if (skip_prefix(&rest, COOP_VIEW("?"))) {
		url->query = rest;
	}
	return url->https || allow_http || is_loopback(url->host) ? COOP_URL_OK : COOP_URL_PLAIN_HTTP;
}

const char *coop_url_status_message(coop_url_status status)
{
	static const char *const MESSAGES[] = {
		[COOP_URL_OK] = "is a usable URL",
		[COOP_URL_NOT_ABSOLUTE] = "must be an absolute http:// or https:// URL",
		[COOP_URL_TOO_LONG] = "must not be longer than 8192 bytes",
		[COOP_URL_BAD_CHARACTER] =
			"must not contain spaces, backslashes or other characters that a URL writes with a percent sign",
		[COOP_URL_BAD_PORT] = "must have a port between 1 and 65535, or none",
		[COOP_URL_HAS_USERINFO] = "must not contain a user name or password",
		[COOP_URL_HAS_FRAGMENT] = "must not contain a fragment",
		[COOP_URL_PLAIN_HTTP] = "must use https:// unless its host is loopback or plain http is allowed",
	};
	_Static_assert(COOP_COUNT(MESSAGES) == COOP_URL_STATUSES, "every status has its message");
	return MESSAGES[status];
}

bool coop_url_same_origin(const coop_url *a, const coop_url *b)
{
	return a->https == b->https && a->port == b->port && coop_view_equals_ignoring_case(a->host, b->host);
}

bool coop_url_join(coop_buffer *out, coop_view base, coop_view path)
{
	while (base.len > 0 && base.ptr[base.len - 1] == '/') {
		base.len--;
	}
	while (path.len > 0 && path.ptr[0] == '/') {
		path.ptr++;
		path.len--;
	}
	if (path.len == 0) {
		return coop_buffer_append(out, base); /* an empty path means the base itself */
	}
	return coop_buffer_append(out, base) && coop_buffer_append_byte(out, '/') && coop_buffer_append(out, path);
}

#define SHOWN_MAXIMUM 512 /* bytes */

/* Returns how many bytes stand before the authority (RFC 3986 section 3): those of "https://", or none. */
static size_t before_authority(coop_view url)
{
	const char *slashes = url.len > 0 ? memmem(url.ptr, url.len, "//", 2) : NULL;
	size_t before = slashes ? (size_t) (slashes - url.ptr) : 0;
	bool has_scheme = slashes && (before == 0 || url.ptr[before - 1] == ':');
	return has_scheme ? before + 2 : 0;
}

bool coop_url_append_shown(coop_buffer *out, coop_view url)
{
	coop_view rest = url;
	url = take_until(&rest, "?#");
	size_t before = before_authority(url);
	rest = (coop_view){url.ptr + before, url.len - before};
	coop_view authority = take_until(&rest, "/");
	const char *at = authority.len > 0 ? memrchr(authority.ptr, '@', authority.len) : NULL;
	coop_view shown = at ? (coop_view){at + 1, (size_t) (url.ptr + url.len - at - 1)} : url;
	return (!at || coop_append_cleaned(out, (coop_view){url.ptr, before}, SHOWN_MAXIMUM)) &&
		coop_append_cleaned(out, shown, SHOWN_MAXIMUM);
}
