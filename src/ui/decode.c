#include "ui/decode.h"

#include "core/text.h"

enum { ESCAPE = 0x1b, DELETE = 0x7f, SEQUENCE_LIMIT = 64, STRING_LIMIT = 4096, PARAMETERS = 4 };

static const char paste_end[] = "\033[201~";

/* What is being decoded: the bytes at hand, and whether no more are coming. The functions that take
 * something from it return how many bytes it was, 0 when they need more of them. */
struct input {
    struct str bytes;
    bool complete;
};

struct key_row {
    uint32_t sent, key;
};

static const struct key_row letter_keys[] = {
    /* CSI letter and SS3 letter */
    {'A', SPECIAL_UP},
    {'B', SPECIAL_DOWN},
    {'C', SPECIAL_RIGHT},
    {'D', SPECIAL_LEFT},
    {'H', SPECIAL_HOME},
    {'F', SPECIAL_END},
    {'P', SPECIAL_F1},
    {'Q', SPECIAL_F1 + 1},
    {'R', SPECIAL_F1 + 2},
    {'S', SPECIAL_F1 + 3},
    {'Z', SPECIAL_BACKTAB},
    {'M', SPECIAL_ENTER},
    {0, 0},
};
static const struct key_row number_keys[] = {
    /* CSI number ~ */
    {1, SPECIAL_HOME},     {2, SPECIAL_INSERT},   {3, SPECIAL_DELETE},
    {4, SPECIAL_END},      {5, SPECIAL_PAGE_UP},  {6, SPECIAL_PAGE_DOWN},
    {7, SPECIAL_HOME},     {8, SPECIAL_END},      {11, SPECIAL_F1},
    {12, SPECIAL_F1 + 1},  {13, SPECIAL_F1 + 2},  {14, SPECIAL_F1 + 3},
    {15, SPECIAL_F1 + 4},  {17, SPECIAL_F1 + 5},  {18, SPECIAL_F1 + 6},
    {19, SPECIAL_F1 + 7},  {20, SPECIAL_F1 + 8},  {21, SPECIAL_F1 + 9},
    {23, SPECIAL_F1 + 10}, {24, SPECIAL_F1 + 11}, {0, 0},
};
static const struct key_row control_keys[] = {
    {'\b', SPECIAL_BACKSPACE},
    {'\t', SPECIAL_TAB},
    {'\n', SPECIAL_ENTER},
    {'\r', SPECIAL_ENTER},
    {ESCAPE, SPECIAL_ESCAPE},
    {DELETE, SPECIAL_BACKSPACE},
    {0, 0},
};

static uint32_t look_up(const struct key_row *rows, uint32_t sent)
{
    while (rows->sent && rows->sent != sent)
        rows++;
    return rows->key;
}

static void set_key(struct event *event, uint32_t code, unsigned modifiers)
{
    event->kind = EVENT_KEY;
    event->key.code = code;
    event->key.modifiers = modifiers;
}

/* Numbers in a sequence may be anything; those beyond Unicode would be taken for special keys. */
static bool is_scalar(uint32_t character)
{
    return character < 0xd800 || (character > 0xdfff && character <= 0x10ffff);
}

/* A character that is a key by itself. */
static void set_character(struct event *event, uint32_t character, unsigned modifiers)
{
    uint32_t special = look_up(control_keys, character);
    if (special)
        set_key(event, special, modifiers);
    else if (character == 0)
        set_key(event, ' ', modifiers | MODIFIER_CONTROL);
    else if (character < 0x20)
        set_key(event, character < 0x1b ? character | 0x60 : character | 0x40,
                modifiers | MODIFIER_CONTROL);
    else if (character < DELETE || (character > 0x9f && is_scalar(character)))
        set_key(event, character, modifiers);
}

static size_t sequence_size(unsigned char lead)
{
    return lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
}

static size_t take_character(struct input in, unsigned modifiers, struct event *event)
{
    size_t size, wanted = sequence_size((unsigned char)in.bytes.data[0]);
    uint32_t character = text_decode(in.bytes, &size);
    bool whole = size == wanted;
    if (!whole && size == in.bytes.len && !in.complete)
        return 0;
    if (whole && (wanted > 1 || (unsigned char)in.bytes.data[0] < 0x80))
        set_character(event, character, modifiers);
    return size;
}

/* Control sequences. */

struct sequence {
    char prefix; /* one of < = > ?, or 0 */
    unsigned parameters[PARAMETERS], count;
    char final;  /* 0 when the sequence is broken */
    size_t size; /* all of it, CSI included */
};

static void parse_parameters(struct sequence *sequence, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        unsigned *value = &sequence->parameters[sequence->count];
        if (c >= '0' && c <= '9' && *value < 100000 * 10)
            *value = *value * 10 + (unsigned)(c - '0');
        else if ((c == ';' || c == ':') && sequence->count < PARAMETERS - 1)
            sequence->count++;
    }
    sequence->count++;
}

/* False when the end is not there yet. */
static bool parse_sequence(struct input in, struct sequence *sequence)
{
    size_t i = 2;
    while (i < in.bytes.len && i < SEQUENCE_LIMIT && in.bytes.data[i] >= 0x20 &&
           in.bytes.data[i] < 0x40)
        i++;
    if (i == in.bytes.len && !in.complete)
        return false;
    *sequence = (struct sequence){.size = i};
    if (i < in.bytes.len && in.bytes.data[i] >= 0x40 && in.bytes.data[i] < DELETE) {
        sequence->final = in.bytes.data[i];
        sequence->size++;
    }
    struct str text = str_slice(in.bytes, 2, i);
    if (text.len > 0 && strchr("<=>?", text.data[0]))
        sequence->prefix = text.data[0];
    parse_parameters(sequence, text);
    return true;
}

static unsigned modifiers_of(unsigned parameter)
{
    unsigned bits = parameter > 1 ? parameter - 1 : 0;
    return (bits & 1 ? MODIFIER_SHIFT : 0u) | (bits & (2 | 8 | 32) ? MODIFIER_META : 0u) |
           (bits & 4 ? MODIFIER_CONTROL : 0u);
}

static void set_mouse(struct event *event, unsigned button, long column, long row)
{
    static const struct {
        unsigned button;
        enum mouse_action action;
    } actions[] = {{0, MOUSE_CLICK}, {64, MOUSE_WHEEL_UP}, {65, MOUSE_WHEEL_DOWN}};
    enum { MODIFIER_BITS = 4 | 8 | 16 };
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (actions[i].button != (button & ~(unsigned)MODIFIER_BITS) || column < 1 || row < 1)
            continue;
        event->kind = EVENT_MOUSE;
        event->mouse.action = actions[i].action;
        event->mouse.row = (int)row - 1;
        event->mouse.column = (int)column - 1;
    }
}

/* The old report: three bytes behind CSI M, each 32 more than it means. */
static size_t take_old_mouse(struct input in, struct event *event)
{
    if (in.bytes.len < 6)
        return in.complete ? in.bytes.len : 0;
    const unsigned char *data = (const unsigned char *)in.bytes.data + 3;
    if (data[0] >= 32)
        set_mouse(event, data[0] - 32u, data[1] - 32L, data[2] - 32L);
    return 6;
}

static void set_tilde_key(struct event *event, const struct sequence *sequence)
{
    const unsigned *values = sequence->parameters;
    uint32_t key = look_up(number_keys, values[0]);
    if (values[0] == 27 && sequence->count == 3)
        set_character(event, values[2], modifiers_of(values[1]));
    else if (key)
        set_key(event, key, modifiers_of(values[1]));
}

static void set_from_sequence(struct decoder *decoder, const struct sequence *sequence,
                              struct event *event)
{
    const unsigned *values = sequence->parameters;
    if (sequence->prefix == '<' && sequence->final == 'M')
        set_mouse(event, values[0], values[1], values[2]);
    if (sequence->prefix || sequence->final == 'M')
        return;
    uint32_t key = look_up(letter_keys, (unsigned char)sequence->final);
    if (sequence->final == '~' && values[0] == 200)
        decoder->pasting = true;
    else if (sequence->final == '~')
        set_tilde_key(event, sequence);
    else if (sequence->final == '^' && look_up(number_keys, values[0]))
        set_key(event, look_up(number_keys, values[0]), MODIFIER_CONTROL);
    else if (sequence->final == 'u')
        set_character(event, values[0], modifiers_of(values[1]));
    else if (key)
        set_key(event, key, modifiers_of(values[1]));
}

static size_t take_sequence(struct decoder *decoder, struct input in, struct event *event)
{
    struct sequence sequence;
    if (!parse_sequence(in, &sequence))
        return 0;
    if (sequence.size == 2) {
        set_key(event, '[', MODIFIER_META);
        return 2;
    }
    if (sequence.final == 'M' && sequence.size == 3)
        return take_old_mouse(in, event);
    if (sequence.final == '[' && sequence.size == 3) { /* the Linux console's F1 to F5 */
        if (in.bytes.len < 4)
            return in.complete ? 3 : 0;
        if (in.bytes.data[3] >= 'A' && in.bytes.data[3] <= 'E')
            set_key(event, SPECIAL_F1 + (uint32_t)(in.bytes.data[3] - 'A'), 0);
        return 4;
    }
    set_from_sequence(decoder, &sequence, event);
    return sequence.size;
}

/* ESC O letter; some terminals put the modifiers between. */
static size_t take_single_shift(struct input in, struct event *event)
{
    size_t i = 2;
    unsigned modifiers = 0;
    if (i < in.bytes.len && in.bytes.data[i] >= '2' && in.bytes.data[i] <= '8')
        modifiers = modifiers_of((unsigned)(in.bytes.data[i++] - '0'));
    if (i == in.bytes.len && !in.complete)
        return 0;
    uint32_t key = i < in.bytes.len ? look_up(letter_keys, (unsigned char)in.bytes.data[i]) : 0;
    if (!key) {
        set_key(event, 'O', MODIFIER_META);
        return 2;
    }
    set_key(event, key, modifiers);
    return i + 1;
}

/* Answers to questions that nobody asked: up to ESC \ or BEL, and nothing of them is a key. */
static size_t take_string(struct input in, struct event *event)
{
    for (size_t i = 2; i < in.bytes.len && i < STRING_LIMIT; i++) {
        if (in.bytes.data[i] == '\a')
            return i + 1;
        if (in.bytes.data[i] == ESCAPE && i + 1 < in.bytes.len)
            return in.bytes.data[i + 1] == '\\' ? i + 2 : i;
    }
    if (in.bytes.len > 2 && (in.complete || in.bytes.len >= STRING_LIMIT))
        return in.bytes.len;
    if (in.complete)
        set_key(event, (unsigned char)in.bytes.data[1], MODIFIER_META);
    return in.complete ? 2 : 0;
}

/* Sets *size to the length of the key's sequence; 0 when only a part of it is there. */
static bool match_binding(const struct decoder *decoder, struct input in, struct event *event,
                          size_t *size)
{
    bool part = false;
    for (size_t i = 0; i < decoder->binding_count; i++) {
        const struct decoder_binding *binding = &decoder->bindings[i];
        if (str_starts(in.bytes, binding->sequence)) {
            set_key(event, binding->key, 0);
            *size = binding->sequence.len;
            return true;
        }
        part |= str_starts(binding->sequence, in.bytes);
    }
    *size = 0;
    return part && !in.complete;
}

static size_t take_escape(struct decoder *decoder, struct input in, struct event *event)
{
    size_t size;
    if (in.bytes.len == 1) {
        if (in.complete)
            set_key(event, SPECIAL_ESCAPE, 0);
        return in.complete ? 1 : 0;
    }
    if (match_binding(decoder, in, event, &size))
        return size;
    char next = in.bytes.data[1];
    if (next == '[')
        return take_sequence(decoder, in, event);
    if (next == 'O')
        return take_single_shift(in, event);
    if (strchr("]P_^X", next) && next)
        return take_string(in, event);
    struct input rest = {str_slice(in.bytes, 1, in.bytes.len), in.complete};
    if (next != ESCAPE) {
        size = take_character(rest, MODIFIER_META, event);
        return size ? size + 1 : 0;
    }
    /* Escape twice, or Alt with a key that itself begins with Escape. */
    if (in.bytes.len == 2 && !in.complete)
        return 0;
    if (in.bytes.len > 2 && (in.bytes.data[2] == '[' || in.bytes.data[2] == 'O')) {
        size = take_escape(decoder, rest, event);
        if (event->kind == EVENT_KEY)
            event->key.modifiers |= MODIFIER_META;
        return size ? size + 1 : 0;
    }
    set_key(event, SPECIAL_ESCAPE, 0);
    return 1;
}

/* Pasted text. */

static void add_pasted(struct decoder *decoder, struct str text)
{
    size_t room = DECODE_PASTE_LIMIT - decoder->paste.len;
    buf_add(&decoder->paste, str_slice(text, 0, room));
}

static void end_paste(struct decoder *decoder, struct event *event)
{
    decoder->pasting = false;
    if (decoder->paste.len == 0)
        return;
    event->kind = EVENT_PASTE;
    event->paste = buf_str(&decoder->paste);
}

static size_t take_paste(struct decoder *decoder, struct input in, struct event *event)
{
    struct str end = STR(paste_end);
    const char *found = memmem(in.bytes.data, in.bytes.len, end.data, end.len);
    size_t len = found ? (size_t)(found - in.bytes.data) : in.bytes.len;
    /* A piece of the end mark may stand last. */
    size_t kept = found || in.complete ? 0 : end.len - 1 < len ? end.len - 1 : len;
    while (kept > 0 && memcmp(in.bytes.data + len - kept, end.data, kept) != 0)
        kept--;
    add_pasted(decoder, str_slice(in.bytes, 0, len - kept));
    if (found)
        end_paste(decoder, event);
    return len - kept + (found ? end.len : 0);
}

static size_t take(struct decoder *decoder, struct input in, struct event *event)
{
    if (decoder->pasting)
        return take_paste(decoder, in, event);
    if (in.bytes.data[0] == ESCAPE)
        return take_escape(decoder, in, event);
    return take_character(in, 0, event);
}

void decoder_bind(struct decoder *decoder, const char *sequence, uint32_t key)
{
    struct str text = str_of(sequence);
    if (text.len < 2 || text.data[0] != ESCAPE || decoder->binding_count == DECODE_BINDINGS)
        return;
    decoder->bindings[decoder->binding_count++] = (struct decoder_binding){text, key};
}

void decoder_bind_described(struct decoder *decoder, const char *(*capability)(const char *name))
{
    static const struct {
        const char *name;
        uint32_t key;
    } keys[] = {
        {"kcuu1", SPECIAL_UP},     {"kcud1", SPECIAL_DOWN},    {"kcub1", SPECIAL_LEFT},
        {"kcuf1", SPECIAL_RIGHT},  {"khome", SPECIAL_HOME},    {"kend", SPECIAL_END},
        {"kpp", SPECIAL_PAGE_UP},  {"knp", SPECIAL_PAGE_DOWN}, {"kich1", SPECIAL_INSERT},
        {"kdch1", SPECIAL_DELETE}, {"kbs", SPECIAL_BACKSPACE}, {"kcbt", SPECIAL_BACKTAB},
        {"kent", SPECIAL_ENTER},   {"kf1", SPECIAL_F1},        {"kf2", SPECIAL_F1 + 1},
        {"kf3", SPECIAL_F1 + 2},   {"kf4", SPECIAL_F1 + 3},    {"kf5", SPECIAL_F1 + 4},
        {"kf6", SPECIAL_F1 + 5},   {"kf7", SPECIAL_F1 + 6},    {"kf8", SPECIAL_F1 + 7},
        {"kf9", SPECIAL_F1 + 8},   {"kf10", SPECIAL_F1 + 9},   {"kf11", SPECIAL_F1 + 10},
        {"kf12", SPECIAL_F1 + 11},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        decoder_bind(decoder, capability(keys[i].name), keys[i].key);
}

void decoder_feed(struct decoder *decoder, struct str bytes)
{
    buf_splice(&decoder->bytes, 0, decoder->at, (struct str){0});
    decoder->at = 0;
    buf_add(&decoder->bytes, bytes);
}

enum decoded decoder_next(struct decoder *decoder, bool complete, struct event *event)
{
    *event = (struct event){.kind = EVENT_NONE};
    if (!decoder->pasting)
        buf_cut(&decoder->paste, 0);
    while (decoder->at < decoder->bytes.len) {
        struct str all = buf_str(&decoder->bytes);
        size_t used =
            take(decoder, (struct input){str_slice(all, decoder->at, all.len), complete}, event);
        decoder->at += used;
        if (event->kind != EVENT_NONE)
            return DECODED_EVENT;
        if (used == 0)
            return DECODED_PART;
    }
    if (decoder->pasting && complete)
        end_paste(decoder, event);
    return event->kind != EVENT_NONE ? DECODED_EVENT
           : decoder->pasting        ? DECODED_PART
                                     : DECODED_NONE;
}

void decoder_release(struct decoder *decoder)
{
    buf_release(&decoder->bytes);
    buf_release(&decoder->paste);
    *decoder = (struct decoder){0};
}
