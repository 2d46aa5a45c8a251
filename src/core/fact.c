#include "core/fact.h"
#include "core/catalogue.h"
#include "core/query.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

static bool starts_ignoring_case(const char *text, struct str prefix)
{
    return prefix.len == 0 ||
           (strlen(text) >= prefix.len && strncasecmp(text, prefix.data, prefix.len) == 0);
}

static bool is_same(struct str value, const char *word)
{
    return str_equal(value, str_of(word));
}

static void add_line(struct buf *out, const char *line)
{
    buf_add_text(out, line);
    buf_add_char(out, '\n');
}

/* Has the list a line that is the same? */
static bool has_line(const struct buf *list, size_t start, const char *line)
{
    struct str rest = str_slice(buf_str(list), start, list->len);
    while (rest.len > 0) {
        const char *end = memchr(rest.data, '\n', rest.len);
        size_t len = end ? (size_t)(end - rest.data) : rest.len;
        if (str_equal(str_slice(rest, 0, len), str_of(line)))
            return true;
        rest = str_slice(rest, len + 1, rest.len);
    }
    return false;
}

static void add_new_line(struct buf *out, size_t start, const char *line)
{
    if (!has_line(out, start, line))
        add_line(out, line);
}

/* --- rfc: --- */

static const char *rfc_number(const struct spec *spec)
{
    return strncmp(spec->document, "RFC ", 4) == 0 ? spec->document + 4 : "";
}

static bool is_number(struct str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (!isdigit((unsigned char)value.data[i]))
            return false;
    return value.len > 0;
}

static bool in_rfc(const struct registry *registry, const struct facts *facts, struct str value)
{
    (void)registry;
    for (size_t i = 0; i < facts->spec_count; i++)
        if (starts_ignoring_case(rfc_number(&facts->specs[i]), value))
            return true;
    return false;
}

static void list_rfcs(const struct registry *registry, struct buf *out)
{
    size_t count, start = out->len;
    const struct facts *facts = registry_statuses(registry, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < facts[i].spec_count; j++)
            if (*rfc_number(&facts[i].specs[j]))
                add_new_line(out, start, rfc_number(&facts[i].specs[j]));
}

/* --- header: --- */

static bool is_any(struct str value)
{
    return value.len > 0;
}

static bool has_header(const struct registry *registry, const struct facts *facts, struct str value)
{
    (void)registry;
    for (size_t i = 0; i < facts->header_count; i++)
        if (starts_ignoring_case(facts->headers[i].name, value))
            return true;
    return false;
}

static void list_headers(const struct registry *registry, struct buf *out)
{
    size_t count, start = out->len;
    const struct facts *facts = registry_statuses(registry, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < facts[i].header_count; j++) {
            char name[128];
            snprintf(name, sizeof name, "%s", facts[i].headers[j].name);
            for (char *c = name; *c; c++)
                *c = (char)tolower((unsigned char)*c);
            add_new_line(out, start, name);
        }
}

/* --- origin: --- */

static bool has_origin(const struct registry *registry, const struct facts *facts, struct str value)
{
    const struct origin_facts *origin = registry_origin(registry, str_of(facts->origin));
    if (starts_ignoring_case(facts->origin, value) ||
        (origin && starts_ignoring_case(origin->name, value)))
        return true;
    for (size_t i = 0; origin && i < origin->alias_count; i++)
        if (starts_ignoring_case(origin->aliases[i], value))
            return true;
    return false;
}

static void list_origins(const struct registry *registry, struct buf *out)
{
    size_t count, start = out->len;
    const struct facts *facts = registry_statuses(registry, &count);
    for (size_t i = 0; i < count; i++)
        add_new_line(out, start, facts[i].origin);
}

/* --- is: --- */

static bool is_vendors(const struct facts *facts)
{
    return !origin_is_iana(facts->origin);
}

static bool is_cacheable(const struct facts *facts)
{
    return facts->cacheable;
}

static bool is_unstorable(const struct facts *facts)
{
    return !facts->storable;
}

static bool is_empty(const struct facts *facts)
{
    return !facts->content;
}

static bool is_redirect(const struct facts *facts)
{
    return facts->redirect != REDIRECT_NONE;
}

static bool is_permanent(const struct facts *facts)
{
    return is_redirect(facts) && facts->permanent;
}

static bool is_hidden(const struct facts *facts)
{
    return facts->seen == SEEN_LOG;
}

static bool is_retryable(const struct facts *facts)
{
    return facts->retry == RETRY_LATER || facts->retry == RETRY_NOW;
}

/* What a status may be besides its lifecycle. */
static const struct property {
    const char *name;
    bool (*holds)(const struct facts *facts);
} properties[] = {
    {"cacheable", is_cacheable},   {"empty", is_empty},       {"hidden", is_hidden},
    {"permanent", is_permanent},   {"redirect", is_redirect}, {"retryable", is_retryable},
    {"unstorable", is_unstorable}, {"vendor", is_vendors},    {NULL, NULL},
};

static const struct property *property_of(struct str value)
{
    const struct property *property = properties;
    while (property->name && !is_same(value, property->name))
        property++;
    return property->name ? property : NULL;
}

static int lifecycle_of(struct str value)
{
    for (int i = 0; lifecycle_words[i]; i++)
        if (is_same(value, lifecycle_words[i]))
            return i;
    return -1;
}

static bool is_property(struct str value)
{
    return property_of(value) || lifecycle_of(value) >= 0;
}

static bool has_property(const struct registry *registry, const struct facts *facts,
                         struct str value)
{
    (void)registry;
    const struct property *property = property_of(value);
    return property ? property->holds(facts) : (int)facts->lifecycle == lifecycle_of(value);
}

static void list_properties(const struct registry *registry, struct buf *out)
{
    (void)registry;
    for (const struct property *property = properties; property->name; property++)
        add_line(out, property->name);
    for (int i = 0; lifecycle_words[i]; i++)
        add_line(out, lifecycle_words[i]);
}

/* --- class: and lang: --- */

static bool is_class(struct str value)
{
    return value.len > 0 && isdigit((unsigned char)value.data[0]) &&
           (value.len == 1 || is_same(str_slice(value, 1, value.len), "x") ||
            is_same(str_slice(value, 1, value.len), "xx"));
}

static bool in_class(const struct registry *registry, const struct facts *facts, struct str value)
{
    (void)registry;
    return facts->code / 100 == value.data[0] - '0';
}

static void list_classes(const struct registry *registry, struct buf *out)
{
    (void)registry;
    for (int digit = 1; digit <= 5; digit++)
        buf_add_format(out, "%d\n", digit);
}

static bool is_language(struct str value)
{
    enum language language;
    char name[16];
    snprintf(name, sizeof name, "%.*s", STR_ARG(value));
    return value.len < sizeof name && language_parse(name, &language);
}

static void list_languages(const struct registry *registry, struct buf *out)
{
    (void)registry;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        add_line(out, language_names[i]);
}

/* --- All of them --- */

static const struct fact_word words[] = {
    {"class", "class:4", N_("a class"), is_class, in_class, list_classes},
    {"header", "header:retry-after", N_("a header field that goes with it"), is_any, has_header,
     list_headers},
    {"is", "is:cacheable", N_("a property"), is_property, has_property, list_properties},
    {"lang", "lang:en", N_("look for text in this language only"), is_language, NULL,
     list_languages},
    {"origin", "origin:nginx", N_("who defines it"), is_any, has_origin, list_origins},
    {"rfc", "rfc:6585", N_("an RFC that it is specified in"), is_number, in_rfc, list_rfcs},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};

const struct fact_word *fact_words(void)
{
    return words;
}

static const struct fact_word *word_named(struct str name)
{
    const struct fact_word *word = words;
    while (word->name &&
           (name.len != strlen(word->name) || !starts_ignoring_case(word->name, name)))
        word++;
    return word->name ? word : NULL;
}

/* What stands before the colon, and what behind it; false where there is none. */
static bool split(struct str word, struct str *name, struct str *value)
{
    const char *colon = word.len > 0 ? memchr(word.data, ':', word.len) : NULL;
    if (!colon)
        return false;
    size_t at = (size_t)(colon - word.data);
    *name = str_slice(word, 0, at);
    *value = str_slice(word, at + 1, word.len);
    return true;
}

const struct fact_word *fact_parse(struct str word, struct str *value)
{
    struct str name;
    const struct fact_word *fact = split(word, &name, value) ? word_named(name) : NULL;
    return fact && fact->is_whole(*value) ? fact : NULL;
}

/* The lines of `values` that begin with the prefix, each behind `lead`. */
static size_t add_matching(struct buf *out, struct str values, struct str lead, struct str prefix)
{
    size_t count = 0;
    while (values.len > 0) {
        const char *end = memchr(values.data, '\n', values.len);
        size_t len = end ? (size_t)(end - values.data) : values.len;
        struct str value = str_slice(values, 0, len);
        if (prefix.len == 0 ||
            (value.len >= prefix.len && strncasecmp(value.data, prefix.data, prefix.len) == 0)) {
            buf_add(out, lead);
            buf_add(out, value);
            buf_add_char(out, '\n');
            count++;
        }
        values = str_slice(values, len + 1, values.len);
    }
    return count;
}

size_t fact_completions(const struct registry *registry, struct str typed, struct buf *out)
{
    struct str name, value;
    struct buf list = {0};
    struct str word = str_slice(typed, query_last_word(typed), typed.len), lead = {0},
               prefix = word;
    const struct fact_word *fact = NULL;
    if (split(word, &name, &value)) {
        fact = word_named(name);
        lead = str_slice(word, 0, name.len + 1);
        prefix = value;
    }
    if (fact)
        fact->list(registry, &list);
    for (const struct fact_word *each = words; !lead.data && each->name; each++)
        buf_add_format(&list, "%s:\n", each->name);
    size_t count = add_matching(out, buf_str(&list), lead, prefix);
    buf_release(&list);
    return count;
}
