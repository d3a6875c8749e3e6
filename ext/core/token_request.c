/* SPDX-License-Identifier: MIT */
#include "token_request.h"
#include "encoding.h"

typedef struct grant_names {
	const char *grant_type;
	const char *values[COOP_GRANT_VALUES];
} grant_names;

static const grant_names GRANTS[COOP_GRANTS] = {
	[COOP_GRANT_AUTHORIZATION_CODE] = {"authorization_code", {"code", "redirect_uri", "code_verifier"}},
	[COOP_GRANT_REFRESH_TOKEN] = {"refresh_token", {"refresh_token", "scope"}},
	[COOP_GRANT_PASSWORD] = {"password", {"username", "password", "scope"}},
	[COOP_GRANT_CLIENT_CREDENTIALS] = {"client_credentials", {"scope"}},
};

typedef struct method_traits {
	bool id_in_body;
	bool secret_in_body;
	bool basic;
	bool form_encoded;
} method_traits;

static const method_traits METHODS[COOP_CLIENT_AUTH_METHODS] = {
	[COOP_CLIENT_AUTH_SECRET_POST] = {.id_in_body = true, .secret_in_body = true},
	[COOP_CLIENT_AUTH_SECRET_BASIC] = {.basic = true, .form_encoded = true},
	[COOP_CLIENT_AUTH_SECRET_BASIC_RAW] = {.basic = true},
	[COOP_CLIENT_AUTH_NONE] = {.id_in_body = true},
};

static void authenticate(const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization)
{
	/* a public client names itself in the body, whatever its provider asks of others */
	const method_traits *traits =
		&METHODS[credentials->client_secret.ptr ? credentials->method : COOP_CLIENT_AUTH_NONE];

	if (!credentials->client_id.ptr) {
		return;
	}
	if (traits->id_in_body) {
		coop_encode_form_pair(body, COOP_VIEW("client_id"), credentials->client_id);
	}
	if (traits->secret_in_body) {
		coop_encode_form_pair(body, COOP_VIEW("client_secret"), credentials->client_secret);
	}
	if (traits->basic) {
		coop_encode_basic(authorization, credentials->client_id, credentials->client_secret, traits->form_encoded);
	}
}

bool coop_client_request_build(const coop_parameter *parameters, size_t count,
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization)
{
	for (size_t i = 0; i < count; i++) {
		if (parameters[i].value.ptr) {
			coop_encode_form_pair(body, parameters[i].name, parameters[i].value);
		}
	}
	authenticate(credentials, body, authorization);
	return !body->failed && !authorization->failed;
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
