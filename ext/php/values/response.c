/* SPDX-License-Identifier: MIT */
#include "response.h"
#include "convert.h"
#include "exceptions.h"

#include "php_coop.h"
#include "ext/json/php_json.h"
#include "stubs/response_arginfo.h"

#define JSON_DEPTH 32
#define INVALID_HEADERS "must be an array with names as keys, and strings or lists of strings as values"

zend_class_entry *php_coop_ce_Response;

/* Appends a value to the list of its header, whose key is the name in lower case. Takes the value over. */
static void add_header(HashTable *headers, coop_view name, zval *value)
{
	zend_string *key = zend_string_alloc(name.len, 0);
	zend_str_tolower_copy(ZSTR_VAL(key), name.ptr, name.len);
	zval *values = zend_symtable_find(headers, key);
	if (!values) {
		zval list;
		array_init(&list);
		values = zend_symtable_update(headers, key, &list);
	}
	zend_string_release(key);
	add_next_index_zval(values, value);
}

/* Adds the constructor's headers. Each has its name as its key, and as its value a string or a list of strings. Returns
 * false if a TypeError is pending. */
static bool add_given_headers(HashTable *headers, HashTable *given)
{
	zend_string *name;
	zval *value, *item;
	ZEND_HASH_FOREACH_STR_KEY_VAL(given, name, value) {
		ZVAL_DEREF(value);
		if (name && Z_TYPE_P(value) == IS_STRING) {
			Z_TRY_ADDREF_P(value);
			add_header(headers, php_coop_view(name), value);
			continue;
		}
		if (!name || Z_TYPE_P(value) != IS_ARRAY) {
			zend_argument_type_error(2, INVALID_HEADERS);
			return false;
		}
		ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(value), item) {
			ZVAL_DEREF(item);
			if (Z_TYPE_P(item) != IS_STRING) {
				zend_argument_type_error(2, INVALID_HEADERS);
				return false;
			}
			Z_TRY_ADDREF_P(item);
			add_header(headers, php_coop_view(name), item);
		}
		ZEND_HASH_FOREACH_END();
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

PHP_METHOD(Coop_Response, __construct)
{
	zend_long status;
	HashTable *given = NULL;
	zend_string *body = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_LONG(status)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(given)
		Z_PARAM_STR(body)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	if (php_coop_refuse_second_construct(self)) {
		RETURN_THROWS();
	}
	if (status < 100 || status > 999) {
		zend_argument_value_error(1, "must be an HTTP status of three digits");
		RETURN_THROWS();
	}
	zval headers;
	array_init(&headers);
	if (given && !add_given_headers(Z_ARRVAL(headers), given)) {
		zval_ptr_dtor(&headers);
		RETURN_THROWS();
	}
	ZVAL_LONG(OBJ_PROP_NUM(self, PHP_COOP_RESPONSE_STATUS), status);
	php_coop_property_init(self, PHP_COOP_RESPONSE_HEADERS, &headers);
	php_coop_property_init_string(self, PHP_COOP_RESPONSE_BODY, body ? body : ZSTR_EMPTY_ALLOC());
}

PHP_METHOD(Coop_Response, json)
{
	ZEND_PARSE_PARAMETERS_NONE();
	zend_string *body = php_coop_property_string(Z_OBJ_P(ZEND_THIS), PHP_COOP_RESPONSE_BODY);
	zend_long status = Z_LVAL_P(OBJ_PROP_NUM(Z_OBJ_P(ZEND_THIS), PHP_COOP_RESPONSE_STATUS));
	if (!body || ZSTR_LEN(body) == 0 ||
		php_json_decode_ex(return_value, ZSTR_VAL(body), ZSTR_LEN(body),
			PHP_JSON_OBJECT_AS_ARRAY | PHP_JSON_THROW_ON_ERROR, JSON_DEPTH) == FAILURE) {
		zend_object *previous = php_coop_take_exception();
		if (previous) {
			OBJ_RELEASE(previous); /* its message says "Syntax error" and no more, so it would be no help as previous */
		}
		ZVAL_UNDEF(return_value);
		php_coop_throw(php_coop_invalid_response_exception("The API", "is not JSON", (int) status, COOP_VIEW_NONE));
	}
}

PHP_METHOD(Coop_Response, header)
{
	zend_string *name;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();
	zend_string *key = zend_string_tolower(name);
	zval *headers = OBJ_PROP_NUM(Z_OBJ_P(ZEND_THIS), PHP_COOP_RESPONSE_HEADERS);
	zval *values = Z_TYPE_P(headers) == IS_ARRAY ? zend_symtable_find(Z_ARRVAL_P(headers), key) : NULL;
	zend_string_release(key);
	zval *first = values ? zend_hash_index_find(Z_ARRVAL_P(values), 0) : NULL;
	if (!first) {
		RETURN_NULL();
	}
	RETURN_COPY(first);
}

zend_object *php_coop_response_new(const coop_http_answer *answer)
{
	zval response, value;
	object_init_ex(&response, php_coop_ce_Response);
	zval *headers = OBJ_PROP_NUM(Z_OBJ(response), PHP_COOP_RESPONSE_HEADERS);
	array_init(headers);
	coop_view lines = coop_buffer_view(&answer->header_lines);
	while (lines.len > 0) {
		coop_view line = coop_view_of(lines.ptr);
		const char *colon = memchr(line.ptr, ':', line.len);
		if (colon) {
			const char *text = colon + 1 + strspn(colon + 1, " ");
			ZVAL_STRINGL(&value, text, (size_t) (line.ptr + line.len - text));
			add_header(Z_ARRVAL_P(headers), (coop_view){line.ptr, (size_t) (colon - line.ptr)}, &value);
		}
		lines.ptr += line.len + 1;
		lines.len -= line.len + 1;
	}
	coop_view body = coop_buffer_view(&answer->body);
	ZVAL_LONG(OBJ_PROP_NUM(Z_OBJ(response), PHP_COOP_RESPONSE_STATUS), answer->status);
	ZVAL_STRINGL(OBJ_PROP_NUM(Z_OBJ(response), PHP_COOP_RESPONSE_BODY), body.ptr, body.len);
	return Z_OBJ(response);
}

bool php_coop_response_read(zend_object *response, coop_http_answer *answer)
{
	zend_string *name;
	zval *values, *value;
	answer->status = (int) Z_LVAL_P(OBJ_PROP_NUM(response, PHP_COOP_RESPONSE_STATUS));
	ZEND_HASH_FOREACH_STR_KEY_VAL(Z_ARRVAL_P(OBJ_PROP_NUM(response, PHP_COOP_RESPONSE_HEADERS)), name, values) {
		if (!name) {
			continue;
		}
		ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(values), value) {
			if (php_coop_has_control_character(php_coop_view(Z_STR_P(value)))) {
				return false;
			}
			coop_buffer_append(&answer->header_lines, php_coop_view(name));
			coop_buffer_append(&answer->header_lines, COOP_VIEW(": "));
			coop_buffer_append(&answer->header_lines, php_coop_view(Z_STR_P(value)));
			coop_buffer_append_byte(&answer->header_lines, '\0');
		}
		ZEND_HASH_FOREACH_END();
	}
	ZEND_HASH_FOREACH_END();
	coop_buffer_append(&answer->body, php_coop_view(php_coop_property_string(response, PHP_COOP_RESPONSE_BODY)));
	return !answer->header_lines.failed && !answer->body.failed;
}

void php_coop_response_minit(void)
{
	php_coop_ce_Response = register_class_Coop_Response();
	php_coop_plain_minit(php_coop_ce_Response);
}
