/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: a3e33965c18f9abd2b5ca1892dab3c8782b44e09 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_Account___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Account_tokens, 0, 0, Coop\\TokenSet, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Account_request, 0, 2, Coop\\Response, 0)
	ZEND_ARG_TYPE_INFO(0, method, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, url, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, query, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, form, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, json, IS_MIXED, 0, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, headers, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, body, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_Account_me, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_Account_perform, 0, 1, Coop\\ActionResult, 0)
	ZEND_ARG_OBJ_INFO(0, action, Coop\\Action, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_ActionResult___construct, 0, 0, 2)
	ZEND_ARG_OBJ_INFO(0, action, Coop\\Action, 0)
	ZEND_ARG_TYPE_INFO(0, success, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, message, IS_STRING, 0, "\'\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, data, IS_MIXED, 0, "null")
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_Account, __construct);
ZEND_METHOD(Coop_Account, tokens);
ZEND_METHOD(Coop_Account, request);
ZEND_METHOD(Coop_Account, me);
ZEND_METHOD(Coop_Account, perform);
ZEND_METHOD(Coop_ActionResult, __construct);


static const zend_function_entry class_Coop_Account_methods[] = {
	ZEND_ME(Coop_Account, __construct, arginfo_class_Coop_Account___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(Coop_Account, tokens, arginfo_class_Coop_Account_tokens, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Account, request, arginfo_class_Coop_Account_request, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Account, me, arginfo_class_Coop_Account_me, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_Account, perform, arginfo_class_Coop_Account_perform, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Coop_ActionResult_methods[] = {
	ZEND_ME(Coop_ActionResult, __construct, arginfo_class_Coop_ActionResult___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_Account(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "Account", class_Coop_Account_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_userId_default_value;
	ZVAL_UNDEF(&property_userId_default_value);
	zend_string *property_userId_name = zend_string_init("userId", sizeof("userId") - 1, 1);
	zend_declare_typed_property(class_entry, property_userId_name, &property_userId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_userId_name);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "request", sizeof("request") - 1), 3, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "request", sizeof("request") - 1), 4, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "request", sizeof("request") - 1), 5, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "request", sizeof("request") - 1), 6, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}

static zend_class_entry *register_class_Coop_ActionResult(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "ActionResult", class_Coop_ActionResult_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zend_string *property_action_class_Coop_Action = zend_string_init("Coop\\Action", sizeof("Coop\\Action")-1, 1);
	zval property_action_default_value;
	ZVAL_UNDEF(&property_action_default_value);
	zend_string *property_action_name = zend_string_init("action", sizeof("action") - 1, 1);
	zend_declare_typed_property(class_entry, property_action_name, &property_action_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_action_class_Coop_Action, 0, 0));
	zend_string_release(property_action_name);

	zval property_success_default_value;
	ZVAL_UNDEF(&property_success_default_value);
	zend_string *property_success_name = zend_string_init("success", sizeof("success") - 1, 1);
	zend_declare_typed_property(class_entry, property_success_name, &property_success_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_success_name);

	zval property_message_default_value;
	ZVAL_UNDEF(&property_message_default_value);
	zend_string *property_message_name = zend_string_init("message", sizeof("message") - 1, 1);
	zend_declare_typed_property(class_entry, property_message_name, &property_message_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_message_name);

	zval property_data_default_value;
	ZVAL_UNDEF(&property_data_default_value);
	zend_string *property_data_name = zend_string_init("data", sizeof("data") - 1, 1);
	zend_declare_typed_property(class_entry, property_data_name, &property_data_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ANY));
	zend_string_release(property_data_name);

	return class_entry;
}
