/* SPDX-License-Identifier: MIT */
#include "../../ext/core/dialect.h"
#include "../../ext/core/url.h"
#include "test.h"

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void facts(void)
{
	static const struct {
		coop_dialect_id id;
		const char *name, *token, *authorization, *userinfo, *revocation, *introspection, *password, *api_base, *issuer;
		coop_client_auth_method method;
		int lifetime;
	} ROWS[] = {
		{COOP_DIALECT_PLAIN, "plain", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
			COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC, 3600},
		{COOP_DIALECT_COOP, "coop", "/token", "/authorize", "/api/me", NULL, NULL, NULL, "", NULL,
			COOP_CLIENT_AUTH_CLIENT_SECRET_POST, 86400},
		{COOP_DIALECT_GOOGLE, "google", "https://oauth2.googleapis.com/token",
			"https://accounts.google.com/o/oauth2/v2/auth", "https://openidconnect.googleapis.com/v1/userinfo",
			"https://oauth2.googleapis.com/revoke", "https://oauth2.googleapis.com/tokeninfo", NULL,
			"https://www.googleapis.com", "https://accounts.google.com", COOP_CLIENT_AUTH_CLIENT_SECRET_POST, 3600},
		{COOP_DIALECT_REDCORE, "redcore", "/index.php?option=token&api=oauth2",
			"/index.php?option=authorize&api=oauth2", "/index.php?option=resource&api=oauth2", NULL, NULL, NULL, "",
			NULL, COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC_RAW, 3600},
		{COOP_DIALECT_KEYCLOAK, "keycloak", "/protocol/openid-connect/token", "/protocol/openid-connect/auth",
			"/protocol/openid-connect/userinfo", "/protocol/openid-connect/revoke",
			"/protocol/openid-connect/token/introspect", NULL, NULL, "", COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC, 300},
		{COOP_DIALECT_FASTAPI, "fastapi", "/token", NULL, "/users/me/", NULL, NULL, "/login", "", NULL,
			COOP_CLIENT_AUTH_NONE, 1800},
	};

	CHECK(COUNT(ROWS) == COOP_DIALECTS);
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		const coop_dialect *dialect = coop_dialect_get(ROWS[i].id);
		CHECK_ROW(same(dialect->name, ROWS[i].name), ROWS[i].name);
		CHECK_ROW(same(dialect->token_endpoint, ROWS[i].token), ROWS[i].name);
		CHECK_ROW(same(dialect->authorization_endpoint, ROWS[i].authorization), ROWS[i].name);
		CHECK_ROW(same(dialect->userinfo_endpoint, ROWS[i].userinfo), ROWS[i].name);
		CHECK_ROW(same(dialect->revocation_endpoint, ROWS[i].revocation), ROWS[i].name);
		CHECK_ROW(same(dialect->introspection_endpoint, ROWS[i].introspection), ROWS[i].name);
		CHECK_ROW(same(dialect->password_endpoint, ROWS[i].password), ROWS[i].name);
		CHECK_ROW(same(dialect->api_base, ROWS[i].api_base), ROWS[i].name);
		CHECK_ROW(same(dialect->issuer, ROWS[i].issuer), ROWS[i].name);
		CHECK_ROW(dialect->client_auth_method == ROWS[i].method, ROWS[i].name);
		CHECK_ROW(dialect->access_token_lifetime == ROWS[i].lifetime, ROWS[i].name);
		CHECK_ROW(dialect->error_in_success == (ROWS[i].id == COOP_DIALECT_COOP), ROWS[i].name);
		CHECK_ROW(dialect->detail_errors == (ROWS[i].id == COOP_DIALECT_FASTAPI), ROWS[i].name);
		CHECK_ROW(dialect->expiry_in_access_token == (ROWS[i].id == COOP_DIALECT_FASTAPI), ROWS[i].name);
		CHECK_ROW(dialect->pkce == (ROWS[i].authorization || ROWS[i].id == COOP_DIALECT_PLAIN), ROWS[i].name);
	}
}

static void parameters(void)
{
	for (int id = 0; id < COOP_DIALECTS; id++) {
		const coop_dialect_parameter *list = coop_dialect_get((coop_dialect_id) id)->authorization_parameters;
		if (id != COOP_DIALECT_GOOGLE) {
			CHECK(list[0].name == NULL);
			continue;
		}
		CHECK(same(list[0].name, "access_type") && same(list[0].value, "offline"));
		CHECK(same(list[1].name, "prompt") && same(list[1].value, "consent"));
		CHECK(list[2].name == NULL);
	}
}

static void unknown(void)
{
	CHECK(coop_dialect_get(COOP_DIALECTS) == coop_dialect_get(COOP_DIALECT_PLAIN));
	CHECK(coop_dialect_get((coop_dialect_id) 1000) == coop_dialect_get(COOP_DIALECT_PLAIN));
	CHECK(coop_dialect_get((coop_dialect_id) -1) == coop_dialect_get(COOP_DIALECT_PLAIN));
}

/* The endpoints of Google are URLs; those of the others become URLs when they are joined to a base. */
static void usable_urls(void)
{
	for (int id = COOP_DIALECT_COOP; id < COOP_DIALECTS; id++) {
		const coop_dialect *dialect = coop_dialect_get((coop_dialect_id) id);
		coop_buffer joined;
		coop_url url;
		coop_buffer_init(&joined, COOP_URL_MAXIMUM);
		if (id == COOP_DIALECT_GOOGLE) {
			CHECK(coop_buffer_append(&joined, coop_view_of(dialect->token_endpoint)));
		} else {
			CHECK(coop_url_join(&joined, COOP_VIEW("https://h/base/"), coop_view_of(dialect->token_endpoint)));
		}
		CHECK_ROW(coop_url_split(coop_buffer_view(&joined), false, &url) == COOP_URL_OK, joined.ptr);
		CHECK_ROW((url.query.ptr != NULL) == (id == COOP_DIALECT_REDCORE), joined.ptr);
		coop_buffer_clear(&joined);
	}
}

int main(void)
{
	facts();
	parameters();
	unknown();
	usable_urls();
	return test_result();
}
