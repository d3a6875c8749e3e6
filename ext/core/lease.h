/* SPDX-License-Identifier: MIT */
#ifndef COOP_LEASE_H
#define COOP_LEASE_H

#include "text.h"
#include <stdint.h>

/* A lease says who may send a user's refresh token, and until when. Every number that two processes have to agree on
 * stands here, and nowhere else: a run, the refresh of one user, and the SQL of every database take them from here. */

/* ---- Times of a holder, in milliseconds of a clock that does not jump ------------------------------------------------ */

/* For the transaction that saves an answer, with its retries after locks and lost connections. */
#define COOP_SAVE_BUDGET INT64_C(10000)

/* How long a row is leased for, so that a request, one resend and their saving fit. `answer_deadline`: how long one request
 * may take. */
int64_t coop_lease_length(int64_t answer_deadline);

/* Whether a lease that counts from `began` leaves time for a request that is sent at `now`: for its answer, for saving that,
 * and for what cannot be foreseen (a COMMIT that hangs, clocks that differ). */
bool coop_lease_may_send(int64_t answer_deadline, int64_t began, int64_t now);

/* Until when nobody else sends the token of a lease that counts from `began`. A run that cannot save goes on trying until
 * then, since the old token is still this run's alone. */
int64_t coop_lease_protects_until(int64_t answer_deadline, int64_t began);

/* ---- Who may take a row, in seconds of the database's clock ------------------------------------------------------------ */

#define COOP_RUN_NAME_LENGTH 32 /* hexadecimal digits; also the name of the run's journal */
#define COOP_HOLDER_SIZE 65 /* "<run>/<number of the taking>" with its end; the column `holder` has one less */

/* After the end of a lease its row is left alone for so long by everybody who does not find the holder's journal, since the
 * journal may hold the token's successor and its run may come back. */
#define COOP_FOREIGN_WAIT_SECONDS 300

typedef enum coop_lease_state {
	COOP_LEASE_FREE, /* nobody holds it */
	COOP_LEASE_OURS, /* this run has written it, and did not learn so: its COMMIT failed */
	COOP_LEASE_HELD, /* another run holds it, and its lease has not ended */
	COOP_LEASE_ORPHANED, /* it has ended without a release: whoever finds the run's journal may take over after a replay */
	COOP_LEASE_ABANDONED /* it ended so long ago, or names no run, that nothing is waited for */
} coop_lease_state;

/* `holder` as the row has it; `run` is our own name. *holding_run, of COOP_RUN_NAME_LENGTH + 1, gets the name of the holder's
 * run after ORPHANED. */
coop_lease_state coop_lease_judge(
	const char *holder, int64_t until, const char *run, int64_t now, char *holding_run) COOP_MUST_CHECK;

/* ---- Strikes, and rests in seconds --------------------------------------------------------------------------------------- */

#define COOP_STRIKES_TO_END 2 /* rejections of one token that end a login */
#define COOP_STRIKES_AFTERWARDS 7 /* tries after that, one a day, so that a wrong verdict heals */

#define COOP_REST_REJECTED 600 /* after a rejection, before the same token is tried again */
#define COOP_REST_ENDED 86400 /* the same once the login has ended */
#define COOP_REST_UNSAVEABLE 3600 /* after tokens that the row has refused */

static inline bool coop_login_has_ended(int64_t strikes) /* the user has to log in again */
{
	return strikes >= COOP_STRIKES_TO_END;
}

static inline bool coop_login_is_given_up(int64_t strikes) /* and the token is not even tried any more */
{
	return strikes >= COOP_STRIKES_TO_END + COOP_STRIKES_AFTERWARDS;
}

/* ---- The companion table ---------------------------------------------------------------------------------------------------- */

#define COOP_USER_KEY_MAXIMUM 190 /* of the columns store and user_key: characters or bytes, as the database counts */
#define COOP_STORE_NAME_MAXIMUM 180 /* bytes: a run's row adds "#run" to its store's name */

#define COOP_JOURNAL_KEPT_SECONDS \
 (72 * 3600) /* a journal that is older is removed, unless it was left with an answer in it */
#define COOP_RUN_KEPT_SECONDS (COOP_JOURNAL_KEPT_SECONDS + 3600) /* a run's row outlives its journal */

#endif
