/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_SESSION_TOKEN_STORE_H
#define PHP_COOP_SESSION_TOKEN_STORE_H

#include "php/values/object.h"

extern zend_class_entry *php_coop_ce_SessionTokenStore;

#endif
