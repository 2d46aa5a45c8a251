/* opening.h: how long it takes until a large document is on the screen, beside an editor that only
 * reads it.
 *
 * Both are started on the same file in each round. The time is that from the execution to the last
 * change of the first screen; the memory is the most that the process had by then.
 */
#ifndef SB_TESTS_BENCH_OPENING_H
#define SB_TESTS_BENCH_OPENING_H

#include "environment.h"
#include "series.h"

enum opener { OPENER_BROWSER, OPENER_VIM, OPENER_COUNT };

struct opening {
    const char *title, *program, *language;
    const char *text; /* the file */
    const struct environment *environment;
    int limit; /* ms */

    double size; /* of the text, bytes */
    /* A value a round. */
    struct series ms[OPENER_COUNT], memory[OPENER_COUNT]; /* KB */
    size_t given_up[OPENER_COUNT];
};

/* The caller sets what stands above the empty line, and zeroes the rest. */
void opening_run(struct opening *opening, int rounds);
void opening_print(const struct opening *opening);
void opening_release(struct opening *opening);

#endif
