/* SPDX-License-Identifier: MIT */
#include "encoding.h"

static const char BASE64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char BASE64URL[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static bool is_unreserved(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
		c == '_' || c == '~';
}

bool coop_encode_percent(coop_buffer *out, coop_view text)
{
	static const char DIGITS[] = "0123456789ABCDEF";
	size_t run = 0; /* where the unreserved characters before `i` begin */
	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char) text.ptr[i];
		if (!is_unreserved(text.ptr[i])) {
			char escape[3] = {'%', DIGITS[byte >> 4], DIGITS[byte & 15]};
			coop_buffer_append(out, (coop_view){text.ptr + run, i - run});
			coop_buffer_append(out, (coop_view){escape, sizeof(escape)});
			run = i + 1;
		}
	}
	if (run < text.len) {
		coop_buffer_append(out, (coop_view){text.ptr + run, text.len - run});
	}
	return !out->failed;
}

bool coop_encode_form_pair(coop_buffer *out, coop_view name, coop_view value)
{
	char last = out->len > 0 ? out->ptr[out->len - 1] : '?';
	bool separated = last == '?' || last == '&' || coop_buffer_append_byte(out, '&');
	return separated && coop_encode_percent(out, name) && coop_buffer_append_byte(out, '=') &&
		coop_encode_percent(out, value);
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	c = (char) (c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool coop_decode_form(coop_buffer *out, coop_view text)
{
	for (size_t i = 0; i < text.len && !out->failed; i++) {
		char byte = text.ptr[i] == '+' ? ' ' : text.ptr[i];
		if (byte == '%' && text.len - i > 2 && hex_value(text.ptr[i + 1]) >= 0 && hex_value(text.ptr[i + 2]) >= 0) {
			byte = (char) (hex_value(text.ptr[i + 1]) * 16 + hex_value(text.ptr[i + 2]));
			i += 2;
		}
		coop_buffer_append_byte(out, byte);
	}
	return !out->failed;
}

/* Returns what is before the first `mark` in `text`, or all of it, and leaves in `text` what is behind the mark. */
static coop_view take_until(coop_view *text, char mark)
{
	const char *found = text->len > 0 ? memchr(text->ptr, mark, text->len) : NULL;
	coop_view before = {text->ptr, found ? (size_t) (found - text->ptr) : text->len};
	size_t used = before.len + (found ? 1 : 0);
	text->ptr += used;
	text->len -= used;
	return before;
}

bool coop_form_next(coop_view *rest, coop_view *name, coop_view *value)
{
	while (rest->len > 0) {
		coop_view pair = take_until(rest, '&');
		if (pair.len > 0) {
			*name = take_until(&pair, '=');
			*value = pair;
			return true;
		}
	}
	return false;
}

static bool encode_base64(coop_buffer *out, coop_view bytes, const char alphabet[65], bool padded)
{
	for (size_t i = 0; i < bytes.len && !out->failed; i += 3) {
		size_t count = bytes.len - i < 3 ? bytes.len - i : 3;
		unsigned bits = 0;
		for (size_t k = 0; k < 3; k++) {
			bits = bits << 8 | (k < count ? (unsigned char) bytes.ptr[i + k] : 0u);
		}
		char group[4] = {
			alphabet[bits >> 18], alphabet[bits >> 12 & 63], alphabet[bits >> 6 & 63], alphabet[bits & 63]};
		for (size_t k = count + 1; k < 4; k++) {
			group[k] = '=';
		}
		coop_buffer_append(out, (coop_view){group, padded ? 4 : count + 1});
	}
	return !out->failed;
}

bool coop_encode_base64url(coop_buffer *out, coop_view bytes)
{
	return encode_base64(out, bytes, BASE64URL, false);
}

static int base64url_value(char c)
{
	const char *found = memchr(BASE64URL, c, sizeof(BASE64URL) - 1);
	return found ? (int) (found - BASE64URL) : -1;
}

bool coop_decode_base64url(coop_buffer *out, coop_view text)
{
	static const int LEFT_OVER[4] = {0, 63, 15, 3}; /* bits of the last digit that no byte uses, by length modulo 4 */
	for (size_t i = 0; i < text.len; i++) {
		if (base64url_value(text.ptr[i]) < 0) {
			return false;
		}
	}
	if (text.len % 4 == 1 || (text.len > 0 && base64url_value(text.ptr[text.len - 1]) & LEFT_OVER[text.len % 4])) {
		return false;
	}
	unsigned bits = 0;
	for (size_t i = 0; i < text.len && !out->failed; i++) {
		bits = bits << 6 | (unsigned) base64url_value(text.ptr[i]);
		if (i % 4 > 0) {
			coop_buffer_append_byte(out, (char) (bits >> (6 - 2 * (i % 4)) & 0xFF));
		}
	}
	return !out->failed;
}

bool coop_encode_hex(coop_buffer *out, coop_view bytes)
{
	static const char DIGITS[] = "0123456789abcdef";
	for (size_t i = 0; i < bytes.len && !out->failed; i++) {
		unsigned char byte = (unsigned char) bytes.ptr[i];
		char pair[2] = {DIGITS[byte >> 4], DIGITS[byte & 15]};
		coop_buffer_append(out, (coop_view){pair, sizeof(pair)});
	}
	return !out->failed;
}

bool coop_encode_basic(coop_buffer *out, coop_view client_id, coop_view client_secret, bool form_encoded)
{
	bool (*append)(coop_buffer *, coop_view) = form_encoded ? coop_encode_percent : coop_buffer_append;
	coop_buffer pair;
	coop_buffer_init(&pair, out->maximum);
	bool fits = append(&pair, client_id) && coop_buffer_append_byte(&pair, ':') && append(&pair, client_secret) &&
		coop_buffer_append(out, COOP_VIEW("Basic ")) && encode_base64(out, coop_buffer_view(&pair), BASE64, true);
	coop_buffer_clear(&pair);
	out->failed |= !fits; /* `pair` may have failed without `out` */
	return fits;
}

static bool take(coop_view *text, coop_view expected)
{
	if (!coop_view_starts_with(*text, expected)) {
		return false;
	}
	text->ptr += expected.len;
	text->len -= expected.len;
	return true;
}

bool coop_unwrap_json(coop_buffer *out, coop_view body)
{
	coop_view inner = coop_view_trim(body);
	if (take(&inner, COOP_VIEW("&&&START&&&"))) {
		return coop_buffer_append(out, inner);
	}
	if (!take(&inner, COOP_VIEW("callback"))) {
		return false;
	}
	inner.len -= inner.len > 0 && inner.ptr[inner.len - 1] == ';' ? 1 : 0;
	inner = coop_view_trim(inner);
	if (inner.len < 2 || inner.ptr[0] != '(' || inner.ptr[inner.len - 1] != ')') {
		return false;
	}
	return coop_buffer_append(out, coop_view_trim((coop_view){inner.ptr + 1, inner.len - 2}));
}

/* Returns how many bytes the control character at the start of `text` has, or 0 if there is none. U+0080 to U+009F have
 * two bytes in UTF-8, and terminals obey them, too. */
static size_t control_length(coop_view text)
{
	unsigned char first = (unsigned char) text.ptr[0];
	if (first < 0x20 || first == 0x7F) {
		return 1;
	}
	return first == 0xC2 && text.len > 1 && ((unsigned char) text.ptr[1] & 0xE0) == 0x80 ? 2 : 0;
}

static bool is_continuation(char c)
{
	return ((unsigned char) c & 0xC0) == 0x80;
}

bool coop_append_cleaned(coop_buffer *out, coop_view text, size_t maximum)
{
	if (text.len > maximum) {
		size_t cut = maximum;
		for (int i = 0; i < 3 && cut > 0 && is_continuation(text.ptr[cut]); i++) {
			cut--;
		}
		text.len = is_continuation(text.ptr[cut]) ? maximum : cut;
	}
	while (text.len > 0 && !out->failed) {
		size_t control = control_length(text);
		size_t used = control > 0 ? control : 1;
		coop_buffer_append_byte(out, control > 0 ? ' ' : text.ptr[0]);
		text.ptr += used;
		text.len -= used;
	}
	return !out->failed;
}
