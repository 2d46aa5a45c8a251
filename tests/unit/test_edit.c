#include "core/text.h"
#include "suites.h"
#include "ui/edit.h"

#include <stdint.h>
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The line with the cursor in it: "重定|向". */
static void put(struct edit *edit, const char *line)
{
    const char *bar = strchr(line, '|');
    struct buf text = {0};
    buf_add(&text, (struct str){line, (size_t)(bar - line)});
    buf_add_text(&text, bar + 1);
    edit_set(edit, buf_str(&text));
    edit->cursor = (size_t)(bar - line);
    buf_release(&text);
}

static void check_line(const struct edit *edit, const char *expected)
{
    struct buf line = {0};
    buf_add(&line, edit_text(edit));
    ck_assert_uint_le(edit->cursor, line.len);
    buf_splice(&line, edit->cursor, 0, STR("|"));
    ck_assert_str_eq(line.data, expected);
    buf_release(&line);
}

#define E_ACUTE  "e\u0301"
#define FLAG_CN  "\U0001F1E8\U0001F1F3"
#define FLAG_DE  "\U0001F1E9\U0001F1EA"
#define JAMO_HAN "\u1112\u1161\u11AB"

static const struct {
    bool (*act)(struct edit *);
    const char *before, *after;
} acts[] = {
    {edit_left, "重定|向", "重|定向"},
    {edit_left, "|重", "|重"},
    {edit_left, "|", "|"},
    {edit_left, "caf" E_ACUTE "|", "caf|" E_ACUTE},
    {edit_left, FLAG_CN FLAG_DE "|", FLAG_CN "|" FLAG_DE},
    {edit_right, "重|定向", "重定|向"},
    {edit_right, "重|", "重|"},
    {edit_right, "|" E_ACUTE "t", E_ACUTE "|t"},
    {edit_right, "|" FLAG_CN FLAG_DE, FLAG_CN "|" FLAG_DE},
    {edit_right, "|" JAMO_HAN "x", JAMO_HAN "|x"},
    {edit_home, "a b|", "|a b"},
    {edit_end, "|重定向", "重定向|"},

    {edit_word_left, "retry-after|", "retry-|after"},
    {edit_word_left, "retry-|after", "|retry-after"},
    {edit_word_left, "rate limit  |", "rate |limit  "},
    {edit_word_left, "上传，太大|", "上传，|太大"},
    {edit_word_left, "上传　太大　|", "上传　|太大　"},
    {edit_word_left, "--|", "|--"},
    {edit_word_left, "|", "|"},
    {edit_word_right, "|rate limit", "rate| limit"},
    {edit_word_right, "rate| limit", "rate limit|"},
    {edit_word_right, "caf|" E_ACUTE "s x", "caf" E_ACUTE "s| x"},
    {edit_word_right, "rate |--", "rate --|"},

    {edit_delete_backwards, "重定|向", "重|向"},
    {edit_delete_backwards, E_ACUTE "|t", "|t"},
    {edit_delete_backwards, "|t", "|t"},
    {edit_delete_backwards, FLAG_CN FLAG_DE "|", FLAG_CN "|"},
    {edit_delete_backwards, "\U0001F1E8a|\U0001F1F3", FLAG_CN "|"}, /* what it joins is one */
    {edit_delete_forwards, "重|定向", "重|向"},
    {edit_delete_forwards, "|" E_ACUTE "t", "|t"},
    {edit_delete_forwards, "t|", "t|"},

    {edit_delete_word, "header:retry-after|", "|"},
    {edit_delete_word, "rate limit  |", "rate |"},
    {edit_delete_word, "rate li|mit", "rate |mit"},
    {edit_delete_word, "上传　太大|", "上传　|"},
    {edit_delete_word, "|x", "|x"},
    {edit_delete_to_start, "断点|续传", "|续传"},
    {edit_delete_to_start, "|续传", "|续传"},
    {edit_delete_to_end, "断点|续传", "断点|"},
    {edit_delete_to_end, "断点|", "断点|"},
    {edit_clear, "断|点", "|"},
};

START_TEST(acts_on_the_line)
{
    struct edit edit = {0};
    put(&edit, acts[_i].before);
    struct buf old = {0};
    buf_add(&old, edit_text(&edit));
    bool changed = acts[_i].act(&edit);
    check_line(&edit, acts[_i].after);
    ck_assert_int_eq(changed, !str_equal(edit_text(&edit), buf_str(&old)));
    buf_release(&old);
    edit_release(&edit);
}
END_TEST

static const struct {
    const char *before, *text, *after;
} inserts[] = {
    {"|", "404", "404|"},
    {"重|向", "定", "重定|向"},
    {"a|b", "", "a|b"},
    {"a|b", "1\t2\n3\r\n4", "a1 2 3 4|b"},
    {"a|b", "\x1b[31m", "a\u241b[31m|b"},
    {"a|b", "\xff", "a\ufffd|b"},
    {"a|b", "\u202e\u200b", "a\ufffd|b"},
    {"caf"
     "e|",
     "\u0301", "caf" E_ACUTE "|"},
    {"|x", "\u0301", "\u25cc\u0301|x"},
    {"|\U0001F1F3", "\U0001F1E8", FLAG_CN "|"},
};

START_TEST(inserts_clean_text)
{
    struct edit edit = {0};
    put(&edit, inserts[_i].before);
    bool changed = edit_insert(&edit, str_of(inserts[_i].text));
    check_line(&edit, inserts[_i].after);
    ck_assert_int_eq(changed, strcmp(inserts[_i].before, inserts[_i].after) != 0);
    edit_release(&edit);
}
END_TEST

START_TEST(sets_clean_text)
{
    struct edit edit = {0};
    ck_assert(edit_set(&edit, STR("断点\n续传\x01")));
    check_line(&edit, "断点 续传\u2401|");
    edit_home(&edit);
    ck_assert(!edit_set(&edit, STR("断点 续传\u2401")));
    check_line(&edit, "断点 续传\u2401|");
    ck_assert(edit_clear(&edit));
    ck_assert(!edit_clear(&edit));
    edit_release(&edit);
}
END_TEST

START_TEST(stops_at_the_limit)
{
    struct edit edit = {0};
    struct buf long_text = {0};
    for (int i = 0; i < 400; i++)
        buf_add_text(&long_text, "定");
    ck_assert(edit_insert(&edit, buf_str(&long_text)));
    ck_assert_uint_eq(edit.text.len, 999);
    ck_assert(!edit_insert(&edit, STR("定")));
    ck_assert(!edit_insert(&edit, STR(E_ACUTE)));
    ck_assert(edit_insert(&edit, STR("x")));
    ck_assert_uint_eq(edit.text.len, EDIT_LIMIT);
    ck_assert(!edit_insert(&edit, STR("x")));
    ck_assert(edit_set(&edit, buf_str(&long_text)));
    ck_assert_uint_eq(edit.text.len, 999);
    buf_release(&long_text);
    edit_release(&edit);
}
END_TEST

static void enter(struct edit *edit, const char *line)
{
    edit_set(edit, str_of(line));
    edit_remember(edit);
    edit_clear(edit);
}

START_TEST(history_goes_back_and_forth)
{
    struct edit edit = {0};
    ck_assert(!edit_older(&edit));
    ck_assert(!edit_newer(&edit));
    enter(&edit, "301 302");
    enter(&edit, "断点续传");
    edit_insert(&edit, STR("rate"));
    edit_home(&edit);
    ck_assert(edit_older(&edit));
    check_line(&edit, "断点续传|");
    ck_assert(edit_older(&edit));
    check_line(&edit, "301 302|");
    ck_assert(!edit_older(&edit));
    check_line(&edit, "301 302|");
    ck_assert(edit_newer(&edit));
    ck_assert(edit_newer(&edit));
    check_line(&edit, "rate|");
    ck_assert(!edit_newer(&edit));
    edit_release(&edit);
}
END_TEST

START_TEST(history_keeps_a_changed_line_as_the_unfinished_one)
{
    struct edit edit = {0};
    enter(&edit, "301");
    enter(&edit, "404");
    edit_older(&edit);
    edit_insert(&edit, STR(" 410"));
    edit_older(&edit);
    check_line(&edit, "301|");
    edit_newer(&edit);
    check_line(&edit, "404|");
    edit_newer(&edit);
    check_line(&edit, "404 410|");
    edit_remember(&edit);
    ck_assert_uint_eq(edit.history_count, 3);
    edit_release(&edit);
}
END_TEST

START_TEST(history_leaves_out_blanks_and_repetitions)
{
    struct edit edit = {0};
    enter(&edit, "");
    enter(&edit, " 　");
    ck_assert_uint_eq(edit.history_count, 0);
    enter(&edit, "404");
    enter(&edit, "404");
    ck_assert_uint_eq(edit.history_count, 1);
    enter(&edit, "410");
    enter(&edit, "404");
    ck_assert_uint_eq(edit.history_count, 3);
    edit_release(&edit);
}
END_TEST

START_TEST(history_begins_again_with_a_new_line)
{
    struct edit edit = {0};
    enter(&edit, "301");
    enter(&edit, "404");
    edit_older(&edit);
    edit_older(&edit);
    edit_remember(&edit);
    edit_clear(&edit);
    ck_assert(edit_older(&edit));
    check_line(&edit, "301|");
    edit_newer(&edit);
    check_line(&edit, "|");
    edit_release(&edit);
}
END_TEST

START_TEST(history_forgets_the_oldest)
{
    struct edit edit = {0};
    char line[16];
    for (int i = 0; i < EDIT_HISTORY + 5; i++) {
        snprintf(line, sizeof line, "line %d", i);
        enter(&edit, line);
    }
    ck_assert_uint_eq(edit.history_count, EDIT_HISTORY);
    while (edit_older(&edit))
        ;
    check_line(&edit, "line 5|");
    edit_release(&edit);
}
END_TEST

/* What the field shows, the cursor in it, [ ] around it. */
static void check_view(struct edit *edit, int cells, const char *expected)
{
    struct edit_part part = edit_view(edit, cells);
    struct str text = edit_text(edit);
    ck_assert_uint_le(part.from, edit->cursor);
    ck_assert_int_eq(part.cursor_column, text_width(str_slice(text, part.from, edit->cursor)));
    struct buf shown = {0};
    buf_add(&shown, str_slice(text, part.from, part.to));
    buf_splice(&shown, edit->cursor - part.from, 0, STR("|"));
    ck_assert_str_eq(shown.data, expected);
    buf_release(&shown);
}

static const struct {
    const char *line;
    int cells;
    const char *shown;
} views[] = {
    {"|", 5, "|"},
    {"abc|", 5, "abc|"},
    {"abcd|", 5, "abcd|"},
    {"abcde|", 5, "bcde|"},
    {"|abcde", 5, "|abcde"},
    {"abcd|e", 5, "abcd|e"},
    {"|abcdefgh", 5, "|abcde"},
    {"abcdefgh|", 5, "efgh|"},
    {"断点续传|", 5, "续传|"},
    {"断点续传|", 6, "续传|"},
    {"断点续传|", 7, "点续传|"},
    {"断点续传|", 9, "断点续传|"},
    {"断点|续传", 5, "点|续"},
    {"断点|续传", 4, "点|续"},
    {"断点|续传", 3, "|续"}, /* the cursor's own character comes first */
    {"断点|续传", 2, "|续"},
    {"断点|续传", 1, "|"},
    {"断点续传|", 1, "|"},
    {"断点|续传", 0, "|"},
    {"断点|续传", -3, "|"},
    {"caf" E_ACUTE "s|", 4, "f" E_ACUTE "s|"},
};

START_TEST(view_shows_the_cursor)
{
    struct edit edit = {0};
    put(&edit, views[_i].line);
    check_view(&edit, views[_i].cells, views[_i].shown);
    edit_release(&edit);
}
END_TEST

START_TEST(view_moves_only_when_it_must)
{
    struct edit edit = {0};
    put(&edit, "abcdefghij|");
    check_view(&edit, 5, "ghij|");
    edit_left(&edit);
    check_view(&edit, 5, "ghi|j");
    edit_left(&edit);
    edit_left(&edit);
    check_view(&edit, 5, "g|hij");
    edit_left(&edit);
    check_view(&edit, 5, "f|ghij");
    edit_home(&edit);
    check_view(&edit, 5, "|abcde");
    for (int i = 0; i < 4; i++)
        edit_right(&edit);
    check_view(&edit, 5, "abcd|e");
    edit_right(&edit);
    check_view(&edit, 5, "bcde|f");
    edit_release(&edit);
}
END_TEST

START_TEST(view_fills_the_room)
{
    struct edit edit = {0};
    put(&edit, "abcdefghij|");
    check_view(&edit, 5, "ghij|");
    edit_delete_backwards(&edit);
    check_view(&edit, 5, "fghi|");
    check_view(&edit, 8, "cdefghi|");
    edit_delete_to_start(&edit);
    check_view(&edit, 8, "|");
    edit_release(&edit);
}
END_TEST

static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static const char *const scraps[] = {
    "a",          " ",
    "重",         "定向 ",
    "\u0301",     "\u0301\u0302\u0303\u0304\u0305",
    "\U0001F1E8", "\U0001F1F3",
    "\u1112",     "\u1161",
    "\u11AB",     "\U0001F44D\U0001F3FD",
    "\u200d",     "\n",
    "\t",         "\x1b",
    "\xe9",       "a long piece of text that fills the line sooner, 一二三四五六七八九十",
};

static bool (*const all_acts[])(struct edit *) = {
    edit_left,
    edit_right,
    edit_word_left,
    edit_word_right,
    edit_home,
    edit_end,
    edit_delete_backwards,
    edit_delete_forwards,
    edit_delete_word,
    edit_delete_to_start,
    edit_delete_to_end,
    edit_older,
    edit_newer,
};

static void check_invariants(struct edit *edit, int cells)
{
    struct str text = edit_text(edit);
    ck_assert_uint_le(text.len, EDIT_LIMIT);
    ck_assert(text_is_clean(text));
    ck_assert_ptr_null(memchr(text.data, '\n', text.len));
    ck_assert_ptr_null(memchr(text.data, '\t', text.len));
    size_t at = 0;
    while (at < edit->cursor)
        at = text_next_grapheme(text, at);
    ck_assert_uint_eq(at, edit->cursor);
    struct edit_part part = edit_view(edit, cells);
    ck_assert(part.from <= edit->cursor && edit->cursor <= part.to && part.to <= text.len);
    ck_assert_int_le(text_width(str_slice(text, part.from, part.to)), cells);
    ck_assert(part.cursor_column < cells || cells == 0);
}

START_TEST(holds_its_invariants)
{
    struct edit edit = {0};
    uint32_t state = 11;
    for (int i = 0; i < 5000; i++) {
        uint32_t choice = next_number(&state) % 40;
        bool gentle = next_number(&state) % 4 != 0;
        if (choice >= COUNT(all_acts))
            edit_insert(&edit, str_of(scraps[next_number(&state) % COUNT(scraps)]));
        else if (!gentle || choice < 8)
            all_acts[choice](&edit);
        if (next_number(&state) % 50 == 0)
            edit_remember(&edit);
        check_invariants(&edit, (int)(next_number(&state) % 30));
    }
    edit_release(&edit);
}
END_TEST

Suite *edit_suite(void)
{
    Suite *suite = suite_create("edit");
    TCase *line = tcase_create("line"), *history = tcase_create("history");
    TCase *view = tcase_create("view"), *all = tcase_create("all");
    tcase_add_loop_test(line, acts_on_the_line, 0, COUNT(acts));
    tcase_add_loop_test(line, inserts_clean_text, 0, COUNT(inserts));
    tcase_add_test(line, sets_clean_text);
    tcase_add_test(line, stops_at_the_limit);
    tcase_add_test(history, history_goes_back_and_forth);
    tcase_add_test(history, history_keeps_a_changed_line_as_the_unfinished_one);
    tcase_add_test(history, history_leaves_out_blanks_and_repetitions);
    tcase_add_test(history, history_begins_again_with_a_new_line);
    tcase_add_test(history, history_forgets_the_oldest);
    tcase_add_loop_test(view, view_shows_the_cursor, 0, COUNT(views));
    tcase_add_test(view, view_moves_only_when_it_must);
    tcase_add_test(view, view_fills_the_room);
    tcase_add_test(all, holds_its_invariants);
    tcase_set_timeout(all, 60);
    suite_add_tcase(suite, line);
    suite_add_tcase(suite, history);
    suite_add_tcase(suite, view);
    suite_add_tcase(suite, all);
    return suite;
}
