/* file.h: reading a whole file, safely.
 *
 * By name only regular files are read: a folder, a FIFO or a device is refused without blocking on
 * it. The bytes are read, not mapped, so that a file cut short by somebody else cannot kill the
 * program.
 */
#ifndef SB_CORE_FILE_H
#define SB_CORE_FILE_H

#include "core/buf.h"
#include "core/error.h"
#include <stdbool.h>

/* The largest file that is read. */
#define FILE_LIMIT ((size_t)1 << 30) /* bytes */

/* Appends the content of the file to out. On failure fills *error and leaves out as it was. */
bool file_read(const char *path, struct buf *out, struct error *error);

/* The same from a descriptor, of a file, pipe or terminal, to its end, however long that takes to
 * come; a folder is refused. `name` is what an error calls it. The descriptor stays open. */
bool file_read_descriptor(int fd, const char *name, struct buf *out, struct error *error);

#endif
