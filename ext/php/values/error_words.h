/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_ERROR_WORDS_H
#define PHP_COOP_ERROR_WORDS_H

#include "php.h"

/* What an error answer says, wherever in its JSON the server has put it. */
typedef struct php_coop_error_words {
	bool found; /* the answer tells an error, be it without words ({"success": false}) */
	zend_string *code; /* owned; NULL if there is none */
	zend_string *description; /* owned; NULL if there is none */
} php_coop_error_words;

/* Looks in the members of an answer: `error` as a text or an object, `errors`, `code`, `errcode`, `message`, `detail`,
 * `fault` and their like, also one level down, in `data`, `meta` or `body`. If `success`, the status was 2xx, where
 * {"code": 0, "message": "ok"} tells no error. Texts that are not valid UTF-8 are left out. */
void php_coop_error_words_find(HashTable *members, bool success, php_coop_error_words *words);
void php_coop_error_words_clear(php_coop_error_words *words);

/* Returns whether a text was not valid UTF-8: the decoder has put U+FFFD into it. */
bool php_coop_is_damaged(const zend_string *text);

#endif
