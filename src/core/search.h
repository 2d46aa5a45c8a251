/* search.h: finding statuses as somebody types.
 *
 * A search looks through the statuses of one shelf: their codes and facts, their phrases, names,
 * former phrases and search words, the headings above them, and their text, that of the shelf's own
 * documents and that of the editions in every language, whatever language is shown. The same search
 * serves the screen, the pipe and the tests.
 *
 * Text matches without regard to case, width and form (fold.h), to simplified and traditional
 * characters (han.h), and to words that Taiwan and Hong Kong have for the mainland's (alias.h).
 * Letters also match the characters that they spell in pinyin.
 *
 * Nothing is folded before it is first needed, and the work is done in slices, so that the keyboard
 * never waits: search_start() sets a query and search_step() works until the hits are complete.
 * search_prepare() does ahead, in slices too, what the first query would have to.
 *
 * Rank: the code; then phrase and name, whole, then a whole search word, then the name's beginning,
 * a word in it, a part; then former phrases, parts of search words, the headings above, text; then
 * the same for pinyin. What a vendor calls its status counts as a search word. A query of several
 * words ranks as its weakest, unless its words stand together. Within a rank the registered
 * statuses come first, then the order of the shelf holds.
 *
 * Where nothing at all is found, near misses stand in for hits (search_is_near): names that are
 * nearly spelt so, and the codes next to one that does not exist.
 */
#ifndef SB_CORE_SEARCH_H
#define SB_CORE_SEARCH_H

#include "core/catalogue.h"
#include "core/fold.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

enum field {
    FIELD_CODE,
    FIELD_PHRASE,
    FIELD_NAME,
    FIELD_FORMER,
    FIELD_KEYWORD, /* a search word (keywords.h) */
    FIELD_HEADING, /* above the entry */
    FIELD_TEXT,
    FIELD_COUNT,
};

/* "code", "phrase", "name", "former_phrase", "keyword", "heading", "text", in the enum's order. */
extern const char *const field_words[FIELD_COUNT];

struct hit {
    size_t entry;     /* in the shelf */
    unsigned rank;    /* smaller is better */
    enum field field; /* where the weakest of the query's words was found */
};

struct search;

/* The catalogue and the shelf are borrowed and must outlive the search. */
struct search *search_new(struct catalogue *catalogue, const struct shelf *shelf);
void search_free(struct search *search);

/* Begins to look for what was typed. An empty query has no hits and is_active is false. */
void search_start(struct search *search, struct str typed);
bool search_is_active(const struct search *search);
/* Works a little; true while there is more to do. Hits are in order once it has returned false. */
bool search_step(struct search *search);
/* Works until it is done. */
void search_run(struct search *search);

/* Reads and folds a little of what is not yet; true while there is more. */
bool search_prepare(struct search *search);

const struct hit *search_hits(const struct search *search, size_t *count);
bool search_is_hit(const struct search *search, size_t entry);
/* Where the weakest of the query's words was found in an entry that is a hit. */
enum field search_field(const struct search *search, size_t entry);
/* Are the hits only near misses? */
bool search_is_near(const struct search *search);

/* Where the words of the query stand in a text of the entry (ENTRY_NONE: of none): ranges of bytes,
 * in order, not overlapping, for free(). Codes are found as numbers of their own; words that the
 * entry matches only in pinyin, where characters spell them. */
struct fold_range *search_ranges(const struct search *search, size_t entry, struct str text,
                                 size_t *count);

/* Why an entry is a hit: the field and a piece of it around each of the query's words (words found
 * in the same field share one). The list and its excerpts are for search_matches_free(). */
struct search_match {
    enum field field;
    char *excerpt;
    bool own; /* from the user's document, not from the registry or an edition */
};
struct search_match *search_matches(const struct search *search, size_t entry, size_t *count);
void search_matches_free(struct search_match *matches, size_t count);

#endif
