#include "core/shelf.h"
#include "core/error.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

const char *const shelf_edition = N_("Built-in texts");

void shelf_release(struct shelf *shelf)
{
    free(shelf->entries);
    arena_release(&shelf->strings);
    *shelf = (struct shelf){0};
}

/* Adds an entry as the last below `parent`, which nothing but what is below it stands behind. */
static size_t add(struct shelf *shelf, struct entry entry, size_t parent)
{
    size_t index = shelf->count;
    entry.parent = parent;
    entry.depth = parent == ENTRY_NONE ? 0 : shelf->entries[parent].depth + 1;
    entry.end = index + 1;
    shelf->entries =
        mem_grow(shelf->entries, &shelf->capacity, shelf->count, sizeof *shelf->entries);
    shelf->entries[shelf->count++] = entry;
    for (size_t up = parent; up != ENTRY_NONE; up = shelf->entries[up].parent)
        shelf->entries[up].end = shelf->count;
    return index;
}

/* A row that stands in no document. */
static size_t add_made(struct shelf *shelf, struct entry entry, struct section section)
{
    struct section *made = arena_alloc(&shelf->strings, sizeof *made);
    *made = section;
    made->heading = arena_copy(&shelf->strings, section.heading);
    entry.section = made;
    entry.origin = "";
    entry.facts = NULL;
    entry.made = true;
    return add(shelf, entry, ENTRY_NONE);
}

static struct entry entry_of(struct shelf *shelf, const struct volume *volume, bool builtin)
{
    return (struct entry){.document = volume->document,
                          .origin = "",
                          .source = arena_copy(&shelf->strings, str_of(volume->source)).data,
                          .builtin = builtin};
}

static void add_tree(struct shelf *shelf, struct entry entry, size_t root)
{
    size_t count, base = shelf->count;
    const struct section *sections = document_sections(entry.document, &count);
    for (size_t i = 0; i < count; i++) {
        entry.section = &sections[i];
        add(shelf, entry, sections[i].parent == SECTION_TOP ? root : base + sections[i].parent);
    }
}

void shelf_fill(struct shelf *shelf, const struct volumes *volumes, bool builtin)
{
    for (size_t i = 0; i < volumes->count; i++)
        add_tree(shelf, entry_of(shelf, &volumes->list[i], builtin), ENTRY_NONE);
}

/* Does all of it stand below one heading? */
static bool has_one_top(const struct document *document)
{
    size_t count, tops = 0;
    const struct section *sections = document_sections(document, &count);
    for (size_t i = 0; i < count; i++)
        tops += sections[i].parent == SECTION_TOP;
    return tops == 1 && sections[0].kind != SECTION_ENTRY;
}

void shelf_fill_documents(struct shelf *shelf, const struct volumes *own,
                          const struct volumes *edition)
{
    size_t root = ENTRY_NONE;
    for (size_t i = 0; i < own->count; i++) {
        struct entry entry = entry_of(shelf, &own->list[i], false);
        struct section section = {.kind = SECTION_HEADING, .heading = str_of(entry.source)};
        bool whole = own->count == 1 && has_one_top(entry.document);
        add_tree(shelf, entry, whole ? ENTRY_NONE : add_made(shelf, entry, section));
    }
    for (size_t i = 0; i < edition->count; i++) {
        struct entry entry = entry_of(shelf, &edition->list[i], true);
        struct section section = {.kind = SECTION_HEADING, .heading = str_of(shelf_edition)};
        root = i == 0 ? add_made(shelf, entry, section) : root;
        add_tree(shelf, entry, root);
    }
}

/* --- By class --- */

/* Where an entry goes in the edition's tree. */
struct place {
    size_t own;    /* the entry */
    size_t before; /* the row that it comes before, or the number of rows */
    size_t parent; /* ENTRY_NONE: a class has to be made */
    int code;
};

/* What holds the statuses of a class in an edition: the class, else a heading with some of them. */
static size_t home_of(const struct shelf *edition, int digit)
{
    size_t home = shelf_find_class(edition, digit);
    for (size_t i = 0; home == ENTRY_NONE && i < edition->count; i++)
        if (edition->entries[i].section->kind == SECTION_ENTRY &&
            entry_class(&edition->entries[i]) == digit)
            home = edition->entries[i].parent;
    return home;
}

/* In the order of the codes, before the vendors' branch. */
static size_t place_below(const struct shelf *edition, size_t home, int code)
{
    size_t end = edition->entries[home].end;
    for (size_t i = home + 1; i < end; i = edition->entries[i].end)
        if (edition->entries[i].section->kind != SECTION_ENTRY ||
            edition->entries[i].section->code > code)
            return i;
    return end;
}

/* Before the first class with a greater digit. */
static size_t place_of_class(const struct shelf *edition, int digit)
{
    for (size_t i = 0; i < edition->count; i = edition->entries[i].end)
        if (edition->entries[i].section->kind == SECTION_CLASS &&
            edition->entries[i].section->code > digit)
            return i;
    return edition->count;
}

static struct place place_of(const struct shelf *own, size_t index, const struct shelf *edition)
{
    const struct entry *entry = &own->entries[index];
    struct place place = {index, 0, ENTRY_NONE, entry->section->code};
    for (size_t i = 0; i < edition->count; i++)
        if (entry_same_status(&edition->entries[i], entry)) {
            place.before = i;
            place.parent = edition->entries[i].parent;
            return place;
        }
    place.parent = home_of(edition, entry_class(entry));
    place.before = place.parent == ENTRY_NONE ? place_of_class(edition, entry_class(entry))
                                              : place_below(edition, place.parent, place.code);
    return place;
}

/* What ends a branch comes before a class that is made behind it. */
static int by_place(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    if (a->before != b->before)
        return a->before < b->before ? -1 : 1;
    if ((a->parent == ENTRY_NONE) != (b->parent == ENTRY_NONE))
        return a->parent == ENTRY_NONE ? 1 : -1;
    if (a->code != b->code)
        return a->code - b->code;
    return a->own < b->own ? -1 : a->own > b->own;
}

static struct place *place_all(const struct shelf *own, const struct shelf *edition, size_t *count)
{
    struct place *places = mem_new(own->count + 1, sizeof *places);
    *count = 0;
    for (size_t i = 0; i < own->count; i++)
        if (own->entries[i].section->kind == SECTION_ENTRY)
            places[(*count)++] = place_of(own, i, edition);
    qsort(places, *count, sizeof *places, by_place);
    return places;
}

/* The made class that an entry goes to, the last row's or a new one. */
static size_t made_class(struct shelf *shelf, const struct entry *entry)
{
    char heading[16];
    int digit = entry_class(entry);
    size_t last = shelf->count > 0 ? shelf->entries[shelf->count - 1].parent : ENTRY_NONE;
    if (last != ENTRY_NONE && shelf->entries[last].made &&
        shelf->entries[last].section->code == digit)
        return last;
    snprintf(heading, sizeof heading, "%dxx", digit);
    struct section section = {.kind = SECTION_CLASS, .code = digit, .heading = str_of(heading)};
    struct entry made = {.document = entry->document, .source = "", .builtin = true};
    return add_made(shelf, made, section);
}

void shelf_fill_classes(struct shelf *shelf, const struct shelf *own, const struct shelf *edition)
{
    size_t count, next = 0;
    struct place *places = place_all(own, edition, &count);
    size_t *rows = mem_new(edition->count + 1, sizeof *rows); /* of the edition's entries */
    for (size_t i = 0; i <= edition->count; i++) {
        for (; next < count && places[next].before == i; next++) {
            const struct entry *entry = &own->entries[places[next].own];
            size_t parent = places[next].parent;
            add(shelf, *entry, parent == ENTRY_NONE ? made_class(shelf, entry) : rows[parent]);
        }
        if (i == edition->count)
            break;
        size_t parent = edition->entries[i].parent;
        rows[i] = add(shelf, edition->entries[i], parent == ENTRY_NONE ? parent : rows[parent]);
    }
    free(rows);
    free(places);
}

/* --- Finding entries --- */

size_t shelf_find(const struct shelf *shelf, int code, const char *origin)
{
    size_t other = ENTRY_NONE;
    bool any = !origin || !*origin;
    for (size_t i = 0; i < shelf->count; i++) {
        const struct entry *entry = &shelf->entries[i];
        if (entry->section->kind != SECTION_ENTRY || entry->section->code != code)
            continue;
        if (strcmp(entry->origin, any ? "iana" : origin) == 0)
            return i;
        if (any && other == ENTRY_NONE)
            other = i;
    }
    return other;
}

size_t shelf_find_class(const struct shelf *shelf, int digit)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (shelf->entries[i].section->kind == SECTION_CLASS &&
            shelf->entries[i].section->code == digit)
            return i;
    return ENTRY_NONE;
}

bool entry_same_status(const struct entry *a, const struct entry *b)
{
    if (a->section->kind != SECTION_ENTRY || b->section->kind != SECTION_ENTRY ||
        a->section->code != b->section->code || strcmp(a->origin, b->origin) != 0)
        return false;
    return strcmp(a->origin, "unknown") != 0 || str_equal(entry_phrase(a), entry_phrase(b));
}

size_t shelf_sources(const struct shelf *shelf, size_t entry, size_t *which)
{
    size_t count = 0;
    *which = 0;
    for (size_t i = 0; i < shelf->count; i++) {
        count += entry_same_status(&shelf->entries[i], &shelf->entries[entry]);
        *which = i == entry ? count : *which;
    }
    return count;
}

size_t shelf_next_source(const struct shelf *shelf, size_t entry)
{
    for (size_t steps = 1; steps < shelf->count; steps++) {
        size_t i = (entry + steps) % shelf->count;
        if (entry_same_status(&shelf->entries[i], &shelf->entries[entry]))
            return i;
    }
    return ENTRY_NONE;
}

/* --- From one shelf to another --- */

static int compare(struct str a, struct str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common > 0 ? memcmp(a.data, b.data, common) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_documents(const struct entry *a, const struct entry *b)
{
    if (a->builtin || b->builtin)
        return a->builtin - b->builtin;
    return a->document == b->document
               ? 0
               : strcmp(document_name(a->document), document_name(b->document));
}

/* What tells one entry from another, but for those that are equal. A heading of an edition is
 * called otherwise in each language. */
static int compare_entries(const struct entry *a, const struct entry *b)
{
    int order = compare_documents(a, b);
    order = order ? order : a->made - b->made;
    order = order ? order : (int)a->section->kind - (int)b->section->kind;
    order = order ? order : a->section->code - b->section->code;
    order = order ? order : strcmp(a->origin, b->origin);
    if (order || a->builtin)
        return order;
    return a->section->kind == SECTION_ENTRY ? compare(entry_phrase(a), entry_phrase(b))
                                             : compare(a->section->heading, b->section->heading);
}

static int by_identity(const void *left, const void *right, void *of)
{
    const struct entry *const *entries = of;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    int order = compare_entries(&(*entries)[a], &(*entries)[b]);
    return order ? order : (a > b) - (a < b);
}

static size_t *sorted_entries(const struct shelf *shelf)
{
    size_t *list = mem_new(shelf->count + 1, sizeof *list);
    for (size_t i = 0; i < shelf->count; i++)
        list[i] = i;
    struct entry *const *of = &shelf->entries;
    if (shelf->count > 0)
        qsort_r(list, shelf->count, sizeof *list, by_identity, (void *)(uintptr_t)of);
    return list;
}

size_t *shelf_map(const struct shelf *from, const struct shelf *to)
{
    size_t *map = mem_new(from->count + 1, sizeof *map);
    size_t *here = sorted_entries(from), *there = sorted_entries(to);
    for (size_t i = 0, j = 0; i < from->count;) {
        int order =
            j == to->count ? -1 : compare_entries(&from->entries[here[i]], &to->entries[there[j]]);
        if (order <= 0)
            map[here[i++]] = order == 0 ? there[j] : ENTRY_NONE;
        j += order >= 0;
    }
    free(here);
    free(there);
    return map;
}

static size_t distance(const struct entry *entry, const struct entry *other)
{
    size_t line = entry->section->line, at = other->section->line;
    return at >= line ? at - line : line - at;
}

/* The entry of the same document whose line is nearest. */
static size_t nearest_line(const struct entry *entry, const struct shelf *to)
{
    size_t nearest = ENTRY_NONE, least = SIZE_MAX;
    for (size_t i = 0; i < to->count; i++) {
        const struct entry *other = &to->entries[i];
        if (compare_documents(entry, other) == 0 && distance(entry, other) < least) {
            least = distance(entry, other);
            nearest = i;
        }
    }
    return nearest;
}

size_t shelf_counterpart(const struct shelf *from, const struct shelf *to, const size_t *map,
                         size_t entry)
{
    const struct entry *one = &from->entries[entry];
    if (map[entry] != ENTRY_NONE)
        return map[entry];
    for (size_t i = entry + 1; one->section->kind != SECTION_ENTRY && i < one->end; i++)
        if (map[i] != ENTRY_NONE)
            return map[i];
    return one->builtin ? shelf_find_class(to, entry_class(one)) : nearest_line(one, to);
}

/* --- What an entry is --- */

struct str entry_phrase(const struct entry *entry)
{
    if (entry->facts)
        return str_of(entry->facts->phrase);
    if (entry->section->phrase.len == 0 && entry->section->kind == SECTION_ENTRY)
        return entry->section->tag;
    return entry->section->phrase;
}

/* The name, where it begins with a Latin word that the headline took for a part of the phrase ("505
 * HTTP Version Not Supported HTTP 版本不受支持"): what follows the registered phrase. */
static struct str name_behind_phrase(const struct entry *entry)
{
    const struct section *section = entry->section;
    struct str phrase = entry->facts ? str_of(entry->facts->phrase) : section->phrase;
    bool longer = section->phrase.len > phrase.len && phrase_begins(section->phrase, phrase);
    if (!longer || phrase.len == 0 || section->tag.len > 0 || section->name.len == 0)
        return section->name;
    const char *from = section->phrase.data + phrase.len;
    const char *end = section->name.data + section->name.len;
    return str_trim((struct str){from, (size_t)(end - from)});
}

struct str entry_name(const struct entry *entry)
{
    struct str name = name_behind_phrase(entry);
    return name.len > 0 ? name : entry_phrase(entry);
}

struct str entry_summary(const struct entry *entry)
{
    struct str body = str_trim(entry->section->body);
    for (size_t i = 0; i + 1 < body.len; i++)
        if (body.data[i] == '\n' && body.data[i + 1] == '\n')
            return str_slice(body, 0, i);
    return body;
}

bool phrase_begins(struct str text, struct str phrase)
{
    return text.len >= phrase.len && strncasecmp(text.data, phrase.data, phrase.len) == 0 &&
           (text.len == phrase.len || text.data[phrase.len] == ' ');
}

int entry_class(const struct entry *entry)
{
    return entry->section->kind == SECTION_ENTRY ? entry->section->code / 100
                                                 : entry->section->code;
}

const struct section *entry_above(const struct entry *entry)
{
    size_t count, parent = entry->section->parent;
    const struct section *sections = document_sections(entry->document, &count);
    return entry->made || parent == SECTION_TOP ? NULL : &sections[parent];
}
