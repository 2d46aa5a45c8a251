/* The sessions: every suite of suites.h in one program. CK_RUN_SUITE and its kin choose. */
#include "suites.h"

#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef Suite *suite_fn(void);

static suite_fn *const suites[] = {
    browse_suite, leaving_suite, notes_suite, sources_suite, terminal_io_suite, terminal_suite,
};

/* Programs find an empty home, so that the notes of whoever runs the tests are not read and not
 * written; a session that writes notes has a place of its own for them. */
static char home[] = "/tmp/statusbrowse-home-XXXXXX";

static bool find_home(void)
{
    unsetenv("XDG_DATA_HOME");
    return mkdtemp(home) && setenv("HOME", home, 1) == 0;
}

static int leave_home(void)
{
    if (rmdir(home) == 0)
        return 0;
    fprintf(stderr, "%s: a session has written there\n", home);
    return 1;
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    if (!find_home())
        return EXIT_FAILURE;
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        srunner_add_suite(runner, suites[i]());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    failed += leave_home();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
