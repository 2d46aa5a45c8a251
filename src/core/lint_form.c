#include "core/lint_parts.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

/* --- Headings and order --- */

/* Registered statuses stand under their class. Vendors' stand in the branch for them inside the
 * class; those outside the five classes stand under any other heading of the first level. */
static void check_place(struct lint *lint, const struct section *section, const struct facts *facts)
{
    size_t count;
    const struct section *sections = document_sections(lint->document, &count);
    const struct section *parent =
        section->parent == SECTION_TOP ? NULL : &sections[section->parent];
    bool in_class = parent && parent->kind == SECTION_CLASS && section->code / 100 == parent->code;
    bool in_branch = parent && str_equal(parent->heading, str_of(lint->form->unofficial)) &&
                     parent->parent != SECTION_TOP &&
                     sections[parent->parent].code == section->code / 100;
    bool outside =
        section->code >= 600 && parent && parent->kind == SECTION_HEADING && parent->level == 1;
    if (origin_is_iana(facts->origin) && !(in_class && section->level == 2))
        lint_report(lint, section->line, N_("\"%s\" does not stand at level 2 of its class"),
                    section->heading, STR(""));
    if (!origin_is_iana(facts->origin) && !(in_branch && section->level == 3) && !outside)
        lint_report(lint, section->line, N_("\"%s\" does not stand at level 3 under \"%s\""),
                    section->heading, str_of(lint->form->unofficial));
}

/* "(Unused)" is a phrase, in the registry as in a heading, and nobody's name. */
static bool is_bracketed(const struct section *section, const struct facts *facts)
{
    return *facts->phrase == '(' &&
           str_starts(str_slice(section->heading, 4, section->heading.len), str_of(facts->phrase));
}

/* A vendor's status names it in brackets. A name follows wherever the phrase is in another
 * language, or there is none. */
static void check_heading(struct lint *lint, const struct section *section,
                          const struct facts *facts)
{
    size_t phrase = strlen(facts->phrase);
    bool bracketed = is_bracketed(section, facts);
    bool longer = section->phrase.len > phrase; /* "505 HTTP Version Not Supported HTTP 版本…" */
    bool named = section->name.len > 0 || longer;
    if (phrase > 0 && section->phrase.len == 0 && !bracketed)
        lint_report(lint, section->line, N_("the phrase \"%s\" is missing"), str_of(facts->phrase),
                    STR(""));
    if (phrase == 0 && section->phrase.len > 0)
        lint_report(lint, section->line, N_("\"%s\" is no phrase of the vendor's"), section->phrase,
                    STR(""));
    if (section->tag.len > 0 && !bracketed && !registry_origin(lint->registry, section->tag))
        lint_report(lint, section->line, N_("nobody is called \"%s\" in the registry"),
                    section->tag, STR(""));
    if (!named && (lint->form->chinese || phrase == 0))
        lint_report(lint, section->line, N_("\"%s\" has no name"), section->heading, STR(""));
}

void lint_structure(struct lint *lint)
{
    size_t count;
    const struct section *sections = document_sections(lint->document, &count);
    for (size_t i = 0; i < count; i++) {
        const struct section *section = &sections[i];
        if (section->kind != SECTION_ENTRY)
            continue;
        const struct facts *facts = section_facts(lint->registry, section);
        bool later = i > 0 && sections[i - 1].parent == section->parent &&
                     sections[i - 1].kind == SECTION_ENTRY && sections[i - 1].code > section->code;
        if (later)
            lint_report(lint, section->line, N_("\"%s\" comes after a higher code"),
                        section->heading, STR(""));
        if (!facts)
            continue;
        check_place(lint, section, facts);
        check_heading(lint, section, facts);
    }
}

/* --- Summary, sections, length --- */

static void check_range(struct lint *lint, size_t line, struct str text, struct form_range range,
                        const char *what)
{
    size_t length = form_length(lint->form, text);
    char found[32], wanted[64];
    snprintf(found, sizeof found, "%zu", length);
    snprintf(wanted, sizeof wanted, "%zu–%zu", range.from, range.to);
    if (length < range.from || length > range.to)
        lint_report(lint, line, what, str_of(found), str_of(wanted));
}

/* How many sentences end in the text. A full stop inside a word or a number ends none. */
static size_t sentences(struct str text)
{
    static const char *const stops[] = {"。", "？", "！", ". ", "? ", "! "};
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        for (size_t j = 0; j < sizeof stops / sizeof *stops; j++)
            count += str_starts(str_slice(text, i, text.len), str_of(stops[j]));
    return count + (text.len > 0 && strchr(".?!", text.data[text.len - 1]));
}

static void check_summary(struct lint *lint, const struct lint_text *text)
{
    const struct markup *markup = &text->markup;
    const struct block *first = markup->block_count > 0 ? &markup->blocks[0] : NULL;
    if (!first || first->kind != BLOCK_PARAGRAPH) {
        lint_report(lint, text->section->line, N_("\"%s\" has no summary"), text->section->heading,
                    STR(""));
        return;
    }
    struct str summary = lint_block(text, first);
    size_t line = lint_line(text, first);
    if (sentences(summary) != 1)
        lint_report(lint, line, N_("the summary is not one sentence"), STR(""), STR(""));
    check_range(lint, line, summary, lint->form->summary,
                N_("the summary has a length of %s instead of %s"));
    bool followed = markup->block_count > 1 && markup->blocks[1].kind == BLOCK_PARAGRAPH;
    if (!followed)
        lint_report(lint, line, N_("no description follows the summary"), STR(""), STR(""));
}

static bool may_lack(const struct facts *facts, int section)
{
    return section == FORM_EXCHANGE && facts->lifecycle == LIFECYCLE_UNUSED;
}

static bool has_text(const struct markup *markup, size_t heading)
{
    size_t next = heading + 1;
    return next < markup->block_count && markup->blocks[next].kind != BLOCK_HEADING;
}

/* The sections in their order; `next` is the first that has not come yet. */
static int check_section(struct lint *lint, const struct lint_text *text, size_t at, int next)
{
    const struct block *heading = &text->markup.blocks[at];
    struct str title = lint_block(text, heading);
    int section = (int)form_section(lint->form, title);
    size_t line = lint_line(text, heading);
    if (section == FORM_SECTIONS || heading->number != 3 || section < next) {
        lint_report(lint, line, N_("the section \"%s\" does not belong here"), title, STR(""));
        return next;
    }
    if (!has_text(&text->markup, at))
        lint_report(lint, line, N_("the section \"%s\" is empty"), title, STR(""));
    for (; next < section; next++)
        if (!may_lack(text->facts, next))
            lint_report(lint, line, N_("the section \"%s\" is missing"),
                        str_of(lint->form->sections[next]), STR(""));
    return section + 1;
}

static void check_sections(struct lint *lint, const struct lint_text *text)
{
    const struct markup *markup = &text->markup;
    int next = 0;
    for (size_t i = 0; i < markup->block_count; i++)
        if (markup->blocks[i].kind == BLOCK_HEADING)
            next = check_section(lint, text, i, next);
    for (; next < FORM_SECTIONS; next++)
        if (!may_lack(text->facts, next))
            lint_report(lint, text->section->line, N_("the section \"%s\" is missing"),
                        str_of(lint->form->sections[next]), STR(""));
}

static void check_no_sections(struct lint *lint, const struct lint_text *text)
{
    const struct markup *markup = &text->markup;
    for (size_t i = 0; i < markup->block_count; i++)
        if (markup->blocks[i].kind == BLOCK_HEADING)
            lint_report(lint, lint_line(text, &markup->blocks[i]),
                        N_("the section \"%s\" does not belong here"),
                        lint_block(text, &markup->blocks[i]), STR(""));
}

/* --- Scenarios --- */

static bool holds(struct str text, struct str word)
{
    return word.len > 0 && text.len >= word.len && memmem(text.data, text.len, word.data, word.len);
}

static void check_scenario(struct lint *lint, const struct lint_text *text,
                           const struct block *block)
{
    const struct facts *facts = text->facts;
    char code[16];
    snprintf(code, sizeof code, "%03d", facts->code);
    struct str said = lint_block(text, block);
    struct str names[] = {str_of(code), str_of(facts->phrase), text->section->name};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (holds(said, names[i]))
            lint_report(lint, lint_line(text, block), N_("the scenario gives \"%s\" away"),
                        names[i], STR(""));
}

/* The scenarios are list items: each is a question of its own. */
static void check_scenarios(struct lint *lint, const struct lint_text *text)
{
    const struct markup *markup = &text->markup;
    bool inside = false;
    size_t items = 0;
    for (size_t i = 0; i < markup->block_count; i++) {
        const struct block *block = &markup->blocks[i];
        if (block->kind == BLOCK_HEADING)
            inside = form_section(lint->form, lint_block(text, block)) == FORM_SCENARIOS;
        if (!inside || block->kind == BLOCK_HEADING)
            continue;
        items += block->kind == BLOCK_ITEM;
        if (block->depth == 0 && block->kind != BLOCK_LIST)
            lint_report(lint, lint_line(text, block), N_("a scenario is not a list item"), STR(""),
                        STR(""));
        if (block->kind == BLOCK_ITEM)
            check_scenario(lint, text, block);
    }
    if (items > 3)
        lint_report(lint, text->section->line, N_("there are more than three scenarios"), STR(""),
                    STR(""));
}

/* --- The entry --- */

/* Everything that is prose: no code blocks. */
static void check_length(struct lint *lint, const struct lint_text *text)
{
    struct buf prose = {0};
    for (size_t i = 0; i < text->markup.block_count; i++) {
        const struct block *block = &text->markup.blocks[i];
        if (block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM)
            continue;
        buf_add(&prose, lint_block(text, block));
        buf_add_char(&prose, '\n');
        i = block->end > i ? block->end - 1 : i;
    }
    check_range(lint, text->section->line, buf_str(&prose),
                !origin_is_iana(text->facts->origin) ? lint->form->vendor : lint->form->registered,
                N_("the entry has a length of %s instead of %s"));
    buf_release(&prose);
}

void lint_entry_form(struct lint *lint, const struct lint_text *text)
{
    const struct section *section = text->section;
    if (section->kind == SECTION_CLASS && str_trim(section->body).len == 0)
        lint_report(lint, section->line, N_("\"%s\" has no introduction"), section->heading,
                    STR(""));
    if (section->kind != SECTION_ENTRY || !text->facts)
        return;
    check_summary(lint, text);
    check_length(lint, text);
    if (!origin_is_iana(text->facts->origin)) {
        check_no_sections(lint, text);
        return;
    }
    check_sections(lint, text);
    check_scenarios(lint, text);
}
