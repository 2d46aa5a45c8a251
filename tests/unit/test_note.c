#include "suites.h"

#include "core/buf.h"
#include "core/document.h"
#include "core/note.h"
#include "fixture.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static struct registry *registry;

static void load_registry(void)
{
    struct error error;
    char *path = fixture_path("data/registry.json");
    registry = registry_load(path, &error);
    ck_assert_ptr_nonnull(registry);
    free(path);
}

static void free_registry(void)
{
    registry_free(registry);
}

/* "404" and "499 nginx". */
static struct note note_on(const char *status, struct buf *heading)
{
    int code = atoi(status);
    const char *origin = status[3] ? status + 4 : "iana";
    const struct facts *facts = registry_find(registry, code, origin);
    if (facts)
        note_heading(heading, registry, facts, (struct str){0});
    else
        buf_add_format(heading, "%s", status);
    return (struct note){registry, code, origin, buf_str(heading), STR("My notes")};
}

static const struct putting {
    const char *file, *status, *text, *expected;
} puttings[] = {
    /* A new file, and what there is before the first note. */
    {"", "404", "Gone fishing.", "# My notes\n\n## 404 Not Found\n\nGone fishing.\n"},
    {"\xEF\xBB\xBF", "404", "x", "\xEF\xBB\xBF# My notes\n\n## 404 Not Found\n\nx\n"},
    {"---\ntitle: x\n---\n", "404", "x",
     "---\ntitle: x\n---\n\n# My notes\n\n## 404 Not Found\n\nx\n"},
    {"", "499 nginx", "x", "# My notes\n\n## 499 Client Closed Request (nginx)\n\nx\n"},
    {"", "799 unknown", "x", "# My notes\n\n## 799 unknown\n\nx\n"},
    /* Replaced, its surroundings as they were. */
    {"# N\n\n## 404 Not Found 未找到\n\nold\n\n## 410 Gone\n\nkept", "404", "new\n\nlines",
     "# N\n\n## 404 Not Found 未找到\n\nnew\n\nlines\n\n## 410 Gone\n\nkept"},
    {"## 404\r\nold\r\n\r\n\r\n## 410\r\nkept", "404", "a\nb",
     "## 404\r\na\r\nb\r\n\r\n\r\n## 410\r\nkept"},
    {"## 404\n## 410 Gone\n", "404", "a", "## 404\n\na\n\n## 410 Gone\n"},
    {"## 404", "404", "a", "## 404\n\na\n"},
    {"404 Not Found\n---\nold\n", "404", "a", "404 Not Found\n---\na\n"},
    {"## 404\n\nold\n\n### Causes\n\nmany\n\n### 410 Gone\n\nkept\n", "404", "a",
     "## 404\n\na\n\n### 410 Gone\n\nkept\n"},
    {"## 499 (nginx)\n\na\n\n## 499 (Esri)\n\nb\n", "499 esri", "c",
     "## 499 (nginx)\n\na\n\n## 499 (Esri)\n\nc\n"},
    {"# 404\n\nold\n\n## Part\n\nmore\n", "404", "## Part\n\na", "# 404\n\n## Part\n\na\n"},
    /* Inserted in order, in its class. */
    {"# N\n\n## 404\n\na\n\n## 500\n\nb\n", "410", "c",
     "# N\n\n## 404\n\na\n\n## 410 Gone\n\nc\n\n## 500\n\nb\n"},
    {"## 500\n\nb\n", "404", "c", "## 404 Not Found\n\nc\n\n## 500\n\nb\n"},
    {"\xEF\xBB\xBF## 500\n\nb\n", "404", "c", "\xEF\xBB\xBF## 404 Not Found\n\nc\n\n## 500\n\nb\n"},
    {"## 404\n\nb", "500", "c", "## 404\n\nb\n\n## 500 Internal Server Error\n\nc\n"},
    {"# 4xx\n\n## 404\n\nb\n\n# 5xx\n\n## 500\n\nd\n", "410", "c",
     "# 4xx\n\n## 404\n\nb\n\n## 410 Gone\n\nc\n\n# 5xx\n\n## 500\n\nd\n"},
    {"# 4xx\n\nwords\n\n# 5xx\n\n## 500\n\nd\n", "410", "c",
     "# 4xx\n\nwords\n\n## 410 Gone\n\nc\n\n# 5xx\n\n## 500\n\nd\n"},
    {"# 5xx\n\n## 500\n\nd\n", "410", "c",
     "# 5xx\n\n## 500\n\nd\n\n# My notes\n\n## 410 Gone\n\nc\n"},
    /* Other people's layouts are not touched. */
    {"# Codes\n\n* 404 Not Found: old\n* 410 Gone: kept\n", "404", "a",
     "# Codes\n\n* 404 Not Found: old\n* 410 Gone: kept\n\n## 404 Not Found\n\na\n"},
    /* What was left open before it. */
    {"## 500\n\n````\ncode\n", "503", "a",
     "## 500\n\n````\ncode\n````\n\n## 503 Service Unavailable\n\na\n"},
    /* Taken away. */
    {"# N\n\n## 404\n\na\n\n## 410\n\nb\n", "404", "", "# N\n\n## 410\n\nb\n"},
    {"# N\n\n## 404\n\na\n\n## 410\n\nb\n", "410", " \n", "# N\n\n## 404\n\na\n"},
    {"# N\n\n## 404\n\na\n", "410", "", "# N\n\n## 404\n\na\n"},
    {"* 404 Not Found: old\n", "404", "", "* 404 Not Found: old\n"},
    /* Texts that would be more than a note. */
    {"", "404", "\n\n    code\n\n \n", "# My notes\n\n## 404 Not Found\n\n    code\n"},
    {"", "404", "# Causes\n\n## More\n\n### Kept",
     "# My notes\n\n## 404 Not Found\n\n### Causes\n\n### More\n\n### Kept\n"},
    {"", "404", "## 410 Gone\n\nx", "# My notes\n\n## 404 Not Found\n\n\\### 410 Gone\n\nx\n"},
    {"", "404", "Causes\n------\n\nx", "# My notes\n\n## 404 Not Found\n\nCauses\n\n------\n\nx\n"},
    {"", "404", "a\r\nb\rc", "# My notes\n\n## 404 Not Found\n\na\nb\nc\n"},
    {"## 500\n\nb\n", "404", "```http\nGET / HTTP/1.1",
     "## 404 Not Found\n\n```http\nGET / HTTP/1.1\n```\n\n## 500\n\nb\n"},
    {"## 404\n\nb\n", "500", "~~~~\n```\n# not a heading",
     "## 404\n\nb\n\n## 500 Internal Server Error\n\n~~~~\n```\n# not a heading\n~~~~\n"},
};

START_TEST(puts_notes)
{
    const struct putting *p = &puttings[_i];
    struct buf heading = {0}, out = {0}, again = {0}, found = {0};
    struct note note = note_on(p->status, &heading);
    struct error error;
    ck_assert(note_put(str_of(p->file), &note, str_of(p->text), &out, &error));
    ck_assert_str_eq(buf_str(&out).data, p->expected);
    /* Found and put once more, nothing changes. */
    size_t line = note_find(buf_str(&out), &note, &found);
    ck_assert_int_eq(line > 0, p->text[0] != '\0' && p->text[0] != ' ');
    ck_assert(note_put(buf_str(&out), &note, buf_str(&found), &again, &error));
    if (line > 0)
        ck_assert_str_eq(again.data, p->expected);
    buf_release(&heading);
    buf_release(&out);
    buf_release(&again);
    buf_release(&found);
}
END_TEST

static const struct finding {
    const char *file, *status;
    size_t line;
    const char *text;
} findings[] = {
    {"", "404", 0, ""},
    {"# N\r\n\r\n## 404 Not Found\r\n\r\none\r\n\r\ntwo\r\n\r\n## 410\r\n", "404", 3, "one\n\ntwo"},
    {"# N\n\n## 404 Not Found", "404", 3, ""},
    {"---\na: b\n---\n\n404\n===\n\n  x \n", "404", 5, "  x"},
    {"* 404 Not Found: x\n", "404", 0, ""},
    {"| 404 | Not Found | x |\n|---|---|---|\n| 410 | Gone | y |\n", "410", 0, ""},
    {"## 499 (Esri)\n\nx\n\n## 499 Client Closed Request\n\ny\n", "499 nginx", 5, "y"},
    {"## 404\n\nx\u200B\033[1m\n", "404", 1, "x\u200B\033[1m"},
};

START_TEST(finds)
{
    const struct finding *f = &findings[_i];
    struct buf heading = {0}, text = {0};
    struct note note = note_on(f->status, &heading);
    ck_assert_uint_eq(note_find(str_of(f->file), &note, &text), f->line);
    ck_assert_str_eq(buf_str(&text).len ? text.data : "", f->text);
    ck_assert_uint_eq(note_find(str_of(f->file), &note, NULL), f->line);
    buf_release(&heading);
    buf_release(&text);
}
END_TEST

static const struct refusal {
    struct str file, text;
} refusals[] = {
    {{"## 404\n\n\xB2\xBB\n", 11}, {"x", 1}}, /* GB 18030 */
    {{"\xFF\xFE#\0 \0", 6}, {"x", 1}},        /* UTF-16 */
    {{"#\0 \0004\0", 6}, {"x", 1}},           /* without a mark */
    {{"", 0}, {"\xED\xA0\x80", 3}},           /* a surrogate */
    {{"", 0}, {"a\0b", 3}},
};

START_TEST(refuses)
{
    struct buf heading = {0}, out = {0};
    struct note note = note_on("404", &heading);
    struct error error = {0};
    buf_add_text(&out, "kept");
    ck_assert(!note_put(refusals[_i].file, &note, refusals[_i].text, &out, &error));
    ck_assert_ptr_nonnull(error.what);
    ck_assert_str_eq(out.data, "kept");
    buf_release(&heading);
    buf_release(&out);
}
END_TEST

START_TEST(makes_headings)
{
    static const struct {
        int code;
        const char *origin, *name, *expected;
    } cases[] = {
        {404, "iana", "未找到", "404 Not Found 未找到"},
        {404, "iana", "", "404 Not Found"},
        {499, "nginx", "客户端提前断开", "499 Client Closed Request (nginx) 客户端提前断开"},
        {460, "aws-elb", "客户端先断开", "460 (AWS ELB) 客户端先断开"},
    };
    for (int i = 0; i < COUNT(cases); i++) {
        struct buf heading = {0};
        const struct facts *facts = registry_find(registry, cases[i].code, cases[i].origin);
        ck_assert_ptr_nonnull(facts);
        note_heading(&heading, registry, facts, str_of(cases[i].name));
        ck_assert_str_eq(heading.data, cases[i].expected);
        buf_release(&heading);
    }
}
END_TEST

/* Every status can be noted under the headline that it gets, in one file. */
START_TEST(takes_every_status)
{
    size_t count;
    const struct facts *statuses = registry_statuses(registry, &count);
    struct buf file = {0};
    struct error error;
    for (size_t i = 0; i < count; i++) {
        const struct facts *facts = &statuses[(i * 61) % count];
        struct buf heading = {0}, text = {0}, next = {0}, found = {0};
        note_heading(&heading, registry, facts, STR("名称"));
        struct note note = {registry, facts->code, facts->origin, buf_str(&heading), STR("笔记")};
        buf_add_format(&text, "about %d of %s", facts->code, facts->origin);
        REQUIRE(note_put(buf_str(&file), &note, buf_str(&text), &next, &error), "%s", heading.data);
        REQUIRE(note_find(buf_str(&next), &note, &found) > 0, "%s is lost", heading.data);
        REQUIRE(str_equal(buf_str(&found), buf_str(&text)), "%s: %s", heading.data, found.data);
        buf_release(&file);
        file = next;
        buf_release(&heading);
        buf_release(&text);
        buf_release(&found);
    }
    struct document *document = document_parse("", buf_str(&file), NULL);
    size_t sections;
    document_sections(document, &sections);
    ck_assert_uint_eq(sections, count + 1);
    document_free(document);
    buf_release(&file);
}
END_TEST

/* Files and notes of random lines: what was put is found, and put again changes nothing. */
static const char *const random_lines[] = {
    "",
    "",
    "text",
    "    code",
    "```",
    "~~~~",
    "# N",
    "# 4xx",
    "## 404",
    "## 410 Gone",
    "### Causes",
    "### 503 Busy",
    "* item",
    "1. a",
    "---",
    "===",
    "> quote",
    "## 500（错误）",
    "#",
    "\t# tab",
    "#### 200 OK",
    "## 499 (nginx)",
    "\\# x",
    /* Entries and classes that are no headings, and what a loader may read otherwise: */
    "* 410 Gone: x",
    "| 404 | Not Found | x |",
    "|---|---|---|",
    "500 Internal Server Error",
    "5xx 服务器错误",
    "<!--",
    "-->",
    "  ## 404 x",
};
enum { LAYOUTS = 8 };

static unsigned next_random(unsigned *seed, int limit)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % (unsigned)limit;
}

static void add_random_lines(struct buf *out, unsigned *seed, int limit, int kinds)
{
    for (unsigned i = next_random(seed, limit); i > 0; i--) {
        buf_add_text(out, random_lines[next_random(seed, kinds)]);
        buf_add_text(out, next_random(seed, 16) == 0 ? "\r\n" : "\n");
    }
    if (out->len > 0 && next_random(seed, 4) == 0)
        buf_cut(out, out->len - 1);
}

START_TEST(keeps_its_promises)
{
    static const char *const statuses[] = {"404", "410", "500", "499 nginx", "100"};
    unsigned seed = (unsigned)_i + 1, refused = 0;
    for (int round = 0; round < 200; round++) {
        struct buf file = {0}, text = {0}, heading = {0}, out = {0}, found = {0}, again = {0};
        struct error error;
        struct note note = note_on(statuses[round % COUNT(statuses)], &heading);
        int kinds = COUNT(random_lines) - (round % 2 ? LAYOUTS : 0);
        buf_add_text(&file, round % 2 ? "words\n" : "");
        add_random_lines(&file, &seed, 20, kinds);
        buf_add_text(&text, "x\n");
        add_random_lines(&text, &seed, 8, COUNT(random_lines));
        if (note_put(buf_str(&file), &note, buf_str(&text), &out, &error)) {
            REQUIRE(note_find(buf_str(&out), &note, &found) > 0, "%d: not found", round);
            REQUIRE(note_put(buf_str(&out), &note, buf_str(&found), &again, &error), "%d", round);
            REQUIRE(str_equal(buf_str(&again), buf_str(&out)), "%d: not the same", round);
        } else {
            REQUIRE(round % 2 == 0, "%d: refused [%s] [%s]", round, file.data, text.data);
            refused++;
        }
        buf_release(&file);
        buf_release(&text);
        buf_release(&heading);
        buf_release(&out);
        buf_release(&found);
        buf_release(&again);
    }
    ck_assert_uint_le(refused, 50);
}
END_TEST

Suite *note_suite(void)
{
    Suite *suite = suite_create("note");
    TCase *tests = tcase_create("note");
    tcase_add_unchecked_fixture(tests, load_registry, free_registry);
    tcase_add_loop_test(tests, puts_notes, 0, COUNT(puttings));
    tcase_add_loop_test(tests, finds, 0, COUNT(findings));
    tcase_add_loop_test(tests, refuses, 0, COUNT(refusals));
    tcase_add_test(tests, makes_headings);
    tcase_add_test(tests, takes_every_status);
    suite_add_tcase(suite, tests);
    TCase *random = tcase_create("random notes");
    tcase_add_unchecked_fixture(random, load_registry, free_registry);
    tcase_set_tags(random, "large");
    tcase_add_loop_test(random, keeps_its_promises, 0, 10);
    suite_add_tcase(suite, random);
    return suite;
}
