/* search_parts.h: what the files of the search share; nobody else includes it.
 *
 * search.c finds, search_target.c reads what a status is called and says, search_rank.c ranks,
 * search_near.c looks for near misses, search_why.c tells where and why.
 */
#ifndef SB_CORE_SEARCH_PARTS_H
#define SB_CORE_SEARCH_PARTS_H

#include "core/han.h"
#include "core/mem.h"
#include "core/query.h"
#include "core/search.h"

/* Better is smaller. */
enum rank {
    RANK_CODE,
    RANK_WHOLE,
    RANK_KEYWORD_WHOLE,
    RANK_PREFIX,
    RANK_WORD,
    RANK_PART,
    RANK_FORMER,
    RANK_KEYWORD,
    RANK_HEADING,
    RANK_TEXT_WORD,  /* the query, beginning where a word does */
    RANK_TEXT_APART, /* its words, but not together */
    RANK_TEXT_PART,  /* inside of words */
    RANK_PINYIN,     /* from here on the same again, for pinyin */
    RANK_NONE = 2 * RANK_PINYIN,
};

enum { ANY_LANGUAGE = -1 };
enum {
    SEARCH_SPELT = 64 * 1024, /* bytes of a text in which pinyin is looked for */
    SEARCH_FACE = 1024,       /* bytes of a name that count */
};

/* One name of a status in the form in which it is compared. */
struct face {
    enum field field;
    int language;
    struct str text; /* as the document, the registry or the search words have it */
    struct str folded;
};

/* One text of a status, folded. */
struct body {
    int language;
    struct str folded;
};

/* Names and texts that are looked through together. */
struct sheet {
    struct face *faces; /* phrase, names, former phrases, search words, headings above */
    size_t face_count;
    struct body *bodies;
    size_t body_count;
};

/* How well a card matched a word of the query, in text or only in pinyin. */
struct memo {
    unsigned query; /* the number of the query it is about */
    enum rank text, pinyin;
    enum field text_field, pinyin_field;
};

/* What the registry and the editions have on one status. All entries on the status share it, and it
 * is looked through once for each word of a query. */
struct card {
    struct sheet sheet;
    bool read;
    struct memo memos[QUERY_TERMS + 1]; /* of each word, and of the query as a whole */
};

/* An entry on a status. */
struct target {
    size_t entry;
    int code;
    struct sheet own;  /* what a user's document has on it */
    struct card *card; /* null for a status that the registry does not know */
    bool read;
};

/* What is noted of an entry while it is a hit. */
struct mark {
    bool hit;
    enum field field;
    uint32_t pinyin; /* the terms that match only in pinyin, as bits */
};

struct search {
    struct catalogue *catalogue;
    const struct shelf *shelf;
    struct han *han;
    struct arena strings;
    struct target *targets;
    size_t target_count, prepared;
    struct card *cards; /* by the registry's order; null before the registry is there */
    unsigned query_number;
    struct query query;
    int language, shunned; /* in which text is looked for, and in which it is not */
    size_t *candidates;    /* the targets still to be looked at, then those that were kept */
    size_t candidate_count, next;
    bool sorted, near; /* near: what is looked for, or was found, is near misses */
    struct hit *hits;
    size_t hit_count, hit_capacity;
    struct mark *marks; /* by entry */
};

/* --- search_target.c --- */

/* Reads names and texts; returns the bytes of text that were read. */
size_t search_read(struct search *search, struct target *target);
/* The sheets that belong to a target, and their number. */
size_t search_sheets(const struct target *target, const struct sheet *sheets[2]);
/* What looking through a target costs, in bytes of text. */
size_t search_size(const struct target *target);
/* The texts on a status, the entry's own first, as Markdown, and their languages; their number is
 * returned. */
size_t search_body_sources(const struct search *search, const struct entry *entry,
                           struct str sources[1 + LANGUAGE_COUNT],
                           int languages[1 + LANGUAGE_COUNT]);

/* --- search_rank.c --- */

/* Is the language looked in? */
static inline bool search_looks_in(const struct search *search, int language)
{
    return language == ANY_LANGUAGE ||
           ((search->language == ANY_LANGUAGE || language == search->language) &&
            language != search->shunned);
}

/* How well a target matches the word of the query with this index; *field is where, unless
 * RANK_NONE. */
enum rank search_rank_of_term(const struct search *search, const struct target *target, size_t term,
                              enum field *field);
/* How well it matches the whole query; *pinyin gets the terms that match only so. */
enum rank search_rank(const struct search *search, const struct target *target, enum field *field,
                      uint32_t *pinyin);

/* --- search_near.c --- */

/* Can anything be near to such a query? */
bool search_has_near(const struct search *search);
/* Adds a target as a hit if it is near; all have been tried when the best are kept, in order. */
void search_try_near(struct search *search, size_t candidate);
void search_keep_near(struct search *search);

/* --- search.c --- */

/* Puts the hits in order. */
void search_sort(struct search *search);
void search_add_hit(struct search *search, size_t candidate, unsigned rank, enum field field,
                    uint32_t pinyin);

#endif
