/* SPDX-License-Identifier: MIT */
#include "database.h"

/* The databases, and which of them a connection leads to. */

/* Of two databases with one driver, the one with a mark comes first. */
const php_coop_database *const php_coop_databases[] = {
	&php_coop_sqlite, &php_coop_postgresql, &php_coop_mariadb, &php_coop_mysql, NULL};

const php_coop_database *php_coop_database_of_driver(const char *driver)
{
	for (int i = 0; php_coop_databases[i]; i++) {
		if (strcmp(php_coop_databases[i]->driver, driver) == 0) {
			return php_coop_databases[i];
		}
	}
	return NULL;
}

const php_coop_database *php_coop_database_of_version(const char *driver, const char *answer)
{
	for (int i = 0; php_coop_databases[i]; i++) {
		const php_coop_database *database = php_coop_databases[i];
		if (strcmp(database->driver, driver) == 0 && (!database->mark || strstr(answer, database->mark))) {
			return database;
		}
	}
	return NULL;
}

/* ---- Versions ---------------------------------------------------------------------------------------------------- */

#define DIGITS "0123456789"
#define LONGEST_PART 6 /* digits; a longer number is no version */

/* MariaDB 10 and 11 begin their version with this in places where MySQL's clients expect a number up to 5. */
#define REPLICATION_PREFIX "5.5.5-"

static const char *find_version(const char *answer)
{
	const char *start = answer + strcspn(answer, DIGITS);
	const char *behind = start + strlen(REPLICATION_PREFIX);
	bool has_prefix = strncmp(start, REPLICATION_PREFIX, strlen(REPLICATION_PREFIX)) == 0;
	return has_prefix && strspn(behind, DIGITS) > 0 ? behind : start;
}

/* Reads up to three numbers with dots between them. Returns how many the text begins with. */
static int read_version(const char *text, int parts[3])
{
	for (int count = 0; count < 3; count++) {
		size_t len = strspn(text, DIGITS);
		if (len == 0 || len > LONGEST_PART) {
			return count;
		}
		parts[count] = (int) ZEND_STRTOL(text, NULL, 10);
		text += len;
		if (*text++ != '.') {
			return count + 1;
		}
	}
	return 3;
}

bool php_coop_database_is_too_old(const php_coop_database *database, const char *answer)
{
	int found[3], needed[3];
	int count = MIN(read_version(find_version(answer), found), read_version(database->oldest, needed));
	for (int i = 0; i < count; i++) {
		if (found[i] != needed[i]) {
			return found[i] < needed[i];
		}
	}
	return false;
}
