/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 352458cad483c5940ca4a94944c9b3d8e03c1195 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_StoredTokens___construct, 0, 0, 2)
	ZEND_ARG_TYPE_INFO(0, userId, IS_STRING, 0)
	ZEND_ARG_OBJ_INFO(0, tokens, Coop\\TokenSet, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, reauthorizationRequired, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, reason, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, resourceOwnerId, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenStore_getExpiringTokens, 0, 0, IS_ARRAY, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, before, DateTimeInterface, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, limit, IS_LONG, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, after, Coop\\StoredTokens, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_TokenStore_findTokens, 0, 1, Coop\\StoredTokens, 1)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenStore_saveNewTokens, 0, 2, _IS_BOOL, 0)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
	ZEND_ARG_OBJ_INFO(0, tokens, Coop\\TokenSet, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, replaces, Coop\\TokenSet, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenStore_removeTokens, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenStore_id, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_StoredTokens, __construct);


static const zend_function_entry class_Coop_StoredTokens_methods[] = {
	ZEND_ME(Coop_StoredTokens, __construct, arginfo_class_Coop_StoredTokens___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Coop_TokenStore_methods[] = {
	ZEND_ABSTRACT_ME_WITH_FLAGS(Coop_TokenStore, getExpiringTokens, arginfo_class_Coop_TokenStore_getExpiringTokens, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Coop_TokenStore, findTokens, arginfo_class_Coop_TokenStore_findTokens, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Coop_TokenStore, saveNewTokens, arginfo_class_Coop_TokenStore_saveNewTokens, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Coop_TokenStore, removeTokens, arginfo_class_Coop_TokenStore_removeTokens, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_ABSTRACT_ME_WITH_FLAGS(Coop_TokenStore, id, arginfo_class_Coop_TokenStore_id, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_StoredTokens(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "StoredTokens", class_Coop_StoredTokens_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_userId_default_value;
	ZVAL_UNDEF(&property_userId_default_value);
	zend_string *property_userId_name = zend_string_init("userId", sizeof("userId") - 1, 1);
	zend_declare_typed_property(class_entry, property_userId_name, &property_userId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_userId_name);

	zend_string *property_tokens_class_Coop_TokenSet = zend_string_init("Coop\\TokenSet", sizeof("Coop\\TokenSet")-1, 1);
	zval property_tokens_default_value;
	ZVAL_UNDEF(&property_tokens_default_value);
	zend_string *property_tokens_name = zend_string_init("tokens", sizeof("tokens") - 1, 1);
	zend_declare_typed_property(class_entry, property_tokens_name, &property_tokens_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_tokens_class_Coop_TokenSet, 0, 0));
	zend_string_release(property_tokens_name);

	zval property_reauthorizationRequired_default_value;
	ZVAL_UNDEF(&property_reauthorizationRequired_default_value);
	zend_string *property_reauthorizationRequired_name = zend_string_init("reauthorizationRequired", sizeof("reauthorizationRequired") - 1, 1);
	zend_declare_typed_property(class_entry, property_reauthorizationRequired_name, &property_reauthorizationRequired_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_reauthorizationRequired_name);

	zval property_reason_default_value;
	ZVAL_UNDEF(&property_reason_default_value);
	zend_string *property_reason_name = zend_string_init("reason", sizeof("reason") - 1, 1);
	zend_declare_typed_property(class_entry, property_reason_name, &property_reason_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_reason_name);

	zval property_resourceOwnerId_default_value;
	ZVAL_UNDEF(&property_resourceOwnerId_default_value);
	zend_string *property_resourceOwnerId_name = zend_string_init("resourceOwnerId", sizeof("resourceOwnerId") - 1, 1);
	zend_declare_typed_property(class_entry, property_resourceOwnerId_name, &property_resourceOwnerId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_resourceOwnerId_name);

	return class_entry;
}

static zend_class_entry *register_class_Coop_TokenStore(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "TokenStore", class_Coop_TokenStore_methods);
	class_entry = zend_register_internal_interface(&ce);

	return class_entry;
}
