/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_LEASES_H
#define PHP_COOP_LEASES_H

#include "object.h"
#include "pdo_call.h"
#include "token_store.h"

extern zend_class_entry *php_coop_ce_PdoLeases;

/* One store's part of a companion table. The pdo is somebody else's: PdoTokenStore's own, or PdoLeases'. */
typedef struct php_coop_leases {
	php_coop_pdo *pdo;
	zend_string *table; /* owned; as given */
	zend_string *store; /* owned; the column `store`: PdoLeases' name, 'table' or 'table:provider' */
} php_coop_leases;

typedef struct php_coop_lease_entry {
	coop_instant done_at;
	coop_instant next_at;
	int strikes;
	char fingerprint[COOP_FINGERPRINT_LENGTH + 1];
} php_coop_lease_entry;

typedef struct php_coop_pdo_leases {
	php_coop_pdo pdo;
	php_coop_leases leases;
	zend_object std;
} php_coop_pdo_leases;

PHP_COOP_CONTAINER(php_coop_pdo_leases, php_coop_pdo_leases_of)

void php_coop_leases_clear(php_coop_leases *leases);

/* Constructor arguments. False: a TypeError or ValueError that names the argument is pending. */
bool php_coop_check_connection(zval *connection, uint32_t argument);
bool php_coop_check_name(const zend_string *name, size_t maximum /* 0: none */, uint32_t argument);

/* All inside php_coop_pdo_enter/leave. An exception is pending after false. */
bool php_coop_leases_prepare(php_coop_leases *leases, coop_instant *now); /* makes the table when it is missing */
bool php_coop_leases_find(php_coop_leases *leases, zend_string *user_key, php_coop_lease_entry *entry);
bool php_coop_leases_done(php_coop_leases *leases, zend_string *user_key); /* done_ts = now, strikes forgotten */

/* The same for a set of keys, in one transaction; cheapest for so many at a time. */
#define PHP_COOP_LEASES_TOGETHER 64
bool php_coop_leases_done_all(php_coop_leases *leases, HashTable *user_keys);

bool php_coop_leases_strike(php_coop_leases *leases, zend_string *user_key, const char *fingerprint, int *strikes);
bool php_coop_leases_store_id(
	php_coop_leases *leases, zend_string **id); /* the random id of the row with user_key '' */

bool php_coop_leases_exist(php_coop_leases *leases, bool *exist);
bool php_coop_leases_make(php_coop_leases *leases); /* the table; a StoreException with the SQL where that fails */

#endif
