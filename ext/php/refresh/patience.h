/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_PATIENCE_H
#define PHP_COOP_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

/* The waits between the tries of something that fails as long as another process is in the way. Each wait is twice as
 * long as the one before. */
typedef struct php_coop_patience {
	int64_t until; /* milliseconds on coop_boot_milliseconds()'s clock */
	int64_t wait, maximum; /* milliseconds */
} php_coop_patience;

/* `budget` is how long to try, and `maximum` the longest wait; both are milliseconds. */
php_coop_patience php_coop_patience_new(int64_t budget, int64_t maximum);

/* Waits. Returns false, at once, if the budget is used up. */
bool php_coop_patience_wait(php_coop_patience *patience);

#endif
