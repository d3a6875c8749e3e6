/* SPDX-License-Identifier: MIT */
#ifndef COOP_TOKEN_ANSWER_H
#define COOP_TOKEN_ANSWER_H

#include "instant.h"
#include "text.h"

#define COOP_TOKEN_ANSWER_MAXIMUM (64 * 1024)
#define COOP_ERROR_TEXT_MAXIMUM 1024

/* One member of a decoded answer. Whoever decodes says UNUSABLE for a text that holds U+FFFD or was not valid UTF-8. */
typedef enum coop_field_kind {
	COOP_FIELD_ABSENT = 0,
	COOP_FIELD_NULL,
	COOP_FIELD_TEXT,
	COOP_FIELD_INTEGER,
	COOP_FIELD_NUMBER,
	COOP_FIELD_UNUSABLE /* true, false, an array, an object, a damaged text */
} coop_field_kind;

typedef struct coop_field {
	coop_field_kind kind;
	coop_view text; /* borrowed from the decoded answer */
	int64_t integer;
	double number;
} coop_field;

/* The members of a token answer that mean something (RFC 6749 sections 5.1 and 5.2). */
typedef struct coop_token_fields {
	coop_field access_token;
	coop_field token_type;
	coop_field expires_in;
	coop_field refresh_token;
	coop_field refresh_expires_in; /* also refresh_token_expires_in, x_refresh_token_expires_in; a hint */
	coop_field scope; /* an array of texts arrives joined by spaces */
	coop_field id_token;
	coop_field error;
	coop_field error_description;
	coop_field error_uri;
	coop_field expiry_in_access_token; /* exp of a JWT access token, where the dialect trusts it more than expires_in */
} coop_token_fields;

typedef enum coop_token_verdict {
	COOP_TOKEN_VERDICT_TOKENS, /* usable tokens; a refresh token may be among them */
	COOP_TOKEN_VERDICT_ERROR, /* the server said no */
	COOP_TOKEN_VERDICT_UNUSABLE /* neither; the refresh token that was sent may be spent */
} coop_token_verdict;

/* What was odd about an answer that was used all the same. */
enum { COOP_ODD_TOKEN_TYPE_MISSING = 1 << 0, COOP_ODD_EXPIRES_IN = 1 << 1, COOP_ODD_ERROR_BESIDE_TOKENS = 1 << 2 };

/* The views are borrowed from the fields. */
typedef struct coop_token_answer {
	coop_token_verdict verdict;
	unsigned odd; /* of COOP_ODD_* */
	const char *problem; /* static text without secrets: why UNUSABLE; else NULL */
	coop_view access_token; /* NULL unless TOKENS */
	coop_view refresh_token; /* with TOKENS: NULL when the answer brought none. With UNUSABLE: the one that can be
	                              saved although the answer cannot be used, or NULL */
	coop_view id_token; /* NULL: none */
	coop_view token_type; /* with TOKENS never NULL: "Bearer" when the answer does not say */
	coop_view scope; /* NULL: as asked */
	bool expiry_known;
	coop_instant expires_at;
	bool refresh_expiry_known; /* false also for 0 and less, which means never (Keycloak) */
	coop_instant refresh_token_expires_at;
	coop_view error; /* NULL: an error without a code, or none */
	coop_view error_description;
	coop_view error_uri;
} coop_token_answer;

/* Judges a decoded answer. `received_at` is the instant at which it was complete.
 * Tokens win over an error beside them, so that a refresh token is never thrown away with it.
 * An access token is usable when all its bytes are %x21-7E (so that it can be a header) and its token_type, if given,
 * is Bearer in any case. A refresh token is usable when it is not empty and holds no control character; null and ""
 * mean that none came; any other kind makes the whole answer UNUSABLE, since the stored one may be spent. */
void coop_token_answer_judge(
	const coop_token_fields *fields, int status, coop_instant received_at, coop_token_answer *answer);

/* Looks in a broken body for exactly one  "refresh_token" : "..."  and appends its value, unescaped. Finds none in a
 * body that has two of them, in an empty value, and in one with an escape that does not decode or with a control
 * character. Never reads behind the body's end; linear in its length. */
bool coop_salvage_refresh_token(coop_view body, coop_buffer *refresh_token);

#endif
