/* SPDX-License-Identifier: MIT */
#include "api_request.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/values/response.h"
#include "core/url.h"
#include "ext/json/php_json.h"
#include "zend_exceptions.h"

/* The arguments of both methods from $query on, in their order. */
enum { QUERY, FORM, JSON, HEADERS, BODY };

static uint32_t argument(const php_coop_api_request *request, uint32_t offset)
{
	return request->first_argument + offset;
}

/* ---- Checks ------------------------------------------------------------------------------------------------------ */

/* A site may pass on what came from outside. Such a text must not add a header or send the token to another server. */

static bool check_method(zend_string *method)
{
	size_t letters = strspn(ZSTR_VAL(method), "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	if (letters == 0 || letters != ZSTR_LEN(method) || letters > 20) {
		zend_argument_value_error(1, "must be an HTTP method in upper-case letters");
		return false;
	}
	return true;
}

/* RFC 6750 section 2.1 allows even less behind "Bearer ". These bytes cannot break out of the header. */
bool php_coop_api_is_token(const zend_string *token)
{
	for (size_t i = 0; i < ZSTR_LEN(token); i++) {
		unsigned char byte = (unsigned char) ZSTR_VAL(token)[i];
		if (byte < 0x21 || byte > 0x7e) {
			return false;
		}
	}
	return true;
}

static bool check_access_token(php_coop_client *client, zend_string *token, const coop_url *url)
{
	if (!token) {
		return true;
	}
	if (!php_coop_api_is_token(token)) {
		zend_value_error("The access token has bytes that cannot be in a header: get a new one");
		return false;
	}
	if (!php_coop_provider_may_see_token(php_coop_client_provider(client), url)) {
		zend_argument_value_error(2,
			"is not on an origin of the API of the provider \"%s\", so the access token is not sent there: give the "
			"provider the origin as $apiBaseUrl, or add it to $apiOrigins, if it may see the token",
			php_coop_client_provider_name(client));
		return false;
	}
	return true;
}

/* Returns whether libcurl or this extension writes the header. */
static bool is_reserved(zend_string *name, bool with_token)
{
	static const char *const RESERVED[] = {"host", "content-length", "transfer-encoding", "connection", "expect"};
	for (size_t i = 0; i < COOP_COUNT(RESERVED); i++) {
		if (zend_string_equals_literal_ci(name, "authorization") && with_token) {
			return true;
		}
		if (coop_view_equals_ignoring_case(php_coop_view(name), coop_view_of(RESERVED[i]))) {
			return true;
		}
	}
	return false;
}

/* RFC 9110 section 5.6.2. */
static bool is_header_name(zend_string *name)
{
	size_t good =
		strspn(ZSTR_VAL(name), "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
	return good > 0 && good == ZSTR_LEN(name);
}

static bool add_headers(php_coop_exchange *exchange, const php_coop_api_request *request)
{
	zend_string *name;
	zval *value;
	if (!request->headers) {
		return true;
	}
	if (!php_coop_check_parameters(request->headers, argument(request, HEADERS))) {
		return false;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL(request->headers, name, value) {
		if (!is_header_name(name) || is_reserved(name, request->access_token != NULL)) {
			zend_argument_value_error(argument(request, HEADERS), "has the header \"%s\", which cannot be set",
				is_header_name(name) ? ZSTR_VAL(name) : "?");
			return false;
		}
		zend_string *text = php_coop_parameter_string(value);
		bool fine = !php_coop_has_control_character(php_coop_view(text));
		if (fine) {
			php_coop_exchange_add_header(exchange, php_coop_view(name), php_coop_view(text));
		} else {
			zend_argument_value_error(argument(request, HEADERS), "has control characters in \"%s\"", ZSTR_VAL(name));
		}
		php_coop_secret_release(text);
		if (!fine) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

/* ---- URL and body ------------------------------------------------------------------------------------------------ */

static bool has_elements(const zval *array)
{
	return array && zend_hash_num_elements(Z_ARRVAL_P(array)) > 0;
}

/* Encodes the parameters by PHP's own http_build_query(), since PHP's users know what it makes of nested arrays.
 * Returns an owned string, or NULL if an exception is pending.
 *
 * The parameters stay the zval that the site gave. They may be a constant array in memory that opcache shares between
 * processes, whose references must not be counted, and only the flags of that zval say so. */
static zend_string *build_query(zval *parameters)
{
	zval function, arguments[3], result;
	ZVAL_STRING(&function, "http_build_query");
	ZVAL_COPY_VALUE(&arguments[0], parameters);
	ZVAL_EMPTY_STRING(&arguments[1]);
	ZVAL_CHAR(&arguments[2], '&'); /* otherwise the ini setting arg_separator.output would apply */
	ZVAL_UNDEF(&result);
	call_user_function(NULL, NULL, &function, &result, 3, arguments);
	zval_ptr_dtor(&function);
	if (Z_TYPE(result) != IS_STRING) {
		zval_ptr_dtor(&result);
		return NULL;
	}
	return Z_STR(result);
}

/* Returns whether a scheme (RFC 3986 section 4.3) and "://" come before any path or query. */
static bool is_absolute(coop_view url)
{
	size_t scheme = strcspn(url.ptr, ":/?#");
	return scheme > 0 && scheme + 3 <= url.len && memcmp(url.ptr + scheme, "://", 3) == 0;
}

/* Appends the absolute URL with its query. Returns false if an exception is pending. */
static bool build_url(php_coop_client *client, const php_coop_api_request *request, coop_buffer *text)
{
	coop_view given = php_coop_view(request->url);
	zend_string *base = php_coop_client_endpoint(client, PHP_COOP_PROVIDER_API_BASE_URL);
	if (!base || is_absolute(given) || given.len == 0) {
		coop_buffer_append(text, given);
	} else {
		coop_url_join(text, php_coop_view(base), given);
	}
	if (has_elements(request->query)) {
		zend_string *query = build_query(request->query);
		if (!query) {
			return false;
		}
		coop_view so_far = coop_buffer_view(text);
		coop_buffer_append_byte(text, memchr(so_far.ptr, '?', so_far.len) ? '&' : '?');
		coop_buffer_append(text, php_coop_view(query));
		zend_string_release(query);
	}
	return true;
}

static bool check_url(php_coop_client *client, const php_coop_api_request *request, coop_buffer *text)
{
	coop_url url;
	bool allow_http = php_coop_provider_allows_http(php_coop_client_provider(client));
	coop_url_status status =
		text->failed ? COOP_URL_TOO_LONG : coop_url_split(coop_buffer_view(text), allow_http, &url);
	if (status == COOP_URL_NOT_ABSOLUTE && !is_absolute(php_coop_view(request->url)) &&
		!php_coop_client_endpoint(client, PHP_COOP_PROVIDER_API_BASE_URL)) {
		zend_argument_value_error(2,
			"must be an absolute http:// or https:// URL, because the provider \"%s\" has no $apiBaseUrl",
			php_coop_client_provider_name(client));
		return false;
	}
	if (status != COOP_URL_OK) {
		zend_argument_value_error(2, "%s", coop_url_status_message(status));
		return false;
	}
	return check_access_token(client, request->access_token, &url);
}

static bool has_json(const php_coop_api_request *request)
{
	return request->json && Z_TYPE_P(request->json) != IS_NULL;
}

/* Calls PHP's own json_encode(), which reports all errors. php_json_encode_ex() keeps some of them to itself (NAN). */
static bool append_json(php_coop_exchange *exchange, const php_coop_api_request *request)
{
	zval function, arguments[2], text;
	ZVAL_STRING(&function, "json_encode");
	ZVAL_COPY_VALUE(&arguments[0], request->json);
	ZVAL_LONG(&arguments[1], PHP_JSON_THROW_ON_ERROR | PHP_JSON_UNESCAPED_SLASHES | PHP_JSON_UNESCAPED_UNICODE);
	ZVAL_UNDEF(&text);
	call_user_function(NULL, NULL, &function, &text, 2, arguments);
	zval_ptr_dtor(&function);
	if (Z_TYPE(text) == IS_STRING) {
		coop_buffer_append(&exchange->body, php_coop_view(Z_STR(text)));
		php_coop_secret_release(Z_STR(text));
		return true;
	}
	if (EG(exception) && zend_string_equals_literal(EG(exception)->ce->name, "JsonException")) {
		zend_clear_exception();
		zend_argument_value_error(argument(request, JSON), "cannot be written as JSON");
	}
	return false;
}

/* Adds a header, unless the site gave the header itself. */
static void add_default(
	php_coop_exchange *exchange, const php_coop_api_request *request, coop_view name, coop_view value)
{
	zend_string *given;
	if (request->headers) {
		ZEND_HASH_FOREACH_STR_KEY(request->headers, given) {
			if (given && coop_view_equals_ignoring_case(php_coop_view(given), name)) {
				return;
			}
		}
		ZEND_HASH_FOREACH_END();
	}
	php_coop_exchange_add_header(exchange, name, value);
}

/* Appends the body and its Content-Type. `has_body` receives false if the site gave no body. */
static bool build_body(php_coop_exchange *exchange, const php_coop_api_request *request, bool *has_body)
{
	bool form = has_elements(request->form);
	if (form + has_json(request) + (request->body != NULL) > 1) {
		zend_argument_value_error(argument(request, BODY), "cannot be given together with $form or $json");
		return false;
	}
	*has_body = form || has_json(request) || request->body;
	if (form) {
		zend_string *text = build_query(request->form);
		if (!text) {
			return false;
		}
		coop_buffer_append(&exchange->body, php_coop_view(text));
		php_coop_secret_release(text);
	} else if (has_json(request)) {
		add_default(exchange, request, COOP_VIEW("Content-Type"), COOP_VIEW("application/json"));
		if (!append_json(exchange, request)) {
			return false;
		}
	} else if (request->body) {
		add_default(exchange, request, COOP_VIEW("Content-Type"), COOP_VIEW("application/octet-stream"));
		coop_buffer_append(&exchange->body, php_coop_view(request->body));
	}
	if (exchange->body.failed) {
		zend_value_error("The request's body is larger than %d bytes", COOP_HTTP_API_BODY_MAXIMUM);
		return false;
	}
	return true;
}

/* These methods always get a body, if need be an empty one, because servers insist on its length. */
static bool wants_body(zend_string *method)
{
	return zend_string_equals_literal(method, "POST") || zend_string_equals_literal(method, "PUT") ||
		zend_string_equals_literal(method, "PATCH");
}

bool php_coop_api_request_build(
	php_coop_client *client, const php_coop_api_request *request, php_coop_exchange *exchange, bool *has_body)
{
	coop_buffer *url = &exchange->url;
	if (!check_method(request->method)) {
		return false;
	}
	if (request->access_token) {
		coop_buffer_append(&exchange->header_lines, COOP_VIEW("Authorization: Bearer "));
		coop_buffer_append(&exchange->header_lines, php_coop_view(request->access_token));
		coop_buffer_append_byte(&exchange->header_lines, '\0');
	}
	add_default(exchange, request, COOP_VIEW("Accept"), COOP_VIEW("application/json"));
	if (!build_url(client, request, url) || !check_url(client, request, url) ||
		!build_body(exchange, request, has_body) || !add_headers(exchange, request)) {
		return false;
	}
	*has_body = *has_body || wants_body(request->method);
	return true;
}

zend_object *php_coop_api_request_read(const php_coop_client *client, php_coop_exchange *exchange)
{
	if (exchange->thrown) {
		GC_ADDREF(exchange->thrown);
		php_coop_throw(exchange->thrown);
		return NULL;
	}
	if (exchange->answer->outcome != COOP_HTTP_ANSWERED) {
		zend_string *called = php_coop_client_called(client, "The API", coop_buffer_view(&exchange->url));
		php_coop_throw(php_coop_transport_exception(ZSTR_VAL(called), exchange->answer));
		zend_string_release(called);
		return NULL;
	}
	return php_coop_response_new(exchange->answer);
}

zend_object *php_coop_api_request_send(php_coop_client *client, const php_coop_api_request *request)
{
	php_coop_exchange exchange;
	zend_object *response = NULL;
	bool has_body;
	php_coop_exchange_init(&exchange);
	if (php_coop_api_request_build(client, request, &exchange, &has_body)) {
		php_coop_exchange_send(
			client, &exchange, ZSTR_VAL(request->method), exchange.url.ptr, has_body, COOP_HTTP_API_BODY_MAXIMUM);
		response = php_coop_api_request_read(client, &exchange);
	}
	php_coop_exchange_clear(&exchange);
	return response;
}
