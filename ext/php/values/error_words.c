/* SPDX-License-Identifier: MIT */
#include "error_words.h"
#include "convert.h"

#include "zend_smart_str.h"

#define DEPTH_MAXIMUM 3 /* {"error": {"detail": {"message": ...}}} */
#define SENTENCES_MAXIMUM 5 /* of a list of errors */
#define SENTENCES_LENGTH_MAXIMUM 1024 /* bytes, after which no further sentence is added */
#define REPLACEMENT_CHARACTER "\xef\xbf\xbd"

/* ---- Names and values -------------------------------------------------------------------------------------------- */

/* Names are compared without their case, underscores and dashes: "errorcode" stands for ErrorCode and error_code. The
 * first of a list that is there counts. */
static const char *const CODES[] = {
	"error", "errcode", "errorcode", "subcode", "code", "errortype", "err", "type", "status", NULL};
static const char *const WORDS[] = {"errordescription", "errormessage", "message", "msg", "errmsg", "errormsg",
	"detail", "details", "description", "errorsummary", "errordetail", "reason", "faultstring", "title", "hint",
	"messages", "defaultmessage", "nonfielderrors", NULL};
/* Those that tell an error even in a 2xx answer. */
static const char *const SURE_WORDS[] = {
	"errordescription", "errormessage", "message", "msg", "errmsg", "errormsg", "detail", NULL};
static const char *const NESTED[] = {"fault", "data", "body", "meta", "response", "result", NULL};

/* These mark an answer as an error, and say nothing. */
static const char *const FAILING[] = {"error", "err", "fail", "failed", "failure", "false", "true", "ko", "nok", NULL};
static const char *const FINE[] = {"ok", "okay", "success", "successful", "succeeded", "done", "none", NULL};

bool php_coop_is_damaged(const zend_string *text)
{
	return zend_memnstr(ZSTR_VAL(text), REPLACEMENT_CHARACTER, strlen(REPLACEMENT_CHARACTER),
			   ZSTR_VAL(text) + ZSTR_LEN(text)) != NULL;
}

static bool is_named(const zend_string *key, const char *name)
{
	for (const char *c = ZSTR_VAL(key); *c; c++) {
		if (*c != '_' && *c != '-') {
			if (zend_tolower_ascii(*c) != *name) {
				return false;
			}
			name++;
		}
	}
	return *name == '\0';
}

static zval *find(HashTable *object, const char *name)
{
	zend_string *key;
	zval *value = zend_hash_str_find(object, name, strlen(name));
	if (value) {
		return value;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL(object, key, value) {
		if (key && is_named(key, name)) {
			return value;
		}
	}
	ZEND_HASH_FOREACH_END();
	return NULL;
}

static bool is_one_of(const zend_string *text, const char *const *list)
{
	for (; *list; list++) {
		if (coop_view_equals_ignoring_case(php_coop_view(text), coop_view_of(*list))) {
			return true;
		}
	}
	return false;
}

static bool is_text(const zval *value)
{
	return value && Z_TYPE_P(value) == IS_STRING && Z_STRLEN_P(value) > 0 && !php_coop_is_damaged(Z_STR_P(value));
}

/* Returns whether a number means that all is well, or is the HTTP status once more. */
static bool is_no_code(zend_long number)
{
	return number == 0 || (number >= 200 && number <= 299) || (number >= 400 && number <= 599);
}

/* Returns a code as a text; owned; NULL if the value is no code. */
static zend_string *code_of(const zval *value)
{
	if (Z_TYPE_P(value) == IS_LONG) {
		return is_no_code(Z_LVAL_P(value)) ? NULL : zend_long_to_str(Z_LVAL_P(value));
	}
	if (!is_text(value)) {
		return NULL;
	}
	const char *text = Z_STRVAL_P(value);
	zend_string *string = Z_STR_P(value);
	bool is_number = strspn(text, "0123456789") == ZSTR_LEN(string) && is_no_code(ZEND_STRTOL(text, NULL, 10));
	bool is_url = strstr(text, "://") || strncmp(text, "about:", strlen("about:")) == 0;
	bool says_nothing = is_number || is_url || is_one_of(string, FAILING) || is_one_of(string, FINE);
	return says_nothing ? NULL : zend_string_copy(string);
}

/* ---- Sentences --------------------------------------------------------------------------------------------------- */

static void append_part(smart_str *text, const char *between, const zend_string *part)
{
	if (text->s && ZSTR_LEN(text->s) > 0) {
		smart_str_appends(text, between);
	}
	smart_str_append(text, part);
}

/* Appends the name of the field that an error is about: FastAPI's list `loc`, or `resource` and `field` (Strava). */
static void append_place(smart_str *text, HashTable *error)
{
	static const char *const NAMES[] = {"resource", "field", "param", "parameter", "property", "attribute", NULL};
	zval *loc = find(error, "loc"), *step;
	if (loc && Z_TYPE_P(loc) == IS_ARRAY) {
		ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(loc), step) {
			if (is_text(step)) {
				append_part(text, ".", Z_STR_P(step));
			}
		}
		ZEND_HASH_FOREACH_END();
	}
	for (const char *const *name = NAMES; *name; name++) {
		step = find(error, *name);
		if (is_text(step)) {
			append_part(text, ".", Z_STR_P(step));
		}
	}
}

/* Returns the first text among these members; borrowed; NULL if there is none. */
static zend_string *first_text(HashTable *object, const char *const *names)
{
	for (; *names; names++) {
		const zval *value = find(object, *names);
		if (is_text(value)) {
			return Z_STR_P(value);
		}
	}
	return NULL;
}

/* GraphQL: {"message": "Invalid data.", "extensions": {"errorDescription": "The refresh token has expired."}} */
static HashTable *extensions_of(zval *error)
{
	zval *extensions = Z_TYPE_P(error) == IS_ARRAY ? find(Z_ARRVAL_P(error), "extensions") : NULL;
	return extensions && Z_TYPE_P(extensions) == IS_ARRAY ? Z_ARRVAL_P(extensions) : NULL;
}

/* Returns what one error of a list says, such as "body.refresh_token: Field required"; owned; NULL if nothing. */
static zend_string *sentence_of(zval *error)
{
	if (is_text(error)) {
		return zend_string_copy(Z_STR_P(error));
	}
	if (Z_TYPE_P(error) != IS_ARRAY) {
		return NULL;
	}
	smart_str text = {0};
	append_place(&text, Z_ARRVAL_P(error));
	zend_string *words = first_text(Z_ARRVAL_P(error), WORDS);
	words = words ? words : first_text(Z_ARRVAL_P(error), CODES);
	if (words) {
		append_part(&text, ": ", words);
	}
	HashTable *extensions = extensions_of(error);
	zend_string *more = extensions ? first_text(extensions, WORDS) : NULL;
	if (more) {
		append_part(&text, ": ", more);
	}
	return text.s ? smart_str_extract(&text) : NULL;
}

/* Appends the sentences of a list, or of an object by field: {"refresh_token": ["is invalid"]}. */
static void append_sentences(smart_str *text, HashTable *errors)
{
	int count = 0;
	zend_string *field;
	zval *error;
	ZEND_HASH_FOREACH_STR_KEY_VAL(errors, field, error) {
		if (count++ == SENTENCES_MAXIMUM || (text->s && ZSTR_LEN(text->s) > SENTENCES_LENGTH_MAXIMUM)) {
			return;
		}
		zval *first = field && Z_TYPE_P(error) == IS_ARRAY ? zend_hash_index_find(Z_ARRVAL_P(error), 0) : NULL;
		zend_string *sentence = sentence_of(first ? first : error);
		if (sentence) {
			if (field) {
				append_part(text, "; ", field);
			}
			append_part(text, field ? ": " : "; ", sentence);
			zend_string_release(sentence);
		}
	}
	ZEND_HASH_FOREACH_END();
}

/* ---- The search -------------------------------------------------------------------------------------------------- */

static void look(HashTable *object, int depth, php_coop_error_words *words);

/* Takes the first code among these members, if there is none yet. */
static void take_code(HashTable *object, const char *const *names, php_coop_error_words *words)
{
	for (; *names && !words->code; names++) {
		const zval *value = find(object, *names);
		bool is_status = value && Z_TYPE_P(value) == IS_LONG && strcmp(*names, "status") == 0;
		words->code = value && !is_status ? code_of(value) : NULL;
	}
}

/* Adds to the description what it does not say yet. Takes the text over. */
static void add_words(php_coop_error_words *words, zend_string *text)
{
	if (!words->description) {
		words->description = text;
		return;
	}
	if (!zend_string_equals(words->description, text)) {
		zend_string *both = zend_strpprintf(0, "%s; %s", ZSTR_VAL(words->description), ZSTR_VAL(text));
		zend_string_release(words->description);
		words->description = both;
	}
	zend_string_release(text);
}

static void add_sentences(HashTable *errors, php_coop_error_words *words)
{
	smart_str text = {0};
	append_sentences(&text, errors);
	if (text.s) {
		add_words(words, smart_str_extract(&text));
	}
}

/* Looks into `error` or `errors`: an object with a code and words, a list of errors, or errors by field. */
static void look_into_errors(HashTable *errors, int depth, php_coop_error_words *words)
{
	words->found = words->found || zend_hash_num_elements(errors) > 0;
	if (!zend_array_is_list(errors)) {
		bool knew_code = words->code != NULL, knew_words = words->description != NULL;
		look(errors, depth + 1, words);
		if ((words->code && !knew_code) || (words->description && !knew_words)) {
			return;
		}
	} else {
		zval *first = zend_hash_index_find(errors, 0);
		HashTable *extensions = first ? extensions_of(first) : NULL;
		if (extensions) {
			take_code(extensions, CODES, words);
		}
		if (first && Z_TYPE_P(first) == IS_ARRAY) {
			take_code(Z_ARRVAL_P(first), CODES, words);
		}
	}
	add_sentences(errors, words);
}

static void look_for_words(HashTable *object, int depth, php_coop_error_words *words)
{
	for (const char *const *name = WORDS; *name && !words->description; name++) {
		zval *value = find(object, *name);
		if (value && is_text(value) && !is_one_of(Z_STR_P(value), FAILING)) {
			words->description = zend_string_copy(Z_STR_P(value));
		} else if (value && Z_TYPE_P(value) == IS_ARRAY && zend_array_is_list(Z_ARRVAL_P(value))) {
			add_sentences(Z_ARRVAL_P(value), words);
		} else if (value && Z_TYPE_P(value) == IS_ARRAY) {
			look(Z_ARRVAL_P(value), depth + 1, words);
		}
	}
	const zval *more = find(object, "submsg"); /* Alipay, Taobao: the message says less */
	if (is_text(more)) {
		add_words(words, zend_string_copy(Z_STR_P(more)));
	}
}

/* If `error` is a sentence and something else is a code, the sentence is the description. */
static void look_for_code(HashTable *object, php_coop_error_words *words)
{
	const zval *error = find(object, "error");
	bool is_sentence = is_text(error) && strchr(Z_STRVAL_P(error), ' ') && !words->description;
	if (is_sentence) {
		take_code(object, CODES + 1, words);
	}
	if (is_sentence && words->code) {
		words->description = zend_string_copy(Z_STR_P(error));
	}
	take_code(object, CODES, words);
}

/* Returns whether the object says that it is an error, without saying which. */
static bool is_failure(HashTable *object)
{
	const zval *success = find(object, "success"), *ok = find(object, "ok");
	const zval *error = find(object, "error"), *status = find(object, "status");
	return (success && Z_TYPE_P(success) == IS_FALSE) || (ok && Z_TYPE_P(ok) == IS_FALSE) ||
		(error && (Z_TYPE_P(error) == IS_TRUE || (Z_TYPE_P(error) == IS_LONG && Z_LVAL_P(error) != 0))) ||
		(is_text(error) && is_one_of(Z_STR_P(error), FAILING)) ||
		(is_text(status) && is_one_of(Z_STR_P(status), FAILING));
}

static void look(HashTable *object, int depth, php_coop_error_words *words)
{
	if (depth > DEPTH_MAXIMUM) {
		return;
	}
	zval *error = find(object, "error"), *errors = find(object, "errors");
	if (!error) {
		error = find(object, "errorresponse"); /* Alipay, Taobao */
	}
	words->found = words->found || is_failure(object);
	if (error && Z_TYPE_P(error) == IS_ARRAY) {
		look_into_errors(Z_ARRVAL_P(error), depth, words);
	}
	look_for_words(object, depth, words);
	look_for_code(object, words);
	if (errors && Z_TYPE_P(errors) == IS_ARRAY) {
		look_into_errors(Z_ARRVAL_P(errors), depth, words);
	}
	for (const char *const *name = NESTED; *name && !words->description; name++) {
		zval *nested = find(object, *name);
		if (nested && Z_TYPE_P(nested) == IS_ARRAY && !zend_array_is_list(Z_ARRVAL_P(nested))) {
			look(Z_ARRVAL_P(nested), depth + 1, words);
		}
	}
}

/* In a 2xx answer, a message that all is well is none, and what may be a code in an error need not be one. */
static bool is_error_in_success(HashTable *members, const php_coop_error_words *words)
{
	if (words->description && is_one_of(words->description, FINE)) {
		return false;
	}
	php_coop_error_words sure = {0};
	static const char *const SURE_CODES[] = {"error", "errcode", "errorcode", "code", "errortype", "err", NULL};
	take_code(members, SURE_CODES, &sure);
	bool is_error = words->found || sure.code || first_text(members, SURE_WORDS);
	php_coop_error_words_clear(&sure);
	return is_error;
}

void php_coop_error_words_find(HashTable *members, bool success, php_coop_error_words *words)
{
	*words = (php_coop_error_words){0};
	look(members, 0, words);
	words->found = success ? is_error_in_success(members, words) : words->found || words->code || words->description;
	if (!words->found) {
		php_coop_error_words_clear(words);
	}
}

void php_coop_error_words_clear(php_coop_error_words *words)
{
	if (words->code) {
		zend_string_release(words->code);
	}
	if (words->description) {
		zend_string_release(words->description);
	}
	*words = (php_coop_error_words){0};
}
