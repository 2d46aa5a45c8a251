#include "core/query.h"
#include "core/alias.h"
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

/* "499-nginx", as links have it: the code, and who defines it. */
static size_t status_origin(struct str word)
{
    if (word.len < 5 || word.data[3] != '-')
        return 0;
    for (size_t i = 0; i < 3; i++)
        if (word.data[i] < '0' || word.data[i] > '9')
            return 0;
    return 4;
}

static struct term *add_empty(struct query *query, bool excluded)
{
    if (query->count == QUERY_TERMS)
        return NULL;
    struct term *term = &query->terms[query->count++];
    *term = (struct term){.kind = TERM_TEXT, .excluded = excluded};
    return term;
}

static void add_code(struct query *query, struct str word, bool excluded)
{
    struct term *term = add_empty(query, excluded);
    if (!term)
        return;
    term->kind = TERM_CODE;
    term->text = mem_copy(word);
    code_range(word, &term->low, &term->high);
}

static void add_fact(struct query *query, const struct fact_word *fact, struct str value,
                     bool excluded)
{
    struct term *term = add_empty(query, excluded);
    if (!term)
        return;
    term->kind = TERM_FACT;
    term->fact = fact;
    term->text = mem_copy(value);
}

static void add_text(struct query *query, struct str word, bool quoted, bool excluded)
{
    struct term *term = add_empty(query, excluded);
    struct buf other = {0};
    if (!term)
        return;
    term->text = mem_copy(word);
    term->pinyin = !quoted && pinyin_is_possible(word);
    if (alias_replace(&other, word))
        term->other = buf_detach(&other);
    buf_release(&other);
}

static void add_word(struct query *query, struct str word, bool quoted, bool excluded)
{
    struct str value;
    int low, high;
    const struct fact_word *fact = quoted ? NULL : fact_parse(word, &value);
    size_t origin = quoted ? 0 : status_origin(word);
    if (!quoted && code_range(word, &low, &high)) {
        add_code(query, word, excluded);
    } else if (origin > 0 && !excluded) {
        add_code(query, str_slice(word, 0, 3), false);
        add_fact(query, fact_parse(STR("origin:x"), &value), str_slice(word, origin, word.len),
                 false);
    } else if (fact) {
        add_fact(query, fact, value, excluded);
    } else {
        add_text(query, word, quoted, excluded);
    }
}

static void add_term(struct query *query, const struct han *han, struct str word, bool quoted,
                     bool excluded)
{
    struct buf folded = {0};
    fold_add(&folded, word);
    if (folded.len > 0)
        han_simplify(han, folded.data, folded.len);
    struct str text = str_trim(buf_str(&folded));
    if (text.len > 0)
        add_word(query, text, quoted, excluded);
    buf_release(&folded);
}

static void join_whole(struct query *query)
{
    struct buf whole = {0};
    for (size_t i = 0; i < query->count; i++) {
        if (query->terms[i].excluded || query->terms[i].kind != TERM_TEXT)
            continue;
        buf_add_text(&whole, whole.len ? " " : "");
        buf_add_text(&whole, query->terms[i].text);
    }
    query->whole = buf_detach(&whole);
}

void query_parse(struct query *query, const struct han *han, struct str typed)
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
        add_term(query, han, word, quoted, excluded);
    }
    join_whole(query);
}

void query_release(struct query *query)
{
    for (size_t i = 0; i < query->count; i++) {
        free(query->terms[i].text);
        free(query->terms[i].other);
    }
    free(query->whole);
    *query = (struct query){0};
}

static bool goes_on(const char *now, const char *before)
{
    return !now || (before && str_starts(str_of(now), str_of(before)));
}

static bool term_narrows(const struct term *now, const struct term *before, bool last)
{
    if (now->kind != before->kind || now->fact != before->fact || now->excluded || before->excluded)
        return false;
    if (strcmp(now->text, before->text) == 0)
        return now->pinyin == before->pinyin;
    return last && goes_on(now->text, before->text) && goes_on(now->other, before->other) &&
           now->pinyin <= before->pinyin;
}

bool query_narrows(const struct query *narrower, const struct query *wider)
{
    if (wider->count == 0 || wider->count != narrower->count)
        return false;
    for (size_t i = 0; i < wider->count; i++)
        if (!term_narrows(&narrower->terms[i], &wider->terms[i], i + 1 == wider->count))
            return false;
    return true;
}
