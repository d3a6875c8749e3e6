/* SPDX-License-Identifier: MIT */
#include "token_answer.h"

static bool is_control(unsigned char byte)
{
	return byte < 0x20 || byte == 0x7F;
}

/* ---- Usable tokens ----------------------------------------------------------------------------------------------- */

static bool is_absent(const coop_field *field)
{
	return field->kind == COOP_FIELD_ABSENT || field->kind == COOP_FIELD_NULL ||
		(field->kind == COOP_FIELD_TEXT && field->text.len == 0);
}

/* Returns the text of an optional member, or a view with NULL if the member is anything else. */
static coop_view text_of(const coop_field *field)
{
	return field->kind == COOP_FIELD_TEXT && field->text.len > 0 ? field->text : COOP_VIEW_NONE;
}

/* Documents show such texts where a token belongs, and test servers send what documents show. */
static bool is_placeholder(coop_view text)
{
	return text.len >= 2 && text.ptr[0] == '<' && text.ptr[text.len - 1] == '>';
}

static const char *access_token_problem(const coop_field *field)
{
	if (is_absent(field)) {
		return "has no access_token";
	}
	if (field->kind != COOP_FIELD_TEXT || field->text.len > COOP_TOKEN_ANSWER_MAXIMUM) {
		return "has an access_token that is not a usable text";
	}
	if (is_placeholder(field->text)) {
		return "has a placeholder as access_token";
	}
	for (size_t i = 0; i < field->text.len; i++) {
		if (field->text.ptr[i] < 0x21 || field->text.ptr[i] > 0x7E) {
			return "has an access_token that cannot be sent in a header";
		}
	}
	return NULL;
}

/* Servers write many words where Bearer belongs (BearerToken, bot, user, JWT, User Access Token, ...), and their APIs take
 * such a token as Bearer. A token of one of these types is bound to a key, or is no access token (RFC 8693). */
static const char *token_type_problem(const coop_field *field)
{
	static const char *const OTHERS[] = {"mac", "DPoP", "pop", "N_A"};
	for (size_t i = 0; field->kind == COOP_FIELD_TEXT && i < COOP_COUNT(OTHERS); i++) {
		if (coop_view_equals_ignoring_case(coop_view_trim(field->text), coop_view_of(OTHERS[i]))) {
			return "has a token_type that is not Bearer";
		}
	}
	return NULL;
}

static const char *refresh_token_problem(const coop_field *field)
{
	if (is_absent(field)) {
		return NULL;
	}
	if (field->kind != COOP_FIELD_TEXT || field->text.len > COOP_TOKEN_ANSWER_MAXIMUM) {
		return "has a refresh_token that is not a usable text";
	}
	if (is_placeholder(field->text)) {
		return "has a placeholder as refresh_token";
	}
	for (size_t i = 0; i < field->text.len; i++) {
		if (is_control((unsigned char) field->text.ptr[i])) {
			return "has a refresh_token with a control character";
		}
	}
	return NULL;
}

/* ---- The expiry -------------------------------------------------------------------------------------------------- */

static bool whole_of(const coop_field *field, int64_t *whole)
{
	switch (field->kind) {
		case COOP_FIELD_TEXT:
			return coop_whole_of_text(field->text, whole);
		case COOP_FIELD_INTEGER:
			*whole = field->integer;
			return true;
		case COOP_FIELD_NUMBER:
			return coop_whole_of_number(field->number, whole);
		case COOP_FIELD_ABSENT:
		case COOP_FIELD_NULL:
		case COOP_FIELD_UNUSABLE:
			break;
	}
	return false;
}

/* Reads a lifetime, or a timestamp in its place, which is larger than any lifetime. */
static bool read_lifetime(const coop_field *field, coop_instant now, coop_instant *at, bool *odd)
{
	int64_t number;
	bool is_number = whole_of(field, &number);
	if (is_number && number > 0 && number <= COOP_LIFETIME_MAXIMUM) {
		*at = coop_instant_add(now, number);
		return true;
	}
	*odd = *odd || field->kind != COOP_FIELD_ABSENT;
	return is_number && number > COOP_LIFETIME_MAXIMUM && coop_instant_of_timestamp(number, now, at);
}

static bool read_instant(const coop_field *field, coop_instant now, coop_instant *at)
{
	int64_t number;
	if (whole_of(field, &number)) {
		return number > COOP_LIFETIME_MAXIMUM && coop_instant_of_timestamp(number, now, at);
	}
	if (field->kind != COOP_FIELD_TEXT) {
		return false;
	}
	coop_expiry expiry = coop_expiry_parse(field->text);
	*at = expiry.instant;
	return expiry.form != COOP_EXPIRY_UNKNOWN && coop_instant_of_timestamp(expiry.instant, now, at);
}

/* Reads the exp of a JWT (RFC 7519 section 4.1.4). If it has passed, the token ends now. */
static bool read_jwt_expiry(const coop_field *exp, coop_instant now, coop_instant *at)
{
	int64_t number;
	if (exp->kind == COOP_FIELD_TEXT || !whole_of(exp, &number)) {
		return false;
	}
	*at = number > now ? number : now;
	return number <= coop_instant_add(now, COOP_LIFETIME_MAXIMUM);
}

/* Reads expires_in_sec and expires_in, of which the first one counts. */
static bool read_lifetimes(const coop_token_fields *fields, coop_instant now, coop_instant *at, bool *odd)
{
	coop_instant other;
	bool known = read_lifetime(&fields->expires_in_sec, now, at, odd);
	bool other_known = read_lifetime(&fields->expires_in, now, &other, odd);
	if (known && other_known) {
		*odd = *odd || other != *at;
	} else if (other_known) {
		*at = other;
	}
	return known || other_known;
}

static void fill_expiry(const coop_token_fields *fields, coop_instant now, coop_token_answer *answer)
{
	bool odd = false;
	coop_instant at = 0, timestamp;
	bool known = read_jwt_expiry(&fields->expiry_in_access_token, now, &at);
	if (!known) {
		known = read_lifetimes(fields, now, &at, &odd);
		if (!read_instant(&fields->expires_at, now, &timestamp)) {
			odd = odd || (!known && !is_absent(&fields->expires_at));
		} else if (!known) {
			known = true;
			at = timestamp;
		} else if (timestamp > now && (at - now) / 100 > timestamp - now) {
			at = timestamp; /* expires_in was in milliseconds */
			odd = true;
		}
	}
	answer->expiry_known = known;
	answer->expires_at = at;
	answer->odd |= odd ? COOP_ODD_EXPIRES_IN : 0;
}

/* ---- The verdict ------------------------------------------------------------------------------------------------- */

static void fill_tokens(const coop_token_fields *fields, coop_instant received_at, coop_token_answer *answer)
{
	bool unused = false;
	answer->verdict = COOP_TOKEN_VERDICT_TOKENS;
	answer->access_token = fields->access_token.text;
	answer->id_token = text_of(&fields->id_token);
	answer->scope = text_of(&fields->scope);
	answer->token_type = text_of(&fields->token_type);
	if (is_absent(&fields->token_type)) {
		answer->odd |= COOP_ODD_TOKEN_TYPE_MISSING;
	} else if (!coop_view_equals_ignoring_case(answer->token_type, COOP_VIEW("Bearer"))) {
		answer->odd |= COOP_ODD_TOKEN_TYPE;
	}
	if (!answer->token_type.ptr) {
		answer->token_type = COOP_VIEW("Bearer");
	}
	if (answer->error.ptr) {
		answer->odd |= COOP_ODD_ERROR_BESIDE_TOKENS;
	}
	fill_expiry(fields, received_at, answer);
	answer->refresh_expiry_known =
		read_lifetime(&fields->refresh_expires_in, received_at, &answer->refresh_token_expires_at, &unused);
}

void coop_token_answer_judge(
	const coop_token_fields *fields, int status, coop_instant received_at, coop_token_answer *answer)
{
	*answer = (coop_token_answer){
		.verdict = COOP_TOKEN_VERDICT_ERROR,
		.error = text_of(&fields->error),
		.error_description = text_of(&fields->error_description),
		.error_uri = text_of(&fields->error_uri),
	};
	if (status < 200 || status > 299) {
		return;
	}
	const char *refresh_problem = refresh_token_problem(&fields->refresh_token);
	const char *access_problem = access_token_problem(&fields->access_token);
	if (!access_problem) {
		access_problem = token_type_problem(&fields->token_type);
	}
	if (!refresh_problem) {
		answer->refresh_token = text_of(&fields->refresh_token);
	}
	if (!access_problem && !refresh_problem) {
		fill_tokens(fields, received_at, answer);
	} else if (!(answer->error.ptr || fields->holds_error) || !access_problem || answer->refresh_token.ptr) {
		/* One good token stands beside the error, so the server may have replaced the refresh token. */
		answer->verdict = COOP_TOKEN_VERDICT_UNUSABLE;
		answer->problem = refresh_problem ? refresh_problem : access_problem;
	}
}

/* ---- The salvage scan -------------------------------------------------------------------------------------------- */

/* strchr() alone would find a NUL in every set. */
static bool is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c);
}

static void skip(coop_view *rest, size_t count)
{
	rest->ptr += count;
	rest->len -= count;
}

static bool take(coop_view *rest, coop_view expected)
{
	if (!coop_view_starts_with(*rest, expected)) {
		return false;
	}
	skip(rest, expected.len);
	return true;
}

/* Moves `rest` behind the next `mark`, or to the end if there is none. */
static void skip_behind(coop_view *rest, coop_view mark)
{
	const char *found = memmem(rest->ptr, rest->len, mark.ptr, mark.len);
	skip(rest, found ? (size_t) (found - rest->ptr) + mark.len : rest->len);
}

static void skip_blanks_and_comments(coop_view *rest)
{
	for (;;) {
		if (rest->len > 0 && coop_is_blank(rest->ptr[0])) {
			skip(rest, 1);
		} else if (take(rest, COOP_VIEW("/*"))) {
			skip_behind(rest, COOP_VIEW("*/"));
		} else if (take(rest, COOP_VIEW("//"))) {
			skip_behind(rest, COOP_VIEW("\n"));
		} else {
			return;
		}
	}
}

/* Returns whether a member whose name has this quote can begin at `at` in `body`: at the start of the body or of a
 * line, or behind '{', ',', a comment, or the closing quote of a member whose comma was forgotten. So the name is left
 * alone where it is a part of another text, and so is one with an escaped quote. */
static bool can_begin_member(coop_view body, size_t at, char quote)
{
	while (at > 0 && coop_is_blank(body.ptr[at - 1])) {
		if (body.ptr[--at] == '\n') {
			return true;
		}
	}
	if (at == 0) {
		return true;
	}
	char before = body.ptr[at - 1];
	return before == '{' || before == ',' || before == quote || (before == '/' && at > 1 && body.ptr[at - 2] == '*');
}

/* Moves `at` behind the colon of the next member named refresh_token. `at` never goes back, so that all calls together
 * take a time linear in the length of the body. */
static bool next_member(coop_view body, size_t *at)
{
	static const char NAME[] = "refresh_token";
	const size_t length = sizeof(NAME) - 1;
	for (;;) {
		const char *found = memmem(body.ptr + *at, body.len - *at, NAME, length);
		if (!found) {
			return false;
		}
		size_t start = (size_t) (found - body.ptr);
		*at = start + length;
		char quote = start > 0 ? found[-1] : '\0';
		if ((quote != '"' && quote != '\'') || *at == body.len || found[length] != quote) {
			continue;
		}
		coop_view rest = {found + length + 1, body.len - *at - 1};
		skip_blanks_and_comments(&rest);
		bool colon = take(&rest, COOP_VIEW(":"));
		*at = body.len - rest.len;
		if (colon && can_begin_member(body, start - 1, quote)) {
			return true;
		}
	}
}

/* Takes four hex digits. */
static bool take_code_unit(coop_view *rest, unsigned *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		if (rest->len == 0) {
			return false;
		}
		char c = rest->ptr[0];
		char letter = (char) (c | 0x20);
		if (c >= '0' && c <= '9') {
			*unit = *unit * 16 + (unsigned) (c - '0');
		} else if (letter >= 'a' && letter <= 'f') {
			*unit = *unit * 16 + (unsigned) (letter - 'a' + 10);
		} else {
			return false;
		}
		skip(rest, 1);
	}
	return true;
}

static bool append_utf8(coop_buffer *out, unsigned code)
{
	char bytes[4];
	size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	static const unsigned char FIRST[5] = {0, 0, 0xC0, 0xE0, 0xF0};
	for (size_t i = length; i-- > 1; code >>= 6) {
		bytes[i] = (char) (0x80 | (code & 0x3F));
	}
	bytes[0] = (char) (FIRST[length] | code);
	return coop_buffer_append(out, (coop_view){bytes, length});
}

/* Takes what follows a backslash. An escape of a control character is refused, since no token holds one. */
static bool take_escape(coop_view *rest, coop_buffer *out)
{
	unsigned code, low;
	if (!take(rest, COOP_VIEW("u"))) {
		if (rest->len == 0 || !is_one_of(rest->ptr[0], "\"'\\/")) {
			return false;
		}
		char byte = rest->ptr[0];
		skip(rest, 1);
		return coop_buffer_append_byte(out, byte);
	}
	if (!take_code_unit(rest, &code)) {
		return false;
	}
	if (code >= 0xD800 && code <= 0xDFFF) {
		bool pair = code < 0xDC00 && take(rest, COOP_VIEW("\\u")) && take_code_unit(rest, &low);
		if (!pair || low < 0xDC00 || low > 0xDFFF) {
			return false;
		}
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
	}
	return !(code < 0x80 && is_control((unsigned char) code)) && append_utf8(out, code);
}

/* Takes a text in quotes. The member must end behind the closing quote, or else that quote was a part of the text. */
static bool take_quoted(coop_view rest, coop_buffer *out)
{
	char quote = rest.ptr[0];
	skip(&rest, 1);
	while (rest.len > 0 && rest.ptr[0] != quote) {
		char byte = rest.ptr[0];
		skip(&rest, 1);
		bool taken = byte == '\\' ? take_escape(&rest, out)
								  : !is_control((unsigned char) byte) && coop_buffer_append_byte(out, byte);
		if (!taken) {
			return false;
		}
	}
	if (rest.len == 0) {
		return false; /* the body was cut off */
	}
	skip(&rest, 1);
	if (is_placeholder(coop_buffer_view(out))) {
		return false;
	}
	while (rest.len > 0 && is_one_of(rest.ptr[0], " \t")) {
		skip(&rest, 1);
	}
	return rest.len == 0 || is_one_of(rest.ptr[0], ",}\r\n") || coop_view_starts_with(rest, COOP_VIEW("/*")) ||
		coop_view_starts_with(rest, COOP_VIEW("//"));
}

#define BARE_TOKEN_MINIMUM 20 /* characters */

/* Returns whether `word` looks like a token: like a JWT, or random. So a word of a document or of a program (null, Offline,
 * YOUR_REFRESH_TOKEN, 1700000000) is none. */
static bool looks_like_token(coop_view word)
{
	size_t dots = 0, letters = 0, digits = 0;
	for (size_t i = 0; i < word.len; i++) {
		char c = word.ptr[i], lower = (char) (c | 0x20);
		dots += c == '.';
		digits += c >= '0' && c <= '9';
		letters += lower >= 'a' && lower <= 'z';
		if (!(c >= '0' && c <= '9') && !(lower >= 'a' && lower <= 'z') && !is_one_of(c, "._-")) {
			return false;
		}
	}
	return (dots == 2 && coop_view_starts_with(word, COOP_VIEW("eyJ"))) ||
		(word.len >= BARE_TOKEN_MINIMUM && letters > 0 && digits > 0);
}

/* Takes a value whose quotes, or whose opening quote, were forgotten. The value has to end before the body does, since
 * at the end of the body it may be cut off. */
static bool take_bare(coop_view rest, coop_buffer *out)
{
	coop_view word = {rest.ptr, 0};
	while (word.len < rest.len && !coop_is_blank(rest.ptr[word.len]) && !is_one_of(rest.ptr[word.len], ",}")) {
		word.len++;
	}
	if (word.len == rest.len) {
		return false;
	}
	if (word.len > 0 && is_one_of(word.ptr[word.len - 1], "\"'")) {
		word.len--;
	}
	return looks_like_token(word) && coop_buffer_append(out, word);
}

bool coop_salvage_refresh_token(coop_view body, coop_buffer *refresh_token)
{
	size_t at = 0;
	coop_buffer token;
	if (body.len == 0 || !next_member(body, &at)) {
		return false;
	}
	coop_view value = {body.ptr + at, body.len - at};
	if (next_member(body, &at)) {
		return false;
	}
	skip_blanks_and_comments(&value);
	if (value.len == 0) {
		return false;
	}
	coop_buffer_init(&token, COOP_TOKEN_ANSWER_MAXIMUM);
	bool found = is_one_of(value.ptr[0], "\"'") ? take_quoted(value, &token) : take_bare(value, &token);
	found = found && token.len > 0 && coop_buffer_append(refresh_token, coop_buffer_view(&token));
	coop_buffer_clear(&token);
	return found;
}
