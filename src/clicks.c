#include "clicks.h"

enum { DOUBLE_CLICK = 400 /* ms */ };

void clicks_note(struct clicks *clicks, struct event *event, long now)
{
    if (event->kind != EVENT_MOUSE || event->mouse.action != MOUSE_CLICK)
        return;
    bool again = clicks->time && now - clicks->time <= DOUBLE_CLICK &&
                 event->mouse.row == clicks->row && event->mouse.column == clicks->column;
    if (again)
        event->mouse.action = MOUSE_DOUBLE_CLICK;
    clicks->time = again ? 0 : now;
    clicks->row = event->mouse.row;
    clicks->column = event->mouse.column;
}
