#include "suites.h"

#include "watch.h"
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each test has a folder of its own, and stands in it. */
static char folder[64];
static struct watch *watch;

static void begin(void)
{
    snprintf(folder, sizeof folder, "/tmp/watch-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    watch = watch_new();
}

static void end(void)
{
    char command[128];
    watch_free(watch);
    ck_assert_int_eq(chdir("/"), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void replace(const char *name, const char *text)
{
    put("temporary", text);
    ck_assert_int_eq(rename("temporary", name), 0);
}

/* The kernel queues events before the calls that cause them return. */
static void assert_told(const char *path)
{
    struct pollfd polled = {watch_descriptor(watch), POLLIN, 0};
    ck_assert_int_eq(poll(&polled, 1, 10000), 1);
    const char *told = watch_take(watch);
    ck_assert_ptr_nonnull(told);
    ck_assert_str_eq(told, path);
    ck_assert_ptr_null(watch_take(watch));
}

static void assert_quiet(void)
{
    ck_assert_ptr_null(watch_take(watch));
    ck_assert_int_eq(poll(&(struct pollfd){watch_descriptor(watch), POLLIN, 0}, 1, 0), 0);
}

START_TEST(tells_changes)
{
    put("a", "1");
    watch_add(watch, "a");
    watch_add(watch, "a");
    assert_quiet();
    put("a", "2");
    assert_told("a");
    replace("a", "3");
    assert_told("a");
    put("a", "3"); /* the same text, perhaps at the same time */
    assert_told("a");
    ck_assert_int_eq(unlink("a"), 0);
    assert_told("a");
    put("a", "4");
    assert_told("a");
    ck_assert_int_eq(rename("a", "b"), 0);
    assert_told("a");
    ck_assert_int_eq(link("b", "a"), 0);
    assert_told("a");
    assert_quiet();
}
END_TEST

START_TEST(tells_each_file_once)
{
    put("a", "1");
    put("b", "1");
    put("c", "1");
    watch_add(watch, "a");
    watch_add(watch, "b");
    watch_add(watch, "c");
    for (int i = 0; i < 100; i++) {
        put("b", "2");
        replace("a", "2");
    }
    ck_assert_str_eq(watch_take(watch), "a");
    ck_assert_str_eq(watch_take(watch), "b");
    assert_quiet();
}
END_TEST

START_TEST(knows_others_from_its_own)
{
    put("a", "1");
    watch_add(watch, "a");
    put("other", "1");
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    ck_assert_ptr_null(watch_take(watch));
    replace("a", "ours");
    watch_settle(watch, "a");
    ck_assert_ptr_null(watch_take(watch));
    watch_check(watch);
    assert_quiet();
    replace("a", "theirs");
    assert_told("a");
}
END_TEST

START_TEST(waits_until_it_is_written)
{
    watch_add(watch, "a");
    int fd = open("a", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ck_assert_int_eq(write(fd, "half", 4), 4);
    ck_assert_ptr_null(watch_take(watch));
    ck_assert_int_eq(close(fd), 0);
    assert_told("a");
}
END_TEST

START_TEST(follows_links)
{
    ck_assert_int_eq(mkdir("real", 0700), 0);
    put("real/a", "1");
    put("real/b", "1");
    ck_assert_int_eq(symlink("real/a", "link"), 0);
    watch_add(watch, "link");
    put("real/a", "2");
    assert_told("link");
    replace("real/a", "3");
    assert_told("link");
    ck_assert_int_eq(symlink("real/b", "temporary"), 0);
    ck_assert_int_eq(rename("temporary", "link"), 0);
    assert_told("link");
    put("real/b", "2"); /* where it leads now */
    assert_told("link");
    put("real/a", "4"); /* where it led */
    ck_assert_ptr_null(watch_take(watch));
    ck_assert_int_eq(unlink("link"), 0);
    assert_told("link");
    ck_assert_int_eq(symlink("real/a", "link"), 0);
    assert_told("link");
}
END_TEST

START_TEST(waits_for_folders)
{
    char path[128];
    snprintf(path, sizeof path, "%s/x/y/z/a", folder);
    watch_add(watch, path);
    ck_assert_int_eq(mkdir("x", 0700), 0);
    ck_assert_ptr_null(watch_take(watch));
    ck_assert_int_eq(mkdir("x/y", 0700), 0);
    ck_assert_int_eq(mkdir("x/y/z", 0700), 0);
    ck_assert_ptr_null(watch_take(watch));
    put("x/y/z/a", "1");
    assert_told(path);
    /* All of it at once, before we look. */
    ck_assert_int_eq(rename("x", "old"), 0);
    watch_check(watch);
    ck_assert_str_eq(watch_take(watch), path);
    ck_assert_int_eq(mkdir("x", 0700), 0);
    ck_assert_int_eq(mkdir("x/y", 0700), 0);
    ck_assert_int_eq(mkdir("x/y/z", 0700), 0);
    put("x/y/z/a", "2");
    assert_told(path);
    put("x/y/z/a", "3");
    assert_told(path);
    put("old/y/z/a", "4"); /* another file by now */
    ck_assert_ptr_null(watch_take(watch));
}
END_TEST

START_TEST(survives_its_folder)
{
    ck_assert_int_eq(mkdir("x", 0700), 0);
    put("x/a", "1");
    watch_add(watch, "x/a");
    ck_assert_int_eq(unlink("x/a"), 0);
    ck_assert_int_eq(rmdir("x"), 0);
    assert_told("x/a");
    ck_assert_int_eq(mkdir("x", 0700), 0);
    ck_assert_ptr_null(watch_take(watch));
    put("x/a", "2");
    assert_told("x/a");
    ck_assert_int_eq(rename("x", "y"), 0);
    assert_told("x/a");
    ck_assert_int_eq(rename("y", "x"), 0);
    assert_told("x/a");
}
END_TEST

/* More events than the kernel keeps: nobody knows what they were. */
START_TEST(survives_an_overflow)
{
    long limit = 16384;
    FILE *file = fopen("/proc/sys/fs/inotify/max_queued_events", "r");
    if (file && fscanf(file, "%ld", &limit) != 1)
        limit = 16384;
    if (file)
        fclose(file);
    put("a", "1");
    watch_add(watch, "a");
    for (long i = 0; i < limit / 2 + 10; i++) { /* two events each */
        int fd = open(i % 2 ? "b" : "c", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        close(fd);
        unlink(i % 2 ? "b" : "c");
    }
    assert_told("a");
    put("a", "2");
    assert_told("a");
}
END_TEST

/* Without inotify there is still watch_check(). */
START_TEST(compares_when_asked)
{
    struct rlimit limit, none;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
    watch_free(watch);
    int next = dup(STDERR_FILENO); /* the number that inotify would get */
    close(next);
    none = limit;
    none.rlim_cur = (rlim_t)next;
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    watch = watch_new();
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    ck_assert_int_eq(watch_descriptor(watch), -1);
    put("a", "1");
    watch_add(watch, "a");
    watch_add(watch, "b");
    watch_check(watch);
    ck_assert_ptr_null(watch_take(watch));
    replace("a", "another");
    ck_assert_ptr_null(watch_take(watch));
    watch_check(watch);
    ck_assert_str_eq(watch_take(watch), "a");
    ck_assert_ptr_null(watch_take(watch));
    put("b", "1");
    replace("a", "our own");
    watch_settle(watch, "a");
    watch_check(watch);
    ck_assert_str_eq(watch_take(watch), "b");
    ck_assert_ptr_null(watch_take(watch));
}
END_TEST

Suite *watch_suite(void)
{
    Suite *suite = suite_create("watch");
    TCase *tests = tcase_create("watch");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, tells_changes);
    tcase_add_test(tests, tells_each_file_once);
    tcase_add_test(tests, knows_others_from_its_own);
    tcase_add_test(tests, waits_until_it_is_written);
    tcase_add_test(tests, follows_links);
    tcase_add_test(tests, waits_for_folders);
    tcase_add_test(tests, survives_its_folder);
    tcase_add_test(tests, survives_an_overflow);
    tcase_add_test(tests, compares_when_asked);
    suite_add_tcase(suite, tests);
    return suite;
}
