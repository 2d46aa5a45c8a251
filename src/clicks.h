/* clicks.h: two clicks on one place, soon after each other, as a double click. */
#ifndef SB_CLICKS_H
#define SB_CLICKS_H

#include "ui/event.h"

/* Zero-initialise. */
struct clicks {
    long time; /* ms, of the last click that was not yet half of a double one; or 0 */
    int row, column;
};

/* Makes a click at `now` (ms of any clock that only goes forwards) a double click when it is the
 * second; leaves other events as they are. */
void clicks_note(struct clicks *clicks, struct event *event, long now);

#endif
