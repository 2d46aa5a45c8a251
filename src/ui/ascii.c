#include "ui/ascii.h"

#include "core/text.h"
#include <stdbool.h>
#include <stdlib.h>

static const struct form {
    uint32_t first, last;
    char form;
} forms[] = {
    /* ascending */
    {0x00A0, 0x00A0, ' '},  /* no-break space */
    {0x00A7, 0x00A7, 'S'},  /* § */
    {0x00AB, 0x00AB, '<'},  /* « */
    {0x00AD, 0x00AD, '-'},  /* soft hyphen */
    {0x00B1, 0x00B1, '+'},  /* ± */
    {0x00B7, 0x00B7, '.'},  /* · */
    {0x00BB, 0x00BB, '>'},  /* » */
    {0x00D7, 0x00D7, 'x'},  /* × */
    {0x2002, 0x200A, ' '},  /* spaces */
    {0x2010, 0x2015, '-'},  /* hyphens and dashes, — */
    {0x2018, 0x201B, '\''}, /* ‘ ’ */
    {0x201C, 0x201F, '"'},  /* “ ” */
    {0x2022, 0x2023, '*'},  /* • ‣ */
    {0x2026, 0x2026, '~'},  /* … : what was cut */
    {0x202F, 0x202F, ' '},  /* narrow no-break space */
    {0x2032, 0x2032, '\''}, /* ′ */
    {0x2033, 0x2033, '"'},  /* ″ */
    {0x2039, 0x2039, '<'},  /* ‹ */
    {0x203A, 0x203A, '>'},  /* › */
    {0x2190, 0x2190, '<'},  /* ← */
    {0x2191, 0x2191, '^'},  /* ↑ */
    {0x2192, 0x2192, '>'},  /* → */
    {0x2193, 0x2193, 'v'},  /* ↓ */
    {0x21B3, 0x21B3, '>'},  /* ↳ */
    {0x2212, 0x2212, '-'},  /* − */
    {0x2264, 0x2264, '<'},  /* ≤ */
    {0x2265, 0x2265, '>'},  /* ≥ */
    {0x2500, 0x2501, '-'},  /* ─ */
    {0x2502, 0x2503, '|'},  /* │ */
    {0x2504, 0x2505, '-'},  /* ┄ */
    {0x2506, 0x2507, '|'},  /* ┆ */
    {0x2508, 0x2509, '-'},  /* ┈ */
    {0x250A, 0x250B, '|'},  /* ┊ */
    {0x250C, 0x254B, '+'},  /* corners and crossings */
    {0x254C, 0x254D, '-'},  /* ╌ */
    {0x254E, 0x254F, '|'},  /* ╎ */
    {0x2550, 0x2550, '='},  /* ═ */
    {0x2551, 0x2551, '|'},  /* ║ */
    {0x2552, 0x2570, '+'},  /* double and round corners */
    {0x2580, 0x259F, '#'},  /* blocks, of a scroll bar */
    {0x25A0, 0x25A1, '#'},  /* ■ □ */
    {0x25B2, 0x25B5, '^'},  /* ▲ ▴ ▵ */
    {0x25B6, 0x25B9, '>'},  /* ▶ ▸ ▹ */
    {0x25BC, 0x25BF, 'v'},  /* ▼ ▾ ▿ */
    {0x25C0, 0x25C3, '<'},  /* ◀ ◂ ◃ */
    {0x25CB, 0x25CB, 'o'},  /* ○ */
    {0x25CF, 0x25CF, '*'},  /* ● */
    {0x2713, 0x2714, 'v'},  /* ✓ */
    {0x2717, 0x2718, 'x'},  /* ✗ */
    {0x276F, 0x276F, '>'},  /* ❯ */
    {0x3000, 0x3000, ' '},  /* ideographic space */
    {0x3001, 0x3001, ','},  /* 、 */
    {0x3002, 0x3002, '.'},  /* 。 */
    {0x3008, 0x3008, '<'},  /* 〈 */
    {0x3009, 0x3009, '>'},  /* 〉 */
    {0x300A, 0x300A, '<'},  /* 《 */
    {0x300B, 0x300B, '>'},  /* 》 */
    {0x300C, 0x300F, '"'},  /* 「 」 『 』 */
    {0x3010, 0x3010, '['},  /* 【 */
    {0x3011, 0x3011, ']'},  /* 】 */
};

enum { FULL_WIDTH_FIRST = 0xFF01, FULL_WIDTH_LAST = 0xFF5E };

static int compare(const void *key, const void *element)
{
    uint32_t character = *(const uint32_t *)key;
    const struct form *form = element;
    return character < form->first ? -1 : character > form->last;
}

static char form_of(uint32_t character)
{
    if (character >= 0x20 && character < 0x7F)
        return (char)character;
    if (character >= FULL_WIDTH_FIRST && character <= FULL_WIDTH_LAST)
        return (char)(character - FULL_WIDTH_FIRST + '!');
    const struct form *form =
        bsearch(&character, forms, sizeof forms / sizeof forms[0], sizeof forms[0], compare);
    return form ? form->form : '\0';
}

bool ascii_replaces(enum ascii_use use, uint32_t character)
{
    enum { SIGNS_END = 0x3000 }; /* where Chinese punctuation begins */
    bool sign = character < SIGNS_END && form_of(character) != '\0';
    return character >= 0x7F && (use == ASCII_ONLY || (use == ASCII_SIGNS && sign));
}

void ascii_form(uint32_t character, int width, char form[3])
{
    char c = form_of(character);
    form[0] = c ? c : '?';
    form[1] = (char)(width < 2 ? '\0' : c ? ' ' : '?');
    form[2] = '\0';
}

void ascii_add(struct buf *out, enum ascii_use use, struct str text)
{
    while (text.len > 0) {
        int cells;
        size_t size, cluster = text_cluster(text, &cells);
        uint32_t character = text_decode(text, &size);
        char form[3];
        ascii_form(character, cells, form);
        if (!ascii_replaces(use, character) && (use != ASCII_ONLY || character < 0x20))
            buf_add(out, str_slice(text, 0, cluster));
        else if (cells > 0)
            buf_add_text(out, form);
        text = str_slice(text, cluster, text.len);
    }
}
