/* SPDX-License-Identifier: MIT */
#ifndef COOP_TOKEN_REQUEST_H
#define COOP_TOKEN_REQUEST_H

#include "client_auth.h"

typedef struct coop_parameter {
	coop_view name;
	coop_view value; /* ptr is NULL if the parameter is left out */
} coop_parameter;

#define COOP_TOKEN_REQUEST_MAXIMUM (1024 * 1024)

/* The grants of RFC 6749 sections 4.1.3, 6, 4.3.2 and 4.4.2, and their own parameters in the order of `values`
 * below. */
typedef enum coop_grant {
	COOP_GRANT_AUTHORIZATION_CODE, /* code, redirect_uri, code_verifier */
	COOP_GRANT_REFRESH_TOKEN, /* refresh_token, scope */
	COOP_GRANT_PASSWORD, /* username, password, scope */
	COOP_GRANT_CLIENT_CREDENTIALS, /* scope */
	COOP_GRANTS
} coop_grant;

#define COOP_GRANT_VALUES 3

/* Appends the form body of a token request, and the value of its Authorization header if the client's method has one. A
 * parameter in `values` whose pointer is NULL is left out. Returns false if one of the buffers fails (text.h). */
bool coop_token_request_build(coop_grant grant, const coop_view values[COOP_GRANT_VALUES],
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization) COOP_MUST_CHECK;

/* Does the same for a request of any parameters: extension grants (RFC 6749 section 4.5), revocation (RFC 7009),
 * introspection (RFC 7662). */
bool coop_client_request_build(const coop_parameter *parameters, size_t count,
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization) COOP_MUST_CHECK;

#endif
