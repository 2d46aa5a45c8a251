#include "session.h"

#include <string.h>

static const struct {
    const char *name, *bytes;
} named_keys[] = {
    {"Enter", "\r"},    {"Esc", "\033"},     {"Tab", "\t"},       {"S-Tab", "\033[Z"},
    {"BS", "\177"},     {"Del", "\033[3~"},  {"Ins", "\033[2~"},  {"Up", "\033[A"},
    {"Down", "\033[B"}, {"Left", "\033[D"},  {"Right", "\033[C"}, {"Home", "\033[H"},
    {"End", "\033[F"},  {"PgUp", "\033[5~"}, {"PgDn", "\033[6~"}, {"Space", " "},
    {"F1", "\033OP"},   {"F2", "\033OQ"},    {"F3", "\033OR"},    {"F4", "\033OS"},
    {"F5", "\033[15~"}, {"F6", "\033[17~"},  {"F7", "\033[18~"},  {"F8", "\033[19~"},
    {"F9", "\033[20~"}, {"F10", "\033[21~"}, {"F11", "\033[23~"}, {"F12", "\033[24~"},
    {"lt", "<"},
};

/* Sends one named key; false when there is none of that name. */
static bool send_named(struct session *session, const char *name, size_t len)
{
    if (len == 3 && strncmp(name, "C-", 2) == 0) {
        char control = (char)(name[2] & 0x1f);
        session_bytes(session, &control, 1);
        return true;
    }
    if (len > 2 && strncmp(name, "M-", 2) == 0) {
        session_bytes(session, "\033", 1);
        session_bytes(session, name + 2, len - 2);
        return true;
    }
    for (size_t i = 0; i < sizeof named_keys / sizeof named_keys[0]; i++) {
        const char *bytes = named_keys[i].bytes;
        if (strlen(named_keys[i].name) == len && memcmp(named_keys[i].name, name, len) == 0) {
            session_bytes(session, bytes, strlen(bytes));
            return true;
        }
    }
    return false;
}

void session_keys(struct session *session, const char *keys)
{
    while (*keys) {
        const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
        if (end && send_named(session, keys + 1, (size_t)(end - keys - 1))) {
            keys = end + 1;
            continue;
        }
        if (end)
            session_fail(session, "unknown key name");
        size_t len = strcspn(keys, "<");
        session_bytes(session, keys, len ? len : 1);
        keys += len ? len : 1;
    }
}
