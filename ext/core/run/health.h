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

/* How the two are that a run (run.h) depends on. Times in milliseconds. */

/* ---- The server --------------------------------------------------------------------------------------------------- */

/* What its answers tell: how many requests it is sent abreast, whether it is left in peace for a while, and whether its
 * rejections can be believed. */

#define COOP_RUN_RECENT 100 /* tokens and rejections that the brake looks back on */

typedef struct coop_run_health {
	int concurrency;
	uint32_t random;

	int limit; /* how many abreast now */
	int round; /* answers since it last grew */

	bool recent[COOP_RUN_RECENT]; /* a ring: rejected, or not */
	int recent_count, recent_at, recent_rejections;
	int64_t successes, rejections;

	int failures_in_a_row;
	int64_t trouble_since; /* the first failure or refusal since a success; INT64_MAX: none */
	int64_t pause; /* length of the last one; 0: none since a success */
	int64_t paused_until;
} coop_run_health;

void coop_run_health_init(coop_run_health *health, int concurrency, uint32_t seed);

void coop_run_health_succeeded(coop_run_health *health);
void coop_run_health_rejected(coop_run_health *health);
void coop_run_health_answered(coop_run_health *health); /* anything else that shows it at work */

/* No answer, or one without sense; being asked to come less often (`retry_after` negative: it does not say when).
 * True: it is no use to go on. */
bool coop_run_health_failed(coop_run_health *health, int64_t now) COOP_MUST_CHECK;
bool coop_run_health_rate_limited(coop_run_health *health, int64_t retry_after, int64_t now) COOP_MUST_CHECK;

bool coop_run_health_is_down(
	const coop_run_health *health); /* so many failures in a row that it is not a request's fault */
bool coop_run_health_is_believable(const coop_run_health *health);

/* ---- The store ---------------------------------------------------------------------------------------------------- */

typedef struct coop_run_store {
	uint32_t random;
	bool failing;
	int64_t failing_since;
	int64_t retry_wait; /* the last one; 0: none since it worked */
	int64_t retry_at;
} coop_run_store;

void coop_run_store_init(coop_run_store *store, uint32_t seed);
void coop_run_store_worked(coop_run_store *store);
void coop_run_store_failed(coop_run_store *store, int64_t now);

#endif
