/* SPDX-License-Identifier: MIT */
#ifndef COOP_DIALECT_H
#define COOP_DIALECT_H

#include "client_auth.h"

typedef enum coop_dialect_id {
	COOP_DIALECT_PLAIN, /* RFC 6749 and nothing else */
	COOP_DIALECT_COOP,
	COOP_DIALECT_GOOGLE,
	COOP_DIALECT_REDCORE,
	COOP_DIALECT_KEYCLOAK,
	COOP_DIALECT_FASTAPI,
	COOP_DIALECTS
} coop_dialect_id;

typedef struct coop_dialect_parameter {
	const char *name;
	const char *value;
} coop_dialect_parameter;

/* How one kind of server departs from RFC 6749. The URLs are joined to the base URL that the site gives, or are
 * absolute if the server has only one (Google). A URL is NULL if the server has no such endpoint. All texts are
 * static. */
typedef struct coop_dialect {
	const char *name;
	const char *token_endpoint;
	const char *authorization_endpoint;
	const char *userinfo_endpoint;
	const char *revocation_endpoint;
	const char *introspection_endpoint;
	const char
		*tokeninfo_parameter; /* introspection is a GET with the access token in this one, and answers in its own words;
	                                    NULL if it is that of RFC 7662 */
	const char *password_endpoint; /* NULL if it is the token endpoint */
	const char *api_base; /* "" if it is the base itself */
	const char *issuer;
	coop_client_auth_method client_auth_method;
	int access_token_lifetime; /* seconds, if the answer does not say */
	coop_dialect_parameter authorization_parameters[3]; /* a NULL name ends them */
	bool pkce;
	bool expiry_in_access_token; /* exp of the JWT is right (a hint), while expires_in may be wrong */
	bool detail_errors; /* errors are {"detail": ...}, and credentials are the token, since there is no client */
	bool error_in_success; /* the API answers 200 with {"error": ...} */
	bool refresh_token_works_once; /* a refresh ends the refresh token, also if it brings no other one */
	bool gives_refresh_tokens; /* a login without a refresh token is not as it should be */
	const char *refresh_token_hint; /* what makes this server give refresh tokens; never NULL */
} coop_dialect;

const coop_dialect *coop_dialect_get(coop_dialect_id id); /* never NULL; an unknown id is PLAIN */

#endif
