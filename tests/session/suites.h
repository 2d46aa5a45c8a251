/* suites.h: the suites of sessions. */
#ifndef SB_TESTS_SESSION_SUITES_H
#define SB_TESTS_SESSION_SUITES_H

#include <check.h>

Suite *browse_suite(void);
Suite *notes_suite(void);
Suite *sources_suite(void);
Suite *leaving_suite(void);
Suite *terminal_suite(void);
Suite *terminal_io_suite(void);

#endif
