/* The frame around the panes: title, search line, separator, reasons, hints. */
#include "ui/app_parts.h"
#include "ui/i18n.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    TREE_MIN = 30,
    TREE_MAX = 56,
    REASON_ROWS = 10,
    NARROW = 50, /* columns under which the title gives way to the search line */
};

/* With a search, the row above the hints tells why the selected entry is a hit, if there is room.
 */
static bool has_reason_row(const struct app *app)
{
    return app_is_filtered(app) && app->rows >= REASON_ROWS;
}

struct app_frame app_frame(const struct app *app)
{
    int rows = app->rows - 2 - has_reason_row(app);
    rows = rows < 1 ? 1 : rows;
    struct app_frame frame = {.two_panes = app->columns >= APP_TWO_PANES};
    bool detail = app->focus == CONTEXT_DETAIL && !app->prompt.typing;
    int width = app->columns * 2 / 5;
    width = width < TREE_MIN ? TREE_MIN : width > TREE_MAX ? TREE_MAX : width;
    if (frame.two_panes) {
        frame.tree = (struct rect){1, 0, rows, width};
        frame.detail = (struct rect){1, width + 2, rows, app->columns - width - 3};
    } else {
        frame.tree = (struct rect){1, 0, rows, detail ? 0 : app->columns};
        frame.detail = (struct rect){1, 1, rows, detail ? app->columns - 2 : 0};
    }
    int text = frame.two_panes ? frame.detail.columns : app->columns - 2;
    frame.detail_width = text < APP_READING_WIDTH ? text : APP_READING_WIDTH;
    return frame;
}

/* Text from the right edge of the row on; returns the column where it begins. */
static int draw_right(struct canvas *canvas, int row, int right, struct str text, style_t style)
{
    int cells = text_width(text);
    int column = right - cells;
    if (column < 0)
        return right;
    canvas_text(canvas, row, column, cells, text, style);
    return column;
}

static void add_count(const struct app *app, struct buf *out)
{
    size_t all = 0, hits = 0;
    for (size_t i = 0; i < app->shelf->count; i++)
        all += app->shelf->entries[i].section->kind == SECTION_ENTRY;
    if (app->prompt.search)
        search_hits(app->prompt.search, &hits);
    if (app->prompt.pending)
        buf_add_text(out, _("searching…"));
    else if (app_is_filtered(app) && search_is_near(app->prompt.search))
        buf_add_format(out, _("none, %zu similar"), hits);
    else if (app_is_filtered(app))
        buf_add_format(out, ngettext("%zu of %zu", "%zu of %zu", hits), hits, all);
    else
        buf_add_format(out, ngettext("%zu code", "%zu codes", all), all);
}

/* The search line from the column on; the cursor stands in it while one types. */
static void draw_prompt(struct canvas *canvas, struct prompt *prompt, int column, int end)
{
    struct str text = edit_text(&prompt->edit);
    if (!prompt->typing && text.len == 0)
        return;
    canvas_text(canvas, 0, column, 1, STR("/"), STYLE_BAR | STYLE_KEY);
    struct edit_part part = edit_view(&prompt->edit, end - column - 2);
    canvas_text(canvas, 0, column + 1, end - column - 1, str_slice(text, part.from, part.to),
                STYLE_BAR | STYLE_STRONG);
    if (prompt->typing)
        canvas_place_cursor(canvas, 0, column + 1 + part.cursor_column, true);
}

/* "by class ▾", where one can choose; returns the column behind it. */
static int draw_view(const struct app *app, struct canvas *canvas, int column, int end)
{
    static const char *const names[VIEW_COUNT] = {N_("by document"), N_("by class")};
    struct str name = str_of(_(names[app->view]));
    int cells = text_width(name);
    if (app->helping || !app_has_views(app) || column + cells + 4 > end)
        return column;
    canvas_text(canvas, 0, column, cells, name, STYLE_BAR);
    canvas_text(canvas, 0, column + cells + 1, 1, STR("▾"), STYLE_BAR);
    return column + cells + 4;
}

static void draw_title_bar(struct app *app, struct canvas *canvas)
{
    struct prompt *prompt = app->helping ? &app->help_prompt : &app->prompt;
    bool searching = prompt->typing || edit_text(&prompt->edit).len > 0;
    struct buf count = {0};
    canvas_fill(canvas, (struct rect){0, 0, 1, app->columns}, ' ', STYLE_BAR);
    if (!app->helping)
        add_count(app, &count);
    int left = 1;
    if (!searching || app->columns >= NARROW)
        left += canvas_text_elided(canvas, 0, 1, app->columns - 2, STR("statusbrowse"),
                                   STYLE_BAR | STYLE_HEADING) +
                3;
    if (app->columns - left < text_width(buf_str(&count)) + 4)
        buf_cut(&count, 0);
    if (!searching || app->columns >= APP_TWO_PANES)
        left = draw_view(app, canvas, left, app->columns - 1 - text_width(buf_str(&count)));
    int right = draw_right(canvas, 0, app->columns - 1, buf_str(&count), STYLE_BAR);
    draw_prompt(canvas, prompt, left, right - 1);
    buf_release(&count);
}

/* What a hint says; that of the language names the one to change to, in its own words. */
static struct str hint_text(const struct app *app, const struct command_row *row)
{
    static const char *const names[LANGUAGE_COUNT] = {"English", "中文"};
    enum language next = (enum language)((app->language + 1) % LANGUAGE_COUNT);
    if (row->command != COMMAND_LANGUAGE)
        return str_of(_(row->hint));
    return str_of(app->options.ascii ? language_names[next] : names[next]);
}

/* One hint, "/ search"; returns the column behind it, or `column` when it does not fit. */
static int draw_hint(const struct app *app, struct canvas *canvas, int column, int end,
                     const struct command_row *row)
{
    struct buf key = {0};
    command_key_text(&key, &row->keys[0], app->options.ascii);
    struct str hint = hint_text(app, row);
    int cells = text_width(buf_str(&key)), words = text_width(hint);
    if (column + cells + 1 + words < end) {
        canvas_text(canvas, app->rows - 1, column, cells, buf_str(&key), STYLE_BAR | STYLE_KEY);
        canvas_text(canvas, app->rows - 1, column + cells + 1, words, hint, STYLE_BAR);
        column += cells + 1 + words + 2;
    }
    buf_release(&key);
    return column;
}

/* Some commands do nothing before there is something to do them with. */
static bool is_of_use(const struct app *app, enum command command)
{
    const struct detail *front = app->helping ? &app->help : &app->detail;
    size_t which;
    if (command == COMMAND_BACK)
        return app->history_count > 0;
    if (command == COMMAND_VIEW)
        return app_has_views(app);
    if (command == COMMAND_NEXT_SOURCE)
        return app->shown != ENTRY_NONE && shelf_sources(app->shelf, app->shown, &which) > 1;
    if (command == COMMAND_NEXT_MATCH)
        return front->match_count > 0 || (!app->helping && app_is_filtered(app));
    if (command == COMMAND_NEXT_LINK || command == COMMAND_FOLLOW_LINK)
        return front->layout.link_count > 0;
    if (command == COMMAND_COPY)
        return !app->options.restricted;
    if (command == COMMAND_EDIT)
        return app_can_edit(app);
    if (command == COMMAND_NOTE)
        return app_can_note(app);
    if (command == COMMAND_SWITCH_PANE)
        return app_frame(app).two_panes;
    if (command == COMMAND_LEAVE)
        return app->focus == CONTEXT_DETAIL || app_is_filtered(app);
    return true;
}

static void draw_hints(const struct app *app, struct canvas *canvas, int end)
{
    /* The first ones first where there is little room. */
    static const enum command first[] = {COMMAND_HELP,     COMMAND_SEARCH, COMMAND_LEAVE,
                                         COMMAND_LANGUAGE, COMMAND_QUIT,   COMMAND_OPEN};
    size_t count, firsts = sizeof first / sizeof *first;
    unsigned context = app_context(app);
    int column = 1;
    for (size_t i = 0; i < firsts; i++) {
        const struct command_row *row = command_find(context, first[i]);
        if (row && row->hint && is_of_use(app, first[i]))
            column = draw_hint(app, canvas, column, end, row);
    }
    const struct command_row *rows = command_table(&count);
    for (size_t i = 0; i < count; i++) {
        bool skipped =
            !rows[i].hint || !(rows[i].contexts & context) || !is_of_use(app, rows[i].command);
        for (size_t j = 0; j < firsts; j++)
            skipped = skipped || rows[i].command == first[j];
        if (!skipped)
            column = draw_hint(app, canvas, column, end, &rows[i]);
    }
}

/* What happens while the last row is taken. */
static void draw_notice_above(const struct app *app, struct canvas *canvas, int row)
{
    canvas_fill(canvas, (struct rect){row - 1, 0, 1, app->columns}, ' ', STYLE_BAR);
    canvas_text_elided(canvas, row - 1, 1, app->columns - 2, buf_str(&app->notice),
                       STYLE_BAR | STYLE_NOTICE);
}

/* The keys of the note's line, as far right as they go; returns the column before them. */
static int draw_note_keys(const struct app *app, struct canvas *canvas, int left, int end)
{
    enum { ROOM = 30 }; /* for writing, before there are hints */
    static const enum command commands[] = {COMMAND_ACCEPT, COMMAND_CANCEL};
    const struct command_row *rows[2];
    struct buf words = {0};
    for (size_t i = 0; i < 2; i++) {
        rows[i] = command_find(CONTEXT_NOTE, commands[i]);
        command_key_text(&words, &rows[i]->keys[0], app->options.ascii);
        buf_add_format(&words, " %s  ", _(rows[i]->hint));
    }
    int column = end - text_width(buf_str(&words)) + 1, from = column;
    buf_release(&words);
    if (column - left <= ROOM)
        return end;
    for (size_t i = 0; i < 2; i++)
        column = draw_hint(app, canvas, column, end + 1, rows[i]);
    return from - 1;
}

/* The line in which a note is written. */
static void draw_note(struct app *app, struct canvas *canvas)
{
    int row = app->rows - 1, end = app->columns - 1;
    struct buf label = {0};
    canvas_fill(canvas, (struct rect){row, 0, 1, app->columns}, ' ', STYLE_BAR);
    buf_add_format(&label, _("Note on %03d: "), app->note.code);
    int cells = text_width(buf_str(&label));
    if (cells + 10 > end)
        cells = 0;
    end = draw_note_keys(app, canvas, cells, end);
    canvas_text(canvas, row, 1, cells, buf_str(&label), STYLE_BAR | STYLE_KEY);
    struct edit_part part = edit_view(&app->note_prompt.edit, end - cells - 2);
    canvas_text(canvas, row, 1 + cells, end - cells - 1,
                str_slice(edit_text(&app->note_prompt.edit), part.from, part.to),
                STYLE_BAR | STYLE_STRONG);
    canvas_place_cursor(canvas, row, 1 + cells + part.cursor_column, true);
    if (app->notice.len > 0)
        draw_notice_above(app, canvas, row);
    buf_release(&label);
}

static void draw_bottom_bar(const struct app *app, struct canvas *canvas)
{
    int row = app->rows - 1;
    char percent[8];
    const struct detail *detail = app->helping ? &app->help : &app->detail;
    canvas_fill(canvas, (struct rect){row, 0, 1, app->columns}, ' ', STYLE_BAR);
    snprintf(percent, sizeof percent, "%d %%", scroll_percent(&detail->scroll));
    int end = app->columns - 1;
    bool shown = app_frame(app).detail.columns > 0 && app->shown != ENTRY_NONE;
    if (app->helping || shown)
        end = draw_right(canvas, row, end, str_of(percent), STYLE_BAR) - 1;
    if (app->notice.len > 0)
        canvas_text_elided(canvas, row, 1, end - 2, buf_str(&app->notice),
                           STYLE_BAR | STYLE_NOTICE);
    else
        draw_hints(app, canvas, end);
}

/* The piece of text that made the selected entry a hit. */
static void draw_reason(const struct app *app, struct canvas *canvas)
{
    int row = app->rows - 2;
    size_t count;
    struct str text = buf_str(&app->why);
    if (!has_reason_row(app) || text.len == 0)
        return;
    canvas_text_elided(canvas, row, 1, app->columns - 2, text, STYLE_MUTED);
    struct fold_range *ranges =
        search_ranges(app->prompt.search, tree_selected(&app->tree), text, &count);
    for (size_t i = 0; i < count; i++) {
        int from = 1 + text_width(str_slice(text, 0, ranges[i].from));
        int to = 1 + text_width(str_slice(text, 0, ranges[i].to));
        to = to < app->columns - 1 ? to : app->columns - 1;
        if (from < to)
            canvas_add_style(canvas, (struct rect){row, from, 1, to - from}, STYLE_MATCH);
    }
    free(ranges);
}

static void draw_nothing(const struct app *app, struct canvas *canvas, struct rect rect)
{
    const char *note = app_is_filtered(app) ? _("nothing found") : _("nothing here");
    canvas_text_elided(canvas, rect.row + 1, rect.column + 2, rect.columns - 3, str_of(note),
                       STYLE_NOTICE);
}

static void draw_panes(struct app *app, struct canvas *canvas)
{
    struct app_frame frame = app_frame(app);
    bool tree_focus = app->focus == CONTEXT_TREE && !app->prompt.typing;
    if (frame.tree.columns > 0) {
        tree_draw(&app->tree, canvas, frame.tree, tree_focus);
        if (app->tree.list.window.count == 0)
            draw_nothing(app, canvas, frame.tree);
    }
    if (frame.two_panes)
        canvas_fill(canvas, (struct rect){1, frame.tree.columns, frame.tree.rows, 1}, 0x2502,
                    STYLE_MUTED);
    if (frame.detail.columns > 0)
        detail_draw(&app->detail, canvas, frame.detail,
                    app->focus == CONTEXT_DETAIL && !app->prompt.typing);
    draw_reason(app, canvas);
}

static void draw_too_small(const struct app *app, struct canvas *canvas)
{
    char size[32];
    snprintf(size, sizeof size, "≥ %dx%d", APP_MIN_COLUMNS, APP_MIN_ROWS);
    canvas_text(canvas, 0, 0, app->columns, str_of(_("Too small")), STYLE_NOTICE);
    canvas_text(canvas, 1, 0, app->columns, str_of(size), STYLE_PLAIN);
}

void app_draw(struct app *app, struct canvas *canvas)
{
    canvas_clear(canvas);
    canvas_place_cursor(canvas, 0, 0, false);
    if (app->rows < APP_MIN_ROWS || app->columns < APP_MIN_COLUMNS) {
        draw_too_small(app, canvas);
        return;
    }
    if (app->helping)
        detail_draw(&app->help, canvas, (struct rect){1, 1, app->rows - 2, app->columns - 2},
                    !app->help_prompt.typing);
    else
        draw_panes(app, canvas);
    draw_bottom_bar(app, canvas);
    draw_title_bar(app, canvas); /* last, for the cursor of the search line */
    if (app->note_prompt.typing)
        draw_note(app, canvas);
}
