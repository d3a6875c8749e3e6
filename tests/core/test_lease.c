/* SPDX-License-Identifier: MIT */
#include "../../ext/core/lease.h"
#include "test.h"

#define SECOND INT64_C(1000)

#define US "0123456789abcdef0123456789abcdef"
#define OTHER "fedcba9876543210fedcba9876543210"

/* Every lease in this table ends at 1000. */
static void judges(void)
{
	static const struct {
		const char *row;
		const char *holder;
		int64_t now;
		coop_lease_state state;
	} ROWS[] = {
		{"never taken", "", 0, COOP_LEASE_FREE},
		{"released, whatever the end says", "", 999, COOP_LEASE_FREE},
		{"ours, and running", US "/1", 500, COOP_LEASE_OURS},
		{"ours, of an earlier taking", US "/77", 999, COOP_LEASE_OURS},
		{"ours, and ended", US "/1", 1000, COOP_LEASE_OURS},
		{"ours, and ended long ago", US "/1", 99999, COOP_LEASE_OURS},
		{"another's, and running", OTHER "/1", 0, COOP_LEASE_HELD},
		{"another's, in its last second", OTHER "/1", 999, COOP_LEASE_HELD},
		{"another's, just ended", OTHER "/1", 1000, COOP_LEASE_ORPHANED},
		{"another's, ended almost long enough ago", OTHER "/1", 1299, COOP_LEASE_ORPHANED},
		{"another's, ended long ago", OTHER "/1", 1300, COOP_LEASE_ABANDONED},
		{"no run's name, and running", "somebody", 999, COOP_LEASE_HELD},
		{"no run's name, and ended", "somebody", 1000, COOP_LEASE_ABANDONED},
		{"a name that is too short", "0123/1", 1000, COOP_LEASE_ABANDONED},
		{"a name that only begins like ours", US "0/1", 1000, COOP_LEASE_ABANDONED},
		{"a name that only begins like ours, and running", US "0/1", 999, COOP_LEASE_HELD},
		{"a name without a taking", OTHER, 1000, COOP_LEASE_ORPHANED},
		{"nothing but a taking", "/1", 1000, COOP_LEASE_ABANDONED},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		char run[COOP_RUN_NAME_LENGTH + 1] = "untouched";
		coop_lease_state state = coop_lease_judge(ROWS[i].holder, 1000, US, ROWS[i].now, run);
		CHECK_ROW(state == ROWS[i].state, ROWS[i].row);
		CHECK_ROW(strcmp(run, state == COOP_LEASE_ORPHANED ? OTHER : "untouched") == 0, ROWS[i].row);
	}
}

/* A clock that was set back, or a row that holds nonsense, must not overflow. */
static void judges_extremes(void)
{
	char run[COOP_RUN_NAME_LENGTH + 1];

	CHECK(coop_lease_judge(OTHER "/1", INT64_MAX, US, 0, run) == COOP_LEASE_HELD);
	CHECK(coop_lease_judge(OTHER "/1", 0, US, INT64_MAX, run) == COOP_LEASE_ABANDONED);
	CHECK(coop_lease_judge(OTHER "/1", INT64_MIN, US, 1, run) == COOP_LEASE_ABANDONED);
	CHECK(coop_lease_judge(OTHER "/1", INT64_MIN, US, INT64_MAX, run) == COOP_LEASE_ABANDONED);
}

/* A request that is sent at the last moment is answered and saved before the lease ends, and so is a resend. */
static void lengths(void)
{
	static const int64_t DEADLINES[] = {1, SECOND, 20 * SECOND, 60 * SECOND, 3600 * SECOND};

	CHECK(coop_lease_length(20 * SECOND) == 120 * SECOND);
	CHECK(coop_lease_length(60 * SECOND) == 160 * SECOND);
	for (size_t i = 0; i < COUNT(DEADLINES); i++) {
		int64_t deadline = DEADLINES[i], length = coop_lease_length(deadline), latest = 0;
		for (int64_t now = 0; now <= length; now += length / 1000) {
			latest = coop_lease_may_send(deadline, 0, now) ? now : latest;
		}
		CHECK(coop_lease_may_send(deadline, 0, deadline)); /* a resend after a whole deadline */
		CHECK(latest + deadline + COOP_SAVE_BUDGET < length);
		CHECK(!coop_lease_may_send(deadline, 0, length));
		CHECK(coop_lease_protects_until(deadline, 7) == 7 + length + COOP_FOREIGN_WAIT_SECONDS * SECOND);
	}
}

static void kept(void)
{
	CHECK(COOP_RUN_KEPT_SECONDS > COOP_JOURNAL_KEPT_SECONDS);
}

int main(void)
{
	judges();
	judges_extremes();
	lengths();
	kept();
	return test_result();
}
