/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_LOGIN_H
#define PHP_COOP_LOGIN_H

#include "client_settings.h"

extern zend_class_entry *php_coop_ce_AuthorizationCode;

typedef struct php_coop_authorization_code {
	zend_string *code; /* owned */
	zend_string *code_verifier; /* owned; NULL if there is no PKCE (RFC 7636) */
	zend_string *redirect_uri; /* that of the authorization request, RFC 6749 section 4.1.3; owned */
	zend_string *token_endpoint; /* the only URL to which the code may be sent; owned */
	bool exchanged; /* the code was sent once, and must not be sent again */
	zend_object std;
} php_coop_authorization_code;

PHP_COOP_CONTAINER(php_coop_authorization_code, php_coop_authorization_code_of)

/* Begin and end a login, for Client::authorizationUrl() and readCallback(). `session` is the site's array itself,
 * already separated, so that it can be changed. They return the URL and the AuthorizationCode; owned; NULL if an
 * exception is pending. */
zend_string *php_coop_login_start(
	php_coop_client *client, zval *session, zend_string *scope, HashTable *parameters, HashTable *context);
zend_object *php_coop_login_read_callback(php_coop_client *client, zval *session, zend_string *callback_url);

#endif
