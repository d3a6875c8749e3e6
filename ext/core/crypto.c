/* SPDX-License-Identifier: MIT */
#include "crypto.h"
#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

/* OpenSSL's error queue belongs to the thread, and PHP's ext/openssl shows it to scripts. So each function here sets a
 * mark before it calls OpenSSL, and finish() takes what came after the mark off the queue. */
static bool finish(bool worked, void *output, size_t len)
{
	(void) ERR_pop_to_mark(); /* returns 0 only if there is no mark */
	if (!worked) {
		explicit_bzero(output, len);
	}
	return worked;
}

/* A view of no bytes may have a NULL pointer, which OpenSSL need not take for an empty input. */
static const unsigned char *bytes_of(coop_view view)
{
	return (const unsigned char *) (view.ptr ? view.ptr : "");
}

bool coop_random(void *bytes, size_t len)
{
	(void) ERR_set_mark(); /* returns 0 only if the queue is empty, and then finish() may pop everything */
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

const char *coop_crypto_library_version(void)
{
	return OpenSSL_version(OPENSSL_VERSION_STRING);
}
