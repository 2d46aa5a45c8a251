#include "core/search.h"
#include "core/markup.h"
#include "core/mem.h"
#include "core/query.h"
#include "core/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

const char *const field_words[FIELD_COUNT] = {"code",          "phrase",  "name",
                                              "former_phrase", "heading", "text"};

enum {
    SLICE = 512 * 1024,  /* bytes of text looked through in one step */
    EXCERPT_BEFORE = 16, /* cells of context around a match */
    EXCERPT_CELLS = 60,
};

/* Better is smaller. */
enum rank {
    RANK_CODE,
    RANK_WHOLE,
    RANK_PREFIX,
    RANK_WORD,
    RANK_PART,
    RANK_FORMER,
    RANK_HEADING,
    RANK_TEXT,
    RANK_NONE,
};

/* One text of a status in the form in which it is compared. */
struct face {
    enum field field;
    struct str text; /* as the document or the registry has it */
    struct str folded;
};

/* A status with its texts. */
struct target {
    size_t entry;
    int code;
    struct face *faces; /* phrase, names, former phrases, headings above */
    size_t face_count;
    struct str *bodies; /* folded, once `read` */
    size_t body_count;
    bool read;
};

struct search {
    struct catalogue *catalogue;
    const struct shelf *shelf;
    struct arena strings;
    struct target *targets;
    size_t target_count;
    struct query query;
    size_t *candidates; /* the targets still to be looked at, then those that were kept */
    size_t candidate_count, next;
    bool sorted;
    struct hit *hits;
    size_t hit_count, hit_capacity;
    bool *is_hit; /* by entry */
};

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
    add_face(search, target, FIELD_NAME, entry->section->name);
    add_heading(search, target, search->shelf, entry);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        struct error ignored;
        const struct entry *other = edition_entry(search->catalogue, (enum language)i, entry);
        if (!other || other == entry)
            continue;
        add_face(search, target, FIELD_NAME, other->section->name);
        add_heading(search, target,
                    catalogue_edition(search->catalogue, (enum language)i, &ignored), other);
    }
    for (size_t i = 0; i < former; i++)
        add_face(search, target, FIELD_FORMER, str_of(entry->facts->former_phrases[i]));
}

/* The texts on a status, the entry's own first. */
static size_t body_sources(struct search *search, const struct entry *entry,
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
    target->body_count = body_sources(search, &search->shelf->entries[target->entry], sources);
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

static enum rank rank_of_text(const struct target *target, struct str needle, enum field *field)
{
    enum rank rank = rank_in_names(target, needle, field);
    for (size_t i = 0; rank == RANK_NONE && i < target->body_count; i++)
        if (fold_find(target->bodies[i], needle, 0) != SIZE_MAX) {
            rank = RANK_TEXT;
            *field = FIELD_TEXT;
        }
    return rank;
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

/* The rank of a target for the whole query, RANK_NONE when it is no hit. */
static enum rank rank_target(const struct query *query, const struct target *target,
                             enum field *field)
{
    enum rank worst = RANK_CODE;
    *field = FIELD_CODE;
    if (!codes_match(query, target->code))
        return RANK_NONE;
    for (size_t i = 0; i < query->count; i++) {
        if (query->terms[i].kind != TERM_TEXT)
            continue;
        enum field where = FIELD_TEXT;
        enum rank rank = rank_of_text(target, str_of(query->terms[i].text), &where);
        if (query->terms[i].excluded ? rank != RANK_NONE : rank == RANK_NONE)
            return RANK_NONE;
        if (!query->terms[i].excluded && rank > worst) {
            worst = rank;
            *field = where;
        }
    }
    enum field where = *field;
    enum rank whole = *query->whole ? rank_in_names(target, str_of(query->whole), &where) : worst;
    if (whole < worst) {
        *field = where;
        return whole;
    }
    return worst;
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

static int by_place(const void *left, const void *right)
{
    const struct fold_range *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return a->to > b->to ? -1 : a->to < b->to;
}

static size_t without_overlaps(struct fold_range *ranges, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && ranges[i].from < ranges[kept - 1].to) {
            if (ranges[i].to > ranges[kept - 1].to)
                ranges[kept - 1].to = ranges[i].to;
        } else {
            ranges[kept++] = ranges[i];
        }
    }
    return kept;
}

/* A code that was asked for is shown only as a number of its own. */
static bool is_number(struct str text, size_t from, size_t to)
{
    bool before = from > 0 && text.data[from - 1] >= '0' && text.data[from - 1] <= '9';
    bool after = to < text.len && text.data[to] >= '0' && text.data[to] <= '9';
    return !before && !after;
}

struct fold_range *search_ranges(const struct search *search, struct str text, size_t *count)
{
    struct folded folded = {0};
    struct fold_range *ranges = NULL;
    size_t capacity = 0;
    *count = 0;
    if (search->query.count == 0)
        return NULL;
    fold_with_origin(&folded, text);
    for (size_t i = 0; i < search->query.count; i++) {
        const struct term *term = &search->query.terms[i];
        struct str needle = str_of(term->text);
        bool code = term->kind == TERM_CODE;
        if (term->excluded || (code && term->low != term->high))
            continue;
        size_t at = fold_find(buf_str(&folded.text), needle, 0);
        for (; at != SIZE_MAX; at = fold_find(buf_str(&folded.text), needle, at + needle.len)) {
            if (code && !is_number(buf_str(&folded.text), at, at + needle.len))
                continue;
            ranges = mem_grow(ranges, &capacity, *count, sizeof *ranges);
            ranges[(*count)++] = fold_original(&folded, at, at + needle.len);
        }
    }
    fold_release(&folded);
    if (*count > 0)
        qsort(ranges, *count, sizeof *ranges, by_place);
    *count = without_overlaps(ranges, *count);
    return ranges;
}

/* A line of text around the range, with an ellipsis where it was cut. */
static char *excerpt_around(struct str text, struct fold_range range)
{
    size_t from = range.from, cells = 0;
    while (from > 0 && cells < EXCERPT_BEFORE) {
        size_t before = text_previous_grapheme(text, from);
        if (text.data[before] == '\n')
            break;
        cells += (size_t)text_width(str_slice(text, before, from));
        from = before;
    }
    const char *newline = memchr(text.data + range.to, '\n', text.len - range.to);
    size_t end = newline ? (size_t)(newline - text.data) : text.len;
    size_t to = from + text_fit(str_slice(text, from, end), EXCERPT_CELLS, NULL);
    to = to < range.to ? range.to : to;
    struct buf out = {0};
    bool cut = from > 0 && text.data[from - 1] != '\n';
    buf_add_text(&out, cut ? "…" : "");
    buf_add(&out, str_slice(text, from, to));
    buf_add_text(&out, to < end ? "…" : "");
    for (size_t i = 0; i < out.len; i++)
        if (out.data[i] == '\n' || out.data[i] == '\t')
            out.data[i] = ' ';
    return buf_detach(&out);
}

/* The excerpt of the first of the status' texts that holds the needle; null when none does. */
static char *body_excerpt(const struct search *search, const struct entry *entry, struct str needle)
{
    struct str sources[1 + LANGUAGE_COUNT];
    struct search view = *search; /* body_sources() reads editions, which changes no search */
    size_t count = body_sources(&view, entry, sources);
    char *excerpt = NULL;
    for (size_t i = 0; i < count && !excerpt; i++) {
        struct markup markup;
        struct folded folded = {0};
        markup_parse(&markup, sources[i]);
        fold_with_origin(&folded, buf_str(&markup.text));
        size_t at = fold_find(buf_str(&folded.text), needle, 0);
        if (at != SIZE_MAX)
            excerpt =
                excerpt_around(buf_str(&markup.text), fold_original(&folded, at, at + needle.len));
        fold_release(&folded);
        markup_release(&markup);
    }
    return excerpt;
}

static const struct target *target_of(const struct search *search, size_t entry)
{
    for (size_t i = 0; i < search->target_count; i++)
        if (search->targets[i].entry == entry)
            return &search->targets[i];
    return NULL;
}

/* What the field of names that holds the needle says in full. */
static char *name_excerpt(const struct target *target, enum field field, struct str needle)
{
    for (size_t i = 0; i < target->face_count; i++)
        if (target->faces[i].field == field &&
            fold_find(target->faces[i].folded, needle, 0) != SIZE_MAX)
            return mem_copy(target->faces[i].text);
    return NULL;
}

static bool has_match(const struct search_match *matches, size_t count,
                      const struct search_match *match)
{
    for (size_t i = 0; i < count; i++)
        if (matches[i].field == match->field && strcmp(matches[i].excerpt, match->excerpt) == 0)
            return true;
    return false;
}

/* Why one word of the query matches; a null excerpt when it does not. */
static struct search_match match_of(const struct search *search, const struct target *target,
                                    const struct term *term)
{
    const struct entry *entry = &search->shelf->entries[target->entry];
    struct str needle = str_of(term->text);
    struct search_match match = {FIELD_CODE, NULL};
    char code[16];
    snprintf(code, sizeof code, "%03d", target->code);
    if (term->kind == TERM_CODE) {
        if (target->code >= term->low && target->code <= term->high)
            match.excerpt = mem_copy(str_of(code));
        return match;
    }
    enum rank rank = rank_of_text(target, needle, &match.field);
    if (rank == RANK_TEXT)
        match.excerpt = body_excerpt(search, entry, needle);
    else if (rank != RANK_NONE)
        match.excerpt = name_excerpt(target, match.field, needle);
    return match;
}

struct search_match *search_matches(const struct search *search, size_t entry, size_t *count)
{
    struct search_match *matches = mem_new(QUERY_TERMS, sizeof *matches);
    const struct target *target = target_of(search, entry);
    *count = 0;
    for (size_t i = 0; target && i < search->query.count; i++) {
        if (search->query.terms[i].excluded)
            continue;
        struct search_match match = match_of(search, target, &search->query.terms[i]);
        if (!match.excerpt || has_match(matches, *count, &match))
            free(match.excerpt);
        else
            matches[(*count)++] = match;
    }
    return matches;
}

void search_matches_free(struct search_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(matches[i].excerpt);
    free(matches);
}
