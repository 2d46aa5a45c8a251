/* sources.h: opening the documents that the user names.
 *
 * One that cannot be read does not keep the others from being opened. What is to be said of them is
 * collected as remarks, so that it can be told where the user looks: on standard error, or on the
 * first screen and, when that has been left, on standard error. Words are in the language that is
 * spoken when the documents are opened.
 */
#ifndef SB_SOURCES_H
#define SB_SOURCES_H

#include "core/buf.h"
#include "core/catalogue.h"
#include "core/document.h"
#include <stdbool.h>
#include <stddef.h>

/* A FILE that is called so is standard input. */
#define SOURCES_INPUT      "-"
#define SOURCES_INPUT_NAME "(standard input)" /* to messages and in JSON */

enum remark_kind {
    REMARK_FAILURE,   /* a document could not be opened */
    REMARK_ODD,       /* it could, but is not what was hoped for */
    REMARK_CONVERTED, /* from another encoding: told on the screen only */
};

struct remark {
    enum remark_kind kind;
    char *words; /* one harmless line */
};

struct sources {
    struct remark *remarks;
    size_t remark_count, remark_capacity;
    size_t opened, failed; /* documents */
};

/* Reads a file, or standard input to its end; the registry as for document_load(). */
struct document *sources_load(const char *file, const struct registry *registry,
                              struct error *error);

/* Opens all of them in the catalogue, one that is given twice once; `sources` is zero-initialised.
 */
void sources_open(struct sources *sources, struct catalogue *catalogue, const char *const *files,
                  size_t count);
/* The same with one document that nobody asked for now: only a failure is worth telling. */
void sources_open_besides(struct sources *sources, struct catalogue *catalogue, const char *file);
/* Are both names those of one file? */
bool sources_are_same(const char *one, const char *other);
void sources_release(struct sources *sources);

/* Says on standard error what failed and what is odd. */
void sources_complain(const struct sources *sources);
/* Appends the gravest remark, and how many more there are; nothing when there is none. */
void sources_notice(struct buf *out, const struct sources *sources);

#endif
