/* SPDX-License-Identifier: MIT */
#ifndef COOP_WORDS_H
#define COOP_WORDS_H

#include "text.h"

#define COOP_WORDS_MAXIMUM 160
#define COOP_WORDS_TEXT_MAXIMUM 2048 /* bytes */

/* A text that a server wrote for people or for programs, as words: runs of letters and digits, in lower case if they
 * are ASCII. A change from a small letter to a capital begins a word, so that "refreshToken", "REFRESH_TOKEN" and
 * "refresh token" are alike. An apostrophe between letters is left out ("isnt"). The end of a clause is the word ".",
 * and a colon, an equals sign or a dash before a blank is the word ":". Chinese and Japanese are words of their own, a
 * word for each run. What exceeds the maxima is left out. */
typedef struct coop_words {
	size_t count;
	coop_view word[COOP_WORDS_MAXIMUM]; /* borrowed from `text` */
	char text[COOP_WORDS_TEXT_MAXIMUM];
} coop_words;

/* Fills `words`, which must not be moved afterwards. */
void coop_words_of(coop_words *words, coop_view text);

/* Words of a phrase are parted by one blank each. */
bool coop_words_are(const coop_words *words, const char *phrase); /* the text is the phrase and nothing else */
bool coop_words_have_at(const coop_words *words, size_t at, const char *phrase);
bool coop_words_have(const coop_words *words, const char *phrase);

/* Do the same for a list of phrases that NULL ends. */
bool coop_words_are_one(const coop_words *words, const char *const *phrases);
bool coop_words_have_one(const coop_words *words, const char *const *phrases);

/* Return whether a word has a part that is in the list, for Chinese and Japanese. */
bool coop_word_contains_one(coop_view word, const char *const *parts);
bool coop_words_contain_one(const coop_words *words, const char *const *parts);

/* Returns whether the word is one of a list that NULL ends. */
bool coop_word_is_one_of(coop_view word, const char *const *list);

#endif
