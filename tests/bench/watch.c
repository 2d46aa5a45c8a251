#include "watch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

enum {
    QUIET = 15,      /* ms; twice that without output or work is the end of a step */
    START = 75,      /* the same for the first step: some pause while they read their input */
    LIMIT = 3000,    /* ms that a step may take when nothing else is said */
    UNNOTICED = 200, /* µs of processor time in QUIET that are not work: timers of a runtime */
    PIECE = 1 << 16,
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

_Noreturn static void give_up(const char *what)
{
    fprintf(stderr, "bench: %s: %s\n", what, strerror(errno));
    exit(2);
}

static void *enlarge(void *block, size_t count, size_t size)
{
    block = reallocarray(block, count, size);
    if (!block)
        give_up("memory");
    return block;
}

/* What the system knows. */

/* A file of a process or of one of its threads; "" when it is gone. */
static void read_proc(char *text, size_t size, int pid, const char *thread, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "/proc/%d/%s%s/%s", pid, thread ? "task/" : "",
             thread ? thread : ".", name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = file >= 0 ? read(file, text, size - 1) : 0;
    text[len > 0 ? len : 0] = '\0';
    if (file >= 0)
        close(file);
}

static DIR *open_threads(int pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    return opendir(path);
}

/* The name of the next thread, which is its number; null at the end. */
static const char *next_thread(DIR *threads)
{
    const struct dirent *thread;
    while ((thread = readdir(threads)) && thread->d_name[0] == '.')
        continue;
    return thread ? thread->d_name : NULL;
}

struct activity {
    double us; /* of processor time so far */
    bool running;
};

static void add_activity(struct activity *activity, int pid);

static void add_thread(struct activity *activity, int pid, const char *thread)
{
    char text[1024], *at = text;
    read_proc(text, sizeof text, pid, thread, "schedstat");
    activity->us += strtod(text, NULL) / 1e3;
    read_proc(text, sizeof text, pid, thread, "stat");
    const char *name_end = strrchr(text, ')');
    activity->running |= name_end && name_end[1] && strchr("RD", name_end[2]);
    read_proc(text, sizeof text, pid, thread, "children");
    for (long child; (child = strtol(at, &at, 10)) > 0;)
        add_activity(activity, (int)child);
}

/* Of a process and all below it. */
static void add_activity(struct activity *activity, int pid)
{
    DIR *threads = open_threads(pid);
    const char *thread;
    while (threads && (thread = next_thread(threads)))
        add_thread(activity, pid, thread);
    if (threads)
        closedir(threads);
}

static long status_number(int pid, const char *thread, const char *name)
{
    char text[4096];
    read_proc(text, sizeof text, pid, thread, "status");
    const char *line = strstr(text, name);
    return line ? strtol(line + strlen(name), NULL, 10) : 0;
}

long watch_peak_memory(const struct watch *watch)
{
    return status_number(watch->pid, NULL, "\nVmHWM:");
}

long watch_switches(const struct watch *watch)
{
    DIR *threads = open_threads(watch->pid);
    const char *thread;
    long count = 0;
    while (threads && (thread = next_thread(threads)))
        count += status_number(watch->pid, thread, "\nvoluntary_ctxt_switches:");
    if (threads)
        closedir(threads);
    return count;
}

/* Steps. */

static void begin_step(struct watch *watch)
{
    watch->steps = enlarge(watch->steps, watch->step_count + 1, sizeof *watch->steps);
    watch->steps[watch->step_count++] = (struct watch_step){.first = watch->chunk_count};
    watch->began = now();
}

/* False when there is nothing, or nobody any more. */
static bool read_chunk(struct watch *watch)
{
    if (watch->size - watch->len < PIECE) {
        watch->size = watch->size * 2 + PIECE;
        watch->output = enlarge(watch->output, watch->size, 1);
    }
    ssize_t len = read(watch->pty, watch->output + watch->len, PIECE);
    if (len <= 0)
        return false;
    double ms = now() - watch->began;
    if (watch->chunk_count == watch->chunk_size) {
        watch->chunk_size = watch->chunk_size * 2 + 64;
        watch->chunks = enlarge(watch->chunks, watch->chunk_size, sizeof *watch->chunks);
    }
    watch->chunks[watch->chunk_count++] =
        (struct watch_chunk){ms, watch->len, watch->len + (size_t)len};
    watch->len += (size_t)len;
    watch->steps[watch->step_count - 1].count++;
    return true;
}

static bool wait_for_chunk(struct watch *watch, double ms)
{
    struct pollfd polled = {watch->pty, POLLIN, 0};
    return poll(&polled, 1, (int)ms) > 0 && read_chunk(watch);
}

/* It can still be asked for its end afterwards, which waitpid() does not offer. */
static bool has_ended(int pid)
{
    siginfo_t info = {0};
    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
}

static void send_keys(const struct watch *watch, const char *keys)
{
    if (write(watch->pty, keys, strlen(keys)) < 0)
        give_up("writing to the terminal");
}

static void send_ahead(struct watch *watch)
{
    if (watch->ahead)
        send_keys(watch, watch->ahead);
    watch->ahead = NULL;
}

void watch_settle(struct watch *watch)
{
    struct activity before = {.running = true};
    double quiet = watch->step_count == 1 ? START : QUIET;
    while (now() - watch->began < watch->limit) {
        if (wait_for_chunk(watch, quiet)) {
            send_ahead(watch);
            before.running = true;
            continue;
        }
        struct activity activity = {0};
        add_activity(&activity, watch->pid);
        if (!before.running && !activity.running && activity.us - before.us < UNNOTICED)
            return;
        before = activity;
        if (has_ended(watch->pid))
            return;
    }
    watch->steps[watch->step_count - 1].given_up = true;
}

void watch_idle(struct watch *watch, double ms)
{
    double until = now() + ms, left;
    while ((left = until - now()) > 0)
        wait_for_chunk(watch, left + 1);
}

void watch_keys(struct watch *watch, const char *keys)
{
    while (read_chunk(watch)) /* what came late belongs to the step before */
        continue;
    begin_step(watch);
    send_keys(watch, keys);
    watch_settle(watch);
}

_Noreturn static void run(const struct watch_options *options, int tty, int go)
{
    char byte;
    login_tty(tty);
    int input = options->input ? open(options->input, O_RDONLY | O_CLOEXEC) : -1;
    if (input >= 0)
        dup2(input, STDIN_FILENO);
    if (read(go, &byte, 1) == 1)
        execvpe(options->argv[0], (char *const *)(size_t)options->argv,
                (char *const *)(size_t)options->env);
    _exit(127);
}

void watch_start(struct watch *watch, const struct watch_options *options)
{
    struct winsize size = {(unsigned short)options->rows, (unsigned short)options->columns, 0, 0};
    int tty, go[2];
    watch->ahead = options->ahead;
    watch->limit = options->limit > 0 ? options->limit : LIMIT;
    if (openpty(&watch->pty, &tty, NULL, NULL, &size) != 0 || pipe2(go, O_CLOEXEC) != 0)
        give_up("a terminal");
    fcntl(watch->pty, F_SETFL, O_NONBLOCK);
    fcntl(watch->pty, F_SETFD, FD_CLOEXEC);
    watch->pid = fork();
    if (watch->pid == 0)
        run(options, tty, go[0]);
    close(tty);
    close(go[0]);
    poll(NULL, 0, 2); /* let the child come to its read() */
    begin_step(watch);
    if (watch->pid < 0 || write(go[1], "!", 1) != 1)
        give_up(options->argv[0]);
    close(go[1]);
    watch_settle(watch);
}

void watch_release(struct watch *watch)
{
    kill(watch->pid, SIGKILL);
    waitpid(watch->pid, NULL, 0);
    close(watch->pty);
    free(watch->output);
    free(watch->chunks);
    free(watch->steps);
    *watch = (struct watch){0};
}
