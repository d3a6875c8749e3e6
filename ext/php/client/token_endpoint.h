/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_TOKEN_ENDPOINT_H
#define PHP_COOP_TOKEN_ENDPOINT_H

#include "exchange.h"
#include "php/values/json.h"
#include "php/values/token_set.h"

/* A token request from build to verdict, in steps, so that a refresh run can write its journal between them:
 * begin - build - send - (journal) - judge - parts or exception - clear. */

typedef enum php_coop_token_result {
	PHP_COOP_TOKEN_FAULT, /* no whole answer; exchange.answer->request_sent says whether the token may be spent */
	PHP_COOP_TOKEN_TOKENS,
	PHP_COOP_TOKEN_ERROR, /* the server said no: answer.error */
	PHP_COOP_TOKEN_UNUSABLE /* an answer that is not a token answer */
} php_coop_token_result;

typedef struct php_coop_token_call {
	php_coop_exchange exchange;
	php_coop_decoded_answer decoded;
	coop_token_answer answer; /* after judge; borrows from `decoded` and `salvaged` */
	php_coop_token_result result; /* after judge */
	int retry_after; /* seconds; -1: not said */
	coop_buffer salvaged; /* a refresh token found in a broken or cut answer; may be empty */
	zend_string *strings[5]; /* owned: what parts() lends */
} php_coop_token_call;

void php_coop_token_call_init(php_coop_token_call *call);
void php_coop_token_call_clear(php_coop_token_call *call);

/* False: a ValueError is pending (a parameter is too long). */
bool php_coop_token_call_build(
	php_coop_client *client, php_coop_token_call *call, coop_grant grant, const coop_view values[COOP_GRANT_VALUES]);
bool php_coop_token_call_build_parameters(
	php_coop_client *client, php_coop_token_call *call, const coop_parameter *parameters, size_t count);

void php_coop_token_call_send(php_coop_client *client, php_coop_token_call *call, zend_string *endpoint);
/* The same in two steps, as with php_coop_exchange_start/finish. */
bool php_coop_token_call_start(
	php_coop_client *client, php_coop_token_call *call, zend_string *endpoint, const void *batch, void *owner);
void php_coop_token_call_finish(php_coop_token_call *call);
void php_coop_token_call_judge(php_coop_client *client, php_coop_token_call *call);

/* What the answer holds, ready for a TokenSet or a row; strings are the call's. Only after TOKENS. `extra` is owned by
 * the caller when `with_extra`. */
void php_coop_token_call_parts(
	php_coop_client *client, php_coop_token_call *call, bool with_extra, php_coop_token_parts *parts);

/* A refresh token that came although the answer cannot be used, as a new string; NULL: none. */
zend_string *php_coop_token_call_salvaged(php_coop_token_call *call);

/* What went wrong, owned. Not after TOKENS. */
zend_object *php_coop_token_call_exception(php_coop_token_call *call, const char *what);

#endif
