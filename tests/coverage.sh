#!/bin/sh
# Prints how many lines of each source file the tests have run. Called by `make coverage' in the
# build folder, which is configured with --enable-coverage.
set -eu
find src -name '*.gcno' | sort | while read -r notes; do
    gcov -n "$notes" 2>/dev/null
done | awk '
    /^File / { file = $2; gsub(/\047/, "", file) }
    /^Lines executed:/ && file ~ /src\/.*\.c$/ {
        split($2, part, /[:%]/)
        lines[file] = $4; run[file] = part[2] * $4 / 100; file = "" }
    END {
        for (file in lines) {
            all += lines[file]; reached += run[file]
            printf "%6.1f %%  %5d  %s\n", 100 * run[file] / lines[file], lines[file], file | "sort -k 4" }
        close("sort -k 4")
        if (all) printf "%6.1f %%  %5d  all\n", 100 * reached / all, all }'
