/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_ENUMS_H
#define PHP_COOP_ENUMS_H

#include "php.h"
#include "core/client_auth.h"

extern zend_class_entry *php_coop_ce_Action;
extern zend_class_entry *php_coop_ce_ClientAuthMethod;
extern zend_class_entry *php_coop_ce_RefreshOutcome;

/* Cases of Coop\RefreshOutcome, in the stub's order. */
typedef enum php_coop_outcome {
	PHP_COOP_SAVED,
	PHP_COOP_SUPERSEDED,
	PHP_COOP_LEASED,
	PHP_COOP_NOT_SENT,
	PHP_COOP_DEFERRED,
	PHP_COOP_OUTCOME_UNKNOWN,
	PHP_COOP_REJECTED,
	PHP_COOP_REAUTHORIZATION_REQUIRED,
	PHP_COOP_UNSAVEABLE,
	PHP_COOP_OUTCOMES
} php_coop_outcome;

const char *php_coop_outcome_value(php_coop_outcome outcome); /* 'saved', ... */
/* The row has no newer tokens, and no word of the server ends its login: the user is to be tried again. */
bool php_coop_outcome_is_failure(php_coop_outcome outcome);
zend_object *php_coop_outcome_case(php_coop_outcome outcome); /* borrowed */

coop_client_auth_method php_coop_client_auth_method(zend_object *enum_case);
const char *php_coop_client_auth_method_name(coop_client_auth_method method); /* the name of its case */
zend_object *php_coop_client_auth_method_case(coop_client_auth_method method); /* borrowed */

zend_string *php_coop_action_value(zend_object *enum_case); /* 'eggs-count', ...; borrowed */

#endif
