/* SPDX-License-Identifier: MIT */
#ifndef COOP_CLIENT_AUTH_H
#define COOP_CLIENT_AUTH_H

#include "text.h"

/* How a client proves who it is at the token endpoint (RFC 6749 section 2.3). A new method is a value here, a function
 * and a row in client_auth.c. */

/* Named as in the registry of RFC 7591 section 2. */
typedef enum coop_client_auth_method {
	COOP_CLIENT_AUTH_CLIENT_SECRET_POST, /* client_id and client_secret are in the body */
	COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC, /* both are form-encoded, then in Authorization: Basic */
	COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC_RAW, /* Authorization: Basic without the encoding, like curl -u; in no RFC */
	COOP_CLIENT_AUTH_NONE, /* a public client: client_id is in the body, and there is no secret */
	COOP_CLIENT_AUTH_METHODS
} coop_client_auth_method;

typedef struct coop_client_credentials {
	coop_client_auth_method method; /* NONE if there is no secret */
	coop_view client_id; /* ptr is NULL if the server knows no clients (FastAPI) and gets no credentials */
	coop_view client_secret; /* ptr is NULL if the client is public */
} coop_client_credentials;

/* Appends what the method puts into the form body, and the value of an Authorization header if the method has one.
 * Returns false if one of the buffers fails (text.h). */
bool coop_client_authenticate(
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization) COOP_MUST_CHECK;

#endif
