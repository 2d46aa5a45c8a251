/* Another shelf in place: in another language or view, or with a document that was read anew.
 * Everything that was seen stays where it is. */
#include "core/mem.h"
#include "ui/app_parts.h"
#include "ui/i18n.h"

#include <stdlib.h>
#include <string.h>

/* Followed links and the place before the search. */
static void move_places(struct app *app, const struct shelf *to, const size_t *map)
{
    size_t kept = 0;
    for (size_t i = 0; i < app->history_count; i++) {
        size_t entry = map[app->history[i].entry];
        if (entry != ENTRY_NONE)
            app->history[kept++] = (struct visited){entry, 0, DETAIL_NONE};
    }
    app->history_count = kept;
    app->jump[0] = '\0';
    tree_place_move(&app->place, app->shelf, to, map);
}

/* Keeps the selection in its row of the screen, the branches, the search. */
static void change_shelf(struct app *app, const struct shelf *shelf)
{
    struct tree_place here = {0};
    bool filtered = app_is_filtered(app);
    size_t *map = shelf_map(app->shelf, shelf);
    tree_place_take(&here, &app->tree);
    tree_place_move(&here, app->shelf, shelf, map);
    move_places(app, shelf, map);
    app->left_shelf = NULL;
    app_forget_searches(app);
    app->shelf = shelf;
    tree_set_shelf(&app->tree, shelf);
    if (filtered || app->prompt.typing)
        app_search_restart(app, &app->prompt);
    app_search_finish(app, &app->prompt);
    tree_place_restore(&here, &app->tree);
    tree_place_release(&here);
    free(map);
}

/* Shows the shelf, and the same page about as far down as before. */
static void show_shelf(struct app *app, const struct shelf *shelf)
{
    size_t top = app->detail.scroll.top, lines = app->detail.layout.line_count;
    if (shelf != app->shelf)
        change_shelf(app, shelf);
    app_show_selected(app);
    if (lines > 0) {
        app->detail.scroll.top = top * app->detail.layout.line_count / lines;
        scroll_set_count(&app->detail.scroll, app->detail.layout.line_count);
    }
}

unsigned app_change_language(struct app *app, const struct event *event)
{
    (void)event;
    struct error error;
    enum language language = (enum language)((app->language + 1) % LANGUAGE_COUNT);
    const struct shelf *shelf = catalogue_browse(app->catalogue, app->view, language, &error);
    if (!shelf) {
        app_notice(app, _("the texts of the other language cannot be read"));
        return EFFECT_DRAW;
    }
    app->language = language;
    if (app->options.set_language)
        app->options.set_language(language);
    show_shelf(app, shelf);
    if (app->helping)
        app_say_help_anew(app);
    return EFFECT_DRAW;
}

/* Back in a view, its branches are as they were left, but for those above the selection. */
static void reopen(struct app *app, struct tree_place *left)
{
    const struct entry *entries = app->shelf->entries;
    left->entry = tree_selected(&app->tree);
    left->row = list_row(&app->tree.list);
    for (size_t i = left->entry; i != ENTRY_NONE && entries[i].parent != ENTRY_NONE;) {
        i = entries[i].parent;
        left->closed[i] = false;
    }
    tree_place_restore(left, &app->tree);
}

unsigned app_change_view(struct app *app, const struct event *event)
{
    (void)event;
    struct error error;
    enum view view = (enum view)((app->view + 1) % VIEW_COUNT);
    const struct shelf *shelf = catalogue_browse(app->catalogue, view, app->language, &error);
    if (!shelf)
        return EFFECT_NONE; /* the registry cannot be read, which ends the program soon */
    if (!app_has_views(app)) {
        app_notice(app, _("both views are the same without documents of your own"));
        return EFFECT_DRAW;
    }
    struct tree_place here = {0};
    const struct shelf *old = app->shelf;
    bool known = shelf == app->left_shelf && !app_is_filtered(app) && !app->left.filtered;
    tree_place_take(&here, &app->tree);
    app->view = view;
    show_shelf(app, shelf);
    if (known)
        reopen(app, &app->left);
    tree_place_release(&app->left);
    app->left = here;
    app->left_shelf = old;
    return EFFECT_DRAW;
}

bool app_has_views(const struct app *app)
{
    return catalogue_document_count(app->catalogue) > 0;
}

unsigned app_next_source(struct app *app, const struct event *event)
{
    (void)event;
    size_t next = app->shown == ENTRY_NONE ? ENTRY_NONE : shelf_next_source(app->shelf, app->shown);
    if (next == ENTRY_NONE)
        app_notice(app, _("no other source speaks of this"));
    else
        app_go_to(app, next);
    return EFFECT_DRAW;
}

static bool is_open(const struct app *app, const char *path)
{
    for (size_t i = 0; i < catalogue_document_count(app->catalogue); i++)
        if (strcmp(catalogue_document_path(app->catalogue, i), path) == 0)
            return true;
    return false;
}

/* What came of reading one document. */
struct news {
    const char *path;
    bool open, failed; /* was it open before? */
    struct error error;
};

/* "notes.md: cannot be read; the earlier text is shown" */
static void add_news(struct buf *out, const struct news *news)
{
    const char *slash = strrchr(news->path, '/');
    const char *name = slash && slash[1] ? slash + 1 : news->path;
    const char *what = news->error.what ? _(news->error.what) : _("cannot be read");
    if (news->failed)
        buf_add_format(out, news->open ? _("%s: %s; the earlier text is shown") : _("%s: %s"), name,
                       what);
    else
        buf_add_format(out, news->open ? _("%s was read anew") : _("%s was opened"), name);
}

/* Is a failure still told of a document that is not among these? */
static bool tells_other_failure(const struct app *app, const struct news *news, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(buf_str(&app->failed), str_of(news[i].path)))
            return false;
    return app->failed.len > 0;
}

/* The first of the failures, or else of the others, and how many more there are. */
static void tell_news(struct app *app, const struct news *news, size_t count)
{
    const struct news *first = &news[0];
    size_t alike = 0;
    for (size_t i = 0; i < count; i++)
        if (news[i].failed && !first->failed)
            first = &news[i];
    for (size_t i = 0; i < count; i++)
        alike += news[i].failed == first->failed;
    if (!first->failed && tells_other_failure(app, news, count))
        return;
    struct buf words = {0};
    add_news(&words, first);
    app_notice(app, words.data);
    if (alike > 1) {
        buf_cut(&app->notice, 0);
        buf_add_format(&app->notice, _("%s, and %zu more"), words.data, alike - 1);
    }
    if (first->failed)
        buf_add_text(&app->failed, first->path);
    buf_release(&words);
}

/* Shows what is open now, in the place of what was replaced. */
static void show_replaced(struct app *app)
{
    struct error ignored;
    const struct shelf *shelf =
        catalogue_browse(app->catalogue, app->view, app->language, &ignored);
    if (!shelf)
        return; /* the old one is kept with what it borrows */
    show_shelf(app, shelf);
    catalogue_release_old(app->catalogue);
}

void app_reload(struct app *app, const char *const *paths, size_t count)
{
    bool changed = false;
    if (count == 0)
        return;
    struct news *news = mem_new(count, sizeof *news);
    for (size_t i = 0; i < count; i++) {
        news[i] = (struct news){.path = paths[i], .open = is_open(app, paths[i])};
        news[i].failed = !catalogue_reload(app->catalogue, paths[i], &news[i].error);
        changed = changed || !news[i].failed;
    }
    if (changed)
        show_replaced(app);
    tell_news(app, news, count);
    free(news);
}
