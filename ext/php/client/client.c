/* SPDX-License-Identifier: MIT */
#include "api_request.h"
#include "client_settings.h"
#include "grants.h"
#include "login.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/enums.h"
#include "php/values/token_set.h"
#include "zend_attributes.h"
#include "zend_closures.h"
#include "stubs/client_arginfo.h"

zend_class_entry *php_coop_ce_Client;

static zend_object_handlers handlers;

static php_coop_client *this_client(zval *this_value)
{
	return php_coop_client_of(Z_OBJ_P(this_value));
}

/* Takes the object over. It is NULL if an exception is pending. */
static void return_object(zval *return_value, zend_object *object)
{
	if (!object) {
		RETURN_THROWS();
	}
	RETURN_OBJ(object);
}

/* ---- Construction ------------------------------------------------------------------------------------------------ */

#define TIMEOUT_MAXIMUM 3600

static bool check_seconds(zend_long seconds, uint32_t argument)
{
	if (seconds < 1 || seconds > TIMEOUT_MAXIMUM) {
		zend_argument_value_error(argument, "must be between 1 and %d", TIMEOUT_MAXIMUM);
		return false;
	}
	return true;
}

/* libcurl takes C strings, and an empty string does not mean to libcurl what NULL means. */
static bool check_setting(zend_string *text, uint32_t argument)
{
	if (text && (ZSTR_LEN(text) == 0 || php_coop_has_control_character(php_coop_view(text)))) {
		zend_argument_value_error(argument, "must not be empty or have control characters");
		return false;
	}
	return true;
}

static bool check_ca_file(zend_string *ca_file)
{
	if (ca_file && VCWD_ACCESS(ZSTR_VAL(ca_file), R_OK) != 0) {
		zend_argument_value_error(
			8, "must be a file that this process can read, which \"%s\" is not", ZSTR_VAL(ca_file));
		return false;
	}
	return check_setting(ca_file, 8);
}

static bool check_credentials(zend_string *client_id, zend_string *client_secret, zend_string *redirect_uri)
{
	if (client_secret && !client_id) {
		zend_argument_value_error(3, "cannot be given without argument #2 ($clientId)");
		return false;
	}
	return check_setting(client_id, 2) && check_setting(client_secret, 3) && check_setting(redirect_uri, 4);
}

/* Without a secret, the method is None, even if another one was given. `given` is NULL if the provider's applies. */
static coop_client_auth_method choose_auth_method(zend_object *given, zend_object *provider, zend_string *client_secret)
{
	if (!client_secret) {
		return COOP_CLIENT_AUTH_NONE;
	}
	return php_coop_client_auth_method(
		given ? given : Z_OBJ_P(OBJ_PROP_NUM(provider, PHP_COOP_PROVIDER_CLIENT_AUTH_METHOD)));
}

static zend_string *copy_or_null(zend_string *string)
{
	return string ? zend_string_copy(string) : NULL;
}

PHP_METHOD(Coop_Client, __construct)
{
	zend_object *provider, *auth_method = NULL;
	zend_string *client_id = NULL, *client_secret = NULL, *redirect_uri = NULL, *ca_file = NULL, *proxy = NULL;
	zend_long connect_timeout = 5, timeout = 20;
	zval *transport = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 10)
		Z_PARAM_OBJ_OF_CLASS(provider, php_coop_ce_Provider)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(client_id)
		Z_PARAM_STR_OR_NULL(client_secret)
		Z_PARAM_STR_OR_NULL(redirect_uri)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(auth_method, php_coop_ce_ClientAuthMethod)
		Z_PARAM_LONG(connect_timeout)
		Z_PARAM_LONG(timeout)
		Z_PARAM_PATH_STR_OR_NULL(ca_file)
		Z_PARAM_STR_OR_NULL(proxy)
		Z_PARAM_OBJECT_OF_CLASS_OR_NULL(transport, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();

	zend_object *object = Z_OBJ_P(ZEND_THIS);
	php_coop_client *self = php_coop_client_of(object);
	if (php_coop_refuse_second_construct(object) || !check_credentials(client_id, client_secret, redirect_uri) ||
		!check_seconds(connect_timeout, 6) || !check_seconds(timeout, 7) || !check_ca_file(ca_file) ||
		!check_setting(proxy, 9)) {
		RETURN_THROWS();
	}
	php_coop_property_init_object(object, PHP_COOP_CLIENT_PROVIDER, provider);
	php_coop_property_init_string(object, PHP_COOP_CLIENT_CLIENT_ID, client_id);
	php_coop_property_init_string(object, PHP_COOP_CLIENT_REDIRECT_URI, redirect_uri);
	self->auth_method = choose_auth_method(auth_method, provider, client_secret);
	self->connect_timeout = (int) connect_timeout;
	self->timeout = (int) timeout;
	self->ca_file = copy_or_null(ca_file);
	self->proxy = copy_or_null(proxy);
	if (transport) {
		ZVAL_COPY(&self->transport, transport);
	}
	if (!coop_secret_set(&self->secret, php_coop_view(client_secret)) || !php_coop_client_set_identity(self)) {
		zend_throw_error(NULL, "Out of memory");
		RETURN_THROWS();
	}
}

/* ---- Logging in -------------------------------------------------------------------------------------------------- */

/* Returns the array behind the session parameter, which is a reference, ready to be changed. Returns NULL if an
 * exception is pending. */
static zval *session_array(zval *session)
{
	zval *array = session;
	ZVAL_DEREF(array);
	if (Z_TYPE_P(array) != IS_ARRAY) {
		zend_argument_type_error(
			1, "must be of type array, %s given: call session_start() first", zend_zval_type_name(array));
		return NULL;
	}
	SEPARATE_ARRAY(array);
	return array;
}

static bool check_login_settings(const php_coop_client *self)
{
	const char *missing = NULL;
	if (!php_coop_client_endpoint(self, PHP_COOP_PROVIDER_AUTHORIZATION_ENDPOINT)) {
		missing = "authorizationEndpoint";
	} else if (!php_coop_client_id(self)) {
		missing = "clientId";
	} else if (!php_coop_property_string((zend_object *) &self->std, PHP_COOP_CLIENT_REDIRECT_URI)) {
		missing = "redirectUri";
	}
	if (missing) {
		zend_value_error(
			"A login needs $authorizationEndpoint of the provider \"%s\", and $clientId and $redirectUri of "
			"the client: $%s is missing",
			php_coop_client_provider_name(self), missing);
	}
	return !missing;
}

PHP_METHOD(Coop_Client, authorizationUrl)
{
	zval *session;
	HashTable *scope = NULL, *parameters = NULL, *context = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 4)
		Z_PARAM_ZVAL(session)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(scope)
		Z_PARAM_ARRAY_HT(parameters)
		Z_PARAM_ARRAY_HT(context)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_client *self = this_client(ZEND_THIS);
	HashTable *none = (HashTable *) &zend_empty_array;
	zval *array = session_array(session);
	if (!array || (parameters && !php_coop_check_authorization_parameters(parameters, 3)) ||
		!check_login_settings(self)) {
		RETURN_THROWS();
	}
	zend_string *scope_text = php_coop_scope(scope ? scope : none, 2);
	if (!scope_text) {
		RETURN_THROWS();
	}
	zend_string *url =
		php_coop_login_start(self, array, scope_text, parameters ? parameters : none, context ? context : none);
	zend_string_release(scope_text);
	if (!url) {
		RETURN_THROWS();
	}
	RETURN_STR(url);
}

static zend_object *read_callback(INTERNAL_FUNCTION_PARAMETERS)
{
	zval *session;
	zend_string *callback_url;
	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_ZVAL(session)
		Z_PARAM_STR(callback_url)
	ZEND_PARSE_PARAMETERS_END_EX(return NULL);
	zval *array = session_array(session);
	return array ? php_coop_login_read_callback(this_client(ZEND_THIS), array, callback_url) : NULL;
}

PHP_METHOD(Coop_Client, readCallback)
{
	return_object(return_value, read_callback(INTERNAL_FUNCTION_PARAM_PASSTHRU));
}

PHP_METHOD(Coop_Client, handleCallback)
{
	zend_object *code = read_callback(INTERNAL_FUNCTION_PARAM_PASSTHRU);
	if (!code) {
		RETURN_THROWS();
	}
	return_object(return_value, php_coop_grant_code(this_client(ZEND_THIS), code));
	OBJ_RELEASE(code);
}

/* ---- Grants ------------------------------------------------------------------------------------------------------ */

PHP_METHOD(Coop_Client, exchangeCode)
{
	zend_object *code;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(code, php_coop_ce_AuthorizationCode)
	ZEND_PARSE_PARAMETERS_END();
	return_object(return_value, php_coop_grant_code(this_client(ZEND_THIS), code));
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
	return_object(return_value, php_coop_grant_refresh(this_client(ZEND_THIS), refresh_token, scope));
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
	return_object(return_value, php_coop_grant_password(this_client(ZEND_THIS), username, password, scope));
}

PHP_METHOD(Coop_Client, clientCredentials)
{
	HashTable *scope = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(scope)
	ZEND_PARSE_PARAMETERS_END();
	return_object(return_value, php_coop_grant_client_credentials(this_client(ZEND_THIS), scope));
}

PHP_METHOD(Coop_Client, requestTokens)
{
	zend_string *grant_type;
	HashTable *parameters = (HashTable *) &zend_empty_array;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR(grant_type)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(parameters)
	ZEND_PARSE_PARAMETERS_END();
	return_object(return_value, php_coop_grant_of_type(this_client(ZEND_THIS), grant_type, parameters));
}

/* ---- Introspection and revocation -------------------------------------------------------------------------------- */

PHP_METHOD(Coop_Client, introspect)
{
	zend_object *tokens;
	zend_string *text;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS_OR_STR(tokens, php_coop_ce_TokenSet, text)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_introspect(this_client(ZEND_THIS), tokens, text, return_value);
}

PHP_METHOD(Coop_Client, revoke)
{
	zend_object *tokens;
	zend_string *text;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS_OR_STR(tokens, php_coop_ce_TokenSet, text)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_revoke(this_client(ZEND_THIS), tokens, text);
}

/* ---- API calls --------------------------------------------------------------------------------------------------- */

PHP_METHOD(Coop_Client, request)
{
	php_coop_api_request request = {0};
	zend_object *tokens = NULL;
	zend_string *text = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 8)
		Z_PARAM_STR(request.method)
		Z_PARAM_STR(request.url)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_STR_OR_NULL(tokens, php_coop_ce_TokenSet, text)
		Z_PARAM_ARRAY(request.query)
		Z_PARAM_ARRAY(request.form)
		Z_PARAM_ZVAL(request.json)
		Z_PARAM_ARRAY_HT(request.headers)
		Z_PARAM_STR_OR_NULL(request.body)
	ZEND_PARSE_PARAMETERS_END();
	request.access_token = tokens ? php_coop_token_set_of(tokens)->access_token : text;
	request.first_argument = 4;
	if ((tokens || text) && (!request.access_token || ZSTR_LEN(request.access_token) == 0)) {
		zend_argument_value_error(3, "has no access token");
		RETURN_THROWS();
	}
	return_object(return_value, php_coop_api_request_send(this_client(ZEND_THIS), &request));
}

/* ---- The object -------------------------------------------------------------------------------------------------- */

static zend_object *create(zend_class_entry *class_entry)
{
	php_coop_client *self = zend_object_alloc(sizeof(*self), class_entry);
	php_coop_object_init(&self->std, class_entry, &handlers);
	self->auth_method = COOP_CLIENT_AUTH_NONE;
	ZVAL_UNDEF(&self->transport);
	return &self->std;
}

static void free_object(zend_object *object)
{
	php_coop_client *self = php_coop_client_of(object);
	coop_secret_clear(&self->secret);
	if (self->ca_file) {
		zend_string_release(self->ca_file);
	}
	php_coop_secret_release(self->proxy);
	zval_ptr_dtor(&self->transport);
	zend_object_std_dtor(object);
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	php_coop_client *self = php_coop_client_of(object);
	*table = &self->transport;
	*count = 1;
	return zend_std_get_properties(object);
}

void php_coop_client_minit(void)
{
	php_coop_ce_Client = register_class_Coop_Client();
	php_coop_ce_Client->create_object = create;
	php_coop_handlers_init(&handlers, offsetof(php_coop_client, std), free_object);
	handlers.get_gc = get_gc;
}
