#include "print.h"
#include "core/layout.h"
#include "ui/ascii.h"

#include <stdlib.h>

static void add_look(struct buf *out, struct look look)
{
    static const struct {
        unsigned attribute;
        const char *sequence;
    } sequences[] = {
        {LOOK_BOLD, "\033[1m"},      {LOOK_DIM, "\033[2m"},     {LOOK_ITALIC, "\033[3m"},
        {LOOK_UNDERLINE, "\033[4m"}, {LOOK_REVERSE, "\033[7m"},
    };
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        if (look.attributes & sequences[i].attribute)
            buf_add_text(out, sequences[i].sequence);
    if (look.color >= 8)
        buf_add_format(out, "\033[38;5;%dm", look.color);
    else if (look.color >= 0)
        buf_add_format(out, "\033[%dm", 30 + look.color);
}

static void add_piece(struct buf *out, const struct layout *layout, const struct piece *piece,
                      const struct print_style *style)
{
    struct look look = {0, LOOK_DEFAULT_COLOR};
    if (style->theme)
        look = theme_look(style->theme, piece->style, style->colors);
    size_t start = out->len;
    add_look(out, look);
    bool dressed = out->len > start;
    ascii_add(out, style->ascii, layout_text(layout, piece));
    buf_add_text(out, dressed ? "\033[0m" : "");
}

static void add_line(struct buf *out, const struct layout *layout, size_t line,
                     const struct print_style *style)
{
    int column = 0;
    for (size_t i = 0; i < layout->lines[line].count; i++) {
        const struct piece *piece = &layout->pieces[layout->lines[line].first + i];
        for (; column < piece->column; column++)
            buf_add_char(out, ' ');
        add_piece(out, layout, piece, style);
        column += piece->cells;
    }
    buf_add_char(out, '\n');
}

void print_pages(FILE *out, const struct selection *selection, const struct print_style *style)
{
    struct layout layout = {0};
    struct buf page = {0}, text = {0};
    for (size_t i = 0; i < selection->count && !ferror(out); i++) {
        buf_cut(&page, 0);
        buf_cut(&text, 0);
        page_compose(&page, &selection->source, selection->entries[i]);
        layout_begin(&layout, style->width);
        layout_add_markdown(&layout, buf_str(&page));
        buf_add_text(&text, i > 0 ? "\n\n" : "");
        for (size_t line = 0; line < layout.line_count; line++)
            add_line(&text, &layout, line, style);
        fwrite(text.data, 1, text.len, out);
    }
    layout_release(&layout);
    buf_release(&page);
    buf_release(&text);
}

void print_list(FILE *out, const struct selection *selection)
{
    for (size_t i = 0; i < selection->count && !ferror(out); i++) {
        const struct entry *entry = &selection->source.shelf->entries[selection->entries[i]];
        if (entry->section->kind != SECTION_ENTRY)
            continue;
        fprintf(out, "%03d\t%s\t%.*s\t%.*s\n", entry->section->code, entry->origin,
                STR_ARG(entry_phrase(entry)), STR_ARG(entry_name(entry)));
    }
}
