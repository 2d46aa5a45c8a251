/* bench [OPTION]... PROGRAM FLOOR DATADIR: how long the program keeps its user waiting, and how
 * much it writes, side by side with others on the same text.
 *
 *   --rounds N        rounds (10); of documents from 10,000 entries on a third of them
 *   --language LANG   edition (zh_CN)
 *   --entries N,...   sizes of generated documents to search (1000,10000); 0: none. 100,000 entries
 *                     are 300 MB and take two minutes a round
 *   --search-only     leaves out everything but searching
 *   --opening-only    leaves out everything but opening large documents of several manners
 *   --write FILE      only writes the generated document there, as large as --entries says
 *   --manner MANNER   of that document: headings (the default), items, table, lines
 *
 * PROGRAM is statusbrowse, FLOOR a bare curses program that repaints a page (floor.c), DATADIR
 * where the catalogue is. less, fzf, fzy, rg and vim get the same text, as far as they are
 * installed. In each round every program runs once, in an order drawn anew, so that what else the
 * machine does falls on all alike; the ratios are those of a round, and what is told is their
 * median. Nothing passes or fails by time: the exit status is 0 unless something could not be run.
 */
#include "corpus.h"
#include "environment.h"
#include "generate.h"
#include "opening.h"
#include "report.h"
#include "search.h"
#include "watch.h"

#include <errno.h>
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
    SIZES = 8,
    LARGE = 10000,       /* entries */
    KEY_LIMIT = 3000,    /* ms in the catalogue */
    LARGE_LIMIT = 60000, /* ms in a generated document */
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

enum part { PART_BROWSING, PART_SEARCHING, PART_OPENING, PART_COUNT };

struct bench {
    int rounds;
    size_t entries[SIZES]; /* a zero behind the last */
    bool parts[PART_COUNT];
    enum manner manner; /* of the document that is only written */
    const char *language, *write, *program, *floor, *datadir;
    struct corpus corpus;
    struct contestant contestants[PROGRAM_COUNT];
    struct environment environment;
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

static void start(const struct bench *bench, enum program program, struct watch *watch)
{
    const struct contestant *contestant = &bench->contestants[program];
    struct watch_options options = {
        .argv = contestant->argv,
        .env = bench->environment.list,
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
    replay(&watch, ROWS, contestant->columns ? contestant->columns : COLUMNS, NULL, figures);
    report_add(&bench->report, program, figures, labels, count);
    watch_release(&watch);
}

static void run_round(struct bench *bench)
{
    enum program order[PROGRAM_COUNT] = {0};
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

static void search_catalogue(const struct bench *bench)
{
    struct search search = {
        .title = "the catalogue",
        .program = bench->program,
        .language = bench->language,
        .text = bench->corpus.text,
        .built_in = true,
        .environment = &bench->environment,
        .words = {GENERATED_COMMON, GENERATED_COMMON_CHINESE, GENERATED_ABSENT,
                  GENERATED_ABSENT_PINYIN, bench->corpus.late, NULL},
        .limit = KEY_LIMIT,
    };
    search_run(&search, bench->rounds);
    search_print(&search);
    search_release(&search);
}

static int rounds_of(const struct bench *bench, size_t entries)
{
    return entries < LARGE ? bench->rounds : (bench->rounds + 2) / 3;
}

static void search_document(const struct bench *bench, size_t entries)
{
    char title[64];
    int rounds = rounds_of(bench, entries);
    struct search search = {
        .title = title,
        .program = bench->program,
        .language = bench->language,
        .text = bench->corpus.large,
        .environment = &bench->environment,
        .words = {GENERATED_COMMON, GENERATED_COMMON_CHINESE, GENERATED_ABSENT,
                  GENERATED_ABSENT_PINYIN, GENERATED_LATE, GENERATED_LATE_NEIGHBOUR},
        .limit = LARGE_LIMIT,
    };
    snprintf(title, sizeof title, "%zu entries (rounds: %d)", entries, rounds);
    search_run(&search, rounds);
    search_print(&search);
    search_release(&search);
}

static void write_document(const char *path, enum manner manner, size_t entries)
{
    if (!generate_document(path, manner, entries)) {
        fprintf(stderr, "bench: %s: %s\n", path, strerror(errno));
        exit(2);
    }
}

static void search_documents(const struct bench *bench)
{
    for (size_t i = 0; bench->entries[i] > 0; i++) {
        write_document(bench->corpus.large, MANNER_HEADINGS, bench->entries[i]);
        search_document(bench, bench->entries[i]);
        unlink(bench->corpus.large);
    }
}

static void open_documents(const struct bench *bench)
{
    for (enum manner manner = 0; manner < MANNER_COUNT; manner++) {
        struct opening opening = {
            .title = manner_names[manner],
            .program = bench->program,
            .language = bench->language,
            .text = bench->corpus.large,
            .environment = &bench->environment,
            .limit = LARGE_LIMIT,
        };
        write_document(bench->corpus.large, manner, LARGE);
        opening_run(&opening, rounds_of(bench, LARGE));
        opening_print(&opening);
        opening_release(&opening);
        unlink(bench->corpus.large);
    }
}

static void compare_browsing(struct bench *bench)
{
    for (int round = 0; round < bench->rounds; round++)
        run_round(bench);
    watch_idleness(bench);
    report_print(&bench->report, IDLE_SECONDS);
    report_release(&bench->report);
}

/* Options. */

static void read_sizes(struct bench *bench, const char *text)
{
    size_t count = 0;
    char *end;
    memset(bench->entries, 0, sizeof bench->entries);
    do {
        bench->entries[count++] = strtoul(text, &end, 10);
        text = end + 1;
    } while (*end == ',' && count < SIZES - 1);
}

static void only(struct bench *bench, enum part part)
{
    memset(bench->parts, 0, sizeof bench->parts);
    bench->parts[part] = true;
}

static bool read_manner(struct bench *bench, const char *name)
{
    for (enum manner manner = 0; manner < MANNER_COUNT; manner++)
        if (strcmp(manner_names[manner], name) == 0) {
            bench->manner = manner;
            return true;
        }
    return false;
}

static bool read_option(struct bench *bench, int option)
{
    switch (option) {
    case 'r':
        bench->rounds = atoi(optarg);
        return true;
    case 'l':
        bench->language = optarg;
        return true;
    case 'e':
        read_sizes(bench, optarg);
        return true;
    case 's':
        only(bench, PART_SEARCHING);
        return true;
    case 'o':
        only(bench, PART_OPENING);
        return true;
    case 'w':
        bench->write = optarg;
        return true;
    case 'm':
        return read_manner(bench, optarg);
    default:
        return false;
    }
}

static bool read_options(struct bench *bench, int argc, char **argv)
{
    static const struct option options[] = {
        {"rounds", required_argument, NULL, 'r'},  {"language", required_argument, NULL, 'l'},
        {"entries", required_argument, NULL, 'e'}, {"search-only", no_argument, NULL, 's'},
        {"opening-only", no_argument, NULL, 'o'},  {"write", required_argument, NULL, 'w'},
        {"manner", required_argument, NULL, 'm'},  {0},
    };
    *bench = (struct bench){
        .rounds = 10, .language = "zh_CN", .entries = {1000, LARGE}, .parts = {true, true, true}};
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (!read_option(bench, option))
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
        fprintf(stderr, "usage: bench [--rounds N] [--language LANG] [--entries N,...] "
                        "[--search-only] [--opening-only] [--write FILE] [--manner MANNER] "
                        "PROGRAM FLOOR DATADIR\n");
        return 2;
    }
    if (bench.write) {
        write_document(bench.write, bench.manner, bench.entries[0]);
        return 0;
    }
    srandom((unsigned)time(NULL));
    corpus_make(&bench.corpus, bench.program, bench.datadir, bench.language);
    environment_set(&bench.environment, bench.corpus.folder, bench.language);
    if (bench.parts[PART_BROWSING]) {
        set_contestants(&bench);
        compare_browsing(&bench);
    }
    if (bench.parts[PART_SEARCHING]) {
        search_catalogue(&bench);
        search_documents(&bench);
    }
    if (bench.parts[PART_OPENING])
        open_documents(&bench);
    corpus_remove(&bench.corpus);
    return 0;
}
