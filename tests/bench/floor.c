/* floor FILE: the least that a page on the terminal costs with curses. Every key repaints the
 * screen with the file's next page, from the beginning again at its end; q quits. It cuts lines and
 * knows nothing else. */
#include <curses.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 1 << 20 };

/* One line at the cursor's row, as far as it fits. */
static void draw_line(int row, const char *line, size_t len)
{
    wchar_t text[512];
    char bytes[1024];
    len = len < sizeof bytes - 1 ? len : sizeof bytes - 1;
    memcpy(bytes, line, len);
    bytes[len] = '\0';
    size_t count = mbstowcs(text, bytes, sizeof text / sizeof *text);
    if (count == (size_t)-1)
        return;
    int cells = 0, fitting = 0;
    while (fitting < (int)count && cells + 2 <= COLS)
        cells += wcwidth(text[fitting++]) > 1 ? 2 : 1;
    mvaddnwstr(row, 0, text, fitting);
}

/* Returns where the next page begins. */
static const char *draw_page(const char *text)
{
    erase();
    for (int row = 0; row < LINES && *text; row++) {
        size_t len = strcspn(text, "\n");
        draw_line(row, text, len);
        text += len + (text[len] == '\n');
    }
    refresh();
    return text;
}

int main(int argc, char **argv)
{
    static char text[LIMIT];
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file || fread(text, 1, sizeof text - 1, file) == 0)
        return 2;
    fclose(file);
    setlocale(LC_ALL, "");
    initscr();
    cbreak();
    noecho();
    const char *next = draw_page(text);
    while (getch() != 'q')
        next = draw_page(*next ? next : text);
    endwin();
    return 0;
}
