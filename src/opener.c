#include "opener.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { URL_LIMIT = 2048 };

bool opener_accepts(const char *url)
{
    size_t scheme = strncasecmp(url, "http://", 7) == 0    ? 7
                    : strncasecmp(url, "https://", 8) == 0 ? 8
                                                           : 0;
    size_t len = strlen(url);
    if (scheme == 0 || len == scheme || len > URL_LIMIT)
        return false;
    for (const char *c = url; *c; c++)
        if (*c <= ' ' || *c > '~')
            return false;
    return true;
}

static const char *browser(void)
{
    const char *name = getenv("BROWSER");
    /* A list or a command with arguments would need a shell's rules. */
    if (name && *name && *name != '-' && !strpbrk(name, " \t\n:;%'\"\\$`&|<>()"))
        return name;
    return "xdg-open";
}

static bool set_up(posix_spawnattr_t *attributes, posix_spawn_file_actions_t *actions)
{
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    bool done =
        posix_spawnattr_setsigdefault(attributes, &all) == 0 &&
        posix_spawnattr_setsigmask(attributes, &none) == 0 &&
        posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |
                                                 POSIX_SPAWN_SETSID) == 0;
    for (int i = 0; i < 3 && done; i++)
        done = posix_spawn_file_actions_addopen(actions, i, "/dev/null", O_RDWR, 0) == 0;
    return done && posix_spawn_file_actions_addclosefrom_np(actions, 3) == 0;
}

static pid_t spawn(const char *program, const char *url)
{
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    pid_t child = 0;
    if (posix_spawnattr_init(&attributes) != 0)
        return 0;
    if (posix_spawn_file_actions_init(&actions) == 0) {
        char *arguments[] = {strdup(program), strdup(url), NULL};
        if (!arguments[0] || !arguments[1] || !set_up(&attributes, &actions) ||
            posix_spawnp(&child, program, &actions, &attributes, arguments, environ) != 0)
            child = 0;
        free(arguments[0]);
        free(arguments[1]);
        posix_spawn_file_actions_destroy(&actions);
    }
    posix_spawnattr_destroy(&attributes);
    return child;
}

bool opener_open(const char *url)
{
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ; /* browsers are the only children: take leave of those that have ended */
    return opener_accepts(url) && spawn(browser(), url) > 0;
}
