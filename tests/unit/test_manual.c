/* The manual page says what the program does: its keys are those of the table of commands.
 *
 * With SB_RENEW set in the environment, the key section of man/statusbrowse.1.in is written anew.
 */
#include "suites.h"

#include "core/buf.h"
#include "core/file.h"
#include "ui/command.h"
#include "ui/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SB_SRCDIR
#define SB_SRCDIR "."
#endif

static const char keys_begin[] = ".\\\" Written by the table of commands: see HACKING.md.\n";
static const char keys_end[] = ".\\\" End of the keys.\n";

static void manual_path(struct buf *path)
{
    const char *folder = getenv("SB_SRCDIR");
    buf_add_format(path, "%s/man/statusbrowse.1.in", folder ? folder : SB_SRCDIR);
}

static struct buf read_manual(void)
{
    struct buf path = {0}, manual = {0};
    struct error error = {0};
    manual_path(&path);
    ck_assert_msg(file_read(path.data, &manual, &error), "%s: %s", path.data, error.what);
    buf_release(&path);
    return manual;
}

/* The part of the manual between the two comments. */
static struct str keys_of(const struct buf *manual)
{
    const char *begin = strstr(manual->data, keys_begin);
    ck_assert_msg(begin, "the comment before the keys is missing");
    begin += strlen(keys_begin);
    const char *end = strstr(begin, keys_end);
    ck_assert_msg(end, "the comment behind the keys is missing");
    return (struct str){begin, (size_t)(end - begin)};
}

static void renew_keys(const char *keys)
{
    struct buf path = {0}, manual = read_manual();
    struct str old = keys_of(&manual);
    buf_splice(&manual, (size_t)(old.data - manual.data), old.len, str_of(keys));
    manual_path(&path);
    FILE *file = fopen(path.data, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(manual.data, 1, manual.len, file), manual.len);
    ck_assert_int_eq(fclose(file), 0);
    buf_release(&path);
    buf_release(&manual);
}

/* How many lines the two texts have in common at their beginning. */
static size_t common_lines(struct str a, struct str b)
{
    size_t lines = 0;
    for (size_t i = 0; i < a.len && i < b.len && a.data[i] == b.data[i]; i++)
        lines += a.data[i] == '\n';
    return lines;
}

START_TEST(keys_are_those_of_the_table)
{
    struct buf keys = {0};
    command_manual(&keys);
    if (getenv("SB_RENEW"))
        renew_keys(keys.data);
    struct buf manual = read_manual();
    struct str written = keys_of(&manual);
    ck_assert_msg(str_equal(written, buf_str(&keys)),
                  "the key section of man/statusbrowse.1.in differs from the table of commands in "
                  "its line %zu; SB_RENEW=1 writes it anew",
                  common_lines(written, buf_str(&keys)) + 1);
    buf_release(&keys);
    buf_release(&manual);
}
END_TEST

static const char *const sections[] = {
    "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS",         "QUERY",
    "KEYS", "FILES",    "ENVIRONMENT", "\"EXIT STATUS\"", "EXAMPLES",
};

START_TEST(sections_stand_in_order)
{
    struct buf manual = read_manual(), heading = {0};
    const char *at = manual.data;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        buf_cut(&heading, 0);
        buf_add_format(&heading, "\n.SH %s\n", sections[i]);
        at = strstr(at, heading.data);
        ck_assert_msg(at, "the section %s is missing, or not in its place", sections[i]);
    }
    buf_release(&heading);
    buf_release(&manual);
}
END_TEST

START_TEST(themes_are_named)
{
    struct buf manual = read_manual();
    const char *section = strstr(manual.data, "\\-\\-theme");
    ck_assert_ptr_nonnull(section);
    for (size_t i = 0; theme_name(i); i++) {
        const char *name = strstr(section, theme_name(i));
        ck_assert_msg(name && name - section < 200, "the theme %s is missing", theme_name(i));
    }
    buf_release(&manual);
}
END_TEST

Suite *manual_suite(void)
{
    Suite *suite = suite_create("manual");
    TCase *words = tcase_create("words");
    tcase_add_test(words, keys_are_those_of_the_table);
    tcase_add_test(words, sections_stand_in_order);
    tcase_add_test(words, themes_are_named);
    suite_add_tcase(suite, words);
    return suite;
}
