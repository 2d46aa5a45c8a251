/* The linter over any document: each problem has a line of the document and a harmless message. */
#include "core/lint.h"
#include "core/mem.h"
#include "fuzz.h"

#include <assert.h>

static void check(const struct document *document, const struct registry *registry, size_t lines,
                  const struct form *form)
{
    struct problems problems;
    struct buf message = {0};
    lint_document(&problems, document, registry, form);
    for (size_t i = 0; i < problems.count; i++) {
        const struct problem *problem = &problems.list[i];
        assert(problem->line >= 1 && problem->line <= lines);
        assert(i == 0 || problem->line >= problems.list[i - 1].line);
        buf_cut(&message, 0);
        lint_message(&message, problem, problem->what);
        fuzz_assert_harmless(buf_str(&message));
    }
    buf_release(&message);
    lint_release(&problems);
}

/* As the loader counts: CR, LF and both together end a line. */
static size_t count_lines(struct str text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.data[i] == '\n' || text.data[i] == '\r';
    return lines;
}

int fuzz_lint(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size};
    struct catalogue *catalogue = fuzz_catalogue((struct str){0});
    struct document *document = document_parse("4xx.md", input, NULL);
    const struct registry *registry = catalogue_registry(catalogue);
    check(document, registry, count_lines(input), NULL);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        check(document, registry, count_lines(input), form_of((enum language)i));
    document_free(document);
    catalogue_free(catalogue);
    return 0;
}

FUZZ_TARGET(fuzz_lint)
