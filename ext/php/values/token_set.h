/* SPDX-License-Identifier: MIT */
#ifndef PHP_COOP_TOKEN_SET_H
#define PHP_COOP_TOKEN_SET_H

#include "object.h"
#include "core/token_answer.h"

extern zend_class_entry *php_coop_ce_TokenSet;

/* Slots of Coop\TokenSet's properties, in the stub's order. */
enum {
	PHP_COOP_TOKEN_SET_TOKEN_TYPE,
	PHP_COOP_TOKEN_SET_EXPIRES_AT,
	PHP_COOP_TOKEN_SET_SCOPE,
	PHP_COOP_TOKEN_SET_RECEIVED_AT,
	PHP_COOP_TOKEN_SET_REFRESH_TOKEN_EXPIRES_AT
};

#define PHP_COOP_DEFAULT_LIFETIME 3600

typedef struct php_coop_token_set {
	zend_string *access_token; /* owned; NULL: none */
	zend_string *refresh_token; /* owned; NULL: none */
	zend_string *id_token; /* owned; NULL: none */
	HashTable *extra; /* owned; NULL: empty */
	coop_instant expires_at; /* the properties' instants again, as numbers */
	coop_instant received_at;
	bool expiry_known;
	bool received_known;
	int default_lifetime; /* seconds; for an unknown expiry */
	zend_object std;
} php_coop_token_set;

PHP_COOP_CONTAINER(php_coop_token_set, php_coop_token_set_of)

/* What a set is made of. Strings are borrowed; `extra` is taken over. */
typedef struct php_coop_token_parts {
	zend_string *access_token;
	zend_string *refresh_token;
	zend_string *id_token;
	zend_string *token_type; /* NULL: Bearer */
	zend_string *scope; /* as RFC 6749 writes it; NULL: not known */
	HashTable *extra;
	bool expiry_known, received_known, refresh_expiry_known;
	coop_instant expires_at, received_at, refresh_token_expires_at;
	int default_lifetime; /* 0: PHP_COOP_DEFAULT_LIFETIME */
} php_coop_token_parts;

zend_object *php_coop_token_set_new(const php_coop_token_parts *parts); /* owned */

/* The expiry that a store writes: the known one, else received (or now) plus the default lifetime. */
coop_instant php_coop_parts_expiry(const php_coop_token_parts *parts);
coop_instant php_coop_token_set_stored_expiry(const php_coop_token_set *tokens);

/* Whether these are the set's tokens; NULL stands for none. */
bool php_coop_token_set_holds(const php_coop_token_set *tokens, zend_string *access_token, zend_string *refresh_token);

/* Whether the access token is over at `now`; see the stub. */
bool php_coop_token_set_expired(const php_coop_token_set *tokens, int64_t leeway, coop_instant now);

#endif
