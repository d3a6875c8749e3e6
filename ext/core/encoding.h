/* SPDX-License-Identifier: MIT */
#ifndef COOP_ENCODING_H
#define COOP_ENCODING_H

#include "text.h"

/* The functions append to `out`, and return false if that has failed (text.h). */

/* Percent-encodes all bytes but the unreserved characters of RFC 3986. The result is right for query strings and for
 * application/x-www-form-urlencoded (RFC 6749 appendix B), where a space may be %20 as well as '+'. */
bool coop_encode_percent(coop_buffer *out, coop_view text);

/* Appends name=value, percent-encoded, with '&' before it unless `out` is empty or ends with '?' or '&'. */
bool coop_encode_form_pair(coop_buffer *out, coop_view name, coop_view value);

/* Decodes a name or a value of a form: '+' is a space, %XX a byte. A '%' without two hex digits stays as it is. */
bool coop_decode_form(coop_buffer *out, coop_view text);

/* Reads the next pair of a raw query string or form body, and moves `rest` past it. Returns false if there are no more
 * pairs. Name and value are borrowed from `rest` and still encoded. A pair without '=' has an empty value; empty pairs
 * ("&&") are skipped. */
bool coop_form_next(coop_view *rest, coop_view *name, coop_view *value);

/* base64url without padding (RFC 4648 section 5). Decoding returns false for padding, for white space, and for bits
 * that are left over and not zero. */
bool coop_encode_base64url(coop_buffer *out, coop_view bytes);
bool coop_decode_base64url(coop_buffer *out, coop_view text);

bool coop_encode_hex(coop_buffer *out, coop_view bytes); /* in lower case */

/* Appends "Basic <credentials>" (RFC 7617). If `form_encoded`, id and secret are form-encoded first, as RFC 6749
 * section 2.3.1 asks; if not, they are what `curl -u` sends. */
bool coop_encode_basic(coop_buffer *out, coop_view client_id, coop_view client_secret, bool form_encoded);

/* Appends the JSON of a body that wraps it: "callback( {...} );" (QQ), "&&&START&&&{...}" (Xiaomi). Returns false, without
 * having appended anything, for any other body. */
bool coop_unwrap_json(coop_buffer *out, coop_view body) COOP_MUST_CHECK;

/* Appends what a server wrote, so that a message can show it: each control character, DEL and C1 included, becomes a
 * space. A text of more than `maximum` bytes is cut there, at the start of a UTF-8 character. Other bytes stay as they
 * are. */
bool coop_append_cleaned(coop_buffer *out, coop_view text, size_t maximum);

#endif
