#include "core/query.h"
#include "core/fold.h"
#include "core/mem.h"
#include "core/text.h"

#include <stdlib.h>

static bool is_blank(struct str text, size_t at, size_t *size)
{
    uint32_t c = text_decode(str_slice(text, at, text.len), size);
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0;
}

/* The word at `at`, without its quotation marks; *next is where to go on. */
static struct str word_at(struct str text, size_t at, size_t *next)
{
    size_t size, end = at;
    if (text.data[at] == '"') {
        const char *close = memchr(text.data + at + 1, '"', text.len - at - 1);
        end = close ? (size_t)(close - text.data) : text.len;
        *next = close ? end + 1 : end;
        return str_slice(text, at + 1, end);
    }
    while (end < text.len && !is_blank(text, end, &size) && text.data[end] != '"')
        end += size;
    *next = end;
    return str_slice(text, at, end);
}

/* "4", "40", "404", "4xx", "40x" (already folded): the codes that begin so. */
static bool code_range(struct str word, int *low, int *high)
{
    int from = 0, to = 0;
    bool open = false;
    if (word.len == 0 || word.len > 3)
        return false;
    for (size_t i = 0; i < 3; i++) {
        char c = i < word.len ? word.data[i] : 'x';
        if (c != 'x' && (c < '0' || c > '9' || open))
            return false;
        open = c == 'x';
        from = from * 10 + (open ? 0 : c - '0');
        to = to * 10 + (open ? 9 : c - '0');
    }
    *low = from;
    *high = to;
    return word.data[0] != 'x';
}

static void add_term(struct query *query, struct str word, bool quoted, bool excluded)
{
    struct buf folded = {0};
    fold_add(&folded, word);
    struct str text = str_trim(buf_str(&folded));
    struct term term = {.kind = TERM_TEXT, .excluded = excluded};
    if (!quoted && code_range(text, &term.low, &term.high))
        term.kind = TERM_CODE;
    if (text.len > 0 && query->count < QUERY_TERMS) {
        term.text = mem_copy(text);
        query->terms[query->count++] = term;
    }
    buf_release(&folded);
}

static void join_whole(struct query *query)
{
    struct buf whole = {0};
    for (size_t i = 0; i < query->count; i++) {
        if (query->terms[i].excluded || query->terms[i].kind == TERM_CODE)
            continue;
        buf_add_text(&whole, whole.len ? " " : "");
        buf_add_text(&whole, query->terms[i].text);
    }
    query->whole = buf_detach(&whole);
}

void query_parse(struct query *query, struct str typed)
{
    *query = (struct query){0};
    size_t size;
    for (size_t at = 0, next; at < typed.len; at = next) {
        if (is_blank(typed, at, &size)) {
            next = at + size;
            continue;
        }
        bool excluded = typed.data[at] == '-';
        at += excluded;
        next = at;
        if (at == typed.len || is_blank(typed, at, &size))
            continue;
        bool quoted = typed.data[at] == '"';
        struct str word = word_at(typed, at, &next);
        add_term(query, word, quoted, excluded);
    }
    join_whole(query);
}

void query_release(struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        free(query->terms[i].text);
    free(query->whole);
    *query = (struct query){0};
}

bool query_narrows(const struct query *narrower, const struct query *wider)
{
    if (wider->count == 0 || wider->count != narrower->count)
        return false;
    for (size_t i = 0; i < wider->count; i++) {
        const struct term *now = &narrower->terms[i], *before = &wider->terms[i];
        bool last = i + 1 == wider->count;
        if (now->kind != before->kind || now->excluded || before->excluded)
            return false;
        bool same = strcmp(now->text, before->text) == 0;
        bool longer = last && str_starts(str_of(now->text), str_of(before->text));
        if (!same && !longer)
            return false;
    }
    return true;
}
