#include "keys.h"

#include <stdbool.h>
#include <string.h>

static const struct {
    const char *name, *bytes;
} named[] = {
    {"Enter", "\r"},         {"Esc", "\033"},          {"Tab", "\t"},       {"S-Tab", "\033[Z"},
    {"BS", "\177"},          {"Del", "\033[3~"},       {"Ins", "\033[2~"},  {"Up", "\033[A"},
    {"Down", "\033[B"},      {"Left", "\033[D"},       {"Right", "\033[C"}, {"Home", "\033[H"},
    {"End", "\033[F"},       {"PgUp", "\033[5~"},      {"PgDn", "\033[6~"}, {"Space", " "},
    {"F1", "\033OP"},        {"F2", "\033OQ"},         {"F3", "\033OR"},    {"F4", "\033OS"},
    {"F5", "\033[15~"},      {"F6", "\033[17~"},       {"F7", "\033[18~"},  {"F8", "\033[19~"},
    {"F9", "\033[20~"},      {"F10", "\033[21~"},      {"F11", "\033[23~"}, {"F12", "\033[24~"},
    {"C-Left", "\033[1;5D"}, {"C-Right", "\033[1;5C"}, {"lt", "<"},
};

static void add(struct key_bytes *key, const char *bytes, size_t len)
{
    if (len > sizeof key->bytes - key->len)
        len = sizeof key->bytes - key->len;
    memcpy(key->bytes + key->len, bytes, len);
    key->len += len;
}

static bool add_named(struct key_bytes *key, const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strlen(named[i].name) == len && memcmp(named[i].name, name, len) == 0) {
            add(key, named[i].bytes, strlen(named[i].bytes));
            return true;
        }
    return false;
}

/* What stands between < and >. */
static bool add_key(struct key_bytes *key, const char *name, size_t len)
{
    if (len > 2 && strncmp(name, "M-", 2) == 0) {
        add(key, "\033", 1);
        if (add_named(key, name + 2, len - 2))
            return true;
        add(key, name + 2, len - 2);
        return true;
    }
    if (len == 3 && strncmp(name, "C-", 2) == 0) {
        add(key, &(char){(char)(name[2] & 0x1f)}, 1);
        return true;
    }
    return add_named(key, name, len);
}

const char *keys_next(const char *keys, struct key_bytes *key)
{
    *key = (struct key_bytes){0};
    const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
    if (end)
        return add_key(key, keys + 1, (size_t)(end - keys - 1)) ? end + 1 : NULL;
    do
        add(key, keys++, 1);
    while (((unsigned char)*keys & 0xC0) == 0x80);
    return keys;
}
