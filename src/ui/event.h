/* event.h: what happens to the program, as the terminal edge tells it.
 *
 * A key is a character, or one of the special keys below, with modifiers. Control characters come
 * as the letter with MODIFIER_CONTROL (Ctrl-U is 'u'), except those with a key of their own (Tab,
 * Enter, Escape, Backspace). Coordinates of the mouse are canvas cells counted from 0.
 */
#ifndef SB_UI_EVENT_H
#define SB_UI_EVENT_H

#include "core/str.h"
#include <stdint.h>

enum event_kind {
    EVENT_NONE,
    EVENT_KEY,
    EVENT_PASTE, /* text from a bracketed paste, borrowed until the next event; not yet cleaned */
    EVENT_MOUSE,
    EVENT_RESIZE, /* rows and columns hold the new size */
};

enum key {
    SPECIAL_BASE = 0x200000, /* beyond Unicode */
    SPECIAL_UP,
    SPECIAL_DOWN,
    SPECIAL_LEFT,
    SPECIAL_RIGHT,
    SPECIAL_HOME,
    SPECIAL_END,
    SPECIAL_PAGE_UP,
    SPECIAL_PAGE_DOWN,
    SPECIAL_INSERT,
    SPECIAL_DELETE,
    SPECIAL_BACKSPACE,
    SPECIAL_TAB,
    SPECIAL_BACKTAB,
    SPECIAL_ENTER,
    SPECIAL_ESCAPE,
    SPECIAL_F1, /* … F12 follow */
};

enum modifier { MODIFIER_CONTROL = 1, MODIFIER_META = 2, MODIFIER_SHIFT = 4 };

enum mouse_action { MOUSE_CLICK, MOUSE_DOUBLE_CLICK, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
    enum event_kind kind;
    union {
        struct {
            uint32_t code; /* a character, or one of enum key */
            unsigned modifiers;
        } key;
        struct str paste;
        struct {
            enum mouse_action action;
            int row, column;
        } mouse;
        struct {
            int rows, columns;
        } size;
    };
};

#endif
