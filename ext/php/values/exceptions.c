/* SPDX-License-Identifier: MIT */
#include "exceptions.h"
#include "convert.h"
#include "response.h"
#include "token_set.h"

#include "php_coop.h"
#include "core/encoding.h"
#include "zend_attributes.h"
#include "zend_exceptions.h"
#include "stubs/exceptions_arginfo.h"

zend_class_entry *php_coop_ce_CoopException;
zend_class_entry *php_coop_ce_TransportException;
zend_class_entry *php_coop_ce_OAuthErrorException;
zend_class_entry *php_coop_ce_StoreException;

zend_class_entry *php_coop_ce_ReauthorizationRequiredException;
static zend_class_entry *ce_ApiErrorException;
static zend_class_entry *ce_InvalidResponseException;
static zend_class_entry *ce_CallbackException;
static zend_class_entry *ce_LeaseException;

/* ---- The facts of an exception, which are its declared properties ------------------------------------------------ */

/* A site's subclass may declare properties of its own, so a slot is found by the declaring class and the name. */
static zval *fact_slot(zend_object *exception, zend_class_entry *scope, const char *name)
{
	zend_property_info *info = zend_hash_str_find_ptr(&scope->properties_info, name, strlen(name));
	ZEND_ASSERT(info);
	return OBJ_PROP(exception, info->offset);
}

static void set_string(zend_object *exception, zend_class_entry *scope, const char *name, zend_string *string)
{
	zval *slot = fact_slot(exception, scope, name);
	if (string) {
		ZVAL_STR_COPY(slot, string);
	} else {
		ZVAL_NULL(slot);
	}
}

static void set_view(zend_object *exception, zend_class_entry *scope, const char *name, coop_view view)
{
	php_coop_zval_view(fact_slot(exception, scope, name), view);
}

static void set_long(zend_object *exception, zend_class_entry *scope, const char *name, zend_long number)
{
	ZVAL_LONG(fact_slot(exception, scope, name), number);
}

static void set_long_or_null(
	zend_object *exception, zend_class_entry *scope, const char *name, bool is_null, zend_long number)
{
	if (is_null) {
		ZVAL_NULL(fact_slot(exception, scope, name));
	} else {
		set_long(exception, scope, name, number);
	}
}

static void set_bool(zend_object *exception, zend_class_entry *scope, const char *name, bool truth)
{
	ZVAL_BOOL(fact_slot(exception, scope, name), truth);
}

static void set_object(zend_object *exception, zend_class_entry *scope, const char *name, zend_object *object)
{
	ZVAL_OBJ_COPY(fact_slot(exception, scope, name), object);
}

/* `array` is NULL if the fact is an empty array. */
static void set_array(zend_object *exception, zend_class_entry *scope, const char *name, HashTable *array)
{
	zval *slot = fact_slot(exception, scope, name);
	if (array && zend_hash_num_elements(array) > 0) {
		ZVAL_ARR(slot, php_coop_array_copy(array));
	} else {
		ZVAL_EMPTY_ARRAY(slot);
	}
}

static void set_message(zend_object *exception, coop_view message)
{
	zval value;
	ZVAL_STRINGL(&value, message.ptr, message.len);
	zend_update_property_ex(zend_ce_exception, exception, ZSTR_KNOWN(ZEND_STR_MESSAGE), &value);
	zval_ptr_dtor(&value);
}

/* Takes over `previous`. */
static void set_previous(zend_object *exception, zend_object *previous)
{
	if (previous) {
		zval value;
		ZVAL_OBJ(&value, previous);
		zend_update_property_ex(zend_ce_exception, exception, ZSTR_KNOWN(ZEND_STR_PREVIOUS), &value);
		zval_ptr_dtor(&value);
	}
}

static zend_object *new_exception(zend_class_entry *class_entry, coop_view message, zend_object *previous)
{
	zval exception;
	object_init_ex(&exception, class_entry);
	set_message(Z_OBJ(exception), message);
	set_previous(Z_OBJ(exception), previous);
	return Z_OBJ(exception);
}

static zend_object *new_exception_of(zend_class_entry *class_entry, coop_buffer *message, zend_object *previous)
{
	zend_object *exception = new_exception(class_entry, coop_buffer_view(message), previous);
	coop_buffer_clear(message);
	return exception;
}

/* ---- Constructors, for the tests that sites write ---------------------------------------------------------------- */

/* Does what all constructors share. Returns false if the constructor was called twice; an Error is pending then. */
static bool construct_base(zend_object *exception, zend_class_entry *scope, const char *first_fact,
	zend_string *message, zend_object *previous)
{
	if (Z_TYPE_P(fact_slot(exception, scope, first_fact)) != IS_UNDEF) {
		zend_throw_error(NULL, "%s::__construct() cannot be called twice", ZSTR_VAL(scope->name));
		return false;
	}
	if (message) {
		set_message(exception, php_coop_view(message));
	}
	if (previous) {
		GC_ADDREF(previous);
		set_previous(exception, previous);
	}
	return true;
}

PHP_METHOD(Coop_TransportException, __construct)
{
	zend_string *message = NULL, *phase = NULL;
	bool request_sent = false;
	zend_object *previous = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 4)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(message)
		Z_PARAM_BOOL(request_sent)
		Z_PARAM_STR(phase)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(previous, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	zend_class_entry *scope = php_coop_ce_TransportException;
	if (construct_base(self, scope, "requestSent", message, previous)) {
		set_bool(self, scope, "requestSent", request_sent);
		set_view(self, scope, "phase", phase ? php_coop_view(phase) : COOP_VIEW("connect"));
	}
}

PHP_METHOD(Coop_OAuthErrorException, __construct)
{
	zend_string *message = NULL, *error = NULL, *description = NULL, *uri = NULL;
	zend_long status = 0, retry_after = 0;
	bool status_is_null = true, retry_after_is_null = true;
	zend_object *previous = NULL;
	HashTable *context = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 8)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(message)
		Z_PARAM_STR_OR_NULL(error)
		Z_PARAM_STR_OR_NULL(description)
		Z_PARAM_STR_OR_NULL(uri)
		Z_PARAM_LONG_OR_NULL(status, status_is_null)
		Z_PARAM_LONG_OR_NULL(retry_after, retry_after_is_null)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(previous, zend_ce_throwable)
		Z_PARAM_ARRAY_HT(context)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	zend_class_entry *scope = php_coop_ce_OAuthErrorException;
	if (construct_base(self, scope, "error", message, previous)) {
		set_string(self, scope, "error", error);
		set_string(self, scope, "errorDescription", description);
		set_string(self, scope, "errorUri", uri);
		set_long_or_null(self, scope, "status", status_is_null, status);
		set_long_or_null(self, scope, "retryAfter", retry_after_is_null, retry_after);
		set_array(self, scope, "context", context);
	}
}

PHP_METHOD(Coop_ReauthorizationRequiredException, __construct)
{
	zend_string *message = NULL, *user_id = NULL, *reason = NULL;
	zend_object *previous = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 4)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(message)
		Z_PARAM_STR_OR_NULL(user_id)
		Z_PARAM_STR(reason)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(previous, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	zend_class_entry *scope = php_coop_ce_ReauthorizationRequiredException;
	if (construct_base(self, scope, "userId", message, previous)) {
		set_string(self, scope, "userId", user_id);
		set_view(self, scope, "reason", reason ? php_coop_view(reason) : COOP_VIEW("invalid_grant"));
	}
}

PHP_METHOD(Coop_ApiErrorException, __construct)
{
	zend_string *message, *error = NULL, *description = NULL;
	zend_long status = 0;
	zend_object *response, *previous = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 6)
		Z_PARAM_STR(message)
		Z_PARAM_OBJ_OF_CLASS(response, php_coop_ce_Response)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(error)
		Z_PARAM_STR_OR_NULL(description)
		Z_PARAM_LONG(status)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(previous, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	zend_class_entry *scope = ce_ApiErrorException;
	if (construct_base(self, scope, "response", message, previous)) {
		set_object(self, scope, "response", response);
		set_string(self, scope, "error", error);
		set_string(self, scope, "errorDescription", description);
		set_long(self, scope, "status", status);
	}
}

/* Puts the token into a TokenSet, because no dump of an object of that class shows a secret. `refresh_token` is NULL if
 * no token was salvaged. */
static void set_salvaged(zend_object *exception, zend_string *refresh_token)
{
	zval *slot = fact_slot(exception, ce_InvalidResponseException, "salvaged");
	ZVAL_NULL(slot);
	if (refresh_token) {
		php_coop_token_parts parts = {.refresh_token = refresh_token};
		ZVAL_OBJ(slot, php_coop_token_set_new(&parts));
	}
}

PHP_METHOD(Coop_InvalidResponseException, __construct)
{
	zend_string *message = NULL, *salvaged = NULL;
	zend_long status = 0;
	zend_object *previous = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 4)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(message)
		Z_PARAM_LONG(status)
		Z_PARAM_STR_OR_NULL(salvaged)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(previous, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	if (construct_base(self, ce_InvalidResponseException, "status", message, previous)) {
		set_long(self, ce_InvalidResponseException, "status", status);
		set_salvaged(self, salvaged);
	}
}

PHP_METHOD(Coop_InvalidResponseException, salvagedRefreshToken)
{
	ZEND_PARSE_PARAMETERS_NONE();
	zval *salvaged = fact_slot(Z_OBJ_P(ZEND_THIS), ce_InvalidResponseException, "salvaged");
	if (Z_TYPE_P(salvaged) != IS_OBJECT) {
		RETURN_NULL();
	}
	RETURN_STR_COPY(php_coop_token_set_of(Z_OBJ_P(salvaged))->refresh_token);
}

PHP_METHOD(Coop_CallbackException, __construct)
{
	zend_string *message = NULL, *reason = NULL;
	zend_object *previous = NULL;
	HashTable *context = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 4)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(message)
		Z_PARAM_STR(reason)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(previous, zend_ce_throwable)
		Z_PARAM_ARRAY_HT(context)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	if (construct_base(self, ce_CallbackException, "reason", message, previous)) {
		set_view(self, ce_CallbackException, "reason", reason ? php_coop_view(reason) : COOP_VIEW("state_unknown"));
		set_array(self, ce_CallbackException, "context", context);
	}
}

PHP_METHOD(Coop_StoreException, __construct)
{
	zend_string *message = NULL, *sql = NULL;
	zend_object *previous = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 3)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(message)
		Z_PARAM_STR_OR_NULL(sql)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(previous, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	if (construct_base(self, php_coop_ce_StoreException, "sql", message, previous)) {
		set_string(self, php_coop_ce_StoreException, "sql", sql);
	}
}

/* ---- What the extension itself throws ---------------------------------------------------------------------------- */

#define MESSAGE_MAXIMUM 4096 /* bytes */
#define USER_ID_MAXIMUM 256 /* bytes of a user id that a message shows */

zend_string *php_coop_shown_user_id(zend_string *user_id)
{
	coop_buffer shown;
	coop_buffer_init(&shown, USER_ID_MAXIMUM + 1);
	coop_append_cleaned(&shown, php_coop_view(user_id), USER_ID_MAXIMUM);
	zend_string *result = zend_string_init(shown.ptr ? shown.ptr : "", shown.len, 0);
	coop_buffer_clear(&shown);
	return result;
}

static const struct {
	const char *phase;
	const char *words;
} TRANSPORT_FAULTS[] = {
	[COOP_HTTP_DNS] = {"dns", "its host name could not be resolved"},
	[COOP_HTTP_CONNECT] = {"connect", "no connection was made"},
	[COOP_HTTP_TLS] = {"tls", "no trusted TLS connection was made"},
	[COOP_HTTP_SEND] = {"send", "the request could not be sent"},
	[COOP_HTTP_RECEIVE] = {"receive", "the answer was cut off"},
	[COOP_HTTP_TIMEOUT] = {"timeout", "no answer came in time"},
	[COOP_HTTP_TOO_LARGE] = {"receive", "the answer is too large"},
	[COOP_HTTP_NO_MEMORY] = {"connect", "there is not enough memory"},
};
_Static_assert(COOP_COUNT(TRANSPORT_FAULTS) == COOP_HTTP_OUTCOMES, "every fault has its words");

zend_object *php_coop_transport_exception(const char *what, const coop_http_answer *answer)
{
	coop_buffer message;
	coop_buffer_init(&message, MESSAGE_MAXIMUM);
	coop_buffer_append_format(&message, "%s could not be used: %s", what, TRANSPORT_FAULTS[answer->outcome].words);
	if (answer->proxy_status) {
		coop_buffer_append_format(&message, " (the proxy refused with status %d%s)", answer->proxy_status,
			answer->proxy_status == 407 ? ", it wants other credentials" : "");
	} else if (answer->detail) {
		coop_buffer_append_format(&message, " (%s)", answer->detail);
	}
	coop_buffer_append(&message,
		answer->request_sent ? COOP_VIEW("; the request was sent and may have been processed")
							 : COOP_VIEW("; the request was not sent"));
	zend_class_entry *scope = php_coop_ce_TransportException;
	zend_object *exception = new_exception_of(scope, &message, NULL);
	set_bool(exception, scope, "requestSent", answer->request_sent);
	set_view(exception, scope, "phase", coop_view_of(TRANSPORT_FAULTS[answer->outcome].phase));
	return exception;
}

zend_object *php_coop_not_now_exception(zend_string *user_id, int64_t seconds)
{
	coop_buffer message;
	coop_buffer_init(&message, MESSAGE_MAXIMUM);
	zend_string *shown = php_coop_shown_user_id(user_id);
	coop_buffer_append_format(&message,
		"The last try to refresh the tokens of the user \"%s\" has failed, and the next one comes in %d seconds at the "
		"earliest; no request was sent",
		ZSTR_VAL(shown), (int) (seconds > INT_MAX ? INT_MAX : seconds));
	zend_string_release(shown);
	zend_class_entry *scope = php_coop_ce_TransportException;
	zend_object *exception = new_exception_of(scope, &message, NULL);
	set_bool(exception, scope, "requestSent", false);
	set_view(exception, scope, "phase", COOP_VIEW("not_now"));
	return exception;
}

/* Appends ": <code> (<description>)". Both are the server's words, so they are cleaned. */
static void append_server_words(coop_buffer *message, coop_view error, coop_view description)
{
	if (error.ptr) {
		coop_buffer_append(message, COOP_VIEW(": "));
		coop_append_cleaned(message, error, 128);
	}
	if (description.ptr) {
		coop_buffer_append(message, error.ptr ? COOP_VIEW(" (") : COOP_VIEW(": "));
		coop_append_cleaned(message, description, COOP_ERROR_TEXT_MAXIMUM);
		if (error.ptr) {
			coop_buffer_append_byte(message, ')');
		}
	}
}

static void set_cleaned(zend_object *exception, zend_class_entry *scope, const char *name, coop_view text)
{
	coop_buffer cleaned;
	coop_buffer_init(&cleaned, COOP_ERROR_TEXT_MAXIMUM + 1);
	if (text.ptr) {
		coop_append_cleaned(&cleaned, text, COOP_ERROR_TEXT_MAXIMUM);
	}
	set_view(exception, scope, name, text.ptr ? coop_buffer_view(&cleaned) : COOP_VIEW_NONE);
	coop_buffer_clear(&cleaned);
}

static zend_object *oauth_error(coop_buffer *message, coop_view error, coop_view description, coop_view uri, int status,
	int retry_after, HashTable *context)
{
	zend_class_entry *scope = php_coop_ce_OAuthErrorException;
	zend_object *exception = new_exception_of(scope, message, NULL);
	set_cleaned(exception, scope, "error", error);
	set_cleaned(exception, scope, "errorDescription", description);
	set_cleaned(exception, scope, "errorUri", uri);
	set_long_or_null(exception, scope, "status", status == 0, status);
	set_long_or_null(exception, scope, "retryAfter", retry_after < 0, retry_after);
	set_array(exception, scope, "context", context);
	return exception;
}

zend_object *php_coop_oauth_error_exception(
	const char *what, const char *more, const coop_token_answer *answer, int status, int retry_after)
{
	coop_buffer message;
	coop_buffer_init(&message, MESSAGE_MAXIMUM);
	coop_buffer_append_format(&message, "%s refused with status %d", what, status);
	append_server_words(&message, answer->error, answer->error_description);
	coop_buffer_append(&message, coop_view_of(more));
	return oauth_error(
		&message, answer->error, answer->error_description, answer->error_uri, status, retry_after, NULL);
}

zend_object *php_coop_callback_oauth_error(
	const char *provider, coop_view error, coop_view description, coop_view uri, HashTable *context)
{
	coop_buffer message;
	coop_buffer_init(&message, MESSAGE_MAXIMUM);
	coop_buffer_append(&message, COOP_VIEW("The provider \""));
	coop_append_cleaned(&message, coop_view_of(provider), 128);
	coop_buffer_append(&message, COOP_VIEW("\" refused the login"));
	append_server_words(&message, error, description);
	return oauth_error(&message, error, description, uri, 0, -1, context);
}

zend_object *php_coop_invalid_response_exception(
	const char *what, const char *problem, int status, coop_view salvaged_refresh_token)
{
	coop_buffer message;
	coop_buffer_init(&message, MESSAGE_MAXIMUM);
	coop_buffer_append_format(&message, "%s gave an answer with status %d that %s", what, status, problem);
	zend_class_entry *scope = ce_InvalidResponseException;
	zend_object *exception = new_exception_of(scope, &message, NULL);
	set_long(exception, scope, "status", status);
	zend_string *salvaged = php_coop_string(salvaged_refresh_token);
	set_salvaged(exception, salvaged);
	php_coop_secret_release(salvaged);
	return exception;
}

zend_object *php_coop_reauthorization_exception(zend_string *user_id, const char *reason, zend_object *previous)
{
	static const struct {
		const char *reason;
		const char *words;
	} REASONS[] = {
		{"no_tokens", "the token store has no tokens of this user"},
		{"no_refresh_token", "the access token has expired and there is no refresh token"},
		{"invalid_grant", "the server does not accept the refresh token any more"},
		{"refused", "the server has refused the refresh token for days, while others were refreshed"},
	};
	coop_buffer message;
	coop_buffer_init(&message, MESSAGE_MAXIMUM);
	zend_string *shown = php_coop_shown_user_id(user_id);
	coop_buffer_append_format(&message, "The user \"%s\" has to log in again", ZSTR_VAL(shown));
	zend_string_release(shown);
	for (size_t i = 0; i < COOP_COUNT(REASONS); i++) {
		if (strcmp(REASONS[i].reason, reason) == 0) {
			coop_buffer_append_format(&message, ": %s", REASONS[i].words);
		}
	}
	zend_class_entry *scope = php_coop_ce_ReauthorizationRequiredException;
	zend_object *exception = new_exception_of(scope, &message, previous);
	set_string(exception, scope, "userId", user_id);
	set_view(exception, scope, "reason", coop_view_of(reason));
	return exception;
}

zend_object *php_coop_api_error_exception(
	const char *what, zend_object *response, int status, coop_view error, coop_view description)
{
	coop_buffer message;
	coop_buffer_init(&message, MESSAGE_MAXIMUM);
	coop_buffer_append_format(&message, "%s answered with status %d", what, status);
	append_server_words(&message, error, description);
	zend_class_entry *scope = ce_ApiErrorException;
	zend_object *exception = new_exception_of(scope, &message, NULL);
	set_object(exception, scope, "response", response);
	set_cleaned(exception, scope, "error", error);
	set_cleaned(exception, scope, "errorDescription", description);
	set_long(exception, scope, "status", status);
	return exception;
}

zend_object *php_coop_callback_exception(const char *reason, const char *message, HashTable *context)
{
	zend_object *exception = new_exception(ce_CallbackException, coop_view_of(message), NULL);
	set_view(exception, ce_CallbackException, "reason", coop_view_of(reason));
	set_array(exception, ce_CallbackException, "context", context);
	return exception;
}

zend_object *php_coop_store_exception(zend_string *sql, zend_object *previous, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	zend_string *message = zend_vstrpprintf(0, format, arguments);
	va_end(arguments);
	zend_object *exception = new_exception(php_coop_ce_StoreException, php_coop_view(message), previous);
	set_string(exception, php_coop_ce_StoreException, "sql", sql);
	zend_string_release(message);
	return exception;
}

zend_object *php_coop_exception(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	zend_string *message = zend_vstrpprintf(0, format, arguments);
	va_end(arguments);
	zend_object *exception = new_exception(php_coop_ce_CoopException, php_coop_view(message), NULL);
	zend_string_release(message);
	return exception;
}

zend_object *php_coop_lease_exception(zend_string *user_id)
{
	coop_buffer message;
	coop_buffer_init(&message, MESSAGE_MAXIMUM);
	zend_string *shown = php_coop_shown_user_id(user_id);
	coop_buffer_append_format(&message,
		"Another process is refreshing the tokens of the user \"%s\" and was not done in time: try again in a moment",
		ZSTR_VAL(shown));
	zend_string_release(shown);
	return new_exception_of(ce_LeaseException, &message, NULL);
}

/* This is not zend_throw_exception_object(), because php_coop_take_exception() may have taken PHP's own exception for
 * exit(), which is no Throwable. */
void php_coop_throw(zend_object *exception)
{
	zend_throw_exception_internal(exception);
}

zend_object *php_coop_take_exception(void)
{
	zend_object *exception = EG(exception);
	if (exception) {
		GC_ADDREF(exception);
		zend_clear_exception();
	}
	return exception;
}

void php_coop_keep_first(zend_object **kept, zend_object *failure)
{
	if (!*kept) {
		*kept = failure;
	} else if (failure) {
		OBJ_RELEASE(failure);
	}
}

void php_coop_exceptions_minit(void)
{
	php_coop_ce_CoopException = register_class_Coop_CoopException(zend_ce_exception);
	php_coop_ce_TransportException = register_class_Coop_TransportException(php_coop_ce_CoopException);
	php_coop_ce_OAuthErrorException = register_class_Coop_OAuthErrorException(php_coop_ce_CoopException);
	php_coop_ce_ReauthorizationRequiredException =
		register_class_Coop_ReauthorizationRequiredException(php_coop_ce_CoopException);
	ce_ApiErrorException = register_class_Coop_ApiErrorException(php_coop_ce_CoopException);
	ce_InvalidResponseException = register_class_Coop_InvalidResponseException(php_coop_ce_CoopException);
	ce_CallbackException = register_class_Coop_CallbackException(php_coop_ce_CoopException);
	php_coop_ce_StoreException = register_class_Coop_StoreException(php_coop_ce_CoopException);
	ce_LeaseException = register_class_Coop_LeaseException(php_coop_ce_CoopException);
}
