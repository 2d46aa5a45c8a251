/* Tests of core/fold.h, against the definition of NFKC_Casefold and by properties. */
#include "core/fold.h"
#include "core/text.h"
#include "suites.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static uint32_t random_below(uint32_t *seed, uint32_t limit)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed % limit;
}

static const struct {
    const char *text, *folded;
} fold_cases[] = {
    {"", ""},
    {"Not Found", "not found"},
    {"NOT\t \n found\r\n", "not found "},
    {"  a", " a"},
    {"中文，（全角）！", "中文,(全角)!"},
    {"ＨＴＴＰ／１．１", "http/1.1"},
    {"Ａ　Ｂ \u00A0c", "a b c"},
    {"ﬁle ℂ ① ㏒", "file c 1 log"},
    {"Straße ΣΑΣ İ", "strasse σασ i\u0307"},
    {"e\u0301E\u0301É", "ééé"},
    {"中\u0301A\u0300", "中\u0301à"},
    {"so\u00ADft\u200Bly\uFEFF 中\uFE0F", "softly 中"},
    {"e\u200D\u0301", "é"},
    {"\u200D\u0301", "\u0301"},
    {"\uFEFF", ""},
    {"……——", "......——"},
    {"ｶﾞ か\u3099", "ガ が"},
    {"\u1112\u1161\u11AB ﾡ", "한 \u1100"},
    {"\u00B4 \u203E", " \u0301 \u0305"},
    {"a\u2028b\u1680c", "a b c"},
    {"\xFFz\xE4\xB8", "\uFFFDz\uFFFD"},
    {"標頭標头", "標頭標头"},
};

START_TEST(folds)
{
    struct buf out = {0};
    buf_add_text(&out, "X ");
    fold_add(&out, str_of(fold_cases[_i].text));
    ck_assert_str_eq(out.data + 2, fold_cases[_i].folded);
    ck_assert(str_starts(buf_str(&out), STR("X ")));
    buf_release(&out);
}
END_TEST

/* The definition: each character by itself, without what may be ignored, folded and compatibility
 * decomposed until nothing changes, then all of it composed; and our own rule of the blanks. */

static void add_mapped(struct buf *out, uint32_t c)
{
    struct buf text = {0};
    if (uc_is_property_default_ignorable_code_point(c))
        return;
    text_encode(&text, c);
    for (int round = 0; round < 3; round++) {
        size_t len = 0;
        uint8_t *folded = u8_casefold((const uint8_t *)buf_str(&text).data, text.len, NULL,
                                      UNINORM_NFKC, NULL, &len);
        buf_cut(&text, 0);
        buf_add(&text, (struct str){(const char *)folded, len});
        free(folded);
    }
    buf_add(out, buf_str(&text));
    buf_release(&text);
}

static void add_defined(struct buf *out, struct str text)
{
    struct buf mapped = {0};
    size_t size, len = 0;
    for (; text.len > 0; text = str_slice(text, size, text.len))
        add_mapped(&mapped, text_decode(text, &size));
    uint8_t *composed =
        u8_normalize(UNINORM_NFC, (const uint8_t *)buf_str(&mapped).data, mapped.len, NULL, &len);
    bool blank = false;
    for (struct str rest = {(const char *)composed, len}; rest.len > 0;
         rest = str_slice(rest, size, rest.len)) {
        bool was_blank = blank;
        blank = uc_is_property_white_space(text_decode(rest, &size));
        if (!blank || !was_blank)
            buf_add(out, blank ? STR(" ") : str_slice(rest, 0, size));
    }
    free(composed);
    buf_release(&mapped);
}

static void check_defined(struct str text)
{
    struct buf got = {0}, expected = {0};
    fold_add(&got, text);
    add_defined(&expected, text);
    REQUIRE(str_equal(buf_str(&got), buf_str(&expected)), "%.*s: got %.*s, expected %.*s",
            STR_ARG(text), STR_ARG(buf_str(&got)), STR_ARG(buf_str(&expected)));
    buf_release(&got);
    buf_release(&expected);
}

START_TEST(folds_every_character_as_defined)
{
    struct buf text = {0};
    for (uint32_t c = (uint32_t)_i * 0x1000; c < ((uint32_t)_i + 1) * 0x1000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        buf_cut(&text, 0);
        text_encode(&text, c);
        check_defined(buf_str(&text));
    }
    buf_release(&text);
}
END_TEST

static const struct {
    uint32_t first, count;
} blocks[] = {
    {0x00, 0x80},    {0x00, 0x80},    {0x80, 0x180},    {0x300, 0x70},    {0x370, 0x1C0},
    {0x1100, 0x100}, {0x1F00, 0x100}, {0x2000, 0x70},   {0x2100, 0x50},   {0x3000, 0x40},
    {0x3040, 0xC0},  {0x3130, 0x60},  {0x4E00, 0x51FF}, {0xAC00, 0x2BA4}, {0xFE00, 0x10},
    {0xFF00, 0xEF},  {0x9BE, 0x1A},   {0x1D400, 0x100}, {0x1F600, 0x40},
};

static void add_random(struct buf *out, uint32_t *seed, int characters)
{
    static const char *const known[] = {"  ",   "\u00A0 ", " \u3000", "The ", "，",
                                        "中文", "e\u0301", "\u200D",  "\xFF", "ﬃ",
                                        "ΐ",    "\u0345",  "……"};
    while (characters-- > 0) {
        uint32_t block = random_below(seed, (uint32_t)(COUNT(blocks) + 4));
        if (block >= (uint32_t)COUNT(blocks))
            buf_add_text(out, known[random_below(seed, (uint32_t)COUNT(known))]);
        else
            text_encode(out, blocks[block].first + random_below(seed, blocks[block].count));
    }
}

START_TEST(folds_random_text_as_defined)
{
    uint32_t seed = (uint32_t)_i + 1;
    struct buf text = {0};
    for (int i = 0; i < 200; i++) {
        buf_cut(&text, 0);
        add_random(&text, &seed, 1 + i % 12);
        check_defined(buf_str(&text));
    }
    buf_release(&text);
}
END_TEST

/* Origins. */

static bool begins_character(struct str text, size_t at)
{
    size_t size;
    size_t i = 0;
    for (; i < at; i += size)
        text_decode(str_slice(text, i, text.len), &size);
    return i == at;
}

/* The original range of any piece of the folded text folds to a text that holds the piece. */
static void check_piece(const struct folded *folded, struct str text, size_t from, size_t to)
{
    struct fold_range range = fold_original(folded, from, to);
    struct buf again = {0};
    REQUIRE(range.from < range.to && range.to <= text.len, "%zu to %zu", range.from, range.to);
    REQUIRE(begins_character(text, range.from) && begins_character(text, range.to),
            "%zu to %zu: inside a character", range.from, range.to);
    fold_add(&again, str_slice(text, range.from, range.to));
    struct str piece = str_slice(buf_str(&folded->text), from, to);
    REQUIRE(fold_find(buf_str(&again), piece, 0) != SIZE_MAX, "lost: %.*s", STR_ARG(piece));
    buf_release(&again);
}

START_TEST(knows_the_origins)
{
    uint32_t seed = (uint32_t)_i + 1;
    struct buf text = {0}, plain = {0};
    struct folded folded;
    add_random(&text, &seed, 1 + _i % 40);
    fold_add(&plain, buf_str(&text));
    fold_with_origin(&folded, buf_str(&text));
    size_t len = folded.text.len;
    ck_assert(str_equal(buf_str(&plain), buf_str(&folded.text)));
    ck_assert_uint_eq(folded.origin[len], text.len);
    for (size_t i = 0; i < len; i++)
        REQUIRE(folded.origin[i] <= folded.origin[i + 1], "backwards at %zu", i);
    for (size_t i = 0; i < 60 && len > 0; i++) {
        size_t from = random_below(&seed, (uint32_t)len);
        size_t to = from + 1 + random_below(&seed, (uint32_t)(len - from));
        check_piece(&folded, buf_str(&text), from, to);
    }
    fold_release(&folded);
    ck_assert_ptr_null(folded.origin);
    buf_release(&text);
    buf_release(&plain);
}
END_TEST

/* What a search for the needle marks in the text: the part in brackets. */
static const struct {
    const char *needle, *marked;
} range_cases[] = {
    {"found", "404 Not [FOUND]!"},
    {"未找到", "404 [未找到]。"},
    {",", "中[，]文"},
    {"not found", "is [Not \t\n Found] here"},
    {"http", "用[ＨＴＴＰ]协议"},
    {"f", "a [ﬁ]x"},
    {"fix", "a [ﬁx]y"},
    {"e", "caf[e]x"},
    {"é", "caf[e\u0301]x"},
    {"soft", "[so\u00ADft]ly"},
    {"中", "x[中\uFE0F]文"},
    {"文", "中[文\u0301]中"},
    {"a", "b[a\u0338]b"},
    {".", "走[…]了"},
    {"한", "[\u1112\u1161\u11AB]국"},
};

START_TEST(marks_the_original)
{
    struct buf text = {0}, got = {0};
    for (const char *c = range_cases[_i].marked; *c; c++)
        if (*c != '[' && *c != ']')
            buf_add_char(&text, *c);
    struct folded folded;
    fold_with_origin(&folded, buf_str(&text));
    struct str needle = str_of(range_cases[_i].needle);
    size_t at = fold_find(buf_str(&folded.text), needle, 0);
    ck_assert(at != SIZE_MAX);
    struct fold_range range = fold_original(&folded, at, at + needle.len);
    buf_add(&got, str_slice(buf_str(&text), 0, range.from));
    buf_add_char(&got, '[');
    buf_add(&got, str_slice(buf_str(&text), range.from, range.to));
    buf_add_char(&got, ']');
    buf_add(&got, str_slice(buf_str(&text), range.to, text.len));
    ck_assert_str_eq(got.data, range_cases[_i].marked);
    fold_release(&folded);
    buf_release(&text);
    buf_release(&got);
}
END_TEST

START_TEST(gives_empty_ranges)
{
    struct folded folded;
    fold_with_origin(&folded, STR("中文"));
    struct fold_range range = fold_original(&folded, 3, 3);
    ck_assert_uint_eq(range.from, 3);
    ck_assert_uint_eq(range.to, 3);
    range = fold_original(&folded, 6, 99);
    ck_assert_uint_eq(range.from, 6);
    ck_assert_uint_eq(range.to, 6);
    fold_release(&folded);
    fold_with_origin(&folded, STR(""));
    ck_assert_uint_eq(folded.origin[0], 0);
    fold_release(&folded);
}
END_TEST

static const struct {
    const char *haystack, *needle;
    size_t from, place;
} find_cases[] = {
    {"", "", 0, 0},
    {"abc", "", 2, 2},
    {"abc", "", 3, 3},
    {"abc", "", 4, SIZE_MAX},
    {"abcabc", "bc", 0, 1},
    {"abcabc", "bc", 1, 1},
    {"abcabc", "bc", 2, 4},
    {"abcabc", "bc", 5, SIZE_MAX},
    {"abc", "abcd", 0, SIZE_MAX},
    {"断点续传", "续传", 0, 6},
    {"断点续传", "续船", 0, SIZE_MAX},
    {"", "a", 0, SIZE_MAX},
    {"a", "a", SIZE_MAX, SIZE_MAX},
};

START_TEST(finds)
{
    ck_assert_uint_eq(fold_find(str_of(find_cases[_i].haystack), str_of(find_cases[_i].needle),
                                find_cases[_i].from),
                      find_cases[_i].place);
}
END_TEST

/* The same place as memmem() finds, in texts of two letters, of all lengths around the sixteen that
 * are compared at once. */
START_TEST(finds_as_memmem_does)
{
    uint32_t random = 1;
    for (int round = 0; round < 20000; round++) {
        char text[80], word[8];
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (random = random * 1664525 + 1013904223) >> 24 & 1 ? 'a' : 'b';
        size_t len = (random >> 8) % sizeof text, word_len = 1 + (random >> 16) % sizeof word;
        for (size_t i = 0; i < word_len; i++)
            word[i] = (random = random * 1664525 + 1013904223) >> 24 & 1 ? 'a' : 'b';
        char *exact = malloc(len + 1); /* so that a byte beyond is noticed */
        memcpy(exact, text, len);
        const char *place = memmem(exact, len, word, word_len);
        ck_assert_uint_eq(fold_find((struct str){exact, len}, (struct str){word, word_len}, 0),
                          place ? (size_t)(place - exact) : SIZE_MAX);
        free(exact);
    }
}
END_TEST

Suite *fold_suite(void)
{
    Suite *suite = suite_create("fold");
    TCase *forms = tcase_create("forms");
    tcase_add_loop_test(forms, folds, 0, COUNT(fold_cases));
    tcase_add_loop_test(forms, folds_every_character_as_defined, 0, 0x20);
    tcase_add_loop_test(forms, folds_random_text_as_defined, 0, 20);
    suite_add_tcase(suite, forms);

    TCase *places = tcase_create("places");
    tcase_add_loop_test(places, knows_the_origins, 0, 120);
    tcase_add_loop_test(places, marks_the_original, 0, COUNT(range_cases));
    tcase_add_test(places, gives_empty_ranges);
    tcase_add_loop_test(places, finds, 0, COUNT(find_cases));
    tcase_add_test(places, finds_as_memmem_does);
    suite_add_tcase(suite, places);
    return suite;
}
