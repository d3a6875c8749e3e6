/* SPDX-License-Identifier: MIT */
#include "store_ops.h"

#include "php/values/convert.h"

void php_coop_row_clear(php_coop_row *row)
{
	if (row->user_id) {
		zend_string_release(row->user_id);
	}
	php_coop_secret_release(row->access_token);
	php_coop_secret_release(row->refresh_token);
	if (row->resource_owner_id) {
		zend_string_release(row->resource_owner_id);
	}
	if (row->tokens) {
		OBJ_RELEASE(row->tokens);
	}
	memset(row, 0, sizeof(*row));
}

bool php_coop_rows_fingerprint(php_coop_row *rows, int count)
{
	coop_fingerprinting *list = safe_emalloc((size_t) count, sizeof(*list), 0);
	size_t missing = 0;
	for (int i = 0; i < count; i++) {
		if (!rows[i].token_fingerprint[0]) {
			list[missing++] = (coop_fingerprinting){php_coop_view(rows[i].refresh_token), rows[i].token_fingerprint};
		}
	}
	bool made = coop_fingerprint_each(list, missing);
	efree(list);
	return made;
}

bool php_coop_row_fingerprint(php_coop_row *row)
{
	return php_coop_rows_fingerprint(row, 1);
}
