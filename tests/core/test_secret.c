/* SPDX-License-Identifier: MIT */
#include "../../ext/core/secret.h"
#include "test.h"

static void setting(void)
{
	coop_secret secret = {NULL, 0};

	CHECK(coop_secret_set(&secret, COOP_VIEW("to\0ken")));
	CHECK(coop_view_equals(coop_secret_view(&secret), COOP_VIEW("to\0ken")));
	CHECK(coop_secret_set(&secret, coop_secret_view(&secret))); /* a secret may be replaced by itself */
	CHECK(coop_view_equals(coop_secret_view(&secret), COOP_VIEW("to\0ken")));
	CHECK(coop_secret_set(&secret, COOP_VIEW("")) && secret.ptr != NULL && secret.len == 0);
	CHECK(coop_secret_set(&secret, COOP_VIEW_NONE) && secret.ptr == NULL);
	CHECK(coop_secret_set(&secret, COOP_VIEW("x")));
	coop_secret_clear(&secret);
	coop_secret_clear(&secret);
	CHECK(secret.ptr == NULL && secret.len == 0);
}

static void comparison(void)
{
	static const struct {
		coop_view a, b;
		bool equal;
	} ROWS[] = {
		{COOP_VIEW(""), COOP_VIEW(""), true},
		{COOP_VIEW_NONE, COOP_VIEW(""), true},
		{COOP_VIEW("a"), COOP_VIEW(""), false},
		{COOP_VIEW("token"), COOP_VIEW("token"), true},
		{COOP_VIEW("token"), COOP_VIEW("tokem"), false},
		{COOP_VIEW("token"), COOP_VIEW("Token"), false},
		{COOP_VIEW("token"), COOP_VIEW("token "), false},
		{COOP_VIEW("t\0ken"), COOP_VIEW("t\0kem"), false},
		{COOP_VIEW("\xFF\x80"), COOP_VIEW("\x7F\x80"), false},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		CHECK_ROW(coop_secret_equals(ROWS[i].a, ROWS[i].b) == ROWS[i].equal, ROWS[i].b.ptr);
		CHECK_ROW(coop_secret_equals(ROWS[i].b, ROWS[i].a) == ROWS[i].equal, ROWS[i].b.ptr);
	}
}

static void fingerprints(void)
{
	/* the first half of `printf ... | sha256sum` */
	static const struct {
		coop_view secret;
		const char *fingerprint;
	} ROWS[] = {
		{COOP_VIEW(""), "e3b0c44298fc1c149afbf4c8996fb924"},
		{COOP_VIEW_NONE, "e3b0c44298fc1c149afbf4c8996fb924"},
		{COOP_VIEW("abc"), "ba7816bf8f01cfea414140de5dae2223"},
		{COOP_VIEW("1Gzv3JOkF0XG2Qx2TlKWIA"), "4ab9e1e5cc20b6f65c3a61c1f7ff6f56"},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		char fingerprint[COOP_FINGERPRINT_LENGTH + 1];
		CHECK(coop_fingerprint(ROWS[i].secret, fingerprint));
		CHECK_ROW(strcmp(fingerprint, ROWS[i].fingerprint) == 0, fingerprint);
	}

	/* more than are made at once */
	static char made[100][COOP_FINGERPRINT_LENGTH + 1];
	coop_fingerprinting list[COUNT(made)];
	for (size_t i = 0; i < COUNT(made); i++) {
		list[i] = (coop_fingerprinting){ROWS[i % COUNT(ROWS)].secret, made[i]};
	}
	CHECK(coop_fingerprint_each(list, COUNT(made)));
	for (size_t i = 0; i < COUNT(made); i++) {
		CHECK_ROW(strcmp(made[i], ROWS[i % COUNT(ROWS)].fingerprint) == 0, made[i]);
	}
}

int main(void)
{
	setting();
	comparison();
	fingerprints();
	return test_result();
}
