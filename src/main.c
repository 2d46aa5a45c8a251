/* main.c: where the program begins and ends.
 *
 * It alone sets the locale, chooses between browsing and printing, and exits.
 */
#include "config.h"

#include "browse.h"
#include "complain.h"
#include "core/catalogue.h"
#include "core/mem.h"
#include "core/search.h"
#include "options.h"
#include "print.h"
#include "sources.h"
#include "terminal.h"
#include "tty.h"
#include "ui/i18n.h"

#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };
enum { EXIT_CLEAN = 0, EXIT_DUBIOUS = 1 }; /* of --check */

/* GNU gettext looks anew for translations when this changes (gettext manual, 11.5.10). */
extern int _nl_msg_cat_cntr;

/* The folder of the running program, "" when it cannot be told. */
static void program_folder(char *folder, size_t size)
{
    ssize_t len = readlink("/proc/self/exe", folder, size - 1);
    folder[len > 0 ? len : 0] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
}

/* Built but not installed, the program finds `name` beside itself; installed, where it was put. */
static void find_folder(struct buf *path, const char *name, const char *proof,
                        const char *installed)
{
    char folder[PATH_MAX];
    struct buf test = {0};
    program_folder(folder, sizeof folder);
    buf_add_format(path, "%s/%s", folder, name);
    buf_add_format(&test, "%s/%s", path->data, proof);
    if (!*folder || access(test.data, R_OK) != 0) {
        buf_cut(path, 0);
        buf_add_text(path, installed);
    }
    buf_release(&test);
}

static const char *first_set(const char *const *names)
{
    for (; *names; names++) {
        const char *value = getenv(*names);
        if (value && *value)
            return value;
    }
    return NULL;
}

/* What a person reads messages in: LANGUAGE's first word counts unless the locale is C. */
static enum language language_of_environment(void)
{
    static const char *const locale_names[] = {"LC_ALL", "LC_MESSAGES", "LANG", NULL};
    const char *locale = first_set(locale_names), *list = getenv("LANGUAGE");
    bool plain = !locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
    if (plain)
        return LANGUAGE_EN;
    return language_of_locale(list && *list ? list : locale);
}

/* Messages follow LANGUAGE alone, so that they can change while the program runs and need no locale
 * of their own to be installed. */
static void set_language(enum language language)
{
    setenv("LANGUAGE", language_names[language], 1);
    _nl_msg_cat_cntr++;
}

/* Is the C locale asked for in so many words? Then nothing but ASCII is shown. */
static bool is_ascii_locale(void)
{
    const char *all = getenv("LC_ALL");
    return all && (strcmp(all, "C") == 0 || strcmp(all, "POSIX") == 0);
}

static void set_locale(void)
{
    struct buf folder = {0};
    setlocale(LC_CTYPE, ""); /* and messages; the rest would only cost time */
    setlocale(LC_MESSAGES, "");
    /* Text is measured as UTF-8 whatever the locale. */
    if (MB_CUR_MAX < 4 && !setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "C");
    /* In the locale "C" gettext would translate nothing. */
    const char *messages = setlocale(LC_MESSAGES, NULL);
    if (!messages || strcmp(messages, "C") == 0 || strcmp(messages, "POSIX") == 0)
        setlocale(LC_MESSAGES, "C.UTF-8");
    find_folder(&folder, "locale", "zh_CN/LC_MESSAGES/" PACKAGE ".mo", LOCALEDIR);
    bindtextdomain(PACKAGE, folder.data);
    bind_textdomain_codeset(PACKAGE, "UTF-8");
    textdomain(PACKAGE);
    buf_release(&folder);
    set_language(language_of_environment());
}

/* Everything, in the order of the documents. */
static size_t *all_entries(const struct shelf *shelf, bool headings, size_t *count)
{
    size_t *list = mem_new(shelf->count, sizeof *list);
    *count = 0;
    for (size_t i = 0; i < shelf->count; i++)
        if (headings || shelf->entries[i].section->kind == SECTION_ENTRY)
            list[(*count)++] = i;
    return list;
}

static size_t *hits_of(const struct search *search, size_t *count)
{
    const struct hit *hits = search_hits(search, count);
    size_t *list = mem_new(*count, sizeof *list);
    for (size_t i = 0; i < *count; i++)
        list[i] = hits[i].entry;
    return list;
}

static struct print_style print_style(const struct options *options)
{
    struct winsize size;
    bool terminal = isatty(STDOUT_FILENO);
    const char *no_color = getenv("NO_COLOR"), *columns = getenv("COLUMNS"), *term = getenv("TERM");
    bool able = terminal && term && *term && strcmp(term, "dumb") != 0;
    bool dressed = options->color == WHEN_ALWAYS ||
                   (options->color == WHEN_AUTO && able && !(no_color && *no_color));
    struct print_style style = {.width = 80, .colors = 8, .ascii = options->ascii};
    if (dressed)
        style.theme = options->theme ? options->theme : theme_find(NULL);
    if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        style.width = size.ws_col;
    else if (columns && atoi(columns) > 0)
        style.width = atoi(columns);
    style.width = style.width > 100 ? 100 : style.width;
    return style;
}

/* Is what was printed really out? */
static bool close_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout) && fclose(stdout) == 0)
        return true;
    fprintf(stderr, "statusbrowse: %s: %s\n", _("cannot write the output"), strerror(errno));
    return false;
}

static int print(struct catalogue *catalogue, const struct options *options,
                 const struct sources *sources)
{
    struct error error;
    const struct shelf *shelf = catalogue_shelf(catalogue, options->language, &error);
    struct search *search = NULL;
    struct selection selection = {{catalogue, shelf, options->language, 0}, NULL, NULL, 0};
    size_t *entries;
    if (str_trim(buf_str(&options->query)).len > 0) {
        search = search_new(catalogue, shelf);
        search_start(search, buf_str(&options->query));
        search_run(search);
        entries = hits_of(search, &selection.count);
    } else {
        entries = all_entries(shelf, options->mode == MODE_PRINT, &selection.count);
    }
    if (search && search_is_near(search))
        fprintf(stderr, "statusbrowse: %s\n", _("nothing matches; what follows comes near"));
    selection.search = search;
    selection.entries = entries;
    struct print_style style = print_style(options);
    if (options->mode == MODE_LIST)
        print_list(stdout, &selection);
    else if (options->mode == MODE_JSON)
        print_json(stdout, &selection);
    else
        print_pages(stdout, &selection, &style);
    bool found = selection.count > 0 && !(search && search_is_near(search));
    free(entries);
    search_free(search);
    if (!close_output() || sources->failed > 0)
        return EXIT_ERROR;
    return found ? EXIT_FOUND : EXIT_NOTHING;
}

/* Everything that the first screen or the output needs. */
static struct catalogue *open_catalogue(const struct options *options, struct error *error)
{
    bool needs_facts = options->mode != MODE_BROWSE || options->query.len > 0 ||
                       options->document_count > 0; /* which tell phrases from text */
    struct buf datadir = {0};
    const char *given = getenv("STATUSBROWSE_DATADIR");
    if (given && *given)
        buf_add_text(&datadir, given);
    else
        find_folder(&datadir, "data", "registry.json", PKGDATADIR);
    struct catalogue *catalogue = catalogue_new(datadir.data);
    buf_release(&datadir);
    if (!needs_facts || catalogue_load_facts(catalogue, error))
        return catalogue;
    catalogue_free(catalogue);
    return NULL;
}

static int show_documents(struct catalogue *catalogue, const struct options *options,
                          struct sources *sources)
{
    bool nothing = sources->opened == 0 && sources->failed > 0;
    if (options->mode == MODE_BROWSE && !nothing)
        return browse(catalogue, options, sources, set_language) ? EXIT_FOUND : EXIT_ERROR;
    sources_complain(sources);
    return nothing ? EXIT_ERROR : print(catalogue, options, sources);
}

static int show(const struct options *options)
{
    struct error error = {0};
    struct sources sources = {0};
    struct catalogue *catalogue = open_catalogue(options, &error);
    /* Without the built-in texts the program is broken, whatever else it was asked to open. */
    bool whole = catalogue && catalogue_edition(catalogue, options->language, &error);
    int status = EXIT_ERROR;
    if (whole)
        sources_open(&sources, catalogue, options->documents, options->document_count);
    else
        complain(&error);
    if (whole)
        status = show_documents(catalogue, options, &sources);
    sources_release(&sources);
    catalogue_free(catalogue);
    return status;
}

/* The lines of --check; a file that cannot be read does not keep the others from being checked. */
static int check(const struct options *options)
{
    struct error error = {0};
    struct options none = {.mode = MODE_CHECK};
    struct catalogue *catalogue = open_catalogue(&none, &error);
    if (!catalogue) {
        complain(&error);
        return EXIT_ERROR;
    }
    int status = EXIT_CLEAN;
    for (size_t i = 0; i < options->document_count; i++) {
        struct document *document =
            sources_load(options->documents[i], catalogue_registry(catalogue), &error);
        if (!document) {
            complain(&error);
            error = (struct error){0};
            status = EXIT_ERROR;
            continue;
        }
        if (print_problems(stdout, document, catalogue_registry(catalogue)) > 0 &&
            status == EXIT_CLEAN)
            status = EXIT_DUBIOUS;
        document_free(document);
    }
    catalogue_free(catalogue);
    return close_output() ? status : EXIT_ERROR;
}

static int tell(const struct options *options)
{
    struct buf text = {0};
    if (options->mode == MODE_HELP)
        options_help(&text);
    else
        buf_add_text(&text, PACKAGE_STRING "\n");
    fwrite(text.data, 1, text.len, stdout);
    buf_release(&text);
    return close_output() ? EXIT_FOUND : EXIT_ERROR;
}

_Noreturn void mem_exhausted(void)
{
    static const char message[] = "statusbrowse: out of memory\n";
    terminal_close();
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    _exit(EXIT_ERROR);
}

int main(int argc, char **argv)
{
    struct options options = {0};
    tty_fill_descriptors();
    set_locale();
    bool valid = options_parse(&options, argc, argv);
    int status = EXIT_ERROR;
    if (!options.has_language)
        options.language = language_of_environment();
    else if (options.mode != MODE_CHECK)
        set_language(options.language);
    if (is_ascii_locale())
        options.ascii = ASCII_ONLY;
    options.restricted = options.restricted || getenv("LESSSECURE");
    if (options.mode == MODE_BROWSE && !isatty(STDOUT_FILENO))
        options.mode = MODE_PRINT;
    if (valid && (options.mode == MODE_HELP || options.mode == MODE_VERSION))
        status = tell(&options);
    else if (valid && options.mode == MODE_CHECK)
        status = check(&options);
    else if (valid)
        status = show(&options);
    options_release(&options);
    return status;
}
