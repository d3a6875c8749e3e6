/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_TOKEN_ENDPOINT_H
#define PHP_COOP_TOKEN_ENDPOINT_H

#include "exchange.h"
#include "php/values/json.h"
#include "php/values/token_set.h"
#include "core/refusal.h"

/* A token request and its answer, in steps, so that a refresh run can write its journal between them:
 * init - build - send, or start and finish - (journal) - judge - parts or exception - clear. */

typedef enum php_coop_token_result {
	PHP_COOP_TOKEN_FAULT, /* no whole answer came; exchange.answer->request_sent says if the token may be spent */
	PHP_COOP_TOKEN_TOKENS,
	PHP_COOP_TOKEN_ERROR, /* the server refused: `refusal`, answer.error */
	PHP_COOP_TOKEN_UNUSABLE /* the answer makes no sense, or is too large */
} php_coop_token_result;

typedef struct php_coop_token_call {
	const php_coop_client *client; /* set by judge; borrowed */
	zend_string *endpoint; /* where the request went; borrowed from the provider; NULL if it is the token endpoint */
	php_coop_exchange exchange; /* owned */
	php_coop_decoded_answer decoded; /* set by judge; owned */
	coop_token_answer answer; /* set by judge; borrowed from `decoded` */
	php_coop_token_result result; /* set by judge */
	coop_refusal refusal; /* set by judge if the result is ERROR: what it means if the request was a refresh */
	int retry_after; /* set by judge; seconds; -1 if the server does not say */
	/* A refresh token that judge found in a broken or cut answer; owned; empty if there is none. */
	coop_buffer salvaged;
	zend_string *strings[5]; /* those that parts() lends; owned */
} php_coop_token_call;

void php_coop_token_call_init(php_coop_token_call *call);
void php_coop_token_call_clear(php_coop_token_call *call); /* wipes the tokens; may be called twice */

/* Write the request into the exchange. They return false if a ValueError is pending, because the request is too
 * large. */
bool php_coop_token_call_build(
	php_coop_client *client, php_coop_token_call *call, coop_grant grant, const coop_view values[COOP_GRANT_VALUES]);
bool php_coop_token_call_build_parameters(
	php_coop_client *client, php_coop_token_call *call, const coop_parameter *parameters, size_t count);

void php_coop_token_call_send(php_coop_client *client, php_coop_token_call *call, zend_string *endpoint);

/* Do the same in two steps, as php_coop_exchange_start() and php_coop_exchange_finish() do. */
bool php_coop_token_call_start(
	php_coop_client *client, php_coop_token_call *call, zend_string *endpoint, const void *batch, void *owner);
void php_coop_token_call_finish(php_coop_token_call *call);

/* Decodes the answer and sets `result`. If the server's words quote a secret of the request, they are withheld. */
void php_coop_token_call_judge(php_coop_client *client, php_coop_token_call *call);

/* Gives what the answer has for a TokenSet or a row. May be called if the result is TOKENS, and once. The strings are
 * borrowed from the call; `extra` is NULL unless `with_extra`, and then owned by the caller. */
void php_coop_token_call_parts(
	php_coop_client *client, php_coop_token_call *call, bool with_extra, php_coop_token_parts *parts);

/* Returns the refresh token of an answer that cannot be used otherwise; owned; NULL if there is none. */
zend_string *php_coop_token_call_salvaged(php_coop_token_call *call);

/* Returns what went wrong; owned. Must not be called if the result is TOKENS. `what` begins the message. */
zend_object *php_coop_token_call_exception(php_coop_token_call *call, const char *what);

#endif
