#include "corpus.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

_Noreturn static void give_up(const char *what)
{
    fprintf(stderr, "bench: %s: %s\n", what, strerror(errno));
    exit(2);
}

static FILE *open_file(const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);
    if (!file)
        give_up(path);
    return file;
}

static void close_file(FILE *file, const char *path)
{
    if (fclose(file) != 0)
        give_up(path);
}

static bool opens_entry(const char *line)
{
    return strncmp(line, "## ", 3) == 0 && isdigit((unsigned char)line[3]);
}

/* The file of a status's text; several statuses of one code share it. */
static FILE *open_entry(const struct corpus *corpus, const char *heading)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%.3s", corpus->folder, heading);
    return open_file(path, "a");
}

static void split_document(const struct corpus *corpus, FILE *document, FILE *text, FILE *list)
{
    char *line = NULL;
    size_t size = 0;
    FILE *entry = NULL;
    while (getline(&line, &size, document) > 0) {
        fputs(line, text);
        if (entry && (opens_entry(line) || strncmp(line, "# ", 2) == 0)) {
            close_file(entry, corpus->folder);
            entry = NULL;
        }
        if (opens_entry(line)) {
            fputs(line + 3, list);
            entry = open_entry(corpus, line + 3);
        }
        if (entry)
            fputs(line, entry);
    }
    if (entry)
        close_file(entry, corpus->folder);
    free(line);
}

static void split_edition(const struct corpus *corpus, const char *datadir, const char *language)
{
    FILE *text = open_file(corpus->text, "w"), *list = open_file(corpus->list, "w");
    for (int class = 1; class <= 5; class ++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s/%dxx.md", datadir, language, class);
        FILE *document = open_file(path, "r");
        split_document(corpus, document, text, list);
        fclose(document);
    }
    close_file(text, corpus->text);
    close_file(list, corpus->list);
}

static void print_page(const struct corpus *corpus, const char *program, const char *language)
{
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        int file = open(corpus->page, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(file, STDOUT_FILENO);
        setenv("COLUMNS", PAGE_COLUMNS, 1);
        execl(program, program, "--print", "--color=never", "--language", language, PAGE_CODE,
              (char *)NULL);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        give_up(program);
}

static size_t count_in(const char *text, const char *word)
{
    size_t count = 0;
    for (size_t len = strlen(word); (text = strcasestr(text, word)); text += len)
        count++;
    return count;
}

static bool is_late_word(const char *text, const char *word, size_t len)
{
    char copy[sizeof((struct corpus *)NULL)->late];
    if (len < 5 || len >= sizeof copy)
        return false;
    snprintf(copy, sizeof copy, "%.*s", (int)len, word);
    return count_in(text, copy) == 1;
}

/* From the end, among the words in small letters. */
static void find_late_word(struct corpus *corpus)
{
    struct stat stat_of_text;
    FILE *file = open_file(corpus->text, "r");
    if (fstat(fileno(file), &stat_of_text) != 0)
        give_up(corpus->text);
    char *text = calloc(1, (size_t)stat_of_text.st_size + 1);
    if (!text)
        give_up(corpus->text);
    size_t len = fread(text, 1, (size_t)stat_of_text.st_size, file), at = len;
    fclose(file);
    do {
        len = at;
        while (at > 0 && islower((unsigned char)text[at - 1]))
            at--;
        len -= at;
        if (is_late_word(text, text + at, len))
            snprintf(corpus->late, sizeof corpus->late, "%.*s", (int)len, text + at);
    } while (corpus->late[0] == '\0' && at-- > 0);
    free(text);
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *where)
{
    (void)stat;
    (void)type;
    (void)where;
    return remove(path);
}

/* Waits, in a process of its own, until nobody holds the other end. */
static void keep_clean(struct corpus *corpus)
{
    char byte;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0 || (corpus->keeper = fork()) < 0)
        give_up(corpus->folder);
    corpus->alive = ends[corpus->keeper == 0 ? 0 : 1];
    close(ends[corpus->keeper == 0 ? 1 : 0]);
    if (corpus->keeper != 0)
        return;
    setsid(); /* the terminal's signals are for the others */
    while (read(corpus->alive, &byte, 1) < 0 && errno == EINTR)
        continue;
    nftw(corpus->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    _exit(0);
}

void corpus_make(struct corpus *corpus, const char *program, const char *datadir,
                 const char *language)
{
    snprintf(corpus->folder, sizeof corpus->folder, "/tmp/statusbrowse-bench-XXXXXX");
    if (!mkdtemp(corpus->folder))
        give_up(corpus->folder);
    keep_clean(corpus);
    snprintf(corpus->text, sizeof corpus->text, "%s/text.md", corpus->folder);
    snprintf(corpus->list, sizeof corpus->list, "%s/list", corpus->folder);
    snprintf(corpus->preview, sizeof corpus->preview, "cat %s/{1}", corpus->folder);
    snprintf(corpus->page, sizeof corpus->page, "%s/page", corpus->folder);
    snprintf(corpus->large, sizeof corpus->large, "%s/large.md", corpus->folder);
    split_edition(corpus, datadir, language);
    print_page(corpus, program, language);
    find_late_word(corpus);
}

void corpus_remove(struct corpus *corpus)
{
    close(corpus->alive);
    waitpid(corpus->keeper, NULL, 0);
}
