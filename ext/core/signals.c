/* SPDX-License-Identifier: MIT */
#include "signals.h"
#include "text.h"
#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

static void add_unless_ignored(sigset_t *set, int number)
{
	struct sigaction action;
	if (sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_IGN) {
		(void) sigaddset(set, number); /* fails only if the number is bad */
	}
}

bool coop_signals_catch(coop_signals *signals)
{
	sigset_t wanted;
	*signals = (coop_signals){.descriptor = -1};
	(void) sigemptyset(&wanted);
	add_unless_ignored(&wanted, SIGINT);
	add_unless_ignored(&wanted, SIGTERM);
	add_unless_ignored(&wanted, SIGHUP);
	signals->descriptor = signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC);
	if (signals->descriptor < 0) {
		return false;
	}
	(void) pthread_sigmask(SIG_BLOCK, &wanted, &signals->previous); /* fails only if `how` is bad */
	return true;
}

int coop_signals_read(coop_signals *signals)
{
	struct signalfd_siginfo info;
	if (signals->descriptor < 0 || signals->received ||
		read(signals->descriptor, &info, sizeof(info)) != (ssize_t) sizeof(info)) {
		return 0;
	}
	signals->received = (int) info.ssi_signo;
	(void) pthread_sigmask(SIG_SETMASK, &signals->previous, NULL);
	return signals->received;
}

void coop_signals_let_go(coop_signals *signals)
{
	if (signals->descriptor < 0) {
		return;
	}
	close(signals->descriptor);
	signals->descriptor = -1;
	(void) pthread_sigmask(SIG_SETMASK, &signals->previous, NULL);
	if (signals->received) {
		(void) raise(signals->received);
	}
}

void coop_signals_hold_all(sigset_t *previous)
{
	static const int OWN_FAULTS[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};
	sigset_t all;
	(void) sigfillset(&all);
	for (size_t i = 0; i < COOP_COUNT(OWN_FAULTS); i++) {
		(void) sigdelset(&all, OWN_FAULTS[i]);
	}
	(void) pthread_sigmask(SIG_SETMASK, &all, previous);
}

void coop_signals_restore(const sigset_t *previous)
{
	(void) pthread_sigmask(SIG_SETMASK, previous, NULL);
}
