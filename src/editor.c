#include "editor.h"

#include "core/buf.h"
#include "core/mem.h"
#include "signals.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { NOT_EXECUTABLE = 126, NOT_FOUND = 127 }; /* exit statuses of a shell (POSIX, 2.8.2) */

/* How a line is given: %f stands for the file, %l for the line. The first row is for all that no
 * row names. From the editors' manuals. */
static const struct manner {
    const char *names; /* between blanks */
    const char *arguments[EDITOR_ARGUMENTS + 1];
} manners[] = {
    {"", {"+%l", "%f", NULL}},
    {" code code-insiders code-oss codium vscodium cursor windsurf ", {"-g", "%f:%l", NULL}},
    {" hx helix micro subl sublime_text zed zeditor lapce ", {"%f:%l", NULL}},
    {" kate kwrite mate mousepad featherpad ", {"-l", "%l", "%f", NULL}},
    {" idea pycharm clion webstorm goland ", {"--line", "%l", "%f", NULL}},
    {" jed ", {"-g", "%l", "%f", NULL}},
    {" ed red cat tee open xdg-open leafpad ", {"%f", NULL}},
};

static const struct manner alone = {"", {"%f", NULL}};

const char *editor_command(void)
{
    static const char *const names[] = {"VISUAL", "EDITOR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && value[strspn(value, " \t")])
            return value;
    }
    return "vi";
}

/* The base name of the command's first word, which may stand in quotes. */
static struct str program_of(const char *command)
{
    const char *start = command + strspn(command, " \t");
    const char quote[] = {*start == '"' || *start == '\'' ? *start++ : ' ', '\0'};
    struct str word = {start, strcspn(start, *quote == ' ' ? " \t" : quote)};
    const char *slash = word.len ? memrchr(word.data, '/', word.len) : NULL;
    return slash ? str_slice(word, (size_t)(slash + 1 - word.data), word.len) : word;
}

static const struct manner *manner_of(const char *command)
{
    const struct manner *found = &manners[0];
    struct buf name = {0};
    buf_add_format(&name, " %.*s ", STR_ARG(program_of(command)));
    for (size_t i = 1; i < sizeof manners / sizeof *manners; i++)
        if (name.len > 2 && strstr(manners[i].names, name.data))
            found = &manners[i];
    buf_release(&name);
    return found;
}

static char *fill_in(const char *form, const char *file, size_t line)
{
    struct buf out = {0};
    for (; *form; form++) {
        bool sign = *form == '%';
        form += sign;
        if (!sign)
            buf_add_char(&out, *form);
        else if (*form == 'l')
            buf_add_format(&out, "%zu", line);
        else
            buf_add_format(&out, "%s%s", *file == '-' || *file == '+' ? "./" : "", file);
    }
    return buf_detach(&out);
}

size_t editor_arguments(const char *command, const char *file, size_t line,
                        char *arguments[EDITOR_ARGUMENTS])
{
    const struct manner *manner = line > 0 ? manner_of(command) : &alone;
    size_t count = 0;
    for (; manner->arguments[count]; count++)
        arguments[count] = fill_in(manner->arguments[count], file, line);
    return count;
}

/* Those signals that we ignore; those that we catch, exec() resets. */
static bool set_up(posix_spawnattr_t *attributes, posix_spawn_file_actions_t *actions, int input)
{
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    bool done =
        posix_spawnattr_setsigdefault(attributes, &all) == 0 &&
        posix_spawnattr_setsigmask(attributes, &none) == 0 &&
        posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) == 0;
    if (done && input >= 0)
        done = posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO) == 0;
    return done && posix_spawn_file_actions_addclosefrom_np(actions, 3) == 0;
}

static pid_t spawn(char *const *arguments, int input)
{
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    pid_t child = 0;
    if (posix_spawnattr_init(&attributes) != 0)
        return 0;
    if (posix_spawn_file_actions_init(&actions) == 0) {
        if (!set_up(&attributes, &actions, input) ||
            posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, environ) != 0)
            child = 0;
        posix_spawn_file_actions_destroy(&actions);
    }
    posix_spawnattr_destroy(&attributes);
    return child;
}

static pid_t start(const char *command, const char *file, size_t line)
{
    char *given[EDITOR_ARGUMENTS];
    size_t count = editor_arguments(command, file, line, given);
    struct buf script = {0};
    buf_add_format(&script, "exec %s \"$@\"", command);
    char *arguments[4 + EDITOR_ARGUMENTS + 1] = {mem_copy(STR("sh")), mem_copy(STR("-c")),
                                                 buf_detach(&script), mem_copy(str_of(command))};
    memcpy(arguments + 4, given, count * sizeof *given);
    /* Where standard input is what a document came from, the keyboard is elsewhere. */
    int input = isatty(STDIN_FILENO) ? -1 : open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    pid_t child = spawn(arguments, input);
    if (input >= 0)
        close(input);
    for (size_t i = 0; arguments[i]; i++)
        free(arguments[i]);
    return child;
}

/* With the editor stopped and us waiting, nobody would have the terminal. When all of the job was
 * stopped, we learn of the editor only after both were continued. */
static void stop_with(pid_t child)
{
    if (!(signals_take() & SIGNAL_CONTINUE))
        signals_stop(true);
    kill(child, SIGCONT);
}

/* SIGHUP is what editors keep a copy of the unsaved text on. */
static int wait_for(pid_t child)
{
    for (int status;;) {
        pid_t got = waitpid(child, &status, WUNTRACED);
        if (got == child && !WIFSTOPPED(status))
            return status;
        if (got == child)
            stop_with(child);
        else if (errno != EINTR)
            return 0;
        else if (signals_ending())
            kill(child, SIGHUP);
    }
}

struct editor_end editor_run(const char *file, size_t line)
{
    pid_t child = start(editor_command(), file, line);
    if (child <= 0)
        return (struct editor_end){0};
    int status = wait_for(child);
    if (WIFSIGNALED(status))
        return (struct editor_end){true, 128 + WTERMSIG(status)};
    status = WEXITSTATUS(status);
    return (struct editor_end){status != NOT_FOUND && status != NOT_EXECUTABLE, status};
}
