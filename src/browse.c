#include "browse.h"
#include "complain.h"
#include "core/mem.h"
#include "core/text.h"
#include "editor.h"
#include "notes.h"
#include "opener.h"
#include "save.h"
#include "terminal.h"
#include "ui/app.h"
#include "ui/i18n.h"
#include "watch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct session {
    struct app *app;
    struct catalogue *catalogue;
    struct watch *watch;
    const char *notes; /* the path of the user's notes, or null */
    struct canvas canvas;
};

/* --- Files --- */

static bool is_open(const struct session *session, const char *path)
{
    for (size_t i = 0; i < catalogue_document_count(session->catalogue); i++)
        if (strcmp(catalogue_document_path(session->catalogue, i), path) == 0)
            return true;
    return false;
}

/* Reads again what has changed on disk; returns effects. Notes that were never there are not
 * missed. */
static unsigned reload(struct session *session)
{
    const char *path, **paths = NULL;
    size_t count = 0, capacity = 0;
    while ((path = watch_take(session->watch))) {
        if (!is_open(session, path) && access(path, F_OK) != 0)
            continue;
        paths = mem_grow(paths, &capacity, count, sizeof *paths);
        paths[count++] = path;
    }
    app_reload(session->app, paths, count);
    free(paths);
    return count > 0 ? EFFECT_DRAW : EFFECT_NONE;
}

static void watch_documents(struct session *session)
{
    for (size_t i = 0; i < catalogue_document_count(session->catalogue); i++) {
        const char *path = catalogue_document_path(session->catalogue, i);
        if (strcmp(path, SOURCES_INPUT_NAME) != 0)
            watch_add(session->watch, path);
    }
    if (session->notes)
        watch_add(session->watch, session->notes);
    terminal_watch(watch_descriptor(session->watch));
}

/* What matters stands at the end of the line: the file's name has to be short. */
static void tell_unsaved(struct app *app, struct error *error)
{
    struct buf words = {0};
    const char *slash = strrchr(error->file, '/');
    if (slash)
        memmove(error->file, slash + 1, strlen(slash));
    complain_words(&words, error);
    app_note_failed(app, words.data);
    buf_release(&words);
}

static void save_note(struct session *session)
{
    struct error error = {0};
    bool joined;
    bool saved = notes_put(session->notes, catalogue_registry(session->catalogue),
                           app_written_note(session->app), &joined, &error);
    if (saved)
        watch_settle(session->watch, session->notes);
    if (saved)
        app_note_saved(session->app, joined);
    else
        tell_unsaved(session->app, &error);
}

/* The editor's name is whatever the environment says. */
static void tell_of_editor(struct app *app, const struct editor_end *end)
{
    struct buf words = {0}, clean = {0};
    if (!end->started)
        buf_add_format(&words, _("the editor cannot be started: %s"), editor_command());
    else if (end->status != 0)
        buf_add_format(&words, _("the editor ended with status %d"), end->status);
    text_clean(&clean, buf_str(&words));
    if (clean.len > 0)
        app_notice(app, clean.data);
    buf_release(&words);
    buf_release(&clean);
}

static void edit(struct session *session)
{
    struct buf path = {0};
    buf_add(&path, app_argument(session->app));
    terminal_leave();
    struct editor_end end = editor_run(path.data, app_line(session->app));
    terminal_return();
    watch_check(session->watch);
    reload(session);
    tell_of_editor(session->app, &end);
    buf_release(&path);
}

/* --- The loop --- */

/* What only the edge can do. */
static void carry_out(struct session *session, unsigned effects)
{
    struct app *app = session->app;
    if (effects & EFFECT_REPAINT)
        terminal_redraw();
    if (effects & EFFECT_SUSPEND)
        terminal_suspend();
    if ((effects & EFFECT_OPEN) && !opener_open(app_argument(app).data))
        app_notice(app, app_argument(app).data); /* no browser: the address at least */
    if ((effects & EFFECT_COPY) && !terminal_copy(app_argument(app)))
        app_notice(app, _("this terminal cannot copy"));
    if (effects & EFFECT_NOTE)
        save_note(session);
    if (effects & EFFECT_EDIT)
        edit(session);
}

static unsigned handle(struct session *session, const struct event *event)
{
    if (event->kind == EVENT_RESIZE) {
        canvas_resize(&session->canvas, event->size.rows, event->size.columns);
        watch_check(session->watch); /* after a stop, too */
    }
    unsigned effects = app_handle(session->app, event);
    if (event->kind == EVENT_RESIZE)
        effects |= reload(session);
    carry_out(session, effects);
    return effects & (EFFECT_DRAW | EFFECT_QUIT);
}

static void show(struct session *session)
{
    app_draw(session->app, &session->canvas);
    terminal_show(&session->canvas);
}

/* Waits for something and handles it; adds to *effects. False when the end has come. *quiet tells
 * that nothing came although something seemed to. */
static bool wait_and_handle(struct session *session, unsigned *effects, bool *quiet)
{
    struct event event = {.kind = EVENT_NONE};
    bool busy = app_has_work(session->app) || (*effects & EFFECT_DRAW);
    enum terminal_result result = terminal_wait(&event, busy ? 0 : -1);
    *quiet = result == TERMINAL_TIMEOUT;
    if (*quiet && app_has_work(session->app))
        *effects |= app_work(session->app) ? EFFECT_NONE : EFFECT_DRAW;
    else if (result == TERMINAL_WATCH)
        *effects |= reload(session);
    else if (result == TERMINAL_EVENT)
        *effects |= handle(session, &event);
    return result != TERMINAL_END;
}

/* Shows and handles until the user or a signal ends it; false, with *error filled, when the facts
 * cannot be read. They are read behind the first screen, which needs none. */
static bool loop(struct session *session, struct error *error)
{
    unsigned effects = EFFECT_DRAW;
    bool quiet = false;
    while (!(effects & EFFECT_QUIT)) {
        if ((effects & EFFECT_DRAW) && (quiet || !terminal_pending())) {
            show(session);
            effects &= ~(unsigned)EFFECT_DRAW;
        }
        if (!catalogue_registry(session->catalogue)) {
            if (!catalogue_load_facts(session->catalogue, error))
                return false;
            app_refresh(session->app);
            effects |= EFFECT_DRAW;
            continue;
        }
        if (!wait_and_handle(session, &effects, &quiet))
            break;
    }
    return true;
}

/* --- From beginning to end --- */

/* What there is to say of the documents, on the first screen. */
static void tell_first(struct app *app, const struct sources *sources)
{
    struct buf notice = {0};
    sources_notice(&notice, sources);
    if (notice.len > 0)
        app_notice(app, notice.data);
    buf_release(&notice);
}

static bool run(struct session *session, const struct options *options,
                const struct sources *sources, struct error *error)
{
    int rows, columns;
    struct terminal_options terminal = {
        .mouse = !options->no_mouse,
        .colors = (enum terminal_colors)options->color,
        .ascii = options->ascii,
        .theme = options->theme,
    };
    if (!terminal_open(&terminal, &error->what))
        return false;
    session->watch = watch_new();
    watch_documents(session);
    terminal_size(&rows, &columns);
    app_resize(session->app, rows, columns);
    canvas_resize(&session->canvas, rows, columns);
    tell_first(session->app, sources);
    bool healthy = loop(session, error);
    terminal_close();
    watch_free(session->watch);
    canvas_release(&session->canvas);
    return healthy;
}

/* The user's notes are opened as if they had been asked for; without a place for them there are
 * none. */
static void open_notes(struct buf *path, struct catalogue *catalogue, const struct options *options,
                       struct sources *sources)
{
    struct error ignored;
    if (options->restricted || !save_notes_path(path, &ignored)) {
        buf_release(path);
        return;
    }
    for (size_t i = 0; i < options->document_count; i++)
        if (sources_are_same(options->documents[i], path->data)) {
            buf_cut(path, 0); /* under the name that was given */
            buf_add_text(path, options->documents[i]);
            return;
        }
    if (access(path->data, F_OK) != 0)
        return;
    catalogue_load_facts(catalogue, &ignored); /* which tell phrases from text */
    sources_open_besides(sources, catalogue, path->data);
}

bool browse(struct catalogue *catalogue, const struct options *options, struct sources *sources,
            void (*set_language)(enum language language))
{
    struct error error = {0};
    struct buf notes = {0};
    bool asked = options->document_count > 0;
    open_notes(&notes, catalogue, options, sources);
    struct app_options app_options = {
        .catalogue = catalogue,
        .language = options->language,
        .view = asked ? VIEW_DOCUMENTS : VIEW_CLASSES, /* a few notes beside all the codes */
        .restricted = options->restricted,
        .ascii = options->ascii != ASCII_NONE,
        .query = buf_str(&options->query),
        .notes = notes.data,
        .input = str_of(SOURCES_INPUT_NAME),
        .set_language = set_language,
    };
    struct session session = {.catalogue = catalogue, .notes = notes.data};
    session.app = app_new(&app_options, &error);
    bool healthy = session.app && run(&session, options, sources, &error);
    app_free(session.app);
    sources_complain(sources); /* again, to be read after the screen has gone */
    terminal_finish();
    if (!healthy)
        complain(&error);
    buf_release(&notes);
    return healthy;
}
