#include "fixture.h"
#include "core/mem.h"
#include "keys.h"
#include "ui/decode.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

/* GNU gettext looks anew for translations when this changes. */
extern int _nl_msg_cat_cntr;

static void set_language(enum language language)
{
    setenv("LANGUAGE", language_names[language], 1);
    _nl_msg_cat_cntr++;
}

static char *path_below(const char *variable, const char *name)
{
    const char *folder = getenv(variable);
    struct buf path = {0};
    buf_add_format(&path, "%s/%s", folder && *folder ? folder : ".", name);
    return buf_detach(&path);
}

char *fixture_path(const char *name)
{
    return path_below("SB_SRCDIR", name);
}

/* As the program's main does it. */
static void set_locale(enum language language)
{
    setlocale(LC_ALL, "C.UTF-8");
    char *folder = path_below("SB_BUILDDIR", "locale");
    bindtextdomain("statusbrowse", folder);
    bind_textdomain_codeset("statusbrowse", "UTF-8");
    textdomain("statusbrowse");
    set_language(language);
    free(folder);
}

static bool open_catalogue(struct fixture *fixture, const struct fixture_options *options,
                           struct error *error)
{
    char *data = fixture_path(options->real ? "data" : "tests/data");
    fixture->catalogue = catalogue_new(data);
    bool opened = catalogue_load_facts(fixture->catalogue, error);
    free(data);
    for (const char *at = options->document; opened && at && *at;) {
        struct buf name = {0};
        size_t len = strcspn(at, " ");
        buf_add_format(&name, "tests/data/%.*s", (int)len, at);
        char *path = fixture_path(name.data);
        opened = catalogue_open(fixture->catalogue, path, error);
        free(path);
        buf_release(&name);
        at += len + strspn(at + len, " ");
    }
    return opened;
}

bool fixture_open(struct fixture *fixture, const struct fixture_options *options)
{
    struct error error = {0};
    set_locale(options->language);
    if (open_catalogue(fixture, options, &error)) {
        struct app_options app_options = {
            .catalogue = fixture->catalogue,
            .language = options->language,
            .view = options->view,
            .restricted = options->restricted,
            .ascii = options->ascii,
            .query = str_of(options->query),
            .notes = options->notes,
            .set_language = set_language,
        };
        fixture->app = app_new(&app_options, &error);
    }
    if (!fixture->app) {
        fprintf(stderr, "%s: %s: %s\n", error.file, error.where, error.what);
        fixture_close(fixture);
        return false;
    }
    fixture_resize(fixture, options->rows ? options->rows : 24,
                   options->columns ? options->columns : 80);
    return true;
}

void fixture_close(struct fixture *fixture)
{
    app_free(fixture->app);
    catalogue_free(fixture->catalogue);
    canvas_release(&fixture->canvas);
    *fixture = (struct fixture){0};
    set_language(LANGUAGE_EN); /* what other tests of the process expect */
}

unsigned fixture_event(struct fixture *fixture, const struct event *event)
{
    if (event->kind == EVENT_RESIZE)
        canvas_resize(&fixture->canvas, event->size.rows, event->size.columns);
    unsigned effects = app_handle(fixture->app, event);
    fixture->effects |= effects;
    return effects;
}

void fixture_settle(struct fixture *fixture)
{
    while (app_work(fixture->app))
        continue;
}

bool fixture_keys(struct fixture *fixture, const char *keys)
{
    struct decoder decoder = {0};
    struct key_bytes key;
    struct event event;
    fixture->effects = EFFECT_NONE;
    while (keys && *keys && (keys = keys_next(keys, &key))) {
        decoder_feed(&decoder, (struct str){key.bytes, key.len});
        while (decoder_next(&decoder, true, &event) == DECODED_EVENT)
            fixture_event(fixture, &event);
        fixture_settle(fixture);
    }
    decoder_release(&decoder);
    return keys != NULL;
}

void fixture_resize(struct fixture *fixture, int rows, int columns)
{
    struct event event = {.kind = EVENT_RESIZE, .size = {rows, columns}};
    fixture_event(fixture, &event);
}

unsigned fixture_mouse(struct fixture *fixture, enum mouse_action action, int row, int column)
{
    struct event event = {.kind = EVENT_MOUSE, .mouse = {action, row, column}};
    unsigned effects = fixture_event(fixture, &event);
    fixture_settle(fixture);
    return effects;
}

void fixture_paste(struct fixture *fixture, const char *text)
{
    struct event event = {.kind = EVENT_PASTE, .paste = str_of(text)};
    fixture_event(fixture, &event);
    fixture_settle(fixture);
}

const struct canvas *fixture_screen(struct fixture *fixture)
{
    app_draw(fixture->app, &fixture->canvas);
    return &fixture->canvas;
}
