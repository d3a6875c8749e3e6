/* SPDX-License-Identifier: MIT */
#ifndef COOP_RUN_HEALTH_H
#define COOP_RUN_HEALTH_H

#include "../text.h"
#include <stdint.h>

static inline int64_t coop_larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static inline int64_t coop_smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* The health of the two things that a run (run.h) depends on, the server and the store. All times are milliseconds. */

/* ---- The server -------------------------------------------------------------------------------------------------- */

/* The server's answers decide how many requests may be in flight, and whether the server is left in peace for a
 * while. */

typedef struct coop_run_health {
	int concurrency;
	uint32_t random;

	int limit; /* how many requests may be in flight now */
	int round; /* answers since `limit` last grew */

	int failures_in_a_row; /* answers that brought no tokens and did not say that a login has ended */
	bool only_refusals; /* all of these were refusals in the server's own words, which may be about users */
	bool in_doubt; /* there was a failure or a refusal since the last success, and what follows may show why */
	int64_t trouble_since; /* the time of the first failure since a success; INT64_MAX if there is none */
	int64_t pause; /* length of the last pause; 0 if there was none since a success */
	int64_t paused_until;
} coop_run_health;

void coop_run_health_init(coop_run_health *health, int concurrency, uint32_t seed);

void coop_run_health_succeeded(coop_run_health *health);
void coop_run_health_answered(coop_run_health *health); /* an answer that shows the server at work */

/* Report that the server said that a login has ended, and that it refused a token in other words. `first` is true
 * before the first success: then one request at a time is sent until there is one. */
void coop_run_health_ended(coop_run_health *health, bool first);
bool coop_run_health_refused(coop_run_health *health, bool first, int64_t now) COOP_MUST_CHECK;

/* Report that no answer came, or none that makes sense, and that the server asks for a rest. `retry_after` is negative
 * if the server does not say how long. All that return something return true if there is no use in going on. */
bool coop_run_health_failed(coop_run_health *health, int64_t now) COOP_MUST_CHECK;
bool coop_run_health_limited(coop_run_health *health, int64_t retry_after, int64_t now) COOP_MUST_CHECK;

/* Returns whether so many requests have failed in a row that no single request can be the cause. */
bool coop_run_health_is_down(const coop_run_health *health);

/* Returns whether the next row is better taken from the other end of the table, since a whole stretch of it may be in
 * trouble. */
bool coop_run_health_is_in_doubt(const coop_run_health *health);

/* ---- The store --------------------------------------------------------------------------------------------------- */

typedef struct coop_run_store {
	uint32_t random;
	bool failing;
	int64_t failing_since;
	int64_t retry_wait; /* the last wait; 0 if there was none since the store worked */
	int64_t retry_at;
} coop_run_store;

void coop_run_store_init(coop_run_store *store, uint32_t seed);
void coop_run_store_worked(coop_run_store *store);
void coop_run_store_failed(coop_run_store *store, int64_t now);

#endif
