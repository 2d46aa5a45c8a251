#include "core/text.h"

#include <unictype.h>
#include <unilbrk.h>

/* What a character is to the rules that mend the line breaks. */
enum kind {
    OTHER,
    START, /* of a line: nothing, or a newline, stands before */
    SPACE,
    MARK,  /* stands on the character before */
    WIDE,  /* two cells: Chinese characters and their like */
    WORD,  /* Latin letter or digit */
    JOINT, /* holds words together */
    GLUE,  /* other ASCII punctuation that what follows is not torn from */
    OPEN,
    CLOSE,
    OPEN_QUOTE, /* those quotes of which UAX #14 does not say the side */
    CLOSE_QUOTE,
};

static const struct {
    enum kind kind;
    const char *characters;
} ascii_kinds[] = {
    {SPACE, " "},  {JOINT, "._-/:'+@#&=?%~"}, {GLUE, ",;!$\\}"}, {OPEN, "([{"}, {CLOSE, ")]"},
    {START, "\n"},
};

/* In ascending order. The rest is told by its properties. */
static const struct {
    uint16_t character;
    uint8_t kind;
} other_kinds[] = {
    {u'·', CLOSE},      {u'–', JOINT},       {u'—', CLOSE},      {u'―', CLOSE},
    {u'‘', OPEN_QUOTE}, {u'’', CLOSE_QUOTE}, {u'“', OPEN_QUOTE}, {u'”', CLOSE_QUOTE},
    {u'‥', CLOSE},      {u'…', CLOSE},       {u'‧', CLOSE},      {u'‰', CLOSE},
    {u'℃', CLOSE},      {u'⋯', CLOSE},       {u'⸺', CLOSE},      {u'、', CLOSE},
    {u'。', CLOSE},     {u'〃', CLOSE},      {u'々', CLOSE},     {u'〈', OPEN},
    {u'〉', CLOSE},     {u'《', OPEN},       {u'》', CLOSE},     {u'「', OPEN},
    {u'」', CLOSE},     {u'『', OPEN},       {u'』', CLOSE},     {u'【', OPEN},
    {u'】', CLOSE},     {u'〔', OPEN},       {u'〕', CLOSE},     {u'〖', OPEN},
    {u'〗', CLOSE},     {u'〘', OPEN},       {u'〙', CLOSE},     {u'〚', OPEN},
    {u'〛', CLOSE},     {u'〝', OPEN},       {u'〞', CLOSE},     {u'〟', CLOSE},
    {u'・', CLOSE},     {u'！', CLOSE},      {u'％', CLOSE},     {u'（', OPEN},
    {u'）', CLOSE},     {u'，', CLOSE},      {u'．', CLOSE},     {u'／', CLOSE},
    {u'：', CLOSE},     {u'；', CLOSE},      {u'？', CLOSE},     {u'［', OPEN},
    {u'］', CLOSE},     {u'｛', OPEN},       {u'｝', CLOSE},     {u'～', CLOSE},
    {u'｟', OPEN},      {u'｠', CLOSE},      {u'｡', CLOSE},      {u'｢', OPEN},
    {u'｣', CLOSE},      {u'､', CLOSE},       {u'･', CLOSE},
};

enum { OTHER_KINDS = sizeof other_kinds / sizeof *other_kinds };

static enum kind ascii_kind(uint32_t c)
{
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
        return WORD;
    for (size_t i = 0; c && i < sizeof ascii_kinds / sizeof *ascii_kinds; i++)
        if (strchr(ascii_kinds[i].characters, (int)c))
            return ascii_kinds[i].kind;
    return OTHER;
}

static bool is_latin(uint32_t c)
{
    bool block = (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
    return (block && uc_is_alpha(c)) || (c >= u'０' && c <= u'９') || (c >= u'Ａ' && c <= u'Ｚ') ||
           (c >= u'ａ' && c <= u'ｚ');
}

static enum kind kind_by_property(uint32_t c, struct str character)
{
    int cells = text_width(character);
    return is_latin(c) ? WORD : cells == 0 ? MARK : cells == 2 ? WIDE : OTHER;
}

static enum kind kind_of(uint32_t c, struct str character)
{
    if (c < 0x80)
        return ascii_kind(c);
    if (c >= 0x4E00 && c <= 0x9FFF)
        return WIDE;
    size_t low = 0, high = OTHER_KINDS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (other_kinds[middle].character < c)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < OTHER_KINDS && other_kinds[low].character == c;
    return found ? (enum kind)other_kinds[low].kind : kind_by_property(c, character);
}

struct place {
    uint32_t c;
    enum kind kind;
};

static struct place place_at(struct str text, size_t *size)
{
    uint32_t c = text_decode(text, size);
    return (struct place){c, kind_of(c, str_slice(text, 0, *size))};
}

static bool opens(enum kind kind)
{
    return kind == OPEN || kind == OPEN_QUOTE;
}

static bool closes(enum kind kind)
{
    return kind == CLOSE || kind == CLOSE_QUOTE;
}

static bool in_word(struct place place)
{
    return place.kind == WORD || place.kind == JOINT || (place.c > ' ' && place.c < 0x7F);
}

static bool is_digit(struct place place)
{
    return place.c >= '0' && place.c <= '9';
}

/* Where the pass over the text stands: between `before` and `here`. Marks are not counted, they are
 * part of the character that they stand on. */
struct seam {
    struct place earlier, before, here;
    enum kind solid; /* of the last character before that is no space */
    struct str rest; /* of the text, after `here` */
};

/* The rules, in order; the first that has an opinion decides. */
enum { NO_OPINION = -1 };

static int rule_lines(const struct seam *seam)
{
    if (seam->before.kind == START)
        return TEXT_BREAK_MUST;
    enum kind here = seam->here.kind;
    return here == MARK || here == SPACE || here == START ? TEXT_BREAK_NONE : NO_OPINION;
}

static int rule_brackets(const struct seam *seam)
{
    return opens(seam->solid) || closes(seam->here.kind) ? TEXT_BREAK_NONE : NO_OPINION;
}

/* UAX #14 keeps "/index.html", ".well-known" and ":status" with the word before the space. */
static int rule_spaces(const struct seam *seam)
{
    uint32_t c = seam->here.c;
    if (seam->before.kind != SPACE || (c != '/' && c != '.' && c != ':') || seam->rest.len == 0)
        return NO_OPINION;
    size_t size;
    struct place next = place_at(seam->rest, &size);
    bool word = next.kind == WORD || next.c == '/' || next.c == '-' || next.c == '{';
    return word ? TEXT_BREAK_MAY : NO_OPINION;
}

static int rule_quotes(const struct seam *seam)
{
    enum kind earlier = seam->earlier.kind, before = seam->before.kind, here = seam->here.kind;
    if (here == OPEN_QUOTE)
        return before == WIDE || closes(before) ? TEXT_BREAK_MAY : NO_OPINION;
    if (before == SPACE && seam->solid == CLOSE_QUOTE && here == OPEN)
        return TEXT_BREAK_MAY;
    if (before != CLOSE_QUOTE)
        return NO_OPINION;
    if (here == WORD) /* “值”API, but don’t */
        return earlier == WIDE || closes(earlier) ? TEXT_BREAK_MAY : TEXT_BREAK_NONE;
    return here == WIDE || (here == OPEN && seam->here.c > 0x7F) ? TEXT_BREAK_MAY : NO_OPINION;
}

/* What a long word may be broken behind when it must: a / that does not begin it, and a comma or
 * semicolon that is not part of a number. */
static bool is_last_resort(const struct seam *seam)
{
    struct place earlier = seam->earlier, here = seam->here;
    if (here.kind == GLUE || here.c == '/')
        return false;
    if (seam->before.c == '/')
        return earlier.kind != START && earlier.kind != SPACE && !opens(earlier.kind);
    return seam->before.c == ';' ||
           (seam->before.c == ',' && !(is_digit(earlier) && is_digit(here)));
}

static int rule_words(const struct seam *seam)
{
    enum kind before = seam->before.kind, here = seam->here.kind;
    if (before == WORD && (here == WORD || here == JOINT))
        return TEXT_BREAK_NONE;
    if ((before != JOINT && before != GLUE) || !in_word(seam->here))
        return NO_OPINION;
    return is_last_resort(seam) ? TEXT_BREAK_LAST : TEXT_BREAK_NONE;
}

static int (*const rules[])(const struct seam *) = {
    rule_lines, rule_brackets, rule_spaces, rule_quotes, rule_words,
};

static uint8_t mended(const struct seam *seam, uint8_t uax14)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        int opinion = rules[i](seam);
        if (opinion != NO_OPINION)
            return (uint8_t)opinion;
    }
    return uax14 == UC_BREAK_POSSIBLE ? TEXT_BREAK_MAY : TEXT_BREAK_NONE;
}

static void seam_move(struct seam *seam)
{
    if (seam->here.kind == MARK && seam->before.kind != START)
        return;
    seam->earlier = seam->before;
    seam->before = seam->here;
    if (seam->here.kind != SPACE)
        seam->solid = seam->here.kind;
}

void text_breaks(struct str text, uint8_t *breaks)
{
    if (text.len == 0)
        return;
    u8_possible_linebreaks((const uint8_t *)text.data, text.len, "UTF-8", (char *)breaks);
    struct seam seam = {.earlier.kind = START, .before.kind = START, .solid = START};
    size_t size;
    for (size_t at = 0; at < text.len; at += size) {
        seam.here = place_at(str_slice(text, at, text.len), &size);
        seam.rest = str_slice(text, at + size, text.len);
        uint8_t uax14 = breaks[at];
        if (uax14 == UC_BREAK_MANDATORY)
            seam.here.kind = START;
        memset(breaks + at, TEXT_BREAK_NONE, size);
        if (at > 0)
            breaks[at] = mended(&seam, uax14);
        seam_move(&seam);
    }
}

/* Filling a line. */

/* What the scan of one line has found: the last place of each rank where the line may end, or 0. A
 * word that must be torn is best torn at a hyphen, and at any rate not before a comma. */
struct line {
    size_t good, last_resort, joint, torn;
    struct place earlier, before;
};

static bool is_joint(const struct line *line, struct place here)
{
    uint32_t c = line->before.c;
    return c && c < 0x80 && strchr("-_.&=?#", (int)c) && line->earlier.kind == WORD &&
           here.kind == WORD && !is_digit(here);
}

static bool is_ugly(struct place before, struct place here)
{
    return opens(before.kind) || closes(here.kind) || here.kind == SPACE ||
           (here.c && here.c < 0x80 && strchr(",.;:!?}", (int)here.c));
}

static void line_note(struct line *line, size_t at, uint8_t break_here, struct place here)
{
    if (break_here >= TEXT_BREAK_MAY)
        line->good = at;
    else if (break_here == TEXT_BREAK_LAST)
        line->last_resort = at;
    else if (is_joint(line, here))
        line->joint = at;
    else if (!is_ugly(line->before, here))
        line->torn = at;
}

static size_t line_end(const struct line *line, size_t at)
{
    return line->good          ? line->good
           : line->last_resort ? line->last_resort
           : line->joint       ? line->joint
           : line->torn        ? line->torn
                               : at;
}

static bool hangs(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

size_t text_wrap(struct str text, const uint8_t *breaks, size_t from, int cells)
{
    struct line line = {0};
    int used = 0, more;
    size_t len, size;
    for (size_t at = from; at < text.len; at += len) {
        struct str rest = str_slice(text, at, text.len);
        struct place here = place_at(rest, &size);
        len = text_cluster(rest, &more);
        if (at > from && breaks[at] == TEXT_BREAK_MUST)
            return at;
        if (at > from)
            line_note(&line, at, breaks[at], here);
        line.earlier = line.before;
        line.before = here;
        bool hanging = hangs(here.c) && len == size; /* a mark on a blank is seen */
        if (at > from && !hanging && more > cells - used)
            return line_end(&line, at);
        used += more;
    }
    return text.len;
}
