#include "core/markup.h"
#include "fixture.h"
#include "suites.h"
#include "ui/page.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct fixture fixture;
static struct page_source source;

static void open_with(const char *document)
{
    struct error error;
    struct fixture_options options = {.language = LANGUAGE_EN, .document = document};
    ck_assert(fixture_open(&fixture, &options));
    source = (struct page_source){
        fixture.catalogue, catalogue_shelf(fixture.catalogue, LANGUAGE_EN, &error), LANGUAGE_EN, 0};
}

static void open_edition(void)
{
    open_with(NULL);
}

static void open_notes(void)
{
    open_with("notes.md");
}

static void open_both(void)
{
    struct error error;
    open_with("notes.md lesson.md");
    source.shelf = catalogue_browse(fixture.catalogue, VIEW_DOCUMENTS, LANGUAGE_EN, &error);
}

static void tear_down(void)
{
    fixture_close(&fixture);
}

/* By code, by the digit of a class, or by the heading. */
static size_t find(const char *what)
{
    struct link_target target = link_parse(what);
    size_t found = ENTRY_NONE;
    if (target.kind == LINK_STATUS)
        found = shelf_find(source.shelf, target.code, target.origin);
    if (target.kind == LINK_CLASS)
        found = shelf_find_class(source.shelf, target.code);
    for (size_t i = 0; target.kind == LINK_OTHER && i < source.shelf->count; i++)
        if (str_equal(source.shelf->entries[i].section->heading, str_of(what)))
            found = i;
    ck_assert_msg(found != ENTRY_NONE, "there is no %s", what);
    return found;
}

/* A page holds (or, with a leading !, does not hold) a text. */
struct claim {
    const char *entry, *text;
};

static void check_claim(const struct claim *claim)
{
    struct buf page = {0};
    bool wanted = claim->text[0] != '!';
    page_compose(&page, &source, find(claim->entry));
    bool holds = strstr(page.data, claim->text + !wanted) != NULL;
    ck_assert_msg(holds == wanted, "%s %s: %s", claim->entry, claim->text, page.data);
    buf_release(&page);
}

#define SPEC "https://www.rfc-editor.org/rfc/rfc9110.html#section-"

static const struct claim edition_claims[] = {
    {"404", "# 404 Not Found\n\n---\n\nregistered · [RFC 9110 §15.5.5](<" SPEC
            "15.5.5>) · cacheable\n\nThe server does not find"},
    {"404", "\n\n### Facts\n\n- **Specifications**: [RFC 9110 §15.5.5]"},
    {"404", "- **Caching**: heuristically cacheable\n- **Content**: allowed in the response\n"
            "- **Retry**: after changing the request\n"},
    {"404", "- **Related**: [410 Gone](410) (easily confused), "
            "[301 Moved Permanently](301) (see also)\n"},
    {"404", "!**Header fields**"},
    {"404", "!**Redirection**"},
    {"404", "!**Other phrases**"},
    /* Only what the response must have stands at the top. */
    {"206", " · cacheable · `Content-Range`\n\n"},
    {"206", "- **Header fields**: `Range` (request, MUST), `Content-Range` (response, MUST), "
            "`ETag` (response, SHOULD)\n"},
    {"301", "- **Redirection**: permanent, POST may become GET\n"},
    {"302", "- **Redirection**: temporary, POST may become GET\n"},
    {"308", "- **Redirection**: permanent, the method and the content are kept\n"},
    {"308", "[RFC 9110 §15.4.9](<" SPEC "15.4.9>), [RFC 7538](<"},
    {"302", "- **Other phrases**: Moved Temporarily\n"},
    {"304", "[RFC 9110 §15.4.5](<" SPEC "15.4.5>) · no content · `ETag`\n"},
    {"304", "- **Caching**: not heuristically cacheable\n"
            "- **Content**: none in the response\n"},
    {"418", "\nreserved, unused · "},
    {"429", "- **Related**: [499 nginx: Client Closed Request](499-nginx) (see also)\n"},
    {"429", "- **Caching**: must not be stored by a cache\n"},
    {"429", "- **Retry**: later\n"},
    {"499-nginx", "# 499 Client Closed Request (nginx)\n\n---\n\n"
                  "unofficial · nginx · no client sees it · no content\n\nThe client closed"},
    {"499-nginx", "!**Specifications**"},
    {"499-nginx", "!**Caching**"},
    {"3xx", "# 3xx Redirection\n\n---\n\n4 status codes\n\nOne step is missing"},
    {"3xx", "!### Facts"},
    {"4xx", "\n6 status codes\n"},
    {"Unofficial codes", "# Unofficial codes\n\n---\n\n1 status code\n\nNumbers that"},
    {"404", "!Built-in text"},
};

START_TEST(pages_of_the_edition_tell)
{
    check_claim(&edition_claims[_i]);
}
END_TEST

static const struct claim notes_claims[] = {
    {"404", "# 404 Not Found\n\n---\n\nregistered"},
    {"404", "找不到，见 [410](410)\n\n---\n\n*Built-in text*\n\nThe server does not find"},
    {"404", "### Facts"},
    {"301", "永久搬走"},
    {"500", "not in the registry · a client treats it as 500 · [RFC 9110 §15.6](<" SPEC "15.6>)"},
    {"500", "!### Facts"},
    {"599", "a client treats it as 500"},
    {"799", "# 799 自己编的\n\n---\n\nnot in the registry\n\n登记表里没有它，也没有 [420](420)。"},
    {"复习要点", "# 复习要点\n\n---\n\n8 status codes\n\n上课记的"},
    {"5xx", "2 status codes"},
};

START_TEST(pages_of_a_document_tell)
{
    check_claim(&notes_claims[_i]);
}
END_TEST

/* Which source it is, what the registry has otherwise, and no text that the title shows. */
static const struct claim both_claims[] = {
    {"206", "# 206 Partial Contents\n"},
    {"206", "`Content-Range`\\\nlesson.md · 1 of 2 sources\\\n"
            "*The document calls 206 \"Partial Contents\"; the registry has Partial Content.*\n\n"},
    {"404", "cacheable\\\nnotes.md · 1 of 3 sources\n\n"},
    {"404", "!The document calls"},
    {"302", "# 302 Moved Temporarily\n"},
    {"302", "!The document calls"},
    {"798", "!source"},
    {"418", "1 of 2 sources\n\nA reserved number"},
    {"418", "!Built-in text"},
    {"notes.md", "# notes.md\n\n---\n\n8 status codes\n"},
    {"Built-in texts", "# Built-in texts\n\n---\n\n12 status codes\n"},
};

START_TEST(pages_name_their_sources)
{
    check_claim(&both_claims[_i]);
}
END_TEST

static const struct claim titles[] = {
    {"404", "404 Not Found"}, {"200", "200 OK 一切正常"},       {"599", "599 Network Timeout 超时"},
    {"799", "799 自己编的"},  {"418", "418 (Unused) 我是茶壶"}, {"5xx", "5xx 服务器错误[编辑]"},
};

START_TEST(documents_are_called_by_code_phrase_and_name)
{
    struct buf title = {0};
    page_title(&title, &source.shelf->entries[find(titles[_i].entry)]);
    ck_assert_str_eq(title.data, titles[_i].text);
    buf_release(&title);
}
END_TEST

static const struct claim addresses[] = {
    {"404", SPEC "15.5.5"}, {"500", SPEC "15.6"}, {"5xx", SPEC "15.6"},
    {"799", NULL},          {"复习要点", NULL},
};

START_TEST(specifications_have_addresses)
{
    const struct entry *entry = &source.shelf->entries[find(addresses[_i].entry)];
    const char *address = page_specification(fixture.catalogue, entry);
    if (addresses[_i].text)
        ck_assert_str_eq(address, addresses[_i].text);
    else
        ck_assert_ptr_null(address);
}
END_TEST

START_TEST(a_vendor_without_specification_has_its_class)
{
    const struct entry *entry = &source.shelf->entries[find("499-nginx")];
    ck_assert_str_eq(page_specification(fixture.catalogue, entry), SPEC "15.5");
}
END_TEST

/* Markdown's signs in a heading are no markup in the page's title. */
START_TEST(titles_are_escaped)
{
    struct document *document = document_parse(
        "notes", str_of("# a \\*b\\* `c` \\[d\\] \\<e> \\_f\\_ & #\n\nText.\n"), NULL);
    size_t count;
    struct entry entry = {.document = document,
                          .section = document_sections(document, &count),
                          .origin = "",
                          .source = "notes",
                          .parent = ENTRY_NONE,
                          .end = 1};
    struct shelf shelf = {.entries = &entry, .count = 1};
    struct page_source plain = {fixture.catalogue, &shelf, LANGUAGE_EN, 0};
    struct buf page = {0};
    struct markup markup;
    page_compose(&page, &plain, 0);
    markup_parse(&markup, buf_str(&page));
    ck_assert(str_starts(buf_str(&markup.text), entry.section->heading));
    ck_assert(str_starts(entry.section->heading, str_of("a *b* c [d] <e> _f_ &")));
    markup_release(&markup);
    buf_release(&page);
    document_free(document);
}
END_TEST

START_TEST(without_facts_there_is_the_text)
{
    char *data = fixture_path("tests/data");
    struct catalogue *catalogue = catalogue_new(data);
    struct error error;
    struct page_source bare = {catalogue, catalogue_shelf(catalogue, LANGUAGE_EN, &error),
                               LANGUAGE_EN, 0};
    struct buf page = {0};
    page_compose(&page, &bare, 1);
    ck_assert(str_starts(buf_str(&page), str_of("# 200 OK\n\n---\n\nThe request succeeded")));
    ck_assert_ptr_null(strstr(page.data, "Facts"));
    ck_assert_ptr_null(page_specification(catalogue, &bare.shelf->entries[1]));
    ck_assert(catalogue_load_facts(catalogue, &error));
    buf_cut(&page, 0);
    page_compose(&page, &bare, 1);
    ck_assert_ptr_nonnull(strstr(page.data, "### Facts"));
    buf_release(&page);
    catalogue_free(catalogue);
    free(data);
}
END_TEST

/* A document of one section: a heading, a text, a piece of it many times, an end. */
static struct document *repeated(const char *before, const char *piece, size_t times,
                                 const char *behind)
{
    struct buf text = {0};
    buf_add_text(&text, before);
    for (size_t i = 0; i < times; i++)
        buf_add_text(&text, piece);
    buf_add_text(&text, behind);
    struct document *document = document_parse("notes", buf_str(&text), NULL);
    buf_release(&text);
    return document;
}

/* Its page, with this limit. */
static void compose(struct buf *page, const struct document *document, size_t limit)
{
    size_t count;
    struct entry entry = {.document = document,
                          .section = document_sections(document, &count),
                          .origin = "",
                          .source = "notes",
                          .parent = ENTRY_NONE,
                          .end = 1};
    struct shelf shelf = {.entries = &entry, .count = 1};
    struct page_source bounded = {fixture.catalogue, &shelf, LANGUAGE_EN, limit};
    ck_assert_uint_eq(count, 1);
    page_compose(page, &bounded, 0);
}

static const struct {
    const char *before, *piece;
    size_t times, limit;
    const char *end; /* of what is shown, and the quiet line behind it */
} bounded_texts[] = {
    {"# a\n\n", "word\n", 50000, 100000,
     "word\n\n*0.2 MB more of this text are in the document, from line 20003 on.*\n"},
    {"# a\n\n", "未", 50000, 100000, /* a whole character, and from the same line on */
     "未\n\n*0.1 MB more of this text are in the document, from line 3 on.*\n"},
    {"# a\n\n```http\n", "word\n", 50000, 100000,
     "word\n```\n\n*0.2 MB more of this text are in the document, from line 20002 on.*\n"},
    {"# a\n\n- b\n\n  ~~~~\n  ~~~\n", "  word\n", 50000, 100000,
     "  word\n  ~~~~\n\n*0.3 MB more of this text are in the document, from line 14290 on.*\n"},
    {"# a\n\n```\ncode\n```\n", "word\n", 50000, 100000,
     "word\n\n*0.2 MB more of this text are in the document, from line 20003 on.*\n"},
    /* An item is two blocks; as many as the parser takes are shown without any limit, too. */
    {"# a\n\n", "- b\n", 200000, 0,
     "- b\n\n*0.7 MB more of this text are in the document, from line 50002 on.*\n"},
    {"# a\n\nb\n\nc\n\n", "> ", 100000, 0, /* nested: what stands before is the last that is seen */
     "b\n\n*0.3 MB more of this text are in the document, from line 5 on.*\n"},
};

START_TEST(what_is_too_long_for_a_page_is_left_out_and_told)
{
    struct document *document =
        repeated(bounded_texts[_i].before, bounded_texts[_i].piece, bounded_texts[_i].times, "\n");
    struct buf page = {0};
    compose(&page, document, bounded_texts[_i].limit);
    size_t end = strlen(bounded_texts[_i].end);
    ck_assert_uint_gt(page.len, end);
    ck_assert_str_eq(page.data + page.len - end, bounded_texts[_i].end);
    buf_release(&page);
    document_free(document);
}
END_TEST

START_TEST(without_a_limit_a_page_is_whole)
{
    struct document *document = repeated("# a\n\n", "word\n", 600000, "end\n");
    struct buf page = {0};
    compose(&page, document, 0);
    ck_assert_uint_gt(page.len, 3000000);
    ck_assert_str_eq(page.data + page.len - 5, "\nend\n");
    buf_cut(&page, 0);
    compose(&page, document, PAGE_SCREEN);
    ck_assert_uint_lt(page.len, PAGE_SCREEN + 1000);
    buf_release(&page);
    document_free(document);
}
END_TEST

START_TEST(long_titles_are_cut_on_the_screen)
{
    struct document *document = repeated("# ", "未", 100000, "\n");
    size_t count;
    struct entry entry = {.section = document_sections(document, &count), .origin = ""};
    struct buf title = {0}, page = {0};
    page_title(&title, &entry);
    ck_assert_uint_eq(title.len, PAGE_NAME / 3 * 3 + 3);
    ck_assert_str_eq(title.data + title.len - 6, "未…");
    compose(&page, document, PAGE_SCREEN);
    ck_assert_uint_lt(page.len, 2 * PAGE_NAME);
    buf_cut(&page, 0);
    compose(&page, document, 0);
    ck_assert_uint_gt(page.len, 300000);
    buf_release(&title);
    buf_release(&page);
    document_free(document);
}
END_TEST

Suite *page_suite(void)
{
    Suite *suite = suite_create("page");
    TCase *edition = tcase_create("edition"), *notes = tcase_create("document"),
          *both = tcase_create("documents");
    tcase_add_checked_fixture(edition, open_edition, tear_down);
    tcase_add_loop_test(edition, pages_of_the_edition_tell, 0, COUNT(edition_claims));
    tcase_add_test(edition, a_vendor_without_specification_has_its_class);
    tcase_add_test(edition, titles_are_escaped);
    tcase_add_test(edition, without_facts_there_is_the_text);
    tcase_add_loop_test(edition, what_is_too_long_for_a_page_is_left_out_and_told, 0,
                        COUNT(bounded_texts));
    tcase_add_test(edition, without_a_limit_a_page_is_whole);
    tcase_add_test(edition, long_titles_are_cut_on_the_screen);
    tcase_add_checked_fixture(notes, open_notes, tear_down);
    tcase_add_loop_test(notes, pages_of_a_document_tell, 0, COUNT(notes_claims));
    tcase_add_loop_test(notes, documents_are_called_by_code_phrase_and_name, 0, COUNT(titles));
    tcase_add_loop_test(notes, specifications_have_addresses, 0, COUNT(addresses));
    suite_add_tcase(suite, edition);
    suite_add_tcase(suite, notes);
    tcase_add_checked_fixture(both, open_both, tear_down);
    tcase_add_loop_test(both, pages_name_their_sources, 0, COUNT(both_claims));
    suite_add_tcase(suite, both);
    return suite;
}
