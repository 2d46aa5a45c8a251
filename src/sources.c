#include "sources.h"
#include "complain.h"
#include "core/mem.h"
#include "ui/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct document *sources_load(const char *file, const struct registry *registry,
                              struct error *error)
{
    if (strcmp(file, SOURCES_INPUT) == 0)
        return document_read(STDIN_FILENO, SOURCES_INPUT_NAME, registry, error);
    return document_load(file, registry, error);
}

static void add_remark(struct sources *sources, enum remark_kind kind, const struct error *error)
{
    struct buf words = {0};
    complain_words(&words, error);
    sources->remarks = mem_grow(sources->remarks, &sources->remark_capacity, sources->remark_count,
                                sizeof *sources->remarks);
    sources->remarks[sources->remark_count++] = (struct remark){kind, buf_detach(&words)};
}

static struct error about(const struct document *document, size_t line, const char *what)
{
    struct error error = {.line = line, .what = what};
    snprintf(error.file, sizeof error.file, "%s", document_name(document));
    return error;
}

static void remark_on(struct sources *sources, const struct document *document)
{
    const char *encoding = document_encoding(document);
    size_t cut = document_cut_line(document);
    struct error odd = about(document, 0, NULL);
    if (document_is_blank(document))
        odd.what = N_("is empty");
    else if (cut > 0)
        odd = about(document, cut, N_("is too intricate: what follows is not shown"));
    else if (!document_has_entries(document))
        odd.what = N_("no entry on any status code was found");
    if (odd.what)
        add_remark(sources, REMARK_ODD, &odd);
    if (!*encoding)
        return;
    struct buf words = {0};
    buf_add_format(&words, _("converted from %s"), encoding);
    struct error converted = about(document, 0, words.data);
    add_remark(sources, REMARK_CONVERTED, &converted);
    buf_release(&words);
}

/* Null when it could not be opened. */
static const struct document *open_one(struct sources *sources, struct catalogue *catalogue,
                                       const char *file)
{
    struct error error = {0};
    struct document *document = sources_load(file, catalogue_registry(catalogue), &error);
    if (!document) {
        sources->failed++;
        add_remark(sources, REMARK_FAILURE, &error);
        return NULL;
    }
    sources->opened++;
    catalogue_add(catalogue, document);
    return document;
}

bool sources_are_same(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

/* By whatever name. */
static bool is_open(const struct catalogue *catalogue, const char *file)
{
    for (size_t i = 0; i < catalogue_document_count(catalogue); i++)
        if (sources_are_same(catalogue_document_path(catalogue, i), file))
            return true;
    return false;
}

void sources_open(struct sources *sources, struct catalogue *catalogue, const char *const *files,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct document *document =
            is_open(catalogue, files[i]) ? NULL : open_one(sources, catalogue, files[i]);
        if (document)
            remark_on(sources, document);
    }
}

void sources_open_besides(struct sources *sources, struct catalogue *catalogue, const char *file)
{
    open_one(sources, catalogue, file);
}

void sources_release(struct sources *sources)
{
    for (size_t i = 0; i < sources->remark_count; i++)
        free(sources->remarks[i].words);
    free(sources->remarks);
    *sources = (struct sources){0};
}

void sources_complain(const struct sources *sources)
{
    for (size_t i = 0; i < sources->remark_count; i++)
        if (sources->remarks[i].kind != REMARK_CONVERTED)
            complain_line(sources->remarks[i].words);
}

void sources_notice(struct buf *out, const struct sources *sources)
{
    const struct remark *gravest = NULL;
    for (size_t i = 0; i < sources->remark_count; i++)
        if (!gravest || sources->remarks[i].kind < gravest->kind)
            gravest = &sources->remarks[i];
    if (gravest && sources->remark_count > 1) {
        /* TRANSLATORS: a remark on a document, and how many there are besides. */
        buf_add_format(out, _("%s, and %zu more"), gravest->words, sources->remark_count - 1);
    } else if (gravest) {
        buf_add_text(out, gravest->words);
    }
}
