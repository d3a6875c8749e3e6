/* SPDX-License-Identifier: MIT */
#ifndef COOP_HTTP_POOL_H
#define COOP_HTTP_POOL_H

#include "pump.h"

/* Connections that outlive a PHP request: one pump for each client identity (credentials, CA file, proxy), so that no
 * connection is shared between identities; libcurl itself keeps origins and TLS settings apart. One pool per thread. */
typedef struct coop_pool coop_pool;

#define COOP_POOL_PUMPS 16 /* the one unused for longest and idle gives way */

coop_pool *coop_pool_new(void);
void coop_pool_free(coop_pool *pool); /* in a forked child: abandons the parent's pumps */

/* The pump of an identity, made at first use; borrowed. In a forked child the parent's pumps are abandoned first.
 * NULL: no memory. */
coop_pump *coop_pool_pump(coop_pool *pool, coop_view identity) COOP_MUST_CHECK;

void coop_pool_cancel_all(coop_pool *pool); /* at the end of a PHP request; does nothing in a forked child */

/* Once per process, before any other thread runs; curl_global_init counts, and is never undone here because other
 * extensions share the library. */
bool coop_http_startup(void);

/* libcurl's run-time version, for phpinfo(). */
const char *coop_http_library_version(void);

#endif
