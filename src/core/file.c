#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *read_all(int fd, struct buf *out)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return N_("cannot be read");
    errno = S_ISDIR(status.st_mode) ? EISDIR : 0;
    if (!S_ISREG(status.st_mode))
        return N_("is not a regular file");
    errno = 0;
    if ((unsigned long long)status.st_size > FILE_LIMIT)
        return N_("is larger than this program reads");
    buf_reserve(out, (size_t)status.st_size + 1);
    for (;;) {
        buf_reserve(out, 4096);
        ssize_t got = read(fd, out->data + out->len, out->capacity - out->len - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return N_("cannot be read");
        if (got == 0)
            return NULL;
        out->len += (size_t)got;
        out->data[out->len] = '\0';
        if (out->len > FILE_LIMIT)
            return N_("is larger than this program reads");
    }
}

bool file_read(const char *path, struct buf *out, struct error *error)
{
    size_t before = out->len;
    const char *what = N_("cannot be opened");
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd >= 0)
        what = read_all(fd, out);
    if (what) {
        *error = (struct error){.what = what, .system = errno};
        snprintf(error->file, sizeof error->file, "%s", path);
        buf_cut(out, before);
    }
    if (fd >= 0)
        close(fd);
    return !what;
}
