/* Tests of core/text.h. Some tables write positions inside the literal. */
#include "core/text.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>

#ifndef SB_SRCDIR
#define SB_SRCDIR "."
#endif

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* A generator that is the same everywhere (xorshift). */
static uint32_t random_below(uint32_t *seed, uint32_t limit)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed % limit;
}

/* Random bytes of which many are parts of multi-byte characters, controls and marks. */
static void add_noise(struct buf *out, uint32_t *seed, int pieces)
{
    static const char *const known[] = {
        "abc", "e\u0301", "\u0301", "中文",   "，",     "\r\n",     "\r",     "\n",
        "\t",  "\x1b[m",  "\u200D", "\u202E", "\uFEFF", "👍🏽", "🇨🇳",     "\xED\xA0\x80",
        " ",   "——",      "한",     "\u1112", "\u1161", "é",        "\u00AD", "a long run of ASCII",
    };
    while (pieces-- > 0) {
        if (random_below(seed, 3))
            buf_add_text(out, known[random_below(seed, (uint32_t)COUNT(known))]);
        else
            buf_add_char(out, (char)random_below(seed, 256));
    }
}

/* Decoding. */

static const struct {
    const char *bytes;
    uint32_t character;
    size_t size;
} decode_cases[] = {
    {"A", 'A', 1},
    {"\x7F", 0x7F, 1},
    {"\xC2\x80", 0x80, 2},
    {"\u07FF", 0x7FF, 2},
    {"\u0800", 0x800, 3},
    {"中", 0x4E2D, 3},
    {"\uD7FF", 0xD7FF, 3},
    {"\uFFFD", 0xFFFD, 3},
    {"\U00010000", 0x10000, 4},
    {"\U0010FFFF", 0x10FFFF, 4},
    {"\x80", TEXT_REPLACEMENT, 1},
    {"\xC0\x80", TEXT_REPLACEMENT, 1},
    {"\xC1\xBF", TEXT_REPLACEMENT, 1},
    {"\xC3", TEXT_REPLACEMENT, 1},
    {"\xC3(", TEXT_REPLACEMENT, 1},
    {"\xE0\x9F\xBF", TEXT_REPLACEMENT, 1},
    {"\xE4\xB8", TEXT_REPLACEMENT, 2},
    {"\xE4\xB8 ", TEXT_REPLACEMENT, 2},
    {"\xED\xA0\x80", TEXT_REPLACEMENT, 1},
    {"\xF0\x8F\xBF\xBF", TEXT_REPLACEMENT, 1},
    {"\xF0\x9F\x98", TEXT_REPLACEMENT, 3},
    {"\xF0\x9F\x98z", TEXT_REPLACEMENT, 3},
    {"\xF4\x90\x80\x80", TEXT_REPLACEMENT, 1},
    {"\xF5\x80\x80\x80", TEXT_REPLACEMENT, 1},
    {"\xFF", TEXT_REPLACEMENT, 1},
};

START_TEST(decodes)
{
    size_t size;
    uint32_t character = text_decode(str_of(decode_cases[_i].bytes), &size);
    ck_assert_uint_eq(character, decode_cases[_i].character);
    ck_assert_uint_eq(size, decode_cases[_i].size);
}
END_TEST

START_TEST(decodes_what_it_encodes)
{
    struct buf out = {0};
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        size_t size;
        buf_cut(&out, 0);
        text_encode(&out, c);
        uint32_t decoded = text_decode(buf_str(&out), &size);
        REQUIRE(decoded == (surrogate ? TEXT_REPLACEMENT : c), "U+%04X: U+%04X", c, decoded);
        REQUIRE(size == out.len, "U+%04X: %zu bytes", c, size);
    }
    buf_release(&out);
}
END_TEST

/* Cleaning. */

static const struct {
    const char *dirty, *clean;
} clean_cases[] = {
    {"", ""},
    {"plain, ASCII ~", "plain, ASCII ~"},
    {"中文，é\n\tx", "中文，é\n\tx"},
    {"a\rb\r\nc\n\rd", "a\nb\nc\n\nd"},
    {"\x1b[31m", "␛[31m"},
    {"\a\b\v\f\x1f\x7f", "␇␈␋␌␟␡"},
    {"\x1b\x1b\x1b\u0301\x1b", "␛␛␛\u0301␛"},
    {"\xFF\xFF\x80\x80\x80\xC3\xC3", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
    {"\r\r\r\n\n", "\n\n\n\n"},
    {"\xC2\x85\xC2\x9B", "\uFFFD\uFFFD"},
    {"\u202Eabc\u2066\u061C", "\uFFFDabc\uFFFD\uFFFD"},
    {"\u2028\u2029", "\uFFFD\uFFFD"},
    {"\uFDD0\uFFFE\U0010FFFF", "\uFFFD\uFFFD\uFFFD"},
    {"\uFEFFa\u200Bb\u200C\u200D\u2060c\u00AD", "abc"},
    {"☺\uFE0F\U000E0100", "☺"},
    {"\U000E0001", "\uFFFD"},
    {"\u0378", "\uFFFD"},
    {"\uE000\uFFFD", "\uE000\uFFFD"},
    {"a\xC3(\xE4\xB8", "a\uFFFD(\uFFFD"},
    {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
    {"a\u0301\u0302\u0303\u0304", "a\u0301\u0302\u0303\u0304"},
    {"a\u0301\u0302\u0303\u0304\u0305\u0306b\u0301", "a\u0301\u0302\u0303\u0304b\u0301"},
    {"a\u0301\u0302\u0303\u0304\u200D\u0305", "a\u0301\u0302\u0303\u0304"},
    {"\u0301a", "◌\u0301a"},
    {"x\n\u0301", "x\n◌\u0301"},
    {"x\r\u200D\u0301", "x\n◌\u0301"},
};

START_TEST(cleans)
{
    struct buf out = {0};
    struct str dirty = str_of(clean_cases[_i].dirty);
    buf_reserve(&out, 0);
    text_clean(&out, dirty);
    ck_assert_str_eq(out.data, clean_cases[_i].clean);
    ck_assert_int_eq(text_is_clean(dirty), str_equal(dirty, buf_str(&out)));
    buf_release(&out);
}
END_TEST

START_TEST(cleans_nul)
{
    struct buf out = {0};
    text_clean(&out, STR("a\0b"));
    ck_assert_str_eq(out.data, "a␀b");
    buf_release(&out);
}
END_TEST

START_TEST(cleans_at_every_place)
{
    static const char bad[] = {'\0', '\x1f', '\x7f', '\r', '\x80', '\xff'};
    for (size_t len = 1; len < 40; len++)
        for (size_t at = 0; at < len; at++)
            for (int i = 0; i < COUNT(bad); i++) {
                char text[40];
                memset(text, " ~aZ"[(len + at) % 4], sizeof text);
                REQUIRE(text_is_clean((struct str){text, len}), "%zu", len);
                text[at] = bad[i];
                REQUIRE(!text_is_clean((struct str){text, len}), "%zu of %zu", at, len);
            }
}
END_TEST

START_TEST(cleaning_twice_is_cleaning_once)
{
    uint32_t seed = (uint32_t)_i + 1;
    struct buf noise = {0}, once = {0}, twice = {0};
    add_noise(&noise, &seed, 40);
    text_clean(&once, buf_str(&noise));
    ck_assert(text_is_clean(buf_str(&once)));
    text_clean(&twice, buf_str(&once));
    ck_assert(str_equal(buf_str(&once), buf_str(&twice)));
    buf_release(&noise);
    buf_release(&once);
    buf_release(&twice);
}
END_TEST

/* Measuring. */

static const struct {
    const char *text;
    int cells;
    size_t first; /* the length of the first cluster */
    int first_cells;
} width_cases[] = {
    {"a", 1, 1, 1},
    {"abc", 3, 1, 1},
    {"中文", 4, 3, 2},
    {"，", 2, 3, 2},
    {"ａ", 2, 3, 2},
    {"e\u0301x", 2, 3, 1},
    {"中\u0301\u0302x", 3, 7, 2},
    {"\u0301x", 1, 2, 0},
    {"\x1b", 1, 1, 1},
    {"\xFF\xFF", 2, 1, 1},
    {"\xC2\x9F", 1, 2, 1},
    {"—", 1, 3, 1},
    {"한", 2, 3, 2},
    {"👍", 2, 4, 2},
    {"\n\u0301", 1, 1, 1},
    {"the quick brown fox jumps 中 over", 33, 1, 1},
};

START_TEST(measures)
{
    struct str text = str_of(width_cases[_i].text);
    int cells;
    ck_assert_int_eq(text_width(text), width_cases[_i].cells);
    ck_assert_uint_eq(text_cluster(text, &cells), width_cases[_i].first);
    ck_assert_int_eq(cells, width_cases[_i].first_cells);
    ck_assert_uint_eq(text_cluster(text, NULL), width_cases[_i].first);
}
END_TEST

START_TEST(width_is_the_sum_of_the_clusters)
{
    uint32_t seed = (uint32_t)_i + 1;
    struct buf noise = {0};
    add_noise(&noise, &seed, 40);
    int sum = 0, cells;
    for (struct str rest = buf_str(&noise); rest.len > 0;) {
        rest = str_slice(rest, text_cluster(rest, &cells), rest.len);
        sum += cells;
    }
    ck_assert_int_eq(text_width(buf_str(&noise)), sum);
    buf_release(&noise);
}
END_TEST

static const struct {
    const char *text;
    int cells;
    size_t len;
    int used;
} fit_cases[] = {
    {"", 5, 0, 0},       {"abc", 0, 0, 0},
    {"abc", -1, 0, 0},   {"abc", 2, 2, 2},
    {"abc", 3, 3, 3},    {"中文", 3, 3, 2},
    {"中文", 4, 6, 4},   {"a中", 2, 1, 1},
    {"中", 1, 0, 0},     {"e\u0301\u0302x", 1, 5, 1},
    {"\u0301", 0, 2, 0}, {"a\u0301", 0, 0, 0},
};

START_TEST(fits)
{
    int used;
    ck_assert_uint_eq(text_fit(str_of(fit_cases[_i].text), fit_cases[_i].cells, &used),
                      fit_cases[_i].len);
    ck_assert_int_eq(used, fit_cases[_i].used);
    ck_assert_uint_eq(text_fit(str_of(fit_cases[_i].text), fit_cases[_i].cells, NULL),
                      fit_cases[_i].len);
}
END_TEST

/* Graphemes: a bar at every boundary. */

static const char *const grapheme_cases[] = {
    "|a|b|",
    "|a|中|文|",
    "|e\u0301|x|",
    "|\r\n|\n|",
    "|\u0301|\r|\u0301|",
    "|한|국|\u1112\u1161\u11AB|",
    "|👍🏽|👍|",
    "|👨\u200D👩\u200D👧|x|",
    "|a\u200D|👩|",
    "|👩\u0308\u200D👩|",
    "|🇨🇳|🇺🇸|🇬|",
    "|a|🇨🇳|b|",
    "|☺\uFE0F|",
    "|\u0600a|b|",
    "|क\u094D|ष\u093F|",
};

/* The text without its bars; boundary[i] tells whether one stood before byte i. */
static struct buf without_bars(const char *marked, bool *boundary)
{
    struct buf text = {0};
    for (memset(boundary, 0, 100 * sizeof *boundary); *marked; marked++) {
        if (*marked == '|')
            boundary[text.len] = true;
        else
            buf_add_char(&text, *marked);
    }
    return text;
}

START_TEST(walks_by_grapheme)
{
    bool expected[100], forward[100] = {true}, backward[100] = {0};
    struct buf buf = without_bars(grapheme_cases[_i], expected);
    struct str text = buf_str(&buf);
    for (size_t at = 0; at < text.len;)
        forward[at = text_next_grapheme(text, at)] = true;
    backward[text.len] = true;
    for (size_t at = text.len; at > 0;)
        backward[at = text_previous_grapheme(text, at)] = true;
    for (size_t i = 0; i <= text.len; i++) {
        ck_assert_msg(forward[i] == expected[i], "next: %s: at %zu", grapheme_cases[_i], i);
        ck_assert_msg(backward[i] == expected[i], "previous: %s: at %zu", grapheme_cases[_i], i);
    }
    ck_assert_uint_eq(text_next_grapheme(text, text.len), text.len);
    ck_assert_uint_eq(text_previous_grapheme(text, 0), 0);
    buf_release(&buf);
}
END_TEST

START_TEST(walks_back_the_way_it_came)
{
    uint32_t seed = (uint32_t)_i + 1;
    struct buf noise = {0};
    add_noise(&noise, &seed, 40);
    struct str text = buf_str(&noise);
    for (size_t at = 0, next; at < text.len; at = next) {
        next = text_next_grapheme(text, at);
        REQUIRE(next > at, "stuck at %zu", at);
        REQUIRE(text_previous_grapheme(text, next) == at, "from %zu not to %zu", next, at);
    }
    buf_release(&noise);
}
END_TEST

/* Breaks: | where a line may break, ^ where it does so as a last resort. */

static const char *const break_cases[] = {
    "see |Node.js |and |HTTP/^1.1",
    "If-None-Match: |Content-Type:",
    "用|Node.js|写|的",
    "3.14 |-5 |1,000,000 |50% |$5 |10:30 |v1.2.3-rc1 |5xx–6xx |U+4E2D",
    "GET |/index.html |.well-known |:status |/users/^{id}/^posts",
    "https://^example.com/^a/^b?x=1&y=%20#z",
    "text/^html;^q=0.9,^*/^*",
    "/leading/^path |and |or",
    "C++ |C# |a!=b |`a->b` |user@host.com |don't |don’t",
    "中|文|“引|用”|中|文，|他|说：|“你|好。”|然|后",
    "“缓|存”|API|和|“值”|的|“又”|“再”",
    "“‘缓|存’”",
    "say |“yes” |or |‘no’ |now",
    "见|“甲” |（乙） |(c)",
    "走|了|（见|《书》）。|（又",
    "一——|二……|三",
    "一 ——|二 …… |三 · |四",
    "（ 甲 ）",
    "史|蒂|夫·|乔|布|斯",
    "中/|文",
    "水|温|37℃，|约|50％",
    "ＨＴＴＰ|协|议",
    "é\u0301té.fr |naïve",
    "[a]|(b) |(c)",
    "🇨🇳|🇺🇸|👍🏽",
    "a\u00A0b",
};

START_TEST(breaks)
{
    struct buf text = {0}, got = {0};
    for (const char *c = break_cases[_i]; *c; c++)
        if (*c != '|' && *c != '^')
            buf_add_char(&text, *c);
    uint8_t may[200];
    text_breaks(buf_str(&text), may);
    for (size_t i = 0; i < text.len; i++) {
        if (may[i] != TEXT_BREAK_NONE)
            buf_add_char(&got, may[i] == TEXT_BREAK_MAY    ? '|'
                               : may[i] == TEXT_BREAK_LAST ? '^'
                                                           : '!');
        buf_add_char(&got, text.data[i]);
    }
    ck_assert_str_eq(got.data, break_cases[_i]);
    buf_release(&text);
    buf_release(&got);
}
END_TEST

START_TEST(breaks_behind_newlines)
{
    uint8_t may[7];
    text_breaks(STR("a\n\n，b"), may);
    static const uint8_t expected[7] = {TEXT_BREAK_NONE, TEXT_BREAK_NONE, TEXT_BREAK_MUST,
                                        TEXT_BREAK_MUST, TEXT_BREAK_NONE, TEXT_BREAK_NONE,
                                        TEXT_BREAK_MAY};
    ck_assert_mem_eq(may, expected, sizeof may);
    text_breaks(STR(""), may);
    text_breaks((struct str){0}, may);
}
END_TEST

/* Wrapping, by the table in wrap-cases.txt. */

struct wrap_case {
    int width;
    char title[200];
    struct buf text, lines;
};

static struct str without_hanging(struct str line)
{
    while (line.len > 0 && strchr(" \t\n", line.data[line.len - 1]))
        line.len--;
    return line;
}

static void check_case(struct wrap_case *wrap)
{
    if (wrap->width == 0)
        return;
    struct str text = without_hanging(buf_str(&wrap->text));
    uint8_t *may = malloc(text.len + 1);
    struct buf got = {0};
    text_breaks(text, may);
    for (size_t at = 0, end; at < text.len; at = end) {
        end = text_wrap(text, may, at, wrap->width);
        struct str line = without_hanging(str_slice(text, at, end));
        buf_add_format(&got, "%s%.*s\n", line.len ? "| " : "|", STR_ARG(line));
    }
    free(may);
    ck_assert_msg(str_equal(buf_str(&got), buf_str(&wrap->lines)), "@ %d %s\nexpected:\n%sgot:\n%s",
                  wrap->width, wrap->title, buf_str(&wrap->lines).data, buf_str(&got).data);
    buf_release(&got);
}

static void begin_case(struct wrap_case *wrap, const char *line)
{
    check_case(wrap);
    buf_cut(&wrap->text, 0);
    buf_cut(&wrap->lines, 0);
    ck_assert_int_eq(sscanf(line, "@ %d %199[^\n]", &wrap->width, wrap->title), 2);
}

static FILE *open_cases(void)
{
    char path[4096];
    const char *folder = getenv("SB_SRCDIR");
    snprintf(path, sizeof path, "%s/tests/unit/wrap-cases.txt", folder ? folder : SB_SRCDIR);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "cannot open %s", path);
    return file;
}

START_TEST(wraps_as_the_table_says)
{
    FILE *file = open_cases();
    struct wrap_case wrap = {0};
    char *line = NULL;
    size_t capacity = 0;
    int cases = 0;
    while (getline(&line, &capacity, file) > 0) {
        if (line[0] == '@') {
            begin_case(&wrap, line);
            cases++;
        } else if (line[0] == '>') {
            buf_add_text(&wrap.text, line + (line[1] == ' ' ? 2 : 1));
        } else if (line[0] == '|') {
            buf_add_text(&wrap.lines, line);
        }
    }
    check_case(&wrap);
    ck_assert_int_ge(cases, 30);
    free(line);
    fclose(file);
    buf_release(&wrap.text);
    buf_release(&wrap.lines);
}
END_TEST

/* Wrapping, by its rules, over random prose. */

static const char *const openers[] = {"（", "《", "「", "“", "‘", "【", "『"};
static const char *const closers[] = {"，", "、", "。", "；", "：", "？", "！",
                                      "）", "》", "」", "』", "”",  "’",  "】"};
static const char *const dashes[] = {"——", "……", "—", "…"};
static const char *const tokens[] = {
    "Node.js", "HTTP/1.1", "If-None-Match", "3.14",    "Content-Type:", "1,048,576", "404",
    "don't",   "ETag",     "no-cache",      "C++",     "text/html",     "U+4E2D",    "-1",
    "HTTP/2",  "50%",      "2024-01-02",    "café.fr", "key=value",     "v1.2.3",    "10:30",
};

enum { MAX_KEPT = 400 };

struct prose {
    struct buf text;
    struct {
        size_t from, to;
    } kept[MAX_KEPT]; /* what no line may tear */
    int kept_count;
};

static void add_kept(struct prose *prose, const char *text)
{
    REQUIRE(prose->kept_count < MAX_KEPT, "too many");
    prose->kept[prose->kept_count].from = prose->text.len;
    buf_add_text(&prose->text, text);
    prose->kept[prose->kept_count++].to = prose->text.len;
}

static void add_han(struct prose *prose, uint32_t *seed, uint32_t most)
{
    for (uint32_t i = random_below(seed, most) + 1; i > 0; i--)
        text_encode(&prose->text, 0x4E00 + random_below(seed, 0x5000));
}

#define ANY(seed, table) (table)[random_below(seed, (uint32_t)COUNT(table))]

static void add_phrase(struct prose *prose, uint32_t *seed)
{
    if (random_below(seed, 4) == 0)
        buf_add_text(&prose->text, ANY(seed, openers));
    if (random_below(seed, 2))
        add_kept(prose, ANY(seed, tokens));
    else
        add_han(prose, seed, 6);
    for (uint32_t i = random_below(seed, 6); i > 3; i--)
        buf_add_text(&prose->text, ANY(seed, closers));
    if (random_below(seed, 8) == 0)
        add_kept(prose, ANY(seed, dashes));
    if (random_below(seed, 20) == 0)
        buf_add_char(&prose->text, '\n');
    else if (random_below(seed, 2))
        buf_add_text(&prose->text, random_below(seed, 9) ? " " : "   ");
    else
        add_han(prose, seed, 2);
}

static bool begins_with_any(struct str text, const char *const *table, int count)
{
    for (int i = 0; i < count; i++)
        if (str_starts(text, str_of(table[i])))
            return true;
    return false;
}

static bool ends_with_any(struct str text, const char *const *table, int count)
{
    for (int i = 0; i < count; i++) {
        struct str end = str_of(table[i]);
        if (text.len >= end.len && str_equal(str_slice(text, text.len - end.len, text.len), end))
            return true;
    }
    return false;
}

static void check_kept(const struct prose *prose, size_t end)
{
    for (int i = 0; i < prose->kept_count; i++) {
        size_t from = prose->kept[i].from, to = prose->kept[i].to;
        ck_assert_msg(
            end <= from || end >= to, "torn: %.*s",
            STR_ARG(str_slice(buf_str(&prose->text), from > 40 ? from - 40 : 0, to + 40)));
    }
}

/* Nothing more could have stood on the line, and it ends no worse than it must. */
static void check_filled(struct str text, const uint8_t *may, size_t from, size_t end, int width)
{
    size_t next = end + 1;
    while (next < text.len && may[next] < TEXT_BREAK_MAY)
        next++;
    if (end < text.len && may[end] != TEXT_BREAK_MUST)
        REQUIRE(text_width(without_hanging(str_slice(text, from, next))) > width,
                "room left at width %d: %.*s", width, STR_ARG(str_slice(text, from, end)));
    if (end < text.len && may[end] < TEXT_BREAK_MAY)
        for (size_t at = from + 1; at < end; at++)
            REQUIRE(may[at] < TEXT_BREAK_MAY, "torn though it could break at %zu", at);
}

static void check_edges(struct str text, size_t from, size_t end)
{
    struct str line = without_hanging(str_slice(text, from, end));
    bool inside = from > 0 && text.data[from - 1] != '\n';
    REQUIRE(!inside || (!begins_with_any(line, closers, COUNT(closers)) &&
                        !begins_with_any(line, dashes, COUNT(dashes))),
            "begins badly: %.*s", STR_ARG(line));
    REQUIRE(end == text.len || !ends_with_any(line, openers, COUNT(openers)), "ends badly: %.*s",
            STR_ARG(line));
}

START_TEST(wraps_random_prose_by_the_rules)
{
    uint32_t seed = (uint32_t)_i * 7919 + 1;
    struct prose prose = {0};
    for (int i = 0; i < 60; i++)
        add_phrase(&prose, &seed);
    struct str text = buf_str(&prose.text);
    uint8_t *may = malloc(text.len);
    text_breaks(text, may);
    for (int width = 2; width < 80; width++)
        for (size_t at = 0, end; at < text.len; at = end) {
            end = text_wrap(text, may, at, width);
            REQUIRE(end > at && end <= text.len, "%zu to %zu", at, end);
            struct str line = str_slice(text, at, end);
            const char *newline = memchr(line.data, '\n', line.len);
            REQUIRE(!newline || newline == line.data + line.len - 1, "newline inside a line");
            REQUIRE(text_width(without_hanging(line)) <= width, "wider than %d: %.*s", width,
                    STR_ARG(line));
            check_filled(text, may, at, end, width);
            if (width >= 12)
                check_edges(text, at, end);
            if (width >= 24)
                check_kept(&prose, end);
        }
    free(may);
    buf_release(&prose.text);
}
END_TEST

START_TEST(wraps_noise)
{
    uint32_t seed = (uint32_t)_i + 1;
    struct buf noise = {0};
    add_noise(&noise, &seed, 60);
    struct str text = buf_str(&noise);
    uint8_t *may = malloc(text.len);
    text_breaks(text, may);
    for (int width = -1; width < 20; width++)
        for (size_t at = 0, end; at < text.len; at = end) {
            end = text_wrap(text, may, at, width);
            REQUIRE(end > at && end <= text.len, "%zu to %zu", at, end);
        }
    free(may);
    buf_release(&noise);
}
END_TEST

/* A megabyte in one paragraph: what is not linear runs into the time limit. */
START_TEST(wraps_in_linear_time)
{
    static const char *const units[] = {"a",  "中", " ",  "中，",   "word ",
                                        "/a", "‘",  "——", "e\u0301"};
    struct buf text = {0};
    while (text.len < 1000000)
        buf_add_text(&text, units[_i]);
    uint8_t *may = malloc(text.len);
    text_breaks(buf_str(&text), may);
    for (size_t at = 0; at < text.len;)
        at = text_wrap(buf_str(&text), may, at, 40);
    free(may);
    buf_release(&text);
}
END_TEST

Suite *text_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *characters = tcase_create("characters");
    tcase_add_loop_test(characters, decodes, 0, COUNT(decode_cases));
    tcase_add_test(characters, decodes_what_it_encodes);
    tcase_add_loop_test(characters, cleans, 0, COUNT(clean_cases));
    tcase_add_test(characters, cleans_nul);
    tcase_add_test(characters, cleans_at_every_place);
    tcase_add_loop_test(characters, cleaning_twice_is_cleaning_once, 0, 60);
    suite_add_tcase(suite, characters);

    TCase *cells = tcase_create("cells");
    tcase_add_loop_test(cells, measures, 0, COUNT(width_cases));
    tcase_add_loop_test(cells, width_is_the_sum_of_the_clusters, 0, 30);
    tcase_add_loop_test(cells, fits, 0, COUNT(fit_cases));
    tcase_add_loop_test(cells, walks_by_grapheme, 0, COUNT(grapheme_cases));
    tcase_add_loop_test(cells, walks_back_the_way_it_came, 0, 60);
    suite_add_tcase(suite, cells);

    TCase *lines = tcase_create("lines");
    tcase_add_loop_test(lines, breaks, 0, COUNT(break_cases));
    tcase_add_test(lines, breaks_behind_newlines);
    tcase_add_test(lines, wraps_as_the_table_says);
    tcase_add_loop_test(lines, wraps_random_prose_by_the_rules, 0, 30);
    tcase_add_loop_test(lines, wraps_noise, 0, 30);
    tcase_add_loop_test(lines, wraps_in_linear_time, 0, 9);
    suite_add_tcase(suite, lines);
    return suite;
}
