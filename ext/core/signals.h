/* SPDX-License-Identifier: MIT */
#ifndef COOP_SIGNALS_H
#define COOP_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* INT, TERM and HUP as something to be read while a run is under way on the command line: the first one asks the run to
 * end in order, and a second one does what it would have done without us. A signal that is ignored stays ignored. */
typedef struct coop_signals {
	int descriptor; /* owned signalfd, for epoll; -1: none */
	sigset_t previous; /* the thread's mask before */
	int received; /* 0: none yet */
} coop_signals;

bool coop_signals_catch(coop_signals *signals); /* false: errno says why, nothing has changed */
int coop_signals_read(coop_signals *signals); /* the signal that came, once; 0 */
void coop_signals_let_go(coop_signals *signals); /* everything as before; raises again what was received */

/* Around what must not be cut short between two calls: nothing is delivered to this thread meanwhile but what a fault of
 * its own raises. */
void coop_signals_hold_all(sigset_t *previous);
void coop_signals_restore(const sigset_t *previous);

#endif
