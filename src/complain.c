#include "complain.h"
#include "core/text.h"
#include "ui/i18n.h"

#include <stdio.h>
#include <string.h>

void complain_words(struct buf *out, const struct error *error)
{
    struct buf line = {0};
    size_t start = out->len;
    if (*error->file)
        buf_add_format(&line, "%s:", error->file);
    if (error->line)
        buf_add_format(&line, "%zu:", error->line);
    buf_add_text(&line, *error->file ? " " : "");
    if (*error->where)
        buf_add_format(&line, "%s: ", error->where);
    buf_add_text(&line, error->what ? _(error->what) : _("unknown error"));
    if (error->system)
        buf_add_format(&line, ": %s", strerror(error->system));
    text_clean(out, buf_str(&line));
    for (size_t i = start; i < out->len; i++) /* of a file's name */
        if (out->data[i] == '\n' || out->data[i] == '\t')
            out->data[i] = ' ';
    buf_release(&line);
}

void complain_line(const char *words)
{
    fprintf(stderr, "statusbrowse: %s\n", words);
}

void complain(const struct error *error)
{
    struct buf words = {0};
    complain_words(&words, error);
    complain_line(buf_str(&words).data);
    buf_release(&words);
}
