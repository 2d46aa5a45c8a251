#include "core/keywords.h"
#include "core/file.h"
#include "core/mem.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>

enum { CODE_DIGITS = 3 };

struct keywords {
    struct buf text; /* what all words and origins point into */
    struct keyword_list *lists;
    size_t list_count, list_capacity;
    struct str *words; /* of all lists, one behind the other */
    size_t word_count, word_capacity;
};

/* --- Asking --- */

/* The first line whose code is not smaller. */
static size_t first_of_code(const struct keywords *keywords, int code)
{
    size_t from = 0, to = keywords->list_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (keywords->lists[middle].code < code)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static const struct keyword_list *find(const struct keywords *keywords, int code, struct str origin)
{
    for (size_t i = first_of_code(keywords, code); i < keywords->list_count; i++) {
        const struct keyword_list *list = &keywords->lists[i];
        if (list->code != code)
            break;
        if (str_equal(list->origin, origin))
            return list;
    }
    return NULL;
}

const struct keyword_list *keywords_lists(const struct keywords *keywords, size_t *count)
{
    *count = keywords->list_count;
    return keywords->lists;
}

const struct str *keywords_find(const struct keywords *keywords, int code, const char *origin,
                                size_t *count)
{
    struct str asked = origin && *origin ? str_of(origin) : STR("iana");
    const struct keyword_list *list = find(keywords, code, asked);
    *count = list ? list->count : 0;
    return list ? list->words : NULL;
}

/* --- Reading --- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_origin(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!(text.data[i] >= 'a' && text.data[i] <= 'z') && !is_digit(text.data[i]) &&
            text.data[i] != '-')
            return false;
    return text.len > 0;
}

/* "404" or "499-nginx". */
static bool parse_status(struct str text, struct keyword_list *list)
{
    if (text.len < CODE_DIGITS)
        return false;
    for (size_t i = 0; i < CODE_DIGITS; i++) {
        if (!is_digit(text.data[i]))
            return false;
        list->code = list->code * 10 + (text.data[i] - '0');
    }
    list->origin = STR("iana");
    if (text.len == CODE_DIGITS)
        return true;
    list->origin = str_slice(text, CODE_DIGITS + 1, text.len);
    return text.data[CODE_DIGITS] == '-' && is_origin(list->origin);
}

/* Where the first word of a list ends; *next is where the one after it starts. */
static size_t word_end(struct str list, size_t *next)
{
    struct str wide = STR("；");
    for (size_t at = 0; at < list.len; at++) {
        bool narrow = list.data[at] == ';';
        if (narrow || str_starts(str_slice(list, at, list.len), wide)) {
            *next = at + (narrow ? 1 : wide.len);
            return at;
        }
    }
    *next = list.len;
    return list.len;
}

/* Adds the words of a list that is not empty; tells what is wrong with it, or null. */
static const char *add_words(struct keywords *keywords, struct str list)
{
    size_t next;
    bool more;
    do {
        size_t end = word_end(list, &next);
        struct str word = str_trim(str_slice(list, 0, end));
        if (word.len == 0)
            return N_("has an empty word");
        if (memchr(word.data, '\t', word.len))
            return N_("has a tab inside a word");
        keywords->words = mem_grow(keywords->words, &keywords->word_capacity, keywords->word_count,
                                   sizeof *keywords->words);
        keywords->words[keywords->word_count++] = word;
        more = next > end;
        list = str_slice(list, next, list.len);
    } while (more);
    return NULL;
}

static const char *place_flaw(const struct keywords *keywords, const struct keyword_list *list)
{
    if (find(keywords, list->code, list->origin))
        return N_("is the same status as one before");
    if (keywords->list_count == 0)
        return NULL;
    int last = keywords->lists[keywords->list_count - 1].code;
    bool behind = last == list->code ? !str_equal(list->origin, STR("iana")) : last < list->code;
    return behind ? NULL : N_("is out of order: by code, iana first");
}

/* Adds the status and the words behind its colon; tells what is wrong with them, or null. */
static const char *add_list(struct keywords *keywords, struct str status, struct str words)
{
    struct keyword_list list = {0};
    if (!parse_status(status, &list))
        return N_("is not a code of three digits, alone or with a hyphen and an origin");
    const char *flaw = place_flaw(keywords, &list);
    if (flaw)
        return flaw;
    if (words.len == 0)
        return N_("has no words");
    size_t before = keywords->word_count;
    flaw = add_words(keywords, words);
    list.count = keywords->word_count - before;
    keywords->lists = mem_grow(keywords->lists, &keywords->list_capacity, keywords->list_count,
                               sizeof *keywords->lists);
    keywords->lists[keywords->list_count++] = list;
    return flaw;
}

/* Tells what is wrong with a line, or null; *status is the part of it that is wrong. */
static const char *add_line(struct keywords *keywords, struct str line, struct str *status)
{
    *status = (struct str){0};
    if (!text_is_clean(line))
        return N_("has bytes that are not UTF-8, or invisible characters");
    if (line.len == 0 || line.data[0] == '#')
        return NULL;
    const char *colon = memchr(line.data, ':', line.len);
    if (!colon)
        return N_("has no colon");
    size_t at = (size_t)(colon - line.data);
    *status = str_trim(str_slice(line, 0, at));
    return add_list(keywords, *status, str_trim(str_slice(line, at + 1, line.len)));
}

/* The words move while more of them are added, so the lists learn where theirs are at the end. */
static void join_words(struct keywords *keywords)
{
    const struct str *words = keywords->words;
    for (size_t i = 0; i < keywords->list_count; i++) {
        keywords->lists[i].words = words;
        words += keywords->lists[i].count;
    }
}

static bool fail(const char *name, size_t line, struct str status, const char *what,
                 struct error *error)
{
    *error = (struct error){.line = line, .what = what};
    snprintf(error->file, sizeof error->file, "%s", name);
    /* whole or not at all, since a cut could tear a character */
    if (status.len < sizeof error->where)
        snprintf(error->where, sizeof error->where, "%.*s", STR_ARG(status));
    return false;
}

static bool read_lines(struct keywords *keywords, const char *name, struct error *error)
{
    struct str text = buf_str(&keywords->text), status;
    size_t number = 1;
    for (size_t at = 0; at < text.len; number++) {
        const char *newline = memchr(text.data + at, '\n', text.len - at);
        size_t end = newline ? (size_t)(newline - text.data) : text.len;
        const char *what = add_line(keywords, str_trim(str_slice(text, at, end)), &status);
        if (what)
            return fail(name, number, status, what, error);
        at = end + 1;
    }
    join_words(keywords);
    return true;
}

struct keywords *keywords_load(const char *path, struct error *error)
{
    struct keywords *keywords = mem_new(1, sizeof *keywords);
    if (file_read(path, &keywords->text, error) && read_lines(keywords, path, error))
        return keywords;
    keywords_free(keywords);
    return NULL;
}

struct keywords *keywords_parse(const char *name, struct str text, struct error *error)
{
    struct keywords *keywords = mem_new(1, sizeof *keywords);
    buf_add(&keywords->text, text);
    if (read_lines(keywords, name, error))
        return keywords;
    keywords_free(keywords);
    return NULL;
}

void keywords_free(struct keywords *keywords)
{
    if (!keywords)
        return;
    buf_release(&keywords->text);
    free(keywords->lists);
    free(keywords->words);
    free(keywords);
}
