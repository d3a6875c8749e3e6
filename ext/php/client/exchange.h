/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_EXCHANGE_H
#define PHP_COOP_EXCHANGE_H

#include "client_settings.h"
#include "core/http/pump.h"
#include "core/instant.h"
#include "core/signals.h"

/* A request on its way and its answer, whether the network or the user's $transport carried it. */
typedef struct php_coop_exchange {
	coop_buffer url; /* of the request, where it was put together for it */
	coop_buffer header_lines; /* of the request */
	coop_buffer body; /* of the request */
	bool fresh_connection; /* in: not over one that was kept alive */
	coop_transfer *transfer; /* owned; NULL with $transport, and before sending */
	coop_http_answer given; /* what $transport returned */
	coop_http_answer *answer; /* the transfer's, or `given`; NULL before sending */
	coop_instant received_at;
	zend_object *thrown; /* owned: what $transport threw; NULL */
} php_coop_exchange;

void php_coop_exchange_init(php_coop_exchange *exchange);
void php_coop_exchange_clear(php_coop_exchange *exchange); /* gives the connection's handle back; twice is harmless */

/* A body without a Content-Type among these lines is a form: libcurl says so by itself, as it does with User-Agent. */
void php_coop_exchange_add_header(php_coop_exchange *exchange, coop_view name, coop_view value);

/* The pump of a client's connections; borrowed, and not to be kept across code of the site's. NULL: no memory. */
coop_pump *php_coop_client_pump(php_coop_client *client);
coop_pump *php_coop_client_own_pump(
	php_coop_client *client); /* the same; NULL where the user's $transport carries all */

/* Around many requests on the command line: a signal (coop_signals_read()) ends the pump's waiting. A server's own process
 * manager has its own ways. `is_child`: this process was forked meanwhile, and the pump is the parent's. */
void php_coop_signals_catch(php_coop_client *client, coop_signals *signals);
void php_coop_signals_release(php_coop_client *client, coop_signals *signals, bool is_child);

/* Sends. True: it is on its way, and comes back from the pump as a finished transfer of `batch` with `owner`. False:
 * it has ended already (the user's $transport has answered, or there is no memory). Then finish. */
bool php_coop_exchange_start(php_coop_client *client, php_coop_exchange *exchange, const char *method, const char *url,
	bool has_body, size_t answer_maximum, const void *batch, void *owner);
void php_coop_exchange_finish(php_coop_exchange *exchange); /* `answer` is never NULL afterwards */

/* Sends and waits for the answer. */
void php_coop_exchange_send(php_coop_client *client, php_coop_exchange *exchange, const char *method, const char *url,
	bool has_body, size_t answer_maximum);

#endif
