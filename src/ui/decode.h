/* decode.h: the bytes that a terminal sends, as events.
 *
 * Understands UTF-8; control characters; Alt as a prefix of Escape; the cursor, editing and
 * function keys as xterm, the Linux console, rxvt, tmux and screen send them, modifiers included;
 * whatever else the terminal's description says (decoder_bind); SGR and X10 mouse reports;
 * bracketed paste. Unknown sequences are swallowed whole, malformed UTF-8 is skipped. It reads
 * nothing itself and knows no clock: whoever feeds it decides how long to wait for the rest of a
 * sequence.
 */
#ifndef SB_UI_DECODE_H
#define SB_UI_DECODE_H

#include "core/buf.h"
#include "core/str.h"
#include "ui/event.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECODE_PASTE_LIMIT ((size_t)64 * 1024) /* bytes; what is beyond is dropped */
#define DECODE_BINDINGS    32

/* Zero-initialise; decoder_release() frees what it holds. */
struct decoder {
    struct buf bytes; /* fed; those before `at` are done */
    size_t at;
    struct buf paste;
    bool pasting;
    struct decoder_binding {
        struct str sequence;
        uint32_t key;
    } bindings[DECODE_BINDINGS];
    size_t binding_count;
};

enum decoded {
    DECODED_EVENT, /* *event is filled */
    DECODED_NONE,  /* everything fed is decoded */
    DECODED_PART,  /* what is left may be the beginning of something */
};

/* Another sequence for a key; the text is borrowed. Those that do not begin with Escape, and more
 * than DECODE_BINDINGS, are left out. */
void decoder_bind(struct decoder *decoder, const char *sequence, uint32_t key);
/* The keys of the terminal's description: `capability` tells a string by its terminfo name, or "".
 */
void decoder_bind_described(struct decoder *decoder, const char *(*capability)(const char *name));
void decoder_feed(struct decoder *decoder, struct str bytes);
/* The next event. `complete` says that no more bytes came for a while: what was a part is now taken
 * for what it is, so that an Escape by itself is the key. */
enum decoded decoder_next(struct decoder *decoder, bool complete, struct event *event);
void decoder_release(struct decoder *decoder);

#endif
