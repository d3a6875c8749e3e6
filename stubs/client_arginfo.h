/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: b8824a5c5cdac8f1ad43cba2effa0296c131a9fb */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_Client___construct, 0, 0, 1)
	ZEND_ARG_OBJ_INFO(0, provider, Coop\\Provider, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, clientId, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, clientSecret, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, redirectUri, IS_STRING, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, authMethod, Coop\\ClientAuthMethod, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, connectTimeout, IS_LONG, 0, "5")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeout, IS_LONG, 0, "20")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, caFile, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, proxy, IS_STRING, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, transport, Closure, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_Client_authorizationUrl, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(1, session, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, scope, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, parameters, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, context, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Client_readCallback, 0, 2, Coop\\AuthorizationCode, 0)
	ZEND_ARG_TYPE_INFO(1, session, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, callbackUrl, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Client_exchangeCode, 0, 1, Coop\\TokenSet, 0)
	ZEND_ARG_OBJ_INFO(0, code, Coop\\AuthorizationCode, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Client_handleCallback, 0, 2, Coop\\TokenSet, 0)
	ZEND_ARG_TYPE_INFO(1, session, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, callbackUrl, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Client_refresh, 0, 1, Coop\\TokenSet, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, refreshToken, Coop\\TokenSet, MAY_BE_STRING, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, scope, IS_ARRAY, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Client_password, 0, 2, Coop\\TokenSet, 0)
	ZEND_ARG_TYPE_INFO(0, username, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, password, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, scope, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Client_clientCredentials, 0, 0, Coop\\TokenSet, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, scope, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Client_requestTokens, 0, 1, Coop\\TokenSet, 0)
	ZEND_ARG_TYPE_INFO(0, grantType, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, parameters, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_Client_introspect, 0, 1, IS_ARRAY, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, token, Coop\\TokenSet, MAY_BE_STRING, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_Client_revoke, 0, 1, IS_VOID, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, token, Coop\\TokenSet, MAY_BE_STRING, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Client_request, 0, 2, Coop\\Response, 0)
	ZEND_ARG_TYPE_INFO(0, method, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, url, IS_STRING, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, accessToken, Coop\\TokenSet, MAY_BE_STRING|MAY_BE_NULL, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, query, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, form, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, json, IS_MIXED, 0, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, headers, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, body, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_Client, __construct);
ZEND_METHOD(Coop_Client, authorizationUrl);
ZEND_METHOD(Coop_Client, readCallback);
ZEND_METHOD(Coop_Client, exchangeCode);
ZEND_METHOD(Coop_Client, handleCallback);
ZEND_METHOD(Coop_Client, refresh);
ZEND_METHOD(Coop_Client, password);
ZEND_METHOD(Coop_Client, clientCredentials);
ZEND_METHOD(Coop_Client, requestTokens);
ZEND_METHOD(Coop_Client, introspect);
ZEND_METHOD(Coop_Client, revoke);
ZEND_METHOD(Coop_Client, request);


static const zend_function_entry class_Coop_Client_methods[] = {
	ZEND_ME(Coop_Client, __construct, arginfo_class_Coop_Client___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, authorizationUrl, arginfo_class_Coop_Client_authorizationUrl, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, readCallback, arginfo_class_Coop_Client_readCallback, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, exchangeCode, arginfo_class_Coop_Client_exchangeCode, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, handleCallback, arginfo_class_Coop_Client_handleCallback, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, refresh, arginfo_class_Coop_Client_refresh, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, password, arginfo_class_Coop_Client_password, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, clientCredentials, arginfo_class_Coop_Client_clientCredentials, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, requestTokens, arginfo_class_Coop_Client_requestTokens, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, introspect, arginfo_class_Coop_Client_introspect, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, revoke, arginfo_class_Coop_Client_revoke, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Client, request, arginfo_class_Coop_Client_request, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_Client(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "Client", class_Coop_Client_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zend_string *property_provider_class_Coop_Provider = zend_string_init("Coop\\Provider", sizeof("Coop\\Provider")-1, 1);
	zval property_provider_default_value;
	ZVAL_UNDEF(&property_provider_default_value);
	zend_string *property_provider_name = zend_string_init("provider", sizeof("provider") - 1, 1);
	zend_declare_typed_property(class_entry, property_provider_name, &property_provider_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_provider_class_Coop_Provider, 0, 0));
	zend_string_release(property_provider_name);

	zval property_clientId_default_value;
	ZVAL_UNDEF(&property_clientId_default_value);
	zend_string *property_clientId_name = zend_string_init("clientId", sizeof("clientId") - 1, 1);
	zend_declare_typed_property(class_entry, property_clientId_name, &property_clientId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_clientId_name);

	zval property_redirectUri_default_value;
	ZVAL_UNDEF(&property_redirectUri_default_value);
	zend_string *property_redirectUri_name = zend_string_init("redirectUri", sizeof("redirectUri") - 1, 1);
	zend_declare_typed_property(class_entry, property_redirectUri_name, &property_redirectUri_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_redirectUri_name);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 8, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "authorizationurl", sizeof("authorizationurl") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "readcallback", sizeof("readcallback") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "readcallback", sizeof("readcallback") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "handlecallback", sizeof("handlecallback") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "handlecallback", sizeof("handlecallback") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "refresh", sizeof("refresh") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "password", sizeof("password") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "password", sizeof("password") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "requesttokens", sizeof("requesttokens") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "introspect", sizeof("introspect") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "revoke", sizeof("revoke") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "request", sizeof("request") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "request", sizeof("request") - 1), 4, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "request", sizeof("request") - 1), 5, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "request", sizeof("request") - 1), 6, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "request", sizeof("request") - 1), 7, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}
