/* SPDX-License-Identifier: MIT */
#include "pool.h"
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

typedef struct entry entry;

struct entry {
	entry *next;
	coop_pump *pump; /* owned */
	coop_buffer identity; /* owned; wiped, since it holds credentials */
};

struct coop_pool {
	pid_t pid; /* the process whose connections these are */
	entry *entries; /* owned; the one used last comes first */
	entry *abandoned; /* owned; a parent's pumps, never touched again, but kept where leak checkers find them */
};

coop_pool *coop_pool_new(void)
{
	coop_pool *pool = calloc(1, sizeof(*pool));
	if (pool) {
		pool->pid = getpid();
	}
	return pool;
}

static void free_entry(entry *old)
{
	coop_pump_free(old->pump);
	coop_buffer_clear(&old->identity);
	free(old);
}

static bool is_forked(const coop_pool *pool)
{
	return pool->pid != getpid();
}

static void abandon_all(coop_pool *pool)
{
	while (pool->entries) {
		entry *first = pool->entries;
		pool->entries = first->next;
		coop_pump_abandon(first->pump);
		coop_buffer_clear(&first->identity);
		first->next = pool->abandoned;
		pool->abandoned = first;
	}
	pool->pid = getpid();
}

void coop_pool_free(coop_pool *pool)
{
	if (!pool) {
		return;
	}
	if (is_forked(pool)) {
		abandon_all(pool);
	}
	while (pool->entries) {
		entry *first = pool->entries;
		pool->entries = first->next;
		free_entry(first);
	}
	if (!pool->abandoned) {
		free(pool);
	}
}

static coop_pump *put_first(coop_pool *pool, entry *used)
{
	used->next = pool->entries;
	pool->entries = used;
	return used->pump;
}

/* Finds an identity's entry and takes it out of the list. */
static entry *find(coop_pool *pool, coop_view identity)
{
	for (entry **at = &pool->entries; *at; at = &(*at)->next) {
		entry *found = *at;
		if (coop_view_equals(coop_buffer_view(&found->identity), identity)) {
			*at = found->next;
			return found;
		}
	}
	return NULL;
}

/* Frees the idle pump that was used longest ago. If all are at work, the pool exceeds its size for a while. */
static void make_room(coop_pool *pool)
{
	entry **victim = NULL;
	size_t count = 0;
	for (entry **at = &pool->entries; *at; at = &(*at)->next) {
		count++;
		if (coop_pump_is_idle((*at)->pump)) {
			victim = at;
		}
	}
	if (count >= COOP_POOL_PUMPS && victim) {
		entry *old = *victim;
		*victim = old->next;
		free_entry(old);
	}
}

static entry *new_entry(coop_view identity)
{
	entry *fresh = calloc(1, sizeof(*fresh));
	if (!fresh) {
		return NULL;
	}
	coop_buffer_init(&fresh->identity, identity.len);
	fresh->pump = coop_pump_new();
	if (!fresh->pump || !coop_buffer_append(&fresh->identity, identity)) {
		free_entry(fresh);
		return NULL;
	}
	return fresh;
}

coop_pump *coop_pool_pump(coop_pool *pool, coop_view identity)
{
	if (is_forked(pool)) {
		abandon_all(pool);
	}
	entry *used = find(pool, identity);
	if (!used) {
		make_room(pool);
		used = new_entry(identity);
	}
	return used ? put_first(pool, used) : NULL;
}

void coop_pool_cancel_all(coop_pool *pool)
{
	if (is_forked(pool)) {
		return;
	}
	for (entry *at = pool->entries; at; at = at->next) {
		coop_pump_cancel_all(at->pump);
	}
}

/* A transfer that is given up may leave a resolver thread behind (CURLOPT_QUICK_EXIT), which returns into libcurl
 * perhaps after PHP has unloaded its extensions. So the library stays loaded for the life of the process. */
static void keep_library_loaded(void)
{
	Dl_info library;
	if (dladdr((void *) (uintptr_t) &curl_easy_init, &library) && library.dli_fname) {
		(void) dlopen(library.dli_fname, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
	}
}

bool coop_http_startup(void)
{
	const curl_version_info_data *version = curl_version_info(CURLVERSION_NOW);
	/* The promise never to send twice rests on CURLOPT_PREREQFUNCTION, which came with 7.80. */
	if (version->version_num < 0x075000 || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		return false;
	}
	keep_library_loaded();
	return true;
}

const char *coop_http_library_version(void)
{
	return curl_version_info(CURLVERSION_NOW)->version;
}
