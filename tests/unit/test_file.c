#include "core/file.h"
#include "suites.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/statusbrowse-file-XXXXXX";
static char path[64];

static void set_up(void)
{
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/file", folder);
}

static void tear_down(void)
{
    unlink(path);
    rmdir(folder);
}

static void write_file(const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void require_refusal(const char *name, const char *what, int system)
{
    struct buf out = {0};
    struct error error = {0};
    buf_add_text(&out, "before");
    ck_assert(!file_read(name, &out, &error));
    ck_assert_str_eq(error.file, name);
    ck_assert_str_eq(error.what, what);
    ck_assert_int_eq(error.system, system);
    ck_assert_str_eq(out.data, "before");
    buf_release(&out);
}

START_TEST(a_file_is_appended)
{
    struct buf out = {0};
    struct error error;
    buf_add_text(&out, "before ");
    write_file("text");
    ck_assert(file_read(path, &out, &error));
    ck_assert_str_eq(out.data, "before text");
    ck_assert_uint_eq(out.len, 11);
    write_file("");
    ck_assert(file_read(path, &out, &error));
    ck_assert_str_eq(out.data, "before text");
    buf_release(&out);
}
END_TEST

START_TEST(what_is_no_file_is_refused)
{
    require_refusal(path, "cannot be opened", ENOENT);
    require_refusal(folder, "is a folder", 0);
    require_refusal("/dev/null", "is a pipe or device, not a file", 0);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    require_refusal(path, "is a pipe or device, not a file", 0);
}
END_TEST

START_TEST(a_file_that_may_not_be_read_is_refused)
{
    write_file("text");
    ck_assert_int_eq(chmod(path, 0), 0);
    if (access(path, R_OK) != 0) /* root may read anything */
        require_refusal(path, "cannot be opened", EACCES);
}
END_TEST

/* Sparse: it takes no room, nor time, since its size says enough. */
START_TEST(a_file_that_is_too_large_is_refused)
{
    write_file("text");
    ck_assert_int_eq(truncate(path, (off_t)FILE_LIMIT + 1), 0);
    require_refusal(path, "is larger than this program reads", 0);
    struct buf out = {0};
    struct error error = {0};
    int fd = open(path, O_RDONLY);
    ck_assert(!file_read_descriptor(fd, "name", &out, &error));
    ck_assert_str_eq(error.what, "is larger than this program reads");
    close(fd);
    buf_release(&out);
}
END_TEST

START_TEST(a_pipe_is_read_to_its_end)
{
    int ends[2];
    struct buf out = {0};
    struct error error = {0};
    ck_assert_int_eq(pipe2(ends, O_NONBLOCK), 0); /* as somebody may have left it */
    pid_t writer = fork();
    if (writer == 0) {
        static char piece[1000];
        memset(piece, 'x', sizeof piece);
        fcntl(ends[1], F_SETFL, 0);
        for (int i = 0; i < 1000; i++)
            if (write(ends[1], piece, sizeof piece) != sizeof piece)
                _exit(1);
        _exit(0);
    }
    close(ends[1]);
    ck_assert(file_read_descriptor(ends[0], "(standard input)", &out, &error));
    ck_assert_uint_eq(out.len, 1000000);
    close(ends[0]);
    buf_release(&out);
}
END_TEST

START_TEST(descriptors_that_cannot_be_read_are_refused)
{
    struct buf out = {0};
    struct error error = {0};
    int fd = open(folder, O_RDONLY);
    ck_assert(!file_read_descriptor(fd, "(standard input)", &out, &error));
    ck_assert_str_eq(error.file, "(standard input)");
    ck_assert_str_eq(error.what, "is a folder");
    close(fd);
    ck_assert(!file_read_descriptor(-1, "(standard input)", &out, &error));
    ck_assert_str_eq(error.what, "cannot be read");
    ck_assert_int_eq(error.system, EBADF);
    fd = open("/dev/null", O_WRONLY);
    ck_assert(!file_read_descriptor(fd, "(standard input)", &out, &error));
    ck_assert_str_eq(error.what, "cannot be read");
    ck_assert_int_eq(error.system, EBADF);
    close(fd);
    buf_release(&out);
}
END_TEST

Suite *file_suite(void)
{
    Suite *suite = suite_create("file");
    TCase *tests = tcase_create("file");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_file_is_appended);
    tcase_add_test(tests, what_is_no_file_is_refused);
    tcase_add_test(tests, a_file_that_may_not_be_read_is_refused);
    tcase_add_test(tests, a_file_that_is_too_large_is_refused);
    tcase_add_test(tests, a_pipe_is_read_to_its_end);
    tcase_add_test(tests, descriptors_that_cannot_be_read_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
