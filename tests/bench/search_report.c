#include "search.h"

#include <stdio.h>

static const char *const peer_names[] = {
    [PEER_BROWSER] = "statusbrowse", [PEER_LESS] = "less",
    [PEER_FZF] = "fzf --exact",      [PEER_FZY] = "fzy",
    [PEER_RG] = "rg --count",
};

static const char *const hunt_names[] = {
    [HUNT_START] = "first full screen",
    [HUNT_AHEAD] = "from the start to the hit of a word typed ahead, at the end of the text",
    [HUNT_FIRST] = "first key of a common word (less: Enter)",
    [HUNT_LATER] = "its later keys (less: n)",
    [HUNT_CHINESE] = "a common Chinese word at once",
    [HUNT_ABSENT] = "absent words, slowest key",
    [HUNT_LATE] = "a word at the end of the text, slowest key",
    [HUNT_SLOWEST] = "slowest key of all",
};

#define MEGABYTE 1e6

enum { LARGE = 10000000 }; /* bytes; below, most of the memory is not the text's */

static void print_row(const struct search *search, enum peer peer, enum hunt hunt)
{
    struct spread ms = series_spread(&search->ms[peer][hunt]);
    if (!ms.known)
        return;
    char range[48];
    snprintf(range, sizeof range, "(%.2f–%.2f)", ms.min, ms.max);
    /* The dash has three bytes and one column. */
    printf("  %-15s %8.2f %-21s", peer_names[peer], ms.median, range);
    struct spread ratio = series_ratio(&search->ms[peer][hunt], &search->ms[PEER_BROWSER][hunt]);
    if (ratio.known)
        printf(" %6.2f×", ratio.median);
    else
        printf(" %7s", "");
    printf(" %9.2f", series_spread(&search->first_ms[peer][hunt]).median);
    if (hunt == HUNT_SLOWEST)
        printf("  %s", search->worst_name[peer]);
    printf("\n");
}

static void print_table(const struct search *search)
{
    printf("\nsearching %s: %.1f MB\n  %-15s %8s %-19s %7s %9s\n", search->title,
           search->size / MEGABYTE, "", "time, ms", "(min–max)", "ratio", "1st change");
    for (enum hunt hunt = 0; hunt < HUNT_COUNT; hunt++) {
        printf(" %s\n", hunt_names[hunt]);
        for (enum peer peer = 0; peer < PEER_COUNT; peer++)
            print_row(search, peer, hunt);
    }
}

/* Peak memory as a multiple of the text. */
static struct spread memory_of(const struct search *search, enum peer peer)
{
    struct spread memory = series_spread(&search->memory[peer]);
    double factor = 1024 / search->size;
    return (struct spread){memory.median * factor, memory.min * factor, memory.max * factor,
                           memory.known && search->size > 0};
}

static void print_memory(const struct search *search)
{
    printf(" peak memory, MB (and as a multiple of the text)\n");
    for (enum peer peer = 0; peer < PEER_COUNT; peer++) {
        struct spread memory = memory_of(search, peer);
        if (memory.known)
            printf("  %-15s %8.1f %8.2f×\n", peer_names[peer],
                   memory.median * search->size / MEGABYTE, memory.median);
    }
}

/* What makes a figure doubtful. */
static void print_doubts(const struct search *search)
{
    for (enum peer peer = 0; peer < PEER_COUNT; peer++) {
        if (search->given_up[peer] > 0)
            printf("  %s: %zu keys were not waited for longer than %d ms\n", peer_names[peer],
                   search->given_up[peer], search->limit);
        if (search->not_found[peer] > 0)
            printf("  %s: did not show the word at the end of the text %zu times\n",
                   peer_names[peer], search->not_found[peer]);
    }
}

static struct spread ratio_to(const struct search *search, enum peer peer, enum hunt hunt)
{
    return series_ratio(&search->ms[PEER_BROWSER][hunt], &search->ms[peer][hunt]);
}

/* The one that the browser compares worst with; the browser when there is none. fzy is none: it
 * looks for the letters one behind the other, and does not rank long lines. */
static enum peer fastest_peer(const struct search *search)
{
    enum peer fastest = PEER_BROWSER;
    for (enum peer peer = PEER_BROWSER + 1; peer < PEER_COUNT; peer++) {
        struct spread ratio = ratio_to(search, peer, HUNT_SLOWEST);
        if (peer != PEER_FZY && ratio.known &&
            (fastest == PEER_BROWSER ||
             ratio.median > ratio_to(search, fastest, HUNT_SLOWEST).median))
            fastest = peer;
    }
    return fastest;
}

static void print_expectations_of_catalogue(const struct search *search)
{
    enum peer fastest = fastest_peer(search);
    struct spread ratio = ratio_to(search, fastest, HUNT_SLOWEST);
    ratio.known = fastest != PEER_BROWSER;
    expectation_print("first key of a search ≤ 0.5 × less", 0.5,
                      ratio_to(search, PEER_LESS, HUNT_FIRST));
    expectation_print("slowest key of a search ≤ 0.5 × the fastest full-text peer", 0.5, ratio);
    printf("    (%s)\n", peer_names[fastest]);
}

static void print_expectations_of_document(const struct search *search)
{
    expectation_print("slowest key of a search ≤ 0.5 × fzy", 0.5,
                      ratio_to(search, PEER_FZY, HUNT_SLOWEST));
    expectation_print("peak memory ≤ 2 × the text", 2, memory_of(search, PEER_BROWSER));
}

void search_print(const struct search *search)
{
    print_table(search);
    print_memory(search);
    print_doubts(search);
    if (search->built_in || search->size >= LARGE)
        printf(" expected\n");
    if (search->built_in)
        print_expectations_of_catalogue(search);
    else if (search->size >= LARGE)
        print_expectations_of_document(search);
    fflush(stdout);
}
