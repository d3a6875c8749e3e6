/* SPDX-License-Identifier: MIT */
#include "token_endpoint.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/enums.h"
#include "php/values/exceptions.h"
#include "core/encoding.h"
#include "core/url.h"

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
	call->endpoint = endpoint;
	php_coop_exchange_send(client, &call->exchange, "POST", ZSTR_VAL(endpoint), true, COOP_TOKEN_ANSWER_MAXIMUM);
}

bool php_coop_token_call_start(
	php_coop_client *client, php_coop_token_call *call, zend_string *endpoint, const void *batch, void *owner)
{
	call->endpoint = endpoint;
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
	static const char *const SECRETS[] = {"refresh_token", "access_token", "code", "code_verifier", "password",
		"client_secret", "token", "assertion", "client_assertion", "subject_token", "actor_token"};
	for (size_t i = 0; i < COOP_COUNT(SECRETS); i++) {
		if (coop_view_equals(name, coop_view_of(SECRETS[i]))) {
			return true;
		}
	}
	return false;
}

/* Returns whether a server's words quote a secret of the request. */
static bool quotes_secret(const php_coop_client *client, const php_coop_token_call *call, coop_view words)
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
static void withhold(const php_coop_client *client, const php_coop_token_call *call, coop_view *words)
{
	if (words->ptr && quotes_secret(client, call, *words)) {
		*words = COOP_VIEW("withheld, because it quotes a secret");
	}
}

/* Judges the words before any of them is withheld. */
static coop_refusal judge_refusal(php_coop_client *client, const php_coop_token_call *call)
{
	zend_object *provider = php_coop_client_provider(client);
	HashTable *ended = Z_ARRVAL_P(OBJ_PROP_NUM(provider, PHP_COOP_PROVIDER_ENDED_ERRORS));
	coop_view *views = safe_emalloc(zend_hash_num_elements(ended), sizeof(*views), 0);
	coop_refused_answer refused = {
		.status = call->exchange.answer->status,
		.has_retry_after = call->retry_after >= 0,
		.error = call->answer.error,
		.description = call->answer.error_description,
		.holds_error = call->decoded.fields.holds_error,
		.dialect = php_coop_provider_dialect(provider),
		.ended_errors = views,
	};
	zval *error;
	ZEND_HASH_FOREACH_VAL(ended, error) {
		ZVAL_DEREF(error);
		views[refused.ended_error_count++] = php_coop_view(Z_STR_P(error));
	}
	ZEND_HASH_FOREACH_END();
	coop_refusal refusal = coop_refusal_of(&refused);
	efree(views);
	return refusal;
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
	call->client = client;
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

/* ---- What went wrong, in words ----------------------------------------------------------------------------------- */

#define WORDS_MAXIMUM 1024 /* bytes */
#define SHOWN_TYPE_MAXIMUM 64 /* bytes of a Content-Type */

/* HTML in place of JSON is often the page of a middleman, or of a wrong URL. */
static bool is_html(const coop_http_answer *answer)
{
	coop_view type = coop_http_answer_header(answer, COOP_VIEW("content-type"));
	coop_view body = coop_buffer_view(&answer->body);
	while (body.len > 0 && strchr(" \t\r\n", body.ptr[0])) {
		body.ptr++;
		body.len--;
	}
	return (type.len > 0 && php_memnistr(type.ptr, "html", strlen("html"), type.ptr + type.len)) ||
		(body.len > 0 && body.ptr[0] == '<');
}

static void append_type(coop_buffer *words, const php_coop_token_call *call)
{
	coop_view type = coop_http_answer_header(call->exchange.answer, COOP_VIEW("content-type"));
	if (type.len > 0 && !quotes_secret(call->client, call, type)) {
		coop_buffer_append(words, COOP_VIEW(" (Content-Type "));
		coop_append_cleaned(words, type, SHOWN_TYPE_MAXIMUM);
		coop_buffer_append_byte(words, ')');
	}
}

static void append_redirect(coop_buffer *words, const php_coop_token_call *call, coop_view location)
{
	coop_buffer shown;
	coop_buffer_init(&shown, WORDS_MAXIMUM);
	coop_url_append_shown(&shown, location);
	coop_view target = coop_buffer_view(&shown);
	withhold(call->client, call, &target);
	coop_buffer_append(words, COOP_VIEW(": it redirects to "));
	coop_buffer_append(words, target);
	coop_buffer_append(words, COOP_VIEW(", and redirects are not followed: give the provider the right URL"));
	coop_buffer_clear(&shown);
}

/* Without an error code, all that is known is the status, so these say what it often means. */
static void append_refusal(coop_buffer *words, const php_coop_token_call *call)
{
	const coop_http_answer *answer = call->exchange.answer;
	coop_view location = coop_http_answer_header(answer, COOP_VIEW("location"));
	if (answer->status == 407 && call->client->proxy) {
		coop_buffer_append(words, COOP_VIEW(", which is the proxy's: it wants other credentials"));
	} else if (answer->status >= 300 && answer->status <= 399 && location.len > 0) {
		append_redirect(words, call, location);
	} else if (answer->body.len > 0 && Z_TYPE(call->decoded.members) == IS_UNDEF) {
		coop_buffer_append(words,
			is_html(answer) ? COOP_VIEW("; the answer is HTML") : COOP_VIEW("; the answer is not a JSON object"));
		append_type(words, call);
	}
	bool cause_unknown = call->refusal == COOP_REFUSAL_SAID || call->refusal == COOP_REFUSAL_MUTE;
	bool may_be_the_method = (answer->status == 400 || answer->status == 401) && !call->answer.error.ptr &&
		cause_unknown && php_coop_provider_of(php_coop_client_provider(call->client))->dialect == COOP_DIALECT_PLAIN;
	if (may_be_the_method) {
		coop_buffer_append_format(words,
			"; it names no error, so perhaps it wants the client's credentials by another "
			"Coop\\ClientAuthMethod than %s",
			php_coop_client_auth_method_name(call->client->auth_method));
	}
}

static zend_object *refused(php_coop_token_call *call, const char *called)
{
	coop_buffer words;
	coop_buffer_init(&words, WORDS_MAXIMUM);
	append_refusal(&words, call);
	coop_buffer_append_byte(&words, '\0');
	zend_object *exception = php_coop_oauth_error_exception(
		called, words.ptr, &call->answer, call->exchange.answer->status, call->retry_after);
	coop_buffer_clear(&words);
	return exception;
}

static zend_object *unusable(php_coop_token_call *call, const char *called)
{
	const coop_http_answer *answer = call->exchange.answer;
	coop_buffer problem;
	coop_buffer_init(&problem, WORDS_MAXIMUM);
	bool undecoded = answer->outcome == COOP_HTTP_ANSWERED && Z_TYPE(call->decoded.members) == IS_UNDEF;
	coop_buffer_append(&problem,
		undecoded && is_html(answer) ? COOP_VIEW("is HTML instead of JSON") : coop_view_of(call->answer.problem));
	if (undecoded && answer->body.len > 0) {
		append_type(&problem, call);
	}
	coop_buffer_append_byte(&problem, '\0');
	zend_string *salvaged = php_coop_token_call_salvaged(call);
	zend_object *exception =
		php_coop_invalid_response_exception(called, problem.ptr, answer->status, php_coop_view(salvaged));
	php_coop_secret_release(salvaged);
	coop_buffer_clear(&problem);
	return exception;
}

zend_object *php_coop_token_call_exception(php_coop_token_call *call, const char *what)
{
	if (call->exchange.thrown) {
		GC_ADDREF(call->exchange.thrown);
		return call->exchange.thrown;
	}
	zend_string *endpoint =
		call->endpoint ? call->endpoint : php_coop_client_endpoint(call->client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT);
	zend_string *called = php_coop_client_called(call->client, what, php_coop_view(endpoint));
	zend_object *exception = NULL;
	switch (call->result) {
		case PHP_COOP_TOKEN_FAULT:
			exception = php_coop_transport_exception(ZSTR_VAL(called), call->exchange.answer);
			break;
		case PHP_COOP_TOKEN_ERROR:
			exception = refused(call, ZSTR_VAL(called));
			break;
		case PHP_COOP_TOKEN_TOKENS:
		case PHP_COOP_TOKEN_UNUSABLE:
			exception = unusable(call, ZSTR_VAL(called));
			break;
	}
	zend_string_release(called);
	return exception;
}
