/* Sessions with the demo on the terminal's edge itself. $SESSION_DEMO is the demo; without it, it
 * lies beside the test. */
#include "session.h"

#include <check.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

Suite *terminal_suite(void);

static const char *demo_path(void)
{
    static char path[4096], self[4000];
    const char *given = getenv("SESSION_DEMO");
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    snprintf(path, sizeof path, "%s/demo", dirname(self));
    return given ? given : path;
}

static struct session *start(struct session_options options, const char *argument)
{
    const char *argv[] = {demo_path(), argument, NULL};
    options.argv = argv;
    return session_start(&options);
}

/* Started, and its first screen there. */
static struct session *ready(struct session_options options)
{
    struct session *s = start(options, NULL);
    session_wait_row(s, 1, "started");
    session_settle(s);
    return s;
}

static void assert_restored(struct session *s)
{
    const char *why;
    ck_assert_msg(session_restored(s, &why), "not restored: %s", why);
}

static void quit(struct session *s)
{
    session_keys(s, "q");
    ck_assert_int_eq(session_end(s).status, 0);
    assert_restored(s);
    session_free(s);
}

START_TEST(quits_and_restores)
{
    struct session *s = ready((struct session_options){0});
    const char *why;
    ck_assert(!session_restored(s, &why));
    ck_assert(!session_cursor_visible(s));
    session_keys(s, "v");
    session_wait_row(s, 1, "key v");
    ck_assert(session_cursor_visible(s));
    quit(s);
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
    struct session *s = ready((struct session_options){0});
    if (ending->signal)
        session_signal(s, ending->signal);
    else
        session_keys(s, ending->key);
    ck_assert_int_eq(session_end(s).signal, ending->expected);
    assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(ends_though_busy)
{
    struct session *s = ready((struct session_options){0});
    session_keys(s, "B");
    session_pass(s, 50);
    session_signal(s, SIGTERM);
    ck_assert_int_eq(session_end(s).status, 128 + SIGTERM);
    assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(stops_and_continues)
{
    struct session *s = ready((struct session_options){.shell = true});
    const char *why;
    for (int round = 0; round < 3; round++) {
        if (round % 2 == 0)
            session_signal(s, SIGTSTP);
        else
            session_keys(s, "<C-z>");
        session_wait_text(s, "[stopped]");
        assert_restored(s);
        session_resize(s, 20 + round, 70);
        session_keys(s, "<C-j>");
        char size[32];
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
    struct session *s = ready((struct session_options){.shell = true});
    session_signal(s, SIGSTOP);
    session_wait_text(s, "[stopped]");
    session_keys(s, "<C-j>");
    session_wait_gone(s, "[stopped]");
    session_wait_text(s, "wide: 未找到");
    session_keys(s, "u");
    session_wait_row(s, 1, "key u");
    session_keys(s, "q");
    ck_assert_int_eq(session_end(s).status, 0);
    session_free(s);
}
END_TEST

START_TEST(follows_each_resize)
{
    struct session *s = ready((struct session_options){0});
    char size[32];
    for (int i = 0; i < 60; i++) {
        session_resize(s, 10 + i % 23, 40 + i);
        snprintf(size, sizeof size, "size %dx%d ", 10 + i % 23, 40 + i);
        session_wait_row(s, 0, size);
        session_wait_row(s, 9 + i % 23, "corner");
    }
    quit(s);
}
END_TEST

START_TEST(ends_at_the_last_of_many_resizes)
{
    struct session *s = ready((struct session_options){0});
    for (int round = 0; round < 20; round++) {
        char size[32];
        for (int i = 0; i < 60; i++)
            session_resize(s, 10 + i % 30, 40 + i % 77);
        session_resize(s, 12 + round, 60);
        snprintf(size, sizeof size, "size %dx60 ", 12 + round);
        session_wait_row(s, 0, size);
        session_wait_row(s, 11 + round, "corner");
    }
    quit(s);
}
END_TEST

START_TEST(survives_tiny_and_huge_screens)
{
    static const int sizes[][2] = {{1, 1}, {2, 3}, {200, 500}, {1, 80}, {24, 2}, {24, 80}};
    struct session *s = ready((struct session_options){0});
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        session_resize(s, sizes[i][0], sizes[i][1]);
        session_settle(s);
    }
    session_wait_row(s, 0, "size 24x80");
    session_wait_row(s, 23, "corner");
    quit(s);
}
END_TEST

static const struct key_case {
    const char *keys, *shown;
} key_cases[] = {
    {"<Up>", "key Up"},
    {"\033OA", "key Up"},
    {"<PgDn>", "key PageDown"},
    {"<Home>", "key Home"},
    {"\033[1~", "key Home"},
    {"<F1>", "key F1"},
    {"\033[[A", "key F1"},
    {"<F12>", "key F12"},
    {"<S-Tab>", "key BackTab"},
    {"<Tab>", "key Tab"},
    {"<Enter>", "key Enter"},
    {"<BS>", "key Backspace"},
    {"<Del>", "key Delete"},
    {"<C-u>", "key C-u"},
    {"<M-x>", "key M-x"},
    {"\033[1;5C", "key C-Right"},
    {"\033[1;3D", "key M-Left"},
    {"\033\033[A", "key M-Up"},
    {"\033[5;2~", "key S-PageUp"},
    {"é", "key é"},
    {"查", "key 查"},
    {"😀", "key 😀"},
    {"<M-查>", "key M-查"},
    {"\033[99;98;97z\033[?1;2cx", "key x"},         /* unknown sequences are swallowed */
    {"\033]11;rgb:0000/0000/0000\033\\x", "key x"}, /* and so are answers */
    {"\xff\xc3(x", "key x"},
};

START_TEST(decodes_keys)
{
    struct session *s = ready((struct session_options){0});
    session_keys(s, key_cases[_i].keys);
    session_wait_row(s, 1, key_cases[_i].shown);
    session_settle(s);
    ck_assert_str_eq(session_row(s, 1), key_cases[_i].shown);
    quit(s);
}
END_TEST

START_TEST(tells_escape_alone)
{
    struct session *s = ready((struct session_options){.deadline = 500});
    session_keys(s, "<Esc>");
    session_wait_row(s, 1, "key Escape");
    session_wait_row(s, 0, "events 1 ");
    session_keys(s, "[");
    session_wait_row(s, 1, "key [");
    quit(s);
}
END_TEST

START_TEST(takes_a_paste_as_one)
{
    struct session *s = ready((struct session_options){0});
    session_paste(s, "q[粘贴]\r\033[A");
    session_wait_row(s, 1, "paste 13 [q[粘贴]");
    session_wait_row(s, 0, "events 1 ");
    quit(s);
}
END_TEST

START_TEST(limits_a_paste)
{
    struct session *s = ready((struct session_options){0});
    enum { MUCH = 300000 };
    char *text = malloc(MUCH + 1);
    memset(text, 'q', MUCH);
    text[MUCH] = '\0';
    session_paste(s, text);
    free(text);
    session_wait_row(s, 1, "paste 65536 [qqq");
    session_wait_row(s, 0, "events 1 ");
    quit(s);
}
END_TEST

START_TEST(tells_the_mouse)
{
    struct session *s = ready((struct session_options){.columns = 300});
    session_click(s, 3, 250);
    session_wait_row(s, 1, "mouse click 3,250");
    session_click(s, 3, 250);
    session_wait_row(s, 1, "mouse double 3,250");
    session_click(s, 4, 2);
    session_wait_row(s, 1, "mouse click 4,2");
    session_wheel(s, 5, 6, true);
    session_wait_row(s, 1, "mouse down 5,6");
    session_wheel(s, 5, 7, false);
    session_wait_row(s, 1, "mouse up 5,7");
    session_wait_row(s, 0, "events 5 ");
    session_bytes(s, "\033[M !!", 6); /* the old form */
    session_wait_row(s, 1, "mouse click 0,0");
    quit(s);
}
END_TEST

START_TEST(leaves_the_mouse_alone)
{
    struct session *s = start((struct session_options){0}, "--no-mouse");
    session_wait_row(s, 1, "started");
    ck_assert(!session_wrote(s, "\033[?1000h", 8));
    session_click(s, 3, 3);
    session_keys(s, "u");
    session_wait_row(s, 0, "events 1 ");
    quit(s);
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
    struct session *s = ready((struct session_options){.env = env});
    session_wait_row(s, 0, "size 24x80 ");
    session_wait_row(s, 23, "corner");
    session_keys(s, "<Down>");
    session_wait_row(s, 1, "key Down");
    session_keys(s, "q");
    ck_assert_int_eq(session_end(s).status, 0);
    assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(refuses_a_dumb_terminal)
{
    const char *env[] = {"TERM=dumb", NULL};
    struct session *s = start((struct session_options){.env = env}, NULL);
    ck_assert_int_eq(session_end(s).status, 2);
    ck_assert(session_has(s, "demo: this terminal cannot place its cursor"));
    ck_assert(!session_wrote(s, "\033", 1));
    assert_restored(s);
    session_free(s);
}
END_TEST

START_TEST(ends_with_its_terminal)
{
    struct session *s = ready((struct session_options){.ignore_hangup = _i == 1});
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
    struct session *s = ready((struct session_options){0});
    session_keys(s, "u");
    session_wait_row(s, 1, "key u");
    session_settle(s);
    session_written(s);
    long before = session_switches(s);
    session_pass(s, 300);
    ck_assert_int_eq(session_switches(s), before);
    ck_assert_uint_eq(session_written(s), 0);
    quit(s);
}
END_TEST

START_TEST(sends_little)
{
    struct session *s = ready((struct session_options){0});
    session_keys(s, "u");
    session_wait_row(s, 1, "key u");
    session_settle(s);
    session_written(s);
    session_keys(s, "u");
    session_wait_row(s, 0, "changes 2");
    session_settle(s);
    ck_assert_uint_lt(session_written(s), 48); /* two digits in two places */
    quit(s);
}
END_TEST

START_TEST(scrolls_by_the_terminal)
{
    struct session *s = start((struct session_options){0}, "--page");
    session_wait_row(s, 23, "0023");
    session_settle(s);
    session_written(s);
    session_keys(s, "s");
    session_wait_row(s, 23, "0024");
    session_wait_row(s, 1, "0002");
    session_settle(s);
    /* Every fifth row is drawn anew since its style changes: ten rows of 23. */
    ck_assert_uint_lt(session_written(s), 900);
    quit(s);
}
END_TEST

START_TEST(shows_wide_and_combining)
{
    struct session *s = ready((struct session_options){0});
    ck_assert_str_eq(session_row(s, 3),
                     "wide: 未找到，｜ combining: e\xcc\x81 a\xcc\x8a\xcc\x84 end");
    ck_assert_int_eq(session_cell(s, 3, 6).width, 2);
    ck_assert_uint_eq(session_cell(s, 3, 7).character, UINT32_MAX);
    ck_assert_uint_eq(session_cell(s, 3, 8).character, 0x627e);
    ck_assert_str_eq(session_row(s, 4), "box: ┌─┐ “quoted” …");
    quit(s);
}
END_TEST

START_TEST(shows_styles)
{
    struct session *s = ready((struct session_options){0});
    ck_assert(session_cell(s, 5, 0).bold);
    ck_assert(session_cell(s, 6, 0).underline);
    ck_assert_int_eq(session_cell(s, 6, 0).color, 27);
    ck_assert(session_cell(s, 7, 0).reverse);
    ck_assert_int_eq(session_cell(s, 8, 0).color, 130);
    ck_assert(session_cell(s, 8, 0).default_background);
    ck_assert(session_cell(s, 23, 79).reverse);
    int row, column;
    session_cursor(s, &row, &column);
    ck_assert_int_eq(row, 1);
    ck_assert_int_eq(column, 4);
    quit(s);
}
END_TEST

static const struct color_case {
    const char *argument, *env;
    bool colored;
} color_cases[] = {
    {"--color=never", "X=", false},
    {NULL, "NO_COLOR=1", false},
    {NULL, "NO_COLOR=", true},
    {"--color=always", "NO_COLOR=1", true},
    {"--color=always", "TERM=vt100", false},
};

START_TEST(obeys_about_colors)
{
    const struct color_case *c = &color_cases[_i];
    const char *env[] = {c->env, NULL};
    struct session *s = start((struct session_options){.env = env}, c->argument);
    session_wait_row(s, 1, "started");
    session_settle(s);
    ck_assert(session_cell(s, 6, 0).default_foreground != c->colored);
    ck_assert(session_cell(s, 6, 0).underline);
    ck_assert(session_wrote(s, "\033[3", 3) == c->colored);
    quit(s);
}
END_TEST

START_TEST(draws_ascii)
{
    struct session *s = start((struct session_options){0}, "--ascii");
    session_wait_row(s, 1, "started");
    ck_assert_str_eq(session_row(s, 3), "wide: ??????, |  combining: e a end");
    ck_assert_str_eq(session_row(s, 4), "box: +-+ \"quoted\" ~");
    quit(s);
}
END_TEST

START_TEST(copies)
{
    static const char wanted[] = "\033]52;c;5aSN5Yi2IDQwNA==\a";
    struct session *s = ready((struct session_options){0});
    session_keys(s, "y");
    session_wait_row(s, 1, "key y");
    session_settle(s);
    ck_assert(session_wrote(s, wanted, sizeof wanted - 1));
    quit(s);
}
END_TEST

START_TEST(repairs_the_screen)
{
    struct session *s = ready((struct session_options){0});
    size_t first = session_written(s);
    session_keys(s, "<C-l>");
    session_wait_row(s, 1, "key C-l");
    session_settle(s);
    ck_assert_uint_gt(session_written(s), first / 2);
    quit(s);
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
        start((struct session_options){.deadline = 200, .fail = leave_with_42}, NULL);
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

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

Suite *terminal_suite(void)
{
    Suite *suite = suite_create("terminal");
    TCase *life = tcase_create("life"), *input = tcase_create("input"),
          *output = tcase_create("output");
    tcase_set_timeout(life, 60);
    tcase_set_timeout(input, 60);
    tcase_set_timeout(output, 60);
    tcase_add_test(life, quits_and_restores);
    tcase_add_loop_test(life, restores_after_signals, 0, COUNT(endings));
    tcase_add_test(life, ends_though_busy);
    tcase_add_test(life, stops_and_continues);
    tcase_add_test(life, redraws_after_a_hard_stop);
    tcase_add_loop_test(life, works_with_many_terminals, 0, COUNT(terminals));
    tcase_add_test(life, refuses_a_dumb_terminal);
    tcase_add_loop_test(life, ends_with_its_terminal, 0, 2);
    tcase_add_test(life, sleeps_when_idle);
    tcase_add_test(life, fails_when_it_must);
    tcase_add_test(input, follows_each_resize);
    tcase_add_test(input, ends_at_the_last_of_many_resizes);
    tcase_add_test(input, survives_tiny_and_huge_screens);
    tcase_add_loop_test(input, decodes_keys, 0, COUNT(key_cases));
    tcase_add_test(input, tells_escape_alone);
    tcase_add_test(input, takes_a_paste_as_one);
    tcase_add_test(input, limits_a_paste);
    tcase_add_test(input, tells_the_mouse);
    tcase_add_test(input, leaves_the_mouse_alone);
    tcase_add_test(output, sends_little);
    tcase_add_test(output, scrolls_by_the_terminal);
    tcase_add_test(output, shows_wide_and_combining);
    tcase_add_test(output, shows_styles);
    tcase_add_loop_test(output, obeys_about_colors, 0, COUNT(color_cases));
    tcase_add_test(output, draws_ascii);
    tcase_add_test(output, copies);
    tcase_add_test(output, repairs_the_screen);
    suite_add_tcase(suite, life);
    suite_add_tcase(suite, input);
    suite_add_tcase(suite, output);
    return suite;
}
