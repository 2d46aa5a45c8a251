#include "watch.h"

#include "core/mem.h"
#include <errno.h>
#include <limits.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PLACES = 2, /* under the name given, and where links lead */
    /* Of the folder's files: */
    CHANGES = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE,
    /* of the folder itself: */
    UPHEAVALS = IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT,
    MASK = CHANGES | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR,
};

/* A file that is not there is all zeros. */
struct identity {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec time;
};

struct place {
    int folder; /* inotify's number for it, or -1 */
    char *name; /* what in that folder is waited for */
    bool above; /* is that another folder, on the way to the file's? */
};

struct file {
    char *path;
    struct place places[PLACES];
    struct identity seen, own;
    bool has_own;                    /* own is how we saved it */
    bool suspect, certain, reported; /* it may have changed; it has; that is to be told */
};

struct watch {
    int descriptor;
    struct file *files;
    size_t count, capacity;
};

static struct identity identity_of(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return (struct identity){0};
    return (struct identity){status.st_dev, status.st_ino, status.st_size, status.st_mtim};
}

static bool is_there(const struct identity *identity)
{
    return identity->inode != 0;
}

static bool is_same(const struct identity *a, const struct identity *b)
{
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->time.tv_sec == b->time.tv_sec && a->time.tv_nsec == b->time.tv_nsec;
}

/* Where to wait for the path: in its folder or, while that is missing, in the nearest above. */
static struct place find_place(const struct watch *watch, const char *path)
{
    struct place place = {.folder = -1};
    char *rest = mem_copy(str_of(path));
    for (;;) {
        char *slash = strrchr(rest, '/');
        const char *folder = !slash ? "." : slash == rest ? "/" : rest;
        free(place.name);
        place.name = mem_copy(str_of(slash ? slash + 1 : rest));
        if (slash)
            *slash = '\0';
        place.folder = inotify_add_watch(watch->descriptor, folder, MASK);
        if (place.folder >= 0 || !slash || slash == rest || (errno != ENOENT && errno != ENOTDIR))
            break;
        place.above = true;
    }
    free(rest);
    return place;
}

static bool is_used(const struct watch *watch, int folder)
{
    for (size_t i = 0; i < watch->count; i++)
        for (size_t k = 0; k < PLACES; k++)
            if (watch->files[i].places[k].folder == folder)
                return true;
    return false;
}

/* Looks for the file's places anew: links and folders may lead elsewhere than before. */
static void place_file(struct watch *watch, struct file *file)
{
    struct place former[PLACES];
    if (watch->descriptor < 0)
        return;
    memcpy(former, file->places, sizeof former);
    char *real = realpath(file->path, NULL);
    file->places[0] = find_place(watch, file->path);
    file->places[1] = real ? find_place(watch, real) : (struct place){.folder = -1};
    free(real);
    for (size_t i = 0; i < PLACES; i++) {
        if (former[i].folder >= 0 && !is_used(watch, former[i].folder))
            inotify_rm_watch(watch->descriptor, former[i].folder);
        free(former[i].name);
    }
}

struct watch *watch_new(void)
{
    struct watch *watch = mem_new(1, sizeof *watch);
    watch->descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    return watch;
}

void watch_free(struct watch *watch)
{
    if (!watch)
        return;
    if (watch->descriptor >= 0)
        close(watch->descriptor);
    for (size_t i = 0; i < watch->count; i++) {
        free(watch->files[i].path);
        for (size_t k = 0; k < PLACES; k++)
            free(watch->files[i].places[k].name);
    }
    free(watch->files);
    free(watch);
}

static struct file *find_file(struct watch *watch, const char *path)
{
    for (size_t i = 0; i < watch->count; i++)
        if (strcmp(watch->files[i].path, path) == 0)
            return &watch->files[i];
    return NULL;
}

void watch_add(struct watch *watch, const char *path)
{
    if (find_file(watch, path))
        return;
    watch->files = mem_grow(watch->files, &watch->capacity, watch->count, sizeof *watch->files);
    struct file *file = &watch->files[watch->count++];
    *file =
        (struct file){.path = mem_copy(str_of(path)), .places = {{.folder = -1}, {.folder = -1}}};
    place_file(watch, file);
    file->seen = identity_of(path);
}

void watch_settle(struct watch *watch, const char *path)
{
    struct file *file = find_file(watch, path);
    if (!file)
        return;
    file->seen = file->own = identity_of(path);
    file->has_own = is_there(&file->own);
}

int watch_descriptor(const struct watch *watch)
{
    return watch->descriptor;
}

void watch_check(struct watch *watch)
{
    for (size_t i = 0; i < watch->count; i++)
        watch->files[i].suspect = true;
}

/* A new file is told when it has been written, unless it is there at once: a link. */
static bool is_whole(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && (S_ISLNK(status.st_mode) || status.st_nlink > 1);
}

static void note_event(struct file *file, size_t k, const struct inotify_event *event)
{
    const struct place *place = &file->places[k];
    bool named = event->len > 0 && strcmp(event->name, place->name) == 0;
    if (event->mask & UPHEAVALS || (named && place->above))
        file->suspect = true;
    else if (named && event->mask & CHANGES)
        file->certain = true;
    else if (named && k == 0 && is_whole(file->path))
        file->certain = true;
}

static void note(struct watch *watch, const struct inotify_event *event)
{
    for (size_t i = 0; i < watch->count; i++) {
        struct file *file = &watch->files[i];
        if (event->mask & IN_Q_OVERFLOW)
            file->certain = true;
        for (size_t k = 0; k < PLACES; k++)
            if (file->places[k].folder >= 0 && file->places[k].folder == event->wd)
                note_event(file, k, event);
    }
}

static void read_events(struct watch *watch)
{
    alignas(struct inotify_event) char bytes[16 * 1024];
    ssize_t len;
    while (watch->descriptor >= 0 && (len = read(watch->descriptor, bytes, sizeof bytes)) > 0)
        for (ssize_t at = 0; at < len;) {
            const struct inotify_event *event = (const void *)(bytes + at);
            note(watch, event);
            at += (ssize_t)(sizeof *event + event->len);
        }
}

/* Places first: what happens from now on in a folder that has just appeared, is told by it. */
static void look_at(struct watch *watch, struct file *file)
{
    bool certain = file->certain;
    file->suspect = file->certain = false;
    place_file(watch, file);
    struct identity now = identity_of(file->path);
    bool own = file->has_own && is_same(&now, &file->own);
    file->reported |= !own && (certain || !is_same(&now, &file->seen));
    file->seen = now;
}

const char *watch_take(struct watch *watch)
{
    read_events(watch);
    for (size_t i = 0; i < watch->count; i++)
        if (watch->files[i].suspect || watch->files[i].certain)
            look_at(watch, &watch->files[i]);
    for (size_t i = 0; i < watch->count; i++)
        if (watch->files[i].reported) {
            watch->files[i].reported = false;
            return watch->files[i].path;
        }
    return NULL;
}
