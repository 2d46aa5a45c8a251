/* browse.h: the interactive program on its terminal, with the one event loop.
 *
 * Between the application (ui/app.h), which knows no terminal and writes no file, and the edges:
 * the terminal, the browser, the editor, the files that change, the user's notes.
 */
#ifndef SB_BROWSE_H
#define SB_BROWSE_H

#include "core/catalogue.h"
#include "options.h"
#include "sources.h"
#include <stdbool.h>

/* Browses until the user, or a signal, ends it. The user's notes are opened besides what was asked
 * for, and what the sources have to say is told. `set_language` as in ui/app.h. False, after
 * saying why on standard error, when it could not begin or had to break off. */
bool browse(struct catalogue *catalogue, const struct options *options, struct sources *sources,
            void (*set_language)(enum language language));

#endif
