/* Entries in tables: which column holds the codes, and what the others are. */
#include "core/document_parts.h"
#include "core/headline_parts.h"

enum { COLUMNS = 64 }; /* that are looked at */

#define NOT_TEXT ((size_t)-1)

struct table {
    struct scan *scan;
    const struct block *blocks;
    size_t head; /* the row of titles */
    size_t code; /* the column of codes */
    size_t columns;
    enum column_role roles[COLUMNS];
    size_t groups[COLUMNS]; /* cells in front of the code, as they hold for the row; 0 for none */
    size_t open;            /* the first section of the last row, SECTION_TOP for none */
    struct buf body;        /* its text, which rows without a code go on with */
    bool continued;
    bool kept; /* rows that are no entries have gone to the rest */
};

/* --- Cells --- */

/* The block of a cell, or 0 where the row has none in this column. A group that stands in front of
 * its first code only holds for the rows behind. */
static size_t cell_at(const struct table *table, size_t row, size_t column)
{
    size_t cell = row + 1 + column;
    if (cell >= table->blocks[row].end)
        return 0;
    bool empty = table->blocks[cell].from == table->blocks[cell].to;
    return empty && column < table->code && table->groups[column] ? table->groups[column] : cell;
}

/* Notes the groups that the row begins. */
static void note_groups(struct table *table, size_t row)
{
    for (size_t column = 0; column < table->code; column++)
        table->groups[column] = cell_at(table, row, column);
}

static struct str cell_text(const struct table *table, size_t row, size_t column)
{
    size_t cell = cell_at(table, row, column);
    return cell ? str_trim(scan_text(table->scan, &table->blocks[cell])) : (struct str){0};
}

static bool is_pipe(struct str source, size_t at)
{
    return source.data[at] == '|' && (at == 0 || source.data[at - 1] != '\\');
}

/* Where the cell ends that the byte is in. */
static size_t cell_end(struct str source, size_t at)
{
    size_t end = at;
    do {
        const char *pipe = memchr(source.data + end, '|', source.len - end);
        end = pipe ? (size_t)(pipe - source.data) + 1 : source.len + 1;
    } while (end <= source.len && !is_pipe(source, end - 1));
    const char *newline = memchr(source.data + at, '\n', end - 1 - at);
    return newline ? (size_t)(newline - source.data) : end - 1;
}

/* A pipe in a cell was escaped for the table's sake, and a row of blanks is one. */
static void add_cell(struct buf *out, struct str text)
{
    size_t from = 0;
    for (size_t i = 1; i < text.len; i++) {
        char c = text.data[i];
        if (c != ' ' && c != '|') /* nearly all */
            continue;
        bool escaped = c == '|' && text.data[i - 1] == '\\';
        if (!escaped && (c != ' ' || text.data[i - 1] != ' '))
            continue;
        buf_add(out, str_slice(text, from, escaped ? i - 1 : i));
        from = escaped ? i : i + 1;
    }
    buf_add(out, str_slice(text, from, text.len));
}

/* Appends the Markdown of a cell from this byte of its text on. */
static void add_source(struct buf *out, const struct table *table, size_t cell, size_t offset)
{
    struct str source = table->scan->source;
    size_t from = table->blocks[cell].source, to = cell_end(source, from);
    while (offset == 0 && from > 0 && !is_pipe(source, from - 1) && source.data[from - 1] != '\n')
        from--;
    if (offset > 0) {
        struct str plain = scan_text(table->scan, &table->blocks[cell]);
        struct source_walk walk = {source, plain, to, from, 0, 0};
        source_walk(&walk, offset, to);
        from = source_with_markup(table->scan, &walk, table->blocks[cell].from);
    }
    add_cell(out, str_trim(str_slice(source, from, to)));
}

static struct headline cell_headline(const struct table *table, size_t row, size_t column)
{
    struct headline_line line = {cell_text(table, row, column), PLACE_CELL, 0,
                                 table->scan->document->registry};
    return line.text.len > 0 ? headline_parse(&line) : (struct headline){0};
}

/* --- Columns --- */

/* What the cells of a column hold. */
struct census {
    size_t filled, codes, different, classes;
};

static struct census census_of(const struct table *table, size_t index, size_t column)
{
    bool seen[1000] = {false};
    struct census census = {0};
    for (size_t row = index + 1; row < table->blocks[index].end; row = table->blocks[row].end) {
        struct headline headline = cell_headline(table, row, column);
        if (row == table->head)
            continue;
        census.filled += cell_text(table, row, column).len > 0;
        census.classes += headline.kind == HEADLINE_CLASS;
        if (headline.kind != HEADLINE_CODE)
            continue;
        census.codes++;
        census.different += !seen[headline.code];
        seen[headline.code] = true;
    }
    return census;
}

/* Codes stand in the first column, or in one behind numbers and groups that is called so; where
 * they are the answer to something else ("GET | 200"), they are repeated. */
static bool find_codes(struct table *table, size_t index)
{
    enum { NEAR = 4 };
    for (table->code = 0; table->code < table->columns && table->code < NEAR; table->code++) {
        enum column_role role = table->roles[table->code];
        struct census census = census_of(table, index, table->code);
        bool mostly = census.codes > 0 && census.codes * 2 + census.classes >= census.filled;
        bool first = role == ROLE_CODE || role == ROLE_UNKNOWN || role == ROLE_TITLE;
        bool later =
            (role == ROLE_CODE || !table->head) && census.different * 5 >= census.codes * 4;
        if (mostly && (table->code == 0 ? first : later))
            return true;
    }
    return false;
}

/* --- Rows --- */

/* What a row is made into. */
struct row {
    size_t index;
    struct headline headline; /* parts in `line` */
    struct buf line;          /* the cells that make the headline */
    size_t phrase, name, tag; /* where in the line those begin */
    struct buf body;
    size_t texts; /* pieces in the body */
};

/* The number as the document has it and the cell's text, as if they stood in one line. */
static struct headline cell_names(const struct table *table, const struct row *row, struct str text,
                                  struct buf *line)
{
    bool class = row->headline.kind == HEADLINE_CLASS;
    buf_add_format(line, class ? "%dxx " : "%03d ", row->headline.code);
    buf_add(line, text);
    struct headline_line whole = {buf_str(line), PLACE_CELL, 0, table->scan->document->registry};
    return headline_parse(&whole);
}

static size_t add_piece(struct row *row, struct str piece)
{
    if (row->line.len > 0)
        buf_add_char(&row->line, ' ');
    buf_add(&row->line, piece);
    return row->line.len - piece.len;
}

/* Does the cell go on behind its phrase with more than brackets ("status.notFound()")? */
static bool goes_on(const struct headline *names, struct str line)
{
    if (names->phrase.len == 0 || names->name.len > 0)
        return false;
    const char *end = names->phrase.data + names->phrase.len;
    struct str left = str_trim(str_slice(line, (size_t)(end - line.data), line.len));
    bool bracket = word_at(left, 0, WORDS_OPENER) || word_at(left, 0, WORDS_CLOSER);
    return str_starts(left, STR("()")) || (left.len > 0 && !bracket && !says_nothing(left));
}

/* Takes a cell for phrase or name, or both, where it is nothing else. */
static bool take_title(const struct table *table, struct row *row, struct str text)
{
    struct buf line = {0};
    struct headline names = cell_names(table, row, text, &line);
    bool has_phrase = row->headline.phrase.len > 0, has_name = row->headline.name.len > 0;
    bool phrase = names.phrase.len > 0 && !has_phrase;
    bool name = names.name.len > 0 && headline_is_short(names.name);
    bool whole = (names.name.len == 0 || (name && !has_name)) && (phrase || names.phrase.len == 0);
    bool taken = whole && (phrase || name) && !goes_on(&names, buf_str(&line));
    if (taken) {
        size_t start = add_piece(row, text) - 4; /* behind the number in `line` */
        if (phrase) {
            row->headline.phrase = names.phrase;
            row->phrase = start + (size_t)(names.phrase.data - line.data);
        }
        if (phrase && names.tag.len > 0 && row->headline.tag.len == 0) {
            row->headline.tag = names.tag;
            row->tag = start + (size_t)(names.tag.data - line.data);
        }
        if (name) {
            row->headline.name = names.name;
            row->name = start + (size_t)(names.name.data - line.data);
        }
    }
    buf_release(&line);
    return taken;
}

/* Has the row itself a text in this column? */
static bool has_text(const struct table *table, size_t row, size_t column)
{
    return column != table->code && table->roles[column] != ROLE_NUMBER &&
           cell_at(table, row, column) == row + 1 + column && cell_text(table, row, column).len > 0;
}

static size_t count_texts(const struct table *table, size_t row)
{
    size_t count = 0;
    for (size_t column = 0; column < table->columns; column++)
        count += has_text(table, row, column);
    return count;
}

static void add_text(const struct table *table, struct row *row, size_t column, size_t offset,
                     bool titled)
{
    struct str title = table->head ? cell_text(table, table->head, column) : (struct str){0};
    size_t cell = cell_at(table, row->index, column);
    if (table->blocks[cell].source == MARKUP_NOWHERE)
        return;
    buf_add_text(&row->body, row->texts++ > 0 ? "\n\n" : "");
    if (titled && title.len > 0) {
        buf_add(&row->body, title);
        buf_add_text(&row->body, ": ");
    }
    add_source(&row->body, table, cell, offset);
}

/* Cells in front of the code, or behind a description, are titles only where their column says so;
 * of a class, the description is the title. */
static bool may_be_title(const struct table *table, const struct row *row, size_t column)
{
    enum column_role role = table->roles[column];
    bool class = row->headline.kind == HEADLINE_CLASS && row->texts == 0;
    if (class && row->headline.phrase.len + row->headline.name.len == 0 && role == ROLE_TEXT)
        return true;
    for (size_t i = table->code; i < column && role != ROLE_TITLE; i++)
        if (table->roles[i] == ROLE_TEXT)
            return false;
    return role == ROLE_TITLE || (role != ROLE_TEXT && role != ROLE_OTHER && column > table->code);
}

/* The phrase that a description begins with, of those that the registry knows: its bytes, and where
 * the text goes on behind it. */
static size_t phrase_in(const struct table *table, const struct row *row, struct str text,
                        size_t *behind)
{
    const struct registry *registry = table->scan->document->registry;
    size_t size = registry && row->headline.kind == HEADLINE_CODE && row->headline.phrase.len == 0
                      ? registry_phrase_at(registry, row->headline.code, text)
                      : 0;
    *behind = skip_words(text, size, WORDS_BLANK);
    while (word_at(text, *behind, WORDS_SEPARATOR))
        *behind = skip_words(text, *behind + word_at(text, *behind, WORDS_SEPARATOR), WORDS_BLANK);
    bool separated = *behind > skip_words(text, size, WORDS_BLANK) || *behind == text.len;
    return separated ? size : 0;
}

/* Which cells of a row are text, and from which byte on; the others go to the headline. */
static size_t sort_cells(const struct table *table, struct row *row, size_t *text_from)
{
    size_t texts = 0, behind;
    for (size_t column = 0; column < table->columns; column++) {
        struct str text = cell_text(table, row->index, column);
        text_from[column] = NOT_TEXT;
        if (column == table->code || says_nothing(text) || table->roles[column] == ROLE_NUMBER)
            continue;
        bool title = may_be_title(table, row, column) && take_title(table, row, text);
        size_t phrase = title ? 0 : phrase_in(table, row, text, &behind);
        if (phrase > 0) {
            row->headline.phrase = str_slice(text, 0, phrase);
            row->phrase = add_piece(row, row->headline.phrase);
        }
        if (!title && (phrase == 0 || behind < text.len))
            text_from[column] = phrase > 0 ? behind : 0;
        texts += text_from[column] != NOT_TEXT;
    }
    return texts;
}

/* Headline and text of a row from its cells. */
static void fill_row(const struct table *table, struct row *row)
{
    size_t text_from[COLUMNS], descriptions = 0;
    size_t texts = sort_cells(table, row, text_from);
    for (size_t column = 0; column < table->columns; column++) {
        struct str text = cell_text(table, row->index, column);
        if (text_from[column] == NOT_TEXT)
            continue;
        add_text(table, row, column, text_from[column], texts > 1);
        text = str_slice(text, text_from[column], text.len);
        bool describes = table->roles[column] == ROLE_TEXT && descriptions++ == 0;
        if (row->headline.name.len == 0 && describes && headline_is_short(text) &&
            headline_is_name(&text)) { /* it is a name too */
            row->name = add_piece(row, text);
            row->headline.name = text;
        }
    }
}

static struct str placed(struct str kept, size_t at, struct str part)
{
    return str_slice(kept, at, at + part.len);
}

static struct found found_row(const struct table *table, struct row *row)
{
    struct scan *scan = table->scan;
    struct found found = {.headline = row->headline};
    struct str kept = document_keep_line(scan->document, buf_str(&row->line));
    found.heading = kept;
    found.headline.phrase = placed(kept, row->phrase, row->headline.phrase);
    found.headline.tag = placed(kept, row->tag, row->headline.tag);
    found.headline.name = placed(kept, row->name, row->headline.name);
    found.at = table->blocks[cell_at(table, row->index, table->code)].source;
    found.body = arena_copy(&scan->document->strings, buf_str(&row->body));
    return found;
}

static size_t offset_in(struct str text, struct str part)
{
    return part.len > 0 ? (size_t)(part.data - text.data) : 0;
}

/* Gives the last row the text of those that went on with it. */
static void close_row(struct table *table)
{
    struct document *document = table->scan->document;
    if (table->continued) {
        struct str body = arena_copy(&document->strings, buf_str(&table->body));
        for (size_t i = table->open; i < document->section_count; i++)
            document->sections[i].body = body;
    }
    buf_cut(&table->body, 0);
    table->continued = false;
    table->open = SECTION_TOP;
}

/* A row as an entry or class below `parent`. */
static size_t add_row(struct table *table, size_t index, const struct headline *headline,
                      size_t parent)
{
    struct row row = {.index = index, .headline = *headline};
    struct str text = cell_text(table, index, table->code);
    close_row(table);
    add_piece(&row, text);
    row.phrase = offset_in(text, headline->phrase);
    row.tag = offset_in(text, headline->tag);
    row.name = offset_in(text, headline->name);
    fill_row(table, &row);
    struct found found = found_row(table, &row);
    if (headline->kind == HEADLINE_CODE) {
        table->open = table->scan->document->section_count;
        buf_add(&table->body, buf_str(&row.body));
    }
    buf_release(&row.line);
    buf_release(&row.body);
    return scan_add(table->scan, parent, &found);
}

/* A row whose code is empty goes on with the entries of the one before. */
static void continue_row(struct table *table, size_t index)
{
    size_t texts = count_texts(table, index);
    struct row row = {.index = index, .body = table->body, .texts = table->body.len > 0};
    for (size_t column = 0; column < table->columns; column++)
        if (has_text(table, index, column))
            add_text(table, &row, column, 0, texts > 1);
    table->body = row.body;
    table->continued = true;
}

/* The line of a row in the source, with its newline; empty for a row of empty cells. */
static struct str row_line(const struct table *table, size_t row)
{
    struct str source = table->scan->source;
    for (size_t cell = row + 1; cell < table->blocks[row].end; cell++) {
        if (table->blocks[cell].source == MARKUP_NOWHERE)
            continue;
        size_t from = source_line_start(source, table->blocks[cell].source);
        const char *newline = memchr(source.data + from, '\n', source.len - from);
        return str_slice(source, from, newline ? (size_t)(newline - source.data) + 1 : source.len);
    }
    return (struct str){0};
}

/* The titles and the line below them, which make a table of the rows that are kept. */
static void add_head(struct buf *out, const struct table *table)
{
    struct str line = table->head ? row_line(table, table->head) : (struct str){0};
    buf_add_text(out, "\n");
    if (line.len > 0)
        buf_add(out, line);
    else
        for (size_t column = 0; column <= table->columns; column++)
            buf_add_text(out, column < table->columns ? "| " : "|\n");
    for (size_t column = 0; column <= table->columns; column++)
        buf_add_text(out, column < table->columns ? "|---" : "|\n");
}

/* A row that is no entry stays in the owner's text, in a table of such rows. */
static void keep_row(struct table *table, size_t row)
{
    struct scan *scan = table->scan;
    struct str line = row_line(table, row);
    if (scan->open_line != SECTION_TOP || line.len == 0)
        return;
    if (!table->kept)
        add_head(&scan->rest, table);
    table->kept = true;
    buf_add(&scan->rest, line);
}

/* Rows behind that of a class stand under it as long as they are of that class. */
static void scan_rows(struct table *table, size_t index, size_t parent)
{
    size_t above = parent, end = table->blocks[index].end;
    int digit = 0;
    for (size_t row = index + 1; row < end; row = table->blocks[row].end) {
        if (row == table->head)
            continue;
        note_groups(table, row);
        struct headline headline = cell_headline(table, row, table->code);
        size_t cell = cell_at(table, row, table->code);
        if (headline.kind == HEADLINE_CLASS) {
            above = add_row(table, row, &headline, parent);
            digit = headline.code;
            memset(table->groups, 0, sizeof table->groups);
        } else if (headline.kind == HEADLINE_CODE && table->blocks[cell].source != MARKUP_NOWHERE) {
            add_row(table, row, &headline, headline.code / 100 == digit ? above : parent);
        } else if (cell_text(table, row, table->code).len > 0) {
            close_row(table);
            keep_row(table, row);
        } else if (table->open != SECTION_TOP) {
            continue_row(table, row);
        } else {
            keep_row(table, row);
        }
    }
    close_row(table);
    if (table->kept)
        buf_add_text(&table->scan->rest, "\n");
    buf_release(&table->body);
}

/* --- Codes in every cell --- */

/* Do at least two columns hold nothing but codes with what they are called? */
static bool is_matrix(const struct table *table, size_t index)
{
    size_t filled = 0, rows = 0;
    for (size_t row = index + 1; row < table->blocks[index].end; row = table->blocks[row].end) {
        for (size_t column = 0; row != table->head && column < table->columns; column++) {
            struct headline headline = cell_headline(table, row, column);
            if (cell_text(table, row, column).len == 0)
                continue;
            if (headline.kind != HEADLINE_CODE || headline.phrase.len + headline.name.len == 0)
                return false;
            filled++;
        }
        rows += row != table->head;
    }
    return rows > 0 && filled > rows;
}

/* Each cell is an entry; classes in the titles stand side by side and open nothing. */
static void scan_matrix(const struct table *table, size_t index, size_t parent)
{
    for (size_t row = index + 1; row < table->blocks[index].end; row = table->blocks[row].end)
        for (size_t column = 0; row != table->head && column < table->columns; column++) {
            struct headline headline = cell_headline(table, row, column);
            size_t cell = cell_at(table, row, column);
            if (headline.kind != HEADLINE_CODE || table->blocks[cell].source == MARKUP_NOWHERE)
                continue;
            struct found found = scan_keep(table->scan, cell_text(table, row, column), &headline,
                                           table->blocks[cell].source);
            scan_add(table->scan, parent, &found);
        }
}

/* Does the first cell that says anything begin with a code or a class? */
static bool is_row_of_code(const struct table *table, size_t row)
{
    for (size_t column = 0; column < table->columns; column++)
        if (cell_text(table, row, column).len > 0)
            return cell_headline(table, row, column).kind != HEADLINE_NONE;
    return false;
}

bool scan_table(struct scan *scan, size_t index, size_t parent)
{
    struct table table = {.scan = scan, .blocks = scan->markup->blocks, .open = SECTION_TOP};
    size_t before = scan->document->section_count;
    if (table.blocks[index].source == MARKUP_NOWHERE) /* nothing but empty cells */
        return false;
    table.columns = (size_t)table.blocks[index].number;
    table.columns = table.columns > COLUMNS ? COLUMNS : table.columns;
    for (size_t row = index + 1; row < table.blocks[index].end; row = table.blocks[row].end)
        if (table.blocks[row].kind == BLOCK_ROW && table.blocks[row].number)
            table.head = row;
    size_t start = source_start(scan, &table.blocks[index]);
    if (is_matrix(&table, index)) {
        scan_close_line(scan, start);
        scan_matrix(&table, index, parent);
        return scan->document->section_count > before;
    }
    if (table.head && is_row_of_code(&table, table.head)) /* a table without titles */
        table.head = 0;
    for (size_t column = 0; table.head && column < table.columns; column++)
        table.roles[column] = column_role_of(cell_text(&table, table.head, column));
    if (find_codes(&table, index)) {
        scan_close_line(scan, start); /* the titles are no text of what stands above */
        scan_rows(&table, index, parent);
    }
    return scan->document->section_count > before;
}
