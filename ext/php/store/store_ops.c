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

bool php_coop_row_fingerprint(php_coop_row *row)
{
	return row->token_fingerprint[0] || coop_fingerprint(php_coop_view(row->refresh_token), row->token_fingerprint);
}
