/* theme.h: how styles look.
 *
 * A look is attributes and the colour of the characters; the background is always the terminal's
 * own. Attributes alone tell every style from plain text, so that nothing is lost without colour.
 * The colours of "auto" are of middle lightness, to be read on light and dark grounds alike.
 */
#ifndef SB_UI_THEME_H
#define SB_UI_THEME_H

#include "core/style.h"
#include <stddef.h>

enum look_attribute {
    LOOK_BOLD = 1,
    LOOK_DIM = 2,
    LOOK_ITALIC = 4,
    LOOK_UNDERLINE = 8,
    LOOK_REVERSE = 16,
};

enum { LOOK_DEFAULT_COLOR = -1 };

struct look {
    unsigned attributes; /* enum look_attribute, combined */
    int color;           /* of a palette of 8 or 256, or LOOK_DEFAULT_COLOR */
};

struct theme;

/* By name; null when there is none of that name. An empty or null name is "auto". */
const struct theme *theme_find(const char *name);
/* The names, in order; null past the last. */
const char *theme_name(size_t index);
/* `colors` is how many the terminal has: under 8 none are used, under 256 the first 8. */
struct look theme_look(const struct theme *theme, style_t style, int colors);

#endif
