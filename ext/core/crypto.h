/* SPDX-License-Identifier: MIT */
#ifndef COOP_CRYPTO_H
#define COOP_CRYPTO_H

#include "text.h"

/* No other file calls OpenSSL. A function that returns false has failed, and has zeroed its output. */

#define COOP_SHA256_SIZE 32

bool coop_random(void *bytes, size_t len) COOP_MUST_CHECK; /* OpenSSL's generator reseeds after a fork */
bool coop_sha256(coop_view bytes, unsigned char digest[COOP_SHA256_SIZE]) COOP_MUST_CHECK;

/* The same for several texts, which costs less than one by one since OpenSSL looks the algorithm up once. */
bool coop_sha256_each(const coop_view *bytes, size_t count, unsigned char (*digests)[COOP_SHA256_SIZE]) COOP_MUST_CHECK;

const char *coop_crypto_library_version(void); /* OpenSSL's run-time version, for phpinfo() */

#endif
