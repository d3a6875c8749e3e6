/* SPDX-License-Identifier: MIT */
#include "patience.h"

#include "core/instant.h"
#include <unistd.h>

#define FIRST_WAIT 20 /* milliseconds */

php_coop_patience php_coop_patience_new(int64_t budget, int64_t maximum)
{
	return (php_coop_patience){.until = coop_boot_milliseconds() + budget, .wait = FIRST_WAIT, .maximum = maximum};
}

bool php_coop_patience_wait(php_coop_patience *patience)
{
	if (coop_boot_milliseconds() >= patience->until) {
		return false;
	}
	usleep((useconds_t) patience->wait * 1000);
	patience->wait = 2 * patience->wait < patience->maximum ? 2 * patience->wait : patience->maximum;
	return true;
}
