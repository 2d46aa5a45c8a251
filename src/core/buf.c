#include "core/buf.h"
#include "core/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void buf_reserve(struct buf *buf, size_t more)
{
    if (more >= SIZE_MAX / 2 - buf->len)
        mem_exhausted();
    size_t need = buf->len + more + 1;
    if (need <= buf->capacity)
        return;
    size_t capacity = buf->capacity ? buf->capacity : 64;
    while (capacity < need)
        capacity *= 2;
    buf->data = mem_resize(buf->data, capacity, 1);
    buf->capacity = capacity;
    buf->data[buf->len] = '\0';
}

void buf_add(struct buf *buf, struct str text)
{
    buf_reserve(buf, text.len);
    if (text.len)
        memcpy(buf->data + buf->len, text.data, text.len);
    buf->len += text.len;
    buf->data[buf->len] = '\0';
}

void buf_add_text(struct buf *buf, const char *text)
{
    buf_add(buf, str_of(text));
}

void buf_add_char(struct buf *buf, char c)
{
    buf_add(buf, (struct str){&c, 1});
}

void buf_add_format(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len > 0) {
        buf_reserve(buf, (size_t)len);
        vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void buf_cut(struct buf *buf, size_t len)
{
    if (len < buf->len) {
        buf->len = len;
        buf->data[len] = '\0';
    }
}

void buf_splice(struct buf *buf, size_t at, size_t old, struct str text)
{
    buf_reserve(buf, text.len);
    memmove(buf->data + at + text.len, buf->data + at + old, buf->len - at - old + 1);
    if (text.len)
        memcpy(buf->data + at, text.data, text.len);
    buf->len = buf->len - old + text.len;
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){buf->data ? buf->data : "", buf->len};
}

char *buf_detach(struct buf *buf)
{
    buf_reserve(buf, 0);
    char *data = buf->data;
    *buf = (struct buf){0};
    return data;
}

void buf_release(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){0};
}
