/* SPDX-License-Identifier: MIT */
#include "crypto.h"
#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
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

bool coop_sha256_each(const coop_view *bytes, size_t count, unsigned char (*digests)[COOP_SHA256_SIZE])
{
	(void) ERR_set_mark();
	EVP_MD *sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool worked = sha256 && context && EVP_MD_get_size(sha256) == COOP_SHA256_SIZE;

	for (size_t i = 0; worked && i < count; i++) {
		worked = EVP_DigestInit_ex(context, sha256, NULL) == 1 &&
			EVP_DigestUpdate(context, bytes_of(bytes[i]), bytes[i].len) == 1 &&
			EVP_DigestFinal_ex(context, digests[i], NULL) == 1;
	}
	EVP_MD_CTX_free(context);
	EVP_MD_free(sha256);
	return finish(worked, digests, count * COOP_SHA256_SIZE);
}

bool coop_sha256(coop_view bytes, unsigned char digest[COOP_SHA256_SIZE])
{
	return coop_sha256_each(&bytes, 1, (unsigned char(*)[COOP_SHA256_SIZE]) digest);
}

bool coop_hmac_sha256(coop_view key, coop_view bytes, unsigned char digest[COOP_SHA256_SIZE])
{
	unsigned int size = 0;

	(void) ERR_set_mark();
	bool worked = key.len <= INT_MAX &&
		HMAC(EVP_sha256(), bytes_of(key), (int) key.len, bytes_of(bytes), bytes.len, digest, &size) != NULL;
	return finish(worked && size == COOP_SHA256_SIZE, digest, COOP_SHA256_SIZE);
}

const char *coop_crypto_library_version(void)
{
	return OpenSSL_version(OPENSSL_VERSION_STRING);
}
