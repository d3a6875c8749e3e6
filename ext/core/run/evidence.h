/* SPDX-License-Identifier: MIT */
#ifndef COOP_RUN_EVIDENCE_H
#define COOP_RUN_EVIDENCE_H

#include "../refusal.h"
#include <stdint.h>

/* A server that refuses a token may mean the user, whose login has ended, or the client, whose secret is wrong. Its
 * word alone does not tell, so what else the run has seen decides. */

/* What speaks against the login that was refused. */
typedef enum coop_evidence {
	COOP_EVIDENCE_NONE,
	COOP_EVIDENCE_SUCCESS, /* somebody else's token was refreshed in this run */
	COOP_EVIDENCE_MANY_ENDED, /* the same, but most of the last answers said that a login has ended */
	COOP_EVIDENCE_FEW, /* nobody's token was refreshed, but fewer than three logins are said to have ended */
	COOP_EVIDENCE_RECENT, /* three or more are, but a run with the same client succeeded in the last seven days */
	COOP_EVIDENCE_LASTING, /* for three days every run with the same client was refused, and none succeeded */
	COOP_EVIDENCES
} coop_evidence;

/* What the refusals of one token must come to before its login counts as ended. */
typedef struct coop_verdict {
	int strikes; /* refusals that count; 0 if this one does not count */
	int64_t span; /* seconds from the first refusal to the last, at least, beside the rests between strikes */
} coop_verdict;

/* Only refusals that may mean the login count: ENDED, SAID, MUTE and CLIENT. */
extern const coop_verdict coop_verdicts[COOP_REFUSALS][COOP_EVIDENCES];

/* Returns whether the login ends by a refusal that makes it `strikes`, `span` seconds after the first. */
bool coop_verdict_ends(coop_verdict verdict, int strikes, int64_t span);

#define COOP_STRIKES_ENDED 2 /* what a login has when it has just ended; each try since adds one */
#define COOP_STRIKES_AFTERWARDS 7 /* such tries, one a day, so that a wrong verdict can heal */

/* Returns whether the token of a login that has ended is not even tried any more. */
static inline bool coop_login_is_given_up(int64_t strikes)
{
	return strikes >= COOP_STRIKES_ENDED + COOP_STRIKES_AFTERWARDS;
}

/* ---- What a run has seen ----------------------------------------------------------------------------------------- */

/* What earlier runs with the same client have seen, in seconds before this run. */
typedef struct coop_run_past {
	int64_t success; /* since the last success; negative if there was none */
	int64_t refusal; /* since the first of the runs that were refused without a success between; negative if none was */
} coop_run_past;

#define COOP_RUN_RECENT 100 /* tokens and ended logins that MANY_ENDED looks at */

typedef struct coop_run_seen {
	coop_run_past past;
	bool recent[COOP_RUN_RECENT]; /* a ring; true if the answer was that the login has ended */
	int recent_count, recent_at, recent_ended;
	int64_t successes;
	int64_t refused[COOP_REFUSALS];
	int64_t others; /* answers and failures of any other kind */
} coop_run_seen;

void coop_run_seen_init(coop_run_seen *seen);
void coop_run_seen_success(coop_run_seen *seen);
void coop_run_seen_refusal(coop_run_seen *seen, coop_refusal refusal);

coop_evidence coop_run_seen_evidence(const coop_run_seen *seen);

/* Returns whether it is the client that is refused, so that no request could succeed. `over` is true at the end of the
 * run, when a few refusals are enough if there was nothing else. */
bool coop_run_seen_refuses_client(const coop_run_seen *seen, bool over);

/* What the run is for the past of the next one. */
typedef enum coop_run_news {
	COOP_RUN_NO_NEWS,
	COOP_RUN_NEWS_SUCCESS,
	COOP_RUN_NEWS_REFUSED, /* refusals of logins, and no success */
	COOP_RUN_NEWS_CLIENT_REFUSED /* the client was refused, which says nothing about any login */
} coop_run_news;

coop_run_news coop_run_seen_news(const coop_run_seen *seen);

#endif
