#include "save.h"

#include "core/file.h"
#include "core/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file that is about to be replaced. */
struct place {
    char *path; /* without symbolic links */
    const char *name;
    char *temporary; /* a name in the same folder */
    int folder;      /* open and locked, or -1 */
    bool exists;
    struct stat status;
};

static bool fail(struct error *error, const char *path, const char *what)
{
    *error = (struct error){.what = what, .system = errno};
    snprintf(error->file, sizeof error->file, "%s", path);
    return false;
}

/* The specification asks for 0700. */
static bool make_folder(const char *folder)
{
    if (mkdir(folder, 0700) == 0 || errno == EEXIST)
        return true;
    const char *slash = strrchr(folder, '/');
    if (errno != ENOENT || !slash || slash == folder)
        return false;
    char *parent = mem_copy((struct str){folder, (size_t)(slash - folder)});
    bool made = make_folder(parent) && (mkdir(folder, 0700) == 0 || errno == EEXIST);
    free(parent);
    return made;
}

static char *folder_of(const char *path)
{
    char *copy = mem_copy(str_of(path)), *folder = mem_copy(str_of(dirname(copy)));
    free(copy);
    return folder;
}

/* The path without links, also of a file that is yet to be; null for a link to nothing, which is
 * not ours to replace. */
static char *resolve(const char *path)
{
    struct stat status;
    char *real = realpath(path, NULL);
    if (real || errno != ENOENT || lstat(path, &status) == 0)
        return real;
    char *given = folder_of(path), *folder = realpath(given, NULL);
    free(given);
    if (!folder)
        return NULL;
    struct buf whole = {0};
    const char *slash = strrchr(path, '/');
    buf_add_format(&whole, "%s/%s", folder, slash ? slash + 1 : path);
    free(folder);
    return buf_detach(&whole);
}

/* Where there are no locks (some network file systems), the file is changed without. */
static bool lock(int folder)
{
    return flock(folder, LOCK_EX) == 0 || errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS;
}

static bool open_place(struct place *place, const char *path, struct error *error)
{
    char *folder = folder_of(path);
    bool made = make_folder(folder);
    free(folder);
    if (!made)
        return fail(error, path, N_("its folder cannot be made"));
    place->path = resolve(path);
    if (!place->path)
        return fail(error, path, N_("cannot be opened"));
    place->name = strrchr(place->path, '/') + 1;
    folder = folder_of(place->path);
    place->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (place->folder < 0 || !lock(place->folder))
        return fail(error, path, N_("its folder cannot be locked"));
    struct buf temporary = {0};
    buf_add_format(&temporary, ".%s.statusbrowse-new", place->name);
    place->temporary = buf_detach(&temporary);
    return true;
}

/* Closing the folder gives the lock back. */
static void close_place(struct place *place)
{
    if (place->folder >= 0)
        close(place->folder);
    free(place->path);
    free(place->temporary);
}

/* A file that its owner has protected stays, though its folder would let us replace it. */
static bool read_old(struct place *place, struct buf *before, struct error *error)
{
    place->exists = stat(place->path, &place->status) == 0;
    if (!place->exists && errno != ENOENT)
        return fail(error, place->path, N_("cannot be opened"));
    if (!place->exists)
        return true;
    if (!file_read(place->path, before, error))
        return false;
    return access(place->path, W_OK) == 0 || fail(error, place->path, N_("cannot be written"));
}

static bool write_all(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(fd, bytes.data, bytes.len);
        if (written < 0 && errno != EINTR)
            return false;
        if (written == 0) {
            errno = ENOSPC;
            return false;
        }
        if (written > 0)
            bytes = str_slice(bytes, (size_t)written, bytes.len);
    }
    return true;
}

static bool bring_to_disk(int fd)
{
    int result;
    do
        result = fsync(fd);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

/* Whoever may not give a file away keeps it, without rights that were meant for another group. */
static bool take_over_rights(int fd, const struct stat *status)
{
    bool owned = fchown(fd, status->st_uid, status->st_gid) == 0;
    return fchmod(fd, status->st_mode & (owned ? 07777 : 0707)) == 0;
}

/* After fsync(), close() has nothing left to report but that it was interrupted. */
static bool write_new(const struct place *place, struct str text)
{
    int fd = openat(place->folder, place->temporary,
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool done = (!place->exists || take_over_rights(fd, &place->status)) && write_all(fd, text) &&
                bring_to_disk(fd);
    int kept = errno;
    bool closed = close(fd) == 0 || errno == EINTR;
    if (!done)
        errno = kept;
    return done && closed;
}

/* Not every file system brings folders to the disk. */
static bool settle(int folder)
{
    return bring_to_disk(folder) || errno == EINVAL || errno == EROFS;
}

static bool replace(const struct place *place, struct str text, struct error *error)
{
    const char *what = NULL;
    unlinkat(place->folder, place->temporary, 0); /* of a program that died */
    if (!write_new(place, text))
        what = N_("cannot be written");
    else if (renameat(place->folder, place->temporary, place->folder, place->name) != 0)
        what = N_("cannot be replaced");
    if (what) {
        fail(error, place->path, what);
        unlinkat(place->folder, place->temporary, 0);
        return false;
    }
    return settle(place->folder) || fail(error, place->path, N_("cannot be brought to the disk"));
}

bool save_update(const char *path, save_change *change, void *data, struct error *error)
{
    struct place place = {.folder = -1};
    struct buf before = {0}, after = {0};
    bool done = open_place(&place, path, error) && read_old(&place, &before, error) &&
                change(data, buf_str(&before), &after, error);
    if (done && !str_equal(buf_str(&before), buf_str(&after)))
        done = replace(&place, buf_str(&after), error);
    close_place(&place);
    buf_release(&before);
    buf_release(&after);
    return done;
}

bool save_notes_path(struct buf *path, struct error *error)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && *data == '/')
        buf_add_text(path, data);
    else if (home && *home == '/')
        buf_add_format(path, "%s/.local/share", home);
    else {
        errno = 0;
        return fail(error, "notes.md", N_("has no place: neither XDG_DATA_HOME nor HOME is set"));
    }
    buf_add_text(path, "/statusbrowse/notes.md");
    return true;
}
