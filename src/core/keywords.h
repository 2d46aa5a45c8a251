/* keywords.h: the search words of every status.
 *
 * What somebody types who knows the symptom and not the code: "upload too big", "断点续传". There
 * is a file for each language, data/<language>/keywords.txt, with a line for each status:
 *
 *     404: broken link; page missing
 *     499-nginx: user closed the tab; slow backend
 *
 * In front of the colon stands the status: its code of three digits and, unless it is one of
 * IANA's, a hyphen and its origin. Behind it stand the words, separated by ; or ；. Blanks around
 * all of them do not count, neither do empty lines and lines that begin with #. The lines have the
 * order of the registry: by code, and among those of one code IANA's first.
 *
 * The table owns what it returns until keywords_free().
 */
#ifndef SB_CORE_KEYWORDS_H
#define SB_CORE_KEYWORDS_H

#include "core/error.h"
#include "core/str.h"
#include <stddef.h>

struct keywords;

/* One line of the file. */
struct keyword_list {
    int code;
    struct str origin;       /* "iana" or a vendor */
    const struct str *words; /* clean text, none of them empty */
    size_t count;            /* at least one */
};

/* Reads the file. Null, with *error filled, when it is missing or wrong in any way. */
struct keywords *keywords_load(const char *path, struct error *error);
/* The same from memory, of which nothing is kept; `name` is used in errors. */
struct keywords *keywords_parse(const char *name, struct str text, struct error *error);
void keywords_free(struct keywords *keywords);

/* All lines, in the file's order. */
const struct keyword_list *keywords_lists(const struct keywords *keywords, size_t *count);
/* The words of one status; null, with *count 0, for none. An empty or null origin asks for "iana".
 */
const struct str *keywords_find(const struct keywords *keywords, int code, const char *origin,
                                size_t *count);

#endif
