/* Encodings: any bytes become a text or stay as they are, and once is enough. */
#include "core/encoding.h"
#include "core/text.h"
#include "fuzz.h"

#include <assert.h>

int fuzz_encoding(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size};
    struct buf bytes = {0}, clean = {0};
    const char *name, *told = encoding_of(input);
    buf_add(&bytes, input);
    assert(encoding_to_utf8(&bytes, &name) && name == told);
    assert(*name || str_equal(buf_str(&bytes), input));
    size_t len;
    for (size_t at = 0; *name && at < bytes.len; at += len) {
        uint32_t c = text_decode(str_slice(buf_str(&bytes), at, bytes.len), &len);
        assert(c != TEXT_REPLACEMENT || len == 3);
    }
    text_clean(&clean, buf_str(&bytes));
    fuzz_assert_harmless(buf_str(&clean));
    assert(*encoding_of(buf_str(&clean)) == '\0');
    buf_release(&bytes);
    buf_release(&clean);
    return 0;
}

FUZZ_TARGET(fuzz_encoding)
