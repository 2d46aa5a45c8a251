#include "ui/command.h"

#include "core/text.h"
#include "ui/i18n.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define CTRL(letter)                                                                               \
    {                                                                                              \
        (letter), MODIFIER_CONTROL, 0                                                              \
    }
#define META(code)                                                                                 \
    {                                                                                              \
        (code), MODIFIER_META, 0                                                                   \
    }
#define KEY(code)                                                                                  \
    {                                                                                              \
        (code), 0, 0                                                                               \
    }

/* clang-format off */
#define PANES (CONTEXT_TREE | CONTEXT_DETAIL)
#define BROWSE (PANES | CONTEXT_HELP)
#define LINES (CONTEXT_SEARCH | CONTEXT_NOTE)
#define EVERYWHERE (BROWSE | LINES)

static const struct command_row table[] = {
    {COMMAND_UP, "up", GROUP_MOVEMENT, BROWSE,
     {KEY(SPECIAL_UP), KEY('k'), CTRL('p')},
     N_("Move one line up"), NULL},
    {COMMAND_DOWN, "down", GROUP_MOVEMENT, BROWSE,
     {KEY(SPECIAL_DOWN), KEY('j'), CTRL('n')},
     N_("Move one line down"), NULL},
    {COMMAND_PAGE_UP, "page-up", GROUP_MOVEMENT, BROWSE,
     {KEY(SPECIAL_PAGE_UP), KEY('b'), CTRL('b')},
     N_("Move one page up"), NULL},
    {COMMAND_PAGE_DOWN, "page-down", GROUP_MOVEMENT, BROWSE,
     {KEY(SPECIAL_PAGE_DOWN), KEY(' '), CTRL('f')},
     N_("Move one page down"), NULL},
    {COMMAND_HALF_PAGE_UP, "half-page-up", GROUP_MOVEMENT, BROWSE,
     {CTRL('u')},
     N_("Move half a page up"), NULL},
    {COMMAND_HALF_PAGE_DOWN, "half-page-down", GROUP_MOVEMENT, BROWSE,
     {CTRL('d')},
     N_("Move half a page down"), NULL},
    {COMMAND_FIRST, "first", GROUP_MOVEMENT, BROWSE,
     {KEY('g'), KEY(SPECIAL_HOME)},
     N_("Go to the beginning"), NULL},
    {COMMAND_LAST, "last", GROUP_MOVEMENT, BROWSE,
     {KEY('G'), KEY(SPECIAL_END)},
     N_("Go to the end"), NULL},
    {COMMAND_SWITCH_PANE, "switch-pane", GROUP_MOVEMENT, PANES,
     {KEY(SPECIAL_TAB), KEY(SPECIAL_BACKTAB)},
     N_("Go to the other pane"), N_("pane")},
    {COMMAND_BACK, "back", GROUP_MOVEMENT, PANES,
     {KEY(SPECIAL_BACKSPACE), META(SPECIAL_LEFT)},
     N_("Go back to the entry you came from"), N_("back")},
    {COMMAND_LEAVE, "leave", GROUP_MOVEMENT, PANES,
     {KEY(SPECIAL_ESCAPE)},
     N_("Leave the pane or end the search"), N_("leave")},
    {COMMAND_LEAVE, "leave", GROUP_MOVEMENT, CONTEXT_HELP,
     {KEY(SPECIAL_ESCAPE), KEY('q'), KEY(SPECIAL_BACKSPACE)},
     N_("Close the help"), N_("close")},

    {COMMAND_OPEN, "open", GROUP_TREE, CONTEXT_TREE,
     {KEY(SPECIAL_ENTER)},
     N_("Open or close the branch, or show the entry"), N_("open")},
    {COMMAND_OPEN_BRANCH, "open-branch", GROUP_TREE, CONTEXT_TREE,
     {KEY(SPECIAL_RIGHT), KEY('l')},
     N_("Open the branch, or go into it"), NULL},
    {COMMAND_CLOSE_BRANCH, "close-branch", GROUP_TREE, CONTEXT_TREE,
     {KEY(SPECIAL_LEFT), KEY('h')},
     N_("Close the branch, or go up to its head"), NULL},
    {COMMAND_EXPAND_ALL, "expand-all", GROUP_TREE, CONTEXT_TREE,
     {KEY('+')},
     N_("Open all branches"), NULL},
    {COMMAND_COLLAPSE_ALL, "collapse-all", GROUP_TREE, CONTEXT_TREE,
     {KEY('-')},
     N_("Close all branches"), NULL},
    {COMMAND_VIEW, "view", GROUP_TREE, PANES,
     {KEY('v')},
     N_("Show the codes by document or by class"), N_("view")},

    {COMMAND_SEARCH, "search", GROUP_SEARCH, BROWSE,
     {KEY('/')},
     N_("Search"), N_("search")},
    {COMMAND_NEXT_MATCH, "next-match", GROUP_SEARCH, BROWSE,
     {KEY('n')},
     N_("Go to the next match"), N_("next match")},
    {COMMAND_PREVIOUS_MATCH, "previous-match", GROUP_SEARCH, BROWSE,
     {KEY('N')},
     N_("Go to the previous match"), NULL},
    {COMMAND_DIGIT, "go-to-code", GROUP_SEARCH, PANES,
     {{'0', 0, '9'}},
     N_("Go to a code: type its three digits"), NULL},

    {COMMAND_ACCEPT, "accept", GROUP_SEARCH_LINE, CONTEXT_SEARCH,
     {KEY(SPECIAL_ENTER)},
     N_("Keep the hits and browse them"), N_("browse the hits")},
    {COMMAND_CANCEL, "cancel", GROUP_SEARCH_LINE, CONTEXT_SEARCH,
     {KEY(SPECIAL_ESCAPE), CTRL('c'), CTRL('g')},
     N_("End the search and return to where you were"), N_("cancel")},
    {COMMAND_UP, "up", GROUP_SEARCH_LINE, CONTEXT_SEARCH,
     {KEY(SPECIAL_UP)},
     N_("Select the hit above"), NULL},
    {COMMAND_DOWN, "down", GROUP_SEARCH_LINE, CONTEXT_SEARCH,
     {KEY(SPECIAL_DOWN)},
     N_("Select the hit below"), N_("select")},
    {COMMAND_PAGE_UP, "page-up", GROUP_SEARCH_LINE, CONTEXT_SEARCH,
     {KEY(SPECIAL_PAGE_UP)},
     N_("Move one page up in the hits"), NULL},
    {COMMAND_PAGE_DOWN, "page-down", GROUP_SEARCH_LINE, CONTEXT_SEARCH,
     {KEY(SPECIAL_PAGE_DOWN)},
     N_("Move one page down in the hits"), NULL},
    {COMMAND_COMPLETE, "complete", GROUP_SEARCH_LINE, CONTEXT_SEARCH,
     {KEY(SPECIAL_TAB)},
     N_("Complete a fact word, or list what can follow"), NULL},
    {COMMAND_HISTORY_OLDER, "history-older", GROUP_SEARCH_LINE, CONTEXT_SEARCH,
     {CTRL('p'), META(SPECIAL_UP)},
     N_("Bring back an earlier search"), N_("earlier search")},
    {COMMAND_HISTORY_NEWER, "history-newer", GROUP_SEARCH_LINE, CONTEXT_SEARCH,
     {CTRL('n'), META(SPECIAL_DOWN)},
     N_("Return to a later search"), NULL},
    {COMMAND_CURSOR_LEFT, "cursor-left", GROUP_SEARCH_LINE, LINES,
     {KEY(SPECIAL_LEFT), CTRL('b')},
     N_("Move the cursor one character left"), NULL},
    {COMMAND_CURSOR_RIGHT, "cursor-right", GROUP_SEARCH_LINE, LINES,
     {KEY(SPECIAL_RIGHT), CTRL('f')},
     N_("Move the cursor one character right"), NULL},
    {COMMAND_CURSOR_WORD_LEFT, "cursor-word-left", GROUP_SEARCH_LINE, LINES,
     {CTRL(SPECIAL_LEFT), META('b')},
     N_("Move the cursor one word left"), NULL},
    {COMMAND_CURSOR_WORD_RIGHT, "cursor-word-right", GROUP_SEARCH_LINE, LINES,
     {CTRL(SPECIAL_RIGHT), META('f')},
     N_("Move the cursor one word right"), NULL},
    {COMMAND_CURSOR_HOME, "cursor-home", GROUP_SEARCH_LINE, LINES,
     {KEY(SPECIAL_HOME), CTRL('a')},
     N_("Move the cursor to the beginning of the line"), NULL},
    {COMMAND_CURSOR_END, "cursor-end", GROUP_SEARCH_LINE, LINES,
     {KEY(SPECIAL_END), CTRL('e')},
     N_("Move the cursor to the end of the line"), NULL},
    {COMMAND_DELETE_BACKWARDS, "delete-backwards", GROUP_SEARCH_LINE, LINES,
     {KEY(SPECIAL_BACKSPACE)},
     N_("Delete the character before the cursor"), NULL},
    {COMMAND_DELETE_FORWARDS, "delete-forwards", GROUP_SEARCH_LINE, LINES,
     {KEY(SPECIAL_DELETE), CTRL('d')},
     N_("Delete the character under the cursor"), NULL},
    {COMMAND_DELETE_WORD, "delete-word", GROUP_SEARCH_LINE, LINES,
     {CTRL('w'), META(SPECIAL_BACKSPACE)},
     N_("Delete the word before the cursor"), NULL},
    {COMMAND_DELETE_TO_START, "delete-to-start", GROUP_SEARCH_LINE, LINES,
     {CTRL('u')},
     N_("Delete everything before the cursor"), NULL},
    {COMMAND_DELETE_TO_END, "delete-to-end", GROUP_SEARCH_LINE, LINES,
     {CTRL('k')},
     N_("Delete everything behind the cursor"), NULL},
    {COMMAND_HELP, "help", GROUP_SEARCH_LINE, CONTEXT_SEARCH,
     {KEY(SPECIAL_F1)},
     N_("Show the help"), N_("help")},
    {COMMAND_ACCEPT, "accept", GROUP_SEARCH_LINE, CONTEXT_NOTE,
     {KEY(SPECIAL_ENTER)},
     N_("Save the note; an empty one is taken away"), N_("save")},
    {COMMAND_CANCEL, "cancel", GROUP_SEARCH_LINE, CONTEXT_NOTE,
     {KEY(SPECIAL_ESCAPE), CTRL('c'), CTRL('g')},
     N_("Leave the note as it was"), N_("cancel")},

    {COMMAND_NEXT_LINK, "next-link", GROUP_DETAIL, CONTEXT_DETAIL,
     {KEY(']')},
     N_("Go to the next link"), N_("next link")},
    {COMMAND_PREVIOUS_LINK, "previous-link", GROUP_DETAIL, CONTEXT_DETAIL,
     {KEY('[')},
     N_("Go to the previous link"), NULL},
    {COMMAND_FOLLOW_LINK, "follow-link", GROUP_DETAIL, CONTEXT_DETAIL,
     {KEY(SPECIAL_ENTER)},
     N_("Follow the link"), N_("follow")},
    {COMMAND_SWITCH_PANE, "switch-pane", GROUP_DETAIL, CONTEXT_DETAIL,
     {KEY(SPECIAL_LEFT), KEY('h')},
     N_("Return to the tree"), NULL},
    {COMMAND_OPEN_SPECIFICATION, "open-specification", GROUP_DETAIL, PANES,
     {KEY('o')},
     N_("Open the specification in the browser"), N_("specification")},
    {COMMAND_NEXT_SOURCE, "next-source", GROUP_DETAIL, PANES,
     {KEY('s')},
     N_("Go to the next source on the same code"), N_("source")},
    {COMMAND_COPY, "copy", GROUP_DETAIL, PANES,
     {KEY('y')},
     N_("Copy the entry"), N_("copy")},
    {COMMAND_EDIT, "edit", GROUP_DETAIL, PANES,
     {KEY('e')},
     N_("Edit your document at this entry, in $VISUAL or $EDITOR"), N_("edit")},
    {COMMAND_NOTE, "note", GROUP_DETAIL, PANES,
     {KEY('a')},
     N_("Write a note of your own on the status"), N_("note")},

    {COMMAND_LANGUAGE, "language", GROUP_OTHER, BROWSE,
     {KEY('L')},
     N_("Change the language"), N_("language")},
    {COMMAND_HELP, "help", GROUP_OTHER, BROWSE,
     {KEY('?'), KEY(SPECIAL_F1)},
     N_("Show or close the help"), N_("help")},
    {COMMAND_REDRAW, "redraw", GROUP_OTHER, EVERYWHERE,
     {CTRL('l')},
     N_("Draw the screen anew"), NULL},
    {COMMAND_SUSPEND, "suspend", GROUP_OTHER, EVERYWHERE,
     {CTRL('z')},
     N_("Suspend the program"), NULL},
    {COMMAND_QUIT, "quit", GROUP_OTHER, PANES,
     {KEY('q'), CTRL('c')},
     N_("Quit"), N_("quit")},
    {COMMAND_QUIT, "quit", GROUP_OTHER, CONTEXT_HELP,
     {CTRL('c')},
     N_("Quit from within the help"), NULL},
    {COMMAND_QUIT_AT_ONCE, "quit-at-once", GROUP_OTHER, BROWSE,
     {KEY('Q')},
     N_("Quit at once, whatever is open"), NULL},
};
/* clang-format on */

static const char *const group_names[GROUP_COUNT] = {
    [GROUP_MOVEMENT] = N_("Movement"), [GROUP_TREE] = N_("Tree"),
    [GROUP_SEARCH] = N_("Search"),     [GROUP_SEARCH_LINE] = N_("While you type"),
    [GROUP_DETAIL] = N_("Entry"),      [GROUP_OTHER] = N_("Other"),
};

const struct command_row *command_table(size_t *count)
{
    *count = COUNT(table);
    return table;
}

const char *command_group_name(enum command_group group)
{
    return group_names[group];
}

const struct command_row *command_find(unsigned context, enum command command)
{
    for (size_t i = 0; i < COUNT(table); i++)
        if (table[i].command == command && (table[i].contexts & context))
            return &table[i];
    return NULL;
}

/* What Chinese input methods send for the keys that commands are bound to. */
static const struct {
    uint32_t sent, meant;
} punctuation[] = {
    {0x3000, ' '}, {0x3001, '/'}, {0x3010, '['}, {0x3011, ']'}, {0x300C, '['}, {0x300D, ']'},
};

uint32_t command_character(const struct event *event)
{
    uint32_t code = event->key.code;
    if (code >= 0xFF01 && code <= 0xFF5E) /* ！ to ～ stand in the order of ASCII */
        return code - 0xFF01 + '!';
    for (size_t i = 0; i < COUNT(punctuation); i++)
        if (code == punctuation[i].sent)
            return punctuation[i].meant;
    return code;
}

static bool key_is(const struct command_key *key, uint32_t code, unsigned modifiers)
{
    uint32_t last = key->last ? key->last : key->code;
    return key->code != 0 && code >= key->code && code <= last && modifiers == key->modifiers;
}

static bool row_has_key(const struct command_row *row, uint32_t code, unsigned modifiers)
{
    for (size_t i = 0; i < COMMAND_KEYS; i++)
        if (key_is(&row->keys[i], code, modifiers))
            return true;
    return false;
}

enum command command_for_key(unsigned context, const struct event *event)
{
    if (event->kind != EVENT_KEY)
        return COMMAND_NONE;
    uint32_t code = command_character(event);
    unsigned modifiers = event->key.modifiers & ~(unsigned)MODIFIER_SHIFT;
    for (size_t i = 0; i < COUNT(table); i++)
        if ((table[i].contexts & context) && row_has_key(&table[i], code, modifiers))
            return table[i].command;
    return COMMAND_NONE;
}

static const struct motion motions[COMMAND_COUNT] = {
    [COMMAND_UP] = {MOTION_LINE, -1},
    [COMMAND_DOWN] = {MOTION_LINE, 1},
    [COMMAND_PAGE_UP] = {MOTION_PAGE, -1},
    [COMMAND_PAGE_DOWN] = {MOTION_PAGE, 1},
    [COMMAND_HALF_PAGE_UP] = {MOTION_HALF_PAGE, -1},
    [COMMAND_HALF_PAGE_DOWN] = {MOTION_HALF_PAGE, 1},
    [COMMAND_FIRST] = {MOTION_ALL, -1},
    [COMMAND_LAST] = {MOTION_ALL, 1},
};

bool command_motion(enum command command, struct motion *motion)
{
    if (motions[command].times == 0)
        return false;
    *motion = motions[command];
    return true;
}

/* TRANSLATORS: the following are names of keys, as they are printed on keyboards. */
static const struct {
    uint32_t code;
    const char *sign, *word;
} key_names[] = {
    {SPECIAL_UP, "↑", N_("Up")},
    {SPECIAL_DOWN, "↓", N_("Down")},
    {SPECIAL_LEFT, "←", N_("Left")},
    {SPECIAL_RIGHT, "→", N_("Right")},
    {SPECIAL_HOME, NULL, N_("Home")},
    {SPECIAL_END, NULL, N_("End")},
    {SPECIAL_PAGE_UP, NULL, N_("PgUp")},
    {SPECIAL_PAGE_DOWN, NULL, N_("PgDn")},
    {SPECIAL_INSERT, NULL, N_("Ins")},
    {SPECIAL_DELETE, NULL, N_("Del")},
    {SPECIAL_BACKSPACE, NULL, N_("Backspace")},
    {SPECIAL_TAB, NULL, N_("Tab")},
    {SPECIAL_BACKTAB, NULL, N_("Shift-Tab")},
    {SPECIAL_ENTER, NULL, N_("Enter")},
    {SPECIAL_ESCAPE, NULL, N_("Esc")},
    {' ', NULL, N_("Space")},
};

static void add_named_key(struct buf *out, uint32_t code, bool ascii)
{
    for (size_t i = 0; i < COUNT(key_names); i++)
        if (key_names[i].code == code) {
            bool sign = key_names[i].sign && !ascii;
            buf_add_text(out, sign ? key_names[i].sign : _(key_names[i].word));
            return;
        }
    if (code >= SPECIAL_F1)
        buf_add_format(out, "F%u", (unsigned)(code - SPECIAL_F1 + 1));
    else
        text_encode(out, code);
}

void command_key_text(struct buf *out, const struct command_key *key, bool ascii)
{
    uint32_t code = key->code;
    if (key->modifiers & MODIFIER_CONTROL)
        buf_add_text(out, "Ctrl-");
    if (key->modifiers & MODIFIER_META)
        buf_add_text(out, "Alt-");
    if (key->modifiers && code >= 'a' && code <= 'z')
        code -= 'a' - 'A'; /* as printed on the key */
    add_named_key(out, code, ascii);
    if (key->last) {
        buf_add_text(out, ascii ? "-" : "–");
        add_named_key(out, key->last, ascii);
    }
}

void command_keys_text(struct buf *out, const struct command_row *row, bool ascii)
{
    for (size_t i = 0; i < COMMAND_KEYS && row->keys[i].code; i++) {
        if (i > 0)
            buf_add_text(out, ", ");
        command_key_text(out, &row->keys[i], ascii);
    }
}

/* Characters that roff would take for its own, or print as others. */
static const struct {
    char character;
    const char *escape;
} roff_escapes[] = {
    {'\\', "\\e"},  {'-', "\\-"},    {'^', "\\(ha"}, {'~', "\\(ti"},
    {'`', "\\(ga"}, {'\'', "\\(aq"}, {'"', "\\(dq"},
};

static void add_roff_character(struct buf *out, char character)
{
    for (size_t i = 0; i < COUNT(roff_escapes); i++)
        if (roff_escapes[i].character == character) {
            buf_add_text(out, roff_escapes[i].escape);
            return;
        }
    buf_add_char(out, character);
}

static void add_roff(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        add_roff_character(out, text.data[i]);
}

static void add_roff_key(struct buf *out, const struct command_key *key)
{
    struct buf name = {0};
    command_key_text(&name, key, true);
    buf_add_text(out, "\\fB");
    add_roff(out, buf_str(&name));
    buf_add_text(out, "\\fR");
    buf_release(&name);
}

static void add_roff_row(struct buf *out, const struct command_row *row)
{
    buf_add_text(out, ".TP\n");
    for (size_t i = 0; i < COMMAND_KEYS && row->keys[i].code; i++) {
        buf_add_text(out, i > 0 ? ", " : "");
        add_roff_key(out, &row->keys[i]);
    }
    buf_add_char(out, '\n');
    add_roff(out, str_of(_(row->help)));
    buf_add_char(out, '\n');
}

void command_manual(struct buf *out)
{
    for (size_t i = 0; i < COUNT(table); i++) {
        if (i == 0 || table[i].group != table[i - 1].group) {
            buf_add_text(out, ".SS ");
            add_roff(out, str_of(_(group_names[table[i].group])));
            buf_add_char(out, '\n');
        }
        add_roff_row(out, &table[i]);
    }
}
