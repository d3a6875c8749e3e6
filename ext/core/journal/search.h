/* SPDX-License-Identifier: MIT */
#ifndef COOP_JOURNAL_SEARCH_H
#define COOP_JOURNAL_SEARCH_H

#include "reader.h"
#include "../secret.h"

/* What is still needed of what was written. `store` with ptr NULL: of every store. */

#define COOP_JOURNAL_SEARCH_MAXIMUM 1000 /* fingerprints */

/* Where the ANSWER records are that have no later END of the same store, user and fingerprint; in the file's order, for
 * coop_journal_reader_at(). Reads from the start to the end, so coop_journal_reader_commits() is complete afterwards.
 * Memory grows with the answers that are open at once. *offsets is owned by the caller (free()), NULL when there are
 * none. False: errno: the file could not be read, ENOMEM without memory, EOVERFLOW beyond 2 million open ones. */
bool coop_journal_open_answers(
	coop_journal_reader *reader, coop_view store, uint64_t **offsets, size_t *count) COOP_MUST_CHECK;

/* Called for an ANSWER with the index of its fingerprint. The record's views end with the call. False: stop. */
typedef bool coop_journal_found(void *context, size_t index, const coop_journal_record *record);

/* Calls `found` for every ANSWER to one of these refresh tokens, in all files, the newest file last. Takes no lock: a
 * file of a run that lives is read as far as it is written. An empty fingerprint finds nothing. True: all was searched,
 * or `found` stopped it. False: errno: a file could not be read (the others were searched), or there are more than
 * COOP_JOURNAL_SEARCH_MAXIMUM fingerprints (EINVAL). */
bool coop_journal_folder_find(coop_journal_folder *folder, coop_view store,
	const char (*fingerprints)[COOP_FINGERPRINT_LENGTH + 1], size_t count, coop_journal_found *found,
	void *context) COOP_MUST_CHECK;

/* Unlinks what was last modified more than COOP_JOURNAL_KEPT_SECONDS before `now`: closed files, and those of dead runs
 * in which no answer is open. False: errno: something could not be looked at or removed; the rest was. */
bool coop_journal_folder_remove_old(coop_journal_folder *folder, int64_t now);

#endif
