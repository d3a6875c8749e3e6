/* SPDX-License-Identifier: MIT */
#include "secret.h"
#include "crypto.h"
#include "encoding.h"
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

bool coop_fingerprint(coop_view secret, char fingerprint[COOP_FINGERPRINT_LENGTH + 1])
{
	unsigned char digest[COOP_SHA256_SIZE];
	coop_buffer hex;
	coop_buffer_init(&hex, COOP_FINGERPRINT_LENGTH);
	memset(fingerprint, 0, COOP_FINGERPRINT_LENGTH + 1);
	bool made = coop_sha256(secret, digest) &&
		coop_encode_hex(&hex, (coop_view){(const char *) digest, COOP_FINGERPRINT_LENGTH / 2});
	if (made) {
		memcpy(fingerprint, hex.ptr, hex.len);
	}
	coop_buffer_clear(&hex);
	return made;
}
