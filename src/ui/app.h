/* app.h: the interactive program without its terminal.
 *
 * The application owns the panes and routes events to them. It draws on a canvas and never on a
 * terminal; what only the edge can do (quit, suspend, open an address, copy) it returns as effects.
 * So whatever a user can do can be tested by events in and a canvas out.
 */
#ifndef SB_UI_APP_H
#define SB_UI_APP_H

#include "core/catalogue.h"
#include "core/str.h"
#include "ui/canvas.h"
#include "ui/event.h"
#include <stdbool.h>

/* What the edge has to do after an event, combined. */
enum effect {
    EFFECT_NONE = 0,
    EFFECT_DRAW = 1,    /* app_draw() would show something else now */
    EFFECT_REPAINT = 2, /* send the whole screen anew */
    EFFECT_SUSPEND = 4,
    EFFECT_OPEN = 8,  /* open the address app_argument() */
    EFFECT_COPY = 16, /* copy the text app_argument() */
    EFFECT_QUIT = 32,
    EFFECT_EDIT = 64,  /* edit the file app_argument() at app_line(), then app_reload() */
    EFFECT_NOTE = 128, /* save app_written_note(), then app_note_saved() or app_note_failed() */
};

/* Sizes below which nothing but a note is drawn. */
enum { APP_MIN_ROWS = 5, APP_MIN_COLUMNS = 20 };

struct app_options {
    struct catalogue *catalogue; /* borrowed */
    enum language language;
    enum view view; /* at the start */
    bool restricted;
    bool ascii;        /* names of keys without arrows */
    struct str query;  /* searched for at the start; empty for none */
    const char *notes; /* the path of the user's notes, borrowed; null where there is no place */
    struct str input;  /* the name of what was read from standard input, which is no file */
    /* Tells the edge that the interface's language changes; null for none. */
    void (*set_language)(enum language language);
};

struct app;

/* Null, with *error filled, when there is nothing to browse. */
struct app *app_new(const struct app_options *options, struct error *error);
void app_free(struct app *app);

void app_resize(struct app *app, int rows, int columns);
/* Takes an event and returns effects. */
unsigned app_handle(struct app *app, const struct event *event);
/* Works a little on what takes longer (a search); true while there is more, and the screen is worth
 * drawing when it has returned false. To be called when no input waits. */
bool app_work(struct app *app);
bool app_has_work(const struct app *app);
/* Composes again what is shown, since the catalogue has more to tell now. */
void app_refresh(struct app *app);
/* Reads the user's documents with these paths anew, or opens them, since they have changed on disk.
 * Places are kept; a notice tells what came of it, failures first. When one cannot be read, its
 * earlier text stays. */
void app_reload(struct app *app, const char *const *paths, size_t count);
/* The address or text that the last effects speak of. */
struct str app_argument(const struct app *app);
/* The line of that file, from 1. */
size_t app_line(const struct app *app);

/* A note of the user's on a status. The strings are the application's until the next event. */
struct app_note {
    int code;
    const char *origin;
    struct str heading; /* of a section that is new */
    struct str before;  /* what the note was when the writing began; empty for none */
    struct str text;    /* empty: the note is taken away */
};
const struct app_note *app_written_note(const struct app *app);
/* It is in the file now; `joined` tells that somebody else had written there meanwhile and that it
 * stands below. */
void app_note_saved(struct app *app, bool joined);
/* It is not: the message, already translated, is shown, and who writes on the same status again
 * finds what was typed. */
void app_note_failed(struct app *app, const char *message);
/* Shows a message, already translated, until the user does something. */
void app_notice(struct app *app, const char *message);

/* Draws everything; the canvas has the size told by app_resize(). */
void app_draw(struct app *app, struct canvas *canvas);

#endif
