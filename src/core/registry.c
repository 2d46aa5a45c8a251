#include "core/registry.h"
#include "core/file.h"
#include "core/json.h"
#include "core/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum { CLASSES = 5 };

struct registry {
    struct arena arena;
    struct class_facts *classes;
    size_t class_count;
    struct facts *codes;
    size_t count;
    struct origin_facts *origins;
    size_t origin_count;
    struct field_facts *fields;
    size_t field_count;
};

const char *const lifecycle_words[] = {"registered", "temporary",  "unused",  "deprecated",
                                       "obsolete",   "unofficial", "retired", NULL};
const char *const seen_words[] = {"wire", "log", NULL};
const char *const direction_words[] = {"request", "response", NULL};
const char *const level_words[] = {"MUST", "SHOULD", "MAY", NULL};
const char *const redirect_method_words[] = {"", "kept", "may-change", "becomes-get", NULL};
const char *const retry_words[] = {"none", "never", "changed", "later", "now", NULL};
const char *const relation_kind_words[] = {"confused-with", "replaces", "replaced-by", "narrower",
                                           "broader",       "see-also", NULL};

/* Words are read as int. */
static_assert(sizeof(enum lifecycle) == sizeof(int), "an enum is as large as an int");

/* --- What strings must be --- */

static const char *text_flaw(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool c1 = c == 0xC2 && (unsigned char)text.data[i + 1] < 0xA0; /* valid, so one follows */
        if (c < 0x20 || c == 0x7F || c1)
            return N_("has a control character");
    }
    return NULL;
}

static const char *full_text_flaw(struct str text)
{
    return text.len == 0 ? N_("is empty") : text_flaw(text);
}

static bool all_of(struct str text, const char *others, bool capitals)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!plain && !(capitals && c >= 'A' && c <= 'Z') && !strchr(others, c))
            return false;
    }
    return text.len > 0;
}

static const char *origin_flaw(struct str text)
{
    return all_of(text, "-", false) ? NULL
                                    : N_("is not made of lower-case letters, digits and hyphens");
}

/* RFC 9110 section 5.6.2 */
static const char *token_flaw(struct str text)
{
    return all_of(text, "!#$%&'*+-.^_`|~", true) ? NULL : N_("is not the name of a header field");
}

static const char *url_flaw(struct str text)
{
    struct str secure = STR("https://"), plain = STR("http://");
    size_t scheme = str_starts(text, secure)  ? secure.len
                    : str_starts(text, plain) ? plain.len
                                              : text.len;
    if (scheme == text.len)
        return N_("is not an http or https address");
    for (size_t i = scheme; i < text.len; i++)
        if (text.data[i] <= ' ' || text.data[i] > '~')
            return N_("has a character that is not printable ASCII");
    return NULL;
}

/* --- The form of the file --- */

#define AT(type, member)            .offset = offsetof(struct type, member)
#define ITEMS(type, member, number) AT(type, member), .count_offset = offsetof(struct type, number)

static const struct json_field spec_fields[] = {
    {"document", JSON_KIND_STRING, AT(spec, document), .flaw = full_text_flaw},
    {"section", JSON_KIND_STRING, AT(spec, section), .flaw = text_flaw},
    {"url", JSON_KIND_STRING, AT(spec, url), .flaw = url_flaw},
    {0},
};
static const struct json_field header_fields[] = {
    {"name", JSON_KIND_STRING, AT(header_use, name), .flaw = token_flaw},
    {"in", JSON_KIND_WORD, AT(header_use, in), .words = direction_words},
    {"level", JSON_KIND_WORD, AT(header_use, level), .words = level_words},
    {0},
};
static const struct json_field redirect_fields[] = {
    {"method", JSON_KIND_WORD, AT(facts, redirect), .words = redirect_method_words},
    {"permanent", JSON_KIND_BOOL, AT(facts, permanent)},
    {0},
};
static const struct json_field relation_fields[] = {
    {"code", JSON_KIND_INT, AT(relation, code)},
    {"origin", JSON_KIND_STRING, AT(relation, origin), .flaw = origin_flaw},
    {"kind", JSON_KIND_WORD, AT(relation, kind), .words = relation_kind_words},
    {0},
};
static const struct json_field code_fields[] = {
    {"code", JSON_KIND_INT, AT(facts, code)},
    {"origin", JSON_KIND_STRING, AT(facts, origin), .flaw = origin_flaw},
    {"phrase", JSON_KIND_STRING, AT(facts, phrase), .flaw = text_flaw},
    {"former_phrases", JSON_KIND_STRING_ARRAY, ITEMS(facts, former_phrases, former_count),
     .flaw = full_text_flaw},
    {"lifecycle", JSON_KIND_WORD, AT(facts, lifecycle), .words = lifecycle_words},
    {"seen", JSON_KIND_WORD, AT(facts, seen), .words = seen_words},
    {"specs", JSON_KIND_ARRAY, ITEMS(facts, specs, spec_count), .fields = spec_fields,
     .item_size = sizeof(struct spec)},
    {"cacheable", JSON_KIND_BOOL, AT(facts, cacheable)},
    {"storable", JSON_KIND_BOOL, AT(facts, storable)},
    {"content", JSON_KIND_BOOL, AT(facts, content)},
    {"headers", JSON_KIND_ARRAY, ITEMS(facts, headers, header_count), .fields = header_fields,
     .item_size = sizeof(struct header_use)},
    {"redirect", JSON_KIND_OBJECT_OR_NULL, .fields = redirect_fields},
    {"retry", JSON_KIND_WORD, AT(facts, retry), .words = retry_words},
    {"related", JSON_KIND_ARRAY, ITEMS(facts, related, related_count), .fields = relation_fields,
     .item_size = sizeof(struct relation)},
    {0},
};
static const struct json_field class_fields[] = {
    {"class", JSON_KIND_INT, AT(class_facts, digit)},
    {"phrase", JSON_KIND_STRING, AT(class_facts, phrase), .flaw = full_text_flaw},
    {"unknown_as", JSON_KIND_INT, AT(class_facts, unknown_as)},
    {"spec", JSON_KIND_OBJECT, AT(class_facts, spec), .fields = spec_fields},
    {0},
};
static const struct json_field origin_fields[] = {
    {"origin", JSON_KIND_STRING, AT(origin_facts, origin), .flaw = origin_flaw},
    {"name", JSON_KIND_STRING, AT(origin_facts, name), .flaw = full_text_flaw},
    {"aliases", JSON_KIND_STRING_ARRAY, ITEMS(origin_facts, aliases, alias_count),
     .flaw = full_text_flaw},
    {0},
};
static const struct json_field field_fields[] = {
    {"name", JSON_KIND_STRING, AT(field_facts, name), .flaw = token_flaw},
    {"spec", JSON_KIND_OBJECT, AT(field_facts, spec), .fields = spec_fields},
    {0},
};
static const struct json_field registry_fields[] = {
    {"origins", JSON_KIND_ARRAY, ITEMS(registry, origins, origin_count), .fields = origin_fields,
     .item_size = sizeof(struct origin_facts)},
    {"fields", JSON_KIND_ARRAY, ITEMS(registry, fields, field_count), .fields = field_fields,
     .item_size = sizeof(struct field_facts)},
    {"classes", JSON_KIND_ARRAY, ITEMS(registry, classes, class_count), .fields = class_fields,
     .item_size = sizeof(struct class_facts)},
    {"codes", JSON_KIND_ARRAY, ITEMS(registry, codes, count), .fields = code_fields,
     .item_size = sizeof(struct facts)},
    {0},
};

/* --- What the form cannot say --- */

__attribute__((format(printf, 3, 4))) static bool fail(struct error *error, const char *what,
                                                       const char *where, ...)
{
    va_list args;
    va_start(args, where);
    vsnprintf(error->where, sizeof error->where, where, args);
    va_end(args);
    error->what = what;
    return false;
}

static bool check_classes(const struct registry *registry, struct error *error)
{
    for (size_t i = 0; i < registry->class_count && i < CLASSES; i++) {
        const struct class_facts *class = &registry->classes[i];
        if (class->digit != (int)i + 1)
            return fail(error, N_("is not in the order 1, 2, 3, 4, 5"), "classes[%zu].class", i);
        if (class->unknown_as != class->digit * 100)
            return fail(error, N_("is not the class's x00 code"), "classes[%zu].unknown_as", i);
    }
    return registry->class_count == CLASSES || fail(error, N_("are not five"), "classes");
}

static bool check_place(const struct registry *registry, size_t at, struct error *error)
{
    const struct facts *facts = &registry->codes[at];
    if (facts->code < 0 || facts->code > 999)
        return fail(error, N_("is not between 0 and 999"), "codes[%zu].code", at);
    const struct facts *before = at > 0 ? facts - 1 : NULL;
    for (; before && before >= registry->codes && before->code == facts->code; before--)
        if (strcmp(before->origin, facts->origin) == 0)
            return fail(error, N_("is the same status as one before"), "codes[%zu]", at);
    before = at > 0 ? facts - 1 : NULL;
    bool behind = !before || before->code < facts->code ||
                  (before->code == facts->code && !origin_is_iana(facts->origin));
    return behind || fail(error, N_("is out of order: by code, iana first"), "codes[%zu]", at);
}

/* What a vendor may leave open and the IANA registry does not. */
static bool check_registered(const struct facts *facts, size_t at, struct error *error)
{
    if (!origin_is_iana(facts->origin))
        return true;
    if (!*facts->phrase)
        return fail(error, N_("is empty"), "codes[%zu].phrase", at);
    return facts->spec_count > 0 || fail(error, N_("is empty"), "codes[%zu].specs", at);
}

/* The field's name compared as HTTP does, without regard to case (RFC 9110 section 5.1). */
static bool check_headers(const struct facts *facts, size_t at, struct error *error)
{
    const struct header_use *uses = facts->headers;
    for (size_t i = 0; i < facts->header_count; i++)
        for (size_t j = 0; j < i; j++)
            if (uses[i].in == uses[j].in && strcasecmp(uses[i].name, uses[j].name) == 0)
                return fail(error, N_("stands here twice"), "codes[%zu].headers[%zu].name", at, i);
    return true;
}

static bool check_origins(const struct registry *registry, struct error *error)
{
    for (size_t i = 1; i < registry->origin_count; i++)
        if (strcmp(registry->origins[i - 1].origin, registry->origins[i].origin) >= 0)
            return fail(error, N_("is out of order"), "origins[%zu].origin", i);
    return true;
}

static bool check_fields(const struct registry *registry, struct error *error)
{
    for (size_t i = 1; i < registry->field_count; i++)
        if (strcasecmp(registry->fields[i - 1].name, registry->fields[i].name) >= 0)
            return fail(error, N_("is out of order"), "fields[%zu].name", i);
    return true;
}

/* Are the origin and the header fields among those listed? */
static bool check_names(const struct registry *registry, size_t at, struct error *error)
{
    const struct facts *facts = &registry->codes[at];
    const struct origin_facts *origin = registry_origin(registry, str_of(facts->origin));
    if (!origin || strcmp(origin->origin, facts->origin) != 0)
        return fail(error, N_("is not among the origins"), "codes[%zu].origin", at);
    for (size_t i = 0; i < facts->header_count; i++)
        if (!registry_field(registry, str_of(facts->headers[i].name)))
            return fail(error, N_("is not among the fields"), "codes[%zu].headers[%zu].name", at,
                        i);
    return true;
}

static bool check_relations(const struct registry *registry, size_t at, struct error *error)
{
    const struct facts *facts = &registry->codes[at];
    const struct facts *target, *seen;
    for (size_t i = 0; i < facts->related_count; i++) {
        const struct relation *related = facts->related;
        target = registry_find(registry, related[i].code, related[i].origin);
        if (!target || target == facts)
            return fail(error, target ? N_("is the status itself") : N_("is not in this registry"),
                        "codes[%zu].related[%zu]", at, i);
        for (size_t j = 0; j < i; j++) {
            seen = registry_find(registry, related[j].code, related[j].origin);
            if (seen == target)
                return fail(error, N_("stands here twice"), "codes[%zu].related[%zu]", at, i);
        }
    }
    return true;
}

static bool check(const struct registry *registry, struct error *error)
{
    if (!check_classes(registry, error) || !check_origins(registry, error) ||
        !check_fields(registry, error))
        return false;
    for (size_t i = 0; i < registry->count; i++)
        if (!check_place(registry, i, error) || !check_registered(&registry->codes[i], i, error) ||
            !check_headers(&registry->codes[i], i, error))
            return false;
    /* Finding needs the order that has just been checked. */
    for (size_t i = 0; i < registry->count; i++)
        if (!check_names(registry, i, error) || !check_relations(registry, i, error))
            return false;
    return true;
}

/* --- Life --- */

struct registry *registry_load(const char *path, struct error *error)
{
    struct buf json = {0};
    struct registry *registry = NULL;
    if (file_read(path, &json, error))
        registry = registry_parse(path, buf_str(&json), error);
    buf_release(&json);
    return registry;
}

struct registry *registry_parse(const char *name, struct str json, struct error *error)
{
    struct registry *registry = mem_new(1, sizeof *registry);
    struct error failed = {0};
    snprintf(failed.file, sizeof failed.file, "%s", name);
    if (!json_read(json, name, registry_fields, registry, &registry->arena, &failed) ||
        !check(registry, &failed)) {
        *error = failed;
        registry_free(registry);
        return NULL;
    }
    return registry;
}

void registry_free(struct registry *registry)
{
    if (!registry)
        return;
    arena_release(&registry->arena);
    free(registry);
}

/* --- Query --- */

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool is_separator(char c)
{
    bool letter = (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
    return !letter && (unsigned char)c < 0x80;
}

const struct facts *registry_statuses(const struct registry *registry, size_t *count)
{
    *count = registry->count;
    return registry->codes;
}

const struct facts *registry_find(const struct registry *registry, int code, const char *origin)
{
    size_t count;
    const struct facts *facts = registry_by_code(registry, code, &count);
    if (!origin || !*origin)
        origin = "iana";
    for (size_t i = 0; i < count; i++)
        if (strcmp(facts[i].origin, origin) == 0)
            return &facts[i];
    return NULL;
}

static bool has_phrase(const struct facts *facts, struct str phrase)
{
    return strlen(facts->phrase) == phrase.len &&
           strncasecmp(facts->phrase, phrase.data, phrase.len) == 0;
}

const struct facts *registry_meant(const struct registry *registry, int code, struct str tag,
                                   struct str phrase)
{
    size_t count;
    const struct origin_facts *named = registry_origin(registry, tag);
    const struct facts *facts = registry_find(registry, code, named ? named->origin : NULL);
    if (facts || named)
        return facts;
    facts = registry_by_code(registry, code, &count);
    for (size_t i = 0; phrase.len > 0 && i < count; i++)
        if (has_phrase(&facts[i], phrase))
            return &facts[i];
    return facts;
}

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The bytes of the phrase when the text begins with it as a whole word, else 0. */
static size_t phrase_at(const char *phrase, struct str text)
{
    size_t len = strlen(phrase);
    bool begins = len > 0 && len <= text.len && strncasecmp(phrase, text.data, len) == 0;
    return begins && (len == text.len || !is_alphanumeric(text.data[len])) ? len : 0;
}

size_t registry_phrase_at(const struct registry *registry, int code, struct str text)
{
    size_t count, longest = 0, size;
    const struct facts *facts = registry_by_code(registry, code, &count);
    for (size_t i = 0; i < count; i++) {
        if ((size = phrase_at(facts[i].phrase, text)) > longest)
            longest = size;
        for (size_t j = 0; j < facts[i].former_count; j++)
            if ((size = phrase_at(facts[i].former_phrases[j], text)) > longest)
                longest = size;
    }
    return longest;
}

const struct facts *registry_by_code(const struct registry *registry, int code, size_t *count)
{
    size_t from = 0, to = registry->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (registry->codes[middle].code < code)
            from = middle + 1;
        else
            to = middle;
    }
    for (to = from; to < registry->count && registry->codes[to].code == code; to++)
        continue;
    *count = to - from;
    return *count > 0 ? &registry->codes[from] : NULL;
}

/* "AWS ELB", "aws-elb" and "AwsElb" are one name: what is ASCII but no letter and no digit does not
 * count. */
static bool same_origin(struct str a, struct str b)
{
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < a.len && is_separator(a.data[i]))
            i++;
        while (j < b.len && is_separator(b.data[j]))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (lower(a.data[i]) != lower(b.data[j]))
            return false;
    }
}

static bool is_named(const struct origin_facts *origin, struct str name)
{
    if (same_origin(str_of(origin->origin), name) || same_origin(str_of(origin->name), name))
        return true;
    for (size_t i = 0; i < origin->alias_count; i++)
        if (same_origin(str_of(origin->aliases[i]), name))
            return true;
    return false;
}

const struct origin_facts *registry_origin(const struct registry *registry, struct str name)
{
    for (size_t i = 0; name.len > 0 && i < registry->origin_count; i++)
        if (is_named(&registry->origins[i], name))
            return &registry->origins[i];
    return NULL;
}

const struct field_facts *registry_field(const struct registry *registry, struct str name)
{
    for (size_t i = 0; i < registry->field_count; i++) {
        const char *known = registry->fields[i].name;
        if (strlen(known) == name.len && strncasecmp(known, name.data, name.len) == 0)
            return &registry->fields[i];
    }
    return NULL;
}

const struct class_facts *registry_class(const struct registry *registry, int digit)
{
    return digit >= 1 && digit <= CLASSES ? &registry->classes[digit - 1] : NULL;
}
