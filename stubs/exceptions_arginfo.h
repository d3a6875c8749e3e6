/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: d929e59a7bea70bd946ee36ec71a48dfa71b35b7 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_TransportException___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, message, IS_STRING, 0, "\'\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, requestSent, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, phase, IS_STRING, 0, "\'connect\'")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, previous, Throwable, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_OAuthErrorException___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, message, IS_STRING, 0, "\'\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, error, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, errorDescription, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, errorUri, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, status, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, retryAfter, IS_LONG, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, previous, Throwable, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, context, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_ReauthorizationRequiredException___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, message, IS_STRING, 0, "\'\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, userId, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, reason, IS_STRING, 0, "\'invalid_grant\'")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, previous, Throwable, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_ApiErrorException___construct, 0, 0, 2)
	ZEND_ARG_TYPE_INFO(0, message, IS_STRING, 0)
	ZEND_ARG_OBJ_INFO(0, response, Coop\\Response, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, error, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, errorDescription, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, status, IS_LONG, 0, "0")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, previous, Throwable, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_InvalidResponseException___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, message, IS_STRING, 0, "\'\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, status, IS_LONG, 0, "0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, salvagedRefreshToken, IS_STRING, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, previous, Throwable, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_InvalidResponseException_salvagedRefreshToken, 0, 0, IS_STRING, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_CallbackException___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, message, IS_STRING, 0, "\'\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, reason, IS_STRING, 0, "\'state_unknown\'")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, previous, Throwable, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, context, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_StoreException___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, message, IS_STRING, 0, "\'\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, sql, IS_STRING, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, previous, Throwable, 1, "null")
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_TransportException, __construct);
ZEND_METHOD(Coop_OAuthErrorException, __construct);
ZEND_METHOD(Coop_ReauthorizationRequiredException, __construct);
ZEND_METHOD(Coop_ApiErrorException, __construct);
ZEND_METHOD(Coop_InvalidResponseException, __construct);
ZEND_METHOD(Coop_InvalidResponseException, salvagedRefreshToken);
ZEND_METHOD(Coop_CallbackException, __construct);
ZEND_METHOD(Coop_StoreException, __construct);


static const zend_function_entry class_Coop_CoopException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Coop_TransportException_methods[] = {
	ZEND_ME(Coop_TransportException, __construct, arginfo_class_Coop_TransportException___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Coop_OAuthErrorException_methods[] = {
	ZEND_ME(Coop_OAuthErrorException, __construct, arginfo_class_Coop_OAuthErrorException___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Coop_ReauthorizationRequiredException_methods[] = {
	ZEND_ME(Coop_ReauthorizationRequiredException, __construct, arginfo_class_Coop_ReauthorizationRequiredException___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Coop_ApiErrorException_methods[] = {
	ZEND_ME(Coop_ApiErrorException, __construct, arginfo_class_Coop_ApiErrorException___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Coop_InvalidResponseException_methods[] = {
	ZEND_ME(Coop_InvalidResponseException, __construct, arginfo_class_Coop_InvalidResponseException___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_InvalidResponseException, salvagedRefreshToken, arginfo_class_Coop_InvalidResponseException_salvagedRefreshToken, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Coop_CallbackException_methods[] = {
	ZEND_ME(Coop_CallbackException, __construct, arginfo_class_Coop_CallbackException___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Coop_StoreException_methods[] = {
	ZEND_ME(Coop_StoreException, __construct, arginfo_class_Coop_StoreException___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Coop_LeaseException_methods[] = {
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_CoopException(zend_class_entry *class_entry_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "CoopException", class_Coop_CoopException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Exception);

	return class_entry;
}

static zend_class_entry *register_class_Coop_TransportException(zend_class_entry *class_entry_Coop_CoopException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "TransportException", class_Coop_TransportException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Coop_CoopException);

	zval property_requestSent_default_value;
	ZVAL_UNDEF(&property_requestSent_default_value);
	zend_string *property_requestSent_name = zend_string_init("requestSent", sizeof("requestSent") - 1, 1);
	zend_declare_typed_property(class_entry, property_requestSent_name, &property_requestSent_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_requestSent_name);

	zval property_phase_default_value;
	ZVAL_UNDEF(&property_phase_default_value);
	zend_string *property_phase_name = zend_string_init("phase", sizeof("phase") - 1, 1);
	zend_declare_typed_property(class_entry, property_phase_name, &property_phase_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_phase_name);

	return class_entry;
}

static zend_class_entry *register_class_Coop_OAuthErrorException(zend_class_entry *class_entry_Coop_CoopException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "OAuthErrorException", class_Coop_OAuthErrorException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Coop_CoopException);

	zval property_error_default_value;
	ZVAL_UNDEF(&property_error_default_value);
	zend_string *property_error_name = zend_string_init("error", sizeof("error") - 1, 1);
	zend_declare_typed_property(class_entry, property_error_name, &property_error_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_error_name);

	zval property_errorDescription_default_value;
	ZVAL_UNDEF(&property_errorDescription_default_value);
	zend_string *property_errorDescription_name = zend_string_init("errorDescription", sizeof("errorDescription") - 1, 1);
	zend_declare_typed_property(class_entry, property_errorDescription_name, &property_errorDescription_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_errorDescription_name);

	zval property_errorUri_default_value;
	ZVAL_UNDEF(&property_errorUri_default_value);
	zend_string *property_errorUri_name = zend_string_init("errorUri", sizeof("errorUri") - 1, 1);
	zend_declare_typed_property(class_entry, property_errorUri_name, &property_errorUri_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_errorUri_name);

	zval property_status_default_value;
	ZVAL_UNDEF(&property_status_default_value);
	zend_string *property_status_name = zend_string_init("status", sizeof("status") - 1, 1);
	zend_declare_typed_property(class_entry, property_status_name, &property_status_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_status_name);

	zval property_retryAfter_default_value;
	ZVAL_UNDEF(&property_retryAfter_default_value);
	zend_string *property_retryAfter_name = zend_string_init("retryAfter", sizeof("retryAfter") - 1, 1);
	zend_declare_typed_property(class_entry, property_retryAfter_name, &property_retryAfter_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_retryAfter_name);

	zval property_context_default_value;
	ZVAL_UNDEF(&property_context_default_value);
	zend_string *property_context_name = zend_string_init("context", sizeof("context") - 1, 1);
	zend_declare_typed_property(class_entry, property_context_name, &property_context_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_context_name);

	return class_entry;
}

static zend_class_entry *register_class_Coop_ReauthorizationRequiredException(zend_class_entry *class_entry_Coop_CoopException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "ReauthorizationRequiredException", class_Coop_ReauthorizationRequiredException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Coop_CoopException);

	zval property_userId_default_value;
	ZVAL_UNDEF(&property_userId_default_value);
	zend_string *property_userId_name = zend_string_init("userId", sizeof("userId") - 1, 1);
	zend_declare_typed_property(class_entry, property_userId_name, &property_userId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_userId_name);

	zval property_reason_default_value;
	ZVAL_UNDEF(&property_reason_default_value);
	zend_string *property_reason_name = zend_string_init("reason", sizeof("reason") - 1, 1);
	zend_declare_typed_property(class_entry, property_reason_name, &property_reason_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_reason_name);

	return class_entry;
}

static zend_class_entry *register_class_Coop_ApiErrorException(zend_class_entry *class_entry_Coop_CoopException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "ApiErrorException", class_Coop_ApiErrorException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Coop_CoopException);

	zend_string *property_response_class_Coop_Response = zend_string_init("Coop\\Response", sizeof("Coop\\Response")-1, 1);
	zval property_response_default_value;
	ZVAL_UNDEF(&property_response_default_value);
	zend_string *property_response_name = zend_string_init("response", sizeof("response") - 1, 1);
	zend_declare_typed_property(class_entry, property_response_name, &property_response_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_response_class_Coop_Response, 0, 0));
	zend_string_release(property_response_name);

	zval property_error_default_value;
	ZVAL_UNDEF(&property_error_default_value);
	zend_string *property_error_name = zend_string_init("error", sizeof("error") - 1, 1);
	zend_declare_typed_property(class_entry, property_error_name, &property_error_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_error_name);

	zval property_errorDescription_default_value;
	ZVAL_UNDEF(&property_errorDescription_default_value);
	zend_string *property_errorDescription_name = zend_string_init("errorDescription", sizeof("errorDescription") - 1, 1);
	zend_declare_typed_property(class_entry, property_errorDescription_name, &property_errorDescription_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_errorDescription_name);

	zval property_status_default_value;
	ZVAL_UNDEF(&property_status_default_value);
	zend_string *property_status_name = zend_string_init("status", sizeof("status") - 1, 1);
	zend_declare_typed_property(class_entry, property_status_name, &property_status_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_status_name);

	return class_entry;
}

static zend_class_entry *register_class_Coop_InvalidResponseException(zend_class_entry *class_entry_Coop_CoopException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "InvalidResponseException", class_Coop_InvalidResponseException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Coop_CoopException);

	zval property_status_default_value;
	ZVAL_UNDEF(&property_status_default_value);
	zend_string *property_status_name = zend_string_init("status", sizeof("status") - 1, 1);
	zend_declare_typed_property(class_entry, property_status_name, &property_status_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_status_name);

	zend_string *property_salvaged_class_Coop_TokenSet = zend_string_init("Coop\\TokenSet", sizeof("Coop\\TokenSet")-1, 1);
	zval property_salvaged_default_value;
	ZVAL_UNDEF(&property_salvaged_default_value);
	zend_string *property_salvaged_name = zend_string_init("salvaged", sizeof("salvaged") - 1, 1);
	zend_declare_typed_property(class_entry, property_salvaged_name, &property_salvaged_default_value, ZEND_ACC_PRIVATE|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_salvaged_class_Coop_TokenSet, 0, MAY_BE_NULL));
	zend_string_release(property_salvaged_name);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}

static zend_class_entry *register_class_Coop_CallbackException(zend_class_entry *class_entry_Coop_CoopException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "CallbackException", class_Coop_CallbackException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Coop_CoopException);

	zval property_reason_default_value;
	ZVAL_UNDEF(&property_reason_default_value);
	zend_string *property_reason_name = zend_string_init("reason", sizeof("reason") - 1, 1);
	zend_declare_typed_property(class_entry, property_reason_name, &property_reason_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_reason_name);

	zval property_context_default_value;
	ZVAL_UNDEF(&property_context_default_value);
	zend_string *property_context_name = zend_string_init("context", sizeof("context") - 1, 1);
	zend_declare_typed_property(class_entry, property_context_name, &property_context_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_context_name);

	return class_entry;
}

static zend_class_entry *register_class_Coop_StoreException(zend_class_entry *class_entry_Coop_CoopException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "StoreException", class_Coop_StoreException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Coop_CoopException);

	zval property_sql_default_value;
	ZVAL_UNDEF(&property_sql_default_value);
	zend_string *property_sql_name = zend_string_init("sql", sizeof("sql") - 1, 1);
	zend_declare_typed_property(class_entry, property_sql_name, &property_sql_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_sql_name);

	return class_entry;
}

static zend_class_entry *register_class_Coop_LeaseException(zend_class_entry *class_entry_Coop_CoopException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "LeaseException", class_Coop_LeaseException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Coop_CoopException);

	return class_entry;
}
