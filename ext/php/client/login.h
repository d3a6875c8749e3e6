/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_LOGIN_H
#define PHP_COOP_LOGIN_H

#include "client_settings.h"

extern zend_class_entry *php_coop_ce_AuthorizationCode;

typedef struct php_coop_authorization_code {
	zend_string *code; /* owned */
	zend_string *code_verifier; /* owned; NULL without PKCE */
	zend_string *redirect_uri; /* owned; the one of the authorization request (RFC 6749 section 4.1.3) */
	zend_string *token_endpoint; /* owned; the only place that the code may be sent to */
	bool exchanged;
	zend_object std;
} php_coop_authorization_code;

PHP_COOP_CONTAINER(php_coop_authorization_code, php_coop_authorization_code_of)

/* Client::authorizationUrl() and readCallback(). `session` is the user's array by reference, already separated.
 * NULL: an exception is pending; else an owned string, an owned AuthorizationCode. */
zend_string *php_coop_login_start(
	php_coop_client *client, zval *session, zend_string *scope, HashTable *parameters, HashTable *context);
zend_object *php_coop_login_read_callback(php_coop_client *client, zval *session, zend_string *callback_url);

#endif
