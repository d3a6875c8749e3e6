/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 7e3316094fa8edec498cea2420df7e482467473e */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_TokenManager___construct, 0, 0, 2)
	ZEND_ARG_OBJ_INFO(0, client, Coop\\Client, 0)
	ZEND_ARG_OBJ_INFO(0, store, Coop\\TokenStore, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, journalDirectory, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, refreshLeeway, IS_LONG, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, leases, Coop\\PdoLeases, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, onEvent, Closure, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_TokenManager_refreshExpiring, 0, 0, Coop\\RefreshReport, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, before, DateTimeInterface, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, concurrency, IS_LONG, 0, "32")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeLimit, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, onResult, IS_CALLABLE, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_TokenManager_refresh, 0, 1, Coop\\TokenSet, 0)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, rejected, Coop\\TokenSet, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenManager_saveLogin, 0, 2, IS_VOID, 0)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
	ZEND_ARG_OBJ_INFO(0, tokens, Coop\\TokenSet, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, resourceOwnerId, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_TokenManager_account, 0, 1, Coop\\Account, 0)
	ZEND_ARG_TYPE_MASK(0, userId, MAY_BE_STRING|MAY_BE_LONG, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, wait, IS_LONG, 0, "5")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenManager_performForAll, 0, 2, IS_LONG, 0)
	ZEND_ARG_OBJ_INFO(0, action, Coop\\Action, 0)
	ZEND_ARG_TYPE_INFO(0, onResult, IS_CALLABLE, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, concurrency, IS_LONG, 0, "32")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeLimit, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_TokenManager, __construct);
ZEND_METHOD(Coop_TokenManager, refreshExpiring);
ZEND_METHOD(Coop_TokenManager, refresh);
ZEND_METHOD(Coop_TokenManager, saveLogin);
ZEND_METHOD(Coop_TokenManager, account);
ZEND_METHOD(Coop_TokenManager, performForAll);


static const zend_function_entry class_Coop_TokenManager_methods[] = {
	ZEND_ME(Coop_TokenManager, __construct, arginfo_class_Coop_TokenManager___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenManager, refreshExpiring, arginfo_class_Coop_TokenManager_refreshExpiring, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenManager, refresh, arginfo_class_Coop_TokenManager_refresh, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenManager, saveLogin, arginfo_class_Coop_TokenManager_saveLogin, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenManager, account, arginfo_class_Coop_TokenManager_account, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenManager, performForAll, arginfo_class_Coop_TokenManager_performForAll, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_TokenManager(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "TokenManager", class_Coop_TokenManager_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "refresh", sizeof("refresh") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "savelogin", sizeof("savelogin") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}
