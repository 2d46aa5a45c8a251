#include "options.h"
#include "core/mem.h"
#include "core/text.h"
#include "ui/i18n.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    OPTION_LIST = 256,
    OPTION_JSON,
    OPTION_CHECK,
    OPTION_COLOR,
    OPTION_THEME,
    OPTION_ASCII,
    OPTION_NO_MOUSE,
    OPTION_RESTRICTED,
    OPTION_HELP,
    OPTION_VERSION
};

/* One row an option: what getopt needs and what --help says. */
static const struct {
    struct option option;
    char letter;
    const char *argument;
    const char *help;
} table[] = {
    {{"document", required_argument, NULL, 'd'},
     'd',
     N_("FILE"),
     N_("open your own notes as well (repeatable); - is standard input")},
    {{"language", required_argument, NULL, 'l'},
     'l',
     N_("LANG"),
     N_("zh_CN or en; default from the locale")},
    {{"print", no_argument, NULL, 'p'},
     'p',
     NULL,
     N_("print; the default when output is no terminal")},
    {{"list", no_argument, NULL, OPTION_LIST},
     0,
     NULL,
     N_("a line per status: code, origin, phrase, name")},
    {{"json", no_argument, NULL, OPTION_JSON}, 0, NULL, N_("a JSON array of entries")},
    {{"check", no_argument, NULL, OPTION_CHECK},
     0,
     NULL,
     N_("tell what is dubious in the documents FILE...")},
    {{"color", required_argument, NULL, OPTION_COLOR},
     0,
     N_("WHEN"),
     N_("auto, always or never; NO_COLOR counts for auto")},
    {{"theme", required_argument, NULL, OPTION_THEME}, 0, N_("NAME"), N_("how things look")},
    {{"ascii", no_argument, NULL, OPTION_ASCII},
     0,
     NULL,
     N_("draw lines, arrows and quotes with ASCII characters")},
    {{"no-mouse", no_argument, NULL, OPTION_NO_MOUSE},
     0,
     NULL,
     N_("leave the mouse to the terminal")},
    {{"restricted", no_argument, NULL, OPTION_RESTRICTED},
     0,
     NULL,
     N_("open, copy, edit and write nothing (as LESSSECURE)")},
    {{"help", no_argument, NULL, OPTION_HELP}, 0, NULL, N_("show this help and exit")},
    {{"version", no_argument, NULL, OPTION_VERSION}, 0, NULL, N_("show the version and exit")},
};

enum { OPTION_COUNT = sizeof table / sizeof *table };

static void complain(const char *format, const char *argument)
{
    struct buf line = {0};
    buf_add_format(&line, format, argument);
    struct buf clean = {0};
    text_clean(&clean, buf_str(&line));
    fprintf(stderr, "statusbrowse: %s\n%s\n", clean.data,
            _("Try 'statusbrowse --help' for more information."));
    buf_release(&clean);
    buf_release(&line);
}

static bool parse_when(const char *word, enum when *when)
{
    static const char *const words[] = {"auto", "never", "always"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(word, words[i]) == 0) {
            *when = (enum when)i;
            return true;
        }
    complain(_("--color takes auto, always or never, not '%s'"), word);
    return false;
}

static bool take_language(struct options *options, const char *name)
{
    options->has_language = language_parse(name, &options->language);
    if (!options->has_language)
        complain(_("there is no language '%s'; zh_CN and en there are"), name);
    return options->has_language;
}

static bool take_theme(struct options *options, const char *name)
{
    options->theme = theme_find(name);
    if (!options->theme)
        complain(_("there is no theme '%s'"), name);
    return options->theme != NULL;
}

static void add_document(struct options *options, const char *file)
{
    options->documents =
        mem_resize(options->documents, options->document_count + 1, sizeof *options->documents);
    options->documents[options->document_count++] = file;
}

static bool take_option(struct options *options, int letter)
{
    switch (letter) {
    case 'd':
        add_document(options, optarg);
        return true;
    case 'l':
        return take_language(options, optarg);
    case 'p':
        options->mode = MODE_PRINT;
        return true;
    case OPTION_LIST:
    case OPTION_JSON:
        options->mode = letter == OPTION_LIST ? MODE_LIST : MODE_JSON;
        return true;
    case OPTION_CHECK:
        options->mode = MODE_CHECK;
        return true;
    case OPTION_COLOR:
        return parse_when(optarg, &options->color);
    case OPTION_THEME:
        return take_theme(options, optarg);
    case OPTION_ASCII:
        options->ascii = ASCII_SIGNS;
        return true;
    case OPTION_NO_MOUSE:
        options->no_mouse = true;
        return true;
    case OPTION_RESTRICTED:
        options->restricted = true;
        return true;
    case OPTION_HELP:
    case OPTION_VERSION:
        options->mode = letter == OPTION_HELP ? MODE_HELP : MODE_VERSION;
        return true;
    default:
        return false;
    }
}

/* An argument that is no option: a word of the query or, behind --check, a file. */
static void add_word(struct options *options, const char *word)
{
    if (options->mode == MODE_CHECK) {
        add_document(options, word);
        return;
    }
    buf_add_text(&options->query, options->query.len > 0 ? " " : "");
    buf_add_text(&options->query, word);
}

/* The next option, or -1. Words of the query may stand between options; behind the first of them, a
 * word that begins with one hyphen is excluded from the search and not an option. */
static int next_option(struct options *options, int argc, char **argv, const struct option *list)
{
    for (;;) {
        const char *word = optind < argc ? argv[optind] : NULL;
        bool excluded = word && options->query.len > 0 && word[0] == '-' && word[1] != '-';
        int letter = excluded ? -1 : getopt_long(argc, argv, "+:d:l:p", list, NULL);
        bool ended = !excluded && optind > 1 && strcmp(argv[optind - 1], "--") == 0;
        if (letter != -1 || optind >= argc || ended)
            return letter;
        add_word(options, argv[optind++]);
    }
}

/* What has been read from standard input cannot be read again. */
static bool input_is_unique(const struct options *options)
{
    size_t inputs = 0;
    for (size_t i = 0; i < options->document_count; i++)
        inputs += strcmp(options->documents[i], "-") == 0;
    if (inputs > 1)
        complain("%s", _("standard input can be given only once"));
    return inputs <= 1;
}

bool options_parse(struct options *options, int argc, char **argv)
{
    struct option list[OPTION_COUNT + 1] = {0};
    for (size_t i = 0; i < OPTION_COUNT; i++)
        list[i] = table[i].option;
    opterr = 0;
    int letter;
    while ((letter = next_option(options, argc, argv, list)) != -1) {
        char short_name[2] = {(char)optopt, '\0'};
        const char *word = optopt && optopt < 256 ? short_name : argv[optind - 1];
        if (letter == '?')
            complain(_("there is no option '%s', or it takes no argument"), word);
        if (letter == ':')
            complain(_("option '%s' needs an argument"), word);
        if (!take_option(options, letter))
            return false;
        if (options->mode == MODE_HELP || options->mode == MODE_VERSION)
            return true;
    }
    while (optind < argc)
        add_word(options, argv[optind++]);
    bool files = options->document_count > 0 && options->query.len == 0;
    if (options->mode == MODE_CHECK && !files)
        complain(_("%s takes the files behind it"), "--check");
    return (options->mode != MODE_CHECK || files) && input_is_unique(options);
}

void options_release(struct options *options)
{
    free(options->documents);
    buf_release(&options->query);
}

void options_help(struct buf *out)
{
    enum { HELP_COLUMN = 26 };
    buf_add_text(out, _("Usage: statusbrowse [OPTION]... [QUERY]...\n"
                        "Browse the HTTP status codes in Chinese and English.\n\n"));
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        size_t start = out->len;
        if (table[i].letter)
            buf_add_format(out, "  -%c, --%s", table[i].letter, table[i].option.name);
        else
            buf_add_format(out, "      --%s", table[i].option.name);
        if (table[i].argument)
            buf_add_format(out, "=%s", _(table[i].argument));
        do
            buf_add_char(out, ' ');
        while (text_width(str_slice(buf_str(out), start, out->len)) < HELP_COLUMN);
        buf_add_text(out, _(table[i].help));
        buf_add_char(out, '\n');
    }
    buf_add_text(out,
                 _("\nThe arguments together are one query: words joined by AND, digits and 4xx "
                   "for\ncodes, -word to exclude, \"…\" taken literally, pinyin for Chinese, and "
                   "facts such\nas is:cacheable, rfc:6585, header:retry-after, origin:nginx, "
                   "class:4, lang:en.\n"
                   "Exit status: 0 something found, 1 nothing found, 2 an error.\n"));
}
