#include "core/headline.h"
#include "core/text.h"

#include <strings.h>

enum {
    NAME_LIMIT = 60, /* bytes of a name in running text: some twenty Chinese characters */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The length of the first of the given strings that the text starts with, or 0. */
static size_t starts_with_any(struct str text, const char *const *list)
{
    for (; *list; list++)
        if (str_starts(text, str_of(*list)))
            return strlen(*list);
    return 0;
}

static size_t skip_any(struct str text, size_t at, const char *const *list)
{
    size_t size;
    while ((size = starts_with_any(str_slice(text, at, text.len), list)) > 0)
        at += size;
    return at;
}

static const char *const blanks[] = {" ", "\t", "\u3000", "\u00A0", NULL};
static const char *const separators[] = {":",  "：", "-", "–",  "—", "|", "=", "→",
                                         "、", "，", ".", "。", ",", "·", NULL};
static const char *const openers[] = {"(", "（", "[", "［", "【", NULL};
static const char *const closers[] = {")", "）", "]", "］", "】", NULL};
static const char *const lead_ins[] = {"HTTP/1.1 ", "HTTP/1.0 ", "HTTP/2 ", "HTTP/3 ",
                                       "HTTP ",     "HTTP",      "Status ", "状态码",
                                       "Code ",     "#",         NULL};

static size_t skip_blanks(struct str text, size_t at)
{
    return skip_any(text, at, blanks);
}

int headline_code(struct str text)
{
    if (text.len != 3)
        return -1;
    for (size_t i = 0; i < 3; i++)
        if (!is_digit(text.data[i]))
            return -1;
    return (text.data[0] - '0') * 100 + (text.data[1] - '0') * 10 + (text.data[2] - '0');
}

/* Does the text at `at` go on with what makes the three digits before it part of something else? */
static bool continues_number(struct str text, size_t at)
{
    if (at >= text.len)
        return false;
    char c = text.data[at], next = at + 1 < text.len ? text.data[at + 1] : '\0';
    if (is_digit(c) || is_letter(c) || c == '%' || c == '_')
        return true;
    return (c == '.' || c == ',' || c == '/' || c == '-' || c == '~') && is_digit(next);
}

/* "4xx", "4XX", "4**"; "400-499" and the like: the bytes taken, or 0. */
static size_t class_at(struct str text, size_t at, int *digit)
{
    static const char *const dashes[] = {"-", "–", "—", "~", "～", "至", "到", NULL};
    struct str rest = str_slice(text, at, text.len);
    if (rest.len < 3 || rest.data[0] < '1' || rest.data[0] > '9')
        return 0;
    *digit = rest.data[0] - '0';
    if (strncasecmp(rest.data + 1, "xx", 2) == 0 || strncmp(rest.data + 1, "**", 2) == 0)
        return continues_number(rest, 3) ? 0 : 3;
    if (headline_code(str_slice(rest, 0, 3)) != *digit * 100)
        return 0;
    size_t second = skip_blanks(rest, 3);
    second = skip_blanks(rest, skip_any(rest, second, dashes));
    int last = headline_code(str_slice(rest, second, second + 3));
    bool dashed = second > 3 && last > *digit * 100 && last / 100 == *digit;
    return dashed && last - *digit * 100 >= 10 && !continues_number(rest, second + 3) ? second + 3
                                                                                      : 0;
}

/* A code or a class at `at`: the offset behind it, or `at` when there is none. */
static size_t number_at(struct str line, size_t at, struct headline *headline)
{
    int digit = 0;
    size_t size = class_at(line, at, &digit);
    if (size > 0) {
        headline->kind = HEADLINE_CLASS;
        headline->code = digit;
        return at + size;
    }
    int code = headline_code(str_slice(line, at, at + 3));
    if (code < 0 || continues_number(line, at + 3))
        return at;
    headline->kind = HEADLINE_CODE;
    headline->code = code;
    return at + 3;
}

/* What stands in brackets at `at`: the offset behind them, or `at`. */
static size_t bracketed_at(struct str line, size_t at, struct str *inside)
{
    size_t open = starts_with_any(str_slice(line, at, line.len), openers);
    if (open == 0)
        return at;
    for (size_t end = at + open; end < line.len; end++) {
        size_t close = starts_with_any(str_slice(line, end, line.len), closers);
        if (close > 0) {
            *inside = str_trim(str_slice(line, at + open, end));
            return end + close;
        }
    }
    return at;
}

/* The end of the Latin phrase that starts at `at`. */
static size_t phrase_end(struct str line, size_t at)
{
    size_t end = at, size;
    while (end < line.len) {
        struct str rest = str_slice(line, end, line.len);
        uint32_t c = text_decode(rest, &size);
        bool dash = c == '-' && (end == at || line.data[end - 1] == ' ');
        if ((c >= 0x80 && c != 0x2019) || c == ':' || c == '(' || c == '[' || c == '|' || dash ||
            c == '.' || c == ',' || c == ';' || c == '=')
            break;
        end += size;
    }
    return end;
}

/* Trailing marks of a web page: "[编辑]", "[12]". */
static struct str without_marks(struct str name)
{
    for (;;) {
        name = str_trim(name);
        if (name.len == 0 || name.data[name.len - 1] != ']')
            return name;
        size_t open = name.len;
        while (open > 0 && name.data[open - 1] != '[')
            open--;
        if (open == 0)
            return name;
        name = str_slice(name, 0, open - 1);
    }
}

/* Phrase, tags and name, from `at` on. */
static void parse_names(struct str line, size_t at, struct headline *headline)
{
    at = skip_blanks(line, at);
    while (at < line.len) { /* separators between code and phrase */
        size_t next = skip_blanks(line, skip_any(line, at, separators));
        if (next == at)
            break;
        at = next;
    }
    size_t end = phrase_end(line, at);
    headline->phrase = str_trim(str_slice(line, at, end));
    struct str inside;
    for (at = skip_blanks(line, end); (end = bracketed_at(line, at, &inside)) > at;) {
        if (headline->tag.len == 0)
            headline->tag = inside;
        at = skip_blanks(line, end);
    }
    headline->rest = at;
    headline->name =
        without_marks(str_slice(line, skip_blanks(line, skip_any(line, at, separators)), line.len));
}

/* In running text a name ends at a colon, where the explanation begins: "未找到：资源不存在". */
static void end_name(struct str line, struct headline *headline)
{
    static const char *const colons[] = {"：", ": ", " - ", " – ", NULL};
    struct str name = headline->name;
    for (size_t i = 1; i < name.len; i++) {
        size_t size = starts_with_any(str_slice(name, i, name.len), colons);
        if (size == 0)
            continue;
        headline->name = str_trim(str_slice(name, 0, i));
        headline->rest = (size_t)(name.data - line.data) + i + size;
        return;
    }
}

static bool is_sentence(struct str text)
{
    static const char *const stops[] = {"。", "，", "；", "：", ", ", "; ", ". ", ": ", NULL};
    for (size_t i = 0; i < text.len; i++)
        if (starts_with_any(str_slice(text, i, text.len), stops))
            return true;
    return false;
}

/* In running text a code is defined only by what follows it. */
static bool defines(struct str line, size_t behind, const struct headline *headline)
{
    size_t at = skip_blanks(line, behind);
    bool separated = at < line.len && (starts_with_any(str_slice(line, at, line.len), separators) ||
                                       starts_with_any(str_slice(line, at, line.len), openers));
    bool capital = headline->phrase.len > 0 && headline->phrase.data[0] >= 'A' &&
                   headline->phrase.data[0] <= 'Z' && !is_sentence(headline->phrase);
    bool named = headline->phrase.len == 0 && headline->name.len > 0 &&
                 headline->name.len <= NAME_LIMIT && !is_sentence(headline->name);
    return separated || capital || named || at == line.len;
}

/* "Not Found (404)", "客户端错误 4xx": the number stands last in a heading. */
static struct headline parse_backwards(struct str line)
{
    struct headline none = {0};
    size_t end = line.len, start;
    while (end > 0 && memchr(" )]:", line.data[end - 1], 4))
        end--;
    while (end >= 3 && str_equal(str_slice(line, end - 3, end), STR("）")))
        end -= 3;
    size_t last = end;
    for (start = end > 24 ? end - 24 : 1; start < last; start++) { /* the longest that ends here */
        struct headline headline = {0};
        char before = line.data[start - 1];
        if (is_digit(before) || is_letter(before) || before == '.' || before == '/')
            continue;
        if (number_at(line, start, &headline) != end)
            continue;
        struct str title = str_slice(line, 0, start);
        while (title.len >= 3 && str_equal(str_slice(title, title.len - 3, title.len), STR("（")))
            title.len -= 3;
        while (title.len > 0 && strchr(" ([-:", title.data[title.len - 1]))
            title.len--;
        headline.phrase = str_trim(str_slice(title, 0, phrase_end(title, 0)));
        headline.name = str_trim(str_slice(title, headline.phrase.len, title.len));
        headline.rest = line.len;
        return headline;
    }
    return none;
}

struct headline headline_parse(struct str line, enum headline_place place)
{
    struct headline headline = {0};
    size_t start = skip_blanks(line, 0);
    size_t lead = starts_with_any(str_slice(line, start, line.len), lead_ins);
    start = skip_blanks(line, start + lead);
    size_t behind = number_at(line, start, &headline);
    if (behind == start)
        return place == PLACE_HEADING ? parse_backwards(str_trim(line)) : headline;
    parse_names(line, behind, &headline);
    if (place == PLACE_LINE)
        end_name(line, &headline);
    if (place == PLACE_LINE && !defines(line, behind, &headline))
        return (struct headline){0};
    return headline;
}
