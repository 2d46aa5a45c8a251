/* What a status is called and what is said of it, in the form in which it is compared. */
#include "core/markup.h"
#include "core/search_parts.h"

static struct str fold_kept(struct search *search, struct str text)
{
    struct buf folded = {0};
    fold_add(&folded, text);
    if (folded.len > 0)
        han_simplify(search->han, folded.data, folded.len);
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

static bool is_same_text(const struct entry *a, const struct entry *b)
{
    return a == b || a->section->body.data == b->section->body.data;
}

static void add_face(struct search *search, struct sheet *sheet, enum field field, int language,
                     struct str text)
{
    struct str part = str_slice(text, 0, SEARCH_FACE);
    if (text.len > 0)
        sheet->faces[sheet->face_count++] =
            (struct face){field, language, text, fold_kept(search, part)};
}

/* Where there is no name of its own, the phrase stands for it and has been added. */
static void add_name(struct search *search, struct sheet *sheet, int language,
                     const struct entry *entry)
{
    if (!str_equal(entry_name(entry), entry_phrase(entry)))
        add_face(search, sheet, FIELD_NAME, language, entry_name(entry));
}

/* The headings above count as well: who looks for "redirection" means all of 3xx. Of a vendor's
 * status its own counts instead, since it names the vendor. */
static void add_headings(struct search *search, struct sheet *sheet, int language,
                         const struct entry *entry)
{
    const struct section *above = entry_above(entry);
    bool branch = entry->builtin && above && above->kind == SECTION_HEADING;
    if (above && !branch)
        add_face(search, sheet, FIELD_HEADING, language, above->heading);
    if (entry->section->tag.len > 0)
        add_face(search, sheet, FIELD_HEADING, language, entry->section->heading);
}

/* The text of Markdown, folded; returns its bytes. */
static size_t add_body(struct search *search, struct sheet *sheet, int language,
                       struct str markdown)
{
    struct markup markup;
    markup_parse(&markup, markdown);
    struct str folded = fold_kept(search, buf_str(&markup.text));
    markup_release(&markup);
    if (folded.len > 0)
        sheet->bodies[sheet->body_count++] = (struct body){language, folded};
    return folded.len;
}

static void add_keywords(struct search *search, struct sheet *sheet, int language,
                         const struct facts *facts)
{
    size_t count = 0;
    const struct keywords *keywords =
        catalogue_keywords(search->catalogue, (enum language)language);
    const struct str *words =
        keywords ? keywords_find(keywords, facts->code, facts->origin, &count) : NULL;
    for (size_t i = 0; i < count; i++)
        add_face(search, sheet, FIELD_KEYWORD, language, words[i]);
}

static size_t count_faces(const struct search *search, const struct facts *facts)
{
    size_t faces = 1 + 3 * LANGUAGE_COUNT + facts->former_count;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        size_t count = 0;
        const struct keywords *keywords = catalogue_keywords(search->catalogue, (enum language)i);
        if (keywords)
            keywords_find(keywords, facts->code, facts->origin, &count);
        faces += count;
    }
    return faces;
}

static size_t read_card(struct search *search, struct card *card, const struct facts *facts)
{
    struct sheet *sheet = &card->sheet;
    size_t bytes = 0;
    if (card->read)
        return 0;
    card->read = true;
    sheet->faces = arena_alloc(&search->strings, count_faces(search, facts) * sizeof *sheet->faces);
    sheet->bodies = arena_alloc(&search->strings, LANGUAGE_COUNT * sizeof *sheet->bodies);
    add_face(search, sheet, FIELD_PHRASE, ANY_LANGUAGE, str_of(facts->phrase));
    for (size_t i = 0; i < facts->former_count; i++)
        add_face(search, sheet, FIELD_FORMER, ANY_LANGUAGE, str_of(facts->former_phrases[i]));
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        struct error ignored;
        const struct shelf *edition =
            catalogue_edition(search->catalogue, (enum language)i, &ignored);
        size_t found = edition ? shelf_find(edition, facts->code, facts->origin) : ENTRY_NONE;
        add_keywords(search, sheet, i, facts);
        if (found == ENTRY_NONE)
            continue;
        const struct entry *entry = &edition->entries[found];
        add_name(search, sheet, i, entry);
        add_headings(search, sheet, i, entry);
        bytes += add_body(search, sheet, i, entry->section->body);
    }
    return bytes;
}

/* What the user's document has of its own; an entry of an edition is all on its card. */
static size_t read_own(struct search *search, struct target *target, const struct entry *entry)
{
    enum { FACES = 4 };
    struct sheet *sheet = &target->own;
    if (entry->builtin && target->card)
        return 0;
    sheet->faces = arena_alloc(&search->strings, FACES * sizeof *sheet->faces);
    sheet->bodies = arena_alloc(&search->strings, sizeof *sheet->bodies);
    add_face(search, sheet, FIELD_PHRASE, ANY_LANGUAGE,
             entry->section->phrase.len > 0 ? entry->section->phrase : entry_phrase(entry));
    add_name(search, sheet, ANY_LANGUAGE, entry);
    add_headings(search, sheet, ANY_LANGUAGE, entry);
    return add_body(search, sheet, ANY_LANGUAGE, entry->section->body);
}

static struct card *card_of(struct search *search, const struct facts *facts)
{
    size_t count;
    const struct registry *registry = catalogue_registry(search->catalogue);
    const struct facts *all = registry ? registry_statuses(registry, &count) : NULL;
    if (!all || !facts)
        return NULL;
    if (!search->cards)
        search->cards = mem_new(count, sizeof *search->cards);
    return &search->cards[facts - all];
}

size_t search_read(struct search *search, struct target *target)
{
    const struct entry *entry = &search->shelf->entries[target->entry];
    target->card = card_of(search, entry->facts);
    target->read = true;
    size_t bytes = target->card ? read_card(search, target->card, entry->facts) : 0;
    return bytes + read_own(search, target, entry);
}

size_t search_sheets(const struct target *target, const struct sheet *sheets[2])
{
    size_t count = 0;
    sheets[count++] = &target->own;
    if (target->card)
        sheets[count++] = &target->card->sheet;
    return count;
}

size_t search_size(const struct target *target)
{
    enum { FACES = 512 }; /* names, and what comes with any target */
    const struct sheet *sheets[2];
    size_t bytes = FACES, count = search_sheets(target, sheets);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < sheets[i]->body_count; j++)
            bytes += sheets[i]->bodies[j].folded.len;
    return bytes;
}

/* The language of an entry's text, where it is an edition's. */
static int language_of(const struct search *search, const struct entry *entry)
{
    for (int i = 0; entry->builtin && i < LANGUAGE_COUNT; i++) {
        const struct entry *other = edition_entry(search->catalogue, (enum language)i, entry);
        if (other && is_same_text(other, entry))
            return i;
    }
    return ANY_LANGUAGE;
}

size_t search_body_sources(const struct search *search, const struct entry *entry,
                           struct str sources[1 + LANGUAGE_COUNT],
                           int languages[1 + LANGUAGE_COUNT])
{
    size_t count = 0;
    languages[count] = language_of(search, entry);
    sources[count++] = entry->section->body;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const struct entry *other = edition_entry(search->catalogue, (enum language)i, entry);
        if (!other || is_same_text(other, entry))
            continue;
        languages[count] = i;
        sources[count++] = other->section->body;
    }
    return count;
}
