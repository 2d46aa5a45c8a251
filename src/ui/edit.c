#include "ui/edit.h"

#include "core/mem.h"
#include "core/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <wctype.h>

void edit_release(struct edit *edit)
{
    for (size_t i = 0; i < edit->history_count; i++)
        free(edit->history[i]);
    buf_release(&edit->text);
    buf_release(&edit->draft);
    *edit = (struct edit){0};
}

struct str edit_text(const struct edit *edit)
{
    return buf_str(&edit->text);
}

/* The first boundary at or after `at`. From the start, since what an edit joined may be one
 * grapheme now, and flags can only be paired from where their run begins. */
static size_t boundary(struct str text, size_t at)
{
    size_t end = 0;
    while (end < at && end < text.len)
        end = text_next_grapheme(text, end);
    return end;
}

/* The longest prefix of whole graphemes that is at most `limit` bytes long. */
static size_t prefix(struct str text, size_t limit)
{
    size_t end = 0;
    while (end < text.len) {
        size_t next = text_next_grapheme(text, end);
        if (next > limit)
            break;
        end = next;
    }
    return end;
}

/* Appends the text as it may stand in the line. */
static void add_clean_line(struct buf *out, struct str text)
{
    size_t start = out->len;
    text_clean(out, text);
    for (size_t i = start; i < out->len; i++)
        if (out->data[i] == '\n' || out->data[i] == '\t')
            out->data[i] = ' ';
}

/* Deleting can leave a mark without its base, which cleaning puts on a new one. */
static void clean_again(struct edit *edit)
{
    struct buf clean = {0};
    text_clean(&clean, str_slice(edit_text(edit), 0, edit->cursor));
    edit->cursor = clean.len;
    buf_cut(&clean, 0);
    text_clean(&clean, edit_text(edit));
    buf_cut(&clean, prefix(buf_str(&clean), EDIT_LIMIT));
    buf_release(&edit->text);
    edit->text = clean;
}

static bool replace(struct edit *edit, size_t from, size_t to, struct str with)
{
    if (from == to && with.len == 0)
        return false;
    buf_splice(&edit->text, from, to - from, with);
    edit->cursor = from + with.len;
    if (!text_is_clean(edit_text(edit)))
        clean_again(edit);
    edit->cursor = boundary(edit_text(edit), edit->cursor);
    return true;
}

/* Replaces the whole line. */
static bool put(struct edit *edit, struct str clean)
{
    bool changes = !str_equal(edit_text(edit), clean);
    if (changes)
        replace(edit, 0, edit->text.len, clean);
    edit->cursor = edit->text.len;
    return changes;
}

bool edit_set(struct edit *edit, struct str text)
{
    struct buf line = {0};
    add_clean_line(&line, text);
    bool changed = put(edit, str_slice(buf_str(&line), 0, prefix(buf_str(&line), EDIT_LIMIT)));
    buf_release(&line);
    buf_cut(&edit->draft, 0);
    edit->place = 0;
    return changed;
}

bool edit_clear(struct edit *edit)
{
    return edit_set(edit, STR(""));
}

bool edit_insert(struct edit *edit, struct str text)
{
    /* Cleaned behind what it follows, so that a mark which is typed alone finds its base. */
    struct buf raw = {0}, line = {0};
    buf_add(&raw, str_slice(edit_text(edit), 0, edit->cursor));
    buf_add(&raw, text);
    add_clean_line(&line, buf_str(&raw));
    struct str piece = str_slice(buf_str(&line), edit->cursor, line.len);
    piece.len = prefix(piece, EDIT_LIMIT - edit->text.len);
    bool changed = replace(edit, edit->cursor, edit->cursor, piece);
    buf_release(&line);
    buf_release(&raw);
    return changed;
}

static size_t left_of(const struct edit *edit, size_t at)
{
    return text_previous_grapheme(edit_text(edit), at);
}

static size_t right_of(const struct edit *edit, size_t at)
{
    return text_next_grapheme(edit_text(edit), at);
}

static uint32_t character_at(const struct edit *edit, size_t at)
{
    size_t size;
    return text_decode(str_slice(edit_text(edit), at, edit->text.len), &size);
}

static bool is_blank(uint32_t character)
{
    return iswspace((wint_t)character);
}

static bool is_wordless(uint32_t character)
{
    return !iswalnum((wint_t)character);
}

static bool is_word(uint32_t character)
{
    return !is_wordless(character);
}

static bool is_dark(uint32_t character)
{
    return !is_blank(character);
}

static size_t skip_left(const struct edit *edit, size_t at, bool (*over)(uint32_t))
{
    while (at > 0 && over(character_at(edit, left_of(edit, at))))
        at = left_of(edit, at);
    return at;
}

static size_t skip_right(const struct edit *edit, size_t at, bool (*over)(uint32_t))
{
    while (at < edit->text.len && over(character_at(edit, at)))
        at = right_of(edit, at);
    return at;
}

static bool go(struct edit *edit, size_t to)
{
    edit->cursor = to;
    return false;
}

bool edit_left(struct edit *edit)
{
    return go(edit, left_of(edit, edit->cursor));
}

bool edit_right(struct edit *edit)
{
    return go(edit, right_of(edit, edit->cursor));
}

bool edit_word_left(struct edit *edit)
{
    return go(edit, skip_left(edit, skip_left(edit, edit->cursor, is_wordless), is_word));
}

bool edit_word_right(struct edit *edit)
{
    return go(edit, skip_right(edit, skip_right(edit, edit->cursor, is_wordless), is_word));
}

bool edit_home(struct edit *edit)
{
    return go(edit, 0);
}

bool edit_end(struct edit *edit)
{
    return go(edit, edit->text.len);
}

bool edit_delete_backwards(struct edit *edit)
{
    return replace(edit, left_of(edit, edit->cursor), edit->cursor, STR(""));
}

bool edit_delete_forwards(struct edit *edit)
{
    return replace(edit, edit->cursor, right_of(edit, edit->cursor), STR(""));
}

bool edit_delete_word(struct edit *edit)
{
    size_t from = skip_left(edit, skip_left(edit, edit->cursor, is_blank), is_dark);
    return replace(edit, from, edit->cursor, STR(""));
}

bool edit_delete_to_start(struct edit *edit)
{
    return replace(edit, 0, edit->cursor, STR(""));
}

bool edit_delete_to_end(struct edit *edit)
{
    return replace(edit, edit->cursor, edit->text.len, STR(""));
}

/* The line at a place of the history; 0 is the unfinished one. */
static struct str line_at(const struct edit *edit, size_t place)
{
    if (place == 0)
        return buf_str(&edit->draft);
    return str_of(edit->history[edit->history_count - place]);
}

static void forget_oldest(struct edit *edit)
{
    free(edit->history[0]);
    edit->history_count--;
    memmove(edit->history, edit->history + 1, edit->history_count * sizeof *edit->history);
}

void edit_remember(struct edit *edit)
{
    struct str line = edit_text(edit);
    edit->place = 0;
    buf_cut(&edit->draft, 0);
    if (skip_right(edit, 0, is_blank) == line.len)
        return;
    if (edit->history_count > 0 && str_equal(line, line_at(edit, 1)))
        return;
    if (edit->history_count == EDIT_HISTORY)
        forget_oldest(edit);
    edit->history[edit->history_count++] = mem_copy(line);
}

static bool recall(struct edit *edit, size_t place)
{
    if (edit->place == 0 || !str_equal(edit_text(edit), line_at(edit, edit->place))) {
        buf_cut(&edit->draft, 0);
        buf_add(&edit->draft, edit_text(edit));
    }
    edit->place = place;
    return put(edit, line_at(edit, place));
}

bool edit_older(struct edit *edit)
{
    return edit->place < edit->history_count && recall(edit, edit->place + 1);
}

bool edit_newer(struct edit *edit)
{
    return edit->place > 0 && recall(edit, edit->place - 1);
}

static int width_between(const struct edit *edit, size_t from, size_t to)
{
    return text_width(str_slice(edit_text(edit), from, to));
}

/* The cells that the cursor needs: its grapheme's, one behind the text and on a bare mark. */
static int cursor_width(const struct edit *edit)
{
    int width = width_between(edit, edit->cursor, right_of(edit, edit->cursor));
    return width > 1 ? width : 1;
}

/* Where the part begins so that the cursor and, when there is room, what stands left of it is in
 * sight. */
static size_t follow_cursor(const struct edit *edit, size_t from, int cells)
{
    size_t left = left_of(edit, edit->cursor);
    from = from < left ? from : left;
    int width = width_between(edit, from, edit->cursor) + cursor_width(edit);
    while (width > cells && from < edit->cursor) {
        size_t next = right_of(edit, from);
        width -= width_between(edit, from, next);
        from = next;
    }
    return from;
}

/* Further to the left as long as all that follows can be seen. */
static size_t fill_room(const struct edit *edit, size_t from, int cells)
{
    int width = width_between(edit, from, edit->text.len) + 1;
    while (from > 0) {
        size_t previous = left_of(edit, from);
        width += width_between(edit, previous, from);
        if (width > cells)
            break;
        from = previous;
    }
    return from;
}

struct edit_part edit_view(struct edit *edit, int cells)
{
    struct str text = edit_text(edit);
    size_t from = follow_cursor(edit, boundary(text, edit->shown), cells);
    from = edit->shown = fill_room(edit, from, cells);
    size_t fits = text_fit(str_slice(text, from, text.len), cells > 0 ? cells : 0, NULL);
    return (struct edit_part){from, from + fits, width_between(edit, from, edit->cursor)};
}
