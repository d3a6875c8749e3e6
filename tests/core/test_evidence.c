/* SPDX-License-Identifier: MIT */
#include "../../ext/core/run/evidence.h"
#include "test.h"

#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)

/* What a run has seen, and what follows from it. */
static const struct {
	const char *name;
	int successes, ended, said, mute, client, others;
	coop_run_past past;
	coop_evidence evidence;
	bool refuses_client, refuses_client_at_end;
	coop_run_news news;
} ROWS[] = {
	{"nothing", 0, 0, 0, 0, 0, 0, {-1, -1}, COOP_EVIDENCE_FEW, false, false, COOP_RUN_NO_NEWS},
	{"one success", 1, 0, 0, 0, 0, 0, {-1, -1}, COOP_EVIDENCE_SUCCESS, false, false, COOP_RUN_NEWS_SUCCESS},
	{"one success, all others refused", 1, 5, 90, 9, 9, 9, {-1, -1}, COOP_EVIDENCE_SUCCESS, false, false,
		COOP_RUN_NEWS_SUCCESS},
	{"one success, 20 ended", 1, 20, 0, 0, 0, 0, {-1, -1}, COOP_EVIDENCE_MANY_ENDED, false, false,
		COOP_RUN_NEWS_SUCCESS},
	{"20 successes, 20 ended", 20, 20, 0, 0, 0, 0, {-1, -1}, COOP_EVIDENCE_SUCCESS, false, false,
		COOP_RUN_NEWS_SUCCESS},
	{"two ended", 0, 2, 0, 0, 0, 0, {-1, -1}, COOP_EVIDENCE_FEW, false, false, COOP_RUN_NEWS_REFUSED},
	{"three ended", 0, 3, 0, 0, 0, 0, {-1, -1}, COOP_EVIDENCE_NONE, false, false, COOP_RUN_NEWS_REFUSED},
	{"three ended, a success last week", 0, 3, 0, 0, 0, 0, {7 * DAY, -1}, COOP_EVIDENCE_RECENT, false, false,
		COOP_RUN_NEWS_REFUSED},
	{"three ended, a success long ago", 0, 3, 0, 0, 0, 0, {7 * DAY + 1, DAY}, COOP_EVIDENCE_NONE, false, false,
		COOP_RUN_NEWS_REFUSED},
	{"three ended, for three days", 0, 3, 0, 0, 0, 0, {4 * DAY, 3 * DAY}, COOP_EVIDENCE_LASTING, false, false,
		COOP_RUN_NEWS_REFUSED},
	{"two ended, for three days", 0, 2, 0, 0, 0, 0, {-1, 3 * DAY}, COOP_EVIDENCE_FEW, false, false,
		COOP_RUN_NEWS_REFUSED},
	{"two ended and one in words, for three days", 0, 2, 1, 0, 0, 0, {-1, 3 * DAY}, COOP_EVIDENCE_LASTING, false, false,
		COOP_RUN_NEWS_REFUSED},
	{"refused in words, for three days", 0, 0, 8, 0, 0, 0, {-1, 3 * DAY}, COOP_EVIDENCE_LASTING, true, true,
		COOP_RUN_NEWS_REFUSED},
	{"three ended, for less", 0, 3, 0, 0, 0, 0, {-1, 3 * DAY - 1}, COOP_EVIDENCE_NONE, false, false,
		COOP_RUN_NEWS_REFUSED},
	{"one wrong client", 0, 0, 0, 0, 1, 0, {-1, 9 * DAY}, COOP_EVIDENCE_NONE, false, true,
		COOP_RUN_NEWS_CLIENT_REFUSED},
	{"two wrong clients, another answer", 0, 0, 0, 0, 2, 1, {-1, -1}, COOP_EVIDENCE_NONE, false, false,
		COOP_RUN_NEWS_CLIENT_REFUSED},
	{"three wrong clients", 0, 0, 0, 0, 3, 9, {-1, -1}, COOP_EVIDENCE_NONE, true, true, COOP_RUN_NEWS_CLIENT_REFUSED},
	{"seven in words", 0, 1, 7, 0, 0, 0, {-1, -1}, COOP_EVIDENCE_FEW, false, false, COOP_RUN_NEWS_REFUSED},
	{"eight in words", 0, 1, 8, 0, 0, 0, {-1, -1}, COOP_EVIDENCE_NONE, true, true, COOP_RUN_NEWS_REFUSED},
	{"eight without words", 0, 0, 0, 8, 0, 0, {-1, 9 * DAY}, COOP_EVIDENCE_LASTING, true, true, COOP_RUN_NO_NEWS},
	{"one in words, alone", 0, 0, 1, 0, 0, 0, {-1, -1}, COOP_EVIDENCE_FEW, false, true, COOP_RUN_NEWS_REFUSED},
};

static void note(coop_run_seen *seen, coop_refusal refusal, int count)
{
	while (count-- > 0) {
		coop_run_seen_refusal(seen, refusal);
	}
}

static void evidence(void)
{
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_run_seen seen;
		coop_run_seen_init(&seen);
		seen.past = ROWS[i].past;
		for (int n = 0; n < ROWS[i].successes; n++) {
			coop_run_seen_success(&seen);
		}
		note(&seen, COOP_REFUSAL_ENDED, ROWS[i].ended);
		note(&seen, COOP_REFUSAL_SAID, ROWS[i].said);
		note(&seen, COOP_REFUSAL_MUTE, ROWS[i].mute);
		note(&seen, COOP_REFUSAL_CLIENT, ROWS[i].client);
		seen.others = ROWS[i].others;
		CHECK_ROW(coop_run_seen_evidence(&seen) == ROWS[i].evidence, ROWS[i].name);
		CHECK_ROW(coop_run_seen_refuses_client(&seen, false) == ROWS[i].refuses_client, ROWS[i].name);
		CHECK_ROW(coop_run_seen_refuses_client(&seen, true) == ROWS[i].refuses_client_at_end, ROWS[i].name);
		CHECK_ROW(coop_run_seen_news(&seen) == ROWS[i].news, ROWS[i].name);
	}
}

/* Only the last hundred tokens and ended logins say whether too many have ended. */
static void recent(void)
{
	coop_run_seen seen;
	coop_run_seen_init(&seen);
	note(&seen, COOP_REFUSAL_ENDED, 1000);
	for (int n = 0; n < 50; n++) {
		CHECK(coop_run_seen_evidence(&seen) == (n == 0 ? COOP_EVIDENCE_NONE : COOP_EVIDENCE_MANY_ENDED));
		coop_run_seen_success(&seen);
	}
	CHECK(coop_run_seen_evidence(&seen) == COOP_EVIDENCE_SUCCESS);
}

static const struct {
	const char *name;
	coop_refusal refusal;
	coop_evidence evidence;
	int strikes;
	int64_t span;
	bool ends;
} VERDICTS[] = {
	{"ended, first time", COOP_REFUSAL_ENDED, COOP_EVIDENCE_SUCCESS, 1, 0, false},
	{"ended, second time", COOP_REFUSAL_ENDED, COOP_EVIDENCE_SUCCESS, 2, 600, true},
	{"ended, few", COOP_REFUSAL_ENDED, COOP_EVIDENCE_FEW, 2, 600, true},
	{"ended, too many, second time", COOP_REFUSAL_ENDED, COOP_EVIDENCE_MANY_ENDED, 2, 9 * DAY, false},
	{"ended, too many, third time", COOP_REFUSAL_ENDED, COOP_EVIDENCE_MANY_ENDED, 3, DAY, true},
	{"ended, too many, too soon", COOP_REFUSAL_ENDED, COOP_EVIDENCE_MANY_ENDED, 9, DAY - 1, false},
	{"ended, success last week", COOP_REFUSAL_ENDED, COOP_EVIDENCE_RECENT, 3, 6 * HOUR, true},
	{"ended, success last week, too soon", COOP_REFUSAL_ENDED, COOP_EVIDENCE_RECENT, 3, 6 * HOUR - 1, false},
	{"ended, for three days", COOP_REFUSAL_ENDED, COOP_EVIDENCE_LASTING, 1, 3 * DAY, true},
	{"ended, for three days, new user", COOP_REFUSAL_ENDED, COOP_EVIDENCE_LASTING, 1, 0, false},
	{"ended, no evidence", COOP_REFUSAL_ENDED, COOP_EVIDENCE_NONE, 99, 99 * DAY, false},
	{"words, third time", COOP_REFUSAL_SAID, COOP_EVIDENCE_SUCCESS, 3, DAY, true},
	{"words, second time", COOP_REFUSAL_SAID, COOP_EVIDENCE_SUCCESS, 2, DAY, false},
	{"words, few", COOP_REFUSAL_SAID, COOP_EVIDENCE_FEW, 99, 99 * DAY, false},
	{"words, success last week", COOP_REFUSAL_SAID, COOP_EVIDENCE_RECENT, 99, 99 * DAY, false},
	{"words, for three days", COOP_REFUSAL_SAID, COOP_EVIDENCE_LASTING, 1, 3 * DAY, true},
	{"no words, fifth time", COOP_REFUSAL_MUTE, COOP_EVIDENCE_SUCCESS, 5, 3 * DAY, true},
	{"no words, fifth time, too soon", COOP_REFUSAL_MUTE, COOP_EVIDENCE_SUCCESS, 5, 3 * DAY - 1, false},
	{"no words, for three days", COOP_REFUSAL_MUTE, COOP_EVIDENCE_LASTING, 99, 99 * DAY, false},
	{"client, third time", COOP_REFUSAL_CLIENT, COOP_EVIDENCE_SUCCESS, 3, DAY, true},
	{"client, for three days", COOP_REFUSAL_CLIENT, COOP_EVIDENCE_LASTING, 99, 99 * DAY, false},
};

static void verdicts(void)
{
	for (size_t i = 0; i < COUNT(VERDICTS); i++) {
		coop_verdict verdict = coop_verdicts[VERDICTS[i].refusal][VERDICTS[i].evidence];
		bool ends = coop_verdict_ends(verdict, VERDICTS[i].strikes, VERDICTS[i].span);
		CHECK_ROW(ends == VERDICTS[i].ends, VERDICTS[i].name);
	}
	static const coop_refusal NONE[] = {COOP_REFUSAL_LIMITED, COOP_REFUSAL_BUSY, COOP_REFUSAL_UNCLEAR};
	for (size_t i = 0; i < COUNT(NONE); i++) {
		for (int evidence = 0; evidence < COOP_EVIDENCES; evidence++) {
			CHECK(!coop_verdict_ends(coop_verdicts[NONE[i]][evidence], 99, 99 * DAY));
		}
	}
	CHECK(!coop_login_is_given_up(8) && coop_login_is_given_up(9));
}

int main(void)
{
	evidence();
	recent();
	verdicts();
	return test_result();
}
