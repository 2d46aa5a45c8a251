#include "terminal.h"

#include "clicks.h"
#include "core/buf.h"
#include "core/error.h"
#include "core/mem.h"
#include "pen.h"
#include "signals.h"
#include "tty.h"
#include "ui/ascii.h"
#include "ui/decode.h"
#include <curses.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    ESCAPE_DELAY = 25,  /* ms that the rest of a key's sequence may take */
    PASTE_DELAY = 2000, /* ms that the rest of a paste may take */
    LOOKS = 64,         /* remembered; a power of two */
    PALETTE = 256,
    TERM_LIMIT = 64,     /* bytes */
    RESERVE = 4 << 20,   /* bytes */
    SYNCHRONISED = 4096, /* bytes from which a frame may arrive in pieces */
};

/* Curses draws into a file in memory, since it would send every move of the cursor with a write of
 * its own and wait for ever for a terminal that takes nothing: a frame leaves here in one piece. So
 * the terminal's modes are not curses' business either (tty.h). */
static struct {
    bool open, away; /* away: another program has the terminal */
    struct terminal_options options;
    struct tty tty;
    FILE *drawing; /* what curses takes for the terminal */
    struct buf drawn, frame;
    struct pen pen;

    bool controls; /* understands ECMA-48 control sequences */
    bool osc;      /* understands or skips operating system commands */
    const char *enter, *leave, *show_cursor, *hide_cursor;
    bool cursor_visible;

    struct canvas shown; /* as curses has it */
    cchar_t *line;

    int colors;
    attr_t attributes; /* that the terminal has */
    short pairs[PALETTE], pair_count;
    struct look_entry {
        style_t style;
        bool known;
        cchar_t cell;
    } looks[LOOKS];

    struct decoder decoder;
    long fed;      /* when it last got bytes */
    bool size_due; /* an EVENT_RESIZE is to be told */
    struct clicks clicks;
} terminal;

/* Sending. */

/* Moves what curses has drawn into the frame. */
static void collect(void)
{
    int file = fileno(terminal.drawing);
    off_t size = lseek(file, 0, SEEK_CUR);
    if (size <= 0)
        return;
    buf_cut(&terminal.drawn, 0);
    buf_reserve(&terminal.drawn, (size_t)size);
    ssize_t len = pread(file, terminal.drawn.data, (size_t)size, 0);
    struct str drawn = {terminal.drawn.data, len > 0 ? (size_t)len : 0};
    lseek(file, 0, SEEK_SET);
    if (terminal.controls)
        pen_follow(&terminal.pen, &terminal.frame, drawn);
    else
        buf_add(&terminal.frame, drawn);
}

static void send_frame(void)
{
    if (terminal.osc && terminal.frame.len >= SYNCHRONISED) {
        buf_splice(&terminal.frame, 0, 0, STR("\033[?2026h"));
        buf_add_text(&terminal.frame, "\033[?2026l");
    }
    tty_send(&terminal.tty, buf_str(&terminal.frame));
    buf_cut(&terminal.frame, 0);
}

static const char *capability(const char *name)
{
    const char *text = tigetstr(name);
    return text && text != (char *)-1 ? text : "";
}

/* Opening. */

/* ncurses 6.4 does not survive every failed allocation while it starts. */
static bool memory_suffices(void)
{
    void *volatile reserve = malloc(RESERVE);
    bool there = reserve != NULL;
    free(reserve);
    return there;
}

static bool name_is_safe(const char *name)
{
    size_t len = name ? strlen(name) : 0;
    return len > 0 && len <= TERM_LIMIT && !strchr(name, '/');
}

static SCREEN *new_screen(void)
{
    static const char *const fallbacks[] = {"xterm-256color", "xterm", "vt100"};
    const char *name = getenv("TERM");
    SCREEN *screen = name_is_safe(name) ? newterm(name, terminal.drawing, stdin) : NULL;
    for (size_t i = 0; !screen && i < sizeof fallbacks / sizeof fallbacks[0]; i++)
        screen = newterm(fallbacks[i], terminal.drawing, stdin);
    return screen;
}

/* Curses cannot ask its file for a size, so that it hears it from the environment; elsewhere, these
 * variables only ever hold a size that was. */
static bool start_curses(void)
{
    struct winsize size = tty_size(&terminal.tty);
    char number[16];
    int file = memfd_create("screen", MFD_CLOEXEC);
    terminal.drawing = file >= 0 ? fdopen(file, "w") : NULL;
    if (!terminal.drawing)
        return false;
    snprintf(number, sizeof number, "%d", size.ws_row);
    setenv("LINES", number, 1);
    snprintf(number, sizeof number, "%d", size.ws_col);
    setenv("COLUMNS", number, 1);
    SCREEN *screen = new_screen();
    unsetenv("LINES");
    unsetenv("COLUMNS");
    if (!screen)
        return false;
    nonl();
    typeahead(-1);
    idlok(stdscr, TRUE);
    return true;
}

static void start_colors(void)
{
    const char *no_color = getenv("NO_COLOR");
    enum terminal_colors when = terminal.options.colors;
    bool wanted = when == TERMINAL_COLORS_ALWAYS ||
                  (when == TERMINAL_COLORS_AUTO && !(no_color && *no_color));
    terminal.colors = 0;
    if (wanted && has_colors() && start_color() == OK && use_default_colors() == OK)
        terminal.colors =
            COLORS > PALETTE ? 8 : COLORS; /* more: they are not numbered as a palette */
    terminal.attributes = termattrs();
}

/* What a description of the terminal says only with extensions, or not at all. */
static void find_controls(void)
{
    const char *name = termname();
    terminal.controls = str_starts(str_of(capability("cup")), STR("\033["));
    terminal.osc = terminal.controls && !str_starts(str_of(name), STR("linux")) &&
                   !str_starts(str_of(name), STR("vt"));
    bool mouse = terminal.controls && terminal.options.mouse && *capability("kmous");
    if (!terminal.controls)
        terminal.enter = terminal.leave = "";
    else if (mouse)
        terminal.enter = "\033[?2004h\033[?1000h\033[?1006h",
        terminal.leave = "\033[?1006l\033[?1000l\033[?2004l";
    else
        terminal.enter = "\033[?2004h", terminal.leave = "\033[?2004l";
    terminal.hide_cursor = capability("civis");
    terminal.show_cursor = *terminal.hide_cursor ? capability("cnorm") : "";
}

/* The bytes for a death by signal: all that endwin() and terminal_close() would have sent, from any
 * state, the middle of a sequence or a frame included. */
static void arm(void)
{
    struct buf bytes = {0};
    if (terminal.controls)
        buf_add_text(&bytes, "\033\\\033[?2026l\033[r");
    buf_add_text(&bytes, terminal.leave);
    buf_add_text(&bytes, capability("sgr0"));
    buf_add_text(&bytes, terminal.colors ? capability("op") : "");
    buf_add_text(&bytes, capability("cnorm"));
    buf_add_text(&bytes, capability("rmcup"));
    signals_arm(terminal.tty.output, &terminal.tty.modes, buf_str(&bytes));
    buf_release(&bytes);
}

static void enter(void)
{
    tty_take(&terminal.tty);
    buf_add_text(&terminal.frame, terminal.enter);
    pen_forget(&terminal.pen);
    terminal.cursor_visible = true;
}

static const char *start(void)
{
    if (!tty_open(&terminal.tty))
        return terminal.tty.input < 0 ? N_("there is no terminal to read the keyboard from")
                                      : N_("standard output is not a terminal");
    if (!memory_suffices() || !signals_open())
        return N_("not enough memory");
    if (!start_curses())
        return N_("the terminal's description cannot be found");
    return *capability("cup") ? NULL : N_("this terminal cannot place its cursor");
}

static void release(void)
{
    signals_close();
    tty_close(&terminal.tty);
    if (terminal.drawing)
        fclose(terminal.drawing);
    canvas_release(&terminal.shown);
    decoder_release(&terminal.decoder);
    buf_release(&terminal.drawn);
    buf_release(&terminal.frame);
    free(terminal.line);
    memset(&terminal, 0, sizeof terminal);
}

bool terminal_open(const struct terminal_options *options, const char **why)
{
    memset(&terminal, 0, sizeof terminal);
    terminal.options = *options;
    if (!terminal.options.theme)
        terminal.options.theme = theme_find(NULL);
    *why = start();
    if (*why) {
        release();
        return false;
    }
    find_controls();
    start_colors();
    decoder_bind_described(&terminal.decoder, capability);
    enter();
    arm();
    terminal.open = true;
    return true;
}

/* Behind the drawing, since the switch to the other screen may save whether there is a cursor. */
static void update_cursor(bool visible)
{
    if (visible != terminal.cursor_visible)
        buf_add_text(&terminal.frame, visible ? terminal.show_cursor : terminal.hide_cursor);
    terminal.cursor_visible = visible;
}

/* Closing. */

static void leave(void)
{
    signals_set_clock(1);
    buf_add_text(&terminal.frame, terminal.leave);
    update_cursor(true);
    endwin();
    collect();
    if (terminal.controls)
        pen_finish(&terminal.pen, &terminal.frame);
    send_frame();
    tty_give_back(&terminal.tty);
}

void terminal_close(void)
{
    if (!terminal.open)
        return;
    terminal.open = false; /* first: when memory is what ran out, leaving may end up here again */
    if (terminal.away)
        tty_give_back(&terminal.tty);
    else
        leave();
    release();
}

void terminal_finish(void)
{
    signals_die();
}

void terminal_size(int *rows, int *columns)
{
    getmaxyx(stdscr, *rows, *columns);
}

/* Showing. */

/* Pairs are made as colours are met: a pair for each of 256 colours would cost the start more. */
static short pair_of(int color)
{
    if (color < 0 || color >= terminal.colors || color >= PALETTE)
        return 0;
    if (!terminal.pairs[color] && terminal.pair_count + 1 < COLOR_PAIRS &&
        init_pair((short)(terminal.pair_count + 1), (short)color, -1) == OK)
        terminal.pairs[color] = ++terminal.pair_count;
    return terminal.pairs[color];
}

static attr_t attributes_of(unsigned look)
{
    static const struct {
        unsigned look;
        attr_t attribute, otherwise;
    } attributes[] = {
        {LOOK_BOLD, A_BOLD, A_BOLD},           {LOOK_DIM, A_DIM, A_NORMAL},
        {LOOK_ITALIC, A_ITALIC, A_UNDERLINE},  {LOOK_UNDERLINE, A_UNDERLINE, A_BOLD},
        {LOOK_REVERSE, A_REVERSE, A_STANDOUT},
    };
    attr_t result = A_NORMAL;
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
        if (look & attributes[i].look)
            result |= terminal.attributes & attributes[i].attribute ? attributes[i].attribute
                                                                    : attributes[i].otherwise;
    return result;
}

/* A blank cell in the style, to be filled with characters: setcchar() for each cell is slow. */
static const cchar_t *blank_of(style_t style)
{
    struct look_entry *entry = &terminal.looks[(style ^ style >> 6 ^ style >> 12) % LOOKS];
    if (!entry->known || entry->style != style) {
        struct look look = theme_look(terminal.options.theme, style, terminal.colors);
        entry->known = true;
        entry->style = style;
        setcchar(&entry->cell, L" ", attributes_of(look.attributes), pair_of(look.color), NULL);
    }
    return &entry->cell;
}

static int convert_ascii(const struct cell *cell, cchar_t *out)
{
    char form[3];
    ascii_form(cell->character[0], cell->width, form);
    for (int i = 0; i < cell->width; i++) {
        out[i] = *blank_of(cell->style);
        out[i].chars[0] = (unsigned char)form[i];
    }
    return cell->width;
}

static int convert_cell(const struct cell *cell, cchar_t *out)
{
    if (ascii_replaces(terminal.options.ascii, cell->character[0]))
        return convert_ascii(cell, out);
    *out = *blank_of(cell->style);
    for (int i = 0; i < CCHARW_MAX && i <= TEXT_MARKS && cell->character[i]; i++)
        if (i == 0 || terminal.options.ascii != ASCII_ONLY)
            out->chars[i] = (wchar_t)cell->character[i];
    return 1;
}

/* Draws cells [from, to) of a row. */
static void draw_cells(const struct cell *cells, int row, int from, int to)
{
    int count = 0;
    for (int i = from; i < to; i++)
        if (cells[i].width == 1 || (cells[i].width == 2 && i + 1 < to))
            count += convert_cell(&cells[i], terminal.line + count);
    mvadd_wchnstr(row, from, terminal.line, count);
}

static bool cells_equal(const struct cell *a, const struct cell *b)
{
    return a->style == b->style && a->width == b->width &&
           memcmp(a->character, b->character, sizeof a->character) == 0;
}

/* Hands curses what differs in a row, halves of wide characters taken whole. */
static void update_row(const struct cell *cells, struct cell *before, int row, int columns)
{
    int from = 0, to = columns;
    while (from < to && cells_equal(&cells[from], &before[from]))
        from++;
    while (to > from && cells_equal(&cells[to - 1], &before[to - 1]))
        to--;
    if (from == to)
        return;
    from -= from > 0 && cells[from].width == 0;
    to += to < columns && cells[to].width == 0;
    draw_cells(cells, row, from, to);
    memcpy(before + from, cells + from, (size_t)(to - from) * sizeof *cells);
}

static void fit_to(const struct canvas *canvas)
{
    struct canvas *shown = &terminal.shown;
    if (shown->rows == canvas->rows && shown->columns == canvas->columns)
        return;
    canvas_resize(shown, canvas->rows, canvas->columns);
    erase();
    terminal.line = mem_resize(terminal.line, (size_t)canvas->columns, sizeof *terminal.line);
}

static void update_rows(const struct canvas *canvas)
{
    int rows, columns;
    terminal_size(&rows, &columns);
    rows = rows < canvas->rows ? rows : canvas->rows;
    columns = columns < canvas->columns ? columns : canvas->columns;
    size_t width = (size_t)canvas->columns, size = width * sizeof(struct cell);
    for (int row = 0; row < rows; row++) {
        const struct cell *cells = canvas->cells + (size_t)row * width;
        struct cell *before = terminal.shown.cells + (size_t)row * width;
        if (memcmp(cells, before, size) != 0)
            update_row(cells, before, row, columns);
    }
}

void terminal_show(const struct canvas *canvas)
{
    if (terminal.tty.gone || terminal.away)
        return;
    fit_to(canvas);
    update_rows(canvas);
    move(canvas->cursor_row, canvas->cursor_column);
    refresh();
    collect();
    update_cursor(canvas->cursor_visible);
    send_frame();
}

void terminal_redraw(void)
{
    clearok(curscr, TRUE);
}

/* Waiting. */

/* Also when the size is the same: between two changes the terminal may have lost what it showed. */
static void follow_size(void)
{
    struct winsize size = tty_size(&terminal.tty);
    resizeterm(size.ws_row, size.ws_col);
    terminal_redraw();
    canvas_release(&terminal.shown);
    terminal.size_due = true;
}

static void take_back(void)
{
    enter();
    arm();
    follow_size();
}

static void stop(bool whole_group)
{
    leave();
    signals_arm(terminal.tty.output, &terminal.tty.modes, (struct str){0});
    signals_set_clock(0);
    signals_stop(whole_group);
    take_back();
}

void terminal_suspend(void)
{
    stop(true);
}

/* Still armed: the other program may be in any state when we have to die. */
void terminal_leave(void)
{
    leave();
    signals_set_clock(0);
    signals_lend();
    terminal.away = true;
}

/* The modes are as they were, not as a program that crashed has left them. */
void terminal_return(void)
{
    signals_take_back();
    if (signals_ending())
        return;
    terminal.away = false;
    tty_give_back(&terminal.tty);
    buf_add_text(&terminal.frame, capability("sgr0"));
    buf_add_text(&terminal.frame, terminal.show_cursor);
    take_back();
}

void terminal_watch(int descriptor)
{
    terminal.tty.watched = descriptor;
}

/* SIGSTOP left no time to say farewell: the screen is still ours, its modes may not be. */
static void continue_after_kill(void)
{
    enter();
    follow_size();
}

/* False when the end is asked for. */
static bool obey_signals(void)
{
    unsigned flags = signals_take();
    if (flags & SIGNAL_END)
        return false;
    if (flags & SIGNAL_STOP)
        stop(false);
    else if (flags & SIGNAL_CONTINUE)
        continue_after_kill();
    else if (flags & SIGNAL_RESIZE)
        follow_size();
    return true;
}

static void read_input(void)
{
    struct buf bytes = {0};
    if (!terminal.tty.gone)
        tty_read(&terminal.tty, &bytes);
    decoder_feed(&terminal.decoder, buf_str(&bytes));
    terminal.fed = tty_now();
    buf_release(&bytes);
}

static bool tell_size(struct event *event)
{
    if (!terminal.size_due)
        return false;
    terminal.size_due = false;
    event->kind = EVENT_RESIZE;
    terminal_size(&event->size.rows, &event->size.columns);
    return true;
}

/* How much longer the rest of a sequence may take; 0 when there has been time enough. */
static long patience(void)
{
    long left = terminal.fed - tty_now() + (terminal.decoder.pasting ? PASTE_DELAY : ESCAPE_DELAY);
    return left > 0 ? left : 0;
}

/* The next event of the bytes at hand. Sets *wait to how long to wait for more: until the deadline
 * (-1: for ever), or for the rest of a sequence. */
static bool decode(struct event *event, long deadline, long *wait)
{
    long left = deadline < 0 ? -1 : deadline - tty_now();
    *wait = deadline >= 0 && left < 0 ? 0 : left;
    enum decoded state = decoder_next(&terminal.decoder, false, event);
    if (state == DECODED_PART) {
        long rest = patience();
        *wait = *wait < 0 || rest < *wait ? rest : *wait;
        if (rest == 0)
            state = decoder_next(&terminal.decoder, true, event);
    }
    clicks_note(&terminal.clicks, event, tty_now());
    return state == DECODED_EVENT;
}

enum terminal_result terminal_wait(struct event *event, int timeout)
{
    long wait, deadline = timeout < 0 ? -1 : tty_now() + timeout;
    *event = (struct event){.kind = EVENT_NONE};
    while (!terminal.tty.gone && !signals_ending()) {
        if (tell_size(event) || decode(event, deadline, &wait))
            return TERMINAL_EVENT;
        enum tty_wake wake = tty_wait(&terminal.tty, wait);
        if (wake == TTY_SIGNAL && !obey_signals())
            return TERMINAL_END;
        if (wake == TTY_INPUT)
            read_input();
        if (wake == TTY_WATCHED)
            return TERMINAL_WATCH;
        if (wake == TTY_TIMEOUT && deadline >= 0 && tty_now() >= deadline)
            return TERMINAL_TIMEOUT;
    }
    return TERMINAL_END;
}

bool terminal_pending(void)
{
    if (terminal.size_due || terminal.decoder.at < terminal.decoder.bytes.len)
        return true;
    enum tty_wake wake = tty_wait(&terminal.tty, 0);
    return wake == TTY_INPUT || wake == TTY_SIGNAL;
}

/* Copying. */

bool terminal_copy(struct str text)
{
    if (!terminal.osc || text.len > TERMINAL_COPY_LIMIT)
        return false;
    tty_copy(&terminal.tty, text);
    return !terminal.tty.gone;
}
