/* replay.h: what a program's output did to the screen, step by step, told by a terminal emulator.
 */
#ifndef SB_TESTS_BENCH_REPLAY_H
#define SB_TESTS_BENCH_REPLAY_H

#include "watch.h"

struct figures {
    double ms;       /* to the last output that brought the screen, cursor included, to its final
                        state; negative when nothing changed */
    double first_ms; /* to the first output that changed the screen */
    long bytes;      /* written in the step */
    long ideal; /* that a plain repaint of the changed cells needs: their characters, 6 for a move
                   of the cursor (or the cells between, where they are fewer), 4 for a change of
                   colours or attributes */
    bool found; /* whether the final screen has the text sought */
};

/* Fills figures[watch->step_count]. The text sought stands in one row of the screen; it may be
 * null. A step that was given up counts as long as it was waited for. */
void replay(const struct watch *watch, int rows, int columns, const char *sought,
            struct figures *figures);

#endif
