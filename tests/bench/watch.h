/* watch.h: runs a program in a pseudo-terminal and notes when it wrote what.
 *
 * A step begins with the program's start or with keys sent to it, and ends when it has settled: no
 * output for a while, no thread of it or of its children running, and no processor time used. So a
 * program that works in silence is waited for, and none is waited for longer than that takes. What
 * was written is looked at only afterwards (replay.h), not to keep the program waiting; questions
 * to the terminal are therefore not answered.
 */
#ifndef SB_TESTS_BENCH_WATCH_H
#define SB_TESTS_BENCH_WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct watch_options {
    const char *const *argv; /* searched for in the PATH */
    const char *const *env;  /* the whole environment */
    const char *input;       /* file for standard input; null: the terminal */
    const char *ahead; /* keys sent at the first sign of life, as part of the start; or null */
    int rows, columns;
    int limit; /* ms that a step may take; 0: three seconds */
};

/* Bytes [from, to) of the output came together. */
struct watch_chunk {
    double ms; /* since the step began */
    size_t from, to;
};

struct watch_step {
    size_t first, count; /* chunks */
    bool given_up;       /* it was still at work at its limit */
};

struct watch {
    int pid, pty;
    double began; /* the step */
    double limit; /* ms */
    const char *ahead;
    char *output;
    size_t len, size;
    struct watch_chunk *chunks;
    size_t chunk_count, chunk_size;
    struct watch_step *steps; /* the first is the start */
    size_t step_count;
};

/* Zero-initialise. The clock of the first step runs from just before execve(). */
void watch_start(struct watch *watch, const struct watch_options *options);
void watch_keys(struct watch *watch, const char *keys);
/* Kills what still runs. */
void watch_release(struct watch *watch);

/* Until nothing has happened for a while; part of starting and of each key. */
void watch_settle(struct watch *watch);
/* Reads what comes for so long. */
void watch_idle(struct watch *watch, double ms);

/* Of the process, its children left out. */
long watch_peak_memory(const struct watch *watch); /* KB */
/* Voluntary context switches of all its threads. */
long watch_switches(const struct watch *watch);

#endif
