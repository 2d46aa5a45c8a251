/* series.h: a figure's values, one a round, and what is told of them. */
#ifndef SB_TESTS_BENCH_SERIES_H
#define SB_TESTS_BENCH_SERIES_H

#include <stdbool.h>
#include <stddef.h>

/* Zero-initialise; series_release() frees it. */
struct series {
    double *values;
    size_t count;
};

struct spread {
    double median, min, max;
    bool known;
};

void series_append(struct series *series, double value);
void series_release(struct series *series);

struct spread series_spread(const struct series *series);
/* Of two series, taken round by round. */
struct spread series_ratio(const struct series *above, const struct series *below);
struct spread spread_of_one(double value, bool known);

/* Sorts the values, of which there must be one at least. */
double median_of(double *values, size_t count);

/* A line that tells whether the median is within the limit. */
void expectation_print(const char *what, double limit, struct spread measured);

#endif
