/* headline.h: the grammar of a line that names a code or a class.
 *
 * A headline is a line of plain text (markup already gone) such as "404 Not Found 未找到",
 * "404（Not Found）", "HTTP 404: Not Found", "3.2 404 Not Found", "301/302 重定向",
 * "499 Client Closed Request (nginx) 客户端提前断开", "Not Found (404)", "4xx 客户端错误",
 * "客户端错误（4xx）", "200-299 Success", "400番台" or "4开头". Its parts, all borrowed from the
 * line:
 *
 *     HTTP    404 Not Found （RFC 9110） 未找到：…
 *     lead-in code phrase    tag         name   rest
 *
 * phrase is Latin text, tag what stands in brackets behind it (a vendor's name, a specification),
 * name short text in another script, rest the explanation, which begins behind a separator or where
 * neither phrase nor name goes on. "404：未找到" has the rest for its name too.
 *
 * Lines of this kind and sentences about a code look much alike, so that a headline says how sure
 * it is; whoever asks knows the company in which the line stands.
 */
#ifndef SB_CORE_HEADLINE_H
#define SB_CORE_HEADLINE_H

#include "core/registry.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

enum headline_kind { HEADLINE_NONE, HEADLINE_CLASS, HEADLINE_CODE };

/* Where the line stands: a heading that begins or ends with a code is a headline, whatever follows;
 * all that a heading or the cell of a table says behind the phrase is its name. */
enum headline_place { PLACE_HEADING, PLACE_CELL, PLACE_ITEM, PLACE_LINE };

/* SURE: the code is defined. LIKELY: said with a verb ("404 表示未找到"). POSSIBLE: perhaps a
 * sentence about the code ("404 很常见，…"). */
enum headline_certainty { HEADLINE_POSSIBLE, HEADLINE_LIKELY, HEADLINE_SURE };

struct headline_line {
    struct str text;
    enum headline_place place;
    size_t emphasis;                 /* offset behind the emphasised text that the line begins with,
                                        or has directly behind its code; 0 for none */
    const struct registry *registry; /* tells phrases from what follows them; null for none */
};

#define HEADLINE_CODES 12

struct headline {
    enum headline_kind kind;
    enum headline_certainty certainty;
    int code;                  /* HEADLINE_CODE: 0 to 999; HEADLINE_CLASS: the first digit */
    int codes[HEADLINE_CODES]; /* of a line that defines several ("404/410"), the first included */
    size_t count;              /* of codes; 1 for a class */
    struct str phrase, tag, name;
    size_t rest; /* offset in the line */
};

struct headline headline_parse(const struct headline_line *line);
/* The headline as one of its codes has it: "301/302 Moved Permanently/Found" gives each its own. */
struct headline headline_nth(const struct headline *headline, size_t n);

/* A number written as three digits, or -1. */
int headline_code(struct str text);
/* Is it short and without the punctuation of sentences, as names are? */
bool headline_is_short(struct str text);
/* The text without such marks of a web page at its end as "[edit]" and "[12]". */
struct str headline_without_marks(struct str text);
/* Does it hold letters other than those of ASCII? It loses marks and signs at its end. */
bool headline_is_name(struct str *text);

#endif
