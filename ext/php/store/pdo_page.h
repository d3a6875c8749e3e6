/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_PAGE_H
#define PHP_COOP_PDO_PAGE_H

#include "pdo_rows.h"

/* The order of a walk is that of the stored values, because only that one an index gives and only that one never skips
 * or repeats a row while others save. It has sections, each with a key of its own:
 *     no expiry           by user id
 *     ''                  by user id
 *     whole numbers       by expiry, user id; in a server's column of numbers, all of them
 *     other numbers       by user id: a literal might not be quite the number again
 *     Y-m-d... texts      by expiry, user id: within a day or two the order of their instants
 *     later ones          by expiry, user id: those with T or a zone, which may be due all the same
 *     anything else       by user id: Unix seconds as text, garbage, texts that are too long for a place
 *     dates, timestamps   by expiry, user id
 * A column of SQLite may hold all of them but the last; one of a server has a type. */
enum {
	PHP_COOP_SECTION_UNKNOWN_PLACE, /* zero in php_coop_place */
	PHP_COOP_SECTION_NULL,
	PHP_COOP_SECTION_EMPTY,
	PHP_COOP_SECTION_NUMBER,
	PHP_COOP_SECTION_FRACTION,
	PHP_COOP_SECTION_TEXT,
	PHP_COOP_SECTION_ZONED,
	PHP_COOP_SECTION_OTHER,
	PHP_COOP_SECTION_TIME,
	PHP_COOP_SECTION_END,
	PHP_COOP_SECTION_EVERYONE /* a walk's only one */
};

bool php_coop_page_has_section(const php_coop_pdo_token_store *store, int section);
bool php_coop_page_is_ordered(int section); /* by expiry before user id; its places have a raw value */
uint8_t php_coop_page_section_of(const php_coop_pdo_token_store *store); /* of what the store itself writes */

typedef enum php_coop_page_part {
	PHP_COOP_PAGE_ALL, /* from the section's start */
	PHP_COOP_PAGE_SAME, /* behind the walk's user; in an ordered section, with the same expiry */
	PHP_COOP_PAGE_LATER /* of an ordered section: with a later expiry than the walk's place */
} php_coop_page_part;

/* The first `size` rows of a part, in order. What the texts and times mean is for the caller to look at: they are a
 * superset of those that are due. *rows: a list of rows, owned by the caller; undefined after false, then an exception is
 * pending. */
bool php_coop_page_fetch(php_coop_walk *walk, int section, php_coop_page_part part, zend_long size, zval *rows);

/* How many rows the section has; -1: an exception is pending. */
int64_t php_coop_page_count(php_coop_walk *walk, int section);

#endif
