/* SPDX-License-Identifier: MIT */
#include "dialect.h"

static const coop_dialect PLAIN = {
	.name = "plain",
	.client_auth_method = COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC,
	.access_token_lifetime = 3600,
	.pkce = true,
	.refresh_token_hint = "many servers give a refresh token only if the login asks for the scope offline_access",
};

static const coop_dialect COOP = {
	.name = "coop",
	.token_endpoint = "/token",
	.authorization_endpoint = "/authorize",
	.userinfo_endpoint = "/api/me",
	.api_base = "",
	.client_auth_method = COOP_CLIENT_AUTH_CLIENT_SECRET_POST,
	.access_token_lifetime = 86400,
	.pkce = true, /* the server does not know PKCE, and ignores it */
	.error_in_success = true,
	.refresh_token_works_once = true,
	.gives_refresh_tokens = true,
	.refresh_token_hint = "a COOP gives a refresh token with every login of a user, by an authorization code",
};

static const coop_dialect GOOGLE = {
	.name = "google",
	.token_endpoint = "https://oauth2.googleapis.com/token",
	.authorization_endpoint = "https://accounts.google.com/o/oauth2/v2/auth",
	.userinfo_endpoint = "https://openidconnect.googleapis.com/v1/userinfo",
	.revocation_endpoint = "https://oauth2.googleapis.com/revoke",
	.introspection_endpoint = "https://oauth2.googleapis.com/tokeninfo",
	.tokeninfo_parameter = "access_token",
	.api_base = "https://www.googleapis.com",
	.issuer = "https://accounts.google.com",
	.client_auth_method = COOP_CLIENT_AUTH_CLIENT_SECRET_POST,
	.access_token_lifetime = 3600,
	/* Without both, Google gives a refresh token at the first consent only, or none. */
	.authorization_parameters = {{"access_type", "offline"}, {"prompt", "consent"}},
	.pkce = true,
	.gives_refresh_tokens = true,
	.refresh_token_hint =
		"Google gives a refresh token only if the login asks for access_type=offline, and after the first consent "
		"only with prompt=consent",
};

static const coop_dialect REDCORE = {
	.name = "redcore",
	.token_endpoint = "/index.php?option=token&api=oauth2",
	.authorization_endpoint = "/index.php?option=authorize&api=oauth2",
	.userinfo_endpoint = "/index.php?option=resource&api=oauth2", /* answers success, user_id, message */
	.api_base = "",
	.client_auth_method = COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC_RAW,
	.access_token_lifetime = 3600,
	.pkce = true,
	.refresh_token_works_once = true,
	.gives_refresh_tokens = true,
	.refresh_token_hint =
		"switch always_issue_new_refresh_token on in redCORE's OAuth 2 settings: without it a refresh token works "
		"once, and no other one follows",
};

static const coop_dialect KEYCLOAK = {
	.name = "keycloak",
	.token_endpoint = "/protocol/openid-connect/token",
	.authorization_endpoint = "/protocol/openid-connect/auth",
	.userinfo_endpoint = "/protocol/openid-connect/userinfo",
	.revocation_endpoint = "/protocol/openid-connect/revoke",
	.introspection_endpoint = "/protocol/openid-connect/token/introspect",
	.issuer = "",
	.client_auth_method = COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC,
	.access_token_lifetime = 300,
	.pkce = true,
	.gives_refresh_tokens = true,
	.refresh_token_hint =
		"ask for the scope offline_access at the login, and see that the Keycloak client may use refresh tokens",
};

static const coop_dialect FASTAPI = {
	.name = "fastapi",
	.token_endpoint = "/token",
	.userinfo_endpoint = "/users/me/",
	.password_endpoint = "/login",
	.api_base = "",
	.client_auth_method = COOP_CLIENT_AUTH_NONE,
	.access_token_lifetime = 1800,
	.expiry_in_access_token = true,
	.detail_errors = true,
	.refresh_token_hint = "the server's login has to answer with a refresh_token beside the access_token",
};

static const coop_dialect *const DIALECTS[] = {
	[COOP_DIALECT_PLAIN] = &PLAIN,
	[COOP_DIALECT_COOP] = &COOP,
	[COOP_DIALECT_GOOGLE] = &GOOGLE,
	[COOP_DIALECT_REDCORE] = &REDCORE,
	[COOP_DIALECT_KEYCLOAK] = &KEYCLOAK,
	[COOP_DIALECT_FASTAPI] = &FASTAPI,
};
_Static_assert(COOP_COUNT(DIALECTS) == COOP_DIALECTS, "every dialect has its row");

const coop_dialect *coop_dialect_get(coop_dialect_id id)
{
	return (unsigned) id < COOP_DIALECTS ? DIALECTS[id] : &PLAIN;
}
