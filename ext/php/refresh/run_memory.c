/* SPDX-License-Identifier: MIT */
#include "run_memory.h"
#include "undisturbed.h"

#include "php/store/companion_table.h"
#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "zend_exceptions.h"
#include "zend_smart_str.h"

/* Fills in the fingerprint of what the server knows us by. Returns false if an exception is pending. */
static bool identify(const php_coop_client *client, char fingerprint[COOP_FINGERPRINT_LENGTH + 1])
{
	smart_str text = {0};
	zend_string *id = php_coop_client_id(client);
	smart_str_append(&text, php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT));
	smart_str_appendc(&text, '\n');
	if (id) {
		smart_str_append(&text, id);
	}
	smart_str_0(&text);
	bool made = coop_fingerprint(php_coop_view(text.s), fingerprint);
	smart_str_free(&text);
	if (!made) {
		php_coop_throw(
			php_coop_store_exception(NULL, NULL, "OpenSSL refuses SHA-256, so there is no fingerprint of the client"));
	}
	return made;
}

/* Returns for how many seconds something has been so; negative if it is not, or if it was seen with another client. */
static int64_t age(coop_instant at, const char *seen_client, const char *client, coop_instant now)
{
	return at > 0 && strcmp(seen_client, client) == 0 ? MAX(now - at, 0) : -1;
}

bool php_coop_run_recall(php_coop_run *run)
{
	php_coop_memory memory;
	char client[COOP_FINGERPRINT_LENGTH + 1];
	if (!identify(php_coop_client_of(run->manager->client), client) ||
		!php_coop_store_memory(&run->manager->store, &memory)) {
		return false;
	}
	coop_run_set_past(run->rules,
		(coop_run_past){
			.success = age(memory.success_at, memory.success_client, client, run->manager->holder.now),
			.refusal = age(memory.refusal_at, memory.refusal_client, client, run->manager->holder.now),
		});
	return true;
}

/* Adds what this run has seen. Returns false if that is nothing new. */
static bool add_news(php_coop_memory *memory, coop_run_news news, const char *client, coop_instant now)
{
	switch (news) {
		case COOP_RUN_NO_NEWS:
			return false;
		case COOP_RUN_NEWS_SUCCESS:
			memory->success_at = now;
			strlcpy(memory->success_client, client, sizeof(memory->success_client));
			memory->refusal_at = 0;
			return true;
		case COOP_RUN_NEWS_REFUSED:
			if (memory->refusal_at > 0 && strcmp(memory->refusal_client, client) == 0) {
				return false;
			}
			memory->refusal_at = now;
			strlcpy(memory->refusal_client, client, sizeof(memory->refusal_client));
			return true;
		case COOP_RUN_NEWS_CLIENT_REFUSED:
			memory->refusal_at = 0;
			return true;
	}
	return false;
}

/* The memory is read again, since other runs may have written it. */
static bool remember(void *context)
{
	php_coop_run *run = context;
	const php_coop_store *store = &run->manager->store;
	php_coop_memory memory;
	char client[COOP_FINGERPRINT_LENGTH + 1];
	if (run->revived && !php_coop_store_revive(store)) {
		return false;
	}
	return identify(php_coop_client_of(run->manager->client), client) && php_coop_store_memory(store, &memory) &&
		(!add_news(&memory, coop_run_get_news(run->rules), client, run->manager->holder.now) ||
			php_coop_store_remember(store, &memory));
}

void php_coop_run_remember(php_coop_run *run)
{
	if (coop_run_stopped(run->rules) != COOP_RUN_STOP_STORE && !php_coop_undisturbed(remember, run)) {
		zend_clear_exception();
	}
}
