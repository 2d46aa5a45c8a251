/* The decoder: keys are characters or special keys, and it does not matter in which pieces the
 * bytes arrive. */
#include "core/buf.h"
#include "fuzz.h"
#include "ui/decode.h"

#include <assert.h>

static void assert_key(uint32_t code)
{
    bool special = code > SPECIAL_BASE && code < SPECIAL_F1 + 12;
    bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    bool surrogate = code >= 0xD800 && code < 0xE000;
    assert(special || (code <= 0x10FFFF && !control && !surrogate));
}

static void note(struct buf *log, const struct event *event)
{
    if (event->kind == EVENT_KEY) {
        assert_key(event->key.code);
        buf_add_format(log, "key %x %x\n", event->key.code, event->key.modifiers);
    } else if (event->kind == EVENT_PASTE) {
        assert(event->paste.len > 0 && event->paste.len <= DECODE_PASTE_LIMIT);
        buf_add_text(log, "paste ");
        buf_add(log, event->paste);
        buf_add_char(log, '\n');
    } else {
        assert(event->kind == EVENT_MOUSE && event->mouse.row >= 0 && event->mouse.column >= 0);
        buf_add_format(log, "mouse %d %d %d\n", (int)event->mouse.action, event->mouse.row,
                       event->mouse.column);
    }
}

static void decode(struct buf *log, struct str bytes, size_t step)
{
    struct decoder decoder = {0};
    struct event event;
    decoder_bind(&decoder, "\033[1z", SPECIAL_HOME);
    for (size_t at = 0; at < bytes.len; at += step) {
        decoder_feed(&decoder, str_slice(bytes, at, at + step));
        while (decoder_next(&decoder, false, &event) == DECODED_EVENT)
            note(log, &event);
    }
    while (decoder_next(&decoder, true, &event) == DECODED_EVENT)
        note(log, &event);
    assert(decoder_next(&decoder, true, &event) == DECODED_NONE);
    decoder_release(&decoder);
}

int fuzz_decode(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size};
    size_t step = (size_t)fuzz_number(&input) + 1;
    struct buf whole = {0}, pieces = {0};
    decode(&whole, input, input.len + 1);
    decode(&pieces, input, step);
    assert(input.len > 4096 || str_equal(buf_str(&whole), buf_str(&pieces)));
    buf_release(&whole);
    buf_release(&pieces);
    return 0;
}

FUZZ_TARGET(fuzz_decode)
