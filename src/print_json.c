#include "core/json.h"
#include "core/markup.h"
#include "core/text.h"
#include "print.h"

#include <stdlib.h>

static struct json *string_or_null(const char *text)
{
    return text ? json_new_string(str_of(text)) : json_new_null();
}

static struct json *plain(struct str markdown)
{
    struct markup markup;
    markup_parse(&markup, markdown);
    struct json *text = json_new_string(str_trim(buf_str(&markup.text)));
    markup_release(&markup);
    return text;
}

static struct json *specs_of(const struct facts *facts)
{
    struct json *list = json_new_array();
    for (size_t i = 0; facts && i < facts->spec_count; i++) {
        struct json *spec = json_new_object();
        json_set(spec, "document", string_or_null(facts->specs[i].document));
        json_set(spec, "section", string_or_null(facts->specs[i].section));
        json_set(spec, "url", string_or_null(facts->specs[i].url));
        json_append(list, spec);
    }
    return list;
}

static struct json *headers_of(const struct facts *facts)
{
    struct json *list = json_new_array();
    for (size_t i = 0; facts && i < facts->header_count; i++) {
        struct json *use = json_new_object();
        json_set(use, "name", string_or_null(facts->headers[i].name));
        json_set(use, "in", string_or_null(direction_words[facts->headers[i].in]));
        json_set(use, "level", string_or_null(level_words[facts->headers[i].level]));
        json_append(list, use);
    }
    return list;
}

static struct json *related_of(const struct facts *facts)
{
    struct json *list = json_new_array();
    for (size_t i = 0; facts && i < facts->related_count; i++) {
        struct json *relation = json_new_object();
        json_set(relation, "code", json_new_int(facts->related[i].code));
        json_set(relation, "origin", string_or_null(facts->related[i].origin));
        json_set(relation, "kind", string_or_null(relation_kind_words[facts->related[i].kind]));
        json_append(list, relation);
    }
    return list;
}

static struct json *former_of(const struct facts *facts)
{
    struct json *list = json_new_array();
    for (size_t i = 0; facts && i < facts->former_count; i++)
        json_append(list, string_or_null(facts->former_phrases[i]));
    return list;
}

static struct json *redirect_of(const struct facts *facts)
{
    if (!facts || facts->redirect == REDIRECT_NONE)
        return json_new_null();
    struct json *redirect = json_new_object();
    json_set(redirect, "method", string_or_null(redirect_method_words[facts->redirect]));
    json_set(redirect, "permanent", json_new_bool(facts->permanent));
    return redirect;
}

/* The headings above an entry, outermost first. */
static struct json *path_of(const struct shelf *shelf, size_t entry)
{
    struct json *path = shelf->entries[entry].parent == ENTRY_NONE
                            ? json_new_array()
                            : path_of(shelf, shelf->entries[entry].parent);
    if (shelf->entries[entry].parent != ENTRY_NONE)
        json_append(path,
                    json_new_string(shelf->entries[shelf->entries[entry].parent].section->heading));
    return path;
}

/* A file may be called anything; JSON escapes but the first controls. */
static struct json *file_name(const char *name)
{
    struct buf clean = {0};
    text_clean(&clean, str_of(name));
    struct json *string = json_new_string(buf_str(&clean));
    buf_release(&clean);
    return string;
}

/* What the document of an entry is called; null for none of the user's. */
static struct json *document_of(const struct entry *entry)
{
    bool own = entry && !entry->builtin;
    return own ? file_name(document_name(entry->document)) : json_new_string(STR("built-in"));
}

static struct json *matches_of(const struct search *search, const struct entry *entry, size_t index)
{
    size_t count;
    struct search_match *matches = search_matches(search, index, &count);
    struct json *list = json_new_array();
    for (size_t i = 0; i < count; i++) {
        struct json *match = json_new_object();
        json_set(match, "field", string_or_null(field_words[matches[i].field]));
        json_set(match, "excerpt", string_or_null(matches[i].excerpt));
        json_set(match, "document", document_of(matches[i].own ? entry : NULL));
        json_append(list, match);
    }
    search_matches_free(matches, count);
    return list;
}

static void set_facts(struct json *object, const struct facts *facts)
{
    json_set(object, "lifecycle", string_or_null(facts ? lifecycle_words[facts->lifecycle] : NULL));
    json_set(object, "seen", string_or_null(facts ? seen_words[facts->seen] : NULL));
    json_set(object, "specs", specs_of(facts));
    json_set(object, "cacheable", facts ? json_new_bool(facts->cacheable) : json_new_null());
    json_set(object, "storable", facts ? json_new_bool(facts->storable) : json_new_null());
    json_set(object, "content", facts ? json_new_bool(facts->content) : json_new_null());
    json_set(object, "headers", headers_of(facts));
    json_set(object, "redirect", redirect_of(facts));
    json_set(object, "retry", string_or_null(facts ? retry_words[facts->retry] : NULL));
    json_set(object, "related", related_of(facts));
}

static struct json *entry_of(const struct selection *selection, size_t index)
{
    const struct entry *entry = &selection->source.shelf->entries[index];
    struct json *object = json_new_object();
    json_set(object, "code", json_new_int(entry->section->code));
    json_set(object, "origin", string_or_null(entry->origin));
    json_set(object, "phrase", json_new_string(entry_phrase(entry)));
    json_set(object, "former_phrases", former_of(entry->facts));
    json_set(object, "name", json_new_string(entry_name(entry)));
    json_set(object, "heading", json_new_string(entry->section->heading));
    json_set(object, "language", string_or_null(language_names[selection->source.language]));
    json_set(object, "path", path_of(selection->source.shelf, index));
    json_set(object, "document", document_of(entry));
    json_set(object, "line", json_new_int((long long)entry->section->line));
    set_facts(object, entry->facts);
    json_set(object, "summary", plain(entry_summary(entry)));
    json_set(object, "text", plain(entry->section->body));
    json_set(object, "markdown", json_new_string(str_trim(entry->section->body)));
    if (selection->search)
        json_set(object, "matches", matches_of(selection->search, entry, index));
    if (selection->search && search_is_near(selection->search))
        json_set(object, "near", json_new_bool(true));
    return object;
}

void print_json(FILE *out, const struct selection *selection)
{
    struct json *list = json_new_array();
    for (size_t i = 0; i < selection->count; i++)
        if (selection->source.shelf->entries[selection->entries[i]].section->kind == SECTION_ENTRY)
            json_append(list, entry_of(selection, selection->entries[i]));
    struct buf text = {0};
    json_print(&text, list);
    buf_add_char(&text, '\n');
    fwrite(text.data, 1, text.len, out);
    buf_release(&text);
    json_free(list);
}
