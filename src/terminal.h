/* terminal.h: the terminal, and the only module that knows curses.
 *
 * It shows a canvas and tells events; between those calls it does nothing, and while it waits it
 * does not wake. Whatever ends the program (the user, a signal, the terminal's disappearance), the
 * terminal is left as it was found. There is one terminal: these functions share static state.
 *
 *     if (!terminal_open(&options, &why)) …
 *     terminal_size(&rows, &columns), canvas_resize(…), draw, terminal_show(&canvas);
 *     while ((result = terminal_wait(&event, -1)) != TERMINAL_END) …
 *     terminal_close();
 *     …
 *     terminal_finish();
 */
#ifndef SB_TERMINAL_H
#define SB_TERMINAL_H

#include "core/str.h"
#include "ui/ascii.h"
#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/theme.h"
#include <stdbool.h>

enum terminal_colors {
    TERMINAL_COLORS_AUTO, /* unless NO_COLOR is set and not empty */
    TERMINAL_COLORS_NEVER,
    TERMINAL_COLORS_ALWAYS, /* as far as the terminal has any */
};

struct terminal_options {
    bool mouse;
    enum terminal_colors colors;
    enum ascii_use ascii;
    const struct theme *theme; /* null: theme_find(NULL) */
};

enum terminal_result {
    TERMINAL_EVENT,   /* *event is filled */
    TERMINAL_TIMEOUT, /* nothing happened in time */
    TERMINAL_WATCH,   /* the descriptor of terminal_watch() can be read, which is to be done now */
    TERMINAL_END,     /* a signal asks for the end, or the terminal is gone: save and close now; a
                         second later the program is ended if it was a signal */
};

#define TERMINAL_COPY_LIMIT ((size_t)100 * 1024) /* bytes */

/* Takes the terminal over: standard output, and standard input or else /dev/tty. LC_CTYPE must be
 * set. On failure *why is a message marked for translation, and the terminal is untouched. A TERM
 * that is unset or unknown counts as xterm-256color; one that cannot place its cursor (dumb) is an
 * error. */
bool terminal_open(const struct terminal_options *options, const char **why);
/* Puts the terminal back; does nothing when it is not open. */
void terminal_close(void);
/* After terminal_close(), and after everything is saved: if a signal asked for the end, dies of it.
 */
void terminal_finish(void);

void terminal_size(int *rows, int *columns);

/* Makes the screen look like the canvas; sends only what differs. */
void terminal_show(const struct canvas *canvas);

/* Waits for the next event, at most so many milliseconds; −1 for ever. After a stop (Ctrl-Z) an
 * EVENT_RESIZE asks for a new drawing. */
enum terminal_result terminal_wait(struct event *event, int timeout);
/* From now on, terminal_wait() also waits for this descriptor, and tells it after what the user has
 * typed; -1 for none. It is not read here. */
void terminal_watch(int descriptor);
/* Is there input already? For work in slices that gives way to the keyboard. */
bool terminal_pending(void);

/* Gives the terminal back to the shell until the program is continued, as Ctrl-Z does. Returns
 * ready for terminal_show(); the next event is an EVENT_RESIZE. */
void terminal_suspend(void);
/* Gives the terminal to a program that is run now and waited for (an editor), as the shell had it,
 * and takes it back, whatever state that left it in. Between the two, nothing is shown; Ctrl-C is
 * the other program's alone, Ctrl-Z stops both, and a signal that asks for the end is told by the
 * next terminal_wait(). Afterwards an EVENT_RESIZE asks for a new drawing, in the size of then. */
void terminal_leave(void);
void terminal_return(void);
/* The next terminal_show() draws everything anew, as Ctrl-L does. */
void terminal_redraw(void);

/* Puts text on the clipboard through the terminal (OSC 52). False when it is longer than the limit
 * or the terminal would not understand; whether it obeyed cannot be known. */
bool terminal_copy(struct str text);

#endif
