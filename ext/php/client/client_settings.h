/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_CLIENT_SETTINGS_H
#define PHP_COOP_CLIENT_SETTINGS_H

#include "provider.h"
#include "php/values/object.h"
#include "core/secret.h"
#include "core/token_request.h"

/* What one Client was made with, for everything that sends in its name. */

extern zend_class_entry *php_coop_ce_Client;

/* Slots of Coop\Client's properties, in the stub's order. */
enum { PHP_COOP_CLIENT_PROVIDER, PHP_COOP_CLIENT_CLIENT_ID, PHP_COOP_CLIENT_REDIRECT_URI };

typedef struct php_coop_client {
	coop_secret secret; /* owned; absent for a public client */
	coop_client_auth_method auth_method;
	int connect_timeout; /* seconds */
	int timeout; /* seconds */
	zend_string *ca_file; /* owned; NULL */
	zend_string *proxy; /* owned; NULL */
	zval transport; /* owned closure; undefined: the network */
	char identity[COOP_FINGERPRINT_LENGTH + 1]; /* of everything that must not share a connection */
	zend_object std;
} php_coop_client;

PHP_COOP_CONTAINER(php_coop_client, php_coop_client_of)

static inline zend_object *php_coop_client_provider(const php_coop_client *client)
{
	return Z_OBJ_P(OBJ_PROP_NUM((zend_object *) &client->std, PHP_COOP_CLIENT_PROVIDER));
}

static inline zend_string *php_coop_client_id(const php_coop_client *client) /* borrowed; NULL */
{
	return php_coop_property_string((zend_object *) &client->std, PHP_COOP_CLIENT_CLIENT_ID);
}

static inline zend_string *php_coop_client_endpoint(const php_coop_client *client, uint32_t slot) /* borrowed; NULL */
{
	return php_coop_property_string(php_coop_client_provider(client), slot);
}

coop_client_credentials php_coop_client_credentials(const php_coop_client *client); /* borrows from the client */

/* Fills in `identity` once everything else is set. False if there is no memory. */
bool php_coop_client_set_identity(php_coop_client *client);

#endif
