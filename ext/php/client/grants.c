/* SPDX-License-Identifier: MIT */
#include "grants.h"
#include "login.h"
#include "token_endpoint.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"

/* The methods of Coop\Client that ask the token endpoint, and the two endpoints about a token (RFC 7009, RFC 7662). */

/* Declared by the class's generated header too, which only client.c may include. */
ZEND_METHOD(Coop_Client, exchangeCode);
ZEND_METHOD(Coop_Client, refresh);
ZEND_METHOD(Coop_Client, password);
ZEND_METHOD(Coop_Client, clientCredentials);
ZEND_METHOD(Coop_Client, requestTokens);
ZEND_METHOD(Coop_Client, introspect);
ZEND_METHOD(Coop_Client, revoke);

static php_coop_client *this_client(zval *this_value)
{
	return php_coop_client_of(Z_OBJ_P(this_value));
}

/* Sends a token request that was built, and turns its answer into a TokenSet or an exception. `old_refresh_token` is
 * carried over when the answer has none; NULL: none. */
static void finish_grant(php_coop_client *client, php_coop_token_call *call, uint32_t endpoint_slot,
	zend_string *old_refresh_token, zval *return_value)
{
	zend_string *endpoint = php_coop_client_endpoint(client, endpoint_slot);
	if (!endpoint) {
		endpoint = php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT);
	}
	php_coop_token_call_send(client, call, endpoint);
	php_coop_token_call_judge(client, call);
	if (call->result == PHP_COOP_TOKEN_TOKENS) {
		php_coop_token_parts parts;
		php_coop_token_call_parts(client, call, true, &parts);
		if (!parts.refresh_token) {
			parts.refresh_token = old_refresh_token;
		}
		ZVAL_OBJ(return_value, php_coop_token_set_new(&parts));
	} else {
		php_coop_throw(php_coop_token_call_exception(call, "The token endpoint"));
	}
}

static void perform_grant(php_coop_client *client, coop_grant grant, const coop_view values[COOP_GRANT_VALUES],
	uint32_t endpoint_slot, zend_string *old_refresh_token, zval *return_value)
{
	php_coop_token_call call;
	php_coop_token_call_init(&call);
	if (php_coop_token_call_build(client, &call, grant, values)) {
		finish_grant(client, &call, endpoint_slot, old_refresh_token, return_value);
	}
	php_coop_token_call_clear(&call);
}

void php_coop_exchange_code(php_coop_client *client, zend_object *code_object, zval *return_value)
{
	php_coop_authorization_code *code = php_coop_authorization_code_of(code_object);
	if (!code->token_endpoint ||
		!zend_string_equals(code->token_endpoint, php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT))) {
		zend_argument_value_error(1, "is of another provider");
		return;
	}
	if (code->exchanged) {
		zend_throw_error(NULL, "This authorization code was exchanged already; it works once");
		return;
	}
	code->exchanged = true;
	const coop_view values[COOP_GRANT_VALUES] = {
		php_coop_view(code->code), php_coop_view(code->redirect_uri), php_coop_view(code->code_verifier)};
	perform_grant(client, COOP_GRANT_AUTHORIZATION_CODE, values, PHP_COOP_PROVIDER_TOKEN_ENDPOINT, NULL, return_value);
}

PHP_METHOD(Coop_Client, exchangeCode)
{
	zend_object *code;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(code, php_coop_ce_AuthorizationCode)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_exchange_code(this_client(ZEND_THIS), code, return_value);
}

/* A scope that is empty is left out. */
static coop_view optional_scope(zend_string *scope)
{
	return ZSTR_LEN(scope) > 0 ? php_coop_view(scope) : COOP_VIEW_NONE;
}

PHP_METHOD(Coop_Client, refresh)
{
	zend_object *tokens;
	zend_string *text;
	HashTable *scope = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_OBJ_OF_CLASS_OR_STR(tokens, php_coop_ce_TokenSet, text)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT_OR_NULL(scope)
	ZEND_PARSE_PARAMETERS_END();
	zend_string *refresh_token = tokens ? php_coop_token_set_of(tokens)->refresh_token : text;
	if (!refresh_token || ZSTR_LEN(refresh_token) == 0) {
		zend_argument_value_error(1, "has no refresh token: the user has to log in again");
		RETURN_THROWS();
	}
	zend_string *scope_text = scope ? php_coop_scope(scope, 2) : NULL;
	if (scope && !scope_text) {
		RETURN_THROWS();
	}
	const coop_view values[COOP_GRANT_VALUES] = {
		php_coop_view(refresh_token), scope_text ? optional_scope(scope_text) : COOP_VIEW_NONE};
	perform_grant(this_client(ZEND_THIS), COOP_GRANT_REFRESH_TOKEN, values, PHP_COOP_PROVIDER_TOKEN_ENDPOINT,
		refresh_token, return_value);
	if (scope_text) {
		zend_string_release(scope_text);
	}
}

PHP_METHOD(Coop_Client, password)
{
	zend_string *username, *password;
	HashTable *scope = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_STR(username)
		Z_PARAM_STR(password)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(scope)
	ZEND_PARSE_PARAMETERS_END();
	zend_string *scope_text = php_coop_scope(scope ? scope : (HashTable *) &zend_empty_array, 3);
	if (!scope_text) {
		RETURN_THROWS();
	}
	const coop_view values[COOP_GRANT_VALUES] = {
		php_coop_view(username), php_coop_view(password), optional_scope(scope_text)};
	perform_grant(
		this_client(ZEND_THIS), COOP_GRANT_PASSWORD, values, PHP_COOP_PROVIDER_PASSWORD_ENDPOINT, NULL, return_value);
	zend_string_release(scope_text);
}

PHP_METHOD(Coop_Client, clientCredentials)
{
	HashTable *scope = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(scope)
	ZEND_PARSE_PARAMETERS_END();
	zend_string *scope_text = php_coop_scope(scope ? scope : (HashTable *) &zend_empty_array, 1);
	if (!scope_text) {
		RETURN_THROWS();
	}
	const coop_view values[COOP_GRANT_VALUES] = {optional_scope(scope_text)};
	perform_grant(this_client(ZEND_THIS), COOP_GRANT_CLIENT_CREDENTIALS, values, PHP_COOP_PROVIDER_TOKEN_ENDPOINT, NULL,
		return_value);
	zend_string_release(scope_text);
}

/* What this extension puts into the request itself. */
static bool check_own_names(HashTable *parameters)
{
	static const char *const own[] = {"grant_type", "client_id", "client_secret"};
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (zend_hash_str_exists(parameters, own[i], strlen(own[i]))) {
			zend_argument_value_error(2, "cannot set \"%s\"", own[i]);
			return false;
		}
	}
	return true;
}

PHP_METHOD(Coop_Client, requestTokens)
{
	zend_string *grant_type, *name;
	HashTable *given = NULL;
	zval *value;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR(grant_type)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(given)
	ZEND_PARSE_PARAMETERS_END();
	if (ZSTR_LEN(grant_type) == 0) {
		zend_argument_value_error(1, "cannot be empty");
		RETURN_THROWS();
	}
	HashTable *names = given ? given : (HashTable *) &zend_empty_array;
	if (!php_coop_check_parameters(names, 2) || !check_own_names(names)) {
		RETURN_THROWS();
	}
	size_t count = 0, maximum = 1 + zend_hash_num_elements(names);
	coop_parameter *parameters = safe_emalloc(maximum, sizeof(*parameters), 0);
	zend_string **texts = safe_emalloc(maximum, sizeof(*texts), 0);
	parameters[count++] = (coop_parameter){COOP_VIEW("grant_type"), php_coop_view(grant_type)};
	ZEND_HASH_FOREACH_STR_KEY_VAL(names, name, value) {
		texts[count] = php_coop_parameter_string(value);
		parameters[count] = (coop_parameter){php_coop_view(name), php_coop_view(texts[count])};
		count++;
	}
	ZEND_HASH_FOREACH_END();

	php_coop_token_call call;
	php_coop_token_call_init(&call);
	if (php_coop_token_call_build_parameters(this_client(ZEND_THIS), &call, parameters, count)) {
		finish_grant(this_client(ZEND_THIS), &call, PHP_COOP_PROVIDER_TOKEN_ENDPOINT, NULL, return_value);
	}
	php_coop_token_call_clear(&call);
	for (size_t i = 1; i < count; i++) {
		php_coop_secret_release(texts[i]);
	}
	efree(texts);
	efree(parameters);
}

/* ---- Introspection and revocation ------------------------------------------------------------------------------------ */

/* The token to name: a text as it is; of a set the refresh token, which ends the whole login, else the access token. */
static zend_string *token_to_name(zend_object *tokens, zend_string *text, bool prefer_refresh, coop_view *hint)
{
	*hint = COOP_VIEW_NONE;
	if (!tokens) {
		return text;
	}
	php_coop_token_set *set = php_coop_token_set_of(tokens);
	bool refresh = set->refresh_token && (prefer_refresh || !set->access_token);
	*hint = refresh ? COOP_VIEW("refresh_token") : COOP_VIEW("access_token");
	return refresh ? set->refresh_token : set->access_token;
}

/* One request about a token, judged; false: an exception is pending. */
static bool ask_about_token(
	php_coop_client *client, php_coop_token_call *call, uint32_t endpoint_slot, zend_string *token, coop_view hint)
{
	zend_string *endpoint = php_coop_client_endpoint(client, endpoint_slot);
	if (!endpoint) {
		zend_value_error("The provider has no %s endpoint",
			endpoint_slot == PHP_COOP_PROVIDER_REVOCATION_ENDPOINT ? "revocation" : "introspection");
		return false;
	}
	const coop_parameter parameters[] = {
		{COOP_VIEW("token"), php_coop_view(token)}, {COOP_VIEW("token_type_hint"), hint}};
	if (!php_coop_token_call_build_parameters(client, call, parameters, 2)) {
		return false;
	}
	php_coop_token_call_send(client, call, endpoint);
	php_coop_token_call_judge(client, call);
	if (call->result == PHP_COOP_TOKEN_FAULT || call->result == PHP_COOP_TOKEN_ERROR) {
		php_coop_throw(php_coop_token_call_exception(call,
			endpoint_slot == PHP_COOP_PROVIDER_REVOCATION_ENDPOINT ? "The revocation endpoint"
																   : "The introspection endpoint"));
		return false;
	}
	return true;
}

PHP_METHOD(Coop_Client, introspect)
{
	zend_object *tokens;
	zend_string *text;
	coop_view hint;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS_OR_STR(tokens, php_coop_ce_TokenSet, text)
	ZEND_PARSE_PARAMETERS_END();
	zend_string *token = token_to_name(tokens, text, false, &hint);
	php_coop_token_call call;
	php_coop_token_call_init(&call);
	if (ask_about_token(this_client(ZEND_THIS), &call, PHP_COOP_PROVIDER_INTROSPECTION_ENDPOINT, token, hint)) {
		if (Z_TYPE(call.decoded.members) == IS_ARRAY) {
			ZVAL_COPY_VALUE(return_value, &call.decoded.members); /* its strings are not to be wiped with the call */
			ZVAL_UNDEF(&call.decoded.members);
		} else {
			php_coop_throw(php_coop_invalid_response_exception(
				"The introspection endpoint", "is not a JSON object", call.exchange.answer->status, COOP_VIEW_NONE));
		}
	}
	php_coop_token_call_clear(&call);
}

PHP_METHOD(Coop_Client, revoke)
{
	zend_object *tokens;
	zend_string *text;
	coop_view hint;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS_OR_STR(tokens, php_coop_ce_TokenSet, text)
	ZEND_PARSE_PARAMETERS_END();
	zend_string *token = token_to_name(tokens, text, true, &hint);
	php_coop_token_call call;
	php_coop_token_call_init(&call);
	(void) ask_about_token(this_client(ZEND_THIS), &call, PHP_COOP_PROVIDER_REVOCATION_ENDPOINT, token, hint);
	php_coop_token_call_clear(&call);
}
