/* How the terminal's edge begins and ends: signals, stops, terminals of all kinds, and none. */
#include "suites.h"

#include "demo_session.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

START_TEST(quits_and_restores)
{
    struct session *s = demo_ready((struct session_options){0});
    const char *why;
    ck_assert(!session_restored(s, &why));
    ck_assert(!session_cursor_visible(s));
    session_keys(s, "v");
    session_wait_row(s, 1, "key v");
    ck_assert(session_cursor_visible(s));
    demo_quit(s);
}
END_TEST

static const struct ending {
    int signal;
    const char *key; /* instead of a signal from outside */
    int expected;
} endings[] = {
    {SIGTERM, NULL, SIGTERM}, {SIGHUP, NULL, SIGHUP},   {SIGINT, NULL, SIGINT},
    {SIGQUIT, NULL, SIGQUIT}, {SIGSEGV, NULL, SIGSEGV}, {SIGBUS, NULL, SIGBUS},
    {SIGUSR1, NULL, SIGUSR1}, {0, "X", SIGSEGV},        {0, "A", SIGABRT},
};

START_TEST(restores_after_signals)
{
    const struct ending *ending = &endings[_i];
    struct session *s = demo_ready((struct session_options){0});
    if (ending->signal)
        session_signal(s, ending->signal);
    else
        session_keys(s, ending->key);
    ck_assert_int_eq(session_end(s).signal, ending->expected);
    demo_assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(ends_though_busy)
{
    struct session *s = demo_ready((struct session_options){0});
    session_keys(s, "B");
    session_pass(s, 50);
    session_signal(s, SIGTERM);
    ck_assert_int_eq(session_end(s).status, 128 + SIGTERM);
    demo_assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(ends_though_nobody_reads)
{
    struct session *s = demo_start((struct session_options){.rows = 60, .columns = 200}, "--page");
    session_wait_row(s, 59, "0059");
    char keys[1000];
    memset(keys, 'L' & 0x1f, sizeof keys);
    session_bytes(s, keys, sizeof keys);
    siginfo_t info;
    session_signal(s, SIGTERM);
    ck_assert_int_eq(waitid(P_PID, (id_t)session_pid(s), &info, WEXITED | WNOWAIT), 0);
    struct session_exit end = session_end(s);
    ck_assert_int_eq(end.status, 128 + SIGTERM);
    demo_assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(reads_the_terminal_when_input_is_none)
{
    char command[4200];
    snprintf(command, sizeof command, "exec '%s' < /dev/null", demo_path());
    const char *argv[] = {"sh", "-c", command, NULL};
    struct session *s = session_start(&(struct session_options){.argv = argv});
    session_wait_row(s, 1, "started");
    session_keys(s, "<Down>");
    session_wait_row(s, 1, "key Down");
    demo_quit(s);
}
END_TEST

START_TEST(refuses_a_pipe)
{
    char command[4200];
    snprintf(command, sizeof command, "'%s' | cat; '%s' >&- 2>&1; echo done", demo_path(),
             demo_path());
    const char *argv[] = {"sh", "-c", command, NULL};
    struct session *s = session_start(&(struct session_options){.argv = argv});
    session_wait_text(s, "done");
    session_wait_text(s, "demo: standard output is not a terminal");
    session_end(s);
    demo_assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(stops_and_continues)
{
    struct session *s = demo_ready((struct session_options){.shell = true});
    const char *why;
    for (int round = 0; round < 3; round++) {
        if (round % 2 == 0)
            session_signal(s, SIGTSTP);
        else
            session_keys(s, "<C-z>");
        char size[32], stopped[32];
        snprintf(stopped, sizeof stopped, "[stopped %d]", round + 1);
        session_wait_text(s, stopped);
        demo_assert_restored(s);
        session_resize(s, 20 + round, 70);
        session_keys(s, "<C-j>");
        snprintf(size, sizeof size, "size %dx70", 20 + round);
        session_wait_row(s, 0, size);
        session_wait_text(s, "wide: 未找到");
        session_settle(s);
        ck_assert(!session_restored(s, &why));
    }
    session_keys(s, "q");
    ck_assert_int_eq(session_end(s).status, 0);
    session_free(s);
}
END_TEST

START_TEST(redraws_after_a_hard_stop)
{
    struct session *s = demo_ready((struct session_options){.shell = true});
    session_signal(s, SIGSTOP);
    session_wait_text(s, "[stopped 1]");
    session_keys(s, "<C-j>");
    session_wait_gone(s, "[stopped 1]");
    session_wait_text(s, "wide: 未找到");
    session_keys(s, "u");
    session_wait_row(s, 1, "key u");
    session_keys(s, "q");
    ck_assert_int_eq(session_end(s).status, 0);
    session_free(s);
}
END_TEST

static const char *const terminals[] = {
    "TERM=",
    "TERM",
    "TERM=no-such-terminal",
    "TERM=vt100",
    "TERM=linux",
    "TERM=screen-256color",
    "TERM=../../etc/x",
    "TERM=xterm",
    "TERM=tmux-256color",
    "TERM=rxvt",
    "TERM=ansi",
    "TERM=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
};

START_TEST(works_with_many_terminals)
{
    const char *env[] = {terminals[_i], "LINES=5", "COLUMNS=10", NULL};
    struct session *s = demo_ready((struct session_options){.env = env});
    session_wait_row(s, 0, "size 24x80 ");
    session_wait_row(s, 23, "corner");
    session_keys(s, "<Down>");
    session_wait_row(s, 1, "key Down");
    session_keys(s, "q");
    ck_assert_int_eq(session_end(s).status, 0);
    demo_assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(refuses_a_dumb_terminal)
{
    const char *env[] = {"TERM=dumb", NULL};
    struct session *s = demo_start((struct session_options){.env = env}, NULL);
    ck_assert_int_eq(session_end(s).status, 2);
    ck_assert(session_has(s, "demo: this terminal cannot place its cursor"));
    ck_assert(!session_wrote(s, "\033", 1));
    demo_assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(ends_with_its_terminal)
{
    struct session *s = demo_ready((struct session_options){.ignore_hangup = _i == 1});
    session_hang_up(s);
    struct session_exit end = session_end(s);
    if (_i == 0)
        ck_assert_int_eq(end.signal, SIGHUP);
    else
        ck_assert_int_eq(end.status, 0);
    ck_assert_double_lt(end.seconds, 0.2);
    session_free(s);
}
END_TEST

START_TEST(sleeps_when_idle)
{
    struct session *s = demo_ready((struct session_options){0});
    session_keys(s, "u");
    session_wait_row(s, 1, "key u");
    session_settle(s);
    session_written(s);
    long before = session_switches(s);
    session_pass(s, 300);
    ck_assert_int_eq(session_switches(s), before);
    ck_assert_uint_eq(session_written(s), 0);
    demo_quit(s);
}
END_TEST

/* What must fail does fail, and shows the screen. */

_Noreturn static void leave_with_42(const char *message)
{
    (void)message;
    _exit(42);
}

_Noreturn static void wait_in_vain(int output)
{
    dup2(output, STDERR_FILENO);
    struct session *s =
        demo_start((struct session_options){.deadline = 200, .on_failure = leave_with_42}, NULL);
    session_wait_row(s, 1, "started");
    session_wait_text(s, "text that never comes");
    _exit(0);
}

START_TEST(fails_when_it_must)
{
    char text[8192];
    int ends[2], status;
    size_t len = 0;
    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t child = fork();
    if (child == 0)
        wait_in_vain(ends[1]);
    close(ends[1]);
    for (ssize_t got; (got = read(ends[0], text + len, sizeof text - 1 - len)) > 0;)
        len += (size_t)got;
    text[len] = '\0';
    close(ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 42);
    ck_assert_ptr_nonnull(strstr(text, "the deadline passed"));
    ck_assert_ptr_nonnull(strstr(text, "text that never comes"));
    ck_assert_ptr_nonnull(strstr(text, "wide: 未找到"));
}
END_TEST

Suite *terminal_suite(void)
{
    Suite *suite = suite_create("terminal");
    TCase *tests = tcase_create("terminal");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, quits_and_restores);
    tcase_add_loop_test(tests, restores_after_signals, 0, COUNT(endings));
    tcase_add_test(tests, ends_though_busy);
    tcase_add_test(tests, ends_though_nobody_reads);
    tcase_add_test(tests, reads_the_terminal_when_input_is_none);
    tcase_add_test(tests, refuses_a_pipe);
    tcase_add_test(tests, stops_and_continues);
    tcase_add_test(tests, redraws_after_a_hard_stop);
    tcase_add_loop_test(tests, works_with_many_terminals, 0, COUNT(terminals));
    tcase_add_test(tests, refuses_a_dumb_terminal);
    tcase_add_loop_test(tests, ends_with_its_terminal, 0, 2);
    tcase_add_test(tests, sleeps_when_idle);
    tcase_add_test(tests, fails_when_it_must);
    suite_add_tcase(suite, tests);
    return suite;
}
