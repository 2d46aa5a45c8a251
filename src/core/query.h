/* query.h: what somebody typed into the search line, taken apart.
 *
 * Words are joined by AND. A word of one to three digits, or of a digit and "xx", asks for codes
 * that begin so; several of those are alternatives. "499-nginx" asks for one status. A fact word
 * ("rfc:6585", "is:cacheable", see fact.h) asks for what the registry knows; while it is incomplete
 * it is text like any other. Any other word is text, compared folded (fold.h) and simplified
 * (han.h), also with the words of Taiwan and Hong Kong in the mainland's (alias.h), and, where it
 * could be pinyin, with the readings of characters. Punctuation around a word does not count, and
 * where Chinese characters meet letters or digits a word ends as if there were a blank.
 *
 * "http404" is 404, "404/410" is both, "rfc7725" is "rfc:7725".
 *
 * "-word" excludes, "several words" in quotation marks (“ ” as well) are taken literally as one
 * piece of text: no code, no fact, no pinyin. An unfinished quotation counts up to the end, a lone
 * "-" is nothing yet: no input is an error.
 */
#ifndef SB_CORE_QUERY_H
#define SB_CORE_QUERY_H

#include "core/fact.h"
#include "core/han.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

#define QUERY_TERMS 32 /* further words are ignored */

enum term_kind {
    TERM_CODE, /* codes from low to high, of one origin or of all */
    TERM_TEXT,
    TERM_FACT, /* `fact` holds for the value in `text` */
};

struct term {
    enum term_kind kind;
    bool excluded;
    bool pinyin; /* the text could be pinyin */
    int low, high;
    const char *origin; /* TERM_CODE: of whom, or null; the registry's */
    const struct fact_word *fact;
    char *text;    /* folded and simplified, never empty */
    bool quoted;   /* taken literally */
    char *letters; /* the text as pinyin, with v for ü; null unless `pinyin` */
    char *other;   /* the same in the mainland's words; null where that is no different */
};

struct query {
    struct term terms[QUERY_TERMS];
    size_t count;
    char *whole;  /* all the text of the query, folded, without exclusions: what a whole name is
                     compared with */
    char *joined; /* the same without blanks where all of it could be pinyin; else empty */
};

/* The registry, which may be null, tells whether what stands behind a code and a hyphen is an
 * origin.
 */
void query_parse(struct query *query, const struct han *han, const struct registry *registry,
                 struct str typed);
void query_release(struct query *query);
/* Where the last word of what was typed begins, behind a "-" that excludes it. */
size_t query_last_word(struct str typed);
/* Can every hit of the narrower query only be found among those of the wider? */
bool query_narrows(const struct query *narrower, const struct query *wider);

#endif
