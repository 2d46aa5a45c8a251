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
 * (save.h). False, with *error filled, when it is not there. */
bool notes_put(const char *path, const struct registry *registry, const struct app_note *note,
               struct error *error);

#endif
