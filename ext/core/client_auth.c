/* SPDX-License-Identifier: MIT */
#include "client_auth.h"
#include "encoding.h"

typedef void authenticate(const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization);

static void none(const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization)
{
	(void) authorization;
	coop_encode_form_pair(body, COOP_VIEW("client_id"), credentials->client_id);
}

static void client_secret_post(
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization)
{
	none(credentials, body, authorization);
	coop_encode_form_pair(body, COOP_VIEW("client_secret"), credentials->client_secret);
}

static void client_secret_basic(
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization)
{
	(void) body;
	coop_encode_basic(authorization, credentials->client_id, credentials->client_secret, true);
}

static void client_secret_basic_raw(
	const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization)
{
	(void) body;
	coop_encode_basic(authorization, credentials->client_id, credentials->client_secret, false);
}

static authenticate *const METHODS[] = {
	[COOP_CLIENT_AUTH_CLIENT_SECRET_POST] = client_secret_post,
	[COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC] = client_secret_basic,
	[COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC_RAW] = client_secret_basic_raw,
	[COOP_CLIENT_AUTH_NONE] = none,
};
_Static_assert(COOP_COUNT(METHODS) == COOP_CLIENT_AUTH_METHODS, "every method has its function");

bool coop_client_authenticate(const coop_client_credentials *credentials, coop_buffer *body, coop_buffer *authorization)
{
	if (credentials->client_id.ptr) {
		METHODS[credentials->method](credentials, body, authorization);
	}
	return !body->failed && !authorization->failed;
}
