/* note.h: the user's note on a status, as text inside a document of the user's.
 *
 * The document is in the native form: "## 404 Not Found 未找到" opens the note on 404 and the lines
 * up to the next section (document.h) are its text, headings of its own included. Putting a note
 * changes those lines and nothing else: every other byte of the file stays, line ends, byte-order
 * mark, front matter and other people's layouts with it. An entry in a list, a table or a line is
 * somebody's way of writing and is not touched: its status gets a section of its own. The result is
 * read again before it is given out, and refused unless it holds the note and every other section
 * as it was.
 *
 * A note's text is normalised when it is put:
 *   - line ends become those of the file (LF when it has none yet), blank lines before and blanks
 *     behind the text go;
 *   - a heading that would end the note, as high as the note's own or higher, becomes one level
 *     lower than it ("# Causes" becomes "### Causes"); one that names a code and would so open an
 *     entry is no heading any more ("\### 410 Gone"); the same with one that is made by a line of
 *     signs under it, by a blank line between the two;
 *   - a code block that is still open at the end is closed.
 * A text that is normal already is found again as it was put, byte for byte but for CR.
 *
 * The file and the text must be UTF-8 without NULs. Anything else is refused, so that a file in
 * another encoding is never overwritten. A text with LF alone is what goes in and comes out.
 */
#ifndef SB_CORE_NOTE_H
#define SB_CORE_NOTE_H

#include "core/buf.h"
#include "core/error.h"
#include "core/registry.h"
#include "core/str.h"
#include <stdbool.h>

struct note {
    const struct registry *registry;
    int code;
    const char *origin; /* "iana", a vendor, or "unknown" for a code that the registry lacks */
    struct str heading; /* of a new section, without its signs: see note_heading() */
    struct str title;   /* heading of a new file, "My notes" */
};

/* Appends the headline of a status in the native form: "404 Not Found 未找到", "499 Client Closed
 * Request (nginx) 客户端提前断开". An empty name is left out. */
void note_heading(struct buf *out, const struct registry *registry, const struct facts *facts,
                  struct str name);

/* The line of the heading under which the file has the note, from 1, with the note's text appended
 * to *text unless that is null; 0 when it has none. */
size_t note_find(struct str file, const struct note *note, struct buf *text);

/* Appends the whole file with the note in it to *out. Where there is no section yet, it is inserted
 * in the order of the codes or appended; an empty text takes the section away. False, with *error
 * filled and *out as it was, when the file or the text is not what it must be. */
bool note_put(struct str file, const struct note *note, struct str text, struct buf *out,
              struct error *error);

#endif
