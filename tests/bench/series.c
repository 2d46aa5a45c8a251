#include "series.h"

#include <stdio.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double median_of(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

void series_append(struct series *series, double value)
{
    series->values = reallocarray(series->values, series->count + 1, sizeof value);
    if (!series->values)
        abort();
    series->values[series->count++] = value;
}

void series_release(struct series *series)
{
    free(series->values);
    *series = (struct series){0};
}

static struct spread spread_of(double *values, size_t count)
{
    if (count == 0)
        return (struct spread){0};
    double middle = median_of(values, count);
    return (struct spread){middle, values[0], values[count - 1], true};
}

struct spread series_spread(const struct series *series)
{
    struct series copy = {0};
    for (size_t i = 0; i < series->count; i++)
        series_append(&copy, series->values[i]);
    struct spread spread = spread_of(copy.values, copy.count);
    free(copy.values);
    return spread;
}

struct spread series_ratio(const struct series *above, const struct series *below)
{
    struct series ratios = {0};
    for (size_t i = 0; i < above->count && i < below->count; i++)
        if (below->values[i] > 0)
            series_append(&ratios, above->values[i] / below->values[i]);
    struct spread spread = spread_of(ratios.values, ratios.count);
    free(ratios.values);
    return spread;
}

struct spread spread_of_one(double value, bool known)
{
    return (struct spread){value, value, value, known};
}

void expectation_print(const char *what, double limit, struct spread measured)
{
    if (!measured.known)
        printf("  %-58s %8s\n", what, "not measured");
    else
        printf("  %-58s %8.2f  %s\n", what, measured.median,
               measured.median <= limit ? "met" : "missed");
}
