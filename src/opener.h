/* opener.h: showing an address in the user's web browser.
 *
 * Nothing of the address is ever seen by a shell: it is one argument of $BROWSER (when that is a
 * single word) or of xdg-open, started in a session of its own, with /dev/null for its descriptors,
 * default signals, and no connection to our terminal. It is not waited for.
 */
#ifndef SB_OPENER_H
#define SB_OPENER_H

#include <stdbool.h>

/* Is this http or https, and all of it printable ASCII? */
bool opener_accepts(const char *url);
/* False when the address is not accepted or no browser could be started. */
bool opener_open(const char *url);

#endif
