/* report.h: collects the figures of all rounds and prints them side by side. */
#ifndef SB_TESTS_BENCH_REPORT_H
#define SB_TESTS_BENCH_REPORT_H

#include "replay.h"
#include "series.h"

#include <stddef.h>

/* The programs that are compared; the first of each size is what the others are measured against.
 */
enum program {
    PROGRAM_BROWSER,
    PROGRAM_LESS,
    PROGRAM_FZF,
    PROGRAM_FLOOR,
    PROGRAM_NARROW, /* the browser with one pane */
    PROGRAM_NARROW_LESS,
    PROGRAM_COUNT,
};

enum label {
    LABEL_START, /* from the execution to the first full screen */
    LABEL_MOVE,  /* to another entry, whose text is shown */
    LABEL_LINE,
    LABEL_PAGE,
    LABEL_FIND_FIRST,
    LABEL_FIND_LATER,
    LABEL_COUNT,
    LABEL_NONE = LABEL_COUNT, /* not counted */
};

enum measure { MEASURE_MS, MEASURE_BYTES, MEASURE_IDEAL, MEASURE_COUNT };

struct report {
    /* A value a round: of that round's keys the median time, the mean bytes. */
    struct series series[PROGRAM_COUNT][LABEL_COUNT][MEASURE_COUNT];
    double worst[PROGRAM_COUNT]; /* bytes / ideal of a single key */
    enum label worst_label[PROGRAM_COUNT];
    double memory[PROGRAM_COUNT];   /* KB at the end; 0: the program is not there */
    double switches[PROGRAM_COUNT]; /* in the idle time */
};

/* Adds a round of one program; labels[i] is that of figures[i]. */
void report_add(struct report *report, enum program program, const struct figures *figures,
                const enum label *labels, size_t count);
void report_release(struct report *report);

void report_print(const struct report *report, double idle_seconds);

#endif
