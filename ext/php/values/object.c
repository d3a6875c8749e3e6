/* SPDX-License-Identifier: MIT */
#include "object.h"

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

static HashTable *copy_array(HashTable *array, int levels)
{
	HashTable *copy = zend_new_array(zend_hash_num_elements(array));
	zend_ulong number;
	zend_string *name;
	zval *value, item;
	ZEND_HASH_FOREACH_KEY_VAL(array, number, name, value) {
		ZVAL_DEREF(value);
		if (Z_TYPE_P(value) != IS_ARRAY) {
			ZVAL_COPY(&item, value);
		} else if (levels > 1) {
			ZVAL_ARR(&item, copy_array(Z_ARRVAL_P(value), levels - 1));
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
	return copy_array(array, 64);
}

bool php_coop_refuse_second_construct(zend_object *object)
{
	if (Z_TYPE_P(OBJ_PROP_NUM(object, 0)) == IS_UNDEF) {
		return false;
	}
	zend_throw_error(NULL, "%s::__construct() cannot be called twice", ZSTR_VAL(object->ce->name));
	return true;
}
