/* SPDX-License-Identifier: MIT */
#include "grants.h"
#include "login.h"
#include "token_endpoint.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "core/encoding.h"

/* ---- RFC 6749's grants ------------------------------------------------------------------------------------------- */

/* Sends a token request that was built, and turns its answer into a TokenSet or an exception. If the answer has no
 * refresh token, the TokenSet gets `old_refresh_token`, which may be NULL. */
static zend_object *finish_grant(
	php_coop_client *client, php_coop_token_call *call, zend_string *endpoint, zend_string *old_refresh_token)
{
	php_coop_token_call_send(client, call, endpoint);
	php_coop_token_call_judge(client, call);
	if (call->result != PHP_COOP_TOKEN_TOKENS) {
		php_coop_throw(php_coop_token_call_exception(call, "The token endpoint"));
		return NULL;
	}
	php_coop_token_parts parts;
	php_coop_token_call_parts(client, call, true, &parts);
	if (!parts.refresh_token) {
		parts.refresh_token = old_refresh_token;
	}
	return php_coop_token_set_new(&parts);
}

/* Some servers have an endpoint of its own for passwords. */
static zend_string *endpoint_of(php_coop_client *client, coop_grant grant)
{
	zend_string *endpoint =
		grant == COOP_GRANT_PASSWORD ? php_coop_client_endpoint(client, PHP_COOP_PROVIDER_PASSWORD_ENDPOINT) : NULL;
	return endpoint ? endpoint : php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT);
}

static zend_object *perform_grant(php_coop_client *client, coop_grant grant, const coop_view values[COOP_GRANT_VALUES],
	zend_string *old_refresh_token)
{
	zend_object *tokens = NULL;
	php_coop_token_call call;
	php_coop_token_call_init(&call);
	if (php_coop_token_call_build(client, &call, grant, values)) {
		tokens = finish_grant(client, &call, endpoint_of(client, grant), old_refresh_token);
	}
	php_coop_token_call_clear(&call);
	return tokens;
}

/* Returns the text of a scope, which may be NULL; owned; NULL if an exception is pending. If the text is not empty,
 * `value` becomes a view of it. */
static zend_string *scope_value(HashTable *scope, uint32_t argument, coop_view *value)
{
	zend_string *text = php_coop_scope(scope ? scope : (HashTable *) &zend_empty_array, argument);
	if (text && ZSTR_LEN(text) > 0) {
		*value = php_coop_view(text);
	}
	return text;
}

zend_object *php_coop_grant_code(php_coop_client *client, zend_object *code_object)
{
	php_coop_authorization_code *code = php_coop_authorization_code_of(code_object);
	if (!code->token_endpoint ||
		!zend_string_equals(code->token_endpoint, php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT))) {
		zend_argument_value_error(1, "is of another provider than this client's");
		return NULL;
	}
	if (code->exchanged) {
		zend_throw_error(
			NULL, "This authorization code was exchanged already, and a code works once: start a new login");
		return NULL;
	}
	code->exchanged = true;
	const coop_view values[COOP_GRANT_VALUES] = {
		php_coop_view(code->code), php_coop_view(code->redirect_uri), php_coop_view(code->code_verifier)};
	return perform_grant(client, COOP_GRANT_AUTHORIZATION_CODE, values, NULL);
}

zend_object *php_coop_grant_refresh(php_coop_client *client, zend_string *refresh_token, HashTable *scope)
{
	if (!refresh_token || ZSTR_LEN(refresh_token) == 0) {
		zend_argument_value_error(1, "has no refresh token: the user has to log in again");
		return NULL;
	}
	coop_view values[COOP_GRANT_VALUES] = {php_coop_view(refresh_token)};
	zend_string *text = scope_value(scope, 2, &values[1]);
	if (!text) {
		return NULL;
	}
	zend_object *tokens = perform_grant(client, COOP_GRANT_REFRESH_TOKEN, values, refresh_token);
	zend_string_release(text);
	return tokens;
}

zend_object *php_coop_grant_password(
	php_coop_client *client, zend_string *username, zend_string *password, HashTable *scope)
{
	coop_view values[COOP_GRANT_VALUES] = {php_coop_view(username), php_coop_view(password)};
	zend_string *text = scope_value(scope, 3, &values[2]);
	if (!text) {
		return NULL;
	}
	zend_object *tokens = perform_grant(client, COOP_GRANT_PASSWORD, values, NULL);
	zend_string_release(text);
	return tokens;
}

zend_object *php_coop_grant_client_credentials(php_coop_client *client, HashTable *scope)
{
	coop_view values[COOP_GRANT_VALUES] = {COOP_VIEW_NONE};
	zend_string *text = scope_value(scope, 1, &values[0]);
	if (!text) {
		return NULL;
	}
	zend_object *tokens = perform_grant(client, COOP_GRANT_CLIENT_CREDENTIALS, values, NULL);
	zend_string_release(text);
	return tokens;
}

/* ---- Any other grant --------------------------------------------------------------------------------------------- */

/* Refuses parameters that the extension itself puts into the request. */
static bool check_own_names(HashTable *parameters)
{
	static const char *const OWN[] = {"grant_type", "client_id", "client_secret"};
	for (size_t i = 0; i < COOP_COUNT(OWN); i++) {
		if (zend_hash_str_exists(parameters, OWN[i], strlen(OWN[i]))) {
			zend_argument_value_error(2, "must not have \"%s\", which the extension sets itself", OWN[i]);
			return false;
		}
	}
	return true;
}

static zend_object *request_tokens(php_coop_client *client, const coop_parameter *parameters, size_t count)
{
	zend_object *tokens = NULL;
	php_coop_token_call call;
	php_coop_token_call_init(&call);
	if (php_coop_token_call_build_parameters(client, &call, parameters, count)) {
		tokens = finish_grant(client, &call, php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT), NULL);
	}
	php_coop_token_call_clear(&call);
	return tokens;
}

zend_object *php_coop_grant_of_type(php_coop_client *client, zend_string *grant_type, HashTable *given)
{
	zend_string *name;
	zval *value;
	if (ZSTR_LEN(grant_type) == 0) {
		zend_argument_value_error(1, "cannot be empty");
		return NULL;
	}
	if (!php_coop_check_parameters(given, 2) || !check_own_names(given)) {
		return NULL;
	}
	size_t count = 0, maximum = 1 + zend_hash_num_elements(given);
	coop_parameter *parameters = safe_emalloc(maximum, sizeof(*parameters), 0);
	zend_string **texts = safe_emalloc(maximum, sizeof(*texts), 0);
	parameters[count++] = (coop_parameter){COOP_VIEW("grant_type"), php_coop_view(grant_type)};
	ZEND_HASH_FOREACH_STR_KEY_VAL(given, name, value) {
		texts[count] = php_coop_parameter_string(value);
		parameters[count] = (coop_parameter){php_coop_view(name), php_coop_view(texts[count])};
		count++;
	}
	ZEND_HASH_FOREACH_END();
	zend_object *tokens = request_tokens(client, parameters, count);
	for (size_t i = 1; i < count; i++) {
		php_coop_secret_release(texts[i]);
	}
	efree(texts);
	efree(parameters);
	return tokens;
}

/* ---- Introspection and revocation -------------------------------------------------------------------------------- */

/* Returns the token that a request is about; borrowed. Of a TokenSet that is the access token. It is the refresh token
 * if there is no access token, or if `prefer_refresh`, because the end of a refresh token ends the whole login. `hint`
 * receives the token_type_hint (RFC 7009 section 2.1), which is absent for a text. */
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

/* A 2xx answer about a token may have any members, so that only `error` itself makes it an error. */
static bool is_refused(const php_coop_token_call *call)
{
	if (call->result != PHP_COOP_TOKEN_ERROR || !coop_http_is_success(call->exchange.answer->status)) {
		return call->result == PHP_COOP_TOKEN_ERROR;
	}
	return Z_TYPE(call->decoded.members) == IS_ARRAY &&
		zend_hash_str_exists(Z_ARRVAL(call->decoded.members), "error", strlen("error"));
}

/* Returns the endpoint; borrowed; NULL if the provider has none, and a CoopException is pending. It is no ValueError, since a
 * site that logs out users of any provider does not know beforehand. */
static zend_string *endpoint_about_tokens(const php_coop_client *client, uint32_t slot, const char *kind)
{
	zend_string *endpoint = php_coop_client_endpoint(client, slot);
	if (!endpoint) {
		php_coop_throw(
			php_coop_exception("The provider \"%s\" has no %s endpoint: if the server has one, give it as $%sEndpoint",
				php_coop_client_provider_name(client), kind, kind));
	}
	return endpoint;
}

/* Throws what an answer about a token says. Returns false if it does. */
static bool check_answer(php_coop_token_call *call, const char *what)
{
	if (call->result == PHP_COOP_TOKEN_FAULT || is_refused(call)) {
		php_coop_throw(php_coop_token_call_exception(call, what));
		return false;
	}
	return true;
}

/* Sends a request about a token and judges its answer. Returns false if an exception is pending. */
static bool ask_about_token(
	php_coop_client *client, php_coop_token_call *call, zend_string *endpoint, zend_string *token, coop_view hint)
{
	const coop_parameter parameters[] = {
		{COOP_VIEW("token"), php_coop_view(token)}, {COOP_VIEW("token_type_hint"), hint}};
	if (!php_coop_token_call_build_parameters(client, call, parameters, 2)) {
		return false;
	}
	php_coop_token_call_send(client, call, endpoint);
	php_coop_token_call_judge(client, call);
	return true;
}

#define INTROSPECTION "The introspection endpoint"

/* Gives the members of the answer, in which the call must not wipe the strings any more. */
static void return_members(php_coop_token_call *call, zval *return_value)
{
	if (Z_TYPE(call->decoded.members) == IS_ARRAY) {
		ZVAL_COPY_VALUE(return_value, &call->decoded.members);
		ZVAL_UNDEF(&call->decoded.members);
		return;
	}
	call->answer.problem = "is not a JSON object";
	php_coop_throw(php_coop_token_call_exception(call, INTROSPECTION));
}

/* Puts an answer of tokeninfo into the words of RFC 7662 section 2.2, beside its own. */
static void translate_tokeninfo(zval *members)
{
	zval *audience = zend_hash_str_find(Z_ARRVAL_P(members), "aud", strlen("aud"));
	zval *expiry = zend_hash_str_find(Z_ARRVAL_P(members), "exp", strlen("exp"));
	int64_t instant;
	if (audience && Z_TYPE_P(audience) == IS_STRING) {
		add_assoc_str(members, "client_id", zend_string_copy(Z_STR_P(audience)));
	}
	if (expiry && Z_TYPE_P(expiry) == IS_STRING && coop_whole_of_text(php_coop_view(Z_STR_P(expiry)), &instant)) {
		zval number;
		php_coop_zval_integer(&number, instant);
		add_assoc_zval(members, "exp", &number);
	}
	add_assoc_bool(members, "active", true);
}

/* An unknown token is answered with 400 and invalid_token, or with words alone. */
static bool is_inactive(const php_coop_token_call *call)
{
	if (call->result != PHP_COOP_TOKEN_ERROR || call->exchange.answer->status != 400 ||
		Z_TYPE(call->decoded.members) != IS_ARRAY) {
		return false;
	}
	zval *error = zend_hash_str_find(Z_ARRVAL(call->decoded.members), "error", strlen("error"));
	return !error || (Z_TYPE_P(error) == IS_STRING && zend_string_equals_literal(Z_STR_P(error), "invalid_token"));
}

/* Google's tokeninfo: a GET with the access token and without the client. */
static void ask_tokeninfo(php_coop_client *client, php_coop_token_call *call, zend_string *endpoint,
	const char *parameter, zend_string *token, zval *return_value)
{
	coop_buffer *body = &call->exchange.body, *url = &call->exchange.url;
	coop_encode_form_pair(
		body, coop_view_of(parameter), php_coop_view(token)); /* not sent: words that quote it are withheld */
	coop_buffer_append(url, php_coop_view(endpoint));
	coop_buffer_append_byte(url, strchr(ZSTR_VAL(endpoint), '?') ? '&' : '?');
	coop_buffer_append(url, coop_buffer_view(body));
	coop_buffer_append_byte(url, '\0');
	if (url->failed || body->failed) {
		zend_argument_value_error(1, "is too long for a URL");
		return;
	}
	call->endpoint = endpoint;
	php_coop_exchange_add_header(&call->exchange, COOP_VIEW("Accept"), COOP_VIEW("application/json"));
	php_coop_exchange_send(client, &call->exchange, "GET", url->ptr, false, COOP_TOKEN_ANSWER_MAXIMUM);
	php_coop_token_call_judge(client, call);
	if (is_inactive(call)) {
		array_init(return_value);
		add_assoc_bool(return_value, "active", false);
	} else if (check_answer(call, INTROSPECTION)) {
		return_members(call, return_value);
		if (!EG(exception)) {
			translate_tokeninfo(return_value);
		}
	}
}

void php_coop_introspect(php_coop_client *client, zend_object *tokens, zend_string *text, zval *return_value)
{
	coop_view hint;
	zend_string *token = token_to_name(tokens, text, false, &hint);
	zend_string *endpoint = endpoint_about_tokens(client, PHP_COOP_PROVIDER_INTROSPECTION_ENDPOINT, "introspection");
	const char *parameter = php_coop_provider_dialect(php_coop_client_provider(client))->tokeninfo_parameter;
	if (!endpoint) {
		return;
	}
	if (parameter && tokens && !php_coop_token_set_of(tokens)->access_token) {
		zend_argument_value_error(1, "has no access token, and the provider \"%s\" knows nothing about others",
			php_coop_client_provider_name(client));
		return;
	}
	php_coop_token_call call;
	php_coop_token_call_init(&call);
	if (parameter) {
		ask_tokeninfo(client, &call, endpoint, parameter, token, return_value);
	} else if (ask_about_token(client, &call, endpoint, token, hint) && check_answer(&call, INTROSPECTION)) {
		return_members(&call, return_value);
	}
	php_coop_token_call_clear(&call);
}

void php_coop_revoke(php_coop_client *client, zend_object *tokens, zend_string *text)
{
	coop_view hint;
	zend_string *token = token_to_name(tokens, text, true, &hint);
	zend_string *endpoint = endpoint_about_tokens(client, PHP_COOP_PROVIDER_REVOCATION_ENDPOINT, "revocation");
	if (!endpoint) {
		return;
	}
	php_coop_token_call call;
	php_coop_token_call_init(&call);
	if (ask_about_token(client, &call, endpoint, token, hint)) {
		(void) check_answer(&call, "The revocation endpoint");
	}
	php_coop_token_call_clear(&call);
}
