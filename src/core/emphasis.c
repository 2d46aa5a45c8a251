#include "core/emphasis.h"
#include "core/text.h"

#include <unictype.h>

enum { SIGN = 2 }; /* bytes of "**" */

enum side { SIDE_BLANK, SIDE_PUNCTUATION, SIDE_LETTER };

static enum side side_of(uint32_t c)
{
    if (c <= ' ' || c == 0xA0 || c == 0x3000)
        return SIDE_BLANK;
    bool sign = uc_is_general_category_withtable(c, UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_S);
    return sign ? SIDE_PUNCTUATION : SIDE_LETTER;
}

/* The character that ends at `at`, with its length; a blank at the line's beginning. */
static enum side side_before(struct str line, size_t at, size_t *size)
{
    size_t from = at;
    *size = 0;
    if (at == 0)
        return SIDE_BLANK;
    do
        from--;
    while (from > 0 && ((unsigned char)line.data[from] & 0xC0) == 0x80);
    uint32_t c = text_decode(str_slice(line, from, at), size);
    *size = at - from;
    return side_of(c);
}

static enum side side_behind(struct str line, size_t at, size_t *size)
{
    *size = 0;
    return at < line.len ? side_of(text_decode(str_slice(line, at, line.len), size)) : SIDE_BLANK;
}

static bool is_sign(struct str line, size_t at)
{
    return at + SIGN <= line.len && memcmp(line.data + at, "**", SIGN) == 0 &&
           (at + SIGN == line.len || line.data[at + SIGN] != '*') &&
           (at == 0 || !strchr("*\\", line.data[at - 1]));
}

/* Past a stretch of code that starts at `at`, or `at`. */
static size_t skip_code(struct str line, size_t at)
{
    size_t run = at;
    while (run < line.len && line.data[run] == '`')
        run++;
    if (run == at)
        return at;
    const char *close = memmem(line.data + run, line.len - run, line.data + at, run - at);
    return close ? (size_t)(close - line.data) + (run - at) : run;
}

/* The next sign at or behind `at`, or the length of the line. */
static size_t next_sign(struct str line, size_t at)
{
    if (at >= line.len || !memmem(line.data + at, line.len - at, "**", SIGN))
        return line.len;
    while (at < line.len && !is_sign(line, at)) {
        size_t behind = skip_code(line, at);
        at = behind > at ? behind : at + 1;
        while (at < line.len && line.data[at] != '*' && line.data[at] != '`')
            at++;
    }
    return at < line.len ? at : line.len;
}

static bool has_sign(const char *text, size_t len)
{
    const char *end = text + len, *sign;
    while (text < end && (sign = memchr(text, '*', (size_t)(end - text))) != NULL) {
        if (sign + 1 < end && sign[1] == '*')
            return true;
        text = sign + 1;
    }
    return false;
}

/* Swaps the sign at `at` with the `size` bytes before it. */
static void move_left(char *line, size_t at, size_t size)
{
    memmove(line + at - size + SIGN, line + at - size, size);
    memcpy(line + at - size, "**", SIGN);
}

/* Swaps it with the bytes behind it. */
static void move_right(char *line, size_t at, size_t size)
{
    memmove(line + at, line + at + SIGN, size);
    memcpy(line + at + size, "**", SIGN);
}

/* The pair of signs that the text between `open` and `close` is bold by; true when one moves. */
static bool mend_pair(char *data, struct str line, size_t open, size_t close)
{
    size_t size, other;
    bool inside = close > open + SIGN;
    bool right = inside && side_before(line, open, &other) == SIDE_LETTER &&
                 side_behind(line, open + SIGN, &size) == SIDE_PUNCTUATION &&
                 open + SIGN + size < close;
    if (right)
        move_right(data, open, size);
    bool left = inside && side_behind(line, close + SIGN, &other) == SIDE_LETTER &&
                side_before(line, close, &size) == SIDE_PUNCTUATION && open + SIGN + size < close;
    if (left)
        move_left(data, close, size);
    return left || right;
}

static bool mend_line(char *data, size_t len)
{
    bool moved = false;
    struct str line = {data, len};
    size_t size, open = next_sign(line, 0);
    while (open < len) {
        size_t close = next_sign(line, open + SIGN);
        bool opens = side_behind(line, open + SIGN, &size) != SIDE_BLANK;
        bool closes = close < len && side_before(line, close, &size) != SIDE_BLANK;
        if (opens && closes)
            moved = mend_pair(data, line, open, close) || moved;
        open = opens && closes ? next_sign(line, close + SIGN) : close;
    }
    return moved;
}

static bool is_fence(const char *line, size_t len)
{
    size_t at = 0;
    while (at < len && line[at] == ' ')
        at++;
    return len - at >= 3 && (memcmp(line + at, "```", 3) == 0 || memcmp(line + at, "~~~", 3) == 0);
}

bool emphasis_mend(char *markdown, size_t len)
{
    bool fenced = false, moved = false;
    if (!has_sign(markdown, len))
        return false;
    for (size_t at = 0, next; at < len; at = next) {
        const char *newline = memchr(markdown + at, '\n', len - at);
        size_t end = newline ? (size_t)(newline - markdown) : len;
        next = end + 1;
        if (is_fence(markdown + at, end - at))
            fenced = !fenced;
        else if (!fenced && has_sign(markdown + at, end - at))
            moved = mend_line(markdown + at, end - at) || moved;
    }
    return moved;
}
