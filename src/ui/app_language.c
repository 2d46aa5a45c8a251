/* Changing the language in place: everything that was seen stays where it is. */
#include "ui/app_parts.h"
#include "ui/i18n.h"

#include <string.h>

static bool is_same(const struct entry *a, const struct entry *b)
{
    return a->builtin == b->builtin && a->section->kind == b->section->kind &&
           a->section->code == b->section->code && strcmp(a->origin, b->origin) == 0;
}

/* The same entry in the shelf of another language, or ENTRY_NONE. The user's own come first in
 * each, and the editions seldom differ, so it mostly has the same index. */
static size_t counterpart(const struct shelf *to, const struct shelf *from, size_t index)
{
    const struct entry *entry = &from->entries[index];
    if (index < to->count && is_same(entry, &to->entries[index]))
        return index;
    for (size_t i = 0; i < to->count; i++)
        if (is_same(entry, &to->entries[i]))
            return i;
    return ENTRY_NONE;
}

/* Followed links and the place before the search, in the shelf of another language. */
static void translate_places(struct app *app, const struct shelf *to, const struct shelf *from)
{
    size_t kept = 0;
    for (size_t i = 0; i < app->history_count; i++) {
        size_t entry = counterpart(to, from, app->history[i].entry);
        if (entry != ENTRY_NONE)
            app->history[kept++] = (struct visited){entry, 0, DETAIL_NONE};
    }
    app->history_count = kept;
    if (app->place.taken && app->place.entry != ENTRY_NONE)
        app->place.entry = counterpart(to, from, app->place.entry);
}

/* Everything that was seen stays in its place: the selection, the branches, the search. */
static void change_shelf(struct app *app, const struct shelf *shelf)
{
    const struct shelf *old = app->shelf;
    struct tree_place here = {0};
    bool filtered = app_is_filtered(app);
    size_t entry = tree_selected(&app->tree);
    size_t other = entry == ENTRY_NONE ? ENTRY_NONE : counterpart(shelf, old, entry);
    translate_places(app, shelf, old);
    tree_place_take(&here, &app->tree);
    app_forget_searches(app);
    app->shelf = shelf;
    tree_set_shelf(&app->tree, shelf);
    if (filtered || app->prompt.typing)
        app_search_restart(app, &app->prompt);
    app_search_finish(app, &app->prompt);
    tree_place_restore(&here, &app->tree);
    if (other != ENTRY_NONE && other != tree_selected(&app->tree))
        tree_select(&app->tree, other);
    tree_place_release(&here);
}

unsigned app_change_language(struct app *app, const struct event *event)
{
    (void)event;
    struct error error;
    enum language language = (enum language)((app->language + 1) % LANGUAGE_COUNT);
    const struct shelf *shelf = catalogue_browse(app->catalogue, language, &error);
    if (!shelf) {
        app_notice(app, _("the texts of the other language cannot be read"));
        return EFFECT_DRAW;
    }
    size_t top = app->detail.scroll.top, lines = app->detail.layout.line_count;
    app->language = language;
    if (app->options.set_language)
        app->options.set_language(language);
    if (shelf != app->shelf)
        change_shelf(app, shelf);
    app_show_selected(app);
    if (lines > 0) { /* about as far down as before */
        app->detail.scroll.top = top * app->detail.layout.line_count / lines;
        scroll_set_count(&app->detail.scroll, app->detail.layout.line_count);
    }
    if (app->helping)
        app_say_help_anew(app);
    return EFFECT_DRAW;
}
