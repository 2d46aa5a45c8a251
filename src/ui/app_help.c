/* The help: a page made of the table of commands, over the panes. */
#include "core/fact.h"
#include "ui/app_parts.h"
#include "ui/i18n.h"

#include <string.h>

/* The words that ask for facts, under the keys. */
static void add_fact_words(struct buf *out)
{
    buf_add_format(out, "\n### %s\n\n| %s | %s |\n|---|---|\n", _("Facts in a search"), _("Word"),
                   _("What it asks for"));
    for (const struct fact_word *word = fact_words(); word->name; word++)
        buf_add_format(out, "| %s | %s |\n", word->example, _(word->help));
}

/* Every row of the table of commands. */
static void compose_help(struct app *app)
{
    struct buf *out = &app->help.markdown;
    buf_cut(out, 0);
    buf_add_format(out, "# %s\n\n---\n\n%s\n\n%s\n", _("Keys"),
                   _("Press / to search here, Esc or q to go back."),
                   _("A search finds entries in which all words occur: 404, 4xx or several codes, "
                     "words of any language, pinyin in full or by initials, `-word` for entries "
                     "without it, `\"several words\"` as they stand. With the mouse, click to "
                     "select, on ▾ to fold, on a link to "
                     "follow it."));
    size_t count;
    const struct command_row *rows = command_table(&count);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || rows[i].group != rows[i - 1].group)
            buf_add_format(out, "\n### %s\n\n| %s | %s |\n|---|---|\n",
                           _(command_group_name(rows[i].group)), _("Key"), _("What it does"));
        struct buf keys = {0};
        command_keys_text(&keys, &rows[i], app->options.ascii);
        buf_add_text(out, "| ");
        for (size_t j = 0; j < keys.len; j++) {
            if (memchr("\\`*_[]<>|~", keys.data[j], 10))
                buf_add_char(out, '\\');
            buf_add_char(out, keys.data[j]);
        }
        buf_add_format(out, " | %s |\n", _(rows[i].help));
        buf_release(&keys);
    }
    add_fact_words(out);
}

void app_open_help(struct app *app)
{
    app->helping = true;
    app->help.link = app->help.match = DETAIL_NONE;
    app->help.scroll.top = 0;
    compose_help(app);
    app->help.layout.width = 0; /* nothing is laid out yet */
    app_resize(app, app->rows, app->columns);
}

/* In another language, at the same place. */
void app_say_help_anew(struct app *app)
{
    size_t top = app->help.scroll.top;
    app_open_help(app);
    app->help.scroll.top = top;
    scroll_set_count(&app->help.scroll, app->help.layout.line_count);
    detail_mark(&app->help, app->help_prompt.search, ENTRY_NONE);
}

unsigned app_close_help(struct app *app)
{
    app->helping = false;
    edit_clear(&app->help_prompt.edit);
    if (app->help_prompt.search)
        search_start(app->help_prompt.search, (struct str){0});
    app->help_prompt.typing = app->help_prompt.pending = false;
    detail_mark(&app->help, NULL, ENTRY_NONE);
    return EFFECT_DRAW;
}
