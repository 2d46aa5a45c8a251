/* editor.h: the user's editor, on a file, at a line.
 *
 * As git and less do: $VISUAL, else $EDITOR, else vi; the value may hold arguments and is given to
 * the shell, the file's name and the line never are. The editor has our terminal, our process group
 * and default signals; it is waited for. Between terminal_leave() and terminal_return() only, and
 * not when the program is restricted: that is the caller's to know.
 */
#ifndef SB_EDITOR_H
#define SB_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

/* What would be run, as the environment has it; never empty. */
const char *editor_command(void);

enum { EDITOR_ARGUMENTS = 3 };
/* The arguments that open the file at the line (from 1; 0 for none) behind an editor's own: "+7
 * FILE" for most, "FILE:7", "-g FILE:7" and other ways for those that a table names, and the file
 * alone for those that know no lines. A name that would be taken for an option gets "./" before it.
 * Returns how many; each is for free(). */
size_t editor_arguments(const char *command, const char *file, size_t line,
                        char *arguments[EDITOR_ARGUMENTS]);

struct editor_end {
    bool started; /* false: there is no such program, or it cannot be run */
    int status;   /* exit status, or 128 + the signal that ended it */
};
/* Runs it and waits. When it stops without us (not as the job that Ctrl-Z stops), we stop too, and
 * go on together. When a signal asks us to end, the editor is asked too (SIGHUP). */
struct editor_end editor_run(const char *file, size_t line);

#endif
