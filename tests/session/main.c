/* The sessions: every suite of suites.h in one program. CK_RUN_SUITE and its kin choose. */
#include "suites.h"

#include <locale.h>
#include <stdlib.h>

typedef Suite *suite_fn(void);

static suite_fn *const suites[] = {
    browse_suite,
    leaving_suite,
    sources_suite,
    terminal_io_suite,
    terminal_suite,
};

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        srunner_add_suite(runner, suites[i]());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
