/* SPDX-License-Identifier: MIT */
#include "token_set.h"
#include "convert.h"

#include "php_coop.h"
#include "core/secret.h"
#include "ext/date/php_date.h"
#include "ext/json/php_json.h"
#include "zend_attributes.h"
#include "zend_exceptions.h"
#include "stubs/token_set_arginfo.h"

zend_class_entry *php_coop_ce_TokenSet;

static zend_object_handlers handlers;

static void init_instant(zend_object *object, uint32_t slot, bool known, coop_instant instant)
{
	if (known) {
		php_coop_zval_instant(OBJ_PROP_NUM(object, slot), instant);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(object, slot));
	}
}

static zend_string *copy_or_null(zend_string *string)
{
	return string ? zend_string_copy(string) : NULL;
}

static int lifetime_of(const php_coop_token_parts *parts)
{
	return parts->default_lifetime ? parts->default_lifetime : PHP_COOP_DEFAULT_LIFETIME;
}

zend_object *php_coop_token_set_new(const php_coop_token_parts *parts)
{
	zval value;
	object_init_ex(&value, php_coop_ce_TokenSet);
	zend_object *object = Z_OBJ(value);
	php_coop_token_set *self = php_coop_token_set_of(object);

	self->access_token = copy_or_null(parts->access_token);
	self->refresh_token = copy_or_null(parts->refresh_token);
	self->id_token = copy_or_null(parts->id_token);
	self->extra = parts->extra;
	self->expiry_known = parts->expiry_known;
	self->expires_at = parts->expires_at;
	self->received_known = parts->received_known;
	self->received_at = parts->received_at;
	self->default_lifetime = lifetime_of(parts);

	if (parts->token_type) {
		ZVAL_STR_COPY(OBJ_PROP_NUM(object, PHP_COOP_TOKEN_SET_TOKEN_TYPE), parts->token_type);
	} else {
		ZVAL_STRING(OBJ_PROP_NUM(object, PHP_COOP_TOKEN_SET_TOKEN_TYPE), "Bearer");
	}
	init_instant(object, PHP_COOP_TOKEN_SET_EXPIRES_AT, parts->expiry_known, parts->expires_at);
	init_instant(object, PHP_COOP_TOKEN_SET_RECEIVED_AT, parts->received_known, parts->received_at);
	init_instant(object, PHP_COOP_TOKEN_SET_REFRESH_TOKEN_EXPIRES_AT, parts->refresh_expiry_known,
		parts->refresh_token_expires_at);
	if (parts->scope) {
		php_coop_zval_scope(OBJ_PROP_NUM(object, PHP_COOP_TOKEN_SET_SCOPE), php_coop_view(parts->scope));
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(object, PHP_COOP_TOKEN_SET_SCOPE));
	}
	return object;
}

coop_instant php_coop_parts_expiry(const php_coop_token_parts *parts)
{
	if (parts->expiry_known) {
		return parts->expires_at;
	}
	return coop_instant_add(parts->received_known ? parts->received_at : coop_instant_now(), lifetime_of(parts));
}

coop_instant php_coop_token_set_stored_expiry(const php_coop_token_set *tokens)
{
	const php_coop_token_parts parts = {
		.expiry_known = tokens->expiry_known,
		.expires_at = tokens->expires_at,
		.received_known = tokens->received_known,
		.received_at = tokens->received_at,
		.default_lifetime = tokens->default_lifetime,
	};
	return php_coop_parts_expiry(&parts);
}

static bool same_token(const zend_string *a, const zend_string *b)
{
	return !a == !b && coop_secret_equals(php_coop_view(a), php_coop_view(b));
}

bool php_coop_token_set_holds(const php_coop_token_set *tokens, zend_string *access_token, zend_string *refresh_token)
{
	return same_token(tokens->access_token, access_token) && same_token(tokens->refresh_token, refresh_token);
}

bool php_coop_token_set_never_expires(const php_coop_token_set *tokens)
{
	return tokens->access_token && !tokens->refresh_token && !tokens->expiry_known;
}

bool php_coop_token_set_expired(const php_coop_token_set *tokens, int64_t leeway, coop_instant now)
{
	if (php_coop_token_set_never_expires(tokens)) {
		return false;
	}
	if (!tokens->expiry_known && !tokens->received_known) {
		return true;
	}
	return php_coop_token_set_stored_expiry(tokens) <= coop_instant_add(now, leeway);
}

/* ---- Methods ----------------------------------------------------------------------------------------------------- */

static php_coop_token_set *this_set(zval *this_value)
{
	return php_coop_token_set_of(Z_OBJ_P(this_value));
}

PHP_METHOD(Coop_TokenSet, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE(); /* the constructor is private, so only reflection comes here */
	zend_throw_error(NULL, "Coop\\TokenSet cannot be made by its constructor: use Coop\\TokenSet::fromArray()");
}

PHP_METHOD(Coop_TokenSet, accessToken)
{
	ZEND_PARSE_PARAMETERS_NONE();
	zend_string *token = this_set(ZEND_THIS)->access_token;
	RETURN_STR(token ? zend_string_copy(token) : ZSTR_EMPTY_ALLOC());
}

static void return_string_or_null(zval *return_value, zend_string *string)
{
	if (string) {
		RETURN_STR_COPY(string);
	}
	RETURN_NULL();
}

PHP_METHOD(Coop_TokenSet, refreshToken)
{
	ZEND_PARSE_PARAMETERS_NONE();
	return_string_or_null(return_value, this_set(ZEND_THIS)->refresh_token);
}

PHP_METHOD(Coop_TokenSet, idToken)
{
	ZEND_PARSE_PARAMETERS_NONE();
	return_string_or_null(return_value, this_set(ZEND_THIS)->id_token);
}

PHP_METHOD(Coop_TokenSet, isExpired)
{
	zend_long leeway = 0;
	zend_object *now_object = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(leeway)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(now_object, php_date_get_interface_ce())
	ZEND_PARSE_PARAMETERS_END();
	coop_instant now = coop_instant_now();
	if (now_object && !php_coop_instant_of(now_object, &now)) {
		RETURN_THROWS();
	}
	RETURN_BOOL(php_coop_token_set_expired(this_set(ZEND_THIS), leeway, now));
}

PHP_METHOD(Coop_TokenSet, extra)
{
	ZEND_PARSE_PARAMETERS_NONE();
	HashTable *extra = this_set(ZEND_THIS)->extra;
	if (!extra) {
		RETURN_EMPTY_ARRAY();
	}
	RETURN_ARR(zend_array_dup(extra));
}

PHP_METHOD(Coop_TokenSet, equals)
{
	zend_object *other_object;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(other_object, php_coop_ce_TokenSet)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_token_set *self = this_set(ZEND_THIS), *other = php_coop_token_set_of(other_object);
	bool access = same_token(self->access_token, other->access_token);
	bool refresh = same_token(self->refresh_token, other->refresh_token);
	bool id = same_token(self->id_token, other->id_token);
	RETURN_BOOL(access & refresh & id);
}

PHP_METHOD(Coop_TokenSet, jsonSerialize)
{
	ZEND_PARSE_PARAMETERS_NONE();
	zend_throw_error(
		NULL, "Coop\\TokenSet cannot be written as JSON, because JSON would show its tokens: use toArray()");
}

/* ---- toArray() and fromArray() ----------------------------------------------------------------------------------- */

static void add_string(zval *array, const char *name, zend_string *string)
{
	if (string) {
		add_assoc_str(array, name, zend_string_copy(string));
	}
}

static void add_instant(zval *array, const char *name, zend_object *object, uint32_t slot)
{
	zval *date = OBJ_PROP_NUM(object, slot);
	coop_instant instant;
	if (Z_TYPE_P(date) == IS_OBJECT && php_coop_instant_of(Z_OBJ_P(date), &instant)) {
		zval number;
		php_coop_zval_integer(&number, instant);
		add_assoc_zval(array, name, &number);
	}
}

PHP_METHOD(Coop_TokenSet, toArray)
{
	ZEND_PARSE_PARAMETERS_NONE();
	zend_object *object = Z_OBJ_P(ZEND_THIS);
	php_coop_token_set *self = php_coop_token_set_of(object);
	array_init(return_value);
	add_string(return_value, "access_token", self->access_token);
	add_string(return_value, "token_type", php_coop_property_string(object, PHP_COOP_TOKEN_SET_TOKEN_TYPE));
	add_string(return_value, "refresh_token", self->refresh_token);
	add_string(return_value, "id_token", self->id_token);
	zval *scope = OBJ_PROP_NUM(object, PHP_COOP_TOKEN_SET_SCOPE);
	if (Z_TYPE_P(scope) == IS_ARRAY) {
		Z_TRY_ADDREF_P(scope);
		add_assoc_zval(return_value, "scope", scope);
	}
	add_instant(return_value, "expires_at", object, PHP_COOP_TOKEN_SET_EXPIRES_AT);
	add_instant(return_value, "received_at", object, PHP_COOP_TOKEN_SET_RECEIVED_AT);
	add_instant(return_value, "refresh_token_expires_at", object, PHP_COOP_TOKEN_SET_REFRESH_TOKEN_EXPIRES_AT);
	if (self->extra) {
		zval extra;
		ZVAL_ARR(&extra, zend_array_dup(self->extra));
		add_assoc_zval(return_value, "extra", &extra);
	}
}

/* Reads a member that is a string; borrowed; NULL if it is absent, null or empty. Like all functions that follow,
 * returns false if an exception is pending. */
static bool read_string(HashTable *array, const char *name, zend_string **string)
{
	zval *value = zend_hash_str_find_deref(array, name, strlen(name));
	*string = NULL;
	if (!value || Z_TYPE_P(value) == IS_NULL) {
		return true;
	}
	if (Z_TYPE_P(value) != IS_STRING) {
		zend_argument_value_error(1, "must have a string as \"%s\"", name);
		return false;
	}
	*string = Z_STRLEN_P(value) > 0 ? Z_STR_P(value) : NULL;
	return true;
}

static bool read_instant(HashTable *array, const char *name, bool *known, coop_instant *instant)
{
	zval *value = zend_hash_str_find_deref(array, name, strlen(name));
	if (!value || Z_TYPE_P(value) == IS_NULL) {
		return true;
	}
	*known = true;
	if (php_coop_integer_of(value, instant)) {
		return true;
	}
	if (Z_TYPE_P(value) == IS_OBJECT && instanceof_function(Z_OBJCE_P(value), php_date_get_interface_ce())) {
		return php_coop_instant_of(Z_OBJ_P(value), instant);
	}
	zend_argument_value_error(1, "must have Unix seconds as \"%s\"", name);
	return false;
}

/* Reads the scope, which is a string or a list of strings. `owned` receives an owned string, or NULL if there is no
 * scope. */
static bool read_scope(HashTable *array, zend_string **owned)
{
	zval *value = zend_hash_str_find_deref(array, "scope", strlen("scope"));
	*owned = NULL;
	if (!value || Z_TYPE_P(value) == IS_NULL) {
		return true;
	}
	if (Z_TYPE_P(value) == IS_STRING) {
		*owned = zend_string_copy(Z_STR_P(value));
		return true;
	}
	if (Z_TYPE_P(value) == IS_ARRAY) {
		*owned = php_coop_scope(Z_ARRVAL_P(value), 1);
		if (*owned) {
			return true;
		}
		zend_clear_exception(); /* its message says that the argument itself is a scope */
	}
	zend_argument_value_error(1, "must have a list of strings without spaces, or one string, as \"scope\"");
	return false;
}

/* Reads the member expires_at, or else expires_in, which counts from now. */
static bool read_expiry(HashTable *array, php_coop_token_parts *parts)
{
	if (!read_instant(array, "expires_at", &parts->expiry_known, &parts->expires_at)) {
		return false;
	}
	zval *value = zend_hash_str_find_deref(array, "expires_in", strlen("expires_in"));
	if (parts->expiry_known || !value || Z_TYPE_P(value) == IS_NULL) {
		return true;
	}
	int64_t seconds;
	if (!php_coop_integer_of(value, &seconds)) {
		zend_argument_value_error(1, "must have a number of seconds as \"expires_in\"");
		return false;
	}
	parts->expiry_known = true;
	parts->expires_at = coop_instant_add(coop_instant_now(), MIN(MAX(seconds, 0), COOP_LIFETIME_MAXIMUM));
	return true;
}

static bool read_extra(HashTable *array, HashTable **extra)
{
	zval *value = zend_hash_str_find_deref(array, "extra", strlen("extra"));
	if (!value || Z_TYPE_P(value) == IS_NULL) {
		return true;
	}
	if (Z_TYPE_P(value) != IS_ARRAY) {
		zend_argument_value_error(1, "must have an array as \"extra\"");
		return false;
	}
	*extra =
		zend_hash_num_elements(Z_ARRVAL_P(value)) > 0 ? php_coop_array_copy_without_secrets(Z_ARRVAL_P(value)) : NULL;
	return true;
}

/* The caller frees `scope` even if this returns false. `extra`, which php_coop_token_set_new() takes over, is read
 * last, so it need not be freed after a failure. The other parts are borrowed from the array. */
static bool read_parts(HashTable *array, php_coop_token_parts *parts, zend_string **scope)
{
	bool strings = read_string(array, "access_token", &parts->access_token) &&
		read_string(array, "refresh_token", &parts->refresh_token) &&
		read_string(array, "id_token", &parts->id_token) && read_string(array, "token_type", &parts->token_type);
	if (!strings) {
		return false;
	}
	if (!parts->access_token && !parts->refresh_token) {
		zend_argument_value_error(1, "must have \"access_token\" or \"refresh_token\"");
		return false;
	}
	if (!read_scope(array, scope)) {
		return false;
	}
	parts->scope = *scope;
	return read_expiry(array, parts) &&
		read_instant(array, "received_at", &parts->received_known, &parts->received_at) &&
		read_instant(
			array, "refresh_token_expires_at", &parts->refresh_expiry_known, &parts->refresh_token_expires_at) &&
		read_extra(array, &parts->extra);
}

PHP_METHOD(Coop_TokenSet, fromArray)
{
	HashTable *array;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY_HT(array)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_token_parts parts = {0};
	zend_string *scope = NULL;
	if (read_parts(array, &parts, &scope)) {
		ZVAL_OBJ(return_value, php_coop_token_set_new(&parts));
	}
	if (scope) {
		zend_string_release(scope);
	}
}

/* ---- The object -------------------------------------------------------------------------------------------------- */

static zend_object *create(zend_class_entry *class_entry)
{
	php_coop_token_set *self = zend_object_alloc(sizeof(*self), class_entry);
	php_coop_object_init(&self->std, class_entry, &handlers);
	return &self->std;
}

static void free_object(zend_object *object)
{
	php_coop_token_set *self = php_coop_token_set_of(object);
	php_coop_secret_release(self->access_token);
	php_coop_secret_release(self->refresh_token);
	php_coop_secret_release(self->id_token);
	if (self->extra) {
		zend_array_release(self->extra);
	}
	zend_object_std_dtor(object);
}

void php_coop_token_set_minit(void)
{
	php_coop_ce_TokenSet = register_class_Coop_TokenSet(php_json_serializable_ce);
	php_coop_ce_TokenSet->create_object = create;
	php_coop_handlers_init(&handlers, offsetof(php_coop_token_set, std), free_object);
}
