#include "fuzz.h"
#include "core/buf.h"
#include "core/text.h"

#include <assert.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void fuzz_locale(void)
{
    if (MB_CUR_MAX == 1)
        assert(setlocale(LC_CTYPE, "C.UTF-8"));
}

struct catalogue *fuzz_catalogue(struct str document)
{
    struct error error;
    struct buf path = {0};
    const char *top = getenv("SB_SRCDIR");
    buf_add_format(&path, "%s/tests/data", top && *top ? top : ".");
    struct catalogue *catalogue = catalogue_new(path.data);
    int fd = memfd_create("document", MFD_CLOEXEC);
    ssize_t written = document.len ? write(fd, document.data, document.len) : 0;
    assert(written == (ssize_t)document.len);
    buf_cut(&path, 0);
    buf_add_format(&path, "/proc/self/fd/%d", fd);
    bool loaded = catalogue_load_facts(catalogue, &error);
    bool opened = catalogue_open(catalogue, path.data, &error);
    assert(loaded && opened);
    close(fd);
    buf_release(&path);
    return catalogue;
}

void fuzz_assert_harmless(struct str text)
{
    size_t size;
    for (size_t at = 0; at < text.len; at += size) {
        uint32_t c = text_decode(str_slice(text, at, text.len), &size);
        char alone[5] = {'a'};
        memcpy(alone + 1, text.data + at, size);
        assert((c >= ' ' && c < 0x7F) || text_is_clean((struct str){alone, size + 1}));
    }
}

struct str fuzz_take(struct str *input, size_t len)
{
    struct str taken = str_slice(*input, 0, len);
    *input = str_slice(*input, len, input->len);
    return taken;
}

int fuzz_number(struct str *input)
{
    struct str byte = fuzz_take(input, 1);
    return byte.len ? (unsigned char)byte.data[0] : 0;
}
