#include "notes.h"
#include "core/note.h"
#include "core/text.h"
#include "save.h"
#include "ui/i18n.h"

#include <stdio.h>

struct putting {
    struct note note;
    struct str before, text;
    bool joined;
};

/* What the file has on the status, as the user would see it. */
static void find(struct buf *out, struct str file, const struct note *note)
{
    struct buf raw = {0};
    note_find(file, note, &raw);
    text_clean(out, str_trim(buf_str(&raw)));
    buf_release(&raw);
}

static bool put(void *data, struct str before, struct buf *after, struct error *error)
{
    struct putting *putting = data;
    struct buf text = {0};
    find(&text, before, &putting->note);
    putting->joined = text.len > 0 && !str_equal(buf_str(&text), putting->before) &&
                      !str_equal(buf_str(&text), putting->text);
    if (!putting->joined)
        buf_cut(&text, 0);
    else if (putting->text.len > 0)
        buf_add_text(&text, "\n\n");
    buf_add(&text, putting->text);
    bool done = note_put(before, &putting->note, buf_str(&text), after, error);
    buf_release(&text);
    return done;
}

bool notes_put(const char *path, const struct registry *registry, const struct app_note *note,
               bool *joined, struct error *error)
{
    struct putting putting = {
        .note = {.registry = registry,
                 .code = note->code,
                 .origin = note->origin,
                 .heading = note->heading,
                 .title = str_of(_("My notes"))},
        .before = note->before,
        .text = note->text,
    };
    bool done = save_update(path, put, &putting, error);
    *joined = putting.joined;
    if (!done && !*error->file)
        snprintf(error->file, sizeof error->file, "%s", path);
    return done;
}
