/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_EXCEPTIONS_H
#define PHP_COOP_EXCEPTIONS_H

#include "php.h"
#include "core/http/request.h"
#include "core/token_answer.h"

extern zend_class_entry *php_coop_ce_CoopException;
extern zend_class_entry *php_coop_ce_TransportException;
extern zend_class_entry *php_coop_ce_OAuthErrorException;
extern zend_class_entry *php_coop_ce_StoreException;
extern zend_class_entry *php_coop_ce_ReauthorizationRequiredException;

/* All exceptions of the extension's own classes are made here. Each function returns a new exception, owned, with the
 * trace of the place where PHP is now. The caller throws it by php_coop_throw() or keeps it in a result. `previous` is
 * taken over, and is NULL if there is none. No message may hold a secret, so callers pass the names of endpoints and
 * tables, and user ids, but never tokens. */

/* `what` begins the message: 'The token endpoint of the provider "x" (https://...)'. `more` ends it. What a server says is
 * cleaned before it becomes part of a message or a property. `retry_after` is in seconds, and -1 if the server did not
 * say. */
zend_object *php_coop_transport_exception(const char *what, const coop_http_answer *answer);
zend_object *php_coop_not_now_exception(zend_string *user_id, int64_t seconds); /* until the token may be sent again */
zend_object *php_coop_oauth_error_exception(
	const char *what, const char *more, const coop_token_answer *answer, int status, int retry_after);
/* `context` is that of the login, of which a copy is made; NULL if it is not known. */
zend_object *php_coop_callback_oauth_error(
	const char *provider, coop_view error, coop_view description, coop_view uri, HashTable *context);
zend_object *php_coop_invalid_response_exception(
	const char *what, const char *problem, int status, coop_view salvaged_refresh_token);
zend_object *php_coop_reauthorization_exception(zend_string *user_id, const char *reason, zend_object *previous);
zend_object *php_coop_api_error_exception(
	const char *what, zend_object *response, int status, coop_view error, coop_view description);
zend_object *php_coop_callback_exception(const char *reason, const char *message, HashTable *context);
zend_object *php_coop_store_exception(zend_string *sql, zend_object *previous, const char *format, ...)
	ZEND_ATTRIBUTE_FORMAT(printf, 3, 4);
zend_object *php_coop_exception(const char *format, ...) ZEND_ATTRIBUTE_FORMAT(printf, 1, 2); /* CoopException itself */
zend_object *php_coop_lease_exception(zend_string *user_id);

/* Returns a user id as a message may show it, cleaned and cut to 256 bytes; owned. */
zend_string *php_coop_shown_user_id(zend_string *user_id);

void php_coop_throw(zend_object *exception); /* takes the exception over */

/* Takes the pending exception out of the engine; owned; NULL if none is pending. */
zend_object *php_coop_take_exception(void);

/* Keeps the first of several failures for later. Takes over `failure`, which is NULL if there is none. */
void php_coop_keep_first(zend_object **kept, zend_object *failure);

#endif
