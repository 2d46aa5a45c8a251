/* generate.h: large documents, the same ones every time.
 *
 * A document has entries of about 3 KB in one of the manners in which people write them: `## 404
 * Not Found 未找到 17` with paragraphs, a list and an exchange below it, the same as a list item
 * with paragraphs of its own, as the row of a table, or as lines with hard breaks. The codes are
 * drawn from 100 to 599, a hundred of them below a chapter. The text is English and Chinese in
 * turns. Its words come from two vocabularies of several hundred words, the commonest
 * in nearly every line and the rarest in few entries, and each entry has a name of its own.
 */
#ifndef SB_TESTS_BENCH_GENERATE_H
#define SB_TESTS_BENCH_GENERATE_H

#include <stdbool.h>
#include <stddef.h>

/* What can be searched for. */
#define GENERATED_COMMON         "server"   /* English, many lines */
#define GENERATED_COMMON_CHINESE "服务器"   /* the same, many lines */
#define GENERATED_LATE           "quagmire" /* in the last entry's last line, nowhere else */
#define GENERATED_LATE_NEIGHBOUR "osprey"   /* in the same line, nowhere else */
#define GENERATED_ABSENT         "quokka"   /* nowhere */
#define GENERATED_ABSENT_PINYIN  "shangwui" /* nowhere, and begins as the sound of common words */

enum manner { MANNER_HEADINGS, MANNER_ITEMS, MANNER_TABLE, MANNER_LINES, MANNER_COUNT };

extern const char *const manner_names[MANNER_COUNT]; /* "headings" */

/* False, with errno set, when the file cannot be written. */
bool generate_document(const char *path, enum manner manner, size_t entries);

#endif
