/* SPDX-License-Identifier: MIT */
#include "words.h"

#define WIDE_MARK 3 /* bytes */
#define WIDE_LEAD 0xE3 /* in UTF-8, Chinese and Japanese begin with it or above; no accented letter does */

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_part_of_word(char c)
{
	return is_small(c) || is_capital(c) || (c >= '0' && c <= '9') || (unsigned char) c >= 0x80;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Returns "." or ":" if the byte at `at` is a mark of that kind, and NULL if it only parts words. A point or a dash is a
 * mark if a blank follows. */
static const char *mark_at(coop_view text, size_t at)
{
	char c = text.ptr[at];
	bool at_end = at + 1 == text.len || is_blank(text.ptr[at + 1]) || text.ptr[at + 1] == '\n';
	if (c != '\0' && strchr(at_end ? ".,;!?\n" : ",;!?\n", c)) {
		return ".";
	}
	return c != '\0' && strchr(at_end ? ":=-" : ":=", c) ? ":" : NULL;
}

/* The same for the marks of Chinese and Japanese, which have three bytes each. */
static const char *wide_mark_at(coop_view text, size_t at)
{
	static const struct {
		const char *bytes, *mark;
	} MARKS[] = {{"，", "."}, {"。", "."}, {"、", "."}, {"；", "."}, {"！", "."}, {"？", "."}, {"：", ":"}};
	for (size_t i = 0; i < COOP_COUNT(MARKS) && text.len - at >= WIDE_MARK; i++) {
		if (memcmp(text.ptr + at, MARKS[i].bytes, WIDE_MARK) == 0) {
			return MARKS[i].mark;
		}
	}
	return NULL;
}

/* Returns whether the bytes at `at` part words. Then there are `length` of them, and *mark is what they are, if anything. */
static bool is_gap_at(coop_view text, size_t at, size_t *length, const char **mark)
{
	*mark = wide_mark_at(text, at);
	*length = *mark ? WIDE_MARK : 1;
	if (!*mark && is_part_of_word(text.ptr[at])) {
		return false;
	}
	*mark = *mark ? *mark : mark_at(text, at);
	return true;
}

static bool is_apostrophe_at(coop_view text, size_t at)
{
	return text.ptr[at] == '\'' && at + 1 < text.len && is_part_of_word(text.ptr[at + 1]);
}

/* Whether this byte belongs to a run of Chinese or Japanese, if the byte before it did (or not). */
static bool is_wide(char c, bool before)
{
	unsigned char byte = (unsigned char) c;
	return byte >= 0x80 && byte < 0xC0 ? before : byte >= WIDE_LEAD;
}

static void add_word(coop_words *words, coop_view word)
{
	if (words->count < COOP_WORDS_MAXIMUM) {
		words->word[words->count++] = word;
	}
}

void coop_words_of(coop_words *words, coop_view text)
{
	size_t used = 0, length;
	bool in_word = false, wide = false;
	const char *mark;
	words->count = 0;
	for (size_t i = 0; i < text.len && used < COOP_WORDS_TEXT_MAXIMUM; i += length) {
		char c = text.ptr[i];
		if (is_gap_at(text, i, &length, &mark)) {
			in_word = in_word && is_apostrophe_at(text, i);
			if (mark) {
				add_word(words, coop_view_of(mark));
			}
			continue;
		}
		bool was_wide = wide;
		wide = is_wide(c, wide);
		if (!in_word || wide != was_wide || (is_capital(c) && is_small(text.ptr[i - 1]))) {
			if (words->count == COOP_WORDS_MAXIMUM) {
				return;
			}
			add_word(words, (coop_view){words->text + used, 0});
		}
		words->text[used++] = is_capital(c) ? (char) (c - 'A' + 'a') : c;
		words->word[words->count - 1].len++;
		in_word = true;
	}
}

/* Takes the next word out of a phrase. Returns false at its end. */
static bool next_word(const char **phrase, coop_view *word)
{
	size_t len = strcspn(*phrase, " ");
	*word = (coop_view){*phrase, len};
	*phrase += len + ((*phrase)[len] == ' ' ? 1 : 0);
	return len > 0;
}

/* Returns how many words of the phrase stand at `at`, or 0 if the phrase does not. */
static size_t phrase_length_at(const coop_words *words, size_t at, const char *phrase)
{
	size_t length = 0;
	for (coop_view word; next_word(&phrase, &word); length++) {
		if (at + length >= words->count || !coop_view_equals(words->word[at + length], word)) {
			return 0;
		}
	}
	return length;
}

bool coop_words_have_at(const coop_words *words, size_t at, const char *phrase)
{
	return phrase_length_at(words, at, phrase) > 0;
}

bool coop_words_are(const coop_words *words, const char *phrase)
{
	size_t count = words->count;
	while (count > 0 && words->word[count - 1].len == 1 && strchr(".:", words->word[count - 1].ptr[0])) {
		count--;
	}
	return count > 0 && phrase_length_at(words, 0, phrase) == count;
}

bool coop_words_have(const coop_words *words, const char *phrase)
{
	for (size_t at = 0; at < words->count; at++) {
		if (coop_words_have_at(words, at, phrase)) {
			return true;
		}
	}
	return false;
}

bool coop_word_is_one_of(coop_view word, const char *const *list)
{
	for (; *list; list++) {
		if (coop_view_equals(word, coop_view_of(*list))) {
			return true;
		}
	}
	return false;
}

bool coop_words_have_one(const coop_words *words, const char *const *phrases)
{
	for (; *phrases; phrases++) {
		if (coop_words_have(words, *phrases)) {
			return true;
		}
	}
	return false;
}

bool coop_words_are_one(const coop_words *words, const char *const *phrases)
{
	for (; *phrases; phrases++) {
		if (coop_words_are(words, *phrases)) {
			return true;
		}
	}
	return false;
}

bool coop_word_contains_one(coop_view word, const char *const *parts)
{
	for (; *parts; parts++) {
		if (memmem(word.ptr, word.len, *parts, strlen(*parts))) {
			return true;
		}
	}
	return false;
}

bool coop_words_contain_one(const coop_words *words, const char *const *parts)
{
	for (size_t at = 0; at < words->count; at++) {
		if (coop_word_contains_one(words->word[at], parts)) {
			return true;
		}
	}
	return false;
}
