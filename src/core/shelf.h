/* shelf.h: the sections of some documents as one tree.
 *
 * A shelf is a flat tree: entries in the order in which they are shown, each with the index of the
 * one above it. It borrows the documents and owns only what it makes itself: rows that stand in no
 * document (a document as a branch, a class that nobody opens). Entries are joined with the facts
 * of their status by the catalogue, and never change otherwise once the shelf is made.
 */
#ifndef SB_CORE_SHELF_H
#define SB_CORE_SHELF_H

#include "core/document.h"
#include "core/mem.h"
#include "core/registry.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

#define ENTRY_NONE ((size_t)-1)

/* One node of a shelf's tree. */
struct entry {
    const struct document *document;
    const struct section *section;
    const struct facts *facts; /* null for headings, classes and statuses unknown to the registry,
                                  and for all before catalogue_load_facts() */
    const char *origin; /* of a status: "iana", a vendor, or "unknown"; "" otherwise, and before
                           that */
    const char *source; /* what the document is called beside others: the file's name, with as much
                           of its path as tells it from them; "" for an edition */
    size_t parent;      /* index in the shelf, ENTRY_NONE at the top */
    size_t end;         /* index behind the last entry below this one */
    int depth;          /* 0 at the top */
    bool builtin;       /* from an edition, or the branch that holds one */
    bool made;          /* by the shelf: stands in no document */
};

/* Zero-initialise; shelf_release() frees it. */
struct shelf {
    struct entry *entries;
    size_t count, capacity;
    struct arena strings; /* of what it made */
};

/* A document, and what it is called beside others. */
struct volume {
    struct document *document;
    char *source;
};

struct volumes {
    struct volume *list;
    size_t count, capacity;
};

/* --- Making one --- */

/* The documents' trees, one behind the other. */
void shelf_fill(struct shelf *shelf, const struct volumes *volumes, bool builtin);
/* The user's documents as they were written, then the edition. A document is a branch of its own
 * when there are several, or when it does not stand below one heading already; the edition is one
 * whose heading is shelf_edition. So what somebody opened is the tree on the first screen, and the
 * built-in texts are one row at its end, which begins closed (tree.h): with thirty notes and 24
 * rows nothing else of them could be seen anyway, and G leads there. */
void shelf_fill_documents(struct shelf *shelf, const struct volumes *own,
                          const struct volumes *edition);
/* The edition's tree, in which the entries of `own` stand before those on the same status, in the
 * order they have there; those that the edition lacks in the order of the codes, in a class made
 * for them where it has none. Headings and classes of `own` do not appear. Both must have been
 * joined with their facts. */
void shelf_fill_classes(struct shelf *shelf, const struct shelf *own, const struct shelf *edition);
void shelf_release(struct shelf *shelf);

/* The heading of the edition's branch, in English; the interface translates it. */
extern const char *const shelf_edition;

/* --- Finding entries --- */

/* The entry of a status, or ENTRY_NONE. A null or empty origin takes "iana", else the first that
 * has the code. */
size_t shelf_find(const struct shelf *shelf, int code, const char *origin);
/* The section that opens the class with this first digit, or ENTRY_NONE. */
size_t shelf_find_class(const struct shelf *shelf, int digit);

/* Do both speak of one status: the same code and origin, and where nobody known defines the code,
 * the same phrase? */
bool entry_same_status(const struct entry *a, const struct entry *b);
/* How many entries speak of the entry's status, itself among them, and the how manieth it is,
 * counted from 1; 0 for headings and classes. */
size_t shelf_sources(const struct shelf *shelf, size_t entry, size_t *which);
/* The next of them, round the end; ENTRY_NONE when there is no other. */
size_t shelf_next_source(const struct shelf *shelf, size_t entry);

/* --- From one shelf to another: another view, another language, a document read anew --- */

/* For each entry of `from` the same one in `to`, or ENTRY_NONE: what the same document (by its
 * name; all editions are one) has on the same status or calls the same, the nth of equals for the
 * nth. A list for free(). */
size_t *shelf_map(const struct shelf *from, const struct shelf *to);
/* By such a list; else for a branch, the first below it that is in `to`; else what stands on the
 * nearest line of the same document, for the editions the class. ENTRY_NONE for none of these. */
size_t shelf_counterpart(const struct shelf *from, const struct shelf *to, const size_t *map,
                         size_t entry);

/* --- What an entry is --- */

/* The reason phrase: the registry's, or the document's own for a status it does not know. */
struct str entry_phrase(const struct entry *entry);
/* The name in the document's language; the phrase where it has none. */
struct str entry_name(const struct entry *entry);
/* The first paragraph of the entry's text, as Markdown. */
struct str entry_summary(const struct entry *entry);
/* Is the text this phrase, or does it begin with it and go on with another word? Capitals are no
 * matter. */
bool phrase_begins(struct str text, struct str phrase);
/* The first digit of the status or class, 0 for headings. */
int entry_class(const struct entry *entry);
/* What it stands below in its document, wherever the shelf has it; null for nothing. */
const struct section *entry_above(const struct entry *entry);

#endif
