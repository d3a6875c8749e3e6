/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: c93b4ed091f5aa31d466e0e0e3bc9572170ad52b */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_RefreshResult___construct, 0, 0, 2)
	ZEND_ARG_TYPE_INFO(0, userId, IS_STRING, 0)
	ZEND_ARG_OBJ_INFO(0, outcome, Coop\\RefreshOutcome, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, expiresAt, DateTimeImmutable, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, error, Coop\\CoopException, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, done, IS_LONG, 0, "1")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, total, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_RefreshReport___construct, 0, 0, 4)
	ZEND_ARG_TYPE_INFO(0, counts, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, total, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO(0, seconds, IS_DOUBLE, 0)
	ZEND_ARG_TYPE_INFO(0, complete, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, stoppedBecause, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, healed, IS_LONG, 0, "0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_RefreshReport_ok, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_RefreshResult, __construct);
ZEND_METHOD(Coop_RefreshReport, __construct);
ZEND_METHOD(Coop_RefreshReport, ok);


static const zend_function_entry class_Coop_RefreshResult_methods[] = {
	ZEND_ME(Coop_RefreshResult, __construct, arginfo_class_Coop_RefreshResult___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Coop_RefreshReport_methods[] = {
	ZEND_ME(Coop_RefreshReport, __construct, arginfo_class_Coop_RefreshReport___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_RefreshReport, ok, arginfo_class_Coop_RefreshReport_ok, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_RefreshResult(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "RefreshResult", class_Coop_RefreshResult_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_userId_default_value;
	ZVAL_UNDEF(&property_userId_default_value);
	zend_string *property_userId_name = zend_string_init("userId", sizeof("userId") - 1, 1);
	zend_declare_typed_property(class_entry, property_userId_name, &property_userId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_userId_name);

	zend_string *property_outcome_class_Coop_RefreshOutcome = zend_string_init("Coop\\RefreshOutcome", sizeof("Coop\\RefreshOutcome")-1, 1);
	zval property_outcome_default_value;
	ZVAL_UNDEF(&property_outcome_default_value);
	zend_string *property_outcome_name = zend_string_init("outcome", sizeof("outcome") - 1, 1);
	zend_declare_typed_property(class_entry, property_outcome_name, &property_outcome_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_outcome_class_Coop_RefreshOutcome, 0, 0));
	zend_string_release(property_outcome_name);

	zend_string *property_expiresAt_class_DateTimeImmutable = zend_string_init("DateTimeImmutable", sizeof("DateTimeImmutable")-1, 1);
	zval property_expiresAt_default_value;
	ZVAL_UNDEF(&property_expiresAt_default_value);
	zend_string *property_expiresAt_name = zend_string_init("expiresAt", sizeof("expiresAt") - 1, 1);
	zend_declare_typed_property(class_entry, property_expiresAt_name, &property_expiresAt_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_expiresAt_class_DateTimeImmutable, 0, MAY_BE_NULL));
	zend_string_release(property_expiresAt_name);

	zend_string *property_error_class_Coop_CoopException = zend_string_init("Coop\\CoopException", sizeof("Coop\\CoopException")-1, 1);
	zval property_error_default_value;
	ZVAL_UNDEF(&property_error_default_value);
	zend_string *property_error_name = zend_string_init("error", sizeof("error") - 1, 1);
	zend_declare_typed_property(class_entry, property_error_name, &property_error_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_error_class_Coop_CoopException, 0, MAY_BE_NULL));
	zend_string_release(property_error_name);

	zval property_done_default_value;
	ZVAL_UNDEF(&property_done_default_value);
	zend_string *property_done_name = zend_string_init("done", sizeof("done") - 1, 1);
	zend_declare_typed_property(class_entry, property_done_name, &property_done_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_done_name);

	zval property_total_default_value;
	ZVAL_UNDEF(&property_total_default_value);
	zend_string *property_total_name = zend_string_init("total", sizeof("total") - 1, 1);
	zend_declare_typed_property(class_entry, property_total_name, &property_total_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_total_name);

	return class_entry;
}

static zend_class_entry *register_class_Coop_RefreshReport(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "RefreshReport", class_Coop_RefreshReport_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_counts_default_value;
	ZVAL_UNDEF(&property_counts_default_value);
	zend_string *property_counts_name = zend_string_init("counts", sizeof("counts") - 1, 1);
	zend_declare_typed_property(class_entry, property_counts_name, &property_counts_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_counts_name);

	zval property_total_default_value;
	ZVAL_UNDEF(&property_total_default_value);
	zend_string *property_total_name = zend_string_init("total", sizeof("total") - 1, 1);
	zend_declare_typed_property(class_entry, property_total_name, &property_total_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_total_name);

	zval property_seconds_default_value;
	ZVAL_UNDEF(&property_seconds_default_value);
	zend_string *property_seconds_name = zend_string_init("seconds", sizeof("seconds") - 1, 1);
	zend_declare_typed_property(class_entry, property_seconds_name, &property_seconds_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE));
	zend_string_release(property_seconds_name);

	zval property_complete_default_value;
	ZVAL_UNDEF(&property_complete_default_value);
	zend_string *property_complete_name = zend_string_init("complete", sizeof("complete") - 1, 1);
	zend_declare_typed_property(class_entry, property_complete_name, &property_complete_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_complete_name);

	zval property_stoppedBecause_default_value;
	ZVAL_UNDEF(&property_stoppedBecause_default_value);
	zend_string *property_stoppedBecause_name = zend_string_init("stoppedBecause", sizeof("stoppedBecause") - 1, 1);
	zend_declare_typed_property(class_entry, property_stoppedBecause_name, &property_stoppedBecause_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_stoppedBecause_name);

	zval property_healed_default_value;
	ZVAL_UNDEF(&property_healed_default_value);
	zend_string *property_healed_name = zend_string_init("healed", sizeof("healed") - 1, 1);
	zend_declare_typed_property(class_entry, property_healed_name, &property_healed_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_healed_name);

	return class_entry;
}
