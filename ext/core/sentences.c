/* SPDX-License-Identifier: MIT */
#include "sentences.h"

/* ---- Tables ------------------------------------------------------------------------------------------------------ */

/* What a sentence may be about. A subject that is not sure counts only if no other noun stands before it ("access
 * token"), and never if the code is about the client. */
static const struct subject {
	const char *phrase;
	size_t length; /* words */
	bool sure;
} SUBJECTS[] = {
	{"refresh token", 2, true},
	{"refreshtoken", 1, true},
	{"token de actualización", 3, true},
	{"token de refresco", 3, true},
	{"token de atualização", 3, true},
	{"jeton de rafraîchissement", 3, true},
	{"jeton dactualisation", 2, true},
	{"refresh токен", 2, true},
	{"authorization grant", 2, false},
	{"access grant", 2, false},
	{"token", 1, false},
	{"jeton", 1, false},
	{"jwt", 1, false},
	{"grant", 1, false},
	{"session", 1, false},
};

/* FastAPI's tutorial knows no clients, so its credentials are the token. */
static const struct subject CREDENTIALS[] = {{"authentication credentials", 2, false}, {"credentials", 1, false}};

static const char *const DEAD[] = {"invalid", "expired", "revoked", "used", "reused", "reuse", "consumed", "redeemed",
	"unknown", "inactive", "bad", "wrong", "incorrect", "malformed", "corrupt", "corrupted", "deleted", "removed",
	"blacklisted", "blocklisted", "denylisted", "disabled", "deactivated", "terminated", "ended", "canceled",
	"cancelled", "superseded", "replaced", "rotated", "stale", "old", "outdated", "obsolete", "unrecognized",
	"unrecognised", "nonexistent", "invalidated", "compromised", "unusable", "rejected", "mismatch", "mismatched",
	"claimed",
	/* Spanish, Portuguese */ "inválido", "inválida", "invalido", "expirado", "expirada", "expirou", "caducado",
	"caducada", "vencido", "revocado", "revocada", "revogado", "revogada",
	/* French */ "invalide", "expiré", "expirée", "révoqué", "révoquée",
	/* German */ "ungültig", "ungültige", "ungültiger", "ungültiges", "abgelaufen", "abgelaufenes", "abgelaufener",
	"widerrufen",
	/* Italian, Dutch */ "scaduto", "revocato", "ongeldig", "ongeldige", "verlopen",
	/* Polish, Turkish, Indonesian */ "nieprawidłowy", "wygasł", "geçersiz", "kadaluarsa", "kedaluwarsa", "dicabut",
	/* Russian, whose capitals are left as they are */ "недействителен", "недействительный", "Недействительный",
	"истёк", "истек", "просрочен", "отозван", NULL};

/* What a token that works is, or what can be done with it. These count after a "not". */
static const char *const ALIVE[] = {"valid", "active", "found", "find", "known", "recognized", "recognised",
	"recognize", "exist", "exists", "usable", "acceptable", "accepted", "match", "matches", "matched", "decrypt",
	"decrypted", "decode", "decoded", "parse", "parsed", "verify", "verified", "validate", "validated", "validating",
	"located", "locate", "honored", "refreshed", "válido", "valido", "valide", "gültig", "geldig", "encontrado",
	"trouvé", "gefunden", "ditemukan", NULL};

static const char *const NOT[] = {"not", "longer", "no", "never", "cannot", "cant", "couldnt", "isnt", "wasnt", "arent",
	"doesnt", "hasnt", "unable", "failed", "error", "without", "non", "nest", "nicht", "niet", "tidak", NULL};

/* These may stand between the subject and what is said of it. */
static const char *const FILLERS[] = {"the", "a", "an", "this", "that", "your", "its", "it", "is", "was", "are", "be",
	"been", "being", "has", "have", "had", "does", "did", "do", "can", "could", "may", "either", "or", "and", "already",
	"previously", "provided", "supplied", "given", "specified", "presented", "submitted", "sent", "received", "passed",
	"missing", "parameter", "field", "value", "string", "to", "such", "any", "now", "probably", "likely", "once", "for",
	"user", "users", "offline", "online", "current", "permanently", "you", "err",
	/* other languages */ "el", "ha", "es", "está", "sido", "o", "é", "foi", "ou", "le", "est", "été", "plus", "pas",
	"das", "der", "ist", "wurde", "mehr", "il", "stato", "het", "jest", "sudah", "telah", NULL};

/* If one of these follows, the words before it speak of it: "invalid token type", "refresh token: invalid client". */
static const char *const NOUNS[] = {"type", "types", "request", "requests", "endpoint", "url", "uri", "method",
	"exchange", "hint", "flow", "grants", "client", "clients", "scope", "scopes", "access", "error", "gateway",
	"response", "argument", "arguments", "credentials", "header", "headers", "name", "id", NULL};

/* "Not a valid string" speaks of the form of a parameter. */
static const char *const FORMS[] = {
	"string", "integer", "number", "uuid", "dict", "object", "list", "array", "email", "boolean", NULL};

/* "Not valid yet", "used too early": it will be. "Not found in the request": it was not sent. */
static const char *const LATER[] = {"yet", "until", "soon", "early", NULL};
static const char *const SOUGHT[] = {"found", "find", "exist", "exists", NULL};
static const char *const SENT_IN[] = {
	"request", "body", "header", "headers", "payload", "cookie", "cookies", "form", NULL};

/* "Grant type refresh_token" is no token. */
static const char *const NAMES_GRANT[] = {"type", "types", "grant", "grants", "scope", "scopes", NULL};

static const char *const ENDED_PHRASES[] = {
	"requires an active refresh token", /* Shopify */
	"no such refresh token",
	"user has revoked",
	"user may have revoked", /* Amazon */
	"user revoked",
	"revoked by user",
	"revoked by the user",
	"reauthentication is required", /* AWS */
	NULL,
};

/* These are of the client's own assertion if the code is about the client. */
static const char *const ENDED_UNLESS_OF_CLIENT[] = {
	"no such token",
	"signature has expired", /* PyJWT */
	NULL,
};

/* Chinese and Japanese do not part words, and Korean writes endings onto them, so these are looked for within a run. */
static const char *const DEAD_WIDE[] = {"无效", "無效", "無効", "过期", "過期", "期限切れ", "失效", "不存在", "不合法",
	"非法", "已被使用", "已使用", "已撤销", "已过有效期", "期限が切れ", "失効", "見つかりません", "만료되었", "만료된",
	"유효하지", "존재하지", "잘못된", "폐기된", "폐기되었", NULL};
static const char *const NOT_WIDE[] = {"未", "没有", "沒有", NULL};
static const char *const TOKENS_WIDE[] = {"令牌", "權杖", "トークン", "토큰", NULL};

/* With one of these in its clause, a token is the access token, or the client is meant. */
static const char *const OTHERS_WIDE[] = {
	"访问", "存取", "身份", "客户端", "アクセス", "クライアント", "액세스", "엑세스", "클라이언트", NULL};

static bool is_dead(coop_view word)
{
	return coop_word_is_one_of(word, DEAD) ||
		(coop_word_contains_one(word, DEAD_WIDE) && !coop_word_contains_one(word, NOT_WIDE));
}

/* Returns whether the word looks like a value that is quoted: it holds a digit, or is too long for a word. */
static bool is_value(coop_view word)
{
	for (size_t i = 0; i < word.len; i++) {
		if ((unsigned char) word.ptr[i] >= 0x80) {
			return false;
		}
		if (word.ptr[i] >= '0' && word.ptr[i] <= '9') {
			return true;
		}
	}
	return word.len > 20;
}

static bool is_filler(coop_view word)
{
	return coop_word_is_one_of(word, FILLERS) || is_value(word);
}

static bool is_mark(coop_view word, char mark)
{
	return word.len == 1 && word.ptr[0] == mark;
}

/* Returns whether the words at `at` are a noun that takes the words before it for itself. A "grant" does so only as a
 * grant type. */
static bool is_noun_at(const coop_words *words, size_t at)
{
	return at < words->count &&
		(coop_word_is_one_of(words->word[at], NOUNS) || coop_words_have_at(words, at, "grant type") ||
			coop_words_have_at(words, at, "grant types"));
}

static bool is_form_at(const coop_words *words, size_t at)
{
	return at < words->count && coop_word_is_one_of(words->word[at], FORMS);
}

/* Returns whether one of these words comes in what is left of the clause. */
static bool goes_on_with(const coop_words *words, size_t at, const char *const *list)
{
	for (; at < words->count && !is_mark(words->word[at], '.'); at++) {
		if (coop_word_is_one_of(words->word[at], list)) {
			return true;
		}
	}
	return false;
}

/* "refresh token has been revoked", "refresh token is no longer valid", "refresh_token: expired" */
static bool is_ended_behind(const coop_words *words, size_t at)
{
	bool denied = false;
	for (; at < words->count; at++) {
		coop_view word = words->word[at];
		if (coop_word_is_one_of(word, NOT)) {
			denied = true;
		} else if (is_dead(word)) {
			/* "cannot be used" says as much as "used"; "was not used" does not. */
			bool counts = !denied || coop_words_have_at(words, at - 1, "be used");
			return counts && !is_noun_at(words, at + 1) && !goes_on_with(words, at + 1, LATER);
		} else if (coop_word_is_one_of(word, ALIVE)) {
			bool was_sent = !coop_word_is_one_of(word, SOUGHT) || !goes_on_with(words, at + 1, SENT_IN);
			return denied && was_sent && !is_form_at(words, at + 1) && !goes_on_with(words, at + 1, LATER);
		} else if (!is_filler(word) && !is_mark(word, ':')) {
			return false;
		}
	}
	return false;
}

/* "unknown parameter refresh_token" speaks of the request. */
static bool is_filler_before(coop_view word)
{
	static const char *const PLACES[] = {"parameter", "field", NULL};
	return is_filler(word) && !coop_word_is_one_of(word, PLACES);
}

/* Returns whether the words before `at` are the beginning of their clause. */
static bool is_beginning(const coop_words *words, size_t at)
{
	for (; at > 0; at--) {
		coop_view word = words->word[at - 1];
		if (is_mark(word, '.') || is_mark(word, ':')) {
			return true;
		}
		if (!is_filler_before(word) && !is_dead(word)) {
			return false;
		}
	}
	return true;
}

/* "invalid refresh token", "not a valid refresh token", "could not find the refresh token"; but if the subject is not
 * `sure`, not "use it to renew the expired token" */
static bool is_ended_before(const coop_words *words, size_t at, bool sure)
{
	bool alive = false;
	while (at > 0) {
		coop_view word = words->word[--at];
		if (is_dead(word)) {
			bool denied = at > 0 && coop_word_is_one_of(words->word[at - 1], NOT);
			return !alive && !denied && (sure || is_beginning(words, at));
		}
		if (coop_word_is_one_of(word, NOT)) {
			return alive;
		}
		if (coop_word_is_one_of(word, ALIVE)) {
			alive = true;
		} else if (!is_filler_before(word)) {
			return false;
		}
	}
	return false;
}

/* Returns whether the subject at `at` stands for itself, and is no part of a longer name: "grant type refresh_token",
 * "access token". */
static bool is_free(const coop_words *words, size_t at, const struct subject *subject)
{
	size_t before = at;
	while (before > 0 && is_mark(words->word[before - 1], ':')) {
		before--;
	}
	if (before == 0) {
		return true;
	}
	coop_view word = words->word[before - 1];
	if (subject->sure) {
		return !coop_word_is_one_of(word, NAMES_GRANT);
	}
	return before < at || is_mark(word, '.') || is_filler(word) || is_dead(word) || coop_word_is_one_of(word, ALIVE) ||
		coop_word_is_one_of(word, NOT);
}

static bool says_ended_of(const coop_words *words, const struct subject *subject)
{
	for (size_t at = 0; at < words->count; at++) {
		size_t behind = at + subject->length;
		if (!coop_words_have_at(words, at, subject->phrase) || !is_free(words, at, subject)) {
			continue;
		}
		bool is_longer = (is_noun_at(words, behind) && !coop_words_have_at(words, behind, "error")) ||
			coop_words_have_at(words, behind, "grant");
		if (is_ended_behind(words, behind) ||
			(!is_longer && is_ended_before(words, at, subject->sure) && !goes_on_with(words, behind, LATER))) {
			return true;
		}
	}
	return false;
}

/* Returns whether a clause speaks of a token and says that it is dead. The order does not matter: "无效的刷新令牌" and
 * "刷新令牌无效". */
static bool say_ended_wide(const coop_words *words)
{
	bool token = false, dead = false, other = false;
	for (size_t at = 0; at < words->count; at++) {
		coop_view word = words->word[at];
		if (is_mark(word, '.')) {
			token = dead = other = false;
			continue;
		}
		token = token || coop_word_contains_one(word, TOKENS_WIDE);
		other = other || coop_word_contains_one(word, OTHERS_WIDE);
		dead = dead || (coop_word_contains_one(word, DEAD_WIDE) && is_dead(word));
		if (token && dead && !other && (at + 1 == words->count || is_mark(words->word[at + 1], '.'))) {
			return true;
		}
	}
	return false;
}

bool coop_words_say_ended(const coop_words *words, const coop_dialect *dialect, bool of_client)
{
	for (size_t i = 0; i < COOP_COUNT(SUBJECTS); i++) {
		if ((SUBJECTS[i].sure || !of_client) && says_ended_of(words, &SUBJECTS[i])) {
			return true;
		}
	}
	for (size_t i = 0; dialect->detail_errors && i < COOP_COUNT(CREDENTIALS); i++) {
		if (says_ended_of(words, &CREDENTIALS[i])) {
			return true;
		}
	}
	return coop_words_have_one(words, ENDED_PHRASES) || say_ended_wide(words) ||
		(!of_client && coop_words_have_one(words, ENDED_UNLESS_OF_CLIENT));
}
