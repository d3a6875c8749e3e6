/* SPDX-License-Identifier: MIT */
#include "pdo_token_store.h"

#include "php_coop.h"
#include "convert.h"
#include "pdo_expiry.h"

/* PdoTokenStore as a refresh run and an account see it. */

static bool op_prepare(zend_object *store, zend_object *leases, coop_instant *now)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store);
	if (!php_coop_pdo_store_enter(self)) {
		return false;
	}
	bool prepared = php_coop_pdo_store_ready_to_write(self) && php_coop_leases_prepare(&self->leases, now);
	php_coop_pdo_store_leave(self);
	return prepared;
}

static bool op_hold(zend_object *store)
{
	return php_coop_pdo_store_enter(php_coop_pdo_token_store_of(store));
}

static void op_let_go(zend_object *store)
{
	php_coop_pdo_store_leave(php_coop_pdo_token_store_of(store));
}

typedef struct key_list {
	php_coop_due_key *keys;
	int count;
} key_list;

static bool take_key(php_coop_walk *walk, zval *row, bool expiry_known, coop_instant expires_at)
{
	key_list *list = walk->context;
	list->keys[list->count++] = (php_coop_due_key){
		.user_id = zend_string_copy(walk->user_id),
		.expiry_known = expiry_known,
		.expires_at = expires_at,
		.place = walk->place,
	};
	return true;
}

static bool run_walk(php_coop_walk *walk, const php_coop_due_key *after)
{
	if (!php_coop_pdo_store_enter(walk->store)) {
		return false;
	}
	bool worked = php_coop_pdo_store_ready(walk->store) &&
		(!after || php_coop_walk_after(walk, after->user_id, &after->place, after->expiry_known, after->expires_at)) &&
		php_coop_walk_run(walk);
	php_coop_walk_end(walk);
	php_coop_pdo_store_leave(walk->store);
	return worked;
}

static int walk_keys(php_coop_walk *walk, const php_coop_due_key *after, php_coop_due_key *keys, int limit)
{
	key_list list = {keys, 0};
	walk->limit = limit;
	walk->take = take_key;
	walk->context = &list;
	if (run_walk(walk, after)) {
		return list.count;
	}
	for (int i = 0; i < list.count; i++) {
		zend_string_release(keys[i].user_id);
	}
	return -1;
}

static int64_t op_count_due(zend_object *store, coop_instant before)
{
	php_coop_walk walk = {.store = php_coop_pdo_token_store_of(store), .before = before};
	if (!php_coop_pdo_store_enter(walk.store)) {
		return -1;
	}
	int64_t count = php_coop_pdo_store_ready(walk.store) ? php_coop_walk_count(&walk) : -1;
	php_coop_pdo_store_leave(walk.store);
	return count;
}

static int op_due_keys(zend_object *store, zend_object *leases, coop_instant before, const php_coop_due_key *after,
	php_coop_due_key *keys, int limit)
{
	php_coop_walk walk = {.store = php_coop_pdo_token_store_of(store), .before = before};
	return walk_keys(&walk, after, keys, limit);
}

static int op_all_keys(
	zend_object *store, zend_object *leases, const php_coop_due_key *after, php_coop_due_key *keys, int limit)
{
	php_coop_walk walk = {.store = php_coop_pdo_token_store_of(store), .everyone = true};
	return walk_keys(&walk, after, keys, limit);
}

static php_coop_read op_read(zend_object *store, zend_object *leases, zend_string *user_id, php_coop_row *row)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store);
	memset(row, 0, sizeof(*row));
	if (!php_coop_pdo_store_enter(self)) {
		return PHP_COOP_READ_FAILED;
	}
	php_coop_read read = php_coop_pdo_store_ready(self) ? php_coop_pdo_find(self, user_id, row) : PHP_COOP_READ_FAILED;
	php_coop_pdo_store_leave(self);
	return read;
}

static coop_instant expiry_of_parts(const php_coop_token_parts *parts)
{
	if (parts->expiry_known) {
		return parts->expires_at;
	}
	return coop_instant_add(parts->received_known ? parts->received_at : coop_instant_now(),
		parts->default_lifetime ? parts->default_lifetime : PHP_COOP_DEFAULT_LIFETIME);
}

static php_coop_save save_parts(
	php_coop_pdo_token_store *self, const php_coop_row *row, const php_coop_token_parts *parts, bool note_later)
{
	zend_string *expiry = NULL;
	if (!php_coop_pdo_store_ready(self)) {
		return PHP_COOP_SAVE_FAILED;
	}
	if (parts->access_token) {
		expiry = php_coop_expiry_write(&self->zone, self->names.expiry_kind, expiry_of_parts(parts));
		if (!expiry) {
			return PHP_COOP_SAVE_FAILED;
		}
	}
	php_coop_save saved = php_coop_pdo_save(self,
		&(php_coop_pdo_saving){
			.user_id = row->user_id,
			.is_key = true,
			.note_later = note_later,
			.old_access_token = row->access_token,
			.old_refresh_token = row->refresh_token,
			.access_token = parts->access_token,
			.expiry = expiry,
			.refresh_token = parts->refresh_token,
		});
	if (expiry) {
		zend_string_release(expiry);
	}
	return saved;
}

static php_coop_save op_save(zend_object *store, zend_object *leases, const php_coop_row *row,
	const php_coop_token_parts *parts, bool note_later)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store);
	if (!php_coop_pdo_store_enter(self)) {
		return PHP_COOP_SAVE_FAILED;
	}
	php_coop_save saved = save_parts(self, row, parts, note_later);
	php_coop_pdo_store_leave(self);
	return saved;
}

static bool op_note(zend_object *store, zend_object *leases, HashTable *user_ids)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store);
	if (!php_coop_pdo_store_enter(self)) {
		return false;
	}
	bool noted = php_coop_pdo_store_ready_to_write(self) && php_coop_leases_done_all(&self->leases, user_ids);
	php_coop_pdo_store_leave(self);
	return noted;
}

static bool op_strike(
	zend_object *store, zend_object *leases, const php_coop_row *row, const char *fingerprint, int *strikes)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store);
	if (!php_coop_pdo_store_enter(self)) {
		return false;
	}
	bool struck = php_coop_pdo_store_ready_to_write(self) &&
		php_coop_leases_strike(&self->leases, row->user_id, fingerprint, strikes);
	php_coop_pdo_store_leave(self);
	return struck;
}

static bool op_end_of_today(zend_object *store, coop_instant *instant)
{
	return php_coop_expiry_end_of_today(&php_coop_pdo_token_store_of(store)->zone, instant);
}

const php_coop_store_ops php_coop_pdo_store_ops = {
	.prepare = op_prepare,
	.hold = op_hold,
	.let_go = op_let_go,
	.count_due = op_count_due,
	.due_keys = op_due_keys,
	.all_keys = op_all_keys,
	.read = op_read,
	.save = op_save,
	.note = op_note,
	.strike = op_strike,
	.end_of_today = op_end_of_today,
};
