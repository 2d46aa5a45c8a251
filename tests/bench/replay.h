/* replay.h: what a program's output did to the screen, step by step, told by a terminal emulator.
 */
#ifndef SB_TESTS_BENCH_REPLAY_H
#define SB_TESTS_BENCH_REPLAY_H

#include "watch.h"

struct figures {
    double ms;  /* to the last output that brought the screen, cursor included, to its final
                   state; negative when nothing changed */
    long bytes; /* written in the step */
    long ideal; /* that a plain repaint of the changed cells needs: their characters, 6 for a move
                   of the cursor (or the cells between, where they are fewer), 4 for a change of
                   colours or attributes */
};

/* Fills figures[watch->step_count]. */
void replay(const struct watch *watch, int rows, int columns, struct figures *figures);

#endif
