/* demo: the smallest program on terminal.h. It shows its size, the last events and a page of text,
 * and does what the tests of the terminal's edge ask for with a key:
 *
 *     q quit   s scroll a line   u one small change   v show the cursor   y copy
 *     X crash  A abort           B be busy and deaf   ^Z suspend          ^L redraw
 *     E run the editor on demo.md, line 7
 *
 * It tells when the file $DEMO_WATCH changes.
 *
 *     demo [--ascii] [--color=WHEN] [--no-mouse] [--page]
 */
#include "core/buf.h"
#include "editor.h"
#include "terminal.h"
#include "tty.h"
#include "watch.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct demo {
    struct canvas canvas;
    struct buf last, news;
    struct watch *watch;
    int events, top, changes;
    bool cursor, page, quit;
};

static const char *const special_names[] = {
    "Up",     "Down",   "Left",      "Right", "Home",    "End",   "PageUp", "PageDown",
    "Insert", "Delete", "Backspace", "Tab",   "BackTab", "Enter", "Escape", "F1",
};

static void describe_key(struct buf *out, uint32_t code, unsigned modifiers)
{
    buf_add_text(out, "key ");
    buf_add_text(out, modifiers & MODIFIER_CONTROL ? "C-" : "");
    buf_add_text(out, modifiers & MODIFIER_META ? "M-" : "");
    buf_add_text(out, modifiers & MODIFIER_SHIFT ? "S-" : "");
    if (code > SPECIAL_F1)
        buf_add_format(out, "F%u", code - SPECIAL_F1 + 1);
    else if (code > SPECIAL_BASE)
        buf_add_text(out, special_names[code - SPECIAL_BASE - 1]);
    else
        text_encode(out, code);
}

static void describe(struct buf *out, const struct event *event)
{
    static const char *const actions[] = {"click", "double", "up", "down"};
    buf_cut(out, 0);
    if (event->kind == EVENT_KEY)
        describe_key(out, event->key.code, event->key.modifiers);
    else if (event->kind == EVENT_PASTE)
        buf_add_format(out, "paste %zu [%.*s]", event->paste.len,
                       event->paste.len > 20 ? 20 : (int)event->paste.len, event->paste.data);
    else if (event->kind == EVENT_MOUSE)
        buf_add_format(out, "mouse %s %d,%d", actions[event->mouse.action], event->mouse.row,
                       event->mouse.column);
    else
        buf_add_format(out, "resize %dx%d", event->size.rows, event->size.columns);
}

static void draw_line(struct demo *demo, int row, const char *text, style_t style)
{
    canvas_text(&demo->canvas, row, 0, demo->canvas.columns, str_of(text), style);
}

static void draw_page(struct demo *demo)
{
    for (int row = 1; row < demo->canvas.rows; row++) {
        char text[128];
        int number = demo->top + row;
        snprintf(text, sizeof text, "%04d 第 %d 行：服务器成功完成了范围请求 %x", number, number,
                 (unsigned)number * 2654435761u);
        draw_line(demo, row, text, row % 5 ? STYLE_PLAIN : STYLE_STRONG);
    }
}

static void draw_samples(struct demo *demo)
{
    int last = demo->canvas.rows - 1;
    draw_line(demo, 3, "wide: 未找到，｜ combining: e\xcc\x81 a\xcc\x8a\xcc\x84 end", STYLE_PLAIN);
    draw_line(demo, 4, "box: \xe2\x94\x8c\xe2\x94\x80\xe2\x94\x90 \xe2\x80\x9cquoted\xe2\x80\x9d …",
              STYLE_PLAIN);
    draw_line(demo, 5, "heading", STYLE_HEADING);
    draw_line(demo, 6, "link", STYLE_LINK);
    draw_line(demo, 7, "current", STYLE_CURRENT | STYLE_FOCUS);
    draw_line(demo, 8, "4xx", STYLE_NUMBER | style_of_class(4));
    canvas_text(&demo->canvas, last, demo->canvas.columns - 6, 6, STR("corner"), STYLE_BAR);
}

static void draw(struct demo *demo)
{
    struct canvas *canvas = &demo->canvas;
    char text[80];
    canvas_clear(canvas);
    snprintf(text, sizeof text, "size %dx%d events %d changes %d", canvas->rows, canvas->columns,
             demo->events, demo->changes);
    if (demo->page) {
        draw_page(demo);
    } else {
        draw_line(demo, 0, text, STYLE_BAR);
        draw_line(demo, 1, demo->last.data, STYLE_PLAIN);
        draw_line(demo, 2, buf_str(&demo->news).data, STYLE_PLAIN);
        draw_samples(demo);
    }
    canvas_place_cursor(canvas, 1, 4, demo->cursor);
    terminal_show(canvas);
}

static void run_editor(struct demo *demo)
{
    terminal_leave();
    struct editor_end end = editor_run("demo.md", 7);
    terminal_return();
    buf_cut(&demo->news, 0);
    buf_add_format(&demo->news, "editor %d %d", end.started, end.status);
}

static void press(struct demo *demo, uint32_t code, unsigned modifiers)
{
    if (modifiers == MODIFIER_CONTROL && code == 'z')
        terminal_suspend();
    else if (modifiers == MODIFIER_CONTROL && code == 'l')
        terminal_redraw();
    demo->quit = code == 'q';
    demo->top += code == 's';
    demo->changes += code == 'u';
    demo->cursor ^= code == 'v';
    if (code == 'E')
        run_editor(demo);
    if (code == 'y')
        terminal_copy(STR("复制 404"));
    if (code == 'X')
        raise(SIGSEGV);
    if (code == 'A')
        abort();
    while (code == 'B')
        raise(0);
}

static void obey(struct demo *demo, const struct event *event)
{
    demo->events++;
    describe(&demo->last, event);
    if (event->kind == EVENT_RESIZE)
        canvas_resize(&demo->canvas, event->size.rows, event->size.columns);
    if (event->kind == EVENT_KEY)
        press(demo, event->key.code, event->key.modifiers);
}

static void tell_changes(struct demo *demo)
{
    const char *path;
    while ((path = watch_take(demo->watch))) {
        buf_cut(&demo->news, 0);
        buf_add_format(&demo->news, "changed %s", path);
        demo->changes++;
    }
}

static void start_watch(struct demo *demo)
{
    const char *path = getenv("DEMO_WATCH");
    if (!path)
        return;
    demo->watch = watch_new();
    watch_add(demo->watch, path);
    terminal_watch(watch_descriptor(demo->watch));
}

/* Handles what happens; false at the end. */
static bool step(struct demo *demo)
{
    struct event event;
    enum terminal_result result = terminal_wait(&event, -1);
    if (result == TERMINAL_WATCH)
        tell_changes(demo);
    if (result == TERMINAL_EVENT)
        obey(demo, &event);
    return result != TERMINAL_END && !demo->quit;
}

static void read_arguments(struct demo *demo, struct terminal_options *options, char **argv)
{
    for (; *argv; argv++) {
        demo->page |= strcmp(*argv, "--page") == 0;
        if (strcmp(*argv, "--ascii") == 0)
            options->ascii = ASCII_ONLY;
        options->mouse &= strcmp(*argv, "--no-mouse") != 0;
        if (strcmp(*argv, "--color=never") == 0)
            options->colors = TERMINAL_COLORS_NEVER;
        if (strcmp(*argv, "--color=always") == 0)
            options->colors = TERMINAL_COLORS_ALWAYS;
    }
}

int main(int argc, char **argv)
{
    struct demo demo = {0};
    struct terminal_options options = {.mouse = true};
    const char *why;
    int rows, columns;
    tty_fill_descriptors();
    if (!setlocale(LC_ALL, "") || MB_CUR_MAX == 1)
        setlocale(LC_ALL, "C.UTF-8");
    read_arguments(&demo, &options, argv + (argc > 0));
    if (!terminal_open(&options, &why)) {
        fprintf(stderr, "demo: %s\n", why);
        return 2;
    }
    terminal_size(&rows, &columns);
    canvas_resize(&demo.canvas, rows, columns);
    buf_add_text(&demo.last, "started");
    start_watch(&demo);
    do
        draw(&demo);
    while (step(&demo));
    terminal_close();
    canvas_release(&demo.canvas);
    buf_release(&demo.last);
    buf_release(&demo.news);
    watch_free(demo.watch);
    terminal_finish();
    return 0;
}
