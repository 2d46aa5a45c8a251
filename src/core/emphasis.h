/* emphasis.h: bold text as Chinese notes have it.
 *
 * In CommonMark (0.31, section 6.2) "**" closes bold text only where it is right-flanking: behind
 * punctuation it must be followed by a blank or punctuation. Chinese has no blanks between words,
 * so that "**成功：**表示…" would show its asterisks, and opening before “ is as bad. What writers
 * mean is plain, and many editors show it so.
 */
#ifndef SB_CORE_EMPHASIS_H
#define SB_CORE_EMPHASIS_H

#include <stdbool.h>
#include <stddef.h>

/* Moves each such pair of asterisks to the other side of the punctuation beside it, in place: the
 * length and the plain text stay the same. Code is left alone. True when
 * something moved. */
bool emphasis_mend(char *markdown, size_t len);

#endif
