/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: dbf3986afdb40e8b180a1b1c285f0c3dc16d100f */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_PdoLeases___construct, 0, 0, 2)
	ZEND_ARG_OBJ_TYPE_MASK(0, connection, PDO|Closure, 0, NULL)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, table, IS_STRING, 0, "\'coop_refresh\'")
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_PdoLeases, __construct);


static const zend_function_entry class_Coop_PdoLeases_methods[] = {
	ZEND_ME(Coop_PdoLeases, __construct, arginfo_class_Coop_PdoLeases___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_PdoLeases(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "PdoLeases", class_Coop_PdoLeases_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}
