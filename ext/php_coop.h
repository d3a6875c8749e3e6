/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_H
#define PHP_COOP_H

#include "php.h"
#include "core/http/pool.h"

#define PHP_COOP_VERSION "0.1.0"

extern zend_module_entry coop_module_entry;
#define phpext_coop_ptr &coop_module_entry

ZEND_BEGIN_MODULE_GLOBALS(coop)
coop_pool *pool; /* connections that outlive a PHP request; owned; NULL before the first one */
struct php_coop_token_manager *writers; /* linked list of managers whose journal is open; borrowed; NULL if empty */
ZEND_END_MODULE_GLOBALS(coop)

ZEND_EXTERN_MODULE_GLOBALS(coop)
#define COOP_G(v) ZEND_MODULE_GLOBALS_ACCESSOR(coop, v)

#if defined(ZTS) && defined(COMPILE_DL_COOP)
ZEND_TSRMLS_CACHE_EXTERN()
#endif

/* Each file of ext/php registers its own classes. The order matters if a class refers to another one. */
void php_coop_enums_minit(int module_number);
void php_coop_exceptions_minit(void);
void php_coop_provider_minit(void);
void php_coop_token_set_minit(void);
void php_coop_login_minit(void);
void php_coop_response_minit(void);
void php_coop_client_minit(void);
void php_coop_token_store_minit(void);
void php_coop_pdo_token_store_minit(void);
void php_coop_session_token_store_minit(void);
void php_coop_pdo_leases_minit(void);
void php_coop_report_minit(void);
void php_coop_account_minit(void);
void php_coop_token_manager_minit(void);

#endif
