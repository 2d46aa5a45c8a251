#include "core/text.h"

#include <limits.h>
#include <unictype.h>
#include <unigbrk.h>
#include <wchar.h>

enum { DOTTED_CIRCLE = 0x25CC };

/* The bytes that may follow a lead byte, by the last lead byte of each group (Unicode 15, table
 * 3-7); a length of 1 marks bytes that begin nothing. */
static const struct {
    uint8_t last, length, low, high;
} utf8_forms[] = {
    {0xC1, 1, 0x00, 0x00}, {0xDF, 2, 0x80, 0xBF}, {0xE0, 3, 0xA0, 0xBF}, {0xEC, 3, 0x80, 0xBF},
    {0xED, 3, 0x80, 0x9F}, {0xEF, 3, 0x80, 0xBF}, {0xF0, 4, 0x90, 0xBF}, {0xF3, 4, 0x80, 0xBF},
    {0xF4, 4, 0x80, 0x8F}, {0xFF, 1, 0x00, 0x00},
};

static uint32_t decode_long(const uint8_t *s, size_t len, size_t *size)
{
    size_t form = 0;
    while (s[0] > utf8_forms[form].last)
        form++;
    uint8_t length = utf8_forms[form].length, low = utf8_forms[form].low;
    uint8_t high = utf8_forms[form].high;
    uint32_t character = s[0] & (0xFFu >> (length + 1));
    for (*size = 1; *size < length; ++*size) {
        if (*size >= len || s[*size] < low || s[*size] > high)
            return TEXT_REPLACEMENT;
        character = character << 6 | (s[*size] & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    return length == 1 ? TEXT_REPLACEMENT : character;
}

uint32_t text_decode(struct str text, size_t *size)
{
    const uint8_t *s = (const uint8_t *)text.data;
    if (s[0] < 0x80) {
        *size = 1;
        return s[0];
    }
    return decode_long(s, text.len, size);
}

bool text_is_ideograph(uint32_t character)
{
    return (character >= 0x4E00 && character <= 0x9FFF) || uc_is_property_ideographic(character);
}

void text_encode(struct buf *out, uint32_t character)
{
    if (character < 0x80) {
        buf_add_char(out, (char)character);
        return;
    }
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
        character = TEXT_REPLACEMENT;
    int more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    char bytes[4];
    for (int i = more; i > 0; i--, character >>= 6)
        bytes[i] = (char)(0x80 | (character & 0x3F));
    bytes[0] = (char)((0xFF00u >> (more + 1) & 0xFF) | character);
    buf_add(out, (struct str){bytes, (size_t)more + 1});
}

/* Measuring. */

/* NUL has no width to the C library, but it is no mark either. */
static int character_cells(uint32_t character)
{
    if (character >= ' ' && character < 0x7F)
        return 1;
    int cells = character ? wcwidth((wchar_t)character) : -1;
    if (cells < 0)
        cells = wcwidth((wchar_t)TEXT_REPLACEMENT);
    return cells < 0 ? 1 : cells;
}

/* How many printable ASCII characters the text begins with. */
static size_t printable_run(struct str text)
{
    const uint64_t ones = 0x0101010101010101;
    size_t at = 0;
    for (uint64_t word; text.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text.data + at, sizeof word);
        if ((word | (word + ones) | (word - ones * ' ')) & ones * 0x80)
            break;
    }
    while (at < text.len && text.data[at] >= ' ' && text.data[at] < 0x7F)
        at++;
    return at;
}

int text_width(struct str text)
{
    size_t cells = 0, size;
    for (size_t at = 0; at < text.len; at += size) {
        size = printable_run(str_slice(text, at, text.len));
        if (size > 0)
            cells += size;
        else
            cells += (size_t)character_cells(text_decode(str_slice(text, at, text.len), &size));
    }
    return cells > INT_MAX ? INT_MAX : (int)cells;
}

size_t text_cluster(struct str text, int *cells)
{
    size_t size, len;
    uint32_t base = text_decode(text, &len);
    if (cells)
        *cells = character_cells(base);
    while (base != '\n' && len < text.len && (unsigned char)text.data[len] >= 0x80 &&
           character_cells(text_decode(str_slice(text, len, text.len), &size)) == 0)
        len += size;
    return len;
}

size_t text_fit(struct str text, int cells, int *used)
{
    size_t at = 0;
    int width = 0;
    while (at < text.len) {
        int more;
        size_t len = text_cluster(str_slice(text, at, text.len), &more);
        if (more > cells - width)
            break;
        width += more;
        at += len;
    }
    if (used)
        *used = width;
    return at;
}

/* Cleaning. */

static bool is_joiner_or_selector(uint32_t c)
{
    return c == 0xAD || c == 0x34F || (c >= 0x200B && c <= 0x200D) || c == 0x2060 ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0xE0100 && c <= 0xE01EF);
}

static bool is_noncharacter(uint32_t c)
{
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* What is shown of a character: itself, what stands for it, or 0 when it is left out. Which
 * characters are unassigned depends on the age of the tables: those that either the C library or
 * libunistring knows are let through. */
static uint32_t harmless(uint32_t c)
{
    if (c < 0x20)
        return c == '\r' ? '\n' : c == '\n' || c == '\t' ? c : 0x2400 + c;
    if (c < 0x7F || (c >= 0x4E00 && c <= 0x9FFF))
        return c;
    if (c == 0x7F)
        return 0x2421;
    if (is_joiner_or_selector(c))
        return 0;
    if (is_noncharacter(c) ||
        uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf |
                                                UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Zl |
                                                UC_CATEGORY_MASK_Zp))
        return TEXT_REPLACEMENT;
    bool unassigned = uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cn);
    return unassigned && wcwidth((wchar_t)c) < 0 ? TEXT_REPLACEMENT : c;
}

struct cleaner {
    int marks; /* combining characters since the last base */
    bool line_start;
};

/* Whether the character at the start of the text stays as it is; the cleaner then goes past it. */
static bool stays(struct cleaner *cleaner, struct str text, size_t *size)
{
    uint32_t c = text_decode(text, size);
    bool malformed = c == TEXT_REPLACEMENT && (*size != 3 || (unsigned char)text.data[0] != 0xEF);
    if (malformed || harmless(c) != c)
        return false;
    bool mark = character_cells(c) == 0;
    if (mark && (cleaner->line_start || cleaner->marks == TEXT_MARKS))
        return false;
    cleaner->marks = mark ? cleaner->marks + 1 : 0;
    cleaner->line_start = c == '\n';
    return true;
}

/* What Chinese text mostly is, by the first of three bytes: where the second and the third may
 * begin and how many values they may have. Ideographs from U+4E00 to U+9FFF, their punctuation
 * (U+3001 to U+3029, U+FF01 to U+FF3F), dashes, quotation marks and the ellipsis (U+2010 to
 * U+2027). All of it is clean. */
struct chinese {
    uint8_t second, seconds, third, thirds;
};

static const struct chinese common_chinese[256] = {
    [0xE2] = {0x80, 1, 0x90, 24},  [0xE3] = {0x80, 1, 0x81, 41},  [0xE4] = {0xB8, 8, 0x80, 64},
    [0xE5] = {0x80, 64, 0x80, 64}, [0xE6] = {0x80, 64, 0x80, 64}, [0xE7] = {0x80, 64, 0x80, 64},
    [0xE8] = {0x80, 64, 0x80, 64}, [0xE9] = {0x80, 64, 0x80, 64}, [0xEF] = {0xBC, 1, 0x81, 63},
};

/* How many bytes of it the text begins with. */
static size_t chinese_run(struct str text)
{
    const uint8_t *s = (const uint8_t *)text.data;
    size_t at = 0;
    for (; text.len - at >= 3; at += 3) {
        const struct chinese *c = &common_chinese[s[at]];
        bool second = (uint8_t)(s[at + 1] - c->second) < c->seconds;
        bool third = (uint8_t)(s[at + 2] - c->third) < c->thirds;
        if (!(second & third))
            break;
    }
    return at;
}

/* The length of the beginning that is clean already. */
static size_t clean_prefix(struct cleaner *cleaner, struct str text)
{
    size_t at = 0, size;
    while (at < text.len) {
        size = printable_run(str_slice(text, at, text.len));
        size += chinese_run(str_slice(text, at + size, text.len));
        if (size == 0 && text.data[at] == '\n')
            size = 1;
        if (size > 0)
            *cleaner = (struct cleaner){.line_start = text.data[at + size - 1] == '\n'};
        else if (!stays(cleaner, str_slice(text, at, text.len), &size))
            break;
        at += size;
    }
    return at;
}

/* Appends the harmless form of one character and returns the length of what it replaces. */
static size_t clean_character(struct cleaner *cleaner, struct buf *out, struct str text)
{
    size_t size;
    uint32_t c = text_decode(text, &size), shown = harmless(c);
    if (c == '\r' && text.len > 1 && text.data[1] == '\n')
        size++;
    if (shown == 0)
        return size;
    bool mark = character_cells(shown) == 0;
    if (mark && cleaner->marks == TEXT_MARKS)
        return size;
    if (mark && cleaner->line_start)
        text_encode(out, DOTTED_CIRCLE);
    text_encode(out, shown);
    cleaner->marks = mark ? cleaner->marks + 1 : 0;
    cleaner->line_start = shown == '\n';
    return size;
}

/* Is the byte replaced alike wherever it stands: a control, or one that begins no character? */
static bool stands_alone(unsigned char byte)
{
    return (byte < ' ' && byte != '\r') || byte == 0x7F || (byte >= 0x80 && byte <= 0xC1) ||
           byte >= 0xF5;
}

/* Repeats what was appended for the text's first byte for those that are equal to it, since data
 * that is no text has millions of them; returns how many there are. */
static size_t clean_equal(struct buf *out, struct str text, size_t before)
{
    size_t count = 1, len = out->len - before;
    while (count < text.len && text.data[count] == text.data[0])
        count++;
    buf_reserve(out, count * len);
    for (size_t i = 1; i < count; i++, out->len += len)
        memcpy(out->data + out->len, out->data + before, len);
    out->data[out->len] = '\0';
    return count;
}

void text_clean(struct buf *out, struct str text)
{
    struct cleaner cleaner = {.line_start = true};
    buf_reserve(out, text.len);
    while (text.len > 0) {
        size_t len = clean_prefix(&cleaner, text);
        buf_add(out, str_slice(text, 0, len));
        text = str_slice(text, len, text.len);
        if (text.len == 0)
            break;
        size_t before = out->len;
        len = clean_character(&cleaner, out, text);
        if (stands_alone((unsigned char)text.data[0]))
            len = clean_equal(out, text, before);
        text = str_slice(text, len, text.len);
    }
}

bool text_is_clean(struct str text)
{
    struct cleaner cleaner = {.line_start = true};
    return clean_prefix(&cleaner, text) == text.len;
}

/* Graphemes. */

/* What the rules for emoji (GB11) and flags (GB12, GB13) remember of the characters before; the
 * others look at two characters only, which libunistring does well. */
struct grapheme {
    uint32_t last;
    bool pictograph; /* a pictograph and nothing but extenders since */
    bool half_flag;  /* an odd number of regional indicators */
};

static struct grapheme grapheme_start(uint32_t c)
{
    return (struct grapheme){
        .last = c,
        .pictograph = uc_is_property_extended_pictographic(c),
        .half_flag = uc_graphemeclusterbreak_property(c) == GBP_RI,
    };
}

/* NUL means the end of the text to libunistring; it breaks as any other control does. */
static bool breaks_between(uint32_t a, uint32_t b)
{
    return uc_is_grapheme_break(a ? a : 1, b ? b : 1);
}

static bool grapheme_add(struct grapheme *grapheme, uint32_t c)
{
    int property = uc_graphemeclusterbreak_property(c);
    bool pictographic = uc_is_property_extended_pictographic(c);
    bool joined = !breaks_between(grapheme->last, c);
    if (property == GBP_RI && uc_graphemeclusterbreak_property(grapheme->last) == GBP_RI)
        joined = grapheme->half_flag;
    else if (pictographic && grapheme->last == 0x200D)
        joined = grapheme->pictograph;
    bool extends = property == GBP_EXTEND || property == GBP_ZWJ;
    grapheme->pictograph = pictographic || (extends && grapheme->pictograph);
    grapheme->half_flag = property == GBP_RI && !(joined && grapheme->half_flag);
    grapheme->last = c;
    return joined;
}

size_t text_next_grapheme(struct str text, size_t at)
{
    if (at >= text.len)
        return text.len;
    size_t size;
    struct grapheme grapheme = grapheme_start(text_decode(str_slice(text, at, text.len), &size));
    for (at += size; at < text.len; at += size)
        if (!grapheme_add(&grapheme, text_decode(str_slice(text, at, text.len), &size)))
            break;
    return at;
}

/* The start of the character that ends at `end`. */
static size_t previous_character(struct str text, size_t end, uint32_t *character)
{
    size_t size = 0, from = end > 4 ? end - 4 : 0;
    for (; from < end; from++) {
        *character = text_decode(str_slice(text, from, end), &size);
        if (size == end - from)
            break;
    }
    return from;
}

/* A boundary before `at` that holds whatever stands further before: it is found by looking at two
 * characters of which the second is neither a pictograph nor half a flag. */
static size_t sure_boundary(struct str text, size_t at)
{
    uint32_t before, after;
    at = previous_character(text, at, &after);
    while (at > 0) {
        size_t previous = previous_character(text, at, &before);
        if (breaks_between(before, after) && !uc_is_property_extended_pictographic(after) &&
            uc_graphemeclusterbreak_property(after) != GBP_RI)
            break;
        at = previous;
        after = before;
    }
    return at;
}

size_t text_previous_grapheme(struct str text, size_t at)
{
    if (at > text.len)
        at = text.len;
    if (at == 0)
        return 0;
    size_t from = sure_boundary(text, at), next;
    while ((next = text_next_grapheme(text, from)) < at)
        from = next;
    return from;
}
