/* headline.h: the grammar of a line that names a code or a class.
 *
 * A headline is a line of plain text (markup already gone) such as "404 Not Found 未找到",
 * "404（Not Found）", "HTTP 404: Not Found", "499 Client Closed Request (nginx) 客户端提前断开",
 * "4xx 客户端错误", "客户端错误（4xx）" or "200-299 Success". Its parts, all borrowed from the
 * line:
 *
 *     404 Not Found （RFC 9110） 未找到：…
 *     code phrase    tag         name   rest
 *
 * phrase is Latin text, tag what stands in brackets behind it (a vendor's name, a specification),
 * name what follows up to the end of the line or a separator, rest what stands behind that.
 */
#ifndef SB_CORE_HEADLINE_H
#define SB_CORE_HEADLINE_H

#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

enum headline_kind { HEADLINE_NONE, HEADLINE_CLASS, HEADLINE_CODE };

/* Where the line stands, which decides how much is believed: any heading that begins or ends with a
 * code is a headline; a line of running text only when it defines the code, that is when a phrase
 * in capitals, a separator or a short name follows. */
enum headline_place { PLACE_HEADING, PLACE_LINE };

struct headline {
    enum headline_kind kind;
    int code; /* HEADLINE_CODE: 0 to 999; HEADLINE_CLASS: the first digit */
    struct str phrase, tag, name;
    size_t rest; /* offset in the line of what follows the phrase and its tag */
};

struct headline headline_parse(struct str line, enum headline_place place);

/* A number written as three digits, or -1. */
int headline_code(struct str text);

#endif
