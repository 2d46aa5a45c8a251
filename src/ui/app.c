#include "ui/app.h"
#include "core/mem.h"
#include "ui/app_parts.h"
#include "ui/i18n.h"

#include <stdio.h>
#include <stdlib.h>

static struct page_source page_source(const struct app *app)
{
    return (struct page_source){app->catalogue, app->shelf, app->language, PAGE_SCREEN};
}

void app_forget_searches(struct app *app)
{
    search_free(app->prompt.search);
    app->prompt.search = NULL;
    app->prompt.pending = app->prompt.prepared = false;
}

struct app *app_new(const struct app_options *options, struct error *error)
{
    const struct shelf *shelf =
        catalogue_browse(options->catalogue, options->view, options->language, error);
    if (!shelf)
        return NULL;
    struct app *app = mem_new(1, sizeof *app);
    app->options = *options;
    app->catalogue = options->catalogue;
    app->shelf = shelf;
    app->language = options->language;
    app->view = options->view;
    app->focus = CONTEXT_TREE;
    app->shown = ENTRY_NONE;
    app->detail.link = app->detail.match = DETAIL_NONE;
    tree_set_shelf(&app->tree, shelf);
    app_resize(app, 24, 80);
    app_show_selected(app);
    if (options->query.len > 0) {
        app_search_begin(app);
        edit_set(&app->prompt.edit, options->query);
        app_search_changed(app);
        app_search_accept(app);
    }
    return app;
}

void app_free(struct app *app)
{
    if (!app)
        return;
    app_forget_searches(app);
    search_free(app->help_prompt.search);
    edit_release(&app->prompt.edit);
    edit_release(&app->help_prompt.edit);
    edit_release(&app->note_prompt.edit);
    buf_release(&app->note_heading);
    buf_release(&app->note_before);
    tree_place_release(&app->place);
    tree_place_release(&app->left);
    tree_release(&app->tree);
    detail_release(&app->detail);
    detail_release(&app->help);
    buf_release(&app->why);
    buf_release(&app->notice);
    buf_release(&app->failed);
    buf_release(&app->argument);
    free(app);
}

unsigned app_context(const struct app *app)
{
    if (app->note_prompt.typing)
        return CONTEXT_NOTE;
    if (app->helping)
        return app->help_prompt.typing ? CONTEXT_SEARCH : CONTEXT_HELP;
    return app->prompt.typing ? (unsigned)CONTEXT_SEARCH : app->focus;
}

struct prompt *app_prompt(struct app *app)
{
    if (app->note_prompt.typing)
        return &app->note_prompt;
    return app->helping ? &app->help_prompt : &app->prompt;
}

struct str app_argument(const struct app *app)
{
    return buf_str(&app->argument);
}

void app_notice(struct app *app, const char *message)
{
    buf_cut(&app->failed, 0);
    buf_cut(&app->notice, 0);
    buf_add_text(&app->notice, message);
}

void app_set_focus(struct app *app, unsigned focus)
{
    app->focus = focus;
}

void app_show_selected(struct app *app)
{
    size_t entry = tree_selected(&app->tree);
    struct page_source source = page_source(app);
    app->shown = entry;
    detail_show(&app->detail, &source, entry, app_frame(app).detail_width);
    app_explain(app);
    if (!app_is_filtered(app))
        return;
    detail_mark(&app->detail, app->prompt.search, entry);
    detail_next_match(&app->detail, 1);
}

void app_refresh(struct app *app)
{
    app_show_selected(app);
}

void app_resize(struct app *app, int rows, int columns)
{
    app->rows = rows;
    app->columns = columns;
    struct app_frame frame = app_frame(app);
    tree_set_rows(&app->tree, frame.tree.rows);
    detail_resize(&app->detail, frame.detail.rows, frame.detail_width);
    if (app->helping)
        detail_resize(&app->help, rows - 2,
                      columns - 2 < APP_READING_WIDTH ? columns - 2 : APP_READING_WIDTH);
}

/* Goes to an entry, through a filter if it is hidden by one. */
void app_go_to(struct app *app, size_t entry)
{
    if (!tree_select(&app->tree, entry)) {
        app_search_drop(app);
        tree_select(&app->tree, entry);
    }
    app_show_selected(app);
}

static unsigned move(struct app *app, enum command command)
{
    struct motion motion;
    command_motion(command, &motion);
    if (app->helping) {
        detail_move(&app->help, motion);
    } else if (app_context(app) == CONTEXT_DETAIL) {
        detail_move(&app->detail, motion);
    } else {
        tree_move(&app->tree, motion);
        app_show_selected(app);
    }
    return EFFECT_DRAW;
}

/* The first entry behind `start`, round the end, whose code is in [from, to); ENTRY_NONE for none.
 */
static size_t next_with_code(const struct app *app, size_t start, int from, int to)
{
    for (size_t steps = 1; steps <= app->shelf->count; steps++) {
        size_t i = (start + steps) % app->shelf->count;
        const struct section *section = app->shelf->entries[i].section;
        if (section->kind == SECTION_ENTRY && section->code >= from && section->code < to)
            return i;
    }
    return ENTRY_NONE;
}

/* Digits that follow each other make a code; the tree goes to the first that begins so. Where
 * several use the number, typing it again goes to the next. */
static unsigned jump(struct app *app, const struct event *event)
{
    size_t len = strlen(app->jump), selected = tree_selected(&app->tree);
    if (len == 0 || len >= 3) {
        len = 0;
        app->jump_from = selected == ENTRY_NONE ? 0 : selected;
    }
    app->jump[len] = (char)command_character(event);
    app->jump[len + 1] = '\0';
    int scale = len == 0 ? 100 : len == 1 ? 10 : 1, from = atoi(app->jump) * scale;
    bool again = len == 2 && app->shelf->count > 0 &&
                 app->shelf->entries[app->jump_from].section->kind == SECTION_ENTRY &&
                 app->shelf->entries[app->jump_from].section->code == from;
    size_t start = again ? app->jump_from : app->shelf->count - 1;
    size_t found =
        app->shelf->count > 0 ? next_with_code(app, start, from, from + scale) : ENTRY_NONE;
    buf_cut(&app->notice, 0);
    if (found != ENTRY_NONE)
        app_go_to(app, found);
    if (found != ENTRY_NONE && len < 2)
        buf_add_format(&app->notice, _("Go to code: %s_"), app->jump);
    if (found == ENTRY_NONE) {
        buf_add_format(&app->notice, _("there is no entry %s here"), app->jump);
        app->jump[0] = '\0';
    }
    return EFFECT_DRAW;
}

static unsigned open_selected(struct app *app, const struct event *event)
{
    (void)event;
    bool two_panes = app_frame(app).two_panes;
    if (two_panes && tree_toggle(&app->tree))
        app_show_selected(app);
    else
        app_set_focus(app, CONTEXT_DETAIL);
    return EFFECT_DRAW;
}

static unsigned open_branch(struct app *app, const struct event *event)
{
    (void)event;
    tree_open(&app->tree);
    app_show_selected(app);
    return EFFECT_DRAW;
}

static unsigned close_branch(struct app *app, const struct event *event)
{
    (void)event;
    tree_close(&app->tree);
    app_show_selected(app);
    return EFFECT_DRAW;
}

static unsigned expand_all(struct app *app, const struct event *event)
{
    (void)event;
    tree_close_all(&app->tree, false);
    return EFFECT_DRAW;
}

static unsigned collapse_all(struct app *app, const struct event *event)
{
    (void)event;
    tree_close_all(&app->tree, true);
    app_show_selected(app);
    return EFFECT_DRAW;
}

static unsigned switch_pane(struct app *app, const struct event *event)
{
    (void)event;
    app_set_focus(app, app->focus == CONTEXT_TREE ? CONTEXT_DETAIL : CONTEXT_TREE);
    return EFFECT_DRAW;
}

/* One step out: of the help, of the detail pane, of the search. */
static unsigned leave(struct app *app, const struct event *event)
{
    (void)event;
    if (app->helping)
        return app_close_help(app);
    if (app->focus == CONTEXT_DETAIL) {
        app_set_focus(app, CONTEXT_TREE);
        app->detail.link = DETAIL_NONE;
        return EFFECT_DRAW;
    }
    bool searching = app_is_filtered(app) || app->prompt.pending;
    return searching ? app_search_cancel(app) : EFFECT_NONE;
}

static unsigned help(struct app *app, const struct event *event)
{
    (void)event;
    if (app->helping)
        return app_close_help(app);
    app_open_help(app);
    return EFFECT_DRAW;
}

static unsigned quit(struct app *app, const struct event *event)
{
    (void)app;
    (void)event;
    return EFFECT_QUIT;
}

static unsigned suspend(struct app *app, const struct event *event)
{
    (void)app;
    (void)event;
    return EFFECT_SUSPEND;
}

static unsigned redraw(struct app *app, const struct event *event)
{
    (void)app;
    (void)event;
    return EFFECT_REPAINT | EFFECT_DRAW;
}

static unsigned next_link(struct app *app, const struct event *event)
{
    (void)event;
    if (!detail_next_link(&app->detail, 1))
        app_notice(app, _("no further link"));
    return EFFECT_DRAW;
}

static unsigned previous_link(struct app *app, const struct event *event)
{
    (void)event;
    if (!detail_next_link(&app->detail, -1))
        app_notice(app, _("no further link"));
    return EFFECT_DRAW;
}

static unsigned search(struct app *app, const struct event *event)
{
    (void)event;
    return app_search_begin(app);
}

static unsigned accept(struct app *app, const struct event *event)
{
    (void)event;
    return app->note_prompt.typing ? app_note_accept(app) : app_search_accept(app);
}

static unsigned cancel(struct app *app, const struct event *event)
{
    (void)event;
    return app->note_prompt.typing ? app_note_cancel(app) : app_search_cancel(app);
}

static unsigned next_match(struct app *app, const struct event *event)
{
    (void)event;
    return app_search_step_match(app, 1);
}

static unsigned previous_match(struct app *app, const struct event *event)
{
    (void)event;
    return app_search_step_match(app, -1);
}

static unsigned (*const actions[COMMAND_COUNT])(struct app *, const struct event *) = {
    [COMMAND_SWITCH_PANE] = switch_pane,
    [COMMAND_BACK] = app_back,
    [COMMAND_LEAVE] = leave,
    [COMMAND_OPEN] = open_selected,
    [COMMAND_OPEN_BRANCH] = open_branch,
    [COMMAND_CLOSE_BRANCH] = close_branch,
    [COMMAND_EXPAND_ALL] = expand_all,
    [COMMAND_COLLAPSE_ALL] = collapse_all,
    [COMMAND_SEARCH] = search,
    [COMMAND_NEXT_MATCH] = next_match,
    [COMMAND_PREVIOUS_MATCH] = previous_match,
    [COMMAND_DIGIT] = jump,
    [COMMAND_ACCEPT] = accept,
    [COMMAND_CANCEL] = cancel,
    [COMMAND_COMPLETE] = app_search_complete,
    [COMMAND_NEXT_LINK] = next_link,
    [COMMAND_PREVIOUS_LINK] = previous_link,
    [COMMAND_FOLLOW_LINK] = app_follow_link,
    [COMMAND_OPEN_SPECIFICATION] = app_open_specification,
    [COMMAND_COPY] = app_copy,
    [COMMAND_NEXT_SOURCE] = app_next_source,
    [COMMAND_EDIT] = app_edit,
    [COMMAND_NOTE] = app_note,
    [COMMAND_VIEW] = app_change_view,
    [COMMAND_LANGUAGE] = app_change_language,
    [COMMAND_HELP] = help,
    [COMMAND_REDRAW] = redraw,
    [COMMAND_SUSPEND] = suspend,
    [COMMAND_QUIT] = quit,
    [COMMAND_QUIT_AT_ONCE] = quit,
};

/* Commands of the search line that only edit it; each tells whether the text changed. */
static bool (*const edits[COMMAND_COUNT])(struct edit *) = {
    [COMMAND_HISTORY_OLDER] = edit_older,
    [COMMAND_HISTORY_NEWER] = edit_newer,
    [COMMAND_CURSOR_LEFT] = edit_left,
    [COMMAND_CURSOR_RIGHT] = edit_right,
    [COMMAND_CURSOR_WORD_LEFT] = edit_word_left,
    [COMMAND_CURSOR_WORD_RIGHT] = edit_word_right,
    [COMMAND_CURSOR_HOME] = edit_home,
    [COMMAND_CURSOR_END] = edit_end,
    [COMMAND_DELETE_BACKWARDS] = edit_delete_backwards,
    [COMMAND_DELETE_FORWARDS] = edit_delete_forwards,
    [COMMAND_DELETE_WORD] = edit_delete_word,
    [COMMAND_DELETE_TO_START] = edit_delete_to_start,
    [COMMAND_DELETE_TO_END] = edit_delete_to_end,
};

static unsigned edited(struct app *app, bool changed)
{
    if (changed && !app->note_prompt.typing)
        app_search_changed(app);
    return EFFECT_DRAW;
}

/* What was entered before gives way to what is typed now. */
static void forget_old(struct prompt *prompt)
{
    if (prompt->old)
        edit_clear(&prompt->edit);
    prompt->old = false;
}

/* A search has an end somewhere; of a note nothing may be missed silently. */
static unsigned insert(struct app *app, struct str text)
{
    struct edit *edit = &app_prompt(app)->edit;
    if (app->note_prompt.typing && edit_text(edit).len + text.len > EDIT_LIMIT)
        app_notice(app, _("too long for this line: only the beginning was taken"));
    return edited(app, edit_insert(edit, text));
}

/* A key that is no command in the search line is typed into it. */
static unsigned type(struct app *app, const struct event *event)
{
    struct prompt *prompt = app_prompt(app);
    unsigned modified = event->key.modifiers & (MODIFIER_CONTROL | MODIFIER_META);
    if (!prompt->typing || event->key.code >= SPECIAL_BASE || modified)
        return EFFECT_NONE;
    struct buf text = {0};
    forget_old(prompt);
    text_encode(&text, event->key.code);
    unsigned effects = insert(app, buf_str(&text));
    buf_release(&text);
    return effects;
}

/* In an empty search line Up brings back an earlier search, and where one stands, Up and Down go to
 * those before and after it; otherwise they select hits. */
static enum command history_command(const struct app *app, enum command command)
{
    const struct prompt *prompt = app->helping ? &app->help_prompt : &app->prompt;
    const struct edit *edit = &prompt->edit;
    bool typing = prompt->typing, recalled = edit->place > 0;
    if (typing && command == COMMAND_UP && (recalled || edit_text(edit).len == 0))
        return COMMAND_HISTORY_OLDER;
    return typing && command == COMMAND_DOWN && recalled ? COMMAND_HISTORY_NEWER : command;
}

static unsigned handle_key(struct app *app, const struct event *event)
{
    enum command command = command_for_key(app_context(app), event);
    struct motion motion;
    size_t jumped = strlen(app->jump);
    if (command != COMMAND_DIGIT)
        app->jump[0] = '\0';
    if (command == COMMAND_BACK && jumped > 0 && jumped < 3) /* takes back a digit's jump */
        return EFFECT_DRAW;
    if (command == COMMAND_NONE)
        return type(app, event);
    /* An empty search line is left by deleting backwards, as in vi and less. */
    if (command == COMMAND_DELETE_BACKWARDS && edit_text(&app_prompt(app)->edit).len == 0)
        return cancel(app, event);
    command = history_command(app, command);
    if (edits[command])
        app_prompt(app)->old = false;
    if (edits[command])
        return edited(app, edits[command](&app_prompt(app)->edit));
    if (command_motion(command, &motion))
        return move(app, command);
    return actions[command] ? actions[command](app, event) : EFFECT_NONE;
}

static unsigned paste(struct app *app, const struct event *event)
{
    if (!app_prompt(app)->typing)
        app_search_begin(app);
    forget_old(app_prompt(app));
    return insert(app, event->paste);
}

static bool is_inside(struct rect rect, int row, int column)
{
    return row >= rect.row && row < rect.row + rect.rows && column >= rect.column &&
           column < rect.column + rect.columns;
}

static unsigned click_tree(struct app *app, size_t line, const struct event *event)
{
    if (line == LIST_NONE)
        return EFFECT_NONE;
    struct rect pane = app_frame(app).tree;
    bool on_marker =
        tree_on_marker(&app->tree, line, event->mouse.column - pane.column, pane.columns);
    app->prompt.typing = false;
    app_set_focus(app, CONTEXT_TREE);
    list_select(&app->tree.list, line);
    app_show_selected(app);
    if (on_marker && event->mouse.action == MOUSE_CLICK)
        tree_toggle(&app->tree);
    else if (event->mouse.action == MOUSE_DOUBLE_CLICK)
        return open_selected(app, NULL);
    return EFFECT_DRAW;
}

static unsigned handle_mouse(struct app *app, const struct event *event)
{
    struct app_frame frame = app_frame(app);
    int row = event->mouse.row, column = event->mouse.column;
    enum mouse_action action = event->mouse.action;
    struct motion wheel = {MOTION_LINE, action == MOUSE_WHEEL_UP ? -3 : 3};
    bool wheeled = action == MOUSE_WHEEL_UP || action == MOUSE_WHEEL_DOWN;
    bool in_detail = is_inside(frame.detail, row, column);
    if (app->note_prompt.typing) {
        return EFFECT_NONE; /* what is being written is not left by chance */
    } else if (app->helping) {
        if (wheeled)
            detail_move(&app->help, wheel);
    } else if (in_detail && wheeled) {
        detail_move(&app->detail, wheel);
    } else if (in_detail) {
        app->prompt.typing = false;
        app_set_focus(app, CONTEXT_DETAIL);
        if (detail_click(&app->detail, row - frame.detail.row, column - frame.detail.column))
            return app_follow_link(app, event);
    } else if (is_inside(frame.tree, row, column) && wheeled) {
        list_scroll(&app->tree.list, wheel);
        if (tree_selected(&app->tree) != app->shown)
            app_show_selected(app);
    } else if (is_inside(frame.tree, row, column)) {
        return click_tree(app, list_line_at(&app->tree.list, row - frame.tree.row), event);
    }
    return EFFECT_DRAW;
}

unsigned app_handle(struct app *app, const struct event *event)
{
    bool noticed = app->notice.len > 0;
    unsigned effects = EFFECT_NONE;
    if (event->kind == EVENT_NONE)
        return EFFECT_NONE;
    if (event->kind != EVENT_RESIZE) /* which comes by itself, after the editor for one */
        app_notice(app, "");
    if (event->kind != EVENT_KEY)
        app->jump[0] = '\0';
    if (event->kind == EVENT_KEY)
        effects = handle_key(app, event);
    else if (event->kind == EVENT_PASTE)
        effects = paste(app, event);
    else if (event->kind == EVENT_MOUSE)
        effects = handle_mouse(app, event);
    else if (event->kind == EVENT_RESIZE)
        app_resize(app, event->size.rows, event->size.columns);
    return effects | (noticed || event->kind == EVENT_RESIZE ? EFFECT_DRAW : EFFECT_NONE);
}
