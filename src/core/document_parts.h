/* document_parts.h: what the files of the document loader share; nobody else includes it.
 *
 * document.c finds headings, document_bodies.c says which texts are looked through and what
 * headings turn out to be; document_blocks.c finds the entries in lines, document_list.c those in
 * lists, document_table.c those in tables, whose titles document_columns.c knows.
 * document_rewrite.c shows the parser what it would not see, and document_source.c leads from plain
 * text back to the Markdown it was made of.
 */
#ifndef SB_CORE_DOCUMENT_PARTS_H
#define SB_CORE_DOCUMENT_PARTS_H

#include "core/buf.h"
#include "core/document.h"
#include "core/headline.h"
#include "core/markup.h"
#include "core/mem.h"

/* Counts lines from the last place on, as sections are found nearly in order. */
struct line_counter {
    const char *at;
    size_t line;
};

struct document {
    char *name;
    const char *encoding; /* "" for UTF-8 */
    size_t cut_line;      /* 0 for none */
    struct buf text;      /* clean; empty once it has been given back */
    bool blank;
    const struct registry *registry;
    struct section *sections;
    size_t section_count, section_capacity;
    size_t first_heading; /* where in the text the first heading's line starts */
    struct arena strings;
    struct line_counter lines;
};

struct section *document_add(struct document *document, struct section section);
/* The number of the line that holds the byte. */
size_t document_line(struct document *document, const char *at);
/* A copy that the document owns, on one line: newlines and tabs become spaces. */
struct str document_keep_line(struct document *document, struct str line);
/* The same of the line without markup. */
struct str document_plain(struct document *document, struct str line);
/* Kind, code, phrase, tag and name from the headline. */
void document_describe(struct section *section, const struct headline *headline);
/* Finds the entries in the text from `start` to the first section and in the bodies of all sections
 * that are not entries, and puts them where they belong. */
void document_scan_blocks(struct document *document, size_t start);

/* --- The body of one section, scanned for entries --- */

/* A text in the source: [from, to), without [skip_from, skip_to), in which a style closes that
 * opened before it. */
struct source_piece {
    size_t from, to, skip_from, skip_to;
};

struct scan {
    struct document *document;
    struct markup *markup;
    struct str source;  /* the Markdown that `markup` was made of */
    const char *origin; /* the same place in the document's text */
    size_t owner;       /* the section whose body this is, or SECTION_TOP */
    int owner_level;
    size_t class_line;  /* the class that a line has opened, or SECTION_TOP */
    bool class_is_bold; /* it is a bold title */
    size_t group;       /* the group that a bold title has opened, or SECTION_TOP */
    size_t open_line;   /* the section of a paragraph's line whose body is still growing, or TOP */
    struct source_piece open; /* that body, `to` not yet known */
    struct buf rest;          /* what belongs to no section found here: the owner's text */
};

/* A headline found in the body. */
struct found {
    struct str heading; /* kept by the document */
    struct headline headline;
    size_t at; /* where in the source it begins */
    struct str body;
};

struct line;

/* Behind the first, lines without a headline that follow each other are one. */
struct lines {
    struct line *list;
    size_t count, capacity;
    size_t total, codes, classes; /* all lines, and those that begin with one */
};

/* Could any line of the body begin with a code? Cheap, so that prose is not parsed for nothing. */
bool scan_is_worth(struct str body);
/* Adds the sections found in the body of the owner; what is in none of them is left in *rest. */
void scan_body(struct document *document, struct str body, size_t owner, int level,
               struct buf *rest);
/* Takes back all since the scan was `old` and there were so many sections. */
void scan_undo(struct scan *scan, const struct scan *old, size_t sections);
/* What new sections stand under: a group, a class, or the owner. */
size_t scan_parent(const struct scan *scan);
/* Adds a section for each code of the headline; returns the index of the last. */
size_t scan_add(struct scan *scan, size_t parent, const struct found *found);
/* Ends the body of the line that is open, at this place of the source. */
void scan_close_line(struct scan *scan, size_t at);
/* Adds the entries of a list or table, below `parent`; what is none of them goes to the rest.
 * False, with nothing added, where there are none. */
bool scan_list(struct scan *scan, size_t list, size_t parent);
bool scan_table(struct scan *scan, size_t table, size_t parent);
/* The lines of a paragraph as they stand in the source; free .list. */
struct lines scan_lines_of(const struct scan *scan, const struct block *block);
/* Adds the entries among these lines, from the `first` on, below `parent`; with SECTION_TOP, below
 * the class or group that is open, and classes open. Returns how many sections there are. */
size_t scan_lines(struct scan *scan, const struct lines *lines, size_t first, size_t parent);
/* Leaves these lines of the source to the owner, or to the line that is open. */
void scan_add_rest(struct scan *scan, size_t from, size_t to);

struct str scan_text(const struct scan *scan, const struct block *block);
/* The headline of a line of the markup's text, which begins there at `base`. */
struct headline scan_headline(const struct scan *scan, size_t base, struct str text,
                              enum headline_place place);
/* A found headline: its line kept by the document, its parts in that copy. */
struct found scan_keep(struct scan *scan, struct str line, const struct headline *headline,
                       size_t at);

/* The body written so that the parser sees the entries in quotations, HTML tables and the like
 * (document_rewrite.c), with every place in it the same; null where nothing is to be changed. The
 * caller frees it. */
char *rewrite_body(struct str body);

/* What the cells of a column are: unknown, codes, numbers of rows, phrases and names, texts, or
 * something that is none of these. */
enum column_role { ROLE_UNKNOWN, ROLE_CODE, ROLE_NUMBER, ROLE_TITLE, ROLE_TEXT, ROLE_OTHER };
enum column_role column_role_of(struct str title);

/* --- From plain text to its source --- */

/* Where the line begins that holds the byte. */
size_t source_line_start(struct str source, size_t at);
/* The column of the byte in its line, with tabs. */
size_t source_column(struct str source, size_t at);
/* Where the lines of a block that has text begin: those of code at its fence. */
size_t source_start(const struct scan *scan, const struct block *block);
/* Where the lines of a block end: where those of the next block begin. */
size_t source_end(const struct scan *scan, const struct block *block);
/* Goes through the Markdown of a leaf block and its plain text side by side. */
struct source_walk {
    struct str source, plain;
    size_t end;        /* of the block in the source */
    size_t at;         /* in the source */
    size_t offset;     /* in the plain text: what stands before both is the same */
    unsigned unclosed; /* which of ">", ")" and "]" do not come any more, as bits */
};
/* On to the byte of the plain text, but not beyond `limit` in the source; to the limit where the
 * plain text has no such byte. */
void source_walk(struct source_walk *walk, size_t offset, size_t limit);
/* Where the walk stands, with the markup of a style that opens there; the plain text of the block
 * begins at `base` of the scan's. */
size_t source_with_markup(const struct scan *scan, const struct source_walk *walk, size_t base);
/* The text that begins where the walk stands and goes on to `end`, beyond the block that is walked
 * through. */
struct source_piece source_behind(const struct scan *scan, const struct source_walk *walk,
                                  size_t base, size_t end);
/* A piece with up to `indent` columns of blanks taken from each line's start; the document owns it.
 */
struct str source_dedented(struct scan *scan, const struct source_piece *piece, size_t indent);

#endif
