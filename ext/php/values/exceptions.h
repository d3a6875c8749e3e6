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

/* The one place where what went wrong becomes an exception. Each function makes one, with the trace of here, and
 * returns it owned: throw it with php_coop_throw() or keep it in a result. `previous` is taken over; NULL: none.
 * Messages hold no secret: the caller passes names of endpoints and tables, never values. */

/* `what` begins the message: "The token endpoint". */
zend_object *php_coop_transport_exception(const char *what, const coop_http_answer *answer);
zend_object *php_coop_oauth_error_exception(
	const char *what, const coop_token_answer *answer, int status, int retry_after /* -1: none */);
zend_object *php_coop_callback_oauth_error(coop_view error, coop_view description, coop_view uri);
zend_object *php_coop_invalid_response_exception(
	const char *what, const char *problem, int status, coop_view salvaged_refresh_token);
zend_object *php_coop_reauthorization_exception(zend_string *user_id, const char *reason, zend_object *previous);
zend_object *php_coop_api_error_exception(
	const char *what, zend_object *response, int status, coop_view error, coop_view description);
zend_object *php_coop_callback_exception(const char *reason, const char *message);
zend_object *php_coop_store_exception(zend_string *sql, zend_object *previous, const char *format, ...)
	ZEND_ATTRIBUTE_FORMAT(printf, 3, 4);
zend_object *php_coop_lease_exception(zend_string *user_id);

void php_coop_throw(zend_object *exception); /* takes it over */

/* Takes a pending exception out of the engine: owned by the caller; NULL when none is pending. */
zend_object *php_coop_take_exception(void);

/* Keeps the first of several failures for later. Takes `failure` over; NULL: none. */
void php_coop_keep_first(zend_object **kept, zend_object *failure);

#endif
