/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 45c4a4f3a10f265d9a9e49c93b455e1cd90a4475 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_Provider___construct, 0, 0, 2)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, tokenEndpoint, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, authorizationEndpoint, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, apiBaseUrl, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, issuer, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, userinfoEndpoint, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, revocationEndpoint, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, introspectionEndpoint, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, passwordEndpoint, IS_STRING, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, clientAuthMethod, Coop\\ClientAuthMethod, 0, "Coop\\ClientAuthMethod::ClientSecretBasic")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, authorizationParameters, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, apiOrigins, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, pkce, _IS_BOOL, 0, "true")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, defaultAccessTokenLifetime, IS_LONG, 0, "3600")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, allowHttp, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, endedErrors, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Provider_with, 0, 0, Coop\\Provider, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, arguments, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Provider_coop, 0, 1, Coop\\Provider, 0)
	ZEND_ARG_TYPE_INFO(0, baseUrl, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, allowHttp, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, name, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Provider_google, 0, 0, Coop\\Provider, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, name, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Provider_redcore, 0, 1, Coop\\Provider, 0)
	ZEND_ARG_TYPE_INFO(0, siteUrl, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, allowHttp, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, name, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Provider_keycloak, 0, 1, Coop\\Provider, 0)
	ZEND_ARG_TYPE_INFO(0, realmUrl, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, allowHttp, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, name, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, apiBaseUrl, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Provider_fastapi, 0, 1, Coop\\Provider, 0)
	ZEND_ARG_TYPE_INFO(0, baseUrl, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, loginPath, IS_STRING, 0, "\'/login\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, tokenPath, IS_STRING, 0, "\'/token\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, allowHttp, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, name, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_Provider, __construct);
ZEND_METHOD(Coop_Provider, with);
ZEND_METHOD(Coop_Provider, coop);
ZEND_METHOD(Coop_Provider, google);
ZEND_METHOD(Coop_Provider, redcore);
ZEND_METHOD(Coop_Provider, keycloak);
ZEND_METHOD(Coop_Provider, fastapi);


static const zend_function_entry class_Coop_Provider_methods[] = {
	ZEND_ME(Coop_Provider, __construct, arginfo_class_Coop_Provider___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Provider, with, arginfo_class_Coop_Provider_with, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Provider, coop, arginfo_class_Coop_Provider_coop, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(Coop_Provider, google, arginfo_class_Coop_Provider_google, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(Coop_Provider, redcore, arginfo_class_Coop_Provider_redcore, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(Coop_Provider, keycloak, arginfo_class_Coop_Provider_keycloak, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(Coop_Provider, fastapi, arginfo_class_Coop_Provider_fastapi, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_Provider(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "Provider", class_Coop_Provider_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_name_default_value;
	ZVAL_UNDEF(&property_name_default_value);
	zend_string *property_name_name = zend_string_init("name", sizeof("name") - 1, 1);
	zend_declare_typed_property(class_entry, property_name_name, &property_name_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_name_name);

	zval property_tokenEndpoint_default_value;
	ZVAL_UNDEF(&property_tokenEndpoint_default_value);
	zend_string *property_tokenEndpoint_name = zend_string_init("tokenEndpoint", sizeof("tokenEndpoint") - 1, 1);
	zend_declare_typed_property(class_entry, property_tokenEndpoint_name, &property_tokenEndpoint_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_tokenEndpoint_name);

	zval property_authorizationEndpoint_default_value;
	ZVAL_UNDEF(&property_authorizationEndpoint_default_value);
	zend_string *property_authorizationEndpoint_name = zend_string_init("authorizationEndpoint", sizeof("authorizationEndpoint") - 1, 1);
	zend_declare_typed_property(class_entry, property_authorizationEndpoint_name, &property_authorizationEndpoint_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_authorizationEndpoint_name);

	zval property_apiBaseUrl_default_value;
	ZVAL_UNDEF(&property_apiBaseUrl_default_value);
	zend_string *property_apiBaseUrl_name = zend_string_init("apiBaseUrl", sizeof("apiBaseUrl") - 1, 1);
	zend_declare_typed_property(class_entry, property_apiBaseUrl_name, &property_apiBaseUrl_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_apiBaseUrl_name);

	zval property_issuer_default_value;
	ZVAL_UNDEF(&property_issuer_default_value);
	zend_string *property_issuer_name = zend_string_init("issuer", sizeof("issuer") - 1, 1);
	zend_declare_typed_property(class_entry, property_issuer_name, &property_issuer_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_issuer_name);

	zval property_userinfoEndpoint_default_value;
	ZVAL_UNDEF(&property_userinfoEndpoint_default_value);
	zend_string *property_userinfoEndpoint_name = zend_string_init("userinfoEndpoint", sizeof("userinfoEndpoint") - 1, 1);
	zend_declare_typed_property(class_entry, property_userinfoEndpoint_name, &property_userinfoEndpoint_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_userinfoEndpoint_name);

	zval property_revocationEndpoint_default_value;
	ZVAL_UNDEF(&property_revocationEndpoint_default_value);
	zend_string *property_revocationEndpoint_name = zend_string_init("revocationEndpoint", sizeof("revocationEndpoint") - 1, 1);
	zend_declare_typed_property(class_entry, property_revocationEndpoint_name, &property_revocationEndpoint_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_revocationEndpoint_name);

	zval property_introspectionEndpoint_default_value;
	ZVAL_UNDEF(&property_introspectionEndpoint_default_value);
	zend_string *property_introspectionEndpoint_name = zend_string_init("introspectionEndpoint", sizeof("introspectionEndpoint") - 1, 1);
	zend_declare_typed_property(class_entry, property_introspectionEndpoint_name, &property_introspectionEndpoint_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_introspectionEndpoint_name);

	zval property_passwordEndpoint_default_value;
	ZVAL_UNDEF(&property_passwordEndpoint_default_value);
	zend_string *property_passwordEndpoint_name = zend_string_init("passwordEndpoint", sizeof("passwordEndpoint") - 1, 1);
	zend_declare_typed_property(class_entry, property_passwordEndpoint_name, &property_passwordEndpoint_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_passwordEndpoint_name);

	zend_string *property_clientAuthMethod_class_Coop_ClientAuthMethod = zend_string_init("Coop\\ClientAuthMethod", sizeof("Coop\\ClientAuthMethod")-1, 1);
	zval property_clientAuthMethod_default_value;
	ZVAL_UNDEF(&property_clientAuthMethod_default_value);
	zend_string *property_clientAuthMethod_name = zend_string_init("clientAuthMethod", sizeof("clientAuthMethod") - 1, 1);
	zend_declare_typed_property(class_entry, property_clientAuthMethod_name, &property_clientAuthMethod_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_clientAuthMethod_class_Coop_ClientAuthMethod, 0, 0));
	zend_string_release(property_clientAuthMethod_name);

	zval property_authorizationParameters_default_value;
	ZVAL_UNDEF(&property_authorizationParameters_default_value);
	zend_string *property_authorizationParameters_name = zend_string_init("authorizationParameters", sizeof("authorizationParameters") - 1, 1);
	zend_declare_typed_property(class_entry, property_authorizationParameters_name, &property_authorizationParameters_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_authorizationParameters_name);

	zval property_apiOrigins_default_value;
	ZVAL_UNDEF(&property_apiOrigins_default_value);
	zend_string *property_apiOrigins_name = zend_string_init("apiOrigins", sizeof("apiOrigins") - 1, 1);
	zend_declare_typed_property(class_entry, property_apiOrigins_name, &property_apiOrigins_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_apiOrigins_name);

	zval property_pkce_default_value;
	ZVAL_UNDEF(&property_pkce_default_value);
	zend_string *property_pkce_name = zend_string_init("pkce", sizeof("pkce") - 1, 1);
	zend_declare_typed_property(class_entry, property_pkce_name, &property_pkce_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_pkce_name);

	zval property_defaultAccessTokenLifetime_default_value;
	ZVAL_UNDEF(&property_defaultAccessTokenLifetime_default_value);
	zend_string *property_defaultAccessTokenLifetime_name = zend_string_init("defaultAccessTokenLifetime", sizeof("defaultAccessTokenLifetime") - 1, 1);
	zend_declare_typed_property(class_entry, property_defaultAccessTokenLifetime_name, &property_defaultAccessTokenLifetime_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_defaultAccessTokenLifetime_name);

	zval property_allowHttp_default_value;
	ZVAL_UNDEF(&property_allowHttp_default_value);
	zend_string *property_allowHttp_name = zend_string_init("allowHttp", sizeof("allowHttp") - 1, 1);
	zend_declare_typed_property(class_entry, property_allowHttp_name, &property_allowHttp_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_allowHttp_name);

	zval property_endedErrors_default_value;
	ZVAL_UNDEF(&property_endedErrors_default_value);
	zend_string *property_endedErrors_name = zend_string_init("endedErrors", sizeof("endedErrors") - 1, 1);
	zend_declare_typed_property(class_entry, property_endedErrors_name, &property_endedErrors_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_endedErrors_name);

	return class_entry;
}
