#include "ui/page.h"
#include "core/lint.h"
#include "core/markup.h"
#include "ui/excerpt.h"
#include "ui/i18n.h"

#include <stdio.h>

static const char *const lifecycle_labels[] = {
    [LIFECYCLE_REGISTERED] = N_("registered"),
    [LIFECYCLE_TEMPORARY] = N_("temporary registration"),
    [LIFECYCLE_UNUSED] = N_("reserved, unused"),
    [LIFECYCLE_DEPRECATED] = N_("deprecated"),
    [LIFECYCLE_OBSOLETE] = N_("obsolete"),
    [LIFECYCLE_UNOFFICIAL] = N_("unofficial"),
    [LIFECYCLE_RETIRED] = N_("retired"),
};

static const char *const redirect_labels[] = {
    [REDIRECT_KEPT] = N_("the method and the content are kept"),
    [REDIRECT_MAY_CHANGE] = N_("POST may become GET"),
    [REDIRECT_BECOMES_GET] = N_("followed with GET, or HEAD"),
};

static const char *const retry_labels[] = {
    [RETRY_NONE] = N_("nothing to retry"),
    [RETRY_NEVER] = N_("useless with the same request"),
    [RETRY_CHANGED] = N_("after changing the request"),
    [RETRY_LATER] = N_("later"),
    [RETRY_NOW] = N_("possible at once"),
};

static const char *const relation_labels[] = {
    [RELATION_CONFUSED_WITH] = N_("easily confused"),
    [RELATION_REPLACES] = N_("replaced by this one"),
    [RELATION_REPLACED_BY] = N_("replaces this one"),
    [RELATION_NARROWER] = N_("narrower"),
    [RELATION_BROADER] = N_("broader"),
    [RELATION_SEE_ALSO] = N_("see also"),
};

/* The text so that Markdown shows it as it is. */
static void add_escaped(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (memchr("\\`*_[]<>&#|~!", text.data[i], 13))
            buf_add_char(out, '\\');
        buf_add_char(out, text.data[i]);
    }
}

static void add_separator(struct buf *out, size_t start)
{
    if (out->len > start)
        buf_add_text(out, " · ");
}

/* `limit`: bytes of phrase, name or heading; 0: all. */
static void add_title(struct buf *out, const struct entry *entry, size_t limit)
{
    if (entry->made && entry->builtin && entry->section->kind == SECTION_HEADING) {
        buf_add_text(out, _(shelf_edition));
        return;
    }
    if (entry->section->kind != SECTION_ENTRY || entry->builtin) {
        excerpt_add_name(out, entry->section->heading, limit);
        return;
    }
    struct str known = entry_phrase(entry), own = entry->section->phrase, name = entry_name(entry);
    /* A phrase of the author's is not corrected; one with the name behind it is the registry's. */
    struct str phrase = own.len > 0 && !phrase_begins(own, known) ? own : known;
    buf_add_format(out, "%03d", entry->section->code);
    if (phrase.len > 0) {
        buf_add_char(out, ' ');
        excerpt_add_name(out, phrase, limit);
    }
    if (name.len > 0 && !str_equal(name, phrase) && !str_equal(name, known)) {
        buf_add_char(out, ' ');
        excerpt_add_name(out, name, limit);
    }
    if (entry->facts && !origin_is_iana(entry->origin))
        buf_add_format(out, " (%s)", entry->origin);
}

void page_title(struct buf *out, const struct entry *entry)
{
    add_title(out, entry, PAGE_NAME);
}

/* Sections have numbers; what is called otherwise ("Appendix B") follows a comma. */
static void add_spec(struct buf *out, const struct spec *spec)
{
    bool numbered = spec->section[0] >= '0' && spec->section[0] <= '9';
    buf_add_char(out, '[');
    add_escaped(out, str_of(spec->document));
    if (*spec->section) {
        buf_add_text(out, numbered ? " §" : _(", "));
        add_escaped(out, str_of(spec->section));
    }
    buf_add_format(out, "](<%s>)", spec->url);
}

/* The name that people know an origin by. */
static const char *origin_name(const struct page_source *source, const char *origin)
{
    const struct origin_facts *facts =
        registry_origin(catalogue_registry(source->catalogue), str_of(origin));
    return facts ? facts->name : origin;
}

/* A line: which of the documents that speak of the status this is, when there are several. */
static void add_sources(struct buf *out, const struct page_source *source, size_t index)
{
    const struct entry *entry = &source->shelf->entries[index];
    size_t which, count = shelf_sources(source->shelf, index, &which);
    if (count < 2)
        return;
    buf_add_text(out, "\\\n");
    add_escaped(out, str_of(entry->builtin ? _("Built-in text") : entry->source));
    buf_add_text(out, " · ");
    buf_add_format(out, ngettext("%zu of %zu source", "%zu of %zu sources", count), which, count);
}

/* A quiet word on what the registry has otherwise; it is marked, not corrected. */
static void add_note(struct buf *out, const struct entry *entry)
{
    if (entry->builtin || !lint_phrase_differs(entry->section, entry->facts))
        return;
    struct buf called = {0}, phrase = {0};
    add_escaped(&called, entry->section->phrase);
    add_escaped(&phrase, str_of(entry->facts->phrase));
    buf_add_text(out, "\\\n*");
    buf_add_format(out, _("The document calls %03d \"%s\"; the registry has %s."),
                   entry->facts->code, called.data, phrase.data);
    buf_add_char(out, '*');
    buf_release(&called);
    buf_release(&phrase);
}

/* One line: what a reader wants to know first. */
static void add_brief(struct buf *out, const struct page_source *source, size_t index)
{
    const struct facts *facts = source->shelf->entries[index].facts;
    size_t start = out->len;
    buf_add_text(out, _(lifecycle_labels[facts->lifecycle]));
    add_separator(out, start);
    if (!origin_is_iana(facts->origin))
        add_escaped(out, str_of(origin_name(source, facts->origin)));
    else
        add_spec(out, &facts->specs[0]);
    if (facts->seen == SEEN_LOG) {
        add_separator(out, start);
        buf_add_text(out, _("no client sees it"));
    }
    if (facts->cacheable) {
        add_separator(out, start);
        buf_add_text(out, _("cacheable"));
    }
    if (!facts->content) {
        add_separator(out, start);
        buf_add_text(out, _("no content"));
    }
    for (size_t i = 0; i < facts->header_count; i++)
        if (facts->headers[i].level == LEVEL_MUST && facts->headers[i].in == DIRECTION_RESPONSE) {
            add_separator(out, start);
            buf_add_format(out, "`%s`", facts->headers[i].name);
        }
    add_sources(out, source, index);
    add_note(out, &source->shelf->entries[index]);
    buf_add_text(out, "\n\n");
}

/* A status or class that the registry does not know: what holds for its class. */
static void add_unknown(struct buf *out, const struct page_source *source, size_t index)
{
    const struct entry *entry = &source->shelf->entries[index];
    const struct class_facts *class =
        registry_class(catalogue_registry(source->catalogue), entry_class(entry));
    buf_add_text(out, _("not in the registry"));
    if (class) {
        buf_add_text(out, " · ");
        buf_add_format(out, _("a client treats it as %d"), class->unknown_as);
        buf_add_text(out, " · ");
        add_spec(out, &class->spec);
    }
    add_sources(out, source, index);
    buf_add_text(out, "\n\n");
}

static size_t statuses_below(const struct page_source *source, size_t index)
{
    size_t count = 0;
    for (size_t i = index + 1; i < source->shelf->entries[index].end; i++)
        count += source->shelf->entries[i].section->kind == SECTION_ENTRY;
    return count;
}

/* A class or a heading: what is below it. */
static void add_class(struct buf *out, const struct page_source *source, size_t index)
{
    size_t count = statuses_below(source, index);
    buf_add_format(out, ngettext("%zu status code", "%zu status codes", count), count);
    buf_add_text(out, "\n\n");
}

static void begin_fact(struct buf *out, const char *label)
{
    buf_add_format(out, "- **%s**%s", label, _(": "));
}

static void add_headers(struct buf *out, const struct facts *facts)
{
    if (facts->header_count == 0)
        return;
    begin_fact(out, _("Header fields"));
    for (size_t i = 0; i < facts->header_count; i++) {
        const struct header_use *use = &facts->headers[i];
        buf_add_text(out, i > 0 ? _(", ") : "");
        buf_add_format(
            out, use->in == DIRECTION_REQUEST ? _("`%s` (request, %s)") : _("`%s` (response, %s)"),
            use->name, level_words[use->level]);
    }
    buf_add_char(out, '\n');
}

static void add_redirect(struct buf *out, const struct facts *facts)
{
    if (facts->redirect == REDIRECT_NONE)
        return;
    begin_fact(out, _("Redirection"));
    buf_add_text(out, facts->permanent ? _("permanent") : _("temporary"));
    buf_add_text(out, _(", "));
    buf_add_text(out, _(redirect_labels[facts->redirect]));
    buf_add_char(out, '\n');
}

static void add_former(struct buf *out, const struct facts *facts)
{
    if (facts->former_count == 0)
        return;
    begin_fact(out, _("Other phrases"));
    for (size_t i = 0; i < facts->former_count; i++) {
        buf_add_text(out, i > 0 ? _(", ") : "");
        add_escaped(out, str_of(facts->former_phrases[i]));
    }
    buf_add_char(out, '\n');
}

/* The name of a status in the language of the page, for vendors that have no phrase. */
static struct str edition_name(const struct page_source *source, int code, const char *origin)
{
    struct error ignored;
    const struct shelf *edition = catalogue_edition(source->catalogue, source->language, &ignored);
    size_t found = edition ? shelf_find(edition, code, origin) : ENTRY_NONE;
    struct str none = {0};
    return found == ENTRY_NONE ? none : entry_name(&edition->entries[found]);
}

/* "[410 Gone](410)", "[499 nginx: Client Closed Request](499-nginx)" */
static void add_status_link(struct buf *out, const struct page_source *source, int code,
                            const char *origin)
{
    const struct facts *facts = registry_find(catalogue_registry(source->catalogue), code, origin);
    struct str phrase = facts ? str_of(facts->phrase) : (struct str){0};
    buf_add_format(out, "[%03d", code);
    if (!origin_is_iana(origin)) {
        buf_add_char(out, ' ');
        add_escaped(out, str_of(origin_name(source, origin)));
        phrase = phrase.len > 0 ? phrase : edition_name(source, code, origin);
    }
    if (phrase.len > 0) {
        buf_add_text(out, origin_is_iana(origin) ? " " : _(": "));
        add_escaped(out, phrase);
    }
    buf_add_format(out, origin_is_iana(origin) ? "](%03d)" : "](%03d-%s)", code, origin);
}

static void add_relations(struct buf *out, const struct page_source *source,
                          const struct facts *facts)
{
    if (facts->related_count == 0)
        return;
    begin_fact(out, _("Related"));
    for (size_t i = 0; i < facts->related_count; i++) {
        const struct relation *relation = &facts->related[i];
        buf_add_text(out, i > 0 ? _(", ") : "");
        add_status_link(out, source, relation->code, relation->origin);
        buf_add_format(out, _(" (%s)"), _(relation_labels[relation->kind]));
    }
    buf_add_char(out, '\n');
}

/* Those of a vendor have long titles, so each gets a line. */
static void add_specs(struct buf *out, const struct facts *facts)
{
    if (facts->spec_count == 0)
        return;
    bool vendors = !origin_is_iana(facts->origin), listed = vendors && facts->spec_count > 1;
    begin_fact(out, vendors ? _("Sources") : _("Specifications"));
    for (size_t i = 0; i < facts->spec_count; i++) {
        buf_add_text(out, listed ? "\n  - " : i > 0 ? _(", ") : "");
        add_spec(out, &facts->specs[i]);
    }
    buf_add_char(out, '\n');
}

/* What a client does with a response, which there is none of where no client sees the status. */
static void add_caching(struct buf *out, const struct facts *facts)
{
    if (facts->seen == SEEN_LOG)
        return;
    begin_fact(out, _("Caching"));
    buf_add_text(out, !facts->storable   ? _("must not be stored by a cache")
                      : facts->cacheable ? _("heuristically cacheable")
                                         : _("not heuristically cacheable"));
    buf_add_char(out, '\n');
    begin_fact(out, _("Content"));
    buf_add_text(out, facts->content ? _("allowed in the response") : _("none in the response"));
    buf_add_char(out, '\n');
}

/* Everything that the registry has, as a list. */
static void add_facts(struct buf *out, const struct page_source *source, const struct facts *facts)
{
    buf_add_text(out, "\n\n### ");
    buf_add_text(out, _("Facts"));
    buf_add_text(out, "\n\n");
    add_specs(out, facts);
    add_caching(out, facts);
    add_headers(out, facts);
    add_redirect(out, facts);
    begin_fact(out, _("Retry"));
    buf_add_text(out, _(retry_labels[facts->retry]));
    buf_add_char(out, '\n');
    add_former(out, facts);
    add_relations(out, source, facts);
}

/* The edition's text on the same status, for an entry of a user's document. */
static struct str edition_text(const struct page_source *source, const struct entry *entry)
{
    struct error ignored;
    const struct shelf *edition = catalogue_edition(source->catalogue, source->language, &ignored);
    if (!edition || entry->section->kind != SECTION_ENTRY)
        return (struct str){0};
    size_t found = shelf_find(edition, entry->section->code, entry->origin);
    if (found == ENTRY_NONE)
        return (struct str){0};
    return edition->entries[found].section->body;
}

/* Is the text nothing but what the title says already, with no link that would be lost? */
static bool is_in_title(const struct entry *entry, struct str text)
{
    struct markup markup;
    markup_parse(&markup, text);
    struct str plain = str_trim(buf_str(&markup.text));
    bool same = markup.link_count == 0 &&
                (str_equal(plain, entry_name(entry)) || str_equal(plain, entry_phrase(entry)));
    markup_release(&markup);
    return same;
}

static size_t count_newlines(const char *from, const char *to)
{
    size_t count = 0;
    for (; from < to && (from = memchr(from, '\n', (size_t)(to - from))); from++)
        count++;
    return count;
}

/* What the page leaves out; the lines of a text taken from lists, tables and lines are not known.
 */
static void add_left(struct buf *out, const struct section *section, const struct excerpt *excerpt)
{
    enum { TENTH = 100000 }; /* of a megabyte */
    size_t tenths = (excerpt->left + TENTH - 1) / TENTH;
    const char *end = excerpt->text.data + excerpt->text.len;
    size_t line = section->body_line > 0
                      ? section->body_line + count_newlines(section->body.data, end)
                      : section->line;
    buf_add_text(out, excerpt->fence.len > 0 ? "\n" : "");
    buf_add(out, excerpt->fence);
    buf_add_text(out, "\n\n*");
    buf_add_format(out, _("%zu.%zu MB more of this text are in the document, from line %zu on."),
                   tenths / 10, tenths % 10, line);
    buf_add_char(out, '*');
}

static void add_own(struct buf *out, const struct page_source *source,
                    const struct section *section, struct str own)
{
    struct excerpt excerpt = excerpt_of(own, source->limit);
    buf_add(out, excerpt.left > 0 ? str_trim(excerpt.text) : excerpt.text);
    if (excerpt.left > 0)
        add_left(out, section, &excerpt);
}

/* The document's own text, then the built-in one under a rule that says so. */
static void add_texts(struct buf *out, const struct page_source *source, const struct entry *entry)
{
    enum { NAME_MAX_BYTES = 500 }; /* what is longer is not looked at */
    struct str own = str_trim(entry->section->body);
    if (!entry->builtin && entry->section->kind == SECTION_ENTRY && own.len < NAME_MAX_BYTES &&
        is_in_title(entry, own))
        own = (struct str){0};
    add_own(out, source, entry->section, own);
    if (entry->builtin)
        return;
    struct str builtin = str_trim(edition_text(source, entry));
    if (own.len > 0 && builtin.len > 0) {
        buf_add_text(out, "\n\n---\n\n*");
        buf_add_text(out, _("Built-in text"));
        buf_add_text(out, "*\n\n");
    }
    buf_add(out, builtin);
}

void page_compose(struct buf *out, const struct page_source *source, size_t index)
{
    const struct entry *entry = &source->shelf->entries[index];
    struct buf title = {0};
    add_title(&title, entry, source->limit > 0 ? PAGE_NAME : 0);
    buf_add_text(out, "# ");
    add_escaped(out, buf_str(&title));
    buf_add_text(out, "\n\n---\n\n");
    buf_release(&title);
    if (entry->facts)
        add_brief(out, source, index);
    else if (entry->section->kind != SECTION_ENTRY)
        add_class(out, source, index);
    else if (catalogue_registry(source->catalogue))
        add_unknown(out, source, index);
    add_texts(out, source, entry);
    if (entry->facts)
        add_facts(out, source, entry->facts);
    buf_add_char(out, '\n');
}

const char *page_specification(const struct catalogue *catalogue, const struct entry *entry)
{
    const struct registry *registry = catalogue_registry(catalogue);
    if (entry->facts && entry->facts->spec_count > 0)
        return entry->facts->specs[0].url;
    const struct class_facts *class =
        registry ? registry_class(registry, entry_class(entry)) : NULL;
    return class ? class->spec.url : NULL;
}
