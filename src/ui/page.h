/* page.h: what the detail pane shows of one entry, as Markdown.
 *
 * A page is composed of a title, a line of the most useful facts, which also tells how many
 * documents speak of the status, the entry's text, then, for a document of the user's, the built-in
 * text under a rule that says so, and at the end all the facts of the registry. A text that only
 * repeats the title is left out; a phrase that the registry has otherwise gets a quiet note, and so
 * does a text that is too long or too intricate for the page (excerpt.h). It is
 * ordinary Markdown with links, so that layout, links, search and printing need nothing of their
 * own for it.
 */
#ifndef SB_UI_PAGE_H
#define SB_UI_PAGE_H

#include "core/buf.h"
#include "core/catalogue.h"

struct page_source {
    struct catalogue *catalogue;
    const struct shelf *shelf; /* in which the other sources are counted */
    enum language language;    /* of the built-in text */
    size_t limit;              /* bytes of the entry's own text; 0: all of it */
};

#define PAGE_SCREEN ((size_t)1 << 20) /* a limit for what is laid out while somebody waits */
#define PAGE_NAME   1000              /* bytes of a title on the screen, or of its name */

/* Appends the page of one entry of the shelf; without facts while none are loaded. */
void page_compose(struct buf *out, const struct page_source *source, size_t entry);

/* "404 Not Found 未找到": how an entry is called in one line. Built-in entries and headings are
 * called as their documents do, the user's by code, phrase and name, the phrase as the author has
 * it, else the registry's. Phrase, name or heading beyond PAGE_NAME are cut. Needs no facts. */
void page_title(struct buf *out, const struct entry *entry);

/* The address of the specification that defines the entry's status, or null. */
const char *page_specification(const struct catalogue *catalogue, const struct entry *entry);

#endif
