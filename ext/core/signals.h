/* SPDX-License-Identifier: MIT */
#ifndef COOP_SIGNALS_H
#define COOP_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* INT, TERM and HUP, read from a descriptor while a run is under way on the command line. The first signal asks the run
 * to end in order; a second one does what it would do without this module. A signal that is ignored stays ignored. */
typedef struct coop_signals {
	int descriptor; /* a signalfd, for epoll; owned; -1 if no signal is caught */
	sigset_t previous; /* the thread's mask before coop_signals_catch() */
	int received; /* the signal's number; 0 if none has come */
} coop_signals;

/* Returns false if the signals cannot be caught; errno says why, and nothing has changed. */
bool coop_signals_catch(coop_signals *signals);

/* Returns the first signal that has come, once, and otherwise 0. From then on a second one is not caught any more. */
int coop_signals_read(coop_signals *signals);

/* Restores the mask, and raises the signal that was received, so that it has its usual effect after all. */
void coop_signals_let_go(coop_signals *signals);

/* These two enclose work that must not be cut short. Meanwhile no signal is delivered to this thread but those that its
 * own faults raise (SIGSEGV and the like). */
void coop_signals_hold_all(sigset_t *previous);
void coop_signals_restore(const sigset_t *previous);

#endif
