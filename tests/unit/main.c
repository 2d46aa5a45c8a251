/* The unit tests: every suite of suites.h in one program. CK_FORK, CK_RUN_SUITE and their kin
 * choose. */
#include "suites.h"

#include <locale.h>
#include <stdlib.h>

typedef Suite *suite_fn(void);

static suite_fn *const suites[] = {
    alias_suite,    app_suite,       fact_suite,
    han_suite,      queries_suite,   search_properties_suite,
    bounds_suite,   ascii_suite,     canvas_suite,
    command_suite,  decode_suite,    document_suite,
    edit_suite,     editions_suite,  encoding_suite,
    file_suite,     fold_suite,      json_suite,
    layout_suite,   keywords_suite,  lint_suite,
    list_suite,     manual_suite,    markup_suite,
    opener_suite,   page_suite,      pen_suite,
    registry_suite, reload_suite,    search_suite,
    shelf_suite,    text_suite,      theme_suite,
    tree_suite,     documents_suite, note_suite,
    save_suite,     watch_suite,     editor_suite,
    emphasis_suite, notes_suite,
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
