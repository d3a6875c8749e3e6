/* SPDX-License-Identifier: MIT */
#include "../../ext/core/crypto.h"
#include "../../ext/core/encoding.h"
#include "test.h"
#include <sys/wait.h>
#include <unistd.h>

static bool is_hex_of(const unsigned char digest[COOP_SHA256_SIZE], const char *expected)
{
	coop_buffer hex;

	coop_buffer_init(&hex, 64);
	bool same = coop_encode_hex(&hex, (coop_view){(const char *) digest, COOP_SHA256_SIZE}) &&
		coop_view_equals(coop_buffer_view(&hex), coop_view_of(expected));
	coop_buffer_clear(&hex);
	return same;
}

static void sha256(void)
{
	static const struct {
		coop_view bytes;
		const char *digest;
	} ROWS[] = {
		{COOP_VIEW(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{COOP_VIEW_NONE, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{COOP_VIEW("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{COOP_VIEW("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		unsigned char digest[COOP_SHA256_SIZE];
		CHECK(coop_sha256(ROWS[i].bytes, digest));
		CHECK_ROW(is_hex_of(digest, ROWS[i].digest), ROWS[i].digest);
	}

	coop_view all[COUNT(ROWS)];
	unsigned char digests[COUNT(ROWS)][COOP_SHA256_SIZE];
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		all[i] = ROWS[i].bytes;
	}
	CHECK(coop_sha256_each(all, COUNT(ROWS), digests));
	CHECK(coop_sha256_each(NULL, 0, NULL));
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		CHECK_ROW(is_hex_of(digests[i], ROWS[i].digest), ROWS[i].digest);
	}
}

static void randomness(void)
{
	unsigned char a[32] = {0}, b[32] = {0}, nothing[32] = {0};

	CHECK(coop_random(a, sizeof(a)) && coop_random(b, sizeof(b)));
	CHECK(memcmp(a, b, sizeof(a)) != 0 && memcmp(a, nothing, sizeof(a)) != 0);
	CHECK(coop_random(a, 0));
}

static void fork_reseeds(void)
{
	unsigned char parent[32], child[32];
	int ends[2];

	if (!CHECK(pipe(ends) == 0)) {
		return;
	}
	pid_t pid = fork();
	if (pid == 0) {
		_exit(coop_random(child, sizeof(child)) && write(ends[1], child, sizeof(child)) == sizeof(child) ? 0 : 1);
	}
	int status;
	CHECK(coop_random(parent, sizeof(parent)));
	CHECK(read(ends[0], child, sizeof(child)) == sizeof(child));
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	CHECK(memcmp(parent, child, sizeof(child)) != 0);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	sha256();
	randomness();
	fork_reseeds();
	return test_result();
}
