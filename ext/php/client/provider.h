/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PROVIDER_H
#define PHP_COOP_PROVIDER_H

#include "php/values/object.h"
#include "core/dialect.h"
#include "core/url.h"

extern zend_class_entry *php_coop_ce_Provider;

/* Slots of Coop\Provider's properties, in the stub's order. */
enum {
	PHP_COOP_PROVIDER_NAME,
	PHP_COOP_PROVIDER_TOKEN_ENDPOINT,
	PHP_COOP_PROVIDER_AUTHORIZATION_ENDPOINT,
	PHP_COOP_PROVIDER_API_BASE_URL,
	PHP_COOP_PROVIDER_ISSUER,
	PHP_COOP_PROVIDER_USERINFO_ENDPOINT,
	PHP_COOP_PROVIDER_REVOCATION_ENDPOINT,
	PHP_COOP_PROVIDER_INTROSPECTION_ENDPOINT,
	PHP_COOP_PROVIDER_PASSWORD_ENDPOINT,
	PHP_COOP_PROVIDER_CLIENT_AUTH_METHOD,
	PHP_COOP_PROVIDER_AUTHORIZATION_PARAMETERS,
	PHP_COOP_PROVIDER_API_ORIGINS,
	PHP_COOP_PROVIDER_PKCE,
	PHP_COOP_PROVIDER_DEFAULT_ACCESS_TOKEN_LIFETIME,
	PHP_COOP_PROVIDER_ALLOW_HTTP,
	PHP_COOP_PROVIDER_ENDED_ERRORS,
	PHP_COOP_PROVIDER_PROPERTIES
};

typedef struct php_coop_provider {
	coop_dialect_id dialect; /* which named constructor made the provider */
	zend_object std;
} php_coop_provider;

PHP_COOP_CONTAINER(php_coop_provider, php_coop_provider_of)

static inline const coop_dialect *php_coop_provider_dialect(zend_object *provider)
{
	return coop_dialect_get(php_coop_provider_of(provider)->dialect);
}

bool php_coop_provider_allows_http(zend_object *provider);
int php_coop_provider_default_lifetime(zend_object *provider); /* seconds */

/* Checks the parameters that the site adds to authorization requests. Returns false if an exception that names the
 * argument is pending. */
bool php_coop_check_authorization_parameters(HashTable *parameters, uint32_t argument);

/* Returns whether an access token may be sent to this URL's origin. */
bool php_coop_provider_may_see_token(zend_object *provider, const coop_url *url);

#endif
