#include "suites.h"

#include "core/buf.h"
#include "core/file.h"
#include "save.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* Failures: the linker leads the calls of this program to the functions here (--wrap). */

enum fault { FAULT_NONE, FAULT_FAIL, FAULT_SHORT, FAULT_DIE };
static struct {
    enum fault fault;
    int error;    /* errno of FAULT_FAIL */
    int at, call; /* the call that fails, and the calls so far */
    bool hit;
    char trace[64]; /* a letter for each call */
} faults;

/* Is it this call's turn? Dying is done here. */
static bool fails(enum fault fault, char letter)
{
    size_t len = strlen(faults.trace);
    if (len + 1 < sizeof faults.trace)
        faults.trace[len] = letter;
    if (faults.fault == FAULT_NONE || faults.call++ != faults.at)
        return false;
    faults.hit = true;
    if (faults.fault == FAULT_DIE)
        _exit(42);
    errno = faults.error;
    return faults.fault == fault;
}

#define WRAPPED(letter, result, name, parameters, arguments)                                       \
    result __real_##name parameters;                                                               \
    result __wrap_##name parameters;                                                               \
    result __wrap_##name parameters                                                                \
    {                                                                                              \
        return fails(FAULT_FAIL, letter) ? -1 : __real_##name arguments;                           \
    }

WRAPPED('l', int, flock, (int fd, int what), (fd, what))
WRAPPED('s', int, fsync, (int fd), (fd))
WRAPPED('r', int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
WRAPPED('o', int, openat, (int folder, const char *name, int flags, mode_t mode),
        (folder, name, flags, mode))
WRAPPED('o', int, openat64, (int folder, const char *name, int flags, mode_t mode),
        (folder, name, flags, mode))

/* As Linux does it, the descriptor is closed even where closing fails. */
int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
    bool failed = fails(FAULT_FAIL, 'c');
    int error = errno, result = __real_close(fd);
    if (failed)
        errno = error;
    return failed ? -1 : result;
}

ssize_t __real_write(int fd, const void *bytes, size_t len);
ssize_t __wrap_write(int fd, const void *bytes, size_t len);
ssize_t __wrap_write(int fd, const void *bytes, size_t len)
{
    if (faults.fault == FAULT_SHORT)
        return __real_write(fd, bytes, len < 3 ? len : 3);
    return fails(FAULT_FAIL, 'w') ? -1 : __real_write(fd, bytes, len);
}

/* Files. */

static char folder[64];

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/save-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    faults.fault = FAULT_NONE;
    umask(022);
}

static void remove_folder(void)
{
    char command[128];
    faults.fault = FAULT_NONE;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

static const char *in_folder(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(in_folder(name), "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void assert_content(const char *name, const char *text)
{
    struct buf bytes = {0};
    struct error error;
    ck_assert_msg(file_read(in_folder(name), &bytes, &error), "%s", name);
    ck_assert_str_eq(buf_str(&bytes).data, text);
    buf_release(&bytes);
}

static int count_files(void)
{
    int count = 0;
    DIR *opened = opendir(folder);
    ck_assert_ptr_nonnull(opened);
    for (struct dirent *file; (file = readdir(opened));)
        count += strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0;
    closedir(opened);
    return count;
}

/* Changes: each appends the text that it is given. */

static bool append(void *data, struct str before, struct buf *after, struct error *error)
{
    (void)error;
    buf_add(after, before);
    buf_add_text(after, data);
    return true;
}

static bool refuse(void *data, struct str before, struct buf *after, struct error *error)
{
    (void)data, (void)before;
    buf_add_text(after, "nothing of this");
    error->what = "refused";
    return false;
}

static bool update(const char *name, const char *more)
{
    struct error error = {0};
    char text[64];
    snprintf(text, sizeof text, "%s", more);
    bool saved = save_update(in_folder(name), append, text, &error);
    ck_assert_int_eq(saved, error.what == NULL);
    return saved;
}

START_TEST(saves)
{
    struct stat status;
    ck_assert(update("a/b/new.md", "one\n"));
    assert_content("a/b/new.md", "one\n");
    ck_assert_int_eq(stat(in_folder("a/b"), &status), 0);
    ck_assert_int_eq(status.st_mode & 07777, 0700);
    ck_assert_int_eq(stat(in_folder("a/b/new.md"), &status), 0);
    ck_assert_int_eq(status.st_mode & 07777, 0600);
    ck_assert(update("a/b/new.md", "two\n"));
    assert_content("a/b/new.md", "one\ntwo\n");
}
END_TEST

/* On the disk before it takes the old one's place, and its place on the disk then. */
START_TEST(keeps_the_order)
{
    put("x", "old ");
    memset(faults.trace, 0, sizeof faults.trace);
    ck_assert(update("x", "new"));
    const char *locked = strchr(faults.trace, 'l');
    ck_assert_ptr_nonnull(locked);
    ck_assert_msg(strstr(locked, "owscrs"), "%s", faults.trace);
}
END_TEST

START_TEST(keeps_permissions)
{
    struct stat before, after;
    put("x", "old ");
    ck_assert_int_eq(chmod(in_folder("x"), 0664), 0);
    ck_assert_int_eq(stat(in_folder("x"), &before), 0);
    ck_assert(update("x", "new"));
    ck_assert_int_eq(stat(in_folder("x"), &after), 0);
    ck_assert_int_eq(after.st_mode & 07777, 0664);
    ck_assert(after.st_ino != before.st_ino);
    ck_assert(after.st_uid == before.st_uid);
}
END_TEST

START_TEST(writes_nothing_when_nothing_changes)
{
    struct stat before, after;
    put("x", "old");
    ck_assert_int_eq(stat(in_folder("x"), &before), 0);
    ck_assert(update("x", ""));
    ck_assert_int_eq(stat(in_folder("x"), &after), 0);
    ck_assert(after.st_ino == before.st_ino);
    ck_assert(update("none", ""));
    ck_assert_int_ne(access(in_folder("none"), F_OK), 0);
}
END_TEST

START_TEST(leaves_links_links)
{
    struct stat status;
    put("real", "old ");
    ck_assert_int_eq(symlink("real", in_folder("link")), 0);
    ck_assert(update("link", "new"));
    assert_content("real", "old new");
    ck_assert_int_eq(lstat(in_folder("link"), &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    ck_assert_int_eq(symlink("nowhere", in_folder("dangling")), 0);
    ck_assert(!update("dangling", "new"));
    ck_assert_int_eq(count_files(), 3);
}
END_TEST

START_TEST(refuses_what_it_may_not_touch)
{
    struct error error = {0};
    ck_assert_int_eq(mkdir(in_folder("folder"), 0700), 0);
    ck_assert(!update("folder", "x"));
    ck_assert_int_eq(mkfifo(in_folder("fifo"), 0600), 0);
    ck_assert(!update("fifo", "x"));
    put("file", "text");
    ck_assert(!update("file/below", "x"));
    ck_assert(!save_update(in_folder("file"), refuse, NULL, &error));
    ck_assert_str_eq(error.what, "refused");
    assert_content("file", "text");
    if (geteuid() != 0) { /* whom no permission stops */
        ck_assert_int_eq(chmod(in_folder("file"), 0400), 0);
        ck_assert(!update("file", "x"));
        assert_content("file", "text");
    }
    ck_assert_int_eq(count_files(), 3);
}
END_TEST

static const struct failure {
    enum fault fault;
    int error;
} failures[] = {
    {FAULT_FAIL, ENOSPC},
    {FAULT_FAIL, EIO},
    {FAULT_FAIL, EDQUOT},
    {FAULT_FAIL, EROFS},
};

/* Whatever call fails: the file is old or new, the failure is told, and nothing is left behind. */
START_TEST(survives_failures)
{
    int failed = 0;
    for (int at = 0, hit = 1; hit; at++) {
        put("x", "old ");
        faults.fault = failures[_i].fault;
        faults.error = failures[_i].error;
        faults.at = at, faults.call = 0, faults.hit = false;
        bool saved = update("x", "new");
        hit = faults.hit;
        faults.fault = FAULT_NONE;
        failed += !saved;
        struct buf bytes = {0};
        struct error error;
        ck_assert(file_read(in_folder("x"), &bytes, &error));
        if (saved || strcmp(bytes.data, "old ") != 0)
            ck_assert_str_eq(bytes.data, "old new");
        buf_release(&bytes);
        ck_assert_int_eq(count_files(), 1);
    }
    ck_assert_int_ge(failed, 4); /* opening, writing, bringing to the disk, replacing at least */
}
END_TEST

START_TEST(writes_on_after_interruptions)
{
    for (int at = 0, hit = 1; hit; at++) {
        put("x", "old ");
        faults.fault = FAULT_FAIL;
        faults.error = EINTR;
        faults.at = at, faults.call = 0, faults.hit = false;
        bool saved = update("x", "new");
        hit = faults.hit;
        faults.fault = FAULT_NONE;
        assert_content("x", saved ? "old new" : "old ");
        ck_assert_int_eq(count_files(), 1);
    }
    faults.fault = FAULT_SHORT;
    put("x", "");
    ck_assert(update("x", "in pieces of three"));
    faults.fault = FAULT_NONE;
    assert_content("x", "in pieces of three");
}
END_TEST

/* Wherever the program dies: the file is old or new, and the next save goes well and tidies up. */
START_TEST(survives_deaths)
{
    int deaths = 0;
    for (int at = 0, status = -1; status != 0; at++) {
        put("x", "old ");
        fflush(NULL);
        pid_t child = fork();
        if (child == 0) {
            faults.fault = FAULT_DIE;
            faults.at = at, faults.call = 0;
            bool saved = update("x", "new ");
            faults.fault = FAULT_NONE;
            _exit(!saved);
        }
        ck_assert_int_eq(waitpid(child, &status, 0), child);
        ck_assert(WIFEXITED(status) && (WEXITSTATUS(status) == 42 || status == 0));
        deaths += status != 0;
        struct buf bytes = {0};
        struct error error;
        ck_assert(file_read(in_folder("x"), &bytes, &error));
        ck_assert(strcmp(bytes.data, "old ") == 0 || strcmp(bytes.data, "old new ") == 0);
        buf_add_text(&bytes, "more");
        ck_assert(update("x", "more"));
        assert_content("x", bytes.data);
        ck_assert_int_eq(count_files(), 1);
        buf_release(&bytes);
    }
    ck_assert_int_ge(deaths, 5);
}
END_TEST

/* Several programs at once lose nothing of one another's. */
START_TEST(takes_turns)
{
    enum { PROGRAMS = 4, ROUNDS = 25 };
    for (int i = 0; i < PROGRAMS; i++) {
        pid_t child = fork();
        if (child == 0) {
            int done = 0;
            for (int k = 0; k < ROUNDS; k++)
                done += update("x", i % 2 ? "a" : "b");
            _exit(done != ROUNDS);
        }
        ck_assert_int_gt(child, 0);
    }
    for (int status, i = 0; i < PROGRAMS; i++) {
        ck_assert_int_gt(wait(&status), 0);
        ck_assert_int_eq(status, 0);
    }
    struct buf bytes = {0};
    struct error error;
    size_t count = 0;
    ck_assert(file_read(in_folder("x"), &bytes, &error));
    for (size_t i = 0; i < bytes.len; i++)
        count += bytes.data[i] == 'a';
    ck_assert_uint_eq(bytes.len, PROGRAMS * ROUNDS);
    ck_assert_uint_eq(count, bytes.len / 2);
    buf_release(&bytes);
}
END_TEST

static const struct home {
    const char *data, *home, *path;
} homes[] = {
    {"/data", "/home/x", "/data/statusbrowse/notes.md"},
    {NULL, "/home/x", "/home/x/.local/share/statusbrowse/notes.md"},
    {"", "/home/x", "/home/x/.local/share/statusbrowse/notes.md"},
    {"relative", "/home/x", "/home/x/.local/share/statusbrowse/notes.md"},
    {"/data", NULL, "/data/statusbrowse/notes.md"},
    {NULL, NULL, NULL},
    {"relative", "", NULL},
    {NULL, "relative", NULL},
};

static void set_or_unset(const char *name, const char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
}

START_TEST(knows_where_notes_are)
{
    struct buf path = {0};
    struct error error = {0};
    set_or_unset("XDG_DATA_HOME", homes[_i].data);
    set_or_unset("HOME", homes[_i].home);
    ck_assert_int_eq(save_notes_path(&path, &error), homes[_i].path != NULL);
    ck_assert_int_eq(error.what == NULL, homes[_i].path != NULL);
    if (homes[_i].path)
        ck_assert_str_eq(path.data, homes[_i].path);
    buf_release(&path);
}
END_TEST

Suite *save_suite(void)
{
    Suite *suite = suite_create("save");
    TCase *tests = tcase_create("save"), *places = tcase_create("places");
    TCase *processes = tcase_create("processes");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, saves);
    tcase_add_test(tests, keeps_the_order);
    tcase_add_test(tests, keeps_permissions);
    tcase_add_test(tests, writes_nothing_when_nothing_changes);
    tcase_add_test(tests, leaves_links_links);
    tcase_add_test(tests, refuses_what_it_may_not_touch);
    tcase_add_loop_test(tests, survives_failures, 0, COUNT(failures));
    tcase_add_test(tests, writes_on_after_interruptions);
    /* Children that die hold memory, which valgrind would call lost. */
    tcase_add_checked_fixture(processes, make_folder, remove_folder);
    tcase_set_tags(processes, "spawn");
    tcase_add_test(processes, survives_deaths);
    tcase_add_test(processes, takes_turns);
    tcase_add_loop_test(places, knows_where_notes_are, 0, COUNT(homes));
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, processes);
    suite_add_tcase(suite, places);
    return suite;
}
