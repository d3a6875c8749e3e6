/* SPDX-License-Identifier: MIT */
#include "leases.h"
#include "pdo_columns.h"
#include "pdo_group.h"
#include "pdo_rows.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/db/pdo_connection.h"
#include "php/db/pdo_expiry.h"
#include "php/db/pdo_session.h"

/* The operations of a PdoTokenStore. */

static php_coop_leases *op_leases(const php_coop_store *store)
{
	return &php_coop_pdo_token_store_of(store->object)->leases;
}

static bool prepare(php_coop_pdo_token_store *self)
{
	if (!php_coop_pdo_store_enter(self)) {
		return false;
	}
	self->known = false; /* the tables may have changed since the last run */
	bool prepared = php_coop_pdo_store_ready_to_write(self);
	php_coop_pdo_store_leave(self);
	return prepared;
}

static bool op_prepare(const php_coop_store *store)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store->object);
	return prepare(self) || (php_coop_pdo_may_try_again(&self->pdo) && prepare(self));
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
	/* Answers are waiting to be saved, so the walk must not wait without end for a table that is locked. */
	bool worked = php_coop_pdo_store_ready(walk->store) && php_coop_pdo_bound_waits(&walk->store->pdo) &&
		(!after || php_coop_walk_after(walk, after->user_id, &after->place, after->expiry_known, after->expires_at)) &&
		php_coop_walk_run(walk);
	php_coop_walk_end(walk);
	php_coop_pdo_store_leave(walk->store);
	return worked;
}

static int walk_keys(php_coop_walk walk, const php_coop_due_key *after, php_coop_due_key *keys, int limit)
{
	key_list list = {keys, 0};
	walk.limit = limit;
	walk.take = take_key;
	walk.context = &list;
	if (run_walk(&walk, after)) {
		return list.count;
	}
	for (int i = 0; i < list.count; i++) {
		zend_string_release(keys[i].user_id);
	}
	return -1;
}

static int64_t op_count_due(const php_coop_store *store, coop_instant before)
{
	php_coop_walk walk = {.store = php_coop_pdo_token_store_of(store->object), .before = before};
	if (!php_coop_pdo_store_enter(walk.store)) {
		return -1;
	}
	int64_t count = php_coop_pdo_store_ready(walk.store) ? php_coop_walk_count(&walk) : -1;
	php_coop_pdo_store_leave(walk.store);
	return count;
}

static int op_due_keys(
	const php_coop_store *store, coop_instant before, const php_coop_due_key *after, php_coop_due_key *keys, int limit)
{
	php_coop_walk walk = {.store = php_coop_pdo_token_store_of(store->object), .before = before};
	return walk_keys(walk, after, keys, limit);
}

static int op_newest_keys(const php_coop_store *store, coop_instant before, php_coop_due_key *keys, int limit)
{
	php_coop_walk walk = {.store = php_coop_pdo_token_store_of(store->object), .before = before, .backwards = true};
	return walk_keys(walk, NULL, keys, limit);
}

static int op_all_keys(const php_coop_store *store, const php_coop_due_key *after, php_coop_due_key *keys, int limit)
{
	php_coop_walk walk = {.store = php_coop_pdo_token_store_of(store->object), .everyone = true};
	int count = walk_keys(walk, after, keys, limit);
	return count < 0 && php_coop_pdo_may_try_again(&walk.store->pdo) ? walk_keys(walk, after, keys, limit) : count;
}

static int op_expired_logins(const php_coop_store *store, coop_instant before, php_coop_due_key *keys, int limit)
{
	php_coop_walk walk = {
		.store = php_coop_pdo_token_store_of(store->object), .expired_logins = true, .before = before};
	return walk_keys(walk, NULL, keys, limit);
}

static php_coop_read read_row(php_coop_pdo_token_store *self, zend_string *user_id, php_coop_row *row)
{
	memset(row, 0, sizeof(*row));
	if (!php_coop_pdo_store_enter(self)) {
		return PHP_COOP_READ_FAILED;
	}
	php_coop_read read = php_coop_pdo_store_ready(self) ? php_coop_pdo_find(self, user_id, row) : PHP_COOP_READ_FAILED;
	php_coop_pdo_store_leave(self);
	return read;
}

static php_coop_read op_read(const php_coop_store *store, zend_string *user_id, php_coop_row *row)
{
	php_coop_pdo_token_store *self = php_coop_pdo_token_store_of(store->object);
	php_coop_read read = read_row(self, user_id, row);
	return read == PHP_COOP_READ_FAILED && php_coop_pdo_may_try_again(&self->pdo) ? read_row(self, user_id, row) : read;
}

static bool op_end_of_today(const php_coop_store *store, coop_instant *instant)
{
	return php_coop_expiry_end_of_today(&php_coop_pdo_token_store_of(store->object)->zone, instant);
}

const php_coop_store_ops php_coop_pdo_store_ops = {
	.walks_by_user = true,
	.leases = op_leases,
	.prepare = op_prepare,
	.count_due = op_count_due,
	.due_keys = op_due_keys,
	.newest_keys = op_newest_keys,
	.all_keys = op_all_keys,
	.expired_logins = op_expired_logins,
	.save_login = php_coop_pdo_save_login,
	.read = op_read,
	.group = php_coop_pdo_group,
	.end_of_today = op_end_of_today,
};
