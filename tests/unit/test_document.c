#include "core/buf.h"
#include "core/document.h"
#include "core/headline.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *line;
    enum headline_place place;
    enum headline_kind kind;
    int code;
    const char *phrase, *tag, *name;
} headlines[] = {
    {"404 Not Found 未找到", PLACE_HEADING, HEADLINE_CODE, 404, "Not Found", "", "未找到"},
    {"404 Not Found", PLACE_HEADING, HEADLINE_CODE, 404, "Not Found", "", ""},
    {"404", PLACE_HEADING, HEADLINE_CODE, 404, "", "", ""},
    {"404 未找到", PLACE_HEADING, HEADLINE_CODE, 404, "", "", "未找到"},
    {"404：未找到", PLACE_HEADING, HEADLINE_CODE, 404, "", "", "未找到"},
    {"404: Not Found", PLACE_LINE, HEADLINE_CODE, 404, "Not Found", "", ""},
    {"404 未找到：资源不存在。", PLACE_LINE, HEADLINE_CODE, 404, "", "", "未找到"},
    {"404 - Not Found", PLACE_LINE, HEADLINE_CODE, 404, "Not Found", "", ""},
    {"404 – Not Found", PLACE_LINE, HEADLINE_CODE, 404, "Not Found", "", ""},
    {"404（Not Found）", PLACE_HEADING, HEADLINE_CODE, 404, "", "Not Found", ""},
    {"HTTP 404 Not Found", PLACE_HEADING, HEADLINE_CODE, 404, "Not Found", "", ""},
    {"418 (Unused) 未使用", PLACE_HEADING, HEADLINE_CODE, 418, "", "Unused", "未使用"},
    {"499 Client Closed Request (nginx) 客户端提前断开", PLACE_HEADING, HEADLINE_CODE, 499,
     "Client Closed Request", "nginx", "客户端提前断开"},
    {"207 Multi-Status（WebDAV；RFC 4918）", PLACE_LINE, HEADLINE_CODE, 207, "Multi-Status",
     "WebDAV；RFC 4918", ""},
    {"203 Non-Authoritative Information 非权威信息", PLACE_HEADING, HEADLINE_CODE, 203,
     "Non-Authoritative Information", "", "非权威信息"},
    {"Not Found (404)", PLACE_HEADING, HEADLINE_CODE, 404, "Not Found", "", ""},
    {"未找到 404", PLACE_HEADING, HEADLINE_CODE, 404, "", "", "未找到"},
    {"4xx 客户端错误", PLACE_HEADING, HEADLINE_CLASS, 4, "", "", "客户端错误"},
    {"4XX Client Error", PLACE_LINE, HEADLINE_CLASS, 4, "Client Error", "", ""},
    {"4xx 客户端错误[编辑]", PLACE_LINE, HEADLINE_CLASS, 4, "", "", "客户端错误"},
    {"客户端错误（4xx）", PLACE_HEADING, HEADLINE_CLASS, 4, "", "", "客户端错误"},
    {"客户端错误 4xx", PLACE_HEADING, HEADLINE_CLASS, 4, "", "", "客户端错误"},
    {"100~199 信息", PLACE_HEADING, HEADLINE_CLASS, 1, "", "", "信息"},
    {"200-299", PLACE_HEADING, HEADLINE_CLASS, 2, "", "", ""},
    {"Successful responses (200 – 299)", PLACE_HEADING, HEADLINE_CLASS, 2, "Successful responses",
     "", ""},
    /* No headlines. */
    {"Introduction", PLACE_HEADING, HEADLINE_NONE, 0, "", "", ""},
    {"2024 in review", PLACE_HEADING, HEADLINE_NONE, 0, "", "", ""},
    {"RFC 9110", PLACE_HEADING, HEADLINE_NONE, 0, "", "", ""},
    {"100% of the users", PLACE_HEADING, HEADLINE_NONE, 0, "", "", ""},
    {"404 表示没有找到，与 410 不同。", PLACE_LINE, HEADLINE_NONE, 0, "", "", ""},
    {"404 is returned when nothing is there.", PLACE_LINE, HEADLINE_NONE, 0, "", "", ""},
    {"服务器返回 404", PLACE_LINE, HEADLINE_NONE, 0, "", "", ""},
    {"1.404 Not Found", PLACE_LINE, HEADLINE_NONE, 0, "", "", ""},
    {"404.3 MIME type", PLACE_LINE, HEADLINE_NONE, 0, "", "", ""},
};

START_TEST(headlines_are_parsed)
{
    struct headline headline = headline_parse(str_of(headlines[_i].line), headlines[_i].place);
    ck_assert_int_eq(headline.kind, headlines[_i].kind);
    ck_assert_int_eq(headline.code, headlines[_i].code);
    ck_assert_msg(str_equal(headline.phrase, str_of(headlines[_i].phrase)), "phrase '%.*s'",
                  STR_ARG(headline.phrase));
    ck_assert_msg(str_equal(headline.tag, str_of(headlines[_i].tag)), "tag '%.*s'",
                  STR_ARG(headline.tag));
    ck_assert_msg(str_equal(headline.name, str_of(headlines[_i].name)), "name '%.*s'",
                  STR_ARG(headline.name));
}
END_TEST

/* One line a section: depth by dashes, kind, code, heading, line; then the body between bars. */
static char *dump(const struct document *document, bool bodies)
{
    struct buf out = {0};
    size_t count;
    const struct section *sections = document_sections(document, &count);
    for (size_t i = 0; i < count; i++) {
        for (size_t up = sections[i].parent; up != SECTION_TOP; up = sections[up].parent)
            buf_add_char(&out, '-');
        buf_add_format(&out, "%c%d %.*s @%zu", "hce"[sections[i].kind], sections[i].code,
                       STR_ARG(sections[i].heading), sections[i].line);
        if (bodies)
            buf_add_format(&out, " |%.*s|", STR_ARG(str_trim(sections[i].body)));
        buf_add_char(&out, '\n');
    }
    return buf_detach(&out);
}

static const struct {
    const char *source, *tree;
    bool bodies;
} documents[] = {
    {"# 4xx 客户端错误\n\nintro\n\n## 404 Not Found 未找到\n\ntext\n\n### 历史\n\nmore\n\n## 410 "
     "Gone\n",
     "c4 4xx 客户端错误 @1 |intro|\n-e404 404 Not Found 未找到 @5 |text\n\n### 历史\n\nmore|\n"
     "-e410 410 Gone @13 ||\n",
     true},
    /* Front matter, byte-order mark, CRLF; lines keep their numbers. */
    {"\xEF\xBB\xBF---\r\ntitle: x\r\n---\r\n# 200 OK\r\n", "e200 200 OK @4\n", false},
    {"+++\nx = 1\n+++\n# 200 OK\n", "e200 200 OK @4\n", false},
    {"---\n# 200 OK\n\n---\n", "", false}, /* a comment of YAML's */
    {"---\n\nprose\n\n## 200 OK\n\nSays: it is fine.\n\n---\n", "e200 200 OK @5\n", false},
    /* Headings in code fences and in list items are none. */
    {"# a\n```\n# 404 no\n```\n~~~~\n# 1\n~~~\n~~~~\n# 404 yes\n", "h0 a @1\ne404 404 yes @9\n",
     false},
    {"# a\n- x\n  # 404 no\n", "h0 a @1\n", false},
    /* Setext. */
    {"404 Not Found\n=============\n\ntext\n\nsub\n---\n",
     "e404 404 Not Found @1 |text\n\nsub\n---|\n", true},
    {"# a #\n#b\n####### c\n## 500 x ##\n", "h0 a @1\n-e500 500 x @4\n", false},
    /* Lists. */
    {"# 状态码\n\n* 404 **Not Found** : 找不到\n* 500 Internal Server Error：服务器错误\n  续行\n",
     "h0 状态码 @1 ||\n-e404 404 Not Found : 找不到 @3 |找不到|\n"
     "-e500 500 Internal Server Error：服务器错误续行 @4 |服务器错误\n续行|\n",
     true},
    {"- 4xx 客户端错误\n  - 404 Not Found\n  - 410 Gone\n- 5xx\n  - 500 Oops\n",
     "c4 4xx 客户端错误 @1\n-e404 404 Not Found @2\n-e410 410 Gone @3\nc5 5xx @4\n-e500 500 Oops "
     "@5\n",
     false},
    /* Prose that mentions codes. */
    {"# a\n\n- see 404 and 410\n- 404 is not what you think it is.\n\n404 表示找不到，410 "
     "表示没了。\n",
     "h0 a @1\n", false},
    /* Tables. */
    {"| Code | Phrase | 说明 |\n|---|---|---|\n| 404 | Not Found | 资源不存在。 |\n| 410 | Gone | "
     "没了，永远没了。 |\n",
     "e404 404 Not Found @3 |资源不存在。|\ne410 410 Gone @4 |没了，永远没了。|\n", true},
    {"| 404 | Not Found | 未找到 | a. | b. |\n|---|---|---|---|---|\n| 405 | Method Not Allowed | "
     "不允许 | c. | d. |\n",
     "e405 405 Method Not Allowed 不允许 @3 |a.: c.\n\nb.: d.|\n", true},
    /* Hard-broken lines under a class line. */
    {"4xx 客户端错误[编辑]  \n400 Bad Request  \n401 Unauthorized（RFC 7235）  \n说明文字\n\n403 "
     "Forbidden\n\n再一段\n",
     "c4 4xx 客户端错误[编辑] @1 ||\n-e400 400 Bad Request @2 ||\n"
     "-e401 401 Unauthorized（RFC 7235） @3 |说明文字|\n-e403 403 Forbidden @6 |再一段|\n",
     true},
    /* A class' own table is prose where headings define the entries. */
    {"# 3xx\n\n| 码 | 方法 |\n|---|---|\n| 301 | x |\n\n## 301 Moved Permanently\n",
     "c3 3xx @1\n-e301 301 Moved Permanently @7\n", false},
    /* Text around lists and tables stays with the heading above them. */
    {"# 4xx\n\nintro\n\n| 404 | Not Found |\n|---|---|\n| 410 | Gone |\n\nafter\n\n- note\n- 404 "
     "Not "
     "Found\n\n```http\nGET / HTTP/1.1\n```\n",
     "c4 4xx @1 |intro\n\nafter\n\n- note\n```http\nGET / HTTP/1.1\n```|\n-e410 410 Gone @7 ||\n"
     "-e404 404 Not Found @12 ||\n",
     true},
    /* The plain text is longer or shorter than its source. */
    {"# 4xx\n\n* 404 **Not&nbsp;Found**&shy; : 找不到 A\n* 410 G&lt;ne\n  yet : B\n",
     "c4 4xx @1 ||\n-e404 404 Not Found : 找不到 A @3 |找不到 A|\n"
     "-e410 410 G<ne yet : B @4 |B|\n",
     true},
    /* A heading is one line. */
    {"## 404 Not\tFound<br>未找到\n", "e404 404 Not Found 未找到 @1\n", false},
    {"| 404 | Not<br>Found |\n|---|---|\n| 410 | Go<br>ne |\n", "e410 410 Go ne @3\n", false},
    /* Inside an entry, a heading that only ends with a code is a part of the text. */
    {"# 404 Not Found\n\n## Difference from 410\n\nx\n\n## 404 Vendor\n",
     "e404 404 Not Found @1 |## Difference from 410\n\nx|\n-e404 404 Vendor @7 ||\n", true},
    /* An indented fence is code; in a list it is a fence. */
    {"# 404 a\n\n    ```\n\n# 405 b\n", "e404 404 a @1\ne405 405 b @5\n", false},
    {"# 404 a\n- x\n  - y\n\n    ```\n# 405 no\n    ```\n", "e404 404 a @1\n", false},
    {"Status 404 Not Found\n状态码：410 Gone\n", "e404 Status 404 Not Found @1\n", false},
    {"", "", false},
    {"no headings at all\n", "", false},
};

START_TEST(documents_open_as_trees)
{
    struct document *document = document_parse("test", str_of(documents[_i].source));
    char *tree = dump(document, documents[_i].bodies);
    ck_assert_str_eq(tree, documents[_i].tree);
    ck_assert_str_eq(document_name(document), "test");
    free(tree);
    document_free(document);
}
END_TEST

START_TEST(text_is_made_harmless)
{
    struct document *document = document_parse("test", STR("# 404 a\033[2J\xFFz\n\nx\302\233y\n"));
    size_t count;
    const struct section *sections = document_sections(document, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert(str_equal(sections[0].heading, STR("404 a␛[2J\uFFFDz")));
    ck_assert(str_equal(str_trim(sections[0].body), STR("x\uFFFDy")));
    document_free(document);
}
END_TEST

START_TEST(many_lists_take_no_longer_each)
{
    enum { LISTS = 20000 }; /* the timeout tells */
    struct buf source = {0};
    size_t count;
    for (int i = 0; i < LISTS; i++)
        buf_add_text(&source, "# Group\n\n- 404 Not&lt;Found\n");
    struct document *document = document_parse("test", buf_str(&source));
    const struct section *sections = document_sections(document, &count);
    ck_assert_uint_eq(count, 2 * LISTS);
    ck_assert_uint_eq(sections[count - 1].line, 3 * LISTS);
    document_free(document);
    buf_release(&source);
}
END_TEST

static const char *const unreadable[] = {"/nonexistent/file.md", "/", "/dev/null"};

START_TEST(what_cannot_be_read_is_an_error)
{
    struct error error = {0};
    ck_assert_ptr_null(document_load(unreadable[_i], &error));
    ck_assert_str_eq(error.file, unreadable[_i]);
    ck_assert_ptr_nonnull(error.what);
}
END_TEST

START_TEST(a_fifo_does_not_block)
{
    char path[] = "/tmp/statusbrowse-fifo-XXXXXX";
    struct error error = {0};
    ck_assert_int_ge(mkstemp(path), 0);
    unlink(path);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_ptr_null(document_load(path, &error));
    unlink(path);
}
END_TEST

Suite *document_suite(void)
{
    Suite *suite = suite_create("document");
    TCase *cases = tcase_create("document");
    tcase_add_loop_test(cases, headlines_are_parsed, 0, COUNT(headlines));
    tcase_add_loop_test(cases, documents_open_as_trees, 0, COUNT(documents));
    tcase_add_test(cases, text_is_made_harmless);
    tcase_add_loop_test(cases, what_cannot_be_read_is_an_error, 0, COUNT(unreadable));
    tcase_add_test(cases, many_lists_take_no_longer_each);
    tcase_add_test(cases, a_fifo_does_not_block);
    suite_add_tcase(suite, cases);
    return suite;
}
