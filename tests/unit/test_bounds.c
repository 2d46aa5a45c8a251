/* Documents that are made to be slow or large: each is opened, within a multiple of its own size in
 * memory, and what stands behind the worst of it is found. A loader that takes quadratic time fails
 * by the time limit that every test has. */
#include "core/document.h"
#include "suites.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MILLION      ((size_t)1000000)
#define LEVELS       ((size_t)100000)

/* `piece` that many times between two other texts. All of the `entries` are found, or the document
 * says where it was cut; 0 where it does not matter how many. Memory: `times` the file. */
static const struct {
    const char *name;
    const char *before, *piece, *behind;
    size_t size, count, entries, times;
} texts[] = {
    {"a line of 100 MB", "# a\n\n", "404 and words ", "", 14, 7500000, 0, 10},
    {"an item of 100 MB", "# a\n\n- 404 Not Found: ", "404 and words ", "", 14, 7500000, 1, 10},
    {"a heading of 100 MB", "# 404 ", "404 and words ", "", 14, 7500000, 1, 10},
    {"the text of an entry", "# 404\n\n", "404 and words ", "", 14, 7500000, 1, 3},
    {"a table of 3 million cells", "# a\n\n|a|b|c|\n|---|---|---|\n", "|404|Not Found|gone|\n", "",
     21, MILLION, MILLION, 10},
    {"a million headings", "", "# 404 Not Found\n", "", 16, MILLION, MILLION, 10},
    {"a million items", "# a\n\n", "- 404 Not Found\n", "", 16, MILLION, MILLION, 10},
    {"a million lines", "# a\n\n", "404 Not Found  \n", "", 16, MILLION, MILLION, 24},
    {"nested lists", "# a\n\n", "- ", "404 a\n", 2, LEVELS, 0, 1000},
    {"nested quotes", "# a\n\n", "> ", "404 a\n", 2, LEVELS, 0, 1000},
    {"nested brackets", "# a\n\n- 404 Not Found: ", "[", "", 1, LEVELS, 1, 1000},
    {"nested links", "# a\n\n- 404 Not Found: ", "[a](", "", 4, LEVELS, 1, 1000},
    {"nested emphasis", "# a\n\n- 404 Not Found: ", "*a **b ", "", 7, LEVELS, 1, 1000},
    {"nested tags", "# a\n\n- 404 Not Found: ", "<a ", "", 3, LEVELS, 1, 1000},
    {"emphasis in a heading", "# 404 ", "*a **b ", "", 7, LEVELS, 1, 1000},
    {"50 MB of zero bytes", "", "\0", "", 1, 50 * MILLION, 0, 10},
    {"30 MB of ESC", "", "\033", "", 1, 30 * MILLION, 0, 10},
    {"50 MB of broken bytes", "", "\xFF", "", 1, 50 * MILLION, 0, 10},
    {"30 MB of marks", "# 404\n\n", "\u0301", "", 2, 15 * MILLION, 1, 10},
    {"30 MB of newlines", "# 404\n\n", "\n", "", 1, 30 * MILLION, 1, 3},
    {"front matter without end", "---\na: 1\n", "b: 2\n", "", 5, 6 * MILLION, 0, 10},
    {"a line of GB18030", "", "\xCE\xB4\xD5\xD2\xB5\xBD\xA1\xA3", "", 8, 7 * MILLION, 0, 10},
};

static const char last[] = "\n\n# 410 Gone\n";

static void put(int fd, const char *text, size_t len)
{
    for (ssize_t written; len > 0; len -= (size_t)written, text += written) {
        written = write(fd, text, len);
        REQUIRE(written > 0, "writing");
    }
}

/* A file in memory. */
static int written(int which)
{
    enum { ROOM = 1 << 20 };
    static char room[ROOM];
    int fd = memfd_create("document", MFD_CLOEXEC);
    size_t size = texts[which].size, many = ROOM / size, left = texts[which].count;
    for (size_t i = 0; i < many; i++)
        memcpy(room + i * size, texts[which].piece, size);
    put(fd, texts[which].before, strlen(texts[which].before));
    for (; left > many; left -= many)
        put(fd, room, many * size);
    put(fd, room, left * size);
    put(fd, texts[which].behind, strlen(texts[which].behind));
    put(fd, last, strlen(last));
    return fd;
}

/* Only what this test used, and no sanitizer. */
static bool memory_can_be_told(void)
{
#ifdef __SANITIZE_ADDRESS__
    return false;
#else
    const char *fork = getenv("CK_FORK");
    return !fork || strcmp(fork, "no") != 0;
#endif
}

START_TEST(any_document_is_opened)
{
    struct error error;
    size_t count, entries = 0;
    int fd = written(_i);
    size_t bytes = (size_t)lseek(fd, 0, SEEK_CUR);
    ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
    struct document *document = document_read(fd, texts[_i].name, NULL, &error);
    ck_assert_msg(document, "%s: %s", texts[_i].name, error.what);
    const struct section *sections = document_sections(document, &count);
    for (size_t i = 0; i < count; i++)
        entries += sections[i].kind == SECTION_ENTRY && sections[i].code == 404;
    bool whole = entries == texts[_i].entries || texts[_i].entries == 0;
    ck_assert_msg(whole || document_cut_line(document) > 0, "%s: %zu entries", texts[_i].name,
                  entries);
    ck_assert_uint_ge(count, 1);
    ck_assert_msg(sections[count - 1].code == 410, "%s: the last is lost", texts[_i].name);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    size_t limit = texts[_i].times * bytes + 64 * MILLION, peak = (size_t)usage.ru_maxrss * 1024;
    ck_assert_msg(!memory_can_be_told() || peak <= limit, "%s: %zu bytes of memory for %zu",
                  texts[_i].name, peak, bytes);
    document_free(document);
    close(fd);
}
END_TEST

Suite *bounds_suite(void)
{
    Suite *suite = suite_create("bounds");
    TCase *tests = tcase_create("bounds");
    tcase_set_tags(tests, "large");
    tcase_add_loop_test(tests, any_document_is_opened, 0, COUNT(texts));
    suite_add_tcase(suite, tests);
    return suite;
}
