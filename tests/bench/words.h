/* words.h: what generated documents are made of: words with a blank between them, the commonest
 * first. */
#ifndef SB_TESTS_BENCH_WORDS_H
#define SB_TESTS_BENCH_WORDS_H

extern const char words_english[];
extern const char words_chinese[];

#endif
