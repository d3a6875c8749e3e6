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

zend_object *php_coop_create_plain(zend_class_entry *class_entry)
{
	zend_object *object = zend_objects_new(class_entry);
	object_properties_init(object, class_entry);
	object->handlers = &plain_handlers;
	return object;
}

void php_coop_plain_minit(zend_class_entry *class_entry)
{
	/* The same bytes each time, so it does not matter which class comes first. */
	memcpy(&plain_handlers, &std_object_handlers, sizeof(zend_object_handlers));
	plain_handlers.clone_obj = NULL;
	class_entry->create_object = php_coop_create_plain;
}

bool php_coop_refuse_second_construct(zend_object *object)
{
	if (Z_TYPE_P(OBJ_PROP_NUM(object, 0)) == IS_UNDEF) {
		return false;
	}
	zend_throw_error(NULL, "%s::__construct() cannot be called twice", ZSTR_VAL(object->ce->name));
	return true;
}
