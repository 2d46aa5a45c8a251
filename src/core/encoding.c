#include "core/encoding.h"
#include "core/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <uniconv.h>

enum { PIECE = 1 << 18 }; /* bytes that are converted at once, up to the end of their last line */

struct form {
    const char *name;
    struct str mark; /* at the beginning: U+FEFF */
    struct str feed; /* a line feed; as long as all characters are, or their smallest parts */
};

/* The mark of UTF-32LE begins with that of UTF-16LE. */
static const struct form forms[] = {
    {"UTF-32LE", {"\xFF\xFE\0\0", 4}, {"\n\0\0\0", 4}},
    {"UTF-32BE", {"\0\0\xFE\xFF", 4}, {"\0\0\0\n", 4}},
    {"UTF-16LE", {"\xFF\xFE", 2}, {"\n\0", 2}},
    {"UTF-16BE", {"\xFE\xFF", 2}, {"\0\n", 2}},
    {"GB18030", {"\x84\x31\x95\x33", 4}, {"\n", 1}},
};

enum { FORM_UTF16LE = 2, FORM_UTF16BE, FORM_GB18030, FORMS };

/* --- Telling the encoding --- */

/* How many characters of a sample are what they should be in an encoding. */
struct evidence {
    size_t good, odd, broken;
};

static size_t skip_ascii(struct str text, size_t at)
{
    for (uint64_t word; text.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text.data + at, sizeof word);
        if (word & 0x8080808080808080u)
            break;
    }
    while (at < text.len && (unsigned char)text.data[at] < 0x80)
        at++;
    return at;
}

static struct evidence look_for_utf8(struct str text)
{
    struct evidence seen = {0};
    size_t at = skip_ascii(text, 0), size;
    for (int i = 0; i < ENCODING_SAMPLE && at < text.len; i++) {
        uint32_t c = text_decode(str_slice(text, at, text.len), &size);
        bool right =
            c != TEXT_REPLACEMENT || str_starts(str_slice(text, at, at + 3), STR("\uFFFD"));
        seen.good += right;
        seen.broken += !right;
        at = skip_ascii(text, at + size);
    }
    return seen;
}

static bool is_within(unsigned char byte, unsigned char low, unsigned char high)
{
    return byte >= low && byte <= high;
}

/* A character of GB18030 that is not ASCII; returns its size. */
static size_t look_at_gb(struct str text, struct evidence *seen)
{
    const unsigned char *s = (const unsigned char *)text.data;
    unsigned char lead = s[0], trail = text.len > 1 ? s[1] : 0;
    bool leads = is_within(lead, 0x81, 0xFE);
    if (leads && text.len >= 4 && is_within(trail, '0', '9') && is_within(s[2], 0x81, 0xFE) &&
        is_within(s[3], '0', '9')) {
        seen->odd++;
        return 4;
    }
    if (!leads || trail < 0x40 || trail == 0x7F || trail == 0xFF) {
        seen->broken++;
        return 1;
    }
    bool common = is_within(lead, 0xA1, 0xA3) || is_within(lead, 0xB0, 0xD7);
    if (common && trail >= 0xA1)
        seen->good++;
    else
        seen->odd++;
    return 2;
}

static bool looks_like_gb(struct str text)
{
    struct evidence seen = {0};
    size_t at = skip_ascii(text, 0);
    for (int i = 0; i < ENCODING_SAMPLE && at < text.len; i++) {
        at += look_at_gb(str_slice(text, at, text.len), &seen);
        at = skip_ascii(text, at);
    }
    return seen.good >= 2 && seen.good >= 3 * seen.odd && seen.good >= 8 * seen.broken;
}

/* A unit of UTF-16 that texts on status codes may hold: not the zeros and controls of other data.
 */
static bool is_plausible(unsigned unit)
{
    return (unit >= 0xA0 && unit < 0x600) || (unit >= 0x2000 && unit < 0x2800) ||
           (unit >= 0x3000 && unit < 0xA000) || (unit >= 0xAC00 && unit < 0xE000) ||
           (unit >= 0xFF00 && unit < 0xFFF0) || unit == 0xFEFF;
}

/* good: ASCII characters, each of which has a zero byte; odd: others that may be; broken: the rest.
 */
static struct evidence look_for_utf16(struct str text, size_t high, size_t *units)
{
    struct evidence seen = {0};
    *units = text.len / 2 < ENCODING_SAMPLE ? text.len / 2 : ENCODING_SAMPLE;
    for (size_t i = 0; i < *units; i++) {
        unsigned char one = (unsigned char)text.data[2 * i + high];
        unsigned char other = (unsigned char)text.data[2 * i + 1 - high];
        unsigned unit = (unsigned)one << 8 | other;
        if (is_within(other, ' ', '~') || (other && strchr("\t\n\r", other)))
            seen.good += unit < 0x80;
        seen.odd += is_plausible(unit);
    }
    seen.broken = *units - (seen.good < *units ? seen.good : *units);
    seen.broken -= seen.odd < seen.broken ? seen.odd : seen.broken;
    return seen;
}

/* `high`: where in a unit its high byte stands, 0 or 1. Half of the text is ASCII, or some of it is
 * and the rest cannot be UTF-8. */
static bool looks_like_utf16(struct str text, size_t high, struct evidence utf8)
{
    size_t units;
    struct evidence seen = look_for_utf16(text, high, &units);
    struct evidence swapped = look_for_utf16(text, 1 - high, &units);
    bool latin = 2 * seen.good >= units;
    bool other = utf8.broken > utf8.good && 64 * seen.good >= units;
    return units >= 4 && 16 * seen.broken <= units && seen.good > 8 * swapped.good &&
           (latin || other);
}

/* Null for UTF-8. */
static const struct form *form_of(struct str bytes)
{
    for (size_t i = 0; i < FORMS; i++)
        if (str_starts(bytes, forms[i].mark))
            return &forms[i];
    if (str_starts(bytes, STR("\uFEFF")))
        return NULL;
    struct evidence utf8 = look_for_utf8(bytes);
    bool zeros = bytes.len > 0 && memchr(bytes.data, '\0', bytes.len);
    if (zeros && looks_like_utf16(bytes, 1, utf8))
        return &forms[FORM_UTF16LE];
    if (zeros && looks_like_utf16(bytes, 0, utf8))
        return &forms[FORM_UTF16BE];
    /* A fifth of the Chinese characters in GB 2312 are also one of UTF-8. */
    if (2 * utf8.broken > utf8.good && looks_like_gb(bytes))
        return &forms[FORM_GB18030];
    return NULL;
}

const char *encoding_of(struct str bytes)
{
    const struct form *form = form_of(bytes);
    return form ? form->name : "";
}

/* --- Converting --- */

/* Where the line ends that holds the byte `at`, its line feed included. No piece ends elsewhere,
 * since in all of these encodings nothing goes on behind a line feed. */
static size_t line_behind(const struct form *form, struct str text, size_t at)
{
    while (at < text.len) {
        const char *feed = memmem(text.data + at, text.len - at, form->feed.data, form->feed.len);
        if (!feed)
            return text.len;
        at = (size_t)(feed - text.data);
        if (at % form->feed.len == 0)
            return at + form->feed.len;
        at++;
    }
    return text.len;
}

static uint32_t unit_at(const struct form *form, const char *at)
{
    uint32_t unit = 0;
    bool high_first = form->feed.data[0] == '\0';
    for (size_t i = 0; i < form->feed.len; i++)
        unit = unit << 8 | (unsigned char)at[high_first ? i : form->feed.len - 1 - i];
    return unit;
}

static bool is_surrogate(uint32_t unit, uint32_t first)
{
    return unit >= first && unit < first + 0x400;
}

/* The units of the character at `at`, 0 for none. */
static size_t character_units(const struct form *form, const char *at, size_t len)
{
    uint32_t unit = unit_at(form, at);
    bool pair = form->feed.len == 2 && len >= 4 && is_surrogate(unit, 0xD800);
    if (pair && is_surrogate(unit_at(form, at + 2), 0xDC00))
        return 2;
    return unit <= 0x10FFFF && !is_surrogate(unit, 0xD800) && !is_surrogate(unit, 0xDC00);
}

/* Puts U+FFFD for the units that are no characters: the conversion would go on behind one byte of
 * them and take all that follows for something else. */
static void mend_units(const struct form *form, char *text, size_t len)
{
    size_t size = form->feed.len;
    for (size_t at = 0, units; size > 1 && at + size <= len; at += units * size) {
        units = character_units(form, text + at, len - at);
        if (units == 0) {
            bool high_first = form->feed.data[0] == '\0';
            memset(text + at, 0, size);
            memcpy(text + at + (high_first ? size - 2 : 0), high_first ? "\xFF\xFD" : "\xFD\xFF",
                   2);
            units = 1;
        }
    }
}

static bool convert(struct buf *out, struct str text, const struct form *form)
{
    for (size_t at = 0, end; at < text.len; at = end) {
        size_t len = 0;
        end = line_behind(form, text, at + PIECE < text.len ? at + PIECE : text.len);
        uint8_t *piece = u8_conv_from_encoding(form->name, iconveh_replacement_character,
                                               text.data + at, end - at, NULL, NULL, &len);
        if (!piece)
            return false;
        buf_add(out, (struct str){(const char *)piece, len});
        free(piece);
    }
    if (text.len % form->feed.len != 0) /* half a character, which the conversion drops */
        buf_add_text(out, "\uFFFD");
    return true;
}

bool encoding_to_utf8(struct buf *bytes, const char **name)
{
    struct buf out = {0};
    const struct form *form = form_of(buf_str(bytes));
    *name = form ? form->name : "";
    if (!form)
        return true;
    size_t start = str_starts(buf_str(bytes), form->mark) ? form->mark.len : 0;
    mend_units(form, bytes->data + start, bytes->len - start);
    if (!convert(&out, str_slice(buf_str(bytes), start, bytes->len), form)) {
        buf_release(&out);
        return false;
    }
    buf_release(bytes);
    *bytes = out;
    return true;
}
