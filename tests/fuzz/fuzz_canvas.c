/* The canvas: whatever is drawn over whatever, no half of a wide character is left. */
#include "core/text.h"
#include "fuzz.h"
#include "ui/canvas.h"

#include <assert.h>
#include <wchar.h>

enum { ROWS = 3, COLUMNS = 12 };

static void assert_whole(const struct canvas *canvas)
{
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        const struct cell *cell = &canvas->cells[i];
        bool last = i % COLUMNS == COLUMNS - 1;
        assert(cell->width >= 0 && cell->width <= 2);
        assert((cell->width == 2) == (!last && cell[1].width == 0));
        assert(i % COLUMNS > 0 || cell->width > 0);
        assert(cell->width == 0 || wcwidth((wchar_t)cell->character[0]) == cell->width);
    }
}

/* One step: where, how wide, what, and the text. */
static void step(struct canvas *canvas, struct str *input)
{
    int row = fuzz_number(input) % (ROWS + 2) - 1, column = fuzz_number(input) % (COLUMNS + 6) - 3;
    int columns = fuzz_number(input) % (COLUMNS + 4) - 1, what = fuzz_number(input);
    struct str text = fuzz_take(input, (size_t)(what / 4));
    struct rect rect = {row, column, 2, columns};
    int used = 0;
    size_t size;
    if (what % 4 == 0)
        used = canvas_text(canvas, row, column, columns, text, STYLE_PLAIN);
    else if (what % 4 == 1)
        used = canvas_text_elided(canvas, row, column, columns, text, STYLE_LINK);
    else if (what % 4 == 2)
        canvas_fill(canvas, rect, text.len ? text_decode(text, &size) : ' ', STYLE_MUTED);
    else
        canvas_add_style(canvas, rect, STYLE_MATCH);
    assert(used >= 0 && (used == 0 || used <= columns));
}

int fuzz_canvas(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size};
    struct canvas canvas = {0};
    struct buf dump = {0};
    canvas_resize(&canvas, ROWS, COLUMNS);
    while (input.len > 0) {
        step(&canvas, &input);
        assert_whole(&canvas);
    }
    canvas_dump(&canvas, &dump, true);
    buf_release(&dump);
    canvas_release(&canvas);
    return 0;
}

FUZZ_TARGET(fuzz_canvas)
