/* Near misses, for a query that nothing matches: names that are nearly spelt so, and the codes next
 * to one that nobody uses.
 *
 * Nearness is the distance of Damerau and Levenshtein in its simple form (optimal string
 * alignment): how many letters must be added, left out, changed or exchanged with their neighbour.
 * A word may be as far away as its length allows, one in three to five letters, two in longer ones;
 * a Chinese word one in three or more characters. Compared are the words of phrases, names and
 * search words. */
#include "core/search_parts.h"
#include "core/text.h"

#include <stdlib.h>

enum {
    WORD_LIMIT = 32, /* characters; longer words are not compared */
    NEIGHBOURS = 4,  /* codes offered for one that does not exist */
    NEAR_LIMIT = 12, /* statuses offered */
    BLUR_LIMIT = 16, /* letters in which sounds are exchanged */
};

struct word {
    uint32_t characters[WORD_LIMIT];
    size_t count;
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const struct word *a, const struct word *b)
{
    size_t rows[3][WORD_LIMIT + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b->count; j++)
        last[j] = j;
    for (size_t i = 1; i <= a->count; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            bool same = a->characters[i - 1] == b->characters[j - 1];
            now[j] = least(least(now[j - 1], last[j]) + 1, last[j - 1] + !same);
            bool swapped = i > 1 && j > 1 && a->characters[i - 1] == b->characters[j - 2] &&
                           a->characters[i - 2] == b->characters[j - 1];
            if (swapped)
                now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *row = before;
        before = last;
        last = now;
        now = row;
    }
    return last[b->count];
}

static bool is_word_character(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* The next word of a folded text from *at on: letters and digits, or Chinese characters up to the
 * next that is none. False at the end. */
static bool next_word(struct str text, size_t *at, struct word *word)
{
    size_t size;
    word->count = 0;
    for (; *at < text.len; *at += size) {
        uint32_t c = text_decode(str_slice(text, *at, text.len), &size);
        bool turns = word->count > 0 &&
                     text_is_ideograph(c) != text_is_ideograph(word->characters[word->count - 1]);
        if (turns || (!is_word_character(c) && word->count > 0))
            return true;
        if (is_word_character(c) && word->count < WORD_LIMIT)
            word->characters[word->count++] = c;
    }
    return word->count > 0;
}

static bool is_chinese(const struct word *word)
{
    return text_is_ideograph(word->characters[0]);
}

static size_t allowed(const struct word *word)
{
    if (is_chinese(word))
        return word->count >= 3 ? 1 : 0;
    return word->count < 3 ? 0 : word->count < 6 ? 1 : 2;
}

/* How far the word is from the nearest in a name; more than allowed when none is near. A Chinese
 * word may stand inside a longer one. */
static size_t distance_in_name(const struct word *word, struct str name)
{
    size_t best = WORD_LIMIT, at = 0;
    struct word other;
    while (next_word(name, &at, &other)) {
        if (other.count == WORD_LIMIT || is_chinese(&other) != is_chinese(word) ||
            other.count + allowed(word) < word->count)
            continue;
        if (!is_chinese(word) && word->count + allowed(word) < other.count)
            continue;
        if (!is_chinese(word) || other.count <= word->count + 1) {
            best = least(best, distance(word, &other));
            continue;
        }
        for (size_t from = 0; from + word->count <= other.count; from++) {
            struct word part = {.count = word->count};
            memcpy(part.characters, other.characters + from, part.count * sizeof *part.characters);
            best = least(best, distance(word, &part));
        }
    }
    return best;
}

/* How far all the words of the query are from those of one name; SIZE_MAX for too far. */
static size_t distance_of_query(struct str query, struct str name)
{
    size_t at = 0, sum = 0, words = 0;
    struct word word;
    for (; next_word(query, &at, &word); words++) {
        size_t far = distance_in_name(&word, name);
        if (far > allowed(&word) || word.count == WORD_LIMIT)
            return SIZE_MAX;
        sum += far;
    }
    return words > 0 ? sum : SIZE_MAX;
}

/* The letters and digits of a text, as one word. */
static void squeeze(struct str text, struct word *out)
{
    size_t size;
    out->count = 0;
    for (size_t at = 0; at < text.len; at += size) {
        uint32_t c = text_decode(str_slice(text, at, text.len), &size);
        if (is_word_character(c) && out->count < WORD_LIMIT)
            out->characters[out->count++] = c;
    }
}

static size_t words_in(struct str text)
{
    size_t at = 0, count = 0;
    struct word word;
    while (next_word(text, &at, &word))
        count++;
    return count;
}

/* What was typed has the name in it: "上传文件太大怎么办", "why a redirect loop". */
static size_t distance_of_part(struct str query, struct str name)
{
    enum { SHORTEST = 6, FURTHER = 8 }; /* bytes; and further than what is nearly the same */
    bool part = name.len >= SHORTEST && fold_find(query, name, 0) != SIZE_MAX;
    return part ? FURTHER + (query.len - name.len) : SIZE_MAX;
}

/* The same, and a name that is all that was meant is nearer; "notfound" is "not found". */
static size_t distance_of_face(struct str query, struct str name)
{
    struct word all, other;
    size_t far = distance_of_query(query, name);
    if (far != SIZE_MAX)
        return 2 * far + (words_in(query) != words_in(name));
    squeeze(query, &all);
    squeeze(name, &other);
    if (all.count > 3 && all.count < WORD_LIMIT && all.count == other.count &&
        memcmp(all.characters, other.characters, all.count * sizeof *all.characters) == 0)
        return 0;
    return distance_of_part(query, name);
}

static bool is_name(enum field field)
{
    return field != FIELD_HEADING && field != FIELD_TEXT;
}

static size_t distance_of_target(const struct search *search, const struct target *target,
                                 enum field *field)
{
    const struct sheet *sheets[2];
    size_t best = SIZE_MAX, count = search_sheets(target, sheets);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < sheets[i]->face_count; j++) {
            const struct face *face = &sheets[i]->faces[j];
            if (!is_name(face->field))
                continue;
            size_t far = distance_of_face(str_of(search->query.whole), face->folded);
            *field = far < best ? face->field : *field;
            best = least(far, best);
        }
    return best;
}

static void keep_best(struct search *search, size_t limit)
{
    search_sort(search);
    while (search->hit_count > limit)
        search->marks[search->hits[--search->hit_count].entry] = (struct mark){0};
}

/* What those who do not tell the sounds apart write: n for ng, z for zh, and the other way round.
 * The letters with the `index`th of such places changed; false when there are not so many. */
static bool blur(struct str letters, size_t index, struct buf *out)
{
    for (size_t i = 0; i < letters.len; i++) {
        char c = letters.data[i], next = i + 1 < letters.len ? letters.data[i + 1] : 0;
        char mark = c == 'n' ? 'g' : (c == 'z' || c == 'c' || c == 's') ? 'h' : 0;
        if (!mark || index-- > 0)
            continue;
        buf_cut(out, 0);
        buf_add(out, letters);
        if (next == mark)
            buf_splice(out, i + 1, 1, (struct str){"", 0});
        else
            buf_splice(out, i + 1, 0, (struct str){&mark, 1});
        return true;
    }
    return false;
}

static size_t distance_in_pinyin(const struct search *search, const struct target *target)
{
    const struct query *query = &search->query;
    const struct sheet *sheets[2];
    size_t best = SIZE_MAX, count = search_sheets(target, sheets), len;
    struct buf letters = {0};
    size_t letters_typed =
        query->count == 1 && query->terms[0].pinyin ? strlen(query->terms[0].letters) : 0;
    if (letters_typed < 4 || letters_typed > BLUR_LIMIT)
        return SIZE_MAX;
    for (size_t index = 0; blur(str_of(query->terms[0].letters), index, &letters); index++)
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < sheets[i]->face_count; j++) {
                struct str name = sheets[i]->faces[j].folded;
                size_t at = is_name(sheets[i]->faces[j].field)
                                ? pinyin_find(search->han, name, buf_str(&letters), 0, &len)
                                : SIZE_MAX;
                if (at != SIZE_MAX)
                    best = least(best, 3 + (len != name.len));
            }
    buf_release(&letters);
    return best;
}

/* The code that is asked for, or null: its neighbours are near, whatever else the query says. */
static const struct term *code_of(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (query->terms[i].kind == TERM_CODE)
            return &query->terms[i];
    return NULL;
}

bool search_has_near(const struct search *search)
{
    const struct query *query = &search->query;
    for (size_t i = 0; i < query->count; i++)
        if (query->terms[i].excluded || query->terms[i].quoted || query->terms[i].kind == TERM_FACT)
            return false;
    return code_of(query) || *query->whole;
}

void search_try_near(struct search *search, size_t candidate)
{
    const struct term *code = code_of(&search->query);
    const struct target *target = &search->targets[candidate];
    enum field field = FIELD_CODE;
    size_t far = SIZE_MAX;
    if (!code)
        far = least(distance_of_target(search, target, &field), distance_in_pinyin(search, target));
    else if (target->code / 100 == code->low / 100)
        far = (size_t)abs(target->code - code->low);
    if (far != SIZE_MAX)
        search_add_hit(search, candidate, RANK_NONE + (unsigned)far, field, 0);
}

void search_keep_near(struct search *search)
{
    keep_best(search, code_of(&search->query) ? NEIGHBOURS : NEAR_LIMIT);
}
