/* SPDX-License-Identifier: MIT */
#include "provider.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/enums.h"
#include "core/instant.h"
#include "stubs/provider_arginfo.h"

zend_class_entry *php_coop_ce_Provider;

static zend_object_handlers handlers;

/* ---- Checks of the constructor's arguments ----------------------------------------------------------------------- */

static bool check_url(zend_string *text, uint32_t argument, bool allow_http)
{
	coop_url url;
	coop_url_status status = coop_url_split(php_coop_view(text), allow_http, &url);
	if (status != COOP_URL_OK) {
		zend_argument_value_error(argument, "%s", coop_url_status_message(status));
		return false;
	}
	return true;
}

/* Returns whether the extension itself sets the parameter at each login, or must not send it at all (client_secret). */
static bool is_own_parameter(const zend_string *name)
{
	static const char *const OWN[] = {"response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge",
		"code_challenge_method", "client_secret"};
	for (size_t i = 0; i < COOP_COUNT(OWN); i++) {
		if (zend_string_equals_cstr(name, OWN[i], strlen(OWN[i]))) {
			return true;
		}
	}
	return false;
}

bool php_coop_check_authorization_parameters(HashTable *parameters, uint32_t argument)
{
	if (!php_coop_check_parameters(parameters, argument)) {
		return false;
	}
	zend_string *name;
	ZEND_HASH_FOREACH_STR_KEY(parameters, name) {
		if (is_own_parameter(name)) {
			zend_argument_value_error(
				argument, "must not have \"%s\", which the extension sets itself", ZSTR_VAL(name));
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static bool check_origins(HashTable *origins, uint32_t argument, bool allow_http)
{
	zval *origin;
	ZEND_HASH_FOREACH_VAL(origins, origin) {
		ZVAL_DEREF(origin);
		if (Z_TYPE_P(origin) != IS_STRING) {
			zend_argument_type_error(argument, "must be a list of strings");
			return false;
		}
		if (!check_url(Z_STR_P(origin), argument, allow_http)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

/* A blank text would be a part of every description. */
static bool is_blank(const zend_string *text)
{
	return strspn(ZSTR_VAL(text), " \t\r\n") == ZSTR_LEN(text);
}

/* Checks the list, which is NULL if it was not given. */
static bool check_ended_errors(zend_string *name, HashTable *errors, uint32_t argument)
{
	if (!errors) {
		return true;
	}
	bool valid = zend_array_is_list(errors);
	zval *error;
	ZEND_HASH_FOREACH_VAL(errors, error) {
		ZVAL_DEREF(error);
		valid = valid && Z_TYPE_P(error) == IS_STRING && !is_blank(Z_STR_P(error));
	}
	ZEND_HASH_FOREACH_END();
	if (!valid) {
		zend_argument_value_error(
			argument, "of the provider \"%s\" must be a list of texts that are not empty", ZSTR_VAL(name));
	}
	return valid;
}

/* Checks the name and the URLs. `urls` has a URL for each slot, or NULL if it was not given. */
static bool check_names(zend_string *name, zend_string *const *urls, bool allow_http)
{
	if (ZSTR_LEN(name) == 0) {
		zend_argument_value_error(1, "cannot be empty");
		return false;
	}
	for (uint32_t i = PHP_COOP_PROVIDER_TOKEN_ENDPOINT; i < PHP_COOP_PROVIDER_CLIENT_AUTH_METHOD; i++) {
		if (urls[i] && !check_url(urls[i], i + 1, allow_http)) {
			return false;
		}
	}
	return true;
}

PHP_METHOD(Coop_Provider, __construct)
{
	zend_string *name, *urls[PHP_COOP_PROVIDER_CLIENT_AUTH_METHOD] = {NULL};
	zend_object *auth_method = NULL;
	HashTable *parameters = NULL, *origins = NULL, *ended_errors = NULL;
	bool pkce = true, allow_http = false;
	zend_long lifetime = 3600;
	ZEND_PARSE_PARAMETERS_START(2, 16)
		Z_PARAM_STR(name)
		Z_PARAM_STR(urls[PHP_COOP_PROVIDER_TOKEN_ENDPOINT])
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(urls[PHP_COOP_PROVIDER_AUTHORIZATION_ENDPOINT])
		Z_PARAM_STR_OR_NULL(urls[PHP_COOP_PROVIDER_API_BASE_URL])
		Z_PARAM_STR_OR_NULL(urls[PHP_COOP_PROVIDER_ISSUER])
		Z_PARAM_STR_OR_NULL(urls[PHP_COOP_PROVIDER_USERINFO_ENDPOINT])
		Z_PARAM_STR_OR_NULL(urls[PHP_COOP_PROVIDER_REVOCATION_ENDPOINT])
		Z_PARAM_STR_OR_NULL(urls[PHP_COOP_PROVIDER_INTROSPECTION_ENDPOINT])
		Z_PARAM_STR_OR_NULL(urls[PHP_COOP_PROVIDER_PASSWORD_ENDPOINT])
		Z_PARAM_OBJ_OF_CLASS(auth_method, php_coop_ce_ClientAuthMethod)
		Z_PARAM_ARRAY_HT(parameters)
		Z_PARAM_ARRAY_HT(origins)
		Z_PARAM_BOOL(pkce)
		Z_PARAM_LONG(lifetime)
		Z_PARAM_BOOL(allow_http)
		Z_PARAM_ARRAY_HT(ended_errors)
	ZEND_PARSE_PARAMETERS_END();

	zend_object *self = Z_OBJ_P(ZEND_THIS);
	if (php_coop_refuse_second_construct(self) || !check_names(name, urls, allow_http)) {
		RETURN_THROWS();
	}
	if ((parameters && !php_coop_check_authorization_parameters(parameters, 11)) ||
		(origins && !check_origins(origins, 12, allow_http)) || !check_ended_errors(name, ended_errors, 16)) {
		RETURN_THROWS();
	}
	if (lifetime < 1 || lifetime > COOP_LIFETIME_MAXIMUM) {
		zend_argument_value_error(14, "must be between 1 and " ZEND_LONG_FMT, (zend_long) COOP_LIFETIME_MAXIMUM);
		RETURN_THROWS();
	}

	php_coop_property_init_string(self, PHP_COOP_PROVIDER_NAME, name);
	for (uint32_t i = PHP_COOP_PROVIDER_TOKEN_ENDPOINT; i < PHP_COOP_PROVIDER_CLIENT_AUTH_METHOD; i++) {
		php_coop_property_init_string(self, i, urls[i]);
	}
	php_coop_property_init_object(self, PHP_COOP_PROVIDER_CLIENT_AUTH_METHOD,
		auth_method ? auth_method : php_coop_client_auth_method_case(COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC));
	php_coop_property_init_array(
		self, PHP_COOP_PROVIDER_AUTHORIZATION_PARAMETERS, parameters ? parameters : (HashTable *) &zend_empty_array);
	php_coop_property_init_array(
		self, PHP_COOP_PROVIDER_API_ORIGINS, origins ? origins : (HashTable *) &zend_empty_array);
	ZVAL_BOOL(OBJ_PROP_NUM(self, PHP_COOP_PROVIDER_PKCE), pkce);
	ZVAL_LONG(OBJ_PROP_NUM(self, PHP_COOP_PROVIDER_DEFAULT_ACCESS_TOKEN_LIFETIME), lifetime);
	ZVAL_BOOL(OBJ_PROP_NUM(self, PHP_COOP_PROVIDER_ALLOW_HTTP), allow_http);
	php_coop_property_init_array(
		self, PHP_COOP_PROVIDER_ENDED_ERRORS, ended_errors ? ended_errors : (HashTable *) &zend_empty_array);
}

/* ---- with() and the named constructors --------------------------------------------------------------------------- */

/* They call the constructor with named arguments, so that it alone checks and sets the properties. */

/* Makes `result` a provider of a dialect. If an exception is pending afterwards, `result` was left alone. */
static void construct(zval *result, coop_dialect_id dialect, HashTable *arguments)
{
	zval provider, nothing;
	object_init_ex(&provider, php_coop_ce_Provider);
	php_coop_provider_of(Z_OBJ(provider))->dialect = dialect;
	zend_call_known_function(
		php_coop_ce_Provider->constructor, Z_OBJ(provider), php_coop_ce_Provider, &nothing, 0, NULL, arguments);
	if (EG(exception)) {
		zval_ptr_dtor(&provider);
		return;
	}
	ZVAL_COPY_VALUE(result, &provider);
}

PHP_METHOD(Coop_Provider, with)
{
	zval *positional;
	uint32_t positional_count;
	HashTable *changes;
	ZEND_PARSE_PARAMETERS_START(0, -1)
		Z_PARAM_VARIADIC_WITH_NAMED(positional, positional_count, changes)
	ZEND_PARSE_PARAMETERS_END();
	(void) positional;
	if (positional_count > 0) {
		zend_argument_count_error("Coop\\Provider::with() takes named arguments only");
		RETURN_THROWS();
	}
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	/* The properties have the names and types of the constructor's arguments, whose own description differs between
	 * versions of PHP. */
	zend_property_info **properties = php_coop_ce_Provider->properties_info_table;
	HashTable *arguments = zend_new_array(PHP_COOP_PROVIDER_PROPERTIES);
	for (uint32_t i = 0; i < PHP_COOP_PROVIDER_PROPERTIES; i++) {
		zval *value = OBJ_PROP_NUM(self, i);
		Z_TRY_ADDREF_P(value);
		zend_hash_update(arguments, properties[i]->name, value);
	}
	for (uint32_t i = 0; changes && i < PHP_COOP_PROVIDER_PROPERTIES; i++) {
		zval *change = zend_hash_find_deref(changes, properties[i]->name);
		if (change && Z_TYPE_P(change) == IS_NULL && !ZEND_TYPE_ALLOW_NULL(properties[i]->type)) {
			zend_type_error("Coop\\Provider::with(): $%s cannot be null", ZSTR_VAL(properties[i]->name));
			zend_array_destroy(arguments);
			RETURN_THROWS();
		}
	}
	if (changes) {
		zend_hash_merge(arguments, changes, zval_add_ref, true);
	}
	construct(return_value, php_coop_provider_of(self)->dialect, arguments);
	zend_array_destroy(arguments);
}

static void add_text(HashTable *arguments, const char *name, coop_view text)
{
	zval value;
	ZVAL_STRINGL(&value, text.ptr, text.len);
	zend_hash_str_update(arguments, name, strlen(name), &value);
}

/* Adds a URL. If `relative` is no absolute URL, it is joined to the base. It is absent if the server has no such
 * endpoint. */
static void add_url(HashTable *arguments, const char *name, coop_view base, coop_view relative)
{
	if (!relative.ptr) {
		return;
	}
	if (relative.len == 0 || coop_view_starts_with(relative, COOP_VIEW("https://"))) {
		add_text(arguments, name, relative.len == 0 ? base : relative);
		return;
	}
	coop_buffer url;
	coop_buffer_init(&url, COOP_URL_MAXIMUM + 256);
	if (coop_url_join(&url, base, relative)) {
		add_text(arguments, name, coop_buffer_view(&url));
	} else {
		add_text(arguments, name, COOP_VIEW(""));
	}
	coop_buffer_clear(&url);
}

static HashTable *dialect_arguments(const coop_dialect *dialect, coop_view base, zend_string *name, bool allow_http)
{
	HashTable *arguments = zend_new_array(PHP_COOP_PROVIDER_PROPERTIES);
	while (base.len > 0 && base.ptr[base.len - 1] == '/') {
		base.len--;
	}
	add_text(arguments, "name", name ? php_coop_view(name) : coop_view_of(dialect->name));
	add_url(arguments, "tokenEndpoint", base, coop_view_of(dialect->token_endpoint));
	add_url(arguments, "authorizationEndpoint", base, coop_view_of(dialect->authorization_endpoint));
	add_url(arguments, "apiBaseUrl", base, coop_view_of(dialect->api_base));
	add_url(arguments, "issuer", base, coop_view_of(dialect->issuer));
	add_url(arguments, "userinfoEndpoint", base, coop_view_of(dialect->userinfo_endpoint));
	add_url(arguments, "revocationEndpoint", base, coop_view_of(dialect->revocation_endpoint));
	add_url(arguments, "introspectionEndpoint", base, coop_view_of(dialect->introspection_endpoint));
	add_url(arguments, "passwordEndpoint", base, coop_view_of(dialect->password_endpoint));

	zval value;
	ZVAL_OBJ_COPY(&value, php_coop_client_auth_method_case(dialect->client_auth_method));
	zend_hash_str_update(arguments, "clientAuthMethod", strlen("clientAuthMethod"), &value);
	array_init(&value);
	for (const coop_dialect_parameter *parameter = dialect->authorization_parameters; parameter->name; parameter++) {
		add_assoc_string(&value, parameter->name, parameter->value);
	}
	zend_hash_str_update(arguments, "authorizationParameters", strlen("authorizationParameters"), &value);
	ZVAL_BOOL(&value, dialect->pkce);
	zend_hash_str_update(arguments, "pkce", strlen("pkce"), &value);
	ZVAL_LONG(&value, dialect->access_token_lifetime);
	zend_hash_str_update(arguments, "defaultAccessTokenLifetime", strlen("defaultAccessTokenLifetime"), &value);
	ZVAL_BOOL(&value, allow_http);
	zend_hash_str_update(arguments, "allowHttp", strlen("allowHttp"), &value);
	return arguments;
}

static void construct_dialect(zval *result, coop_dialect_id id, zend_string *base, zend_string *name, bool allow_http)
{
	if (base && !check_url(base, 1, allow_http)) {
		return;
	}
	HashTable *arguments = dialect_arguments(coop_dialect_get(id), php_coop_view(base), name, allow_http);
	construct(result, id, arguments);
	zend_array_destroy(arguments);
}

static void construct_from_base_url(INTERNAL_FUNCTION_PARAMETERS, coop_dialect_id id)
{
	zend_string *base, *name = NULL;
	bool allow_http = false;
	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_STR(base)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(allow_http)
		Z_PARAM_STR_OR_NULL(name)
	ZEND_PARSE_PARAMETERS_END();
	construct_dialect(return_value, id, base, name, allow_http);
}

PHP_METHOD(Coop_Provider, coop)
{
	construct_from_base_url(INTERNAL_FUNCTION_PARAM_PASSTHRU, COOP_DIALECT_COOP);
}

PHP_METHOD(Coop_Provider, redcore)
{
	construct_from_base_url(INTERNAL_FUNCTION_PARAM_PASSTHRU, COOP_DIALECT_REDCORE);
}

PHP_METHOD(Coop_Provider, keycloak)
{
	zend_string *realm, *name = NULL, *api_base = NULL;
	bool allow_http = false;
	ZEND_PARSE_PARAMETERS_START(1, 4)
		Z_PARAM_STR(realm)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(allow_http)
		Z_PARAM_STR_OR_NULL(name)
		Z_PARAM_STR_OR_NULL(api_base)
	ZEND_PARSE_PARAMETERS_END();
	if (!check_url(realm, 1, allow_http) || (api_base && !check_url(api_base, 4, allow_http))) {
		RETURN_THROWS();
	}
	HashTable *arguments =
		dialect_arguments(coop_dialect_get(COOP_DIALECT_KEYCLOAK), php_coop_view(realm), name, allow_http);
	if (api_base) {
		add_text(arguments, "apiBaseUrl", php_coop_view(api_base));
	}
	construct(return_value, COOP_DIALECT_KEYCLOAK, arguments);
	zend_array_destroy(arguments);
}

PHP_METHOD(Coop_Provider, google)
{
	zend_string *name = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(name)
	ZEND_PARSE_PARAMETERS_END();
	construct_dialect(return_value, COOP_DIALECT_GOOGLE, NULL, name, false);
}

PHP_METHOD(Coop_Provider, fastapi)
{
	zend_string *base, *login_path = NULL, *token_path = NULL, *name = NULL;
	bool allow_http = false;
	ZEND_PARSE_PARAMETERS_START(1, 5)
		Z_PARAM_STR(base)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(login_path)
		Z_PARAM_STR(token_path)
		Z_PARAM_BOOL(allow_http)
		Z_PARAM_STR_OR_NULL(name)
	ZEND_PARSE_PARAMETERS_END();
	if (!check_url(base, 1, allow_http)) {
		RETURN_THROWS();
	}
	HashTable *arguments =
		dialect_arguments(coop_dialect_get(COOP_DIALECT_FASTAPI), php_coop_view(base), name, allow_http);
	if (login_path) {
		add_url(arguments, "passwordEndpoint", php_coop_view(base), php_coop_view(login_path));
	}
	if (token_path) {
		add_url(arguments, "tokenEndpoint", php_coop_view(base), php_coop_view(token_path));
	}
	construct(return_value, COOP_DIALECT_FASTAPI, arguments);
	zend_array_destroy(arguments);
}

/* ---- What others ask --------------------------------------------------------------------------------------------- */

bool php_coop_provider_allows_http(zend_object *provider)
{
	return Z_TYPE_P(OBJ_PROP_NUM(provider, PHP_COOP_PROVIDER_ALLOW_HTTP)) == IS_TRUE;
}

int php_coop_provider_default_lifetime(zend_object *provider)
{
	return (int) Z_LVAL_P(OBJ_PROP_NUM(provider, PHP_COOP_PROVIDER_DEFAULT_ACCESS_TOKEN_LIFETIME));
}

static bool same_origin(const zend_string *allowed, const coop_url *url)
{
	coop_url origin;
	return allowed && coop_url_split(php_coop_view(allowed), true, &origin) == COOP_URL_OK &&
		coop_url_same_origin(&origin, url);
}

bool php_coop_provider_may_see_token(zend_object *provider, const coop_url *url)
{
	if (same_origin(php_coop_property_string(provider, PHP_COOP_PROVIDER_API_BASE_URL), url) ||
		same_origin(php_coop_property_string(provider, PHP_COOP_PROVIDER_USERINFO_ENDPOINT), url)) {
		return true;
	}
	zval *origin;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(OBJ_PROP_NUM(provider, PHP_COOP_PROVIDER_API_ORIGINS)), origin) {
		ZVAL_DEREF(origin);
		if (same_origin(Z_STR_P(origin), url)) {
			return true;
		}
	}
	ZEND_HASH_FOREACH_END();
	return false;
}

static zend_object *create(zend_class_entry *class_entry)
{
	php_coop_provider *self = zend_object_alloc(sizeof(*self), class_entry);
	php_coop_object_init(&self->std, class_entry, &handlers);
	return &self->std;
}

void php_coop_provider_minit(void)
{
	php_coop_ce_Provider = register_class_Coop_Provider();
	php_coop_ce_Provider->create_object = create;
	php_coop_handlers_init(&handlers, offsetof(php_coop_provider, std), zend_object_std_dtor);
}
