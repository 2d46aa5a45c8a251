#include "core/search.h"
#include "core/markup.h"
#include "core/mem.h"
#include "core/search_parts.h"

#include <stdint.h>
#include <stdlib.h>

const char *const field_words[FIELD_COUNT] = {"code",          "phrase",  "name",
                                              "former_phrase", "heading", "text"};

enum { SLICE = 512 * 1024 }; /* bytes of text looked through in one step */

static struct str fold_kept(struct search *search, struct str text)
{
    struct buf folded = {0};
    fold_add(&folded, text);
    struct str kept = arena_copy(&search->strings, buf_str(&folded));
    buf_release(&folded);
    return kept;
}

/* The editions' entries on the same status; null where an edition has none. */
static const struct entry *edition_entry(struct catalogue *catalogue, enum language language,
                                         const struct entry *entry)
{
    struct error ignored;
    const struct shelf *edition = catalogue_edition(catalogue, language, &ignored);
    size_t found = edition ? shelf_find(edition, entry->section->code, entry->origin) : ENTRY_NONE;
    return found == ENTRY_NONE ? NULL : &edition->entries[found];
}

static void add_face(struct search *search, struct target *target, enum field field,
                     struct str text)
{
    if (text.len > 0)
        target->faces[target->face_count++] = (struct face){field, text, fold_kept(search, text)};
}

/* Where there is no name of its own, the phrase stands for it and has been added. */
static void add_name(struct search *search, struct target *target, const struct entry *entry)
{
    if (!str_equal(entry_name(entry), entry_phrase(entry)))
        add_face(search, target, FIELD_NAME, entry_name(entry));
}

static void add_heading(struct search *search, struct target *target, const struct shelf *shelf,
                        const struct entry *entry)
{
    if (entry->parent != ENTRY_NONE)
        add_face(search, target, FIELD_HEADING, shelf->entries[entry->parent].section->heading);
}

/* The headings above count as well: who looks for "redirection" means all of 3xx. */
static void read_names(struct search *search, struct target *target)
{
    const struct entry *entry = &search->shelf->entries[target->entry];
    size_t former = entry->facts ? entry->facts->former_count : 0;
    target->faces =
        arena_alloc(&search->strings, (former + 4 + 2 * LANGUAGE_COUNT) * sizeof *target->faces);
    add_face(search, target, FIELD_PHRASE, entry_phrase(entry));
    if (entry->section->phrase.len > 0 && !str_equal(entry->section->phrase, entry_phrase(entry)))
        add_face(search, target, FIELD_PHRASE, entry->section->phrase);
    add_name(search, target, entry);
    add_heading(search, target, search->shelf, entry);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        struct error ignored;
        const struct entry *other = edition_entry(search->catalogue, (enum language)i, entry);
        if (!other || other == entry)
            continue;
        add_name(search, target, other);
        add_heading(search, target,
                    catalogue_edition(search->catalogue, (enum language)i, &ignored), other);
    }
    for (size_t i = 0; i < former; i++)
        add_face(search, target, FIELD_FORMER, str_of(entry->facts->former_phrases[i]));
}

size_t search_body_sources(const struct search *search, const struct entry *entry,
                           struct str sources[1 + LANGUAGE_COUNT])
{
    size_t count = 0;
    sources[count++] = entry->section->body;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const struct entry *other = edition_entry(search->catalogue, (enum language)i, entry);
        if (other && other != entry && other->section->body.data != entry->section->body.data)
            sources[count++] = other->section->body;
    }
    return count;
}

static size_t read_bodies(struct search *search, struct target *target)
{
    struct str sources[1 + LANGUAGE_COUNT];
    size_t bytes = 0;
    target->body_count =
        search_body_sources(search, &search->shelf->entries[target->entry], sources);
    target->bodies = arena_alloc(&search->strings, target->body_count * sizeof *target->bodies);
    for (size_t i = 0; i < target->body_count; i++) {
        struct markup markup;
        markup_parse(&markup, sources[i]);
        target->bodies[i] = fold_kept(search, buf_str(&markup.text));
        bytes += target->bodies[i].len;
        markup_release(&markup);
    }
    target->read = true;
    return bytes;
}

struct search *search_new(struct catalogue *catalogue, const struct shelf *shelf)
{
    struct search *search = mem_new(1, sizeof *search);
    search->catalogue = catalogue;
    search->shelf = shelf;
    search->targets = mem_new(shelf->count, sizeof *search->targets);
    search->candidates = mem_new(shelf->count, sizeof *search->candidates);
    search->is_hit = mem_new(shelf->count, sizeof *search->is_hit);
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
    free(search->candidates);
    free(search->is_hit);
    free(search->hits);
    free(search);
}

static void clear_hits(struct search *search)
{
    for (size_t i = 0; i < search->hit_count; i++)
        search->is_hit[search->hits[i].entry] = false;
    search->hit_count = 0;
    search->sorted = false;
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

void search_start(struct search *search, struct str typed)
{
    struct query query;
    query_parse(&query, typed);
    bool narrow = search->sorted && query_narrows(&query, &search->query);
    query_release(&search->query);
    search->query = query;
    clear_hits(search);
    choose_candidates(search, narrow);
}

bool search_is_active(const struct search *search)
{
    return search->query.count > 0;
}

/* Does a word begin at this place of a folded text? Chinese characters are words of their own. */
static bool at_word(struct str text, size_t at)
{
    if (at == 0)
        return true;
    unsigned char before = (unsigned char)text.data[at - 1];
    bool letter = (before >= 'a' && before <= 'z') || (before >= '0' && before <= '9');
    return !letter;
}

static enum rank rank_in_name(struct str name, struct str needle)
{
    size_t at = fold_find(name, needle, 0);
    if (at == SIZE_MAX)
        return RANK_NONE;
    if (at == 0)
        return name.len == needle.len ? RANK_WHOLE : RANK_PREFIX;
    for (; at != SIZE_MAX; at = fold_find(name, needle, at + 1))
        if (at_word(name, at))
            return RANK_WORD;
    return RANK_PART;
}

/* The best place of a text in the names of a target. */
static enum rank rank_in_names(const struct target *target, struct str needle, enum field *field)
{
    enum rank best = RANK_NONE;
    for (size_t i = 0; i < target->face_count; i++) {
        enum rank rank = rank_in_name(target->faces[i].folded, needle);
        if (rank != RANK_NONE && target->faces[i].field == FIELD_FORMER)
            rank = RANK_FORMER;
        if (rank != RANK_NONE && target->faces[i].field == FIELD_HEADING)
            rank = RANK_HEADING;
        if (rank < best) {
            best = rank;
            *field = target->faces[i].field;
        }
    }
    return best;
}

static enum rank rank_in_body(struct str body, struct str needle)
{
    size_t at = fold_find(body, needle, 0);
    enum rank rank = at == SIZE_MAX ? RANK_NONE : RANK_TEXT_PART;
    for (; at != SIZE_MAX; at = fold_find(body, needle, at + 1))
        if (at_word(body, at))
            return RANK_TEXT_WORD;
    return rank;
}

enum rank search_rank_of_text(const struct target *target, struct str needle, enum field *field)
{
    enum rank best = rank_in_names(target, needle, field);
    if (best != RANK_NONE)
        return best;
    for (size_t i = 0; best != RANK_TEXT_WORD && i < target->body_count; i++) {
        enum rank rank = rank_in_body(target->bodies[i], needle);
        best = rank < best ? rank : best;
    }
    if (best != RANK_NONE)
        *field = FIELD_TEXT;
    return best;
}

static bool codes_match(const struct query *query, int code)
{
    bool asked = false, found = false;
    for (size_t i = 0; i < query->count; i++) {
        const struct term *term = &query->terms[i];
        if (term->kind != TERM_CODE)
            continue;
        bool inside = code >= term->low && code <= term->high;
        if (term->excluded && inside)
            return false;
        asked = asked || !term->excluded;
        found = found || (!term->excluded && inside);
    }
    return found || !asked;
}

/* The words of a query together count for more than each by itself. */
static enum rank rank_whole(const struct query *query, const struct target *target, enum rank worst,
                            enum field *field)
{
    struct str needle = str_of(query->whole);
    enum field where = FIELD_TEXT;
    enum rank whole = search_rank_of_text(target, needle, &where);
    if (whole < worst) {
        *field = where;
        return whole;
    }
    bool apart = whole == RANK_NONE && worst == RANK_TEXT_WORD;
    return apart ? RANK_TEXT_APART : worst;
}

/* The rank of a target for the whole query, RANK_NONE when it is no hit. */
static enum rank rank_target(const struct query *query, const struct target *target,
                             enum field *field)
{
    enum rank worst = RANK_CODE;
    size_t words = 0;
    *field = FIELD_CODE;
    if (!codes_match(query, target->code))
        return RANK_NONE;
    for (size_t i = 0; i < query->count; i++) {
        if (query->terms[i].kind != TERM_TEXT)
            continue;
        enum field where = FIELD_TEXT;
        enum rank rank = search_rank_of_text(target, str_of(query->terms[i].text), &where);
        if (query->terms[i].excluded ? rank != RANK_NONE : rank == RANK_NONE)
            return RANK_NONE;
        words += !query->terms[i].excluded;
        if (!query->terms[i].excluded && rank > worst) {
            worst = rank;
            *field = where;
        }
    }
    return words > 1 ? rank_whole(query, target, worst, field) : worst;
}

static int by_rank(const void *left, const void *right)
{
    const struct hit *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

static void keep_hit(struct search *search, size_t candidate, enum rank rank, enum field field)
{
    const struct target *target = &search->targets[candidate];
    search->hits =
        mem_grow(search->hits, &search->hit_capacity, search->hit_count, sizeof *search->hits);
    search->candidates[search->hit_count] = candidate;
    search->hits[search->hit_count++] = (struct hit){target->entry, (unsigned)rank, field};
    search->is_hit[target->entry] = true;
}

/* Is there a word that has to be looked for in the texts? */
static bool asks_for_text(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (query->terms[i].kind == TERM_TEXT)
            return true;
    return false;
}

bool search_step(struct search *search)
{
    size_t bytes = 0;
    bool texts = asks_for_text(&search->query);
    if (search->query.count == 0 || search->sorted)
        return false;
    for (; search->next < search->candidate_count; search->next++) {
        if (bytes > SLICE)
            return true;
        size_t candidate = search->candidates[search->next];
        struct target *target = &search->targets[candidate];
        if (texts && !target->faces)
            read_names(search, target);
        if (texts && !target->read)
            bytes += 16 * read_bodies(search, target); /* reading costs more than looking */
        for (size_t i = 0; i < target->body_count; i++)
            bytes += target->bodies[i].len;
        enum field field;
        enum rank rank = rank_target(&search->query, target, &field);
        if (rank != RANK_NONE)
            keep_hit(search, candidate, rank, field);
    }
    search->candidate_count = search->hit_count;
    if (search->hit_count > 0)
        qsort(search->hits, search->hit_count, sizeof *search->hits, by_rank);
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
    return search->is_hit[entry];
}
