#include "ui/theme.h"

#include <string.h>

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, NONE = LOOK_DEFAULT_COLOR };

/* What a colour is for. */
enum role {
    ROLE_NONE,
    ROLE_QUIET,
    ROLE_CODE,
    ROLE_LINK,
    ROLE_FACT,
    ROLE_HEADING,
    ROLE_MATCH,
    ROLE_NOTICE,
    ROLE_CLASS_1,
    ROLE_CLASS_2,
    ROLE_CLASS_3,
    ROLE_CLASS_4,
    ROLE_CLASS_5,
    ROLES,
};

struct shade {
    short of_8, of_256;
};

struct theme {
    const char *name;
    struct shade shades[ROLES];
};

static const struct theme themes[] = {
    {"auto",
     {
         [ROLE_NONE] = {NONE, NONE},
         [ROLE_QUIET] = {NONE, 243},
         [ROLE_CODE] = {CYAN, 30},
         [ROLE_LINK] = {NONE, 33},
         [ROLE_FACT] = {CYAN, 30},
         [ROLE_HEADING] = {NONE, NONE},
         [ROLE_MATCH] = {MAGENTA, MAGENTA},
         [ROLE_NOTICE] = {MAGENTA, 133},
         [ROLE_CLASS_1] = {CYAN, 30},
         [ROLE_CLASS_2] = {GREEN, 28},
         [ROLE_CLASS_3] = {BLUE, 33},
         [ROLE_CLASS_4] = {MAGENTA, 130},
         [ROLE_CLASS_5] = {RED, 160},
     }},
    {"dark",
     {
         [ROLE_NONE] = {NONE, NONE},
         [ROLE_QUIET] = {NONE, 246},
         [ROLE_CODE] = {CYAN, 116},
         [ROLE_LINK] = {CYAN, 75},
         [ROLE_FACT] = {CYAN, 109},
         [ROLE_HEADING] = {WHITE, 255},
         [ROLE_MATCH] = {YELLOW, 221},
         [ROLE_NOTICE] = {YELLOW, 221},
         [ROLE_CLASS_1] = {CYAN, 80},
         [ROLE_CLASS_2] = {GREEN, 114},
         [ROLE_CLASS_3] = {BLUE, 75},
         [ROLE_CLASS_4] = {YELLOW, 215},
         [ROLE_CLASS_5] = {RED, 203},
     }},
    {"light",
     {
         [ROLE_NONE] = {NONE, NONE},
         [ROLE_QUIET] = {NONE, 241},
         [ROLE_CODE] = {BLUE, 24},
         [ROLE_LINK] = {BLUE, 25},
         [ROLE_FACT] = {BLUE, 24},
         [ROLE_HEADING] = {NONE, 16},
         [ROLE_MATCH] = {MAGENTA, 90},
         [ROLE_NOTICE] = {MAGENTA, 90},
         [ROLE_CLASS_1] = {CYAN, 23},
         [ROLE_CLASS_2] = {GREEN, 22},
         [ROLE_CLASS_3] = {BLUE, 19},
         [ROLE_CLASS_4] = {MAGENTA, 58},
         [ROLE_CLASS_5] = {RED, 124},
     }},
    {"mono",
     {
         [ROLE_NONE] = {NONE, NONE},
         [ROLE_QUIET] = {NONE, NONE},
         [ROLE_CODE] = {NONE, NONE},
         [ROLE_LINK] = {NONE, NONE},
         [ROLE_FACT] = {NONE, NONE},
         [ROLE_HEADING] = {NONE, NONE},
         [ROLE_MATCH] = {NONE, NONE},
         [ROLE_NOTICE] = {NONE, NONE},
         [ROLE_CLASS_1] = {NONE, NONE},
         [ROLE_CLASS_2] = {NONE, NONE},
         [ROLE_CLASS_3] = {NONE, NONE},
         [ROLE_CLASS_4] = {NONE, NONE},
         [ROLE_CLASS_5] = {NONE, NONE},
     }},
};
enum { THEMES = sizeof themes / sizeof themes[0] };

/* Where several styles meet, attributes add up and the last colour wins. */
static const struct rule {
    style_t mask, style;
    unsigned attributes; /* with colour */
    unsigned without;    /* added where the role has no colour */
    enum role role;
} rules[] = {
    {STYLE_MUTED, STYLE_MUTED, 0, LOOK_DIM, ROLE_QUIET},
    {STYLE_FACT, STYLE_FACT, 0, LOOK_BOLD, ROLE_FACT},
    {STYLE_STRONG, STYLE_STRONG, LOOK_BOLD, 0, ROLE_NONE},
    {STYLE_EMPHASIS, STYLE_EMPHASIS, LOOK_ITALIC, 0, ROLE_NONE},
    {STYLE_STRUCK, STYLE_STRUCK, LOOK_DIM, 0, ROLE_NONE},
    {STYLE_HEADING, STYLE_HEADING, LOOK_BOLD, 0, ROLE_HEADING},
    {STYLE_CODE, STYLE_CODE, 0, LOOK_BOLD, ROLE_CODE},
    {STYLE_LINK, STYLE_LINK, LOOK_UNDERLINE, 0, ROLE_LINK},
    {STYLE_NUMBER, STYLE_NUMBER, LOOK_BOLD, 0, ROLE_NONE},
    {STYLE_CLASS_MASK, 1u << STYLE_CLASS_SHIFT, 0, LOOK_BOLD, ROLE_CLASS_1},
    {STYLE_CLASS_MASK, 2u << STYLE_CLASS_SHIFT, 0, LOOK_BOLD, ROLE_CLASS_2},
    {STYLE_CLASS_MASK, 3u << STYLE_CLASS_SHIFT, 0, LOOK_BOLD, ROLE_CLASS_3},
    {STYLE_CLASS_MASK, 4u << STYLE_CLASS_SHIFT, 0, LOOK_BOLD, ROLE_CLASS_4},
    {STYLE_CLASS_MASK, 5u << STYLE_CLASS_SHIFT, 0, LOOK_BOLD, ROLE_CLASS_5},
    {STYLE_KEY, STYLE_KEY, LOOK_BOLD, 0, ROLE_NONE},
    {STYLE_NOTICE, STYLE_NOTICE, LOOK_BOLD, 0, ROLE_NOTICE},
    {STYLE_MATCH, STYLE_MATCH, LOOK_BOLD | LOOK_UNDERLINE, LOOK_REVERSE, ROLE_MATCH},
    {STYLE_BAR, STYLE_BAR, LOOK_REVERSE, 0, ROLE_NONE},
    {STYLE_CURRENT | STYLE_FOCUS, STYLE_CURRENT, LOOK_BOLD | LOOK_UNDERLINE, 0, ROLE_NONE},
    {STYLE_CURRENT | STYLE_FOCUS, STYLE_CURRENT | STYLE_FOCUS, LOOK_REVERSE, 0, ROLE_NONE},
};

const struct theme *theme_find(const char *name)
{
    if (!name || !*name)
        return &themes[0];
    for (size_t i = 0; i < THEMES; i++)
        if (strcmp(themes[i].name, name) == 0)
            return &themes[i];
    return NULL;
}

const char *theme_name(size_t index)
{
    return index < THEMES ? themes[index].name : NULL;
}

struct look theme_look(const struct theme *theme, style_t style, int colors)
{
    struct look look = {0, LOOK_DEFAULT_COLOR};
    for (size_t i = 0; style && i < sizeof rules / sizeof rules[0]; i++) {
        const struct rule *rule = &rules[i];
        if ((style & rule->mask) != rule->style)
            continue;
        struct shade shade = theme->shades[rule->role];
        int color = colors >= 256 ? shade.of_256 : colors >= 8 ? shade.of_8 : NONE;
        look.attributes |= rule->attributes | (color == NONE ? rule->without : 0);
        if (color != NONE)
            look.color = color;
    }
    if ((style & STYLE_CURRENT) && (style & STYLE_FOCUS)) { /* one bar, not a patchwork */
        look.color = NONE;
        look.attributes &= ~(unsigned)LOOK_DIM;
    }
    return look;
}
