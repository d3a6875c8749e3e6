/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_REFRESH_H
#define PHP_COOP_REFRESH_H

#include "enums.h"
#include "token_manager.h"

/* One refresh, from the row just read to the row saved: the same for a run and for an account. */
typedef struct php_coop_refresh {
	bool want_tokens; /* in: make `tokens` */
	bool note_later; /* in: the caller notes the success, with those of other users */
	php_coop_outcome outcome;
	zend_object *tokens; /* owned TokenSet of what was saved, or NULL */
	zend_object *error; /* owned: what went wrong; NULL when saved */
	bool store_failed; /* `error` is about the whole store, not about this row */
	bool expiry_known; /* of what was saved */
	coop_instant expires_at;
	bool client_refused; /* the server does not accept the client, the endpoint or the grant */
	bool unanswered; /* it was sent, and no answer came, or one of a server that failed on the way (500, 502, 504) */
	bool rate_limited; /* 429 or 503 */
	unsigned odd; /* of COOP_ODD_* */
	bool scope_changed; /* the answer names another scope than the stored tokens have */
	bool salvaged; /* a refresh token out of a broken answer was saved */
} php_coop_refresh;

/* Opens the manager's journal (none where it has no folder) and asks the store for its id. False: an exception is
 * pending. At its end the journal is closed as clean when every answer in it is in its row. */
bool php_coop_refresh_begin(php_coop_token_manager *manager);
void php_coop_refresh_end(php_coop_token_manager *manager);

/* Sends, journals, judges, saves; when no answer comes, asks once more at once over a fresh connection. Nothing throws between the answer's last byte and the save; what does is kept in
 * `refresh->error`, and no exception is pending afterwards. A rejection (Rejected) is not noted here: whoever called
 * decides whether it counts. */
void php_coop_refresh_row(php_coop_token_manager *manager, const php_coop_row *row, php_coop_refresh *refresh);
void php_coop_refresh_clear(php_coop_refresh *refresh);

/* Tells the site's event closure what was odd. An exception of it stays pending. */
void php_coop_refresh_tell(php_coop_token_manager *manager, zend_string *user_id, const php_coop_refresh *refresh);

#endif
