/* style.h: what a piece of text is, for whoever draws it.
 *
 * A style says a meaning, never a colour: the theme decides at the edge how it looks, and every
 * style has a look that does without colour. Styles are combined by or.
 */
#ifndef SB_CORE_STYLE_H
#define SB_CORE_STYLE_H

#include <stdint.h>

typedef uint32_t style_t;

enum style {
    STYLE_PLAIN = 0,
    STYLE_STRONG = 1 << 0,   /* **strong** */
    STYLE_EMPHASIS = 1 << 1, /* *emphasis* */
    STYLE_CODE = 1 << 2,     /* `code` and code blocks */
    STYLE_LINK = 1 << 3,     /* can be followed */
    STYLE_HEADING = 1 << 4,  /* titles and section headings */
    STYLE_FACT = 1 << 5,     /* facts from the registry */
    STYLE_MUTED = 1 << 6,    /* of less weight: rules, hints, counts, sources */
    STYLE_NUMBER = 1 << 7,   /* a status code in a list */
    STYLE_MATCH = 1 << 8,    /* what was searched for */
    STYLE_CURRENT = 1 << 9,  /* the selected row, the current link */
    STYLE_FOCUS = 1 << 10,   /* with CURRENT: in the pane that the keys go to */
    STYLE_BAR = 1 << 11,     /* the title line and the hint line */
    STYLE_KEY = 1 << 12,     /* a key's name in a hint */
    STYLE_NOTICE = 1 << 13,  /* a message to the user */
    STYLE_STRUCK = 1 << 14,  /* ~~struck~~ */
    /* Classes of status codes, where a code or a class is named: three bits, 0 none, 1 to 5. */
    STYLE_CLASS_SHIFT = 16,
    STYLE_CLASS_MASK = 7 << 16,
};

static inline style_t style_of_class(int first_digit)
{
    return first_digit >= 1 && first_digit <= 5 ? (style_t)first_digit << STYLE_CLASS_SHIFT : 0;
}

#endif
