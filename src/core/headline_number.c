/* Codes and classes, as lines begin with them. */
#include "core/headline_parts.h"
#include "core/text.h"

#include <strings.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The digit at `at`, full width or not, or -1; *next is the offset behind it. */
static int digit_at(struct str line, size_t at, size_t *next)
{
    static const char wide[] = "\xEF\xBC"; /* U+FF10 to U+FF19 */
    if (at >= line.len)
        return -1;
    *next = at + 1;
    if (line.data[at] >= '0' && line.data[at] <= '9')
        return line.data[at] - '0';
    bool full = line.len - at >= 3 && memcmp(line.data + at, wide, 2) == 0;
    int digit = full ? (unsigned char)line.data[at + 2] - 0x90 : -1;
    *next = at + 3;
    return digit >= 0 && digit <= 9 ? digit : -1;
}

/* Three digits at `at`, or -1. */
static int three_at(struct str line, size_t at, size_t *next)
{
    int code = 0;
    for (int i = 0; i < 3; i++, at = *next) {
        int digit = digit_at(line, at, next);
        if (digit < 0)
            return -1;
        code = code * 10 + digit;
    }
    return code;
}

int headline_code(struct str text)
{
    size_t next;
    return text.len == 3 ? three_at(text, 0, &next) : -1;
}

/* Does the text at `at` go on with what makes the three digits before it part of something else? */
static bool continues_number(struct str line, size_t at)
{
    size_t next;
    if (at >= line.len)
        return false;
    char c = line.data[at];
    if (digit_at(line, at, &next) >= 0 || is_letter(c) || c == '%' || c == '_')
        return true;
    size_t dash = word_at(line, at, WORDS_DASH);
    return (strchr(".,/:", c) && digit_at(line, at + 1, &next) >= 0) ||
           (dash > 0 && digit_at(line, at + dash, &next) >= 0);
}

static size_t skip_blanks(struct str line, size_t at)
{
    return skip_words(line, at, WORDS_BLANK);
}

/* "400-499", and "400 到 499": the offset behind the second number, or `at`. */
static size_t range_at(struct str line, size_t at, int first)
{
    size_t next, dash = skip_blanks(line, at);
    size_t size = word_at(line, dash, WORDS_DASH);
    int last = size ? three_at(line, skip_blanks(line, dash + size), &next) : -1;
    bool whole = first % 100 == 0 && last / 100 == first / 100 && last - first >= 10;
    return whole && !continues_number(line, next) ? next : at;
}

/* "400s: …", "400's": the offset behind the plural, or `at`; "300s 后" are seconds. */
static size_t plural_at(struct str line, size_t at)
{
    size_t end = at + (at < line.len && line.data[at] == '\'');
    if (end >= line.len || (line.data[end] | 32) != 's' || continues_number(line, end + 1))
        return at;
    size_t next = skip_blanks(line, end + 1);
    bool ends = next == line.len || word_at(line, next, WORDS_OPENER) ||
                (word_at(line, next, WORDS_SEPARATOR) && !word_at(line, next, WORDS_JOINER));
    return ends ? end + 1 : at;
}

/* "4xx", "4**", "400-499", "400番台", "4开头": the offset behind it, or `at`. */
static size_t class_at(struct str line, size_t at, int *digit)
{
    size_t next, sign, word;
    *digit = digit_at(line, at, &next);
    if (*digit < 1)
        return at;
    if ((sign = word_at(line, next, WORDS_CLASS_SIGN)) > 1 && !continues_number(line, next + sign))
        return next + sign + word_at(line, next + sign, WORDS_CLASS_WORD);
    if ((word = word_at(line, skip_blanks(line, next), WORDS_DIGIT_WORD)) > 0)
        return skip_blanks(line, next) + word;
    int first = three_at(line, at, &next);
    if (first < 0 || first % 100 != 0)
        return at;
    if ((word = word_at(line, skip_blanks(line, next), WORDS_CLASS_WORD)) > 0)
        return skip_blanks(line, next) + word;
    size_t end = range_at(line, next, first);
    end = end > next ? end : plural_at(line, next);
    return end > next ? end : at;
}

/* One code at `at`: the offset behind it, or `at`. */
static size_t code_at(struct str line, size_t at, int *code)
{
    size_t next;
    *code = three_at(line, at, &next);
    return *code >= 0 && !continues_number(line, next) ? next : at;
}

/* A sign or word between codes, with the blanks around it: the offset behind it, or `at`. */
static size_t joiner_at(struct str line, size_t at)
{
    size_t sign = skip_blanks(line, at), size = word_at(line, sign, WORDS_JOINER);
    return size ? skip_blanks(line, sign + size) : at;
}

/* "404/410", "301、302": the further codes behind the first. */
static size_t further_codes(struct str line, size_t at, struct headline *headline)
{
    for (;;) {
        int code = -1;
        size_t start = joiner_at(line, at), end = start;
        if (start > at)
            end = code_at(line, start, &code);
        if (end == start || code < 100) /* "500,000" */
            return at;
        if (headline->count < HEADLINE_CODES)
            headline->codes[headline->count++] = code;
        at = end;
    }
}

/* The first of several codes may be followed by what would continue a number: "404/410". */
static size_t codes_at(struct str line, size_t at, struct headline *headline)
{
    size_t next;
    int code = three_at(line, at, &next);
    if (code < 0)
        return at;
    *headline = (struct headline){.kind = HEADLINE_CODE, .code = code, .codes = {code}, .count = 1};
    size_t end = further_codes(line, next, headline);
    if (end == next && continues_number(line, next)) {
        *headline = (struct headline){0};
        return at;
    }
    return end;
}

/* Is there another class behind the first ("4xx/5xx")? Then the line is about neither. */
static bool is_joined_class(struct str line, size_t at)
{
    int digit;
    size_t start = joiner_at(line, at), dash = skip_blanks(line, at);
    dash = skip_blanks(line, dash + word_at(line, dash, WORDS_DASH));
    return (start > at && class_at(line, start, &digit) > start) ||
           (dash > at && class_at(line, dash, &digit) > dash);
}

static size_t bare_numbers_at(struct str line, size_t at, struct headline *headline)
{
    int digit;
    size_t end = class_at(line, at, &digit);
    if (end > at && is_joined_class(line, end))
        return at;
    if (end == at)
        return codes_at(line, at, headline);
    *headline =
        (struct headline){.kind = HEADLINE_CLASS, .code = digit, .codes = {digit}, .count = 1};
    return end;
}

bool may_hold_numbers(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool full = c == 0xEF && i + 2 < text.len && (unsigned char)text.data[i + 2] >= 0x90;
        if ((c >= '0' && c <= '9') || full)
            return true;
    }
    return false;
}

size_t numbers_at(struct str line, size_t at, struct headline *headline)
{
    static const char *const quotes[] = {"\"", "'", "`", "“", "‘", "”", "’"};
    size_t open = word_at(line, at, WORDS_OPENER);
    for (size_t i = 0; open == 0 && i < sizeof quotes / sizeof *quotes; i++)
        if (str_starts(str_slice(line, at, line.len), str_of(quotes[i])))
            open = strlen(quotes[i]);
    size_t end = bare_numbers_at(line, at + open, headline);
    if (end == at + open)
        return at;
    if (open == 0)
        return end;
    size_t close = word_at(line, end, WORDS_CLOSER);
    for (size_t i = 0; close == 0 && i < sizeof quotes / sizeof *quotes; i++)
        if (str_starts(str_slice(line, end, line.len), str_of(quotes[i])))
            close = strlen(quotes[i]);
    if (close == 0)
        *headline = (struct headline){0};
    return close ? end + close : at;
}
