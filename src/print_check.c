#include "core/lint.h"
#include "core/text.h"
#include "print.h"
#include "ui/i18n.h"

#include <stdlib.h>

static void print_problem(FILE *out, const char *file, const struct problem *problem)
{
    struct buf line = {0}, clean = {0};
    buf_add_format(&line, "%s:%zu: ", file, problem->line);
    lint_message(&line, problem, _(problem->what));
    text_clean(&clean, buf_str(&line));
    fprintf(out, "%s\n", clean.data);
    buf_release(&clean);
    buf_release(&line);
}

size_t print_problems(FILE *out, const struct document *document, const struct registry *registry)
{
    struct problems problems;
    const char *file = document_name(document);
    char *whole = realpath(file, NULL); /* which folder it is in */
    lint_document(&problems, document, registry, lint_form_of(whole ? whole : file));
    free(whole);
    size_t count = problems.count;
    for (size_t i = 0; i < count; i++)
        print_problem(out, file, &problems.list[i]);
    lint_release(&problems);
    return count;
}
