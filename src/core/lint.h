/* lint.h: what is dubious in a document.
 *
 * In anyone's document: that it has no entry at all, or more than can be shown; an entry that
 * repeats an earlier one, has no text, gives a registered code another reason phrase, or stands on
 * a code that nobody defines; a link to such a code. Documents of the editions are held to their
 * form as well (form.h and data/README.md): headings, order, sections, lengths, links, header
 * fields, exchanges (RFC 9110, RFC 9112), and the typography of the language.
 *
 * A problem is a place and a message in English, a literal marked with N_(), in which each %s
 * stands for one of the arguments. The edge translates it and fills it in.
 */
#ifndef SB_CORE_LINT_H
#define SB_CORE_LINT_H

#include "core/buf.h"
#include "core/document.h"
#include "core/form.h"
#include "core/mem.h"
#include "core/registry.h"

struct problem {
    size_t line; /* counted from 1 */
    const char *what;
    const char *arguments[2]; /* "" where there is none */
};

struct problems {
    struct problem *list; /* in the order of the lines */
    size_t count, capacity;
    struct arena strings;
};

/* Zero-initialises *problems and fills it. `form` is null for a document that belongs to no
 * edition. The problems own their strings. */
void lint_document(struct problems *problems, const struct document *document,
                   const struct registry *registry, const struct form *form);
void lint_release(struct problems *problems);

/* Does a document of the user's call the status otherwise than the registry? Not when it has no
 * phrase, one of the status' former or other phrases, or the phrase with more behind it; nor when
 * only capitals differ, which RFC 9112 section 4 gives no meaning: a phrase is for people. */
bool lint_phrase_differs(const struct section *section, const struct facts *facts);

/* The form that the document with this file name is held to: that of the edition it belongs to, a
 * file N*.md in a folder with the name of a language ("zh_CN/4xx.md"), or null. */
const struct form *lint_form_of(const char *path);

/* Appends the message, its arguments filled in; `translated` is problem->what in the language of
 * the reader. */
void lint_message(struct buf *out, const struct problem *problem, const char *translated);

#endif
