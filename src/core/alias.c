#include "core/alias.h"

/* In simplified characters; longer ones before those that they begin with. */
static const struct {
    const char *other, *mainland;
} aliases[] = {
    {"伺服器", "服务器"}, {"用户端", "客户端"}, {"使用者", "用户"},     {"重新导向", "重定向"},
    {"重导向", "重定向"}, {"转址", "重定向"},   {"网际网路", "互联网"}, {"网路", "网络"},
    {"资讯", "信息"},     {"讯息", "消息"},     {"快取", "缓存"},       {"标头", "头字段"},
    {"表头", "头字段"},   {"连线", "连接"},     {"逾时", "超时"},       {"程式", "程序"},
    {"软体", "软件"},     {"硬体", "硬件"},     {"档案", "文件"},       {"位元组", "字节"},
    {"支援", "支持"},     {"预设", "默认"},     {"协定", "协议"},       {"介面", "接口"},
    {"闸道", "网关"},     {"登入", "登录"},     {"登陆", "登录"},       {"登出", "退出"},
    {"存取", "访问"},     {"权杖", "令牌"},     {"设定", "设置"},       {"回应", "响应"},
    {"凭证", "证书"},     {"网域", "域名"},     {"网址", "地址"},       {"阅览器", "浏览器"},
    {"视窗", "窗口"},     {"资料夹", "文件夹"}, {"资料库", "数据库"},   {"资料", "数据"},
    {"硬碟", "硬盘"},     {"储存", "存储"},     {"实作", "实现"},       {"非同步", "异步"},
    {"伫列", "队列"},     {"回圈", "循环"},     {"无穷", "无限"},       {"连结", "链接"},
    {"扩充", "扩展"},     {"频宽", "带宽"},     {"帐号", "账号"},       {"忙碌", "繁忙"},
    {"当机", "宕机"},     {"重新整理", "刷新"}, {"递回", "递归"},       {"身分", "身份"},
    {"品质", "质量"},
};

enum { ALIASES = sizeof aliases / sizeof *aliases };

/* Beginnings of those that are words of their own. */
static const char *const ordinary[] = {"用户", "使用", "重新"};

static bool is_ordinary(struct str text)
{
    for (size_t i = 0; i < sizeof ordinary / sizeof *ordinary; i++)
        if (str_equal(text, str_of(ordinary[i])))
            return true;
    return false;
}

/* The alias that begins the text; or whose beginning the whole rest of the text is. */
static size_t alias_at(struct str text)
{
    for (size_t i = 0; i < ALIASES; i++)
        if (str_starts(text, str_of(aliases[i].other)))
            return i;
    for (size_t i = 0; i < ALIASES; i++)
        if (text.len > 3 && !is_ordinary(text) && str_starts(str_of(aliases[i].other), text))
            return i;
    return ALIASES;
}

bool alias_replace(struct buf *out, struct str text)
{
    size_t start = out->len;
    bool replaced = false;
    for (size_t at = 0; at < text.len;) {
        size_t alias = alias_at(str_slice(text, at, text.len));
        if (alias == ALIASES) {
            buf_add_char(out, text.data[at++]);
            continue;
        }
        buf_add_text(out, aliases[alias].mainland);
        size_t len = strlen(aliases[alias].other);
        at = at + len < text.len ? at + len : text.len;
        replaced = true;
    }
    if (!replaced)
        buf_cut(out, start);
    return replaced;
}
