/* SPDX-License-Identifier: MIT */
#include "object.h"

#include "core/text.h"

static zend_object_handlers plain_handlers;

void php_coop_handlers_init(zend_object_handlers *handlers, size_t offset, void (*free_object)(zend_object *))
{
	memcpy(handlers, &std_object_handlers, sizeof(zend_object_handlers));
	handlers->offset = (int) offset;
	handlers->free_obj = free_object;
	handlers->clone_obj = NULL;
	handlers->compare = zend_objects_not_comparable;
}

void php_coop_object_init(zend_object *object, zend_class_entry *class_entry, const zend_object_handlers *handlers)
{
	zend_object_std_init(object, class_entry);
	object_properties_init(object, class_entry);
	object->handlers = handlers;
}

static zend_object *create_plain(zend_class_entry *class_entry)
{
	zend_object *object = zend_objects_new(class_entry);
	object_properties_init(object, class_entry);
	object->handlers = &plain_handlers;
	return object;
}

void php_coop_plain_minit(zend_class_entry *class_entry)
{
	/* All plain classes share the handlers. Each call writes the same bytes, so the order of the classes is free. */
	memcpy(&plain_handlers, &std_object_handlers, sizeof(zend_object_handlers));
	plain_handlers.clone_obj = NULL;
	class_entry->create_object = create_plain;
}

/* Returns whether the name of a member sounds like a secret. It is looked for inside the name, so that camelCase and
 * compound names are found as well. */
static bool is_secret_name(const zend_string *name)
{
	static const char *const SECRET[] = {"token", "secret", "password", "passwd", "passphrase", "pwd", "assertion",
		"code", "key", "credential", "cookie", "jwt"};
	for (size_t i = 0; i < COOP_COUNT(SECRET); i++) {
		if (php_memnistr(ZSTR_VAL(name), SECRET[i], strlen(SECRET[i]), ZSTR_VAL(name) + ZSTR_LEN(name))) {
			return true;
		}
	}
	return zend_string_equals_literal_ci(name, "authorization");
}

static HashTable *copy_array(HashTable *array, bool with_secrets, int levels)
{
	HashTable *copy = zend_new_array(zend_hash_num_elements(array));
	zend_ulong number;
	zend_string *name;
	zval *value, item;
	ZEND_HASH_FOREACH_KEY_VAL(array, number, name, value) {
		if (name && !with_secrets && is_secret_name(name)) {
			continue;
		}
		ZVAL_DEREF(value);
		if (Z_TYPE_P(value) != IS_ARRAY) {
			ZVAL_COPY(&item, value);
		} else if (levels > 1) {
			ZVAL_ARR(&item, copy_array(Z_ARRVAL_P(value), with_secrets, levels - 1));
		} else {
			ZVAL_NULL(&item);
		}
		if (name) {
			zend_hash_add_new(copy, name, &item);
		} else {
			zend_hash_index_add_new(copy, number, &item);
		}
	}
	ZEND_HASH_FOREACH_END();
	return copy;
}

HashTable *php_coop_array_copy(HashTable *array)
{
	return copy_array(array, true, 64);
}

HashTable *php_coop_array_copy_without_secrets(HashTable *array)
{
	return copy_array(array, false, 64);
}

bool php_coop_refuse_second_construct(zend_object *object)
{
	if (Z_TYPE_P(OBJ_PROP_NUM(object, 0)) == IS_UNDEF) {
		return false;
	}
	zend_throw_error(NULL, "%s::__construct() cannot be called twice", ZSTR_VAL(object->ce->name));
	return true;
}
