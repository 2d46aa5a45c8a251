/* headline_parts.h: what the files of the headline grammar share; nobody else includes it.
 *
 * headline.c has the grammar of a line, headline_number.c that of its codes and classes,
 * headline_words.c the words and signs that notes use around them.
 */
#ifndef SB_CORE_HEADLINE_PARTS_H
#define SB_CORE_HEADLINE_PARTS_H

#include "core/headline.h"

#include <stdint.h>

/* Lists of words and signs. Words of Latin letters match without regard to case and only whole. */
enum word_list {
    WORDS_BLANK,
    WORDS_SEPARATOR,  /* between code, phrase, name and text */
    WORDS_EXPLAINING, /* those behind which an explanation begins */
    WORDS_OPENER,
    WORDS_CLOSER,
    WORDS_JOINER,     /* between codes that are defined together */
    WORDS_LEAD_IN,    /* before a code */
    WORDS_LABEL,      /* behind it, meaning nothing */
    WORDS_CLASS_SIGN, /* behind the first digit of a class: "4xx" */
    WORDS_CLASS_WORD, /* behind a round number: "400番台" */
    WORDS_DIGIT_WORD, /* behind the first digit alone: "4开头" */
    WORDS_DASH,       /* in a range */
    WORDS_MENTION,    /* behind a number that defines nothing: units, "vs", "页面" */
    WORDS_VERB,       /* that define: "表示", "means" */
    WORDS_PREDICATE,  /* that go on with a sentence: "是", "is" */
    WORDS_PARTICLE,   /* behind a code that no name begins with */
    WORDS_SENTENCE,   /* that begin one: "The", "If" */
    WORDS_ASKING,     /* that begin a heading about a code: "如何", "How" */
    WORDS_TAG,        /* in brackets that hold no name */
    WORDS_TAG_WHOLE,  /* the same, when nothing else stands in them */
    WORDS_MARK,       /* in square brackets, of a web page */
    WORDS_COMPARISON, /* of a line that speaks of several codes and defines none */
    WORDS_STOP,       /* that names do not hold */
    WORDS_COUNT
};

/* The length of the word of the list that stands at `at`, or 0. */
size_t word_at(struct str line, size_t at, enum word_list list);
/* The offset behind all that stand there. */
size_t skip_words(struct str line, size_t at, enum word_list list);
/* Does the text hold one? */
bool holds_word(struct str text, enum word_list list);

/* Is it what stands in "[edit]", "[12]" or "[^1]"? */
bool is_mark(struct str inside);

/* A letter of a European language beyond ASCII: "é". */
bool is_latin_letter(uint32_t c);

/* Has the text nothing but signs and blanks? */
bool says_nothing(struct str text);

/* The offset behind emoji and the blanks before them; `at` where there are none. */
size_t skip_emoji(struct str line, size_t at);
/* Numbering, bullets and signs: the offset behind them. */
size_t skip_signs(struct str line, size_t at);
/* Numbering, bullets, signs and lead-ins before a code: the offset behind them. */
size_t skip_lead(struct str line, size_t at);

/* Codes or a class at `at`, with the brackets around them: the offset behind, or `at` when there
 * are none. Fills kind, code, codes and count. */
size_t numbers_at(struct str line, size_t at, struct headline *headline);
/* Is there a digit, full-width or not? Most lines have none, and need no closer look. */
bool may_hold_numbers(struct str text);

#endif
