/* SPDX-License-Identifier: MIT */
#ifndef COOP_SECRET_H
#define COOP_SECRET_H

#include "text.h"

/* Bytes that are wiped when they are let go. The only ways to look at one are its view, a comparison that takes as
 * long whatever the contents, and its fingerprint. */
typedef struct coop_secret {
	char *ptr; /* owned; NULL: absent, which differs from empty */
	size_t len;
} coop_secret;

#define COOP_FINGERPRINT_LENGTH 32

/* Replaces what was there by a copy. A view with NULL makes the secret absent. False: out of memory, absent then. */
bool coop_secret_set(coop_secret *secret, coop_view bytes) COOP_MUST_CHECK;
void coop_secret_clear(coop_secret *secret);

static inline coop_view coop_secret_view(const coop_secret *secret)
{
	return (coop_view){secret->ptr, secret->len};
}

/* Time depends on the lengths only. */
bool coop_secret_equals(coop_view a, coop_view b);

/* The first 128 bits of SHA-256 as lower-case hex: names a token in the journal and in the companion table (column fp)
 * without giving it away. `fingerprint` receives 32 digits and a NUL. False: the digest failed; the text is empty. */
bool coop_fingerprint(coop_view secret, char fingerprint[COOP_FINGERPRINT_LENGTH + 1]) COOP_MUST_CHECK;

/* A secret, and where its fingerprint goes. Both are borrowed. */
typedef struct coop_fingerprinting {
	coop_view secret;
	char *fingerprint; /* of COOP_FINGERPRINT_LENGTH + 1 */
} coop_fingerprinting;

/* The fingerprints of several, which costs less than one by one. */
bool coop_fingerprint_each(const coop_fingerprinting *list, size_t count) COOP_MUST_CHECK;

#endif
