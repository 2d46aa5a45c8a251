#include "core/note.h"
#include "core/note_parts.h"

#include <unistr.h>

enum { LEVEL = 2 /* of the headings that are made */ };

#define NONE ((size_t)-1)

static bool is_about(const struct section *section, const struct note *note)
{
    if (section->kind != SECTION_ENTRY || section->code != note->code)
        return false;
    const struct facts *facts = section_facts(note->registry, section);
    const struct origin_facts *named = registry_origin(note->registry, section->tag);
    const char *origin = facts ? facts->origin : named ? named->origin : "unknown";
    return strcmp(origin, note->origin) == 0;
}

static size_t find_section(const struct note_view *view, const struct note *note)
{
    for (size_t i = 0; i < view->count; i++)
        if (is_about(&view->sections[i], note) && note_is_native(view, i))
            return i;
    return NONE;
}

static const char *line_end_of(struct str file)
{
    struct str first = note_line(file, 0);
    struct str rest = str_slice(file, first.len, file.len);
    return str_starts(rest, STR("\r\n")) ? "\r\n" : str_starts(rest, STR("\r")) ? "\r" : "\n";
}

/* Composing. */

/* Begins a paragraph: a blank line, unless nothing stands before it. */
static void open_gap(struct buf *out, const char *line_end)
{
    struct str text = buf_str(out);
    size_t len = text.len, start = note_behind_mark(text);
    if (len == start)
        return;
    if (!note_is_line_end(text.data[len - 1]))
        buf_add_text(out, line_end);
    else
        len -= len > 1 && text.data[len - 2] == '\r' && text.data[len - 1] == '\n' ? 2 : 1;
    text = buf_str(out);
    while (len > start && (text.data[len - 1] == ' ' || text.data[len - 1] == '\t'))
        len--;
    if (len > start && !note_is_line_end(text.data[len - 1]))
        buf_add_text(out, line_end);
}

static void add_heading(struct buf *out, const char *signs, struct str heading,
                        const char *line_end)
{
    open_gap(out, line_end);
    buf_add_format(out, "%s %.*s%s", signs, STR_ARG(heading), line_end);
}

/* Everything behind a new section, a blank line before it. */
static void add_rest(struct buf *out, struct str rest, const char *line_end)
{
    if (rest.len > 0)
        buf_add_text(out, line_end);
    buf_add(out, rest);
}

static void compose_changed(struct buf *out, const struct note_view *view, size_t i,
                            struct str text)
{
    const char *line_end = line_end_of(view->file);
    struct note_region region = note_region(view, i);
    bool blank = region.text == region.text_end;
    buf_add(out, str_slice(view->file, 0, blank ? region.body : region.text));
    if (blank)
        open_gap(out, line_end);
    note_add_lines(out, text, line_end);
    if (!blank) {
        buf_add(out, str_slice(view->file, region.text_end, view->file.len));
        return;
    }
    buf_add_text(out, line_end);
    add_rest(out, str_slice(view->file, region.end, view->file.len), line_end);
}

/* At the end of the file, the blank lines before the section go with it. */
static void compose_removed(struct buf *out, const struct note_view *view, size_t i)
{
    struct note_region region = note_region(view, i);
    size_t from = region.from;
    struct str kept = str_trim(str_slice(view->file, 0, from));
    if (region.end == view->file.len && kept.len > 0)
        from = note_next_line(view->file, (size_t)(kept.data + kept.len - view->file.data));
    buf_add(out, str_slice(view->file, 0, from));
    buf_add(out, str_slice(view->file, region.end, view->file.len));
}

/* Where a new section may go, and what goes with it. */
struct spot {
    size_t at;
    bool titled;
    struct buf closing; /* a line before it */
};

static void compose_added(struct buf *out, const struct note_view *view, const struct spot *spot,
                          const struct note *note, struct str text)
{
    const char *line_end = line_end_of(view->file);
    buf_add(out, str_slice(view->file, 0, spot->at));
    if (spot->closing.len > 0) {
        if (out->len > 0 && !note_is_line_end(out->data[out->len - 1]))
            buf_add_text(out, line_end);
        buf_add_format(out, "%s%s", spot->closing.data, line_end);
    }
    if (spot->titled)
        add_heading(out, "#", note->title, line_end);
    add_heading(out, "##", note->heading, line_end);
    open_gap(out, line_end);
    note_add_lines(out, text, line_end);
    buf_add_text(out, line_end);
    add_rest(out, str_slice(view->file, spot->at, view->file.len), line_end);
}

/* Trying out what was composed. */

static bool is_same_section(const struct section *a, const struct section *b, bool closed)
{
    struct str before = str_trim(a->body), after = str_trim(b->body);
    return a->kind == b->kind && a->level == b->level && a->code == b->code &&
           str_equal(a->heading, b->heading) &&
           (str_equal(before, after) || (closed && str_starts(after, before)));
}

/* Are the sections the same, but for `gone` of the old ones and `come` of the new, with the title
 * before it when there is one? */
static bool others_stay(const struct note_view *old, size_t gone, const struct note_view *new,
                        size_t come, const struct spot *spot)
{
    size_t i = 0, j = 0;
    bool titled = spot && spot->titled && come > 0;
    while (i < old->count || j < new->count) {
        if (i == gone && i < old->count)
            i++;
        else if (j < new->count && (j == come || (titled && j + 1 == come)))
            j++;
        else if (i == old->count || j == new->count ||
                 !is_same_section(&old->sections[i++], &new->sections[j++],
                                  spot && spot->closing.len > 0))
            return false;
    }
    return true;
}

static bool has_text(const struct note_view *view, size_t i, struct str text)
{
    struct buf found = {0};
    struct note_region region = note_region(view, i);
    note_add_lines(&found, str_slice(view->file, region.text, region.text_end), "\n");
    bool same = str_equal(buf_str(&found), text);
    buf_release(&found);
    return same;
}

static bool holds(const struct note_view *old, size_t gone, struct str file,
                  const struct note *note, struct str text, const struct spot *spot)
{
    struct note_view new;
    note_view_open(&new, file);
    size_t come = text.len > 0 ? find_section(&new, note) : NONE;
    bool there = text.len == 0 || (come != NONE && has_text(&new, come, text));
    bool good = there && others_stay(old, gone, &new, come, spot);
    note_view_close(&new);
    return good;
}

/* Where a new section goes. */

/* Does the section stand under the heading of another class? */
static bool is_elsewhere(const struct note_view *view, size_t i, int code)
{
    while (i != SECTION_TOP && view->sections[i].kind != SECTION_CLASS)
        i = view->sections[i].parent;
    return i != SECTION_TOP && view->sections[i].code != code / 100;
}

/* Where the section with all below it ends. */
static size_t end_of(const struct note_view *view, size_t i)
{
    size_t next = i + 1;
    while (next < view->count && view->sections[next].level > view->sections[i].level)
        next++;
    return next < view->count ? note_line_start(view, view->sections[next].line) : view->file.len;
}

static bool comes_before(const struct section *section, const struct note *note)
{
    return section->code < note->code ||
           (section->code == note->code && strcmp(note->origin, "iana") != 0);
}

/* Behind the last entry with a smaller code, else before the first with a greater one, else in its
 * class; NONE where there is nothing of the kind. */
static size_t place_in_order(const struct note_view *view, const struct note *note)
{
    size_t smaller = NONE, greater = NONE, class = NONE;
    for (size_t i = 0; i < view->count; i++) {
        const struct section *section = &view->sections[i];
        if (!note_is_native(view, i) || is_elsewhere(view, i, note->code))
            continue;
        if (section->kind == SECTION_CLASS && section->level < LEVEL)
            class = i;
        if (section->kind != SECTION_ENTRY || section->level != LEVEL)
            continue;
        if (comes_before(section, note))
            smaller = i;
        else if (greater == NONE)
            greater = i;
    }
    if (smaller == NONE && greater != NONE)
        return note_line_start(view, view->sections[greater].line);
    smaller = smaller == NONE ? class : smaller;
    return smaller == NONE ? NONE : end_of(view, smaller);
}

/* Would a section at the end of the file stand under a heading that it has nothing to do with? */
static bool needs_title(const struct note_view *view, const struct note *note)
{
    return view->count == 0 || is_elsewhere(view, view->count - 1, note->code);
}

static bool try_spot(const struct note_view *view, const struct spot *spot, const struct note *note,
                     struct str text, struct buf *out)
{
    size_t before = out->len;
    compose_added(out, view, spot, note, text);
    if (holds(view, NONE, str_slice(buf_str(out), before, out->len), note, text, spot))
        return true;
    buf_cut(out, before);
    return false;
}

/* In order; at the end; at the end under a title, where lists of entries are not read beside
 * entries that are headings; there, behind what was left open. */
static bool add_section(const struct note_view *view, const struct note *note, struct str text,
                        struct buf *out)
{
    struct spot spot = {.at = place_in_order(view, note)};
    bool done = spot.at != NONE && try_spot(view, &spot, note, text, out);
    spot.at = view->file.len;
    for (size_t k = 0; !done && note_closing_line(view->file, k, &spot.closing); k++) {
        spot.titled = needs_title(view, note);
        done = try_spot(view, &spot, note, text, out);
        if (done || spot.titled)
            continue;
        spot.titled = true;
        done = try_spot(view, &spot, note, text, out);
    }
    buf_release(&spot.closing);
    return done;
}

static bool change_section(const struct note_view *view, size_t i, const struct note *note,
                           struct str text, struct buf *out)
{
    size_t before = out->len;
    if (text.len > 0)
        compose_changed(out, view, i, text);
    else
        compose_removed(out, view, i);
    if (holds(view, i, str_slice(buf_str(out), before, out->len), note, text, NULL))
        return true;
    buf_cut(out, before);
    return false;
}

/* The outside. */

static bool is_plain(struct str text)
{
    return text.len == 0 || (u8_check((const uint8_t *)text.data, text.len) == NULL &&
                             !memchr(text.data, '\0', text.len));
}

static bool fail(struct error *error, const char *what)
{
    *error = (struct error){.what = what};
    return false;
}

void note_heading(struct buf *out, const struct registry *registry, const struct facts *facts,
                  struct str name)
{
    const struct origin_facts *origin = registry_origin(registry, str_of(facts->origin));
    buf_add_format(out, "%03d", facts->code);
    if (*facts->phrase)
        buf_add_format(out, " %s", facts->phrase);
    if (strcmp(facts->origin, "iana") != 0)
        buf_add_format(out, " (%s)", origin ? origin->name : facts->origin);
    if (name.len > 0)
        buf_add_format(out, " %.*s", STR_ARG(name));
}

size_t note_find(struct str file, const struct note *note, struct buf *text)
{
    struct note_view view;
    size_t line = 0;
    note_view_open(&view, file);
    size_t i = find_section(&view, note);
    if (i != NONE) {
        struct note_region region = note_region(&view, i);
        line = view.sections[i].line;
        if (text)
            note_add_lines(text, str_slice(file, region.text, region.text_end), "\n");
    }
    note_view_close(&view);
    return line;
}

bool note_put(struct str file, const struct note *note, struct str text, struct buf *out,
              struct error *error)
{
    struct note_view view;
    struct buf normal = {0};
    if (!is_plain(file))
        return fail(error, N_("is not UTF-8 text; no note is put into it"));
    if (!is_plain(text))
        return fail(error, N_("the note is not UTF-8 text"));
    note_view_open(&view, file);
    size_t i = find_section(&view, note);
    bool done = note_normalise(&normal, text, i == NONE ? LEVEL : view.sections[i].level);
    if (done && i != NONE)
        done = change_section(&view, i, note, buf_str(&normal), out);
    else if (done && normal.len > 0)
        done = add_section(&view, note, buf_str(&normal), out);
    else if (done)
        buf_add(out, file);
    note_view_close(&view);
    buf_release(&normal);
    return done || fail(error, N_("has a form that this note cannot be put into"));
}
