/* Which bodies are looked through for entries, and what headings turn out to be by what stands
 * below them. */
#include "core/document_parts.h"

#include <stdlib.h>

/* The codes of the entries that headings define below each section, as bits. */
struct codes {
    unsigned char bits[125];
};

static bool has_code(const struct codes *codes, int code)
{
    return codes->bits[code / 8] >> (code % 8) & 1;
}

static void add_code(struct codes *codes, int code)
{
    codes->bits[code / 8] |= (unsigned char)(1 << (code % 8));
}

/* Do headings below define most of what was found from `first` on? Then it surveys them. */
static bool is_survey(const struct document *document, size_t first, const struct codes *below)
{
    size_t entries = 0, repeated = 0;
    for (size_t i = first; i < document->section_count; i++)
        if (document->sections[i].kind == SECTION_ENTRY) {
            entries++;
            repeated += has_code(below, document->sections[i].code);
        }
    return repeated * 2 > entries || entries == 0;
}

/* Scans the text of an owner, and gives up what is only a survey. `below`: null for none. */
static void scan_owner(struct document *document, struct str body, size_t owner,
                       const struct codes *below)
{
    size_t before = document->section_count;
    struct buf rest = {0};
    int level = owner == SECTION_TOP ? 0 : document->sections[owner].level;
    if (!scan_is_worth(body))
        return;
    scan_body(document, body, owner, level, &rest);
    bool found = document->section_count > before;
    if (found && below && is_survey(document, before, below)) {
        document->section_count = before;
    } else if (found && owner != SECTION_TOP) {
        document->sections[owner].body = arena_copy(&document->strings, buf_str(&rest));
        document->sections[owner].body_line = 0;
    }
    buf_release(&rest);
}

/* Which codes have headings below each section that is no entry; `of` has an index into the result
 * for each section, 0 for none. The first is that of the whole document. */
static struct codes *codes_below(const struct section *sections, size_t count, size_t *of)
{
    size_t used = 1, capacity = 1;
    struct codes *list = mem_new(1, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        if (sections[i].kind != SECTION_ENTRY)
            continue;
        int code = sections[i].code;
        add_code(&list[0], code);
        for (size_t up = sections[i].parent; up != SECTION_TOP; up = sections[up].parent) {
            if (of[up] == 0) {
                list = mem_grow(list, &capacity, used, sizeof *list);
                list[used] = (struct codes){{0}};
                of[up] = used++;
            }
            add_code(&list[of[up]], code);
        }
    }
    return list;
}

/* --- Headings that are less than entries --- */

/* The sections that the headings made, put anew with the entries found in their texts. */
struct rescan {
    struct document *document;
    struct section *old; /* the last first, so that what has been put can be freed from the end */
    size_t count, freed;
    size_t *moved; /* where each stands now */
};

static struct section *old_at(const struct rescan *rescan, size_t index)
{
    return &rescan->old[rescan->count - 1 - index];
}

static void reverse(struct section *sections, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct section other = sections[i];
        sections[i] = sections[count - 1 - i];
        sections[count - 1 - i] = other;
    }
}

/* Frees those before the index, many at a time: a million of them are not in memory twice. */
static void free_before(struct rescan *rescan, size_t index)
{
    enum { MANY = 1 << 14 };
    if (index - rescan->freed < MANY)
        return;
    rescan->freed = index;
    rescan->old = mem_resize(rescan->old, rescan->count - index, sizeof *rescan->old);
}

/* How many sections the heading at `first` has made: one for each of its codes. */
static size_t count_made(const struct rescan *rescan, size_t first)
{
    size_t end = first + 1;
    while (end < rescan->count && old_at(rescan, end)->line == old_at(rescan, first)->line)
        end++;
    return end - first;
}

/* The index behind all that stands below the section. */
static size_t end_of(const struct rescan *rescan, size_t index)
{
    size_t end = index + 1;
    while (end < rescan->count && old_at(rescan, end)->level > old_at(rescan, index)->level)
        end++;
    return end;
}

/* Entries that stand below a heading. */
struct below {
    const struct section *sections;
    size_t from, to;
    bool alone; /* nothing else does */
};

/* "301、302" above entries on 301 and 302. */
static bool is_group_above(const struct rescan *rescan, size_t first, size_t made,
                           const struct below *below)
{
    struct codes codes = {{0}};
    for (size_t i = first; i < first + made; i++)
        add_code(&codes, old_at(rescan, i)->code);
    for (size_t i = below->from; i < below->to; i++)
        if (below->sections[i].kind == SECTION_ENTRY && has_code(&codes, below->sections[i].code))
            return true;
    return false;
}

/* May the heading stand for a class: a round number without the phrase that belongs to it? */
static bool may_be_class(const struct document *document, const struct section *heading)
{
    const struct registry *registry = document->registry;
    bool phrased = heading->phrase.len > 0 &&
                   (!registry || registry_phrase_at(registry, heading->code, heading->phrase) > 0);
    return heading->code >= 100 && heading->code % 100 == 0 && !phrased;
}

/* "400" or "400 errors" above entries on several codes that are all of this class, 400 among them
 * or nothing else said. */
static bool is_class_above(const struct document *document, const struct section *heading,
                           const struct below *below)
{
    size_t different = 0;
    struct codes codes = {{0}};
    bool itself = false, bare = heading->phrase.len == 0 && heading->name.len == 0;
    for (size_t i = below->from; i < below->to; i++) {
        const struct section *section = &below->sections[i];
        if (section->kind != SECTION_ENTRY)
            continue;
        if (section->code / 100 != heading->code / 100)
            return false;
        itself = itself || section->code == heading->code;
        different += !has_code(&codes, section->code);
        add_code(&codes, section->code);
    }
    return may_be_class(document, heading) && different >= 2 && (itself || (bare && below->alone));
}

/* The last section that the heading made, as a class or, of several codes, a plain heading. */
static void demote(struct section *section, bool several)
{
    section->kind = several ? SECTION_HEADING : SECTION_CLASS;
    section->code = several ? 0 : section->code / 100;
    section->phrase = section->tag = section->name = (struct str){0};
}

static size_t put(struct rescan *rescan, size_t index)
{
    struct section section = *old_at(rescan, index);
    if (section.parent != SECTION_TOP)
        section.parent = rescan->moved[section.parent];
    rescan->moved[index] = rescan->document->section_count;
    document_add(rescan->document, section);
    return rescan->moved[index];
}

/* Puts an entry's heading as what it is by the entries in its text; false, with nothing put, where
 * it is an entry. */
static bool put_above_text(struct rescan *rescan, size_t first, size_t made)
{
    struct document *document = rescan->document;
    const struct section *heading = old_at(rescan, first + made - 1);
    struct buf rest = {0};
    if ((made == 1 && !may_be_class(document, heading)) || !scan_is_worth(heading->body))
        return false;
    size_t before = document->section_count, index = put(rescan, first + made - 1);
    scan_body(document, heading->body, index, heading->level, &rest);
    struct below below = {document->sections, index + 1, document->section_count,
                          str_trim(buf_str(&rest)).len == 0};
    bool above = made > 1 ? is_group_above(rescan, first, made, &below)
                          : is_class_above(document, heading, &below);
    struct section *section = &document->sections[index];
    if (above) {
        demote(section, made > 1);
        section->body = arena_copy(&document->strings, buf_str(&rest));
        section->body_line = 0;
    } else {
        document->section_count = before;
    }
    buf_release(&rest);
    return above;
}

/* The same by the headings below it. */
static bool demote_above_headings(struct rescan *rescan, size_t first, size_t made)
{
    struct section *heading = old_at(rescan, first + made - 1);
    size_t last = first + made - 1;
    struct below below = {rescan->old, rescan->count - end_of(rescan, last),
                          rescan->count - (last + 1), true};
    bool above = made > 1 ? is_group_above(rescan, first, made, &below)
                          : is_class_above(rescan->document, heading, &below);
    if (above)
        demote(heading, made > 1);
    return above;
}

/* Puts what a heading made; returns how many sections that were. */
static size_t put_heading(struct rescan *rescan, size_t first, const struct codes *below)
{
    size_t made = count_made(rescan, first), last = first + made - 1;
    bool entry = old_at(rescan, first)->kind == SECTION_ENTRY;
    bool demoted = entry && demote_above_headings(rescan, first, made);
    if (entry && !demoted && put_above_text(rescan, first, made))
        return made;
    size_t index = 0;
    for (size_t i = demoted ? last : first; i <= last; i++)
        index = put(rescan, i);
    struct str body = old_at(rescan, last)->body;
    if (!entry || demoted)
        scan_owner(rescan->document, body, index, below);
    return made;
}

void document_scan_blocks(struct document *document, size_t start)
{
    struct rescan rescan = {document, document->sections, document->section_count, 0, NULL};
    size_t count = rescan.count;
    struct str text = buf_str(&document->text);
    document->sections = NULL;
    document->section_count = document->section_capacity = 0;
    size_t *of = mem_new(count + 1, sizeof *of);
    rescan.moved = mem_new(count + 1, sizeof *rescan.moved);
    struct codes *below = codes_below(rescan.old, count, of);
    reverse(rescan.old, count);
    scan_owner(document, str_slice(text, start, count ? document->first_heading : text.len),
               SECTION_TOP, &below[0]);
    for (size_t i = 0, made; i < count; i += made) {
        free_before(&rescan, i);
        size_t last = i + count_made(&rescan, i) - 1;
        made = put_heading(&rescan, i, of[last] ? &below[of[last]] : NULL);
    }
    free(below);
    free(rescan.moved);
    free(of);
    free(rescan.old);
}
