/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 7cde26b2f4071c743ff99f8b2df984519a4da211 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_PdoTokenStore___construct, 0, 0, 1)
	ZEND_ARG_OBJ_TYPE_MASK(0, connection, PDO|Closure, 0, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, table, IS_STRING, 0, "\'users\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, userIdColumn, IS_STRING, 0, "\'email\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, accessTokenColumn, IS_STRING, 0, "\'coopAccessToken\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, expiresAtColumn, IS_STRING, 0, "\'coopAccessExpiresAt\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, refreshTokenColumn, IS_STRING, 0, "\'coopRefreshToken\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, resourceOwnerIdColumn, IS_STRING, 1, "\'coopUserId\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, providerColumn, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, provider, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeZone, IS_STRING, 0, "\'UTC\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, refreshTable, IS_STRING, 0, "\'coop_refresh\'")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_PdoTokenStore_installSchema, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_PdoTokenStore_schemaSql, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_PdoTokenStore_getTokensToReauthorize, 0, 0, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, limit, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_PdoTokenStore_getExpiringTokens, 0, 0, IS_ARRAY, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, before, DateTimeInterface, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, limit, IS_LONG, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, after, Coop\\StoredTokens, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_PdoTokenStore_findTokens, 0, 1, Coop\\StoredTokens, 1)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_PdoTokenStore_saveNewTokens, 0, 2, _IS_BOOL, 0)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
	ZEND_ARG_OBJ_INFO(0, tokens, Coop\\TokenSet, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, replaces, Coop\\TokenSet, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_PdoTokenStore_removeTokens, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_PdoTokenStore_id, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_PdoTokenStore, __construct);
ZEND_METHOD(Coop_PdoTokenStore, installSchema);
ZEND_METHOD(Coop_PdoTokenStore, schemaSql);
ZEND_METHOD(Coop_PdoTokenStore, getTokensToReauthorize);
ZEND_METHOD(Coop_PdoTokenStore, getExpiringTokens);
ZEND_METHOD(Coop_PdoTokenStore, findTokens);
ZEND_METHOD(Coop_PdoTokenStore, saveNewTokens);
ZEND_METHOD(Coop_PdoTokenStore, removeTokens);
ZEND_METHOD(Coop_PdoTokenStore, id);


static const zend_function_entry class_Coop_PdoTokenStore_methods[] = {
	ZEND_ME(Coop_PdoTokenStore, __construct, arginfo_class_Coop_PdoTokenStore___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_PdoTokenStore, installSchema, arginfo_class_Coop_PdoTokenStore_installSchema, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_PdoTokenStore, schemaSql, arginfo_class_Coop_PdoTokenStore_schemaSql, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_PdoTokenStore, getTokensToReauthorize, arginfo_class_Coop_PdoTokenStore_getTokensToReauthorize, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_PdoTokenStore, getExpiringTokens, arginfo_class_Coop_PdoTokenStore_getExpiringTokens, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_PdoTokenStore, findTokens, arginfo_class_Coop_PdoTokenStore_findTokens, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_PdoTokenStore, saveNewTokens, arginfo_class_Coop_PdoTokenStore_saveNewTokens, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_PdoTokenStore, removeTokens, arginfo_class_Coop_PdoTokenStore_removeTokens, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_PdoTokenStore, id, arginfo_class_Coop_PdoTokenStore_id, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_PdoTokenStore(zend_class_entry *class_entry_Coop_TokenStore)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "PdoTokenStore", class_Coop_PdoTokenStore_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Coop_TokenStore);

	return class_entry;
}
