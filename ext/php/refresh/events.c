/* SPDX-License-Identifier: MIT */
#include "events.h"

static void call_event(php_coop_token_manager *manager, const char *event, zval *details)
{
	zval arguments[2], nothing;
	ZVAL_STRING(&arguments[0], event);
	ZVAL_COPY_VALUE(&arguments[1], details);
	ZVAL_UNDEF(&nothing);
	if (!EG(exception)) {
		call_user_function(NULL, NULL, &manager->on_event, &nothing, 2, arguments);
	}
	zval_ptr_dtor(&nothing);
	zval_ptr_dtor(&arguments[0]);
	zval_ptr_dtor(&arguments[1]);
}

static void begin_details(zval *details, zend_string *user_id)
{
	array_init(details);
	add_assoc_str(details, "userId", zend_string_copy(user_id));
}

void php_coop_refresh_tell(php_coop_token_manager *manager, zend_string *user_id, const php_coop_refresh *refresh)
{
	static const struct {
		unsigned flag;
		const char *name;
	} ODDITIES[] = {
		{COOP_ODD_TOKEN_TYPE_MISSING, "token_type_missing"},
		{COOP_ODD_EXPIRES_IN, "expires_in"},
		{COOP_ODD_ERROR_BESIDE_TOKENS, "error_beside_tokens"},
		{COOP_ODD_TOKEN_TYPE, "token_type"},
	};
	zval details, odd;
	if (Z_TYPE(manager->on_event) == IS_UNDEF) {
		return;
	}
	if (refresh->odd) {
		begin_details(&details, user_id);
		array_init(&odd);
		for (size_t i = 0; i < COOP_COUNT(ODDITIES); i++) {
			if (refresh->odd & ODDITIES[i].flag) {
				add_next_index_string(&odd, ODDITIES[i].name);
			}
		}
		add_assoc_zval(&details, "odd", &odd);
		call_event(manager, "odd_answer", &details);
	}
	if (refresh->scope_changed) {
		begin_details(&details, user_id);
		call_event(manager, "scope_changed", &details);
	}
	if (refresh->salvaged) {
		begin_details(&details, user_id);
		call_event(manager, "refresh_token_salvaged", &details);
	}
}
