/* lint_parts.h: what the files of the linter share; nobody else includes it.
 *
 * lint.c has the rules for everyone's documents, lint_form.c the structure of an edition's entries,
 * lint_prose.c the typography of their texts, lint_exchange.c the HTTP in their code blocks.
 */
#ifndef SB_CORE_LINT_PARTS_H
#define SB_CORE_LINT_PARTS_H

#include "core/lint.h"
#include "core/markup.h"

struct lint {
    struct problems *problems;
    const struct document *document;
    const struct registry *registry;
    const struct form *form; /* null for a document that belongs to no edition */
};

/* Where in a text lines have been counted up to. */
struct lint_place {
    size_t source, line;
};

/* The text of one section, parsed. */
struct lint_text {
    const struct section *section;
    const struct facts *facts; /* of its status, or null */
    struct markup markup;
    struct lint_place *place;
};

void lint_report(struct lint *lint, size_t line, const char *what, struct str first,
                 struct str second);
/* The line on which a block of the section's text begins. */
size_t lint_line(const struct lint_text *text, const struct block *block);
/* The block's text without markup. */
struct str lint_block(const struct lint_text *text, const struct block *block);

/* Headings, order, sections and lengths. */
void lint_structure(struct lint *lint);
void lint_entry_form(struct lint *lint, const struct lint_text *text);
void lint_prose(struct lint *lint, const struct lint_text *text);
/* All code blocks that show messages; an entry's section for them must have one. */
void lint_exchanges(struct lint *lint, const struct lint_text *text);

#endif
