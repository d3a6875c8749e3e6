/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_SEARCH_H
#define COOP_JOURNAL_SEARCH_H

#include "reader.h"
#include "../secret.h"

/* What is still needed of what was written. */

#define COOP_JOURNAL_SEARCH_MAXIMUM 1000 /* fingerprints */

/* Called for an ANSWER with the index of its fingerprint. The record's views end with the call. */
typedef void coop_journal_found(void *context, size_t index, const coop_journal_record *record);

/* Calls `found` for every ANSWER to one of these refresh tokens, in all files, the newest file last. Takes no lock: a
 * file of a run that lives is read as far as it is written. An empty fingerprint finds nothing. False: errno: a file
 * could not be read (the others were searched), or there are more than COOP_JOURNAL_SEARCH_MAXIMUM fingerprints (EINVAL). */
bool coop_journal_folder_find(coop_journal_folder *folder, coop_view store,
	const char (*fingerprints)[COOP_FINGERPRINT_LENGTH + 1], size_t count, coop_journal_found *found,
	void *context) COOP_MUST_CHECK;

/* Unlinks what was last modified more than COOP_JOURNAL_KEPT_SECONDS before `now`: closed files, and those of dead runs
 * without an ANSWER. One with an ANSWER stays until its store's next run has replayed and closed it. False: errno: something could not be looked at or removed; the rest was. */
bool coop_journal_folder_remove_old(coop_journal_folder *folder, int64_t now);

#endif
