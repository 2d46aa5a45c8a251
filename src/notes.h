/* notes.h: the file of the user's own notes.
 *
 * An ordinary document in the native form, $XDG_DATA_HOME/statusbrowse/notes.md (save.h), which is
 * opened with every start of the interactive program and written by it alone, one note at a time.
 */
#ifndef SB_NOTES_H
#define SB_NOTES_H

#include "core/error.h"
#include "core/registry.h"
#include "ui/app.h"
#include <stdbool.h>

/* Puts the note into the file as it now is on disk (core/note.h); nothing is lost when that fails
 * (save.h). When the note there is not the one that was before the user's eyes, somebody else has
 * written meanwhile: then the new text goes below that one and *joined tells so, and it is not
 * taken away. False, with *error filled, when it could not be done. */
bool notes_put(const char *path, const struct registry *registry, const struct app_note *note,
               bool *joined, struct error *error);

#endif
