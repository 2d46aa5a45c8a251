/* bench [OPTION]... PROGRAM FLOOR DATADIR: how long the program keeps its user waiting, and how
 * much it writes, side by side with others on the same text.
 *
 *   --rounds N        rounds (10)
 *   --language LANG   edition (zh_CN)
 *
 * PROGRAM is statusbrowse, FLOOR a bare curses program that repaints a page (floor.c), DATADIR
 * where the catalogue is. less, and fzf where it is installed, get the same text. In each round
 * every program runs once, in an order drawn anew, so that what else the machine does falls on all
 * alike; the ratios are those of a round, and what is told is their median. Nothing passes or fails
 * by time: the exit status is 0 unless something could not be run.
 */
#include "corpus.h"
#include "report.h"
#include "watch.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    ROWS = 24,
    COLUMNS = 80,
    NARROW = 60,
    ARGUMENTS = 8,
    KEYS = 32,
    VARIABLES = 8,
    VARIABLE = 4096
};

#define IDLE_SECONDS 2.0

struct key {
    enum label label;
    const char *keys;
    int times;
};

struct contestant {
    const char *argv[ARGUMENTS];
    const char *input;
    int columns;
    struct key keys[8];
};

struct bench {
    int rounds;
    const char *language, *program, *floor, *datadir;
    struct corpus corpus;
    struct contestant contestants[PROGRAM_COUNT];
    char variables[VARIABLES][VARIABLE];
    const char *env[VARIABLES + 1];
    struct report report;
};

static void set_contestants(struct bench *bench)
{
    const struct corpus *corpus = &bench->corpus;
    const struct contestant contestants[PROGRAM_COUNT] = {
        [PROGRAM_BROWSER] = {.argv = {bench->program, "-l", bench->language},
                             .keys = {{LABEL_MOVE, "j", 6},
                                      {LABEL_NONE, "\t", 1},
                                      {LABEL_LINE, "j", 4},
                                      {LABEL_PAGE, " ", 2},
                                      {LABEL_NONE, "/", 1},
                                      {LABEL_FIND_FIRST, "e", 1},
                                      {LABEL_FIND_LATER, "r", 2}}},
        [PROGRAM_LESS] = {.argv = {"less", corpus->text},
                          .keys = {{LABEL_LINE, "j", 4},
                                   {LABEL_PAGE, " ", 2},
                                   {LABEL_NONE, "/err", 1},
                                   {LABEL_FIND_FIRST, "\r", 1},
                                   {LABEL_FIND_LATER, "n", 2}}},
        [PROGRAM_FZF] = {.argv = {"fzf", "--preview", corpus->preview},
                         .input = corpus->list,
                         .keys = {{LABEL_MOVE, "\033[A", 6},
                                  {LABEL_FIND_FIRST, "e", 1},
                                  {LABEL_FIND_LATER, "r", 2}}},
        [PROGRAM_FLOOR] = {.argv = {bench->floor, corpus->text}, .keys = {{LABEL_PAGE, " ", 6}}},
        [PROGRAM_NARROW] = {.argv = {bench->program, "-l", bench->language},
                            .columns = NARROW,
                            .keys = {{LABEL_NONE, PAGE_CODE, 1},
                                     {LABEL_NONE, "\r", 1},
                                     {LABEL_LINE, "j", 12}}},
        [PROGRAM_NARROW_LESS] = {.argv = {"less", corpus->page},
                                 .columns = NARROW,
                                 .keys = {{LABEL_LINE, "j", 12}}},
    };
    memcpy(bench->contestants, contestants, sizeof contestants);
}

static void set_environment(struct bench *bench)
{
    const char *path = getenv("PATH");
    char(*variable)[VARIABLE] = bench->variables;
    size_t count = 0, size = sizeof *variable;
    snprintf(variable[count++], size, "HOME=%s", bench->corpus.folder);
    snprintf(variable[count++], size, "LANGUAGE=%s", bench->language);
    snprintf(variable[count++], size, "LANG=C.UTF-8");
    snprintf(variable[count++], size, "SHELL=/bin/sh");
    snprintf(variable[count++], size, "TERM=xterm-256color");
    snprintf(variable[count++], size, "LESSHISTFILE=-");
    snprintf(variable[count++], size, "PATH=%.4000s", path ? path : "/usr/bin:/bin");
    for (size_t i = 0; i < count; i++)
        bench->env[i] = variable[i];
}

static bool is_installed(const char *name)
{
    const char *path = getenv("PATH");
    char file[4096];
    if (strchr(name, '/'))
        return access(name, X_OK) == 0;
    for (size_t len; path && *path; path += len + (path[len] == ':')) {
        len = strcspn(path, ":");
        snprintf(file, sizeof file, "%.*s/%s", (int)len, path, name);
        if (len > 0 && access(file, X_OK) == 0)
            return true;
    }
    return false;
}

static void start(const struct bench *bench, enum program program, struct watch *watch)
{
    const struct contestant *contestant = &bench->contestants[program];
    struct watch_options options = {
        .argv = contestant->argv,
        .env = bench->env,
        .input = contestant->input,
        .rows = ROWS,
        .columns = contestant->columns ? contestant->columns : COLUMNS,
    };
    watch_start(watch, &options);
}

/* Returns the number of steps, whose labels are set. */
static size_t press_keys(const struct contestant *contestant, struct watch *watch,
                         enum label *labels)
{
    size_t count = 0;
    labels[count++] = LABEL_START;
    for (const struct key *key = contestant->keys; key->keys; key++)
        for (int i = 0; i < key->times && count < KEYS; i++) {
            watch_keys(watch, key->keys);
            labels[count++] = key->label;
        }
    return count;
}

static void run(struct bench *bench, enum program program)
{
    const struct contestant *contestant = &bench->contestants[program];
    struct watch watch = {0};
    struct figures figures[KEYS];
    enum label labels[KEYS];
    start(bench, program, &watch);
    size_t count = press_keys(contestant, &watch, labels);
    bench->report.memory[program] = (double)watch_peak_memory(&watch);
    replay(&watch, ROWS, contestant->columns ? contestant->columns : COLUMNS, figures);
    report_add(&bench->report, program, figures, labels, count);
    watch_release(&watch);
}

static void run_round(struct bench *bench)
{
    enum program order[PROGRAM_COUNT];
    for (int i = 0; i < PROGRAM_COUNT; i++) {
        int other = (int)(random() % (i + 1));
        order[i] = order[other];
        order[other] = (enum program)i;
    }
    for (int i = 0; i < PROGRAM_COUNT; i++)
        if (is_installed(bench->contestants[order[i]].argv[0]))
            run(bench, order[i]);
}

/* All at once, since none is supposed to do anything. */
static void watch_idleness(struct bench *bench)
{
    struct watch watches[PROGRAM_NARROW] = {0};
    double *switches = bench->report.switches;
    for (enum program program = 0; program < PROGRAM_NARROW; program++)
        if (bench->report.memory[program] > 0) {
            start(bench, program, &watches[program]);
            switches[program] = -(double)watch_switches(&watches[program]);
        }
    watch_idle(&watches[PROGRAM_BROWSER], IDLE_SECONDS * 1e3);
    for (enum program program = 0; program < PROGRAM_NARROW; program++)
        if (bench->report.memory[program] > 0) {
            switches[program] += (double)watch_switches(&watches[program]);
            watch_release(&watches[program]);
        }
}

static bool read_options(struct bench *bench, int argc, char **argv)
{
    static const struct option options[] = {
        {"rounds", required_argument, NULL, 'r'},
        {"language", required_argument, NULL, 'l'},
        {0},
    };
    *bench = (struct bench){.rounds = 10, .language = "zh_CN"};
    for (int option; (option = getopt_long(argc, argv, "r:l:", options, NULL)) != -1;)
        if (option == 'r')
            bench->rounds = atoi(optarg);
        else if (option == 'l')
            bench->language = optarg;
        else
            return false;
    if (argc - optind != 3 || bench->rounds < 1)
        return false;
    bench->program = argv[optind];
    bench->floor = argv[optind + 1];
    bench->datadir = argv[optind + 2];
    return true;
}

int main(int argc, char **argv)
{
    struct bench bench;
    if (!read_options(&bench, argc, argv)) {
        fprintf(stderr, "usage: bench [--rounds N] [--language LANG] PROGRAM FLOOR DATADIR\n");
        return 2;
    }
    srandom((unsigned)time(NULL));
    corpus_make(&bench.corpus, bench.program, bench.datadir, bench.language);
    set_contestants(&bench);
    set_environment(&bench);
    for (int round = 0; round < bench.rounds; round++)
        run_round(&bench);
    watch_idleness(&bench);
    report_print(&bench.report, IDLE_SECONDS);
    report_release(&bench.report);
    corpus_remove(&bench.corpus);
    return 0;
}
