/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RESPONSE_H
#define PHP_COOP_RESPONSE_H

#include "object.h"
#include "core/http/request.h"

extern zend_class_entry *php_coop_ce_Response;

/* Slots of Coop\Response's properties, in the stub's order. */
enum { PHP_COOP_RESPONSE_STATUS, PHP_COOP_RESPONSE_HEADERS, PHP_COOP_RESPONSE_BODY };

/* Makes a Response of an answer that arrived whole; owned. */
zend_object *php_coop_response_new(const coop_http_answer *answer);

/* Copies the Response that Client's $transport has returned into an answer, as if the answer had come from the network.
 * The caller has initialised the answer's buffers. Returns false if the Response is larger than they may become, or has
 * a header with a control character. */
bool php_coop_response_read(zend_object *response, coop_http_answer *answer);

#endif
