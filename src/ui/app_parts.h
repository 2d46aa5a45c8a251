/* app_parts.h: what the files of the application share; nobody else includes it.
 *
 * app.c routes events, app_search.c runs the search lines, app_shelf.c changes what is browsed,
 * app_links.c follows links, app_notes.c writes notes, app_help.c has the help, app_draw.c draws
 * the frame around the panes.
 */
#ifndef SB_UI_APP_PARTS_H
#define SB_UI_APP_PARTS_H

#include "core/search.h"
#include "ui/app.h"
#include "ui/command.h"
#include "ui/detail.h"
#include "ui/edit.h"
#include "ui/tree.h"

enum {
    APP_TWO_PANES = 70,     /* columns from which both panes are shown */
    APP_READING_WIDTH = 96, /* cells of text that are pleasant to read */
    APP_HISTORY = 100,
};

/* A search line and what it looks for. */
struct prompt {
    struct edit edit;
    struct search *search;
    bool typing, pending; /* pending: the search has not found all yet */
    bool prepared;        /* its texts have been read ahead */
    bool old;             /* what stands in the line was entered before: typing replaces it */
};

struct visited {
    size_t entry, top, link;
};

struct app {
    struct app_options options;
    struct catalogue *catalogue;
    const struct shelf *shelf;
    enum language language;
    enum view view;
    int rows, columns;
    unsigned focus; /* CONTEXT_TREE or CONTEXT_DETAIL */
    struct tree tree;
    struct detail detail;
    size_t shown; /* the entry in the detail pane */
    struct prompt prompt;
    struct tree_place place; /* where the search began */
    unsigned place_focus;
    struct tree_place left;         /* the branches of the view that was left last, */
    const struct shelf *left_shelf; /* which had this shelf; null when it is not there any more */
    bool helping;                   /* the help lies over the panes */
    struct detail help;
    struct prompt help_prompt;
    struct visited history[APP_HISTORY]; /* of followed links */
    size_t history_count;
    char jump[4];              /* digits typed so far */
    size_t jump_from;          /* the entry that was selected before the first of them */
    struct prompt note_prompt; /* a line to write in; nothing is searched for */
    struct app_note note;      /* what is written there */
    struct buf note_heading, note_before;
    bool note_kept; /* it could not be saved, and the line still has it */
    size_t line;    /* of the file in `argument` */
    struct buf why, notice, argument;
    struct buf failed; /* the document that the notice says cannot be read */
};

struct app_frame {
    bool two_panes;
    struct rect tree, detail; /* panes; the one that is not shown has no columns */
    int detail_width;         /* of the text in it */
};

struct app_frame app_frame(const struct app *app);
/* Does the help, or a search line, take the keys? */
unsigned app_context(const struct app *app);
/* The prompt of what is in front. */
struct prompt *app_prompt(struct app *app);
/* Sets app->why: why the selected entry is a hit, when its row does not show it. */
void app_explain(struct app *app);
/* Shows what is selected in the tree. */
void app_show_selected(struct app *app);
void app_set_focus(struct app *app, unsigned focus);
void app_open_help(struct app *app);
unsigned app_close_help(struct app *app);
/* The help in the language that is now spoken, about as far down as before. */
void app_say_help_anew(struct app *app);
/* Goes to an entry, through a filter if it is hidden by one. */
void app_go_to(struct app *app, size_t entry);
void app_forget_searches(struct app *app);
/* Where one can go back to. */
void app_remember_visit(struct app *app);

/* Actions, as the table in app.c takes them; they return effects. */
unsigned app_search_complete(struct app *app, const struct event *event);
unsigned app_back(struct app *app, const struct event *event);
unsigned app_follow_link(struct app *app, const struct event *event);
unsigned app_open_specification(struct app *app, const struct event *event);
unsigned app_copy(struct app *app, const struct event *event);
unsigned app_change_language(struct app *app, const struct event *event);
unsigned app_change_view(struct app *app, const struct event *event);
unsigned app_next_source(struct app *app, const struct event *event);
unsigned app_edit(struct app *app, const struct event *event);
unsigned app_note(struct app *app, const struct event *event);

/* Is there something to edit, or to write a note on? */
bool app_can_edit(const struct app *app);
bool app_can_note(const struct app *app);
unsigned app_note_accept(struct app *app);
unsigned app_note_cancel(struct app *app);

/* Finds what is still being looked for, at once. */
void app_search_finish(struct app *app, struct prompt *prompt);
/* Reacts to a change of the text in the front search line. */
void app_search_changed(struct app *app);
/* Looks anew for what stands in a search line. */
void app_search_restart(struct app *app, struct prompt *prompt);
unsigned app_search_begin(struct app *app);
unsigned app_search_accept(struct app *app);
/* Forgets the search and goes back to where it began. */
unsigned app_search_cancel(struct app *app);
/* Forgets the search and stays. */
void app_search_drop(struct app *app);
unsigned app_search_step_match(struct app *app, int direction);
bool app_is_filtered(const struct app *app);
/* Is there more than one view to choose from? */
bool app_has_views(const struct app *app);

#endif
