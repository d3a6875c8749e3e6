/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: c64f01d54c306c838fdf40ff69eb6d3372eebda3 */




static const zend_function_entry class_Coop_Action_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Coop_ClientAuthMethod_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Coop_RefreshOutcome_methods[] = {
	ZEND_FE_END
};

static void register_enums_symbols(int module_number)
{
	REGISTER_STRING_CONSTANT("Coop\\VERSION", PHP_COOP_VERSION, CONST_PERSISTENT);
}

static zend_class_entry *register_class_Coop_Action(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Coop\\Action", IS_STRING, class_Coop_Action_methods);

	zval enum_case_BarnUnlock_value;
	zend_string *enum_case_BarnUnlock_value_str = zend_string_init("barn-unlock", strlen("barn-unlock"), 1);
	ZVAL_STR(&enum_case_BarnUnlock_value, enum_case_BarnUnlock_value_str);
	zend_enum_add_case_cstr(class_entry, "BarnUnlock", &enum_case_BarnUnlock_value);

	zval enum_case_ToiletseatDown_value;
	zend_string *enum_case_ToiletseatDown_value_str = zend_string_init("toiletseat-down", strlen("toiletseat-down"), 1);
	ZVAL_STR(&enum_case_ToiletseatDown_value, enum_case_ToiletseatDown_value_str);
	zend_enum_add_case_cstr(class_entry, "ToiletseatDown", &enum_case_ToiletseatDown_value);

	zval enum_case_ChickensFeed_value;
	zend_string *enum_case_ChickensFeed_value_str = zend_string_init("chickens-feed", strlen("chickens-feed"), 1);
	ZVAL_STR(&enum_case_ChickensFeed_value, enum_case_ChickensFeed_value_str);
	zend_enum_add_case_cstr(class_entry, "ChickensFeed", &enum_case_ChickensFeed_value);

	zval enum_case_EggsCollect_value;
	zend_string *enum_case_EggsCollect_value_str = zend_string_init("eggs-collect", strlen("eggs-collect"), 1);
	ZVAL_STR(&enum_case_EggsCollect_value, enum_case_EggsCollect_value_str);
	zend_enum_add_case_cstr(class_entry, "EggsCollect", &enum_case_EggsCollect_value);

	zval enum_case_EggsCount_value;
	zend_string *enum_case_EggsCount_value_str = zend_string_init("eggs-count", strlen("eggs-count"), 1);
	ZVAL_STR(&enum_case_EggsCount_value, enum_case_EggsCount_value_str);
	zend_enum_add_case_cstr(class_entry, "EggsCount", &enum_case_EggsCount_value);

	return class_entry;
}

static zend_class_entry *register_class_Coop_ClientAuthMethod(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Coop\\ClientAuthMethod", IS_STRING, class_Coop_ClientAuthMethod_methods);

	zval enum_case_ClientSecretPost_value;
	zend_string *enum_case_ClientSecretPost_value_str = zend_string_init("client_secret_post", strlen("client_secret_post"), 1);
	ZVAL_STR(&enum_case_ClientSecretPost_value, enum_case_ClientSecretPost_value_str);
	zend_enum_add_case_cstr(class_entry, "ClientSecretPost", &enum_case_ClientSecretPost_value);

	zval enum_case_ClientSecretBasic_value;
	zend_string *enum_case_ClientSecretBasic_value_str = zend_string_init("client_secret_basic", strlen("client_secret_basic"), 1);
	ZVAL_STR(&enum_case_ClientSecretBasic_value, enum_case_ClientSecretBasic_value_str);
	zend_enum_add_case_cstr(class_entry, "ClientSecretBasic", &enum_case_ClientSecretBasic_value);

	zval enum_case_ClientSecretBasicRaw_value;
	zend_string *enum_case_ClientSecretBasicRaw_value_str = zend_string_init("client_secret_basic_raw", strlen("client_secret_basic_raw"), 1);
	ZVAL_STR(&enum_case_ClientSecretBasicRaw_value, enum_case_ClientSecretBasicRaw_value_str);
	zend_enum_add_case_cstr(class_entry, "ClientSecretBasicRaw", &enum_case_ClientSecretBasicRaw_value);

	zval enum_case_None_value;
	zend_string *enum_case_None_value_str = zend_string_init("none", strlen("none"), 1);
	ZVAL_STR(&enum_case_None_value, enum_case_None_value_str);
	zend_enum_add_case_cstr(class_entry, "None", &enum_case_None_value);

	return class_entry;
}

static zend_class_entry *register_class_Coop_RefreshOutcome(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("Coop\\RefreshOutcome", IS_STRING, class_Coop_RefreshOutcome_methods);

	zval enum_case_Saved_value;
	zend_string *enum_case_Saved_value_str = zend_string_init("saved", strlen("saved"), 1);
	ZVAL_STR(&enum_case_Saved_value, enum_case_Saved_value_str);
	zend_enum_add_case_cstr(class_entry, "Saved", &enum_case_Saved_value);

	zval enum_case_Superseded_value;
	zend_string *enum_case_Superseded_value_str = zend_string_init("superseded", strlen("superseded"), 1);
	ZVAL_STR(&enum_case_Superseded_value, enum_case_Superseded_value_str);
	zend_enum_add_case_cstr(class_entry, "Superseded", &enum_case_Superseded_value);

	zval enum_case_Leased_value;
	zend_string *enum_case_Leased_value_str = zend_string_init("leased", strlen("leased"), 1);
	ZVAL_STR(&enum_case_Leased_value, enum_case_Leased_value_str);
	zend_enum_add_case_cstr(class_entry, "Leased", &enum_case_Leased_value);

	zval enum_case_NotSent_value;
	zend_string *enum_case_NotSent_value_str = zend_string_init("not_sent", strlen("not_sent"), 1);
	ZVAL_STR(&enum_case_NotSent_value, enum_case_NotSent_value_str);
	zend_enum_add_case_cstr(class_entry, "NotSent", &enum_case_NotSent_value);

	zval enum_case_Deferred_value;
	zend_string *enum_case_Deferred_value_str = zend_string_init("deferred", strlen("deferred"), 1);
	ZVAL_STR(&enum_case_Deferred_value, enum_case_Deferred_value_str);
	zend_enum_add_case_cstr(class_entry, "Deferred", &enum_case_Deferred_value);

	zval enum_case_OutcomeUnknown_value;
	zend_string *enum_case_OutcomeUnknown_value_str = zend_string_init("outcome_unknown", strlen("outcome_unknown"), 1);
	ZVAL_STR(&enum_case_OutcomeUnknown_value, enum_case_OutcomeUnknown_value_str);
	zend_enum_add_case_cstr(class_entry, "OutcomeUnknown", &enum_case_OutcomeUnknown_value);

	zval enum_case_Rejected_value;
	zend_string *enum_case_Rejected_value_str = zend_string_init("rejected", strlen("rejected"), 1);
	ZVAL_STR(&enum_case_Rejected_value, enum_case_Rejected_value_str);
	zend_enum_add_case_cstr(class_entry, "Rejected", &enum_case_Rejected_value);

	zval enum_case_ReauthorizationRequired_value;
	zend_string *enum_case_ReauthorizationRequired_value_str = zend_string_init("reauthorization_required", strlen("reauthorization_required"), 1);
	ZVAL_STR(&enum_case_ReauthorizationRequired_value, enum_case_ReauthorizationRequired_value_str);
	zend_enum_add_case_cstr(class_entry, "ReauthorizationRequired", &enum_case_ReauthorizationRequired_value);

	zval enum_case_Unsaveable_value;
	zend_string *enum_case_Unsaveable_value_str = zend_string_init("unsaveable", strlen("unsaveable"), 1);
	ZVAL_STR(&enum_case_Unsaveable_value, enum_case_Unsaveable_value_str);
	zend_enum_add_case_cstr(class_entry, "Unsaveable", &enum_case_Unsaveable_value);

	return class_entry;
}
