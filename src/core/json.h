/* json.h: JSON in and out, the only module that sees a JSON library.
 *
 * Reading is strict and driven by tables: a json_field says which key an object must have, what
 * kind of value, and where in a C struct it goes. Every key of the table must be there and no other
 * may be. The first thing that is wrong ends the reading with an error whose `where` is the path of
 * the place ("codes[20].phrase") or, for a syntax error, whose `line` is set. Nesting is limited to
 * JSON_DEPTH levels.
 *
 * Writing builds a tree of values and prints it: object keys keep the order in which they were set.
 *
 * The library underneath owns the names json_object(), json_string() and their kin, and
 * JSON_OBJECT; hence json_new_object() and JSON_KIND_OBJECT here.
 */
#ifndef SB_CORE_JSON_H
#define SB_CORE_JSON_H

#include "core/buf.h"
#include "core/error.h"
#include "core/mem.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

#define JSON_DEPTH 64

enum json_kind {
    JSON_KIND_INT,            /* int */
    JSON_KIND_BOOL,           /* bool */
    JSON_KIND_STRING,         /* const char *, without NULs inside */
    JSON_KIND_WORD,           /* int: the string's place in `words` */
    JSON_KIND_STRING_ARRAY,   /* const char **, and its length in count_offset */
    JSON_KIND_OBJECT,         /* a struct in place, read with `fields` */
    JSON_KIND_OBJECT_OR_NULL, /* the same; null leaves it zeroed */
    JSON_KIND_ARRAY, /* a pointer to structs of item_size, and their number in count_offset */
};

struct json_field {
    const char *key; /* null ends a table */
    enum json_kind kind;
    size_t offset;       /* where in the struct */
    size_t count_offset; /* size_t, for arrays */
    /* Ended by a null pointer. An empty word only holds a place; no string is equal to it. */
    const char *const *words;
    const struct json_field *fields;
    size_t item_size;
    /* For strings and string arrays, may be null: what is wrong with the text (a literal marked
     * with N_()), or null. */
    const char *(*flaw)(struct str text);
};

/* Reads a document whose top is an object described by `fields` into *into (zeroed by the caller).
 * Strings and arrays are allocated in the arena. `name` stands in errors. */
bool json_read(struct str json, const char *name, const struct json_field *fields, void *into,
               struct arena *arena, struct error *error);

struct json; /* a value to be written */

struct json *json_new_object(void);
struct json *json_new_array(void);
struct json *json_new_null(void);
struct json *json_new_bool(bool value);
struct json *json_new_int(long long value);
/* Malformed UTF-8 becomes U+FFFD. */
struct json *json_new_string(struct str value);
/* These take the item over. */
void json_set(struct json *object, const char *key, struct json *item);
void json_append(struct json *array, struct json *item);
/* Appends the printed value, indented by two spaces, without a newline at the end. */
void json_print(struct buf *out, const struct json *value);
void json_free(struct json *value);

#endif
