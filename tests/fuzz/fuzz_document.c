/* A document of the user's, from the file to the lines of every page. */
#include "core/layout.h"
#include "core/mem.h"
#include "core/text.h"
#include "fuzz.h"
#include "ui/page.h"

#include <assert.h>
#include <stdlib.h>

static void assert_section(const struct section *sections, size_t index)
{
    const struct section *section = &sections[index];
    assert(section->line >= 1 && (index == 0 || section->line >= sections[index - 1].line));
    assert(section->code >= 0 && section->code <= 999);
    if (section->parent != SECTION_TOP) {
        assert(section->parent < index);
        assert(sections[section->parent].level < section->level);
    }
    const struct str texts[] = {section->phrase, section->tag, section->name, section->heading,
                                section->body};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        fuzz_assert_harmless(texts[i]);
}

static void assert_markup(const struct markup *markup)
{
    fuzz_assert_harmless(buf_str(&markup->text));
    for (size_t i = 0; i < markup->block_count; i++) {
        const struct block *block = &markup->blocks[i];
        assert(block->from <= block->to && block->to <= markup->text.len);
        assert(block->end > i && block->end <= markup->block_count);
        assert(block->depth < MARKUP_DEPTH);
    }
    for (size_t i = 0, at = 0; i < markup->span_count; at = markup->spans[i++].to) {
        const struct span *span = &markup->spans[i];
        assert(at <= span->from && span->from < span->to && span->to <= markup->text.len);
        assert(span->link < (int)markup->link_count);
    }
}

/* Pieces stand side by side within the width, and together they show all of the text. */
static void assert_layout(const struct layout *layout)
{
    uint8_t *shown = mem_new(layout->text.len, 1);
    for (size_t i = 0; i < layout->line_count; i++) {
        int column = 0;
        for (size_t j = 0; j < layout->lines[i].count; j++) {
            const struct piece *piece = &layout->pieces[layout->lines[i].first + j];
            assert(piece->column >= column);
            assert(piece->cells == text_width(layout_text(layout, piece)));
            column = piece->column + piece->cells;
            for (size_t at = piece->from; !piece->mark && at < piece->to; at++)
                assert(shown[at]++ == 0);
        }
        assert(column <= layout->width);
    }
    for (size_t at = 0; at < layout->text.len; at++)
        assert(shown[at] || strchr(" \t\n", layout->text.data[at]));
    free(shown);
}

static void show(struct str markdown, int width)
{
    struct markup markup;
    struct layout layout = {0};
    markup_parse(&markup, markdown);
    assert_markup(&markup);
    layout_begin(&layout, width);
    layout_add(&layout, &markup);
    assert_layout(&layout);
    layout_release(&layout);
    markup_release(&markup);
}

int fuzz_document(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size};
    int width = LAYOUT_MIN_WIDTH + fuzz_number(&input) % 120;
    struct error error;
    struct catalogue *catalogue = fuzz_catalogue(input);
    const struct shelf *shelf = catalogue_shelf(catalogue, LANGUAGE_EN, &error);
    const struct page_source source = {catalogue, shelf, LANGUAGE_EN, 0};
    struct buf page = {0};
    text_clean(&page, input);
    show(buf_str(&page), width);
    for (size_t i = 0; i < shelf->count; i++) {
        assert_section(shelf->entries[0].section, i);
        buf_cut(&page, 0);
        page_compose(&page, &source, i);
        show(buf_str(&page), width);
    }
    buf_release(&page);
    catalogue_free(catalogue);
    return 0;
}

FUZZ_TARGET(fuzz_document)
