/* fixture.h: the interactive program as tests drive it, without a terminal.
 *
 * It browses a small catalogue of the tests' own (tests/data), so that the real texts can change,
 * or the real one. The interface speaks through the messages of the build folder, in the language
 * that the program asks for.
 */
#ifndef SB_TESTS_FIXTURE_H
#define SB_TESTS_FIXTURE_H

#include "ui/app.h"
#include "ui/canvas.h"
#include <stdbool.h>

struct fixture_options {
    enum language language;
    bool real; /* the real catalogue, data/ */
    bool ascii, restricted;
    const char *document; /* the user's documents in tests/data, a blank between them, or null */
    enum view view;
    const char *query; /* or null */
    const char *notes; /* the path of the user's notes, or null */
    int rows, columns; /* 0: 24, 80 */
};

struct fixture {
    struct catalogue *catalogue;
    struct app *app;
    struct canvas canvas; /* as large as the application believes the screen to be */
    unsigned effects;     /* all those of the last keys */
};

/* A file or folder of the sources: "tests/data/notes.md", for free(). */
char *fixture_path(const char *name);

/* Zero-initialise. False, with a word on standard error, when it cannot be had. */
bool fixture_open(struct fixture *fixture, const struct fixture_options *options);
void fixture_close(struct fixture *fixture);

/* Handles an event. */
unsigned fixture_event(struct fixture *fixture, const struct event *event);
/* Handles keys (keys.h), all the work that each of them makes included; false for a key without
 * name. */
bool fixture_keys(struct fixture *fixture, const char *keys);
void fixture_resize(struct fixture *fixture, int rows, int columns);
unsigned fixture_mouse(struct fixture *fixture, enum mouse_action action, int row, int column);
void fixture_paste(struct fixture *fixture, const char *text);
/* Works until nothing is left to do. */
void fixture_settle(struct fixture *fixture);
/* Draws. */
const struct canvas *fixture_screen(struct fixture *fixture);

#endif
