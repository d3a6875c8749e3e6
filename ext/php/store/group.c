/* SPDX-License-Identifier: MIT */
#include "group.h"

#include "php/db/pdo_connection.h"
#include "php/db/pdo_fault.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"

void php_coop_group_breathe(const php_coop_group *group)
{
	if (group->breathe) {
		group->breathe(group->context);
	}
}

void php_coop_group_clear_rows(php_coop_group *group)
{
	for (int i = 0; i < group->rows_count; i++) {
		php_coop_row_clear(&group->rows[i]);
	}
	group->rows_count = 0;
}

void php_coop_group_failed(php_coop_group *group, php_coop_pdo *pdo)
{
	if (pdo && php_coop_pdo_is_hopeless(pdo)) {
		group->fault = PHP_COOP_STORE_FAULT_HOPELESS;
	} else if (group->fault == PHP_COOP_STORE_FAULT_OTHER && EG(exception)) {
		php_coop_pdo_fault fault = php_coop_pdo_fault_of(EG(exception));
		group->fault = fault == PHP_COOP_PDO_FAULT_RETRY ? PHP_COOP_STORE_FAULT_BUSY
			: fault == PHP_COOP_PDO_FAULT_LOST			 ? PHP_COOP_STORE_FAULT_LOST
														 : PHP_COOP_STORE_FAULT_OTHER;
	}
}

/* ---- What became of rows ----------------------------------------------------------------------------------------- */

/* Returns what is noted about the row, after the saves of the transaction have been tried. */
static php_coop_note note_of(const php_coop_settling *settling)
{
	return settling->parts && !settling->superseded ? PHP_COOP_NOTE_DONE : settling->note;
}

/* Returns the refresh token that a row has once its settling is saved; borrowed; NULL if it has none. If the answer had
 * no refresh token, that is the old one. */
static zend_string *token_of(const php_coop_settling *settling)
{
	bool is_new = settling->parts && settling->parts->refresh_token;
	return is_new ? settling->parts->refresh_token : settling->row->refresh_token;
}

static bool note_done(
	php_coop_leases *leases, const php_coop_group *group, const php_coop_settling **settlings, int count)
{
	php_coop_done *done = safe_emalloc((size_t) count, sizeof(*done), 0);
	coop_fingerprinting *tokens = safe_emalloc((size_t) count, sizeof(*tokens), 0);
	for (int i = 0; i < count; i++) {
		zend_string *token = token_of(settlings[i]);
		done[i].user_id = settlings[i]->row->user_id;
		tokens[i] = (coop_fingerprinting){token ? php_coop_view(token) : COOP_VIEW(""), done[i].token_fingerprint};
	}
	bool made = coop_fingerprint_each(tokens, (size_t) count);
	if (!made) {
		php_coop_throw(
			php_coop_store_exception(NULL, NULL, "OpenSSL refuses SHA-256, so there is no fingerprint of a token"));
	}
	bool worked = made && php_coop_leases_done(leases, group->holder, done, count);
	efree(tokens);
	efree(done);
	return worked;
}

bool php_coop_group_note_all(php_coop_leases *leases, const php_coop_group *group)
{
	const php_coop_settling **done = safe_emalloc((size_t) group->settlings_count, sizeof(*done), 0);
	zend_string **released = safe_emalloc((size_t) group->settlings_count, sizeof(*released), 0);
	int done_count = 0, released_count = 0;
	bool worked = true;
	for (int i = 0; worked && i < group->settlings_count; i++) {
		const php_coop_row *row = group->settlings[i].row;
		switch (note_of(&group->settlings[i])) {
			case PHP_COOP_NOTE_DONE:
				done[done_count++] = &group->settlings[i];
				break;
			case PHP_COOP_NOTE_RELEASE:
				released[released_count++] = row->user_id;
				break;
			case PHP_COOP_NOTE_FAILED:
			case PHP_COOP_NOTE_REFUSED:
			case PHP_COOP_NOTE_REJECTED:
				worked = php_coop_leases_tried(leases, group->holder, &group->settlings[i]);
				break;
			case PHP_COOP_NOTE_UNSAVEABLE:
				worked = php_coop_leases_unsaveable(leases, group->holder, row);
				break;
		}
	}
	worked = worked && note_done(leases, group, done, done_count) &&
		php_coop_leases_release(leases, group->holder, released, released_count);
	efree(done);
	efree(released);
	return worked;
}

/* ---- Which rows are ours ----------------------------------------------------------------------------------------- */

void php_coop_group_keep_wanted(php_coop_group *group)
{
	int kept = 0;
	HashTable users;
	zend_hash_init(&users, (uint32_t) group->rows_count, NULL, NULL, 0);
	for (int i = 0; i < group->rows_count; i++) {
		php_coop_row row = group->rows[i];
		if (zend_hash_add_empty_element(&users, row.user_id) && group->wants(group->context, &row)) {
			group->rows[kept++] = row;
		} else {
			php_coop_row_clear(&row);
		}
	}
	zend_hash_destroy(&users);
	group->rows_count = kept;
}

bool php_coop_group_take_rows(php_coop_leases *leases, php_coop_group *group)
{
	if (group->rows_count == 0) {
		return true;
	}
	if (group->taking && !group->taking(group->context, group->rows, group->rows_count)) {
		return false;
	}
	bool *taken = ecalloc((size_t) group->rows_count, sizeof(*taken));
	bool worked = php_coop_leases_take(leases, group->holder, group->rows, group->rows_count, taken);
	int kept = 0;
	for (int i = 0; worked && i < group->rows_count; i++) {
		php_coop_row row = group->rows[i];
		if (taken[i]) {
			group->rows[kept++] = row;
		} else {
			php_coop_row_clear(&row);
		}
	}
	group->rows_count = worked ? kept : group->rows_count;
	efree(taken);
	return worked;
}
