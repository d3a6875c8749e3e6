/* SPDX-License-Identifier: MIT */
#include "pdo_leases.h"

#include "php_coop.h"
#include "php/db/pdo_connection.h"
#include "core/lease.h"
#include "zend_closures.h"
#include "stubs/pdo_leases_arginfo.h"

zend_class_entry *php_coop_ce_PdoLeases;
static zend_object_handlers handlers;

bool php_coop_check_connection(zval *connection, uint32_t argument)
{
	if (php_coop_is_pdo(connection) ||
		(Z_TYPE_P(connection) == IS_OBJECT && Z_OBJCE_P(connection) == zend_ce_closure)) {
		return true;
	}
	zend_argument_type_error(argument, "must be of type PDO|Closure, %s given", zend_zval_type_name(connection));
	return false;
}

bool php_coop_check_name(const zend_string *name, size_t maximum, uint32_t argument)
{
	if (ZSTR_LEN(name) == 0) {
		zend_argument_value_error(argument, "cannot be empty");
	} else if (zend_str_has_nul_byte(name)) {
		zend_argument_value_error(argument, "must not contain any null bytes");
	} else if (maximum > 0 && ZSTR_LEN(name) > maximum) {
		zend_argument_value_error(argument, "must be at most %zu bytes long", maximum);
	} else {
		return true;
	}
	return false;
}

PHP_METHOD(Coop_PdoLeases, __construct)
{
	zval *connection;
	zend_string *name, *table = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_ZVAL(connection)
		Z_PARAM_STR(name)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(table)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_pdo_leases *self = php_coop_pdo_leases_of(Z_OBJ_P(ZEND_THIS));
	if (!Z_ISUNDEF(self->pdo.source)) {
		zend_throw_error(NULL, "%s::__construct() cannot be called twice", ZSTR_VAL(self->std.ce->name));
		RETURN_THROWS();
	}
	if (!php_coop_check_connection(connection, 1) || !php_coop_check_name(name, COOP_STORE_NAME_MAXIMUM, 2) ||
		(table && !php_coop_check_name(table, 0, 3))) {
		RETURN_THROWS();
	}
	php_coop_pdo_init(&self->pdo, connection);
	self->leases.pdo = &self->pdo;
	zend_string *companion =
		table ? zend_string_copy(table) : zend_string_init("coop_refresh", strlen("coop_refresh"), 0);
	php_coop_leases_init(&self->leases, &self->pdo, companion, zend_string_copy(name));
}

static zend_object *create(zend_class_entry *class_entry)
{
	php_coop_pdo_leases *self = zend_object_alloc(sizeof(*self), class_entry);
	php_coop_object_init(&self->std, class_entry, &handlers);
	return &self->std;
}

static void free_object(zend_object *object)
{
	php_coop_pdo_leases *self = php_coop_pdo_leases_of(object);
	php_coop_pdo_clear(&self->pdo);
	php_coop_leases_clear(&self->leases);
	zend_object_std_dtor(object);
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	php_coop_pdo_gc(&php_coop_pdo_leases_of(object)->pdo, buffer);
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void php_coop_pdo_leases_minit(void)
{
	php_coop_ce_PdoLeases = register_class_Coop_PdoLeases();
	php_coop_ce_PdoLeases->create_object = create;
	php_coop_handlers_init(&handlers, offsetof(php_coop_pdo_leases, std), free_object);
	handlers.get_gc = get_gc;
}
