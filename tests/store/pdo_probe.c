/* SPDX-License-Identifier: MIT */
/* The calls into PDO as an extension of their own, with a function for each: what a run does with them in the middle of
 * trouble cannot be ordered from PHP. Built by pdo_faults.phpt; a StoreException is a plain Exception here. */
#include "php/db/pdo_call.c"
#include "php/db/pdo_connection.c"
#include "php/db/pdo_fault.c"
#include "php/db/pdo_session.c"
#include "ext/standard/info.h"

static php_coop_pdo probed;

zend_object *php_coop_store_exception(zend_string *sql, zend_object *previous, const char *format, ...)
{
	zval exception;
	object_init_ex(&exception, zend_ce_exception);
	if (previous) {
		zval value;
		ZVAL_OBJ(&value, previous);
		zend_update_property_ex(zend_ce_exception, Z_OBJ(exception), ZSTR_KNOWN(ZEND_STR_PREVIOUS), &value);
		OBJ_RELEASE(previous);
	}
	return Z_OBJ(exception);
}

void php_coop_throw(zend_object *exception)
{
	zend_throw_exception_internal(exception);
}

zend_object *php_coop_take_exception(void)
{
	zend_object *exception = EG(exception);
	if (exception) {
		GC_ADDREF(exception);
		zend_clear_exception();
	}
	return exception;
}

/* "ok", or what the fault is; "false" where nothing was thrown. */
static const char *outcome(bool worked)
{
	static const char *const names[] = {"other", "retry", "lost", "row"};
	if (worked) {
		return EG(exception) ? "thrown all the same" : "ok";
	}
	zend_object *exception = php_coop_take_exception();
	if (!exception) {
		return "false";
	}
	const char *name = names[php_coop_pdo_fault_of(exception)];
	OBJ_RELEASE(exception);
	return name;
}

PHP_FUNCTION(probe_open)
{
	zval *source;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(source)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_pdo_clear(&probed);
	php_coop_pdo_init(&probed, source);
}

PHP_FUNCTION(probe)
{
	zend_string *what, *sql = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR(what)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(sql)
	ZEND_PARSE_PARAMETERS_END();
	bool worked = true;
	zval rows;
	ZVAL_UNDEF(&rows);
	if (zend_string_equals_literal(what, "enter")) {
		worked = php_coop_pdo_enter(&probed);
	} else if (zend_string_equals_literal(what, "leave")) {
		php_coop_pdo_leave(&probed);
	} else if (zend_string_equals_literal(what, "begin")) {
		worked = php_coop_pdo_begin(&probed);
	} else if (zend_string_equals_literal(what, "commit")) {
		worked = php_coop_pdo_commit(&probed);
	} else if (zend_string_equals_literal(what, "roll back")) {
		php_coop_pdo_roll_back(&probed);
	} else if (zend_string_equals_literal(what, "bound")) {
		worked = php_coop_pdo_bound_waits(&probed);
	} else if (zend_string_equals_literal(what, "restore")) {
		php_coop_pdo_restore_waits(&probed);
	} else if (zend_string_equals_literal(what, "strict")) {
		worked = php_coop_pdo_be_strict(&probed);
	} else if (zend_string_equals_literal(what, "exec")) {
		worked = php_coop_pdo_exec(&probed, ZSTR_VAL(sql), ZSTR_LEN(sql));
	} else if (zend_string_equals_literal(what, "query")) {
		worked = php_coop_pdo_query(&probed, sql, 0, NULL, &rows);
	} else {
		zend_value_error("no such call");
	}
	if (Z_TYPE(rows) == IS_ARRAY) {
		zval *row = zend_hash_index_find(Z_ARRVAL(rows), 0), *value = row ? zend_hash_index_find(Z_ARRVAL_P(row), 0) : NULL;
		RETVAL_COPY(value ? value : &EG(uninitialized_zval));
		zval_ptr_dtor(&rows);
		return;
	}
	RETVAL_STRING(outcome(worked));
}

ZEND_BEGIN_ARG_INFO_EX(arginfo_probe, 0, 0, 1)
	ZEND_ARG_INFO(0, what)
	ZEND_ARG_INFO(0, sql)
ZEND_END_ARG_INFO()

static const zend_function_entry functions[] = {PHP_FE(probe_open, arginfo_probe) PHP_FE(probe, arginfo_probe) PHP_FE_END};

static PHP_RSHUTDOWN_FUNCTION(pdo_probe)
{
	php_coop_pdo_clear(&probed);
	memset(&probed, 0, sizeof(probed));
	return SUCCESS;
}

static zend_module_entry module = {STANDARD_MODULE_HEADER, "pdo_probe", functions, NULL, NULL, NULL, PHP_RSHUTDOWN(pdo_probe), NULL, "0",
	STANDARD_MODULE_PROPERTIES};

ZEND_DLEXPORT zend_module_entry *get_module(void);
zend_module_entry *get_module(void)
{
	return &module;
}
