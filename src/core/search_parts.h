/* search_parts.h: what the two files of the search share; nobody else includes it.
 *
 * search.c finds, search_why.c tells where and why.
 */
#ifndef SB_CORE_SEARCH_PARTS_H
#define SB_CORE_SEARCH_PARTS_H

#include "core/mem.h"
#include "core/query.h"
#include "core/search.h"

/* Better is smaller. */
enum rank {
    RANK_CODE,
    RANK_WHOLE,
    RANK_PREFIX,
    RANK_WORD,
    RANK_PART,
    RANK_FORMER,
    RANK_HEADING,
    RANK_TEXT_WORD,  /* the query, beginning where a word does */
    RANK_TEXT_APART, /* its words, but not together */
    RANK_TEXT_PART,  /* inside of words */
    RANK_NONE,
};

/* One text of a status in the form in which it is compared. */
struct face {
    enum field field;
    struct str text; /* as the document or the registry has it */
    struct str folded;
};

/* A status with its texts. */
struct target {
    size_t entry;
    int code;
    struct face *faces; /* phrase, names, former phrases, headings above */
    size_t face_count;
    struct str *bodies; /* folded, once `read` */
    size_t body_count;
    bool read;
};

struct search {
    struct catalogue *catalogue;
    const struct shelf *shelf;
    struct arena strings;
    struct target *targets;
    size_t target_count;
    struct query query;
    size_t *candidates; /* the targets still to be looked at, then those that were kept */
    size_t candidate_count, next;
    bool sorted;
    struct hit *hits;
    size_t hit_count, hit_capacity;
    bool *is_hit; /* by entry */
};

/* How well a target's texts match one folded text; *field is where, unless RANK_NONE. */
enum rank search_rank_of_text(const struct target *target, struct str needle, enum field *field);
/* The texts on a status, the entry's own first, as Markdown; their number is returned. */
size_t search_body_sources(const struct search *search, const struct entry *entry,
                           struct str sources[1 + LANGUAGE_COUNT]);

#endif
