/* Tests of core/han.h: examples, and properties against a matcher that tries everything. */
#include "core/buf.h"
#include "core/han.h"
#include "suites.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct han *han;

static void set_up(void)
{
    han = han_new();
}

static void tear_down(void)
{
    han_free(han);
}

/* --- Simplified forms --- */

static const struct {
    struct str text, simplified;
} forms[] = {
    {STR(""), STR("")},
    {STR("Not Found"), STR("Not Found")},
    {STR("後"), STR("后")},
    {STR("后"), STR("后")},
    {STR("發髮发"), STR("发发发")},
    {STR("重"), STR("重")},
    {STR("重新導向 Redirect 伺服器"), STR("重新导向 Redirect 伺服器")},
    {STR("標頭：快取，網際網路"), STR("标头：快取，网际网路")},
    {STR("é後—後€"), STR("é后—后€")},
    {STR("𠀀後😀後"), STR("𠀀后😀后")},
    {STR("裏著爲"), STR("里着为")},
    /* characters cut short, and bytes that only look like one */
    {STR("後\xE5"), STR("后\xE5")},
    {STR("後\xE5\xBE"), STR("后\xE5\xBE")},
    {STR("\xBE\x8C後"), STR("\xBE\x8C后")},
    {STR("\xFF\xE5\xBE"), STR("\xFF\xE5\xBE")},
    {STR("\xE5~L"), STR("\xE5~L")}, /* the same low bits as 後 */
    {STR("\xE5\xE5\xBE\x8C"), STR("\xE5后")},
};

START_TEST(texts_are_simplified_in_place)
{
    struct str text = forms[_i].text;
    char *copy = malloc(text.len + 1); /* as long as the text, so that a byte beyond is noticed */
    memcpy(copy, text.data, text.len);
    copy = realloc(copy, text.len ? text.len : 1);
    han_simplify(han, copy, text.len);
    ck_assert_mem_eq(copy, forms[_i].simplified.data, text.len);
    free(copy);
}
END_TEST

START_TEST(only_as_much_is_simplified_as_is_asked_for)
{
    char text[] = "後後後";
    han_simplify(han, text, 5);
    ck_assert_str_eq(text, "后後後");
    han_simplify(han, text, 0);
    ck_assert_str_eq(text, "后後後");
    han_simplify(han, text, 6);
    ck_assert_str_eq(text, "后后後");
}
END_TEST

/* The simplified form is its own, and takes three bytes as the character does. */
START_TEST(every_character_has_one_simplified_form)
{
    int changed = 0;
    for (uint32_t c = 0; c < 0x110000; c++) {
        uint32_t simplified = han_simplified(han, c);
        REQUIRE(han_simplified(han, simplified) == simplified, "U+%04X", c);
        REQUIRE(simplified == c || (c >= 0x3400 && c <= 0x9FFF), "U+%04X", c);
        REQUIRE(simplified == c || (simplified >= 0x3400 && simplified <= 0x9FFF), "U+%04X", c);
        changed += simplified != c;
    }
    ck_assert_int_gt(changed, 2000);
    ck_assert_uint_eq(han_simplified(han, UINT32_MAX), UINT32_MAX);
}
END_TEST

/* --- Letters that could be pinyin --- */

#define EIGHT "abcdefgh"

static const struct {
    const char *letters;
    bool possible;
} possibilities[] = {
    {"a", true},
    {"chongdingxiang", true},
    {"xyzzy", true},
    {"xi'an", true},
    {"xi'", true},
    {EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT "abcdefg", true},
    {EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT, false},
    {"", false},
    {"'", false},
    {"'an", false},
    {"Xian", false},
    {"retry-after", false},
    {"x1", false},
    {"xi an", false},
    {"lü", false},
    {"重", false},
    {"xi’an", false},
};

START_TEST(letters_could_be_pinyin)
{
    ck_assert_int_eq(pinyin_is_possible(str_of(possibilities[_i].letters)),
                     possibilities[_i].possible);
}
END_TEST

/* --- What letters spell --- */

static const struct {
    const char *text, *letters, *spelt; /* the beginning of the text that the letters spell */
} spellings[] = {
    /* whole syllables, initials, mixtures */
    {"重定向", "chongdingxiang", "重定向"},
    {"重定向", "cdx", "重定向"},
    {"重定向", "chongdx", "重定向"},
    {"重定向", "cdingx", "重定向"},
    {"重定向", "cdxiang", "重定向"},
    {"重定向之后", "cdx", "重定向"},
    {"重定向之后", "chongdingxiangzhihou", "重定向之后"},
    {"服务器", "fuwuqi", "服务器"},
    {"服务器", "fwq", "服务器"},
    {"恶意", "eyi", "恶意"},
    {"恶意", "ey", "恶意"},
    /* initials of one or two letters */
    {"重定向", "chdx", "重定向"},
    {"中国", "zg", "中国"},
    {"中国", "zhg", "中国"},
    {"中国", "zguo", "中国"},
    {"超时", "cs", "超时"},
    {"超时", "chs", "超时"},
    {"超时", "csh", "超时"},
    {"超时", "chsh", "超时"},
    {"超时", "csh'", "超时"},
    {"长整数", "czhsh", "长整数"},
    /* any reading */
    {"重定向", "zhongdingxiang", "重定向"},
    {"重定向", "zdx", "重定向"},
    {"重定向", "zhdx", "重定向"},
    {"长度", "changdu", "长度"},
    {"长度", "zhangdu", "长度"},
    {"执行", "zhixing", "执行"},
    {"银行", "yinhang", "银行"},
    {"数据", "shuju", "数据"},
    {"数据", "shuoju", "数据"},
    {"发", "fa", "发"},
    {"髮", "fa", "髮"},
    /* ü */
    {"绿色", "lvse", "绿色"},
    {"绿色", "luse", "绿色"},
    {"策略", "celve", "策略"},
    {"策略", "celue", "策略"},
    {"女", "nv", "女"},
    {"女", "nu", "女"},
    {"去", "qv", ""},
    /* apostrophes stand between syllables */
    {"西安", "xi'an", "西安"},
    {"西安", "xian", "西安"},
    {"西安", "x'a", "西安"},
    {"西安", "xi'", "西"},
    {"西安", "xi''an", ""},
    {"西安", "x''a", ""},
    {"西安你", "xia'n", "西安你"},
    {"先", "xian", "先"},
    {"先", "xi'an", ""},
    {"先安", "xian", "先"},
    {"定额", "ding'e", "定额"},
    /* the last syllable need not be finished */
    {"重定向", "c", "重"},
    {"重定向", "chon", "重"},
    {"重定向", "chongd", "重定"},
    {"重定向", "chongdingxia", "重定向"},
    {"未找到", "weizhaod", "未找到"},
    /* what is not there */
    {"", "a", ""},
    {"重定向", "dx", ""},
    {"重定向", "co", ""},
    {"重定向", "chongdinxiang", ""},
    {"重定向", "chongdingxiangx", ""},
    {"重定向", "cdxcdx", ""},
    {"Not Found", "not", ""},
    {"a重", "chong", ""},
    {"重a定", "cd", ""},
    {"重 定", "cd", ""},
    {"缓存x", "hcx", ""},
    {"重\xE5\xAE", "cd", ""},
    {"重定", "CD", ""},
};

START_TEST(letters_spell_characters)
{
    struct str text = str_of(spellings[_i].text), letters = str_of(spellings[_i].letters);
    size_t len = SIZE_MAX, expected = strlen(spellings[_i].spelt);
    ck_assert_uint_eq(pinyin_match(han, text, letters), expected);
    size_t at = pinyin_find(han, text, letters, 0, &len);
    if (expected > 0) {
        ck_assert_uint_eq(at, 0);
        ck_assert_uint_eq(len, expected);
    } else {
        ck_assert_uint_ne(at, 0);
    }
}
END_TEST

static const struct {
    const char *text, *letters;
    size_t from;
    const char *before, *spelt; /* null: nowhere */
} places[] = {
    {"永久重定向", "cdx", 0, "永久", "重定向"},
    {"HTTP 重定向 Redirect", "chongding", 0, "HTTP ", "重定"},
    {"HTTP 重定向 Redirect", "redirect", 0, NULL, NULL},
    {"é重定", "cd", 0, "é", "重定"},
    {"😀重定", "cd", 0, "😀", "重定"},
    {"重重定", "cd", 0, "重", "重定"},
    {"重定、重定", "cd", 0, "", "重定"},
    {"重定、重定", "cd", 1, "重定、", "重定"},
    {"重定、重定", "cd", 3, "重定、", "重定"},
    {"重定、重定", "cd", 9, "重定、", "重定"},
    {"重定、重定", "cd", 10, NULL, NULL},
    {"重定", "cd", 6, NULL, NULL},
    {"重定", "cd", 7, NULL, NULL},
    {"重定", "cd", SIZE_MAX - 3, NULL, NULL},
    {"", "cd", 0, NULL, NULL},
    {"重定", "", 0, NULL, NULL},
    {"重定", "'cd", 0, NULL, NULL},
    {"重定", "cdx", 0, NULL, NULL},
    {"，。！", "d", 0, NULL, NULL},
    {"啊\xE5", "a", 3, NULL, NULL},
};

START_TEST(letters_are_found)
{
    size_t len = SIZE_MAX;
    size_t at = pinyin_find(han, str_of(places[_i].text), str_of(places[_i].letters),
                            places[_i].from, &len);
    ck_assert_uint_eq(at, places[_i].before ? strlen(places[_i].before) : SIZE_MAX);
    if (places[_i].spelt)
        ck_assert_uint_eq(len, strlen(places[_i].spelt));
}
END_TEST

/* The longest letters that count, and one more. */
START_TEST(long_letters_are_no_pinyin)
{
    struct buf text = {0}, letters = {0};
    size_t len;
    for (int i = 0; i < 64; i++) {
        buf_add_text(&text, "中");
        buf_add_char(&letters, 'z');
    }
    struct str longest = str_slice(buf_str(&letters), 0, 63);
    ck_assert_uint_eq(pinyin_match(han, buf_str(&text), longest), (size_t)63 * 3);
    ck_assert_uint_eq(pinyin_find(han, buf_str(&text), longest, 0, &len), 0);
    ck_assert_uint_eq(pinyin_match(han, buf_str(&text), buf_str(&letters)), 0);
    ck_assert_uint_eq(pinyin_find(han, buf_str(&text), buf_str(&letters), 0, &len), SIZE_MAX);
    buf_release(&text);
    buf_release(&letters);
}
END_TEST

/* --- Properties, on words of characters whose readings are written down here --- */

static const struct known {
    const char *character;
    const char *readings[5];
} known[] = {
    {"重", {"chong", "zhong"}},
    {"定", {"ding"}},
    {"向", {"xiang"}},
    {"长", {"chang", "zhang"}},
    {"时", {"shi"}},
    {"略", {"lve", "lue"}},
    {"西", {"xi"}},
    {"安", {"an"}},
    {"先", {"xian"}},
    {"诶", {"ei"}},
    {"饿", {"e"}},
    {"你", {"ni"}},
    {"中", {"zhong"}},
    {"数", {"shu", "shuo"}},
};

enum { WORD = 8 };

struct word {
    size_t characters[WORD]; /* indices into `known` */
    size_t count;
    struct buf text;
};

static uint32_t random_below(uint32_t *seed, size_t limit)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed % (uint32_t)limit;
}

static void random_word(struct word *word, uint32_t *seed)
{
    word->count = 1 + random_below(seed, WORD);
    buf_cut(&word->text, 0);
    for (size_t i = 0; i < word->count; i++) {
        word->characters[i] = random_below(seed, COUNT(known));
        buf_add_text(&word->text, known[word->characters[i]].character);
    }
}

static const char *random_reading(const struct known *character, uint32_t *seed)
{
    size_t count = 0;
    while (character->readings[count])
        count++;
    return character->readings[random_below(seed, count)];
}

/* Letters for the word: whole syllables or initials, here and there an apostrophe. */
static void random_letters(struct buf *letters, const struct word *word, uint32_t *seed)
{
    buf_cut(letters, 0);
    for (size_t i = 0; i < word->count; i++) {
        const char *reading = random_reading(&known[word->characters[i]], seed);
        size_t len = strlen(reading), form = random_below(seed, 4);
        if (form == 0)
            len = 1;
        else if (form == 1 && reading[1] == 'h')
            len = 2;
        if (i > 0 && random_below(seed, 4) == 0)
            buf_add_char(letters, '\'');
        buf_add(letters, (struct str){reading, len});
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t fewest(const struct word *word, size_t at, struct str letters);

/* The fewest characters when the one at `at` takes so many letters. */
static size_t fewest_after(const struct word *word, size_t at, struct str letters, size_t taken)
{
    taken += taken < letters.len && letters.data[taken] == '\'';
    return fewest(word, at + 1, str_slice(letters, taken, letters.len));
}

/* How many characters from the word's start the letters spell, at the least; SIZE_MAX for none.
 * Tries everything. */
static size_t fewest(const struct word *word, size_t at, struct str letters)
{
    size_t best = SIZE_MAX;
    if (letters.len == 0)
        return at;
    for (size_t i = 0; at < word->count && known[word->characters[at]].readings[i]; i++) {
        struct str reading = str_of(known[word->characters[at]].readings[i]);
        if (str_starts(reading, letters))
            return at + 1;
        if (str_starts(letters, reading))
            best = least(best, fewest_after(word, at, letters, reading.len));
        for (size_t initial = 1; initial <= (reading.data[1] == 'h' ? 2 : 1); initial++)
            if (str_starts(letters, str_slice(reading, 0, initial)))
                best = least(best, fewest_after(word, at, letters, initial));
    }
    return best;
}

static void check_letters(const struct word *word, struct str letters)
{
    size_t expected = fewest(word, 0, letters);
    size_t got = pinyin_match(han, buf_str(&word->text), letters);
    REQUIRE(got == (expected == SIZE_MAX ? 0 : 3 * expected), "%.*s spells %zu bytes of %s",
            STR_ARG(letters), got, word->text.data);
}

/* What spells a word is found, and so is each beginning of it, behind other text as well. */
START_TEST(what_matches_matches_from_the_first_letter_on)
{
    uint32_t seed = 20240404;
    struct word word = {0};
    struct buf letters = {0}, text = {0};
    for (int round = 0; round < 20000; round++) {
        random_word(&word, &seed);
        random_letters(&letters, &word, &seed);
        buf_cut(&text, 0);
        buf_add_format(&text, "A，%s end", word.text.data);
        REQUIRE(pinyin_match(han, buf_str(&word.text), buf_str(&letters)) > 0, "%s: %s",
                word.text.data, letters.data);
        for (size_t len = letters.len; len > 0; len--) {
            struct str beginning = str_slice(buf_str(&letters), 0, len);
            size_t found, at = pinyin_find(han, buf_str(&text), beginning, 0, &found);
            check_letters(&word, beginning);
            REQUIRE(at == 4 && found <= word.text.len, "%s: %.*s", text.data, STR_ARG(beginning));
        }
    }
    buf_release(&word.text);
    buf_release(&letters);
    buf_release(&text);
}
END_TEST

/* Letters with a fault, most of which spell nothing. */
START_TEST(faulty_letters_match_as_far_as_they_may)
{
    uint32_t seed = 20240418;
    struct word word = {0};
    struct buf letters = {0};
    for (int round = 0; round < 50000; round++) {
        random_word(&word, &seed);
        random_letters(&letters, &word, &seed);
        letters.data[random_below(&seed, letters.len)] = "aeghinuvxz'"[random_below(&seed, 11)];
        if (letters.data[0] != '\'')
            check_letters(&word, buf_str(&letters));
    }
    buf_release(&word.text);
    buf_release(&letters);
}
END_TEST

/* Each character could take its letter in several ways, and in the end nothing fits. */
static const struct {
    const char *character, *letters, *last;
} hostile[] = {
    {"诶", "e", "x"},  {"呃", "e", "x"},  {"诶", "ei", "x"}, {"中", "z", "x"},
    {"中", "zh", "x"}, {"重", "zh", "b"}, {"啊", "a", "'"},  {"嗯", "n", "x"},
    {"数", "sh", "x"}, {"诶", "e'", "x"}, {"重", "c", "z"},  {"长", "ch", "'"},
};

START_TEST(hostile_letters_end)
{
    enum { CHARACTERS = 20000, LETTERS = 63 };
    struct buf text = {0}, letters = {0};
    size_t len, unit = strlen(hostile[_i].letters);
    for (int i = 0; i < CHARACTERS; i++)
        buf_add_text(&text, hostile[_i].character);
    while (letters.len + unit < LETTERS)
        buf_add_text(&letters, hostile[_i].letters);
    buf_add_text(&letters, hostile[_i].last);
    ck_assert(pinyin_is_possible(buf_str(&letters)));
    size_t at = pinyin_find(han, buf_str(&text), buf_str(&letters), 0, &len);
    ck_assert(at == SIZE_MAX || at == 0);
    buf_release(&text);
    buf_release(&letters);
}
END_TEST

/* --- The tables --- */

/* They are what their generator makes of the database, where that and Python are installed. */
START_TEST(tables_are_those_of_the_database)
{
    int status = system("python3 -c 'import bz2' 2>/dev/null || exit 77\n"
                        "exec python3 \"${SB_SRCDIR:-.}/scripts/han.py\" --check");
    ck_assert(WIFEXITED(status));
    if (WEXITSTATUS(status) != 77)
        ck_assert_int_eq(WEXITSTATUS(status), 0);
}
END_TEST

Suite *han_suite(void)
{
    Suite *suite = suite_create("han");
    TCase *tests = tcase_create("han"), *tables = tcase_create("tables");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, texts_are_simplified_in_place, 0, COUNT(forms));
    tcase_add_test(tests, only_as_much_is_simplified_as_is_asked_for);
    tcase_add_test(tests, every_character_has_one_simplified_form);
    tcase_add_loop_test(tests, letters_could_be_pinyin, 0, COUNT(possibilities));
    tcase_add_loop_test(tests, letters_spell_characters, 0, COUNT(spellings));
    tcase_add_loop_test(tests, letters_are_found, 0, COUNT(places));
    tcase_add_test(tests, long_letters_are_no_pinyin);
    tcase_add_test(tests, what_matches_matches_from_the_first_letter_on);
    tcase_add_test(tests, faulty_letters_match_as_far_as_they_may);
    tcase_add_loop_test(tests, hostile_letters_end, 0, COUNT(hostile));
    tcase_add_test(tables, tables_are_those_of_the_database);
    tcase_set_timeout(tests, 60);
    tcase_set_timeout(tables, 60);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, tables);
    return suite;
}
