/* SPDX-License-Identifier: MIT */
#include "../../ext/core/client_auth.h"
#include "test.h"

#define ID COOP_VIEW("TopCluck")
#define SECRET COOP_VIEW("s&c ret")
#define NONE COOP_VIEW_NONE

static bool holds(const coop_buffer *buffer, const char *expected)
{
	return coop_view_equals(coop_buffer_view(buffer), coop_view_of(expected));
}

static void methods(void)
{
	static const struct {
		coop_client_credentials credentials;
		const char *body, *authorization;
	} ROWS[] = {
		{{COOP_CLIENT_AUTH_CLIENT_SECRET_POST, ID, SECRET}, "a=b&client_id=TopCluck&client_secret=s%26c%20ret", ""},
		{{COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC, ID, SECRET}, "a=b", "Basic VG9wQ2x1Y2s6cyUyNmMlMjByZXQ="},
		{{COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC_RAW, ID, SECRET}, "a=b", "Basic VG9wQ2x1Y2s6cyZjIHJldA=="},
		{{COOP_CLIENT_AUTH_NONE, ID, NONE}, "a=b&client_id=TopCluck", ""},
		{{COOP_CLIENT_AUTH_NONE, ID, SECRET}, "a=b&client_id=TopCluck", ""}, /* the secret is not sent */
		/* an empty secret is one */
		{{COOP_CLIENT_AUTH_CLIENT_SECRET_POST, ID, COOP_VIEW("")}, "a=b&client_id=TopCluck&client_secret=", ""},
		{{COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC, COOP_VIEW("id"), COOP_VIEW("")}, "a=b", "Basic aWQ6"},
		/* no client */
		{{COOP_CLIENT_AUTH_NONE, NONE, NONE}, "a=b", ""},
		{{COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC, NONE, SECRET}, "a=b", ""},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer body, authorization;
		coop_buffer_init(&body, 1000);
		coop_buffer_init(&authorization, 1000);
		coop_buffer_append(&body, COOP_VIEW("a=b"));
		CHECK_ROW(coop_client_authenticate(&ROWS[i].credentials, &body, &authorization), ROWS[i].body);
		CHECK_ROW(holds(&body, ROWS[i].body), ROWS[i].body);
		CHECK_ROW(holds(&authorization, ROWS[i].authorization), ROWS[i].authorization);
		coop_buffer_clear(&body);
		coop_buffer_clear(&authorization);
	}
}

/* Every method says if something does not fit; test_token_request.c tries each length. */
static void maxima(void)
{
	for (int method = 0; method < COOP_CLIENT_AUTH_METHODS; method++) {
		const coop_client_credentials credentials = {(coop_client_auth_method) method, ID, SECRET};
		coop_buffer body, authorization;
		coop_buffer_init(&body, 8);
		coop_buffer_init(&authorization, 8);
		CHECK(!coop_client_authenticate(&credentials, &body, &authorization));
		coop_buffer_clear(&body);
		coop_buffer_clear(&authorization);
	}
}

int main(void)
{
	methods();
	maxima();
	return test_result();
}
