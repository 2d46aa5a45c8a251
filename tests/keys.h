/* keys.h: a readable notation for keys, and the bytes that a terminal sends for them.
 *
 *     /redirect<Enter><Down><C-u>
 *
 * Characters stand for themselves; between < and > stand <Enter> <Esc> <Tab> <S-Tab> <BS> <Del>
 * <Ins> <Up> <Down> <Left> <Right> <Home> <End> <PgUp> <PgDn> <Space> <F1>…<F12>, <C-x> for a
 * control character, <M-x> for Alt with a character or a named key, <C-Left> and <C-Right>, and
 * <lt> for < itself.
 */
#ifndef SB_TESTS_KEYS_H
#define SB_TESTS_KEYS_H

#include <stddef.h>

struct key_bytes {
    char bytes[16];
    size_t len;
};

/* Takes the first key of a text that is not empty; returns what follows it, or null when there is
 * no key of that name. A character of several bytes is one key. */
const char *keys_next(const char *keys, struct key_bytes *key);

#endif
