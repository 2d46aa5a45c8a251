#include "session_child.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void set_environment(const char *const *env)
{
    const char *path = getenv("PATH"), *home = getenv("HOME"), *asan = getenv("ASAN_OPTIONS");
    environ = NULL;
    setenv("PATH", path ? path : "/usr/bin:/bin", 1);
    setenv("HOME", home ? home : "/", 1);
    if (asan)
        setenv("ASAN_OPTIONS", asan, 1);
    setenv("TERM", "xterm-256color", 1);
    setenv("LANG", "C.UTF-8", 1);
    for (; env && *env; env++) {
        if (strchr(*env, '='))
            putenv((char *)(uintptr_t)*env);
        else
            unsetenv(*env);
    }
}

_Noreturn void session_run(const struct session_options *options)
{
    set_environment(options->env);
    if (options->ignore_hangup)
        signal(SIGHUP, SIG_IGN);
    execvp(options->argv[0], (char *const *)(uintptr_t)options->argv);
    fprintf(stderr, "%s: %s\n", options->argv[0], strerror(errno));
    _exit(127);
}

static void to_foreground(pid_t group)
{
    signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(STDIN_FILENO, group);
    signal(SIGTTOU, SIG_DFL);
}

/* Does a process of the group still run? Its state and group are behind its name (proc(5)). */
static bool is_running(const char *process, pid_t group)
{
    char path[300], line[512] = "", state = 'X';
    int parent, of = 0;
    snprintf(path, sizeof path, "/proc/%s/stat", process);
    FILE *file = fopen(path, "re");
    size_t len = file ? fread(line, 1, sizeof line - 1, file) : 0;
    if (file)
        fclose(file);
    line[len] = '\0';
    const char *name_end = strrchr(line, ')');
    bool told = name_end && sscanf(name_end + 1, " %c %d %d", &state, &parent, &of) == 3;
    return told && of == group && !strchr("TtZX", state);
}

static bool runs(pid_t group)
{
    bool running = false;
    DIR *folder = opendir("/proc");
    for (struct dirent *entry; folder && !running && (entry = readdir(folder));)
        running =
            entry->d_name[0] >= '0' && entry->d_name[0] <= '9' && is_running(entry->d_name, group);
    if (folder)
        closedir(folder);
    return running;
}

/* A job is stopped when all of it is: a program that has yet to notice that it was stopped takes
 * what is typed for the shell. */
static void wait_until_stopped(pid_t group)
{
    while (runs(group))
        poll(NULL, 0, 1);
}

_Noreturn void session_be_shell(const struct session_options *options, int tell)
{
    int status, stops = 0;
    pid_t job = fork();
    if (job == 0) {
        setpgid(0, 0);
        to_foreground(getpid());
        session_run(options);
    }
    setpgid(job, job);
    to_foreground(job);
    if (write(tell, &job, sizeof job) != sizeof job)
        _exit(127);
    close(tell);
    while (waitpid(job, &status, WUNTRACED) == job && WIFSTOPPED(status)) {
        char line[16];
        wait_until_stopped(job);
        to_foreground(getpid());
        printf("[stopped %d]\r\n", ++stops);
        fflush(stdout);
        if (read(STDIN_FILENO, line, sizeof line) <= 0)
            _exit(127);
        to_foreground(job);
        kill(-job, SIGCONT);
    }
    to_foreground(getpid());
    if (WIFSIGNALED(status)) {
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
    _exit(WEXITSTATUS(status));
}
