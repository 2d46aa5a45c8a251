#include "core/headline.h"
#include "core/headline_parts.h"
#include "core/text.h"

#include <unictype.h>

static size_t skip_blanks(struct str line, size_t at)
{
    return skip_words(line, at, WORDS_BLANK);
}

static struct str tail(struct str line, size_t at)
{
    return str_slice(line, at, line.len);
}

static struct str without_separators(struct str line, size_t at)
{
    return str_trim(tail(line, skip_blanks(line, at)));
}

/* Separators and the blanks around them: the offset behind, or `at` behind blanks alone. A hyphen,
 * dot or slash counts only as such, not within a word. */
static size_t separator_at(struct str line, size_t at)
{
    size_t start = skip_blanks(line, at), end = start, size;
    while ((size = word_at(line, end, WORDS_SEPARATOR)) > 0)
        end = skip_blanks(line, end + size);
    return end > start ? end : at;
}

/* What stands in brackets at `at`: the offset behind them, or `at`. */
static size_t bracketed_at(struct str line, size_t at, struct str *inside)
{
    size_t open = word_at(line, at, WORDS_OPENER), close;
    *inside = (struct str){0};
    if (open == 0)
        return at;
    for (size_t end = at + open, depth = 1; end < line.len; end++) {
        depth += word_at(line, end, WORDS_OPENER) > 0;
        if ((close = word_at(line, end, WORDS_CLOSER)) > 0 && --depth == 0) {
            *inside = str_trim(str_slice(line, at + open, end));
            return end + close;
        }
    }
    return at;
}

/* Nothing but ASCII and the letters of European languages. */
static bool is_latin(struct str text)
{
    size_t size;
    for (size_t i = 0; i < text.len; i += size) {
        uint32_t c = text_decode(tail(text, i), &size);
        if (c >= 0x80 && !is_latin_letter(c))
            return false;
    }
    return true;
}

static uint32_t first_letter(struct str text)
{
    size_t size;
    return text.len > 0 ? text_decode(text, &size) : 0;
}

static bool is_capital(struct str text)
{
    return uc_is_general_category_withtable(first_letter(text), UC_CATEGORY_MASK_Lu);
}

static bool is_small(struct str text)
{
    return uc_is_general_category_withtable(first_letter(text), UC_CATEGORY_MASK_Ll);
}

static size_t count_words(struct str text)
{
    size_t words = text.len > 0;
    for (size_t i = 0; i < text.len; i++)
        words += text.data[i] == ' ';
    return words;
}

/* --- Phrases --- */

/* The end of the Latin text that starts at `at`: before other scripts, brackets and separators. */
static size_t latin_end(const struct headline_line *line, size_t at, bool several)
{
    struct str text = line->text;
    size_t end = at, size;
    while (end < text.len && (end == at || end != line->emphasis)) {
        uint32_t c = text_decode(tail(text, end), &size);
        bool spaced = end == at || text.data[end - 1] == ' ';
        bool ends = end + 1 == text.len || (unsigned char)text.data[end + 1] >= 0x80;
        if ((c >= 0x80 && c != 0x2019 && !is_latin_letter(c)) ||
            (c < 0x80 && memchr(":([|.,;=", (int)c, 8)))
            break;
        if (c == '-' && (spaced || ends))
            break;
        if (c == '/' && (spaced || ends) && !several)
            break;
        end += size;
    }
    return end;
}

enum { PHRASE_WORDS = 6 };

/* Does the text read like a reason phrase? They are short and begin with a capital. */
static bool is_phrase(struct str text, enum headline_place place)
{
    if (!is_capital(text) || holds_word(text, WORDS_STOP))
        return false;
    if (place == PLACE_HEADING)
        return true;
    size_t words = count_words(text);
    return words <= PHRASE_WORDS && (words <= 3 || !word_at(text, 0, WORDS_SENTENCE));
}

/* "404: no such order", "- 403 forbidden by policy": a few words without a capital, and nothing
 * behind them. */
static bool is_small_phrase(const struct headline_line *line, struct str phrase, size_t end,
                            bool separated)
{
    enum { WORDS = 3 };
    struct str text = line->text;
    bool ends =
        end == text.len || separator_at(text, end) > end || word_at(text, end, WORDS_OPENER);
    return is_small(phrase) && ends && count_words(phrase) <= WORDS &&
           (separated || line->place != PLACE_LINE) && !word_at(phrase, 0, WORDS_PREDICATE) &&
           !word_at(phrase, 0, WORDS_VERB) && !holds_word(phrase, WORDS_STOP);
}

/* "403: I know you, but…", "401: who are you?": is it a question, or does Latin text go on behind a
 * comma? */
static bool is_in_sentence(const struct headline_line *line, size_t end)
{
    struct str text = line->text;
    if (line->place != PLACE_HEADING && end > 0 && text.data[end - 1] == '?')
        return true;
    if (end >= text.len || text.data[end] != ',')
        return false;
    struct str behind = tail(text, skip_blanks(text, end + 1));
    uint32_t c = first_letter(behind);
    return (is_small(behind) || is_capital(behind)) && (c < 0x80 || is_latin_letter(c));
}

/* The end of the phrase at `at`, or `at`; *known when the registry knows it. */
static size_t phrase_end(const struct headline_line *line, const struct headline *headline,
                         size_t at, bool separated, bool *known)
{
    size_t end = latin_end(line, at, headline->count > 1), size = 0;
    *known = false;
    if (line->registry && headline->kind == HEADLINE_CODE && headline->count == 1)
        size = registry_phrase_at(line->registry, headline->code, tail(line->text, at));
    if (size > 0) {
        *known = true;
        return at + size;
    }
    if (is_in_sentence(line, end))
        return at;
    struct str phrase = str_trim(str_slice(line->text, at, end));
    bool heading = is_small(phrase) && line->place == PLACE_HEADING;
    bool taken =
        heading || is_phrase(phrase, line->place) || is_small_phrase(line, phrase, end, separated);
    return taken ? end : at;
}

/* --- Brackets --- */

static bool is_tag(struct str inside)
{
    size_t whole = word_at(inside, 0, WORDS_TAG_WHOLE);
    return is_latin(inside) || holds_word(inside, WORDS_TAG) || (whole && whole == inside.len);
}

/* Brackets that stand for a phrase or are a tag: "404（Not Found）", "（RFC 4918）". */
static void take_tag(struct headline *headline, struct str inside, bool first)
{
    size_t whole = word_at(inside, 0, WORDS_TAG_WHOLE);
    if (headline->tag.len == 0)
        headline->tag = inside;
    if (first && headline->phrase.len == 0 && is_latin(inside) && whole != inside.len &&
        !holds_word(inside, WORDS_TAG))
        headline->phrase = inside;
}

/* Do brackets name whoever uses the code? One that is known, or, in a heading, anybody before whose
 * name for the status they stand: "520 (腾讯云 EdgeOne) 源站重置连接". */
static bool is_owner(const struct headline_line *line, struct str inside, size_t behind)
{
    bool whole = line->place == PLACE_HEADING || line->place == PLACE_CELL;
    size_t start = skip_blanks(line->text, behind);
    if (line->registry && registry_origin(line->registry, inside))
        return true;
    return whole && separator_at(line->text, behind) == behind &&
           !word_at(line->text, start, WORDS_OPENER) && !is_latin(tail(line->text, start));
}

/* "（Not Found/未找到）": a phrase and a name behind the code. */
static bool take_both(const struct headline_line *line, struct str inside,
                      struct headline *headline)
{
    struct headline_line within = {inside, PLACE_CELL, 0, line->registry};
    size_t end = latin_end(&within, 0, false), behind = separator_at(inside, end);
    struct str phrase = str_trim(str_slice(inside, 0, end)), name = tail(inside, behind);
    if (behind == end || !is_phrase(phrase, PLACE_CELL) || !headline_is_short(name) ||
        !headline_is_name(&name))
        return false;
    headline->phrase = phrase;
    headline->name = name;
    return true;
}

/* Brackets behind the phrase: tags, a name, or part of the text, where they end the headline. */
static size_t parse_brackets(const struct headline_line *line, size_t at, struct headline *headline)
{
    struct str inside;
    size_t end;
    bool whole = line->place == PLACE_HEADING || line->place == PLACE_CELL;
    bool first = headline->phrase.len == 0;
    for (size_t start = at; (end = bracketed_at(line->text, start, &inside)) > start;
         start = skip_blanks(line->text, end)) {
        bool mark = line->text.data[start] == '[' && is_mark(inside);
        if (!mark && first && take_both(line, inside, headline))
            ;
        else if (!mark && (is_tag(inside) || is_owner(line, inside, end)))
            take_tag(headline, inside, first);
        else if (!mark && (whole || headline_is_short(inside)) && headline->name.len == 0)
            headline->name = inside;
        else if (!mark)
            return at;
        first = first && mark;
        at = end;
    }
    return at;
}

/* --- Names and text --- */

enum { TITLE_LONGEST = 200 }; /* bytes: what is longer names nothing */

/* The first piece of a text that goes on behind a colon, a dash or an emphasis, else all of it. */
static struct str first_piece(const struct headline_line *line, size_t at, size_t *behind)
{
    struct str text = line->text;
    *behind = text.len;
    for (size_t i = at + 1; i < text.len && i < at + TITLE_LONGEST; i++) {
        size_t size = word_at(text, i, WORDS_EXPLAINING);
        if (size == 0 && i != line->emphasis)
            continue;
        *behind = separator_at(text, i);
        *behind = *behind > i ? *behind : skip_blanks(text, i + size);
        return str_trim(str_slice(text, at, i));
    }
    return without_separators(text, at);
}

static bool is_name(struct str *text)
{
    return headline_is_name(text) && headline_is_short(*text);
}

/* "继续（Continue）": a name with its phrase in brackets. */
static bool split_name(const struct headline_line *line, struct headline *headline,
                       struct str *name)
{
    struct str inside;
    if (headline->phrase.len > 0 || name->len > TITLE_LONGEST)
        return false;
    for (size_t at = 1; at < name->len; at++)
        if (word_at(*name, at, WORDS_OPENER)) {
            bool last = bracketed_at(*name, at, &inside) == name->len;
            if (!last || !is_latin(inside) || !is_phrase(inside, line->place))
                return false;
            headline->phrase = inside;
            *name = str_trim(str_slice(*name, 0, at));
            return true;
        }
    return false;
}

/* How sure a text that follows code and phrase without any separator lets one be. */
static enum headline_certainty certainty_of(const struct headline_line *line, size_t at,
                                            bool phrased)
{
    struct str text = line->text;
    if (word_at(text, at, WORDS_VERB))
        return HEADLINE_LIKELY;
    bool sentence = word_at(text, at, WORDS_PREDICATE) > 0 || is_small(tail(text, at));
    if (phrased && line->place == PLACE_ITEM)
        return HEADLINE_SURE;
    return sentence ? HEADLINE_POSSIBLE : HEADLINE_SURE;
}

/* A separator stands before what is at `at`: it explains, and names where there is no name yet. Of
 * a class, it only names. */
static void parse_explanation(const struct headline_line *line, size_t at,
                              struct headline *headline)
{
    size_t behind;
    headline->rest = at;
    if (headline->name.len > 0)
        return;
    struct str piece = first_piece(line, at, &behind);
    bool phrased = headline->phrase.len > 0, whole = behind == line->text.len;
    bool split = split_name(line, headline, &piece);
    if (!is_name(&piece) || (phrased && !whole))
        return;
    headline->name = piece;
    if (!whole || split || headline->kind == HEADLINE_CLASS)
        headline->rest = behind;
}

/* Nothing but blanks stands before what is at `at`: a name, or a sentence. */
static void parse_adjacent(const struct headline_line *line, size_t at, struct headline *headline,
                           bool known)
{
    size_t behind;
    bool phrased = headline->phrase.len > 0;
    headline->rest = at;
    headline->certainty = certainty_of(line, at, known);
    struct str piece = first_piece(line, at, &behind);
    bool sure = headline->certainty == HEADLINE_SURE;
    if (sure && headline->name.len == 0)
        split_name(line, headline, &piece);
    if (sure && headline->name.len == 0 && is_name(&piece)) {
        headline->name = piece;
        headline->rest = behind;
    } else if (sure && !phrased) {
        headline->certainty = HEADLINE_POSSIBLE;
    }
}

/* In headings and cells all that is left is the name. */
static void take_all(const struct headline_line *line, size_t at, struct headline *headline)
{
    size_t start = separator_at(line->text, at);
    struct str all = headline_without_marks(without_separators(line->text, start));
    headline->rest = line->text.len;
    if (headline->name.len > 0)
        return;
    split_name(line, headline, &all);
    bool named = headline->tag.len > 0 && start == at;   /* "298 (Qiniu) Batch partly done" */
    bool particle = word_at(all, 0, WORDS_PARTICLE) > 0; /* "503 的含义" */
    if (!particle && (headline_is_name(&all) || named))
        headline->name = all;
    bool owner =
        headline->phrase.len > 0 && headline->phrase.data == headline->tag.data &&
        !(line->registry && registry_phrase_at(line->registry, headline->code, headline->phrase));
    if (headline->name.len > 0 && named && owner)
        headline->phrase = (struct str){0};
}

/* What stands behind the title, at `at`. */
static void parse_rest(const struct headline_line *line, size_t at, struct headline *headline,
                       bool separated, bool known)
{
    struct str text = line->text;
    if (line->place == PLACE_HEADING || line->place == PLACE_CELL) {
        take_all(line, at, headline);
        return;
    }
    if (headline->phrase.len > 0 || headline->name.len > 0) {
        size_t behind = separator_at(text, at);
        separated = behind > at;
        at = behind;
    }
    at = says_nothing(tail(text, at)) ? text.len : skip_blanks(text, at);
    headline->rest = at;
    if (at < text.len && separated)
        parse_explanation(line, at, headline);
    else if (at < text.len)
        parse_adjacent(line, at, headline, known);
}

/* A phrase that the registry knows, behind brackets that were taken for one. */
static size_t phrase_behind_tag(const struct headline_line *line, size_t at,
                                struct headline *headline, bool *known)
{
    size_t start = skip_blanks(line->text, at);
    size_t end = phrase_end(line, headline, start, false, known);
    if (!*known)
        return at;
    headline->phrase = str_slice(line->text, start, end);
    return end;
}

/* Behind the number: a label, brackets, a phrase, a name, an explanation. */
static void parse_names(const struct headline_line *line, size_t at, struct headline *headline)
{
    struct str text = line->text;
    at = skip_emoji(text, at);
    size_t start = skip_blanks(text, at), label = word_at(text, start, WORDS_LABEL);
    bool known = false;
    if (label && (separator_at(text, start + label) > start + label ||
                  word_at(text, skip_blanks(text, start + label), WORDS_OPENER) ||
                  skip_blanks(text, start + label) == text.len))
        at = start + label;
    size_t behind = separator_at(text, at);
    bool separated = behind > at;
    headline->certainty = HEADLINE_SURE;
    size_t start_of_phrase = at = skip_blanks(text, behind);
    size_t end = phrase_end(line, headline, at, separated, &known);
    headline->phrase = str_trim(str_slice(text, at, end));
    at = parse_brackets(line, skip_blanks(text, skip_emoji(text, end)), headline);
    if (end == start_of_phrase && headline->phrase.len > 0) /* "522 (Cloudflare) Connection…" */
        at = phrase_behind_tag(line, at, headline, &known);
    parse_rest(line, at, headline, separated, known);
}

/* "【404 Not Found】找不到": the title as a whole in brackets. */
static bool parse_enclosed(const struct headline_line *line, size_t at, struct headline *headline)
{
    struct str inside;
    size_t end = bracketed_at(line->text, at, &inside), start = skip_lead(inside, 0);
    struct headline_line within = {inside, PLACE_CELL, 0, line->registry};
    size_t behind = end > at ? numbers_at(inside, start, headline) : start;
    if (behind == start)
        return false;
    parse_names(&within, behind, headline);
    parse_rest(line, parse_brackets(line, skip_blanks(line->text, end), headline), headline, false,
               true);
    return true;
}

/* --- The number last --- */

static bool holds_code(struct str text)
{
    struct headline found;
    for (size_t i = 0; i < text.len; i++)
        if ((i == 0 || !memchr("0123456789.", text.data[i - 1], 11)) &&
            numbers_at(text, i, &found) > i)
            return true;
    return false;
}

/* May the text before a number be what the status is called? */
static bool is_title(const struct headline_line *line, struct str title, int code, bool bracketed)
{
    if (title.len == 0 || word_at(title, 0, WORDS_ASKING) || holds_code(title))
        return false;
    size_t phrase = line->registry ? registry_phrase_at(line->registry, code, title) : 0;
    if (phrase > 0 && skip_blanks(title, phrase) == title.len)
        return true;
    if (line->place == PLACE_HEADING)
        return bracketed || !line->registry || !is_latin(title);
    return bracketed && headline_is_short(title);
}

/* "Not Found (404)", "客户端错误 4xx", "未找到（404）：…": a number with a title before it. */
static bool parse_last_at(const struct headline_line *line, size_t at, struct headline *headline)
{
    struct str text = line->text;
    struct headline found = {0};
    size_t end = numbers_at(text, at, &found);
    bool bracketed = word_at(text, at, WORDS_OPENER) > 0;
    size_t behind = end > at ? separator_at(text, end) : end;
    size_t left = skip_blanks(text, behind);
    bool whole = left == text.len || headline_without_marks(tail(text, left)).len == 0;
    bool explained = bracketed && (behind > end || word_at(text, left, WORDS_OPENER));
    if (end == at || found.count > 1 || (!whole && !explained))
        return false;
    struct str title = str_trim(str_slice(text, 0, at));
    if (line->place == PLACE_LINE && /* as a line of its own, a class in brackets at most */
        (found.kind != HEADLINE_CLASS || !bracketed || !whole || !headline_is_short(title)))
        return false;
    while (title.len > 0 && strchr("-:", title.data[title.len - 1]))
        title = str_trim(str_slice(title, 0, title.len - 1));
    if (found.kind == HEADLINE_CODE ? !is_title(line, title, found.code, bracketed)
                                    : holds_code(title))
        return false;
    *headline = found;
    struct headline_line before = {title, line->place, 0, line->registry};
    size_t lead = skip_signs(title, 0);
    size_t phrase = latin_end(&before, lead, false);
    headline->certainty = HEADLINE_SURE;
    headline->phrase = str_trim(str_slice(title, lead, phrase));
    headline->name = str_trim(tail(title, phrase));
    headline->rest = whole ? text.len : left;
    return true;
}

static struct headline parse_last(const struct headline_line *line)
{
    struct headline headline = {0};
    struct str text = line->text;
    if (!may_hold_numbers(text))
        return headline;
    for (size_t at = 1; at < text.len; at++) {
        char before = text.data[at - 1];
        bool starts =
            before == ' ' || (unsigned char)before >= 0x80 || word_at(text, at, WORDS_OPENER) > 0;
        if (starts && parse_last_at(line, at, &headline))
            return headline;
    }
    return (struct headline){0};
}

/* --- All of it --- */

/* Lines of text are seldom looked through to their end. */
static bool may_end_in_number(const struct headline_line *line)
{
    enum { LONGEST = 80 }; /* bytes of a class line */
    struct str text = headline_without_marks(line->text);
    bool bracket =
        text.len > 0 && (text.data[text.len - 1] == ')' ||
                         (text.len > 3 && str_equal(tail(text, text.len - 3), STR("）"))));
    return line->place != PLACE_LINE || (bracket && text.len <= LONGEST);
}

/* "502：…。504：…", "404 Not Found，503 …": does what begins at `at`, or a further sentence, name a
 * code? Then the line is about both. */
static bool defines_another(struct str line, size_t at)
{
    struct headline other;
    if (!may_hold_numbers(tail(line, at)))
        return false;
    if (numbers_at(line, at, &other) > at)
        return true;
    for (size_t size; at < line.len; at += size ? size : 1) {
        if ((size = word_at(line, at, WORDS_STOP)) == 0)
            continue;
        size_t start = skip_blanks(line, at + size);
        size_t end = numbers_at(line, start, &other);
        if (end > start && separator_at(line, end) > end)
            return true;
    }
    return false;
}

static struct headline parse_line(const struct headline_line *line)
{
    struct headline headline = {0};
    struct str text = line->text;
    size_t start = skip_lead(text, 0);
    size_t behind = numbers_at(text, start, &headline);
    if (behind == start && parse_enclosed(line, start, &headline))
        return headline;
    if (behind == start && may_end_in_number(line))
        return parse_last(line);
    if (behind == start)
        return (struct headline){0};
    if (word_at(text, skip_blanks(text, behind), WORDS_MENTION) ||
        (headline.count > 1 && holds_word(str_slice(text, behind, text.len), WORDS_COMPARISON)))
        return (struct headline){0};
    parse_names(line, behind, &headline);
    if (line->place == PLACE_LINE && headline.kind == HEADLINE_CODE &&
        defines_another(text, headline.rest))
        headline.certainty = HEADLINE_POSSIBLE;
    return headline;
}

/* Of a very long line only the beginning is looked at. */
struct headline headline_parse(const struct headline_line *line)
{
    enum { LONGEST = 1000 }; /* bytes */
    struct headline_line near = *line;
    if (line->text.len > LONGEST)
        near.text.len = LONGEST;
    while (near.text.len < line->text.len &&
           ((unsigned char)line->text.data[near.text.len] & 0xC0) == 0x80)
        near.text.len--; /* no half of a character */
    struct headline headline = parse_line(&near);
    if (headline.rest == near.text.len)
        headline.rest = line->text.len;
    return headline;
}

/* The n-th of `count` pieces between signs of the list, or all of it where there are not as many.
 */
static struct str nth_piece(struct str text, size_t n, size_t count)
{
    struct str inside;
    size_t pieces = text.len > 0, from = 0, to = text.len, size;
    for (size_t i = 0; i<text.len; i += size> 0 ? size : 1) {
        size = bracketed_at(text, i, &inside) - i;
        if (size == 0 && (size = word_at(text, i, WORDS_JOINER)) > 0) {
            from = pieces == n ? i + size : from;
            to = pieces == n + 1 ? i : to;
            pieces++;
        }
    }
    return pieces == count ? str_trim(str_slice(text, n ? from : 0, to)) : text;
}

struct headline headline_nth(const struct headline *headline, size_t n)
{
    struct headline one = *headline;
    one.code = headline->codes[n];
    if (headline->count < 2)
        return one;
    one.phrase = nth_piece(headline->phrase, n, headline->count);
    one.name = nth_piece(headline->name, n, headline->count);
    return one;
}
