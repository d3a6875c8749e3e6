/* SPDX-License-Identifier: MIT */
#include "convert.h"
#include "enums.h"

#include "ext/date/php_date.h"
#include "zend_enum.h"
#include "zend_interfaces.h"
#include "zend_smart_str.h"
#include <math.h>

void php_coop_secret_release(zend_string *secret)
{
	if (!secret) {
		return;
	}
	if (!ZSTR_IS_INTERNED(secret) && GC_REFCOUNT(secret) == 1) {
		explicit_bzero(ZSTR_VAL(secret), ZSTR_LEN(secret));
	}
	zend_string_release(secret);
}

void php_coop_zval_instant(zval *value, coop_instant instant)
{
	char text[COOP_INSTANT_TEXT_SIZE + sizeof(" UTC")];
	size_t len = coop_instant_format(instant, 0, text);
	memcpy(text + len, " UTC", sizeof(" UTC"));
	php_date_instantiate(php_date_get_immutable_ce(), value);
	if (!php_date_initialize(Z_PHPDATE_P(value), text, len + strlen(" UTC"), NULL, NULL, 0)) {
		zval_ptr_dtor(value);
		ZVAL_NULL(value);
	}
}

bool php_coop_instant_of(zend_object *date, coop_instant *instant)
{
	zval format, text;
	ZVAL_CHAR(&format, 'U'); /* getTimestamp() throws if no int can hold it */
	zend_call_method_with_1_params(date, date->ce, NULL, "format", &text, &format);
	if (EG(exception)) {
		return false;
	}
	*instant = Z_TYPE(text) == IS_STRING ? strtoll(Z_STRVAL(text), NULL, 10) : 0;
	zval_ptr_dtor(&text);
	return true;
}

void php_coop_zval_integer(zval *value, int64_t number)
{
	if ((zend_long) number == number) {
		ZVAL_LONG(value, (zend_long) number);
	} else {
		ZVAL_DOUBLE(value, (double) number);
	}
}

#define EXACT_MAXIMUM 9007199254740992.0 /* 2^53: up to here a double has every whole number */

bool php_coop_integer_of(const zval *value, int64_t *number)
{
	if (Z_TYPE_P(value) == IS_LONG) {
		*number = Z_LVAL_P(value);
		return true;
	}
	if (Z_TYPE_P(value) != IS_DOUBLE || ZEND_DOUBLE_FITS_LONG(Z_DVAL_P(value)) ||
		!(fabs(Z_DVAL_P(value)) <= EXACT_MAXIMUM)) {
		return false;
	}
	*number = (int64_t) Z_DVAL_P(value);
	return (double) *number == Z_DVAL_P(value);
}

zend_string *php_coop_user_id(zend_string *string, zend_long number)
{
	return string ? zend_string_copy(string) : zend_long_to_str(number);
}

/* RFC 6749 section 3.3: a scope token is made of %x21 / %x23-5B / %x5D-7E. */
static bool is_scope_token(const zend_string *token)
{
	for (size_t i = 0; i < ZSTR_LEN(token); i++) {
		unsigned char byte = (unsigned char) ZSTR_VAL(token)[i];
		if (byte < 0x21 || byte > 0x7e || byte == '"' || byte == '\\') {
			return false;
		}
	}
	return ZSTR_LEN(token) > 0;
}

zend_string *php_coop_scope(HashTable *scope, uint32_t argument)
{
	smart_str text = {0};
	zval *item;
	ZEND_HASH_FOREACH_VAL(scope, item) {
		zend_string *token = NULL;
		ZVAL_DEREF(item);
		if (Z_TYPE_P(item) == IS_STRING) {
			token = Z_STR_P(item);
		} else if (Z_TYPE_P(item) == IS_OBJECT && Z_OBJCE_P(item) == php_coop_ce_Action) {
			token = php_coop_action_value(Z_OBJ_P(item));
		}
		if (!token) {
			zend_argument_type_error(argument, "must be a list of strings and Coop\\Action cases");
			smart_str_free(&text);
			return NULL;
		}
		if (!is_scope_token(token)) {
			zend_argument_value_error(argument,
				"must be a list of scopes of printable ASCII characters other than spaces, quotes and backslashes");
			smart_str_free(&text);
			return NULL;
		}
		if (text.s) {
			smart_str_appendc(&text, ' ');
		}
		smart_str_append(&text, token);
	}
	ZEND_HASH_FOREACH_END();
	return smart_str_extract(&text);
}

void php_coop_zval_scope(zval *value, coop_view scope)
{
	array_init(value);
	size_t start = 0;
	for (size_t i = 0; i <= scope.len; i++) {
		if (i == scope.len || scope.ptr[i] == ' ') {
			if (i > start) {
				add_next_index_stringl(value, scope.ptr + start, i - start);
			}
			start = i + 1;
		}
	}
}

bool php_coop_check_parameters(HashTable *parameters, uint32_t argument)
{
	zend_string *name;
	zval *value;
	ZEND_HASH_FOREACH_STR_KEY_VAL(parameters, name, value) {
		ZVAL_DEREF(value);
		if (!name || Z_TYPE_P(value) > IS_STRING || Z_TYPE_P(value) < IS_FALSE) {
			zend_argument_type_error(argument, "must be an array with names as keys and strings as values");
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

zend_string *php_coop_parameter_string(zval *value)
{
	ZVAL_DEREF(value);
	return zval_get_string(value);
}

bool php_coop_has_control_character(coop_view text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char) text.ptr[i];
		if (byte < 0x20 || byte == 0x7f) {
			return true;
		}
	}
	return false;
}
