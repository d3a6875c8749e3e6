/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PDO_PAGE_H
#define PHP_COOP_PDO_PAGE_H

#include "pdo_rows.h"

/* A walk goes in the order of the stored values. Only that order comes out of an index, and only in that order no row
 * is skipped or met twice while others save. The order consists of sections, each of which has its own key:
 *     no expiry           by user id
 *     ''                  by user id
 *     whole numbers       by expiry, user id; in a column of numbers of a server, all numbers
 *     other numbers       by user id, because a number with a fraction may change when it is written as a literal
 *     Y-m-d... texts      by expiry, user id; this is the order of their instants, but for a day or two
 *     later ones          by expiry, user id; texts with T or a zone, which may be due although they look later
 *     anything else       by user id; Unix seconds as text, garbage, texts that are too long for php_coop_place
 *     dates, timestamps   by expiry, user id
 * A column of SQLite may have values of all sections but the last. A column of a server has one type. */
enum {
	PHP_COOP_SECTION_UNKNOWN_PLACE, /* 0, as in a php_coop_place that is not known */
	PHP_COOP_SECTION_NULL,
	PHP_COOP_SECTION_EMPTY,
	PHP_COOP_SECTION_NUMBER,
	PHP_COOP_SECTION_FRACTION,
	PHP_COOP_SECTION_TEXT,
	PHP_COOP_SECTION_ZONED,
	PHP_COOP_SECTION_OTHER,
	PHP_COOP_SECTION_TIME,
	PHP_COOP_SECTION_END,
	PHP_COOP_SECTION_EVERYONE /* the only section of a walk over everyone */
};

bool php_coop_page_has_section(const php_coop_pdo_token_store *store, int section);
bool php_coop_page_is_ordered(int section); /* whether the key is expiry and user id, so that places have a raw value */
uint8_t php_coop_page_section_of(const php_coop_pdo_token_store *store); /* the section of what the store writes */

typedef enum php_coop_page_part {
	PHP_COOP_PAGE_ALL, /* rows from the start of the section */
	PHP_COOP_PAGE_SAME, /* rows behind the walk's user; in an ordered section, only those with the same expiry */
	PHP_COOP_PAGE_LATER /* rows with a later expiry than the walk's place, in an ordered section */
} php_coop_page_part;

/* Reads the first `size` rows of a part, in order. They are a superset of the rows that are due, so the caller has to
 * look at what their texts and times mean. `rows` receives the list; owned. Returns false, with `rows` undefined, if an
 * exception is pending. */
bool php_coop_page_fetch(php_coop_walk *walk, int section, php_coop_page_part part, zend_long size, zval *rows);

/* Returns how many rows the section has, or -1 if an exception is pending. */
int64_t php_coop_page_count(php_coop_walk *walk, int section);

#endif
