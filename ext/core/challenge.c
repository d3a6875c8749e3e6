/* SPDX-License-Identifier: MIT */
#include "challenge.h"
#include "words.h"

/* ---- Reading a header -------------------------------------------------------------------------------------------- */

/* Servers write these for the scheme of RFC 6750: OAuth is its name in the drafts (Facebook), OAuth2 that of WSO2,
 * oauthbearertoken that of SCIM (RFC 7643 section 5), Token and JWT are those of widespread frameworks. */
static const char *const BEARER_SCHEMES[] = {"Bearer", "OAuth", "OAuth2", "oauthbearertoken", "Token", "JWT"};

/* Codes that are about the user's rights or the user's login, not about the token. COOP answers access_denied to a request
 * for another user's farm. */
static const char *const DENIALS[] = {
	"insufficient_scope", "insufficient_user_authentication", "access_denied", "OAUTH_SCOPE_MISMATCH" /* Zoho */};

/* In the words of words.h. The first are all that a text says, the others may be a part of it. */
static const char *const ENDED[] = {"invalid token", "invalid token error" /* Azure */, "expired token",
	"token expired" /* Wire */, "token is expired", "token has expired", "bad oauth token" /* Salesforce */, NULL};
static const char *const ENDED_PARTS[] = {"access token expired" /* Netatmo */, "access token is expired",
	"access token has expired", "expired access token", NULL};

static bool is_among(coop_view word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (coop_view_equals_ignoring_case(word, coop_view_of(words[i]))) {
			return true;
		}
	}
	return false;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* The rest of a header that is being read. */
typedef struct reading {
	const char *at, *end;
} reading;

static bool is_at(const reading *r, char c)
{
	return r->at < r->end && *r->at == c;
}

static void skip_spaces(reading *r)
{
	while (r->at < r->end && is_space(*r->at)) {
		r->at++;
	}
}

/* Takes the bytes up to what ends a token. */
static coop_view take_word(reading *r)
{
	const char *start = r->at;
	while (r->at < r->end && !is_space(*r->at) && *r->at != ',' && *r->at != '=' && *r->at != '"') {
		r->at++;
	}
	return (coop_view){start, (size_t) (r->at - start)};
}

/* Takes a quoted string, without its quotes. No code has a character that is quoted by a backslash, so those stay. Some
 * servers write single quotes around a value. */
static coop_view take_quoted(reading *r)
{
	char quote = *r->at;
	const char *start = ++r->at;
	while (r->at < r->end && *r->at != quote) {
		r->at += *r->at == '\\' && r->at + 1 < r->end ? 2 : 1;
	}
	coop_view text = {start, (size_t) (r->at - start)};
	r->at += r->at < r->end ? 1 : 0;
	return text;
}

static coop_view take_value(reading *r)
{
	r->at++; /* the = */
	skip_spaces(r);
	return is_at(r, '"') || is_at(r, '\'') ? take_quoted(r) : take_word(r);
}

static void add_parameter(coop_challenges *challenges, coop_view name, coop_view value)
{
	if (coop_view_equals_ignoring_case(name, COOP_VIEW("error")) && value.len > 0) {
		challenges->has_error = true;
		challenges->denied = challenges->denied || is_among(value, DENIALS, COOP_COUNT(DENIALS));
	}
}

/* A word in front of a = is a parameter's name. A word without one begins a challenge, if it stands at the start or behind
 * a comma; otherwise it is the one value that some schemes have in place of parameters. */
void coop_challenges_add(coop_challenges *challenges, coop_view header)
{
	reading r = {header.ptr, header.ptr + header.len};
	bool about_bearer = false, begins = true;
	while (r.at < r.end) {
		if (is_space(*r.at) || *r.at == ',') {
			begins = begins || *r.at == ',';
			r.at++;
			continue;
		}
		if (*r.at == '"') {
			(void) take_quoted(&r);
			begins = false;
			continue;
		}
		coop_view word = take_word(&r);
		skip_spaces(&r);
		if (is_at(&r, '=')) {
			coop_view value = take_value(&r);
			if (about_bearer) {
				add_parameter(challenges, word, value);
			}
		} else if (begins) {
			about_bearer = is_among(word, BEARER_SCHEMES, COOP_COUNT(BEARER_SCHEMES));
			challenges->any = true;
			challenges->bearer = challenges->bearer || about_bearer;
		}
		begins = false;
	}
}

/* ---- What it means ----------------------------------------------------------------------------------------------- */

bool coop_challenges_curable(const coop_challenges *challenges, coop_view error)
{
	if (challenges->any && !challenges->bearer) {
		return false;
	}
	return !challenges->denied && (challenges->has_error || !is_among(error, DENIALS, COOP_COUNT(DENIALS)));
}

static bool says_ended(coop_view text)
{
	coop_words words;
	coop_words_of(&words, text);
	return coop_words_are_one(&words, ENDED) || coop_words_have_one(&words, ENDED_PARTS);
}

bool coop_forbidden_token_ended(coop_view error, coop_view description)
{
	return says_ended(error) || says_ended(description);
}
