/* SPDX-License-Identifier: MIT */
/* Preloaded into PHP: SQLite's own counters of every statement that ends, as lines
 * "STEPS FULL-SCAN-STEPS SORTS AUTOMATIC-INDEXES<TAB>SQL" appended to the file that SQLITE_STEPS names. */
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static int write_line(unsigned type, void *file, void *subject, void *detail)
{
	sqlite3_stmt *statement = subject;
	(void) type;
	(void) detail;
	int steps = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
	int full = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
	int sorts = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_SORT, 1);
	int indexes = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_AUTOINDEX, 1);
	fprintf(file, "%d %d %d %d\t", steps, full, sorts, indexes);
	for (const char *at = sqlite3_sql(statement); at && *at; at++) {
		fputc(*at == '\n' || *at == '\t' ? ' ' : *at, file);
	}
	fputc('\n', file);
	return 0;
}

int sqlite3_open_v2(const char *name, sqlite3 **db, int flags, const char *vfs)
{
	int (*next)(const char *, sqlite3 **, int, const char *);
	*(void **) &next = dlsym(RTLD_NEXT, "sqlite3_open_v2");
	int result = next(name, db, flags, vfs);
	const char *path = getenv("SQLITE_STEPS");
	FILE *file = result == SQLITE_OK && path ? fopen(path, "a") : NULL; /* closed by exit() */
	if (file) {
		sqlite3_trace_v2(*db, SQLITE_TRACE_PROFILE, write_line, file);
	}
	return result;
}

/* PHP opens its extensions with RTLD_DEEPBIND, which would leave this file out of what they call. */
void *dlopen(const char *file, int flags)
{
	void *(*next)(const char *, int);
	*(void **) &next = dlsym(RTLD_NEXT, "dlopen");
	return next(file, flags & ~RTLD_DEEPBIND);
}
