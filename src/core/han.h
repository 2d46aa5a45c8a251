/* han.h: what a search knows of Chinese characters: how they are read, and what simplified text
 * writes for them.
 *
 * Covers U+3400 to U+9FFF. The tables come from Unicode's Unihan database (UAX #38), see
 * scripts/han.py; they are unpacked by han_new(), which takes about a tenth of a millisecond, so
 * that nothing is spent before somebody searches.
 *
 * A reading is a syllable of today's Mandarin in the letters of pinyin, without its tone; ü is
 * written v, and u as well. Characters with several readings (重: chong, zhong) match by any.
 */
#ifndef SB_CORE_HAN_H
#define SB_CORE_HAN_H

#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct han;

struct han *han_new(void);
void han_free(struct han *han);

/* The simplified form of a character, or the character itself. Where traditional text tells apart
 * what simplified text writes alike (後 and 后, 發 and 髮), all become one. */
uint32_t han_simplified(const struct han *han, uint32_t character);

/* Replaces each character of a text by its simplified form, which takes as many bytes. */
void han_simplify(const struct han *han, char *text, size_t len);

/* Could these letters be pinyin: small letters from a to z, with apostrophes between? */
bool pinyin_is_possible(struct str letters);

/* How many bytes of Chinese characters at the start of the text the letters spell, or 0. Each
 * character takes a whole syllable (chongdingxiang) or its initial (cdx; zh, ch and sh may be one
 * or two letters), in any mixture; of the last one any beginning will do (chongdingxia), so that
 * what matches a word matches each beginning of it. An apostrophe stands only between syllables
 * (xi'an). */
size_t pinyin_match(const struct han *han, struct str text, struct str letters);

/* The first place at or after `from` where the letters match; *len is how many bytes. SIZE_MAX when
 * there is none. */
size_t pinyin_find(const struct han *han, struct str text, struct str letters, size_t from,
                   size_t *len);

#endif
