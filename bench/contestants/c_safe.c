/* SPDX-License-Identifier: MIT */
/* What the extension can hope for: the work of a refresh run in plain C, without PHP, and with every protection. A
 * window is claimed before it is sent and each token read again after its claim; every answer is in a journal before
 * the database, one write a turn of the loop and one fdatasync a group; the save is conditional; saves, releases and
 * the next claims are one transaction. The next request starts at once, while its slot's answer waits for its group. */
#include <curl/curl.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096
#define RING 2048
#define GROUP 64
#define HOLDER "host/1234/1"
#define LEASE 120

typedef struct user {
	char email[64], refresh_token[128];
} user;

typedef struct slot {
	CURL *easy; /* owned */
	user user;
	bool busy;
	size_t length;
	char form[512], answer[4096];
} slot;

typedef struct answered {
	user user;
	char answer[1024];
} answered;

typedef struct contest {
	sqlite3 *db; /* owned, as the statements */
	sqlite3_stmt *page, *claim, *read_again, *save, *release;
	CURLM *multi;
	slot *slots;
	long concurrency, window, running;
	user due[PAGE], ready[RING]; /* ready: claimed ahead of what is in flight */
	size_t due_count, due_at, ready_count, ready_at, done;
	char last_day[16], last_email[64], today[16];
	bool exhausted;
	answered group[PAGE]; /* in the journal, not yet saved */
	size_t group_count;
	int journal;
	char records[600000]; /* of this turn of the loop */
	size_t records_length;
} contest;

static void die(const char *why)
{
	fprintf(stderr, "c_safe: %s\n", why);
	exit(1);
}

static const char *setting(const char *name)
{
	const char *value = getenv(name);
	if (!value) {
		die(name);
	}
	return value;
}

/* ---- Journal ------------------------------------------------------------------------------------------------------ */

static unsigned long checksum(const void *data, size_t length)
{
	unsigned long sum = 2166136261u;
	for (const unsigned char *at = data; length > 0; at++, length--) {
		sum = (sum ^ *at) * 16777619u;
	}
	return sum;
}

static void record(contest *c, const char *type, const char *key, const char *data, size_t length)
{
	c->records_length += (size_t) snprintf(
		c->records + c->records_length, 200, "%s %s %zu %lx\n", type, key, length, checksum(data, length));
	memcpy(c->records + c->records_length, data, length);
	c->records_length += length;
	c->records[c->records_length++] = '\n';
}

static void write_records(contest *c)
{
	if (c->records_length > 0 && write(c->journal, c->records, c->records_length) != (ssize_t) c->records_length) {
		die("journal");
	}
	c->records_length = 0;
}

/* ---- Database ----------------------------------------------------------------------------------------------------- */

static void execute(contest *c, const char *sql)
{
	if (sqlite3_exec(c->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		die(sqlite3_errmsg(c->db));
	}
}

static sqlite3_stmt *prepare(contest *c, const char *sql)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(c->db, sql, -1, &statement, NULL) != SQLITE_OK) {
		die(sqlite3_errmsg(c->db));
	}
	return statement;
}

static void text(sqlite3_stmt *statement, int parameter, const char *value)
{
	sqlite3_bind_text(statement, parameter, value, -1, SQLITE_STATIC);
}

static void finish(contest *c, sqlite3_stmt *statement)
{
	if (sqlite3_step(statement) != SQLITE_DONE) {
		die(sqlite3_errmsg(c->db));
	}
	sqlite3_reset(statement);
}

static const char *column(sqlite3_stmt *statement, int number)
{
	return (const char *) sqlite3_column_text(statement, number);
}

static void write_day(char *day, size_t size, time_t at)
{
	struct tm local;
	strftime(day, size, "%Y-%m-%d", localtime_r(&at, &local));
}

static void open_database(contest *c)
{
	if (sqlite3_open(setting("BENCH_DB"), &c->db) != SQLITE_OK) {
		die("database");
	}
	execute(c, "PRAGMA synchronous=FULL");
	execute(c,
		"CREATE TABLE IF NOT EXISTS coop_refresh (user_key TEXT PRIMARY KEY, holder TEXT NOT NULL DEFAULT '', "
		"until_ts INTEGER NOT NULL DEFAULT 0, sent_ts INTEGER NOT NULL DEFAULT 0, state INTEGER NOT NULL DEFAULT 0, "
		"fp TEXT, fails INTEGER NOT NULL DEFAULT 0, next_ts INTEGER NOT NULL DEFAULT 0, "
		"upd_ts INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID");
	execute(c, "CREATE INDEX IF NOT EXISTS due ON users (coopAccessExpiresAt, email)");
	c->page = prepare(c,
		"SELECT email, coopAccessExpiresAt FROM users WHERE (coopAccessExpiresAt, email) > (?, ?) "
		"AND coopAccessExpiresAt <= ? AND coopRefreshToken IS NOT NULL ORDER BY coopAccessExpiresAt, email LIMIT 4096");
	c->claim = prepare(c,
		"INSERT INTO coop_refresh (user_key, holder, until_ts, sent_ts, state) VALUES (?1, ?2, ?3, ?4, 1) "
		"ON CONFLICT (user_key) DO UPDATE SET holder = ?2, until_ts = ?3, sent_ts = ?4, state = 1 WHERE until_ts < ?5");
	c->release = prepare(c,
		"UPDATE coop_refresh SET holder = '', until_ts = 0, state = 0, fails = 0, upd_ts = ? "
		"WHERE user_key = ? AND holder = ?");
	c->read_again = prepare(c, "SELECT coopRefreshToken FROM users WHERE email = ?");
	c->save = prepare(c,
		"UPDATE users SET coopAccessToken=?, coopAccessExpiresAt=?, coopRefreshToken=? "
		"WHERE email=? AND coopRefreshToken=?");
}

/* The next page of due keys, soonest first; false: there is none. */
static bool read_page(contest *c)
{
	c->due_count = c->due_at = 0;
	text(c->page, 1, c->last_day);
	text(c->page, 2, c->last_email);
	text(c->page, 3, c->today);
	while (sqlite3_step(c->page) == SQLITE_ROW) {
		snprintf(c->due[c->due_count].email, sizeof(c->due[0].email), "%s", column(c->page, 0));
		snprintf(c->last_day, sizeof(c->last_day), "%s", column(c->page, 1));
		snprintf(c->last_email, sizeof(c->last_email), "%s", column(c->page, 0));
		c->due_count++;
	}
	sqlite3_reset(c->page);
	c->exhausted = c->due_count < PAGE;
	return c->due_count > 0;
}

static void claim_one(contest *c, const user *u, time_t now)
{
	text(c->claim, 1, u->email);
	text(c->claim, 2, HOLDER);
	sqlite3_bind_int64(c->claim, 3, now + LEASE);
	sqlite3_bind_int64(c->claim, 4, now);
	sqlite3_bind_int64(c->claim, 5, now);
	finish(c, c->claim);
	if (sqlite3_changes(c->db) == 0) {
		return;
	}
	text(c->read_again, 1, u->email);
	if (sqlite3_step(c->read_again) == SQLITE_ROW) {
		user *r = &c->ready[c->ready_count++ % RING];
		memcpy(r->email, u->email, sizeof(r->email));
		snprintf(r->refresh_token, sizeof(r->refresh_token), "%s", column(c->read_again, 0));
		record(c, "intent", u->email, "", 0);
	}
	sqlite3_reset(c->read_again);
}

/* Inside a transaction. */
static void claim_window(contest *c)
{
	time_t now = time(NULL);
	while ((long) (c->ready_count - c->ready_at) < c->window) {
		if (c->due_at == c->due_count) {
			if (c->exhausted || !read_page(c)) {
				return;
			}
		}
		claim_one(c, &c->due[c->due_at++], now);
	}
}

/* "name":"value" or "name":123 in a flat object without escapes, which is all that the token server sends. */
static void pick(const char *json, const char *name, char *value, size_t size)
{
	char key[64];
	snprintf(key, sizeof(key), "\"%s\":", name);
	const char *at = strstr(json, key);
	if (!at) {
		die("no tokens in the answer");
	}
	at += strlen(key);
	bool quoted = *at == '"';
	at += quoted ? 1 : 0;
	size_t length = quoted ? strcspn(at, "\"") : strspn(at, "0123456789");
	if (length == 0 || length >= size) {
		die("no tokens in the answer");
	}
	memcpy(value, at, length);
	value[length] = '\0';
}

static void save_one(contest *c, const answered *a, time_t now)
{
	char access_token[256], refresh_token[256], lifetime[32], day[16];
	pick(a->answer, "access_token", access_token, sizeof(access_token));
	pick(a->answer, "refresh_token", refresh_token, sizeof(refresh_token));
	pick(a->answer, "expires_in", lifetime, sizeof(lifetime));
	write_day(day, sizeof(day), now + strtol(lifetime, NULL, 10));
	text(c->save, 1, access_token);
	text(c->save, 2, day);
	text(c->save, 3, refresh_token);
	text(c->save, 4, a->user.email);
	text(c->save, 5, a->user.refresh_token);
	finish(c, c->save);
	if (sqlite3_changes(c->db) != 1) {
		die("superseded");
	}
	sqlite3_bind_int64(c->release, 1, now);
	text(c->release, 2, a->user.email);
	text(c->release, 3, HOLDER);
	finish(c, c->release);
}

static void save_group(contest *c)
{
	time_t now = time(NULL);
	if (c->group_count > 0 && fdatasync(c->journal) != 0) {
		die("fdatasync");
	}
	execute(c, "BEGIN IMMEDIATE");
	for (size_t i = 0; i < c->group_count; i++) {
		save_one(c, &c->group[i], now);
	}
	claim_window(c);
	execute(c, "COMMIT");
	record(c, "done", "group", "", 0);
	write_records(c);
	c->done += c->group_count;
	c->group_count = 0;
}

/* ---- Requests ----------------------------------------------------------------------------------------------------- */

static size_t collect(char *bytes, size_t size, size_t count, void *user_data)
{
	slot *s = user_data;
	size_t length = size * count;
	if (s->length + length >= sizeof(s->answer)) {
		return 0;
	}
	memcpy(s->answer + s->length, bytes, length);
	s->length += length;
	return length;
}

static void open_slot(slot *s)
{
	s->easy = curl_easy_init();
	curl_easy_setopt(s->easy, CURLOPT_URL, setting("BENCH_URL"));
	curl_easy_setopt(s->easy, CURLOPT_CAINFO, setting("BENCH_CA"));
	curl_easy_setopt(s->easy, CURLOPT_PROXY, "");
	curl_easy_setopt(s->easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(s->easy, CURLOPT_WRITEFUNCTION, collect);
	curl_easy_setopt(s->easy, CURLOPT_WRITEDATA, s);
	curl_easy_setopt(s->easy, CURLOPT_POSTFIELDS, s->form);
	curl_easy_setopt(s->easy, CURLOPT_PRIVATE, s);
}

static void start(contest *c, slot *s)
{
	s->busy = c->ready_at < c->ready_count;
	if (!s->busy) {
		return;
	}
	s->user = c->ready[c->ready_at++ % RING];
	s->length = 0;
	char *escaped = curl_easy_escape(s->easy, s->user.refresh_token, 0);
	int length = snprintf(s->form, sizeof(s->form),
		"client_id=bench&client_secret=secret&grant_type=refresh_token&refresh_token=%s", escaped);
	curl_free(escaped);
	curl_easy_setopt(s->easy, CURLOPT_POSTFIELDSIZE, (long) length);
	curl_multi_add_handle(c->multi, s->easy);
	c->running++;
}

static void reap(contest *c)
{
	CURLMsg *message;
	int left;
	while ((message = curl_multi_info_read(c->multi, &left))) {
		CURL *easy = message->easy_handle;
		CURLcode result = message->data.result;
		char *private;
		long status = 0;
		curl_easy_getinfo(easy, CURLINFO_PRIVATE, &private);
		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		slot *s = (slot *) (void *) private;
		if (result != CURLE_OK || status != 200 || s->length >= sizeof(c->group[0].answer)) {
			die(curl_easy_strerror(result));
		}
		curl_multi_remove_handle(c->multi, easy);
		c->running--;
		s->answer[s->length] = '\0';
		record(c, "answer", s->user.email, s->answer, s->length);
		c->group[c->group_count].user = s->user;
		memcpy(c->group[c->group_count++].answer, s->answer, s->length + 1);
		start(c, s);
	}
	write_records(c);
}

static void start_idle(contest *c)
{
	for (long i = 0; i < c->concurrency && c->ready_at < c->ready_count; i++) {
		if (!c->slots[i].busy) {
			start(c, &c->slots[i]);
		}
	}
}

static void refresh_all(contest *c)
{
	if (c->ready_count == 0) {
		return;
	}
	curl_global_init(CURL_GLOBAL_ALL);
	c->multi = curl_multi_init();
	curl_multi_setopt(c->multi, CURLMOPT_MAXCONNECTS, c->concurrency);
	for (long i = 0; i < c->concurrency; i++) {
		open_slot(&c->slots[i]);
		start(c, &c->slots[i]);
	}
	while (c->running > 0 || c->group_count > 0) {
		int running;
		curl_multi_perform(c->multi, &running);
		reap(c);
		if (c->group_count > 0 && (c->group_count >= GROUP || c->running == 0 || c->ready_at == c->ready_count)) {
			save_group(c);
			start_idle(c);
		}
		if (c->running > 0) {
			curl_multi_poll(c->multi, NULL, 0, 1000, NULL);
		}
	}
}

int main(void)
{
	contest *c = calloc(1, sizeof(*c));
	if (!c) {
		return 1;
	}
	c->concurrency = strtol(setting("BENCH_C"), NULL, 10);
	c->window = c->concurrency > GROUP ? c->concurrency : GROUP;
	c->slots = calloc((size_t) c->concurrency, sizeof(*c->slots));
	write_day(c->today, sizeof(c->today), time(NULL));
	open_database(c);
	char path[512];
	snprintf(path, sizeof(path), "%s.coop-journal", setting("BENCH_DB"));
	c->journal = open(path, O_CREAT | O_TRUNC | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
	if (c->journal < 0 || !c->slots) {
		die("journal");
	}
	save_group(c); /* nothing yet: claims the first window */
	refresh_all(c);
	sqlite3_close(c->db);
	printf("requests=%zu\n", c->done);
	return 0;
}
