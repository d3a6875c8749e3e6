/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
# include "config.h"
#endif

#include "php_coop.h"
#include "ext/standard/info.h"
#include "core/crypto.h"
#include "php/refresh/refresh_journal.h"

ZEND_DECLARE_MODULE_GLOBALS(coop)

static PHP_GINIT_FUNCTION(coop)
{
#if defined(ZTS) && defined(COMPILE_DL_COOP)
	ZEND_TSRMLS_CACHE_UPDATE();
#endif
	coop_globals->pool = NULL;
	coop_globals->writers = NULL;
}

static PHP_GSHUTDOWN_FUNCTION(coop)
{
	coop_pool_free(coop_globals->pool); /* a forked child only closes its copies of the parent's descriptors */
}

static PHP_MINIT_FUNCTION(coop)
{
	/* libcurl counts its startups. This one is never undone, because other extensions use the same library. */
	if (!coop_http_startup() || !php_coop_journals_startup()) {
		return FAILURE;
	}
	php_coop_enums_minit(module_number);
	php_coop_exceptions_minit();
	php_coop_provider_minit();
	php_coop_token_set_minit();
	php_coop_login_minit();
	php_coop_response_minit();
	php_coop_client_minit();
	php_coop_token_store_minit();
	php_coop_pdo_token_store_minit();
	php_coop_session_token_store_minit();
	php_coop_pdo_leases_minit();
	php_coop_report_minit();
	php_coop_account_minit();
	php_coop_token_manager_minit();
	return SUCCESS;
}

static PHP_RSHUTDOWN_FUNCTION(coop)
{
	/* A fatal error may have cut a request off and left transfers in flight, whose connections must not be used
	 * again. */
	if (COOP_G(pool)) {
		coop_pool_cancel_all(COOP_G(pool));
	}
	return SUCCESS;
}

static PHP_MINFO_FUNCTION(coop)
{
	php_info_print_table_start();
	php_info_print_table_row(2, "coop", "enabled");
	php_info_print_table_row(2, "Version", PHP_COOP_VERSION);
	php_info_print_table_row(2, "libcurl", coop_http_library_version());
	php_info_print_table_row(2, "OpenSSL", coop_crypto_library_version());
	php_info_print_table_end();
}

/* PDO is optional, and its functions are looked up when they are called: it is a module of its own on Debian, and php
 * -n does not load it. */
// clang-format off: the macros end with their own commas
static const zend_module_dep COOP_DEPENDENCIES[] = {ZEND_MOD_REQUIRED("date") ZEND_MOD_REQUIRED("json")
		ZEND_MOD_OPTIONAL("pdo") ZEND_MOD_OPTIONAL("session") ZEND_MOD_END};
// clang-format on

zend_module_entry coop_module_entry = {
	STANDARD_MODULE_HEADER_EX,
	NULL,
	COOP_DEPENDENCIES,
	"coop",
	NULL,
	PHP_MINIT(coop),
	NULL,
	NULL,
	PHP_RSHUTDOWN(coop),
	PHP_MINFO(coop),
	PHP_COOP_VERSION,
	PHP_MODULE_GLOBALS(coop),
	PHP_GINIT(coop),
	PHP_GSHUTDOWN(coop),
	NULL,
	STANDARD_MODULE_PROPERTIES_EX,
};

#ifdef COMPILE_DL_COOP
# ifdef ZTS
ZEND_TSRMLS_CACHE_DEFINE()
# endif
ZEND_GET_MODULE(coop)
#endif
