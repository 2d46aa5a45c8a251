/* registry.h: the language-neutral facts of every status.
 *
 * A status is a code with an origin (who defines it): "iana", or a vendor such as "nginx". The
 * facts live in data/registry.json, whose form is strict: an unknown or missing key, a wrong type,
 * a word that is not in the tables below, a duplicate or a reference to a status that is not there
 * is an error with the path of the place ("codes[20].phrase"). Sources of the facts: RFC 9110 and
 * the other specifications named with each status, the IANA HTTP Status Code Registry, vendors'
 * manuals.
 *
 * The registry owns everything it returns; all of it lives until registry_free().
 */
#ifndef SB_CORE_REGISTRY_H
#define SB_CORE_REGISTRY_H

#include "core/error.h"
#include "core/str.h"
#include <stdbool.h>
#include <stddef.h>

enum lifecycle {
    LIFECYCLE_REGISTERED, /* in the IANA registry */
    LIFECYCLE_TEMPORARY,  /* registered until a date (RFC 7120) */
    LIFECYCLE_UNUSED,     /* reserved in the registry, "(Unused)" */
    LIFECYCLE_DEPRECATED, /* still defined, no longer to be used */
    LIFECYCLE_OBSOLETE,   /* marked as obsoleted in the IANA registry */
    LIFECYCLE_UNOFFICIAL, /* a vendor's */
    LIFECYCLE_RETIRED,    /* a vendor's that the vendor gave up */
};
enum seen { SEEN_WIRE, SEEN_LOG };
enum direction { DIRECTION_REQUEST, DIRECTION_RESPONSE };
enum level { LEVEL_MUST, LEVEL_SHOULD, LEVEL_MAY }; /* RFC 2119 */
/* What a client does with the method when it follows the redirect. */
enum redirect_method { REDIRECT_NONE, REDIRECT_KEPT, REDIRECT_MAY_CHANGE, REDIRECT_BECOMES_GET };
enum retry {
    RETRY_NONE,    /* nothing to retry: success, interim, a redirect is followed */
    RETRY_NEVER,   /* the same request will not do better */
    RETRY_CHANGED, /* after changing the request, its credentials included */
    RETRY_LATER,   /* after waiting */
    RETRY_NOW,     /* at once, on a fresh connection for instance */
};
enum relation_kind {
    RELATION_CONFUSED_WITH,
    RELATION_REPLACES,
    RELATION_REPLACED_BY,
    RELATION_NARROWER, /* the related status is narrower than this one */
    RELATION_BROADER,
    RELATION_SEE_ALSO,
};

/* The words of the file for those values, each list ended by a null pointer, in the enum's order.
 * REDIRECT_NONE's word is "" and never stands in a file. */
extern const char *const lifecycle_words[];
extern const char *const seen_words[];
extern const char *const direction_words[];
extern const char *const level_words[];
extern const char *const redirect_method_words[];
extern const char *const retry_words[];
extern const char *const relation_kind_words[];

struct spec {
    const char *document; /* "RFC 9110" */
    const char *section;  /* "15.5.5", or "" for the whole */
    const char *url;      /* http or https */
};

struct header_use {
    const char *name;
    enum direction in;
    enum level level;
};

struct relation {
    int code;
    const char *origin;
    enum relation_kind kind;
};

struct facts {
    int code;
    const char *origin;
    const char *phrase; /* "" where the vendor has none */
    const char *const *former_phrases;
    size_t former_count;
    enum lifecycle lifecycle;
    enum seen seen;
    const struct spec *specs;
    size_t spec_count;
    bool cacheable; /* heuristically (RFC 9111 section 4.2.2) */
    bool storable;  /* may a cache store it at all? (RFC 9111 section 3, RFC 6585) */
    bool content;   /* may the response carry content? */
    const struct header_use *headers;
    size_t header_count;
    enum redirect_method redirect; /* REDIRECT_NONE: not a redirect through Location */
    bool permanent;                /* meaningful for redirects */
    enum retry retry;
    const struct relation *related;
    size_t related_count;
};

/* What is known of a whole class: the first digit, and the code as which an unknown one of the
 * class is treated (RFC 9110 section 15). */
struct class_facts {
    int digit; /* 1 to 5 */
    const char *phrase;
    int unknown_as;
    struct spec spec;
};

/* Who defines statuses: the name that people know them by, and other names that mean the same, in
 * any language. */
struct origin_facts {
    const char *origin;
    const char *name;
    const char *const *aliases;
    size_t alias_count;
};

/* A header field that the texts may speak of, and where it is defined. */
struct field_facts {
    const char *name;
    struct spec spec;
};

/* Is this the origin of the registered statuses, and no vendor's? */
static inline bool origin_is_iana(const char *origin)
{
    return strcmp(origin, "iana") == 0;
}

struct registry;

/* Reads the file. Null, with *error filled, when it is missing or wrong in any way. */
struct registry *registry_load(const char *path, struct error *error);
/* The same from memory; `name` is used in errors. */
struct registry *registry_parse(const char *name, struct str json, struct error *error);
void registry_free(struct registry *registry);

/* All statuses, in the file's order. */
const struct facts *registry_statuses(const struct registry *registry, size_t *count);
/* One status, or null. An empty or null origin asks for "iana". */
const struct facts *registry_find(const struct registry *registry, int code, const char *origin);
/* The status that an entry means: its code as used by whoever is named in brackets behind it, by
 * IANA where nobody is, else, where only vendors use the number, by the one with this phrase, or
 * the first. Null for none. */
const struct facts *registry_meant(const struct registry *registry, int code, struct str tag,
                                   struct str phrase);
/* Who uses the code: the first status of this code in the file's order, and how many there are;
 * they stand together, ordered by code, IANA's first. */
const struct facts *registry_by_code(const struct registry *registry, int code, size_t *count);
/* The bytes of the longest phrase, past ones too, of any status of this code that the text begins
 * with, without regard to case; 0 for none. */
size_t registry_phrase_at(const struct registry *registry, int code, struct str text);
/* Who goes by the name: an origin ("aws-elb"), its name ("AWS ELB") or another of its names,
 * without regard to case and to what stands between the words. Null for nobody. */
const struct origin_facts *registry_origin(const struct registry *registry, struct str name);
/* A header field, without regard to case (RFC 9110 section 5.1), or null. */
const struct field_facts *registry_field(const struct registry *registry, struct str name);
/* The facts of a class, or null for digits other than 1 to 5. */
const struct class_facts *registry_class(const struct registry *registry, int digit);

#endif
