/* SPDX-License-Identifier: MIT */
#ifndef COOP_ENCODING_H
#define COOP_ENCODING_H

#include "text.h"

/* Every writer appends to `out` and answers whether all of it fitted. */

/* Percent-encodes everything but RFC 3986 unreserved characters: right for query strings and for
 * application/x-www-form-urlencoded (RFC 6749 appendix B), where a space may be %20 as well as '+'. */
bool coop_encode_percent(coop_buffer *out, coop_view text);

/* Appends name=value, with '&' before it unless `out` is empty or ends with '?' or '&'. */
bool coop_encode_form_pair(coop_buffer *out, coop_view name, coop_view value);

/* Decodes one form component: '+' is a space, %XX a byte. A '%' without two hex digits stays as it is. */
bool coop_decode_form(coop_buffer *out, coop_view text);

/* Walks a raw query string or form body. `rest` is moved past the pair that was read; false: no more pairs. Name and
 * value stay encoded; a pair without '=' has an empty value; empty pairs ("&&") are skipped. */
bool coop_form_next(coop_view *rest, coop_view *name, coop_view *value);

/* base64url without padding (RFC 4648 section 5). Decoding is strict: no padding, no white space, no bits left over. */
bool coop_encode_base64url(coop_buffer *out, coop_view bytes);
bool coop_decode_base64url(coop_buffer *out, coop_view text);

bool coop_encode_hex(coop_buffer *out, coop_view bytes); /* lower case */

/* "Basic <credentials>" (RFC 7617). `form_encoded`: id and secret are form-encoded first, as RFC 6749 section 2.3.1
 * asks; without it they are sent as `curl -u` does. */
bool coop_encode_basic(coop_buffer *out, coop_view client_id, coop_view client_secret, bool form_encoded);

/* Appends text that a server wrote, for a message: control characters and DEL become spaces, at most `maximum` bytes,
 * cut at a UTF-8 character's start. The text must be valid UTF-8 already or is copied byte by byte. */
bool coop_append_cleaned(coop_buffer *out, coop_view text, size_t maximum);

#endif
