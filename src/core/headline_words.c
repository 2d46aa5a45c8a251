/* The words and signs that notes use around codes, and how they are told. */
#include "core/headline_parts.h"
#include "core/text.h"

#include <strings.h>
#include <unictype.h>

static const char *const blanks[] = {" ", "\t", "\u3000", "\u00A0", NULL};
static const char *const separators[] = {">>", "»",  "…", "‥",  "=>", "->", "：", ":",  "-",  "–",
                                         "—",  "－", "|", "=",  "→",  "、", "，", ".",  "。", ",",
                                         "·",  "・", ";", "；", "/",  "／", "|",  "｜", NULL};
static const char *const explaining[] = {" >> ", "»", "…",   "‥",   "：",   ": ",   " - ",
                                         " – ",  "—", " = ", " → ", " -> ", " => ", NULL};
static const char *const openers[] = {"(",  "（", "[", "［", "【", "「",
                                      "『", "〔", "<", "《", NULL};
static const char *const closers[] = {")",  "）", "]", "］", "】", "」",
                                      "』", "〕", ">", "》", NULL};
static const char *const joiners[] = {"/",  "／", "、", ",",  "，", "&", "+",   "和", "与",
                                      "と", "や", "或", "及", "・", "|", "and", "or", NULL};
/* Longer ones before those that they begin with. */
static const char *const lead_ins[] = {"HTTP/1.1",
                                       "HTTP/1.0",
                                       "HTTP/2.0",
                                       "HTTP/2",
                                       "HTTP/3",
                                       "HTTPS",
                                       "HTTP",
                                       "status codes",
                                       "status code",
                                       "status",
                                       "response code",
                                       "error code",
                                       "errors",
                                       "error",
                                       "codes",
                                       "code",
                                       "number",
                                       "no.",
                                       "响应状态码",
                                       "返回状态码",
                                       "状态代码",
                                       "状态码",
                                       "响应代码",
                                       "响应码",
                                       "错误代码",
                                       "错误码",
                                       "错误",
                                       "返回码",
                                       "代码",
                                       "狀態碼",
                                       "錯誤",
                                       "ステータスコード",
                                       "ステータス",
                                       "エラーコード",
                                       "エラー",

                                       "コード",
                                       "Statuscode",
                                       "Fehlercode",
                                       "Fehler",
                                       "Code d'état",
                                       "Code d'erreur",
                                       "Erreur",
                                       "Código de estado",
                                       "Código de status",
                                       "Código de error",
                                       "Código de erro",
                                       "Código",
                                       "Erro",
                                       "Errore",
                                       "Codice",
                                       "Код ответа",
                                       "Код состояния",
                                       "Код ошибки",
                                       "Код",
                                       "Ошибка",
                                       "ошибка",
                                       "상태 코드",
                                       "상태코드",
                                       "에러 코드",
                                       "에러",
                                       "오류",
                                       NULL};
static const char *const labels[] = {"状态码", "狀態碼",      "错误码", "错误",  "錯誤",     "响应",
                                     "エラー", "status code", "status", "error", "response", NULL};
static const char *const class_signs[] = {"xx", ".xx", "**",   "××",   "nn",
                                          "__", "..",  "ｘｘ", "ＸＸ", NULL};
static const char *const class_words[] = {"番台",   "系列",  "系", "字头", "开头", "打头", "開頭",
                                          "series", "range", "er", "번대", "대",   NULL};
static const char *const digit_words[] = {"字头", "开头", "打头", "開頭", NULL};
static const char *const dashes[] = {"-", "–", "—", "~", "～", "〜", "－", "至", "到", "to", NULL};
static const char *const mentions[] = {
    "vs",       "versus",   "的区别",   "之间",         "等等",     "等错误",   "等状态",
    "等响应",   "等。",     "等，",     "个",           "個",       "次",       "字节",
    "毫秒",     "秒",       "分钟",     "小时",         "万",       "亿",       "元",
    "端口",     "号端口",   "以上",     "及以上",       "及以下",   "或以上",   "以下",
    "以内",     "左右",     "多个",     "多人",         "多次",     "年代",     "页面的",
    "页面设计", "页面制作", "页面模板", "页面应",       "页面要",   "页面怎",   "页面如何",
    "页面与",   "页面和",   "页面优化", "エラーページ", "错误页面", "页面配置", "ページの",
    "円",       "KB",       "MB",       "GB",           "TB",       "KiB",      "MiB",
    "GiB",      "kbps",     "Mbps",     "Gbps",         "ms",       "px",       "Hz",
    "MHz",      "GHz",      "QPS",      "RPS",          "TPS",      "bytes",    "pages",
    "requests", "users",    "times",    "seconds",      "minutes",  "hours",    "days",
    "lines",    "items",    "people",   "million",      "percent",  "euros",    "EUR",
    "USD",      "dollars",  "€",        "years",        "months",   "weeks",    "words",
    "points",   "années",   "ans",      "años",         "anos",     "Jahre",    NULL};
static const char *const verbs[] = {
    "表示", "代表",   "意味着", "意思是",    "意为",       "意即",      "是指",    "指的是", "表明",
    "意味", "を表す", "means",  "indicates", "stands for", "signifies", "denotes", NULL};
static const char *const predicates[] = {
    "及",   "是",    "很",      "也",       "就",    "会",   "常",      "通常", "一般",    "的",
    "和",   "与",    "或",      "比",       "并",    "则",   "而",      "不是", "不会",    "不一定",
    "这",   "那",    "は",      "が",       "を",    "の",   "と",      "で",   "も",      "に",
    "is",   "are",   "was",     "were",     "isn't", "has",  "have",    "can",  "could",   "should",
    "will", "would", "may",     "might",    "must",  "does", "do",      "and",  "or",      "for",
    "from", "in",    "on",      "to",       "when",  "if",   "because", "but",  "happens", "occurs",
    "says", "tells", "returns", "returned", NULL};
static const char *const particles[] = {"的", "是", "の", "と", "は", "が", NULL};
static const char *const sentence_words[] = {
    "The", "This",  "That", "These", "A",   "An",  "If",  "When", "You", "Your", "It",
    "Its", "There", "La",   "Le",    "Les", "L'",  "Un",  "Une",  "El",  "Los",  "Las",
    "Una", "O",     "Os",   "Der",   "Die", "Das", "Ein", "Eine", "Se",  NULL};
static const char *const asking[] = {
    "如何",          "怎么",       "怎样",     "为什么",  "为何",      "什么是", "什么时候",
    "何时",          "处理",       "解决",     "关于",    "返回",      "遇到",   "出现",
    "避免",          "使用",       "自定义",   "how",     "why",       "what",   "when",
    "where",         "which",      "handling", "handle",  "fixing",    "fix",    "about",
    "understanding", "avoid",      "using",    "return",  "returning", "custom", "top",
    "port",          "rfc",        "chapter",  "section", "part",      "page",   "version",
    "see",           "difference", "between",  NULL};
static const char *const tags[] = {"RFC", "WebDAV", "HTTP/", "IETF", "draft", NULL};
/* As the whole of what stands in the brackets: "（临时重定向）" is a name. */
static const char *const tag_words[] = {
    "unused",   "unassigned", "reserved", "deprecated", "obsolete", "experimental", "unofficial",
    "实验",     "实验性",     "废弃",     "已废弃",     "弃用",     "已弃用",       "未使用",
    "保留",     "草案",       "非标准",   "非官方",     "过时",     "已过时",       "扩展",
    "临时注册", "廃止",       "非推奨",   "予約",       "予約済み", "未使用",       "拡張",
    "不使用",   "已移除",     NULL};
static const char *const marks[] = {"edit",     "编辑",        "編輯",       "編集",
                                    "編集する", "edit source", "编辑源代码", "citation needed",
                                    "来源请求", NULL};
static const char *const comparisons[] = {
    "区别",   "不同",       "差异",        "差别",     "对比",  "比较", "之间",
    "怎么选", "选哪",       "哪个",        "还是",     "違い",  "区別", "vs",
    "versus", "difference", "differences", "compared", "which", NULL};
static const char *const stops[] = {"。", "，", "；", "！", "？", ", ", "; ",
                                    ". ", "! ", "? ", "：", ": ", NULL};

static const char *const *const lists[WORDS_COUNT] = {
    [WORDS_BLANK] = blanks,
    [WORDS_SEPARATOR] = separators,
    [WORDS_EXPLAINING] = explaining,
    [WORDS_OPENER] = openers,
    [WORDS_CLOSER] = closers,
    [WORDS_JOINER] = joiners,
    [WORDS_LEAD_IN] = lead_ins,
    [WORDS_LABEL] = labels,
    [WORDS_CLASS_SIGN] = class_signs,
    [WORDS_CLASS_WORD] = class_words,
    [WORDS_DIGIT_WORD] = digit_words,
    [WORDS_DASH] = dashes,
    [WORDS_MENTION] = mentions,
    [WORDS_VERB] = verbs,
    [WORDS_PREDICATE] = predicates,
    [WORDS_PARTICLE] = particles,
    [WORDS_SENTENCE] = sentence_words,
    [WORDS_ASKING] = asking,
    [WORDS_TAG] = tags,
    [WORDS_TAG_WHOLE] = tag_words,
    [WORDS_MARK] = marks,
    [WORDS_COMPARISON] = comparisons,
    [WORDS_STOP] = stops,
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Nearly all words end here; the bytes of letters differ by one bit from those of the other case,
 * and Chinese words tell apart by their second byte. */
static bool may_match(struct str rest, const char *word)
{
    return ((word[0] ^ rest.data[0]) & ~32) == 0 &&
           (rest.len < 2 || word[1] == '\0' || ((word[1] ^ rest.data[1]) & ~32) == 0);
}

/* A word of letters ends where no letter follows; "HTTP404" is still HTTP. */
static bool matches(struct str rest, const char *word)
{
    if (!may_match(rest, word))
        return false;
    size_t len = strlen(word);
    if (rest.len < len || strncasecmp(rest.data, word, len) != 0)
        return false;
    return !is_letter(word[len - 1]) || rest.len == len || !is_letter(rest.data[len]);
}

size_t word_at(struct str line, size_t at, enum word_list list)
{
    struct str rest = str_slice(line, at, line.len);
    if (rest.len == 0 || ((unsigned char)rest.data[0] & 0xC0) == 0x80) /* inside a character */
        return 0;
    for (const char *const *word = lists[list]; *word; word++)
        if (matches(rest, *word))
            return strlen(*word);
    return 0;
}

size_t skip_words(struct str line, size_t at, enum word_list list)
{
    size_t size;
    while ((size = word_at(line, at, list)) > 0)
        at += size;
    return at;
}

bool holds_word(struct str text, enum word_list list)
{
    for (size_t i = 0; i < text.len; i++)
        if ((i == 0 || !is_letter(text.data[i - 1]) || !is_letter(text.data[i])) &&
            word_at(text, i, list))
            return true;
    return false;
}

bool headline_is_short(struct str text)
{
    enum { LIMIT = 60 }; /* bytes: some twenty Chinese characters */
    char last = text.len > 0 ? text.data[text.len - 1] : '\0';
    return text.len > 0 && text.len <= LIMIT && !holds_word(text, WORDS_STOP) && last != '.' &&
           last != '!' && last != '?' && !memchr(text.data, '\n', text.len);
}

/* A mark of a web page in square brackets: "[edit]", "[12]", "[^1]". */
bool is_mark(struct str inside)
{
    size_t size = word_at(inside, 0, WORDS_MARK), at = 0;
    at += inside.len > 0 && inside.data[0] == '^';
    while (at < inside.len && inside.data[at] >= '0' && inside.data[at] <= '9')
        at++;
    return inside.len > 0 && (size == inside.len || at == inside.len);
}

struct str headline_without_marks(struct str text)
{
    for (;;) {
        text = str_trim(text);
        const char *open = text.len > 0 && text.data[text.len - 1] == ']'
                               ? memrchr(text.data, '[', text.len)
                               : NULL;
        size_t at = open ? (size_t)(open - text.data) : 0;
        if (!open || !is_mark(str_slice(text, at + 1, text.len - 1)))
            return text;
        text = str_slice(text, 0, at);
    }
}

/* "[ ] " and "[x] ": the box of a task. */
static size_t task_at(struct str line, size_t at)
{
    struct str rest = str_slice(line, at, line.len);
    return rest.len > 4 && rest.data[0] == '[' && strchr(" xX", rest.data[1]) &&
                   rest.data[2] == ']' && rest.data[3] == ' '
               ? 4
               : 0;
}

/* "[!note] " and "[!tip]- ": the kind of a callout. */
static size_t callout_at(struct str line, size_t at)
{
    size_t end = at + 2;
    if (!str_starts(str_slice(line, at, line.len), STR("[!")))
        return 0;
    while (end < line.len && (is_letter(line.data[end]) || line.data[end] == '-'))
        end++;
    if (end == line.len || line.data[end] != ']')
        return 0;
    end += end + 1 < line.len && strchr("+-", line.data[end + 1]) ? 2 : 1;
    return word_at(line, end, WORDS_BLANK) ? end - at : 0;
}

/* Bullets, emoji and other signs that only decorate; brackets and quotes do not. */
static size_t sign_at(struct str line, size_t at)
{
    enum {
        SIGNS =
            UC_CATEGORY_MASK_So | UC_CATEGORY_MASK_Po | UC_CATEGORY_MASK_Pd | UC_CATEGORY_MASK_No
    }; /* No: ① */
    size_t size;
    if (at >= line.len || word_at(line, at, WORDS_OPENER))
        return 0;
    uint32_t c = text_decode(str_slice(line, at, line.len), &size);
    if (c < 0x80)
        return memchr("*#-:|", (int)c, 5) ? 1 : 0;
    return uc_is_general_category_withtable(c, SIGNS) ? size : 0;
}

static size_t digits_at(struct str line, size_t at)
{
    size_t end = at;
    while (end < line.len && line.data[end] >= '0' && line.data[end] <= '9')
        end++;
    return end - at;
}

#define KEYCAP "\xE2\x83\xA3" /* U+20E3, in a digit's emoji */

/* "3.2 ", "1. ", "2) ", "（1）", "1、", "一、": the bytes taken, or 0. */
static size_t numbering_at(struct str line, size_t at)
{
    static const char *const chinese[] = {"一", "二", "三", "四", "五", "六",
                                          "七", "八", "九", "十", NULL};
    size_t end = at + word_at(line, at, WORDS_OPENER), start = end, digits;
    bool opened = end > at;
    while ((digits = digits_at(line, end)) > 0 && digits < 3) {
        end += digits;
        if (end >= line.len || line.data[end] != '.')
            break;
        end++;
    }
    for (const char *const *c = chinese; end == start && *c; c++)
        if (str_starts(str_slice(line, end, line.len), str_of(*c)))
            end += strlen(*c);
    if (end == start)
        return 0;
    if (str_starts(str_slice(line, end, line.len), STR(KEYCAP)))
        return end + strlen(KEYCAP) - at;
    if (opened)
        return word_at(line, end, WORDS_CLOSER) ? end + word_at(line, end, WORDS_CLOSER) - at : 0;
    if (str_starts(str_slice(line, end, line.len), STR("）")))
        return end + strlen("）") - at;
    if (end < line.len && line.data[end] == ')')
        return end + 1 - at;
    if (str_starts(str_slice(line, end, line.len), STR("、")))
        return end + strlen("、") - at;
    return word_at(line, end, WORDS_BLANK) ? end - at : 0;
}

size_t skip_signs(struct str line, size_t at)
{
    for (size_t size = 1; size > 0 && at < line.len; at += size) {
        size = word_at(line, at, WORDS_BLANK);
        if (size == 0)
            size = numbering_at(line, at);
        if (size == 0)
            size = sign_at(line, at);
        if (size == 0)
            size = task_at(line, at);
        if (size == 0)
            size = callout_at(line, at);
    }
    return at;
}

size_t skip_emoji(struct str line, size_t at)
{
    enum { VARIANT = 0xFE0F };
    for (;;) {
        size_t start = skip_words(line, at, WORDS_BLANK), size;
        if (start >= line.len)
            return at;
        uint32_t c = text_decode(str_slice(line, start, line.len), &size);
        if (c != VARIANT && (c < 0x80 || !uc_is_general_category_withtable(c, UC_CATEGORY_MASK_So)))
            return at;
        at = start + size;
    }
}

size_t skip_lead(struct str line, size_t at)
{
    for (size_t size = 1; size > 0 && at < line.len; at += size) {
        at = skip_signs(line, at);
        size = word_at(line, at, WORDS_LEAD_IN);
    }
    return at;
}

bool is_latin_letter(uint32_t c)
{
    bool letter = (c >= 0xC0 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF);
    return (letter && c != 0xD7 && c != 0xF7) || (c >= 0x300 && c <= 0x36F); /* accents apart */
}

static bool is_sign_or_blank(uint32_t c)
{
    return c == ' ' || (c >= 0x80 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_So));
}

static size_t last_character(struct str text)
{
    size_t at = text.len - 1;
    while (at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Without the signs and blanks at its end. */
static struct str without_signs(struct str text)
{
    for (size_t size; text.len > 0;) {
        size_t last = last_character(text);
        if (!is_sign_or_blank(text_decode(str_slice(text, last, text.len), &size)))
            break;
        text.len = last;
    }
    return text;
}

/* Letters of other scripts make a name: not signs, nor Latin letters with accents alone. */
static bool has_foreign_letter(struct str text)
{
    size_t size;
    for (size_t at = 0; at < text.len; at += size) {
        uint32_t c = text_decode(str_slice(text, at, text.len), &size);
        if (c >= 0x80 && !is_latin_letter(c) &&
            uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N))
            return true;
    }
    return false;
}

bool says_nothing(struct str text)
{
    return without_signs(text).len == 0;
}

bool headline_is_name(struct str *text)
{
    *text = without_signs(headline_without_marks(*text));
    return has_foreign_letter(*text);
}
