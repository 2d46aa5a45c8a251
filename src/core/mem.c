#include "core/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

enum { ARENA_BLOCK = 16 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    alignas(max_align_t) char data[];
};

/* Weak, so that a program with a terminal to restore can put its own in its place. */
__attribute__((weak)) _Noreturn void mem_exhausted(void)
{
    abort();
}

void *mem_new(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size ? size : 1);
    if (!block)
        mem_exhausted();
    return block;
}

void *mem_resize(void *block, size_t count, size_t size)
{
    block = reallocarray(block, count ? count : 1, size ? size : 1);
    if (!block)
        mem_exhausted();
    return block;
}

char *mem_copy(struct str text)
{
    char *copy = mem_new(text.len + 1, 1);
    if (text.len)
        memcpy(copy, text.data, text.len);
    return copy;
}

void *mem_grow(void *array, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity)
        return array;
    if (*capacity > SIZE_MAX / 2)
        mem_exhausted();
    *capacity = *capacity ? *capacity * 2 : 8;
    return mem_resize(array, *capacity, size);
}

static struct arena_block *new_block(size_t size)
{
    struct arena_block *block = mem_new(1, sizeof *block + size);
    block->size = size;
    return block;
}

/* What is large gets a block of its own, behind the first, which is still filled. */
static void *alloc_large(struct arena *arena, size_t size)
{
    struct arena_block *block = new_block(size), *first = arena->blocks;
    block->used = size;
    block->next = first ? first->next : NULL;
    *(first ? &first->next : &arena->blocks) = block;
    return block->data;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t unit = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        mem_exhausted();
    size = (size + unit - 1) / unit * unit;
    if (size > ARENA_BLOCK / 8)
        return alloc_large(arena, size);
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        block = new_block(ARENA_BLOCK);
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *memory = block->data + block->used;
    block->used += size;
    return memory;
}

struct str arena_copy(struct arena *arena, struct str text)
{
    char *copy = arena_alloc(arena, text.len + 1);
    if (text.len)
        memcpy(copy, text.data, text.len);
    return (struct str){copy, text.len};
}

void arena_release(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
}
