/* form.h: how the editions are written, as data/README.md tells it.
 *
 * An entry on a registered status has a summary, a description and the sections below, in this
 * order; one on a vendor's status has a summary and a description. The sections have the same names
 * in all entries of one language, so that other modules find them: the flash cards their scenarios,
 * the linter what is missing.
 *
 * Length is counted in what a reader counts: Chinese characters and, between them, words of letters
 * and digits; words between blanks in other languages.
 */
#ifndef SB_CORE_FORM_H
#define SB_CORE_FORM_H

#include "core/catalogue.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

enum form_section {
    FORM_SERVER,    /* what the server should do */
    FORM_CLIENT,    /* what the client should do */
    FORM_EXCHANGE,  /* requests and responses in an `http` code block */
    FORM_CAUSES,    /* causes and fixes, a list */
    FORM_SCENARIOS, /* one or two short stories, a list, that do not name the status */
    FORM_HISTORY,
    FORM_SECTIONS
};

struct form_range {
    size_t from, to;
};

struct form {
    const char *sections[FORM_SECTIONS]; /* their headings */
    const char *unofficial;              /* the heading of the branch with the vendors' statuses */
    struct form_range summary, registered, vendor; /* lengths: of summaries and of whole entries */
    bool chinese;                                  /* the rules of Chinese typography hold */
};

/* Never null. */
const struct form *form_of(enum language language);
/* Which section this heading opens, or FORM_SECTIONS. */
enum form_section form_section(const struct form *form, struct str heading);
/* The length of a text without markup. */
size_t form_length(const struct form *form, struct str text);

#endif
