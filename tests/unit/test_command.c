#include "suites.h"
#include "ui/command.h"

#include <ctype.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    unsigned context;
    uint32_t code;
    unsigned modifiers;
    enum command command;
} bindings[] = {
    {CONTEXT_TREE, 'j', 0, COMMAND_DOWN},
    {CONTEXT_DETAIL, SPECIAL_UP, 0, COMMAND_UP},
    {CONTEXT_HELP, ' ', 0, COMMAND_PAGE_DOWN},
    {CONTEXT_TREE, 'd', MODIFIER_CONTROL, COMMAND_HALF_PAGE_DOWN},
    {CONTEXT_SEARCH, 'd', MODIFIER_CONTROL, COMMAND_DELETE_FORWARDS},
    {CONTEXT_SEARCH, 'u', MODIFIER_CONTROL, COMMAND_DELETE_TO_START},
    {CONTEXT_TREE, 'd', 0, COMMAND_NONE},
    {CONTEXT_TREE, 'g', 0, COMMAND_FIRST},
    {CONTEXT_TREE, 'G', 0, COMMAND_LAST},
    {CONTEXT_TREE, 'G', MODIFIER_SHIFT, COMMAND_LAST},
    {CONTEXT_TREE, 'j', MODIFIER_META, COMMAND_NONE},
    {CONTEXT_TREE, SPECIAL_LEFT, 0, COMMAND_CLOSE_BRANCH},
    {CONTEXT_TREE, SPECIAL_LEFT, MODIFIER_META, COMMAND_BACK},
    {CONTEXT_DETAIL, 'h', 0, COMMAND_SWITCH_PANE},
    {CONTEXT_DETAIL, SPECIAL_BACKTAB, 0, COMMAND_SWITCH_PANE},
    {CONTEXT_TREE, SPECIAL_ENTER, 0, COMMAND_OPEN},
    {CONTEXT_DETAIL, SPECIAL_ENTER, 0, COMMAND_FOLLOW_LINK},
    {CONTEXT_SEARCH, SPECIAL_ENTER, 0, COMMAND_ACCEPT},
    {CONTEXT_TREE, '0', 0, COMMAND_DIGIT},
    {CONTEXT_DETAIL, '4', 0, COMMAND_DIGIT},
    {CONTEXT_TREE, '9', 0, COMMAND_DIGIT},
    {CONTEXT_TREE, '0' - 1, 0, COMMAND_SEARCH},
    {CONTEXT_TREE, '9' + 1, 0, COMMAND_NONE},
    {CONTEXT_SEARCH, '4', 0, COMMAND_NONE},
    {CONTEXT_SEARCH, 'q', 0, COMMAND_NONE},
    {CONTEXT_SEARCH, ' ', 0, COMMAND_NONE},
    {CONTEXT_SEARCH, 0x3000, 0, COMMAND_NONE},
    {CONTEXT_SEARCH, SPECIAL_UP, 0, COMMAND_UP},
    {CONTEXT_SEARCH, 'p', MODIFIER_CONTROL, COMMAND_HISTORY_OLDER},
    {CONTEXT_SEARCH, SPECIAL_ESCAPE, 0, COMMAND_CANCEL},
    {CONTEXT_TREE, SPECIAL_ESCAPE, 0, COMMAND_LEAVE},
    {CONTEXT_HELP, 'q', 0, COMMAND_LEAVE},
    {CONTEXT_TREE, 'q', 0, COMMAND_QUIT},
    {CONTEXT_DETAIL, 'c', MODIFIER_CONTROL, COMMAND_QUIT},
    {CONTEXT_HELP, 'Q', 0, COMMAND_QUIT_AT_ONCE},
    {CONTEXT_HELP, SPECIAL_F1, 0, COMMAND_HELP},
    {CONTEXT_SEARCH, SPECIAL_F1, 0, COMMAND_HELP},
    {CONTEXT_SEARCH, '?', 0, COMMAND_NONE},
    {CONTEXT_SEARCH, 'l', MODIFIER_CONTROL, COMMAND_REDRAW},
    {CONTEXT_SEARCH, 'z', MODIFIER_CONTROL, COMMAND_SUSPEND},
    {CONTEXT_DETAIL, 0xFF1F, 0, COMMAND_HELP},          /* ？ */
    {CONTEXT_DETAIL, 0x3010, 0, COMMAND_PREVIOUS_LINK}, /* 【 */
    {CONTEXT_TREE, 0x3001, 0, COMMAND_SEARCH},          /* 、 */
    {CONTEXT_TREE, 0xFF14, 0, COMMAND_DIGIT},           /* ４ */
    {CONTEXT_TREE, 0, 0, COMMAND_NONE},
    {CONTEXT_TREE, SPECIAL_INSERT, 0, COMMAND_NONE},
    {0, 'q', 0, COMMAND_NONE},
};

static struct event key_event(uint32_t code, unsigned modifiers)
{
    return (struct event){.kind = EVENT_KEY, .key = {code, modifiers}};
}

START_TEST(keys_mean_commands)
{
    struct event event = key_event(bindings[_i].code, bindings[_i].modifiers);
    ck_assert_int_eq(command_for_key(bindings[_i].context, &event), bindings[_i].command);
}
END_TEST

START_TEST(only_keys_mean_commands)
{
    struct event event = key_event('q', 0);
    for (enum event_kind kind = EVENT_NONE; kind <= EVENT_RESIZE; kind++) {
        event.kind = kind;
        ck_assert_int_eq(command_for_key(CONTEXT_TREE, &event),
                         kind == EVENT_KEY ? COMMAND_QUIT : COMMAND_NONE);
    }
}
END_TEST

START_TEST(characters_lose_their_width)
{
    struct event event = key_event(0xFF14, 0);
    ck_assert_uint_eq(command_character(&event), '4');
    event = key_event(0xFF01, 0);
    ck_assert_uint_eq(command_character(&event), '!');
    event = key_event(0xFF5E, 0);
    ck_assert_uint_eq(command_character(&event), '~');
    event = key_event(0x4E2D, 0);
    ck_assert_uint_eq(command_character(&event), 0x4E2D);
}
END_TEST

static bool keys_meet(const struct command_key *a, const struct command_key *b)
{
    uint32_t a_last = a->last ? a->last : a->code, b_last = b->last ? b->last : b->code;
    return a->modifiers == b->modifiers && a->code <= b_last && b->code <= a_last;
}

/* How often a key that meets this one stands in the context. */
static int bound(unsigned context, const struct command_key *key)
{
    size_t count;
    const struct command_row *table = command_table(&count);
    int times = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < COMMAND_KEYS && table[i].keys[k].code; k++)
            times += (table[i].contexts & context) && keys_meet(&table[i].keys[k], key);
    return times;
}

START_TEST(no_key_is_bound_twice)
{
    size_t count;
    const struct command_row *table = command_table(&count);
    for (unsigned context = CONTEXT_TREE; context <= CONTEXT_HELP; context *= 2)
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < COMMAND_KEYS && table[i].keys[k].code; k++)
                if (table[i].contexts & context)
                    ck_assert_msg(bound(context, &table[i].keys[k]) == 1,
                                  "key %zu of %s is bound twice in context %u", k, table[i].name,
                                  context);
}
END_TEST

START_TEST(search_line_takes_no_characters)
{
    size_t count;
    const struct command_row *table = command_table(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < COMMAND_KEYS && table[i].keys[k].code; k++)
            ck_assert_msg(!(table[i].contexts & CONTEXT_SEARCH) || table[i].keys[k].modifiers ||
                              table[i].keys[k].code > SPECIAL_BASE,
                          "%s takes a character away from the search line", table[i].name);
}
END_TEST

static void check_name(const char *name)
{
    ck_assert_ptr_nonnull(name);
    ck_assert(islower((unsigned char)name[0]));
    for (const char *at = name; *at; at++)
        ck_assert_msg(islower((unsigned char)*at) || (*at == '-' && islower((unsigned char)at[1])),
                      "%s is not written in kebab-case", name);
}

START_TEST(rows_are_complete)
{
    size_t count;
    const struct command_row *table = command_table(&count);
    for (size_t i = 0; i < count; i++) {
        const struct command_row *row = &table[i];
        check_name(row->name);
        ck_assert(row->help && strlen(row->help) > 3 && row->help[strlen(row->help) - 1] != '.');
        ck_assert(isupper((unsigned char)row->help[0]));
        ck_assert(row->contexts != 0 && row->contexts < CONTEXT_NOTE * 2);
        ck_assert(row->keys[0].code != 0);
        ck_assert(row->command > COMMAND_NONE && row->command < COMMAND_COUNT);
        ck_assert(!row->hint || *row->hint);
        for (size_t k = 0; k < COMMAND_KEYS; k++)
            ck_assert(!(row->keys[k].modifiers & MODIFIER_SHIFT));
    }
}
END_TEST

START_TEST(every_command_can_be_given)
{
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
        ck_assert_msg(command_find(~0u, command), "command %d has no row", (int)command);
    ck_assert_ptr_null(command_find(~0u, COMMAND_NONE));
    ck_assert_ptr_null(command_find(CONTEXT_SEARCH, COMMAND_QUIT));
    ck_assert_str_eq(command_find(CONTEXT_HELP, COMMAND_LEAVE)->help, "Close the help");
}
END_TEST

START_TEST(names_are_unique)
{
    size_t count;
    const struct command_row *table = command_table(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert_msg((strcmp(table[i].name, table[j].name) == 0) ==
                              (table[i].command == table[j].command),
                          "%s and %s", table[i].name, table[j].name);
}
END_TEST

START_TEST(no_row_stands_twice)
{
    size_t count;
    const struct command_row *table = command_table(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert_msg(strcmp(table[i].help, table[j].help) != 0, "%s: %s", table[i].name,
                          table[i].help);
}
END_TEST

START_TEST(groups_stand_together_and_in_order)
{
    size_t count;
    const struct command_row *table = command_table(&count);
    ck_assert_int_eq(table[0].group, 0);
    for (size_t i = 1; i < count; i++)
        ck_assert(table[i].group == table[i - 1].group || table[i].group == table[i - 1].group + 1);
    ck_assert_int_eq(table[count - 1].group, GROUP_COUNT - 1);
    for (enum command_group group = 0; group < GROUP_COUNT; group++)
        ck_assert(*command_group_name(group));
}
END_TEST

static const struct {
    enum command command;
    int times; /* 0: does not move */
    enum motion_unit unit;
} motions[] = {
    {COMMAND_UP, -1, MOTION_LINE},
    {COMMAND_DOWN, 1, MOTION_LINE},
    {COMMAND_PAGE_UP, -1, MOTION_PAGE},
    {COMMAND_PAGE_DOWN, 1, MOTION_PAGE},
    {COMMAND_HALF_PAGE_UP, -1, MOTION_HALF_PAGE},
    {COMMAND_HALF_PAGE_DOWN, 1, MOTION_HALF_PAGE},
    {COMMAND_FIRST, -1, MOTION_ALL},
    {COMMAND_LAST, 1, MOTION_ALL},
    {COMMAND_NONE, 0, MOTION_LINE},
    {COMMAND_QUIT, 0, MOTION_LINE},
    {COMMAND_QUIT_AT_ONCE, 0, MOTION_LINE},
};

START_TEST(commands_move)
{
    struct motion motion = {0};
    ck_assert_int_eq(command_motion(motions[_i].command, &motion), motions[_i].times != 0);
    ck_assert_int_eq(motion.times, motions[_i].times);
    ck_assert_int_eq(motion.unit, motions[_i].unit);
}
END_TEST

static const struct {
    struct command_key key;
    const char *text, *ascii;
} key_texts[] = {
    {{'k', 0, 0}, "k", "k"},
    {{'G', 0, 0}, "G", "G"},
    {{' ', 0, 0}, "Space", "Space"},
    {{'l', MODIFIER_CONTROL, 0}, "Ctrl-L", "Ctrl-L"},
    {{'a', MODIFIER_CONTROL, 0}, "Ctrl-A", "Ctrl-A"},
    {{'z', MODIFIER_CONTROL, 0}, "Ctrl-Z", "Ctrl-Z"},
    {{'b', MODIFIER_META, 0}, "Alt-B", "Alt-B"},
    {{'x', MODIFIER_CONTROL | MODIFIER_META, 0}, "Ctrl-Alt-X", "Ctrl-Alt-X"},
    {{SPECIAL_UP, 0, 0}, "↑", "Up"},
    {{SPECIAL_LEFT, MODIFIER_META, 0}, "Alt-←", "Alt-Left"},
    {{SPECIAL_PAGE_DOWN, 0, 0}, "PgDn", "PgDn"},
    {{SPECIAL_BACKTAB, 0, 0}, "Shift-Tab", "Shift-Tab"},
    {{SPECIAL_ESCAPE, 0, 0}, "Esc", "Esc"},
    {{SPECIAL_F1, 0, 0}, "F1", "F1"},
    {{SPECIAL_F1 + 11, 0, 0}, "F12", "F12"},
    {{'0', 0, '9'}, "0–9", "0-9"},
    {{0x4E2D, 0, 0}, "中", "中"},
};

START_TEST(keys_have_names)
{
    struct buf out = {0};
    command_key_text(&out, &key_texts[_i].key, false);
    ck_assert_str_eq(out.data, key_texts[_i].text);
    buf_cut(&out, 0);
    command_key_text(&out, &key_texts[_i].key, true);
    ck_assert_str_eq(out.data, key_texts[_i].ascii);
    buf_release(&out);
}
END_TEST

START_TEST(rows_name_their_keys)
{
    struct buf out = {0};
    command_keys_text(&out, command_find(CONTEXT_TREE, COMMAND_UP), false);
    buf_add_text(&out, "; ");
    command_keys_text(&out, command_find(CONTEXT_TREE, COMMAND_UP), true);
    buf_add_text(&out, "; ");
    command_keys_text(&out, command_find(CONTEXT_TREE, COMMAND_DIGIT), true);
    ck_assert_str_eq(out.data, "↑, k, Ctrl-P; Up, k, Ctrl-P; 0-9");
    buf_release(&out);
}
END_TEST

START_TEST(ascii_names_are_ascii)
{
    size_t count;
    const struct command_row *table = command_table(&count);
    struct buf out = {0};
    for (size_t i = 0; i < count; i++)
        command_keys_text(&out, &table[i], true);
    for (size_t i = 0; i < out.len; i++)
        ck_assert(isprint((unsigned char)out.data[i]));
    buf_release(&out);
}
END_TEST

static size_t times_in(const char *text, const char *part)
{
    size_t times = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        times++;
    return times;
}

START_TEST(manual_tells_every_row)
{
    size_t count;
    const struct command_row *table = command_table(&count);
    struct buf out = {0};
    command_manual(&out);
    ck_assert_uint_eq(times_in(out.data, ".TP\n"), count);
    ck_assert_uint_eq(times_in(out.data, ".SS "), GROUP_COUNT);
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(strstr(out.data, table[i].help), "%s is missing", table[i].name);
    ck_assert(str_starts(buf_str(&out), STR(".SS Movement\n.TP\n\\fBUp\\fR, \\fBk\\fR, "
                                            "\\fBCtrl\\-P\\fR\nMove one line up\n.TP\n")));
    ck_assert(strstr(out.data, "\n\\fB0\\-9\\fR\nGo to a code: type its three digits\n"));
    ck_assert_ptr_null(strstr(out.data, "\n\n"));
    buf_release(&out);
}
END_TEST

Suite *command_suite(void)
{
    Suite *suite = suite_create("command");
    TCase *keys = tcase_create("keys"), *rows = tcase_create("table"),
          *words = tcase_create("words");
    tcase_add_loop_test(keys, keys_mean_commands, 0, COUNT(bindings));
    tcase_add_test(keys, only_keys_mean_commands);
    tcase_add_test(keys, characters_lose_their_width);
    tcase_add_loop_test(keys, commands_move, 0, COUNT(motions));
    tcase_add_test(rows, no_key_is_bound_twice);
    tcase_add_test(rows, search_line_takes_no_characters);
    tcase_add_test(rows, rows_are_complete);
    tcase_add_test(rows, every_command_can_be_given);
    tcase_add_test(rows, names_are_unique);
    tcase_add_test(rows, no_row_stands_twice);
    tcase_add_test(rows, groups_stand_together_and_in_order);
    tcase_add_loop_test(words, keys_have_names, 0, COUNT(key_texts));
    tcase_add_test(words, rows_name_their_keys);
    tcase_add_test(words, ascii_names_are_ascii);
    tcase_add_test(words, manual_tells_every_row);
    suite_add_tcase(suite, keys);
    suite_add_tcase(suite, rows);
    suite_add_tcase(suite, words);
    return suite;
}
