#include "generate.h"
#include "words.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_LIMIT = 640, CHAPTER = 100, SKEW = 1 << 20 };

struct vocabulary {
    const char *words[WORDS_LIMIT];
    int lengths[WORDS_LIMIT];
    uint32_t up_to[WORDS_LIMIT]; /* of SKEW draws, those that give this word or one before */
    size_t count;
};

struct writer {
    FILE *file;
    uint64_t state;
    struct vocabulary english, chinese;
};

/* splitmix64 */
static uint64_t draw(struct writer *writer)
{
    uint64_t number = writer->state += 0x9e3779b97f4a7c15;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
    number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
    return number ^ (number >> 31);
}

static size_t draw_below(struct writer *writer, size_t limit)
{
    return (size_t)(draw(writer) % limit);
}

/* From so many to so many. */
static size_t draw_from(struct writer *writer, size_t least, size_t most)
{
    return least + draw_below(writer, most - least + 1);
}

/* Vocabularies. */

/* The head falls as Zipf's law has it, the tail faster, so that there are rare words too. */
static double weight_of(size_t rank)
{
    return 1 / ((double)(rank + 8) * (double)(rank + 60));
}

static void skew_vocabulary(struct vocabulary *vocabulary)
{
    double sum = 0, so_far = 0;
    for (size_t i = 0; i < vocabulary->count; i++)
        sum += weight_of(i);
    for (size_t i = 0; i < vocabulary->count; i++) {
        so_far += weight_of(i);
        vocabulary->up_to[i] = (uint32_t)(so_far / sum * SKEW);
    }
    vocabulary->up_to[vocabulary->count - 1] = SKEW;
}

static void read_vocabulary(struct vocabulary *vocabulary, const char *words)
{
    for (size_t len; *words && vocabulary->count < WORDS_LIMIT;
         words += len + (words[len] == ' ')) {
        len = strcspn(words, " ");
        vocabulary->words[vocabulary->count] = words;
        vocabulary->lengths[vocabulary->count++] = (int)len;
    }
    skew_vocabulary(vocabulary);
}

static size_t draw_word(struct writer *writer, const struct vocabulary *vocabulary)
{
    uint32_t number = (uint32_t)draw_below(writer, SKEW);
    size_t low = 0, high = vocabulary->count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (number < vocabulary->up_to[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Sentences and what is made of them. */

static void put(struct writer *writer, const char *text)
{
    fputs(text, writer->file);
}

static void put_word(struct writer *writer, const struct vocabulary *vocabulary)
{
    size_t word = draw_word(writer, vocabulary);
    fwrite(vocabulary->words[word], 1, (size_t)vocabulary->lengths[word], writer->file);
}

static void put_english(struct writer *writer, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        put(writer, i == 0 ? "" : draw_below(writer, 12) == 0 ? ", " : " ");
        put_word(writer, &writer->english);
    }
    put(writer, ".");
}

/* Now and then an English word among the Chinese ones. */
static void put_chinese(struct writer *writer, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        if (i > 0 && draw_below(writer, 7) == 0)
            put(writer, "，");
        if (draw_below(writer, 20) == 0) {
            put(writer, " ");
            put_word(writer, &writer->english);
            put(writer, " ");
        } else {
            put_word(writer, &writer->chinese);
        }
    }
    put(writer, "。");
}

static void put_sentences(struct writer *writer, bool chinese, size_t sentences)
{
    for (size_t i = 0; i < sentences; i++)
        if (chinese) {
            put_chinese(writer, draw_from(writer, 8, 20));
        } else {
            put(writer, i == 0 ? "" : " ");
            put_english(writer, draw_from(writer, 8, 20));
        }
}

static void put_paragraph(struct writer *writer, bool chinese, size_t sentences)
{
    put_sentences(writer, chinese, sentences);
    put(writer, "\n\n");
}

/* Each item begins with the bullet. */
static void put_list(struct writer *writer, const char *bullet, size_t items)
{
    for (size_t i = 0; i < items; i++) {
        put(writer, bullet);
        if (i % 2)
            put_english(writer, draw_from(writer, 5, 12));
        else
            put_chinese(writer, draw_from(writer, 5, 12));
        put(writer, "\n");
    }
    put(writer, "\n");
}

static void put_exchange(struct writer *writer, size_t code, const char *phrase)
{
    put(writer, "```http\nGET /");
    put_word(writer, &writer->english);
    fprintf(writer->file, "/%zu HTTP/1.1\nHost: api.example.com\n\n", draw_from(writer, 1, 9999));
    fprintf(writer->file, "HTTP/1.1 %zu %s\nX-Request-Id: %08x\n", code, phrase,
            (unsigned)draw(writer));
    fprintf(writer->file, "Content-Length: %zu\n```\n\n", draw_from(writer, 0, 9999));
}

/* Entries. */

static const struct {
    const char *phrase, *name;
} statuses[] = {
    {"Continue", "继续"},
    {"OK", "成功"},
    {"Created", "已创建"},
    {"No Content", "无内容"},
    {"Moved Permanently", "永久移动"},
    {"Found", "已找到"},
    {"Not Modified", "未修改"},
    {"Bad Request", "错误请求"},
    {"Unauthorized", "未认证"},
    {"Forbidden", "禁止访问"},
    {"Not Found", "未找到"},
    {"Conflict", "冲突"},
    {"Too Many Requests", "请求过多"},
    {"Internal Server Error", "服务器内部错误"},
    {"Bad Gateway", "网关错误"},
    {"Service Unavailable", "服务不可用"},
};

const char *const manner_names[MANNER_COUNT] = {
    [MANNER_HEADINGS] = "headings",
    [MANNER_ITEMS] = "items",
    [MANNER_TABLE] = "table",
    [MANNER_LINES] = "lines",
};

struct title {
    size_t code, number;
    const char *phrase, *name;
};

static void put_section(struct writer *writer, const struct title *title)
{
    fprintf(writer->file, "## %zu %s %s %zu\n\n", title->code, title->phrase, title->name,
            title->number);
    put_paragraph(writer, true, 1);
    put_paragraph(writer, true, draw_from(writer, 5, 9));
    put_paragraph(writer, false, draw_from(writer, 4, 7));
    put(writer, "### 服务器该做什么\n\n");
    put_list(writer, "- ", draw_from(writer, 4, 8));
    put(writer, "### 客户端该做什么\n\n");
    put_paragraph(writer, true, draw_from(writer, 3, 5));
    put_paragraph(writer, false, draw_from(writer, 4, 6));
    put(writer, "### 报文示例\n\n");
    put_exchange(writer, title->code, title->phrase);
    put(writer, "### History\n\n");
    put_paragraph(writer, false, draw_from(writer, 3, 6));
    put_paragraph(writer, true, draw_from(writer, 4, 7));
}

static void put_item(struct writer *writer, const struct title *title)
{
    fprintf(writer->file, "- %zu **%s** %s %zu：", title->code, title->phrase, title->name,
            title->number);
    put_paragraph(writer, true, draw_from(writer, 11, 17));
    put(writer, "  ");
    put_paragraph(writer, false, draw_from(writer, 10, 14));
    put_list(writer, "  - ", draw_from(writer, 4, 8));
    put(writer, "  ");
    put_paragraph(writer, true, draw_from(writer, 3, 5));
}

static void put_row(struct writer *writer, const struct title *title)
{
    fprintf(writer->file, "| %zu | %s | %s %zu | ", title->code, title->phrase, title->name,
            title->number);
    put_sentences(writer, true, draw_from(writer, 15, 24));
    put(writer, " | ");
    put_sentences(writer, false, draw_from(writer, 15, 24));
    put(writer, " |\n");
}

/* Each ends with two blanks, which break it. */
static void put_lines(struct writer *writer, const struct title *title)
{
    fprintf(writer->file, "%zu %s %s %zu：", title->code, title->phrase, title->name,
            title->number);
    put_sentences(writer, true, draw_from(writer, 15, 24));
    put(writer, "  \n");
    put_sentences(writer, false, draw_from(writer, 15, 24));
    put(writer, "  \n");
}

static const struct {
    const char *begin; /* of a chapter, below its heading */
    void (*put)(struct writer *writer, const struct title *title);
} manners[MANNER_COUNT] = {
    [MANNER_HEADINGS] = {"", put_section},
    [MANNER_ITEMS] = {"", put_item},
    [MANNER_TABLE] = {"| 状态码 | 短语 | 名称 | 说明 | Notes |\n|---|---|---|---|---|\n", put_row},
    [MANNER_LINES] = {"", put_lines},
};

static void put_entry(struct writer *writer, enum manner manner, size_t number)
{
    struct title title = {.number = number, .code = draw_from(writer, 100, 599)};
    size_t status = draw_below(writer, sizeof statuses / sizeof *statuses);
    title.phrase = statuses[status].phrase;
    title.name = statuses[status].name;
    manners[manner].put(writer, &title);
}

static void put_document(struct writer *writer, enum manner manner, size_t entries)
{
    for (size_t i = 0; i < entries; i++) {
        if (i % CHAPTER == 0)
            fprintf(writer->file, "%s# 第 %zu 章\n\n%s", i > 0 ? "\n" : "", i / CHAPTER + 1,
                    manners[manner].begin);
        put_entry(writer, manner, i + 1);
    }
    put(writer, "\n" GENERATED_LATE " " GENERATED_LATE_NEIGHBOUR ".\n");
}

bool generate_document(const char *path, enum manner manner, size_t entries)
{
    struct writer writer = {.file = fopen(path, "w")};
    if (!writer.file)
        return false;
    read_vocabulary(&writer.english, words_english);
    read_vocabulary(&writer.chinese, words_chinese);
    put_document(&writer, manner, entries);
    bool failed = ferror(writer.file);
    return fclose(writer.file) == 0 && !failed;
}
