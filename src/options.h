/* options.h: the command line. */
#ifndef SB_OPTIONS_H
#define SB_OPTIONS_H

#include "core/buf.h"
#include "core/catalogue.h"
#include "ui/ascii.h"
#include "ui/theme.h"
#include <stdbool.h>
#include <stddef.h>

enum mode { MODE_BROWSE, MODE_PRINT, MODE_LIST, MODE_JSON, MODE_CHECK, MODE_HELP, MODE_VERSION };
enum when { WHEN_AUTO, WHEN_NEVER, WHEN_ALWAYS };

struct options {
    enum mode mode;
    const char **documents; /* borrowed from argv; with MODE_CHECK the arguments too; "-", at most
                               once, is standard input */
    size_t document_count;
    bool has_language;
    enum language language;
    enum when color;
    const struct theme *theme;
    enum ascii_use ascii;
    bool no_mouse, restricted;
    struct buf query; /* the arguments together, unless they are files to check */
};

/* Reads the arguments into zero-initialised options. Returns false when they are wrong, having said
 * why on standard error. */
bool options_parse(struct options *options, int argc, char **argv);
void options_release(struct options *options);
/* The text of --help, translated. */
void options_help(struct buf *out);

#endif
