/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_SEARCH_H
#define COOP_JOURNAL_SEARCH_H

#include "reader.h"
#include "../secret.h"

/* Searches and cleans a folder of journals. */

#define COOP_JOURNAL_SEARCH_MAXIMUM 1000 /* fingerprints in one search */

/* Is called for an ANSWER with the index of its fingerprint. The record's views are valid during the call. */
typedef void coop_journal_found(void *context, size_t index, const coop_journal_record *record);

/* Calls `found` for every ANSWER to one of these refresh tokens, in all files, the newest file last. No lock is taken,
 * so the file of a run that lives is read as far as it is written. An empty fingerprint finds nothing. Returns false
 * with errno if a file cannot be read, after the others were searched, or if `count` is over the maximum (EINVAL). */
bool coop_journal_folder_find(coop_journal_folder *folder, coop_view store,
	const char (*fingerprints)[COOP_FINGERPRINT_LENGTH + 1], size_t count, coop_journal_found *found,
	void *context) COOP_MUST_CHECK;

/* Removes files that were last modified more than COOP_JOURNAL_KEPT_SECONDS before `now`, if they are closed or are of
 * a dead run and without an ANSWER. One with an ANSWER stays until the next run of its store has replayed and closed
 * it. Returns false with errno if a file cannot be read or removed; the others are removed. */
bool coop_journal_folder_remove_old(coop_journal_folder *folder, int64_t now);

#endif
