#include "fixture.h"
#include "suites.h"
#include "ui/tree.h"

#include <stdlib.h>

/* The shelf of tests/data/en, in order. */
enum {
    CLASS_2,
    S200,
    S206,
    CLASS_3,
    S301,
    S302,
    S304,
    S308,
    CLASS_4,
    S400,
    S404,
    S410,
    S418,
    S429,
    UNOFFICIAL,
    S499,
    ENTRIES
};

static struct fixture fixture;
static struct tree tree;
static struct search *search;

static void set_up(void)
{
    struct error error;
    ck_assert(fixture_open(&fixture, &(struct fixture_options){.language = LANGUAGE_EN}));
    const struct shelf *shelf = catalogue_shelf(fixture.catalogue, LANGUAGE_EN, &error);
    ck_assert_uint_eq(shelf->count, ENTRIES);
    tree_set_shelf(&tree, shelf);
    tree_set_rows(&tree, 50);
    tree_close_all(&tree, false);
    search = search_new(fixture.catalogue, shelf);
}

static void tear_down(void)
{
    tree_release(&tree);
    search_free(search);
    search = NULL;
    fixture_close(&fixture);
}

static size_t row_count(void)
{
    return tree.list.window.count;
}

static void filter(const char *query)
{
    search_start(search, str_of(query));
    search_run(search);
    tree_set_filter(&tree, search);
}

/* Every entry under open branches stands in a row, in order, and nothing else does. */
static void check_rows(void)
{
    size_t count = 0;
    for (size_t i = 0; i < tree.shelf->count; i++) {
        bool shown = !tree.filter || tree.below[i] > 0;
        for (size_t up = tree.shelf->entries[i].parent; up != ENTRY_NONE;
             up = tree.shelf->entries[up].parent)
            shown = shown && !tree.closed[up];
        if (!shown)
            continue;
        if (count == row_count() || tree.rows[count] != i)
            ck_abort_msg("row %zu should be entry %zu", count, i);
        count++;
    }
    ck_assert_uint_eq(count, row_count());
    if (count > 0)
        ck_assert_uint_lt(tree.list.selected, count);
}

/* The other tests begin with everything open. */
START_TEST(vendors_are_closed_at_first)
{
    tree_set_shelf(&tree, tree.shelf);
    ck_assert_uint_eq(row_count(), ENTRIES - 1);
    ck_assert_uint_eq(tree_selected(&tree), CLASS_2);
    ck_assert(tree.closed[UNOFFICIAL] && !tree.closed[CLASS_4]);
    check_rows();
    ck_assert(tree_select(&tree, S499));
    ck_assert_uint_eq(row_count(), ENTRIES);
}
END_TEST

START_TEST(statuses_are_counted_in_their_branches)
{
    ck_assert_uint_eq(tree.below[CLASS_2], 2);
    ck_assert_uint_eq(tree.below[CLASS_4], 6);
    ck_assert_uint_eq(tree.below[UNOFFICIAL], 1);
    ck_assert_uint_eq(tree.below[S404], 1);
}
END_TEST

START_TEST(closing_goes_up_first)
{
    tree_select(&tree, S206);
    tree_close(&tree);
    ck_assert_uint_eq(tree_selected(&tree), CLASS_2);
    ck_assert_uint_eq(row_count(), ENTRIES);
    tree_close(&tree);
    ck_assert_uint_eq(row_count(), ENTRIES - 2);
    tree_close(&tree);
    ck_assert_uint_eq(tree_selected(&tree), CLASS_2);
    ck_assert_uint_eq(row_count(), ENTRIES - 2);
}
END_TEST

START_TEST(opening_goes_in_when_open)
{
    tree_close(&tree);
    tree_open(&tree);
    ck_assert_uint_eq(tree_selected(&tree), CLASS_2);
    ck_assert_uint_eq(row_count(), ENTRIES);
    tree_open(&tree);
    ck_assert_uint_eq(tree_selected(&tree), S200);
    tree_open(&tree);
    ck_assert_uint_eq(tree_selected(&tree), S200);
}
END_TEST

START_TEST(only_branches_toggle)
{
    tree_select(&tree, S404);
    ck_assert(!tree_toggle(&tree));
    tree_select(&tree, UNOFFICIAL);
    ck_assert(tree_toggle(&tree));
    ck_assert_uint_eq(row_count(), ENTRIES - 1);
    ck_assert(tree_toggle(&tree));
    ck_assert_uint_eq(row_count(), ENTRIES);
}
END_TEST

START_TEST(closing_all_selects_the_branch_above)
{
    tree_select(&tree, S499);
    tree_close_all(&tree, true);
    ck_assert_uint_eq(tree_selected(&tree), CLASS_4);
    ck_assert_uint_eq(row_count(), 3);
    tree_open(&tree);
    ck_assert_uint_eq(row_count(), 3 + 6); /* the branch inside is closed too */
    tree_close_all(&tree, false);
    ck_assert_uint_eq(row_count(), ENTRIES);
    ck_assert_uint_eq(tree_selected(&tree), CLASS_4);
}
END_TEST

START_TEST(selecting_opens_what_is_above)
{
    tree_close_all(&tree, true);
    ck_assert(tree_select(&tree, S499));
    ck_assert_uint_eq(tree_selected(&tree), S499);
    ck_assert(!tree.closed[CLASS_4] && !tree.closed[UNOFFICIAL] && tree.closed[CLASS_2]);
    check_rows();
}
END_TEST

START_TEST(a_filter_leaves_hits_and_what_is_above)
{
    tree_close_all(&tree, true);
    filter("499");
    ck_assert_uint_eq(row_count(), 3);
    ck_assert_uint_eq(tree.rows[0], CLASS_4);
    ck_assert_uint_eq(tree.rows[1], UNOFFICIAL);
    ck_assert_uint_eq(tree.rows[2], S499);
    ck_assert_uint_eq(tree.below[CLASS_4], 1);
    check_rows();
}
END_TEST

START_TEST(a_filter_hides_the_others)
{
    filter("404");
    ck_assert(!tree_select(&tree, S410));
    ck_assert(tree_select(&tree, S404));
    ck_assert_uint_eq(tree_selected(&tree), S404);
}
END_TEST

START_TEST(the_selected_hit_stays_selected)
{
    tree_select(&tree, S404);
    filter("4");
    ck_assert_uint_eq(tree_selected(&tree), S404);
    filter("404");
    ck_assert_uint_eq(tree_selected(&tree), S404);
    tree_set_filter(&tree, NULL);
    ck_assert_uint_eq(tree_selected(&tree), S404);
    ck_assert_uint_eq(row_count(), ENTRIES);
}
END_TEST

START_TEST(no_hits_leave_no_rows)
{
    filter("zzz");
    ck_assert_uint_eq(row_count(), 0);
    ck_assert_uint_eq(tree_selected(&tree), ENTRY_NONE);
    tree_open(&tree);
    tree_close(&tree);
    ck_assert(!tree_toggle(&tree));
    tree_move(&tree, (struct motion){MOTION_PAGE, 3});
    tree_close_all(&tree, true);
    ck_assert_uint_eq(tree_selected(&tree), ENTRY_NONE);
}
END_TEST

START_TEST(a_place_is_restored_exactly)
{
    struct tree_place place = {0};
    tree_set_rows(&tree, 5);
    tree_close(&tree); /* 2xx */
    tree_select(&tree, S410);
    list_scroll(&tree.list, (struct motion){MOTION_LINE, 1});
    size_t top = tree.list.window.top, count = row_count();
    int row = list_row(&tree.list);
    tree_place_take(&place, &tree);
    filter("20");
    tree_close_all(&tree, true);
    tree_set_filter(&tree, NULL);
    tree_place_restore(&place, &tree);
    ck_assert_uint_eq(tree_selected(&tree), S410);
    ck_assert_uint_eq(tree.list.window.top, top);
    ck_assert_int_eq(list_row(&tree.list), row);
    ck_assert_uint_eq(row_count(), count);
    tree_place_release(&place);
}
END_TEST

START_TEST(a_place_without_taking_changes_nothing)
{
    struct tree_place place = {0};
    tree_select(&tree, S302);
    tree_place_restore(&place, &tree);
    ck_assert_uint_eq(tree_selected(&tree), S302);
}
END_TEST

/* A place of a larger shelf, moved to a smaller one, must not read beyond it; what is in both keeps
 * its branches. */
START_TEST(a_place_is_moved_to_another_shelf)
{
    static const struct {
        size_t selected, after;
        bool closed;
    } cases[] = {{S499, CLASS_2, false}, {S206, S206, false}, {CLASS_2, CLASS_2, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct shelf *whole = tree.shelf;
        struct tree_place place = {0};
        struct shelf part = {.entries = whole->entries, .count = CLASS_3};
        size_t *map = shelf_map(whole, &part);
        tree_select(&tree, cases[i].selected);
        if (cases[i].closed)
            tree_toggle(&tree);
        tree_place_take(&place, &tree);
        tree_place_move(&place, whole, &part, map);
        tree_set_shelf(&tree, &part);
        tree_place_restore(&place, &tree);
        ck_assert_uint_eq(tree_selected(&tree), cases[i].after);
        ck_assert_uint_eq(row_count(), cases[i].closed ? 1 : CLASS_3);
        tree_set_shelf(&tree, whole);
        tree_place_release(&place);
        free(map);
    }
}
END_TEST

START_TEST(an_empty_shelf_has_no_rows)
{
    static const struct shelf nothing = {0};
    struct canvas canvas = {0};
    tree_set_shelf(&tree, &nothing);
    ck_assert_uint_eq(tree_selected(&tree), ENTRY_NONE);
    tree_open(&tree);
    tree_close(&tree);
    tree_close_all(&tree, true);
    canvas_resize(&canvas, 5, 20);
    tree_draw(&tree, &canvas, (struct rect){0, 0, 5, 20}, true);
    canvas_release(&canvas);
}
END_TEST

/* Nothing is drawn beside the pane, whatever its size. */
START_TEST(drawing_stays_in_the_pane)
{
    struct canvas canvas = {0};
    struct rect pane = {2, 3, _i % 4, _i / 4};
    filter("4");
    tree_set_rows(&tree, pane.rows);
    canvas_resize(&canvas, 10, 60);
    canvas_fill(&canvas, (struct rect){0, 0, 10, 60}, '.', STYLE_PLAIN);
    tree_draw(&tree, &canvas, pane, true);
    for (int row = 0; row < canvas.rows; row++)
        for (int column = 0; column < canvas.columns; column++) {
            bool inside = row >= pane.row && row < pane.row + pane.rows && column >= pane.column &&
                          column < pane.column + pane.columns;
            const struct cell *cell = &canvas.cells[row * canvas.columns + column];
            if (!inside && (cell->character[0] != '.' || cell->style != STYLE_PLAIN))
                ck_abort_msg("%d,%d is drawn over", row, column);
        }
    canvas_release(&canvas);
}
END_TEST

static void do_something(unsigned number)
{
    static const char *const queries[] = {"4", "redirect", "zzz", "etag", "nginx"};
    size_t entry = number / 16 % ENTRIES;
    switch (number % 8) {
    case 0:
        tree_open(&tree);
        break;
    case 1:
        tree_close(&tree);
        break;
    case 2:
        tree_toggle(&tree);
        break;
    case 3:
        tree_move(&tree, (struct motion){MOTION_LINE, (long)(number / 16 % 9) - 4});
        break;
    case 4:
        tree_select(&tree, entry);
        break;
    case 5:
        tree_close_all(&tree, number / 16 % 2);
        break;
    case 6:
        filter(queries[number / 16 % 5]);
        break;
    default:
        tree_set_filter(&tree, NULL);
    }
}

START_TEST(rows_are_right_whatever_happens)
{
    unsigned number = 1;
    tree_set_rows(&tree, 7);
    for (int i = 0; i < 3000; i++) {
        number = number * 1103515245u + 12345u;
        do_something(number >> 8);
        check_rows();
    }
}
END_TEST

Suite *tree_suite(void)
{
    Suite *suite = suite_create("tree");
    TCase *tests = tcase_create("tree");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, vendors_are_closed_at_first);
    tcase_add_test(tests, statuses_are_counted_in_their_branches);
    tcase_add_test(tests, closing_goes_up_first);
    tcase_add_test(tests, opening_goes_in_when_open);
    tcase_add_test(tests, only_branches_toggle);
    tcase_add_test(tests, closing_all_selects_the_branch_above);
    tcase_add_test(tests, selecting_opens_what_is_above);
    tcase_add_test(tests, a_filter_leaves_hits_and_what_is_above);
    tcase_add_test(tests, a_filter_hides_the_others);
    tcase_add_test(tests, the_selected_hit_stays_selected);
    tcase_add_test(tests, no_hits_leave_no_rows);
    tcase_add_test(tests, a_place_is_restored_exactly);
    tcase_add_test(tests, a_place_without_taking_changes_nothing);
    tcase_add_test(tests, a_place_is_moved_to_another_shelf);
    tcase_add_test(tests, an_empty_shelf_has_no_rows);
    tcase_add_loop_test(tests, drawing_stays_in_the_pane, 0, 4 * 45);
    tcase_add_test(tests, rows_are_right_whatever_happens);
    suite_add_tcase(suite, tests);
    return suite;
}
