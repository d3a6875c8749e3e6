/* SPDX-License-Identifier: MIT */
#ifndef COOP_LEASE_H
#define COOP_LEASE_H

#include "text.h"
#include <stdint.h>

/* A lease says which process may send a user's refresh token, and until when. All numbers that two processes have to
 * agree on stand in this file: a run, the refresh of one user, and the SQL of every database take them from here. */

/* ---- Times of a holder, in milliseconds of a clock that does not jump -------------------------------------------- */

/* How long the transaction that saves an answer may take, with its retries after locks and lost connections. */
#define COOP_SAVE_BUDGET INT64_C(10000)

/* Returns how long a row is leased: long enough for a request, one resend, and the saving of the answer.
 * `answer_deadline` is how long one request may take. */
int64_t coop_lease_length(int64_t answer_deadline);

/* Returns whether a request may be sent at `now` under a lease that counts from `began`. Enough of the lease must be
 * left for the answer, its saving, and what cannot be foreseen (a COMMIT that hangs, clocks that differ). */
bool coop_lease_may_send(int64_t answer_deadline, int64_t began, int64_t now);

/* Returns until when no other process sends a token whose lease counts from `began`. A run that cannot save goes on
 * trying until that time, since until then the old token belongs to this run alone. */
int64_t coop_lease_protects_until(int64_t answer_deadline, int64_t began);

/* ---- Who may take a row, in seconds of the database's clock ------------------------------------------------------ */

#define COOP_RUN_NAME_LENGTH 32 /* hexadecimal digits; the run's journal has the same name */
#define COOP_HOLDER_SIZE 65 /* bytes: "<run>/<number of the taking>" and a NUL; the column `holder` is one shorter */

/* After the end of a lease, a process that does not find the holder's journal leaves the row alone for this long. The
 * journal may hold the token's successor, and the holder's run may come back to save it. */
#define COOP_FOREIGN_WAIT_SECONDS 300

typedef enum coop_lease_state {
	COOP_LEASE_FREE, /* nobody holds the row */
	COOP_LEASE_OURS, /* this run has written the lease itself, by a COMMIT that was reported as failed */
	COOP_LEASE_HELD, /* another run holds the row, and its lease has not ended */
	COOP_LEASE_ORPHANED, /* the lease ended without a release; its journal is replayed before the row is taken */
	COOP_LEASE_ABANDONED /* the lease ended too long ago to wait for its journal, or its holder is no run */
} coop_lease_state;

/* Judges the lease of a row. `holder` (empty, but never NULL) and `until` are as the row has them; `run` is our name.
 * If the lease is ORPHANED, its run's name is put into `holding_run`, which has COOP_RUN_NAME_LENGTH + 1 bytes. */
coop_lease_state coop_lease_judge(
	const char *holder, int64_t until, const char *run, int64_t now, char *holding_run) COOP_MUST_CHECK;

/* ---- Rests, in seconds ------------------------------------------------------------------------------------------- */

#define COOP_REST_REJECTED 600 /* after a refusal, before the same token is tried again */
#define COOP_REST_ENDED \
 (23 * 3600) /* the same, if the login has ended; a daily run may start earlier than yesterday's */
#define COOP_REST_UNSAVEABLE 3600 /* after the row has refused new tokens */

/* How long web pages leave a token alone after a try that brought neither tokens nor a refusal. Between the two, as
 * long as tries have failed already. */
#define COOP_HOLD_MINIMUM 5
#define COOP_HOLD_MAXIMUM 60

/* ---- The companion table ----------------------------------------------------------------------------------------- */

#define COOP_USER_KEY_MAXIMUM 190 /* of the columns store and user_key, in characters or bytes as the database counts */
#define COOP_STORE_NAME_MAXIMUM 180 /* bytes; room is left in the column for "#run", which the row of a run adds */

#define COOP_JOURNAL_KEPT_SECONDS (72 * 3600) /* from the last write on; not if answers are left in it */
#define COOP_RUN_KEPT_SECONDS (COOP_JOURNAL_KEPT_SECONDS + 3600) /* so that a run's row outlives its journal */

#endif
