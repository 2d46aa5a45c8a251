/* Following links, going back, and handing addresses and titles to the edge. */
#include "ui/app_parts.h"
#include "ui/i18n.h"

#include <string.h>

void app_remember_visit(struct app *app)
{
    if (app->history_count == APP_HISTORY) {
        memmove(app->history, app->history + 1, (APP_HISTORY - 1) * sizeof *app->history);
        app->history_count--;
    }
    app->history[app->history_count++] =
        (struct visited){app->shown, app->detail.scroll.top, app->detail.link};
}

unsigned app_back(struct app *app, const struct event *event)
{
    (void)event;
    if (app->history_count == 0) {
        app_notice(app, _("there is nothing to go back to"));
        return EFFECT_DRAW;
    }
    struct visited visit = app->history[--app->history_count];
    app_go_to(app, visit.entry);
    app->detail.scroll.top = visit.top;
    scroll_set_count(&app->detail.scroll, app->detail.layout.line_count);
    app->detail.link = visit.link;
    return EFFECT_DRAW;
}

static unsigned open_address(struct app *app, const char *address)
{
    buf_cut(&app->argument, 0);
    buf_add_text(&app->argument, address);
    if (!app->options.restricted)
        return EFFECT_OPEN | EFFECT_DRAW;
    app_notice(app, address);
    return EFFECT_DRAW;
}

static unsigned follow(struct app *app, const char *address)
{
    struct link_target target = link_parse(address);
    size_t entry = ENTRY_NONE;
    if (target.kind == LINK_WEB)
        return open_address(app, address);
    if (target.kind == LINK_STATUS)
        entry = shelf_find(app->shelf, target.code, target.origin);
    else if (target.kind == LINK_CLASS)
        entry = shelf_find_class(app->shelf, target.code);
    if (entry == ENTRY_NONE) {
        buf_cut(&app->notice, 0);
        buf_add_format(&app->notice, _("there is no entry %s here"), address);
        return EFFECT_DRAW;
    }
    app_remember_visit(app);
    app_go_to(app, entry);
    app->detail.scroll.top = 0; /* from its beginning, whatever is searched for */
    return EFFECT_DRAW;
}

unsigned app_follow_link(struct app *app, const struct event *event)
{
    (void)event;
    if (!detail_link(&app->detail) && !detail_next_link(&app->detail, 1))
        app_notice(app, _("there is no link here"));
    else if (app->detail.link != DETAIL_NONE)
        return follow(app, detail_link(&app->detail));
    return EFFECT_DRAW;
}

unsigned app_open_specification(struct app *app, const struct event *event)
{
    (void)event;
    const char *address =
        app->shown == ENTRY_NONE
            ? NULL
            : page_specification(app->catalogue, &app->shelf->entries[app->shown]);
    if (address)
        return open_address(app, address);
    app_notice(app, _("no specification is known"));
    return EFFECT_DRAW;
}

/* The current link's address, else what the entry is called. */
unsigned app_copy(struct app *app, const struct event *event)
{
    (void)event;
    const char *link = app->focus == CONTEXT_DETAIL ? detail_link(&app->detail) : NULL;
    if (app->shown == ENTRY_NONE || app->options.restricted) {
        app_notice(app, _("copying is not possible here"));
        return EFFECT_DRAW;
    }
    buf_cut(&app->argument, 0);
    if (link && link_parse(link).kind == LINK_WEB)
        buf_add_text(&app->argument, link);
    else
        page_title(&app->argument, &app->shelf->entries[app->shown]);
    buf_cut(&app->notice, 0);
    buf_add_format(&app->notice, _("copied: %s"), buf_str(&app->argument).data);
    return EFFECT_COPY | EFFECT_DRAW;
}
