/* catalogue.h: everything that can be browsed.
 *
 * The catalogue is the registry, the editions (the built-in documents of one language each, the
 * files data/<language>/NAME.md in the order of their names) and the user's own documents. It owns
 * all strings until catalogue_free(); everyone else borrows.
 *
 * What is browsed is a *shelf* (shelf.h): the sections of some documents as one tree, each joined
 * with the facts of its status. A shelf is made when it is first asked for and stays, entry for
 * entry. When a document is opened or read anew, the shelves with documents of the user's are made
 * afresh the next time they are asked for; the earlier ones, and the document that was replaced,
 * stay until catalogue_release_old(), so that whoever shows them can find its places in the new.
 */
#ifndef SB_CORE_CATALOGUE_H
#define SB_CORE_CATALOGUE_H

#include "core/error.h"
#include "core/keywords.h"
#include "core/registry.h"
#include "core/shelf.h"
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

/* How the entries are arranged: as the user's documents have them, or by class. */
enum view { VIEW_DOCUMENTS, VIEW_CLASSES, VIEW_COUNT };

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

/* Opens a document of the user's, behind those that are open. */
bool catalogue_open(struct catalogue *catalogue, const char *path, struct error *error);
/* Takes over a document of the user's that was read elsewhere. */
void catalogue_add(struct catalogue *catalogue, struct document *document);
/* Reads the document with this path anew, in its place, or opens it when it is not open. It stays
 * as it was, with *error filled, when it cannot be read, or when it has no entry any more though it
 * had some: a file that is being saved is empty for a moment. */
bool catalogue_reload(struct catalogue *catalogue, const char *path, struct error *error);
/* Frees the shelves and documents that have been replaced. */
void catalogue_release_old(struct catalogue *catalogue);

/* The user's documents that are open, in their order: the number, and the path of each as it was
 * given. */
size_t catalogue_document_count(const struct catalogue *catalogue);
const char *catalogue_document_path(const struct catalogue *catalogue, size_t index);

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
/* What there is to browse: the user's documents and the edition. By class it needs the facts, which
 * are read if they have not been. Without documents of the user's it is the edition, in any view.
 */
const struct shelf *catalogue_browse(struct catalogue *catalogue, enum view view,
                                     enum language language, struct error *error);
/* What is printed: the user's documents, or, when there are none, the edition. */
const struct shelf *catalogue_shelf(struct catalogue *catalogue, enum language language,
                                    struct error *error);

/* What a link in an entry's text leads to. */
struct link_target {
    enum { LINK_STATUS, LINK_CLASS, LINK_WEB, LINK_OTHER } kind;
    int code;        /* of a status, or the digit of a class */
    char origin[32]; /* of a status: "" when the link names none */
};
/* "410", "499-nginx", "4xx", "https://…". */
struct link_target link_parse(const char *target);

#endif
