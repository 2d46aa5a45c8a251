#include "core/fold.h"
#include "core/mem.h"
#include "core/text.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Folding goes by segments: a character and all behind it that normalisation may join to it. No
 * other characters act on each other, so a segment is what a folded byte comes from. */
struct folder {
    struct buf *out;
    uint32_t **origin; /* null when nobody asks */
    size_t capacity;   /* of *origin */
    bool blank;        /* the last thing added was one */
};

/* Room for `count` more bytes and their origins, and for the origin that ends them. */
static void reserve(struct folder *folder, size_t count)
{
    buf_reserve(folder->out, count);
    if (!folder->origin || folder->capacity > folder->out->len + count)
        return;
    folder->capacity = 2 * (folder->out->len + count) + 1;
    *folder->origin = mem_resize(*folder->origin, folder->capacity, sizeof **folder->origin);
}

/* Adds one byte to what reserve() made room for. */
static void add_byte(struct folder *folder, char byte, size_t from)
{
    if (folder->origin)
        (*folder->origin)[folder->out->len] = (uint32_t)from;
    folder->out->data[folder->out->len++] = byte;
}

static void add_blank(struct folder *folder, size_t from)
{
    if (!folder->blank)
        add_byte(folder, ' ', from);
    folder->blank = true;
}

static void add_solid(struct folder *folder, struct str bytes, size_t from)
{
    for (size_t i = 0; i < bytes.len; i++)
        add_byte(folder, bytes.data[i], from);
    folder->blank = false;
}

/* Whether normalisation may join a character to the one before: marks, the vowels and finals of
 * Korean in all their forms, half-width sound marks of Japanese, and what is left out anyway. */
static bool joins(uint32_t c)
{
    return (c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF) ||
           (c >= 0x3131 && c <= 0x318E) || (c >= 0xFF9E && c <= 0xFFDC) ||
           uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M) ||
           uc_is_property_default_ignorable_code_point(c);
}

/* U+4000 to U+9FFF, by the lead byte: nothing there joins to anything or folds. */
static bool is_han_lead(unsigned char byte)
{
    return byte >= 0xE4 && byte <= 0xE9;
}

/* Whether a segment begins at `at`. */
static bool begins_segment(struct str text, size_t at)
{
    if (at >= text.len)
        return true;
    unsigned char lead = (unsigned char)text.data[at];
    if (lead < 0x80 || is_han_lead(lead))
        return true;
    size_t size;
    return !joins(text_decode(str_slice(text, at, text.len), &size));
}

static bool is_ascii_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* The fast paths: each folds the characters of its kind from `at` on, as far as they are segments
 * of their own, and returns where it stopped. */

static size_t fold_ascii(struct folder *folder, struct str text, size_t at)
{
    size_t end = at;
    while (end < text.len && (unsigned char)text.data[end] < 0x80)
        end++;
    if (end > at && !begins_segment(text, end))
        end--;
    reserve(folder, end - at);
    for (; at < end; at++) {
        if (is_ascii_blank(text.data[at])) {
            add_blank(folder, at);
        } else {
            add_byte(folder, ascii_lower(text.data[at]), at);
            folder->blank = false;
        }
    }
    return at;
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static size_t fold_han(struct folder *folder, struct str text, size_t at)
{
    size_t end = at;
    while (text.len - end >= 3 && is_han_lead((unsigned char)text.data[end]) &&
           is_continuation(text.data[end + 1]) && is_continuation(text.data[end + 2]))
        end += 3;
    if (end > at && !begins_segment(text, end))
        end -= 3;
    reserve(folder, end - at);
    for (; at < end; at += 3)
        add_solid(folder, str_slice(text, at, at + 3), at);
    return at;
}

/* Other characters that are common where this program is used and fold to one character. */
static const struct {
    uint16_t first, last, less; /* the folded form is that much less */
} simple_folds[] = {
    {0x00A7, 0x00A7, 0},      {0x00B7, 0x00B7, 0},      {0x2012, 0x2016, 0},
    {0x2018, 0x2023, 0},      {0x2190, 0x21FF, 0},      {0x2500, 0x25FF, 0},
    {0x3000, 0x3000, 0x2FE0}, {0x3001, 0x3029, 0},      {0x3041, 0x3096, 0},
    {0x30A1, 0x30FE, 0},      {0x3400, 0x3FFF, 0},      {0xFF01, 0xFF20, 0xFEE0},
    {0xFF21, 0xFF3A, 0xFEC0}, {0xFF3B, 0xFF5E, 0xFEE0},
};

static size_t fold_simple(struct folder *folder, struct str text, size_t at)
{
    size_t size, row = 0;
    uint32_t c = text_decode(str_slice(text, at, text.len), &size);
    while (row < sizeof simple_folds / sizeof *simple_folds && c > simple_folds[row].last)
        row++;
    if (row == sizeof simple_folds / sizeof *simple_folds || c < simple_folds[row].first ||
        !begins_segment(text, at + size))
        return at;
    uint32_t folded = c - simple_folds[row].less;
    reserve(folder, size);
    if (folded == ' ')
        add_blank(folder, at);
    else if (folded < 0x80)
        add_solid(folder, (struct str){&(char){(char)folded}, 1}, at);
    else
        add_solid(folder, str_slice(text, at, at + size), at);
    return at + size;
}

/* The slow path: each character mapped by itself, then the segment composed, as the definition of
 * NFKC_Casefold has it. */

/* libunistring folds and composes until nothing changes, so that ℂ becomes c in one call. */
static void add_folded(struct buf *out, struct str character)
{
    uint8_t room[256];
    size_t len = sizeof room;
    uint8_t *folded =
        u8_casefold((const uint8_t *)character.data, character.len, NULL, UNINORM_NFKC, room, &len);
    if (!folded)
        mem_exhausted();
    buf_add(out, (struct str){(const char *)folded, len});
    if (folded != room)
        free(folded);
}

static void compose(struct buf *text)
{
    size_t len;
    uint8_t *composed =
        u8_normalize(UNINORM_NFC, (const uint8_t *)text->data, text->len, NULL, &len);
    if (!composed)
        mem_exhausted();
    buf_cut(text, 0);
    buf_add(text, (struct str){(const char *)composed, len});
    free(composed);
}

/* The folded form of the segment at the start of the text, and the segment's length. */
static size_t segment_form(struct buf *form, struct str text)
{
    struct buf character = {0};
    size_t end = 0, size, first = 0;
    do {
        uint32_t c = text_decode(str_slice(text, end, text.len), &size);
        buf_cut(&character, 0);
        text_encode(&character, c);
        if (!uc_is_property_default_ignorable_code_point(c))
            add_folded(form, buf_str(&character));
        first = first ? first : size;
    } while (!begins_segment(text, end += size));
    buf_release(&character);
    if (end > first && form->len > 0)
        compose(form);
    return end;
}

static size_t fold_segment(struct folder *folder, struct str text, size_t at)
{
    struct buf form = {0};
    size_t size, end = at + segment_form(&form, str_slice(text, at, text.len));
    reserve(folder, form.len);
    for (struct str rest = buf_str(&form); rest.len > 0; rest = str_slice(rest, size, rest.len)) {
        if (uc_is_property_white_space(text_decode(rest, &size)))
            add_blank(folder, at);
        else
            add_solid(folder, str_slice(rest, 0, size), at);
    }
    buf_release(&form);
    return end;
}

static size_t (*const paths[])(struct folder *, struct str, size_t) = {fold_ascii, fold_han,
                                                                       fold_simple, fold_segment};

static void fold_text(struct folder *folder, struct str text)
{
    reserve(folder, text.len);
    for (size_t at = 0; at < text.len;) {
        size_t path = 0, next;
        while ((next = paths[path](folder, text, at)) == at)
            path++;
        at = next;
    }
    folder->out->data[folder->out->len] = '\0';
}

void fold_add(struct buf *out, struct str text)
{
    fold_text(&(struct folder){.out = out}, text);
}

void fold_with_origin(struct folded *out, struct str text)
{
    *out = (struct folded){0};
    fold_text(&(struct folder){.out = &out->text, .origin = &out->origin}, text);
    out->origin[out->text.len] = (uint32_t)text.len;
}

void fold_release(struct folded *folded)
{
    buf_release(&folded->text);
    free(folded->origin);
    *folded = (struct folded){0};
}

struct fold_range fold_original(const struct folded *folded, size_t from, size_t to)
{
    const uint32_t *origin = folded->origin;
    size_t len = folded->text.len;
    to = to > len ? len : to;
    if (from >= to)
        return (struct fold_range){origin[to], origin[to]};
    size_t end = to;
    while (end < len && origin[end] == origin[to - 1])
        end++;
    return (struct fold_range){origin[from], origin[end]};
}

#ifdef __SSE2__
/* The same as memmem(), which steps byte by byte through texts for short needles: sixteen places at
 * once are compared with the needle's first and last byte. */
static const char *find_bytes(struct str text, struct str needle)
{
    const __m128i first = _mm_set1_epi8(needle.data[0]);
    const __m128i last = _mm_set1_epi8(needle.data[needle.len - 1]);
    size_t places = text.len - needle.len + 1, at = 0;
    for (; at + 16 <= places; at += 16) {
        __m128i starts = _mm_loadu_si128((const __m128i *)(const void *)(text.data + at));
        __m128i ends =
            _mm_loadu_si128((const __m128i *)(const void *)(text.data + at + needle.len - 1));
        __m128i both = _mm_and_si128(_mm_cmpeq_epi8(starts, first), _mm_cmpeq_epi8(ends, last));
        for (unsigned bits = (unsigned)_mm_movemask_epi8(both); bits; bits &= bits - 1) {
            const char *place = text.data + at + __builtin_ctz(bits);
            if (memcmp(place, needle.data, needle.len) == 0)
                return place;
        }
    }
    return memmem(text.data + at, text.len - at, needle.data, needle.len);
}
#else
static const char *find_bytes(struct str text, struct str needle)
{
    return memmem(text.data, text.len, needle.data, needle.len);
}
#endif

size_t fold_find(struct str haystack, struct str needle, size_t from)
{
    if (from > haystack.len)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    if (haystack.len - from < needle.len)
        return SIZE_MAX;
    const char *place = find_bytes(str_slice(haystack, from, haystack.len), needle);
    return place ? (size_t)(place - haystack.data) : SIZE_MAX;
}
