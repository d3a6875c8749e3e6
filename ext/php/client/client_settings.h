/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_CLIENT_SETTINGS_H
#define PHP_COOP_CLIENT_SETTINGS_H

#include "provider.h"
#include "php/values/object.h"
#include "core/secret.h"
#include "core/token_request.h"

/* The struct of a Client, which all that send in its name read. */

extern zend_class_entry *php_coop_ce_Client;

/* Slots of Coop\Client's properties, in the stub's order. */
enum { PHP_COOP_CLIENT_PROVIDER, PHP_COOP_CLIENT_CLIENT_ID, PHP_COOP_CLIENT_REDIRECT_URI };

typedef struct php_coop_client {
	coop_secret secret; /* owned; absent if the client is public */
	coop_client_auth_method auth_method;
	int connect_timeout; /* seconds */
	int timeout; /* seconds */
	zend_string *ca_file; /* owned; NULL if it is the system's */
	zend_string *proxy; /* owned; NULL if there is none */
	zval transport; /* the site's closure that sends requests; owned; undefined if they go over the network */
	char identity[COOP_FINGERPRINT_LENGTH + 1]; /* clients with different identities never share a connection */
	zend_object std;
} php_coop_client;

PHP_COOP_CONTAINER(php_coop_client, php_coop_client_of)

static inline zend_object *php_coop_client_provider(const php_coop_client *client) /* borrowed */
{
	return Z_OBJ_P(OBJ_PROP_NUM((zend_object *) &client->std, PHP_COOP_CLIENT_PROVIDER));
}

static inline const char *php_coop_client_provider_name(const php_coop_client *client) /* for messages; borrowed */
{
	return ZSTR_VAL(php_coop_property_string(php_coop_client_provider(client), PHP_COOP_PROVIDER_NAME));
}

static inline zend_string *php_coop_client_id(const php_coop_client *client) /* borrowed; NULL if there is none */
{
	return php_coop_property_string((zend_object *) &client->std, PHP_COOP_CLIENT_CLIENT_ID);
}

/* Returns a URL of the provider; borrowed; NULL if the provider has none in that slot. */
static inline zend_string *php_coop_client_endpoint(const php_coop_client *client, uint32_t slot)
{
	return php_coop_property_string(php_coop_client_provider(client), slot);
}

coop_client_credentials php_coop_client_credentials(const php_coop_client *client); /* borrows from the client */

/* Returns how a message names what the client has called, with `what` at its beginning ("The token endpoint"), the provider's
 * name, the URL and the proxy, of which nothing is shown that may be a secret; owned. */
zend_string *php_coop_client_called(const php_coop_client *client, const char *what, coop_view url);

/* Fills in `identity`, once all other members are set. Returns false if memory runs out or OpenSSL fails. */
bool php_coop_client_set_identity(php_coop_client *client);

#endif
