/* catalogue.h: everything that can be browsed.
 *
 * The catalogue is the registry, the editions (the built-in documents of one language each, the
 * files data/<language>/NAME.md in the order of their names) and the user's own documents. It owns
 * all strings until catalogue_free(); everyone else borrows.
 *
 * What is browsed is a *shelf*: the sections of some documents as one tree, in the order of the
 * documents, each joined with the facts of its status. A shelf is made when it is first asked for
 * and stays, entry for entry, until the next catalogue_open() or catalogue_add().
 */
#ifndef SB_CORE_CATALOGUE_H
#define SB_CORE_CATALOGUE_H

#include "core/document.h"
#include "core/error.h"
#include "core/keywords.h"
#include "core/registry.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

enum language { LANGUAGE_EN, LANGUAGE_ZH_CN, LANGUAGE_COUNT };

/* "en" and "zh_CN", in the enum's order. */
extern const char *const language_names[LANGUAGE_COUNT];
/* The language of a locale's name: zh, zh_CN.UTF-8, zh-Hans and their kin are Chinese, all else is
 * English. */
enum language language_of_locale(const char *locale);
/* An option's argument: "en" or "zh_CN" (zh-CN, zh); false for others. */
bool language_parse(const char *name, enum language *language);

#define ENTRY_NONE ((size_t)-1)

/* One node of a shelf's tree. */
struct entry {
    const struct document *document;
    const struct section *section;
    const struct facts *facts; /* null for headings, classes and statuses unknown to the registry,
                                  and for all before catalogue_load_facts() */
    const char *origin; /* of a status: "iana", a vendor, or "unknown"; "" otherwise, and before
                           that */
    size_t parent;      /* index in the shelf, ENTRY_NONE at the top */
    size_t end;         /* index behind the last entry below this one */
    int depth;          /* 0 at the top */
    bool builtin;       /* from an edition */
};

struct shelf {
    struct entry *entries;
    size_t count;
};

struct catalogue;

/* A catalogue on the data folder, from which nothing is read yet: editions and facts are read when
 * they are first needed. */
struct catalogue *catalogue_new(const char *datadir);
/* Reads the registry and the search words, once, and joins all entries, those of later shelves too,
 * with its facts. The shelves can be shown without, since reading the registry takes longer than
 * reading headings. False, with *error filled, when the registry is missing, or one of them wrong
 * in any way. */
bool catalogue_load_facts(struct catalogue *catalogue, struct error *error);
void catalogue_free(struct catalogue *catalogue);

/* Opens a document of the user's. */
bool catalogue_open(struct catalogue *catalogue, const char *path, struct error *error);
/* Takes over a document of the user's that was read elsewhere. */
void catalogue_add(struct catalogue *catalogue, struct document *document);

/* Null before catalogue_load_facts(). */
const struct registry *catalogue_registry(const struct catalogue *catalogue);

/* The search words of a language; null where its edition has none, and before
 * catalogue_load_facts(). */
const struct keywords *catalogue_keywords(const struct catalogue *catalogue,
                                          enum language language);

/* The edition of a language; null, with *error filled, when its documents are missing or hold no
 * entry. */
const struct shelf *catalogue_edition(struct catalogue *catalogue, enum language language,
                                      struct error *error);
/* What there is to browse: the user's documents, then the edition. */
const struct shelf *catalogue_browse(struct catalogue *catalogue, enum language language,
                                     struct error *error);
/* What is printed: the user's documents, or, when there are none, the edition. */
const struct shelf *catalogue_shelf(struct catalogue *catalogue, enum language language,
                                    struct error *error);

/* The entry of a status, or ENTRY_NONE. A null or empty origin takes "iana", else the first that
 * has the code. */
size_t shelf_find(const struct shelf *shelf, int code, const char *origin);
/* The section that opens the class with this first digit, or ENTRY_NONE. */
size_t shelf_find_class(const struct shelf *shelf, int digit);

/* The reason phrase: the registry's, or the document's own for a status it does not know. */
struct str entry_phrase(const struct entry *entry);
/* The name in the document's language; the phrase where it has none. */
struct str entry_name(const struct entry *entry);
/* The first paragraph of the entry's text, as Markdown. */
struct str entry_summary(const struct entry *entry);
/* The first digit of the status or class, 0 for headings. */
int entry_class(const struct entry *entry);

/* What a link in an entry's text leads to. */
struct link_target {
    enum { LINK_STATUS, LINK_CLASS, LINK_WEB, LINK_OTHER } kind;
    int code;        /* of a status, or the digit of a class */
    char origin[32]; /* of a status: "" when the link names none */
};
/* "410", "499-nginx", "4xx", "https://…". */
struct link_target link_parse(const char *target);

#endif
