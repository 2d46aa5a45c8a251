#include "core/form.h"
#include "core/text.h"

#include <ctype.h>

static const struct form forms[LANGUAGE_COUNT] = {
    [LANGUAGE_EN] =
        {
            .sections =
                {
                    [FORM_SERVER] = "What the server should do",
                    [FORM_CLIENT] = "What the client should do",
                    [FORM_EXCHANGE] = "Exchange",
                    [FORM_CAUSES] = "Causes and fixes",
                    [FORM_SCENARIOS] = "Scenarios",
                    [FORM_HISTORY] = "History",
                },
            .unofficial = "Unofficial codes",
            .summary = {6, 30},
            .registered = {200, 1100},
            .vendor = {60, 220},
        },
    [LANGUAGE_ZH_CN] =
        {
            .sections =
                {
                    [FORM_SERVER] = "服务器该做什么",
                    [FORM_CLIENT] = "客户端该做什么",
                    [FORM_EXCHANGE] = "报文示例",
                    [FORM_CAUSES] = "常见原因与处理",
                    [FORM_SCENARIOS] = "场景",
                    [FORM_HISTORY] = "历史",
                },
            .unofficial = "非官方状态码",
            .summary = {10, 60},
            .registered = {400, 2200},
            .vendor = {90, 450},
            .chinese = true,
        },
};

const struct form *form_of(enum language language)
{
    return &forms[language];
}

enum form_section form_section(const struct form *form, struct str heading)
{
    int section = 0;
    while (section < FORM_SECTIONS && !str_equal(heading, str_of(form->sections[section])))
        section++;
    return (enum form_section)section;
}

static size_t count_words(struct str text)
{
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < text.len; i++) {
        bool blank = text.data[i] == ' ' || text.data[i] == '\n' || text.data[i] == '\t';
        words += !blank && !inside;
        inside = !blank;
    }
    return words;
}

static size_t count_characters(struct str text)
{
    size_t characters = 0, size;
    bool inside = false;
    for (size_t i = 0; i < text.len; i += size) {
        uint32_t c = text_decode(str_slice(text, i, text.len), &size);
        bool latin = c < 0x80 && isalnum((int)c);
        characters += text_is_ideograph(c) || (latin && !inside);
        inside = latin;
    }
    return characters;
}

size_t form_length(const struct form *form, struct str text)
{
    return form->chinese ? count_characters(text) : count_words(text);
}
