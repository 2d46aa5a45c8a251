#include "notes.h"
#include "core/note.h"
#include "save.h"
#include "ui/i18n.h"

struct putting {
    struct note note;
    struct str text;
};

static bool put(void *data, struct str before, struct buf *after, struct error *error)
{
    const struct putting *putting = data;
    return note_put(before, &putting->note, putting->text, after, error);
}

bool notes_put(const char *path, const struct registry *registry, const struct app_note *note,
               struct error *error)
{
    struct putting putting = {
        .note = {.registry = registry,
                 .code = note->code,
                 .origin = note->origin,
                 .heading = note->heading,
                 .title = str_of(_("My notes"))},
        .text = note->text,
    };
    return save_update(path, put, &putting, error);
}
