#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum { RESTORE_LIMIT = 512, STACK_SIZE = 64 * 1024, GRACE = 1 /* seconds */ };

static void on_flag(int signal);
static void on_end(int signal);
static void on_fatal(int signal);
static void on_clock(int signal);

static const struct watched {
    int signal;
    void (*handler)(int);
    int flags;
    enum signal_flag flag;
    bool yields; /* stays ignored when it was */
} watched[] = {
    {SIGWINCH, on_flag, SA_RESTART, SIGNAL_RESIZE, false},
    {SIGTSTP, on_flag, SA_RESTART, SIGNAL_STOP, true},
    {SIGCONT, on_flag, SA_RESTART, SIGNAL_CONTINUE, false},
    {SIGINT, on_end, 0, SIGNAL_END, true},
    {SIGQUIT, on_end, 0, SIGNAL_END, true},
    {SIGTERM, on_end, 0, SIGNAL_END, false},
    {SIGHUP, on_end, 0, SIGNAL_END, true},
    {SIGALRM, on_clock, 0, 0, false},
    {SIGPIPE, SIG_IGN, 0, 0, false},
    {SIGXFSZ, SIG_IGN, 0, 0, false},
    {SIGSEGV, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, false},
    {SIGBUS, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, false},
    {SIGABRT, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, false},
    {SIGFPE, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, false},
    {SIGILL, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, false},
    {SIGSYS, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, false},
    {SIGTRAP, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, false},
    {SIGXCPU, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, true},
    {SIGUSR1, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, true},
    {SIGUSR2, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, true},
    {SIGVTALRM, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, true},
    {SIGPROF, on_fatal, SA_ONSTACK | (int)SA_RESETHAND, 0, true},
};
enum { WATCHED = sizeof watched / sizeof watched[0] };

static struct {
    bool open;
    int pipe[2];
    volatile sig_atomic_t flags[SIGNAL_END + 1];
    volatile sig_atomic_t end; /* the signal that asked for the end, or 0 */
    struct sigaction former[WATCHED];

    volatile sig_atomic_t armed;
    int descriptor;
    struct termios modes;
    char bytes[RESTORE_LIMIT];
    size_t len;
} state;

/* Handlers from here on: only what is async-signal-safe, and errno as it was. */

static void notify(void)
{
    int kept = errno;
    /* A full pipe is as good as another byte. */
    if (write(state.pipe[1], "", 1) < 0)
        errno = kept;
}

static void on_flag(int signal)
{
    for (size_t i = 0; i < WATCHED; i++)
        if (watched[i].signal == signal)
            state.flags[watched[i].flag] = 1;
    notify();
}

static void on_end(int signal)
{
    if (!state.end) {
        state.end = signal;
        alarm(GRACE);
    }
    state.flags[SIGNAL_END] = 1;
    notify();
}

static void restore(void)
{
    if (!state.armed)
        return;
    state.armed = 0;
    /* From the background, tcsetattr() would stop us instead. */
    sigset_t background;
    sigemptyset(&background);
    sigaddset(&background, SIGTTOU);
    sigprocmask(SIG_BLOCK, &background, NULL);

    int flags = fcntl(state.descriptor, F_GETFL);
    tcflush(state.descriptor, TCOFLUSH);
    fcntl(state.descriptor, F_SETFL, flags | O_NONBLOCK);
    if (write(state.descriptor, state.bytes, state.len) < 0)
        errno = 0; /* nothing more can be done */
    tcsetattr(state.descriptor, TCSANOW, &state.modes);
    fcntl(state.descriptor, F_SETFL, flags);
}

static void on_fatal(int signal)
{
    restore();
    raise(signal);
}

static void on_clock(int signal)
{
    restore();
    _exit(128 + (state.end ? state.end : signal));
}

/* The other side of the handlers. */

static void use_own_stack(void)
{
    static char memory[STACK_SIZE];
    stack_t stack = {.ss_sp = memory, .ss_size = sizeof memory};
    sigaltstack(&stack, NULL);
}

static void install(size_t i)
{
    struct sigaction action = {.sa_flags = watched[i].flags};
    action.sa_handler = watched[i].handler;
    sigemptyset(&action.sa_mask);
    if (!watched[i].yields || state.former[i].sa_handler != SIG_IGN)
        sigaction(watched[i].signal, &action, NULL);
}

bool signals_open(void)
{
    if (state.open)
        return true;
    if (pipe2(state.pipe, O_NONBLOCK | O_CLOEXEC) != 0)
        return false;
    use_own_stack();
    for (size_t i = 0; i < WATCHED; i++) {
        sigaction(watched[i].signal, NULL, &state.former[i]);
        install(i);
    }
    state.open = true;
    return true;
}

void signals_close(void)
{
    if (!state.open)
        return;
    alarm(0);
    state.armed = 0;
    for (size_t i = 0; i < WATCHED; i++)
        sigaction(watched[i].signal, &state.former[i], NULL);
    close(state.pipe[0]);
    close(state.pipe[1]);
    state.open = false;
}

int signals_descriptor(void)
{
    return state.pipe[0];
}

unsigned signals_take(void)
{
    char drain[64];
    if (!state.open)
        return 0;
    while (read(state.pipe[0], drain, sizeof drain) == (ssize_t)sizeof drain)
        continue;
    unsigned taken = 0;
    for (unsigned flag = 1; flag <= SIGNAL_END; flag <<= 1) {
        if (!state.flags[flag])
            continue;
        taken |= flag;
        state.flags[flag] = flag == SIGNAL_END;
    }
    return taken;
}

bool signals_ending(void)
{
    return state.end != 0;
}

void signals_arm(int descriptor, const struct termios *modes, struct str bytes)
{
    state.armed = 0;
    if (bytes.len == 0 || bytes.len > sizeof state.bytes)
        return;
    memcpy(state.bytes, bytes.data, bytes.len);
    state.len = bytes.len;
    state.modes = *modes;
    state.descriptor = descriptor;
    state.armed = 1;
}

void signals_set_clock(unsigned seconds)
{
    if (seconds > 0 || !state.end)
        alarm(seconds);
}

static bool is_lent(int signal)
{
    return signal == SIGINT || signal == SIGQUIT || signal == SIGTSTP;
}

void signals_lend(void)
{
    struct sigaction ignored = {.sa_handler = SIG_IGN};
    for (size_t i = 0; i < WATCHED && state.open; i++)
        if (is_lent(watched[i].signal))
            sigaction(watched[i].signal, watched[i].signal == SIGTSTP ? &state.former[i] : &ignored,
                      NULL);
}

void signals_take_back(void)
{
    for (size_t i = 0; i < WATCHED && state.open; i++)
        if (is_lent(watched[i].signal))
            install(i);
    signals_take();
}

void signals_stop(bool whole_group)
{
    struct sigaction plain = {.sa_handler = SIG_DFL}, ours;
    sigset_t stop, former;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigaction(SIGTSTP, &plain, &ours);
    sigprocmask(SIG_UNBLOCK, &stop, &former);
    kill(whole_group ? 0 : getpid(), SIGTSTP);
    /* Stopped here, until SIGCONT. */
    sigprocmask(SIG_SETMASK, &former, NULL);
    sigaction(SIGTSTP, &ours, NULL);
    state.flags[SIGNAL_CONTINUE] = state.flags[SIGNAL_STOP] = 0;
}

void signals_die(void)
{
    if (!state.end)
        return;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, state.end);
    signal(state.end, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(state.end);
}
