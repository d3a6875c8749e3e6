/* SPDX-License-Identifier: MIT */
#include "refusal.h"
#include "sentences.h"

/* All tables are in the words of words.h: small letters, parted by blanks, so that invalid_grant, InvalidGrant and
 * "Invalid grant" are one entry. Codes are compared with the whole code, or with a description that is nothing else. */

/* ---- Codes ------------------------------------------------------------------------------------------------------- */

static const char *const ENDED_CODES[] = {
	"invalid grant",
	"bad refresh token", /* GitHub, HubSpot */
	"invalid refresh token", /* PayPal, Slack, Firebase */
	"refresh token invalid",
	"refresh token expired",
	"expired refresh token",
	"refresh token not found", /* Supabase */
	"refresh token already used",
	"refresh token revoked",
	"invalid token",
	"token invalid",
	"expired token", /* Baidu */
	"token expired", /* Slack, Firebase */
	"token revoked", /* Slack */
	"token inactive", /* Hydra */
	"token not valid", /* Django's Simple JWT */
	"token not found",
	"invalid code", /* Zoho's for a refresh token */
	"session not found", /* Supabase */
	"session expired",
	"inactive user", /* Salesforce */
	"account inactive", /* Slack */
	"inactive account", /* Follow Up Boss */
	"account disabled",
	"account deactivated",
	"account suspended",
	"account deleted",
	"user disabled", /* Firebase */
	"user deactivated",
	"user suspended",
	"user deleted",
	"user not found",
	"user credentials changed", /* AWS */
	"authorization revoked",
	"authorization expired",
	"consent revoked",
	"consent expired",
	"interaction required", /* Microsoft, and OpenID Connect */
	"login required",
	"consent required",
	"account selection required",
	"mfa required", /* Auth0 */
	"reauth required",
	"reauthorization required",
	"invalid rapt", /* Google: the person has to sign in anew */
	NULL,
};

static const char *const CLIENT_CODES[] = {
	"invalid client",
	"invalid client id", /* Slack */
	"invalid client secret", /* Zoho, Twitch */
	"bad client secret", /* Slack */
	"incorrect client credentials", /* GitHub */
	"invalid client credentials",
	"bad client credentials",
	"client authentication failed",
	"unsupported grant type",
	"invalid grant type", /* Slack */
	NULL,
};

/* A server's own failure, if the status does not tell it. */
static const char *const SERVER_ERRORS[] = {
	"internal error",
	"internal failure",
	"internal server error",
	"fatal error", /* Slack */
	"server error",
	"unexpected error",
	"unknown error",
	"backend error",
	NULL,
};

/* ---- Phrases of "not now" ---------------------------------------------------------------------------------------- */

/* These words also take an invalid_grant back, since they say that the token itself is good. */
static const char *const LIMITED[] = {
	"rate limit",
	"rate limits",
	"rate limited",
	"rate limiting",
	"ratelimit",
	"ratelimited",
	"rate exceeded", /* Salesforce */
	"too many requests",
	"too many calls",
	"too many refresh",
	"too many token requests",
	"too frequent",
	"too frequently",
	"too often",
	"call limited", /* Taobao */
	"request loop", /* Microsoft's AADSTS50196 */
	NULL,
};

static const char *const IN_PROGRESS[] = {
	"being processed", /* Salesforce, eBay */
	"being refreshed",
	"being used",
	"in progress",
	"concurrent request",
	"concurrent requests", /* Hydra */
	"concurrent refresh",
	"temporarily",
	NULL,
};

/* Weaker words: they count if nothing says that the login has ended. */
static const char *const ALSO_LIMITED[] = {
	"quota",
	"throttle",
	"throttled",
	"throttling",
	"slow down",
	"request limit",
	"limit exceeded",
	"limit reached",
	"limit has been reached",
	"reach limit", /* WeChat */
	NULL,
};

static const char *const BUSY[] = {
	"busy",
	"system error", /* WeChat */
	"remote service error", /* Taobao */
	"try later",
	"retry later",
	"retry your request", /* Feishu */
	"retry the request", /* Hydra */
	"please retry",
	"please wait",
	NULL,
};

/* With a status of 500 or more these say no more than the status does. */
static const char *const BUSY_BELOW_500[] = {
	"unavailable",
	"maintenance",
	"overloaded",
	"over capacity",
	"request timed out",
	"operation timed out",
	NULL,
};

/* Chinese does not part words. */
static const char *const LIMITED_WIDE[] = {"频繁", "过多请求", "頻繁", "超限", NULL};
static const char *const BUSY_WIDE[] = {"繁忙", "稍后", "稍候", "稍後", NULL};

/* A wall between us and the server says nothing of a login, even if it speaks JSON as the server does. */
static const char *const WALL[] = {
	"waf", /* AWS */
	"firewall",
	"captcha",
	"request blocked",
	"request was blocked",
	"request has been blocked",
	"browsers signature", /* Cloudflare */
	NULL,
};

/* ---- What the site knows ----------------------------------------------------------------------------------------- */

static bool contains_ignoring_case(coop_view text, coop_view part)
{
	for (size_t at = 0; part.len > 0 && at + part.len <= text.len; at++) {
		if (coop_view_equals_ignoring_case((coop_view){text.ptr + at, part.len}, part)) {
			return true;
		}
	}
	return false;
}

static bool is_ended_for_site(const coop_refused_answer *answer)
{
	for (size_t i = 0; i < answer->ended_error_count; i++) {
		coop_view known = answer->ended_errors[i];
		if ((answer->error.ptr && coop_view_equals_ignoring_case(answer->error, known)) ||
			(answer->description.ptr && contains_ignoring_case(answer->description, known))) {
			return true;
		}
	}
	return false;
}

/* ---- The verdict ------------------------------------------------------------------------------------------------- */

typedef struct refusal_texts {
	coop_words error;
	coop_words description;
} refusal_texts;

static bool either_has(const refusal_texts *texts, const char *const *phrases)
{
	return coop_words_have_one(&texts->error, phrases) || coop_words_have_one(&texts->description, phrases);
}

static bool either_contains(const refusal_texts *texts, const char *const *parts)
{
	return coop_words_contain_one(&texts->error, parts) || coop_words_contain_one(&texts->description, parts);
}

static bool either_is(const refusal_texts *texts, const char *const *phrases)
{
	return coop_words_are_one(&texts->error, phrases) || coop_words_are_one(&texts->description, phrases);
}

static bool is_ended(const coop_refused_answer *answer, const refusal_texts *texts)
{
	static const char *const REVOKED[] = {"revoked", NULL};
	if ((either_has(texts, LIMITED) || either_has(texts, IN_PROGRESS)) && !either_has(texts, REVOKED)) {
		return false;
	}
	bool of_client = either_is(texts, CLIENT_CODES);
	return coop_words_are_one(&texts->error, ENDED_CODES) ||
		(!of_client && coop_words_are_one(&texts->description, ENDED_CODES)) ||
		coop_words_say_ended(&texts->error, answer->dialect, of_client) ||
		coop_words_say_ended(&texts->description, answer->dialect, of_client);
}

static bool is_server_error(const coop_refused_answer *answer, const refusal_texts *texts)
{
	if (answer->status == 401 || answer->status == 403) {
		return false;
	}
	return coop_words_are(&texts->error, "server error") || (answer->status < 500 && either_is(texts, SERVER_ERRORS));
}

/* Returns whether the server asks for another try, and not for something else first: "sign in and try again". */
static bool asks_for_another_try(const coop_words *words)
{
	static const char *const FIRST[] = {"and", "or", "then", "to", NULL};
	for (size_t at = 0; at < words->count; at++) {
		if (coop_words_have_at(words, at, "try again") &&
			!(at > 0 && coop_word_is_one_of(words->word[at - 1], FIRST))) {
			return true;
		}
	}
	return false;
}

static bool is_busy(const coop_refused_answer *answer, const refusal_texts *texts)
{
	return answer->status == 409 || answer->status == 425 || either_has(texts, IN_PROGRESS) ||
		either_has(texts, BUSY) || either_contains(texts, BUSY_WIDE) ||
		(answer->status < 500 && either_has(texts, BUSY_BELOW_500)) || asks_for_another_try(&texts->error) ||
		asks_for_another_try(&texts->description) || is_server_error(answer, texts);
}

static bool is_limited(const coop_refused_answer *answer, const refusal_texts *texts)
{
	return answer->status == 429 || (answer->has_retry_after && answer->status != 503) || either_has(texts, LIMITED) ||
		either_has(texts, ALSO_LIMITED) || either_contains(texts, LIMITED_WIDE);
}

coop_refusal coop_refusal_of(const coop_refused_answer *answer)
{
	int status = answer->status;
	refusal_texts texts;
	coop_words_of(&texts.error, answer->error);
	coop_words_of(&texts.description, answer->description);
	if (is_ended_for_site(answer) || is_ended(answer, &texts)) {
		return COOP_REFUSAL_ENDED;
	}
	if (is_limited(answer, &texts)) {
		return COOP_REFUSAL_LIMITED;
	}
	if (is_busy(answer, &texts)) {
		return COOP_REFUSAL_BUSY;
	}
	if (status == 408 || status == 499 || status >= 500) {
		return COOP_REFUSAL_UNCLEAR;
	}
	if (either_is(&texts, CLIENT_CODES)) {
		return COOP_REFUSAL_CLIENT;
	}
	return answer->holds_error && !either_has(&texts, WALL) ? COOP_REFUSAL_SAID : COOP_REFUSAL_MUTE;
}
