#include "core/buf.h"
#include "core/document.h"
#include "core/encoding.h"
#include "core/mem.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <uniconv.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define CHINESE                                                                                               \
    "# HTTP 状态码\n\n## 404 Not Found 未找到\n\n服务器找不到所请求的资源，见 410。\n\n" \
    "- 200 成功：一切正常\n- 503 服务不可用（稍后再试）\n"
#define ENGLISH "# Status codes\n\n## 404 Not Found\n\nNothing is there. See 410.\n\n- 200 OK\n"
#define FRENCH                                                                                              \
    "# Codes d'état\n\n## 404 Non trouvé\n\nLà où l'on cherchait, rien n'a été trouvé à côté :\n" \
    "« déjà supprimé », ÉÈÀ, Ça où ?\n"
#define GERMAN                                                                                     \
    "## 404 Nicht gefunden\n\nÜber Größen, Maße, Füße und SCHLÜSSEL: hört, hört — § 4 Ä.\n"
#define RUSSIAN "# Коды\n\n## 404 Не найдено\n\nСервер не нашёл того, что просили.\n"
#define JAPANESE                                                                                   \
    "# ステータスコード\n\n- 404 ページが見つかりません。サーバーは要求に応えられない。\n"
#define HANT "# 狀態碼\n\n## 404 找不到網頁\n\n伺服器無法找到所要求的資源，請稍後再試。\n"

/* The text as somebody's editor saves it. */
static struct buf written(const char *text, const char *encoding)
{
    size_t len = 0;
    struct str source = str_of(text);
    char *bytes = u8_conv_to_encoding(encoding, iconveh_question_mark, (const uint8_t *)source.data,
                                      source.len, NULL, NULL, &len);
    struct buf out = {0};
    ck_assert_msg(bytes, "%s", encoding);
    buf_add(&out, (struct str){bytes, len});
    free(bytes);
    return out;
}

static const struct {
    const char *text, *encoding, *mark, *name;
} known[] = {
    {CHINESE, "UTF-8", "", ""},
    {CHINESE, "UTF-8", "\xEF\xBB\xBF", ""},
    {ENGLISH, "UTF-8", "", ""},
    {"", "UTF-8", "", ""},
    {CHINESE, "GB18030", "", "GB18030"},
    {CHINESE, "GBK", "", "GB18030"},
    {CHINESE, "GB2312", "", "GB18030"},
    {CHINESE "㐀㐁𠀀\n", "GB18030", "", "GB18030"},
    {"404 未找到\n", "GB2312", "", "GB18030"},
    {"联通\n", "GB2312", "", "GB18030"},
    {CHINESE, "UTF-16LE", "\xFF\xFE", "UTF-16LE"},
    {CHINESE, "UTF-16BE", "\xFE\xFF", "UTF-16BE"},
    {CHINESE, "UTF-16LE", "", "UTF-16LE"},
    {CHINESE, "UTF-16BE", "", "UTF-16BE"},
    {ENGLISH, "UTF-16LE", "", "UTF-16LE"},
    {ENGLISH, "UTF-16BE", "", "UTF-16BE"},
    {FRENCH, "UTF-16LE", "", "UTF-16LE"},
    {JAPANESE, "UTF-16BE", "", "UTF-16BE"},
    {CHINESE "😀\n", "UTF-16LE", "", "UTF-16LE"},
};

START_TEST(encodings_are_told_and_converted)
{
    const char *name;
    struct buf bytes = {0}, text = written(known[_i].text, known[_i].encoding);
    buf_add_text(&bytes, known[_i].mark);
    buf_add(&bytes, buf_str(&text));
    ck_assert_str_eq(encoding_of(buf_str(&bytes)), known[_i].name);
    ck_assert(encoding_to_utf8(&bytes, &name));
    ck_assert_str_eq(name, known[_i].name);
    struct str result = buf_str(&bytes);
    if (!*name) /* as it was */
        result = str_slice(result, strlen(known[_i].mark), result.len);
    ck_assert_msg(str_equal(result, str_of(known[_i].text)), "%.*s", STR_ARG(result));
    buf_release(&bytes);
    buf_release(&text);
}
END_TEST

START_TEST(utf32_is_known_by_its_mark)
{
    const char *name, *marks[] = {"\xFF\xFE\0\0", "\0\0\xFE\xFF"};
    const char *names[] = {"UTF-32LE", "UTF-32BE"};
    for (int i = 0; i < 2; i++) {
        struct buf bytes = {0}, text = written(CHINESE "😀\n", names[i]);
        buf_add(&bytes, (struct str){marks[i], 4});
        buf_add(&bytes, buf_str(&text));
        ck_assert(encoding_to_utf8(&bytes, &name));
        ck_assert_str_eq(name, names[i]);
        ck_assert_str_eq(bytes.data, CHINESE "😀\n");
        buf_release(&bytes);
        buf_release(&text);
    }
}
END_TEST

/* What must not become Chinese, or anything else. */
static const struct {
    const char *text, *encoding;
} unknown[] = {
    {FRENCH, "ISO-8859-1"}, {FRENCH, "CP1252"},      {GERMAN, "CP1252"},
    {RUSSIAN, "CP1251"},    {RUSSIAN, "ISO-8859-5"}, {JAPANESE, "EUC-JP"},
    {HANT, "BIG5"},         {JAPANESE, "SHIFT_JIS"}, {"404 café\n", "CP1252"},
    {"ÄÖ\n", "ISO-8859-1"}, {"§\n", "ISO-8859-1"},
};

START_TEST(other_bytes_stay_what_they_are)
{
    const char *name;
    struct buf bytes = written(unknown[_i].text, unknown[_i].encoding), before = {0};
    buf_add(&before, buf_str(&bytes));
    ck_assert(encoding_to_utf8(&bytes, &name));
    ck_assert_str_eq(name, "");
    ck_assert(str_equal(buf_str(&bytes), buf_str(&before)));
    buf_release(&bytes);
    buf_release(&before);
}
END_TEST

/* A text in an encoding with something put in at every place, and what it is then. */
static void require_everywhere(const char *encoding, struct str put, const char *expected)
{
    struct buf text = written(CHINESE, encoding);
    size_t step = strncmp(encoding, "UTF-16", 6) == 0 ? 2 : 1;
    for (size_t at = 0; at <= text.len; at += step) {
        struct buf bytes = {0};
        buf_add(&bytes, buf_str(&text));
        buf_splice(&bytes, at, 0, put);
        REQUIRE(strcmp(encoding_of(buf_str(&bytes)), expected) == 0, "%s at %zu", encoding, at);
        buf_release(&bytes);
    }
    buf_release(&text);
}

START_TEST(some_broken_bytes_change_nothing)
{
    require_everywhere("UTF-8", STR("\xFF\x80\xC3"), "");
    require_everywhere("UTF-8", (struct str){"\0", 1}, "");
    require_everywhere("UTF-8", (struct str){"\0\0\0\n\0 ", 6}, "");
    require_everywhere("GB18030", STR("\xFF"), "GB18030");
    require_everywhere("GB18030", STR("\033"), "GB18030");
    require_everywhere("UTF-16LE", STR("\xFF\xFF"), "UTF-16LE");
    require_everywhere("UTF-16BE", STR("\xDC\x01"), "UTF-16BE");
}
END_TEST

static void require_conversion(struct str bytes, const char *name, const char *text)
{
    const char *told;
    struct buf all = {0};
    buf_add(&all, bytes);
    ck_assert(encoding_to_utf8(&all, &told));
    ck_assert_str_eq(told, name);
    ck_assert_str_eq(buf_str(&all).data, text);
    buf_release(&all);
}

START_TEST(what_is_broken_is_shown_as_that)
{
    require_conversion(STR("404 \xCE\xB4\xD5\xD2\xB5\xBD \xFF\xB2\xBB\xBC\xFB\xC1\xCB\xA3\xAC\xC3"
                           "\xBB\xD3\xD0\xCE\xC4\xBC\xFE\xD2\xB2\xC3\xBB\xD3\xD0\xC4\xBF\xC2\xBC"
                           "\xA1\xA3\n"),
                       "GB18030", "404 未找到 \uFFFD不见了，没有文件也没有目录。\n");
    require_conversion((struct str){"\xFF\xFEO\0\0\xD8K\0!", 9}, "UTF-16LE", "O\uFFFDK\uFFFD");
    require_conversion((struct str){"\xFE\xFF", 2}, "UTF-16BE", "");
}
END_TEST

START_TEST(data_is_no_text)
{
    static char bytes[4096];
    ck_assert_str_eq(encoding_of((struct str){bytes, sizeof bytes}), "");
    memset(bytes, '\033', sizeof bytes);
    ck_assert_str_eq(encoding_of((struct str){bytes, sizeof bytes}), "");
    memset(bytes, 0xFF, sizeof bytes);
    ck_assert_str_eq(encoding_of((struct str){bytes, sizeof bytes}), "");
    uint32_t random = 1;
    for (int round = 0; round < 100; round++) {
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)((random = random * 1664525 + 1013904223) >> 24);
        ck_assert_str_eq(encoding_of((struct str){bytes, sizeof bytes}), "");
    }
}
END_TEST

/* Longer than the pieces in which it is converted, with line feeds and without. */
START_TEST(long_texts_are_converted_whole)
{
    static const char *const encodings[] = {"GB18030", "UTF-16LE", "UTF-16BE"};
    struct buf text = {0};
    for (int i = 0; text.len < 3u << 20; i++)
        buf_add_format(&text, i < 30000 || i > 60000 ? "第 %d 行，状态码。\n" : "第 %d 段，", i);
    for (size_t i = 0; i < COUNT(encodings); i++) {
        const char *name;
        struct buf bytes = written(text.data, encodings[i]);
        ck_assert(encoding_to_utf8(&bytes, &name));
        ck_assert_str_eq(name, encodings[i]);
        ck_assert(str_equal(buf_str(&bytes), buf_str(&text)));
        buf_release(&bytes);
    }
    buf_release(&text);
}
END_TEST

START_TEST(documents_tell_their_encoding)
{
    static const char *const encodings[] = {"UTF-8", "GB18030", "UTF-16LE"};
    for (size_t i = 0; i < COUNT(encodings); i++) {
        char path[] = "/tmp/statusbrowse-test-XXXXXX";
        struct buf bytes = written("## 404 Not Found 未找到\n\n服务器找不到资源。\n", encodings[i]);
        struct error error;
        size_t count;
        int fd = mkstemp(path);
        ck_assert_int_eq(write(fd, bytes.data, bytes.len), (int)bytes.len);
        close(fd);
        struct document *document = document_load(path, NULL, &error);
        unlink(path);
        ck_assert_ptr_nonnull(document);
        ck_assert_str_eq(document_encoding(document), i == 0 ? "" : encodings[i]);
        const struct section *sections = document_sections(document, &count);
        ck_assert_uint_eq(count, 1);
        ck_assert(str_equal(sections[0].heading, STR("404 Not Found 未找到")));
        document_free(document);
        buf_release(&bytes);
    }
}
END_TEST

Suite *encoding_suite(void)
{
    Suite *suite = suite_create("encoding");
    TCase *tests = tcase_create("encoding");
    tcase_add_loop_test(tests, encodings_are_told_and_converted, 0, COUNT(known));
    tcase_add_test(tests, utf32_is_known_by_its_mark);
    tcase_add_loop_test(tests, other_bytes_stay_what_they_are, 0, COUNT(unknown));
    tcase_add_test(tests, some_broken_bytes_change_nothing);
    tcase_add_test(tests, what_is_broken_is_shown_as_that);
    tcase_add_test(tests, data_is_no_text);
    tcase_add_test(tests, long_texts_are_converted_whole);
    tcase_add_test(tests, documents_tell_their_encoding);
    suite_add_tcase(suite, tests);
    return suite;
}
