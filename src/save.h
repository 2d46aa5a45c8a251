/* save.h: changing a file of the user's so that nothing is ever lost.
 *
 * A file is read, changed and replaced as one step. The new text goes to a temporary file beside
 * the old one, is brought to the disk (fsync), and takes the old one's place (rename), which is
 * brought to the disk too: whatever fails or dies on the way, the file is wholly old or wholly new.
 * An advisory lock on the folder (flock) lets several of our programs change the file at once
 * without losing one another's changes; another program's save between our reading and our writing
 * is not seen.
 *
 * A symbolic link is followed, and stays one. The file keeps its permissions and, where that is
 * allowed, its owner; other names of it (hard links) keep the old text. A new file can be read by
 * its owner alone. What a program that died left behind is taken away by the next save.
 */
#ifndef SB_SAVE_H
#define SB_SAVE_H

#include "core/buf.h"
#include "core/error.h"
#include "core/str.h"
#include <stdbool.h>

/* Makes the file's new content, in the empty *after, of the one it has, "" when there is no file.
 * False, with *error filled, leaves the file as it is. */
typedef bool save_change(void *data, struct str before, struct buf *after, struct error *error);

/* Changes the file, making it and the folders on the way to it when they are missing; writes
 * nothing when nothing changes. Waits while another of our programs is saving there. On failure
 * fills *error; then the file is as it was, unless it was only the last step, the folder's way to
 * the disk, that failed. */
bool save_update(const char *path, save_change *change, void *data, struct error *error);

/* Appends the path of the user's notes: $XDG_DATA_HOME/statusbrowse/notes.md, where XDG_DATA_HOME
 * counts only when it is an absolute path and is otherwise $HOME/.local/share (XDG Base Directory
 * Specification 0.8). False, with *error filled, when there is no HOME either. Makes nothing. */
bool save_notes_path(struct buf *path, struct error *error);

#endif
