/* SPDX-License-Identifier: MIT
 * A machine whose clocks are wrong. Preloaded, together with nodeepbind.c; COOP_CLOCK names a file of two int64_t: seconds
 * that the wall clock is ahead by, seconds that the machine has run for longer. Who changes them changes the time. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *ahead; /* [2], the file's */

__attribute__((constructor)) static void map_file(void)
{
	const char *name = getenv("COOP_CLOCK");
	int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
	if (file >= 0) {
		void *bytes = mmap(NULL, 2 * sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
		ahead = bytes == MAP_FAILED ? NULL : bytes;
		close(file);
	}
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	int result = (int) syscall(SYS_clock_gettime, clock, now);
	if (result == 0 && ahead) {
		now->tv_sec += clock == CLOCK_REALTIME ? ahead[0] : clock == CLOCK_BOOTTIME ? ahead[1] : 0;
	}
	return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
	struct timespec exact;
	(void) zone;
	clock_gettime(CLOCK_REALTIME, &exact);
	now->tv_sec = exact.tv_sec;
	now->tv_usec = exact.tv_nsec / 1000;
	return 0;
}

time_t time(time_t *now)
{
	struct timespec exact;
	clock_gettime(CLOCK_REALTIME, &exact);
	if (now) {
		*now = exact.tv_sec;
	}
	return exact.tv_sec;
}
