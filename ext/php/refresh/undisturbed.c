/* SPDX-License-Identifier: MIT */
#include "undisturbed.h"

#include "core/signals.h"

bool php_coop_undisturbed(bool (*work)(void *context), void *context)
{
	sigset_t previous;
	volatile bool worked = false, bailed = false;
	coop_signals_hold_all(&previous);
	bool timed_out = zend_atomic_bool_exchange(&EG(timed_out), false);
	bool interrupt = zend_atomic_bool_exchange(&EG(vm_interrupt), false);
	zend_try
	{
		worked = work(context);
	}
	zend_catch
	{
		bailed = true;
	}
	zend_end_try();
	if (timed_out) {
		zend_atomic_bool_store(&EG(timed_out), true);
	}
	if (interrupt) {
		zend_atomic_bool_store(&EG(vm_interrupt), true);
	}
	coop_signals_restore(&previous);
	if (bailed) {
		zend_bailout();
	}
	return worked;
}

typedef struct group_call {
	php_coop_token_manager *manager;
	php_coop_group *group;
} group_call;

static bool perform_group(void *context)
{
	const group_call *call = context;
	return call->manager->store.ops->group(&call->manager->store, call->group);
}

bool php_coop_transact(php_coop_token_manager *manager, php_coop_group *group)
{
	group_call call = {manager, group};
	return php_coop_undisturbed(perform_group, &call);
}
