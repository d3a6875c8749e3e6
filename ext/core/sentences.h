/* SPDX-License-Identifier: MIT */
#ifndef COOP_SENTENCES_H
#define COOP_SENTENCES_H

#include "dialect.h"
#include "words.h"

/* Returns whether the words say of the refresh token that it works no more. On a refresh request "the token" is the
 * refresh token too, and so is a grant or a session, unless the error's code is `of_client`. */
bool coop_words_say_ended(const coop_words *words, const coop_dialect *dialect, bool of_client);

#endif
