#include "suites.h"

#include "core/text.h"
#include "ui/decode.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* An event in a word or two. */
static void describe(struct buf *out, const struct event *event)
{
    static const char *const actions[] = {"click", "double", "up", "down"};
    if (event->kind == EVENT_KEY) {
        buf_add_format(out, "%s%s%s", event->key.modifiers & MODIFIER_CONTROL ? "C-" : "",
                       event->key.modifiers & MODIFIER_META ? "M-" : "",
                       event->key.modifiers & MODIFIER_SHIFT ? "S-" : "");
        if (event->key.code > SPECIAL_BASE)
            buf_add_format(out, "#%u", event->key.code - SPECIAL_BASE);
        else
            text_encode(out, event->key.code);
    } else if (event->kind == EVENT_PASTE) {
        buf_add_format(out, "[%.*s]", STR_ARG(event->paste));
    } else {
        buf_add_format(out, "%s%d,%d", actions[event->mouse.action], event->mouse.row,
                       event->mouse.column);
    }
    buf_add_char(out, ' ');
}

static void decode_all(struct decoder *decoder, bool complete, struct buf *out)
{
    struct event event;
    while (decoder_next(decoder, complete, &event) == DECODED_EVENT)
        describe(out, &event);
}

static const struct decoding {
    const char *bytes, *events;
} decodings[] = {
    {"abc", "a b c "},
    {"中é😀", "中 é 😀 "},
    {"\033", "#15 "},
    {"\033\033", "#15 #15 "},
    {"\033x", "M-x "},
    {"\033\r", "M-#14 "},
    {"\033中", "M-中 "},
    {"\033[", "M-[ "},
    {"\033O", "M-O "},
    {"\033]", "M-] "},
    {"\033P", "M-P "},
    {"\033[A\033OA", "#1 #1 "},
    {"\033[Ax", "#1 x "},
    {"\033\033[A", "M-#1 "},
    {"\033\033[", "M-[ "},
    {"\033[1;2A\033[1;3A\033[1;5A\033[1;8A", "S-#1 M-#1 C-#1 C-M-S-#1 "},
    {"\033[3;5~\033[3^", "C-#10 C-#10 "},
    {"\033[200~x", "[x] "},
    {"\033[200~a\033[A\rb\033[201~q", "[a\033[A\rb] q "},
    {"\033[200~\033[201~q", "q "},
    {"\033[200~a\033[201", "[a\033[201] "},
    {"\033[201~q", "q "},
    {"\033[<0;5;7M\033[<0;5;7m", "click6,4 "},
    {"\033[<64;1;1M\033[<65;300;200M", "up0,0 down199,299 "},
    {"\033[<16;2;2M\033[<2;2;2M\033[<32;2;2M", "click1,1 "},
    {"\033[<0;0;0M\033[<0M", ""},
    {"\033[M !!", "click0,0 "},
    {"\033[M !", ""},
    {"\033[99;99;99;99;99;99;99~x", "x "},
    {"\033[99999999999999999999~x", "x "},
    {"\033[1;2\033[A", "#1 "},
    {"\033[?1;2c\033[0n\033[I\033[Ox", "x "},
    {"\033]0;title\ax\033]0;title\033\\y", "x y "},
    {"\033]0;title\033[A", "#1 "},
    {"\033P1$r0m\033\\x", "x "},
    {"\033[97u\033[97;5u\033[27;5;98~\033[13u", "a C-a C-b #14 "},
    {"\033[27;1;2097153~\033[55296u\033[1114112ux", "x "}, /* numbers that are no characters */
    {"\xff\x80\xc3(x", "( x "},
    {"\xc2\x85x", "x "}, /* a C1 control */
    {"\xed\xa0\x80x", "x "},
    {"\xe4\xb8", ""},
    {"\t\r\n\b\177", "#12 #14 #14 #11 #11 "},
    {"\001\032\034\037", "C-a C-z C-\\ C-_ "},
    {"\033[[A\033[[E", "#16 #20 "},
    {"\033[zz", "#1 z "}, /* bound below */
};

START_TEST(decodes_at_once)
{
    struct decoder decoder = {0};
    struct buf out = {0};
    buf_add(&out, STR(""));
    decoder_bind(&decoder, "\033[z", SPECIAL_UP);
    decoder_bind(&decoder, "x", SPECIAL_UP);
    decoder_feed(&decoder, str_of(decodings[_i].bytes));
    decode_all(&decoder, true, &out);
    ck_assert_str_eq(out.data, decodings[_i].events);
    ck_assert_uint_eq(decoder.at, decoder.bytes.len);
    buf_release(&out);
    decoder_release(&decoder);
}
END_TEST

/* The same events come when the bytes arrive one by one, and nothing is decided too early. */
START_TEST(decodes_byte_by_byte)
{
    struct decoder decoder = {0};
    struct buf out = {0};
    buf_add(&out, STR(""));
    decoder_bind(&decoder, "\033[z", SPECIAL_UP);
    for (const char *byte = decodings[_i].bytes; *byte; byte++) {
        decoder_feed(&decoder, (struct str){byte, 1});
        decode_all(&decoder, false, &out);
    }
    decode_all(&decoder, true, &out);
    ck_assert_str_eq(out.data, decodings[_i].events);
    buf_release(&out);
    decoder_release(&decoder);
}
END_TEST

START_TEST(survives_noise)
{
    struct decoder decoder = {0};
    struct event event;
    unsigned random = 7;
    for (int i = 0; i < 200000; i++) {
        random = random * 1103515245u + 12345u;
        static const char often[] = "\033[]O<0;1M~2u\a\\";
        char byte = (char)(random >> 16);
        if (random >> 30 != 0)
            byte = often[(random >> 20) % (sizeof often - 1)];
        decoder_feed(&decoder, (struct str){&byte, 1});
        while (decoder_next(&decoder, random >> 28 == 5, &event) == DECODED_EVENT)
            ck_assert(event.kind != EVENT_NONE);
        ck_assert_uint_lt(decoder.bytes.len, 8192);
    }
    decoder_release(&decoder);
}
END_TEST

Suite *decode_suite(void)
{
    Suite *suite = suite_create("decode");
    TCase *tests = tcase_create("decode");
    tcase_add_loop_test(tests, decodes_at_once, 0, COUNT(decodings));
    tcase_add_loop_test(tests, decodes_byte_by_byte, 0, COUNT(decodings));
    tcase_add_test(tests, survives_noise);
    suite_add_tcase(suite, tests);
    return suite;
}
