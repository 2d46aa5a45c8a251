#include "report.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const program_names[] = {
    [PROGRAM_BROWSER] = "statusbrowse", [PROGRAM_LESS] = "less",
    [PROGRAM_FZF] = "fzf --preview",    [PROGRAM_FLOOR] = "curses page",
    [PROGRAM_NARROW] = "statusbrowse",  [PROGRAM_NARROW_LESS] = "less",
};

static const char *const label_names[] = {
    [LABEL_START] = "first full screen",
    [LABEL_MOVE] = "next entry with its text",
    [LABEL_LINE] = "text by a line",
    [LABEL_PAGE] = "text by a page",
    [LABEL_FIND_FIRST] = "search, first key (less: Enter)",
    [LABEL_FIND_LATER] = "search, later keys (less: n)",
    [LABEL_NONE] = "",
};

enum { KEYS_LIMIT = 64 };

/* Collecting. */

static double overdraw(const struct figures *figures)
{
    return figures->ideal > 0 ? (double)figures->bytes / (double)figures->ideal : 0;
}

/* Keys that changed nothing on the screen tell nothing. */
static void add_label(struct report *report, enum program program, enum label label,
                      const struct figures *figures, const enum label *labels, size_t count)
{
    struct series *series = report->series[program][label];
    double times[KEYS_LIMIT], bytes = 0, ideal = 0;
    size_t found = 0;
    for (size_t i = 0; i < count && found < KEYS_LIMIT; i++)
        if (labels[i] == label && figures[i].ms >= 0) {
            times[found++] = figures[i].ms;
            bytes += (double)figures[i].bytes;
            ideal += (double)figures[i].ideal;
        }
    if (found == 0)
        return;
    series_append(&series[MEASURE_MS], median_of(times, found));
    series_append(&series[MEASURE_BYTES], bytes / (double)found);
    series_append(&series[MEASURE_IDEAL], ideal / (double)found);
}

void report_add(struct report *report, enum program program, const struct figures *figures,
                const enum label *labels, size_t count)
{
    for (enum label label = 0; label < LABEL_COUNT; label++)
        add_label(report, program, label, figures, labels, count);
    for (size_t i = 0; i < count; i++)
        if (labels[i] != LABEL_NONE && labels[i] != LABEL_START &&
            overdraw(&figures[i]) > report->worst[program]) {
            report->worst[program] = overdraw(&figures[i]);
            report->worst_label[program] = labels[i];
        }
}

void report_release(struct report *report)
{
    for (enum program program = 0; program < PROGRAM_COUNT; program++)
        for (enum label label = 0; label < LABEL_COUNT; label++)
            for (enum measure measure = 0; measure < MEASURE_COUNT; measure++)
                series_release(&report->series[program][label][measure]);
    *report = (struct report){0};
}

/* Printing. */

static void print_row(const struct report *report, enum program program, enum program base,
                      enum label label)
{
    const struct series *series = report->series[program][label];
    struct spread ms = series_spread(&series[MEASURE_MS]);
    if (!ms.known)
        return;
    char range[48];
    snprintf(range, sizeof range, "(%.2f–%.2f)", ms.min, ms.max);
    /* The dash has three bytes and one column. */
    printf("  %-15s %8.2f %-19s", program_names[program], ms.median, range);
    struct spread ratio =
        series_ratio(&series[MEASURE_MS], &report->series[base][label][MEASURE_MS]);
    if (ratio.known)
        printf(" %6.2f×", ratio.median);
    else
        printf(" %7s", "");
    double bytes = series_spread(&series[MEASURE_BYTES]).median;
    double ideal = series_spread(&series[MEASURE_IDEAL]).median;
    printf(" %8.0f %8.0f %7.2f\n", bytes, ideal, ideal > 0 ? bytes / ideal : 0);
}

static void print_table(const struct report *report, const char *title, enum program from,
                        enum program to)
{
    printf("%s\n  %-15s %8s %-17s %7s %8s %8s %7s\n", title, "", "time, ms", "(min–max)", "ratio",
           "bytes", "ideal", "b/ideal");
    for (enum label label = 0; label < LABEL_COUNT; label++) {
        bool any = false;
        for (enum program program = from; program < to; program++)
            any = any || report->series[program][label][MEASURE_MS].count > 0;
        if (any)
            printf(" %s\n", label_names[label]);
        for (enum program program = from; program < to; program++)
            print_row(report, program, from, label);
    }
}

static void print_processes(const struct report *report, double idle_seconds)
{
    printf("\nprocesses\n  %-15s %12s %10s\n", "", "peak, KB", "wake-ups");
    for (enum program program = 0; program < PROGRAM_NARROW; program++)
        if (report->memory[program] > 0)
            printf("  %-15s %12.0f %10.0f in %g s of idleness\n", program_names[program],
                   report->memory[program], report->switches[program], idle_seconds);
}

static struct spread ratio_to(const struct report *report, enum label label, enum program program,
                              enum label other)
{
    return series_ratio(&report->series[PROGRAM_BROWSER][label][MEASURE_MS],
                        &report->series[program][other][MEASURE_MS]);
}

static enum program most_wasteful(const struct report *report)
{
    bool wide = report->worst[PROGRAM_BROWSER] >= report->worst[PROGRAM_NARROW];
    return wide ? PROGRAM_BROWSER : PROGRAM_NARROW;
}

static struct spread narrow_bytes(const struct report *report)
{
    return series_ratio(&report->series[PROGRAM_NARROW][LABEL_LINE][MEASURE_BYTES],
                        &report->series[PROGRAM_NARROW_LESS][LABEL_LINE][MEASURE_BYTES]);
}

static void print_expectations(const struct report *report)
{
    const double *memory = report->memory, *switches = report->switches;
    enum program worst = most_wasteful(report);
    printf("\nexpected (medians of the ratios of each round)\n");
    expectation_print("time to the first screen ≤ 2 × less", 2,
                      ratio_to(report, LABEL_START, PROGRAM_LESS, LABEL_START));
    expectation_print("time of a move in the tree ≤ 0.2 × fzf with a preview", 0.2,
                      ratio_to(report, LABEL_MOVE, PROGRAM_FZF, LABEL_MOVE));
    expectation_print("time of a move in the tree ≤ 2 × a page of bare curses", 2,
                      ratio_to(report, LABEL_MOVE, PROGRAM_FLOOR, LABEL_PAGE));
    expectation_print("bytes of any key ≤ 1.25 × a plain repaint of what changed", 1.25,
                      spread_of_one(report->worst[worst], true));
    printf("    (at its worst: %s, %s)\n", worst == PROGRAM_NARROW ? "one pane" : "two panes",
           label_names[report->worst_label[worst]]);
    expectation_print("bytes of a line in one pane ≤ 1.5 × less", 1.5, narrow_bytes(report));
    expectation_print(
        "peak memory < 3 × less", 3,
        spread_of_one(memory[PROGRAM_BROWSER] / memory[PROGRAM_LESS], memory[PROGRAM_LESS] > 0));
    expectation_print("wake-ups while idle ≤ 0", 0, spread_of_one(switches[PROGRAM_BROWSER], true));
}

void report_print(const struct report *report, double idle_seconds)
{
    print_table(report, "80 × 24, two panes", PROGRAM_BROWSER, PROGRAM_NARROW);
    printf("\n");
    print_table(report, "60 × 24, one pane", PROGRAM_NARROW, PROGRAM_COUNT);
    print_processes(report, idle_seconds);
    print_expectations(report);
}
