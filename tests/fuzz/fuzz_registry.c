/* The registry: refused with a word why, or in order. */
#include "core/registry.h"
#include "fuzz.h"

#include <assert.h>

static void check_statuses(const struct registry *registry)
{
    size_t count, same;
    const struct facts *facts = registry_statuses(registry, &count);
    for (size_t i = 0; i < count; i++) {
        assert(registry_find(registry, facts[i].code, facts[i].origin) == &facts[i]);
        assert(registry_by_code(registry, facts[i].code, &same) <= &facts[i] && same > 0);
        assert(registry_origin(registry, str_of(facts[i].origin)));
        fuzz_assert_harmless(str_of(facts[i].phrase));
        for (size_t j = 0; j < facts[i].spec_count; j++)
            fuzz_assert_harmless(str_of(facts[i].specs[j].document));
    }
    for (int digit = 1; digit <= 5; digit++)
        assert(registry_class(registry, digit)->digit == digit);
}

int fuzz_registry(const uint8_t *data, size_t size)
{
    struct error error = {0};
    struct registry *registry =
        registry_parse("registry.json", (struct str){(const char *)data, size}, &error);
    assert(!registry == !!error.what);
    fuzz_assert_harmless(str_of(error.where));
    if (registry)
        check_statuses(registry);
    registry_free(registry);
    return 0;
}

FUZZ_TARGET(fuzz_registry)
