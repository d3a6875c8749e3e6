/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_EXCHANGE_H
#define PHP_COOP_EXCHANGE_H

#include "client_settings.h"
#include "core/http/pump.h"
#include "core/instant.h"
#include "core/signals.h"

/* A request and its answer, whether the network or the site's $transport carries them. */
typedef struct php_coop_exchange {
	/* The request, which the caller fills in. All buffers are owned. */
	coop_buffer url; /* empty if the caller has the URL elsewhere */
	coop_buffer header_lines; /* each line ends with a NUL */
	coop_buffer body;
	bool fresh_connection; /* no kept connection is used */

	/* The answer. */
	coop_transfer *transfer; /* owned; NULL if $transport carries the request, or before it is sent */
	coop_http_answer given; /* the answer if there is no transfer: what $transport returned, or why nothing was sent */
	coop_http_answer *answer; /* borrowed from `transfer`, or `given`; NULL before the request is sent */
	coop_instant received_at; /* the time of php_coop_exchange_finish() */
	zend_object *thrown; /* what $transport threw; owned; NULL if nothing */
} php_coop_exchange;

void php_coop_exchange_init(php_coop_exchange *exchange);
void php_coop_exchange_clear(php_coop_exchange *exchange); /* also ends a transfer; may be called twice */

/* Adds a header. If none is a Content-Type, libcurl declares the body to be a form. User-Agent is added later on. */
void php_coop_exchange_add_header(php_coop_exchange *exchange, coop_view name, coop_view value);

/* Returns the pump of the client's connections; borrowed; NULL if memory or descriptors run out. It must be asked for
 * again after code of the site has run, which may have made the pool drop it. */
coop_pump *php_coop_client_pump(php_coop_client *client);

/* Does the same, but returns NULL also if the site's $transport carries all requests. */
coop_pump *php_coop_client_own_pump(php_coop_client *client);

/* These stand around many requests. On the command line, a signal then ends the pump's waiting, and is read by
 * coop_signals_read(). In a web server they leave signals alone, since its process manager needs them. `is_child` is
 * true if this process was forked in between, so that the pump is the parent's. */
void php_coop_signals_catch(php_coop_client *client, coop_signals *signals);
void php_coop_signals_release(php_coop_client *client, coop_signals *signals, bool is_child);

/* Sends the request. Returns true if the request is in flight: its transfer comes back from the pump as a finished one
 * of `batch`, with `owner`. Returns false if it has ended already, because $transport has answered, or because memory
 * ran out or the request is too large. php_coop_exchange_finish() follows in both cases. `answer_maximum` is in
 * bytes. */
bool php_coop_exchange_start(php_coop_client *client, php_coop_exchange *exchange, const char *method, const char *url,
	bool has_body, size_t answer_maximum, const void *batch, void *owner);
void php_coop_exchange_finish(php_coop_exchange *exchange); /* `answer` is never NULL afterwards */

/* Does all three: starts, waits for the answer, finishes. */
void php_coop_exchange_send(php_coop_client *client, php_coop_exchange *exchange, const char *method, const char *url,
	bool has_body, size_t answer_maximum);

#endif
