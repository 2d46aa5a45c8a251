#include "suites.h"

#include "opener.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static const struct address {
    const char *url;
    bool accepted;
} addresses[] = {
    {"https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5", true},
    {"http://example.org/?a=b&c=d;e$(f)", true},
    {"HTTPS://example.org", true},
    {"https://", false},
    {"", false},
    {"file:///etc/passwd", false},
    {"javascript:alert(1)", false},
    {"-https://example.org", false},
    {"https://example.org/ x", false},
    {"https://example.org/\n", false},
    {"https://例子.测试/", false},
    {"https://example.org/\033]0;x\a", false},
};

START_TEST(accepts_addresses)
{
    ck_assert_int_eq(opener_accepts(addresses[_i].url), addresses[_i].accepted);
}
END_TEST

/* A browser that tells through a FIFO what it was called with, and whether it can reach a terminal.
 */
START_TEST(starts_a_browser)
{
    static const char script[] = "#!/bin/sh\n"
                                 "if (: < /dev/tty) 2> /dev/null; then tty=yes; else tty=no; fi\n"
                                 "echo \"$# $1 $tty\" > \"$BROWSER.fifo\"\n";
    char folder[] = "/tmp/opener-XXXXXX", browser[64], fifo[80], line[128] = "";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(browser, sizeof browser, "%s/browser", folder);
    snprintf(fifo, sizeof fifo, "%s.fifo", browser);
    int file = open(browser, O_WRONLY | O_CREAT | O_CLOEXEC, 0700);
    ck_assert_int_eq(write(file, script, sizeof script - 1), sizeof script - 1);
    close(file);
    ck_assert_int_eq(mkfifo(fifo, 0600), 0);
    setenv("BROWSER", browser, 1);
    ck_assert(opener_open("https://example.org/?a=1&b=$(id)"));
    FILE *told = fopen(fifo, "r");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, told));
    ck_assert_str_eq(line, "1 https://example.org/?a=1&b=$(id) no\n");
    fclose(told);
    ck_assert(!opener_open("file:///etc/passwd"));
    setenv("BROWSER", "/no/such/browser", 1);
    ck_assert(!opener_open("https://example.org/"));
    unlink(fifo);
    unlink(browser);
    rmdir(folder);
}
END_TEST

Suite *opener_suite(void)
{
    Suite *suite = suite_create("opener");
    TCase *tests = tcase_create("opener"), *starting = tcase_create("starting");
    tcase_add_loop_test(tests, accepts_addresses, 0, COUNT(addresses));
    tcase_set_tags(starting, "spawn");
    tcase_add_test(starting, starts_a_browser);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, starting);
    return suite;
}
