/* SPDX-License-Identifier: MIT */
#include "exchange.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/values/response.h"
#include "core/url.h"
#include "SAPI.h"

void php_coop_exchange_init(php_coop_exchange *exchange)
{
	memset(exchange, 0, sizeof(*exchange));
	coop_buffer_init(&exchange->url, COOP_URL_MAXIMUM);
	coop_buffer_init(&exchange->header_lines, COOP_HTTP_HEADERS_MAXIMUM);
	coop_buffer_init(&exchange->body, COOP_HTTP_API_BODY_MAXIMUM);
	coop_buffer_init(&exchange->given.header_lines, COOP_HTTP_HEADERS_MAXIMUM);
	coop_buffer_init(&exchange->given.body, COOP_HTTP_API_BODY_MAXIMUM);
}

void php_coop_exchange_clear(php_coop_exchange *exchange)
{
	if (exchange->transfer) {
		coop_transfer_release(exchange->transfer);
		exchange->transfer = NULL;
		exchange->answer = NULL;
	}
	coop_buffer_clear(&exchange->url);
	coop_buffer_clear(&exchange->header_lines);
	coop_buffer_clear(&exchange->body);
	coop_buffer_clear(&exchange->given.header_lines);
	coop_buffer_clear(&exchange->given.body);
	if (exchange->thrown) {
		OBJ_RELEASE(exchange->thrown);
		exchange->thrown = NULL;
	}
}

void php_coop_exchange_add_header(php_coop_exchange *exchange, coop_view name, coop_view value)
{
	coop_buffer_append(&exchange->header_lines, name);
	if (value.len > 0) {
		coop_buffer_append(&exchange->header_lines, COOP_VIEW(": "));
		coop_buffer_append(&exchange->header_lines, value);
	} else {
		coop_buffer_append_byte(&exchange->header_lines, ';'); /* tells libcurl to send the header with no value */
	}
	coop_buffer_append_byte(&exchange->header_lines, '\0');
}

#define USER_AGENT "coop/" PHP_COOP_VERSION

/* ---- The site's $transport --------------------------------------------------------------------------------------- */

/* Puts the header lines into an array, with the headers that libcurl would add. */
static void headers_to_array(coop_view lines, bool has_body, zval *headers)
{
	bool has_type = false;
	array_init(headers);
	add_assoc_string(headers, "User-Agent", USER_AGENT);
	while (lines.len > 0) {
		size_t len = strlen(lines.ptr);
		size_t name_len = strcspn(lines.ptr, ":;");
		const char *value = lines.ptr[name_len] == ':' ? lines.ptr + name_len + strlen(": ") : lines.ptr + len;
		coop_view name = {lines.ptr, name_len};
		has_type = has_type || coop_view_equals_ignoring_case(name, COOP_VIEW("content-type"));
		add_assoc_stringl_ex(headers, name.ptr, name.len, value, (size_t) (lines.ptr + len - value));
		lines.ptr += len + 1;
		lines.len -= len + 1;
	}
	if (has_body && !has_type) {
		add_assoc_string(headers, "Content-Type", "application/x-www-form-urlencoded");
	}
}

/* Turns the pending exception of $transport into an answer that was cut off. If the exception does not say that the
 * request was not sent, the request counts as sent. */
static void read_thrown(php_coop_exchange *exchange)
{
	exchange->thrown = php_coop_take_exception();
	exchange->given.outcome = COOP_HTTP_RECEIVE;
	exchange->given.request_sent = true;
	if (instanceof_function(exchange->thrown->ce, php_coop_ce_TransportException)) {
		zval unset;
		zval *sent = zend_read_property(
			php_coop_ce_TransportException, exchange->thrown, "requestSent", strlen("requestSent"), 1, &unset);
		exchange->given.request_sent = Z_TYPE_P(sent) != IS_FALSE;
	}
}

static void send_by_closure(
	php_coop_client *client, php_coop_exchange *exchange, const char *method, const char *url, bool has_body)
{
	zval arguments[4], response;
	coop_view body = coop_buffer_view(&exchange->body);
	ZVAL_STRING(&arguments[0], method);
	ZVAL_STRING(&arguments[1], url);
	headers_to_array(coop_buffer_view(&exchange->header_lines), has_body, &arguments[2]);
	ZVAL_STRINGL(&arguments[3], has_body ? body.ptr : "", has_body ? body.len : 0);
	ZVAL_UNDEF(&response);
	exchange->answer = &exchange->given;
	zend_try
	{
		call_user_function(NULL, NULL, &client->transport, &response, 4, arguments);
	}
	zend_catch
	{
		php_coop_exchange_clear(exchange); /* after a fatal error, the caller does not come to it */
		zend_bailout();
	}
	zend_end_try();
	for (int i = 0; i < 4; i++) {
		zval_ptr_dtor(&arguments[i]);
	}
	if (Z_ISREF(response)) {
		zend_unwrap_reference(&response);
	}
	if (!EG(exception) &&
		(Z_TYPE(response) != IS_OBJECT || Z_OBJCE(response) != php_coop_ce_Response ||
			!php_coop_response_read(Z_OBJ(response), &exchange->given))) {
		zend_type_error("Coop\\Client's $transport must return a Coop\\Response with headers and body that fit");
	}
	zval_ptr_dtor(&response);
	if (EG(exception)) {
		read_thrown(exchange);
		return;
	}
	exchange->given.outcome = COOP_HTTP_ANSWERED;
	exchange->given.request_sent = true;
}

/* ---- The network ------------------------------------------------------------------------------------------------- */

coop_pump *php_coop_client_pump(php_coop_client *client)
{
	if (!COOP_G(pool)) {
		COOP_G(pool) = coop_pool_new();
	}
	return COOP_G(pool) ? coop_pool_pump(COOP_G(pool), coop_view_of(client->identity)) : NULL;
}

coop_pump *php_coop_client_own_pump(php_coop_client *client)
{
	return Z_TYPE(client->transport) == IS_UNDEF ? php_coop_client_pump(client) : NULL;
}

void php_coop_signals_catch(php_coop_client *client, coop_signals *signals)
{
	coop_pump *pump = php_coop_client_own_pump(client);
	if (strcmp(sapi_module.name, "cli") != 0 || !coop_signals_catch(signals) || !pump) {
		return;
	}
	coop_pump_unwatch(pump, signals->descriptor); /* a run that a fatal error ended may have left this number watched */
	if (!coop_pump_watch(pump, signals->descriptor)) {
		coop_signals_let_go(signals);
	}
}

void php_coop_signals_release(php_coop_client *client, coop_signals *signals, bool is_child)
{
	coop_pump *pump = is_child ? NULL : php_coop_client_own_pump(client);
	if (pump && signals->descriptor >= 0) {
		coop_pump_unwatch(pump, signals->descriptor);
	}
	if (is_child) {
		signals->received = 0; /* the parent got that signal, and acts on it */
	}
	coop_signals_let_go(signals);
}

/* Returns whether libcurl may send a request again by itself, which it must not if the request changes something. */
static bool is_repeatable(const char *method)
{
	return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 || strcmp(method, "OPTIONS") == 0;
}

static coop_transfer *start_transfer(php_coop_client *client, php_coop_exchange *exchange, const char *method,
	const char *url, bool has_body, size_t answer_maximum, const void *batch, void *owner)
{
	coop_http_request request = {
		.method = method,
		.url = url,
		.user_agent = USER_AGENT,
		.header_lines = coop_buffer_view(&exchange->header_lines),
		.body = has_body ? coop_buffer_view(&exchange->body) : COOP_VIEW_NONE,
		.ca_file = client->ca_file ? ZSTR_VAL(client->ca_file) : NULL,
		.proxy = client->proxy ? ZSTR_VAL(client->proxy) : NULL,
		.connect_timeout = (int64_t) client->connect_timeout * 1000,
		.timeout = (int64_t) client->timeout * 1000,
		.body_maximum = answer_maximum,
		.send_once = !is_repeatable(method),
		.fresh_connection = exchange->fresh_connection,
	};
	coop_pump *pump = php_coop_client_pump(client);
	return pump ? coop_pump_start(pump, &request, batch, owner) : NULL;
}

bool php_coop_exchange_start(php_coop_client *client, php_coop_exchange *exchange, const char *method, const char *url,
	bool has_body, size_t answer_maximum, const void *batch, void *owner)
{
	exchange->answer = &exchange->given;
	if (exchange->header_lines.failed || exchange->body.failed) {
		exchange->given.outcome = COOP_HTTP_TOO_LARGE;
		return false;
	}
	if (Z_TYPE(client->transport) != IS_UNDEF) {
		send_by_closure(client, exchange, method, url, has_body);
		return false;
	}
	exchange->given.outcome = COOP_HTTP_NO_MEMORY;
	exchange->transfer = start_transfer(client, exchange, method, url, has_body, answer_maximum, batch, owner);
	return exchange->transfer != NULL;
}

void php_coop_exchange_finish(php_coop_exchange *exchange)
{
	if (exchange->transfer) {
		exchange->answer = coop_transfer_answer(exchange->transfer);
	}
	exchange->received_at = coop_instant_now();
}

void php_coop_exchange_send(php_coop_client *client, php_coop_exchange *exchange, const char *method, const char *url,
	bool has_body, size_t answer_maximum)
{
	if (php_coop_exchange_start(client, exchange, method, url, has_body, answer_maximum, exchange, NULL)) {
		coop_pump_finish(php_coop_client_pump(client), exchange->transfer);
	}
	php_coop_exchange_finish(exchange);
}
