/* han_parts.h: the generated tables, for han.c alone. */
#ifndef SB_CORE_HAN_PARTS_H
#define SB_CORE_HAN_PARTS_H

/* A syllable without its tone, and the characters that may be read so, in UTF-8. The list ends with
 * a null syllable and is in the order of the alphabet. ü is v, and u as well. */
struct han_syllable {
    const char *letters;
    const char *characters;
};
extern const struct han_syllable han_syllables[];

/* Pairs of characters in UTF-8, three bytes each: one, and what simplified text writes for it. */
extern const char han_variants[];

#endif
