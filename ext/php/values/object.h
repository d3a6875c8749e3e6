/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_OBJECT_H
#define PHP_COOP_OBJECT_H

#include "php.h"

/* What every class of this extension has in common: a C struct that ends with its zend_object, readonly properties in
 * slots of known number, no clones, no second construction. */

/* Declares `type *name(zend_object *)`: from the object to the struct around it. */
#define PHP_COOP_CONTAINER(type, name) \
 static inline type *name(zend_object *object) \
 { \
  return (type *) ((char *) object - offsetof(type, std)); \
 }

/* Behind zend_object_alloc(), which clears the struct: makes its object. */
void php_coop_object_init(zend_object *object, zend_class_entry *class_entry, const zend_object_handlers *handlers);

/* Handlers of a class with a struct: container offset, no clone, == only for the same object. */
void php_coop_handlers_init(zend_object_handlers *handlers, size_t offset, void (*free_object)(zend_object *));

/* For a class that is nothing but properties. */
void php_coop_plain_minit(zend_class_entry *class_entry);

/* Throws \Error and answers true when the object's first property is set already. */
bool php_coop_refuse_second_construct(zend_object *object);

/* A copy of an array without the references in it, through which somebody could change it later. Owned. Beyond 64 levels
 * there is null, for arrays that hold themselves. */
HashTable *php_coop_array_copy(HashTable *array);

/* Writes a declared property by its number, once, as a constructor does. Takes over the value's reference. */
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

/* A string property; NULL: it is null. Borrowed. */
static inline zend_string *php_coop_property_string(zend_object *object, uint32_t number)
{
	zval *slot = OBJ_PROP_NUM(object, number);
	return Z_TYPE_P(slot) == IS_STRING ? Z_STR_P(slot) : NULL;
}

#endif
