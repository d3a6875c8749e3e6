/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_API_REQUEST_H
#define PHP_COOP_API_REQUEST_H

#include "exchange.h"

/* An API call as the site gives it to Client::request() or Account::request(). All members are borrowed. */
typedef struct php_coop_api_request {
	zend_string *method;
	zend_string *url;
	zend_string *access_token; /* NULL if there is none */
	zval *query; /* an array; NULL if there is none */
	zval *form; /* an array; NULL if there is none */
	zval *json; /* NULL, or a zval of null, if there is none */
	HashTable *headers; /* NULL if there are none */
	zend_string *body; /* NULL if there is none */
	uint32_t first_argument; /* the number of $query among the method's arguments, for messages */
} php_coop_api_request;

/* Returns whether an access token consists of bytes that a header can carry. */
bool php_coop_api_is_token(const zend_string *token);

/* Sends the request and waits. Returns the Response, whatever its status; owned; NULL if an exception is pending. */
zend_object *php_coop_api_request_send(php_coop_client *client, const php_coop_api_request *request);

/* Do the same in steps, so that many requests can be in flight: build, php_coop_exchange_start(),
 * php_coop_exchange_finish(), read. The caller initialises `exchange`, which holds the request meanwhile, and clears
 * it. They return false or NULL if an exception is pending; the Response is owned. */
bool php_coop_api_request_build(
	php_coop_client *client, const php_coop_api_request *request, php_coop_exchange *exchange, bool *has_body);
zend_object *php_coop_api_request_read(const php_coop_client *client, php_coop_exchange *exchange);

#endif
