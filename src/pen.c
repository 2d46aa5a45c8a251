#include "pen.h"

#include <string.h>

enum { UNDERLINED = 1u << 4, REVERSED = 1u << 7, STRUCK = 1u << 9 };

/* The pen. */

static bool same(const struct pen_look *a, const struct pen_look *b)
{
    return a->attributes == b->attributes && strcmp(a->ink, b->ink) == 0 &&
           strcmp(a->paper, b->paper) == 0;
}

static bool shows_on_blank(const struct pen_look *look)
{
    return look->attributes & (UNDERLINED | REVERSED | STRUCK) || *look->paper;
}

static void add_parameter(struct buf *out, size_t start, const char *parameter)
{
    if (out->len > start)
        buf_add_char(out, ';');
    buf_add_text(out, parameter);
}

/* What is not in the pen yet. */
static void add_parameters(const struct pen_look *from, const struct pen_look *to, struct buf *out,
                           size_t start)
{
    for (unsigned i = 1; i < 10; i++)
        if (to->attributes & ~from->attributes & 1u << i)
            add_parameter(out, start, (char[]){(char)('0' + i), '\0'});
    if (strcmp(from->ink, to->ink) != 0)
        add_parameter(out, start, *to->ink ? to->ink : "39");
    if (strcmp(from->paper, to->paper) != 0)
        add_parameter(out, start, *to->paper ? to->paper : "49");
}

/* Attributes are taken away together, as every terminal can. */
void pen_finish(struct pen *pen, struct buf *out)
{
    static const struct pen_look plain;
    if (same(&pen->actual, &pen->wanted))
        return;
    bool plainer = pen->actual.attributes & ~pen->wanted.attributes || same(&pen->wanted, &plain);
    buf_add_text(out, "\033[");
    size_t start = out->len;
    if (plainer && !same(&pen->wanted, &plain))
        buf_add_char(out, '0');
    add_parameters(plainer ? &plain : &pen->actual, &pen->wanted, out, start);
    buf_add_char(out, 'm');
    pen->actual = pen->wanted;
}

/* Neither a control nor a blank; in UTF-8 also any part of such a character. */
static bool is_inked(char c)
{
    return (unsigned char)c > ' ';
}

/* Must the pen be set before this? Whatever is no character at most blanks
 * cells, but to change to the other screen and back may save the pen. */
static bool needs_pen(const struct pen *pen, struct str token)
{
    bool mode = token.len > 2 && token.data[1] == '[' && token.data[2] == '?';
    return is_inked(token.data[0]) || mode || shows_on_blank(&pen->wanted) ||
           shows_on_blank(&pen->actual);
}

/* Sequences. */

static unsigned take_number(const char **at)
{
    unsigned number = 0;
    for (; **at >= '0' && **at <= '9'; ++*at)
        number = number < 1000 ? number * 10 + (unsigned)(**at - '0') : number;
    return number;
}

/* The rest of 38 and 48: ";5;n" or ";2;r;g;b". */
static void take_color(const char **at)
{
    const char *rest = *at + (**at == ';');
    int more = take_number(&rest) == 2 ? 3 : 1;
    for (; more > 0 && *rest == ';'; more--) {
        rest++;
        take_number(&rest);
    }
    *at = rest;
}

static bool set_color(char *color, size_t size, const char *from, const char *to)
{
    size_t len = (size_t)(to - from);
    if (len >= size)
        return false;
    memcpy(color, from, len);
    color[len] = '\0';
    return true;
}

static bool take_parameter(struct pen_look *look, const char **at)
{
    static const unsigned cleared[] = {
        0, 0, 1u << 1 | 1u << 2, 1u << 3, 1u << 4, 1u << 5 | 1u << 6, 0, 1u << 7, 1u << 8, 1u << 9};
    const char *from = *at;
    unsigned number = take_number(at);
    if (number == 38 || number == 48)
        take_color(at);
    if (number == 0)
        *look = (struct pen_look){0};
    else if (number < 10)
        look->attributes |= 1u << number;
    else if (number > 21 && number < 30)
        look->attributes &= ~cleared[number - 20];
    else if (number == 39)
        *look->ink = '\0';
    else if (number == 49)
        *look->paper = '\0';
    else if ((number >= 30 && number < 39) || (number >= 90 && number < 98))
        return set_color(look->ink, sizeof look->ink, from, *at);
    else if ((number >= 40 && number < 49) || (number >= 100 && number < 108))
        return set_color(look->paper, sizeof look->paper, from, *at);
    else
        return false;
    return true;
}

/* Takes "…m" into the look that is wanted; false when something in it is not
 * understood. */
static bool take_look(struct pen *pen, const char *at)
{
    bool known = take_parameter(&pen->wanted, &at);
    while (known && *at == ';') {
        at++;
        known = take_parameter(&pen->wanted, &at);
    }
    return known && *at == 'm';
}

/* The length of the sequence, control or run of characters that the text begins
 * with. */
static size_t token_length(struct str text)
{
    size_t at = 2;
    if (text.data[0] != '\033' || text.len < 2)
        for (at = 1; at < text.len && is_inked(text.data[0]) && is_inked(text.data[at]);)
            at++;
    else if (text.data[1] == '(' || text.data[1] == ')')
        at = 3;
    else if (text.data[1] == '[') {
        while (at < text.len && (text.data[at] < '@' || text.data[at] > '~'))
            at++;
        at++;
    }
    return at < text.len ? at : text.len;
}

/* Does it leave all cells as they are? */
static bool only_moves(struct str token)
{
    if (token.len == 1)
        return token.data[0] == '\r' || token.data[0] == '\b';
    return token.data[1] == '[' && token.data[2] != '?' &&
           strchr("ABCDGHdfr", token.data[token.len - 1]);
}

static bool is_look(struct str token)
{
    return token.len > 2 && token.data[1] == '[' && token.data[token.len - 1] == 'm';
}

static bool is_plain_set(struct pen *pen, struct str token)
{
    bool was = pen->plain_set;
    if (token.len != 3 || token.data[1] != '(')
        return false;
    pen->plain_set = token.data[2] == 'B';
    return was && pen->plain_set;
}

void pen_forget(struct pen *pen)
{
    *pen = (struct pen){.actual = {.attributes = ~0u}};
}

static void take_token(struct pen *pen, struct buf *out, struct str token)
{
    if (is_plain_set(pen, token))
        return;
    if (is_look(token)) {
        if (take_look(pen, token.data + 2))
            return;
        pen->actual.attributes = ~0u; /* what it did is not known */
    } else if (!only_moves(token) && needs_pen(pen, token)) {
        pen_finish(pen, out);
    }
    buf_add(out, token);
}

void pen_follow(struct pen *pen, struct buf *out, struct str drawing)
{
    while (drawing.len > 0) {
        struct str token = str_slice(drawing, 0, token_length(drawing));
        drawing = str_slice(drawing, token.len, drawing.len);
        take_token(pen, out, token);
    }
}
