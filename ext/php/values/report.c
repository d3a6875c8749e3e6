/* SPDX-License-Identifier: MIT */
#include "report.h"
#include "convert.h"
#include "exceptions.h"

#include "php_coop.h"
#include "ext/date/php_date.h"
#include "stubs/report_arginfo.h"

static zend_class_entry *ce_RefreshResult;
static zend_class_entry *ce_RefreshReport;

/* Slots of Coop\RefreshResult's properties, in the stub's order. */
enum { RESULT_USER_ID, RESULT_OUTCOME, RESULT_EXPIRES_AT, RESULT_ERROR, RESULT_DONE, RESULT_TOTAL };
/* Slots of Coop\RefreshReport's properties, in the stub's order. */
enum { REPORT_COUNTS, REPORT_TOTAL, REPORT_SECONDS, REPORT_COMPLETE, REPORT_STOPPED_BECAUSE, REPORT_HEALED };

PHP_METHOD(Coop_RefreshResult, __construct)
{
	zend_string *user_id;
	zend_object *outcome, *expires_at = NULL, *error = NULL;
	zend_long done = 1, total = 0;
	bool total_is_null = true;
	ZEND_PARSE_PARAMETERS_START(2, 6)
		Z_PARAM_STR(user_id)
		Z_PARAM_OBJ_OF_CLASS(outcome, php_coop_ce_RefreshOutcome)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(expires_at, php_date_get_immutable_ce())
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(error, php_coop_ce_CoopException)
		Z_PARAM_LONG(done)
		Z_PARAM_LONG_OR_NULL(total, total_is_null)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	if (php_coop_refuse_second_construct(self)) {
		RETURN_THROWS();
	}
	php_coop_property_init_string(self, RESULT_USER_ID, user_id);
	php_coop_property_init_object(self, RESULT_OUTCOME, outcome);
	php_coop_property_init_object(self, RESULT_EXPIRES_AT, expires_at);
	php_coop_property_init_object(self, RESULT_ERROR, error);
	ZVAL_LONG(OBJ_PROP_NUM(self, RESULT_DONE), done);
	if (total_is_null) {
		ZVAL_NULL(OBJ_PROP_NUM(self, RESULT_TOTAL));
	} else {
		ZVAL_LONG(OBJ_PROP_NUM(self, RESULT_TOTAL), total);
	}
}

zend_object *php_coop_refresh_result_new(zend_string *user_id, php_coop_outcome outcome, bool expiry_known,
	coop_instant expires_at, zend_object *error, zend_long done, int64_t total)
{
	zval result;
	object_init_ex(&result, ce_RefreshResult);
	zend_object *self = Z_OBJ(result);
	php_coop_property_init_string(self, RESULT_USER_ID, user_id);
	php_coop_property_init_object(self, RESULT_OUTCOME, php_coop_outcome_case(outcome));
	if (expiry_known) {
		php_coop_zval_instant(OBJ_PROP_NUM(self, RESULT_EXPIRES_AT), expires_at);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(self, RESULT_EXPIRES_AT));
	}
	php_coop_property_init_object(self, RESULT_ERROR, error);
	ZVAL_LONG(OBJ_PROP_NUM(self, RESULT_DONE), done);
	if (total < 0) {
		ZVAL_NULL(OBJ_PROP_NUM(self, RESULT_TOTAL));
	} else {
		ZVAL_LONG(OBJ_PROP_NUM(self, RESULT_TOTAL), (zend_long) total);
	}
	return self;
}

PHP_METHOD(Coop_RefreshReport, __construct)
{
	HashTable *counts;
	zend_long total, healed = 0;
	double seconds;
	bool complete;
	zend_string *stopped_because = NULL;
	ZEND_PARSE_PARAMETERS_START(4, 6)
		Z_PARAM_ARRAY_HT(counts)
		Z_PARAM_LONG(total)
		Z_PARAM_DOUBLE(seconds)
		Z_PARAM_BOOL(complete)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(stopped_because)
		Z_PARAM_LONG(healed)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	if (php_coop_refuse_second_construct(self)) {
		RETURN_THROWS();
	}
	php_coop_property_init_array(self, REPORT_COUNTS, counts);
	ZVAL_LONG(OBJ_PROP_NUM(self, REPORT_TOTAL), total);
	ZVAL_DOUBLE(OBJ_PROP_NUM(self, REPORT_SECONDS), seconds);
	ZVAL_BOOL(OBJ_PROP_NUM(self, REPORT_COMPLETE), complete);
	php_coop_property_init_string(self, REPORT_STOPPED_BECAUSE, stopped_because);
	ZVAL_LONG(OBJ_PROP_NUM(self, REPORT_HEALED), healed);
}

PHP_METHOD(Coop_RefreshReport, ok)
{
	ZEND_PARSE_PARAMETERS_NONE();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	HashTable *counts = Z_ARRVAL_P(OBJ_PROP_NUM(self, REPORT_COUNTS));
	bool ok = Z_TYPE_P(OBJ_PROP_NUM(self, REPORT_COMPLETE)) == IS_TRUE;
	for (int i = 0; i < PHP_COOP_OUTCOMES; i++) {
		const char *name = php_coop_outcome_value((php_coop_outcome) i);
		zval *count = zend_hash_str_find_deref(counts, name, strlen(name));
		ok = ok && (!php_coop_outcome_is_failure((php_coop_outcome) i) || !count || zval_get_long(count) == 0);
	}
	RETURN_BOOL(ok);
}

zend_object *php_coop_refresh_report_new(const zend_long counts[PHP_COOP_OUTCOMES], double seconds, bool complete,
	const char *stopped_because, zend_long healed)
{
	zval report, array;
	zend_long total = 0;
	object_init_ex(&report, ce_RefreshReport);
	array_init(&array);
	for (int i = 0; i < PHP_COOP_OUTCOMES; i++) {
		add_assoc_long(&array, php_coop_outcome_value((php_coop_outcome) i), counts[i]);
		total += counts[i];
	}
	zend_object *self = Z_OBJ(report);
	php_coop_property_init(self, REPORT_COUNTS, &array);
	ZVAL_LONG(OBJ_PROP_NUM(self, REPORT_TOTAL), total);
	ZVAL_DOUBLE(OBJ_PROP_NUM(self, REPORT_SECONDS), seconds);
	ZVAL_BOOL(OBJ_PROP_NUM(self, REPORT_COMPLETE), complete);
	if (stopped_because) {
		ZVAL_STRING(OBJ_PROP_NUM(self, REPORT_STOPPED_BECAUSE), stopped_because);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(self, REPORT_STOPPED_BECAUSE));
	}
	ZVAL_LONG(OBJ_PROP_NUM(self, REPORT_HEALED), healed);
	return self;
}

zend_string *php_coop_refresh_report_stopped_because(zend_object *report)
{
	return php_coop_property_string(report, REPORT_STOPPED_BECAUSE);
}

void php_coop_report_minit(void)
{
	ce_RefreshResult = register_class_Coop_RefreshResult();
	ce_RefreshReport = register_class_Coop_RefreshReport();
	php_coop_plain_minit(ce_RefreshResult);
	php_coop_plain_minit(ce_RefreshReport);
}
