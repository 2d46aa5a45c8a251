/* str.h: a borrowed piece of text.
 *
 * A str is a pointer and a length in bytes. It owns nothing, need not end in NUL, and is valid as
 * long as what it points into. The empty str may have a null pointer.
 */
#ifndef SB_CORE_STR_H
#define SB_CORE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
    const char *data;
    size_t len; /* bytes */
};

/* A str over a string literal. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
/* The two arguments that printf's "%.*s" takes. */
#define STR_ARG(s) (int)(s).len, (s).data ? (s).data : ""

static inline struct str str_of(const char *text)
{
    return (struct str){text, text ? strlen(text) : 0};
}

static inline bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static inline bool str_starts(struct str text, struct str prefix)
{
    return text.len >= prefix.len &&
           (prefix.len == 0 || memcmp(text.data, prefix.data, prefix.len) == 0);
}

/* The piece [from, to) of a str; both are cut to its length. */
static inline struct str str_slice(struct str text, size_t from, size_t to)
{
    to = to > text.len ? text.len : to;
    from = from > to ? to : from;
    return (struct str){text.data ? text.data + from : NULL, to - from};
}

/* Without ASCII blanks (space, tab, CR, LF) at both ends. */
static inline struct str str_trim(struct str text)
{
    while (text.len > 0 && strchr(" \t\r\n", text.data[0]) && text.data[0] != '\0') {
        text.data++;
        text.len--;
    }
    while (text.len > 0 && strchr(" \t\r\n", text.data[text.len - 1]) &&
           text.data[text.len - 1] != '\0')
        text.len--;
    return text;
}

#endif
