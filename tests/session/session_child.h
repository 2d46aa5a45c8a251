/* session_child.h: the other side of a session, after the fork. */
#ifndef SB_TESTS_SESSION_CHILD_H
#define SB_TESTS_SESSION_CHILD_H

#include "session.h"

/* Runs the program with its environment. */
_Noreturn void session_run(const struct session_options *options);
/* A shell with one job, the program: tells its process (a pid_t) to the descriptor, says "[stopped
 * N]" when it stops, continues it at a line of input, and ends as it ends. */
_Noreturn void session_be_shell(const struct session_options *options, int tell);

#endif
