#!/bin/sh
# What people type, and what they mean: tests/queries.tsv held against the built program's --list.
#
# $SB_BUILDDIR has the program, $SB_SRCDIR the sources. Rows are asked in English and in Chinese by
# turns, since what is found is the same. Of hits the exit status is 0, and nothing else is said; of
# near misses it is 1, and a line on standard error says what they are; else it is 1, in silence.
set -u

top=${SB_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
program=${SB_BUILDDIR:-$top}/statusbrowse
table=$top/tests/queries.tsv
[ -x "$program" ] || { echo "there is no $program"; exit 1; }
[ -r "$table" ] || { echo "there is no $table"; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

unset LANGUAGE LC_ALL LC_MESSAGES LC_CTYPE COLUMNS NO_COLOR LESSSECURE
LANG=C.UTF-8 TERM=xterm-256color STATUSBROWSE_DATADIR=$top/data
export LANG TERM STATUSBROWSE_DATADIR

tab=$(printf '\t')
passed=0 failed=0 language=en

# A program that waits for ever is ended where that can be done.
if command -v timeout >/dev/null; then
    bounded() { timeout 20 "$@"; }
else
    bounded() { "$@"; }
fi

# Fills $status, $hits (" 404 499-nginx ") and $first.
ask() { # QUERY
    bounded "$program" --list -l "$language" -- "$1" >"$work/out" 2>"$work/err" </dev/null
    status=$?
    hits=' ' first=''
    while IFS=$tab read -r code origin _; do
        [ "$origin" = iana ] || code=$code-$origin
        hits="$hits$code "
        first=${first:-$code}
    done <"$work/out"
}

wrong() {
    complaint="$complaint; $*"
}

speaks_well() { # hits, near or none
    case $1 in
    hits) expected=0 ;;
    *) expected=1 ;;
    esac
    [ "$status" -eq "$expected" ] || wrong "the exit status is $status, not $expected"
    if [ "$1" = near ]; then
        [ -s "$work/err" ] || wrong "nothing says that these are near misses"
    elif [ -s "$work/err" ]; then
        wrong "there are messages"
    fi
}

starts_with() { # STATUS
    [ "$first" = "$1" ] || wrong "the first is not $1"
}

has() { # MEMBER, or !STATUS that must not be there
    case $1 in
    '!'*) case $hits in *" ${1#!} "*) wrong "it finds ${1#!}" ;; esac ;;
    *) case $hits in *" $1 "*) ;; *) wrong "it does not find $1" ;; esac ;;
    esac
}

judge() { # FIRST MEMBERS
    case $1 in
    none)
        speaks_well none
        [ "$hits" = ' ' ] || wrong "it finds something"
        ;;
    '~'*)
        speaks_well near
        [ "$1" = '~' ] || starts_with "${1#?}"
        ;;
    -) speaks_well hits ;;
    *)
        speaks_well hits
        starts_with "$1"
        ;;
    esac
    for member in $2; do
        has "$member"
    done
}

while IFS=$tab read -r query expected members; do
    case $query in
    '' | '#'*) continue ;;
    esac
    complaint=
    ask "$query"
    judge "$expected" "$members"
    if [ -z "$complaint" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok - $query ($language)$complaint; the hits are$hits" | cut -c -300
    fi
    if [ "$language" = en ]; then language=zh_CN; else language=en; fi
done <"$table"

echo "$passed passed, $failed failed"
[ "$passed" -ge 150 ] && [ "$failed" -eq 0 ]
