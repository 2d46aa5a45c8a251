/* The user's own notes: the line in which one is written, and the editor on a document. What is
 * written to a file, the edge writes. */
#include "core/note.h"
#include "ui/app_parts.h"
#include "ui/i18n.h"

#include <string.h>

static const struct entry *shown_entry(const struct app *app)
{
    return app->shown == ENTRY_NONE ? NULL : &app->shelf->entries[app->shown];
}

static bool is_status(const struct entry *entry)
{
    return entry && entry->section->kind == SECTION_ENTRY;
}

bool app_can_note(const struct app *app)
{
    return app->options.notes && !app->options.restricted && is_status(shown_entry(app)) &&
           catalogue_registry(app->catalogue);
}

bool app_can_edit(const struct app *app)
{
    const struct entry *entry = shown_entry(app);
    return entry && !entry->builtin && !app->options.restricted &&
           !str_equal(str_of(document_name(entry->document)), app->options.input);
}

static unsigned edit_at(struct app *app, const char *path, size_t line)
{
    buf_cut(&app->argument, 0);
    buf_add_text(&app->argument, path);
    app->line = line;
    return EFFECT_EDIT | EFFECT_DRAW;
}

static void tell_of_notes(struct app *app)
{
    struct buf key = {0};
    command_key_text(&key, &command_find(CONTEXT_TREE, COMMAND_NOTE)->keys[0], app->options.ascii);
    buf_cut(&app->notice, 0);
    /* TRANSLATORS: %s is a key. */
    buf_add_format(&app->notice, _("the built-in texts are not edited; %s writes a note of yours"),
                   key.data);
    buf_release(&key);
}

unsigned app_edit(struct app *app, const struct event *event)
{
    (void)event;
    const struct entry *entry = shown_entry(app);
    if (app_can_edit(app))
        return edit_at(app, document_name(entry->document), entry->section->line);
    if (entry && entry->builtin && app->options.notes && !app->options.restricted)
        tell_of_notes(app);
    else
        app_notice(app, _("editing is not possible here"));
    return EFFECT_DRAW;
}

/* What the notes say on the status now, or ENTRY_NONE: a section of its own, since a list or table
 * is somebody's way of writing (note.h). */
static size_t find_note(const struct app *app)
{
    for (size_t i = 0; i < app->shelf->count; i++) {
        const struct entry *entry = &app->shelf->entries[i];
        if (is_status(entry) && !entry->builtin && entry->section->body_line > 0 &&
            entry->section->code == app->note.code &&
            strcmp(entry->origin, app->note.origin) == 0 &&
            strcmp(document_name(entry->document), app->options.notes) == 0)
            return i;
    }
    return ENTRY_NONE;
}

static const struct section *present_note(const struct app *app)
{
    size_t found = find_note(app);
    return found == ENTRY_NONE ? NULL : app->shelf->entries[found].section;
}

/* The heading that a new note has: as the editions have theirs. */
static void set_heading(struct app *app, const struct entry *entry)
{
    struct error ignored;
    const struct shelf *edition = catalogue_edition(app->catalogue, app->language, &ignored);
    size_t found = edition ? shelf_find(edition, entry->section->code, entry->origin) : ENTRY_NONE;
    const struct entry *known = found == ENTRY_NONE ? NULL : &edition->entries[found];
    bool named = known && !str_equal(entry_name(known), entry_phrase(known));
    struct str name = named ? entry_name(known) : (struct str){0};
    buf_cut(&app->note_heading, 0);
    if (entry->facts)
        note_heading(&app->note_heading, catalogue_registry(app->catalogue), entry->facts, name);
    else
        page_title(&app->note_heading, entry);
}

/* Was a note on this status typed and could not be saved? */
static bool is_kept(const struct app *app, const struct entry *entry)
{
    return app->note_kept && app->note.code == entry->section->code &&
           strcmp(app->note.origin, entry->origin) == 0;
}

/* More than a line can show, or would keep. */
static bool needs_editor(struct str text)
{
    return text.len > EDIT_LIMIT || (text.len > 0 && (memchr(text.data, '\n', text.len) ||
                                                      memchr(text.data, '\t', text.len)));
}

static unsigned begin_note(struct app *app)
{
    const struct section *present = present_note(app);
    struct str text = present ? str_trim(present->body) : (struct str){0};
    app->note_kept = false;
    if (needs_editor(text))
        return edit_at(app, app->options.notes, present->line);
    edit_set(&app->note_prompt.edit, text);
    buf_cut(&app->note_before, 0);
    buf_add(&app->note_before, text);
    app->note_prompt.typing = true;
    return EFFECT_DRAW;
}

unsigned app_note(struct app *app, const struct event *event)
{
    (void)event;
    const struct entry *entry = shown_entry(app);
    if (!app_can_note(app)) {
        app_notice(app, is_status(entry) || app->options.restricted || !app->options.notes
                            ? _("notes are not possible here")
                            : _("a note is written on a status code: select one"));
        return EFFECT_DRAW;
    }
    set_heading(app, entry);
    if (is_kept(app, entry)) {
        app->note_prompt.typing = true;
        return EFFECT_DRAW;
    }
    app->note.code = entry->section->code;
    app->note.origin = entry->origin;
    return begin_note(app);
}

unsigned app_note_cancel(struct app *app)
{
    app->note_prompt.typing = app->note_kept = false;
    return EFFECT_DRAW;
}

unsigned app_note_accept(struct app *app)
{
    struct str text = str_trim(edit_text(&app->note_prompt.edit));
    app->note_prompt.typing = app->note_kept = false;
    if (str_equal(text, buf_str(&app->note_before)))
        return EFFECT_DRAW;
    app->note.heading = buf_str(&app->note_heading);
    app->note.before = buf_str(&app->note_before);
    app->note.text = text;
    return EFFECT_NOTE | EFFECT_DRAW;
}

const struct app_note *app_written_note(const struct app *app)
{
    return &app->note;
}

size_t app_line(const struct app *app)
{
    return app->line;
}

/* Where the note, or what is left without it, can be seen. */
static void show_note(struct app *app)
{
    const struct entry *shown = shown_entry(app);
    size_t found = find_note(app);
    bool there = is_status(shown) && shown->section->code == app->note.code &&
                 strcmp(shown->origin, app->note.origin) == 0;
    if (found == ENTRY_NONE && !there)
        found = shelf_find(app->shelf, app->note.code, app->note.origin);
    if (found == ENTRY_NONE || found == app->shown)
        return;
    if (there)
        app_remember_visit(app);
    app_go_to(app, found);
    app->detail.scroll.top = 0;
}

void app_note_saved(struct app *app, bool joined)
{
    bool removed = app->note.text.len == 0;
    app_reload(app, &app->options.notes, 1);
    show_note(app);
    if (joined && removed)
        app_notice(app, _("the note has changed meanwhile and was left as it is"));
    else if (joined)
        app_notice(app, _("the note was saved below what was written there meanwhile"));
    else
        app_notice(app, removed ? _("the note was removed") : _("the note was saved"));
}

void app_note_failed(struct app *app, const char *message)
{
    app->note_kept = true;
    app_notice(app, message);
}
