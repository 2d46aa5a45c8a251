/* error.h: what went wrong while something was loaded, in parts.
 *
 * The core makes no sentences. It says where (file, line, a path inside the data) and what, as a
 * message in English that the edge translates with gettext and prints as
 * "file:line: where: what: the system's reason". Functions that fill an error return false.
 */
#ifndef SB_CORE_ERROR_H
#define SB_CORE_ERROR_H

#include <stddef.h>

/* Marks a literal for translation where it is only stored. */
#ifndef N_
#define N_(text) (text)
#endif

struct error {
    char file[512];   /* the file's name, cut when longer; "" for none */
    size_t line;      /* counted from 1; 0 for none */
    char where[128];  /* a path inside the data, such as "codes[20].phrase"; "" for none */
    const char *what; /* a literal marked with N_(), or null */
    int system;       /* an errno value that tells more, or 0 */
};

#endif
