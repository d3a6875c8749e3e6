PHP_ARG_ENABLE([coop],
  [whether to enable coop],
  [AS_HELP_STRING([--enable-coop], [Enable coop, an OAuth 2 client that keeps logins alive])],
  [yes])

PHP_ARG_ENABLE([coop-dev],
  [whether to build coop with warnings as errors],
  [AS_HELP_STRING([--enable-coop-dev], [coop: warnings are errors (for work on the extension)])],
  [no], [no])

if test "$PHP_COOP" != "no"; then
  PKG_CHECK_MODULES([COOP_CURL], [libcurl >= 7.80])
  PKG_CHECK_MODULES([COOP_CRYPTO], [libcrypto >= 3.0])
  PHP_EVAL_INCLINE([$COOP_CURL_CFLAGS])
  PHP_EVAL_INCLINE([$COOP_CRYPTO_CFLAGS])
  PHP_EVAL_LIBLINE([$COOP_CURL_LIBS], [COOP_SHARED_LIBADD])
  PHP_EVAL_LIBLINE([$COOP_CRYPTO_LIBS], [COOP_SHARED_LIBADD])
  PHP_SUBST([COOP_SHARED_LIBADD])

  coop_sources="m4_normalize([
    ext/coop.c
    ext/core/challenge.c
    ext/core/client_auth.c
    ext/core/crypto.c
    ext/core/dialect.c
    ext/core/encoding.c
    ext/core/instant.c
    ext/core/lease.c
    ext/core/refusal.c
    ext/core/secret.c
    ext/core/sentences.c
    ext/core/signals.c
    ext/core/text.c
    ext/core/token_answer.c
    ext/core/token_request.c
    ext/core/url.c
    ext/core/words.c
    ext/core/journal/folder.c
    ext/core/journal/journal.c
    ext/core/journal/reader.c
    ext/core/journal/record.c
    ext/core/journal/search.c
    ext/core/run/evidence.c
    ext/core/run/health.c
    ext/core/run/run.c
    ext/core/run/tickets.c
    ext/core/http/answer.c
    ext/core/http/pool.c
    ext/core/http/pump.c
    ext/core/http/request.c
    ext/core/http/sockets.c
    ext/php/values/convert.c
    ext/php/values/enums.c
    ext/php/values/error_words.c
    ext/php/values/exceptions.c
    ext/php/values/json.c
    ext/php/values/object.c
    ext/php/values/report.c
    ext/php/values/response.c
    ext/php/values/site_callback.c
    ext/php/values/token_set.c
    ext/php/client/api_request.c
    ext/php/client/client.c
    ext/php/client/client_settings.c
    ext/php/client/exchange.c
    ext/php/client/grants.c
    ext/php/client/login.c
    ext/php/client/pending_logins.c
    ext/php/client/provider.c
    ext/php/client/token_endpoint.c
    ext/php/db/database.c
    ext/php/db/mariadb.c
    ext/php/db/mysql.c
    ext/php/db/pdo_call.c
    ext/php/db/pdo_connection.c
    ext/php/db/pdo_expiry.c
    ext/php/db/pdo_fault.c
    ext/php/db/pdo_session.c
    ext/php/db/pdo_sql.c
    ext/php/db/postgresql.c
    ext/php/db/sqlite.c
    ext/php/db/statements.c
    ext/php/store/companion_table.c
    ext/php/store/group.c
    ext/php/store/key_pages.c
    ext/php/store/leases.c
    ext/php/store/own_store_ops.c
    ext/php/store/pdo_columns.c
    ext/php/store/pdo_group.c
    ext/php/store/pdo_leases.c
    ext/php/store/pdo_page.c
    ext/php/store/pdo_rows.c
    ext/php/store/pdo_save.c
    ext/php/store/pdo_store_ops.c
    ext/php/store/pdo_token_store.c
    ext/php/store/session_token_store.c
    ext/php/store/store_ops.c
    ext/php/store/token_store.c
    ext/php/refresh/attempt.c
    ext/php/refresh/events.c
    ext/php/refresh/judgement.c
    ext/php/refresh/patience.c
    ext/php/refresh/refresh_journal.c
    ext/php/refresh/replay.c
    ext/php/refresh/replay_search.c
    ext/php/refresh/run_due.c
    ext/php/refresh/run_group.c
    ext/php/refresh/run_loop.c
    ext/php/refresh/run_memory.c
    ext/php/refresh/run_state.c
    ext/php/refresh/run_verdict.c
    ext/php/refresh/undisturbed.c
    ext/php/refresh/user_refresh.c
    ext/php/refresh/user_turn.c
    ext/php/perform/account.c
    ext/php/perform/perform_call.c
    ext/php/perform/perform_for_all.c
    ext/php/token_manager.c
  ])"

  dnl phpize builds do not hide symbols by themselves; only get_module is exported.
  coop_flags="-std=gnu11 -fvisibility=hidden -DZEND_ENABLE_STATIC_TSRMLS_CACHE=1"
  if test "$PHP_COOP_DEV" != "no"; then
    coop_flags="$coop_flags -Wall -Wextra -Wstrict-prototypes -Wvla -Wno-unused-parameter -Werror"
  fi

  PHP_NEW_EXTENSION([coop], [$coop_sources], [$ext_shared],, [$coop_flags])
  PHP_ADD_EXTENSION_DEP(coop, json)
  PHP_ADD_EXTENSION_DEP(coop, date)
  PHP_ADD_INCLUDE([$ext_srcdir])
  PHP_ADD_INCLUDE([$ext_srcdir/ext])
  for folder in core core/http core/journal core/run php php/client php/db php/perform php/refresh php/store php/values; do
    PHP_ADD_BUILD_DIR([$ext_builddir/ext/$folder])
  done
fi
