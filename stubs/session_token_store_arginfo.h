/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 5d750f0ef8d75590cd2915ce5df7d24b4ae86859 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_SessionTokenStore___construct, 0, 0, 2)
	ZEND_ARG_OBJ_INFO(0, read, Closure, 0)
	ZEND_ARG_OBJ_INFO(0, write, Closure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_SessionTokenStore_ofPhpSession, 0, 0, Coop\\SessionTokenStore, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, key, IS_STRING, 0, "\'coop_tokens\'")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_SessionTokenStore_getExpiringTokens, 0, 0, IS_ARRAY, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, before, DateTimeInterface, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, limit, IS_LONG, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, after, Coop\\StoredTokens, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_SessionTokenStore_findTokens, 0, 1, Coop\\StoredTokens, 1)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_SessionTokenStore_saveNewTokens, 0, 2, _IS_BOOL, 0)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
	ZEND_ARG_OBJ_INFO(0, tokens, Coop\\TokenSet, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, replaces, Coop\\TokenSet, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_SessionTokenStore_removeTokens, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_SessionTokenStore_id, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_SessionTokenStore, __construct);
ZEND_METHOD(Coop_SessionTokenStore, ofPhpSession);
ZEND_METHOD(Coop_SessionTokenStore, getExpiringTokens);
ZEND_METHOD(Coop_SessionTokenStore, findTokens);
ZEND_METHOD(Coop_SessionTokenStore, saveNewTokens);
ZEND_METHOD(Coop_SessionTokenStore, removeTokens);
ZEND_METHOD(Coop_SessionTokenStore, id);


static const zend_function_entry class_Coop_SessionTokenStore_methods[] = {
	ZEND_ME(Coop_SessionTokenStore, __construct, arginfo_class_Coop_SessionTokenStore___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_SessionTokenStore, ofPhpSession, arginfo_class_Coop_SessionTokenStore_ofPhpSession, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(Coop_SessionTokenStore, getExpiringTokens, arginfo_class_Coop_SessionTokenStore_getExpiringTokens, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_SessionTokenStore, findTokens, arginfo_class_Coop_SessionTokenStore_findTokens, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_SessionTokenStore, saveNewTokens, arginfo_class_Coop_SessionTokenStore_saveNewTokens, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_SessionTokenStore, removeTokens, arginfo_class_Coop_SessionTokenStore_removeTokens, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_SessionTokenStore, id, arginfo_class_Coop_SessionTokenStore_id, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_SessionTokenStore(zend_class_entry *class_entry_Coop_TokenStore)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "SessionTokenStore", class_Coop_SessionTokenStore_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Coop_TokenStore);

	zval const_USER_value;
	zend_string *const_USER_value_str = zend_string_init("session", strlen("session"), 1);
	ZVAL_STR(&const_USER_value, const_USER_value_str);
	zend_string *const_USER_name = zend_string_init_interned("USER", sizeof("USER") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_USER_name, &const_USER_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_USER_name);

	return class_entry;
}
