#include "core/entity.h"
#include "core/text.h"

#include <stdint.h>
#include <stdlib.h>

static const struct {
    const char *name;
    const char *text;
} entities[] = {
    {"amp", "&"},   {"apos", "'"},  {"bull", "•"},        {"cent", "¢"},      {"copy", "©"},
    {"darr", "↓"},  {"deg", "°"},   {"divide", "÷"},      {"emsp", "\u2003"}, {"ensp", "\u2002"},
    {"euro", "€"},  {"ge", "≥"},    {"gt", ">"},          {"harr", "↔"},      {"hellip", "…"},
    {"laquo", "«"}, {"larr", "←"},  {"ldquo", "“"},       {"le", "≤"},        {"lsquo", "‘"},
    {"lt", "<"},    {"mdash", "—"}, {"middot", "·"},      {"minus", "−"},     {"nbsp", " "},
    {"ndash", "–"}, {"ne", "≠"},    {"para", "¶"},        {"plusmn", "±"},    {"quot", "\""},
    {"raquo", "»"}, {"rarr", "→"},  {"rdquo", "”"},       {"reg", "®"},       {"rsquo", "’"},
    {"sect", "§"},  {"shy", ""},    {"thinsp", "\u2009"}, {"times", "×"},     {"trade", "™"},
    {"uarr", "↑"},  {"yen", "¥"},   {"zwj", ""},          {"zwnj", ""},
};

static bool add_numeric(struct buf *out, struct str digits)
{
    int base = digits.len > 0 && (digits.data[0] | 32) == 'x' ? 16 : 10;
    digits = str_slice(digits, base == 16, digits.len);
    if (digits.len == 0 || digits.len > 8)
        return false;
    char number[9] = {0};
    memcpy(number, digits.data, digits.len);
    char *end;
    unsigned long value = strtoul(number, &end, base);
    if (*end != '\0')
        return false;
    struct buf raw = {0};
    text_encode(&raw, value == 0xA0 ? ' '
                      : value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)
                          ? TEXT_REPLACEMENT
                          : (uint32_t)value);
    text_clean(out, buf_str(&raw));
    buf_release(&raw);
    return true;
}

void entity_add(struct buf *out, struct str reference)
{
    struct str body = str_slice(reference, 1, reference.len ? reference.len - 1 : 0);
    if (body.len > 1 && body.data[0] == '#' && add_numeric(out, str_slice(body, 1, body.len)))
        return;
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (str_equal(body, str_of(entities[i].name))) {
            buf_add_text(out, entities[i].text);
            return;
        }
    buf_add(out, reference);
}
