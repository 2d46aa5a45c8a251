/* corpus.h: the catalogue's texts as files for programs that know nothing of statuses. */
#ifndef SB_TESTS_BENCH_CORPUS_H
#define SB_TESTS_BENCH_CORPUS_H

struct corpus {
    char folder[64];
    char text[96];     /* the edition's documents, one behind the other */
    char list[96];     /* the headings of its statuses, a line each: "404 Not Found 未找到" */
    char preview[96];  /* a shell command for the text below a heading; {1} stands for the code */
    char page[96];     /* the status PAGE_CODE as the program prints it, PAGE_COLUMNS wide */
    char large[96];    /* a place for a generated document */
    char late[32];     /* the last word of the text that stands there once only */
    int keeper, alive; /* a process, and what it reads until this one ends */
};

#define PAGE_CODE    "425"
#define PAGE_COLUMNS "58"

/* Makes them in a new temporary folder, from DATADIR/LANGUAGE/?xx.md. Ends the program where that
 * fails. However the program ends, the folder is removed. */
void corpus_make(struct corpus *corpus, const char *program, const char *datadir,
                 const char *language);
void corpus_remove(struct corpus *corpus);

#endif
