#include "core/buf.h"
#include "core/registry.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- A small registry: 301, and 404 of iana, aws-elb2 and nginx --- */

/* Apostrophes stand for quotation marks in these texts. */
#define SPEC    "{'document': 'RFC 9110', 'section': '15', 'url': 'https://a.example/'}"
#define CLASS_1 "{'class': 1, 'phrase': 'Informational', 'unknown_as': 100, 'spec': " SPEC "}"
#define CLASS_5 "{'class': 5, 'phrase': 'Server Error', 'unknown_as': 500, 'spec': " SPEC "}"

static const char good[] =
    "{'classes': [\n" CLASS_1 ",\n"
    "{'class': 2, 'phrase': 'Successful', 'unknown_as': 200, 'spec': " SPEC "},\n"
    "{'class': 3, 'phrase': 'Redirection', 'unknown_as': 300, 'spec': " SPEC "},\n"
    "{'class': 4, 'phrase': 'Client Error', 'unknown_as': 400, 'spec':\n"
    " {'document': 'RFC 9110', 'section': '15.5', 'url': 'https://a.example/4'}},\n" CLASS_5 "],\n"
    "'codes': [\n"
    "{'code': 301, 'origin': 'iana', 'phrase': 'Moved Permanently', 'former_phrases': [],\n"
    " 'lifecycle': 'registered', 'seen': 'wire',\n"
    " 'specs': [{'document': 'RFC 9110', 'section': '15.4.2', 'url': 'https://a.example/301'},\n"
    "           {'document': 'RFC 9205', 'section': '', 'url': 'http://b.example/'}],\n"
    " 'cacheable': true, 'storable': true, 'content': true,\n"
    " 'headers': [{'name': 'Location', 'in': 'response', 'level': 'SHOULD'},\n"
    "             {'name': 'Retry-After', 'in': 'response', 'level': 'MAY'},\n"
    "             {'name': 'retry-after', 'in': 'request', 'level': 'MUST'},\n"
    "             {'name': 'refresh', 'in': 'response', 'level': 'MAY'}],\n"
    " 'redirect': {'method': 'may-change', 'permanent': true}, 'retry': 'none',\n"
    " 'related': [{'code': 404, 'origin': 'iana', 'kind': 'see-also'},\n"
    "             {'code': 404, 'origin': 'nginx', 'kind': 'replaced-by'}]},\n"
    "{'code': 404, 'origin': 'iana', 'phrase': 'Not Found', 'former_phrases': ['Gone', 'Lost'],\n"
    " 'lifecycle': 'temporary', 'seen': 'wire',\n"
    " 'specs': [{'document': 'RFC 2068', 'section': '1', 'url': 'http://a.example/'}],\n"
    " 'cacheable': false, 'storable': true, 'content': false, 'headers': [], 'redirect': null,\n"
    " 'retry': 'changed', 'related': []},\n"
    "{'code': 404, 'origin': 'aws-elb2', 'phrase': 'Lost Target', 'former_phrases': [],\n"
    " 'lifecycle': 'retired', 'seen': 'log', 'specs': [], 'cacheable': false, 'storable': true,\n"
    " 'content': false, 'headers': [], 'redirect': null, 'retry': 'later', 'related': []},\n"
    "{'code': 404, 'origin': 'nginx', 'phrase': '', 'former_phrases': [],\n"
    " 'lifecycle': 'unofficial', 'seen': 'log', 'specs': [], 'cacheable': false, 'storable': "
    "true,\n"
    " 'content': false, 'headers': [], 'redirect': null, 'retry': 'now', 'related': []}\n"
    "],\n"
    "'fields': [{'name': 'Location', 'spec': " SPEC "},\n"
    "           {'name': 'Refresh', 'spec': " SPEC "},\n"
    "           {'name': 'Retry-After', 'spec':\n"
    "  {'document': 'RFC 9110', 'section': '10.2.3', 'url': 'https://a.example/retry'}}],\n"
    "'origins': [{'origin': 'aws-elb2', 'name': 'AWS ELB 2', 'aliases': ['负载均衡 v2']},\n"
    "            {'origin': 'iana', 'name': 'IANA', 'aliases': []},\n"
    "            {'origin': 'nginx', 'name': 'nginx', 'aliases': ['Engine X']}]\n"
    "}\n";

/* A text with its quotation marks, and the first `old` in it replaced unless that is null. */
static struct buf quoted(const char *text, const char *old, const char *new)
{
    struct buf out = {0};
    buf_add_text(&out, text);
    if (old) {
        char *at = strstr(out.data, old);
        ck_assert_msg(at, "%s is not there", old);
        buf_splice(&out, (size_t)(at - out.data), strlen(old), str_of(new));
    }
    for (size_t i = 0; i < out.len; i++)
        if (out.data[i] == '\'')
            out.data[i] = '"';
    return out;
}

static struct registry *parse_good(void)
{
    struct error error = {0};
    struct buf text = quoted(good, NULL, NULL);
    struct registry *registry = registry_parse("good", buf_str(&text), &error);
    ck_assert_msg(registry, "%zu: %s: %s", error.line, error.where, error.what);
    buf_release(&text); /* the registry has copies */
    return registry;
}

START_TEST(statuses_are_read)
{
    struct registry *registry = parse_good();
    size_t count;
    const struct facts *moved = registry_statuses(registry, &count);
    ck_assert_uint_eq(count, 4);
    ck_assert_int_eq(moved->code, 301);
    ck_assert_str_eq(moved->origin, "iana");
    ck_assert_str_eq(moved->phrase, "Moved Permanently");
    ck_assert_uint_eq(moved->former_count, 0);
    ck_assert(moved->lifecycle == LIFECYCLE_REGISTERED && moved->seen == SEEN_WIRE);
    ck_assert_uint_eq(moved->spec_count, 2);
    ck_assert_str_eq(moved->specs[0].section, "15.4.2");
    ck_assert_str_eq(moved->specs[1].document, "RFC 9205");
    ck_assert_str_eq(moved->specs[1].url, "http://b.example/");
    ck_assert(moved->cacheable && moved->content);
    ck_assert_uint_eq(moved->header_count, 4);
    ck_assert_str_eq(moved->headers[2].name, "retry-after");
    ck_assert(moved->headers[2].in == DIRECTION_REQUEST && moved->headers[2].level == LEVEL_MUST);
    ck_assert(moved->headers[1].in == DIRECTION_RESPONSE && moved->headers[1].level == LEVEL_MAY);
    ck_assert(moved->redirect == REDIRECT_MAY_CHANGE && moved->permanent);
    ck_assert(moved->retry == RETRY_NONE);
    ck_assert_uint_eq(moved->related_count, 2);
    ck_assert_int_eq(moved->related[1].code, 404);
    ck_assert_str_eq(moved->related[1].origin, "nginx");
    ck_assert(moved->related[1].kind == RELATION_REPLACED_BY);
    ck_assert_str_eq(moved[1].former_phrases[1], "Lost");
    ck_assert(moved[1].redirect == REDIRECT_NONE && !moved[1].permanent);
    ck_assert(moved[2].lifecycle == LIFECYCLE_RETIRED && moved[2].seen == SEEN_LOG);
    ck_assert(moved[3].lifecycle == LIFECYCLE_UNOFFICIAL && moved[3].retry == RETRY_NOW);
    registry_free(registry);
}
END_TEST

static const struct {
    int code;
    const char *origin;
    int place; /* -1: none */
} finds[] = {
    {301, NULL, 0},       {301, "", 0},         {301, "iana", 0},  {301, "nginx", -1},
    {404, NULL, 1},       {404, "aws-elb2", 2}, {404, "nginx", 3}, {404, "aws", -1},
    {404, "aws-elb", -1}, {404, "NGINX", -1},   {0, NULL, -1},     {302, NULL, -1},
    {999, NULL, -1},      {-1, NULL, -1},       {405, "", -1},
};

START_TEST(status_is_found)
{
    struct registry *registry = parse_good();
    size_t count;
    const struct facts *all = registry_statuses(registry, &count);
    const struct facts *found = registry_find(registry, finds[_i].code, finds[_i].origin);
    ck_assert_ptr_eq(found, finds[_i].place < 0 ? NULL : &all[finds[_i].place]);
    registry_free(registry);
}
END_TEST

START_TEST(codes_stand_together)
{
    struct registry *registry = parse_good();
    size_t count;
    const struct facts *all = registry_statuses(registry, &count);
    ck_assert_ptr_eq(registry_by_code(registry, 301, &count), &all[0]);
    ck_assert_uint_eq(count, 1);
    ck_assert_ptr_eq(registry_by_code(registry, 404, &count), &all[1]);
    ck_assert_uint_eq(count, 3);
    for (int code = -1; code < 1001; code++) {
        if (code == 301 || code == 404)
            continue;
        ck_assert_ptr_null(registry_by_code(registry, code, &count));
        ck_assert_uint_eq(count, 0);
    }
    registry_free(registry);
}
END_TEST

static const struct {
    struct str name;
    const char *origin;
} origins[] = {
    {{"iana", 4}, "iana"},
    {{"nginx", 5}, "nginx"},
    {{"nginxx", 5}, "nginx"},
    {{"NGINX", 5}, "nginx"},
    {{"aws-elb2", 8}, "aws-elb2"},
    {{"AWS ELB 2", 9}, "aws-elb2"},
    {{"AWS_ELB2", 8}, "aws-elb2"},
    {{"负载均衡V2", 14}, "aws-elb2"},
    {{"engine-x", 8}, "nginx"},
    {{"aws-elb", 7}, NULL},
    {{"nginx", 4}, NULL},
    {{"负载均衡", 12}, NULL},
    {{"", 0}, NULL},
    {{NULL, 0}, NULL},
    {{"--", 2}, NULL},
    {{"iana\0nginx", 10}, NULL},
    {{"apache", 6}, NULL},
    {{"zyxel", 5}, NULL},
};

START_TEST(origin_is_known)
{
    struct registry *registry = parse_good();
    const struct origin_facts *found = registry_origin(registry, origins[_i].name);
    ck_assert_pstr_eq(found ? found->origin : NULL, origins[_i].origin);
    registry_free(registry);
}
END_TEST

static const struct {
    struct str name;
    const char *field;
} fields[] = {
    {{"Location", 8}, "Location"},
    {{"retry-after", 11}, "Retry-After"},
    {{"REFRESH", 7}, "Refresh"},
    {{"Locations", 8}, "Location"},
    {{"Location", 7}, NULL},
    {{"", 0}, NULL},
    {{NULL, 0}, NULL},
    {{"Host", 4}, NULL},
};

START_TEST(field_is_known)
{
    struct registry *registry = parse_good();
    const struct field_facts *found = registry_field(registry, fields[_i].name);
    ck_assert_pstr_eq(found ? found->name : NULL, fields[_i].field);
    if (found && strcmp(found->name, "Retry-After") == 0)
        ck_assert_str_eq(found->spec.section, "10.2.3");
    registry_free(registry);
}
END_TEST

START_TEST(classes_are_read)
{
    struct registry *registry = parse_good();
    for (int digit = 1; digit <= 5; digit++) {
        const struct class_facts *class = registry_class(registry, digit);
        ck_assert_int_eq(class->digit, digit);
        ck_assert_int_eq(class->unknown_as, digit * 100);
    }
    ck_assert_str_eq(registry_class(registry, 4)->phrase, "Client Error");
    ck_assert_str_eq(registry_class(registry, 4)->spec.url, "https://a.example/4");
    ck_assert_ptr_null(registry_class(registry, 0));
    ck_assert_ptr_null(registry_class(registry, 6));
    ck_assert_ptr_null(registry_class(registry, -1));
    registry_free(registry);
}
END_TEST

START_TEST(empty_registry_finds_nothing)
{
    struct buf text = quoted(good, NULL, NULL);
    buf_cut(&text, (size_t)(strstr(text.data, "\"codes\"") - text.data));
    buf_add_text(&text, "\"codes\": [], \"fields\": [], \"origins\": []}");
    struct error error = {0};
    struct registry *registry = registry_parse("empty", buf_str(&text), &error);
    ck_assert_ptr_nonnull(registry);
    size_t count;
    registry_statuses(registry, &count);
    ck_assert_uint_eq(count, 0);
    ck_assert_ptr_null(registry_find(registry, 404, NULL));
    ck_assert_ptr_null(registry_origin(registry, STR("iana")));
    ck_assert_ptr_null(registry_field(registry, STR("Host")));
    registry_free(registry);
    registry_free(NULL);
    buf_release(&text);
}
END_TEST

/* --- What is refused: the small registry with the first `old` replaced --- */

static const struct {
    const char *old, *new, *where, *what;
} faults[] = {
    /* classes */
    {"'class': 3", "'class': 2", "classes[2].class", "order"},
    {"'class': 1", "'class': 0", "classes[0].class", "order"},
    {"'class': 5", "'class': '5'", "classes[4].class", "whole number"},
    {",\n" CLASS_5, "", "classes", "not five"},
    {CLASS_5, CLASS_5 ", " CLASS_5, "classes", "not five"},
    {CLASS_1 ",\n", "", "classes[0].class", "order"},
    {"'unknown_as': 200", "'unknown_as': 204", "classes[1].unknown_as", "x00"},
    {"'Redirection'", "''", "classes[2].phrase", "empty"},
    {"https://a.example/4", "ftp://example.com/", "classes[3].spec.url", "http"},
    {"'section': '15.5', ", "", "classes[3].spec.section", "missing"},
    {"{'classes'", "{'version': 1, 'classes'", "version", "not a key"},
    /* the status itself */
    {"'code': 301", "'code': -1", "codes[0].code", "between 0 and 999"},
    {"'code': 301", "'code': '301'", "codes[0].code", "whole number"},
    {"{'code': 404, 'origin': 'nginx', 'phrase'", "{'code': 1000, 'origin': 'nginx', 'phrase'",
     "codes[3].code", "between 0 and 999"},
    {"'code': 301, 'origin': 'iana'", "'code': 301, 'origin': ''", "codes[0].origin", "lower-case"},
    {"'code': 301, 'origin': 'iana'", "'code': 301, 'origin': 'IANA'", "codes[0].origin",
     "lower-case"},
    {"'aws-elb2'", "'aws elb'", "codes[2].origin", "lower-case"},
    {"'aws-elb2'", "'aws_elb'", "codes[2].origin", "lower-case"},
    {"'aws-elb2'", "'élb'", "codes[2].origin", "lower-case"},
    {"'aws-elb2'", "null", "codes[2].origin", "not a string"},
    {"'Not Found'", "''", "codes[1].phrase", "empty"},
    {"'Not Found'", "'Not\\nFound'", "codes[1].phrase", "control character"},
    {"'Not Found'", "'Not\\u001b[1mFound'", "codes[1].phrase", "control character"},
    {"'Not Found'", "'Not\\u007fFound'", "codes[1].phrase", "control character"},
    {"'Not Found'", "'Not\\u009bFound'", "codes[1].phrase", "control character"},
    {"'phrase': 'Not Found', ", "", "codes[1].phrase", "missing"},
    {"'Lost'", "''", "codes[1].former_phrases[1]", "empty"},
    {"'Gone'", "'\\t'", "codes[1].former_phrases[0]", "control character"},
    {"'registered'", "'Registered'", "codes[0].lifecycle", "one of the words"},
    {"'wire'", "'tap'", "codes[0].seen", "one of the words"},
    {"'cacheable': true", "'cacheable': 'true'", "codes[0].cacheable", "neither true"},
    {"'content': true", "'content': null", "codes[0].content", "neither true"},
    {"'changed'", "'sometimes'", "codes[1].retry", "one of the words"},
    {"'retry': 'none'", "'retry': 'none', 'notes': []", "codes[0].notes", "not a key"},
    /* specifications */
    {"[{'document': 'RFC 2068', 'section': '1', 'url': 'http://a.example/'}]", "[]",
     "codes[1].specs", "empty"},
    {"'RFC 9205'", "''", "codes[0].specs[1].document", "empty"},
    {"'15.4.2'", "'15.4.2\\r'", "codes[0].specs[0].section", "control character"},
    {"http://b.example/", "gopher://b.example/", "codes[0].specs[1].url", "not an http"},
    {"http://b.example/", "http://", "codes[0].specs[1].url", "not an http"},
    {"http://b.example/", "http:/b.example/", "codes[0].specs[1].url", "not an http"},
    {"http://b.example/", "", "codes[0].specs[1].url", "not an http"},
    {"http://b.example/", "http://b.example/a b", "codes[0].specs[1].url", "printable ASCII"},
    {"http://b.example/", "http://b.example/中", "codes[0].specs[1].url", "printable ASCII"},
    {"http://b.example/", "http://b.example/\\u0007", "codes[0].specs[1].url", "printable ASCII"},
    {"http://b.example/", "http://b.example/\\u007f", "codes[0].specs[1].url", "printable ASCII"},
    /* header fields */
    {"'Location'", "''", "codes[0].headers[0].name", "header field"},
    {"'Location'", "'Loca tion'", "codes[0].headers[0].name", "header field"},
    {"'Location'", "'Location:'", "codes[0].headers[0].name", "header field"},
    {"'Location'", "'Location\\u00e9'", "codes[0].headers[0].name", "header field"},
    {"'Location'", "'Retry-After'", "codes[0].headers[1].name", "twice"},
    {"'in': 'request'", "'in': 'response'", "codes[0].headers[2].name", "twice"},
    {"'in': 'request'", "'in': 'trailer'", "codes[0].headers[2].in", "one of the words"},
    {"'MAY'", "'MIGHT'", "codes[0].headers[1].level", "one of the words"},
    /* redirects */
    {"'may-change'", "''", "codes[0].redirect.method", "one of the words"},
    {"'may-change'", "'none'", "codes[0].redirect.method", "one of the words"},
    {", 'permanent': true", "", "codes[0].redirect.permanent", "missing"},
    {"{'method': 'may-change', 'permanent': true}", "false", "codes[0].redirect", "not an object"},
    /* relations */
    {"{'code': 404, 'origin': 'iana', 'kind'", "{'code': 405, 'origin': 'iana', 'kind'",
     "codes[0].related[0]", "not in this registry"},
    {"{'code': 404, 'origin': 'nginx', 'kind'", "{'code': 404, 'origin': 'caddy', 'kind'",
     "codes[0].related[1]", "not in this registry"},
    {"{'code': 404, 'origin': 'nginx', 'kind'", "{'code': 404, 'origin': '', 'kind'",
     "codes[0].related[1].origin", "lower-case"},
    {"{'code': 404, 'origin': 'nginx', 'kind'", "{'code': 301, 'origin': 'iana', 'kind'",
     "codes[0].related[1]", "the status itself"},
    {"{'code': 404, 'origin': 'nginx', 'kind'", "{'code': 404, 'origin': 'iana', 'kind'",
     "codes[0].related[1]", "twice"},
    {"'see-also'", "'see'", "codes[0].related[0].kind", "one of the words"},
    /* the lists of names */
    {"{'origin': 'nginx', 'name': 'nginx'", "{'origin': 'apache', 'name': 'nginx'",
     "origins[2].origin", "out of order"},
    {"{'origin': 'nginx', 'name': 'nginx'", "{'origin': 'iana', 'name': 'nginx'",
     "origins[2].origin", "out of order"},
    {"{'origin': 'nginx', 'name': 'nginx'", "{'origin': 'zyxel', 'name': 'nginx'",
     "codes[3].origin", "not among the origins"},
    {"'name': 'IANA'", "'name': ''", "origins[1].name", "empty"},
    {"'Engine X'", "''", "origins[2].aliases[0]", "empty"},
    {"{'name': 'Refresh', 'spec'", "{'name': 'ETag', 'spec'", "fields[1].name", "out of order"},
    {"{'name': 'Refresh', 'spec'", "{'name': 'location', 'spec'", "fields[1].name", "out of order"},
    {"{'name': 'Refresh', 'spec'", "{'name': 'Refreshing', 'spec'", "codes[0].headers[3].name",
     "not among the fields"},
    {"{'name': 'Refresh', 'spec'", "{'name': 'Re fresh', 'spec'", "fields[1].name", "header field"},
    {"https://a.example/retry", "about:blank", "fields[2].spec.url", "http"},
    /* order */
    {"'code': 301", "'code': 405", "codes[1]", "out of order"},
    {"'code': 301", "'code': 404", "codes[1]", "same status"},
    {"'code': 301, 'origin': 'iana'", "'code': 404, 'origin': 'aws'", "codes[1]", "out of order"},
    {"'aws-elb2'", "'nginx'", "codes[3]", "same status"},
    {"'aws-elb2'", "'zyxel'", "codes[2].origin", "not among the origins"},
    {"'aws-elb2'", "'iana'", "codes[2]", "same status"},
    {"{'code': 404, 'origin': 'iana', 'phrase'", "{'code': 404, 'origin': 'aws', 'phrase'",
     "codes[0].related[0]", "not in this registry"},
};

START_TEST(fault_is_refused)
{
    struct buf text = quoted(good, faults[_i].old, faults[_i].new);
    struct error error = {.system = 5};
    ck_assert_msg(!registry_parse("bad", buf_str(&text), &error), "accepted %s", faults[_i].new);
    ck_assert_str_eq(error.file, "bad");
    ck_assert_str_eq(error.where, faults[_i].where);
    ck_assert_msg(strstr(error.what, faults[_i].what), "%s instead of %s", error.what,
                  faults[_i].what);
    ck_assert_uint_eq(error.line, 0);
    ck_assert_int_eq(error.system, 0);
    buf_release(&text);
}
END_TEST

START_TEST(syntax_error_has_line)
{
    struct buf text = quoted(good, "'seen'", "seen");
    struct error error = {0};
    ck_assert_ptr_null(registry_parse("bad", buf_str(&text), &error));
    ck_assert_str_eq(error.where, "");
    ck_assert_uint_eq(error.line, 10);
    buf_release(&text);
}
END_TEST

START_TEST(missing_file_is_an_error)
{
    struct error error = {0};
    ck_assert_ptr_null(registry_load("/nonexistent/registry.json", &error));
    ck_assert_str_eq(error.file, "/nonexistent/registry.json");
    ck_assert_ptr_nonnull(error.what);
    ck_assert_int_ne(error.system, 0);
}
END_TEST

/* --- The words --- */

static const struct {
    const char *const *words;
    int last;
    const char *last_word;
} words[] = {
    {lifecycle_words, LIFECYCLE_RETIRED, "retired"},
    {seen_words, SEEN_LOG, "log"},
    {direction_words, DIRECTION_RESPONSE, "response"},
    {level_words, LEVEL_MAY, "MAY"},
    {redirect_method_words, REDIRECT_BECOMES_GET, "becomes-get"},
    {retry_words, RETRY_NOW, "now"},
    {relation_kind_words, RELATION_SEE_ALSO, "see-also"},
};

START_TEST(words_follow_enum)
{
    ck_assert_str_eq(words[_i].words[words[_i].last], words[_i].last_word);
    ck_assert_ptr_null(words[_i].words[words[_i].last + 1]);
}
END_TEST

/* --- The registry of the project --- */

static struct registry *load_data(void)
{
    const char *folder = getenv("SB_SRCDIR");
    char path[4096];
    snprintf(path, sizeof path, "%s/data/registry.json", folder ? folder : ".");
    struct error error = {0};
    struct registry *registry = registry_load(path, &error);
    ck_assert_msg(registry, "%s:%zu: %s: %s", error.file, error.line, error.where, error.what);
    return registry;
}

static const struct {
    int from, to;
} registered[] = {
    {100, 104}, {200, 208}, {226, 226}, {300, 308}, {400, 418}, {421, 426},
    {428, 429}, {431, 431}, {451, 451}, {500, 508}, {510, 511},
};
/* RFC 9110 section 15.1, and RFC 7725 section 3 for 451 */
static const int cacheable[] = {200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501};

static bool is_registered(int code)
{
    for (size_t i = 0; i < COUNT(registered); i++)
        if (code >= registered[i].from && code <= registered[i].to)
            return true;
    return false;
}

static bool is_cacheable(int code)
{
    for (size_t i = 0; i < COUNT(cacheable); i++)
        if (code == cacheable[i])
            return true;
    return false;
}

START_TEST(data_has_every_registered_code)
{
    struct registry *registry = load_data();
    size_t count, of_iana = 0;
    const struct facts *all = registry_statuses(registry, &count);
    for (size_t i = 0; i < count; i++)
        of_iana += strcmp(all[i].origin, "iana") == 0;
    ck_assert_uint_eq(of_iana, 64);
    for (int code = 0; code < 1000; code++)
        ck_assert_msg(!registry_find(registry, code, "iana") == !is_registered(code), "%d", code);
    registry_free(registry);
}
END_TEST

/* What the standards say of each registered status. */
START_TEST(data_agrees_with_standards)
{
    struct registry *registry = load_data();
    size_t count;
    const struct facts *all = registry_statuses(registry, &count);
    for (size_t i = 0; i < count; i++) {
        const struct facts *facts = &all[i];
        bool official = strcmp(facts->origin, "iana") == 0;
        bool vendors =
            facts->lifecycle == LIFECYCLE_UNOFFICIAL || facts->lifecycle == LIFECYCLE_RETIRED;
        ck_assert_msg(official != vendors || facts->lifecycle == LIFECYCLE_DEPRECATED, "%d %s",
                      facts->code, facts->origin);
        if (!official)
            continue;
        bool empty =
            facts->code < 200 || facts->code == 204 || facts->code == 205 || facts->code == 304;
        ck_assert_msg(facts->content != empty, "content of %d", facts->code);
        ck_assert_msg(facts->cacheable == is_cacheable(facts->code), "caching %d", facts->code);
        ck_assert_msg(facts->redirect == REDIRECT_NONE || facts->code / 100 == 3, "redirect %d",
                      facts->code);
    }
    registry_free(registry);
}
END_TEST

static const struct {
    int code;
    enum lifecycle lifecycle;
} exceptions[] = {
    {104, LIFECYCLE_TEMPORARY}, {305, LIFECYCLE_DEPRECATED}, {306, LIFECYCLE_UNUSED},
    {418, LIFECYCLE_UNUSED},    {510, LIFECYCLE_OBSOLETE},
};

START_TEST(data_has_lifecycles)
{
    struct registry *registry = load_data();
    for (int code = 0; code < 1000; code++) {
        const struct facts *facts = registry_find(registry, code, "iana");
        enum lifecycle expected = LIFECYCLE_REGISTERED;
        for (size_t i = 0; i < COUNT(exceptions); i++)
            if (exceptions[i].code == code)
                expected = exceptions[i].lifecycle;
        ck_assert_msg(!facts || facts->lifecycle == expected, "%d", code);
    }
    registry_free(registry);
}
END_TEST

/* The kind with which the other status must answer, for those that go both ways. */
static const struct {
    bool both;
    enum relation_kind answer;
} answers[] = {
    [RELATION_CONFUSED_WITH] = {true, RELATION_CONFUSED_WITH},
    [RELATION_REPLACES] = {true, RELATION_REPLACED_BY},
    [RELATION_REPLACED_BY] = {true, RELATION_REPLACES},
    [RELATION_NARROWER] = {true, RELATION_BROADER},
    [RELATION_BROADER] = {true, RELATION_NARROWER},
    [RELATION_SEE_ALSO] = {false, RELATION_SEE_ALSO},
};

static bool relates(const struct facts *from, const struct facts *to, enum relation_kind kind)
{
    for (size_t i = 0; i < from->related_count; i++)
        if (from->related[i].code == to->code && from->related[i].kind == kind &&
            strcmp(from->related[i].origin, to->origin) == 0)
            return true;
    return false;
}

static void check_answer(const struct registry *registry, const struct facts *facts,
                         const struct relation *relation, struct buf *amiss)
{
    const struct facts *other = registry_find(registry, relation->code, relation->origin);
    enum relation_kind answer = answers[relation->kind].answer;
    if (answers[relation->kind].both && !relates(other, facts, answer))
        buf_add_format(amiss, "\n%d %s lacks %s %d %s", other->code, other->origin,
                       relation_kind_words[answer], facts->code, facts->origin);
}

/* Tells everything that is amiss at once. */
START_TEST(data_relations_go_both_ways)
{
    struct registry *registry = load_data();
    struct buf amiss = {0};
    size_t count;
    const struct facts *all = registry_statuses(registry, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < all[i].related_count; j++)
            check_answer(registry, &all[i], &all[i].related[j], &amiss);
    ck_assert_msg(amiss.len == 0, "%.2000s", amiss.data);
    buf_release(&amiss);
    registry_free(registry);
}
END_TEST

Suite *registry_suite(void)
{
    Suite *suite = suite_create("registry");
    TCase *reading = tcase_create("reading"), *data = tcase_create("data");
    tcase_add_test(reading, statuses_are_read);
    tcase_add_loop_test(reading, status_is_found, 0, (int)COUNT(finds));
    tcase_add_test(reading, codes_stand_together);
    tcase_add_loop_test(reading, origin_is_known, 0, (int)COUNT(origins));
    tcase_add_loop_test(reading, field_is_known, 0, (int)COUNT(fields));
    tcase_add_test(reading, classes_are_read);
    tcase_add_test(reading, empty_registry_finds_nothing);
    tcase_add_loop_test(reading, fault_is_refused, 0, (int)COUNT(faults));
    tcase_add_test(reading, syntax_error_has_line);
    tcase_add_test(reading, missing_file_is_an_error);
    tcase_add_loop_test(reading, words_follow_enum, 0, (int)COUNT(words));
    suite_add_tcase(suite, reading);
    tcase_add_test(data, data_has_every_registered_code);
    tcase_add_test(data, data_agrees_with_standards);
    tcase_add_test(data, data_has_lifecycles);
    tcase_add_test(data, data_relations_go_both_ways);
    suite_add_tcase(suite, data);
    return suite;
}
