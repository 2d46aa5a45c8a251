/* ascii.h: what can be shown of a text where only ASCII can be.
 *
 * Every character keeps its width, so that a layout stays as it was: a line of a box becomes - | or
 * +, a typographic quote a plain one, a full-width form the ordinary character and a blank. What
 * has no form is a question mark for each cell.
 */
#ifndef SB_UI_ASCII_H
#define SB_UI_ASCII_H

#include "core/buf.h"
#include "core/str.h"
#include <stdbool.h>
#include <stdint.h>

enum ascii_use {
    ASCII_NONE,
    ASCII_SIGNS, /* for lines, arrows, dashes and quotes, which some terminals draw double-width or
                    not at all; letters of all scripts stay */
    ASCII_ONLY,  /* for everything */
};

/* Is this character shown in its form? */
bool ascii_replaces(enum ascii_use use, uint32_t character);

/* The character's form, `width` (1 or 2) characters and a NUL, into form. */
void ascii_form(uint32_t character, int width, char form[3]);
/* Appends the text with its forms; newlines and tabs stay. */
void ascii_add(struct buf *out, enum ascii_use use, struct str text);

#endif
