/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_RESPONSE_H
#define PHP_COOP_RESPONSE_H

#include "object.h"
#include "core/http/request.h"

extern zend_class_entry *php_coop_ce_Response;

/* Slots of Coop\Response's properties, in the stub's order. */
enum { PHP_COOP_RESPONSE_STATUS, PHP_COOP_RESPONSE_HEADERS, PHP_COOP_RESPONSE_BODY };

/* An owned Response made of an answer that arrived whole. */
zend_object *php_coop_response_new(const coop_http_answer *answer);

/* Reads a Response into an answer, as if the network had brought it (Client's $transport). The answer's buffers are
 * initialised by the caller. False: over the maxima, or a header that cannot be one. */
bool php_coop_response_read(zend_object *response, coop_http_answer *answer);

#endif
