/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_CONVERT_H
#define PHP_COOP_CONVERT_H

#include "php.h"
#include "core/instant.h"
#include "core/text.h"

static inline coop_view php_coop_view(const zend_string *string)
{
	return string ? (coop_view){ZSTR_VAL(string), ZSTR_LEN(string)} : COOP_VIEW_NONE;
}

static inline zend_string *php_coop_string(coop_view view) /* a new reference; NULL for an absent view */
{
	return view.ptr ? zend_string_init(view.ptr, view.len, 0) : NULL;
}

static inline void php_coop_zval_view(zval *value, coop_view view) /* null for an absent view */
{
	if (view.ptr) {
		ZVAL_STRINGL(value, view.ptr, view.len);
	} else {
		ZVAL_NULL(value);
	}
}

/* Lets go of a string that holds a secret: wiped when nobody else has it. NULL is fine. */
void php_coop_secret_release(zend_string *secret);

/* A DateTimeImmutable in UTC. */
void php_coop_zval_instant(zval *value, coop_instant instant);

/* The instant of a DateTimeInterface. False: an exception of its format() is pending. */
bool php_coop_instant_of(zend_object *date, coop_instant *instant);

/* A number as PHP has it: a float if no int can hold it, which is so for times after 2038 on 32 bit. */
void php_coop_zval_integer(zval *value, int64_t number);

/* The reverse. False: it is no int, and no float in place of one. */
bool php_coop_integer_of(const zval *value, int64_t *number);

/* A user id as it goes into a store: a new reference. */
zend_string *php_coop_user_id(zend_string *string, zend_long number);

/* A scope parameter (list of texts and Action cases) as RFC 6749 section 3.3 writes it: a new string, empty for an
 * empty list. NULL: a ValueError or TypeError that names the argument is pending. */
zend_string *php_coop_scope(HashTable *scope, uint32_t argument);

/* "a b" as a list of texts. */
void php_coop_zval_scope(zval *value, coop_view scope);

/* A parameter that is an array of texts by name: true when every key is a text and every value a text, int, float or
 * bool; else an exception that names the argument is pending. */
bool php_coop_check_parameters(HashTable *parameters, uint32_t argument);

/* A value of such an array as a new string. */
zend_string *php_coop_parameter_string(zval *value);

/* True when a text holds a byte that must not be in a header line (control characters, DEL). */
bool php_coop_has_control_character(coop_view text);

#endif
