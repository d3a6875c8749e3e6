/* SPDX-License-Identifier: MIT */
#include "evidence.h"

#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)

/* Between two strikes lie ten minutes in any case, since the token rests that long (COOP_REST_REJECTED). */
#define TEN_MINUTES 0

#define FEW_ENDED 3 /* from so many ended logins on, a run without a success needs more evidence */
#define MANY_ENDED 20 /* among the recent answers, if they are more than half of these */
#define CLIENT_REFUSALS 3 /* without a success, from which on the run stops */
#define REFUSALS 8 /* the same, in words that may also mean a user */
#define RECENT_SUCCESS (7 * DAY)
#define LASTING_REFUSAL (3 * DAY)

/* docs/refresh-protocol.md has this table, too. */
const coop_verdict coop_verdicts[COOP_REFUSALS][COOP_EVIDENCES] = {
	[COOP_REFUSAL_ENDED] =
		{
			[COOP_EVIDENCE_SUCCESS] = {2, TEN_MINUTES},
			[COOP_EVIDENCE_MANY_ENDED] = {3, 1 * DAY},
			[COOP_EVIDENCE_FEW] = {2, TEN_MINUTES},
			[COOP_EVIDENCE_RECENT] = {3, 6 * HOUR},
			[COOP_EVIDENCE_LASTING] = {1, 3 * DAY},
		},
	[COOP_REFUSAL_SAID] =
		{
			[COOP_EVIDENCE_SUCCESS] = {3, 1 * DAY},
			[COOP_EVIDENCE_MANY_ENDED] = {3, 1 * DAY},
			[COOP_EVIDENCE_LASTING] = {1, 3 * DAY},
		},
	[COOP_REFUSAL_MUTE] =
		{
			[COOP_EVIDENCE_SUCCESS] = {5, 3 * DAY},
			[COOP_EVIDENCE_MANY_ENDED] = {5, 3 * DAY},
		},
	[COOP_REFUSAL_CLIENT] =
		{
			[COOP_EVIDENCE_SUCCESS] = {3, 1 * DAY},
			[COOP_EVIDENCE_MANY_ENDED] = {3, 1 * DAY},
		},
};

bool coop_verdict_ends(coop_verdict verdict, int strikes, int64_t span)
{
	return verdict.strikes > 0 && strikes >= verdict.strikes && span >= verdict.span;
}

/* ---- What a run has seen ----------------------------------------------------------------------------------------- */

void coop_run_seen_init(coop_run_seen *seen)
{
	*seen = (coop_run_seen){.past = {.success = -1, .refusal = -1}};
}

static void note_recent(coop_run_seen *seen, bool ended)
{
	if (seen->recent_count == COOP_RUN_RECENT) {
		seen->recent_ended -= seen->recent[seen->recent_at] ? 1 : 0;
	} else {
		seen->recent_count++;
	}
	seen->recent[seen->recent_at] = ended;
	seen->recent_at = (seen->recent_at + 1) % COOP_RUN_RECENT;
	seen->recent_ended += ended ? 1 : 0;
}

void coop_run_seen_success(coop_run_seen *seen)
{
	seen->successes++;
	note_recent(seen, false);
}

void coop_run_seen_refusal(coop_run_seen *seen, coop_refusal refusal)
{
	seen->refused[refusal]++;
	if (refusal == COOP_REFUSAL_ENDED) {
		note_recent(seen, true);
	}
}

static int64_t refused_in_words(const coop_run_seen *seen)
{
	return seen->refused[COOP_REFUSAL_SAID] + seen->refused[COOP_REFUSAL_MUTE] + seen->refused[COOP_REFUSAL_CLIENT];
}

coop_evidence coop_run_seen_evidence(const coop_run_seen *seen)
{
	if (seen->successes > 0) {
		bool many = seen->recent_ended >= MANY_ENDED && 2 * seen->recent_ended > seen->recent_count;
		return many ? COOP_EVIDENCE_MANY_ENDED : COOP_EVIDENCE_SUCCESS;
	}
	if (seen->refused[COOP_REFUSAL_CLIENT] > 0) {
		return COOP_EVIDENCE_NONE;
	}
	/* A few ended logins need no such patience, and others that are refused have no other evidence. */
	bool few = seen->refused[COOP_REFUSAL_ENDED] < FEW_ENDED;
	if (seen->past.refusal >= LASTING_REFUSAL && (!few || refused_in_words(seen) > 0)) {
		return COOP_EVIDENCE_LASTING;
	}
	if (coop_run_seen_refuses_client(seen, false)) {
		return COOP_EVIDENCE_NONE;
	}
	if (few) {
		return COOP_EVIDENCE_FEW;
	}
	bool recent = seen->past.success >= 0 && seen->past.success <= RECENT_SUCCESS;
	return recent ? COOP_EVIDENCE_RECENT : COOP_EVIDENCE_NONE;
}

bool coop_run_seen_refuses_client(const coop_run_seen *seen, bool over)
{
	int64_t refused = refused_in_words(seen);
	if (seen->successes > 0 || refused == 0) {
		return false;
	}
	bool nothing_else = seen->refused[COOP_REFUSAL_ENDED] + seen->others == 0;
	return seen->refused[COOP_REFUSAL_CLIENT] >= CLIENT_REFUSALS || refused >= REFUSALS || (over && nothing_else);
}

coop_run_news coop_run_seen_news(const coop_run_seen *seen)
{
	if (seen->successes > 0) {
		return COOP_RUN_NEWS_SUCCESS;
	}
	if (seen->refused[COOP_REFUSAL_CLIENT] > 0) {
		return COOP_RUN_NEWS_CLIENT_REFUSED;
	}
	bool refused = seen->refused[COOP_REFUSAL_ENDED] + seen->refused[COOP_REFUSAL_SAID] > 0;
	return refused ? COOP_RUN_NEWS_REFUSED : COOP_RUN_NO_NEWS;
}
