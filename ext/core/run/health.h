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

/* The server's answers decide how many requests may be in flight, whether the server is left in peace for a while, and
 * whether its rejections can be believed. */

#define COOP_RUN_RECENT 100 /* tokens and rejections that coop_run_health_is_believable() looks at */

typedef struct coop_run_health {
	int concurrency;
	uint32_t random;

	int limit; /* how many requests may be in flight now */
	int round; /* answers since `limit` last grew */

	bool recent[COOP_RUN_RECENT]; /* a ring; true if the answer was a rejection */
	int recent_count, recent_at, recent_rejections;
	int64_t successes, rejections;

	int failures_in_a_row;
	int64_t trouble_since; /* the time of the first failure or refusal since a success; INT64_MAX if there is none */
	int64_t pause; /* length of the last pause; 0 if there was none since a success */
	int64_t paused_until;
} coop_run_health;

void coop_run_health_init(coop_run_health *health, int concurrency, uint32_t seed);

void coop_run_health_succeeded(coop_run_health *health);
void coop_run_health_rejected(coop_run_health *health);
void coop_run_health_answered(coop_run_health *health); /* any other answer that shows the server at work */

/* Report that no answer came, or one that makes no sense, and that the server asks for a rest. `retry_after` is
 * negative if the server does not say how long. They return true if there is no use in going on. */
bool coop_run_health_failed(coop_run_health *health, int64_t now) COOP_MUST_CHECK;
bool coop_run_health_rate_limited(coop_run_health *health, int64_t retry_after, int64_t now) COOP_MUST_CHECK;

/* Returns whether so many requests have failed in a row that no single request can be the cause. */
bool coop_run_health_is_down(const coop_run_health *health);

/* Returns false if so many of the answers are rejections that the users can hardly be the cause. */
bool coop_run_health_is_believable(const coop_run_health *health);

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
