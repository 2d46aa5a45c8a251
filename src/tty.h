/* tty.h: the line to the terminal: descriptors, modes, size, and bytes that go and come.
 *
 * No curses. Sending and waiting give way to signals (signals.h): a terminal that takes nothing
 * cannot keep the program from ending.
 */
#ifndef SB_TTY_H
#define SB_TTY_H

#include "core/buf.h"
#include "core/str.h"
#include <stdbool.h>
#include <sys/ioctl.h>
#include <termios.h>

struct tty {
    int input, output;
    int watched; /* something else to wait for, or -1 */
    bool input_is_ours;
    bool gone;            /* nobody is at the other end; nothing is sent any more */
    struct termios modes; /* as the shell has them */
};

/* Opens /dev/null where standard input, output or error is closed, so that no other file takes
 * their numbers; for reading only, so that what is written there is not believed to be out. To be
 * called first of all. */
void tty_fill_descriptors(void);

/* Standard output, which must be a terminal, and standard input or else /dev/tty. */
bool tty_open(struct tty *tty);
void tty_close(struct tty *tty);

/* Bytes come as they are typed, and go as they are; modes are noted first. */
void tty_take(struct tty *tty);
/* Gives the modes back. */
void tty_give_back(const struct tty *tty);
/* Never zero: 24 rows and 80 columns where the terminal does not know. */
struct winsize tty_size(const struct tty *tty);

/* Milliseconds of a clock that only goes forwards. */
long tty_now(void);

/* Sends all, unless the terminal goes away or the program has to end. */
void tty_send(struct tty *tty, struct str bytes);
/* Asks the terminal to put text on the clipboard (OSC 52). */
void tty_copy(struct tty *tty, struct str text);
/* Reads what is there, after TTY_INPUT. */
void tty_read(struct tty *tty, struct buf *out);

enum tty_wake { TTY_TIMEOUT, TTY_SIGNAL, TTY_INPUT, TTY_WATCHED };
/* Waits for a signal, input, or what else is watched; the first of them that is there. -1 ms is for
 * ever. Finds out when the terminal goes away. */
enum tty_wake tty_wait(struct tty *tty, long timeout);

#endif
