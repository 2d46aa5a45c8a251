/* fact.h: words of a query that ask for facts: "rfc:6585", "header:retry-after", "is:cacheable".
 *
 * One table says which there are. A value is compared folded (fold.h); those of rfc, header and
 * origin match what begins so, so that each further letter only narrows.
 */
#ifndef SB_CORE_FACT_H
#define SB_CORE_FACT_H

#include "core/buf.h"
#include "core/registry.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

struct fact_word {
    const char *name;    /* "rfc" */
    const char *example; /* "rfc:6585" */
    const char *help;    /* a literal marked with N_() */
    /* Is this a value that can be asked for, or still a beginning? */
    bool (*is_whole)(struct str value);
    /* Does it hold for the status? Null for "lang", which says where to look for text. */
    bool (*holds)(const struct registry *registry, const struct facts *facts, struct str value);
    /* Appends the values there are, each followed by a newline. */
    void (*list)(const struct registry *registry, struct buf *out);
};

/* All of them, ended by one whose name is null. */
const struct fact_word *fact_words(void);
/* The fact word that a folded word of a query is, when its value is whole; *value is set. */
const struct fact_word *fact_parse(struct str word, struct str *value);

/* How the last word of what was typed can go on: appends whole words ("is:cacheable", "rfc:", each
 * followed by a newline, in order) and returns how many there are. */
size_t fact_completions(const struct registry *registry, struct str typed, struct buf *out);

#endif
