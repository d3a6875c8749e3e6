/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_OBJECT_H
#define PHP_COOP_OBJECT_H

#include "php.h"

/* What the classes of this extension have in common. The C struct of a class ends with the zend_object, its properties
 * are readonly and lie in slots of known number, and its objects can neither be cloned nor constructed twice. */

/* Declares the function `type *name(zend_object *)`, which returns the struct around an object. */
#define PHP_COOP_CONTAINER(type, name) \
 static inline type *name(zend_object *object) \
 { \
  return (type *) ((char *) object - offsetof(type, std)); \
 }

/* Initialises the object in a struct that zend_object_alloc() made, which has cleared the rest of the struct. */
void php_coop_object_init(zend_object *object, zend_class_entry *class_entry, const zend_object_handlers *handlers);

/* Fills in the handlers of a class that has a struct. Its objects cannot be cloned, and == compares their identity. */
void php_coop_handlers_init(zend_object_handlers *handlers, size_t offset, void (*free_object)(zend_object *));

/* Prepares a class that has properties only, and no struct. */
void php_coop_plain_minit(zend_class_entry *class_entry);

/* Returns true, with an Error pending, if the object was constructed before: its first property is set. */
bool php_coop_refuse_second_construct(zend_object *object);

/* Returns a copy of an array; owned. References in the array are replaced by their values, so that nobody can change
 * the copy through them. Arrays nested deeper than 64 levels become null, because an array may contain itself. */
HashTable *php_coop_array_copy(HashTable *array);

/* Does the same, but leaves out every member, at any depth, whose name sounds like a secret. */
HashTable *php_coop_array_copy_without_secrets(HashTable *array);

/* These write a declared property, by the number of its slot. They do so once for each object, as a constructor does,
 * since they do not free what is there. NULL becomes null. php_coop_property_init() takes its value over; the others
 * take a reference of their own, or make a copy. */
static inline void php_coop_property_init(zend_object *object, uint32_t number, zval *value)
{
	ZVAL_COPY_VALUE(OBJ_PROP_NUM(object, number), value);
}

static inline void php_coop_property_init_string(zend_object *object, uint32_t number, zend_string *string)
{
	zval *slot = OBJ_PROP_NUM(object, number);
	if (string) {
		ZVAL_STR_COPY(slot, string);
	} else {
		ZVAL_NULL(slot);
	}
}

static inline void php_coop_property_init_object(zend_object *object, uint32_t number, zend_object *value)
{
	zval *slot = OBJ_PROP_NUM(object, number);
	if (value) {
		ZVAL_OBJ_COPY(slot, value);
	} else {
		ZVAL_NULL(slot);
	}
}

static inline void php_coop_property_init_array(zend_object *object, uint32_t number, HashTable *array)
{
	zval *slot = OBJ_PROP_NUM(object, number);
	if (!array) {
		ZVAL_NULL(slot);
	} else if (zend_hash_num_elements(array) == 0) {
		ZVAL_EMPTY_ARRAY(slot);
	} else {
		ZVAL_ARR(slot, php_coop_array_copy(array));
	}
}

/* Returns a string property; borrowed; NULL if it is null. */
static inline zend_string *php_coop_property_string(zend_object *object, uint32_t number)
{
	zval *slot = OBJ_PROP_NUM(object, number);
	return Z_TYPE_P(slot) == IS_STRING ? Z_STR_P(slot) : NULL;
}

#endif
