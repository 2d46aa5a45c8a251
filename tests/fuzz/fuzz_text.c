/* Text: cleaning is done once, graphemes go forth and back, lines hold what they promise. */
#include "core/mem.h"
#include "core/text.h"
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>

static void check_graphemes(struct str text)
{
    for (size_t at = 0, next; at < text.len; at = next) {
        next = text_next_grapheme(text, at);
        assert(next > at && text_previous_grapheme(text, next) == at);
    }
}

static void check_line(struct str text, const uint8_t *breaks, size_t from, size_t to, int cells)
{
    int width;
    size_t end = to;
    assert(to > from && to <= text.len);
    while (end > from && strchr(" \t\n", text.data[end - 1]))
        end--;
    struct str line = str_slice(text, from, end);
    assert(line.len == 0 || text_width(line) <= cells || text_cluster(line, &width) == line.len);
    bool may = to == text.len || breaks[to] >= TEXT_BREAK_MAY;
    for (size_t i = from + 1; i < to; i++) {
        assert(breaks[i] != TEXT_BREAK_MUST);
        assert(may || breaks[i] < TEXT_BREAK_MAY);
    }
}

static void check_wrap(struct str text, int cells)
{
    uint8_t *breaks = mem_new(text.len, 1);
    size_t size, len;
    text_breaks(text, breaks);
    for (size_t at = 0; at < text.len; at += size) {
        text_decode(str_slice(text, at, text.len), &size);
        assert(breaks[at] <= TEXT_BREAK_MUST);
        for (size_t i = 1; i < size; i++)
            assert(breaks[at + i] == TEXT_BREAK_NONE);
    }
    for (size_t from = 0, to; from < text.len; from = to) {
        to = text_wrap(text, breaks, from, cells);
        check_line(text, breaks, from, to, cells);
    }
    int width = 0, used, more;
    for (size_t at = 0; at < text.len; at += len, width += more)
        len = text_cluster(str_slice(text, at, text.len), &more);
    assert(width == text_width(text));
    len = text_fit(text, cells, &used);
    assert(used <= cells && used == text_width(str_slice(text, 0, len)));
    free(breaks);
}

/* What is not clean is measured somehow, but every loop comes to its end. */
static void check_raw(struct str text, int cells)
{
    uint8_t *breaks = mem_new(text.len, 1);
    text_breaks(text, breaks);
    for (size_t from = 0, to; from < text.len; from = to) {
        to = text_wrap(text, breaks, from, cells);
        assert(to > from && to <= text.len);
    }
    free(breaks);
    check_graphemes(text);
}

int fuzz_text(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size};
    struct buf clean = {0}, twice = {0};
    int cells = 2 + fuzz_number(&input) % 40;
    text_clean(&clean, input);
    text_clean(&twice, buf_str(&clean));
    assert(text_is_clean(buf_str(&clean)) && str_equal(buf_str(&clean), buf_str(&twice)));
    assert(!text_is_clean(input) || str_equal(buf_str(&clean), input));
    fuzz_assert_harmless(buf_str(&clean));
    check_graphemes(buf_str(&clean));
    check_wrap(buf_str(&clean), cells);
    check_raw(input, cells);
    buf_release(&clean);
    buf_release(&twice);
    return 0;
}

FUZZ_TARGET(fuzz_text)
