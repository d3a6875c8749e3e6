/* SPDX-License-Identifier: MIT */
#include "token_request.h"
#include "encoding.h"

typedef struct grant_names {
	const char *grant_type;
	const char *values[COOP_GRANT_VALUES];
} grant_names;

static const grant_names GRANTS[] = {
	[COOP_GRANT_AUTHORIZATION_CODE] = {"authorization_code", {"code", "redirect_uri", "code_verifier"}},
	[COOP_GRANT_REFRESH_TOKEN] = {"refresh_token", {"refresh_token", "scope"}},
	[COOP_GRANT_PASSWORD] = {"password", {"username", "password", "scope"}},
	[COOP_GRANT_CLIENT_CREDENTIALS] = {"client_credentials", {"scope"}},
};
_Static_assert(COOP_COUNT(GRANTS) == COOP_GRANTS, "every grant has its row");

bool coop_client_request_build(const coop_parameter *parameters, size_t count,
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization)
{
	for (size_t i = 0; i < count; i++) {
		if (parameters[i].value.ptr) {
			coop_encode_form_pair(body, parameters[i].name, parameters[i].value);
		}
	}
	return coop_client_authenticate(credentials, body, authorization);
}

bool coop_token_request_build(coop_grant grant, const coop_view values[COOP_GRANT_VALUES],
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization)
{
	const grant_names *names = &GRANTS[grant];
	coop_parameter parameters[1 + COOP_GRANT_VALUES] = {{COOP_VIEW("grant_type"), coop_view_of(names->grant_type)}};
	size_t count = 1;
	for (size_t i = 0; i < COOP_GRANT_VALUES && names->values[i]; i++) {
		parameters[count++] = (coop_parameter){coop_view_of(names->values[i]), values[i]};
	}
	return coop_client_request_build(parameters, count, credentials, body, authorization);
}
