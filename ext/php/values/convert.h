/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_CONVERT_H
#define PHP_COOP_CONVERT_H

#include "php.h"
#include "core/instant.h"
#include "core/text.h"

/* Returns the bytes of a string, which must outlive the view, or an absent view for NULL. */
static inline coop_view php_coop_view(const zend_string *string)
{
	return string ? (coop_view){ZSTR_VAL(string), ZSTR_LEN(string)} : COOP_VIEW_NONE;
}

static inline zend_string *php_coop_string(coop_view view) /* owned; NULL if the view is absent */
{
	return view.ptr ? zend_string_init(view.ptr, view.len, 0) : NULL;
}

static inline void php_coop_zval_view(zval *value, coop_view view) /* null if the view is absent */
{
	if (view.ptr) {
		ZVAL_STRINGL(value, view.ptr, view.len);
	} else {
		ZVAL_NULL(value);
	}
}

/* Releases a string that holds a secret, or NULL. If nobody else holds the string, its bytes are wiped first. */
void php_coop_secret_release(zend_string *secret);

/* Makes `value` a DateTimeImmutable in UTC. */
void php_coop_zval_instant(zval *value, coop_instant instant);

/* Reads the instant of a DateTimeInterface. Returns false if its format() threw; that exception is pending. */
bool php_coop_instant_of(zend_object *date, coop_instant *instant);

/* Makes `value` a number: an int, or a float if no int can hold the number, as on 32 bit a time after 2038. */
void php_coop_zval_integer(zval *value, int64_t number);

/* Reads such a number. Returns false if `value` is neither an int nor a whole float that no int could hold. */
bool php_coop_integer_of(const zval *value, int64_t *number);

/* Returns a user id as a store has it; owned. The site gave `string`, or `number` if `string` is NULL. */
zend_string *php_coop_user_id(zend_string *string, zend_long number);

/* Writes a scope parameter (a list of strings and Action cases) as RFC 6749 section 3.3 does, with spaces between.
 * Returns an owned string, which is empty for an empty list, or NULL if a ValueError or TypeError that names the
 * argument is pending. */
zend_string *php_coop_scope(HashTable *scope, uint32_t argument);

/* Makes `value` the list of the strings in a scope such as "a b". */
void php_coop_zval_scope(zval *value, coop_view scope);

/* Checks a parameter that is an array of texts by their names. Returns true if every key is a string, and every value a
 * string, int, float or bool; if not, a TypeError that names the argument is pending. */
bool php_coop_check_parameters(HashTable *parameters, uint32_t argument);

/* Returns a value of such an array as a string; owned. */
zend_string *php_coop_parameter_string(zval *value);

/* Returns whether a text has a byte that must not be in a header line: a control character or DEL. */
bool php_coop_has_control_character(coop_view text);

#endif
