/* SPDX-License-Identifier: MIT */
#ifndef COOP_CHALLENGE_H
#define COOP_CHALLENGE_H

#include "text.h"

/* What the WWW-Authenticate headers of a 401 say about the access token that was sent (RFC 9110 section 11.6.1, RFC 6750
 * section 3). Begins as {0}; each header is added. */
typedef struct coop_challenges {
	bool any; /* there is a challenge */
	bool bearer; /* one of them is about a bearer token */
	bool has_error; /* one of those has an error code */
	bool denied; /* one of those codes says that another access token would be refused too */
} coop_challenges;

/* Adds one header, which may hold several challenges. A header that makes no sense adds what can be read of it. */
void coop_challenges_add(coop_challenges *challenges, coop_view header);

/* Returns whether a new access token may cure a 401 with these challenges. `error` is the error code in the answer's body,
 * which counts if no challenge has one; COOP_VIEW_NONE if there is none. */
bool coop_challenges_curable(const coop_challenges *challenges, coop_view error) COOP_MUST_CHECK;

/* Returns whether the code and the words in the body of a 403 say that the access token has expired or is invalid, for
 * which other servers have 401. Both views may be COOP_VIEW_NONE. */
bool coop_forbidden_token_ended(coop_view error, coop_view description) COOP_MUST_CHECK;

#endif
