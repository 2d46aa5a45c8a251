/* session.h: a program in a terminal of the test's own, driven by keys and judged by its screen.
 *
 *     struct session *s = session_start(&(struct session_options){.argv = argv});
 *     session_wait_text(s, "404 Not Found");
 *     session_keys(s, "/redirect<Enter>");
 *     session_wait_row(s, 0, "/redirect");
 *     session_keys(s, "q");
 *     ck_assert_int_eq(session_end(s).status, 0);
 *     session_free(s);
 *
 * The terminal is libvterm over a pseudoterminal. Nothing sleeps: every wait is a poll() of the pty
 * with a deadline, at which the screen is printed and the test fails. Rows and columns count from
 * 0.
 */
#ifndef SB_TESTS_SESSION_H
#define SB_TESTS_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct session_options {
    const char *const *argv;
    int rows, columns; /* 0: 24, 80 */
    const char *const
        *env;     /* "NAME=value", "NAME" to take it away; ended by null. Without it there are
                     TERM=xterm-256color, LANG=C.UTF-8, and PATH and HOME of the test. */
    int deadline; /* ms that a wait may take; 0: 10000 */
    bool shell;   /* run as a job of a small shell, so that the program can be stopped; after a
                     stop, session_keys(s, "<C-j>") continues it in the foreground */
    bool ignore_hangup;                      /* as nohup does */
    void (*on_failure)(const char *message); /* must not return; null: ck_abort_msg() */
};

struct session;

struct session *session_start(const struct session_options *options);
/* Kills the program if it still runs. */
void session_free(struct session *session);
pid_t session_pid(const struct session *session); /* the program's, not the shell's */

/* Keys in the notation of tests/keys.h, sent at once. */
void session_keys(struct session *session, const char *keys);
void session_bytes(struct session *session, const char *bytes, size_t len);
void session_paste(struct session *session, const char *text);
/* Button 1 pressed and released; and the wheel. */
void session_click(struct session *session, int row, int column);
void session_wheel(struct session *session, int row, int column, bool down);
void session_resize(struct session *session, int rows, int columns);
void session_signal(struct session *session, int signal);
/* The terminal goes away, as when its window is closed. */
void session_hang_up(struct session *session);

/* Prints the screen and fails the test. */
_Noreturn void session_fail(struct session *session, const char *message);

/* Waits until it is so. */
typedef bool session_predicate(struct session *session, const void *data);
void session_wait(struct session *session, session_predicate *holds, const void *data,
                  const char *what);
void session_wait_text(struct session *session, const char *text);
void session_wait_gone(struct session *session, const char *text);
/* The row contains the text. */
void session_wait_row(struct session *session, int row, const char *text);
/* No output for a while, and the program asleep (or stopped, or ended). */
void session_settle(struct session *session);
/* Lets so many milliseconds pass while reading what comes. */
void session_pass(struct session *session, int ms);

/* The screen: wide characters stand once, trailing blanks are cut, rows end in a newline. The text
 * is the session's, valid until the next call. */
const char *session_screen(struct session *session);
const char *session_row(struct session *session, int row);
bool session_has(struct session *session, const char *text);
void session_cursor(struct session *session, int *row, int *column);
bool session_cursor_visible(const struct session *session);

struct session_cell {
    uint32_t
        character; /* 0 for a blank never written, UINT32_MAX for the right half of a wide one */
    int width;
    bool bold, underline, italic, reverse;
    bool default_foreground, default_background;
    int color; /* of the foreground, in the palette; -1 when not indexed */
};
struct session_cell session_cell(struct session *session, int row, int column);

/* What the program has written so far; the counter starts anew with each call. */
size_t session_written(struct session *session);
/* The bytes themselves, from the start. */
bool session_wrote(struct session *session, const char *bytes, size_t len);

/* Is the terminal as the program found it: main screen, visible cursor, modes of the line
 * discipline, no mouse, no bracketed paste? On failure, *why says what is not. */
bool session_restored(struct session *session, const char **why);

struct session_exit {
    int status;     /* exit status, or 128 + the signal */
    int signal;     /* or 0 */
    double seconds; /* of processor time */
};
/* Waits for the end. */
struct session_exit session_end(struct session *session);
bool session_running(struct session *session);
/* Voluntary context switches of the program so far. */
long session_switches(struct session *session);

#endif
