/* SPDX-License-Identifier: MIT */
#ifndef COOP_REFUSAL_H
#define COOP_REFUSAL_H

#include "dialect.h"

/* What an answer without tokens to a refresh means. Real servers seldom say it in the words of RFC 6749 section 5.2, so
 * their codes and words are in tables here. The kinds stand in the order in which they are looked for. */
typedef enum coop_refusal {
	COOP_REFUSAL_ENDED, /* the server says of the refresh token that it works no more: the user has to log in again */
	COOP_REFUSAL_LIMITED, /* not now: we ask too often, or are told when to come back; the run pauses at once */
	COOP_REFUSAL_BUSY, /* not now: the server is busy, or has had a mishap */
	COOP_REFUSAL_UNCLEAR, /* a failing server or a middleman: the refresh token may be spent */
	COOP_REFUSAL_CLIENT, /* the server does not accept the client, or this grant from it */
	COOP_REFUSAL_SAID, /* any other error that the body tells */
	COOP_REFUSAL_MUTE, /* an error without a body that tells one: a bot wall's page, a redirect */
	COOP_REFUSALS
} coop_refusal;

typedef struct coop_refused_answer {
	int status;
	bool has_retry_after;
	coop_view error; /* the error's code; NULL if there is none */
	coop_view description; /* NULL if there is none */
	bool holds_error; /* the body could be decoded, and tells an error, be it without words */
	const coop_dialect *dialect;
	const coop_view *ended_errors; /* codes and words that also mean ENDED, by the site's knowledge; borrowed */
	size_t ended_error_count;
} coop_refused_answer;

/* Says what the answer means. A 503 with a Retry-After is UNCLEAR: the caller sends the request again after the wait. */
coop_refusal coop_refusal_of(const coop_refused_answer *answer);

#endif
