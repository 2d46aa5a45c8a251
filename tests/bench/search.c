#include "search.h"
#include "replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ROWS = 24, COLUMNS = 80, ARGUMENTS = 8, STEPS = 80, REPEATS = 5 };

#define CLEAR_LINE "\025"

struct step {
    enum hunt hunt;
    char keys[SEARCH_NAME]; /* sent to the terminal; to rg, as its pattern */
    char name[SEARCH_NAME]; /* what stands in the input line afterwards */
};

/* The first is the start, without keys. */
struct script {
    struct step steps[STEPS];
    size_t count;
};

struct contestant {
    const char *argv[ARGUMENTS];
    const char *input;
    const char *before, *after; /* what is typed around a word */
    void (*write)(struct script *script, const struct search_words *words);
};

/* Scripts. */

static void add_step(struct script *script, enum hunt hunt, const char *keys, const char *name)
{
    if (script->count == STEPS)
        abort();
    struct step *step = &script->steps[script->count++];
    step->hunt = hunt;
    snprintf(step->keys, sizeof step->keys, "%s", keys);
    snprintf(step->name, sizeof step->name, "%s", name);
}

/* Letter by letter: the first may count as something else than those behind it. */
static void add_letters(struct script *script, const char *word, enum hunt first, enum hunt later)
{
    for (size_t i = 0; word[i]; i++) {
        char prefix[SEARCH_NAME];
        snprintf(prefix, sizeof prefix, "%.*s", (int)i + 1, word);
        add_step(script, i == 0 ? first : later, prefix + i, prefix);
    }
}

static void write_typing(struct script *script, const struct search_words *words)
{
    add_letters(script, words->common, HUNT_FIRST, HUNT_LATER);
    add_step(script, HUNT_NONE, CLEAR_LINE, "");
    add_step(script, HUNT_CHINESE, words->chinese, words->chinese);
    add_step(script, HUNT_NONE, CLEAR_LINE, "");
    add_letters(script, words->absent, HUNT_ABSENT, HUNT_ABSENT);
    add_step(script, HUNT_NONE, CLEAR_LINE, "");
    add_letters(script, words->absent_pinyin, HUNT_ABSENT, HUNT_ABSENT);
    add_step(script, HUNT_NONE, CLEAR_LINE, "");
    add_letters(script, words->late, HUNT_LATE, HUNT_LATE);
}

static void write_browser(struct script *script, const struct search_words *words)
{
    add_step(script, HUNT_NONE, "/", "");
    write_typing(script, words);
}

static void add_line(struct script *script, const char *word, enum hunt hunt)
{
    char line[SEARCH_NAME];
    snprintf(line, sizeof line, "/%s", word);
    add_step(script, HUNT_NONE, line, word);
    add_step(script, hunt, "\r", word);
}

/* The word at the end comes last here, since less searches from where it is. */
static void write_less(struct script *script, const struct search_words *words)
{
    add_line(script, words->common, HUNT_FIRST);
    for (int i = 0; i < REPEATS; i++)
        add_step(script, HUNT_LATER, "n", words->common);
    add_line(script, words->chinese, HUNT_CHINESE);
    add_line(script, words->absent, HUNT_ABSENT);
    add_line(script, words->absent_pinyin, HUNT_ABSENT);
    add_line(script, words->late, HUNT_LATE);
}

static struct contestant contestant_of(const struct search *search, enum peer peer)
{
    const struct contestant contestants[PEER_COUNT] = {
        [PEER_BROWSER] = {{search->program, "-l", search->language, search->built_in ? NULL : "-d",
                           search->text},
                          NULL,
                          "/",
                          "",
                          write_browser},
        [PEER_LESS] = {{"less", search->text}, NULL, "/", "\r", write_less},
        [PEER_FZF] = {{"fzf", "--exact"}, search->text, "", "", write_typing},
        [PEER_FZY] = {{"fzy"}, search->text, "", "", write_typing},
        [PEER_RG] = {{"rg", "--count", "--include-zero", "--ignore-case", "--fixed-strings"},
                     NULL,
                     "",
                     "",
                     write_typing},
    };
    return contestants[peer];
}

/* Runs. */

static void start(const struct search *search, const struct contestant *contestant,
                  const char *ahead, struct watch *watch)
{
    struct watch_options options = {
        .argv = contestant->argv,
        .env = search->environment->list,
        .input = contestant->input,
        .ahead = ahead,
        .rows = ROWS,
        .columns = COLUMNS,
        .limit = search->limit,
    };
    watch_start(watch, &options);
}

/* Fills figures[script->count]. The keys of the first step are typed ahead. */
static void type(struct search *search, enum peer peer, const struct contestant *contestant,
                 const struct script *script, struct figures *figures)
{
    struct watch watch = {0};
    const char *ahead = script->steps[0].keys;
    start(search, contestant, ahead[0] ? ahead : NULL, &watch);
    for (size_t i = 1; i < script->count; i++)
        watch_keys(&watch, script->steps[i].keys);
    if (!ahead[0])
        series_append(&search->memory[peer], (double)watch_peak_memory(&watch));
    for (size_t i = 0; i < watch.step_count; i++)
        search->given_up[peer] += watch.steps[i].given_up;
    replay(&watch, ROWS, COLUMNS, search->words.late_neighbour, figures);
    watch_release(&watch);
}

/* A process for each step. The line that holds the late word is the only one counted. */
static void command(struct search *search, const struct contestant *contestant,
                    const struct script *script, struct figures *figures)
{
    for (size_t i = 0; i < script->count; i++) {
        struct contestant query = *contestant;
        struct watch watch = {0};
        size_t count = 0;
        figures[i] = (struct figures){.ms = -1, .first_ms = -1};
        if (script->steps[i].hunt == HUNT_START || script->steps[i].hunt == HUNT_NONE)
            continue;
        while (query.argv[count])
            count++;
        query.argv[count++] = script->steps[i].name;
        query.argv[count] = search->text;
        start(search, &query, NULL, &watch);
        search->given_up[PEER_RG] += watch.steps[0].given_up;
        replay(&watch, ROWS, COLUMNS, "1", &figures[i]);
        watch_release(&watch);
    }
}

/* Figures. */

static bool counts_as(enum hunt step, enum hunt hunt)
{
    return step == hunt || (hunt == HUNT_SLOWEST && step >= HUNT_FIRST && step != HUNT_NONE);
}

static double longest_of(const double *values, size_t count)
{
    double longest = values[0];
    for (size_t i = 1; i < count; i++)
        longest = values[i] > longest ? values[i] : longest;
    return longest;
}

/* Keys that changed nothing on the screen tell nothing. */
static void add_hunt(struct search *search, enum peer peer, enum hunt hunt,
                     const struct script *script, const struct figures *figures)
{
    double ms[STEPS], first_ms[STEPS];
    size_t count = 0;
    bool longest = hunt >= HUNT_ABSENT;
    for (size_t i = 0; i < script->count; i++)
        if (counts_as(script->steps[i].hunt, hunt) && figures[i].ms >= 0) {
            ms[count] = figures[i].ms;
            first_ms[count++] = figures[i].first_ms;
        }
    if (count == 0)
        return;
    series_append(&search->ms[peer][hunt], longest ? longest_of(ms, count) : median_of(ms, count));
    series_append(&search->first_ms[peer][hunt],
                  longest ? longest_of(first_ms, count) : median_of(first_ms, count));
}

static void note_worst(struct search *search, enum peer peer, const struct script *script,
                       const struct figures *figures)
{
    for (size_t i = 0; i < script->count; i++)
        if (counts_as(script->steps[i].hunt, HUNT_SLOWEST) && figures[i].ms > search->worst[peer]) {
            search->worst[peer] = figures[i].ms;
            snprintf(search->worst_name[peer], SEARCH_NAME, "%s", script->steps[i].name);
        }
}

static void run_script(struct search *search, enum peer peer, const struct contestant *contestant,
                       const struct script *script)
{
    struct figures figures[STEPS];
    if (peer == PEER_RG)
        command(search, contestant, script, figures);
    else
        type(search, peer, contestant, script, figures);
    for (enum hunt hunt = 0; hunt < HUNT_COUNT; hunt++)
        add_hunt(search, peer, hunt, script, figures);
    note_worst(search, peer, script, figures);
    search->not_found[peer] += search->words.late_neighbour && !figures[script->count - 1].found;
}

static void run(struct search *search, enum peer peer)
{
    struct contestant contestant = contestant_of(search, peer);
    struct script script = {0}, ahead = {0};
    char keys[SEARCH_NAME];
    add_step(&script, HUNT_START, "", "");
    contestant.write(&script, &search->words);
    run_script(search, peer, &contestant, &script);
    snprintf(keys, sizeof keys, "%s%s%s", contestant.before, search->words.late, contestant.after);
    add_step(&ahead, HUNT_AHEAD, keys, search->words.late);
    run_script(search, peer, &contestant, &ahead);
}

static void run_round(struct search *search)
{
    enum peer order[PEER_COUNT] = {0};
    for (int i = 0; i < PEER_COUNT; i++) {
        int other = (int)(random() % (i + 1));
        order[i] = order[other];
        order[other] = (enum peer)i;
    }
    for (int i = 0; i < PEER_COUNT; i++)
        if (is_installed(contestant_of(search, order[i]).argv[0]))
            run(search, order[i]);
}

void search_run(struct search *search, int rounds)
{
    struct stat stat_of_text;
    if (stat(search->text, &stat_of_text) == 0)
        search->size = (double)stat_of_text.st_size;
    for (int round = 0; round < rounds; round++)
        run_round(search);
}

void search_release(struct search *search)
{
    for (enum peer peer = 0; peer < PEER_COUNT; peer++) {
        for (enum hunt hunt = 0; hunt < HUNT_COUNT; hunt++) {
            series_release(&search->ms[peer][hunt]);
            series_release(&search->first_ms[peer][hunt]);
        }
        series_release(&search->memory[peer]);
    }
}
