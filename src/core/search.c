#include "core/search.h"
#include "core/markup.h"
#include "core/mem.h"
#include "core/search_parts.h"

#include <stdint.h>
#include <stdlib.h>

const char *const field_words[FIELD_COUNT] = {"code",    "phrase",  "name", "former_phrase",
                                              "keyword", "heading", "text"};

enum { SLICE = 512 * 1024 }; /* bytes of text looked through in one step */

struct search *search_new(struct catalogue *catalogue, const struct shelf *shelf)
{
    struct search *search = mem_new(1, sizeof *search);
    search->catalogue = catalogue;
    search->shelf = shelf;
    search->targets = mem_new(shelf->count, sizeof *search->targets);
    search->candidates = mem_new(shelf->count, sizeof *search->candidates);
    search->marks = mem_new(shelf->count, sizeof *search->marks);
    for (size_t i = 0; i < shelf->count; i++)
        if (shelf->entries[i].section->kind == SECTION_ENTRY) {
            struct target *target = &search->targets[search->target_count++];
            target->entry = i;
            target->code = shelf->entries[i].section->code;
        }
    return search;
}

void search_free(struct search *search)
{
    if (!search)
        return;
    query_release(&search->query);
    arena_release(&search->strings);
    free(search->targets);
    free(search->cards);
    free(search->candidates);
    free(search->marks);
    han_free(search->han);
    free(search->hits);
    free(search);
}

static void clear_hits(struct search *search)
{
    for (size_t i = 0; i < search->hit_count; i++)
        search->marks[search->hits[i].entry] = (struct mark){0};
    search->hit_count = 0;
    search->sorted = search->near = false;
}

/* Those that the wider query found, or all. */
static void choose_candidates(struct search *search, bool narrow)
{
    search->next = 0;
    if (narrow)
        return; /* search_step() moved the survivors to the front */
    search->candidate_count = search->target_count;
    for (size_t i = 0; i < search->target_count; i++)
        search->candidates[i] = i;
}

static void choose_language(struct search *search)
{
    enum language language;
    search->language = search->shunned = ANY_LANGUAGE;
    for (size_t i = 0; i < search->query.count; i++) {
        const struct term *term = &search->query.terms[i];
        if (term->kind == TERM_FACT && !term->fact->holds && language_parse(term->text, &language))
            *(term->excluded ? &search->shunned : &search->language) = (int)language;
    }
}

static void open_tables(struct search *search)
{
    if (!search->han)
        search->han = han_new();
}

void search_start(struct search *search, struct str typed)
{
    struct query query;
    open_tables(search);
    query_parse(&query, search->han, catalogue_registry(search->catalogue), typed);
    bool narrow = search->sorted && !search->near && query_narrows(&query, &search->query);
    query_release(&search->query);
    search->query = query;
    clear_hits(search);
    search->query_number++;
    choose_candidates(search, narrow);
    choose_language(search);
}

bool search_is_active(const struct search *search)
{
    return search->query.count > 0;
}

/* Those in use before those that are not, or not yet; vendors' last. */
static int standing(const struct shelf *shelf, size_t at)
{
    const struct entry *entry = &shelf->entries[at];
    if (!origin_is_iana(entry->origin))
        return 2;
    return entry->facts && entry->facts->lifecycle != LIFECYCLE_REGISTERED;
}

static int by_rank(const void *left, const void *right, void *shelf)
{
    const struct hit *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    int order = standing(shelf, a->entry) - standing(shelf, b->entry);
    if (order != 0 && a->rank != RANK_CODE)
        return order;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

void search_sort(struct search *search)
{
    if (search->hit_count > 0)
        qsort_r(search->hits, search->hit_count, sizeof *search->hits, by_rank,
                (void *)(uintptr_t)search->shelf);
}

void search_add_hit(struct search *search, size_t candidate, unsigned rank, enum field field,
                    uint32_t pinyin)
{
    const struct target *target = &search->targets[candidate];
    search->hits =
        mem_grow(search->hits, &search->hit_capacity, search->hit_count, sizeof *search->hits);
    search->hits[search->hit_count++] = (struct hit){target->entry, rank, field};
    search->marks[target->entry] = (struct mark){true, field, pinyin};
}

/* Is there a word that has to be looked for in names and texts? */
static bool asks_for_text(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (query->terms[i].kind == TERM_TEXT)
            return true;
    return false;
}

/* Reads a target's texts if that has not been done; returns how much work that was. */
static size_t read_target(struct search *search, struct target *target)
{
    enum { READING = 16 }; /* it costs more than looking */
    return target->read ? 0 : READING * (64 + search_read(search, target));
}

bool search_prepare(struct search *search)
{
    size_t bytes = 0;
    open_tables(search);
    for (; search->prepared < search->target_count; search->prepared++) {
        if (bytes > SLICE)
            return true;
        bytes += read_target(search, &search->targets[search->prepared]);
    }
    return false;
}

/* The next candidates, as many as a slice has room for; true when there are more. */
static bool look(struct search *search)
{
    size_t bytes = 0;
    bool texts = asks_for_text(&search->query);
    for (; search->next < search->candidate_count; search->next++) {
        if (bytes > SLICE)
            return true;
        size_t candidate = search->candidates[search->next];
        struct target *target = &search->targets[candidate];
        if (texts)
            bytes += read_target(search, target);
        bytes += search_size(target);
        enum field field;
        uint32_t pinyin;
        enum rank rank = search_rank(search, target, &field, &pinyin);
        if (rank == RANK_NONE)
            continue;
        search->candidates[search->hit_count] = candidate;
        search_add_hit(search, candidate, (unsigned)rank, field, pinyin);
    }
    return false;
}

/* The same for near misses, among all that there is. */
static bool look_nearby(struct search *search)
{
    enum { TRYING = 2048 }; /* what one costs, as bytes of text */
    for (size_t bytes = 0; search->next < search->target_count; search->next++) {
        if ((bytes += TRYING) > SLICE)
            return true;
        search_try_near(search, search->next);
    }
    search_keep_near(search);
    return false;
}

bool search_step(struct search *search)
{
    if (search->query.count == 0 || search->sorted)
        return false;
    if (search->near ? look_nearby(search) : look(search))
        return true;
    if (!search->near && search->hit_count == 0 && search_has_near(search)) {
        search->near = true;
        search->next = 0;
        return true;
    }
    search_sort(search);
    search->candidate_count = search->hit_count;
    search->near = search->near && search->hit_count > 0;
    search->sorted = true;
    return false;
}

void search_run(struct search *search)
{
    while (search_step(search))
        ;
}

const struct hit *search_hits(const struct search *search, size_t *count)
{
    *count = search->hit_count;
    return search->hits;
}

bool search_is_hit(const struct search *search, size_t entry)
{
    return search->marks[entry].hit;
}

enum field search_field(const struct search *search, size_t entry)
{
    return search->marks[entry].field;
}

bool search_is_near(const struct search *search)
{
    return search->near;
}
