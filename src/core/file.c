#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

/* Returns what went wrong, with errno set when the system knows why, or null. */
static const char *read_all(int fd, struct buf *out)
{
    size_t start = out->len;
    for (;;) {
        buf_reserve(out, PIECE);
        ssize_t got = read(fd, out->data + out->len, out->capacity - out->len - 1);
        if (got < 0 && errno == EAGAIN) /* somebody else's setting */
            poll(&(struct pollfd){fd, POLLIN, 0}, 1, -1);
        else if (got < 0 && errno != EINTR)
            return N_("cannot be read");
        if (got < 0)
            continue;
        if (got == 0)
            return NULL;
        out->len += (size_t)got;
        out->data[out->len] = '\0';
        errno = 0;
        if (out->len - start > FILE_LIMIT)
            return N_("is larger than this program reads");
    }
}

/* What is the matter with a file of this kind, or null. */
static const char *objection(const struct stat *status, bool named)
{
    if (S_ISDIR(status->st_mode))
        return N_("is a folder");
    if (named && !S_ISREG(status->st_mode))
        return N_("is a pipe or device, not a file");
    if (S_ISREG(status->st_mode) && (unsigned long long)status->st_size > FILE_LIMIT)
        return N_("is larger than this program reads");
    return NULL;
}

static const char *read_checked(int fd, bool named, struct buf *out)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return N_("cannot be read");
    errno = 0;
    const char *what = objection(&status, named);
    if (what)
        return what;
    if (S_ISREG(status.st_mode))
        buf_reserve(out, (size_t)status.st_size + PIECE);
    return read_all(fd, out);
}

/* Settles what came of reading. */
static bool finish(const char *what, const char *name, struct buf *out, size_t before,
                   struct error *error)
{
    if (!what)
        return true;
    *error = (struct error){.what = what, .system = errno};
    snprintf(error->file, sizeof error->file, "%s", name);
    buf_cut(out, before);
    return false;
}

bool file_read(const char *path, struct buf *out, struct error *error)
{
    size_t before = out->len;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    const char *what = fd < 0 ? N_("cannot be opened") : read_checked(fd, true, out);
    bool done = finish(what, path, out, before, error);
    if (fd >= 0)
        close(fd);
    return done;
}

bool file_read_descriptor(int fd, const char *name, struct buf *out, struct error *error)
{
    size_t before = out->len;
    return finish(read_checked(fd, false, out), name, out, before, error);
}
