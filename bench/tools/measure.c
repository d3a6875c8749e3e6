/* SPDX-License-Identifier: MIT */
/* measure FILE CORE COMMAND [ARGUMENT...]: runs COMMAND on one core (-1: on any) and writes to FILE, as JSON, what the
 * kernel counted for it. A small program of its own, linked statically, since a child's peak of memory begins with
 * what its parent had. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time)
{
	return (double) time.tv_sec + (double) time.tv_usec / 1e6;
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static int fail(const char *what)
{
	perror(what);
	return 2;
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr, "usage: measure FILE CORE COMMAND [ARGUMENT...]\n");
		return 2;
	}
	long core = strtol(argv[2], NULL, 10);
	if (core >= 0) {
		cpu_set_t cores;
		CPU_ZERO(&cores);
		CPU_SET((size_t) core, &cores);
		if (sched_setaffinity(0, sizeof(cores), &cores) != 0) {
			return fail("sched_setaffinity");
		}
	}
	double started = now();
	pid_t pid = fork();
	if (pid == 0) {
		execvp(argv[3], argv + 3);
		perror(argv[3]);
		_exit(127);
	}
	int status;
	struct rusage usage;
	if (pid < 0 || wait4(pid, &status, 0, &usage) < 0) {
		return fail("measure");
	}
	double wall = now() - started;
	FILE *file = fopen(argv[1], "w");
	if (!file) {
		return fail(argv[1]);
	}
	fprintf(file, "{\"wall\":%.6f,\"user\":%.6f,\"system\":%.6f,\"kilobytes\":%ld}\n", wall, seconds(usage.ru_utime),
		seconds(usage.ru_stime), usage.ru_maxrss);
	if (fclose(file) != 0) {
		return fail(argv[1]);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
