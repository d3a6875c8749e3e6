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

/* How one server departs from RFC 6749. The URLs are joined to the base that the developer gives; where that base does
 * not matter (Google) they are absolute. NULL: the server has none. */
typedef struct coop_dialect {
	const char *name;
	const char *token_endpoint;
	const char *authorization_endpoint;
	const char *userinfo_endpoint;
	const char *revocation_endpoint;
	const char *introspection_endpoint;
	const char *password_endpoint; /* NULL: the token endpoint */
	const char *api_base; /* "" is the base itself */
	const char *issuer;
	coop_client_auth_method client_auth_method;
	int access_token_lifetime; /* seconds, when the answer does not say */
	coop_dialect_parameter authorization_parameters[3]; /* ends with a NULL name */
	bool pkce;
	bool expiry_in_access_token; /* expires_in is wrong now and then; the JWT's own exp is right (read as a hint) */
	bool detail_errors; /* errors are {"detail": ...}; one with 400 or 401 at the token endpoint ends the grant */
	bool error_in_success; /* the API answers 200 with {"error": ...} */
} coop_dialect;

const coop_dialect *coop_dialect_get(coop_dialect_id id); /* never NULL; an unknown id is PLAIN */

#endif
