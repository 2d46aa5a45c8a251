#include "core/delimiter.h"
#include "core/mem.h"

#include <stdbool.h>
#include <string.h>

enum { NEEDED = 3 }; /* characters in a cell */

static bool is_fence(struct str line)
{
    line = str_trim(line);
    return str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
}

static bool has_bar(struct str line)
{
    return line.len > 0 && memchr(line.data, '|', line.len);
}

static bool is_row(struct str line)
{
    bool hyphen = false;
    for (size_t i = 0; i < line.len; i++) {
        if (!strchr("|-: \t>\r", line.data[i]))
            return false;
        hyphen = hyphen || line.data[i] == '-';
    }
    return hyphen && has_bar(line);
}

static void add_widening(struct widenings *map, size_t at, size_t grown)
{
    size_t before = map->count ? map->list[map->count - 1].grown : 0;
    map->list = mem_grow(map->list, &map->capacity, map->count, sizeof *map->list);
    map->list[map->count++] = (struct widening){at, before + grown};
}

/* The run of hyphens and colons at `at`, at least three of them: hyphens are put in behind the
 * first. Returns where it ends. */
static size_t add_cell(struct buf *out, struct str row, size_t at, struct widenings *map)
{
    size_t end = at, hyphen = at;
    while (end < row.len && strchr("-:", row.data[end]))
        end++;
    while (hyphen < end && row.data[hyphen] != '-')
        hyphen++;
    size_t missing = hyphen < end && end - at < NEEDED ? NEEDED - (end - at) : 0;
    buf_add(out, str_slice(row, at, hyphen));
    buf_add(out, str_slice(STR("--"), 0, missing));
    if (missing > 0)
        add_widening(map, out->len, missing);
    buf_add(out, str_slice(row, hyphen, end));
    return end;
}

static void add_row(struct buf *out, struct str row, struct widenings *map)
{
    for (size_t at = 0; at < row.len;) {
        size_t end = add_cell(out, row, at, map);
        if (end < row.len)
            buf_add_char(out, row.data[end]);
        at = end + 1;
    }
}

void delimiter_widen(struct buf *out, struct str markdown, struct widenings *map)
{
    bool fenced = false, below_bar = false;
    for (size_t at = 0; at < markdown.len;) {
        const char *newline = memchr(markdown.data + at, '\n', markdown.len - at);
        size_t end = newline ? (size_t)(newline - markdown.data) : markdown.len;
        struct str line = str_slice(markdown, at, end);
        fenced ^= is_fence(line);
        if (below_bar && !fenced && is_row(line))
            add_row(out, line, map);
        else
            buf_add(out, line);
        below_bar = has_bar(line);
        if (newline)
            buf_add_char(out, '\n');
        at = end + 1;
    }
}

size_t delimiter_origin(const struct widenings *map, size_t at)
{
    size_t low = 0, high = map->count; /* how many rows have grown before it */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->list[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? at - map->list[low - 1].grown : at;
}
