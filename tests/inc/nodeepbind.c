/* SPDX-License-Identifier: MIT
 * Debian's PHP opens extensions with RTLD_DEEPBIND, under which AddressSanitizer refuses to start and no preloaded
 * function reaches an extension. Preload this to take the flag away. */
#define _GNU_SOURCE
#include <dlfcn.h>

void *dlopen(const char *file, int flags)
{
	static void *(*original)(const char *, int);
	if (!original) {
		original = (void *(*) (const char *, int)) dlsym(RTLD_NEXT, "dlopen");
	}
	return original(file, flags & ~RTLD_DEEPBIND);
}
