/* SPDX-License-Identifier: MIT */
#include "token_endpoint.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "core/encoding.h"

enum { STRING_ACCESS_TOKEN, STRING_REFRESH_TOKEN, STRING_ID_TOKEN, STRING_TOKEN_TYPE, STRING_SCOPE, STRINGS };
_Static_assert(
	STRINGS == COOP_COUNT(((php_coop_token_call *) NULL)->strings), "every string that is lent has its place");

void php_coop_token_call_init(php_coop_token_call *call)
{
	memset(call, 0, sizeof(*call));
	php_coop_exchange_init(&call->exchange);
	coop_buffer_init(&call->salvaged, COOP_TOKEN_ANSWER_MAXIMUM);
	ZVAL_UNDEF(&call->decoded.members);
	call->retry_after = -1;
}

void php_coop_token_call_clear(php_coop_token_call *call)
{
	php_coop_exchange_clear(&call->exchange);
	php_coop_decoded_answer_clear(&call->decoded);
	coop_buffer_clear(&call->salvaged);
	for (int i = 0; i < STRINGS; i++) {
		php_coop_secret_release(call->strings[i]);
		call->strings[i] = NULL;
	}
}

static bool finish_build(php_coop_token_call *call, bool fitted, coop_buffer *authorization)
{
	php_coop_exchange_add_header(&call->exchange, COOP_VIEW("Accept"), COOP_VIEW("application/json"));
	if (authorization->len > 0) {
		php_coop_exchange_add_header(&call->exchange, COOP_VIEW("Authorization"), coop_buffer_view(authorization));
	}
	coop_buffer_clear(authorization);
	if (!fitted) {
		zend_value_error("The token request is larger than %d bytes", COOP_TOKEN_REQUEST_MAXIMUM);
	}
	return fitted;
}

bool php_coop_token_call_build(
	php_coop_client *client, php_coop_token_call *call, coop_grant grant, const coop_view values[COOP_GRANT_VALUES])
{
	coop_buffer authorization;
	coop_client_credentials credentials = php_coop_client_credentials(client);
	coop_buffer_init(&authorization, COOP_HTTP_HEADERS_MAXIMUM / 2);
	coop_buffer_init(&call->exchange.body, COOP_TOKEN_REQUEST_MAXIMUM);
	bool fitted = coop_token_request_build(grant, values, &credentials, &call->exchange.body, &authorization);
	return finish_build(call, fitted, &authorization);
}

bool php_coop_token_call_build_parameters(
	php_coop_client *client, php_coop_token_call *call, const coop_parameter *parameters, size_t count)
{
	coop_buffer authorization;
	coop_client_credentials credentials = php_coop_client_credentials(client);
	coop_buffer_init(&authorization, COOP_HTTP_HEADERS_MAXIMUM / 2);
	coop_buffer_init(&call->exchange.body, COOP_TOKEN_REQUEST_MAXIMUM);
	bool fitted = coop_client_request_build(parameters, count, &credentials, &call->exchange.body, &authorization);
	return finish_build(call, fitted, &authorization);
}

void php_coop_token_call_send(php_coop_client *client, php_coop_token_call *call, zend_string *endpoint)
{
	php_coop_exchange_send(client, &call->exchange, "POST", ZSTR_VAL(endpoint), true, COOP_TOKEN_ANSWER_MAXIMUM);
}

bool php_coop_token_call_start(
	php_coop_client *client, php_coop_token_call *call, zend_string *endpoint, const void *batch, void *owner)
{
	return php_coop_exchange_start(
		client, &call->exchange, "POST", ZSTR_VAL(endpoint), true, COOP_TOKEN_ANSWER_MAXIMUM, batch, owner);
}

void php_coop_token_call_finish(php_coop_token_call *call)
{
	php_coop_exchange_finish(&call->exchange);
}

/* A refresh token is made of %x20-7E, RFC 6749 appendix A.17. In a body that the JSON parser has refused, any other
 * byte may be damage. */
static bool is_intact(coop_view token)
{
	for (size_t i = 0; i < token.len; i++) {
		unsigned char byte = (unsigned char) token.ptr[i];
		if (byte < 0x20 || byte > 0x7e) {
			return false;
		}
	}
	return true;
}

/* Only a 2xx answer can have brought a new refresh token. */
static void salvage(php_coop_token_call *call)
{
	const coop_http_answer *answer = call->exchange.answer;
	if (!coop_http_is_success(answer->status)) {
		return;
	}
	if (!coop_salvage_refresh_token(coop_buffer_view(&answer->body), &call->salvaged) ||
		!is_intact(coop_buffer_view(&call->salvaged))) {
		coop_buffer_reset(&call->salvaged);
	}
}

#define SECRET_MINIMUM 8 /* bytes; a shorter secret may be part of a word by chance */

static bool holds_secret(coop_view words, coop_view secret)
{
	return secret.len >= SECRET_MINIMUM && memmem(words.ptr, words.len, secret.ptr, secret.len) != NULL;
}

static bool is_secret_parameter(coop_view name)
{
	static const char *const SECRETS[] = {"refresh_token", "code", "code_verifier", "password", "client_secret",
		"token", "assertion", "client_assertion", "subject_token", "actor_token"};
	for (size_t i = 0; i < COOP_COUNT(SECRETS); i++) {
		if (coop_view_equals(name, coop_view_of(SECRETS[i]))) {
			return true;
		}
	}
	return false;
}

/* Returns whether a server's words quote a secret of the request. */
static bool quotes_secret(php_coop_client *client, const php_coop_token_call *call, coop_view words)
{
	coop_view body = coop_buffer_view(&call->exchange.body), name, value;
	bool quotes = holds_secret(words, coop_secret_view(&client->secret));
	coop_buffer decoded;
	coop_buffer_init(&decoded, COOP_TOKEN_REQUEST_MAXIMUM);
	while (!quotes && coop_form_next(&body, &name, &value)) {
		if (is_secret_parameter(name)) {
			coop_buffer_reset(&decoded);
			coop_decode_form(&decoded, value);
			quotes = holds_secret(words, value) || holds_secret(words, coop_buffer_view(&decoded));
		}
	}
	coop_buffer_clear(&decoded);
	return quotes;
}

/* Replaces words that quote a secret, since a server's words become part of messages, and so of logs. */
static void withhold(php_coop_client *client, const php_coop_token_call *call, coop_view *words)
{
	if (words->ptr && quotes_secret(client, call, *words)) {
		*words = COOP_VIEW("withheld, because it quotes a secret");
	}
}

/* Judges the words before any of them is withheld. */
static coop_refusal judge_refusal(php_coop_client *client, const php_coop_token_call *call)
{
	const coop_token_answer *answer = &call->answer;
	const coop_refused_answer refused = {
		.status = call->exchange.answer->status,
		.has_retry_after = call->retry_after >= 0,
		.error = answer->error,
		.description = answer->error_description,
		.holds_error = answer->error.ptr || answer->error_description.ptr,
		.dialect = php_coop_provider_dialect(php_coop_client_provider(client)),
	};
	return coop_refusal_of(&refused);
}

static void judge_answer(php_coop_client *client, php_coop_token_call *call)
{
	static const php_coop_token_result RESULTS[] = {
		[COOP_TOKEN_VERDICT_TOKENS] = PHP_COOP_TOKEN_TOKENS,
		[COOP_TOKEN_VERDICT_ERROR] = PHP_COOP_TOKEN_ERROR,
		[COOP_TOKEN_VERDICT_UNUSABLE] = PHP_COOP_TOKEN_UNUSABLE,
	};
	const coop_http_answer *answer = call->exchange.answer;
	php_coop_decode_token_answer(coop_buffer_view(&answer->body),
		coop_http_answer_header(answer, COOP_VIEW("content-type")), answer->status,
		php_coop_provider_dialect(php_coop_client_provider(client)), &call->decoded);
	coop_token_answer_judge(&call->decoded.fields, answer->status, call->exchange.received_at, &call->answer);
	call->result = RESULTS[call->answer.verdict];
	call->retry_after =
		coop_retry_after_parse(coop_http_answer_header(answer, COOP_VIEW("retry-after")), call->exchange.received_at);
	if (call->result == PHP_COOP_TOKEN_ERROR) {
		call->refusal = judge_refusal(client, call);
	}
	withhold(client, call, &call->answer.error);
	withhold(client, call, &call->answer.error_description);
	withhold(client, call, &call->answer.error_uri);
	if (Z_TYPE(call->decoded.members) == IS_UNDEF && call->result == PHP_COOP_TOKEN_UNUSABLE) {
		call->answer.problem = "is not a JSON object without duplicate members";
		if (!call->decoded.two_refresh_tokens) {
			salvage(call);
		}
	}
}

void php_coop_token_call_judge(php_coop_client *client, php_coop_token_call *call)
{
	const coop_http_answer *answer = call->exchange.answer;
	if (!call->exchange.thrown && answer->outcome == COOP_HTTP_ANSWERED) {
		judge_answer(client, call);
		return;
	}
	call->result = PHP_COOP_TOKEN_FAULT;
	if (!call->exchange.thrown && answer->outcome == COOP_HTTP_TOO_LARGE && coop_http_is_success(answer->status)) {
		call->result = PHP_COOP_TOKEN_UNUSABLE;
		call->answer.verdict = COOP_TOKEN_VERDICT_UNUSABLE;
		call->answer.problem = "is larger than a token answer can be";
	}
	salvage(call);
}

static zend_string *lend(php_coop_token_call *call, int number, coop_view text)
{
	call->strings[number] = php_coop_string(text);
	return call->strings[number];
}

void php_coop_token_call_parts(
	php_coop_client *client, php_coop_token_call *call, bool with_extra, php_coop_token_parts *parts)
{
	const coop_token_answer *answer = &call->answer;
	*parts = (php_coop_token_parts){
		.access_token = lend(call, STRING_ACCESS_TOKEN, answer->access_token),
		.refresh_token = lend(call, STRING_REFRESH_TOKEN, answer->refresh_token),
		.id_token = lend(call, STRING_ID_TOKEN, answer->id_token),
		.token_type = lend(call, STRING_TOKEN_TYPE, answer->token_type),
		.scope = lend(call, STRING_SCOPE, answer->scope),
		.extra = with_extra ? php_coop_decoded_answer_extra(&call->decoded) : NULL,
		.expiry_known = answer->expiry_known,
		.expires_at = answer->expires_at,
		.received_known = true,
		.received_at = call->exchange.received_at,
		.refresh_expiry_known = answer->refresh_expiry_known,
		.refresh_token_expires_at = answer->refresh_token_expires_at,
		.default_lifetime = php_coop_provider_default_lifetime(php_coop_client_provider(client)),
	};
}

zend_string *php_coop_token_call_salvaged(php_coop_token_call *call)
{
	if (call->result == PHP_COOP_TOKEN_UNUSABLE && call->answer.refresh_token.ptr) {
		return php_coop_string(call->answer.refresh_token);
	}
	return call->salvaged.len > 0 ? php_coop_string(coop_buffer_view(&call->salvaged)) : NULL;
}

zend_object *php_coop_token_call_exception(php_coop_token_call *call, const char *what)
{
	const coop_http_answer *answer = call->exchange.answer;
	if (call->exchange.thrown) {
		GC_ADDREF(call->exchange.thrown);
		return call->exchange.thrown;
	}
	if (call->result == PHP_COOP_TOKEN_FAULT) {
		return php_coop_transport_exception(what, answer);
	}
	if (call->result == PHP_COOP_TOKEN_ERROR) {
		return php_coop_oauth_error_exception(what, &call->answer, answer->status, call->retry_after);
	}
	zend_string *salvaged = php_coop_token_call_salvaged(call);
	zend_object *exception =
		php_coop_invalid_response_exception(what, call->answer.problem, answer->status, php_coop_view(salvaged));
	php_coop_secret_release(salvaged);
	return exception;
}
