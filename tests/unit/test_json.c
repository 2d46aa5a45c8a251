#include "core/json.h"
#include "suites.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- A struct with one member of each kind --- */

struct point {
    int x, y;
};
struct sample {
    int number;
    bool flag;
    const char *text;
    int colour;
    const char **names;
    size_t name_count;
    struct point corner, other;
    struct point *points;
    size_t point_count;
};

static const char *no_x(struct str text)
{
    return text.len > 0 && memchr(text.data, 'x', text.len) ? N_("has an x") : NULL;
}

static const char *const colours[] = {"", "red", "green", NULL};
static const struct json_field point_fields[] = {
    {"x", JSON_KIND_INT, .offset = offsetof(struct point, x)},
    {"y", JSON_KIND_INT, .offset = offsetof(struct point, y)},
    {0},
};
static const struct json_field sample_fields[] = {
    {"number", JSON_KIND_INT, .offset = offsetof(struct sample, number)},
    {"flag", JSON_KIND_BOOL, .offset = offsetof(struct sample, flag)},
    {"text", JSON_KIND_STRING, .offset = offsetof(struct sample, text), .flaw = no_x},
    {"colour", JSON_KIND_WORD, .offset = offsetof(struct sample, colour), .words = colours},
    {"names", JSON_KIND_STRING_ARRAY, .offset = offsetof(struct sample, names),
     .count_offset = offsetof(struct sample, name_count), .flaw = no_x},
    {"corner", JSON_KIND_OBJECT, .offset = offsetof(struct sample, corner), .fields = point_fields},
    {"other", JSON_KIND_OBJECT_OR_NULL, .offset = offsetof(struct sample, other),
     .fields = point_fields},
    {"points", JSON_KIND_ARRAY, .offset = offsetof(struct sample, points),
     .count_offset = offsetof(struct sample, point_count), .fields = point_fields,
     .item_size = sizeof(struct point)},
    {0},
};

static const char good[] = "{\n"
                           "  \"number\": -7,\n"
                           "  \"flag\": true,\n"
                           "  \"text\": \"a\\u00e9\\n中\",\n"
                           "  \"colour\": \"green\",\n"
                           "  \"names\": [\"one\", \"\", \"three\"],\n"
                           "  \"corner\": {\"x\": 1, \"y\": 2},\n"
                           "  \"other\": {\"y\": 4, \"x\": 3},\n"
                           "  \"points\": [{\"x\": 5, \"y\": 6}, {\"x\": 7, \"y\": 8}]\n"
                           "}\n";

static void check_good(const struct sample *sample)
{
    ck_assert_int_eq(sample->number, -7);
    ck_assert(sample->flag);
    ck_assert_str_eq(sample->text, "aé\n中");
    ck_assert_int_eq(sample->colour, 2);
    ck_assert_uint_eq(sample->name_count, 3);
    ck_assert_str_eq(sample->names[0], "one");
    ck_assert_str_eq(sample->names[1], "");
    ck_assert_str_eq(sample->names[2], "three");
    ck_assert(sample->corner.x == 1 && sample->corner.y == 2);
    ck_assert(sample->other.x == 3 && sample->other.y == 4);
    ck_assert_uint_eq(sample->point_count, 2);
    ck_assert(sample->points[0].x == 5 && sample->points[0].y == 6);
    ck_assert(sample->points[1].x == 7 && sample->points[1].y == 8);
}

/* --- Reading --- */

START_TEST(reads_every_kind)
{
    struct sample sample = {0};
    struct arena arena = {0};
    struct error error = {.what = "untouched"};
    ck_assert(json_read(STR(good), "sample", sample_fields, &sample, &arena, &error));
    ck_assert_str_eq(error.what, "untouched");
    check_good(&sample);
    arena_release(&arena);
}
END_TEST

START_TEST(reads_empty_and_null)
{
    struct sample sample = {0};
    struct arena arena = {0};
    struct error error = {0};
    struct str json = STR("{\"points\":[],\"other\":null,\"corner\":{\"y\":2147483647,"
                          "\"x\":-2147483648},\"names\":[],\"colour\":\"red\",\"text\":\"\","
                          "\"flag\":false,\"number\":0}");
    ck_assert(json_read(json, "sample", sample_fields, &sample, &arena, &error));
    ck_assert(!sample.flag && sample.name_count == 0 && sample.point_count == 0);
    ck_assert(sample.other.x == 0 && sample.other.y == 0);
    ck_assert_int_eq(sample.corner.x, -2147483647 - 1);
    ck_assert_int_eq(sample.corner.y, 2147483647);
    ck_assert_str_eq(sample.text, "");
    ck_assert_int_eq(sample.colour, 1);
    arena_release(&arena);
}
END_TEST

/* The good document with `old`, which stands in it once, replaced. */
static const struct {
    const char *old, *new, *where, *what;
    size_t line;
} faults[] = {
    /* form */
    {"-7", "7.5", "number", "whole number", 0},
    {"-7", "7.0", "number", "whole number", 0},
    {"-7", "\"7\"", "number", "whole number", 0},
    {"-7", "null", "number", "whole number", 0},
    {"-7", "2147483648", "number", "too large", 0},
    {"-7", "-2147483649", "number", "too large", 0},
    {"true", "1", "flag", "neither true nor false", 0},
    {"true", "null", "flag", "neither true nor false", 0},
    {"\"green\"", "\"blue\"", "colour", "one of the words", 0},
    {"\"green\"", "\"Green\"", "colour", "one of the words", 0},
    {"\"green\"", "\"\"", "colour", "one of the words", 0},
    {"\"green\"", "2", "colour", "not a string", 0},
    {"\"one\"", "1", "names[0]", "not a string", 0},
    {"\"three\"", "null", "names[2]", "not a string", 0},
    {"\"three\"", "\"x\"", "names[2]", "has an x", 0},
    {"\"a\\u00e9\\n中\"", "\"six\"", "text", "has an x", 0},
    {"\"a\\u00e9\\n中\"", "[]", "text", "not a string", 0},
    {"[\"one\", \"\", \"three\"]", "\"one\"", "names", "not an array", 0},
    {"{\"x\": 1, \"y\": 2}", "null", "corner", "not an object", 0},
    {"{\"x\": 1, \"y\": 2}", "[1, 2]", "corner", "not an object", 0},
    {"{\"y\": 4, \"x\": 3}", "false", "other", "not an object", 0},
    {"{\"y\": 4, \"x\": 3}", "{}", "other.x", "missing", 0},
    {"{\"y\": 4, \"x\": 3}", "{\"y\": \"\", \"x\": 3}", "other.y", "whole number", 0},
    {"[{\"x\": 5, \"y\": 6}", "[{\"x\": 5, \"z\": 6}", "points[0].z", "not a key", 0},
    {"{\"x\": 7, \"y\": 8}", "{\"x\": 7}", "points[1].y", "missing", 0},
    {"{\"x\": 7, \"y\": 8}", "{\"y\": 8, \"x\": 7, \"k\\u00e9\\n\": 0}", "points[1].k???",
     "not a key", 0},
    {"{\"x\": 7, \"y\": 8}", "null", "points[1]", "not an object", 0},
    {"[{\"x\": 5, \"y\": 6}, {\"x\": 7, \"y\": 8}]", "{}", "points", "not an array", 0},
    {"  \"flag\": true,\n", "", "flag", "missing", 0},
    {"\"flag\"", "\"Flag\"", "Flag", "not a key", 0},
    /* syntax */
    {"\"flag\": true", "\"flag\": true, \"flag\": true", "", "same key twice", 3},
    {"-7", "99999999999999999999", "", "too large a number", 2},
    {"\"one\"", "'one'", "", "not well-formed", 6},
    {"\"one\", ", "\"one\" ", "", "not well-formed", 6},
    {"\"one\"", "\"one", "", "not well-formed", 6},
    {"-7", "-07", "", "not well-formed", 2},
    {"-7", "NaN", "", "not well-formed", 2},
    {"-7", "-7 // seven", "", "not well-formed", 2},
    {"{\"y\": 4, \"x\": 3}", "{\"y\": 4, \"x\": 3,}", "", "not well-formed", 8},
    {"\"green\"", "\"gr\teen\"", "", "not well-formed", 5},
    {"\"green\"", "\"\\ud800\"", "", "not well-formed", 5},
    {"\"green\"", "\"\\u0000\"", "", "NUL", 5},
    {"\"green\"", "\"\xc0\xaf\"", "", "not UTF-8", 5},
    {"\"green\"", "\"\xff\"", "", "not UTF-8", 5},
    {"\"x\": 1,", "\"\\u0000\": 1,", "", "NUL", 7},
    {"8}]\n}\n", "8}]\n", "", "ends too early", 10},
    {"8}]\n}\n", "8}]\n} {}\n", "", "behind the end", 10},
    {"{\n  \"number\"", "\xef\xbb\xbf{\n  \"number\"", "", "not well-formed", 1},
};

static void replace_once(struct buf *text, const char *old, const char *new)
{
    struct str all = buf_str(text);
    char *at = memmem(all.data, all.len, old, strlen(old));
    ck_assert_msg(at, "%s is not there", old);
    size_t offset = (size_t)(at - all.data), end = offset + strlen(old);
    ck_assert_msg(!memmem(all.data + end, all.len - end, old, strlen(old)), "%s is there twice",
                  old);
    buf_splice(text, offset, strlen(old), str_of(new));
}

START_TEST(refuses_fault)
{
    struct buf text = {0};
    buf_add(&text, STR(good));
    replace_once(&text, faults[_i].old, faults[_i].new);
    struct sample sample = {0};
    struct arena arena = {0};
    struct error error = {.system = 5};
    ck_assert_msg(!json_read(buf_str(&text), "sample", sample_fields, &sample, &arena, &error),
                  "accepted %s", faults[_i].new);
    ck_assert_str_eq(error.file, "sample");
    ck_assert_str_eq(error.where, faults[_i].where);
    ck_assert_msg(strstr(error.what, faults[_i].what), "%s instead of %s", error.what,
                  faults[_i].what);
    ck_assert_uint_eq(error.line, faults[_i].line);
    ck_assert_int_eq(error.system, 0);
    arena_release(&arena);
    buf_release(&text);
}
END_TEST

static const struct {
    const char *json, *what;
    size_t line;
} tops[] = {
    {"", "ends too early", 1},      {"\n\n", "ends too early", 3},
    {"[]", "not an object", 0},     {"[{}]", "not an object", 0},
    {"7", "not well-formed", 1},    {"\"text\"", "not well-formed", 1},
    {"null", "not well-formed", 1}, {"{}", "missing", 0},
    {"{", "ends too early", 1},     {"{\n\"a", "ends too early", 2},
    {"\n}", "not well-formed", 2},
};

START_TEST(refuses_other_tops)
{
    struct sample sample = {0};
    struct arena arena = {0};
    struct error error = {0};
    ck_assert(!json_read(str_of(tops[_i].json), "top", sample_fields, &sample, &arena, &error));
    ck_assert_msg(strstr(error.what, tops[_i].what), "%s", error.what);
    ck_assert_uint_eq(error.line, tops[_i].line);
    arena_release(&arena);
}
END_TEST

START_TEST(refuses_no_text_at_all)
{
    struct sample sample = {0};
    struct arena arena = {0};
    struct error error = {0};
    ck_assert(!json_read((struct str){0}, "none", sample_fields, &sample, &arena, &error));
    ck_assert_ptr_nonnull(error.what);
    arena_release(&arena);
}
END_TEST

/* Every proper beginning of the document is refused; the final newline may be missing. */
START_TEST(refuses_beginnings)
{
    for (size_t len = 0; len < sizeof good - 2; len++) {
        struct sample sample = {0};
        struct arena arena = {0};
        struct error error = {0};
        char *cut = mem_new(len, 1); /* no NUL behind it */
        memcpy(cut, good, len);
        ck_assert_msg(
            !json_read((struct str){cut, len}, "cut", sample_fields, &sample, &arena, &error),
            "accepted %zu bytes", len);
        arena_release(&arena);
        free(cut);
    }
}
END_TEST

START_TEST(long_places_are_cut)
{
    struct buf text = {0};
    buf_add_text(&text, "{\"");
    for (int i = 0; i < 1000; i++)
        buf_add_text(&text, "key");
    buf_add_text(&text, "\": 0}");
    struct sample sample = {0};
    struct arena arena = {0};
    struct error error = {0};
    ck_assert(!json_read(buf_str(&text), "long", sample_fields, &sample, &arena, &error));
    ck_assert_uint_eq(strlen(error.where), sizeof error.where - 1);
    ck_assert(strncmp(error.where, "keykey", 6) == 0);
    arena_release(&arena);
    buf_release(&text);
}
END_TEST

/* --- Depth --- */

struct node {
    struct node *children;
    size_t count;
};

static const struct json_field node_fields[] = {
    {"in", JSON_KIND_ARRAY, .offset = offsetof(struct node, children),
     .count_offset = offsetof(struct node, count), .fields = node_fields,
     .item_size = sizeof(struct node)},
    {0},
};

static bool read_nested(const char *open, const char *middle, const char *close, int times,
                        struct error *error)
{
    struct buf text = {0};
    for (int i = 0; i < times; i++)
        buf_add_text(&text, open);
    buf_add_text(&text, middle);
    for (int i = 0; i < times; i++)
        buf_add_text(&text, close);
    struct node node = {0};
    struct arena arena = {0};
    bool read = json_read(buf_str(&text), "deep", node_fields, &node, &arena, error);
    arena_release(&arena);
    buf_release(&text);
    return read;
}

START_TEST(depth_is_limited)
{
    /* Each time gives two levels, an object and an array. */
    struct error error = {0};
    ck_assert(read_nested("{\"in\":[", "", "]}", JSON_DEPTH / 2, &error));
    ck_assert(!read_nested("{\"in\":[", "", "]}", JSON_DEPTH / 2 + 1, &error));
    ck_assert_msg(strstr(error.what, "nested too deeply"), "%s", error.what);
    ck_assert(strncmp(error.where, "in[0].in[0].in[0]", 17) == 0);
}
END_TEST

static const struct {
    const char *open, *middle, *close, *what;
    int times;
} depths[] = {
    {"[", "", "]", "not an object", JSON_DEPTH + 1},
    {"[", "", "]", "nested too deeply", 1000000},
    {"{\"in\":", "0", "}", "not an array", 2000},
    {"{\"in\":", "0", "}", "nested too deeply", 1000000},
    {"{\"in\":[", "", "", "nested too deeply", 1000000},
};

START_TEST(deep_nesting_is_refused)
{
    struct error error = {0};
    ck_assert(!read_nested(depths[_i].open, depths[_i].middle, depths[_i].close, depths[_i].times,
                           &error));
    ck_assert_msg(strstr(error.what, depths[_i].what), "%s", error.what);
}
END_TEST

/* --- Writing --- */

static char *printed(struct json *value)
{
    struct buf out = {0};
    json_print(&out, value);
    json_free(value);
    return buf_detach(&out);
}

static struct json *point(int x, int y)
{
    struct json *object = json_new_object();
    json_set(object, "x", json_new_int(x));
    json_set(object, "y", json_new_int(y));
    return object;
}

static struct json *good_value(void)
{
    struct json *top = json_new_object(), *names = json_new_array(), *points = json_new_array();
    json_set(top, "number", json_new_int(-7));
    json_set(top, "flag", json_new_bool(true));
    json_set(top, "text", json_new_string(STR("aé\n中")));
    json_set(top, "colour", json_new_string(STR("green")));
    json_append(names, json_new_string(STR("one")));
    json_append(names, json_new_string((struct str){0}));
    json_append(names, json_new_string(str_slice(STR("two three"), 4, 9)));
    json_set(top, "names", names);
    json_set(top, "corner", point(1, 2));
    json_set(top, "other", point(3, 4));
    json_append(points, point(5, 6));
    json_append(points, point(7, 8));
    json_set(top, "points", points);
    return top;
}

START_TEST(what_is_written_is_read)
{
    char *text = printed(good_value());
    struct sample sample = {0};
    struct arena arena = {0};
    struct error error = {0};
    ck_assert_msg(json_read(str_of(text), "back", sample_fields, &sample, &arena, &error), "%s: %s",
                  error.where, error.what);
    check_good(&sample);
    arena_release(&arena);
    free(text);
}
END_TEST

START_TEST(prints_in_order_and_indented)
{
    struct json *top = json_new_object(), *list = json_new_array();
    json_set(top, "z", json_new_null());
    json_set(top, "a", json_new_bool(false));
    json_append(list, json_new_int(9223372036854775807));
    json_append(list, json_new_array());
    json_append(list, json_new_object());
    json_set(top, "m", list);
    json_set(top, "b", json_new_string(STR("\"\\/\t中")));
    char *text = printed(top);
    ck_assert_str_eq(text, "{\n"
                           "  \"z\": null,\n"
                           "  \"a\": false,\n"
                           "  \"m\": [\n"
                           "    9223372036854775807,\n"
                           "    [],\n"
                           "    {}\n"
                           "  ],\n"
                           "  \"b\": \"\\\"\\\\/\\t中\"\n"
                           "}");
    free(text);
}
END_TEST

START_TEST(prints_behind_what_is_there)
{
    struct buf out = {0};
    buf_add_text(&out, "got ");
    struct json *value = json_new_bool(true);
    json_print(&out, value);
    json_free(value);
    ck_assert_str_eq(out.data, "got true");
    buf_release(&out);
}
END_TEST

static const struct {
    struct str text;
    const char *printed;
} strings[] = {
    {{NULL, 0}, "\"\""},
    {{"a\0b", 3}, "\"a\\u0000b\""},
    {{"\xff", 1}, "\"\uFFFD\""},
    {{"a\xe4\xb8", 3}, "\"a\uFFFD\""},
    {{"\xed\xa0\x80z", 4}, "\"\uFFFD\uFFFD\uFFFDz\""},
    {{"\xc3\xa9\x80\xc3\xa9", 5}, "\"é\uFFFDé\""},
    {{"\xf0\x9f\x98\x80", 4}, "\"😀\""},
    {{"\x1b[31m", 5}, "\"\\u001B[31m\""},
};

START_TEST(strings_are_mended)
{
    char *text = printed(json_new_string(strings[_i].text));
    ck_assert_str_eq(text, strings[_i].printed);
    free(text);
}
END_TEST

Suite *json_suite(void)
{
    Suite *suite = suite_create("json");
    TCase *reading = tcase_create("reading"), *writing = tcase_create("writing");
    tcase_add_test(reading, reads_every_kind);
    tcase_add_test(reading, reads_empty_and_null);
    tcase_add_loop_test(reading, refuses_fault, 0, (int)COUNT(faults));
    tcase_add_loop_test(reading, refuses_other_tops, 0, (int)COUNT(tops));
    tcase_add_test(reading, refuses_no_text_at_all);
    tcase_add_test(reading, refuses_beginnings);
    tcase_add_test(reading, long_places_are_cut);
    tcase_add_test(reading, depth_is_limited);
    tcase_add_loop_test(reading, deep_nesting_is_refused, 0, (int)COUNT(depths));
    suite_add_tcase(suite, reading);
    tcase_add_test(writing, what_is_written_is_read);
    tcase_add_test(writing, prints_in_order_and_indented);
    tcase_add_test(writing, prints_behind_what_is_there);
    tcase_add_loop_test(writing, strings_are_mended, 0, (int)COUNT(strings));
    suite_add_tcase(suite, writing);
    return suite;
}
