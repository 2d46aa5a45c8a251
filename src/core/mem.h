/* mem.h: the one allocator.
 *
 * Nothing here returns null: when memory runs out, mem_exhausted() ends the program. The core's own
 * definition aborts; a program that has something to put right first (a terminal) defines its own.
 * What these functions return is freed with free().
 */
#ifndef SB_CORE_MEM_H
#define SB_CORE_MEM_H

#include "core/str.h"
#include <stddef.h>

/* Zeroed memory for count objects of size bytes. */
void *mem_new(size_t count, size_t size);
/* realloc() for count objects of size bytes; what is added is not zeroed. */
void *mem_resize(void *block, size_t count, size_t size);
/* A copy that ends in NUL. */
char *mem_copy(struct str text);

/* Room for one more object in a growing array: returns the array, moved when it had to be, with
 * *capacity (in objects) at least count + 1.
 *
 *     list = mem_grow(list, &capacity, count, sizeof *list);
 *     list[count++] = item;
 */
void *mem_grow(void *array, size_t *capacity, size_t count, size_t size);

/* Called when there is no memory; must not return. */
_Noreturn void mem_exhausted(void);

/* Many small objects that live and die together. Zero-initialise; arena_release() frees all. */
struct arena {
    struct arena_block *blocks;
};

/* Zeroed memory, aligned for any object, valid until the arena is released. */
void *arena_alloc(struct arena *arena, size_t size);
/* A copy that ends in NUL. */
struct str arena_copy(struct arena *arena, struct str text);
void arena_release(struct arena *arena);

#endif
