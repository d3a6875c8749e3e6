/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PATIENCE_H
#define PHP_COOP_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

/* Somebody is in the way: what was tried is tried again, after a wait that is twice as long each time. */
typedef struct php_coop_patience {
	int64_t until; /* boot clock, milliseconds */
	int64_t wait, maximum; /* milliseconds */
} php_coop_patience;

/* `budget`: for how many milliseconds; `maximum`: the longest wait. */
php_coop_patience php_coop_patience_new(int64_t budget, int64_t maximum);

/* Waits. False: the time is over, and nothing was waited for. */
bool php_coop_patience_wait(php_coop_patience *patience);

#endif
