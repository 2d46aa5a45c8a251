/* What the columns of a table are, by their titles. */
#include "core/document_parts.h"

#include <strings.h>

/* Words in the titles of columns; the first that is found decides. */
static const struct {
    const char *word;
    enum column_role role;
} titles[] = {
    {"短语", ROLE_TITLE},       {"解决", ROLE_OTHER},        {"办法", ROLE_OTHER},
    {"建议", ROLE_OTHER},       {"solution", ROLE_OTHER},    {"action", ROLE_OTHER},
    {"cause", ROLE_OTHER},      {"fix", ROLE_OTHER},         {"対処", ROLE_OTHER},
    {"英文", ROLE_TITLE},       {"名称", ROLE_TITLE},        {"phrase", ROLE_TITLE},
    {"name", ROLE_TITLE},       {"reason", ROLE_TITLE},      {"message", ROLE_TITLE},
    {"title", ROLE_TITLE},      {"描述", ROLE_TEXT},         {"说明", ROLE_TEXT},
    {"解释", ROLE_TEXT},        {"备注", ROLE_TEXT},         {"含义", ROLE_TEXT},
    {"意思", ROLE_TEXT},        {"意义", ROLE_TEXT},         {"用途", ROLE_OTHER},
    {"场景", ROLE_OTHER},       {"原因", ROLE_OTHER},        {"处理", ROLE_OTHER},
    {"定义", ROLE_TEXT},        {"内容", ROLE_TEXT},         {"description", ROLE_TEXT},
    {"explanation", ROLE_TEXT}, {"detail", ROLE_TEXT},       {"note", ROLE_TEXT},
    {"meaning", ROLE_TEXT},     {"usage", ROLE_OTHER},       {"comment", ROLE_TEXT},
    {"definition", ROLE_TEXT},  {"example", ROLE_OTHER},     {"場面", ROLE_OTHER},
    {"名前", ROLE_TITLE},       {"説明", ROLE_TEXT},         {"意味", ROLE_TEXT},
    {"備考", ROLE_TEXT},        {"中文", ROLE_TITLE},        {"日本語", ROLE_TITLE},
    {"译", ROLE_TITLE},         {"序号", ROLE_NUMBER},       {"编号", ROLE_NUMBER},
    {"no.", ROLE_NUMBER},       {"分类", ROLE_OTHER},        {"类别", ROLE_OTHER},
    {"类型", ROLE_OTHER},       {"category", ROLE_OTHER},    {"class", ROLE_OTHER},
    {"type", ROLE_OTHER},       {"group", ROLE_OTHER},       {"端口", ROLE_OTHER},
    {"port", ROLE_OTHER},       {"年", ROLE_OTHER},          {"year", ROLE_OTHER},
    {"size", ROLE_OTHER},       {"大小", ROLE_OTHER},        {"price", ROLE_OTHER},
    {"码", ROLE_CODE},          {"碼", ROLE_CODE},           {"代号", ROLE_CODE},
    {"code", ROLE_CODE},        {"status", ROLE_CODE},       {"コード", ROLE_CODE},
    {"ステータス", ROLE_CODE},  {"설명", ROLE_TEXT},         {"의미", ROLE_TEXT},
    {"이름", ROLE_TITLE},       {"코드", ROLE_CODE},         {"описание", ROLE_TEXT},
    {"Описание", ROLE_TEXT},    {"Значение", ROLE_TEXT},     {"Название", ROLE_TITLE},
    {"Код", ROLE_CODE},         {"explicaci", ROLE_TEXT},    {"descri", ROLE_TEXT},
    {"significa", ROLE_TEXT},   {"mensaje", ROLE_TITLE},     {"mensagem", ROLE_TITLE},
    {"nombre", ROLE_TITLE},     {"nome", ROLE_TITLE},        {"nom", ROLE_TITLE},
    {"código", ROLE_CODE},      {"beschreibung", ROLE_TEXT}, {"bedeutung", ROLE_TEXT},
    {"erkl", ROLE_TEXT},        {"nachricht", ROLE_TITLE},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does the title hold the word? Words of letters begin where letters do: "Notes", not "Another". */
static bool contains(struct str title, struct str word)
{
    for (size_t i = 0; i + word.len <= title.len; i++)
        if (strncasecmp(title.data + i, word.data, word.len) == 0 &&
            (i == 0 || !is_letter(word.data[0]) || !is_letter(title.data[i - 1])))
            return true;
    return false;
}

enum column_role column_role_of(struct str title)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (contains(title, str_of(titles[i].word)))
            return titles[i].role;
    return ROLE_UNKNOWN;
}
