/* signals.h: signals turned into flags, and the terminal put right when the program dies of one.
 *
 * Handlers set a flag and write one byte to a pipe that the event loop polls. SIGINT, SIGQUIT,
 * SIGTERM and SIGHUP ask the program to end, and start a clock: if it has not ended by itself a
 * second later (because the terminal takes no more bytes, for instance), it is ended. Signals that
 * would kill at once (SIGSEGV, SIGABRT, SIGUSR1, …) do so still, but restore the terminal first.
 * SIGPIPE and SIGXFSZ become errors of write(). A signal that was ignored when the program started
 * (nohup) stays ignored.
 *
 * There is one process, so there is one of these: the functions share static state.
 */
#ifndef SB_SIGNALS_H
#define SB_SIGNALS_H

#include "core/str.h"
#include <stdbool.h>
#include <termios.h>

enum signal_flag {
    SIGNAL_RESIZE = 1,   /* SIGWINCH */
    SIGNAL_STOP = 2,     /* SIGTSTP: restore the terminal, then signals_stop() */
    SIGNAL_CONTINUE = 4, /* SIGCONT after a stop that could not be caught */
    SIGNAL_END = 8,      /* the program has to end now; never taken back */
};

/* Installs the handlers. False when there is no descriptor left. */
bool signals_open(void);
/* Gives every signal its former meaning and stops the clock. */
void signals_close(void);

/* Readable when there is something to take. */
int signals_descriptor(void);
/* The flags raised since the last call. */
unsigned signals_take(void);
/* Has a signal asked for the end? System calls that it interrupts fail with EINTR. */
bool signals_ending(void);

/* From now on, a death by signal writes the bytes to the descriptor, without waiting, and sets the
 * modes. The bytes (at most 512) and modes are copied. An empty text disarms. */
void signals_arm(int descriptor, const struct termios *modes, struct str bytes);
/* Ends the program, terminal restored, after so many seconds; 0 stops the clock unless a signal to
 * end is being obeyed. */
void signals_set_clock(unsigned seconds);

/* While another program has the terminal: SIGINT and SIGQUIT, which the terminal sends to both, are
 * that program's alone, and SIGTSTP stops us at once. */
void signals_lend(void);
/* Takes them back. Whatever but the end was asked for meanwhile is forgotten. */
void signals_take_back(void);

/* Stops the process as SIGTSTP does by default; returns when it is continued. A whole_group is what
 * Ctrl-Z stops: a script that runs the program stops with it. */
void signals_stop(bool whole_group);
/* Dies of the signal that asked for the end, so that the shell knows; returns if there was none. To
 * be called after signals_close(). */
void signals_die(void);

#endif
