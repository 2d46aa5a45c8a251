#!/bin/bash
# Holds the structure: what may use what, the shape of the sources, and that HACKING.md, the
# messages and the package know every file.
#
# Works on the sources in $SB_SRCDIR and the libraries and objects in $SB_BUILDDIR (both exported by
# `make check`). Each check is a function that prints what is wrong and fails, or is silent; one that
# needs a tool that is not there says so by returning 77.
set -u
export LC_ALL=C.UTF-8

top=${SB_SRCDIR:-$(cd "$(dirname "$0")/.." && pwd)}
built=${SB_BUILDDIR:-$top}
read -ra cc <<<"${SB_CC:-gcc}"
read -ra cppflags <<<"${SB_CPPFLAGS:--I$top/src}"
read -ra cflags <<<"${SB_CFLAGS:-}"
read -ra ldflags <<<"${SB_LDFLAGS:-}"
read -ra core_libs <<<"${SB_CORE_LIBS:--lmd4c -ljansson -lunistring}"
read -ra ui_libs <<<"${SB_UI_LIBS:-}"

cd "$top" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

mapfile -t sources < <(find src -name '*.c' | sort)
mapfile -t headers < <(find src -name '*.h' | sort)
mapfile -t test_sources < <(find tests -name '*.[ch]' | sort)
mapfile -t scripts < <(find scripts .ci tests \( -name '*.sh' -o -path 'scripts/*' -o -path '.ci/*' \) \
    -type f ! -name '*.py' | sort)

passed=0 failed=0
check() { # NAME FUNCTION [ARGUMENT...]
    local name=$1 status
    shift
    "$@" >"$work/said" 2>&1
    status=$?
    case $status in
    0) echo "ok - $name" && passed=$((passed + 1)) ;;
    77) echo "skipped - $name: $(cat "$work/said")" ;;
    *)
        echo "not ok - $name"
        sed -n -e '21{s/.*/    …/p;q}' -e 's/^/    /p' "$work/said"
        failed=$((failed + 1))
        ;;
    esac
}

need() { # TOOL: returns 77 from the check when it is not there
    command -v "$1" >/dev/null || { echo "no $1"; return 77; }
}

silent() { # Shows what comes in; fails when it is anything.
    ! grep .
}

# --- Layers ---

# A whole library must link with its own dependencies and nothing else.
links_alone() { # LIBRARIES...
    local libraries=()
    while [ "$1" != -- ]; do
        libraries+=("$built/$1")
        shift
    done
    shift
    echo 'int main(void) { return 0; }' >"$work/alone.c"
    "${cc[@]}" "${cflags[@]}" -o "$work/alone" "$work/alone.c" "${ldflags[@]}" \
        -Wl,--whole-archive "${libraries[@]}" -Wl,--no-whole-archive "$@" || return 1
    ldd "$work/alone" | grep -E 'curses|tinfo' | silent
}
core_links_alone() {
    links_alone libcore.a -- "${core_libs[@]}"
}
ui_links_alone() {
    links_alone libui.a libcore.a -- "${ui_libs[@]}" "${core_libs[@]}"
}

# What a library takes from outside, as OBJECT: SYMBOL; fortified forms (__printf_chk) under their
# own names.
symbols_wanted() { # LIBRARY
    nm -u -A "$built/$1" | sed -E 's/.*:([^:]+):.* [Uw] (__)?([^@ ]+)$/\1: \3/; s/_chk$//'
}
wants_none_of() { # LIBRARY SYMBOL|SYMBOL...
    symbols_wanted "$1" | grep -E ": ($2)\$" | silent
}
output='stdout|printf|vprintf|puts|putchar|putc|putwchar|fputwc'
terminal='isatty|ioctl|tcgetattr|tcsetattr|ttyname|ctermid'
process='exit|_exit|quick_exit|fork|execv|execvp|posix_spawn|posix_spawnp|signal|sigaction|system|popen'
locale='setlocale|newlocale|uselocale|bindtextdomain|textdomain'
core_keeps_to_itself() {
    wants_none_of libcore.a "$output|$terminal|$process|$locale|gettext|dgettext|dcgettext"
}
ui_keeps_to_itself() {
    wants_none_of libui.a "$output|$terminal|$process|$locale"
}

includes() { # LAYER: its includes as FILE:"path"
    find "src/$1" -name '*.[ch]' -exec grep -Ho '^#include *"[^"]*"' {} + | sed 's/#include *//'
}
core_includes_core() {
    includes core | grep -v '"core/' | silent
}
ui_includes_ui_and_core() {
    includes ui | grep -v -e '"core/' -e '"ui/' | silent
}

only_one_includes() { # REGULAR-EXPRESSION OF A HEADER'S NAME
    local files
    files=$(grep -lE "^# *include *[<\"]$1[>\"]" "${sources[@]}" "${headers[@]}")
    [ "$(grep -c . <<<"$files")" -eq 1 ] || { echo "included by: ${files:-nobody}"; return 1; }
}

only_main_calls() { # FUNCTION
    local source
    for source in "${sources[@]}"; do
        [ "$source" = src/main.c ] ||
            nm -u "$built/${source%.c}.o" 2>&1 | sed -nE "s|^ *U ($1)(@.*)?\$|$source: \\1|p; /^nm:/p"
    done | silent
}

# --- The shape of the sources ---

headers_stand_alone() {
    local header bad=0
    for header in "${headers[@]}"; do
        "${cc[@]}" "${cppflags[@]}" -D_GNU_SOURCE "${cflags[@]}" -Werror -Wno-unused -fsyntax-only \
            -include "$header" -x c /dev/null || bad=1
    done
    return $bad
}

functions_are_short() {
    need ctags || return
    ctags --languages=C --langmap=C:.c --kinds-C=f --fields=ne --output-format=u-ctags -f - \
        "${sources[@]}" "${test_sources[@]}" 2>"$work/ctags" | awk -F '\t' '
        { start = end = 0
          for (i = 4; i <= NF; i++) {
              if ($i ~ /^line:/) start = substr($i, 6)
              if ($i ~ /^end:/) end = substr($i, 5) }
          seen++
          if (end - start + 1 > 80)
              printf "%s:%d: %s has %d lines\n", $2, start, $1, end - start + 1 }
        END { if (!seen) print "ctags found no function" }' | silent
}

# Generated tables say so in their first lines.
files_are_short() {
    local file
    for file in "${sources[@]}" "${headers[@]}"; do
        head -n 3 "$file" | grep -qi 'generated' ||
            awk 'END { if (NR >= 600) print FILENAME " has " NR " lines" }' "$file"
    done | silent
}

# Objects in writable sections; constant tables of pointers lie in .data.rel.ro and are welcome.
no_mutable_state() {
    local source
    for source in "${sources[@]}"; do
        case $source in
        src/terminal.c | src/signals.c) ;;
        *) nm -f sysv "$built/${source%.c}.o" 2>&1 | awk -F '|' -v source="$source" '
            /^nm:/ { print }
            { gsub(/ /, "", $7); gsub(/ /, "", $1); gsub(/ /, "", $4) }
            ($4 == "OBJECT" || $4 == "TLS") && $7 !~ /^\.(rodata|data\.rel\.ro)/ && $7 != "*UND*" {
                print source ": " $1 " in " $7 }' ;;
        esac
    done | silent
}

# Which breaks a line in another place is a matter of the version, so only one is asked.
sources_are_formatted() {
    need clang-format || return
    clang-format --version | grep -q 'version 14\.' || { echo "clang-format is not 14"; return 77; }
    clang-format --dry-run -Werror "${sources[@]}" "${headers[@]}" "${test_sources[@]}" 2>&1 |
        grep -E '(error|warning):' | silent
}

cppcheck_is_clean() {
    need cppcheck || return
    cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
        --suppressions-list=tests/cppcheck-suppressions --std=c11 --language=c -j2 \
        -D_GNU_SOURCE -DPKGDATADIR='""' -DLOCALEDIR='""' -DPACKAGE_VERSION='""' -Isrc "${sources[@]}"
}

shellcheck_is_clean() {
    need shellcheck || return
    shellcheck "${scripts[@]}"
}

# --- Every file is known ---

# HACKING.md names files in backquotes: by their whole path, or under a heading that names their
# folder by the name alone. `x.[ch]` names two, and `*` and `{a,b}` are what they are in a shell.
named_in_hacking() {
    awk '/^#/ { folder = ""
                if (match($0, /(src|tests|scripts|po|data)(\/[a-z_A-Z]+)*/))
                    folder = substr($0, RSTART, RLENGTH) "/" }
         { line = $0
           while (match(line, /`[^`]+`/)) {
               print folder " " substr(line, RSTART + 1, RLENGTH - 2)
               line = substr(line, RSTART + RLENGTH) } }' HACKING.md |
        while read -r folder name; do
            [ -n "$name" ] || { name=$folder && folder=; }
            [[ $name =~ ^[][A-Za-z0-9_.,*{}/-]+$ ]] || continue
            compgen -G "$name" || compgen -G "$folder$name" || braces "$name" || braces "$folder$name"
        done | sort -u
}
braces() { # src/{a,b}.c, and x.{c,h}
    [[ $1 =~ ^([^{}]*)\{([^{}]*)\}([^{}]*)$ ]] || return
    local part found=1
    for part in ${BASH_REMATCH[2]//,/ }; do
        compgen -G "${BASH_REMATCH[1]}$part${BASH_REMATCH[3]}" && found=0
    done
    return $found
}
map_lists_every_file() {
    [ -e HACKING.md ] || { echo "there is no HACKING.md"; return 1; }
    comm -13 <(named_in_hacking) \
        <(printf '%s\n' "${sources[@]}" "${headers[@]}" "${test_sources[@]}" "${scripts[@]}" |
            grep -v '^\.ci/' | sort -u) | sed 's/$/ is not in HACKING.md/' | silent
}
map_lists_only_files() {
    [ -e HACKING.md ] || return 0
    # shellcheck disable=SC2016 # backquotes are meant
    grep -oE '`(src|tests|scripts|po|data|man)/[A-Za-z0-9_./-]+`' HACKING.md | tr -d '`' | sort -u |
        while read -r name; do
            [ -e "$name" ] || echo "HACKING.md names $name, which does not exist"
        done | silent
}

# In a checkout: is whatever git knows in the package?
package_has_every_file() {
    [ -e .git ] || { echo "not a checkout"; return 77; }
    need git || return
    make -s -C "$built" print-distributed 2>"$work/make" | tr ' ' '\n' |
        sed "s|^$top/||; s|^\.\./\.\./||; s|^\./||" | sort -u >"$work/distributed"
    git -c safe.directory='*' ls-files --cached --others --exclude-standard |
        grep -vxE '\.gitattributes|m4/\.gitkeep|po/(LINGUAS|Makevars|Rules-pot|POTFILES\.in|zh_CN\.po)|tests/screens/.*\.screen' |
        sort >"$work/known"
    comm -13 "$work/distributed" "$work/known" | while read -r file; do
        [ ! -e "$file" ] || under_distributed "$file" || echo "$file is not in the package"
    done | silent
}
under_distributed() { # Is a folder above the file distributed whole?
    local folder=${1%/*}
    while [ "$folder" != "${folder%/*}" ]; do
        grep -qxF "$folder" "$work/distributed" && return
        folder=${folder%/*}
    done
    return 1
}

suites_all_run() {
    local folder
    for folder in tests/unit tests/session; do
        sed -nE 's/^Suite \*([a-z0-9_]+)\(void\)$/\1/p' "$folder"/test_*.c | while read -r suite; do
            grep -qw "$suite" "$folder/main.c" || echo "$folder/main.c does not run $suite"
        done
    done | silent
}

# --- Messages ---

messages_list_every_file() {
    comm -3 <(grep -v '^#' po/POTFILES.in | grep . | sort -u) \
        <(grep -lE '\b(_|N_|ngettext|gettext)\("' "${sources[@]}" "${headers[@]}" | sort) |
        sed 's/^\t\(.*\)/\1 has messages and is not in po\/POTFILES.in/
             t
             s/$/ is in po\/POTFILES.in without need/' | silent
}
messages_are_translated() {
    need msgmerge || return
    local options
    read -ra options < <(sed -n 's/^XGETTEXT_OPTIONS = //p' po/Makevars)
    xgettext "${options[@]}" --keyword=ngettext:1,2 -f po/POTFILES.in -o "$work/now.pot" || return
    msgfmt -c -o /dev/null po/zh_CN.po || return
    msgmerge -q --no-fuzzy-matching po/zh_CN.po "$work/now.pot" -o "$work/now.po" || return
    { msgattrib --untranslated --no-obsolete "$work/now.po"
      msgattrib --only-fuzzy --no-obsolete "$work/now.po"; } | grep -vE '^"|^#,|^$' | silent
}

check 'the core links without curses' core_links_alone
check 'the interface links without curses' ui_links_alone
check 'the core has no terminal, locale, output or exit' core_keeps_to_itself
check 'the interface has no terminal, locale, output or exit' ui_keeps_to_itself
check 'the core includes only itself' core_includes_core
check 'the interface includes only itself and the core' ui_includes_ui_and_core
check 'one file includes curses' only_one_includes '(ncursesw/|ncurses/)?(n?curses|term|panel)\.h'
check 'one file includes md4c' only_one_includes 'md4c(-html)?\.h'
check 'one file includes jansson' only_one_includes 'jansson\.h'
check 'only main sets the locale' only_main_calls setlocale
check 'only main exits' only_main_calls exit
check 'each header compiles alone' headers_stand_alone
check 'no function has more than 80 lines' functions_are_short
check 'no file has 600 lines' files_are_short
check 'no mutable file-scope variable outside the terminal edge' no_mutable_state
check 'the sources are formatted' sources_are_formatted
check 'cppcheck finds nothing' cppcheck_is_clean
check 'shellcheck finds nothing' shellcheck_is_clean
check 'HACKING.md lists every file' map_lists_every_file
check 'HACKING.md lists only files that exist' map_lists_only_files
check 'the package has every file' package_has_every_file
check 'every suite runs' suites_all_run
check 'po/POTFILES.in lists every file with messages' messages_list_every_file
check 'the messages are translated' messages_are_translated

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
