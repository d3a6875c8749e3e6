/* SPDX-License-Identifier: MIT */
#include "crypto.h"
#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

/* The error queue is shared with everybody in this thread who uses OpenSSL (PHP's ext/openssl shows it to scripts):
 * every call sets a mark, and here our own entries are taken off again. */
static bool finish(bool worked, void *output, size_t len)
{
	(void) ERR_pop_to_mark(); /* 0 only without a mark */
	if (!worked) {
		explicit_bzero(output, len);
	}
	return worked;
}

/* OpenSSL takes some absent inputs as a request for something else. */
static const unsigned char *bytes_of(coop_view view)
{
	return (const unsigned char *) (view.ptr ? view.ptr : "");
}

bool coop_random(void *bytes, size_t len)
{
	(void) ERR_set_mark(); /* 0 only on an empty queue, where popping everything is right */
	return finish(len <= INT_MAX && RAND_bytes(bytes, (int) len) == 1, bytes, len);
}

bool coop_sha256(coop_view bytes, unsigned char digest[COOP_SHA256_SIZE])
{
	unsigned int size = 0;

	(void) ERR_set_mark();
	bool worked = EVP_Digest(bytes_of(bytes), bytes.len, digest, &size, EVP_sha256(), NULL) == 1;
	return finish(worked && size == COOP_SHA256_SIZE, digest, COOP_SHA256_SIZE);
}

const char *coop_crypto_library_version(void)
{
	return OpenSSL_version(OPENSSL_VERSION_STRING);
}
