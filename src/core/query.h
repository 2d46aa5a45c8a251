/* query.h: what somebody typed into the search line, taken apart.
 *
 * Words are joined by AND. A word of one to three digits, or of a digit and "xx", asks for codes
 * that begin so; several of those are alternatives. Any other word is text, compared folded
 * (fold.h).
 * "-word" excludes, "several words" in quotation marks are taken literally as one piece of text. An
 * unfinished quotation counts up to the end, a lone "-" is nothing yet: no input is an error.
 */
#ifndef SB_CORE_QUERY_H
#define SB_CORE_QUERY_H

#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

#define QUERY_TERMS 32 /* further words are ignored */

enum term_kind {
    TERM_CODE, /* codes from low to high */
    TERM_TEXT,
};

struct term {
    enum term_kind kind;
    bool excluded;
    int low, high;
    char *text; /* folded, never empty */
};

struct query {
    struct term terms[QUERY_TERMS];
    size_t count;
    char *whole; /* all the text of the query, folded, without exclusions: what a whole name is
                    compared with */
};

void query_parse(struct query *query, struct str typed);
void query_release(struct query *query);
/* Can every hit of the narrower query only be found among those of the wider? */
bool query_narrows(const struct query *narrower, const struct query *wider);

#endif
