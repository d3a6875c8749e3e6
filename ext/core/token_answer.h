/* SPDX-License-Identifier: MIT */
#ifndef COOP_TOKEN_ANSWER_H
#define COOP_TOKEN_ANSWER_H

#include "instant.h"
#include "text.h"

#define COOP_TOKEN_ANSWER_MAXIMUM (64 * 1024)
#define COOP_ERROR_TEXT_MAXIMUM 1024

/* What a member of a decoded answer is. A text that holds U+FFFD or was not valid UTF-8 is UNUSABLE. */
typedef enum coop_field_kind {
	COOP_FIELD_ABSENT = 0,
	COOP_FIELD_NULL,
	COOP_FIELD_TEXT,
	COOP_FIELD_INTEGER,
	COOP_FIELD_NUMBER,
	COOP_FIELD_UNUSABLE /* true, false, an array, an object or a damaged text */
} coop_field_kind;

typedef struct coop_field {
	coop_field_kind kind;
	coop_view text; /* borrowed from the decoded answer */
	int64_t integer;
	double number;
} coop_field;

/* The members of a token answer that mean something to us (RFC 6749 sections 5.1 and 5.2). */
typedef struct coop_token_fields {
	coop_field access_token;
	coop_field token_type;
	coop_field expires_in;
	coop_field expires_in_sec; /* Zoho's, which is right where its expires_in counts milliseconds */
	coop_field expires_at; /* the instant itself, as a timestamp or as a date */
	coop_field refresh_token;
	coop_field refresh_expires_in; /* or refresh_token_expires_in, or x_refresh_token_expires_in; only a hint */
	coop_field scope; /* the decoder has joined an array of texts by spaces */
	coop_field id_token;
	coop_field error;
	coop_field error_description;
	coop_field error_uri;
	bool holds_error; /* the answer tells an error, be it without a code */
	coop_field expiry_in_access_token; /* exp of a JWT; absent unless the dialect prefers it to expires_in */
} coop_token_fields;

typedef enum coop_token_verdict {
	COOP_TOKEN_VERDICT_TOKENS, /* the tokens are usable; a refresh token may be among them */
	COOP_TOKEN_VERDICT_ERROR, /* the server said no */
	COOP_TOKEN_VERDICT_UNUSABLE /* neither of the two; the refresh token that was sent may be spent */
} coop_token_verdict;

/* Bits that say what was odd about an answer that can be used nevertheless. */
enum {
	COOP_ODD_TOKEN_TYPE_MISSING = 1 << 0,
	COOP_ODD_EXPIRES_IN = 1 << 1, /* it, or expires_at in its place, is not what RFC 6749 says, or is of no use */
	COOP_ODD_ERROR_BESIDE_TOKENS = 1 << 2,
	COOP_ODD_TOKEN_TYPE = 1 << 3 /* it is not Bearer, but nothing else that is known either */
};

/* The views are borrowed from the fields. */
typedef struct coop_token_answer {
	coop_token_verdict verdict;
	unsigned odd; /* of COOP_ODD_* */
	const char *problem; /* why it is UNUSABLE, a static text without secrets; NULL otherwise */
	coop_view access_token; /* NULL unless TOKENS */
	coop_view refresh_token; /* TOKENS: NULL if the answer brought none; UNUSABLE: one that can be saved although
	                              the rest of the answer cannot be used, or NULL */
	coop_view id_token; /* NULL if there is none */
	coop_view token_type; /* TOKENS: never NULL, "Bearer" if the answer has no text for it */
	coop_view scope; /* NULL if the scope is the one that was asked for */
	bool expiry_known; /* if false, a token without a refresh token is used until an API refuses it */
	coop_instant expires_at;
	bool refresh_expiry_known; /* false also if the answer says 0 or less, which means never (Keycloak) */
	coop_instant refresh_token_expires_at;
	coop_view error; /* NULL if the error has no code, or if there is no error */
	coop_view error_description;
	coop_view error_uri;
} coop_token_answer;

/* Judges a decoded answer, which came with the HTTP status `status` and was complete at the instant `received_at`.
 * Tokens win over an error that stands beside them, so that no refresh token is thrown away because of an error.
 * An access token is usable if all its bytes are %x21-7E, so that a header can carry it, and if the token_type is
 * none of those that are surely not Bearer; any other type is odd, and its token is used as Bearer. A refresh token is
 * usable if it is not empty and holds no control character; null and "" mean that none came. Neither is usable if it is a
 * placeholder in angle brackets. Any other kind makes the whole answer UNUSABLE, since the stored refresh token may be
 * spent.
 *
 * The expiry is read by rules that never let a token live longer than the server said:
 * - expires_in_sec counts before expires_in. A number up to ten years is a lifetime in seconds.
 * - A larger number that lies within ten years of now, in seconds or milliseconds, is a timestamp, and the token ends then.
 * - expires_in was in milliseconds if expires_at is a hundred times nearer; then expires_at counts.
 * - If there is no number that counts, expires_at does, as a timestamp or as a date; one without a zone is UTC.
 * - Anything else (0, less, a lifetime beyond ten years, a text that is no number) says nothing: the expiry is unknown. */
void coop_token_answer_judge(
	const coop_token_fields *fields, int status, coop_instant received_at, coop_token_answer *answer);

/* Looks in a broken body for exactly one  "refresh_token" : "..."  and appends its value, unescaped. Single quotes,
 * quotes that were forgotten around a token, and comments do no harm. A value without its opening quote has to look like a
 * token: a JWT, or 20 and more of the characters of a JWT with a letter and a digit among them. Returns false if the body
 * has no such member or two of them, or if the value is empty, is cut off, is a placeholder in angle brackets, has an
 * escape that does not decode, or has a control character. Never reads beyond the end of the body, and takes a time linear
 * in its length. */
bool coop_salvage_refresh_token(coop_view body, coop_buffer *refresh_token);

#endif
