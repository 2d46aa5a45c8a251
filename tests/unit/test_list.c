#include "suites.h"
#include "ui/list.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void check_invariants(const struct list *list)
{
    const struct scroll *window = &list->window;
    size_t rows = window->rows > 1 ? (size_t)window->rows : 1;
    size_t margin = (size_t)list_margin(window->rows), at = list->selected;
    ck_assert_uint_le(window->top, window->count > rows ? window->count - rows : 0);
    if (window->count == 0) {
        ck_assert_uint_eq(at, 0);
        return;
    }
    ck_assert_uint_lt(at, window->count);
    size_t above = at < margin ? at : margin;
    size_t below = window->count - 1 - at < margin ? window->count - 1 - at : margin;
    ck_assert_uint_ge(at - above, window->top);
    ck_assert_uint_lt(at + below - window->top, rows);
}

static const struct {
    int rows, margin;
} margins[] = {{-1, 0}, {0, 0}, {1, 0}, {4, 0}, {5, 1}, {7, 1}, {8, 2}, {500, 2}};

START_TEST(margin_grows_with_rows)
{
    ck_assert_int_eq(list_margin(margins[_i].rows), margins[_i].margin);
}
END_TEST

static const struct {
    struct scroll before;
    struct motion motion;
    size_t top;
} scrolls[] = {
    {{100, 0, 10}, {MOTION_LINE, 1}, 1},
    {{100, 5, 10}, {MOTION_LINE, -3}, 2},
    {{100, 5, 10}, {MOTION_LINE, -6}, 0},
    {{100, 89, 10}, {MOTION_LINE, 5}, 90},
    {{100, 0, 10}, {MOTION_HALF_PAGE, 1}, 5},
    {{100, 0, 11}, {MOTION_HALF_PAGE, 3}, 15},
    {{100, 0, 10}, {MOTION_PAGE, 1}, 8},
    {{100, 50, 10}, {MOTION_PAGE, -2}, 34},
    {{100, 0, 6}, {MOTION_PAGE, 1}, 5},
    {{100, 0, 4}, {MOTION_PAGE, 1}, 4},
    {{100, 0, 1}, {MOTION_PAGE, 1}, 1},
    {{100, 0, 1}, {MOTION_HALF_PAGE, 1}, 1},
    {{100, 40, 10}, {MOTION_ALL, 1}, 90},
    {{100, 40, 10}, {MOTION_ALL, -1}, 0},
    {{100, 40, 10}, {MOTION_PAGE, LONG_MAX}, 90},
    {{100, 40, 10}, {MOTION_PAGE, LONG_MIN}, 0},
    {{100, 40, 10}, {MOTION_LINE, LONG_MIN}, 0},
    {{100, 40, 10}, {MOTION_LINE, 0}, 40},
    {{5, 0, 10}, {MOTION_LINE, 1}, 0},
    {{5, 0, 10}, {MOTION_ALL, 1}, 0},
    {{0, 0, 10}, {MOTION_PAGE, 1}, 0},
    {{0, 0, 0}, {MOTION_ALL, 1}, 0},
    {{5, 0, 0}, {MOTION_PAGE, 1}, 1},
    {{5, 0, 0}, {MOTION_ALL, 1}, 4},
};

START_TEST(scroll_moves)
{
    struct scroll scroll = scrolls[_i].before;
    scroll_move(&scroll, scrolls[_i].motion);
    ck_assert_uint_eq(scroll.top, scrolls[_i].top);
}
END_TEST

static const struct {
    size_t top, from, to, after;
} shows[] = {
    {20, 25, 26, 20}, /* in sight */
    {20, 29, 30, 20},  {20, 30, 31, 21},  {20, 19, 20, 19},   {20, 28, 33, 23},
    {20, 10, 40, 10}, /* too much: its beginning */
    {20, 99, 100, 90}, {20, 95, 200, 90}, {20, 500, 501, 90}, {20, 0, 1, 0},
};

START_TEST(scroll_shows_with_least_movement)
{
    struct scroll scroll = {100, shows[_i].top, 10};
    scroll_show(&scroll, shows[_i].from, shows[_i].to);
    ck_assert_uint_eq(scroll.top, shows[_i].after);
}
END_TEST

static const struct {
    struct scroll scroll;
    int percent;
    size_t end;
} percents[] = {
    {{100, 0, 10}, 10, 10}, {{100, 45, 10}, 55, 55},   {{100, 90, 10}, 100, 100},
    {{3, 0, 1}, 33, 1},     {{1000, 0, 999}, 99, 999}, {{5, 0, 10}, 100, 5},
    {{0, 0, 10}, 100, 0},   {{0, 0, 0}, 100, 0},       {{4, 0, 0}, 25, 0},
};

START_TEST(scroll_tells_how_far)
{
    ck_assert_int_eq(scroll_percent(&percents[_i].scroll), percents[_i].percent);
    ck_assert_uint_eq(scroll_end(&percents[_i].scroll), percents[_i].end);
}
END_TEST

START_TEST(scroll_follows_its_size)
{
    struct scroll scroll = {100, 90, 10};
    scroll_set_rows(&scroll, 30);
    ck_assert_uint_eq(scroll.top, 70);
    scroll_set_rows(&scroll, 10);
    ck_assert_uint_eq(scroll.top, 70);
    scroll_set_count(&scroll, 20);
    ck_assert_uint_eq(scroll.top, 10);
    scroll_set_count(&scroll, 4);
    ck_assert_uint_eq(scroll.top, 0);
    scroll_set_rows(&scroll, -7);
    ck_assert_int_eq(scroll.rows, 0);
    scroll_set_count(&scroll, 0);
    ck_assert_uint_eq(scroll.top, 0);
}
END_TEST

static const struct {
    struct list before;
    struct motion motion;
    size_t top, selected;
} moves[] = {
    {{{100, 0, 10}, 0}, {MOTION_LINE, 1}, 0, 1},
    {{{100, 0, 10}, 7}, {MOTION_LINE, 1}, 1, 8}, /* two lines of margin */
    {{{100, 20, 10}, 22}, {MOTION_LINE, -1}, 19, 21},
    {{{100, 0, 4}, 3}, {MOTION_LINE, 1}, 1, 4}, /* no room for a margin */
    {{{100, 90, 10}, 97}, {MOTION_LINE, 9}, 90, 99},
    {{{100, 0, 10}, 3}, {MOTION_PAGE, 1}, 8, 11},
    {{{100, 40, 10}, 45}, {MOTION_PAGE, -1}, 32, 37},
    {{{100, 85, 10}, 88}, {MOTION_PAGE, 1}, 90, 96},
    {{{100, 90, 10}, 96}, {MOTION_PAGE, 1}, 90, 99},
    {{{100, 3, 10}, 6}, {MOTION_PAGE, -1}, 0, 0},
    {{{100, 40, 10}, 45}, {MOTION_HALF_PAGE, 1}, 45, 50},
    {{{100, 40, 10}, 45}, {MOTION_HALF_PAGE, -1}, 35, 40},
    {{{100, 40, 10}, 45}, {MOTION_ALL, 1}, 90, 99},
    {{{100, 40, 10}, 45}, {MOTION_ALL, -1}, 0, 0},
    {{{6, 0, 10}, 2}, {MOTION_PAGE, 1}, 0, 5},
    {{{0, 0, 10}, 0}, {MOTION_ALL, 1}, 0, 0},
    {{{0, 0, 10}, 0}, {MOTION_LINE, -1}, 0, 0},
    {{{100, 5, 0}, 5}, {MOTION_LINE, 1}, 6, 6}, /* no rows: as if one */
};

START_TEST(list_moves)
{
    struct list list = moves[_i].before;
    list_move(&list, moves[_i].motion);
    ck_assert_uint_eq(list.window.top, moves[_i].top);
    ck_assert_uint_eq(list.selected, moves[_i].selected);
    check_invariants(&list);
}
END_TEST

static const struct {
    struct list before;
    struct motion motion;
    size_t top, selected;
} wheels[] = {
    {{{100, 40, 10}, 45}, {MOTION_LINE, 3}, 43, 45},
    {{{100, 40, 10}, 42}, {MOTION_LINE, 3}, 43, 45}, /* pushed by the margin */
    {{{100, 40, 10}, 47}, {MOTION_LINE, -3}, 37, 44},
    {{{100, 2, 10}, 9}, {MOTION_LINE, -3}, 0, 7},
    {{{100, 1, 10}, 3}, {MOTION_LINE, -3}, 0, 3}, /* no margin at the very start */
    {{{100, 1, 10}, 3}, {MOTION_ALL, -1}, 0, 3},
    {{{100, 0, 10}, 0}, {MOTION_LINE, -1}, 0, 0},
    {{{100, 89, 10}, 91}, {MOTION_LINE, 3}, 90, 92},
    {{{100, 90, 10}, 99}, {MOTION_LINE, 3}, 90, 99},
    {{{5, 0, 10}, 4}, {MOTION_LINE, 3}, 0, 4},
    {{{0, 0, 10}, 0}, {MOTION_LINE, 3}, 0, 0},
};

START_TEST(list_scrolls_under_the_selection)
{
    struct list list = wheels[_i].before;
    list_scroll(&list, wheels[_i].motion);
    ck_assert_uint_eq(list.window.top, wheels[_i].top);
    ck_assert_uint_eq(list.selected, wheels[_i].selected);
    check_invariants(&list);
}
END_TEST

START_TEST(list_shrinks_and_grows)
{
    struct list list = {{100, 85, 10}, 90};
    list_set_count(&list, 60);
    ck_assert_uint_eq(list.selected, 59);
    ck_assert_uint_eq(list.window.top, 50);
    list_set_count(&list, 0);
    ck_assert_uint_eq(list.selected, 0);
    ck_assert_uint_eq(list.window.top, 0);
    list_set_count(&list, 30);
    ck_assert_uint_eq(list.selected, 0);
    list_select(&list, SIZE_MAX);
    ck_assert_uint_eq(list.selected, 29);
    ck_assert_uint_eq(list.window.top, 20);
}
END_TEST

START_TEST(list_keeps_the_selection_through_resizes)
{
    struct list list = {{100, 40, 20}, 57};
    list_set_rows(&list, 10);
    ck_assert_uint_eq(list.selected, 57);
    ck_assert_uint_eq(list.window.top, 50);
    list_set_rows(&list, 0);
    ck_assert_uint_eq(list.selected, 57);
    ck_assert_uint_eq(list_line_at(&list, 0), LIST_NONE);
    list_set_rows(&list, 200);
    ck_assert_uint_eq(list.selected, 57);
    ck_assert_uint_eq(list.window.top, 0);
}
END_TEST

START_TEST(list_places_a_line_in_a_row)
{
    struct list list = {{100, 0, 10}, 0};
    list_place(&list, 50, 4);
    ck_assert_uint_eq(list.window.top, 46);
    ck_assert_int_eq(list_row(&list), 4);
    list_place(&list, 50, 9); /* the margin wins */
    ck_assert_int_eq(list_row(&list), 7);
    list_place(&list, 1, 5);
    ck_assert_int_eq(list_row(&list), 1);
    list_place(&list, 99, 3);
    ck_assert_int_eq(list_row(&list), 9);
    list_place(&list, 50, -5);
    ck_assert_int_eq(list_row(&list), 2);
    list_set_count(&list, 0);
    list_place(&list, 3, 3);
    check_invariants(&list);
}
END_TEST

START_TEST(list_reveals_what_was_opened)
{
    struct list list = {{100, 40, 10}, 47};
    list_reveal(&list, 50); /* in sight already */
    ck_assert_uint_eq(list.window.top, 40);
    list_reveal(&list, 53);
    ck_assert_uint_eq(list.window.top, 43);
    list_reveal(&list, 90); /* too much: the selected line stays, with its margin */
    ck_assert_uint_eq(list.window.top, 45);
    ck_assert_uint_eq(list.selected, 47);
}
END_TEST

START_TEST(list_knows_what_stands_in_a_row)
{
    struct list list = {{5, 0, 10}, 0};
    ck_assert_uint_eq(list_line_at(&list, 0), 0);
    ck_assert_uint_eq(list_line_at(&list, 4), 4);
    ck_assert_uint_eq(list_line_at(&list, 5), LIST_NONE);
    ck_assert_uint_eq(list_line_at(&list, -1), LIST_NONE);
    list = (struct list){{100, 60, 10}, 65};
    ck_assert_uint_eq(list_line_at(&list, 9), 69);
    ck_assert_uint_eq(list_line_at(&list, 10), LIST_NONE);
    ck_assert_uint_eq(list_line_at(&(struct list){0}, 0), LIST_NONE);
}
END_TEST

static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void random_step(struct list *list, uint32_t *state)
{
    struct motion motion = {(enum motion_unit)(next_number(state) % 4),
                            (long)(next_number(state) % 9) - 4};
    size_t number = next_number(state) % 60;
    switch (next_number(state) % 7) {
    case 0:
        list_set_count(list, number);
        break;
    case 1:
        list_set_rows(list, (int)number / 3 - 2);
        break;
    case 2:
        list_place(list, number, motion.times * 3);
        break;
    case 3:
        list_reveal(list, number);
        break;
    case 4:
        list_scroll(list, motion);
        break;
    default:
        list_move(list, motion);
    }
}

START_TEST(list_holds_its_invariants)
{
    struct list list = {0};
    uint32_t state = 7;
    for (int i = 0; i < 20000; i++) {
        random_step(&list, &state);
        check_invariants(&list);
    }
}
END_TEST

Suite *list_suite(void)
{
    Suite *suite = suite_create("list");
    TCase *scroll = tcase_create("scroll"), *list = tcase_create("list");
    tcase_add_loop_test(scroll, margin_grows_with_rows, 0, COUNT(margins));
    tcase_add_loop_test(scroll, scroll_moves, 0, COUNT(scrolls));
    tcase_add_loop_test(scroll, scroll_shows_with_least_movement, 0, COUNT(shows));
    tcase_add_loop_test(scroll, scroll_tells_how_far, 0, COUNT(percents));
    tcase_add_test(scroll, scroll_follows_its_size);
    tcase_add_loop_test(list, list_moves, 0, COUNT(moves));
    tcase_add_loop_test(list, list_scrolls_under_the_selection, 0, COUNT(wheels));
    tcase_add_test(list, list_shrinks_and_grows);
    tcase_add_test(list, list_keeps_the_selection_through_resizes);
    tcase_add_test(list, list_places_a_line_in_a_row);
    tcase_add_test(list, list_reveals_what_was_opened);
    tcase_add_test(list, list_knows_what_stands_in_a_row);
    tcase_add_test(list, list_holds_its_invariants);
    tcase_set_timeout(list, 60);
    suite_add_tcase(suite, scroll);
    suite_add_tcase(suite, list);
    return suite;
}
