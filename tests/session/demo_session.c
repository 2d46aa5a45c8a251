#include "demo_session.h"

#include <check.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const char *demo_path(void)
{
    static char path[4096], self[4000];
    const char *given = getenv("SESSION_DEMO");
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    snprintf(path, sizeof path, "%s/demo", dirname(self));
    return given ? given : path;
}

struct session *demo_start(struct session_options options, const char *argument)
{
    const char *argv[] = {demo_path(), argument, NULL};
    options.argv = argv;
    return session_start(&options);
}

struct session *demo_ready(struct session_options options)
{
    struct session *s = demo_start(options, NULL);
    session_wait_row(s, 1, "started");
    session_settle(s);
    return s;
}

void demo_assert_restored(struct session *s)
{
    const char *why;
    ck_assert_msg(session_restored(s, &why), "not restored: %s", why);
}

void demo_quit(struct session *s)
{
    session_keys(s, "q");
    ck_assert_int_eq(session_end(s).status, 0);
    demo_assert_restored(s);
    session_free(s);
}
