/* SPDX-License-Identifier: MIT */
#include "secret.h"
#include "crypto.h"
#include <stdlib.h>

bool coop_secret_set(coop_secret *secret, coop_view bytes)
{
	char *copy = NULL;
	/* The copy is made before the old bytes are freed, since `bytes` may be a part of them. */
	if (bytes.ptr) {
		copy = malloc(bytes.len + 1);
		if (copy) {
			memcpy(copy, bytes.ptr, bytes.len);
			copy[bytes.len] = '\0';
		}
	}
	coop_secret_clear(secret);
	if (copy) {
		*secret = (coop_secret){copy, bytes.len};
	}
	return copy || !bytes.ptr;
}

void coop_secret_clear(coop_secret *secret)
{
	if (secret->ptr) {
		explicit_bzero(secret->ptr, secret->len);
		free(secret->ptr);
	}
	*secret = (coop_secret){NULL, 0};
}

bool coop_secret_equals(coop_view a, coop_view b)
{
	/* Without volatile a compiler may stop at the first byte that differs. */
	volatile unsigned char difference = 0;
	if (a.len != b.len) {
		return false;
	}
	for (size_t i = 0; i < a.len; i++) {
		difference |= (unsigned char) (a.ptr[i] ^ b.ptr[i]);
	}
	return difference == 0;
}

#define DIGESTS 64 /* at once, on the stack */

static void write_fingerprint(const unsigned char *digest, char *fingerprint)
{
	static const char DIGITS[] = "0123456789abcdef";
	for (size_t i = 0; i < COOP_FINGERPRINT_LENGTH / 2; i++) {
		fingerprint[2 * i] = DIGITS[digest[i] >> 4];
		fingerprint[2 * i + 1] = DIGITS[digest[i] & 15];
	}
}

bool coop_fingerprint_each(const coop_fingerprinting *list, size_t count)
{
	bool made = true;

	for (size_t first = 0; first < count; first += DIGESTS) {
		coop_view secrets[DIGESTS];
		unsigned char digests[DIGESTS][COOP_SHA256_SIZE];
		size_t part = count - first < DIGESTS ? count - first : DIGESTS;
		for (size_t i = 0; i < part; i++) {
			secrets[i] = list[first + i].secret;
		}
		made = coop_sha256_each(secrets, part, digests) && made;
		for (size_t i = 0; i < part; i++) {
			memset(list[first + i].fingerprint, 0, COOP_FINGERPRINT_LENGTH + 1);
			if (made) {
				write_fingerprint(digests[i], list[first + i].fingerprint);
			}
		}
	}
	return made;
}

bool coop_fingerprint(coop_view secret, char fingerprint[COOP_FINGERPRINT_LENGTH + 1])
{
	return coop_fingerprint_each(&(coop_fingerprinting){secret, fingerprint}, 1);
}
