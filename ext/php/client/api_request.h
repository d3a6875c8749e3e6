/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_API_REQUEST_H
#define PHP_COOP_API_REQUEST_H

#include "exchange.h"

/* An API call as a user gives it: Client::request() and Account::request(). Everything is borrowed. */
typedef struct php_coop_api_request {
	zend_string *method;
	zend_string *url;
	zend_string *access_token; /* NULL: none */
	zval *query; /* an array; NULL: none */
	zval *form; /* an array; NULL: none */
	zval *json; /* NULL or null: none */
	HashTable *headers; /* NULL: none */
	zend_string *body; /* NULL: none */
	uint32_t first_argument; /* number of $query among the method's arguments, for messages */
} php_coop_api_request;

/* Whether an access token can stand in a header at all. */
bool php_coop_api_is_token(const zend_string *token);

/* An owned Response for any HTTP answer; NULL: an exception is pending. */
zend_object *php_coop_api_request_send(php_coop_client *client, const php_coop_api_request *request);

/* The same in steps, for many at once: build, php_coop_exchange_start(), php_coop_exchange_finish(), read. `exchange` is
 * initialised and cleared by the caller, and holds the request meanwhile. False, NULL: an exception is pending. */
bool php_coop_api_request_build(
	php_coop_client *client, const php_coop_api_request *request, php_coop_exchange *exchange, bool *has_body);
zend_object *php_coop_api_request_read(php_coop_exchange *exchange);

#endif
