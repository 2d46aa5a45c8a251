#include "core/headline.h"
#include "core/lint_parts.h"
#include "core/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum { EXCHANGE_COLUMNS = 72 };

/* One message of an exchange, as RFC 9112 section 2.1 has it: a start line, fields, an empty line,
 * content. Responses have a status, requests 0. */
struct message {
    struct str start, fields, content;
    int status;
};

/* One exchange, read message by message. */
struct exchange {
    struct lint *lint;
    const struct lint_text *text;
    size_t line; /* of the code block */
    struct str rest;
    bool answers_head, awaits_continue; /* what the last request was */
    bool shown;                         /* the entry's status has come */
};

static void report(const struct exchange *exchange, const char *what, struct str first,
                   struct str second)
{
    lint_report(exchange->lint, exchange->line, what, first, second);
}

static struct str cut_line(struct str *text)
{
    const char *end = text->len > 0 ? memchr(text->data, '\n', text->len) : NULL;
    size_t len = end ? (size_t)(end - text->data) : text->len;
    struct str line = {text->data, len};
    *text = str_slice(*text, len + (end ? 1 : 0), text->len);
    return line;
}

static bool is_response(struct str line)
{
    return str_starts(line, STR("HTTP/1.1 "));
}

/* "GET /path HTTP/1.1" */
static bool is_request(struct str line)
{
    struct str version = str_slice(line, line.len < 9 ? 0 : line.len - 9, line.len);
    size_t method = 0;
    while (method < line.len &&
           (isupper((unsigned char)line.data[method]) || line.data[method] == '-'))
        method++;
    return method > 0 && line.len > method + 1 + version.len && line.data[method] == ' ' &&
           str_starts(version, STR(" HTTP/")) && isdigit((unsigned char)version.data[6]) &&
           version.data[7] == '.' && isdigit((unsigned char)version.data[8]);
}

/* A code block that shows messages rather than a configuration or a command. */
static bool is_exchange(struct str code)
{
    struct str first = cut_line(&code);
    return is_request(first) || is_response(first);
}

/* The value of a field, without blanks around it; false when the message has none of the name. */
static bool field_value(struct str fields, const char *name, struct str *value)
{
    size_t len = strlen(name);
    while (fields.len > 0) {
        struct str line = cut_line(&fields);
        if (line.len > len && line.data[len] == ':' && strncasecmp(line.data, name, len) == 0) {
            *value = str_trim(str_slice(line, len + 1, line.len));
            return true;
        }
    }
    return false;
}

static bool has_field(const struct message *message, const char *name)
{
    struct str ignored;
    return field_value(message->fields, name, &ignored);
}

/* Content ends where an empty line is followed by the start of a message, or with the block. */
static struct str cut_content(struct str *rest)
{
    struct str whole = *rest, line = {0};
    bool empty = true;
    while (rest->len > 0) {
        struct str before = *rest;
        line = cut_line(rest);
        if (empty && (is_request(line) || is_response(line))) {
            *rest = before;
            break;
        }
        empty = line.len == 0;
    }
    struct str content = str_slice(whole, 0, whole.len - rest->len);
    while (content.len > 0 && content.data[content.len - 1] == '\n')
        content.len--;
    return content;
}

static struct message cut_message(struct str *rest)
{
    struct message message = {.start = cut_line(rest)};
    struct str fields = *rest, line;
    do {
        line = cut_line(rest);
    } while (line.len > 0);
    message.fields = str_trim(str_slice(fields, 0, fields.len - rest->len));
    message.content = cut_content(rest);
    if (is_response(message.start))
        message.status = headline_code(str_slice(message.start, 9, 12));
    return message;
}

/* --- Rules --- */

static void check_columns(struct exchange *exchange, struct str code)
{
    while (code.len > 0) {
        struct str line = cut_line(&code);
        if (text_width(line) > EXCHANGE_COLUMNS)
            report(exchange, N_("a line of the exchange is wider than 72 columns: \"%s\""), line,
                   STR(""));
    }
}

static void check_field_names(struct exchange *exchange, struct str fields)
{
    while (fields.len > 0) {
        struct str line = cut_line(&fields);
        const char *colon = line.len > 0 ? memchr(line.data, ':', line.len) : NULL;
        struct str name = str_slice(line, 0, colon ? (size_t)(colon - line.data) : line.len);
        if (!colon)
            report(exchange, N_("a field of the exchange has no colon: \"%s\""), line, STR(""));
        else if (!isdigit((unsigned char)line.data[0]) && /* a prefix (RFC 2774 section 3.1) */
                 !registry_field(exchange->lint->registry, name))
            report(exchange, N_("the registry does not know the header field \"%s\""), name,
                   STR(""));
    }
}

/* Content that is left out stands as a remark in square brackets. */
static bool is_remark(struct str content)
{
    return content.len > 1 && content.data[0] == '[' && content.data[content.len - 1] == ']' &&
           !memchr(content.data, '\n', content.len);
}

static size_t count_newlines(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.data[i] == '\n';
    return count;
}

/* Lines of the content end in LF or in CR LF, the last one too or not. */
static bool has_length(struct str content, size_t told)
{
    size_t newlines = count_newlines(content);
    return told == content.len || told == content.len + newlines ||
           (content.len > 0 && (told == content.len + 1 || told == content.len + newlines + 2));
}

/* RFC 9110 section 8.6, RFC 9112 section 6.2 */
static void check_length(struct exchange *exchange, const struct message *message)
{
    struct str value, content = message->content;
    if (!field_value(message->fields, "Content-Length", &value) || is_remark(content))
        return;
    bool unsent = message->status ? exchange->answers_head || message->status == 304
                                  : exchange->awaits_continue;
    char length[32];
    snprintf(length, sizeof length, "%zu", content.len);
    if (!(unsent && content.len == 0) &&
        !has_length(content, (size_t)strtoull(value.data, NULL, 10)))
        report(exchange, N_("Content-Length is %s, the content has %s bytes"), value,
               str_of(length));
}

/* RFC 9110 section 7.2 */
static void check_request(struct exchange *exchange, const struct message *message)
{
    struct str expectation;
    if (!has_field(message, "Host"))
        report(exchange, N_("a request has no Host: \"%s\""), message->start, STR(""));
    exchange->answers_head = str_starts(message->start, STR("HEAD "));
    exchange->awaits_continue = field_value(message->fields, "Expect", &expectation);
}

static bool has_phrase(const struct facts *facts, struct str phrase)
{
    if (str_equal(phrase, str_of(facts->phrase)))
        return true;
    for (size_t i = 0; i < facts->former_count; i++)
        if (str_equal(phrase, str_of(facts->former_phrases[i])))
            return facts->lifecycle == LIFECYCLE_UNUSED;
    return false;
}

static void check_status_line(struct exchange *exchange, const struct message *message)
{
    const struct facts *own = exchange->text->facts;
    struct str phrase = str_trim(str_slice(message->start, 12, message->start.len));
    const struct facts *facts =
        own && own->code == message->status
            ? own
            : registry_find(exchange->lint->registry, message->status, NULL);
    if (!facts || !has_phrase(facts, phrase))
        report(exchange, N_("the status line \"%s\" has not the registry's phrase \"%s\""),
               message->start, str_of(facts ? facts->phrase : ""));
}

/* What these must have depends on what they answer: the parts of a 206 and what the 200 would have
 * had (RFC 9110 sections 15.3.7 and 15.4.5), or which of several 104 it is. */
static bool requires_conditionally(int code)
{
    return code == 104 || code == 206 || code == 304;
}

static void check_required(struct exchange *exchange, const struct message *message)
{
    const struct facts *facts = exchange->text->facts;
    for (size_t i = 0; i < facts->header_count; i++) {
        const struct header_use *use = &facts->headers[i];
        if (use->in == DIRECTION_RESPONSE && use->level == LEVEL_MUST &&
            !requires_conditionally(facts->code) && !has_field(message, use->name))
            report(exchange, N_("\"%s\" has no %s, which it must have"), message->start,
                   str_of(use->name));
    }
}

/* A final response has a Date (RFC 9110 section 6.6.1). */
static void check_response(struct exchange *exchange, const struct message *message)
{
    const struct facts *facts = exchange->text->facts;
    check_status_line(exchange, message);
    if (message->status >= 200 && !has_field(message, "Date"))
        report(exchange, N_("\"%s\" has no Date"), message->start, STR(""));
    if (facts && message->status == facts->code) {
        exchange->shown = true;
        check_required(exchange, message);
    }
}

/* A multi-status response shows the statuses of its parts in its content (RFC 4918 section 13). */
static bool shows_inside(const struct exchange *exchange, struct str content)
{
    char line[32];
    if (!exchange->text->facts || content.len == 0)
        return false;
    int len = snprintf(line, sizeof line, "HTTP/1.1 %03d", exchange->text->facts->code);
    return memmem(content.data, content.len, line, (size_t)len);
}

static void check_message(struct exchange *exchange, const struct message *message)
{
    bool response = is_response(message->start);
    check_field_names(exchange, message->fields);
    if (response)
        check_response(exchange, message);
    else
        check_request(exchange, message);
    check_length(exchange, message);
    exchange->shown = exchange->shown || shows_inside(exchange, message->content);
}

static void check_exchange(struct exchange *exchange, struct str code)
{
    check_columns(exchange, code);
    exchange->rest = code;
    while (exchange->rest.len > 0) {
        struct message message = cut_message(&exchange->rest);
        check_message(exchange, &message);
    }
}

void lint_exchanges(struct lint *lint, const struct lint_text *text)
{
    struct exchange exchange = {.lint = lint, .text = text, .line = text->section->line};
    bool wanted = false;
    for (size_t i = 0; i < text->markup.block_count; i++) {
        const struct block *block = &text->markup.blocks[i];
        struct str said = lint_block(text, block);
        if (block->kind == BLOCK_HEADING && form_section(lint->form, said) == FORM_EXCHANGE)
            wanted = true;
        if (block->kind != BLOCK_CODE || !is_exchange(said))
            continue;
        exchange.line = lint_line(text, block);
        check_exchange(&exchange, said);
    }
    if (wanted && text->facts && !exchange.shown)
        report(&exchange, N_("no exchange shows the status itself"), STR(""), STR(""));
}
