#include "core/buf.h"
#include "core/document.h"
#include "core/headline.h"
#include "fixture.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct registry *registry;

static void set_up(void)
{
    struct error error;
    char *path = fixture_path("data/registry.json");
    registry = registry_load(path, &error);
    ck_assert_ptr_nonnull(registry);
    free(path);
}

static void tear_down(void)
{
    registry_free(registry);
}

/* A headline's parts as "404/410?|phrase|tag|name|rest"; ? and ~ for what is only possible or
 * likely, "-" for none. In the line ^ stands where the emphasis ends. */
static const struct {
    enum headline_place place;
    const char *line, *parts;
} headlines[] = {
    /* Headings: what is behind the phrase is the name. */
    {PLACE_HEADING, "404 Not Found 未找到", "404|Not Found||未找到|"},
    {PLACE_HEADING, "404 Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "404", "404||||"},
    {PLACE_HEADING, "404 未找到", "404|||未找到|"},
    {PLACE_HEADING, "404：未找到", "404|||未找到|"},
    {PLACE_HEADING, "404（Not Found）", "404|Not Found|Not Found||"},
    {PLACE_HEADING, "404（未找到）", "404|||未找到|"},
    {PLACE_HEADING, "404 (Not Found) - 未找到", "404|Not Found|Not Found|未找到|"},
    {PLACE_HEADING, "[404] Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "“404” Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "HTTP 404 Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "HTTP/1.1 404 Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "HTTP 状态码 404：Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "ステータスコード 404 見つからない", "404|||見つからない|"},
    {PLACE_HEADING, "Error 404", "404||||"},
    {PLACE_HEADING, "404 错误：未找到", "404|||未找到|"},
    {PLACE_HEADING, "3.2 404 Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "2. 404 Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "（3）404 Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "一、2xx 成功", "2xx|||成功|"},
    {PLACE_HEADING, "① 404 Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "🔴 404 Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "４０４ Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "520 (腾讯云 EdgeOne) 源站重置连接", "520||腾讯云 EdgeOne|源站重置连接|"},
    {PLACE_HEADING, "463 (AWS ELB) Too many forwarded addresses",
     "463||AWS ELB|Too many forwarded addresses|"},
    {PLACE_HEADING, "463 (AWS ELB)", "463|AWS ELB|AWS ELB||"},
    {PLACE_HEADING, "404 (Not Found) 未找到", "404|Not Found|Not Found|未找到|"},
    {PLACE_HEADING, "404 (未找到)：页面", "404|||未找到|"},
    {PLACE_HEADING, "404 (未找到)[编辑]", "404|||未找到|"},
    {PLACE_HEADING, "404 Não encontrado", "404|Não encontrado|||"},
    {PLACE_HEADING, "404 Éxito (Échec)", "404|Éxito|Échec||"},
    {PLACE_HEADING, "Fehler 503: Dienst nicht verfügbar", "503|Dienst nicht verfügbar|||"},
    {PLACE_HEADING, "Ошибка 404 — страница не найдена", "404|||страница не найдена|"},
    {PLACE_HEADING, "Códigos de estado 400", "-"},
    {PLACE_HEADING, "404 ✅ Not Found", "404|Not Found|||"},
    {PLACE_HEADING, "400s: errors", "4xx|errors|||"},
    {PLACE_HEADING, "400系", "4xx||||"},
    {PLACE_HEADING, "416 Range Not Satisfiable", "416|Range Not Satisfiable|||"},
    {PLACE_HEADING, "2）4xx 客户端错误", "4xx|||客户端错误|"},
    {PLACE_ITEM, "no content [204] (ex. deleting)", "204|no content|||(ex. deleting)"},
    {PLACE_ITEM, "404 => Not Found", "404|Not Found|||"},
    {PLACE_ITEM, "403: I know you, but no", "403||||I know you, but no"},
    {PLACE_ITEM, "401: who are you?", "401||||who are you?"},
    {PLACE_ITEM, "500 euros", "-"},
    {PLACE_LINE, "300s 之后断开", "-"},
    {PLACE_LINE, "600 及以上的数字不属于任何一类：有效的是 100 到 599。", "-"},
    {PLACE_LINE, "[!note]- 404 Not Found", "404|Not Found|||"},
    {PLACE_LINE, "[!note 404 Not Found", "-"},
    {PLACE_HEADING, "418 (Unused) 未使用", "418|(Unused)||未使用|"},
    {PLACE_HEADING, "418 I'm a teapot", "418|I'm a teapot|||"},
    {PLACE_HEADING, "499 Client Closed Request (nginx) 客户端提前断开",
     "499|Client Closed Request|nginx|客户端提前断开|"},
    {PLACE_HEADING, "203 Non-Authoritative Information 非权威信息",
     "203|Non-Authoritative Information||非权威信息|"},
    {PLACE_HEADING, "520 (腾讯云 EdgeOne) 源站重置连接", "520||腾讯云 EdgeOne|源站重置连接|"},
    {PLACE_HEADING, "298 (Qiniu) Batch partly done", "298||Qiniu|Batch partly done|"},
    {PLACE_HEADING, "520（某厂）没有名字的", "520||某厂|没有名字的|"},
    {PLACE_LINE, "600 及以上的数字不属于 HTTP：有效的是 100 到 599。", "-"},
    {PLACE_HEADING, "Not Found (404)", "404|Not Found|||"},
    {PLACE_HEADING, "未找到 404", "404|||未找到|"},
    {PLACE_HEADING, "未找到（404）", "404|||未找到|"},
    {PLACE_HEADING, "Not Found 404", "404|Not Found|||"},
    {PLACE_HEADING, "404/410", "404/410||||"},
    {PLACE_HEADING, "301、302 重定向", "301/302|||重定向|"},
    {PLACE_HEADING, "500, 502 and 503", "500/502/503||||"},
    {PLACE_HEADING, "4xx 客户端错误", "4xx|||客户端错误|"},
    {PLACE_HEADING, "客户端错误（4xx）", "4xx|||客户端错误|"},
    {PLACE_HEADING, "客户端错误 4xx", "4xx|||客户端错误|"},
    {PLACE_HEADING, "Client errors (4xx)", "4xx|Client errors|||"},
    {PLACE_HEADING, "100~199 信息", "1xx|||信息|"},
    {PLACE_HEADING, "200-299", "2xx||||"},
    {PLACE_HEADING, "400 到 499", "4xx||||"},
    {PLACE_HEADING, "Successful responses (200 – 299)", "2xx|Successful responses|||"},
    {PLACE_HEADING, "400番台：クライアントエラー", "4xx|||クライアントエラー|"},
    {PLACE_HEADING, "4开头（请求错误）", "4xx|||请求错误|"},
    {PLACE_HEADING, "5** 服务器错误", "5xx|||服务器错误|"},
    {PLACE_HEADING, "4×× 请求错误", "4xx|||请求错误|"},
    {PLACE_HEADING, "Introduction", "-"},
    {PLACE_HEADING, "2024 in review", "-"},
    {PLACE_HEADING, "RFC 9110", "-"},
    {PLACE_HEADING, "RFC 911", "-"},
    {PLACE_HEADING, "Top 100", "-"},
    {PLACE_HEADING, "100% of the users", "-"},
    {PLACE_HEADING, "500,000 users", "-"},
    {PLACE_HEADING, "301 vs 302", "-"},
    {PLACE_HEADING, "401 和 403 的区别", "-"},
    {PLACE_HEADING, "Difference between 401 and 403", "-"},
    {PLACE_HEADING, "如何处理 404", "-"},
    {PLACE_HEADING, "404 页面设计", "-"},
    {PLACE_HEADING, "4xx/5xx", "-"},
    {PLACE_HEADING, "520–527", "-"},
    /* Items of lists, and lines of text: an explanation may follow. */
    {PLACE_ITEM, "404 Not Found : 找不到", "404|Not Found||找不到|找不到"},
    {PLACE_ITEM, "404 Not Found: nothing is there", "404|Not Found|||nothing is there"},
    {PLACE_ITEM, "404 Not Found - The server found nothing.",
     "404|Not Found|||The server found nothing."},
    {PLACE_ITEM, "404 Not Found The server found nothing.",
     "404|Not Found|||The server found nothing."},
    {PLACE_ITEM, "604 Own Phrase^ the server says", "604?|Own Phrase|||the server says"},
    {PLACE_ITEM, "404 Not Found（未找到）：资源不存在。", "404|Not Found||未找到|资源不存在。"},
    {PLACE_ITEM, "404：未找到", "404|||未找到|未找到"},
    {PLACE_ITEM, "404：未找到：资源不存在。", "404|||未找到|资源不存在。"},
    {PLACE_ITEM, "404 未找到，资源不存在。", "404?||||未找到，资源不存在。"},
    {PLACE_ITEM, "404 表示未找到", "404~||||表示未找到"},
    {PLACE_ITEM, "404 means that nothing is there", "404~||||means that nothing is there"},
    {PLACE_ITEM, "404 is not what you think", "404?||||is not what you think"},
    {PLACE_ITEM, "404 未找到^ 服务器没有找到资源", "404|||未找到|服务器没有找到资源"},
    {PLACE_ITEM, "404 - Page not here", "404|Page not here|||"},
    {PLACE_ITEM, "404 - The page you asked for is not here.",
     "404||||The page you asked for is not here."},
    {PLACE_ITEM, "301/302 Moved Permanently/Found：重定向",
     "301/302|Moved Permanently/Found||重定向|重定向"},
    {PLACE_ITEM, "未找到（404）：资源不存在。", "404|||未找到|资源不存在。"},
    {PLACE_ITEM, "500 MB limit", "-"},
    {PLACE_ITEM, "200 requests per second", "-"},
    {PLACE_ITEM, "see 404", "-"},
    {PLACE_LINE, "404: Not Found", "404|Not Found|||"},
    {PLACE_LINE, "404. Not Found", "404|Not Found|||"},
    {PLACE_LINE, "404 = Not Found", "404|Not Found|||"},
    {PLACE_LINE, "404\tNot Found\t找不到", "404|Not Found||找不到|"},
    {PLACE_LINE, "404 未找到：资源不存在。", "404|||未找到|资源不存在。"},
    {PLACE_LINE, "404 - Not Found", "404|Not Found|||"},
    {PLACE_LINE, "404 – Not Found", "404|Not Found|||"},
    {PLACE_LINE, "207 Multi-Status（WebDAV；RFC 4918）", "207|Multi-Status|WebDAV；RFC 4918||"},
    {PLACE_LINE, "307 Temporary Redirect（临时重定向）", "307|Temporary Redirect||临时重定向|"},
    {PLACE_LINE, "404 Not Found[12]", "404|Not Found|||"},
    {PLACE_LINE, "4XX Client Error", "4xx|Client Error|||"},
    {PLACE_LINE, "4xx 客户端错误[编辑]", "4xx|||客户端错误|"},
    {PLACE_LINE, "4xx（客户端错误）", "4xx|||客户端错误|"},
    {PLACE_LINE, "404 表示没有找到，与 410 不同。", "404~||||表示没有找到，与 410 不同。"},
    {PLACE_LINE, "404 is returned when nothing is there.",
     "404?||||is returned when nothing is there."},
    {PLACE_LINE, "404 Not Found is returned often.", "404?|Not Found|||is returned often."},
    {PLACE_LINE, "404 是最常见的错误", "404?||||是最常见的错误"},
    {PLACE_LINE, "4xx errors are the client's fault.", "4xx?||||errors are the client's fault."},
    {PLACE_LINE, "404 Not Found，503 Service Unavailable 都很常见。",
     "404?|Not Found|||503 Service Unavailable 都很常见。"},
    {PLACE_LINE, "502：坏了。504：太慢。", "502?||||坏了。504：太慢。"},
    {PLACE_LINE, "服务器返回 404", "-"},
    {PLACE_LINE, "Not Found (404)", "-"},
    {PLACE_LINE, "1.404 Not Found", "-"},
    {PLACE_LINE, "404.3 MIME type", "-"},
};

static void add_parts(struct buf *out, const struct headline *headline, struct str line)
{
    if (headline->kind == HEADLINE_NONE) {
        buf_add_text(out, "-");
        return;
    }
    for (size_t i = 0; i < headline->count; i++)
        buf_add_format(out, headline->kind == HEADLINE_CLASS ? "%s%dxx" : "%s%03d", i ? "/" : "",
                       headline->codes[i]);
    buf_add_text(out, headline->certainty == HEADLINE_SURE     ? ""
                      : headline->certainty == HEADLINE_LIKELY ? "~"
                                                               : "?");
    const struct str parts[] = {headline->phrase, headline->tag, headline->name,
                                str_slice(line, headline->rest, line.len)};
    for (size_t i = 0; i < COUNT(parts); i++)
        buf_add_format(out, "|%.*s", STR_ARG(parts[i]));
}

START_TEST(headlines_are_parsed)
{
    struct buf line = {0}, parts = {0};
    const char *emphasis = strchr(headlines[_i].line, '^');
    size_t end = emphasis ? (size_t)(emphasis - headlines[_i].line) : 0;
    buf_add_text(&line, headlines[_i].line);
    if (emphasis)
        buf_splice(&line, end, 1, STR(""));
    struct headline_line input = {buf_str(&line), headlines[_i].place, end, registry};
    struct headline headline = headline_parse(&input);
    add_parts(&parts, &headline, buf_str(&line));
    ck_assert_str_eq(parts.data, headlines[_i].parts);
    buf_release(&parts);
    buf_release(&line);
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
     "-e500 500 Internal Server Error：服务器错误 @4 |服务器错误\n续行|\n",
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
     "e404 404 Not Found 未找到 @1 |a.\n\nb.|\n"
     "e405 405 Method Not Allowed 不允许 @3 |c.\n\nd.|\n",
     true},
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
     "c4 4xx @1 |intro\n\nafter\n\n- note\n```http\nGET / HTTP/1.1\n```|\n"
     "-e404 404 Not Found @5 ||\n-e410 410 Gone @7 ||\n-e404 404 Not Found @12 ||\n",
     true},
    /* The plain text is longer or shorter than its source. */
    {"# 4xx\n\n* 404 **Not&nbsp;Found**&shy; : 找不到 A\n* 410 G&lt;ne\n  yet : B\n",
     "c4 4xx @1 ||\n-e404 404 Not Found : 找不到 A @3 |找不到 A|\n"
     "-e410 410 G<ne @4 |yet : B|\n",
     true},
    /* A heading is one line. */
    {"## 404 Not\tFound<br>未找到\n", "e404 404 Not Found 未找到 @1\n", false},
    {"| 404 | Not<br>Found |\n|---|---|\n| 410 | Go<br>ne |\n",
     "e404 404 Not Found @1\ne410 410 Go ne @3\n", false},
    /* Inside an entry, a heading that only ends with a code is a part of the text. */
    {"# 404 Not Found\n\n## Difference from 410\n\nx\n\n## 404 Vendor\n",
     "e404 404 Not Found @1 |## Difference from 410\n\nx|\n-e404 404 Vendor @7 ||\n", true},
    /* An indented fence is code; in a list it is a fence. */
    {"# 404 a\n\n    ```\n\n# 405 b\n", "e404 404 a @1\ne405 405 b @5\n", false},
    {"# 404 a\n- x\n  - y\n\n    ```\n# 405 no\n    ```\n", "e404 404 a @1\n", false},
    {"Status 404 Not Found\n状态码：410 Gone\n",
     "e404 Status 404 Not Found @1\ne410 状态码：410 Gone @2\n", false},
    {"", "", false},
    {"no headings at all\n", "", false},
};

START_TEST(documents_open_as_trees)
{
    struct document *document = document_parse("test", str_of(documents[_i].source), registry);
    char *tree = dump(document, documents[_i].bodies);
    ck_assert_str_eq(tree, documents[_i].tree);
    ck_assert_str_eq(document_name(document), "test");
    free(tree);
    document_free(document);
}
END_TEST

START_TEST(text_is_made_harmless)
{
    struct document *document =
        document_parse("test", STR("# 404 a\033[2J\xFFz\n\nx\302\233y\n"), NULL);
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
    struct document *document = document_parse("test", buf_str(&source), NULL);
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
    ck_assert_ptr_null(document_load(unreadable[_i], NULL, &error));
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
    ck_assert_ptr_null(document_load(path, NULL, &error));
    unlink(path);
}
END_TEST

static const struct {
    const char *heading, *origin; /* "" for a status that nobody is known to have defined */
} meanings[] = {
    {"404 Not Found", "iana"},
    {"404 Anything", "iana"},
    {"499", "nginx"},
    {"499 Token Required", "esri"},
    {"499 (Esri)", "esri"},
    {"701 Account Frozen", ""},
    {"701 余额不足", ""},
    {"701", "qiniu"},
    {"701 (Qiniu) Gone", "qiniu"},
    {"999 Request denied", "linkedin"},
    {"299 Something", "linode"},
    {"298", "qiniu"},
};

START_TEST(entries_mean_a_status)
{
    struct buf source = {0};
    size_t count;
    buf_add_format(&source, "# %s\n", meanings[_i].heading);
    struct document *document = document_parse("test", buf_str(&source), registry);
    const struct section *sections = document_sections(document, &count);
    const struct facts *facts = section_facts(registry, &sections[0]);
    ck_assert_str_eq(facts ? facts->origin : "", meanings[_i].origin);
    document_free(document);
    buf_release(&source);
}
END_TEST

Suite *document_suite(void)
{
    Suite *suite = suite_create("document");
    TCase *cases = tcase_create("document");
    tcase_add_unchecked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, headlines_are_parsed, 0, COUNT(headlines));
    tcase_add_loop_test(cases, documents_open_as_trees, 0, COUNT(documents));
    tcase_add_loop_test(cases, entries_mean_a_status, 0, COUNT(meanings));
    tcase_add_test(cases, text_is_made_harmless);
    tcase_add_loop_test(cases, what_cannot_be_read_is_an_error, 0, COUNT(unreadable));
    tcase_add_test(cases, many_lists_take_no_longer_each);
    tcase_add_test(cases, a_fifo_does_not_block);
    suite_add_tcase(suite, cases);
    return suite;
}
