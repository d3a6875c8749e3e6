/* SPDX-License-Identifier: MIT */
#include "../../ext/core/token_request.h"
#include "test.h"

#define ID COOP_VIEW("TopCluck")
#define SECRET COOP_VIEW("s&c ret")
#define NONE COOP_VIEW_NONE

static bool holds(const coop_buffer *buffer, const char *expected)
{
	return coop_view_equals(coop_buffer_view(buffer), coop_view_of(expected));
}

static void grants(void)
{
	static const struct {
		coop_grant grant;
		coop_view values[COOP_GRANT_VALUES];
		const char *body;
	} ROWS[] = {
		{COOP_GRANT_AUTHORIZATION_CODE, {COOP_VIEW("c/1"), COOP_VIEW("http://h/cb?x=1"), COOP_VIEW("v~")},
			"grant_type=authorization_code&code=c%2F1&redirect_uri=http%3A%2F%2Fh%2Fcb%3Fx%3D1&code_verifier=v~"},
		{COOP_GRANT_AUTHORIZATION_CODE, {COOP_VIEW("c"), NONE, NONE}, "grant_type=authorization_code&code=c"},
		{COOP_GRANT_REFRESH_TOKEN, {COOP_VIEW("r+t"), NONE, NONE}, "grant_type=refresh_token&refresh_token=r%2Bt"},
		{COOP_GRANT_REFRESH_TOKEN, {COOP_VIEW("rt"), COOP_VIEW("eggs-count profile"), COOP_VIEW("unused")},
			"grant_type=refresh_token&refresh_token=rt&scope=eggs-count%20profile"},
		{COOP_GRANT_PASSWORD, {COOP_VIEW("alice@h"), COOP_VIEW("p&w"), NONE},
			"grant_type=password&username=alice%40h&password=p%26w"},
		{COOP_GRANT_PASSWORD, {COOP_VIEW("u"), COOP_VIEW(""), COOP_VIEW("s")},
			"grant_type=password&username=u&password=&scope=s"},
		{COOP_GRANT_CLIENT_CREDENTIALS, {NONE, NONE, NONE}, "grant_type=client_credentials"},
		{COOP_GRANT_CLIENT_CREDENTIALS, {COOP_VIEW("a b"), NONE, NONE}, "grant_type=client_credentials&scope=a%20b"},
	};
	static const coop_client_credentials NOBODY = {COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC, {NULL, 0}, {NULL, 0}};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer body, authorization;
		coop_buffer_init(&body, COOP_TOKEN_REQUEST_MAXIMUM);
		coop_buffer_init(&authorization, COOP_TOKEN_REQUEST_MAXIMUM);
		CHECK_ROW(
			coop_token_request_build(ROWS[i].grant, ROWS[i].values, &NOBODY, &body, &authorization), ROWS[i].body);
		CHECK_ROW(holds(&body, ROWS[i].body) && authorization.len == 0, ROWS[i].body);
		coop_buffer_clear(&body);
		coop_buffer_clear(&authorization);
	}
}

/* Extension grants and requests about a token have any parameters, and the credentials behind them. */
static void parameters(void)
{
	static const coop_parameter PARAMETERS[] = {{COOP_VIEW("token"), COOP_VIEW("t")}, {COOP_VIEW("absent"), NONE}};
	static const coop_client_credentials CREDENTIALS = {COOP_CLIENT_AUTH_CLIENT_SECRET_POST, ID, SECRET};
	coop_buffer body, authorization;

	coop_buffer_init(&body, 1000);
	coop_buffer_init(&authorization, 1000);
	CHECK(coop_client_request_build(PARAMETERS, COUNT(PARAMETERS), &CREDENTIALS, &body, &authorization));
	CHECK(holds(&body, "token=t&client_id=TopCluck&client_secret=s%26c%20ret") && authorization.len == 0);
	coop_buffer_clear(&body);
	coop_buffer_clear(&authorization);
}

/* If the buffers are too small by any number of bytes, there is no request that was cut. */
static void maxima(void)
{
	static const coop_view VALUES[COOP_GRANT_VALUES] = {COOP_VIEW("refresh token"), COOP_VIEW("profile")};
	static const coop_client_auth_method METHODS[] = {
		COOP_CLIENT_AUTH_CLIENT_SECRET_POST, COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC};

	for (size_t m = 0; m < COUNT(METHODS); m++) {
		const coop_client_credentials credentials = {METHODS[m], ID, SECRET};
		coop_buffer body, authorization;
		coop_buffer_init(&body, 1000);
		coop_buffer_init(&authorization, 1000);
		CHECK(coop_token_request_build(COOP_GRANT_REFRESH_TOKEN, VALUES, &credentials, &body, &authorization));
		size_t body_len = body.len, authorization_len = authorization.len;
		coop_buffer_clear(&body);
		coop_buffer_clear(&authorization);
		for (size_t limit = 0; limit <= body_len; limit++) {
			coop_buffer_init(&body, limit);
			coop_buffer_init(&authorization, authorization_len);
			CHECK(coop_token_request_build(COOP_GRANT_REFRESH_TOKEN, VALUES, &credentials, &body, &authorization) ==
				(limit == body_len));
			coop_buffer_clear(&body);
			coop_buffer_clear(&authorization);
		}
		for (size_t limit = 0; limit < authorization_len; limit++) {
			coop_buffer_init(&body, body_len);
			coop_buffer_init(&authorization, limit);
			CHECK(!coop_token_request_build(COOP_GRANT_REFRESH_TOKEN, VALUES, &credentials, &body, &authorization));
			coop_buffer_clear(&body);
			coop_buffer_clear(&authorization);
		}
	}
}

int main(void)
{
	grants();
	parameters();
	maxima();
	return test_result();
}
