#include "session_child.h"

#include <errno.h>
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
