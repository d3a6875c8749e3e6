/* SPDX-License-Identifier: MIT */
#include "token_store.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "ext/date/php_date.h"
#include "zend_exceptions.h"
#include "stubs/token_store_arginfo.h"

zend_class_entry *php_coop_ce_TokenStore;
zend_class_entry *php_coop_ce_StoredTokens;

static zend_object_handlers handlers;

/* ---- StoredTokens ------------------------------------------------------------------------------------------------ */

typedef struct stored_tokens {
	php_coop_place place;
	zend_object std;
} stored_tokens;

PHP_COOP_CONTAINER(stored_tokens, stored_tokens_of)

PHP_METHOD(Coop_StoredTokens, __construct)
{
	zend_string *user_id, *reason = NULL, *resource_owner_id = NULL;
	zend_object *tokens;
	bool required = false;
	ZEND_PARSE_PARAMETERS_START(2, 5)
		Z_PARAM_STR(user_id)
		Z_PARAM_OBJ_OF_CLASS(tokens, php_coop_ce_TokenSet)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(required)
		Z_PARAM_STR_OR_NULL(reason)
		Z_PARAM_STR_OR_NULL(resource_owner_id)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	if (php_coop_refuse_second_construct(self)) {
		RETURN_THROWS();
	}
	php_coop_property_init_string(self, PHP_COOP_STORED_USER_ID, user_id);
	php_coop_property_init_object(self, PHP_COOP_STORED_TOKENS, tokens);
	ZVAL_BOOL(OBJ_PROP_NUM(self, PHP_COOP_STORED_REAUTHORIZATION_REQUIRED), required);
	php_coop_property_init_string(self, PHP_COOP_STORED_REASON, reason);
	php_coop_property_init_string(self, PHP_COOP_STORED_RESOURCE_OWNER_ID, resource_owner_id);
}

zend_object *php_coop_stored_tokens_new(
	zend_string *user_id, zend_object *tokens, const char *reason, zend_string *resource_owner_id)
{
	zval stored;
	object_init_ex(&stored, php_coop_ce_StoredTokens);
	zend_object *self = Z_OBJ(stored);
	php_coop_property_init_string(self, PHP_COOP_STORED_USER_ID, user_id);
	ZVAL_OBJ(OBJ_PROP_NUM(self, PHP_COOP_STORED_TOKENS), tokens);
	ZVAL_BOOL(OBJ_PROP_NUM(self, PHP_COOP_STORED_REAUTHORIZATION_REQUIRED), reason != NULL);
	if (reason) {
		ZVAL_STRING(OBJ_PROP_NUM(self, PHP_COOP_STORED_REASON), reason);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(self, PHP_COOP_STORED_REASON));
	}
	php_coop_property_init_string(self, PHP_COOP_STORED_RESOURCE_OWNER_ID, resource_owner_id);
	return self;
}

php_coop_place *php_coop_stored_tokens_place(zend_object *stored)
{
	return &stored_tokens_of(stored)->place;
}

static zend_object *create(zend_class_entry *class_entry)
{
	stored_tokens *self = zend_object_alloc(sizeof(*self), class_entry);
	php_coop_object_init(&self->std, class_entry, &handlers);
	return &self->std;
}

/* ---- What every store shares ------------------------------------------------------------------------------------- */

bool php_coop_check_limit(bool is_null, zend_long *limit, uint32_t argument)
{
	if (is_null) {
		*limit = -1;
		return true;
	}
	if (*limit < 1) {
		zend_argument_value_error(argument, "must be at least 1");
		return false;
	}
	return true;
}

bool php_coop_store_failed(const char *what)
{
	if (EG(exception) && instanceof_function(EG(exception)->ce, zend_ce_exception) &&
		!instanceof_function(EG(exception)->ce, php_coop_ce_CoopException)) {
		zend_object *previous = php_coop_take_exception();
		php_coop_throw(php_coop_store_exception(
			NULL, previous, "%s failed and threw %s: see getPrevious()", what, ZSTR_VAL(previous->ce->name)));
	}
	return false;
}

void php_coop_token_store_minit(void)
{
	php_coop_ce_TokenStore = register_class_Coop_TokenStore();
	php_coop_ce_StoredTokens = register_class_Coop_StoredTokens();
	php_coop_ce_StoredTokens->create_object = create;
	php_coop_handlers_init(&handlers, offsetof(stored_tokens, std), zend_object_std_dtor);
}
