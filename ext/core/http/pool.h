/* SPDX-License-Identifier: MIT */
#ifndef COOP_HTTP_POOL_H
#define COOP_HTTP_POOL_H

#include "pump.h"

/* The connections that outlive a PHP request. There is one pump for each client identity (credentials, CA file, proxy),
 * so that no connection is shared between identities; libcurl itself keeps origins and TLS settings apart. Each thread
 * has its own pool. */
typedef struct coop_pool coop_pool;

#define COOP_POOL_PUMPS 16 /* if there are more, the idle one that was used longest ago is freed */

coop_pool *coop_pool_new(void); /* owned by the caller; NULL if memory runs out */
void coop_pool_free(coop_pool *pool); /* may be NULL; in a forked child the parent's pumps are abandoned */

/* Returns the pump of an identity, which is made at its first use and borrowed from the pool, or NULL if memory or
 * descriptors run out. In a forked child the parent's pumps are abandoned first. */
coop_pump *coop_pool_pump(coop_pool *pool, coop_view identity) COOP_MUST_CHECK;

void coop_pool_cancel_all(coop_pool *pool); /* ends a PHP request; does nothing in a forked child */

/* To be called once in a process, before any other thread runs. Returns false if libcurl is too old or cannot start. It
 * is never undone, since other extensions share the library. */
bool coop_http_startup(void);

/* Returns libcurl's run-time version, for phpinfo(). */
const char *coop_http_library_version(void);

#endif
