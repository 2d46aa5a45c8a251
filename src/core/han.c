#include "core/han.h"
#include "core/han_parts.h"
#include "core/mem.h"
#include "core/text.h"

#include <stdlib.h>

enum {
    FIRST = 0x3400,
    LAST = 0x9FFF,
    CHARACTERS = LAST - FIRST + 1,
    LETTERS_LIMIT = 63, /* longer words are no pinyin; places in them are bits of 64 */
};

struct han {
    uint16_t simplified[CHARACTERS];    /* 0: the character itself */
    uint8_t begins[26][CHARACTERS / 8]; /* by letter: bits of the characters read so */
    uint16_t first[CHARACTERS + 1];     /* the readings of a character: from here to the next's */
    uint16_t *readings;                 /* indices into han_syllables */
};

static bool is_covered(uint32_t character)
{
    return character >= FIRST && character <= LAST;
}

/* Do three bytes encode a character from U+3000 to U+9FFF? */
static bool is_three_bytes(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    return s[0] >= 0xE3 && s[0] <= 0xE9 && s[1] >> 6 == 2 && s[2] >> 6 == 2;
}

static uint32_t three_bytes(const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    return (uint32_t)((s[0] & 0x0F) << 12 | (s[1] & 0x3F) << 6 | (s[2] & 0x3F));
}

/* Has the character a reading that begins with the letter? */
static bool begins_with(const struct han *han, size_t index, char letter)
{
    return han->begins[letter - 'a'][index / 8] >> index % 8 & 1;
}

/* The next of a list of characters in UTF-8, three bytes each, as an index into the tables. */
static size_t next_character(const char **list)
{
    uint32_t character = three_bytes(*list);
    *list += 3;
    return character - FIRST;
}

static void unpack_variants(struct han *han)
{
    for (const char *at = han_variants; *at;) {
        size_t one = next_character(&at), simplified = next_character(&at);
        han->simplified[one] = (uint16_t)(FIRST + simplified);
    }
}

/* Counts the readings of each character, turns the counts into places, then fills them in. */
static void unpack_readings(struct han *han)
{
    for (const struct han_syllable *row = han_syllables; row->letters; row++)
        for (const char *at = row->characters; *at;)
            han->first[next_character(&at)]++;
    uint16_t end = 0;
    for (size_t i = 0; i < CHARACTERS; i++)
        han->first[i] = end = (uint16_t)(end + han->first[i]);
    han->first[CHARACTERS] = end;
    han->readings = mem_new(end, sizeof *han->readings);
    for (const struct han_syllable *row = han_syllables; row->letters; row++)
        for (const char *at = row->characters; *at;) {
            size_t character = next_character(&at);
            han->readings[--han->first[character]] = (uint16_t)(row - han_syllables);
            han->begins[row->letters[0] - 'a'][character / 8] |= (uint8_t)(1 << character % 8);
        }
}

struct han *han_new(void)
{
    struct han *han = mem_new(1, sizeof *han);
    unpack_variants(han);
    unpack_readings(han);
    return han;
}

void han_free(struct han *han)
{
    if (!han)
        return;
    free(han->readings);
    free(han);
}

uint32_t han_simplified(const struct han *han, uint32_t character)
{
    uint16_t other = is_covered(character) ? han->simplified[character - FIRST] : 0;
    return other ? other : character;
}

void han_simplify(const struct han *han, char *text, size_t len)
{
    for (size_t at = 0; at + 3 <= len;) {
        if (!is_three_bytes(text + at)) {
            at++;
            continue;
        }
        uint32_t character = three_bytes(text + at);
        uint32_t simplified = han_simplified(han, character);
        if (simplified != character) {
            text[at] = (char)(0xE0 | simplified >> 12);
            text[at + 1] = (char)(0x80 | (simplified >> 6 & 0x3F));
            text[at + 2] = (char)(0x80 | (simplified & 0x3F));
        }
        at += 3;
    }
}

/* --- Pinyin --- */

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

bool pinyin_is_possible(struct str letters)
{
    if (letters.len == 0 || letters.len > LETTERS_LIMIT || !is_letter(letters.data[0]))
        return false;
    for (size_t i = 1; i < letters.len; i++)
        if (!is_letter(letters.data[i]) && letters.data[i] != '\'')
            return false;
    return true;
}

/* How many letters of the syllable the letters begin with. */
static size_t common(struct str letters, const char *syllable)
{
    size_t len = 0;
    while (len < letters.len && syllable[len] && letters.data[len] == syllable[len])
        len++;
    return len;
}

static uint64_t bit(size_t place)
{
    return UINT64_C(1) << place;
}

/* The place behind `len` letters, and behind an apostrophe there. */
static uint64_t place_behind(struct str letters, size_t place, size_t len)
{
    place += len;
    place += place < letters.len && letters.data[place] == '\'';
    return bit(place);
}

/* Where one may go on in the letters when a character read so stands for those from `place` on:
 * behind the whole syllable, behind its initial, or, where the letters end inside it, at their end.
 */
static uint64_t places_behind(struct str letters, size_t place, const char *syllable)
{
    size_t len = common(str_slice(letters, place, letters.len), syllable);
    size_t initial = syllable[1] == 'h' ? 2 : 1; /* zh, ch, sh */
    uint64_t places = 0;
    if (place + len == letters.len || (len > 0 && !syllable[len]))
        places |= place_behind(letters, place, len);
    for (; initial > 0; initial--)
        if (len >= initial)
            places |= place_behind(letters, place, initial);
    return places;
}

/* The same from each of several places and for each reading of the character. */
static uint64_t step(const struct han *han, uint32_t character, struct str letters, uint64_t places)
{
    uint64_t next = 0;
    size_t index = character - FIRST;
    for (size_t place = 0; place < letters.len; place++) {
        if (!(places & bit(place)) || !is_letter(letters.data[place]) ||
            !begins_with(han, index, letters.data[place]))
            continue;
        for (size_t i = han->first[index]; i < han->first[index + 1]; i++)
            next |= places_behind(letters, place, han_syllables[han->readings[i]].letters);
    }
    return next;
}

/* The places in the letters that the characters so far may have reached, as bits; one character at
 * a time, so that no text takes longer than its length. */
static size_t match_letters(const struct han *han, struct str text, struct str letters)
{
    uint64_t places = bit(0);
    size_t at = 0, size;
    while (places != 0 && !(places & bit(letters.len))) {
        uint32_t character =
            text.len - at >= 3 ? text_decode(str_slice(text, at, text.len), &size) : 0;
        if (!is_covered(character))
            return 0;
        places = step(han, character, letters, places);
        at += 3;
    }
    return places ? at : 0;
}

size_t pinyin_match(const struct han *han, struct str text, struct str letters)
{
    return pinyin_is_possible(letters) ? match_letters(han, text, letters) : 0;
}

/* Where the next byte that is not ASCII stands. */
static size_t skip_ascii(struct str text, size_t at)
{
    for (uint64_t word; text.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text.data + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < text.len && (unsigned char)text.data[at] < 0x80)
        at++;
    return at;
}

/* Most characters are passed by on the letters that they begin with. */
size_t pinyin_find(const struct han *han, struct str text, struct str letters, size_t from,
                   size_t *len)
{
    if (!pinyin_is_possible(letters))
        return SIZE_MAX;
    for (size_t at = from; at < text.len; at++) {
        unsigned char lead = (unsigned char)text.data[at];
        if (lead < 0x80)
            at = skip_ascii(text, at);
        if (text.len - at < 3)
            return SIZE_MAX;
        lead = (unsigned char)text.data[at];
        if (lead < 0xE3 || lead > 0xE9)
            continue;
        uint32_t character = three_bytes(text.data + at);
        if (is_covered(character) && begins_with(han, character - FIRST, letters.data[0]) &&
            (*len = match_letters(han, str_slice(text, at, text.len), letters)) > 0)
            return at;
        at += 2;
    }
    return SIZE_MAX;
}
