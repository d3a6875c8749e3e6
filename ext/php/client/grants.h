/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_GRANTS_H
#define PHP_COOP_GRANTS_H

#include "client_settings.h"

/* What Coop\Client asks of the token endpoint and of the two endpoints about a token. The arguments are those of the
 * class's methods, since errors name them by their number there. */

/* Each of these returns a TokenSet; owned; NULL if an exception is pending. `scope` may be NULL. */
zend_object *php_coop_grant_code(php_coop_client *client, zend_object *code); /* RFC 6749 section 4.1.3 */
zend_object *php_coop_grant_refresh(
	php_coop_client *client, zend_string *refresh_token, HashTable *scope); /* section 6; refresh_token may be NULL */
zend_object *php_coop_grant_password(
	php_coop_client *client, zend_string *username, zend_string *password, HashTable *scope); /* section 4.3.2 */
zend_object *php_coop_grant_client_credentials(php_coop_client *client, HashTable *scope); /* section 4.4.2 */
zend_object *php_coop_grant_of_type(
	php_coop_client *client, zend_string *grant_type, HashTable *parameters); /* extension grants, section 4.5 */

/* These ask about a token of the TokenSet `tokens`, or about the token `text` if `tokens` is NULL. An exception may be
 * pending afterwards. */
void php_coop_introspect(
	php_coop_client *client, zend_object *tokens, zend_string *text, zval *return_value); /* RFC 7662 */
void php_coop_revoke(php_coop_client *client, zend_object *tokens, zend_string *text); /* RFC 7009 */

#endif
