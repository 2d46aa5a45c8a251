#include "environment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void environment_set(struct environment *environment, const char *home, const char *language)
{
    const char *path = getenv("PATH");
    char(*variable)[ENVIRONMENT_VARIABLE] = environment->variables;
    size_t count = 0, size = sizeof *variable;
    snprintf(variable[count++], size, "HOME=%s", home);
    snprintf(variable[count++], size, "LANGUAGE=%s", language);
    snprintf(variable[count++], size, "LANG=C.UTF-8");
    snprintf(variable[count++], size, "SHELL=/bin/sh");
    snprintf(variable[count++], size, "TERM=xterm-256color");
    snprintf(variable[count++], size, "LESSHISTFILE=-");
    snprintf(variable[count++], size, "PATH=%.4000s", path ? path : "/usr/bin:/bin");
    for (size_t i = 0; i < count; i++)
        environment->list[i] = variable[i];
    environment->list[count] = NULL;
}

bool is_installed(const char *name)
{
    const char *path = getenv("PATH");
    char file[4096];
    if (strchr(name, '/'))
        return access(name, X_OK) == 0;
    for (size_t len; path && *path; path += len + (path[len] == ':')) {
        len = strcspn(path, ":");
        snprintf(file, sizeof file, "%.*s/%s", (int)len, path, name);
        if (len > 0 && access(file, X_OK) == 0)
            return true;
    }
    return false;
}
