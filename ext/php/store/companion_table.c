/* SPDX-License-Identifier: MIT */
#include "companion_table.h"

#include "core/run/evidence.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/db/pdo_connection.h"
#include "php/db/pdo_fault.h"
#include "core/crypto.h"
#include "core/encoding.h"
#include "core/lease.h"
#include "zend_exceptions.h"
#include <unistd.h>

/* The companion table itself, and those of its rows that belong to no user but to the store and to runs. */

void php_coop_leases_init(php_coop_leases *leases, php_coop_pdo *pdo, zend_string *table, zend_string *store)
{
	leases->pdo = pdo;
	leases->table = table;
	leases->store = store;
	leases->run_store = zend_strpprintf(0, "%s#run", ZSTR_VAL(store));
}

void php_coop_leases_clear(php_coop_leases *leases)
{
	if (leases->table) {
		zend_string_release(leases->table);
		zend_string_release(leases->store);
		zend_string_release(leases->run_store);
	}
}

/* ---- The table --------------------------------------------------------------------------------------------------- */

php_coop_sql_names php_coop_leases_names(const php_coop_leases *leases)
{
	return (php_coop_sql_names){.companion = leases->table};
}

bool php_coop_leases_exist(php_coop_leases *leases, bool *exist)
{
	zval table, columns;
	php_coop_sql_names names = php_coop_leases_names(leases);
	ZVAL_STR(&table, leases->table);
	if (!php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_COLUMNS, 1, &table, &columns)) {
		return false;
	}
	*exist = zend_hash_num_elements(Z_ARRVAL(columns)) > 0;
	zval_ptr_dtor(&columns);
	return true;
}

/* To be called after a statement that failed. Returns true, with no exception pending any more, if the table exists all
 * the same. */
static bool is_there(php_coop_leases *leases)
{
	bool exist;
	zend_object *thrown = php_coop_take_exception();
	if (php_coop_leases_exist(leases, &exist) && exist) {
		OBJ_RELEASE(thrown);
		return true;
	}
	if (EG(exception)) {
		zend_clear_exception();
	}
	php_coop_throw(thrown);
	return false;
}

bool php_coop_leases_make(php_coop_leases *leases)
{
	php_coop_sql_names names = php_coop_leases_names(leases);
	zend_string *sql = php_coop_sql_text(leases->pdo->database, &names, PHP_COOP_SQL_COMPANION);
	bool made = php_coop_pdo_exec(leases->pdo, ZSTR_VAL(sql), ZSTR_LEN(sql));
	bool refused = !made && EG(exception) && EG(exception)->ce == php_coop_ce_StoreException;
	if (refused && is_there(leases)) {
		made = true; /* in PostgreSQL, IF NOT EXISTS fails if another process makes the table at the same time */
	} else if (refused) {
		php_coop_throw(php_coop_store_exception(sql, php_coop_take_exception(),
			"The companion table \"%s\" is missing, and this account may not make it: run this exception's $sql with "
			"an account that may",
			ZSTR_VAL(leases->table)));
	}
	zend_string_release(sql);
	return made;
}

/* ---- The store's own row ----------------------------------------------------------------------------------------- */

/* Reads the store's id; owned; NULL if there is none yet. */
static bool read_store_id(php_coop_leases *leases, zend_string **id)
{
	php_coop_sql_names names = php_coop_leases_names(leases);
	zval store, rows;
	*id = NULL;
	ZVAL_STR(&store, leases->store);
	if (!php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_STORE_ID, 1, &store, &rows)) {
		return false;
	}
	zval *row = zend_hash_index_find(Z_ARRVAL(rows), 0);
	if (row) {
		*id = php_coop_sql_string(row, 0);
	}
	zval_ptr_dtor(&rows);
	return true;
}

static bool write_random_id(php_coop_leases *leases)
{
	php_coop_sql_names names = php_coop_leases_names(leases);
	unsigned char bytes[16];
	coop_buffer hex;
	if (!coop_random(bytes, sizeof(bytes))) {
		php_coop_throw(php_coop_store_exception(NULL, NULL, "OpenSSL gives no random bytes for the token store's id"));
		return false;
	}
	coop_buffer_init(&hex, 2 * sizeof(bytes));
	coop_encode_hex(&hex, (coop_view){(const char *) bytes, sizeof(bytes)});
	zval values[2], rows;
	ZVAL_STR(&values[0], leases->store);
	ZVAL_STR(&values[1], php_coop_string(coop_buffer_view(&hex)));
	coop_buffer_clear(&hex);
	bool written = php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_STORE_ID_WRITE, 2, values, &rows);
	zval_ptr_dtor(&rows);
	zval_ptr_dtor(&values[1]);
	return written;
}

/* Gives the store an id, unless it has one, in a transaction of its own. */
static bool ensure_store_id(php_coop_leases *leases)
{
	if (!php_coop_pdo_begin(leases->pdo)) {
		return false;
	}
	if (write_random_id(leases) && php_coop_pdo_commit(leases->pdo)) {
		return true;
	}
	php_coop_pdo_roll_back(leases->pdo);
	return false;
}

static bool ensure_table(php_coop_leases *leases)
{
	bool exist;
	return php_coop_leases_exist(leases, &exist) && (exist || php_coop_leases_make(leases));
}

#define ID_TRIES 5
#define ID_WAIT 20000 /* microseconds */

/* Returns true, after a wait and with no exception pending any more, if another process was in the way. If the nodes of
 * a cluster begin together, one of them writes the id, and the transactions of the others fail. */
static bool was_in_the_way(int tries)
{
	if (tries == ID_TRIES || !EG(exception) || php_coop_pdo_fault_of(EG(exception)) != PHP_COOP_PDO_FAULT_RETRY) {
		return false;
	}
	zend_clear_exception();
	usleep(ID_WAIT);
	return true;
}

bool php_coop_leases_store_id(php_coop_leases *leases, zend_string **id)
{
	*id = NULL;
	if (!ensure_table(leases) || !read_store_id(leases, id)) {
		return false;
	}
	for (int tries = 1; !*id && tries <= ID_TRIES && (ensure_store_id(leases) || was_in_the_way(tries)); tries++) {
		if (!read_store_id(leases, id)) {
			return false;
		}
	}
	return !EG(exception);
}

/* ---- What earlier runs have seen --------------------------------------------------------------------------------- */

/* Executes a statement that is used now and then. `rows` receives what it gives; owned, even after false. */
static bool query(php_coop_leases *leases, php_coop_sql statement, uint32_t count, zval *values, zval *rows)
{
	php_coop_sql_names names = php_coop_leases_names(leases);
	return php_coop_sql_query(leases->pdo, &names, statement, count, values, rows);
}

/* The columns of PHP_COOP_SQL_MEMORY, in their order. */
enum { MEMORY_SUCCESS, MEMORY_SUCCESS_CLIENT, MEMORY_REFUSAL, MEMORY_REFUSAL_CLIENT };

static void copy_fingerprint(char fingerprint[COOP_FINGERPRINT_LENGTH + 1], zval *row, uint32_t column)
{
	zend_string *text = php_coop_sql_string(row, column);
	if (text) {
		strlcpy(fingerprint, ZSTR_VAL(text), COOP_FINGERPRINT_LENGTH + 1);
		zend_string_release(text);
	}
}

bool php_coop_leases_memory(php_coop_leases *leases, php_coop_memory *memory)
{
	zval store, rows;
	memset(memory, 0, sizeof(*memory));
	ZVAL_STR(&store, leases->store);
	bool worked = query(leases, PHP_COOP_SQL_MEMORY, 1, &store, &rows);
	zval *row = worked ? zend_hash_index_find(Z_ARRVAL(rows), 0) : NULL;
	if (row) {
		memory->success_at = php_coop_sql_long(row, MEMORY_SUCCESS);
		copy_fingerprint(memory->success_client, row, MEMORY_SUCCESS_CLIENT);
		memory->refusal_at = php_coop_sql_long(row, MEMORY_REFUSAL);
		copy_fingerprint(memory->refusal_client, row, MEMORY_REFUSAL_CLIENT);
	}
	zval_ptr_dtor(&rows);
	return worked;
}

bool php_coop_leases_remember(php_coop_leases *leases, const php_coop_memory *memory)
{
	zval values[5], rows;
	ZVAL_STR(&values[0], leases->store);
	ZVAL_LONG(&values[1], (zend_long) memory->success_at);
	ZVAL_STRING(&values[2], memory->success_client);
	ZVAL_LONG(&values[3], (zend_long) memory->refusal_at);
	ZVAL_STRING(&values[4], memory->refusal_client);
	bool worked = query(leases, PHP_COOP_SQL_MEMORY_WRITE, 5, values, &rows);
	zval_ptr_dtor(&rows);
	zval_ptr_dtor(&values[2]);
	zval_ptr_dtor(&values[4]);
	return worked;
}

bool php_coop_leases_revive(php_coop_leases *leases)
{
	zval values[2], rows;
	ZVAL_STR(&values[0], leases->store);
	ZVAL_LONG(&values[1], COOP_STRIKES_ENDED);
	bool worked = query(leases, PHP_COOP_SQL_REVIVE, 2, values, &rows);
	zval_ptr_dtor(&rows);
	return worked;
}

/* ---- The runs' rows ---------------------------------------------------------------------------------------------- */

static void free_run_entry(zval *value)
{
	efree(Z_PTR_P(value));
}

/* The columns of PHP_COOP_SQL_RUNS, in their order. */
enum { RUN_NAME, RUN_TRANSACTIONS, RUN_UNTIL, RUN_DONE, RUN_STARTED, RUN_IS_PAST };

static void add_run(HashTable *runs, zval *row)
{
	zend_string *name = php_coop_sql_string(row, RUN_NAME);
	if (!name) {
		return;
	}
	php_coop_run_entry *entry = emalloc(sizeof(*entry));
	*entry = (php_coop_run_entry){
		.transactions = (int) php_coop_sql_long(row, RUN_TRANSACTIONS),
		.alive_until = php_coop_sql_long(row, RUN_UNTIL),
		.saved_at = php_coop_sql_long(row, RUN_DONE),
		.started_at = php_coop_sql_long(row, RUN_STARTED),
	};
	zend_hash_update_ptr(runs, name, entry);
	zend_string_release(name);
}

/* Deletes by primary key. With a range condition MariaDB would also lock the gaps, where runs that are starting now
 * insert their rows: a deadlock. */
static bool remove_runs(php_coop_leases *leases, zval *values, int count)
{
	php_coop_sql_names names = php_coop_leases_names(leases);
	zval rows;
	php_coop_sql_fill_up(values + 1, count);
	ZVAL_LONG(&values[1 + PHP_COOP_MANY], COOP_RUN_KEPT_SECONDS);
	bool worked = php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_RUNS_REMOVE, 2 + PHP_COOP_MANY, values, &rows);
	zval_ptr_dtor(&rows);
	return worked;
}

/* Puts the runs whose journals can still exist into `runs`, and removes the rows of the others. */
static bool sort_runs(php_coop_leases *leases, HashTable *rows, HashTable *runs)
{
	zval *row, values[2 + PHP_COOP_MANY];
	int past = 0;
	bool worked = true;
	ZVAL_STR(&values[0], leases->run_store);
	ZEND_HASH_FOREACH_VAL(rows, row) {
		if (php_coop_sql_long(row, RUN_IS_PAST) == 0) {
			add_run(runs, row);
			continue;
		}
		ZVAL_COPY_VALUE(&values[++past], php_coop_sql_value(row, RUN_NAME));
		if (past == PHP_COOP_MANY) {
			worked = worked && remove_runs(leases, values, past);
			past = 0;
		}
	}
	ZEND_HASH_FOREACH_END();
	return worked && (past == 0 || remove_runs(leases, values, past));
}

bool php_coop_leases_runs(php_coop_leases *leases, HashTable *runs)
{
	php_coop_sql_names names = php_coop_leases_names(leases);
	zval values[2], rows;
	zend_hash_init(runs, 8, NULL, free_run_entry, 0);
	ZVAL_LONG(&values[0], COOP_RUN_KEPT_SECONDS);
	ZVAL_STR(&values[1], leases->run_store);
	bool worked = php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_RUNS, 2, values, &rows) &&
		sort_runs(leases, Z_ARRVAL(rows), runs);
	zval_ptr_dtor(&rows);
	return worked;
}

bool php_coop_leases_run_end(php_coop_leases *leases, const char *name)
{
	php_coop_sql_names names = php_coop_leases_names(leases);
	zval values[2], rows;
	ZVAL_STR(&values[0], leases->run_store);
	ZVAL_STRING(&values[1], name);
	bool worked = php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_RUN_END, 2, values, &rows);
	zval_ptr_dtor(&rows);
	zval_ptr_dtor(&values[1]);
	return worked;
}

bool php_coop_leases_count_run(php_coop_leases *leases, const char *name, int transactions)
{
	php_coop_sql_names names = php_coop_leases_names(leases);
	zval values[3], rows;
	ZVAL_STR(&values[0], leases->run_store);
	ZVAL_STRING(&values[1], name);
	ZVAL_LONG(&values[2], transactions);
	bool worked = php_coop_sql_query(leases->pdo, &names, PHP_COOP_SQL_RUN_COUNT, 3, values, &rows);
	zval_ptr_dtor(&rows);
	zval_ptr_dtor(&values[1]);
	return worked;
}
