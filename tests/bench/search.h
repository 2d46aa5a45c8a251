/* search.h: programs that find words in one text as they are typed, side by side.
 *
 * The browser, fzf and fzy are typed to letter by letter and show every hit; less gets the word and
 * Enter and shows the next one; rg has no screen and is run anew for each letter, only counting
 * lines. What a key took is the time to the last change of the screen.
 */
#ifndef SB_TESTS_BENCH_SEARCH_H
#define SB_TESTS_BENCH_SEARCH_H

#include "environment.h"
#include "series.h"

#include <stddef.h>

enum peer { PEER_BROWSER, PEER_LESS, PEER_FZF, PEER_FZY, PEER_RG, PEER_COUNT };

enum hunt {
    HUNT_START,   /* from the execution to the first full screen */
    HUNT_AHEAD,   /* from the execution to the hit of the late word, typed before that screen */
    HUNT_FIRST,   /* the first letter of the first word */
    HUNT_LATER,   /* its other letters */
    HUNT_CHINESE, /* a common word at once, as input methods send it */
    HUNT_ABSENT,  /* the slowest letter of words that are nowhere */
    HUNT_LATE,    /* the slowest letter of a word that only the end of the text has */
    HUNT_SLOWEST, /* of all letters */
    HUNT_COUNT,
    HUNT_NONE = HUNT_COUNT, /* not counted */
};

struct search_words {
    const char *common, *chinese, *absent, *absent_pinyin, *late;
    const char *late_neighbour; /* what a program must show that has found it; null: unknown */
};

enum { SEARCH_NAME = 32 };

struct search {
    const char *title, *program, *language;
    const char *text; /* the file */
    bool built_in;    /* the browser has it without being told */
    const struct environment *environment;
    struct search_words words;
    int limit; /* ms that a key may take */

    double size; /* of the text, bytes */
    /* A value a round: of that round's keys the median time, or the longest; and of the same keys
     * the time to the first change. */
    struct series ms[PEER_COUNT][HUNT_COUNT], first_ms[PEER_COUNT][HUNT_COUNT];
    struct series memory[PEER_COUNT]; /* KB at the end */
    double worst[PEER_COUNT];         /* ms of a single key */
    char worst_name[PEER_COUNT][SEARCH_NAME];
    size_t given_up[PEER_COUNT];  /* keys still at work at the limit */
    size_t not_found[PEER_COUNT]; /* runs in which the late word was not shown */
};

/* The caller sets what stands above the empty line, and zeroes the rest. */
void search_run(struct search *search, int rounds);
void search_release(struct search *search);

/* search_report.c */
void search_print(const struct search *search);

#endif
