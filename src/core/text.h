/* text.h: the one module that measures text, breaks lines and makes text harmless.
 *
 * Units: offsets and lengths are bytes of UTF-8, widths are terminal cells. Widths are the C
 * library's wcwidth() in the LC_CTYPE in force (the program makes sure that it is a UTF-8 one),
 * since curses draws with the same. A character that wcwidth() calls unprintable is measured as the
 * U+FFFD that stands for it.
 *
 * A *cluster* is what one cell position holds: a character of width 1 or 2 and the characters of
 * width 0 behind it, of which at most TEXT_MARKS are kept. A *grapheme* is what a person calls a
 * character (UAX #29, extended grapheme clusters); the cursor of a line editor moves by those.
 *
 * Text from files passes text_clean() once, as it is loaded or shown; all the other functions
 * accept any bytes, but are exact for clean text.
 */
#ifndef SB_CORE_TEXT_H
#define SB_CORE_TEXT_H

#include "core/buf.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Combining characters kept behind a base character; cchar_t holds as many. */
#define TEXT_MARKS       4
#define TEXT_REPLACEMENT 0xFFFDu

/* The first character of a non-empty text: strict UTF-8 (no surrogates, no overlong forms, nothing
 * beyond U+10FFFF). *size is its length. A malformed sequence gives TEXT_REPLACEMENT for each
 * maximal subpart (Unicode 15, section 3.9). */
uint32_t text_decode(struct str text, size_t *size);
/* Is it a Chinese character (Unicode's property Ideographic)? */
bool text_is_ideograph(uint32_t character);
/* Appends one character as UTF-8. */
void text_encode(struct buf *out, uint32_t character);

/* Appends a harmless form of the text: malformed bytes become U+FFFD; C0 controls but newline and
 * tab become the pictures U+2400..U+241F, DEL U+2421; C1 controls, bidirectional and other format
 * characters (Cf), line and paragraph separators, noncharacters and unassigned wide surprises
 * become U+FFFD, except those that only join or select a variant (U+00AD, U+034F, U+200B..U+200D,
 * U+2060, U+FE00..U+FE0F, U+FEFF, U+E0100..U+E01EF), which are left out because terminals disagree
 * about their width; more than TEXT_MARKS combining characters in a row are dropped, and one at the
 * very start of a line stands on U+25CC. CR LF and CR become LF. Clean text is returned unchanged,
 * and cleaning twice is cleaning once. Plain ASCII takes a fast path. */
void text_clean(struct buf *out, struct str text);
bool text_is_clean(struct str text);

/* Cells that the text takes on one line. */
int text_width(struct str text);
/* The length of the first cluster of a non-empty text; *cells, unless null, is its width (0 only
 * for marks with no base before them). */
size_t text_cluster(struct str text, int *cells);
/* The longest prefix of whole clusters that fits in `cells`; *used, unless null, is its width. */
size_t text_fit(struct str text, int cells, int *used);

/* The grapheme boundary after `at`, or before it; at the ends, the end itself. */
size_t text_next_grapheme(struct str text, size_t at);
size_t text_previous_grapheme(struct str text, size_t at);

/* Where lines may break: UAX #14, mended for technical prose in Chinese and English.
 *
 * `breaks` has text.len bytes; breaks[i] says what may happen before the character that starts at
 * byte i (continuation bytes are TEXT_BREAK_NONE, breaks[0] too). A newline itself is followed by
 * TEXT_BREAK_MUST. The mending: no break inside a run of Latin letters, digits and the characters
 * . _ - / : ' + @ # & = ? % ~ between them ("Node.js", "HTTP/1.1", "If-None-Match",
 * "Cache-Control:", "3.14", "/a/b"), though a long URL, path or list may break after / , or ; where
 * nothing else fits (TEXT_BREAK_LAST), but no number; nothing separates the two halves of —— or ……;
 * no break before closing and after opening punctuation of Chinese text (GB/T 15834), the ambiguous
 * “ ” ‘ ’ among it: “ and ‘ open, ” and ’ close. Between a Chinese character and a Latin letter or
 * digit a line may break (that is UAX #14's rule too). */
enum text_break {
    TEXT_BREAK_NONE,
    TEXT_BREAK_LAST, /* only when the piece does not fit on a line of its own */
    TEXT_BREAK_MAY,
    TEXT_BREAK_MUST,
};
void text_breaks(struct str text, uint8_t *breaks);

/* Fills one line: of text[from..], the end of the longest piece that fits in `cells` and ends where
 * a line may break, never before `from` + one cluster; when nothing may break, TEXT_BREAK_LAST
 * places count, then any cluster boundary, best behind a hyphen. Trailing spaces may hang over the
 * edge and belong to the line that they end. `breaks` is what text_breaks() told of the whole text.
 */
size_t text_wrap(struct str text, const uint8_t *breaks, size_t from, int cells);

#endif
