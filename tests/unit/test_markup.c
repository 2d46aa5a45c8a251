#include "core/entity.h"
#include "core/markup.h"
#include "suites.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct buf text_of(const char *source)
{
    struct markup markup;
    struct buf out = {0};
    markup_parse(&markup, str_of(source));
    buf_add(&out, buf_str(&markup.text));
    markup_release(&markup);
    return out;
}

static const struct {
    const char *source, *text;
} texts[] = {
    {"", ""},
    {"one\n\ntwo\n", "one\n\ntwo\n"},
    {"# A `b` *c* **d**\n", "A b c d\n"},
    {"soft\nbreak\n", "soft break\n"},
    {"中文\n换行\n", "中文换行\n"},
    {"中文\nLatin\n", "中文 Latin\n"},
    {"hard  \nbreak\n", "hard\nbreak\n"},
    {"html<br>break\n", "html\nbreak\n"},
    {"a <b>tag</b> b\n", "a tag b\n"},
    {"<!-- comment -->\n\nafter\n", "after\n"},
    {"- a\n- b\n", "a\nb\n"},
    {"- a\n  - b\n- c\n", "a\nb\nc\n"},
    {"1. a\n\n   more\n2. b\n", "a\nmore\nb\n"},
    {"```\nx\n\ny\n```\n", "x\n\ny\n"},
    {"| a | b |\n|---|---|\n| 1 | 2 |\n", "a\tb\n1\t2\n"},
    {"&amp;&nbsp;&#20013;&#x6587;&hellip;&unknown;\n", "& 中文…&unknown;\n"},
    {"[link](404) text\n", "link text\n"},
    {"a\n\n---\n\nb\n", "a\n\n\nb\n"},
    {"> quoted\n\nafter\n", "quoted\n\nafter\n"},
    {"&#x202E;&#7;\n", "\uFFFD␇\n"},
};

START_TEST(text_is_plain)
{
    struct buf text = text_of(texts[_i].source);
    ck_assert_str_eq(buf_str(&text).data, texts[_i].text);
    buf_release(&text);
}
END_TEST

/* The blocks in order, one letter each, with the depth as a digit. */
static void describe(struct buf *out, const struct markup *markup)
{
    static const char letters[] = "phliqctrd-"; /* in the order of enum block_kind; d: cell */
    for (size_t i = 0; i < markup->block_count; i++)
        buf_add_format(out, "%c%d ", letters[markup->blocks[i].kind], markup->blocks[i].depth);
}

static const struct {
    const char *source, *blocks;
} trees[] = {
    {"# a\n\nb\n", "h0 p0 "},
    {"- a\n- b\n  1. c\n", "l0 i1 p2 i1 p2 l2 i3 p4 "},
    {"> - a\n>\n> b\n", "q0 l1 i2 p3 p1 "},
    {"| a | b |\n|---|---|\n| 1 | 2 |\n", "t0 r1 d2 d2 r1 d2 d2 "},
    {"-\n- a\n", "l0 i1 i1 p2 "},
    {"```http\nx\n```\n---\n", "c0 -0 "},
};

START_TEST(blocks_form_a_tree)
{
    struct markup markup;
    struct buf out = {0};
    markup_parse(&markup, str_of(trees[_i].source));
    describe(&out, &markup);
    ck_assert_str_eq(buf_str(&out).data, trees[_i].blocks);
    for (size_t i = 0; i < markup.block_count; i++) {
        ck_assert_uint_gt(markup.blocks[i].end, i);
        ck_assert_uint_le(markup.blocks[i].end, markup.block_count);
        ck_assert_uint_le(markup.blocks[i].from, markup.blocks[i].to);
        ck_assert_uint_le(markup.blocks[i].to, markup.text.len);
    }
    buf_release(&out);
    markup_release(&markup);
}
END_TEST

START_TEST(spans_have_styles_and_links)
{
    struct markup markup;
    markup_parse(&markup, STR("a **b *c*** [d `e`](https://x.example/?a&amp;b) ~~f~~\n"));
    static const struct {
        const char *text;
        style_t style;
        int link;
    } expected[] = {
        {"b ", STYLE_STRONG, -1}, {"c", STYLE_STRONG | STYLE_EMPHASIS, -1},
        {"d ", STYLE_LINK, 0},    {"e", STYLE_LINK | STYLE_CODE, 0},
        {"f", STYLE_STRUCK, -1},
    };
    ck_assert_uint_eq(markup.span_count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        const struct span *span = &markup.spans[i];
        struct str text = str_slice(buf_str(&markup.text), span->from, span->to);
        ck_assert(str_equal(text, str_of(expected[i].text)));
        ck_assert_uint_eq(span->style, expected[i].style);
        ck_assert_int_eq(span->link, expected[i].link);
    }
    ck_assert_str_eq(markup.links[0], "https://x.example/?a&b");
    markup_release(&markup);
}
END_TEST

START_TEST(ordered_lists_count)
{
    struct markup markup;
    markup_parse(&markup, STR("7. a\n8. b\n"));
    ck_assert_int_eq(markup.blocks[0].number, 1);
    ck_assert_int_eq(markup.blocks[1].number, 7);
    ck_assert_int_eq(markup.blocks[3].number, 8);
    markup_release(&markup);
}
END_TEST

START_TEST(sources_are_known)
{
    struct markup markup;
    struct str source = STR("first\n\n- **item**\n");
    markup_parse(&markup, source);
    ck_assert_uint_eq(markup.blocks[0].source, 0);
    ck_assert(str_starts(str_slice(source, markup.blocks[2].source, source.len), STR("item")));
    markup_release(&markup);
}
END_TEST

START_TEST(many_items_move_the_blocks)
{
    struct buf source = {0};
    for (int i = 0; i < 1000; i++)
        buf_add_text(&source, "- item\n");
    struct markup markup;
    markup_parse(&markup, buf_str(&source));
    ck_assert_uint_eq(markup.block_count, 2001);
    ck_assert(!markup.truncated);
    markup_release(&markup);
    buf_release(&source);
}
END_TEST

/* A table of 30 KB that would be 9 million cells. */
START_TEST(limits_hold)
{
    struct buf source = {0};
    for (int i = 0; i < 3000; i++)
        buf_add_char(&source, '|');
    buf_add_char(&source, '\n');
    for (int i = 0; i < 3000; i++)
        buf_add_text(&source, "|-");
    buf_add_text(&source, "|\n");
    for (int i = 0; i < 3000; i++)
        buf_add_text(&source, "|x\n");
    struct markup markup;
    markup_parse(&markup, buf_str(&source));
    ck_assert_uint_le(markup.block_count, MARKUP_BLOCKS);
    ck_assert_uint_le(markup.text.len, (size_t)8 * MARKUP_BLOCKS);
    markup_release(&markup);
    buf_cut(&source, 0);
    for (int i = 0; i < 5000; i++)
        buf_add_text(&source, "> ");
    buf_add_text(&source, "deep\n");
    markup_parse(&markup, buf_str(&source));
    ck_assert(markup.truncated);
    ck_assert_uint_lt(markup.cut, source.len);
    for (size_t i = 0; i < markup.block_count; i++)
        ck_assert_int_lt(markup.blocks[i].depth, MARKUP_DEPTH);
    markup_release(&markup);
    buf_release(&source);
}
END_TEST

/* One long target, used by many links. */
START_TEST(targets_are_limited)
{
    struct buf source = {0};
    buf_add_text(&source, "[a]: /");
    for (int i = 0; i < 1000; i++)
        buf_add_char(&source, 'x');
    buf_add_text(&source, "\n\n");
    for (int i = 0; i < 100; i++)
        buf_add_text(&source, "[a] ");
    struct markup markup;
    markup_parse(&markup, buf_str(&source));
    size_t bytes = 0;
    for (size_t i = 0; i < markup.link_count; i++)
        bytes += strlen(markup.links[i]);
    ck_assert(markup.truncated);
    ck_assert(markup.cut == MARKUP_NOWHERE); /* the text is whole */
    ck_assert_uint_ge(markup.link_count, 16);
    ck_assert_uint_le(bytes, (MARKUP_TARGETS + 1) * source.len);
    ck_assert_uint_eq(markup.text.len, 200);
    ck_assert_int_eq(markup.spans[markup.span_count - 1].link, (int)markup.link_count - 1);
    markup_release(&markup);
    buf_release(&source);
}
END_TEST

static const struct {
    const char *line, *plain;
} lines[] = {
    {"404 **Not Found**", "404 Not Found"},
    {"`404`", "404"},
    {"1. one", "1. one"},
    {"# hash", "# hash"},
    {"a &amp; b", "a & b"},
    {"[x](y) z", "x z"},
    {"plain", "plain"},
    {"", ""},
};

static const struct {
    const char *start, *repeated;
    int times;
} hostile[] = {
    {"", "\U0001F1E6\n", 50000},
    {"<!-- ", "<", 500000},
    {"", "[", 100000},
    {"", "*a **b ", 50000},
};

START_TEST(hostile_text_takes_no_longer) /* the timeout tells */
{
    struct buf source = {0};
    struct markup markup;
    buf_add_text(&source, hostile[_i].start);
    for (int i = 0; i < hostile[_i].times; i++)
        buf_add_text(&source, hostile[_i].repeated);
    markup_parse(&markup, buf_str(&source));
    ck_assert_uint_gt(markup.text.len, 0);
    markup_release(&markup);
    buf_release(&source);
}
END_TEST

START_TEST(lines_lose_their_markup)
{
    struct buf out = {0};
    markup_plain(&out, str_of(lines[_i].line));
    ck_assert_str_eq(buf_str(&out).data, lines[_i].plain);
    buf_release(&out);
}
END_TEST

static const struct {
    const char *reference, *text;
} references[] = {
    {"&lt;", "<"},        {"&#65;", "A"},         {"&#x1F600;", "😀"},
    {"&#0;", "\uFFFD"},   {"&#xD800;", "\uFFFD"}, {"&#99999999;", "\uFFFD"},
    {"&#xZZ;", "&#xZZ;"}, {"&#x200D;", ""},       {"&nosuch;", "&nosuch;"},
    {"&#;", "&#;"},
};

START_TEST(entities_are_decoded)
{
    struct buf out = {0};
    entity_add(&out, str_of(references[_i].reference));
    ck_assert_str_eq(buf_str(&out).data, references[_i].text);
    buf_release(&out);
}
END_TEST

Suite *markup_suite(void)
{
    Suite *suite = suite_create("markup");
    TCase *cases = tcase_create("markup");
    tcase_add_loop_test(cases, text_is_plain, 0, COUNT(texts));
    tcase_add_loop_test(cases, blocks_form_a_tree, 0, COUNT(trees));
    tcase_add_test(cases, spans_have_styles_and_links);
    tcase_add_test(cases, ordered_lists_count);
    tcase_add_test(cases, sources_are_known);
    tcase_add_test(cases, many_items_move_the_blocks);
    tcase_add_test(cases, limits_hold);
    tcase_add_test(cases, targets_are_limited);
    tcase_add_loop_test(cases, hostile_text_takes_no_longer, 0, COUNT(hostile));
    tcase_add_loop_test(cases, lines_lose_their_markup, 0, COUNT(lines));
    tcase_add_loop_test(cases, entities_are_decoded, 0, COUNT(references));
    suite_add_tcase(suite, cases);
    return suite;
}
