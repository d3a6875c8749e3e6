/* SPDX-License-Identifier: MIT */
#ifndef COOP_SECRET_H
#define COOP_SECRET_H

#include "text.h"

/* Bytes that are wiped before they are freed. A secret is read through its view, compared by coop_secret_equals(),
 * whose time does not depend on the contents, and named by its fingerprint. */
typedef struct coop_secret {
	char *ptr; /* owned; NULL if the secret is absent, which differs from empty */
	size_t len;
} coop_secret;

#define COOP_FINGERPRINT_LENGTH 32

/* Replaces the secret by a copy of `bytes`, which may be a part of the old one. If bytes.ptr is NULL, the secret
 * becomes absent. Returns false if memory runs out; the secret is absent then, too. */
bool coop_secret_set(coop_secret *secret, coop_view bytes) COOP_MUST_CHECK;
void coop_secret_clear(coop_secret *secret);

static inline coop_view coop_secret_view(const coop_secret *secret)
{
	return (coop_view){secret->ptr, secret->len};
}

/* Compares in a time that depends on the lengths only. */
bool coop_secret_equals(coop_view a, coop_view b);

/* Writes the first 128 bits of the SHA-256 of `secret` into `fingerprint`, as 32 lower-case hex digits and a NUL. The
 * fingerprint names a token in the journal and in the companion table (column fp) without giving it away. Returns false
 * if OpenSSL or memory fails; the text is empty then. */
bool coop_fingerprint(coop_view secret, char fingerprint[COOP_FINGERPRINT_LENGTH + 1]) COOP_MUST_CHECK;

/* A secret, and where its fingerprint goes. Both are borrowed. */
typedef struct coop_fingerprinting {
	coop_view secret;
	char *fingerprint; /* of COOP_FINGERPRINT_LENGTH + 1 */
} coop_fingerprinting;

/* The fingerprints of several, which costs less than one by one. */
bool coop_fingerprint_each(const coop_fingerprinting *list, size_t count) COOP_MUST_CHECK;

#endif
