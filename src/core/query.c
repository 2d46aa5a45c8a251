#include "core/query.h"
#include "core/alias.h"
#include "core/fold.h"
#include "core/headline.h"
#include "core/mem.h"
#include "core/text.h"

#include <stdlib.h>

/* The word at `at` of a folded line, without its quotation marks; *next is where to go on. */
static struct str word_at(struct str text, size_t at, size_t *next)
{
    size_t end = at;
    if (text.data[at] == '"') {
        const char *close = memchr(text.data + at + 1, '"', text.len - at - 1);
        end = close ? (size_t)(close - text.data) : text.len;
        *next = close ? end + 1 : end;
        return str_slice(text, at + 1, end);
    }
    while (end < text.len && text.data[end] != ' ' && text.data[end] != '"')
        end++;
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

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* --- Terms --- */

static struct term *add_empty(struct query *query, bool excluded)
{
    if (query->count == QUERY_TERMS)
        return NULL;
    struct term *term = &query->terms[query->count++];
    *term = (struct term){.kind = TERM_TEXT, .excluded = excluded};
    return term;
}

static void add_code(struct query *query, struct str word, const char *origin, bool excluded)
{
    struct term *term = add_empty(query, excluded);
    if (!term)
        return;
    term->kind = TERM_CODE;
    term->origin = origin;
    term->text = mem_copy(word);
    code_range(word, &term->low, &term->high);
}

/* "class:4" is the same as "4". */
static void add_fact(struct query *query, const struct fact_word *fact, struct str value,
                     bool excluded)
{
    struct term *term = strcmp(fact->name, "class") == 0 ? NULL : add_empty(query, excluded);
    if (strcmp(fact->name, "class") == 0)
        add_code(query, str_slice(value, 0, 1), NULL, excluded);
    if (!term)
        return;
    term->kind = TERM_FACT;
    term->fact = fact;
    term->text = mem_copy(value);
}

/* The word in the letters of pinyin, with v for ü; null where it could not be pinyin. */
static char *spell(struct str word)
{
    struct buf letters = {0};
    for (size_t i = 0; i < word.len; i++) {
        bool umlaut = str_starts(str_slice(word, i, word.len), STR("ü"));
        buf_add_char(&letters, umlaut ? 'v' : word.data[i]);
        i += umlaut;
    }
    if (pinyin_is_possible(buf_str(&letters)))
        return buf_detach(&letters);
    buf_release(&letters);
    return NULL;
}

static void add_text(struct query *query, struct str word, bool quoted, bool excluded)
{
    struct term *term = add_empty(query, excluded);
    struct buf other = {0};
    if (!term)
        return;
    term->text = mem_copy(word);
    term->quoted = quoted;
    if (quoted)
        return;
    term->letters = spell(word);
    term->pinyin = term->letters;
    if (alias_replace(&other, word))
        term->other = buf_detach(&other);
    buf_release(&other);
}

/* --- Words --- */

/* What is being read: the query, and the registry that knows who there is, or null. */
struct parser {
    struct query *query;
    const struct registry *registry;
    bool excluded;
};

static bool begins_origin(const struct registry *registry, struct str text)
{
    size_t count;
    const struct facts *facts = registry_statuses(registry, &count);
    for (size_t i = 0; i < count; i++)
        if (str_starts(str_of(facts[i].origin), text))
            return true;
    return false;
}

/* "499-nginx", as links have it: the code, and who defines it. While the origin is not complete it
 * is the code. */
static bool add_status(struct parser *parser, struct str word)
{
    struct str code = str_slice(word, 0, 3), rest = str_slice(word, 4, word.len);
    if (!parser->registry || word.len < 4 || word.data[3] != '-' || headline_code(code) < 0)
        return false;
    const struct origin_facts *origin = registry_origin(parser->registry, rest);
    if (!origin && !begins_origin(parser->registry, rest))
        return false;
    add_code(parser->query, code, origin ? origin->origin : NULL, parser->excluded);
    return true;
}

/* "404/410", "301-302", "404、410": several codes. */
static bool add_codes(struct parser *parser, struct str word)
{
    static const char *const signs[] = {"/", "-", ",", "、", "~"};
    size_t at = 0, sign;
    while (at < word.len && headline_code(str_slice(word, at, at + 3)) >= 0) {
        at += 3;
        for (sign = 0; sign < 5; sign++)
            if (str_starts(str_slice(word, at, word.len), str_of(signs[sign])))
                break;
        if (at < word.len && sign == 5)
            return false;
        at += at < word.len ? strlen(signs[sign]) : 0;
    }
    if (at < word.len || word.len < 7)
        return false;
    for (at = 0; at < word.len; at++)
        if (is_digit(word.data[at])) {
            add_code(parser->query, str_slice(word, at, at + 3), NULL, parser->excluded);
            at += 2;
        }
    return true;
}

/* "http404" is 404. */
static struct str without_http(struct str word)
{
    struct str rest = str_starts(word, STR("http")) ? str_slice(word, 4, word.len) : word;
    return headline_code(rest) >= 0 ? rest : word;
}

/* "rfc7725", as if it were "rfc:7725"; *value is the number. */
static const struct fact_word *rfc_word(struct str word, struct str *value)
{
    struct str ignored;
    if (word.len != 7 || !str_starts(word, STR("rfc")))
        return NULL;
    *value = str_slice(word, 3, word.len);
    for (size_t i = 0; i < value->len; i++)
        if (!is_digit(value->data[i]))
            return NULL;
    return fact_parse(STR("rfc:1"), &ignored);
}

static void add_word(struct parser *parser, struct str word)
{
    struct str value;
    int low, high;
    word = without_http(word);
    const struct fact_word *fact = fact_parse(word, &value);
    fact = fact ? fact : rfc_word(word, &value);
    if (code_range(word, &low, &high))
        add_code(parser->query, word, NULL, parser->excluded);
    else if (fact)
        add_fact(parser->query, fact, value, parser->excluded);
    else if (!add_codes(parser, word) && !add_status(parser, word))
        add_text(parser->query, word, false, parser->excluded);
}

/* Is the text the beginning of a fact word, "rfc:"? */
static bool is_fact_name(struct str text)
{
    for (const struct fact_word *word = fact_words(); word->name; word++)
        if (text.len == strlen(word->name) + 1 && str_starts(text, str_of(word->name)))
            return true;
    return false;
}

/* The bytes of punctuation that the text begins with, or, backwards, ends in; 0 for none. */
static size_t punctuation(struct str text, bool backwards)
{
    static const char *const before[] = {"(", "[", "#", "【", "《", "「", NULL};
    static const char *const after[] = {".", ",",  ":",  ";",  "!",  "?",  ")",
                                        "]", "。", "、", "】", "》", "」", NULL};
    for (const char *const *sign = backwards ? after : before; *sign; sign++) {
        size_t len = strlen(*sign);
        struct str end = backwards && text.len >= len ? str_slice(text, text.len - len, text.len)
                                                      : str_slice(text, 0, len);
        if (str_equal(end, str_of(*sign)))
            return len;
    }
    return 0;
}

/* Punctuation around a word comes from where it was copied; a word of nothing else stays. */
static struct str without_punctuation(struct str word)
{
    struct str text = word;
    size_t len;
    while ((len = punctuation(text, false)) > 0)
        text = str_slice(text, len, text.len);
    while (!is_fact_name(text) && (len = punctuation(text, true)) > 0)
        text = str_slice(text, 0, text.len - len);
    return text.len > 0 ? text : word;
}

static bool is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Up to where Chinese characters and letters or digits meet: who writes Chinese puts a blank
 * there, or none. */
static size_t piece_length(struct str word)
{
    size_t at, size;
    uint32_t last = text_decode(word, &size);
    for (at = size; at < word.len; at += size) {
        uint32_t c = text_decode(str_slice(word, at, word.len), &size);
        if ((text_is_ideograph(last) && is_latin(c)) || (is_latin(last) && text_is_ideograph(c)))
            return at;
        last = c;
    }
    return word.len;
}

/* What is excluded is excluded as a whole. */
static void add_pieces(struct parser *parser, struct str word)
{
    while (word.len > 0) {
        size_t len = parser->excluded ? word.len : piece_length(word);
        add_word(parser, str_slice(word, 0, len));
        word = str_slice(word, len, word.len);
    }
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

static void join_letters(struct query *query)
{
    struct buf letters = {0};
    size_t words = 0;
    bool pinyin = true;
    for (size_t i = 0; i < query->count; i++) {
        const struct term *term = &query->terms[i];
        if (term->kind != TERM_TEXT || term->excluded)
            continue;
        pinyin = pinyin && term->pinyin;
        buf_add_text(&letters, term->pinyin ? term->letters : "");
        words++;
    }
    if (!pinyin || words < 2)
        buf_cut(&letters, 0);
    query->joined = buf_detach(&letters);
}

/* The line in the form in which it is compared; quotation marks of all kinds become one. */
static void fold_line(struct buf *out, const struct han *han, struct str typed)
{
    fold_add(out, typed);
    for (size_t i = 0; i + 3 <= out->len; i++)
        if (memcmp(out->data + i, "“", 3) == 0 || memcmp(out->data + i, "”", 3) == 0)
            buf_splice(out, i, 3, STR("\""));
    if (out->len > 0)
        han_simplify(han, out->data, out->len);
}

void query_parse(struct query *query, const struct han *han, const struct registry *registry,
                 struct str typed)
{
    struct parser parser = {.query = query, .registry = registry};
    struct buf folded = {0};
    *query = (struct query){0};
    fold_line(&folded, han, typed);
    struct str line = buf_str(&folded);
    for (size_t at = 0, next; at < line.len; at = next) {
        parser.excluded = line.data[at] == '-';
        at += parser.excluded;
        next = at + (at < line.len && line.data[at] == ' ');
        if (at == line.len || next > at)
            continue;
        bool quoted = line.data[at] == '"';
        struct str word = word_at(line, at, &next);
        if (quoted && str_trim(word).len > 0)
            add_text(query, str_trim(word), true, parser.excluded);
        else if (!quoted)
            add_pieces(&parser, without_punctuation(word));
    }
    buf_release(&folded);
    join_whole(query);
    join_letters(query);
}

static bool is_blank(struct str text, size_t at, size_t *size)
{
    uint32_t c = text_decode(str_slice(text, at, text.len), size);
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0;
}

size_t query_last_word(struct str typed)
{
    size_t start = 0, size;
    for (size_t at = 0; at < typed.len; at += size)
        if (is_blank(typed, at, &size))
            start = at + size;
    return start + (start < typed.len && typed.data[start] == '-');
}

void query_release(struct query *query)
{
    for (size_t i = 0; i < query->count; i++) {
        free(query->terms[i].text);
        free(query->terms[i].other);
        free(query->terms[i].letters);
    }
    free(query->whole);
    free(query->joined);
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
        return now->pinyin == before->pinyin && now->origin == before->origin;
    return last && now->origin == before->origin && goes_on(now->text, before->text) &&
           goes_on(now->other, before->other) && now->pinyin <= before->pinyin;
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
