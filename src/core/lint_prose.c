#include "core/emphasis.h"
#include "core/lint_parts.h"
#include "core/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* --- What a character is to the typesetter --- */

enum sign { NOTHING, IDEOGRAPH, LATIN, BLANK, HALF, FULL, OTHER_SIGN };

static enum sign sign_at(struct str text, size_t at, size_t *size)
{
    static const char full[] = "，。；：？！（）、“”《》";
    if (at >= text.len)
        return NOTHING;
    struct str rest = str_slice(text, at, text.len);
    uint32_t c = text_decode(rest, size);
    if (c < 0x80)
        return isalnum((int)c)               ? LATIN
               : c == ' '                    ? BLANK
               : strchr(",;:?!()\"", (int)c) ? HALF
                                             : OTHER_SIGN;
    if (text_is_ideograph(c))
        return IDEOGRAPH;
    return *size == 3 && memmem(full, sizeof full - 1, rest.data, 3) ? FULL : OTHER_SIGN;
}

/* --- Rules on neighbours, in either order --- */

static const struct {
    enum sign one, other;
    const char *what;
} chinese_rules[] = {
    {IDEOGRAPH, HALF, N_("half-width punctuation beside a Chinese character: \"%s\"")},
    {FULL, BLANK, N_("a space beside full-width punctuation: \"%s\"")},
    {IDEOGRAPH, LATIN, N_("no space between Chinese and Latin: \"%s\"")},
};

/* Some characters around the place, for the message. */
static struct str excerpt(struct str text, size_t at)
{
    enum { AROUND = 5 };
    size_t from = at, to = at;
    for (int i = 0; i < AROUND; i++) {
        from = text_previous_grapheme(text, from);
        to = text_next_grapheme(text, to);
    }
    return str_trim(str_slice(text, from, to));
}

static void check_neighbours(struct lint *lint, size_t line, struct str masked, struct str shown)
{
    size_t size = 0;
    enum sign before = NOTHING;
    for (size_t at = 0; at < masked.len; at += size) {
        enum sign sign = sign_at(masked, at, &size);
        for (size_t i = 0; i < sizeof chinese_rules / sizeof *chinese_rules; i++) {
            enum sign one = chinese_rules[i].one, other = chinese_rules[i].other;
            if ((before == one && sign == other) || (before == other && sign == one))
                lint_report(lint, line, chinese_rules[i].what, excerpt(shown, at), STR(""));
        }
        before = sign;
    }
}

static void check_no_chinese(struct lint *lint, size_t line, struct str masked, struct str shown)
{
    size_t size = 0;
    for (size_t at = 0; at < masked.len; at += size) {
        enum sign sign = sign_at(masked, at, &size);
        if (sign == IDEOGRAPH || sign == FULL) {
            lint_report(lint, line, N_("Chinese in a text of another language: \"%s\""),
                        excerpt(shown, at), STR(""));
            return;
        }
    }
}

/* --- Strings that do not belong --- */

static const struct {
    const char *text, *what;
    bool chinese; /* only there */
} strays[] = {
    {"**", N_("emphasis that Markdown does not recognise: \"%s\""), false},
    {"`", N_("code that Markdown does not recognise: \"%s\""), false},
    {"](", N_("a link that Markdown does not recognise: \"%s\""), false},
    {"  ", N_("two spaces: \"%s\""), false},
    {"...", N_("three full stops for an ellipsis: \"%s\""), true},
    {"--", N_("two hyphens for a dash: \"%s\""), true},
};

static void check_strays(struct lint *lint, size_t line, struct str masked, struct str shown)
{
    for (size_t i = 0; i < sizeof strays / sizeof *strays; i++) {
        const char *found = memmem(masked.data, masked.len, strays[i].text, strlen(strays[i].text));
        if (found && (lint->form->chinese || !strays[i].chinese))
            lint_report(lint, line, strays[i].what, excerpt(shown, (size_t)(found - masked.data)),
                        STR(""));
    }
}

/* --- Header fields --- */

/* The name that a piece of code begins with when it is a header field: "Retry-After",
 * "Cache-Control: no-store"; empty for code that is something else, "POST", "Basic",
 * "proxy_pass". A single word is a field when a colon follows it. */
static struct str field_name(struct str code)
{
    size_t end = 0;
    bool hyphen = false, small = false;
    while (end < code.len && (isalnum((unsigned char)code.data[end]) || code.data[end] == '-')) {
        hyphen = hyphen || code.data[end] == '-';
        small = small || islower((unsigned char)code.data[end]);
        end++;
    }
    bool colon = str_starts(str_slice(code, end, code.len), STR(": "));
    bool alone = end == code.len && hyphen;
    bool capital = code.len > 0 && isupper((unsigned char)code.data[0]);
    return capital && small && (colon || alone) ? str_slice(code, 0, end) : (struct str){0};
}

static void check_fields(struct lint *lint, const struct lint_text *text, const struct block *block,
                         size_t line)
{
    const struct markup *markup = &text->markup;
    size_t i = markup_first_span(&text->markup, block->from);
    for (; i < markup->span_count && markup->spans[i].from < block->to; i++) {
        const struct span *span = &markup->spans[i];
        if (span->from < block->from || span->to > block->to || !(span->style & STYLE_CODE))
            continue;
        struct str name = field_name(str_slice(buf_str(&markup->text), span->from, span->to));
        if (name.len > 0 && !registry_field(lint->registry, name))
            lint_report(lint, line, N_("the registry does not know the header field \"%s\""), name,
                        STR(""));
    }
}

/* --- The texts --- */

/* The block's text with Latin letters in the place of code, which follows rules of its own. */
static struct str mask_code(struct buf *out, const struct lint_text *text,
                            const struct block *block)
{
    const struct markup *markup = &text->markup;
    buf_cut(out, 0);
    buf_add(out, lint_block(text, block));
    size_t i = markup_first_span(&text->markup, block->from);
    for (; i < markup->span_count && markup->spans[i].from < block->to; i++) {
        const struct span *span = &markup->spans[i];
        if (span->from >= block->from && span->to <= block->to && (span->style & STYLE_CODE))
            memset(out->data + (span->from - block->from), 'x', span->to - span->from);
    }
    return buf_str(out);
}

/* Our own parser mends such emphasis (emphasis.h), others do not. */
static void check_emphasis(struct lint *lint, const struct lint_text *text)
{
    struct str body = text->section->body;
    char *mended = mem_copy(body);
    size_t line = text->section->body_line, at = 0;
    emphasis_mend(mended, body.len);
    for (; at < body.len && mended[at] == body.data[at]; at++)
        line += body.data[at] == '\n';
    if (at < body.len)
        lint_report(lint, line, N_("emphasis that Markdown does not recognise: \"%s\""),
                    excerpt(body, at), STR(""));
    free(mended);
}

void lint_prose(struct lint *lint, const struct lint_text *text)
{
    const struct markup *markup = &text->markup;
    struct buf room = {0};
    for (size_t i = 0; i < markup->block_count; i++) {
        const struct block *block = &markup->blocks[i];
        bool leaf = block->end <= i + 1;
        if (!leaf || block->kind == BLOCK_CODE || block->kind == BLOCK_RULE)
            continue;
        size_t line = lint_line(text, block);
        struct str shown = lint_block(text, block), masked = mask_code(&room, text, block);
        if (lint->form->chinese)
            check_neighbours(lint, line, masked, shown);
        else
            check_no_chinese(lint, line, masked, shown);
        check_strays(lint, line, masked, shown);
        check_fields(lint, text, block, line);
    }
    check_emphasis(lint, text);
    buf_release(&room);
}
