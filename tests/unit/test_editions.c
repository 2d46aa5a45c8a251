/* The texts of data/: that the editions have every status of the registry, keep their form, and
 * carry the same facts. */
#include "core/lint.h"
#include "core/markup.h"
#include "fixture.h"
#include "suites.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct catalogue *catalogue;
static const struct shelf *editions[LANGUAGE_COUNT];
static struct buf faults; /* a line for each */

static void open_editions(void)
{
    struct error error;
    char *folder = fixture_path("data");
    catalogue = catalogue_new(folder);
    free(folder);
    ck_assert_msg(catalogue_load_facts(catalogue, &error), "%s: %s", error.where, error.what);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        editions[i] = catalogue_edition(catalogue, (enum language)i, &error);
        ck_assert_msg(editions[i], "%s: %s", error.file, error.what);
    }
    buf_reserve(&faults, 0);
}

static void close_editions(void)
{
    catalogue_free(catalogue);
    buf_release(&faults);
}

static void no_faults(void)
{
    enum { SHOWN = 4000 }; /* as much as a message of Check may have */
    size_t shown = faults.len > SHOWN ? SHOWN : faults.len;
    ck_assert_msg(faults.len == 0, "\n%.*s", (int)shown, faults.data);
}

/* --- Every status, once, in its place --- */

static size_t entries_on(const struct shelf *shelf, const struct facts *facts)
{
    size_t count = 0;
    for (size_t i = 0; i < shelf->count; i++)
        count += shelf->entries[i].facts == facts;
    return count;
}

START_TEST(every_status_has_one_entry)
{
    size_t count;
    const struct facts *all = registry_statuses(catalogue_registry(catalogue), &count);
    for (size_t i = 0; i < count; i++)
        for (int j = 0; j < LANGUAGE_COUNT; j++)
            if (entries_on(editions[j], &all[i]) != 1)
                buf_add_format(&faults, "%s: %zu entries on %d of %s\n", language_names[j],
                               entries_on(editions[j], &all[i]), all[i].code, all[i].origin);
    no_faults();
}
END_TEST

START_TEST(every_entry_has_facts)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        for (size_t j = 0; j < editions[i]->count; j++) {
            const struct entry *entry = &editions[i]->entries[j];
            if (entry->section->kind == SECTION_ENTRY && !entry->facts)
                buf_add_format(&faults, "%s:%zu: no facts\n", document_name(entry->document),
                               entry->section->line);
        }
    no_faults();
}
END_TEST

START_TEST(form_is_kept)
{
    const struct document *last = NULL;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        for (size_t j = 0; j < editions[i]->count; j++) {
            const struct document *document = editions[i]->entries[j].document;
            if (document == last)
                continue;
            last = document;
            struct problems problems;
            const char *name = document_name(document);
            ck_assert_ptr_eq(lint_form_of(name), form_of((enum language)i));
            lint_document(&problems, document, catalogue_registry(catalogue), lint_form_of(name));
            for (size_t k = 0; k < problems.count; k++) {
                buf_add_format(&faults, "%s:%zu: ", name, problems.list[k].line);
                lint_message(&faults, &problems.list[k], problems.list[k].what);
                buf_add_char(&faults, '\n');
            }
            lint_release(&problems);
        }
    no_faults();
}
END_TEST

/* --- The same in every language --- */

/* What an entry must have in every language, a line for each thing, sorted, each once. */
struct features {
    char **list;
    size_t count, capacity;
};

static void add_feature(struct features *features, const char *kind, struct str what)
{
    struct buf line = {0};
    buf_add_format(&line, "%s %.*s", kind, STR_ARG(what));
    for (size_t i = 0; i < features->count; i++)
        if (strcmp(features->list[i], line.data) == 0) {
            buf_release(&line);
            return;
        }
    features->list =
        mem_grow(features->list, &features->capacity, features->count, sizeof *features->list);
    features->list[features->count++] = buf_detach(&line);
}

static void add_number(struct features *features, const char *kind, size_t number)
{
    char text[32];
    snprintf(text, sizeof text, "%zu", number);
    add_feature(features, kind, str_of(text));
}

/* The names that code in the text begins with, where they are header fields. */
static void add_field(struct features *features, struct str code)
{
    size_t end = 0;
    while (end < code.len && (isalnum((unsigned char)code.data[end]) || code.data[end] == '-'))
        end++;
    bool whole = end == code.len || code.data[end] == ':';
    const struct field_facts *field =
        registry_field(catalogue_registry(catalogue), str_slice(code, 0, end));
    if (whole && field)
        add_feature(features, "the header field", str_of(field->name));
}

/* The lines of an exchange but for its content, which may be in the reader's language. */
static void add_messages(struct features *features, struct str code)
{
    bool content = false;
    const char *end;
    for (; code.len > 0; code = str_slice(code, (size_t)(end - code.data) + 1, code.len)) {
        end = memchr(code.data, '\n', code.len);
        end = end ? end : code.data + code.len;
        struct str line = {code.data, (size_t)(end - code.data)};
        bool start =
            str_starts(line, STR("HTTP/1.1 ")) ||
            (line.len > 9 && str_starts(str_slice(line, line.len - 9, line.len), STR(" HTTP/1.1")));
        if (start || line.len == 0)
            content = !start;
        if (!content && !str_starts(line, STR("Content-Length:")) &&
            !str_starts(line, STR("Content-Language:")))
            add_feature(features, "the line", line);
    }
}

static void add_blocks(struct features *features, const struct markup *markup,
                       const struct form *form)
{
    size_t count[BLOCK_RULE + 1] = {0};
    for (size_t i = 0; i < markup->block_count; i++) {
        const struct block *block = &markup->blocks[i];
        struct str text = str_slice(buf_str(&markup->text), block->from, block->to);
        count[block->kind]++;
        if (block->kind == BLOCK_HEADING)
            add_number(features, "section", (size_t)form_section(form, text));
        if (block->kind == BLOCK_CODE)
            add_messages(features, text);
    }
    add_number(features, "list items:", count[BLOCK_ITEM]);
    add_number(features, "code blocks:", count[BLOCK_CODE]);
    add_number(features, "tables:", count[BLOCK_TABLE]);
}

static struct features features_of(const struct entry *entry, const struct form *form)
{
    struct features features = {0};
    struct markup markup;
    markup_parse(&markup, entry->section->body);
    add_blocks(&features, &markup, form);
    for (size_t i = 0; i < markup.link_count; i++)
        add_feature(&features, "the link", str_of(markup.links[i]));
    for (size_t i = 0; i < markup.span_count; i++) {
        const struct span *span = &markup.spans[i];
        if (span->style & STYLE_CODE)
            add_field(&features, str_slice(buf_str(&markup.text), span->from, span->to));
    }
    markup_release(&markup);
    return features;
}

static void release_features(struct features *features)
{
    for (size_t i = 0; i < features->count; i++)
        free(features->list[i]);
    free(features->list);
}

static bool has_feature(const struct features *features, const char *wanted)
{
    for (size_t i = 0; i < features->count; i++)
        if (strcmp(features->list[i], wanted) == 0)
            return true;
    return false;
}

/* What `one` has and `other` lacks. */
static void report_lacking(const struct entry *lacking, const struct features *one,
                           const struct features *other)
{
    for (size_t i = 0; i < one->count; i++)
        if (!has_feature(other, one->list[i]))
            buf_add_format(&faults, "%s:%zu: %.*s: lacks %s\n", document_name(lacking->document),
                           lacking->section->line, STR_ARG(lacking->section->heading),
                           one->list[i]);
}

static void compare_entries(const struct entry *one, const struct entry *other)
{
    struct features of_one = features_of(one, form_of(LANGUAGE_EN));
    struct features of_other = features_of(other, form_of(LANGUAGE_ZH_CN));
    report_lacking(other, &of_one, &of_other);
    report_lacking(one, &of_other, &of_one);
    release_features(&of_one);
    release_features(&of_other);
}

START_TEST(editions_have_the_same_tree)
{
    const struct shelf *english = editions[LANGUAGE_EN], *other = editions[LANGUAGE_ZH_CN];
    ck_assert_uint_eq(english->count, other->count);
    for (size_t i = 0; i < english->count; i++) {
        const struct entry *a = &english->entries[i], *b = &other->entries[i];
        if (a->facts != b->facts || a->parent != b->parent ||
            a->section->kind != b->section->kind || a->section->code != b->section->code)
            buf_add_format(&faults, "\"%.*s\" and \"%.*s\"\n", STR_ARG(a->section->heading),
                           STR_ARG(b->section->heading));
    }
    no_faults();
}
END_TEST

START_TEST(editions_carry_the_same)
{
    for (size_t i = 0; i < editions[LANGUAGE_EN]->count; i++)
        compare_entries(&editions[LANGUAGE_EN]->entries[i], &editions[LANGUAGE_ZH_CN]->entries[i]);
    no_faults();
}
END_TEST

/* The comparison itself: two entries of which each lacks something. */
START_TEST(comparison_reports)
{
    struct document *one = document_parse("one",
                                          STR("## 404\n\nSee `Allow: GET`, [1](410).\n\n"
                                              "### History\n\n- a\n- b\n"),
                                          NULL);
    struct document *other = document_parse("other",
                                            STR("## 404\n\n`Vary` [1](410) [2](301)\n\n"
                                                "- a\n\n```http\nGET / HTTP/1.1\n```\n"),
                                            NULL);
    size_t count;
    struct entry a = {.document = one, .section = document_sections(one, &count)};
    struct entry b = {.document = other, .section = document_sections(other, &count)};
    compare_entries(&a, &b);
    static const char *const expected[] = {
        "other:1: 404: lacks section 5",           "other:1: 404: lacks list items: 2",
        "other:1: 404: lacks code blocks: 0",      "other:1: 404: lacks the header field Allow",
        "one:1: 404: lacks list items: 1",         "one:1: 404: lacks the link 301",
        "one:1: 404: lacks the header field Vary", "one:1: 404: lacks the line GET / HTTP/1.1",
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        ck_assert_msg(strstr(faults.data, expected[i]), "no \"%s\" in\n%s", expected[i],
                      faults.data);
    ck_assert_ptr_null(strstr(faults.data, "410"));
    document_free(one);
    document_free(other);
}
END_TEST

Suite *editions_suite(void)
{
    Suite *suite = suite_create("editions");
    TCase *texts = tcase_create("texts");
    tcase_add_checked_fixture(texts, open_editions, close_editions);
    tcase_add_test(texts, every_status_has_one_entry);
    tcase_add_test(texts, every_entry_has_facts);
    tcase_add_test(texts, form_is_kept);
    tcase_add_test(texts, editions_have_the_same_tree);
    tcase_add_test(texts, editions_carry_the_same);
    tcase_add_test(texts, comparison_reports);
    suite_add_tcase(suite, texts);
    return suite;
}
