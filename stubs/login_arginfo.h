/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 5172d9c98de1237fe994e8f70110f718165b83eb */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_AuthorizationCode___construct, 0, 0, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_AuthorizationCode, __construct);


static const zend_function_entry class_Coop_AuthorizationCode_methods[] = {
	ZEND_ME(Coop_AuthorizationCode, __construct, arginfo_class_Coop_AuthorizationCode___construct, ZEND_ACC_PRIVATE)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_AuthorizationCode(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "AuthorizationCode", class_Coop_AuthorizationCode_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_context_default_value;
	ZVAL_UNDEF(&property_context_default_value);
	zend_string *property_context_name = zend_string_init("context", sizeof("context") - 1, 1);
	zend_declare_typed_property(class_entry, property_context_name, &property_context_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_context_name);

	zval property_scope_default_value;
	ZVAL_UNDEF(&property_scope_default_value);
	zend_string *property_scope_name = zend_string_init("scope", sizeof("scope") - 1, 1);
	zend_declare_typed_property(class_entry, property_scope_name, &property_scope_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_scope_name);

	return class_entry;
}
