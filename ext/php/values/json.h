/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_JSON_H
#define PHP_COOP_JSON_H

#include "php.h"
#include "error_words.h"
#include "core/dialect.h"
#include "core/token_answer.h"

/* A body that is decoded here must end with a NUL that its length does not count, as a coop_buffer's text does, because
 * PHP's scanner reads that byte. */

/* The body of a token answer, decoded by PHP's own parser, or as a form if the server sends a form. */
typedef struct php_coop_decoded_answer {
	zval members; /* owned array; undefined if the body is neither a JSON object nor a form */
	zend_string *scope; /* a scope that came as a list, joined by spaces; owned; NULL if it was no list */
	php_coop_error_words error; /* owned */
	coop_token_fields fields; /* borrowed from `members`, `scope` and `error` */
	bool two_refresh_tokens; /* the object was refused because it has two, of which neither can be believed */
} php_coop_decoded_answer;

/* Decodes a token answer. An error's code and words are found wherever the server has put them, also if the body is a
 * list, a form of any content type, or a short plain text; only in a 2xx answer that holds a token, nothing but the
 * member `error` is read. Two members of one name at the top are refused, even if they are equal. Objects and arrays
 * may be nested 32 deep. A text with invalid UTF-8 is unusable. */
void php_coop_decode_token_answer(
	coop_view body, coop_view content_type, int status, const coop_dialect *dialect, php_coop_decoded_answer *decoded);
void php_coop_decoded_answer_clear(php_coop_decoded_answer *decoded);

/* Returns the members for which TokenSet has no property, without secrets at any depth; owned; NULL if there are none. */
HashTable *php_coop_decoded_answer_extra(const php_coop_decoded_answer *decoded);

/* Decodes the JSON object of any other answer into an array; owned. Returns false if the body is no JSON object; then
 * `result` is undefined. */
bool php_coop_decode_object(coop_view body, zval *result);

#endif
