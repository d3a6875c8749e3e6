/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_JSON_H
#define PHP_COOP_JSON_H

#include "php.h"
#include "core/dialect.h"
#include "core/token_answer.h"

/* Bodies given to this file end with a NUL that is not counted, as a coop_buffer's do: PHP's scanner looks at it. */

/* A token answer's body, decoded by PHP's own parser (or as a form, where a server sends one). Core's fields borrow
 * from `members`. */
typedef struct php_coop_decoded_answer {
	zval members; /* owned array; undefined: the body is neither a JSON object nor a form */
	zend_string *scope; /* owned; a scope that came as a list, joined; NULL */
	coop_token_fields fields;
	bool two_refresh_tokens; /* the object was refused because of them: neither is to be believed */
} php_coop_decoded_answer;

/* Duplicate members at the top are refused even when equal, nesting ends at 32, invalid UTF-8 makes a text unusable. */
void php_coop_decode_token_answer(
	coop_view body, coop_view content_type, int status, const coop_dialect *dialect, php_coop_decoded_answer *decoded);
void php_coop_decoded_answer_clear(php_coop_decoded_answer *decoded);

/* The members that TokenSet has no property for and that are not secrets; owned; NULL: none. */
HashTable *php_coop_decoded_answer_extra(const php_coop_decoded_answer *decoded);

/* Decodes a JSON object of any other answer into an array. False: it is none; *result is undefined. */
bool php_coop_decode_object(coop_view body, zval *result);

#endif
