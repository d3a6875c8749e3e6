/* SPDX-License-Identifier: MIT */
#include "../../ext/core/url.h"
#include "test.h"

static void judgements(void)
{
	static const struct {
		const char *url;
		coop_url_status status, with_allow_http;
	} ROWS[] = {
		{"https://as.example", COOP_URL_OK, COOP_URL_OK},
		{"HTTPS://AS.Example/Token?x=1", COOP_URL_OK, COOP_URL_OK},
		{"https://as.example/a@b:c/", COOP_URL_OK, COOP_URL_OK},
		{"https://as.example?next=user@host", COOP_URL_OK, COOP_URL_OK},
		{"https://xn--bcher-kva.example/", COOP_URL_OK, COOP_URL_OK},
		{"https://my_host.example/", COOP_URL_OK, COOP_URL_OK},
		{"https://[2001:db8::1]:8443/token", COOP_URL_OK, COOP_URL_OK},
		/* loopback */
		{"http://localhost", COOP_URL_OK, COOP_URL_OK},
		{"http://LocalHost:9002/token", COOP_URL_OK, COOP_URL_OK},
		{"http://127.0.0.1/", COOP_URL_OK, COOP_URL_OK},
		{"http://127.0.0.2:80/", COOP_URL_OK, COOP_URL_OK},
		{"http://127.255.255.254/", COOP_URL_OK, COOP_URL_OK},
		{"http://[::1]/", COOP_URL_OK, COOP_URL_OK},
		{"http://[0:0:0:0:0:0:0:1]:8080/", COOP_URL_OK, COOP_URL_OK},
		/* not loopback, whatever it looks like */
		{"http://as.example/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://localhost.", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://localhost.evil.com", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://evil.localhost", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://localhostx/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://127.0.0.1.evil.com/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://127.evil.com/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://0x7f.1/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://0x7f000001/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://2130706433/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://127.1/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://0177.0.0.1/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://128.0.0.1/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://0.0.0.0/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://[::]/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://[::2]/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		{"http://[::ffff:127.0.0.1]/", COOP_URL_PLAIN_HTTP, COOP_URL_OK},
		/* not absolute */
		{"", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"/token", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"//as.example/token", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"as.example/token", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"ftp://as.example/", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"file:///etc/passwd", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"javascript:alert(1)", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"https:/as.example", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"https:as.example", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"https://", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"https:///token", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"https://?x", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"https://:443/", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"https://[::1", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"https://[]/", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"https://[as.example]/", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		{"https://[fe80::1%25eth0]/", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		/* characters */
		{"https://as.example/a b", COOP_URL_BAD_CHARACTER, COOP_URL_BAD_CHARACTER},
		{" https://as.example/", COOP_URL_BAD_CHARACTER, COOP_URL_BAD_CHARACTER},
		{"https://as.example/\r\nX: y", COOP_URL_BAD_CHARACTER, COOP_URL_BAD_CHARACTER},
		{"https://as.example\\@evil.com/", COOP_URL_BAD_CHARACTER, COOP_URL_BAD_CHARACTER},
		{"https://b\xC3\xBC"
		 "cher.example/",
			COOP_URL_BAD_CHARACTER, COOP_URL_BAD_CHARACTER},
		{"https://as.example/\x7F", COOP_URL_BAD_CHARACTER, COOP_URL_BAD_CHARACTER},
		{"http://127.0.0.1%2eevil.com/", COOP_URL_BAD_CHARACTER, COOP_URL_BAD_CHARACTER},
		{"https://as.example;evil.com/", COOP_URL_BAD_CHARACTER, COOP_URL_BAD_CHARACTER},
		{"https://{realm}.example/", COOP_URL_BAD_CHARACTER, COOP_URL_BAD_CHARACTER},
		/* ports */
		{"https://as.example:1/", COOP_URL_OK, COOP_URL_OK},
		{"https://as.example:65535/", COOP_URL_OK, COOP_URL_OK},
		{"https://as.example:0/", COOP_URL_BAD_PORT, COOP_URL_BAD_PORT},
		{"https://as.example:/", COOP_URL_BAD_PORT, COOP_URL_BAD_PORT},
		{"https://as.example:65536/", COOP_URL_BAD_PORT, COOP_URL_BAD_PORT},
		{"https://as.example:99999999999999999999/", COOP_URL_BAD_PORT, COOP_URL_BAD_PORT},
		{"https://as.example:-1/", COOP_URL_BAD_PORT, COOP_URL_BAD_PORT},
		{"https://as.example:+1/", COOP_URL_BAD_PORT, COOP_URL_BAD_PORT},
		{"https://as.example:80:80/", COOP_URL_BAD_PORT, COOP_URL_BAD_PORT},
		{"https://[::1]80/", COOP_URL_BAD_PORT, COOP_URL_BAD_PORT},
		{"https://::1/", COOP_URL_NOT_ABSOLUTE, COOP_URL_NOT_ABSOLUTE},
		/* user information and fragment */
		{"https://user:password@as.example/", COOP_URL_HAS_USERINFO, COOP_URL_HAS_USERINFO},
		{"https://@as.example/", COOP_URL_HAS_USERINFO, COOP_URL_HAS_USERINFO},
		{"http://localhost@evil.com/", COOP_URL_HAS_USERINFO, COOP_URL_HAS_USERINFO},
		{"http://localhost:80@evil.com/", COOP_URL_HAS_USERINFO, COOP_URL_HAS_USERINFO},
		{"https://as.example/#top", COOP_URL_HAS_FRAGMENT, COOP_URL_HAS_FRAGMENT},
		{"https://as.example#", COOP_URL_HAS_FRAGMENT, COOP_URL_HAS_FRAGMENT},
		{"https://as.example/?a=b#c", COOP_URL_HAS_FRAGMENT, COOP_URL_HAS_FRAGMENT},
		{"http://evil.com#@localhost/", COOP_URL_HAS_FRAGMENT, COOP_URL_HAS_FRAGMENT},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_url url;
		CHECK_ROW(coop_url_split(coop_view_of(ROWS[i].url), false, &url) == ROWS[i].status, ROWS[i].url);
		CHECK_ROW(coop_url_split(coop_view_of(ROWS[i].url), true, &url) == ROWS[i].with_allow_http, ROWS[i].url);
	}
	coop_url url;
	CHECK(coop_url_split(COOP_VIEW("http://localhost\0.evil.com/"), true, &url) == COOP_URL_BAD_CHARACTER);
	CHECK(coop_url_split(COOP_VIEW_NONE, true, &url) == COOP_URL_NOT_ABSOLUTE);
}

static void parts(void)
{
	static const struct {
		const char *url;
		bool https;
		const char *host;
		int port;
		const char *path, *query; /* query is NULL if there is none */
	} ROWS[] = {
		{"https://as.example", true, "as.example", 443, "", NULL},
		{"https://as.example/", true, "as.example", 443, "/", NULL},
		{"http://localhost:9002/token", false, "localhost", 9002, "/token", NULL},
		{"http://localhost/index.php?option=token&api=oauth2", false, "localhost", 80, "/index.php",
			"option=token&api=oauth2"},
		{"http://[::1]:81/a/b?", false, "::1", 81, "/a/b", ""},
		{"https://h?a?b", true, "h", 443, "", "a?b"},
		{"https://h:00443/x", true, "h", 443, "/x", NULL},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_url url;
		CHECK_ROW(coop_url_split(coop_view_of(ROWS[i].url), false, &url) == COOP_URL_OK, ROWS[i].url);
		CHECK_ROW(url.https == ROWS[i].https && url.port == ROWS[i].port, ROWS[i].url);
		CHECK_ROW(coop_view_equals(url.host, coop_view_of(ROWS[i].host)), ROWS[i].url);
		CHECK_ROW(coop_view_equals(url.path, coop_view_of(ROWS[i].path)), ROWS[i].url);
		CHECK_ROW(coop_view_equals(url.query, coop_view_of(ROWS[i].query)), ROWS[i].url);
		CHECK_ROW((url.query.ptr == NULL) == (ROWS[i].query == NULL), ROWS[i].url);
	}
}

static void length(void)
{
	static char text[COOP_URL_MAXIMUM + 1];
	coop_url url;

	memset(text, 'a', sizeof(text));
	memcpy(text, "https://h/", strlen("https://h/"));
	CHECK(coop_url_split((coop_view){text, COOP_URL_MAXIMUM}, false, &url) == COOP_URL_OK);
	CHECK(coop_url_split((coop_view){text, COOP_URL_MAXIMUM + 1}, false, &url) == COOP_URL_TOO_LONG);
}

static void messages(void)
{
	for (int status = COOP_URL_OK; status <= COOP_URL_PLAIN_HTTP; status++) {
		const char *message = coop_url_status_message((coop_url_status) status);
		CHECK(message && strlen(message) > 0);
	}
	CHECK(strcmp(coop_url_status_message(COOP_URL_NOT_ABSOLUTE), "must be an absolute http:// or https:// URL") == 0);
}

static void origins(void)
{
	static const struct {
		const char *a, *b;
		bool same;
	} ROWS[] = {
		{"https://as.example/a", "https://AS.EXAMPLE/b?c", true},
		{"https://as.example", "https://as.example:443/", true},
		{"http://as.example:80", "http://as.example", true},
		{"https://as.example", "http://as.example", false},
		{"https://as.example:443", "http://as.example:443", false},
		{"https://as.example", "https://as.example:8443", false},
		{"https://as.example", "https://as.example.evil.com", false},
		{"https://as.example", "https://api.as.example", false},
		{"https://as.example", "https://as.example.", false},
		{"https://[::1]", "https://[::1]:443", true},
		{"https://[::1]", "https://127.0.0.1", false},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_url a, b;
		CHECK(coop_url_split(coop_view_of(ROWS[i].a), true, &a) == COOP_URL_OK);
		CHECK(coop_url_split(coop_view_of(ROWS[i].b), true, &b) == COOP_URL_OK);
		CHECK_ROW(coop_url_same_origin(&a, &b) == ROWS[i].same, ROWS[i].b);
		CHECK_ROW(coop_url_same_origin(&b, &a) == ROWS[i].same, ROWS[i].b);
	}
}

static void joins(void)
{
	static const struct {
		const char *base, *path, *joined;
	} ROWS[] = {
		{"http://h", "/token", "http://h/token"},
		{"http://h/", "/token", "http://h/token"},
		{"http://h/", "token", "http://h/token"},
		{"http://h", "token", "http://h/token"},
		{"http://h/site//", "//token", "http://h/site/token"},
		{"http://h/site/", "/index.php?option=token&api=oauth2", "http://h/site/index.php?option=token&api=oauth2"},
		{"https://h/realms/organicity", "", "https://h/realms/organicity"},
		{"https://h/realms/organicity/", "", "https://h/realms/organicity"},
		{"http://h", "/users/me/", "http://h/users/me/"},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer out;
		coop_buffer_init(&out, COOP_URL_MAXIMUM);
		CHECK_ROW(coop_url_join(&out, coop_view_of(ROWS[i].base), coop_view_of(ROWS[i].path)), ROWS[i].joined);
		CHECK_ROW(coop_view_equals(coop_buffer_view(&out), coop_view_of(ROWS[i].joined)), ROWS[i].joined);
		coop_buffer_clear(&out);
		coop_buffer_init(&out, strlen(ROWS[i].joined) - 1);
		CHECK_ROW(!coop_url_join(&out, coop_view_of(ROWS[i].base), coop_view_of(ROWS[i].path)), ROWS[i].joined);
		coop_buffer_clear(&out);
	}
}

/* The parts of every URL that is accepted lie in its text, in order, and plain http goes to loopback only. */
static void mutations(void)
{
	static const char *const SEEDS[] = {"http://localhost:9002/token?a=b", "https://[2001:db8::1]:8443/token",
		"http://127.0.0.1/", "https://as.example/realms/organicity/protocol/openid-connect/auth?x=y"};
	static const char LETTERS[] = ":/?#@[]\\.%0179a \0\xFF";
	uint64_t state = 4;

	for (int i = 0; i < 40000; i++) {
		const char *seed = SEEDS[(size_t) i % COUNT(SEEDS)];
		size_t len = strlen(seed);
		char *text = test_mutate(&state, seed, &len, LETTERS, sizeof(LETTERS));
		coop_url url;
		if (coop_url_split((coop_view){text, len}, false, &url) == COOP_URL_OK) {
			CHECK(url.host.len > 0 && url.host.ptr > text && url.host.ptr + url.host.len <= url.path.ptr);
			CHECK(url.path.ptr + url.path.len <= text + len);
			CHECK(!url.query.ptr || url.query.ptr + url.query.len == text + len);
			CHECK(url.port >= 1 && url.port <= 65535 && !memchr(text, '#', len));
			CHECK(url.https || strchr("1:0lL", url.host.ptr[0]));
		}
		free(text);
	}
}

static void shown(void)
{
	static const struct {
		const char *url, *shown;
	} ROWS[] = {
		{"https://as.example/token", "https://as.example/token"},
		{"https://as.example:8443/token?code=secret#also", "https://as.example:8443/token"},
		{"https://as.example?secret", "https://as.example"},
		{"https://as.example#secret", "https://as.example"},
		{"https://me:secret@as.example/a@b", "https://as.example/a@b"},
		{"https://me:secret@with@as.example/", "https://as.example/"},
		{"https://me:secret\\@as.example/", "https://as.example/"},
		{"//me:secret@as.example/x", "//as.example/x"},
		{"/path//me@here", "/path//me@here"},
		{"path?//me:secret@here", "path"},
		{"me:secret@proxy:3128", "proxy:3128"},
		{"proxy:3128", "proxy:3128"},
		{"socks5://me:secret@proxy", "socks5://proxy"},
		{"https://as.example/a\r\nb\x7F", "https://as.example/a  b "},
		{"@", ""},
		{"", ""},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_buffer out;
		coop_buffer_init(&out, 2048);
		CHECK_ROW(coop_url_append_shown(&out, coop_view_of(ROWS[i].url)), ROWS[i].url);
		CHECK_ROW(coop_view_equals(coop_buffer_view(&out), coop_view_of(ROWS[i].shown)), ROWS[i].url);
		coop_buffer_clear(&out);
	}
	char url[4096];
	coop_buffer out;
	memset(url, 'x', sizeof(url));
	coop_buffer_init(&out, 2048);
	CHECK(coop_url_append_shown(&out, (coop_view){url, sizeof(url)}) && out.len == 512);
	coop_buffer_clear(&out);
	CHECK(coop_url_append_shown(&out, COOP_VIEW_NONE) && out.len == 0);
}

int main(void)
{
	judgements();
	parts();
	length();
	messages();
	origins();
	joins();
	shown();
	mutations();
	return test_result();
}
