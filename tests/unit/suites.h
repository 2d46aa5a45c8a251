/* suites.h: the suites of the unit tests, one for each module, and what they share. */
#ifndef SB_TESTS_SUITES_H
#define SB_TESTS_SUITES_H

#include <check.h>

/* ck_assert() notes each place it passes, which is too slow for loops. */
#define REQUIRE(condition, ...)                                                                    \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ck_abort_msg(__VA_ARGS__);                                                             \
    } while (0)

Suite *text_suite(void);
Suite *shelf_suite(void);
Suite *reload_suite(void);
Suite *fold_suite(void);
Suite *json_suite(void);
Suite *registry_suite(void);
Suite *list_suite(void);
Suite *manual_suite(void);
Suite *edit_suite(void);
Suite *command_suite(void);
Suite *canvas_suite(void);
Suite *decode_suite(void);
Suite *theme_suite(void);
Suite *ascii_suite(void);
Suite *opener_suite(void);
Suite *search_suite(void);
Suite *markup_suite(void);
Suite *layout_suite(void);
Suite *document_suite(void);
Suite *documents_suite(void);
Suite *bounds_suite(void);
Suite *editions_suite(void);
Suite *encoding_suite(void);
Suite *file_suite(void);
Suite *emphasis_suite(void);
Suite *alias_suite(void);
Suite *fact_suite(void);
Suite *han_suite(void);
Suite *keywords_suite(void);
Suite *queries_suite(void);
Suite *search_properties_suite(void);
Suite *lint_suite(void);
Suite *tree_suite(void);
Suite *page_suite(void);
Suite *pen_suite(void);
Suite *app_suite(void);
Suite *note_suite(void);
Suite *notes_suite(void);
Suite *save_suite(void);
Suite *watch_suite(void);
Suite *editor_suite(void);
#endif
