/* SPDX-License-Identifier: MIT */
#include "lease.h"

#define SECOND INT64_C(1000)

#define LENGTH_MINIMUM (120 * SECOND)
#define SAFETY (15 * SECOND)

_Static_assert(
	sizeof("/4294967295") + COOP_RUN_NAME_LENGTH <= COOP_HOLDER_SIZE, "a run's name and any number of a taking fit");
_Static_assert(
	COOP_STORE_NAME_MAXIMUM + sizeof("#run") - 1 <= COOP_USER_KEY_MAXIMUM, "a run's row has room for its store");

int64_t coop_lease_length(int64_t answer_deadline)
{
	int64_t needed = 2 * answer_deadline + COOP_SAVE_BUDGET + 2 * SAFETY;
	return needed > LENGTH_MINIMUM ? needed : LENGTH_MINIMUM;
}

bool coop_lease_may_send(int64_t answer_deadline, int64_t began, int64_t now)
{
	return now - began < coop_lease_length(answer_deadline) - answer_deadline - COOP_SAVE_BUDGET - SAFETY;
}

int64_t coop_lease_protects_until(int64_t answer_deadline, int64_t began)
{
	return began + coop_lease_length(answer_deadline) + COOP_FOREIGN_WAIT_SECONDS * SECOND;
}

coop_lease_state coop_lease_judge(const char *holder, int64_t until, const char *run, int64_t now, char *holding_run)
{
	size_t len = strcspn(holder, "/");
	bool named = len == COOP_RUN_NAME_LENGTH;
	if (!holder[0]) {
		return COOP_LEASE_FREE;
	}
	if (named && strncmp(holder, run, COOP_RUN_NAME_LENGTH) == 0) {
		return COOP_LEASE_OURS;
	}
	if (until > now) {
		return COOP_LEASE_HELD;
	}
	/* Nothing is added to `until`, which may be any number, nor taken from a negative `now`: the sum could overflow. */
	if (!named || until <= now - (now < 0 ? 0 : COOP_FOREIGN_WAIT_SECONDS)) {
		return COOP_LEASE_ABANDONED;
	}
	memcpy(holding_run, holder, len);
	holding_run[len] = '\0';
	return COOP_LEASE_ORPHANED;
}
