/* SPDX-License-Identifier: MIT */
#include "pdo_fault.h"
#include "pdo_sql.h"

#include "php/values/exceptions.h"
#include "zend_exceptions.h"

static zend_class_entry *pdo_exception_class(void)
{
	return zend_hash_str_find_ptr(EG(class_table), "pdoexception", strlen("pdoexception"));
}

/* ---- What PDO throws --------------------------------------------------------------------------------------------- */

static zend_class_entry *throwable_base(zend_object *thrown)
{
	return instanceof_function(thrown->ce, zend_ce_exception) ? zend_ce_exception : zend_ce_error;
}

static bool is_ours(zval *frame)
{
	zval *class_name = zend_hash_find(Z_ARRVAL_P(frame), ZSTR_KNOWN(ZEND_STR_CLASS));
	return class_name && Z_TYPE_P(class_name) == IS_STRING &&
		zend_string_starts_with_literal(Z_STR_P(class_name), "Coop\\");
}

/* Removes the arguments from the frames of our own calls. The values of a statement are arguments of execute(), which
 * PDO does not mark as sensitive, so a dump of the exception would show tokens. */
static void forget_arguments(zend_object *thrown)
{
	zval rv, *trace = zend_read_property_ex(throwable_base(thrown), thrown, ZSTR_KNOWN(ZEND_STR_TRACE), 1, &rv);
	if (Z_TYPE_P(trace) != IS_ARRAY) {
		return;
	}
	zval copy, *frame;
	ZVAL_ARR(&copy, zend_array_dup(Z_ARRVAL_P(trace)));
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL(copy), frame) {
		if (Z_TYPE_P(frame) != IS_ARRAY || is_ours(frame)) {
			break;
		}
		SEPARATE_ARRAY(frame);
		zend_hash_del(Z_ARRVAL_P(frame), ZSTR_KNOWN(ZEND_STR_ARGS));
	}
	ZEND_HASH_FOREACH_END();
	zend_update_property_ex(throwable_base(thrown), thrown, ZSTR_KNOWN(ZEND_STR_TRACE), &copy);
	zval_ptr_dtor(&copy);
}

/* Makes `line` the first line of a text. Returns false if the text has only one. */
static bool cut(zval *text, zval *line)
{
	const char *end = Z_TYPE_P(text) == IS_STRING ? memchr(Z_STRVAL_P(text), '\n', Z_STRLEN_P(text)) : NULL;
	if (end) {
		ZVAL_STRINGL(line, Z_STRVAL_P(text), (size_t) (end - Z_STRVAL_P(text)));
	}
	return end != NULL;
}

/* Cuts a message to its first line. In PostgreSQL's messages that line says what is wrong, and the others quote the
 * whole row and the statement. */
static void forget_quotes(zend_object *thrown)
{
	zval rv, line;
	zend_class_entry *pdo_exception = pdo_exception_class();
	if (!pdo_exception || !instanceof_function(thrown->ce, pdo_exception)) {
		return;
	}
	if (cut(zend_read_property_ex(zend_ce_exception, thrown, ZSTR_KNOWN(ZEND_STR_MESSAGE), 1, &rv), &line)) {
		zend_update_property_ex(zend_ce_exception, thrown, ZSTR_KNOWN(ZEND_STR_MESSAGE), &line);
		zval_ptr_dtor(&line);
	}
	zval *info = zend_read_property(thrown->ce, thrown, ZEND_STRL("errorInfo"), 1, &rv);
	zval *words = Z_TYPE_P(info) == IS_ARRAY ? zend_hash_index_find(Z_ARRVAL_P(info), 2) : NULL;
	if (words && cut(words, &line)) {
		zval copy;
		ZVAL_ARR(&copy, zend_array_dup(Z_ARRVAL_P(info)));
		zend_hash_index_update(Z_ARRVAL(copy), 2, &line);
		zend_update_property(thrown->ce, thrown, ZEND_STRL("errorInfo"), &copy);
		zval_ptr_dtor(&copy);
	}
}

static void forget_secrets(zend_object *thrown)
{
	for (int depth = 0; thrown && depth < 100; depth++) {
		forget_arguments(thrown);
		forget_quotes(thrown);
		zval rv,
			*previous = zend_read_property_ex(throwable_base(thrown), thrown, ZSTR_KNOWN(ZEND_STR_PREVIOUS), 1, &rv);
		thrown = Z_TYPE_P(previous) == IS_OBJECT ? Z_OBJ_P(previous) : NULL;
	}
}

/* Returns the message, if it cannot quote a value of a row; borrowed; NULL if it might. An exception of a site's
 * subclass or closure may say anything, so its words are left to getPrevious(). */
static zend_string *message_of(const php_coop_pdo *pdo, zend_object *thrown)
{
	if (!thrown || !pdo->database || pdo->database->quotes_values || thrown->ce != pdo_exception_class()) {
		return NULL;
	}
	zval rv, *message = zend_read_property_ex(zend_ce_exception, thrown, ZSTR_KNOWN(ZEND_STR_MESSAGE), 1, &rv);
	return Z_TYPE_P(message) == IS_STRING ? Z_STR_P(message) : NULL;
}

bool php_coop_is_exiting(void)
{
	return EG(exception) && (zend_is_unwind_exit(EG(exception)) || zend_is_graceful_exit(EG(exception)));
}

/* ---- Keeping it for later ---------------------------------------------------------------------------------------- */

zend_object *php_coop_pdo_set_aside(void)
{
	return php_coop_take_exception();
}

void php_coop_pdo_put_back(zend_object *aside)
{
	if (php_coop_is_exiting()) {
		if (aside) {
			OBJ_RELEASE(aside);
		}
		return;
	}
	if (EG(exception)) {
		zend_clear_exception();
	}
	if (aside) {
		php_coop_throw(aside);
	}
}

/* ---- What it means ----------------------------------------------------------------------------------------------- */

/* What a PDOException says; borrowed from it. */
typedef struct thrown_error {
	const char *state; /* the SQLSTATE */
	zend_long code; /* the driver's own number: four digits for MariaDB and MySQL, less for SQLite */
	const char *words;
} thrown_error;

static bool is_fault(const php_coop_fault *fault, const thrown_error *error)
{
	return (!fault->state || strncmp(error->state, fault->state, strlen(fault->state)) == 0) &&
		(fault->code == 0 || fault->code == error->code) && (!fault->words || strstr(error->words, fault->words));
}

static php_coop_pdo_fault fault_of_pdo(zend_object *thrown)
{
	zval rv, message_rv;
	zval *info = zend_read_property(thrown->ce, thrown, ZEND_STRL("errorInfo"), 1, &rv);
	zval *state = Z_TYPE_P(info) == IS_ARRAY ? zend_hash_index_find(Z_ARRVAL_P(info), 0) : NULL;
	zval *code = Z_TYPE_P(info) == IS_ARRAY ? zend_hash_index_find(Z_ARRVAL_P(info), 1) : NULL;
	zval *words = zend_read_property_ex(zend_ce_exception, thrown, ZSTR_KNOWN(ZEND_STR_MESSAGE), 1, &message_rv);
	thrown_error error = {
		.state = state && Z_TYPE_P(state) == IS_STRING ? Z_STRVAL_P(state) : "",
		.code = code && Z_TYPE_P(code) == IS_LONG ? Z_LVAL_P(code) : 0,
		.words = Z_TYPE_P(words) == IS_STRING ? Z_STRVAL_P(words) : "",
	};
	for (int i = 0; php_coop_databases[i]; i++) {
		for (const php_coop_fault *fault = php_coop_databases[i]->faults; fault->means; fault++) {
			if (is_fault(fault, &error)) {
				return fault->means;
			}
		}
	}
	return PHP_COOP_PDO_FAULT_OTHER;
}

/* Returns the PDOException among an exception and its previous ones; borrowed; NULL if there is none. */
static zend_object *find_pdo(zend_object *exception)
{
	zend_class_entry *pdo_exception = pdo_exception_class();
	for (int depth = 0; exception && pdo_exception && depth < 10; depth++) {
		if (instanceof_function(exception->ce, pdo_exception)) {
			return exception;
		}
		zval rv,
			*previous =
				zend_read_property_ex(throwable_base(exception), exception, ZSTR_KNOWN(ZEND_STR_PREVIOUS), 1, &rv);
		exception = Z_TYPE_P(previous) == IS_OBJECT ? Z_OBJ_P(previous) : NULL;
	}
	return NULL;
}

php_coop_pdo_fault php_coop_pdo_fault_of(zend_object *exception)
{
	zend_object *thrown = find_pdo(exception);
	return thrown ? fault_of_pdo(thrown) : PHP_COOP_PDO_FAULT_OTHER;
}

zend_string *php_coop_pdo_column_without_value(zend_object *exception)
{
	static const struct {
		const char *before; /* what stands before the name in a message */
		const char *after; /* the characters that end the name */
	} WORDS[] = {
		{"NOT NULL constraint failed: ", ""}, /* SQLite: table.column */
		{"Field '", "'"}, /* MariaDB, MySQL: has no default value */
		{"Column '", "'"}, /* the same: cannot be null */
		{"null value in column \"", "\""}, /* PostgreSQL */
	};
	zval rv;
	zend_object *thrown = find_pdo(exception);
	zval *message =
		thrown ? zend_read_property_ex(zend_ce_exception, thrown, ZSTR_KNOWN(ZEND_STR_MESSAGE), 1, &rv) : NULL;
	for (size_t i = 0; message && Z_TYPE_P(message) == IS_STRING && i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
		const char *name = strstr(Z_STRVAL_P(message), WORDS[i].before);
		if (name) {
			name += strlen(WORDS[i].before);
			size_t len = strcspn(name, WORDS[i].after);
			const char *dot = WORDS[i].after[0] ? NULL : zend_memrchr(name, '.', len);
			const char *start = dot ? dot + 1 : name;
			return zend_string_init(start, len - (size_t) (start - name), 0);
		}
	}
	return NULL;
}

/* ---- What a message says ----------------------------------------------------------------------------------------- */

/* Returns whether the database's words name `name`, between quotes. */
static bool names_it(const char *words, const zend_string *name)
{
	for (const char *at = words; name && (at = strstr(at, ZSTR_VAL(name))); at++) {
		const char *behind = at + ZSTR_LEN(name);
		if (at > words && strchr("'\"`.", at[-1]) && *behind && strchr("'\"`.", *behind)) {
			return true;
		}
	}
	return false;
}

/* Appends those of the store's own names that the words are about. Nothing else of the words is shown, because they may
 * quote a row's values. */
static void append_names(smart_str *message, const php_coop_sql_names *names, const char *words)
{
	zend_string *columns[] = {names->access_token, names->refresh_token, names->expires_at, names->user_id};
	zend_string *table = names_it(words, names->companion) ? names->companion : names->table;
	smart_str_append_printf(message, ", table \"%s\"", ZSTR_VAL(table));
	for (size_t i = 0; i < COOP_COUNT(columns); i++) {
		if (names_it(words, columns[i])) {
			smart_str_append_printf(message, ", column \"%s\"", ZSTR_VAL(columns[i]));
			return;
		}
	}
}

static const char *words_of_fault(php_coop_pdo_fault fault)
{
	switch (fault) {
		case PHP_COOP_PDO_FAULT_RETRY:
			return " (another transaction is in the way)";
		case PHP_COOP_PDO_FAULT_LOST:
			return " (the connection is lost, or leads to a server that cannot be written)";
		case PHP_COOP_PDO_FAULT_ROW:
			return " (the row cannot hold the values)";
		case PHP_COOP_PDO_FAULT_OTHER:
		case PHP_COOP_PDO_FAULT_UNINDEXABLE:
		case PHP_COOP_PDO_FAULT_EXISTS:
			break;
	}
	return "";
}

/* Appends what identifies an error, and holds no value of a row. */
static void append_error(smart_str *message, const php_coop_pdo *pdo, zend_object *thrown)
{
	zval rv, message_rv;
	zend_object *error = find_pdo(thrown);
	if (!error) {
		return;
	}
	zval *info = zend_read_property(error->ce, error, ZEND_STRL("errorInfo"), 1, &rv);
	zval *state = Z_TYPE_P(info) == IS_ARRAY ? zend_hash_index_find(Z_ARRVAL_P(info), 0) : NULL;
	zval *code = Z_TYPE_P(info) == IS_ARRAY ? zend_hash_index_find(Z_ARRVAL_P(info), 1) : NULL;
	zval *words = zend_read_property_ex(zend_ce_exception, error, ZSTR_KNOWN(ZEND_STR_MESSAGE), 1, &message_rv);
	bool is_state = state && Z_TYPE_P(state) == IS_STRING && Z_STRLEN_P(state) == 5 &&
		strspn(Z_STRVAL_P(state), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 5;
	if (is_state) {
		smart_str_append_printf(message, ": SQLSTATE %s", Z_STRVAL_P(state));
	}
	if (is_state && code && Z_TYPE_P(code) == IS_LONG) {
		smart_str_append_printf(message, ", error " ZEND_LONG_FMT, Z_LVAL_P(code));
	}
	smart_str_appends(message, words_of_fault(php_coop_pdo_fault_of(error)));
	if (pdo->names && !Z_ISUNDEF(pdo->connection)) {
		append_names(message, pdo->names, Z_TYPE_P(words) == IS_STRING ? Z_STRVAL_P(words) : "");
	}
}

bool php_coop_pdo_failed(php_coop_pdo *pdo, const char *what)
{
	if (php_coop_is_exiting()) {
		return false;
	}
	zend_object *thrown = php_coop_take_exception();
	pdo->lost = pdo->lost || php_coop_pdo_fault_of(thrown) == PHP_COOP_PDO_FAULT_LOST;
	forget_secrets(thrown);
	smart_str text = {0};
	zend_string *message = message_of(pdo, thrown);
	smart_str_append_printf(&text, "The token store's database refused %s", what);
	if (message) {
		smart_str_append_printf(&text, ": %s", ZSTR_VAL(message));
	} else {
		append_error(&text, pdo, thrown);
	}
	if (pdo->about) {
		zend_string *shown = php_coop_shown_user_id(pdo->about);
		smart_str_append_printf(&text, ", user \"%s\"", ZSTR_VAL(shown));
		zend_string_release(shown);
	}
	smart_str_0(&text);
	php_coop_throw(php_coop_store_exception(NULL, thrown, "%s", ZSTR_VAL(text.s)));
	smart_str_free(&text);
	return false;
}
