/* SPDX-License-Identifier: MIT */
#include "login.h"
#include "pending_logins.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "core/crypto.h"
#include "core/encoding.h"
#include "core/instant.h"
#include "zend_exceptions.h"
#include "stubs/login_arginfo.h"

#define RANDOM_BYTES 32 /* 43 characters of base64url, the least that RFC 7636 section 4.1 allows */
#define URL_MAXIMUM (32 * 1024) /* bytes */

zend_class_entry *php_coop_ce_AuthorizationCode;

static zend_object_handlers handlers;

/* ---- Starting a login -------------------------------------------------------------------------------------------- */

static zend_string *random_text(void)
{
	unsigned char bytes[RANDOM_BYTES];
	coop_buffer text;
	zend_string *result = NULL;
	coop_buffer_init(&text, 64);
	if (coop_random(bytes, sizeof(bytes)) && coop_encode_base64url(&text, (coop_view){(char *) bytes, sizeof(bytes)})) {
		result = php_coop_string(coop_buffer_view(&text));
	} else {
		zend_throw_error(NULL, "OpenSSL's random generator failed");
	}
	explicit_bzero(bytes, sizeof(bytes));
	coop_buffer_clear(&text);
	return result;
}

/* RFC 7636 section 4.2: BASE64URL(SHA256(verifier)). */
static bool append_challenge(coop_buffer *url, zend_string *verifier)
{
	unsigned char digest[COOP_SHA256_SIZE];
	coop_buffer challenge;
	coop_buffer_init(&challenge, 64);
	bool done = coop_sha256(php_coop_view(verifier), digest) &&
		coop_encode_base64url(&challenge, (coop_view){(char *) digest, sizeof(digest)}) &&
		coop_encode_form_pair(url, COOP_VIEW("code_challenge"), coop_buffer_view(&challenge)) &&
		coop_encode_form_pair(url, COOP_VIEW("code_challenge_method"), COOP_VIEW("S256"));
	coop_buffer_clear(&challenge);
	return done;
}

/* Appends the parameters whose names are not in `others`. */
static void append_parameters(coop_buffer *url, HashTable *parameters, HashTable *others)
{
	zend_string *name;
	zval *value;
	ZEND_HASH_FOREACH_STR_KEY_VAL(parameters, name, value) {
		if (zend_hash_exists(others, name)) {
			continue;
		}
		zend_string *text = php_coop_parameter_string(value);
		coop_encode_form_pair(url, php_coop_view(name), php_coop_view(text));
		zend_string_release(text);
	}
	ZEND_HASH_FOREACH_END();
}

/* RFC 6749 section 4.1.1. */
static zend_string *build_url(php_coop_client *client, zend_string *redirect_uri, zend_string *scope,
	HashTable *parameters, zend_string *state, zend_string *verifier)
{
	zend_object *provider = php_coop_client_provider(client);
	coop_view endpoint = php_coop_view(php_coop_client_endpoint(client, PHP_COOP_PROVIDER_AUTHORIZATION_ENDPOINT));
	coop_buffer url;
	coop_buffer_init(&url, URL_MAXIMUM);
	coop_buffer_append(&url, endpoint);
	if (!memchr(endpoint.ptr, '?', endpoint.len)) {
		coop_buffer_append_byte(&url, '?');
	}
	coop_encode_form_pair(&url, COOP_VIEW("response_type"), COOP_VIEW("code"));
	coop_encode_form_pair(&url, COOP_VIEW("client_id"), php_coop_view(php_coop_client_id(client)));
	coop_encode_form_pair(&url, COOP_VIEW("redirect_uri"), php_coop_view(redirect_uri));
	if (ZSTR_LEN(scope) > 0) {
		coop_encode_form_pair(&url, COOP_VIEW("scope"), php_coop_view(scope));
	}
	coop_encode_form_pair(&url, COOP_VIEW("state"), php_coop_view(state));
	bool complete = !verifier || append_challenge(&url, verifier);
	append_parameters(&url, Z_ARRVAL_P(OBJ_PROP_NUM(provider, PHP_COOP_PROVIDER_AUTHORIZATION_PARAMETERS)), parameters);
	append_parameters(&url, parameters, (HashTable *) &zend_empty_array);
	zend_string *result = NULL;
	if (complete && !url.failed) {
		result = php_coop_string(coop_buffer_view(&url));
	} else {
		zend_value_error("The authorization URL is longer than %d bytes", URL_MAXIMUM);
	}
	coop_buffer_clear(&url);
	return result;
}

zend_string *php_coop_login_start(
	php_coop_client *client, zval *session, zend_string *scope, HashTable *parameters, HashTable *context)
{
	zend_string *redirect_uri = php_coop_property_string(&client->std, PHP_COOP_CLIENT_REDIRECT_URI);
	zval *pkce = OBJ_PROP_NUM(php_coop_client_provider(client), PHP_COOP_PROVIDER_PKCE);
	HashTable *logins = php_coop_pending_logins(session);
	if (!logins) {
		return NULL;
	}
	zend_string *state = random_text();
	zend_string *verifier = state && Z_TYPE_P(pkce) == IS_TRUE ? random_text() : NULL;
	zend_string *url = NULL;
	if (!EG(exception)) {
		url = build_url(client, redirect_uri, scope, parameters, state, verifier);
	}
	if (url) {
		php_coop_pending_add(client, logins, state, verifier, redirect_uri, scope, context);
	}
	php_coop_secret_release(state);
	php_coop_secret_release(verifier);
	return url;
}

/* ---- Reading the callback ---------------------------------------------------------------------------------------- */

enum { STATE, CODE, ISSUER, ERROR, ERROR_DESCRIPTION, ERROR_URI, PARAMETERS };

static const char *const PARAMETER_NAMES[] = {
	[STATE] = "state",
	[CODE] = "code",
	[ISSUER] = "iss",
	[ERROR] = "error",
	[ERROR_DESCRIPTION] = "error_description",
	[ERROR_URI] = "error_uri",
};
_Static_assert(COOP_COUNT(PARAMETER_NAMES) == PARAMETERS, "every parameter has its name");

/* The parameters of the raw query string. $_GET would hide it if a parameter is there twice. */
typedef struct callback_query {
	coop_buffer values[PARAMETERS]; /* owned; `len` is 0 if the parameter is empty or absent */
	const char *duplicate; /* the name of a parameter that is there twice; NULL if there is none */
} callback_query;

static int parameter_number(coop_view name)
{
	for (int i = 0; i < PARAMETERS; i++) {
		if (coop_view_equals(name, coop_view_of(PARAMETER_NAMES[i]))) {
			return i;
		}
	}
	return -1;
}

static coop_view query_of(zend_string *callback_url)
{
	coop_view query = php_coop_view(callback_url);
	const char *fragment = memchr(query.ptr, '#', query.len);
	if (fragment) {
		query.len = (size_t) (fragment - query.ptr);
	}
	bool is_url = coop_view_starts_with(query, COOP_VIEW("http://")) ||
		coop_view_starts_with(query, COOP_VIEW("https://")) || coop_view_starts_with(query, COOP_VIEW("/")) ||
		coop_view_starts_with(query, COOP_VIEW("?"));
	if (!is_url) {
		return query; /* a bare query string, in which '?' has no meaning */
	}
	const char *mark = memchr(query.ptr, '?', query.len);
	return mark ? (coop_view){mark + 1, (size_t) (query.ptr + query.len - mark - 1)} : COOP_VIEW("");
}

/* If a callback has several states, the logins of all of them are used up. Otherwise an attacker could append a state
 * to the callback and so keep the login alive. */
static void parse_callback(zend_string *callback_url, HashTable *logins, callback_query *callback, zval *found)
{
	coop_view query = query_of(callback_url), name, value;
	bool seen[PARAMETERS] = {false};
	coop_buffer decoded_name;
	coop_buffer_init(&decoded_name, URL_MAXIMUM);
	for (int i = 0; i < PARAMETERS; i++) {
		coop_buffer_init(&callback->values[i], URL_MAXIMUM);
	}
	callback->duplicate = NULL;
	while (coop_form_next(&query, &name, &value)) {
		coop_buffer_reset(&decoded_name);
		coop_decode_form(&decoded_name, name);
		int number = parameter_number(coop_buffer_view(&decoded_name));
		if (number < 0) {
			continue;
		}
		if (seen[number]) {
			callback->duplicate = PARAMETER_NAMES[number];
		}
		seen[number] = true;
		coop_buffer_reset(&callback->values[number]);
		coop_decode_form(&callback->values[number], value);
		if (number == STATE) {
			php_coop_pending_use_up(logins, coop_buffer_view(&callback->values[STATE]), found);
		}
	}
	coop_buffer_clear(&decoded_name);
}

static bool is_same(zend_string *a, zend_string *b)
{
	return a && b && zend_string_equals(a, b);
}

/* A code must never be sent to another server than the one that gave it, RFC 9700 section 4.4. */
static bool comes_from_elsewhere(php_coop_client *client, coop_view iss, zval *found)
{
	zend_string *issuer = php_coop_pending_string(found, "issuer");
	return !is_same(php_coop_pending_string(found, "client_id"), php_coop_client_id(client)) ||
		!is_same(php_coop_pending_string(found, "token_endpoint"),
			php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT)) ||
		(issuer && iss.len > 0 && !coop_view_equals(iss, php_coop_view(issuer)));
}

/* What is wrong with a callback. */
typedef struct callback_fault {
	const char *reason; /* CallbackException::$reason; NULL if nothing is */
	const char *words; /* what follows upon 'The callback of the provider "x"' */
} callback_fault;

static callback_fault judge_state(const callback_query *callback, bool session_is_empty, zval *found)
{
	if (callback->values[STATE].len == 0) {
		return (callback_fault){"state_missing", "has no state"};
	}
	if (session_is_empty) {
		return (callback_fault){"session_empty",
			"comes to a session in which no login was started: the session's cookie did not arrive (SameSite=Strict, "
			"another "
			"host, another scheme), or the session has ended"};
	}
	if (Z_TYPE_P(found) != IS_ARRAY) {
		return (callback_fault){"state_unknown", "has a state that is none of this session's logins"};
	}
	if (php_coop_pending_has_ended(found)) {
		return (callback_fault){
			"state_expired", "belongs to a login that was started more than 10 minutes ago: start a new one"};
	}
	if (php_coop_pending_is_used(found)) {
		return (callback_fault){
			"state_used", "belongs to a login that was used already: it is a second click, or a reload"};
	}
	return (callback_fault){NULL, NULL};
}

static callback_fault judge_callback(
	php_coop_client *client, const callback_query *callback, bool session_is_empty, zval *found)
{
	if (callback->duplicate) {
		return (callback_fault){"duplicate_parameter", "has a parameter twice"};
	}
	callback_fault fault = judge_state(callback, session_is_empty, found);
	if (fault.reason) {
		return fault;
	}
	if (comes_from_elsewhere(client, coop_buffer_view(&callback->values[ISSUER]), found)) {
		return (callback_fault){
			"issuer_mismatch", "comes from another authorization server or client than the login was started with"};
	}
	if (callback->values[CODE].len == 0 && callback->values[ERROR].len == 0) {
		return (callback_fault){"code_missing", "has neither code nor error"};
	}
	return fault;
}

/* Returns an exception that says what is wrong with the callback, or what the server has refused; owned; NULL if all is
 * well. */
static zend_object *callback_exception(
	php_coop_client *client, const callback_query *callback, bool session_is_empty, zval *found)
{
	HashTable *context = php_coop_pending_context(found);
	callback_fault fault = judge_callback(client, callback, session_is_empty, found);
	if (fault.reason) {
		zend_string *message =
			zend_strpprintf(0, "The callback of the provider \"%s\" %s%s%s", php_coop_client_provider_name(client),
				fault.words, callback->duplicate ? ": " : "", callback->duplicate ? callback->duplicate : "");
		zend_object *exception = php_coop_callback_exception(fault.reason, ZSTR_VAL(message), context);
		zend_string_release(message);
		return exception;
	}
	if (callback->values[ERROR].len == 0) {
		return NULL;
	}
	coop_view description = coop_buffer_view(&callback->values[ERROR_DESCRIPTION]);
	coop_view uri = coop_buffer_view(&callback->values[ERROR_URI]);
	return php_coop_callback_oauth_error(php_coop_client_provider_name(client),
		coop_buffer_view(&callback->values[ERROR]), description.len ? description : COOP_VIEW_NONE,
		uri.len ? uri : COOP_VIEW_NONE, context);
}

static zend_object *new_authorization_code(php_coop_client *client, const callback_query *callback, zval *found)
{
	zval object;
	object_init_ex(&object, php_coop_ce_AuthorizationCode);
	php_coop_authorization_code *self = php_coop_authorization_code_of(Z_OBJ(object));
	zend_string *verifier = php_coop_pending_string(found, "code_verifier");
	zend_string *redirect_uri = php_coop_pending_string(found, "redirect_uri");
	self->code = php_coop_string(coop_buffer_view(&callback->values[CODE]));
	self->code_verifier = verifier ? zend_string_copy(verifier) : NULL;
	self->redirect_uri = redirect_uri ? zend_string_copy(redirect_uri) : NULL;
	self->token_endpoint = zend_string_copy(php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT));

	HashTable *context = php_coop_pending_context(found);
	zend_string *scope = php_coop_pending_string(found, "scope");
	php_coop_property_init_array(Z_OBJ(object), 0, context ? context : (HashTable *) &zend_empty_array);
	php_coop_zval_scope(OBJ_PROP_NUM(Z_OBJ(object), 1), scope ? php_coop_view(scope) : COOP_VIEW(""));
	return Z_OBJ(object);
}

zend_object *php_coop_login_read_callback(php_coop_client *client, zval *session, zend_string *callback_url)
{
	zval found;
	callback_query callback;
	zend_object *code = NULL;
	ZVAL_UNDEF(&found);
	bool has_list = zend_hash_str_exists(Z_ARRVAL_P(session), PHP_COOP_SESSION_KEY, strlen(PHP_COOP_SESSION_KEY));
	HashTable *logins = php_coop_pending_logins(session);
	if (!logins) {
		return NULL;
	}
	bool session_is_empty = zend_hash_num_elements(logins) == 0;
	parse_callback(callback_url, logins, &callback, &found);
	if (!has_list) {
		zend_hash_str_del(Z_ARRVAL_P(session), PHP_COOP_SESSION_KEY, strlen(PHP_COOP_SESSION_KEY));
	}
	zend_object *exception = callback_exception(client, &callback, session_is_empty, &found);
	if (exception) {
		php_coop_throw(exception);
	} else {
		code = new_authorization_code(client, &callback, &found);
	}
	for (int i = 0; i < PARAMETERS; i++) {
		coop_buffer_clear(&callback.values[i]);
	}
	zval_ptr_dtor(&found);
	return code;
}

/* ---- AuthorizationCode ------------------------------------------------------------------------------------------- */

PHP_METHOD(Coop_AuthorizationCode, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE(); /* the constructor is private, so only reflection comes here */
	zend_throw_error(
		NULL, "Coop\\AuthorizationCode cannot be made by its constructor: use Coop\\Client::readCallback()");
}

static zend_object *create(zend_class_entry *class_entry)
{
	php_coop_authorization_code *self = zend_object_alloc(sizeof(*self), class_entry);
	php_coop_object_init(&self->std, class_entry, &handlers);
	return &self->std;
}

static void free_object(zend_object *object)
{
	php_coop_authorization_code *self = php_coop_authorization_code_of(object);
	php_coop_secret_release(self->code);
	php_coop_secret_release(self->code_verifier);
	if (self->redirect_uri) {
		zend_string_release(self->redirect_uri);
	}
	if (self->token_endpoint) {
		zend_string_release(self->token_endpoint);
	}
	zend_object_std_dtor(object);
}

void php_coop_login_minit(void)
{
	php_coop_ce_AuthorizationCode = register_class_Coop_AuthorizationCode();
	php_coop_ce_AuthorizationCode->create_object = create;
	php_coop_handlers_init(&handlers, offsetof(php_coop_authorization_code, std), free_object);
}
