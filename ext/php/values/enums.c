/* SPDX-License-Identifier: MIT */
#include "enums.h"

#include "php_coop.h"
#include "zend_enum.h"
#include "stubs/enums_arginfo.h"

zend_class_entry *php_coop_ce_Action;
zend_class_entry *php_coop_ce_ClientAuthMethod;
zend_class_entry *php_coop_ce_RefreshOutcome;

static const struct {
	const char *name;
	const char *value;
	bool is_failure;
} OUTCOMES[] = {
	[PHP_COOP_SAVED] = {"Saved", "saved", false},
	[PHP_COOP_SUPERSEDED] = {"Superseded", "superseded", false},
	[PHP_COOP_LEASED] = {"Leased", "leased", false},
	[PHP_COOP_NOT_SENT] = {"NotSent", "not_sent", true},
	[PHP_COOP_DEFERRED] = {"Deferred", "deferred", true},
	[PHP_COOP_OUTCOME_UNKNOWN] = {"OutcomeUnknown", "outcome_unknown", true},
	[PHP_COOP_REJECTED] = {"Rejected", "rejected", false},
	[PHP_COOP_REAUTHORIZATION_REQUIRED] = {"ReauthorizationRequired", "reauthorization_required", false},
	[PHP_COOP_UNSAVEABLE] = {"Unsaveable", "unsaveable", true},
};
_Static_assert(COOP_COUNT(OUTCOMES) == PHP_COOP_OUTCOMES, "every outcome has its row");

static const char *const CLIENT_AUTH_METHODS[] = {
	[COOP_CLIENT_AUTH_CLIENT_SECRET_POST] = "ClientSecretPost",
	[COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC] = "ClientSecretBasic",
	[COOP_CLIENT_AUTH_CLIENT_SECRET_BASIC_RAW] = "ClientSecretBasicRaw",
	[COOP_CLIENT_AUTH_NONE] = "None",
};
_Static_assert(COOP_COUNT(CLIENT_AUTH_METHODS) == COOP_CLIENT_AUTH_METHODS, "every method has its case");

const char *php_coop_client_auth_method_name(coop_client_auth_method method)
{
	return CLIENT_AUTH_METHODS[method];
}

const char *php_coop_outcome_value(php_coop_outcome outcome)
{
	return OUTCOMES[outcome].value;
}

bool php_coop_outcome_is_failure(php_coop_outcome outcome)
{
	return OUTCOMES[outcome].is_failure;
}

zend_object *php_coop_outcome_case(php_coop_outcome outcome)
{
	return zend_enum_get_case_cstr(php_coop_ce_RefreshOutcome, OUTCOMES[outcome].name);
}

coop_client_auth_method php_coop_client_auth_method(zend_object *enum_case)
{
	zend_string *name = Z_STR_P(zend_enum_fetch_case_name(enum_case));
	for (int i = 0; i < COOP_CLIENT_AUTH_METHODS; i++) {
		if (zend_string_equals_cstr(name, CLIENT_AUTH_METHODS[i], strlen(CLIENT_AUTH_METHODS[i]))) {
			return (coop_client_auth_method) i;
		}
	}
	ZEND_UNREACHABLE();
	return COOP_CLIENT_AUTH_NONE;
}

zend_object *php_coop_client_auth_method_case(coop_client_auth_method method)
{
	return zend_enum_get_case_cstr(php_coop_ce_ClientAuthMethod, CLIENT_AUTH_METHODS[method]);
}

zend_string *php_coop_action_value(zend_object *enum_case)
{
	return Z_STR_P(zend_enum_fetch_case_value(enum_case));
}

void php_coop_enums_minit(int module_number)
{
	register_enums_symbols(module_number);
	php_coop_ce_Action = register_class_Coop_Action();
	php_coop_ce_ClientAuthMethod = register_class_Coop_ClientAuthMethod();
	php_coop_ce_RefreshOutcome = register_class_Coop_RefreshOutcome();
}
