#include "core/catalogue.h"
#include "core/buf.h"
#include "core/headline.h"
#include "core/mem.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

const char *const language_names[LANGUAGE_COUNT] = {
    [LANGUAGE_EN] = "en",
    [LANGUAGE_ZH_CN] = "zh_CN",
};

enum { DOCUMENT_LIMIT = 1000 }; /* files of an edition */

struct documents {
    struct document **list;
    size_t count, capacity;
};

struct edition {
    struct documents documents;
    struct shelf shelf;
    struct shelf browse; /* the user's documents and then these */
    struct keywords *keywords;
    bool tried, failed; /* to read it: once, since half an edition is none */
    struct error failure;
};

struct catalogue {
    char *datadir;
    struct registry *registry;
    struct edition editions[LANGUAGE_COUNT];
    struct documents own;
    struct shelf own_shelf;
};

enum language language_of_locale(const char *locale)
{
    bool chinese = locale && strncasecmp(locale, "zh", 2) == 0 &&
                   (locale[2] == '\0' || strchr("_-.@:", locale[2]));
    return chinese ? LANGUAGE_ZH_CN : LANGUAGE_EN;
}

bool language_parse(const char *name, enum language *language)
{
    static const struct {
        const char *name;
        enum language language;
    } names[] = {
        {"en", LANGUAGE_EN},         {"en_US", LANGUAGE_EN},    {"en_GB", LANGUAGE_EN},
        {"zh_CN", LANGUAGE_ZH_CN},   {"zh-CN", LANGUAGE_ZH_CN}, {"zh", LANGUAGE_ZH_CN},
        {"zh-Hans", LANGUAGE_ZH_CN},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i].name) == 0) {
            *language = names[i].language;
            return true;
        }
    return false;
}

static void documents_add(struct documents *documents, struct document *document)
{
    documents->list =
        mem_grow(documents->list, &documents->capacity, documents->count, sizeof *documents->list);
    documents->list[documents->count++] = document;
}

static void documents_release(struct documents *documents)
{
    for (size_t i = 0; i < documents->count; i++)
        document_free(documents->list[i]);
    free(documents->list);
}

struct catalogue *catalogue_new(const char *datadir)
{
    struct catalogue *catalogue = mem_new(1, sizeof *catalogue);
    catalogue->datadir = mem_copy(str_of(datadir));
    return catalogue;
}

void catalogue_free(struct catalogue *catalogue)
{
    if (!catalogue)
        return;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        documents_release(&catalogue->editions[i].documents);
        keywords_free(catalogue->editions[i].keywords);
        free(catalogue->editions[i].shelf.entries);
        free(catalogue->editions[i].browse.entries);
    }
    documents_release(&catalogue->own);
    free(catalogue->own_shelf.entries);
    registry_free(catalogue->registry);
    free(catalogue->datadir);
    free(catalogue);
}

void catalogue_add(struct catalogue *catalogue, struct document *document)
{
    documents_add(&catalogue->own, document);
    free(catalogue->own_shelf.entries);
    catalogue->own_shelf = (struct shelf){0};
}

bool catalogue_open(struct catalogue *catalogue, const char *path, struct error *error)
{
    struct document *document = document_load(path, catalogue->registry, error);
    if (document)
        catalogue_add(catalogue, document);
    return document;
}

const struct registry *catalogue_registry(const struct catalogue *catalogue)
{
    return catalogue->registry;
}

static void join_facts(struct catalogue *catalogue, struct entry *entry)
{
    const struct section *section = entry->section;
    const struct origin_facts *named = registry_origin(catalogue->registry, section->tag);
    entry->facts =
        registry_meant(catalogue->registry, section->code, section->tag, section->phrase);
    entry->origin = entry->facts ? entry->facts->origin : named ? named->origin : "unknown";
}

static void join_shelf(struct catalogue *catalogue, struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (shelf->entries[i].section->kind == SECTION_ENTRY)
            join_facts(catalogue, &shelf->entries[i]);
}

/* An edition can do without search words; those there are must be right. */
static bool load_keywords(struct catalogue *catalogue, enum language language, struct error *error)
{
    char path[4096 + 64];
    struct error failure = {0};
    if (catalogue->editions[language].keywords)
        return true;
    snprintf(path, sizeof path, "%s/%s/keywords.txt", catalogue->datadir, language_names[language]);
    catalogue->editions[language].keywords = keywords_load(path, &failure);
    if (catalogue->editions[language].keywords || failure.system == ENOENT)
        return true;
    *error = failure;
    return false;
}

bool catalogue_load_facts(struct catalogue *catalogue, struct error *error)
{
    char path[4096];
    if (catalogue->registry)
        return true;
    snprintf(path, sizeof path, "%s/registry.json", catalogue->datadir);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (!load_keywords(catalogue, (enum language)i, error))
            return false;
    catalogue->registry = registry_load(path, error);
    if (!catalogue->registry)
        return false;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        join_shelf(catalogue, &catalogue->editions[i].shelf);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        join_shelf(catalogue, &catalogue->editions[i].browse);
    join_shelf(catalogue, &catalogue->own_shelf);
    return true;
}

static void shelve(struct shelf *shelf, size_t *capacity, const struct document *document,
                   bool builtin)
{
    size_t count, base = shelf->count;
    const struct section *sections = document_sections(document, &count);
    for (size_t i = 0; i < count; i++) {
        struct entry entry = {.document = document,
                              .section = &sections[i],
                              .origin = "",
                              .parent = ENTRY_NONE,
                              .end = base + i + 1,
                              .builtin = builtin};
        if (sections[i].parent != SECTION_TOP) {
            entry.parent = base + sections[i].parent;
            entry.depth = shelf->entries[entry.parent].depth + 1;
        }
        shelf->entries = mem_grow(shelf->entries, capacity, shelf->count, sizeof *shelf->entries);
        shelf->entries[shelf->count++] = entry;
        for (size_t up = entry.parent; up != ENTRY_NONE; up = shelf->entries[up].parent)
            shelf->entries[up].end = shelf->count;
    }
}

/* Adds the documents' trees to a shelf that is being made. */
static void fill_shelf(struct shelf *shelf, size_t *capacity, const struct documents *documents,
                       bool builtin)
{
    for (size_t i = 0; i < documents->count; i++)
        shelve(shelf, capacity, documents->list[i], builtin);
}

/* `own`, `edition`: the documents that come first and then, or null. */
static struct shelf make_shelf(struct catalogue *catalogue, const struct documents *own,
                               const struct documents *edition)
{
    struct shelf shelf = {0};
    size_t capacity = 0;
    if (own)
        fill_shelf(&shelf, &capacity, own, false);
    if (edition)
        fill_shelf(&shelf, &capacity, edition, true);
    if (catalogue->registry)
        join_shelf(catalogue, &shelf);
    return shelf;
}

static int is_markdown(const struct dirent *file)
{
    size_t len = strlen(file->d_name);
    return len > 3 && file->d_name[0] != '.' && strcmp(file->d_name + len - 3, ".md") == 0;
}

static bool fail_edition(struct error *error, const char *folder, const char *what, int system)
{
    *error = (struct error){.what = what, .system = system};
    snprintf(error->file, sizeof error->file, "%.*s", (int)sizeof error->file - 1, folder);
    return false;
}

static bool load_files(struct documents *documents, const char *folder, struct dirent **files,
                       int count, struct error *error)
{
    char path[4096 + 256];
    for (int i = 0; i < count && i < DOCUMENT_LIMIT; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]->d_name);
        struct document *document = document_load(path, NULL, error);
        if (!document)
            return false;
        documents_add(documents, document);
    }
    return true;
}

static bool load_edition(struct catalogue *catalogue, enum language language, struct error *error)
{
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/%s", catalogue->datadir, language_names[language]);
    struct dirent **files = NULL;
    int count = scandir(folder, &files, is_markdown, alphasort);
    if (count < 0)
        return fail_edition(error, folder, N_("cannot be opened"), errno);
    struct edition *edition = &catalogue->editions[language];
    bool loaded = load_files(&edition->documents, folder, files, count, error);
    for (int i = 0; i < count; i++)
        free(files[i]);
    free(files);
    if (!loaded)
        return false;
    edition->shelf = make_shelf(catalogue, NULL, &edition->documents);
    for (size_t i = 0; i < edition->shelf.count; i++)
        if (edition->shelf.entries[i].section->kind == SECTION_ENTRY)
            return true;
    return fail_edition(error, folder, N_("has no entry on any status code"), 0);
}

const struct keywords *catalogue_keywords(const struct catalogue *catalogue, enum language language)
{
    return catalogue->editions[language].keywords;
}

const struct shelf *catalogue_edition(struct catalogue *catalogue, enum language language,
                                      struct error *error)
{
    struct edition *edition = &catalogue->editions[language];
    if (!edition->tried)
        edition->failed = !load_edition(catalogue, language, &edition->failure);
    edition->tried = true;
    if (edition->failed)
        *error = edition->failure;
    return edition->failed ? NULL : &edition->shelf;
}

const struct shelf *catalogue_shelf(struct catalogue *catalogue, enum language language,
                                    struct error *error)
{
    if (catalogue->own.count == 0)
        return catalogue_edition(catalogue, language, error);
    if (catalogue->own_shelf.count == 0)
        catalogue->own_shelf = make_shelf(catalogue, &catalogue->own, NULL);
    return &catalogue->own_shelf;
}

const struct shelf *catalogue_browse(struct catalogue *catalogue, enum language language,
                                     struct error *error)
{
    const struct shelf *shelf = catalogue_edition(catalogue, language, error);
    if (!shelf || catalogue->own.count == 0)
        return shelf;
    struct edition *edition = &catalogue->editions[language];
    if (edition->browse.count == 0)
        edition->browse = make_shelf(catalogue, &catalogue->own, &edition->documents);
    return &edition->browse;
}

size_t shelf_find(const struct shelf *shelf, int code, const char *origin)
{
    size_t other = ENTRY_NONE;
    bool any = !origin || !*origin;
    for (size_t i = 0; i < shelf->count; i++) {
        const struct entry *entry = &shelf->entries[i];
        if (entry->section->kind != SECTION_ENTRY || entry->section->code != code)
            continue;
        if (strcmp(entry->origin, any ? "iana" : origin) == 0)
            return i;
        if (any && other == ENTRY_NONE)
            other = i;
    }
    return other;
}

size_t shelf_find_class(const struct shelf *shelf, int digit)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (shelf->entries[i].section->kind == SECTION_CLASS &&
            shelf->entries[i].section->code == digit)
            return i;
    return ENTRY_NONE;
}

struct str entry_phrase(const struct entry *entry)
{
    if (entry->facts)
        return str_of(entry->facts->phrase);
    if (entry->section->phrase.len == 0 && entry->section->kind == SECTION_ENTRY)
        return entry->section->tag;
    return entry->section->phrase;
}

/* The name, where it begins with a Latin word that the headline took for a part of the phrase ("505
 * HTTP Version Not Supported HTTP 版本不受支持"): what follows the registered phrase. */
static struct str name_behind_phrase(const struct entry *entry)
{
    const struct section *section = entry->section;
    struct str phrase = entry->facts ? str_of(entry->facts->phrase) : section->phrase;
    bool longer = section->phrase.len > phrase.len && str_starts(section->phrase, phrase);
    if (!longer || phrase.len == 0 || section->tag.len > 0 || section->name.len == 0)
        return section->name;
    const char *from = section->phrase.data + phrase.len;
    const char *end = section->name.data + section->name.len;
    return str_trim((struct str){from, (size_t)(end - from)});
}

struct str entry_name(const struct entry *entry)
{
    struct str name = name_behind_phrase(entry);
    return name.len > 0 ? name : entry_phrase(entry);
}

struct str entry_summary(const struct entry *entry)
{
    struct str body = str_trim(entry->section->body);
    for (size_t i = 0; i + 1 < body.len; i++)
        if (body.data[i] == '\n' && body.data[i + 1] == '\n')
            return str_slice(body, 0, i);
    return body;
}

int entry_class(const struct entry *entry)
{
    return entry->section->kind == SECTION_ENTRY ? entry->section->code / 100
                                                 : entry->section->code;
}

struct link_target link_parse(const char *target)
{
    struct link_target link = {.kind = LINK_OTHER};
    struct str text = str_of(target);
    if (str_starts(text, STR("https://")) || str_starts(text, STR("http://"))) {
        link.kind = LINK_WEB;
        return link;
    }
    if (text.len == 3 && text.data[0] >= '1' && text.data[0] <= '9' &&
        strcasecmp(target + 1, "xx") == 0) {
        link.kind = LINK_CLASS;
        link.code = text.data[0] - '0';
        return link;
    }
    int code = headline_code(str_slice(text, 0, 3));
    if (code < 0 || (text.len > 3 && text.data[3] != '-') || text.len == 4)
        return link;
    link.kind = LINK_STATUS;
    link.code = code;
    if (text.len > 4)
        snprintf(link.origin, sizeof link.origin, "%s", target + 4);
    return link;
}
