/* command.h: the one table of commands.
 *
 * From it come what a key does, the help screen, the hint line and the manual's key section, so
 * that none of them can differ from the others. A row says in which contexts a command can be
 * given, by which keys, and what it does there; a command has several rows where its keys or its
 * meaning differ by context. No key stands twice in one context (a test holds this).
 *
 * The texts in the table are English and marked for translation: say _() when showing them.
 */
#ifndef SB_UI_COMMAND_H
#define SB_UI_COMMAND_H

#include "core/buf.h"
#include "ui/event.h"
#include "ui/list.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum command {
    COMMAND_NONE,
    /* Movement, in the list or text that has the focus; command_motion() says how far. */
    COMMAND_UP,
    COMMAND_DOWN,
    COMMAND_PAGE_UP,
    COMMAND_PAGE_DOWN,
    COMMAND_HALF_PAGE_UP,
    COMMAND_HALF_PAGE_DOWN,
    COMMAND_FIRST,
    COMMAND_LAST,
    COMMAND_SWITCH_PANE,
    COMMAND_BACK,  /* to the entry one came from */
    COMMAND_LEAVE, /* out of what is open: help, search result, pane */
    /* Tree */
    COMMAND_OPEN,
    COMMAND_OPEN_BRANCH,
    COMMAND_CLOSE_BRANCH,
    COMMAND_EXPAND_ALL,
    COMMAND_COLLAPSE_ALL,
    COMMAND_VIEW,
    /* Search */
    COMMAND_SEARCH,
    COMMAND_NEXT_MATCH,
    COMMAND_PREVIOUS_MATCH,
    COMMAND_DIGIT, /* which one is the event's character: command_character() */
    /* In the search line. What is no command there is typed. */
    COMMAND_ACCEPT,
    COMMAND_CANCEL,
    COMMAND_HISTORY_OLDER,
    COMMAND_HISTORY_NEWER,
    COMMAND_CURSOR_LEFT,
    COMMAND_CURSOR_RIGHT,
    COMMAND_CURSOR_WORD_LEFT,
    COMMAND_CURSOR_WORD_RIGHT,
    COMMAND_CURSOR_HOME,
    COMMAND_CURSOR_END,
    COMMAND_DELETE_BACKWARDS,
    COMMAND_DELETE_FORWARDS,
    COMMAND_DELETE_WORD,
    COMMAND_DELETE_TO_START,
    COMMAND_DELETE_TO_END,
    COMMAND_COMPLETE,
    /* Detail */
    COMMAND_NEXT_LINK,
    COMMAND_PREVIOUS_LINK,
    COMMAND_FOLLOW_LINK,
    COMMAND_NEXT_SOURCE, /* what another document says on the same status */
    COMMAND_OPEN_SPECIFICATION,
    COMMAND_COPY,
    COMMAND_EDIT, /* the document, at the entry */
    COMMAND_NOTE, /* of one's own on the status */
    /* Other */
    COMMAND_LANGUAGE,
    COMMAND_HELP,
    COMMAND_REDRAW,
    COMMAND_SUSPEND,
    COMMAND_QUIT,
    COMMAND_QUIT_AT_ONCE,
    COMMAND_COUNT,
};

/* Where a key is given; one bit each. */
enum context {
    CONTEXT_TREE = 1,
    CONTEXT_DETAIL = 2,
    CONTEXT_SEARCH = 4, /* typing in the search line */
    CONTEXT_HELP = 8,
    CONTEXT_NOTE = 16, /* writing a note */
};

enum command_group {
    GROUP_MOVEMENT,
    GROUP_TREE,
    GROUP_SEARCH,
    GROUP_SEARCH_LINE,
    GROUP_DETAIL,
    GROUP_OTHER,
    GROUP_COUNT,
};

#define COMMAND_KEYS 5

struct command_key {
    uint32_t code; /* as in struct event; 0 for none */
    unsigned modifiers;
    uint32_t last; /* of a range of characters that begins with code; else 0 */
};

struct command_row {
    enum command command;
    const char *name; /* such as "next-match"; the same in all rows of a command */
    enum command_group group;
    unsigned contexts;
    struct command_key keys[COMMAND_KEYS]; /* the first is the one that hints name */
    const char *help;                      /* a short sentence without its full stop */
    const char *hint;                      /* a word or two for the hint line, or null */
};

/* All rows, those of a group together, in the order in which they are shown. */
const struct command_row *command_table(size_t *count);
const char *command_group_name(enum command_group group);
/* The row of a command in a context (the first, when several bits are set), or null. */
const struct command_row *command_find(unsigned context, enum command command);

/* What the event means in the context: COMMAND_NONE for what is no key, or bound to nothing. Shift
 * is ignored, since characters have it in them already. So that a Chinese input method left on does
 * no harm, full-width characters are taken for the ASCII ones on the same key. */
enum command command_for_key(unsigned context, const struct event *event);
/* The character of a key event as command_for_key() takes it. */
uint32_t command_character(const struct event *event);
/* How far a command moves; false when it is none that moves. */
bool command_motion(enum command command, struct motion *motion);

/* Appends the name of a key, or of all keys of a row with commas between, in the user's language:
 * "↑, k", "Ctrl-L", "Space", "0–9". With `ascii`, names without arrows and dashes, which some
 * terminals draw double-width or not at all: "Up, k". */
void command_key_text(struct buf *out, const struct command_key *key, bool ascii);
void command_keys_text(struct buf *out, const struct command_row *row, bool ascii);

/* Appends the keys as a part of a manual page (man macros), a subsection for each group. */
void command_manual(struct buf *out);

#endif
