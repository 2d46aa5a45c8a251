/* i18n.h: how the interface speaks.
 *
 * Tables and returned messages hold English literals marked with N_(); whoever shows one says _()
 * at that moment, so that the language can change while the program runs. The edges choose the
 * domain and the locale.
 */
#ifndef SB_UI_I18N_H
#define SB_UI_I18N_H

#include <libintl.h>

#define _(text) gettext(text)

/* Marks a literal for translation where it is only stored. */
#ifndef N_
#define N_(text) (text)
#endif

#endif
