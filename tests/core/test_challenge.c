/* SPDX-License-Identifier: MIT */
#include "../../ext/core/challenge.h"
#include "test.h"

static void judgements(void)
{
	static const struct {
		const char *headers[3]; /* NULL if there are fewer */
		const char *error; /* in the body; NULL if there is none */
		bool curable;
	} ROWS[] = {
		/* without a challenge: Salesforce, Zoho, HubSpot, Laravel, nginx */
		{{NULL}, NULL, true},
		{{NULL}, "invalid_token", true},
		{{NULL}, "INVALID_SESSION_ID", true},
		{{NULL}, "Unauthorized", true},
		{{""}, NULL, true},
		{{" , ,"}, NULL, true},
		/* codes in the body */
		{{NULL}, "access_denied", false}, /* COOP, for another user's farm */
		{{NULL}, "insufficient_scope", false},
		{{NULL}, "OAUTH_SCOPE_MISMATCH", false}, /* Zoho */
		{{NULL}, "insufficient_user_authentication", false},
		/* one challenge */
		{{"Bearer"}, NULL, true},
		{{"bearer realm=\"api\""}, NULL, true},
		{{"Bearer error=\"invalid_token\""}, NULL, true},
		{{"Bearer error=invalid_token"}, "access_denied", true},
		{{"Bearer realm=\"api\""}, "insufficient_scope", false},
		{{"Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"write\""}, NULL, false},
		{{"Bearer error = \"insufficient_scope\""}, NULL, false},
		{{"BEARER ERROR=insufficient_scope"}, NULL, false},
		{{"Bearer scope=\"a\",error=\"insufficient_user_authentication\",acr_values=\"gold\""}, NULL, false},
		{{"Bearer realm=\"error=\\\"insufficient_scope\\\"\", error=\"invalid_token\""}, NULL, true},
		{{"Bearer realm=\"a, Basic\""}, NULL, true},
		{{"Bearer error_description=\"insufficient_scope\""}, NULL, true},
		{{"Bearer error=\"insufficient_scope"}, NULL, false}, /* the quote is not closed */
		/* what other servers call it */
		{{"OAuth \"Facebook Platform\" \"invalid_token\" \"Error validating access token\""}, NULL, true},
		{{"Token"}, NULL, true},
		{{"JWT realm=\"api\""}, NULL, true},
		{{"OAuth2 realm=\"WSO2 API Manager\", error=\"invalid_token\""}, NULL, true},
		{{"OAuth2 error=\"insufficient_scope\""}, NULL, false},
		{{"oauthbearertoken realm=\"SCIM\""}, NULL, true}, /* SCIM's name for it (RFC 7643 section 5) */
		{{"OAuth realm='OAuth API', error='invalid_token'"}, NULL, true}, /* grape-doorkeeper */
		{{"OAuth realm='OAuth API', error='insufficient_scope'"}, NULL, false},
		{{"Bearer, error=\"invalid_token\", error_description=\"Invalid or expired access token\""}, NULL, true},
		{{"Bearer error=\"invalid_token\" error_description=\"Access token is expired\""}, NULL, true},
		{{"Bearer error=\"insufficient_scope\" scope=\"a\""}, NULL, false}, /* Kong parts by blanks */
		{{"Bearer resource_metadata=\"https://x.example/.well-known/oauth-protected-resource\""}, NULL, true},
		{{"Bearer"}, "invalid_token", true},
		/* another scheme only */
		{{"Basic realm=\"x\""}, NULL, false},
		{{"Basic realm=\"Bearer\""}, NULL, false},
		{{"Basic realm=\"a, Bearer error=invalid_token\""}, NULL, false},
		{{"Negotiate"}, NULL, false},
		{{"Negotiate, NTLM"}, NULL, false},
		{{"Negotiate YII+/aB=="}, NULL, false},
		{{"Digest realm=\"a\", nonce=\"Bearer\", qop=\"auth,auth-int\", error=\"invalid_token\""}, NULL, false},
		{{"DPoP error=\"invalid_token\", algs=\"ES256\""}, NULL, false},
		{{"DPoP", "Basic"}, NULL, false},
		/* several challenges, in one header or in more */
		{{"Basic realm=\"x\", Bearer realm=\"y\""}, NULL, true},
		{{"Negotiate YII+/aB==, Bearer"}, NULL, true},
		{{"Bearer, Basic realm=\"x\", error=\"insufficient_scope\""}, NULL, true}, /* that error is Basic's */
		{{"Basic realm=\"x\", Bearer error=\"insufficient_scope\""}, NULL, false},
		{{"Basic realm=\"x\"", "Bearer error=\"invalid_token\""}, NULL, true},
		{{"Basic realm=\"x\"", "Digest nonce=\"y\"", "Bearer error=\"insufficient_scope\""}, NULL, false},
		{{"DPoP algs=\"ES256\", error=\"invalid_token\"", "Bearer"}, NULL, true},
		{{"", "Bearer error=\"insufficient_scope\""}, NULL, false},
		/* nonsense */
		{{"=", "\"", "==,=\"a"}, NULL, true},
		{{",,,Basic"}, NULL, false},
	};
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_challenges challenges = {0};
		for (size_t j = 0; j < COUNT(ROWS[i].headers) && ROWS[i].headers[j]; j++) {
			coop_challenges_add(&challenges, coop_view_of(ROWS[i].headers[j]));
		}
		bool curable = coop_challenges_curable(&challenges, coop_view_of(ROWS[i].error));
		CHECK_ROW(curable == ROWS[i].curable, ROWS[i].headers[0] ? ROWS[i].headers[0] : "no header");
	}
}

/* A 403 has to say that it is about the access token. */
static void forbidden(void)
{
	static const struct {
		const char *error, *description;
		bool ended;
	} ROWS[] = {
		{NULL, "Access token expired", true}, /* Netatmo */
		{NULL, "Bad_OAuth_Token", true}, /* Salesforce */
		{"InvalidTokenError", "The provided authentication is not valid for this resource", true}, /* Azure */
		{NULL, "Token expired", true}, /* Wire */
		{"invalid_token", NULL, true},
		{NULL, "The access token has expired.", true},
		{NULL, NULL, false},
		{NULL, "Forbidden", false},
		{"access_denied", "You do not have access", false},
		{"insufficient_scope", NULL, false},
		{NULL, "CSRF token expired", false},
		{NULL, "Invalid CSRF token", false},
		{NULL, "Your invitation token has expired", false},
		{"expired", "Your subscription has expired", false},
	};
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		bool ended = coop_forbidden_token_ended(coop_view_of(ROWS[i].error), coop_view_of(ROWS[i].description));
		const char *name = ROWS[i].description ? ROWS[i].description : ROWS[i].error;
		CHECK_ROW(ended == ROWS[i].ended, name ? name : "nothing");
	}
}

/* Any bytes are read without a step behind their end, which the sanitizer would see. */
static void mutations(void)
{
	static const char HEADER[] = "Basic realm=\"a\\\"b\", Bearer error=\"invalid_token\", x=y==, Negotiate abc==";
	static const char LETTERS[] = "\"\\,= \tBearer";
	uint64_t state = 1;
	for (int i = 0; i < 20000; i++) {
		size_t len = sizeof(HEADER) - 1;
		char *copy = test_mutate(&state, HEADER, &len, LETTERS, sizeof(LETTERS) - 1);
		coop_challenges challenges = {0};
		coop_challenges_add(&challenges, (coop_view){copy, len});
		CHECK(!challenges.bearer || challenges.any);
		free(copy);
	}
}

int main(void)
{
	judgements();
	forbidden();
	mutations();
	return test_result();
}
