#include "opening.h"
#include "replay.h"
#include "watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { ROWS = 24, COLUMNS = 80, ARGUMENTS = 8 };

#define MEGABYTE 1e6

static const char *const opener_names[] = {
    [OPENER_BROWSER] = "statusbrowse",
    [OPENER_VIM] = "vim --clean",
};

struct contestant {
    const char *argv[ARGUMENTS];
};

static struct contestant contestant_of(const struct opening *opening, enum opener opener)
{
    const struct contestant contestants[OPENER_COUNT] = {
        [OPENER_BROWSER] = {{opening->program, "-l", opening->language, "-d", opening->text}},
        [OPENER_VIM] = {{"vim", "--clean", opening->text}},
    };
    return contestants[opener];
}

static void run(struct opening *opening, enum opener opener)
{
    const struct contestant contestant = contestant_of(opening, opener);
    struct watch watch = {0};
    struct figures figures;
    struct watch_options options = {
        .argv = contestant.argv,
        .env = opening->environment->list,
        .rows = ROWS,
        .columns = COLUMNS,
        .limit = opening->limit,
    };
    if (!is_installed(contestant.argv[0]))
        return;
    watch_start(&watch, &options);
    series_append(&opening->memory[opener], (double)watch_peak_memory(&watch));
    opening->given_up[opener] += watch.steps[0].given_up;
    replay(&watch, ROWS, COLUMNS, NULL, &figures);
    series_append(&opening->ms[opener], figures.ms);
    watch_release(&watch);
}

void opening_run(struct opening *opening, int rounds)
{
    struct stat stat_of_text;
    if (stat(opening->text, &stat_of_text) == 0)
        opening->size = (double)stat_of_text.st_size;
    for (int round = 0; round < rounds; round++) {
        enum opener first = random() % 2 ? OPENER_BROWSER : OPENER_VIM;
        run(opening, first);
        run(opening, OPENER_COUNT - 1 - first);
    }
}

static void print_row(const struct opening *opening, enum opener opener)
{
    struct spread ms = series_spread(&opening->ms[opener]);
    double memory = series_spread(&opening->memory[opener]).median * 1024;
    if (!ms.known)
        return;
    char range[48];
    snprintf(range, sizeof range, "(%.2f–%.2f)", ms.min, ms.max);
    /* The dash has three bytes and one column. */
    printf("  %-15s %8.2f %-21s %6.2f× %8.1f %6.2f×\n", opener_names[opener], ms.median, range,
           series_ratio(&opening->ms[opener], &opening->ms[OPENER_BROWSER]).median,
           memory / MEGABYTE, memory / opening->size);
    if (opening->given_up[opener] > 0)
        printf("    (not waited for longer than %d ms: %zu times)\n", opening->limit,
               opening->given_up[opener]);
}

void opening_print(const struct opening *opening)
{
    printf("\nopening %s: %.1f MB\n  %-15s %8s %-19s %7s %8s %7s\n", opening->title,
           opening->size / MEGABYTE, "", "time, ms", "(min–max)", "ratio", "peak, MB", "of text");
    for (enum opener opener = 0; opener < OPENER_COUNT; opener++)
        print_row(opening, opener);
    struct spread memory = series_spread(&opening->memory[OPENER_BROWSER]);
    printf(" expected\n");
    expectation_print("first screen ≤ vim --clean", 1,
                      series_ratio(&opening->ms[OPENER_BROWSER], &opening->ms[OPENER_VIM]));
    expectation_print("peak memory ≤ 3 × the text", 3,
                      spread_of_one(memory.median * 1024 / opening->size, memory.known));
    fflush(stdout);
}

void opening_release(struct opening *opening)
{
    for (enum opener opener = 0; opener < OPENER_COUNT; opener++) {
        series_release(&opening->ms[opener]);
        series_release(&opening->memory[opener]);
    }
}
