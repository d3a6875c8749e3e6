/* SPDX-License-Identifier: MIT */
/* The floor: libcurl's multi interface with reused connections. No row is read, nothing is parsed or saved. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct slot {
	CURL *easy; /* owned */
	char body[256];
} slot;

typedef struct floor {
	CURLM *multi; /* owned */
	long users, started, done;
} floor_run;

static long setting(const char *name)
{
	const char *value = getenv(name);
	if (!value) {
		fprintf(stderr, "floor_curl: %s is not set\n", name);
		exit(2);
	}
	return strtol(value, NULL, 10);
}

static size_t discard(char *bytes, size_t size, size_t count, void *unused)
{
	(void) bytes;
	(void) unused;
	return size * count;
}

static void start(floor_run *run, slot *s)
{
	int length = snprintf(s->body, sizeof(s->body),
		"client_id=bench&client_secret=secret&grant_type=refresh_token&refresh_token=rt-%024lx00000000",
		run->started++);
	curl_easy_setopt(s->easy, CURLOPT_POSTFIELDSIZE, (long) length);
	curl_multi_add_handle(run->multi, s->easy);
}

static void open_slot(slot *s)
{
	s->easy = curl_easy_init();
	curl_easy_setopt(s->easy, CURLOPT_URL, getenv("BENCH_URL"));
	curl_easy_setopt(s->easy, CURLOPT_CAINFO, getenv("BENCH_CA"));
	curl_easy_setopt(s->easy, CURLOPT_PROXY, "");
	curl_easy_setopt(s->easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(s->easy, CURLOPT_WRITEFUNCTION, discard);
	curl_easy_setopt(s->easy, CURLOPT_POSTFIELDS, s->body);
	curl_easy_setopt(s->easy, CURLOPT_PRIVATE, s);
}

static void reap(floor_run *run)
{
	CURLMsg *message;
	int left;
	while ((message = curl_multi_info_read(run->multi, &left))) {
		CURL *easy = message->easy_handle;
		CURLcode result = message->data.result;
		char *private;
		long status = 0;
		curl_easy_getinfo(easy, CURLINFO_PRIVATE, &private);
		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		if (result != CURLE_OK || status != 200) {
			fprintf(stderr, "floor_curl: %s, status %ld\n", curl_easy_strerror(result), status);
			exit(1);
		}
		run->done++;
		curl_multi_remove_handle(run->multi, easy);
		if (run->started < run->users) {
			start(run, (slot *) (void *) private);
		}
	}
}

int main(void)
{
	floor_run run = {.users = setting("BENCH_N")};
	long concurrency = setting("BENCH_C");
	curl_global_init(CURL_GLOBAL_ALL);
	run.multi = curl_multi_init();
	curl_multi_setopt(run.multi, CURLMOPT_MAXCONNECTS, concurrency);
	slot *slots = calloc((size_t) concurrency, sizeof(*slots));
	if (!slots || !run.multi) {
		return 1;
	}
	for (long i = 0; i < concurrency && run.started < run.users; i++) {
		open_slot(&slots[i]);
		start(&run, &slots[i]);
	}
	while (run.done < run.users) {
		int running;
		curl_multi_perform(run.multi, &running);
		reap(&run);
		if (run.done < run.users) {
			curl_multi_poll(run.multi, NULL, 0, 1000, NULL);
		}
	}
	printf("requests=%ld\n", run.done);
	return 0;
}
