/* SPDX-License-Identifier: MIT */
#include "session_token_store.h"
#include "store_ops.h"
#include "token_store.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "ext/date/php_date.h"
#include "zend_closures.h"
#include "zend_interfaces.h"
#include "stubs/session_token_store_arginfo.h"

#define USER "session"
#define PHP_SESSION_ACTIVE 2 /* the value of PHP's constant; ext/session may be absent, so it is not included */

typedef struct session_token_store {
	zval read; /* owned closure; undefined if PHP's own session is used */
	zval write; /* owned closure; undefined if PHP's own session is used */
	zend_string *key; /* of $_SESSION; owned; NULL if there are closures, or before construction */
	zend_object std;
} session_token_store;

PHP_COOP_CONTAINER(session_token_store, session_token_store_of)

zend_class_entry *php_coop_ce_SessionTokenStore;

static zend_object_handlers handlers;

static session_token_store *this_store(zval *this_value)
{
	return session_token_store_of(Z_OBJ_P(this_value));
}

/* ---- The session ------------------------------------------------------------------------------------------------- */

static bool session_is_active(void)
{
	zval function, status;
	ZVAL_STRING(&function, "session_status");
	ZVAL_UNDEF(&status);
	bool active = zend_is_callable(&function, 0, NULL) &&
		call_user_function(NULL, NULL, &function, &status, 0, NULL) == SUCCESS && Z_TYPE(status) == IS_LONG &&
		Z_LVAL(status) == PHP_SESSION_ACTIVE;
	zval_ptr_dtor(&status);
	zval_ptr_dtor(&function);
	return active;
}

/* Returns $_SESSION; borrowed; NULL if an exception is pending. It is looked up at each call, because a framework may
 * replace it. */
static zval *php_session(void)
{
	zval *session =
		session_is_active() ? zend_hash_str_find_ind(&EG(symbol_table), "_SESSION", strlen("_SESSION")) : NULL;
	if (session) {
		ZVAL_DEREF(session);
	}
	if (!session || Z_TYPE_P(session) != IS_ARRAY) {
		php_coop_throw(php_coop_store_exception(
			NULL, NULL, "The session is not active: call session_start() before you use Coop\\SessionTokenStore"));
		return NULL;
	}
	return session;
}

/* Calls a closure of the site. `result` is owned. Returns false if an exception is pending. */
static bool call_closure(zval *closure, uint32_t count, zval *arguments, zval *result)
{
	ZVAL_UNDEF(result);
	call_user_function(NULL, NULL, closure, result, count, arguments);
	if (EG(exception)) {
		zval_ptr_dtor(result);
		return php_coop_store_failed("The closure of the session store");
	}
	if (Z_ISREF_P(result)) {
		zend_unwrap_reference(result);
	}
	return true;
}

/* Reads the stored array into `tokens`; owned; null if there is none. Returns false if an exception is pending. */
static bool read_array(session_token_store *self, zval *tokens)
{
	ZVAL_NULL(tokens);
	if (!self->key) {
		if (Z_ISUNDEF(self->read)) {
			zend_throw_error(NULL, "Coop\\SessionTokenStore has not been constructed");
			return false;
		}
		return call_closure(&self->read, 0, NULL, tokens);
	}
	zval *session = php_session();
	if (!session) {
		return false;
	}
	zval *stored = zend_symtable_find(Z_ARRVAL_P(session), self->key);
	if (stored) {
		ZVAL_COPY_DEREF(tokens, stored);
	}
	return true;
}

/* Writes an array, which is borrowed, or removes what is stored if `tokens` is null. Returns false if an exception is
 * pending. */
static bool write_array(session_token_store *self, zval *tokens)
{
	zval result;
	if (!self->key) {
		bool written = call_closure(&self->write, 1, tokens, &result);
		if (written) {
			zval_ptr_dtor(&result);
		}
		return written;
	}
	zval *session = php_session();
	if (!session) {
		return false;
	}
	SEPARATE_ARRAY(session);
	if (Z_TYPE_P(tokens) == IS_NULL) {
		zend_symtable_del(Z_ARRVAL_P(session), self->key);
	} else {
		Z_TRY_ADDREF_P(tokens);
		zend_symtable_update(Z_ARRVAL_P(session), self->key, tokens);
	}
	return true;
}

/* Throws, with the pending exception, if there is one, as the previous one. */
static void throw_garbage(void)
{
	php_coop_throw(php_coop_store_exception(NULL, php_coop_take_exception(),
		"The session has something else than an array of Coop\\TokenSet::toArray(): remove it, or give the store "
		"another key"));
}

/* Returns the stored tokens as a TokenSet; owned; NULL if there are none, or if an exception is pending. */
static zend_object *read_tokens(session_token_store *self)
{
	zval array, tokens;
	if (!read_array(self, &array)) {
		return NULL;
	}
	ZVAL_UNDEF(&tokens);
	if (Z_TYPE(array) == IS_ARRAY) {
		zend_call_method_with_1_params(NULL, php_coop_ce_TokenSet, NULL, "fromarray", &tokens, &array);
		if (EG(exception)) {
			throw_garbage();
		}
	} else if (Z_TYPE(array) != IS_NULL) {
		throw_garbage();
	}
	zval_ptr_dtor(&array);
	return Z_TYPE(tokens) == IS_OBJECT ? Z_OBJ(tokens) : NULL;
}

/* ---- Methods ----------------------------------------------------------------------------------------------------- */

PHP_METHOD(Coop_SessionTokenStore, __construct)
{
	zval *read, *write;
	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_OBJECT_OF_CLASS(read, zend_ce_closure)
		Z_PARAM_OBJECT_OF_CLASS(write, zend_ce_closure)
	ZEND_PARSE_PARAMETERS_END();
	session_token_store *self = this_store(ZEND_THIS);
	if (self->key || !Z_ISUNDEF(self->read)) {
		zend_throw_error(NULL, "Coop\\SessionTokenStore::__construct() cannot be called twice");
		RETURN_THROWS();
	}
	ZVAL_COPY(&self->read, read);
	ZVAL_COPY(&self->write, write);
}

PHP_METHOD(Coop_SessionTokenStore, ofPhpSession)
{
	zend_string *key = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(key)
	ZEND_PARSE_PARAMETERS_END();
	if (key && ZSTR_LEN(key) == 0) {
		zend_argument_value_error(1, "cannot be empty");
		RETURN_THROWS();
	}
	object_init_ex(return_value, php_coop_ce_SessionTokenStore);
	session_token_store_of(Z_OBJ_P(return_value))->key =
		key ? zend_string_copy(key) : zend_string_init("coop_tokens", strlen("coop_tokens"), 0);
}

static bool is_user(zend_string *user_id)
{
	return zend_string_equals_literal(user_id, USER);
}

static zend_object *stored_of(zend_object *tokens)
{
	zend_string *user = zend_string_init(USER, strlen(USER), 0);
	zend_object *stored = php_coop_stored_tokens_new(user, tokens, NULL, NULL);
	zend_string_release(user);
	return stored;
}

PHP_METHOD(Coop_SessionTokenStore, getExpiringTokens)
{
	zend_object *before = NULL, *after = NULL;
	zend_long limit = 0;
	bool is_null = true;
	ZEND_PARSE_PARAMETERS_START(0, 3)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(before, php_date_get_interface_ce())
		Z_PARAM_LONG_OR_NULL(limit, is_null)
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(after, php_coop_ce_StoredTokens)
	ZEND_PARSE_PARAMETERS_END();
	coop_instant until;
	bool dated = before ? php_coop_instant_of(before, &until) : php_coop_session_store_ops.end_of_today(NULL, &until);
	if (!php_coop_check_limit(is_null, &limit, 2) || !dated) {
		RETURN_THROWS();
	}
	zend_object *tokens = read_tokens(this_store(ZEND_THIS));
	if (EG(exception)) {
		RETURN_THROWS();
	}
	array_init(return_value);
	if (!tokens) {
		return;
	}
	php_coop_token_set *set = php_coop_token_set_of(tokens);
	if (!after && set->refresh_token && (!set->expiry_known || set->expires_at <= until)) {
		add_next_index_object(return_value, stored_of(tokens));
	} else {
		OBJ_RELEASE(tokens);
	}
}

PHP_METHOD(Coop_SessionTokenStore, findTokens)
{
	zend_string *string = NULL;
	zend_long number = 0;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR_OR_LONG(string, number)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *tokens = read_tokens(this_store(ZEND_THIS));
	if (!tokens) {
		return;
	}
	if (!string || !is_user(string)) {
		OBJ_RELEASE(tokens);
		return;
	}
	RETURN_OBJ(stored_of(tokens));
}

/* Makes the array to write: the new tokens, with the old refresh token if the new ones have none. */
static void merge(zend_object *tokens, zend_object *stored, zval *array)
{
	zend_call_method_with_0_params(tokens, tokens->ce, NULL, "toarray", array);
	zend_string *old = stored ? php_coop_token_set_of(stored)->refresh_token : NULL;
	if (old && !php_coop_token_set_of(tokens)->refresh_token) {
		SEPARATE_ARRAY(array);
		add_assoc_str(array, "refresh_token", zend_string_copy(old));
	}
}

static bool holds(zend_object *stored, zend_object *tokens)
{
	php_coop_token_set *set = php_coop_token_set_of(tokens);
	return php_coop_token_set_holds(php_coop_token_set_of(stored), set->access_token, set->refresh_token);
}

/* Returns true if the tokens were saved, false if the session has other ones than `replaces`, or an exception is
 * pending. */
static bool save(session_token_store *self, zend_object *tokens, zend_object *replaces)
{
	zval array;
	zend_object *stored = read_tokens(self);
	bool saved = false;
	if (!EG(exception) && (!replaces || (stored && holds(stored, replaces)))) {
		merge(tokens, stored, &array);
		saved = write_array(self, &array);
		zval_ptr_dtor(&array);
	}
	if (stored) {
		OBJ_RELEASE(stored);
	}
	return saved;
}

PHP_METHOD(Coop_SessionTokenStore, saveNewTokens)
{
	zend_string *string = NULL;
	zend_long number = 0;
	zend_object *tokens, *replaces = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_STR_OR_LONG(string, number)
		Z_PARAM_OBJ_OF_CLASS(tokens, php_coop_ce_TokenSet)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJ_OF_CLASS_OR_NULL(replaces, php_coop_ce_TokenSet)
	ZEND_PARSE_PARAMETERS_END();
	if (!string || !is_user(string)) {
		php_coop_throw(php_coop_store_exception(
			NULL, NULL, "A session has one user only: pass Coop\\SessionTokenStore::USER as user id"));
		RETURN_THROWS();
	}
	RETURN_BOOL(save(this_store(ZEND_THIS), tokens, replaces));
}

PHP_METHOD(Coop_SessionTokenStore, removeTokens)
{
	zend_string *string = NULL;
	zend_long number = 0;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR_OR_LONG(string, number)
	ZEND_PARSE_PARAMETERS_END();
	zval nothing;
	ZVAL_NULL(&nothing);
	zval current;
	if (read_array(this_store(ZEND_THIS), &current)) {
		zval_ptr_dtor(&current);
		if (string && is_user(string)) {
			(void) write_array(this_store(ZEND_THIS), &nothing);
		}
	}
}

PHP_METHOD(Coop_SessionTokenStore, id)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_STRING("session");
}

/* ---- The object -------------------------------------------------------------------------------------------------- */

static zend_object *create(zend_class_entry *class_entry)
{
	session_token_store *self = zend_object_alloc(sizeof(*self), class_entry);
	php_coop_object_init(&self->std, class_entry, &handlers);
	ZVAL_UNDEF(&self->read);
	ZVAL_UNDEF(&self->write);
	return &self->std;
}

static void free_object(zend_object *object)
{
	session_token_store *self = session_token_store_of(object);
	zval_ptr_dtor(&self->read);
	zval_ptr_dtor(&self->write);
	if (self->key) {
		zend_string_release(self->key);
	}
	zend_object_std_dtor(object);
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	session_token_store *self = session_token_store_of(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	zend_get_gc_buffer_add_zval(buffer, &self->read);
	zend_get_gc_buffer_add_zval(buffer, &self->write);
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void php_coop_session_token_store_minit(void)
{
	php_coop_ce_SessionTokenStore = register_class_Coop_SessionTokenStore(php_coop_ce_TokenStore);
	php_coop_ce_SessionTokenStore->create_object = create;
	php_coop_handlers_init(&handlers, offsetof(session_token_store, std), free_object);
	handlers.get_gc = get_gc;
}
