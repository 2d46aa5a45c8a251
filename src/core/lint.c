#include "core/lint.h"
#include "core/catalogue.h"
#include "core/lint_parts.h"

#include <stdio.h>
#include <stdlib.h>

void lint_report(struct lint *lint, size_t line, const char *what, struct str first,
                 struct str second)
{
    struct problems *problems = lint->problems;
    problems->list =
        mem_grow(problems->list, &problems->capacity, problems->count, sizeof *problems->list);
    problems->list[problems->count++] = (struct problem){
        .line = line,
        .what = what,
        .arguments = {arena_copy(&problems->strings, first).data,
                      arena_copy(&problems->strings, second).data},
    };
}

/* Counts on from the last place that was asked for, since blocks come in order. */
size_t lint_line(const struct lint_text *text, const struct block *block)
{
    const struct section *section = text->section;
    struct lint_place *place = text->place;
    if (section->body_line == 0 || block->source == MARKUP_NOWHERE)
        return section->line;
    if (place->line == 0 || block->source < place->source)
        *place = (struct lint_place){0, section->body_line};
    for (; place->source < block->source && place->source < section->body.len; place->source++)
        place->line += section->body.data[place->source] == '\n';
    return place->line;
}

struct str lint_block(const struct lint_text *text, const struct block *block)
{
    return str_slice(buf_str(&text->markup.text), block->from, block->to);
}

static struct str code_text(char *room, size_t size, const struct section *section)
{
    snprintf(room, size, "%03d", section->code);
    return str_of(room);
}

/* --- Everyone's documents --- */

bool lint_phrase_differs(const struct section *section, const struct facts *facts)
{
    if (!*facts->phrase || section->phrase.len == 0 ||
        str_equal(section->phrase, section->tag) || /* "499 (nginx)" names no phrase */
        phrase_begins(section->phrase, str_of(facts->phrase)))
        return false;
    for (size_t i = 0; i < facts->former_count; i++)
        if (phrase_begins(section->phrase, str_of(facts->former_phrases[i])))
            return false;
    return true;
}

static void check_phrase(struct lint *lint, const struct section *section,
                         const struct facts *facts)
{
    struct str phrase = section->phrase, known = str_of(facts->phrase);
    bool longer =
        phrase.len > known.len && str_starts(phrase, known) && phrase.data[known.len] == ' ';
    bool exact = phrase.len == 0 || known.len == 0 || str_equal(phrase, known) || longer;
    if (lint->form ? !exact : lint_phrase_differs(section, facts)) /* an edition is exact */
        lint_report(lint, section->line, N_("the phrase is \"%s\"; the registry has \"%s\""),
                    phrase, known);
}

static bool has_children(const struct lint *lint, size_t at)
{
    size_t count;
    const struct section *sections = document_sections(lint->document, &count);
    return at + 1 < count && sections[at + 1].parent == at;
}

static void check_entry(struct lint *lint, size_t at)
{
    size_t count;
    const struct section *section = &document_sections(lint->document, &count)[at];
    const struct facts *facts = section_facts(lint->registry, section);
    char code[8];
    if (facts)
        check_phrase(lint, section, facts);
    else
        lint_report(lint, section->line, N_("the registry does not know the code %s"),
                    code_text(code, sizeof code, section), STR(""));
    if (str_trim(section->body).len == 0 && !has_children(lint, at))
        lint_report(lint, section->line, N_("the entry on %s has no text"),
                    code_text(code, sizeof code, section), STR(""));
}

/* What stands in brackets may be no name, "(WebDAV)": it is compared as it stands then. */
static bool same_status(const struct lint *lint, const struct section *a, const struct section *b)
{
    if (str_equal(a->tag, b->tag))
        return true;
    bool named = (a->tag.len == 0 || registry_origin(lint->registry, a->tag)) &&
                 (b->tag.len == 0 || registry_origin(lint->registry, b->tag));
    const struct facts *one = section_facts(lint->registry, a);
    return named && one && one == section_facts(lint->registry, b);
}

enum { REPEATS_SEEN = 64 }; /* earlier entries on one code that are looked at */

static void check_repeats(struct lint *lint)
{
    size_t count, steps, last[1000] = {0}; /* the last entry on a code, counted from 1; 0: none */
    const struct section *sections = document_sections(lint->document, &count);
    size_t *before = mem_new(count + 1, sizeof *before); /* the entry before it on the same code */
    for (size_t i = 0; i < count; i++) {
        if (sections[i].kind != SECTION_ENTRY)
            continue;
        size_t earlier = before[i] = last[sections[i].code];
        for (steps = 0; earlier > 0 && steps < REPEATS_SEEN; steps++) {
            if (same_status(lint, &sections[earlier - 1], &sections[i]))
                break;
            earlier = before[earlier - 1];
        }
        if (earlier > 0 && steps < REPEATS_SEEN) {
            char line[32];
            snprintf(line, sizeof line, "%zu", sections[earlier - 1].line);
            lint_report(lint, sections[i].line, N_("\"%s\" has an entry already, on line %s"),
                        sections[i].heading, str_of(line));
        }
        last[sections[i].code] = i + 1;
    }
    free(before);
}

static bool leads_somewhere(const struct lint *lint, const char *target)
{
    size_t users;
    struct link_target link = link_parse(target);
    if (link.kind == LINK_STATUS && *link.origin)
        return registry_find(lint->registry, link.code, link.origin);
    if (link.kind == LINK_STATUS)
        return registry_by_code(lint->registry, link.code, &users);
    return link.kind != LINK_CLASS || registry_class(lint->registry, link.code);
}

static void check_links(struct lint *lint, const struct lint_text *text)
{
    const struct markup *markup = &text->markup;
    int reported = -1; /* a link with styles inside is several spans */
    for (size_t i = 0, block = 0; i < markup->span_count; i++) {
        int link = markup->spans[i].link;
        while (block + 1 < markup->block_count &&
               markup->blocks[block + 1].from <= markup->spans[i].from)
            block++;
        if (link <= reported || leads_somewhere(lint, markup->links[link]))
            continue;
        lint_report(lint, lint_line(text, &markup->blocks[block]),
                    N_("the link to \"%s\" leads nowhere"), str_of(markup->links[link]), STR(""));
        reported = link;
    }
}

/* Entries were not looked for behind that line, or the text of this section is not shown whole. */
static void check_cut(struct lint *lint, const struct lint_text *text)
{
    size_t at = text->markup.cut, line = text->section->body_line;
    if (at == MARKUP_NOWHERE)
        return;
    for (size_t i = 0; line > 0 && i < at; i++)
        line += text->section->body.data[i] == '\n';
    line = line > 0 ? line : text->section->line;
    if (line != document_cut_line(lint->document))
        lint_report(lint, line, N_("is too intricate: what follows is not shown"), STR(""),
                    STR(""));
}

static void check_whole(struct lint *lint)
{
    size_t cut = document_cut_line(lint->document);
    if (cut > 0)
        lint_report(lint, cut, N_("is too intricate: what follows is not shown"), STR(""), STR(""));
    else if (!document_has_entries(lint->document))
        lint_report(lint, 1, N_("no entry on any status code was found"), STR(""), STR(""));
}

static void check_text(struct lint *lint, const struct section *section)
{
    struct lint_place place = {0};
    struct lint_text text = {.section = section, .place = &place};
    if (section->kind == SECTION_ENTRY)
        text.facts = section_facts(lint->registry, section);
    markup_parse(&text.markup, section->body);
    check_cut(lint, &text);
    check_links(lint, &text);
    if (lint->form) {
        lint_entry_form(lint, &text);
        lint_prose(lint, &text);
        lint_exchanges(lint, &text);
    }
    markup_release(&text.markup);
}

static int by_line(const void *a, const void *b)
{
    const struct problem *left = a, *right = b;
    return (left->line > right->line) - (left->line < right->line);
}

void lint_document(struct problems *problems, const struct document *document,
                   const struct registry *registry, const struct form *form)
{
    struct lint lint = {problems, document, registry, form};
    size_t count;
    const struct section *sections = document_sections(document, &count);
    *problems = (struct problems){0};
    check_whole(&lint);
    check_repeats(&lint);
    if (form)
        lint_structure(&lint);
    for (size_t i = 0; i < count; i++) {
        if (sections[i].kind == SECTION_ENTRY)
            check_entry(&lint, i);
        check_text(&lint, &sections[i]);
    }
    if (problems->count > 0)
        qsort(problems->list, problems->count, sizeof *problems->list, by_line);
}

void lint_release(struct problems *problems)
{
    free(problems->list);
    arena_release(&problems->strings);
    *problems = (struct problems){0};
}

/* --- Editions and messages --- */

/* "4xx.md", "6xx-9xx.md" */
static bool is_class_file(const char *name)
{
    size_t len = strlen(name);
    return len >= 6 && name[0] >= '1' && name[0] <= '9' && strncmp(name + 1, "xx", 2) == 0 &&
           strcmp(name + len - 3, ".md") == 0;
}

const struct form *lint_form_of(const char *path)
{
    const char *file = strrchr(path, '/');
    if (!file || !is_class_file(file + 1))
        return NULL;
    size_t len = (size_t)(file - path), name = len;
    while (name > 0 && path[name - 1] != '/')
        name--;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (str_equal((struct str){path + name, len - name}, str_of(language_names[i])))
            return form_of((enum language)i);
    return NULL;
}

void lint_message(struct buf *out, const struct problem *problem, const char *translated)
{
    size_t used = 0;
    for (const char *c = translated; *c; c++) {
        if (c[0] == '%' && c[1] == 's' && used < 2) {
            buf_add_text(out, problem->arguments[used++]);
            c++;
        } else {
            buf_add_char(out, *c);
        }
    }
}
