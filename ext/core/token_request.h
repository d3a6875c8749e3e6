/* SPDX-License-Identifier: MIT */
#ifndef COOP_TOKEN_REQUEST_H
#define COOP_TOKEN_REQUEST_H

#include "client_auth.h"

typedef struct coop_parameter {
	coop_view name;
	coop_view value; /* ptr NULL: left out */
} coop_parameter;

#define COOP_TOKEN_REQUEST_MAXIMUM (1024 * 1024)

/* RFC 6749 sections 4.1.3, 6, 4.3.2, 4.4.2. The order of the values is that of the enums below. */
typedef enum coop_grant {
	COOP_GRANT_AUTHORIZATION_CODE, /* code, redirect_uri, code_verifier */
	COOP_GRANT_REFRESH_TOKEN, /* refresh_token, scope */
	COOP_GRANT_PASSWORD, /* username, password, scope */
	COOP_GRANT_CLIENT_CREDENTIALS, /* scope */
	COOP_GRANTS
} coop_grant;

#define COOP_GRANT_VALUES 3

/* Builds the form body of a token request, and the value of its Authorization header where the method has one (else
 * the buffer stays empty). `values` are the grant's own parameters in the order above; one with a NULL pointer is left
 * out. False: it does not fit into the buffers' maxima. */
bool coop_token_request_build(coop_grant grant, const coop_view values[COOP_GRANT_VALUES],
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization) COOP_MUST_CHECK;

/* The same for a request made of any parameters: extension grants (RFC 6749 section 4.5), revocation (RFC 7009),
 * introspection (RFC 7662). */
bool coop_client_request_build(const coop_parameter *parameters, size_t count,
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization) COOP_MUST_CHECK;

#endif
