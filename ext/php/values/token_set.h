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

#define PHP_COOP_DEFAULT_LIFETIME 3600 /* seconds that an access token lives if neither server nor provider says */

typedef struct php_coop_token_set {
	zend_string *access_token; /* owned; NULL if there is none */
	zend_string *refresh_token; /* owned; NULL if there is none */
	zend_string *id_token; /* owned; NULL if there is none */
	HashTable *extra; /* owned; NULL if it is empty */
	coop_instant expires_at; /* the same as in the property, as a number */
	coop_instant received_at; /* the same as in the property, as a number */
	bool expiry_known;
	bool received_known;
	int default_lifetime; /* seconds from received_at, if the expiry is not known */
	zend_object std;
} php_coop_token_set;

PHP_COOP_CONTAINER(php_coop_token_set, php_coop_token_set_of)

/* What a TokenSet is made of. All strings are borrowed, and NULL if there is none; `extra` is taken over. */
typedef struct php_coop_token_parts {
	zend_string *access_token;
	zend_string *refresh_token;
	zend_string *id_token;
	zend_string *token_type; /* NULL if it is Bearer */
	zend_string *scope; /* with spaces between, RFC 6749 section 3.3; NULL if it is not known */
	HashTable *extra; /* NULL if it is empty */
	bool expiry_known, received_known, refresh_expiry_known;
	coop_instant expires_at, received_at, refresh_token_expires_at;
	int default_lifetime; /* seconds; 0 if it is PHP_COOP_DEFAULT_LIFETIME */
} php_coop_token_parts;

zend_object *php_coop_token_set_new(const php_coop_token_parts *parts); /* owned */

/* Return the expiry that a store writes. If it is not known, it is the default lifetime after the tokens were received,
 * or after now. */
coop_instant php_coop_parts_expiry(const php_coop_token_parts *parts);
coop_instant php_coop_token_set_stored_expiry(const php_coop_token_set *tokens);

/* Returns whether the set has these two tokens. NULL stands for no token. */
bool php_coop_token_set_holds(const php_coop_token_set *tokens, zend_string *access_token, zend_string *refresh_token);

/* Returns whether there is neither an expiry nor a refresh token. Such an access token is used until an API refuses it,
 * since nothing but a new login could replace it. */
bool php_coop_token_set_never_expires(const php_coop_token_set *tokens);

/* Returns whether the access token has at most `leeway` seconds left at `now`. If neither its expiry nor the time of
 * its reception is known, it counts as expired. */
bool php_coop_token_set_expired(const php_coop_token_set *tokens, int64_t leeway, coop_instant now);

#endif
