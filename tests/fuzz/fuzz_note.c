/* A note put into any file: it is found again, nothing else changes, and put again it stays. */
#include "core/mem.h"
#include "core/note.h"
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>

static const struct {
    int code;
    const char *origin, *heading;
} statuses[] = {
    {404, "iana", "404 Not Found 未找到"},
    {410, "iana", "410 Gone"},
    {499, "nginx", "499 Client Closed Request (nginx)"},
    {200, "iana", "200 OK"},
};

/* All but the note's own section are as they were. */
static size_t count_entries(struct str file, int code)
{
    size_t count, others = 0;
    struct document *document = document_parse("", file, NULL);
    const struct section *sections = document_sections(document, &count);
    for (size_t i = 0; i < count; i++)
        others += sections[i].kind == SECTION_ENTRY && sections[i].code != code;
    document_free(document);
    return others;
}

static void check_taken(struct str file, struct str out, const struct note *note, bool removed)
{
    struct buf found = {0}, again = {0};
    struct error error;
    assert(count_entries(file, note->code) == count_entries(out, note->code));
    if (!removed) {
        bool taken = note_find(out, note, &found) > 0 &&
                     note_put(out, note, buf_str(&found), &again, &error);
        assert(taken && str_equal(out, buf_str(&again)));
    }
    buf_release(&found);
    buf_release(&again);
}

static void check(struct str file, struct str text, const struct note *note)
{
    struct buf out = {0};
    struct error error = {0};
    if (note_put(file, note, text, &out, &error))
        check_taken(file, buf_str(&out), note, str_trim(text).len == 0);
    else
        assert(error.what && out.len == 0);
    buf_release(&out);
}

/* A byte for the status, then the note up to a byte 1, then the file. */
int fuzz_note(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size};
    size_t which = (size_t)fuzz_number(&input) % (sizeof statuses / sizeof *statuses);
    const char *end = input.len ? memchr(input.data, 1, input.len) : NULL;
    struct str text = fuzz_take(&input, end ? (size_t)(end - input.data) : 0);
    struct catalogue *catalogue = fuzz_catalogue((struct str){0});
    struct note note = {catalogue_registry(catalogue), statuses[which].code, statuses[which].origin,
                        str_of(statuses[which].heading), STR("笔记")};
    fuzz_take(&input, end ? 1 : 0);
    check(input, text, &note);
    catalogue_free(catalogue);
    return 0;
}

FUZZ_TARGET(fuzz_note)
