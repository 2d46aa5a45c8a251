/* fuzz.h: what the fuzz targets share.
 *
 * A target takes any bytes and asserts what must hold whatever they are. Every target is a function
 * fuzz_NAME(); replay.c runs it over the files of corpus/NAME/, and where FUZZER is defined it is
 * also libFuzzer's entry (`make fuzz`).
 */
#ifndef SB_TESTS_FUZZ_H
#define SB_TESTS_FUZZ_H

#include "core/catalogue.h"
#include "core/str.h"
#include <stddef.h>
#include <stdint.h>

/* Returns 0. */
typedef int fuzz_target(const uint8_t *data, size_t size);
fuzz_target fuzz_canvas, fuzz_decode, fuzz_document, fuzz_encoding, fuzz_lint, fuzz_note,
    fuzz_query, fuzz_registry, fuzz_text;

#ifdef FUZZER
#define FUZZ_TARGET(name)                                                                          \
    fuzz_target LLVMFuzzerTestOneInput;                                                            \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)                                   \
    {                                                                                              \
        fuzz_locale();                                                                             \
        return name(data, size);                                                                   \
    }
#else
#define FUZZ_TARGET(name)
#endif

/* Widths need a UTF-8 locale. */
void fuzz_locale(void);
/* The tests' catalogue (tests/data) with its facts, and the text as a document of the user's. */
struct catalogue *fuzz_catalogue(struct str document);
/* Asserts that each character by itself may go to a terminal. */
void fuzz_assert_harmless(struct str text);
/* Takes up to `len` bytes from the front of the input. */
struct str fuzz_take(struct str *input, size_t len);
/* One byte of the input as a number; 0 when there is none. */
int fuzz_number(struct str *input);

#endif
