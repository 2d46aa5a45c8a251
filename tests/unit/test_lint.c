#include "core/lint.h"
#include "fixture.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct registry *registry;

static void open_registry(void)
{
    struct error error;
    char *path = fixture_path("tests/data/registry.json");
    registry = registry_load(path, &error);
    ck_assert_ptr_nonnull(registry);
    free(path);
}

static void close_registry(void)
{
    registry_free(registry);
}

/* The problems as lines, "LINE: MESSAGE\n". */
static struct buf lint(const char *name, struct str text, const struct form *form)
{
    struct buf said = {0};
    struct problems problems;
    struct document *document = document_parse(name, text, NULL);
    lint_document(&problems, document, registry, form);
    for (size_t i = 0; i < problems.count; i++) {
        buf_add_format(&said, "%zu: ", problems.list[i].line);
        lint_message(&said, &problems.list[i], problems.list[i].what);
        buf_add_char(&said, '\n');
    }
    buf_reserve(&said, 0);
    lint_release(&problems);
    document_free(document);
    return said;
}

/* --- Everyone's documents --- */

static const struct {
    const char *text, *said;
} notes[] = {
    {"", "1: no entry on any status code was found\n"},
    {"# Notes\n\nNo codes, [a link](https://example.com/) and [another](other.md).\n",
     "1: no entry on any status code was found\n"},
    {"## 404 Not Found\n\nText.\n\n## 410 Gone\n\nSee [404](404) and [4xx](4xx).\n", ""},
    {"* 404 **Not Found**: no such thing\n* 410 Gone: gone\n", ""},
    {"## 404 Page Missing\n\nText.\n",
     "1: the phrase is \"Page Missing\"; the registry has \"Not Found\"\n"},
    {"# Mine\n\n## 404 NOT found\n\nCapitals are no matter.\n", ""},
    {"## 302 Moved Temporarily\n\nSo it was called once.\n", ""},
    {"## 302 Temporarily Moved\n\nNot quite.\n",
     "1: the phrase is \"Temporarily Moved\"; the registry has \"Found\"\n"},
    {"## 404 Not Found Page\n\nThe name may follow.\n", ""},
    {"## 404\n\nNo phrase is no other phrase.\n", ""},
    {"## 404 Not Found\n\nOne.\n\n## 410 Gone\n\nTwo.\n\n## 404 Not Found\n\nThree.\n",
     "9: \"404 Not Found\" has an entry already, on line 1\n"},
    {"## 499 (nginx)\n\nOne.\n\n## 499 (Esri)\n\nTwo.\n", ""},
    {"## 404 Not Found\n\n## 410 Gone\n\nText.\n", "1: the entry on 404 has no text\n"},
    {"## 299 Something\n\nText.\n", "1: the registry does not know the code 299\n"},
    {"## 499 Client Closed Request\n\nThe vendor need not be named.\n", ""},
    {"## 404 Not Found\n\nSee [one](299).\n\n- a\n- see [two](499-apache), [three](499-nginx)\n",
     "3: the link to \"299\" leads nowhere\n6: the link to \"499-apache\" leads nowhere\n"},
    {"## 404 Not Found\n\nSee [**bold** and `code`](299).\n",
     "3: the link to \"299\" leads nowhere\n"},
    {"Before it all a [link](299).\n\n## 404 Not Found\n\nText.\n", ""},
    {"# 6xx\n\nA [class](6xx).\n", "1: no entry on any status code was found\n"
                                   "3: the link to \"6xx\" leads nowhere\n"},
};

START_TEST(notes_are_checked)
{
    struct buf said = lint("notes.md", str_of(notes[_i].text), NULL);
    ck_assert_str_eq(said.data, notes[_i].said);
    buf_release(&said);
}
END_TEST

/* --- Editions: two good documents, in which the first `old` is replaced --- */

static const char english[] =
    "# 4xx Client Error\n\nWhat the class is about.\n\n"
    "## 404 Not Found\n\nThere is no such resource on this server today.\n\n"
    "A description, with `Retry-After` and `Location: /`, [410](410) and [499](499-nginx).\n\n"
    "### What the server should do\n\nSay so, with `POST`, `Basic` or `proxy_pass`.\n\n"
    "### What the client should do\n\nPadding.\n\n"
    "### Exchange\n\n```http\n"
    "POST /old HTTP/1.1\nHost: example.com\nContent-Length: 3\n\na\nb\n\n"
    "HTTP/1.1 404 Not Found\nDate: Sat, 21 Nov 2026 08:12:31 GMT\nContent-Length: "
    "4\n\ngone\n```\n\n"
    "### Causes and fixes\n\n- One.\n- Two.\n\n"
    "### Scenarios\n\n- A visitor follows an old bookmark.\n\n"
    "### History\n\nOld.\n\n"
    "## Unofficial codes\n\nOf vendors.\n\n"
    "### 499 Client Closed Request (nginx)\n\nThe client has left before the answer.\n\n"
    "Vendor padding.\n";

static const char chinese[] =
    "# 4xx 客户端错误\n\n这一类说的是什么。\n\n"
    "## 404 Not Found 未找到\n\n服务器上没有这个资源，也许从来没有。\n\n"
    "说明：`Retry-After` 与 `POST`，**粗体**，见 [410](410)；“引号”（括号）。\n\n"
    "### 服务器该做什么\n\n照实说。\n\n"
    "### 客户端该做什么\n\n填充。\n\n"
    "### 报文示例\n\n```http\n"
    "GET /old HTTP/1.1\nHost: example.com\n\n"
    "HTTP/1.1 404 Not Found\nDate: Sat, 21 Nov 2026 08:12:31 GMT\nContent-Length: "
    "6\n\n没有\n```\n\n"
    "### 常见原因与处理\n\n- 一。\n- 二。\n\n"
    "### 场景\n\n- 有人点开一个旧书签。\n\n"
    "### 历史\n\n很久了。\n";

static const struct {
    const char *old, *new, *said; /* said: "" or the only line */
} english_faults[] = {
    {NULL, NULL, ""},
    /* headings */
    {"# 4xx Client Error\n\nWhat the class is about.\n", "# 4xx Client Error\n",
     "1: \"4xx Client Error\" has no introduction"},
    {"## 404 Not Found", "### 404 Not Found",
     "5: \"404 Not Found\" does not stand at level 2 of its class"},
    {"## 404 Not Found", "## 404 Page Missing",
     "5: the phrase is \"Page Missing\"; the registry has \"Not Found\""},
    {"## 404 Not Found", "## 404", "5: the phrase \"Not Found\" is missing"},
    {"(nginx)", "(Caddy)", "53: nobody is called \"Caddy\" in the registry"},
    {"## Unofficial codes", "## Vendors' codes",
     "53: \"499 Client Closed Request (nginx)\" does not stand at level 3 under \"Unofficial "
     "codes\""},
    {"## Unofficial codes", "## 400 Bad Request", "49: "},
    /* summary and sections */
    {"There is no such resource on this server today.", "Nothing here.",
     "7: the summary has a length of 2 instead of 6–30"},
    {"on this server today.", "on this server. Not today.", "7: the summary is not one sentence"},
    {"on this server today.", "on this server today", "7: the summary is not one sentence"},
    {"There is no such resource on this server today.", "- There is a list of six words.",
     "5: \"404 Not Found\" has no summary"},
    {"The client has left before the answer.\n\nVendor padding.",
     "The client has left before the answer.", "53: the entry has a length of 7 instead of 60–220"},
    {"### Causes and fixes\n\n- One.\n- Two.\n", "### Causes and fixes\n",
     "36: the section \"Causes and fixes\" is empty"},
    {"### Causes and fixes\n\n- One.\n- Two.\n\n", "",
     "36: the section \"Causes and fixes\" is missing"},
    {"### History\n\nOld.\n\n", "", "5: the section \"History\" is missing"},
    {"### History", "### Past", "45: the section \"Past\" does not belong here"},
    {"### History", "#### History", "45: the section \"History\" does not belong here"},
    {"### Causes and fixes", "### What the server should do",
     "36: the section \"What the server should do\" does not belong here"},
    {"Vendor padding.", "Vendor padding.\n\n#### History\n\nOld.",
     "59: the section \"History\" does not belong here"},
    /* scenarios */
    {"follows an old bookmark", "sees 404 again", "43: the scenario gives \"404\" away"},
    {"follows an old bookmark", "reads Not Found", "43: the scenario gives \"Not Found\" away"},
    {"- A visitor follows", "A visitor follows", "43: a scenario is not a list item"},
    /* prose */
    {"`Retry-After` and", "`Retry-Later` and",
     "9: the registry does not know the header field \"Retry-Later\""},
    {"`Location: /`", "`Locality: /`",
     "9: the registry does not know the header field \"Locality\""},
    {"A description,", "A **description ** here,", "9: emphasis that Markdown does not recognise"},
    {"A description,", "A `description here,", "9: code that Markdown does not recognise"},
    {"A description,", "A  desiption,", "9: two spaces: \"A  des\""},
    {"A description,", "A 描述,", "9: Chinese in a text of another language"},
    {"A description,", "A “description”,", "9: Chinese in a text of another language"},
    {"[410](410)", "[410](411)", "9: the link to \"411\" leads nowhere"},
    /* exchange */
    {"HTTP/1.1 404 Not Found\n", "HTTP/1.1 404 Page Missing\n",
     "22: the status line \"HTTP/1.1 404 Page Missing\" has not the registry's phrase \"Not "
     "Found\""},
    {"HTTP/1.1 404 Not Found\n", "HTTP/1.1 410 Gone\n", "22: no exchange shows the status itself"},
    {"Host: example.com\n", "", "22: a request has no Host: \"POST /old HTTP/1.1\""},
    {"Date: Sat, 21 Nov 2026 08:12:31 GMT\n", "", "22: \"HTTP/1.1 404 Not Found\" has no Date"},
    {"Content-Length: 4", "Content-Length: 7", "22: Content-Length is 7, the content has 4 bytes"},
    {"Content-Length: 4", "Content-Length: 5", ""},
    {"Content-Length: 3", "Content-Length: 6", ""},
    {"Content-Length: 3", "Content-Length: 9", "22: Content-Length is 9, the content has 3 bytes"},
    {"\n\na\nb\n", "\n", "22: Content-Length is 3, the content has 0 bytes"},
    {"\n\na\nb\n", "\n\n[3 bytes]\n", ""},
    {"POST /old", "HEAD /old", ""},
    {"Content-Length: 4", "Content-Size: 4",
     "22: the registry does not know the header field \"Content-Size\""},
    {"Content-Length: 4", "Content-Length 4",
     "22: a field of the exchange has no colon: \"Content-Length 4\""},
    {"POST /old", "POST /a-path-that-is-so-long-that-no-narrow-window-will-ever-show-it-whole",
     "22: a line of the exchange is wider than 72 columns"},
};

static const struct {
    const char *old, *new, *said;
} chinese_faults[] = {
    {NULL, NULL, ""},
    {"## 404 Not Found 未找到", "## 404 Not Found", "5: \"404 Not Found\" has no name"},
    {"没有这个资源，", "没有这个资源,", "half-width punctuation beside a Chinese character"},
    {"（括号）", "(括号)", "half-width punctuation beside a Chinese character"},
    {"说明：`Retry", "说明： `Retry", "9: a space beside full-width punctuation"},
    {" 与 `POST`", "与 `POST`", "9: no space between Chinese and Latin: "},
    {"见 [410]", "见[410]", "9: no space between Chinese and Latin"},
    {"见 [410]", "见...... [410]", "9: three full stops for an ellipsis"},
    {"**粗体**，", "**粗体，**粗体", "9: emphasis that Markdown does not recognise: \""},
    {"填充。", "填充 --- 填充。", "two hyphens for a dash"},
    {"填充。", "填充——填充……。", ""},
    {"没有这个资源，也许从来没有。", "没有。", "7: the summary has a length of "},
    {"服务器上没有", "服务器。上没有", "7: the summary is not one sentence"},
    {"点开一个旧书签", "看见“未找到”", "39: the scenario gives \"未找到\" away"},
    {"### 历史", "### 来历", "the section \"来历\" does not belong here"},
};

/* The text with one replacement, and the padding that makes its entries long enough. */
static struct buf changed(const char *text, const char *padding, const char *old, const char *new)
{
    struct buf out = {0};
    buf_add_text(&out, text);
    if (old) {
        char *at = strstr(out.data, old);
        ck_assert_msg(at, "%s is not there", old);
        buf_splice(&out, (size_t)(at - out.data), strlen(old), str_of(new));
    }
    static const char *const places[] = {"Padding.", "Vendor padding.", "很久了。"};
    for (size_t i = 0; i < COUNT(places); i++) {
        char *at = strstr(out.data, places[i]);
        size_t offset = at ? (size_t)(at - out.data) : 0;
        for (int j = 0; at && j < (i == 1 ? 70 : 210); j++)
            buf_splice(&out, offset, 0, str_of(padding));
    }
    return out;
}

/* Nothing is said, or nothing but the one thing. */
static void check_said(struct buf *text, const struct form *form, const char *expected,
                       const char *change)
{
    struct buf said = lint("4xx.md", buf_str(text), form);
    if (*expected)
        ck_assert_msg(strstr(said.data, expected), "%s: \"%s\" instead of \"%s\"", change,
                      said.data, expected);
    else
        ck_assert_msg(said.len == 0, "%s: %s", change ? change : "unchanged", said.data);
    buf_release(&said);
    buf_release(text);
}

START_TEST(english_form_is_checked)
{
    struct buf text = changed(english, "pad ", english_faults[_i].old, english_faults[_i].new);
    check_said(&text, form_of(LANGUAGE_EN), english_faults[_i].said, english_faults[_i].new);
}
END_TEST

START_TEST(chinese_form_is_checked)
{
    struct buf text = changed(chinese, "填塞", chinese_faults[_i].old, chinese_faults[_i].new);
    check_said(&text, form_of(LANGUAGE_ZH_CN), chinese_faults[_i].said, chinese_faults[_i].new);
}
END_TEST

/* --- Which form, which length, which section --- */

static const struct {
    const char *path;
    int language; /* -1: none */
} paths[] = {
    {"data/zh_CN/4xx.md", LANGUAGE_ZH_CN},
    {"/a/en/1xx.md", LANGUAGE_EN},
    {"en/6xx-9xx.md", LANGUAGE_EN},
    {"4xx.md", -1},
    {"notes/4xx.md", -1},
    {"en/notes.md", -1},
    {"en/outlines/4xx.md", -1},
    {"zh/4xx.md", -1},
    {"len/4xx.md", -1},
    {"/4xx.md", -1},
    {"", -1},
};

START_TEST(form_is_that_of_the_folder)
{
    const struct form *expected =
        paths[_i].language < 0 ? NULL : form_of((enum language)paths[_i].language);
    ck_assert_ptr_eq(lint_form_of(paths[_i].path), expected);
}
END_TEST

static const struct {
    enum language language;
    const char *text;
    size_t length;
} lengths[] = {
    {LANGUAGE_EN, "", 0},
    {LANGUAGE_EN, "one", 1},
    {LANGUAGE_EN, " one two-three\nfour\t`5` ", 4},
    {LANGUAGE_ZH_CN, "", 0},
    {LANGUAGE_ZH_CN, "返回 404，没有找到。", 7},
    {LANGUAGE_ZH_CN, "Retry-After 字段", 4},
};

START_TEST(length_is_what_a_reader_counts)
{
    ck_assert_uint_eq(form_length(form_of(lengths[_i].language), str_of(lengths[_i].text)),
                      lengths[_i].length);
}
END_TEST

START_TEST(sections_are_found_by_name)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        const struct form *form = form_of((enum language)language);
        for (int i = 0; i < FORM_SECTIONS; i++)
            ck_assert_int_eq(form_section(form, str_of(form->sections[i])), i);
        ck_assert_int_eq(form_section(form, STR("Else")), FORM_SECTIONS);
        ck_assert_int_eq(form_section(form, STR("")), FORM_SECTIONS);
    }
}
END_TEST

START_TEST(message_is_filled_in)
{
    struct problem problem = {1, "%s and %s", {"a%sb", "c"}};
    struct buf out = {0};
    lint_message(&out, &problem, "先 %s，再 %s；%d 100%%s %s");
    ck_assert_str_eq(out.data, "先 a%sb，再 c；%d 100%%s %s");
    buf_release(&out);
}
END_TEST

/* One code many times over, each with another name in brackets, takes no square of the time. */
START_TEST(many_entries_on_one_code)
{
    enum { ENTRIES = 50000 };
    struct buf text = {0};
    for (int i = 0; i < ENTRIES; i++)
        buf_add_format(&text, "## 404 Not Found (v%d)\n\nText.\n", i);
    struct buf said = lint("many.md", buf_str(&text), NULL);
    ck_assert_uint_eq(said.len, 0);
    buf_release(&said);
    buf_release(&text);
}
END_TEST

Suite *lint_suite(void)
{
    Suite *suite = suite_create("lint");
    TCase *anyone = tcase_create("anyone's documents");
    tcase_add_checked_fixture(anyone, open_registry, close_registry);
    tcase_add_loop_test(anyone, notes_are_checked, 0, (int)COUNT(notes));
    tcase_add_test(anyone, many_entries_on_one_code);
    suite_add_tcase(suite, anyone);
    TCase *editions = tcase_create("editions");
    tcase_add_checked_fixture(editions, open_registry, close_registry);
    tcase_add_loop_test(editions, english_form_is_checked, 0, (int)COUNT(english_faults));
    tcase_add_loop_test(editions, chinese_form_is_checked, 0, (int)COUNT(chinese_faults));
    suite_add_tcase(suite, editions);
    TCase *forms = tcase_create("forms");
    tcase_add_loop_test(forms, form_is_that_of_the_folder, 0, (int)COUNT(paths));
    tcase_add_loop_test(forms, length_is_what_a_reader_counts, 0, (int)COUNT(lengths));
    tcase_add_test(forms, sections_are_found_by_name);
    tcase_add_test(forms, message_is_filled_in);
    suite_add_tcase(suite, forms);
    return suite;
}
