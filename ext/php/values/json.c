/* SPDX-License-Identifier: MIT */
#include "json.h"
#include "convert.h"
#include "object.h"

#include "core/encoding.h"
#include "ext/json/php_json.h"
#include "ext/json/php_json_parser.h"
#include "zend_smart_str.h"

#define JSON_DEPTH 32
#define PLAIN_ERROR_MAXIMUM 512 /* bytes */

/* ---- PHP's JSON parser, made stricter ---------------------------------------------------------------------------- */

/* Two members of one name are refused, because two programs could read such an object in two ways. */

typedef struct strict_parser {
	php_json_parser parser; /* the first member, since callbacks cast its address to strict_parser */
	int top; /* the parser's depth in the outermost object */
	bool two_refresh_tokens;
} strict_parser;

static int create_array(php_json_parser *parser, zval *array)
{
	array_init(array);
	return SUCCESS;
}

static int append(php_json_parser *parser, zval *array, zval *value)
{
	zend_hash_next_index_insert(Z_ARRVAL_P(array), value);
	return SUCCESS;
}

static int update_object(php_json_parser *parser, zval *object, zend_string *key, zval *value)
{
	strict_parser *strict = (strict_parser *) parser;
	bool is_duplicate = parser->depth == strict->top && zend_symtable_exists(Z_ARRVAL_P(object), key);
	if (is_duplicate) {
		strict->two_refresh_tokens = zend_string_equals_literal(key, "refresh_token");
		zval_ptr_dtor_nogc(value);
		zval_ptr_dtor_nogc(object); /* after a failure, the parser does not free what it was building */
		parser->scanner.errcode = PHP_JSON_ERROR_INVALID_PROPERTY_NAME;
	} else {
		zend_symtable_update(Z_ARRVAL_P(object), key, value);
	}
	zend_string_release_ex(key, 0);
	return is_duplicate ? FAILURE : SUCCESS;
}

static const php_json_parser_methods strict_methods = {
	.array_create = create_array,
	.array_append = append,
	.object_create = create_array,
	.object_update = update_object,
};

static char first_byte(coop_view body)
{
	size_t i = 0;
	while (i < body.len && strchr(" \t\r\n", body.ptr[i]) && body.ptr[i] != '\0') {
		i++;
	}
	return i < body.len ? body.ptr[i] : '\0';
}

/* Decodes a body that begins with `bracket`, '{' or '['. */
static bool decode(coop_view body, char bracket, zval *result, bool *two_refresh_tokens)
{
	ZVAL_UNDEF(result);
	if (first_byte(body) != bracket) {
		return false;
	}
	strict_parser strict = {.two_refresh_tokens = false};
	php_json_parser_init_ex(&strict.parser, result, body.ptr, body.len,
		PHP_JSON_OBJECT_AS_ARRAY | PHP_JSON_INVALID_UTF8_SUBSTITUTE, JSON_DEPTH, &strict_methods);
	strict.top = strict.parser.depth + 1;
	bool decoded = php_json_parse(&strict.parser) == 0 && Z_TYPE_P(result) == IS_ARRAY;
	if (!decoded) {
		zval_ptr_dtor(result);
		ZVAL_UNDEF(result);
	}
	*two_refresh_tokens = strict.two_refresh_tokens;
	return decoded;
}

bool php_coop_decode_object(coop_view body, zval *result)
{
	bool unused;
	return decode(body, '{', result, &unused);
}

/* ---- Forms, which some old servers send -------------------------------------------------------------------------- */

static bool add_form_member(HashTable *members, coop_view name, coop_view value)
{
	coop_buffer text;
	zval member;
	coop_buffer_init(&text, COOP_TOKEN_ANSWER_MAXIMUM);
	coop_decode_form(&text, value);
	coop_view decoded = coop_buffer_view(&text);
	ZVAL_STRINGL(&member, decoded.ptr, decoded.len);
	coop_buffer_reset(&text);
	coop_decode_form(&text, name);
	zend_string *key = php_coop_string(coop_buffer_view(&text));
	bool added = !text.failed && zend_symtable_find(members, key) == NULL;
	coop_buffer_clear(&text);
	if (added) {
		zend_symtable_update(members, key, &member);
	} else {
		zval_ptr_dtor(&member);
	}
	zend_string_release(key);
	return added;
}

static bool decode_form(coop_view body, zval *result)
{
	coop_view name, value;
	array_init(result);
	while (coop_form_next(&body, &name, &value)) {
		if (!add_form_member(Z_ARRVAL_P(result), name, value)) {
			zval_ptr_dtor(result);
			ZVAL_UNDEF(result);
			return false;
		}
	}
	return true;
}

/* An error may come as a form of any type. A form is nothing but a name, "=" and encoded texts. */
static bool is_form(coop_view body)
{
	static const char *const NAME = "abcdefghijklmnopqrstuvwxyz_";
	static const char *const TEXT = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789=&%+-_.~*:/()!'";
	size_t name = strspn(body.ptr, NAME);
	return name > 0 && name < body.len && body.ptr[name] == '=' && strspn(body.ptr, TEXT) == body.len;
}

static bool looks_like_form(coop_view body, coop_view content_type, bool success)
{
	return (!success && is_form(body)) ||
		coop_view_starts_with(content_type, COOP_VIEW("application/x-www-form-urlencoded")) ||
		coop_view_starts_with(body, COOP_VIEW("access_token=")) || coop_view_starts_with(body, COOP_VIEW("error="));
}

/* ---- Members to core's fields ------------------------------------------------------------------------------------ */

static coop_field field_of(zval *value)
{
	coop_field field = {.kind = COOP_FIELD_UNUSABLE};
	switch (Z_TYPE_P(value)) {
		case IS_NULL:
			field.kind = COOP_FIELD_NULL;
			break;
		case IS_STRING:
			field.text = php_coop_view(Z_STR_P(value));
			field.kind = php_coop_is_damaged(Z_STR_P(value)) ? COOP_FIELD_UNUSABLE : COOP_FIELD_TEXT;
			break;
		case IS_LONG:
			field.kind = COOP_FIELD_INTEGER;
			field.integer = Z_LVAL_P(value);
			break;
		case IS_DOUBLE:
			/* JSON has no infinity, so an infinite value was a number of several hundred digits. */
			field.kind = COOP_FIELD_NUMBER;
			field.number = zend_isinf(Z_DVAL_P(value)) ? (Z_DVAL_P(value) > 0 ? 1e300 : -1e300) : Z_DVAL_P(value);
			break;
	}
	return field;
}

static coop_field member(HashTable *members, const char *name)
{
	zval *value = zend_hash_str_find(members, name, strlen(name));
	return value ? field_of(value) : (coop_field){.kind = COOP_FIELD_ABSENT};
}

static coop_field first_member(HashTable *members, const char *const *names)
{
	coop_field field = {.kind = COOP_FIELD_ABSENT};
	for (; *names && field.kind == COOP_FIELD_ABSENT; names++) {
		field = member(members, *names);
	}
	return field;
}

/* Some servers send the scope as a list. */
static void join_scope(php_coop_decoded_answer *decoded)
{
	zval *list = zend_hash_str_find(Z_ARRVAL(decoded->members), "scope", strlen("scope")), *item;
	if (!list || Z_TYPE_P(list) != IS_ARRAY) {
		return;
	}
	smart_str text = {0};
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(list), item) {
		if (Z_TYPE_P(item) != IS_STRING || php_coop_is_damaged(Z_STR_P(item))) {
			smart_str_free(&text);
			return;
		}
		if (text.s) {
			smart_str_appendc(&text, ' ');
		}
		smart_str_append(&text, Z_STR_P(item));
	}
	ZEND_HASH_FOREACH_END();
	decoded->scope = smart_str_extract(&text);
	decoded->fields.scope = (coop_field){.kind = COOP_FIELD_TEXT, .text = php_coop_view(decoded->scope)};
}

/* Reads the claim `exp` of a JWT. The signature is not checked, since the expiry only decides when to refresh. */
static coop_field expiry_in_jwt(coop_field access_token)
{
	coop_field expiry = {.kind = COOP_FIELD_ABSENT};
	if (access_token.kind != COOP_FIELD_TEXT) {
		return expiry;
	}
	coop_view jwt = access_token.text;
	const char *payload = memchr(jwt.ptr, '.', jwt.len);
	if (!payload) {
		return expiry;
	}
	payload++;
	const char *behind = memchr(payload, '.', (size_t) (jwt.ptr + jwt.len - payload));
	if (!behind) {
		return expiry;
	}
	coop_buffer claims;
	zval decoded;
	coop_buffer_init(&claims, COOP_TOKEN_ANSWER_MAXIMUM);
	if (coop_decode_base64url(&claims, (coop_view){payload, (size_t) (behind - payload)}) &&
		php_coop_decode_object(coop_buffer_view(&claims), &decoded)) {
		expiry = member(Z_ARRVAL(decoded), "exp");
		if (expiry.kind != COOP_FIELD_INTEGER && expiry.kind != COOP_FIELD_NUMBER) {
			expiry = (coop_field){.kind = COOP_FIELD_ABSENT}; /* a text would end with `decoded` */
		}
		zval_ptr_dtor(&decoded);
	}
	coop_buffer_clear(&claims);
	return expiry;
}

static void read_fields(php_coop_decoded_answer *decoded, const coop_dialect *dialect)
{
	/* The others are those of Shopee, of Tuya and AliExpress, of Facebook and Stack Exchange, and of Azure. */
	static const char *const LIFETIMES[] = {"expires_in", "expire_in", "expire_time", "expires", NULL};
	static const char *const TIMESTAMPS[] = {"expires_at", "expires_on", NULL};
	static const char *const REFRESH_LIFETIMES[] = {
		"refresh_expires_in", "refresh_token_expires_in", "x_refresh_token_expires_in", NULL};
	HashTable *members = Z_ARRVAL(decoded->members);
	coop_token_fields *fields = &decoded->fields;
	fields->access_token = member(members, "access_token");
	fields->token_type = member(members, "token_type");
	fields->expires_in = first_member(members, LIFETIMES);
	fields->expires_in_sec = member(members, "expires_in_sec");
	fields->expires_at = first_member(members, TIMESTAMPS);
	fields->refresh_token = member(members, "refresh_token");
	fields->refresh_expires_in = first_member(members, REFRESH_LIFETIMES);
	fields->scope = member(members, "scope");
	fields->id_token = member(members, "id_token");
	fields->error = member(members, "error");
	fields->error_description = member(members, "error_description");
	fields->error_uri = member(members, "error_uri");
	join_scope(decoded);
	if (dialect->expiry_in_access_token) {
		fields->expiry_in_access_token = expiry_in_jwt(fields->access_token);
	}
}

/* ---- Errors ------------------------------------------------------------------------------------------------------ */

static bool has_token(HashTable *members)
{
	static const char *const TOKENS[] = {"access_token", "refresh_token"};
	for (size_t i = 0; i < COOP_COUNT(TOKENS); i++) {
		coop_field token = member(members, TOKENS[i]);
		if (token.kind != COOP_FIELD_ABSENT && token.kind != COOP_FIELD_NULL &&
			!(token.kind == COOP_FIELD_TEXT && token.text.len == 0)) {
			return true;
		}
	}
	return false;
}

/* Returns whether there is a token, be it one level down. */
static bool holds_token(HashTable *members)
{
	zval *value;
	if (has_token(members)) {
		return true;
	}
	ZEND_HASH_FOREACH_VAL(members, value) {
		if (Z_TYPE_P(value) == IS_ARRAY && has_token(Z_ARRVAL_P(value))) {
			return true;
		}
	}
	ZEND_HASH_FOREACH_END();
	return false;
}

static coop_field text_field(const zend_string *text)
{
	return (coop_field){.kind = text ? COOP_FIELD_TEXT : COOP_FIELD_ABSENT, .text = php_coop_view(text)};
}

static void read_error(php_coop_decoded_answer *decoded, HashTable *members, bool success)
{
	if (success && holds_token(members)) {
		return;
	}
	php_coop_error_words_find(members, success, &decoded->error);
	decoded->fields.holds_error = decoded->error.found;
	decoded->fields.error = text_field(decoded->error.code);
	decoded->fields.error_description = text_field(decoded->error.description);
}

/* Reads the first error of a list, such as Salesforce's [{"errorCode": ..., "message": ...}]. */
static void read_error_list(php_coop_decoded_answer *decoded, HashTable *list, bool success)
{
	const zval *first = zend_hash_index_find(list, 0);
	if (first && Z_TYPE_P(first) == IS_ARRAY) {
		read_error(decoded, Z_ARRVAL_P(first), success);
	}
}

/* A short text is shown and judged, but is no error that a body holds: bot walls send such texts too. */
static void read_plain_error(php_coop_decoded_answer *decoded, coop_view body, coop_view content_type)
{
	bool is_plain = content_type.len == 0 || coop_view_starts_with(content_type, COOP_VIEW("text/plain"));
	if (is_plain && body.len > 0 && body.len <= PLAIN_ERROR_MAXIMUM && !memchr(body.ptr, '<', body.len) &&
		!strchr("{[\"", first_byte(body))) {
		decoded->error.description = php_coop_string(body);
		decoded->fields.error_description = text_field(decoded->error.description);
	}
}

void php_coop_decode_token_answer(
	coop_view body, coop_view content_type, int status, const coop_dialect *dialect, php_coop_decoded_answer *decoded)
{
	bool success = status >= 200 && status <= 299, unused;
	zval list;
	memset(decoded, 0, sizeof(*decoded));
	ZVAL_UNDEF(&decoded->members);
	coop_buffer json;
	coop_buffer_init(&json, COOP_TOKEN_ANSWER_MAXIMUM);
	if (coop_unwrap_json(&json, body)) {
		body = coop_buffer_view(&json);
	}
	if (decode(body, '{', &decoded->members, &decoded->two_refresh_tokens) ||
		(looks_like_form(body, content_type, success) && decode_form(body, &decoded->members))) {
		read_fields(decoded, dialect);
		read_error(decoded, Z_ARRVAL(decoded->members), success);
	} else if (decode(body, '[', &list, &unused)) {
		read_error_list(decoded, Z_ARRVAL(list), success);
		zval_ptr_dtor(&list);
	} else if (!success) {
		read_plain_error(decoded, body, content_type);
	}
	coop_buffer_clear(&json);
}

/* The parser made new strings, which nobody else holds, so those that are tokens can be wiped. */
static void wipe(HashTable *members, const char *name)
{
	zval *value = zend_hash_str_find(members, name, strlen(name));
	if (value && Z_TYPE_P(value) == IS_STRING && !ZSTR_IS_INTERNED(Z_STR_P(value)) && Z_REFCOUNT_P(value) == 1) {
		explicit_bzero(Z_STRVAL_P(value), Z_STRLEN_P(value));
	}
}

void php_coop_decoded_answer_clear(php_coop_decoded_answer *decoded)
{
	if (Z_TYPE(decoded->members) == IS_ARRAY) {
		wipe(Z_ARRVAL(decoded->members), "access_token");
		wipe(Z_ARRVAL(decoded->members), "refresh_token");
		wipe(Z_ARRVAL(decoded->members), "id_token");
	}
	zval_ptr_dtor(&decoded->members);
	ZVAL_UNDEF(&decoded->members);
	php_coop_error_words_clear(&decoded->error);
	if (decoded->scope) {
		zend_string_release(decoded->scope);
		decoded->scope = NULL;
	}
}

HashTable *php_coop_decoded_answer_extra(const php_coop_decoded_answer *decoded)
{
	/* What TokenSet has properties for, if its name is no secret's. */
	static const char *const OWN[] = {"expires_in", "expires_in_sec", "expires_at", "scope", "refresh_expires_in"};
	zend_string *name;
	zend_ulong number;
	if (Z_TYPE(decoded->members) != IS_ARRAY) {
		return NULL;
	}
	HashTable *extra = php_coop_array_copy_without_secrets(Z_ARRVAL(decoded->members));
	for (size_t i = 0; i < COOP_COUNT(OWN); i++) {
		zend_hash_str_del(extra, OWN[i], strlen(OWN[i]));
	}
	ZEND_HASH_FOREACH_KEY(extra, number, name)
	{
		if (!name) {
			zend_hash_index_del(extra, number);
		}
	}
	ZEND_HASH_FOREACH_END();
	if (zend_hash_num_elements(extra) == 0) {
		zend_array_destroy(extra);
		return NULL;
	}
	return extra;
}
