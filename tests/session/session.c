#include "session.h"
#include "../keys.h"

#include "session_child.h"
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

enum { QUIET = 30 /* ms */, DEADLINE = 10000, PIECE = 65536 };

struct session {
    struct session_options options;
    pid_t child, program; /* the shell and its job, or twice the program */
    int pty, pidfd;
    struct termios modes;
    bool ended;
    struct session_exit end;

    VTerm *vterm;
    VTermScreen *screen;
    int rows, columns;
    bool cursor_visible, other_screen;
    int mouse;

    char *log; /* all that was written */
    size_t logged, counted, log_size;
    char *text;
    size_t text_size;
};

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void *enlarge(void *block, size_t size)
{
    block = realloc(block, size);
    if (!block)
        abort();
    return block;
}

void session_fail(struct session *session, const char *message)
{
    fprintf(stderr, "session: %s; the screen was:\n%s", message, session_screen(session));
    fprintf(stderr, "-- the end of the screen\n");
    if (session->options.on_failure)
        session->options.on_failure(message);
    ck_abort_msg("%s", message);
    abort();
}

/* The terminal. */

static int on_property(VTermProp property, VTermValue *value, void *data)
{
    struct session *session = data;
    if (property == VTERM_PROP_CURSORVISIBLE)
        session->cursor_visible = value->boolean;
    else if (property == VTERM_PROP_ALTSCREEN)
        session->other_screen = value->boolean;
    else if (property == VTERM_PROP_MOUSE)
        session->mouse = value->number;
    return 1;
}

static void make_terminal(struct session *session)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = on_property};
    session->vterm = vterm_new(session->rows, session->columns);
    vterm_set_utf8(session->vterm, 1);
    session->screen = vterm_obtain_screen(session->vterm);
    vterm_screen_set_callbacks(session->screen, &callbacks, session);
    vterm_screen_enable_altscreen(session->screen, 1);
    vterm_screen_reset(session->screen, 1);
    session->cursor_visible = true;
}

static void keep(struct session *session, const char *bytes, size_t len)
{
    if (session->logged + len > session->log_size) {
        session->log_size = (session->logged + len) * 2;
        session->log = enlarge(session->log, session->log_size);
    }
    memcpy(session->log + session->logged, bytes, len);
    session->logged += len;
}

static void write_all(struct session *session, const char *bytes, size_t len);

/* What the terminal itself has to say: answers, and what its keyboard functions produce. */
static void pass_output(struct session *session)
{
    char bytes[256];
    size_t len;
    while ((len = vterm_output_read(session->vterm, bytes, sizeof bytes)) > 0)
        write_all(session, bytes, len);
}

/* False when there is nothing, or nobody any more. */
static bool read_some(struct session *session)
{
    char bytes[PIECE];
    ssize_t len = session->pty >= 0 ? read(session->pty, bytes, sizeof bytes) : -1;
    if (len <= 0)
        return false;
    keep(session, bytes, (size_t)len);
    vterm_input_write(session->vterm, bytes, (size_t)len);
    pass_output(session);
    return true;
}

static bool wait_readable(struct session *session, int timeout)
{
    struct pollfd polled[] = {{session->pty, POLLIN, 0}, {session->pidfd, POLLIN, 0}};
    /* A program that has ended would keep the poll from waiting. */
    poll(polled, session->ended ? 1 : 2, timeout);
    return polled[0].revents & POLLIN;
}

static void write_all(struct session *session, const char *bytes, size_t len)
{
    long deadline = now() + session->options.deadline;
    while (len > 0 && session->pty >= 0) {
        ssize_t sent = write(session->pty, bytes, len);
        if (sent > 0) {
            bytes += sent;
            len -= (size_t)sent;
        } else if (errno == EAGAIN && now() < deadline) {
            /* The program may be waiting for us to read. */
            struct pollfd polled = {session->pty, POLLIN | POLLOUT, 0};
            poll(&polled, 1, 100);
            read_some(session);
        } else {
            return;
        }
    }
}

/* Starting. */

static void set_defaults(struct session *session, const struct session_options *options)
{
    session->options = *options;
    session->rows = options->rows ? options->rows : 24;
    session->columns = options->columns ? options->columns : 80;
    if (!session->options.deadline)
        session->options.deadline = DEADLINE;
}

/* As a terminal starts programs, whatever this one was started with: in the background of a script
 * SIGINT and SIGQUIT are ignored, which programs inherit. */
static void reset_signals(void)
{
    static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGTSTP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
}

static void start_child(struct session *session, int tell[2])
{
    struct winsize size = {(unsigned short)session->rows, (unsigned short)session->columns, 0, 0};
    int tty;
    if (openpty(&session->pty, &tty, NULL, NULL, &size) != 0)
        abort();
    tcgetattr(tty, &session->modes);
    fcntl(session->pty, F_SETFL, O_NONBLOCK);
    fcntl(session->pty, F_SETFD, FD_CLOEXEC);
    session->child = fork();
    if (session->child == 0) {
        close(tell[0]);
        reset_signals();
        login_tty(tty);
        if (session->options.shell)
            session_be_shell(&session->options, tell[1]);
        close(tell[1]);
        session_run(&session->options);
    }
    session->program = session->child;
    close(tty);
    close(tell[1]);
    if (session->options.shell &&
        read(tell[0], &session->program, sizeof session->program) != sizeof session->program)
        session->program = session->child;
    close(tell[0]);
}

struct session *session_start(const struct session_options *options)
{
    struct session *session = calloc(1, sizeof *session);
    int tell[2];
    if (!session || pipe2(tell, O_CLOEXEC) != 0)
        abort();
    set_defaults(session, options);
    make_terminal(session);
    start_child(session, tell);
    session->pidfd = (int)syscall(SYS_pidfd_open, session->child, 0);
    return session;
}

void session_free(struct session *session)
{
    if (!session->ended) {
        kill(session->program, SIGKILL);
        kill(session->child, SIGKILL);
        waitpid(session->child, NULL, 0);
    }
    if (session->pty >= 0)
        close(session->pty);
    if (session->pidfd >= 0)
        close(session->pidfd);
    vterm_free(session->vterm);
    free(session->log);
    free(session->text);
    free(session);
}

pid_t session_pid(const struct session *session)
{
    return session->program;
}

/* Input. */

void session_bytes(struct session *session, const char *bytes, size_t len)
{
    write_all(session, bytes, len);
}

void session_paste(struct session *session, const char *text)
{
    vterm_keyboard_start_paste(session->vterm);
    pass_output(session);
    write_all(session, text, strlen(text));
    vterm_keyboard_end_paste(session->vterm);
    pass_output(session);
}

void session_keys(struct session *session, const char *keys)
{
    struct key_bytes key;
    char *bytes = malloc(strlen(keys) * sizeof key.bytes + 1);
    size_t len = 0;
    for (const char *next = keys; bytes && next && *next; len += key.len) {
        next = keys_next(next, &key);
        if (!next)
            session_fail(session, "unknown key name");
        memcpy(bytes + len, key.bytes, key.len);
    }
    session_bytes(session, bytes, len);
    free(bytes);
}

static void press_button(struct session *session, int row, int column, int button, bool releases)
{
    /* libvterm would report it even to a program that did not ask. */
    if (session->mouse == VTERM_PROP_MOUSE_NONE)
        return;
    vterm_mouse_move(session->vterm, row, column, VTERM_MOD_NONE);
    vterm_mouse_button(session->vterm, button, true, VTERM_MOD_NONE);
    if (releases)
        vterm_mouse_button(session->vterm, button, false, VTERM_MOD_NONE);
    pass_output(session);
}

void session_click(struct session *session, int row, int column)
{
    press_button(session, row, column, 1, true);
}

void session_wheel(struct session *session, int row, int column, bool down)
{
    press_button(session, row, column, down ? 5 : 4, false);
}

void session_resize(struct session *session, int rows, int columns)
{
    struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
    session->rows = rows;
    session->columns = columns;
    vterm_set_size(session->vterm, rows, columns);
    ioctl(session->pty, TIOCSWINSZ, &size);
}

void session_signal(struct session *session, int signal)
{
    kill(session->program, signal);
}

void session_hang_up(struct session *session)
{
    close(session->pty);
    session->pty = -1;
}

/* Waiting. */

bool session_running(struct session *session)
{
    struct rusage usage;
    int status;
    if (session->ended || wait4(session->child, &status, WNOHANG, &usage) != session->child)
        return !session->ended;
    session->ended = true;
    session->end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    session->end.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    session->end.seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    return false;
}

void session_wait(struct session *session, session_predicate *holds, const void *data,
                  const char *what)
{
    long deadline = now() + session->options.deadline;
    while (!holds(session, data)) {
        long left = deadline - now();
        bool came = left > 0 && wait_readable(session, (int)left) && read_some(session);
        bool running = session_running(session);
        if (came)
            continue;
        if (left <= 0 || (!running && !holds(session, data))) {
            char message[256];
            snprintf(message, sizeof message, "%s while waiting %.180s",
                     running ? "the deadline passed" : "the program ended", what);
            session_fail(session, message);
        }
    }
}

static bool has_text(struct session *session, const void *data)
{
    return strstr(session_screen(session), data);
}

static bool lacks_text(struct session *session, const void *data)
{
    return !strstr(session_screen(session), data);
}

struct row_text {
    int row;
    const char *text;
};

static bool row_has_text(struct session *session, const void *data)
{
    const struct row_text *wanted = data;
    return strstr(session_row(session, wanted->row), wanted->text);
}

static void wait_for(struct session *session, session_predicate *holds, const void *data,
                     const char *kind, const char *text)
{
    char what[200];
    snprintf(what, sizeof what, "for %s \"%.150s\"", kind, text);
    session_wait(session, holds, data, what);
}

void session_wait_text(struct session *session, const char *text)
{
    wait_for(session, has_text, text, "the text", text);
}

void session_wait_gone(struct session *session, const char *text)
{
    wait_for(session, lacks_text, text, "the end of", text);
}

void session_wait_row(struct session *session, int row, const char *text)
{
    char kind[32];
    snprintf(kind, sizeof kind, "in row %d", row);
    wait_for(session, row_has_text, &(struct row_text){row, text}, kind, text);
}

/* Reads one of the program's files in /proc; "" when it is gone. */
static void read_proc(struct session *session, const char *name, char *text, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)session->program, name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = file >= 0 ? read(file, text, size - 1) : 0;
    text[len > 0 ? len : 0] = '\0';
    if (file >= 0)
        close(file);
}

static bool asleep(struct session *session)
{
    char text[1024];
    read_proc(session, "stat", text, sizeof text);
    const char *name_end = strrchr(text, ')');
    return !name_end || strchr("SDTtZX", name_end[2]);
}

void session_settle(struct session *session)
{
    long deadline = now() + session->options.deadline;
    while (session_running(session)) {
        bool came = wait_readable(session, QUIET) && read_some(session);
        if (!came && asleep(session))
            return;
        if (now() >= deadline)
            session_fail(session, "the deadline passed while waiting for the screen to settle");
    }
    while (read_some(session))
        continue;
}

void session_pass(struct session *session, int ms)
{
    long left, until = now() + ms;
    while ((left = until - now()) > 0 && session_running(session))
        if (wait_readable(session, (int)left))
            read_some(session);
}

struct session_exit session_end(struct session *session)
{
    long deadline = now() + session->options.deadline;
    while (session_running(session)) {
        long left = deadline - now();
        if (left <= 0)
            session_fail(session, "the deadline passed while waiting for the end of the program");
        if (wait_readable(session, (int)left))
            read_some(session);
    }
    while (read_some(session))
        continue;
    return session->end;
}

long session_switches(struct session *session)
{
    char text[4096];
    read_proc(session, "status", text, sizeof text);
    const char *line = strstr(text, "\nvoluntary_ctxt_switches:");
    return line ? strtol(strchr(line, ':') + 1, NULL, 10) : -1;
}

/* Looking. */

static VTermScreenCell cell_at(struct session *session, int row, int column)
{
    VTermScreenCell cell = {0};
    vterm_screen_get_cell(session->screen, (VTermPos){row, column}, &cell);
    return cell;
}

static char *encode(char *out, uint32_t c)
{
    int more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = {0, 0xc0, 0xe0, 0xf0};
    *out++ = (char)(lead[more] | c >> 6 * more);
    while (more-- > 0)
        *out++ = (char)(0x80 | (c >> 6 * more & 0x3f));
    return out;
}

/* Writes a row without trailing blanks and a NUL behind it. */
static char *write_row(struct session *session, int row, char *out)
{
    char *end = out;
    *out = '\0';
    for (int column = 0; column < session->columns; column++) {
        VTermScreenCell cell = cell_at(session, row, column);
        if (cell.chars[0] == UINT32_MAX)
            continue;
        if (cell.chars[0] == 0)
            *out++ = ' ';
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
            out = encode(out, cell.chars[i]);
        if (cell.chars[0] != 0 && cell.chars[0] != ' ')
            end = out;
    }
    *end = '\0';
    return end;
}

static char *room(struct session *session)
{
    size_t size =
        (size_t)session->rows * ((size_t)session->columns * 4 * VTERM_MAX_CHARS_PER_CELL + 2);
    if (size > session->text_size) {
        session->text_size = size;
        session->text = enlarge(session->text, size);
    }
    return session->text;
}

const char *session_screen(struct session *session)
{
    char *out = room(session);
    for (int row = 0; row < session->rows; row++) {
        out = write_row(session, row, out);
        *out++ = '\n';
    }
    *out = '\0';
    return session->text;
}

const char *session_row(struct session *session, int row)
{
    write_row(session, row, room(session));
    return session->text;
}

bool session_has(struct session *session, const char *text)
{
    return has_text(session, text);
}

void session_cursor(struct session *session, int *row, int *column)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(session->vterm), &at);
    *row = at.row;
    *column = at.col;
}

bool session_cursor_visible(const struct session *session)
{
    return session->cursor_visible;
}

struct session_cell session_cell(struct session *session, int row, int column)
{
    VTermScreenCell cell = cell_at(session, row, column);
    return (struct session_cell){
        .character = cell.chars[0],
        .width = cell.width,
        .bold = cell.attrs.bold,
        .underline = cell.attrs.underline != 0,
        .italic = cell.attrs.italic,
        .reverse = cell.attrs.reverse,
        .default_foreground = VTERM_COLOR_IS_DEFAULT_FG(&cell.fg),
        .default_background = VTERM_COLOR_IS_DEFAULT_BG(&cell.bg),
        .color = VTERM_COLOR_IS_INDEXED(&cell.fg) ? cell.fg.indexed.idx : -1,
    };
}

size_t session_written(struct session *session)
{
    size_t count = session->logged - session->counted;
    session->counted = session->logged;
    return count;
}

bool session_wrote(struct session *session, const char *bytes, size_t len)
{
    return session->logged && memmem(session->log, session->logged, bytes, len);
}

/* libvterm does not tell of the mode, but pastes accordingly. */
static bool pastes_in_brackets(struct session *session)
{
    char bytes[64];
    vterm_keyboard_start_paste(session->vterm);
    return vterm_output_read(session->vterm, bytes, sizeof bytes) > 0;
}

static bool modes_differ(const struct session *session)
{
    struct termios modes;
    tcgetattr(session->pty, &modes);
    return modes.c_iflag != session->modes.c_iflag || modes.c_oflag != session->modes.c_oflag ||
           modes.c_lflag != session->modes.c_lflag || modes.c_cflag != session->modes.c_cflag ||
           memcmp(modes.c_cc, session->modes.c_cc, sizeof modes.c_cc) != 0;
}

bool session_restored(struct session *session, const char **why)
{
    *why = session->other_screen         ? "the alternate screen is on"
           : !session->cursor_visible    ? "the cursor is hidden"
           : session->mouse              ? "the mouse is reported"
           : pastes_in_brackets(session) ? "pastes are bracketed"
           : modes_differ(session)       ? "the terminal's modes differ"
                                         : NULL;
    return !*why;
}
