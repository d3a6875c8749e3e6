/* SPDX-License-Identifier: MIT */
#include "health.h"

#define SECOND INT64_C(1000)

#define PAUSE_MINIMUM (1 * SECOND)
#define PAUSE_MAXIMUM (60 * SECOND)
#define PAUSE_LONGEST_ASKED (300 * SECOND) /* by a Retry-After; if it asks for more, the run ends */
#define FAILURES_MAXIMUM 8 /* in a row; from then on the server counts as down */
#define REFUSALS_MAXIMUM 32 /* in a row, after which there is a short pause though each may be about a user */
#define OUTAGE_MAXIMUM (300 * SECOND) /* of trouble without a success; then the run ends */

#define RETRY_MINIMUM 50 /* between two tries of a transaction */
#define RETRY_MAXIMUM (2 * SECOND)

/* Returns `length` and up to a quarter more, by xorshift. So processes that wait for the same thing do not all come
 * back in the same moment. */
static int64_t spread(uint32_t *random, int64_t length)
{
	*random ^= *random << 13;
	*random ^= *random >> 17;
	*random ^= *random << 5;
	return length + (int64_t) (*random % (uint32_t) (length / 4 + 1));
}

void coop_run_health_init(coop_run_health *health, int concurrency, uint32_t seed)
{
	*health = (coop_run_health){
		.concurrency = concurrency,
		.random = seed | 1,
		.limit = 1,
		.trouble_since = INT64_MAX,
	};
}

/* ---- How many in flight ------------------------------------------------------------------------------------------ */

/* Lets the limit grow slowly, 1, 2, 4 ..., until the first success lifts it. */
static void open_further(coop_run_health *health)
{
	if (health->limit < health->concurrency && ++health->round >= health->limit) {
		health->limit = (int) coop_smaller(2 * health->limit, health->concurrency);
		health->round = 0;
	}
}

static void close_again(coop_run_health *health)
{
	health->limit = 1;
	health->round = 0;
}

void coop_run_health_answered(coop_run_health *health)
{
	health->failures_in_a_row = 0;
	open_further(health);
}

void coop_run_health_succeeded(coop_run_health *health)
{
	health->failures_in_a_row = 0;
	health->in_doubt = false;
	health->trouble_since = INT64_MAX;
	health->pause = 0;
	health->limit = health->concurrency;
}

/* ---- Refusals ---------------------------------------------------------------------------------------------------- */

void coop_run_health_ended(coop_run_health *health, bool first)
{
	health->failures_in_a_row = 0;
	health->in_doubt = health->in_doubt || first;
	if (first) {
		close_again(health);
	}
}

/* Counts an answer without tokens. Returns whether it is time for a pause. */
static bool count_failure(coop_run_health *health, bool is_refusal)
{
	health->only_refusals = is_refusal && (health->only_refusals || health->failures_in_a_row == 0);
	health->failures_in_a_row++;
	health->in_doubt = true;
	return coop_run_health_is_down(health) && !health->only_refusals;
}

/* ---- Trouble ----------------------------------------------------------------------------------------------------- */

static bool pause_for(coop_run_health *health, int64_t length, int64_t now)
{
	health->paused_until = coop_larger(health->paused_until, now + coop_smaller(length, PAUSE_LONGEST_ASKED));
	close_again(health);
	return length > PAUSE_LONGEST_ASKED || now - health->trouble_since >= OUTAGE_MAXIMUM;
}

/* Pauses for the next of 1, 2, 4 ... 60 seconds. Failures that arrive during a pause do not lengthen it. */
static bool pause_longer(coop_run_health *health, int64_t now)
{
	if (now < health->paused_until) {
		return false;
	}
	health->pause = health->pause ? coop_smaller(2 * health->pause, PAUSE_MAXIMUM) : PAUSE_MINIMUM;
	return pause_for(health, spread(&health->random, health->pause), now);
}

bool coop_run_health_is_down(const coop_run_health *health)
{
	return health->failures_in_a_row >= FAILURES_MAXIMUM;
}

bool coop_run_health_is_in_doubt(const coop_run_health *health)
{
	return health->in_doubt && health->limit == 1;
}

bool coop_run_health_failed(coop_run_health *health, int64_t now)
{
	health->trouble_since = coop_smaller(health->trouble_since, now);
	return count_failure(health, false) && pause_longer(health, now);
}

/* Many users in a row may have logins that the server has ended in such words, so refusals alone make no long pause.
 * But it may also be a wall before the server, which is not to be hammered. Without a success the run stops soon in any
 * case; after one, the limit is lowered until the next. */
bool coop_run_health_refused(coop_run_health *health, bool first, int64_t now)
{
	bool pause = count_failure(health, true);
	if (first || coop_run_health_is_down(health)) {
		close_again(health);
	}
	if (!pause && health->failures_in_a_row % REFUSALS_MAXIMUM == 0) {
		return pause_for(health, PAUSE_MINIMUM, now);
	}
	return pause && pause_longer(health, now);
}

/* If the server asks for no wait at all, the run waits for the shortest pause all the same. */
bool coop_run_health_limited(coop_run_health *health, int64_t retry_after, int64_t now)
{
	health->trouble_since = coop_smaller(health->trouble_since, now);
	health->in_doubt = true;
	if (retry_after < 0) {
		return pause_longer(health, now);
	}
	return pause_for(health, coop_larger(retry_after, PAUSE_MINIMUM), now);
}

/* ---- The store --------------------------------------------------------------------------------------------------- */

void coop_run_store_init(coop_run_store *store, uint32_t seed)
{
	*store = (coop_run_store){.random = seed | 1};
}

void coop_run_store_worked(coop_run_store *store)
{
	store->failing = false;
	store->retry_wait = 0;
}

void coop_run_store_failed(coop_run_store *store, int64_t now)
{
	if (!store->failing) {
		store->failing = true;
		store->failing_since = now;
	}
	store->retry_wait = store->retry_wait ? coop_smaller(2 * store->retry_wait, RETRY_MAXIMUM) : RETRY_MINIMUM;
	store->retry_at = now + spread(&store->random, store->retry_wait);
}
