#include "ui/excerpt.h"

static bool is_inside_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t character_start(struct str text, size_t at)
{
    while (at > 0 && at < text.len && is_inside_character(text.data[at]))
        at--;
    return at;
}

static size_t line_start(struct str text, size_t at)
{
    const char *newline = at > 0 ? memrchr(text.data, '\n', at) : NULL;
    return newline ? (size_t)(newline - text.data) + 1 : 0;
}

/* A line ends nearby, or a character does. */
static struct str first_bytes(struct str text, size_t limit)
{
    enum { NEARBY = 4096 };
    if (limit == 0 || text.len <= limit)
        return text;
    size_t end = line_start(text, limit);
    return str_slice(text, 0, end + NEARBY > limit ? end : character_start(text, limit));
}

/* Where the block stands in the source, or one behind it. */
static size_t source_of(const struct markup *markup, size_t block)
{
    while (block < markup->block_count && markup->blocks[block].source == MARKUP_NOWHERE)
        block++;
    return block < markup->block_count ? markup->blocks[block].source : MARKUP_NOWHERE;
}

/* A block takes a byte at least. */
static struct str first_blocks(struct str text)
{
    struct markup markup;
    if (text.len <= EXCERPT_BLOCKS)
        return text;
    markup_parse(&markup, text);
    size_t cut = source_of(&markup, EXCERPT_BLOCKS);
    cut = cut == MARKUP_NOWHERE ? markup.cut : cut;
    markup_release(&markup);
    return cut == MARKUP_NOWHERE ? text : str_slice(text, 0, line_start(text, cut));
}

/* The blanks and the signs that a fence of code begins with; its length without the blanks. */
static size_t fence_size(struct str line, size_t *indent)
{
    size_t at = 0, from;
    while (at < line.len && line.data[at] == ' ')
        at++;
    *indent = from = at;
    while (at < line.len && (line.data[at] == '`' || line.data[at] == '~') &&
           line.data[at] == line.data[from])
        at++;
    return at - from >= 3 ? at - from : 0;
}

/* Does a line of signs alone close the fence, which ends in `open` of them? */
static bool closes(struct str fence, size_t open, struct str line)
{
    size_t indent;
    return line.data[0] == fence.data[fence.len - 1] && fence_size(line, &indent) == line.len &&
           line.len >= open;
}

/* The fence that is still open at the end, with the blanks before it. */
static void find_fence(struct excerpt *excerpt)
{
    size_t open = 0;
    for (size_t at = 0, next; at < excerpt->text.len; at = next) {
        struct str rest = str_slice(excerpt->text, at, excerpt->text.len);
        const char *newline = memchr(rest.data, '\n', rest.len);
        struct str line = str_slice(rest, 0, newline ? (size_t)(newline - rest.data) : rest.len);
        size_t indent, size = fence_size(line, &indent);
        next = at + line.len + 1;
        if (size > 0 && open == 0) {
            excerpt->fence = str_slice(line, 0, indent + size);
            open = size;
        } else if (size > 0 && closes(excerpt->fence, open, str_trim(line))) {
            excerpt->fence = (struct str){0};
            open = 0;
        }
    }
}

struct excerpt excerpt_of(struct str markdown, size_t limit)
{
    struct excerpt excerpt = {.text = first_blocks(first_bytes(markdown, limit))};
    excerpt.left = markdown.len - excerpt.text.len;
    if (excerpt.left > 0)
        find_fence(&excerpt);
    return excerpt;
}

void excerpt_add_name(struct buf *out, struct str name, size_t limit)
{
    bool cut = limit > 0 && name.len > limit;
    buf_add(out, cut ? str_slice(name, 0, character_start(name, limit)) : name);
    if (cut)
        buf_add_text(out, "…");
}
