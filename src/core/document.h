/* document.h: a Markdown file as a tree of headings, classes and entries.
 *
 * A heading, list item, table row or line that begins with a code is an entry; one that begins with
 * a class ("4xx") opens that class; other headings stand as they are. The tree is flat: sections in
 * the order of the file, each with the index of the section above it. Everything else in the file
 * is the body of some section, from its headline to the next section.
 *
 * Loading reads headings line by line, and lets the Markdown parser see just the bodies that may
 * hold entries in lists, tables and lines: those of sections that are no entries, and of headings
 * that what stands in them may show to be a class ("400") or a group ("301, 302"). What only
 * surveys the codes of the headings below it is text. The text is cleaned first (text.h), so all
 * strings here are harmless. Front matter (--- or +++) and a byte-order mark are skipped; lines
 * keep the numbers they have in the file. Files in other encodings are converted first
 * (encoding.h).
 *
 * The document owns its strings; they live until document_free().
 */
#ifndef SB_CORE_DOCUMENT_H
#define SB_CORE_DOCUMENT_H

#include "core/error.h"
#include "core/registry.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

enum section_kind { SECTION_HEADING, SECTION_CLASS, SECTION_ENTRY };

#define SECTION_TOP ((size_t)-1)

struct section {
    enum section_kind kind;
    int level;         /* 1 to 6 for headings, one below the section they are in for others */
    size_t parent;     /* index of the section above, SECTION_TOP for none */
    int code;          /* of an entry; of a class, its first digit; else 0 */
    struct str phrase; /* these as the document has them: see headline.h */
    struct str tag;
    struct str name;
    struct str heading; /* the whole line without markup */
    struct str body;    /* Markdown up to the next section */
    size_t line;        /* of the headline, counted from 1 */
    size_t body_line;   /* on which the body begins; 0 for one taken from lists, tables or lines */
};

struct document;

/* Null, with *error filled, when the file cannot be read. The registry, or null, tells reason
 * phrases from the text behind them; it is not used once the document is loaded. */
struct document *document_load(const char *path, const struct registry *registry,
                               struct error *error);
/* The same from a descriptor, read to its end (file.h); `name` is what messages and --json call the
 * document. */
struct document *document_read(int fd, const char *name, const struct registry *registry,
                               struct error *error);
/* The same from memory; `name` is what messages and --json call the document. */
struct document *document_parse(const char *name, struct str markdown,
                                const struct registry *registry);
void document_free(struct document *document);

/* The facts of the status that an entry means (registry_meant()), or null. Numbers beyond the
 * classes of HTTP (RFC 9110 section 15) are free for anybody: one with a phrase or a name is a
 * vendor's only when the vendor is named or the phrase is the vendor's. */
const struct facts *section_facts(const struct registry *registry, const struct section *entry);

const char *document_name(const struct document *document);
/* The encoding that the file was converted from ("GB18030"), or "" for UTF-8. */
const char *document_encoding(const struct document *document);
/* Is there nothing but blanks in it? */
bool document_is_blank(const struct document *document);
/* The line behind which entries were not looked for, since the Markdown there is too intricate (the
 * limits of markup.h); 0 when all of the document was looked through. */
size_t document_cut_line(const struct document *document);
/* Is there an entry on any status? */
bool document_has_entries(const struct document *document);
const struct section *document_sections(const struct document *document, size_t *count);

#endif
