/* demo_session.h: sessions with the demo, for the tests of the terminal's edge. */
#ifndef SB_TESTS_DEMO_SESSION_H
#define SB_TESTS_DEMO_SESSION_H

#include "session.h"

/* $SESSION_DEMO; without it, the demo lies beside the test. */
const char *demo_path(void);
/* Starts it with one argument, or none (null). */
struct session *demo_start(struct session_options options, const char *argument);
/* Started, and its first screen there. */
struct session *demo_ready(struct session_options options);
void demo_assert_restored(struct session *session);
/* Ends it with its key, and the session with it. */
void demo_quit(struct session *session);

#endif
