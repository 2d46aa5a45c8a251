/* environment.h: what the programs that are compared find around them. */
#ifndef SB_TESTS_BENCH_ENVIRONMENT_H
#define SB_TESTS_BENCH_ENVIRONMENT_H

#include <stdbool.h>

enum { ENVIRONMENT_SIZE = 8, ENVIRONMENT_VARIABLE = 4096 };

/* Points into itself: not to be copied. */
struct environment {
    char variables[ENVIRONMENT_SIZE][ENVIRONMENT_VARIABLE];
    const char *list[ENVIRONMENT_SIZE + 1]; /* NAME=VALUE, a null pointer behind the last */
};

/* The PATH stays the caller's; everything else is the same wherever the benchmark runs. */
void environment_set(struct environment *environment, const char *home, const char *language);

/* A path, or a name in the PATH. */
bool is_installed(const char *name);

#endif
