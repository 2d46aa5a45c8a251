#include "core/json.h"
#include "core/text.h"

#include <jansson.h>
#include <limits.h>
#include <stdio.h>

/* --- Reading --- */

/* A place in the document: a chain of keys and indexes down from the top, which has no `up`. */
struct place {
    const struct place *up;
    const char *key; /* null for an item of an array */
    size_t index;
    int depth;
};

struct reader {
    struct arena *arena;
    struct error *error;
};

typedef bool read_kind(const struct reader *reader, const struct place *place,
                       const struct json_field *field, json_t *value, char *base);

static struct place inside(const struct place *up, const char *key, size_t index)
{
    return (struct place){up, key, index, up->depth + 1};
}

/* Keys come from the document: what is not plain ASCII shows as "?". */
static void write_key(char *out, size_t size, const char *key)
{
    size_t at = 0;
    for (; *key && at + 1 < size; key++)
        out[at++] = *key >= ' ' && *key <= '~' ? *key : '?';
    out[at] = '\0';
}

static void write_place(const struct place *place, char *out, size_t size)
{
    *out = '\0';
    if (!place->up)
        return;
    write_place(place->up, out, size);
    size_t used = strlen(out);
    if (!place->key) {
        snprintf(out + used, size - used, "[%zu]", place->index);
        return;
    }
    if (used > 0 && used + 1 < size)
        out[used++] = '.';
    write_key(out + used, size - used, place->key);
}

static bool fail(const struct reader *reader, const struct place *place, const char *what)
{
    reader->error->what = what;
    write_place(place, reader->error->where, sizeof reader->error->where);
    return false;
}

static bool read_int(const struct reader *reader, const struct place *place,
                     const struct json_field *field, json_t *value, char *base)
{
    if (!json_is_integer(value))
        return fail(reader, place, N_("is not a whole number"));
    json_int_t number = json_integer_value(value);
    if (number < INT_MIN || number > INT_MAX)
        return fail(reader, place, N_("is too large a number"));
    memcpy(base + field->offset, &(int){(int)number}, sizeof(int));
    return true;
}

static bool read_bool(const struct reader *reader, const struct place *place,
                      const struct json_field *field, json_t *value, char *base)
{
    if (!json_is_boolean(value))
        return fail(reader, place, N_("is neither true nor false"));
    memcpy(base + field->offset, &(bool){json_is_true(value)}, sizeof(bool));
    return true;
}

static bool copy_text(const struct reader *reader, const struct place *place,
                      const struct json_field *field, const json_t *value, const char **copy)
{
    if (!json_is_string(value))
        return fail(reader, place, N_("is not a string"));
    struct str text = {json_string_value(value), json_string_length(value)};
    const char *flaw = field->flaw ? field->flaw(text) : NULL;
    if (flaw)
        return fail(reader, place, flaw);
    *copy = arena_copy(reader->arena, text).data;
    return true;
}

static bool read_string(const struct reader *reader, const struct place *place,
                        const struct json_field *field, json_t *value, char *base)
{
    const char *copy = NULL;
    if (!copy_text(reader, place, field, value, &copy))
        return false;
    memcpy(base + field->offset, &copy, sizeof copy);
    return true;
}

static bool read_word(const struct reader *reader, const struct place *place,
                      const struct json_field *field, json_t *value, char *base)
{
    if (!json_is_string(value))
        return fail(reader, place, N_("is not a string"));
    const char *text = json_string_value(value);
    int word = 0;
    while (field->words[word] && strcmp(field->words[word], text) != 0)
        word++;
    if (!*text || !field->words[word])
        return fail(reader, place, N_("is not one of the words that may stand here"));
    memcpy(base + field->offset, &word, sizeof word);
    return true;
}

/* Stores an array in the two members it has in the struct. */
static void store_array(const struct json_field *field, char *base, const void *items, size_t count)
{
    memcpy(base + field->offset, &items, sizeof items);
    memcpy(base + field->count_offset, &count, sizeof count);
}

static void *new_items(const struct reader *reader, size_t count, size_t size)
{
    if (count > SIZE_MAX / size)
        mem_exhausted();
    return count > 0 ? arena_alloc(reader->arena, count * size) : NULL;
}

static bool read_string_array(const struct reader *reader, const struct place *place,
                              const struct json_field *field, json_t *value, char *base)
{
    if (!json_is_array(value))
        return fail(reader, place, N_("is not an array"));
    size_t count = json_array_size(value);
    const char **items = new_items(reader, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        struct place here = inside(place, NULL, i);
        if (!copy_text(reader, &here, field, json_array_get(value, i), &items[i]))
            return false;
    }
    store_array(field, base, items, count);
    return true;
}

static read_kind read_object, read_object_or_null, read_array;

static read_kind *const readers[] = {
    [JSON_KIND_INT] = read_int,
    [JSON_KIND_BOOL] = read_bool,
    [JSON_KIND_STRING] = read_string,
    [JSON_KIND_WORD] = read_word,
    [JSON_KIND_STRING_ARRAY] = read_string_array,
    [JSON_KIND_OBJECT] = read_object,
    [JSON_KIND_OBJECT_OR_NULL] = read_object_or_null,
    [JSON_KIND_ARRAY] = read_array,
};

/* Files mostly have their keys in the table's order, so the search goes on from the last find. */
static const struct json_field *find_field(const struct json_field *fields,
                                           const struct json_field *next, const char *key)
{
    if (next->key && strcmp(next->key, key) == 0)
        return next;
    while (fields->key && strcmp(fields->key, key) != 0)
        fields++;
    return fields->key ? fields : NULL;
}

static bool fail_missing(const struct reader *reader, const struct place *place,
                         const struct json_field *fields, const json_t *object)
{
    while (json_object_get(object, fields->key))
        fields++;
    struct place here = inside(place, fields->key, 0);
    return fail(reader, &here, N_("is missing"));
}

static bool read_fields(const struct reader *reader, const struct place *place,
                        const struct json_field *fields, json_t *object, char *base)
{
    if (!json_is_object(object))
        return fail(reader, place, N_("is not an object"));
    if (place->depth >= JSON_DEPTH)
        return fail(reader, place, N_("is nested too deeply"));
    const struct json_field *next = fields;
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
        struct place here = inside(place, json_object_iter_key(at), 0);
        const struct json_field *field = find_field(fields, next, here.key);
        if (!field)
            return fail(reader, &here, N_("is not a key that may stand here"));
        if (!readers[field->kind](reader, &here, field, json_object_iter_value(at), base))
            return false;
        next = field + 1;
    }
    size_t count = 0;
    while (fields[count].key)
        count++;
    return json_object_size(object) == count || fail_missing(reader, place, fields, object);
}

static bool read_object(const struct reader *reader, const struct place *place,
                        const struct json_field *field, json_t *value, char *base)
{
    return read_fields(reader, place, field->fields, value, base + field->offset);
}

static bool read_object_or_null(const struct reader *reader, const struct place *place,
                                const struct json_field *field, json_t *value, char *base)
{
    return json_is_null(value) || read_object(reader, place, field, value, base);
}

static bool read_array(const struct reader *reader, const struct place *place,
                       const struct json_field *field, json_t *value, char *base)
{
    if (!json_is_array(value))
        return fail(reader, place, N_("is not an array"));
    size_t count = json_array_size(value);
    char *items = new_items(reader, count, field->item_size);
    for (size_t i = 0; i < count; i++) {
        struct place here = inside(place, NULL, i);
        if (!read_fields(reader, &here, field->fields, json_array_get(value, i),
                         items + i * field->item_size))
            return false;
    }
    store_array(field, base, items, count);
    return true;
}

static const char *const syntax_flaws[] = {
    [json_error_stack_overflow] = N_("is nested too deeply"),
    [json_error_invalid_utf8] = N_("is not UTF-8"),
    [json_error_premature_end_of_input] = N_("ends too early"),
    [json_error_end_of_input_expected] = N_("goes on behind the end of the value"),
    [json_error_null_character] = N_("has a NUL character in a string"),
    [json_error_null_byte_in_key] = N_("has a NUL character in a key"),
    [json_error_duplicate_key] = N_("has the same key twice in an object"),
    [json_error_numeric_overflow] = N_("has too large a number"),
};

static bool fail_syntax(struct error *error, const json_error_t *failure)
{
    size_t code = (size_t)json_error_code(failure);
    if (code == json_error_out_of_memory)
        mem_exhausted();
    error->what = code < sizeof syntax_flaws / sizeof *syntax_flaws ? syntax_flaws[code] : NULL;
    if (!error->what)
        error->what = N_("is not well-formed JSON");
    error->line = failure->line > 0 ? (size_t)failure->line : 0;
    return false;
}

bool json_read(struct str json, const char *name, const struct json_field *fields, void *into,
               struct arena *arena, struct error *error)
{
    struct error failed = {0};
    snprintf(failed.file, sizeof failed.file, "%s", name);
    json_error_t failure;
    json_t *top =
        json_loadb(json.data ? json.data : "", json.len, JSON_REJECT_DUPLICATES, &failure);
    struct reader reader = {arena, &failed};
    bool read = top ? read_fields(&reader, &(struct place){0}, fields, top, into)
                    : fail_syntax(&failed, &failure);
    json_decref(top);
    if (!read)
        *error = failed;
    return read;
}

/* --- Writing: a struct json is the library's own value --- */

static struct json *made(json_t *value)
{
    if (!value)
        mem_exhausted();
    return (struct json *)value;
}

struct json *json_new_object(void)
{
    return made(json_object());
}

struct json *json_new_array(void)
{
    return made(json_array());
}

struct json *json_new_null(void)
{
    return made(json_null());
}

struct json *json_new_bool(bool value)
{
    return made(json_boolean(value));
}

struct json *json_new_int(long long value)
{
    return made(json_integer(value));
}

static struct json *new_mended_string(struct str value)
{
    struct buf mended = {0};
    for (size_t size; value.len > 0; value = str_slice(value, size, value.len))
        text_encode(&mended, text_decode(value, &size));
    json_t *string = json_stringn(mended.data, mended.len);
    buf_release(&mended);
    return made(string);
}

struct json *json_new_string(struct str value)
{
    json_t *string = json_stringn(value.data ? value.data : "", value.len);
    return string ? made(string) : new_mended_string(value);
}

void json_set(struct json *object, const char *key, struct json *item)
{
    if (json_object_set_new((json_t *)object, key, (json_t *)item) != 0)
        mem_exhausted();
}

void json_append(struct json *array, struct json *item)
{
    if (json_array_append_new((json_t *)array, (json_t *)item) != 0)
        mem_exhausted();
}

static int add_printed(const char *text, size_t len, void *out)
{
    buf_add(out, (struct str){text, len});
    return 0;
}

void json_print(struct buf *out, const struct json *value)
{
    if (json_dump_callback((const json_t *)value, add_printed, out,
                           JSON_INDENT(2) | JSON_ENCODE_ANY) != 0)
        mem_exhausted();
}

void json_free(struct json *value)
{
    json_decref((json_t *)value);
}
