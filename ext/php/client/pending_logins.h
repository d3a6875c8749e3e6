/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PENDING_LOGINS_H
#define PHP_COOP_PENDING_LOGINS_H

#include "client_settings.h"
#include "core/instant.h"

/* The logins that a browser has started, which the session keeps until they come back. */

#define PHP_COOP_SESSION_KEY "coop"

/* Returns the session's list of logins; borrowed. If the session has none, an empty one is put there. Returns NULL, with a
 * ValueError pending, if the site uses the same key for something of its own, which is left alone. */
HashTable *php_coop_pending_logins(zval *session);

/* Adds a login that starts now. Logins whose time is over are removed, and the oldest if there are too many. `verifier`,
 * `redirect_uri` and `scope` may be NULL. */
void php_coop_pending_add(php_coop_client *client, HashTable *logins, zend_string *state, zend_string *verifier,
	zend_string *redirect_uri, zend_string *scope, HashTable *context);

/* Gives the login with this state in `found`, which the caller owns, and marks it as used in the session. Returns false if
 * there is none. Compares the state with those of all logins, each in constant time, so that the time taken tells nothing
 * about them. */
bool php_coop_pending_use_up(HashTable *logins, coop_view state, zval *found);

/* What a login has. `pending` may be any value, since a session can be damaged. */
zend_string *php_coop_pending_string(zval *pending, const char *name); /* borrowed; NULL if it has no such text */
HashTable *php_coop_pending_context(zval *pending); /* borrowed; NULL if it is not known */
bool php_coop_pending_is_used(zval *pending); /* of a login that was found */
bool php_coop_pending_has_ended(zval *pending); /* its ten minutes are over */

#endif
