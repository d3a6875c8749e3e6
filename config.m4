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

  coop_core="text secret encoding instant url crypto dialect token_request token_answer journal_record journal_folder journal journal_reader journal_search run run_health run_tickets signals http/request http/answer http/pump http/pool"
  coop_php="object convert enums exceptions json provider token_set login response exchange token_endpoint client grants api_request token_store own_store_ops pdo_call pdo_fault pdo_session pdo_sql pdo_expiry pdo_page pdo_rows pdo_columns pdo_save pdo_group pdo_store_ops pdo_token_store session_token_store companion_table leases pdo_leases group report token_manager refresh refresh_journal refresh_replay refresh_due refresh_verdict refresh_group refresh_run user_refresh account perform_call perform_for_all"

  coop_sources="ext/coop.c"
  for name in $coop_core; do coop_sources="$coop_sources ext/core/$name.c"; done
  for name in $coop_php; do coop_sources="$coop_sources ext/php/$name.c"; done

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
  PHP_ADD_BUILD_DIR([$ext_builddir/ext/core/http])
  PHP_ADD_BUILD_DIR([$ext_builddir/ext/php])
fi
