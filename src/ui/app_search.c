/* The search lines: of the tree, and of the help. */
#include "core/fact.h"
#include "core/query.h"
#include "ui/app_parts.h"
#include "ui/i18n.h"

#include <stdlib.h>

bool app_is_filtered(const struct app *app)
{
    return app->tree.filter != NULL;
}

static struct search *search_of(struct app *app, struct prompt *prompt)
{
    static const struct shelf nothing = {0};
    if (!prompt->search)
        prompt->search =
            search_new(app->catalogue, prompt == &app->help_prompt ? &nothing : app->shelf);
    return prompt->search;
}

/* Whose text it is, where there are documents of the user's beside the edition. The registry's
 * phrases and the search words are nobody's. */
static void add_source(struct app *app, const struct entry *entry, const struct search_match *match)
{
    bool nobodys = match->field == FIELD_FORMER || match->field == FIELD_KEYWORD;
    if (!app_has_views(app) || (nobodys && !match->own))
        return;
    buf_add_text(&app->why, match->own ? entry->source : _("Built-in text"));
    buf_add_text(&app->why, " · ");
}

void app_explain(struct app *app)
{
    buf_cut(&app->why, 0);
    size_t entry = tree_selected(&app->tree), count;
    if (!app_is_filtered(app) || entry == ENTRY_NONE)
        return;
    static const char *const labels[FIELD_COUNT] = {[FIELD_NAME] = N_("Name: "),
                                                    [FIELD_FORMER] = N_("Also called: "),
                                                    [FIELD_KEYWORD] = N_("Search word: "),
                                                    [FIELD_HEADING] = N_("In: "),
                                                    [FIELD_TEXT] = N_("Text: ")};
    if (search_is_near(app->prompt.search)) {
        buf_add_text(&app->why, _("Nothing matches; this comes near."));
        return;
    }
    struct search_match *matches = search_matches(app->prompt.search, entry, &count);
    struct buf title = {0};
    tree_row_title(&title, &app->tree, &app->shelf->entries[entry]);
    for (size_t i = 0; i < count && app->why.len == 0; i++) {
        bool in_row = strstr(title.data, matches[i].excerpt) != NULL;
        if (!labels[matches[i].field] || in_row)
            continue;
        add_source(app, &app->shelf->entries[entry], &matches[i]);
        buf_add_text(&app->why, _(labels[matches[i].field]));
        buf_add_text(&app->why, matches[i].excerpt);
    }
    buf_release(&title);
    search_matches_free(matches, count);
}

/* The tree shows the hits, the best is selected, and its first match can be seen. */
static void show_hits(struct app *app)
{
    size_t count;
    const struct hit *hits = search_hits(app->prompt.search, &count);
    tree_set_filter(&app->tree, app->prompt.search);
    app_resize(app, app->rows, app->columns);
    if (count > 0)
        tree_select(&app->tree, hits[0].entry);
    app_show_selected(app);
}

static void show_help_matches(struct app *app)
{
    detail_mark(&app->help, app->help_prompt.search, ENTRY_NONE);
    app->help.scroll.top = 0;
    detail_next_match(&app->help, 1);
}

static void finish(struct app *app, struct prompt *prompt)
{
    prompt->pending = false;
    if (prompt == &app->help_prompt)
        show_help_matches(app);
    else
        show_hits(app);
}

static void unfilter(struct app *app)
{
    tree_set_filter(&app->tree, NULL);
    app_resize(app, app->rows, app->columns);
    tree_place_restore(&app->place, &app->tree);
    app_show_selected(app);
}

void app_search_changed(struct app *app)
{
    app_search_restart(app, app_prompt(app));
}

void app_search_restart(struct app *app, struct prompt *prompt)
{
    struct search *search = search_of(app, prompt);
    search_start(search, edit_text(&prompt->edit));
    prompt->pending = search_is_active(search);
    if (prompt->pending && !search_step(search))
        finish(app, prompt);
    else if (!prompt->pending && prompt == &app->help_prompt)
        detail_mark(&app->help, NULL, ENTRY_NONE);
    else if (!prompt->pending)
        unfilter(app);
}

/* What the first search would have to read is read while nothing else is to be done. */
static bool has_to_prepare(const struct app *app)
{
    return !app->prompt.prepared && catalogue_registry(app->catalogue);
}

bool app_has_work(const struct app *app)
{
    return app->prompt.pending || app->help_prompt.pending || has_to_prepare(app);
}

bool app_work(struct app *app)
{
    struct prompt *prompt = app->prompt.pending ? &app->prompt : &app->help_prompt;
    if (!prompt->pending && has_to_prepare(app)) {
        app->prompt.prepared = !search_prepare(search_of(app, &app->prompt));
        return true;
    }
    if (!prompt->pending)
        return false;
    if (search_step(prompt->search))
        return true;
    finish(app, prompt);
    return false;
}

unsigned app_search_begin(struct app *app)
{
    struct prompt *prompt = app_prompt(app);
    prompt->typing = true;
    prompt->old = edit_text(&prompt->edit).len > 0;
    edit_end(&prompt->edit);
    if (prompt == &app->prompt && !app_is_filtered(app)) {
        tree_place_take(&app->place, &app->tree);
        app->place_focus = app->focus;
    }
    if (prompt == &app->prompt)
        app->focus = CONTEXT_TREE;
    return EFFECT_DRAW;
}

void app_search_finish(struct app *app, struct prompt *prompt)
{
    if (prompt->pending) {
        search_run(prompt->search);
        finish(app, prompt);
    }
}

/* Enter means what was typed, so all of it is found first; where nothing was found it does nothing.
 */
unsigned app_search_accept(struct app *app)
{
    struct prompt *prompt = app_prompt(app);
    app_search_finish(app, prompt);
    if (prompt == &app->prompt && app_is_filtered(app) && app->tree.list.window.count == 0)
        return EFFECT_NONE;
    prompt->typing = false;
    edit_remember(&prompt->edit);
    return EFFECT_DRAW;
}

unsigned app_search_cancel(struct app *app)
{
    struct prompt *prompt = app_prompt(app);
    prompt->typing = false;
    edit_remember(&prompt->edit);
    edit_clear(&prompt->edit);
    app_search_changed(app);
    if (prompt == &app->prompt)
        app_set_focus(app, app->place_focus ? app->place_focus : (unsigned)CONTEXT_TREE);
    return EFFECT_DRAW;
}

void app_search_drop(struct app *app)
{
    size_t entry = tree_selected(&app->tree);
    edit_clear(&app->prompt.edit);
    search_start(search_of(app, &app->prompt), (struct str){0});
    app->prompt.pending = false;
    tree_set_filter(&app->tree, NULL);
    app_resize(app, app->rows, app->columns);
    tree_place_restore(&app->place, &app->tree);
    if (entry != ENTRY_NONE)
        tree_select(&app->tree, entry);
}

/* How far all the lines of the list begin alike. */
static size_t common_start(struct str list)
{
    const char *end = memchr(list.data, '\n', list.len);
    size_t common = end ? (size_t)(end - list.data) : 0;
    for (size_t at = common + 1; at < list.len;) {
        size_t same = 0;
        while (same < common && list.data[at + same] == list.data[same])
            same++;
        common = same;
        end = memchr(list.data + at, '\n', list.len - at);
        at = end ? (size_t)(end - list.data) + 1 : list.len;
    }
    return common;
}

/* The word that the line ends in goes on as far as all that it could become agree; where they do
 * not go on alike, the notice lists them. */
unsigned app_search_complete(struct app *app, const struct event *event)
{
    (void)event;
    struct prompt *prompt = app_prompt(app);
    const struct registry *registry = catalogue_registry(app->catalogue);
    struct str typed = edit_text(&prompt->edit);
    struct buf list = {0};
    size_t count =
        registry && prompt == &app->prompt ? fact_completions(registry, typed, &list) : 0;
    size_t word = typed.len - query_last_word(typed),
           common = count > 0 ? common_start(buf_str(&list)) : 0;
    bool grown = common > word;
    if (grown) {
        edit_end(&prompt->edit);
        edit_insert(&prompt->edit, str_slice(buf_str(&list), word, common));
        app_search_changed(app);
    }
    if (count > 1) {
        for (size_t i = 0; i + 1 < list.len; i++)
            list.data[i] = list.data[i] == '\n' ? ' ' : list.data[i];
        buf_cut(&list, list.len - 1);
        app_notice(app, list.data);
    }
    buf_release(&list);
    return EFFECT_DRAW;
}

/* The next hit in the tree, beginning behind the selected row, and round the end. */
static bool next_hit(struct app *app, int direction)
{
    const struct list *list = &app->tree.list;
    size_t count = list->window.count, row = list->selected;
    for (size_t steps = 1; steps < count; steps++) {
        row = direction < 0 ? (row + count - 1) % count : (row + 1) % count;
        if (row == (direction < 0 ? count - 1 : 0))
            app_notice(app,
                       direction < 0 ? _("continued at the end") : _("continued at the beginning"));
        if (search_is_hit(app->prompt.search, app->tree.rows[row])) {
            list_select(&app->tree.list, row);
            return true;
        }
    }
    return false;
}

unsigned app_search_step_match(struct app *app, int direction)
{
    struct detail *detail = app->helping ? &app->help : &app->detail;
    bool visible = app->helping || app_frame(app).detail.columns > 0;
    if (visible && detail_next_match(detail, direction))
        return EFFECT_DRAW;
    if (app->helping || !app_is_filtered(app) || !next_hit(app, direction)) {
        app_notice(app, app_is_filtered(app) || app->helping ? _("no further match")
                                                             : _("nothing was searched for"));
        return EFFECT_DRAW;
    }
    app_show_selected(app);
    if (direction < 0) { /* to the last match of the entry */
        detail->match = DETAIL_NONE;
        detail_next_match(detail, -1);
    }
    return EFFECT_DRAW;
}
