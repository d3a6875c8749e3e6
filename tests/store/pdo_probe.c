/* SPDX-License-Identifier: MIT */
/* ext/php/db as an extension of its own, with a function for each call: what a run does with them in the middle of trouble
 * cannot be ordered from PHP, and no script sees the statements. Built by pdo_probe.inc; a StoreException is a plain
 * Exception here. */
#include "php/db/pdo_connection.h"
#include "php/db/pdo_fault.h"
#include "php/db/pdo_session.h"
#include "php/db/pdo_sql.h"
#include "php/values/exceptions.h"
#include "zend_exceptions.h"
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
	static const char *const names[] = {"other", "retry", "lost", "row", "exists"};
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

/* probe_statements(string $database, array $choices): the texts of all statements and parts of statements, by their numbers.
 * $choices: the members of php_coop_sql_names that are true, and expiry_kind; the columns have the tutorial's names. */
PHP_FUNCTION(probe_statements)
{
	zend_string *database_name;
	HashTable *choices;
	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_STR(database_name)
		Z_PARAM_ARRAY_HT(choices)
	ZEND_PARSE_PARAMETERS_END();
	const php_coop_database *database = NULL;
	for (int i = 0; php_coop_databases[i]; i++) {
		if (zend_string_equals_cstr(database_name, php_coop_databases[i]->name, strlen(php_coop_databases[i]->name))) {
			database = php_coop_databases[i];
		}
	}
	if (!database) {
		zend_value_error("no such database");
		return;
	}
#define IS(name) zend_hash_str_exists(choices, name, strlen(name))
#define STRING(text) zend_string_init(text, strlen(text), 0)
	zval *kind = zend_hash_str_find(choices, "expiry_kind", strlen("expiry_kind"));
	php_coop_sql_names names = {
		.table = STRING("users"),
		.user_id = STRING("email"),
		.access_token = STRING("coopAccessToken"),
		.expires_at = STRING("coopAccessExpiresAt"),
		.refresh_token = STRING("coopRefreshToken"),
		.resource_owner_id = IS("owner") ? STRING("coopUserId") : NULL,
		.provider = IS("provider") ? STRING("provider") : NULL,
		.companion = STRING("coop_refresh"),
		.short_not_null = IS("short_not_null"),
		.expiry_kind = kind ? Z_LVAL_P(kind) : PHP_COOP_EXPIRY_TEXT,
		.id_is_integer = IS("id_is_integer"),
		.id_as_text = IS("id_as_text"),
		.without_companion = IS("without_companion"),
	};
	names.short_column = names.access_token;
	array_init(return_value);
	for (php_coop_sql statement = 0; statement < PHP_COOP_SQL_STATEMENTS; statement++) {
		add_next_index_str(return_value, php_coop_sql_text(database, &names, statement));
	}
	zend_string *owned[] = {names.table, names.user_id, names.access_token, names.expires_at, names.refresh_token,
		names.resource_owner_id, names.provider, names.companion};
	for (size_t i = 0; i < sizeof(owned) / sizeof(owned[0]); i++) {
		if (owned[i]) {
			zend_string_release(owned[i]);
		}
	}
}

/* probe_version(string $driver, string $answer): which database it is and whether it is supported. */
PHP_FUNCTION(probe_version)
{
	zend_string *driver, *answer;
	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_STR(driver)
		Z_PARAM_STR(answer)
	ZEND_PARSE_PARAMETERS_END();
	const php_coop_database *database = php_coop_database_of_version(ZSTR_VAL(driver), ZSTR_VAL(answer));
	RETURN_STR(database ? zend_strpprintf(0, "%s, %s", database->name,
							  php_coop_database_is_too_old(database, ZSTR_VAL(answer)) ? "too old" : "supported")
						: zend_strpprintf(0, "none that is supported"));
}

ZEND_BEGIN_ARG_INFO_EX(arginfo_two, 0, 0, 2)
	ZEND_ARG_INFO(0, database)
	ZEND_ARG_INFO(0, more)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_probe, 0, 0, 1)
	ZEND_ARG_INFO(0, what)
	ZEND_ARG_INFO(0, sql)
ZEND_END_ARG_INFO()

static const zend_function_entry functions[] = {PHP_FE(probe_open, arginfo_probe) PHP_FE(probe, arginfo_probe)
	PHP_FE(probe_statements, arginfo_two) PHP_FE(probe_version, arginfo_two) PHP_FE_END};

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
