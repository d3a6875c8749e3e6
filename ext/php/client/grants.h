/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_GRANTS_H
#define PHP_COOP_GRANTS_H

#include "client_settings.h"

/* Client::exchangeCode(): an owned TokenSet in `return_value`, or an exception is pending. */
void php_coop_exchange_code(php_coop_client *client, zend_object *code, zval *return_value);

#endif
