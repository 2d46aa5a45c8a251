#include "core/catalogue.h"
#include "core/buf.h"
#include "core/headline.h"
#include "core/mem.h"
#include "core/text.h"

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

struct edition {
    struct volumes documents;
    struct shelf shelf;
    struct shelf *browse[VIEW_COUNT]; /* with the user's documents; null until asked for */
    struct keywords *keywords;
    bool tried, failed; /* to read it: once, since half an edition is none */
    struct error failure;
};

/* What has been replaced and is still in use. */
struct old {
    struct shelf *shelf;
    struct document *document;
    struct old *next;
};

struct catalogue {
    char *datadir;
    struct registry *registry;
    struct edition editions[LANGUAGE_COUNT];
    struct volumes own;
    struct shelf *own_shelf; /* null until asked for */
    struct old *old;
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

static void add_volume(struct volumes *volumes, struct document *document)
{
    volumes->list =
        mem_grow(volumes->list, &volumes->capacity, volumes->count, sizeof *volumes->list);
    volumes->list[volumes->count++] = (struct volume){document, mem_copy(STR(""))};
}

static void volumes_release(struct volumes *volumes)
{
    for (size_t i = 0; i < volumes->count; i++) {
        document_free(volumes->list[i].document);
        free(volumes->list[i].source);
    }
    free(volumes->list);
}

struct catalogue *catalogue_new(const char *datadir)
{
    struct catalogue *catalogue = mem_new(1, sizeof *catalogue);
    catalogue->datadir = mem_copy(str_of(datadir));
    return catalogue;
}

static void retire(struct catalogue *catalogue, struct shelf *shelf, struct document *document)
{
    struct old *old = mem_new(1, sizeof *old);
    *old = (struct old){shelf, document, catalogue->old};
    catalogue->old = old;
}

/* The shelves with documents of the user's are to be made afresh. */
static void retire_shelves(struct catalogue *catalogue)
{
    struct shelf **shelves[1 + LANGUAGE_COUNT * VIEW_COUNT] = {&catalogue->own_shelf};
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        for (int j = 0; j < VIEW_COUNT; j++)
            shelves[1 + i * VIEW_COUNT + j] = &catalogue->editions[i].browse[j];
    for (size_t i = 0; i < sizeof shelves / sizeof *shelves; i++) {
        if (*shelves[i])
            retire(catalogue, *shelves[i], NULL);
        *shelves[i] = NULL;
    }
}

void catalogue_release_old(struct catalogue *catalogue)
{
    while (catalogue->old) {
        struct old *old = catalogue->old;
        catalogue->old = old->next;
        if (old->shelf)
            shelf_release(old->shelf);
        free(old->shelf);
        document_free(old->document);
        free(old);
    }
}

void catalogue_free(struct catalogue *catalogue)
{
    if (!catalogue)
        return;
    retire_shelves(catalogue);
    catalogue_release_old(catalogue);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        volumes_release(&catalogue->editions[i].documents);
        keywords_free(catalogue->editions[i].keywords);
        shelf_release(&catalogue->editions[i].shelf);
    }
    volumes_release(&catalogue->own);
    registry_free(catalogue->registry);
    free(catalogue->datadir);
    free(catalogue);
}

/* The last parts of a path, as many of them as are asked for; all of it when it has no more. */
static struct str last_parts(const char *path, size_t parts)
{
    struct str whole = str_of(path);
    size_t at = whole.len;
    while (at > 0 && (path[at - 1] != '/' || at == whole.len || --parts > 0))
        at--;
    return str_slice(whole, at, whole.len);
}

/* Is some other document called so as well? */
static bool is_ambiguous(const struct volumes *volumes, const char *path, size_t parts)
{
    struct str name = last_parts(path, parts);
    for (size_t i = 0; i < volumes->count; i++) {
        const char *other = document_name(volumes->list[i].document);
        if (strcmp(other, path) != 0 && str_equal(last_parts(other, parts), name))
            return true;
    }
    return false;
}

static void name_sources(struct volumes *volumes)
{
    for (size_t i = 0; i < volumes->count; i++) {
        const char *path = document_name(volumes->list[i].document);
        struct buf clean = {0};
        size_t parts = 1, most = strlen(path);
        while (parts < most && is_ambiguous(volumes, path, parts))
            parts++;
        text_clean(&clean, last_parts(path, parts));
        free(volumes->list[i].source);
        volumes->list[i].source = mem_copy(buf_str(&clean));
        buf_release(&clean);
    }
}

void catalogue_add(struct catalogue *catalogue, struct document *document)
{
    add_volume(&catalogue->own, document);
    name_sources(&catalogue->own);
    retire_shelves(catalogue);
}

bool catalogue_open(struct catalogue *catalogue, const char *path, struct error *error)
{
    struct document *document = document_load(path, catalogue->registry, error);
    if (document)
        catalogue_add(catalogue, document);
    return document != NULL;
}

static bool fail(struct error *error, const char *file, const char *what, int system)
{
    *error = (struct error){.what = what, .system = system};
    snprintf(error->file, sizeof error->file, "%.*s", (int)sizeof error->file - 1, file);
    return false;
}

static bool replace(struct catalogue *catalogue, struct volume *volume, struct error *error)
{
    const char *path = document_name(volume->document);
    struct document *document = document_load(path, catalogue->registry, error);
    if (!document)
        return false;
    if (document_has_entries(volume->document) && !document_has_entries(document)) {
        document_free(document);
        return fail(error, path, N_("has no entry any more"), 0);
    }
    retire(catalogue, NULL, volume->document);
    volume->document = document;
    retire_shelves(catalogue);
    return true;
}

bool catalogue_reload(struct catalogue *catalogue, const char *path, struct error *error)
{
    for (size_t i = 0; i < catalogue->own.count; i++)
        if (strcmp(document_name(catalogue->own.list[i].document), path) == 0)
            return replace(catalogue, &catalogue->own.list[i], error);
    return catalogue_open(catalogue, path, error);
}

size_t catalogue_document_count(const struct catalogue *catalogue)
{
    return catalogue->own.count;
}

const char *catalogue_document_path(const struct catalogue *catalogue, size_t index)
{
    return document_name(catalogue->own.list[index].document);
}

const struct registry *catalogue_registry(const struct catalogue *catalogue)
{
    return catalogue->registry;
}

static void join_facts(struct catalogue *catalogue, struct entry *entry)
{
    const struct section *section = entry->section;
    const struct origin_facts *named = registry_origin(catalogue->registry, section->tag);
    entry->facts = section_facts(catalogue->registry, section);
    entry->origin = entry->facts ? entry->facts->origin : named ? named->origin : "unknown";
}

static void join_shelf(struct catalogue *catalogue, struct shelf *shelf)
{
    for (size_t i = 0; shelf && catalogue->registry && i < shelf->count; i++)
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
        join_shelf(catalogue, catalogue->editions[i].browse[VIEW_DOCUMENTS]);
    join_shelf(catalogue, catalogue->own_shelf);
    return true;
}

static int is_markdown(const struct dirent *file)
{
    size_t len = strlen(file->d_name);
    return len > 3 && file->d_name[0] != '.' && strcmp(file->d_name + len - 3, ".md") == 0;
}

static bool load_files(struct volumes *documents, const char *folder, struct dirent **files,
                       int count, struct error *error)
{
    char path[4096 + 256];
    for (int i = 0; i < count && i < DOCUMENT_LIMIT; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]->d_name);
        struct document *document = document_load(path, NULL, error);
        if (!document)
            return false;
        add_volume(documents, document);
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
        return fail(error, folder, N_("cannot be opened"), errno);
    struct edition *edition = &catalogue->editions[language];
    bool loaded = load_files(&edition->documents, folder, files, count, error);
    for (int i = 0; i < count; i++)
        free(files[i]);
    free(files);
    if (!loaded)
        return false;
    shelf_fill(&edition->shelf, &edition->documents, true);
    join_shelf(catalogue, &edition->shelf);
    for (size_t i = 0; i < edition->documents.count; i++)
        if (document_has_entries(edition->documents.list[i].document))
            return true;
    return fail(error, folder, N_("has no entry on any status code"), 0);
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

static const struct shelf *own_shelf(struct catalogue *catalogue)
{
    if (!catalogue->own_shelf) {
        catalogue->own_shelf = mem_new(1, sizeof *catalogue->own_shelf);
        shelf_fill(catalogue->own_shelf, &catalogue->own, false);
        join_shelf(catalogue, catalogue->own_shelf);
    }
    return catalogue->own_shelf;
}

const struct shelf *catalogue_shelf(struct catalogue *catalogue, enum language language,
                                    struct error *error)
{
    if (catalogue->own.count == 0)
        return catalogue_edition(catalogue, language, error);
    return own_shelf(catalogue);
}

const struct shelf *catalogue_browse(struct catalogue *catalogue, enum view view,
                                     enum language language, struct error *error)
{
    const struct shelf *shelf = catalogue_edition(catalogue, language, error);
    if (!shelf || catalogue->own.count == 0)
        return shelf;
    if (view == VIEW_CLASSES && !catalogue_load_facts(catalogue, error))
        return NULL;
    struct edition *edition = &catalogue->editions[language];
    if (edition->browse[view])
        return edition->browse[view];
    struct shelf *made = edition->browse[view] = mem_new(1, sizeof *made);
    if (view == VIEW_CLASSES) {
        shelf_fill_classes(made, own_shelf(catalogue), shelf);
    } else {
        shelf_fill_documents(made, &catalogue->own, &edition->documents);
        join_shelf(catalogue, made);
    }
    return made;
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
