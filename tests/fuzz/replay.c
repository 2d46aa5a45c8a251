/* Runs every fuzz target over its corpus, as an ordinary test. */
#include "core/file.h"
#include "fuzz.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILES = 1000 };

static const struct {
    const char *name;
    fuzz_target *run;
} targets[] = {
    {"canvas", fuzz_canvas},     {"decode", fuzz_decode},     {"document", fuzz_document},
    {"encoding", fuzz_encoding}, {"lint", fuzz_lint},         {"note", fuzz_note},
    {"query", fuzz_query},       {"registry", fuzz_registry}, {"text", fuzz_text},
};

/* What there is to run; each is a test by itself. */
static struct {
    char *path;
    fuzz_target *run;
} inputs[FILES];
static int input_count;

START_TEST(input_is_survived)
{
    struct buf bytes = {0};
    struct error error;
    ck_assert_msg(file_read(inputs[_i].path, &bytes, &error), "%s", inputs[_i].path);
    char *exact = malloc(bytes.len ? bytes.len : 1); /* so that a byte beyond is noticed */
    memcpy(exact, buf_str(&bytes).data, bytes.len);
    fprintf(stderr, "%s\n", inputs[_i].path); /* the last one is what to look at */
    ck_assert_int_eq(inputs[_i].run((const uint8_t *)exact, bytes.len), 0);
    free(exact);
    buf_release(&bytes);
}
END_TEST

static int is_visible(const struct dirent *file)
{
    return file->d_name[0] != '.';
}

static void add_folder(const char *name, fuzz_target *run)
{
    struct buf folder = {0};
    struct dirent **files = NULL;
    const char *top = getenv("SB_SRCDIR");
    buf_add_format(&folder, "%s/tests/fuzz/corpus/%s", top && *top ? top : ".", name);
    int count = scandir(folder.data, &files, is_visible, alphasort);
    for (int i = 0; i < count; i++) {
        struct buf path = {0};
        buf_add_format(&path, "%s/%s", folder.data, files[i]->d_name);
        if (input_count == FILES)
            abort();
        inputs[input_count].path = buf_detach(&path);
        inputs[input_count++].run = run;
        free(files[i]);
    }
    free(files);
    buf_release(&folder);
}

START_TEST(every_target_has_inputs)
{
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        int count = 0;
        for (int j = 0; j < input_count; j++)
            count += inputs[j].run == targets[i].run;
        ck_assert_msg(count > 0, "none for %s", targets[i].name);
    }
}
END_TEST

int main(void)
{
    fuzz_locale();
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        add_folder(targets[i].name, targets[i].run);
    Suite *suite = suite_create("fuzz");
    TCase *tests = tcase_create("fuzz");
    tcase_add_test(tests, every_target_has_inputs);
    tcase_add_loop_test(tests, input_is_survived, 0, input_count);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    for (int i = 0; i < input_count; i++)
        free(inputs[i].path);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
