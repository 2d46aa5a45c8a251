/* pen.h: says in fewer bytes what a screen library has drawn.
 *
 * A library sets colours and attributes anew for each run of characters, resets
 * included. Here the pen, as the terminal has it, follows only when a character
 * shows the difference: what cancels out is left out, what is added is added,
 * and a blank does not need the colour of letters. Everything else, and every
 * sequence that is not understood, passes as it is, in its place. For terminals
 * with ECMA-48 control sequences.
 */
#ifndef SB_PEN_H
#define SB_PEN_H

#include "core/buf.h"
#include "core/str.h"
#include <stdbool.h>

struct pen_look {
    unsigned attributes; /* bit n: SGR n, 1 to 9 */
    char ink[20];        /* the parameters that set the foreground; "" for the default */
    char paper[20];      /* the same of the background */
};

struct pen {
    struct pen_look wanted, actual;
    bool plain_set; /* the character set is known to be the plain one */
};

/* Begins, or begins anew: how the terminal's pen is set is not known. */
void pen_forget(struct pen *pen);
/* Appends what is left of the drawing to out. Sequences stand whole in it. */
void pen_follow(struct pen *pen, struct buf *out, struct str drawing);
/* Sets the pen to what was last wanted, though nothing shows it yet: before the terminal is left.
 */
void pen_finish(struct pen *pen, struct buf *out);

#endif
