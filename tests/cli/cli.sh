#!/bin/sh
# The contract of the command line, held against the built program.
#
# $SB_BUILDDIR has the program, $SB_SRCDIR the sources; most tests use the small catalogue of
# tests/data. A test runs the program, states what must be so, and gives its verdict:
#
#     run --list 404
#     status_is 0
#     output_is '404	iana	Not Found	Not Found'
#     verdict 'a code is found'
set -u

top=${SB_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
program=${SB_BUILDDIR:-$top}/statusbrowse
data=$top/tests/data
[ -x "$program" ] || { echo "there is no $program"; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# The environment in which everything happens, unless a test says otherwise.
unset LANGUAGE LC_ALL LC_MESSAGES LC_CTYPE COLUMNS NO_COLOR LESSSECURE
LANG=C.UTF-8 TERM=xterm-256color STATUSBROWSE_DATADIR=$data HOME=$work XDG_DATA_HOME=$work/data
export LANG TERM STATUSBROWSE_DATADIR HOME XDG_DATA_HOME

esc=$(printf '\033')
passed=0 failed=0

# --- Running ---

# A program that waits for ever is ended where that can be done.
bounded() {
    if command -v timeout >/dev/null; then timeout 20 "$@"; else "$@"; fi
}

run() { # ARGUMENTS...: fills $work/out, $work/err and $status
    : >"$work/wrong"
    bounded "$program" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

given() { # FILE ARGUMENTS...: the same with the file as standard input, through a pipe
    : >"$work/wrong"
    input=$1
    shift
    # shellcheck disable=SC2002 # it shall be a pipe
    cat "$input" | bounded "$program" "$@" >"$work/out" 2>"$work/err"
    status=$?
}

with() { # NAME=VALUE... -- ARGUMENTS...: the same in another environment
    : >"$work/wrong"
    (
        while [ "$1" != -- ]; do
            export "${1?}"
            shift
        done
        shift
        bounded "$program" "$@" >"$work/out" 2>"$work/err" </dev/null
    )
    status=$?
}

# --- What must be so ---

wrong() {
    printf '%s\n' "$*" >>"$work/wrong"
}

status_is() {
    [ "$status" -eq "$1" ] || wrong "the exit status is $status, not $1"
}

output_is() { # LINE...
    printf '%s\n' "$@" | cmp -s - "$work/out" || wrong "the output is not as it should be"
}

output_has() { # LINE...: whole lines
    for line in "$@"; do
        grep -qxF -e "$line" "$work/out" || wrong "no line in the output is: $line"
    done
}

output_contains() { # TEXT...
    for text in "$@"; do
        grep -qF -e "$text" "$work/out" || wrong "nothing in the output has: $text"
    done
}

output_lacks() { # TEXT...
    for text in "$@"; do
        if grep -qF -e "$text" "$work/out"; then wrong "the output has: $text"; fi
    done
}

output_lines() {
    lines=$(wc -l <"$work/out")
    [ "$lines" -eq "$1" ] || wrong "the output has $lines lines, not $1"
}

output_is_empty() {
    [ ! -s "$work/out" ] || wrong "there is output"
}

errors_are_empty() {
    [ ! -s "$work/err" ] || wrong "there are messages"
}

errors_contain() {
    for text in "$@"; do
        grep -qF -e "$text" "$work/err" || wrong "no message has: $text"
    done
}

# What was asked for is there, and nothing else is said.
succeeds() {
    status_is 0
    errors_are_empty
}

# As grep: 1 and silence.
finds_nothing() {
    status_is 1
    errors_are_empty
}

# Some of it went wrong, and the rest is there.
fails_in_part() { # TEXT...: of the message
    status_is 2
    head -n 1 "$work/err" | grep -q '^statusbrowse: ' || wrong "the message begins with another word"
    errors_contain "$@"
}

errors_lines() {
    lines=$(wc -l <"$work/err")
    [ "$lines" -eq "$1" ] || wrong "there are $lines lines of messages, not $1"
}

fails() { # TEXT...: of the message
    status_is 2
    output_is_empty
    head -n 1 "$work/err" | grep -q '^statusbrowse: ' || wrong "the message begins with another word"
    errors_contain "$@"
}

has_bytes() { # FILE PATTERN: a basic regular expression of bytes, in printf's escapes
    # shellcheck disable=SC2059 # the escapes are meant
    LC_ALL=C grep -qa -e "$(printf "$2")" "$1"
}

is_harmless() { # FILE: no controls, no direction changes, nothing but UTF-8
    if tr -d '\001-\377' <"$1" | grep -qa .; then wrong "a NUL is in it"; fi
    if has_bytes "$1" '[\001-\010\013-\037\177]'; then wrong "a C0 control is in it"; fi
    if has_bytes "$1" '\302[\200-\237]'; then wrong "a C1 control is in it"; fi
    if has_bytes "$1" '\342\200[\216-\217\252-\256]'; then wrong "a direction is in it"; fi
    if has_bytes "$1" '\342\201[\246-\251]'; then wrong "an isolate is in it"; fi
    if ! iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1; then wrong "it is not UTF-8"; fi
}

# The output, read by somebody else where there is somebody.
is_json() { # PYTHON EXPRESSION about j that must be true
    [ "$(head -c 1 "$work/out")" = '[' ] || wrong "no array begins the output"
    [ "$(tail -n 1 "$work/out")" = ']' ] || [ "$(cat "$work/out")" = '[]' ] ||
        wrong "no array ends the output"
    if command -v python3 >/dev/null; then
        python3 -c 'import json, sys
j = json.load(open(sys.argv[1], encoding="utf-8"))
sys.exit(not eval(sys.argv[2]))' "$work/out" "${1:-True}" 2>"$work/python" ||
            wrong "this does not hold of the JSON: ${1:-} $(cat "$work/python")"
    fi
}

show() { # NAME FILE: the beginning of a file, made harmless
    head -n 12 "$2" | tr -d '\000' | LC_ALL=C sed -e "s/$esc/<esc>/g" -e "s/^/    $1: /"
}

verdict() { # NAME
    if [ ! -s "$work/wrong" ]; then
        passed=$((passed + 1))
        echo "ok - $1"
        return
    fi
    failed=$((failed + 1))
    echo "not ok - $1"
    sed 's/^/    /' "$work/wrong"
    show out "$work/out"
    show err "$work/err"
}

# --- Lists ---

tab=$(printf '\t')
row() { # CODE ORIGIN PHRASE NAME
    printf '%s\t%s\t%s\t%s' "$1" "$2" "$3" "$4"
}
row_404=$(row 404 iana 'Not Found' 'Not Found')
row_404_zh=$(row 404 iana 'Not Found' 未找到)
row_301=$(row 301 iana 'Moved Permanently' 'Moved Permanently')
row_302=$(row 302 iana Found Found)

run --list
succeeds
output_lines 12
[ "$(cut -f 1 "$work/out" | tr '\n' ' ')" = '200 206 301 302 304 308 400 404 410 418 429 499 ' ] ||
    wrong "the order is another"
if grep -qv "^[0-9][0-9][0-9]${tab}[a-z]*${tab}[^$tab]*${tab}[^$tab]*\$" "$work/out"; then
    wrong "a line has not four fields"
fi
verdict '--list has a line for each status, in the order of the documents'

run --list 404
succeeds
output_is "$row_404"
verdict 'a code is found'

run --list 301 302
succeeds
output_is "$row_301" "$row_302"
verdict 'several codes are alternatives'

run --list 3xx
succeeds
output_lines 4
verdict 'a class is found'

run --list 499
succeeds
output_is "$(row 499 nginx 'Client Closed Request' 'Client Closed Request')"
verdict 'the origin is the second field'

run --list not found
status_is 0
[ "$(head -n 1 "$work/out")" = "$row_404" ] || wrong "404 is not the first"
cp "$work/out" "$work/several"
run --list 'not found'
succeeds
cmp -s "$work/out" "$work/several" || wrong "one argument gives something else than two"
verdict 'the arguments together are one query'

run --list '"not found"'
succeeds
output_has "$row_404"
output_lacks "$row_302"
verdict 'quotes are literal'

run --list -- redirect -permanent
succeeds
output_has "$row_302"
output_lacks "$row_301"
verdict 'a word with a hyphen excludes'

run --list 永久
succeeds
output_has "$row_301"
verdict 'Chinese words find in English too'

run --list teapot
succeeds
output_is "$(row 418 iana '(Unused)' '(Unused)')"
verdict 'former phrases are found'

run --list nosuchword
finds_nothing
output_is_empty
verdict 'nothing found is 1, in silence'

run --list ''
succeeds
output_lines 12
verdict 'an empty query is none'

# --- JSON ---

run --json 404
succeeds
output_has '[' '    "code": 404,' '    "origin": "iana",' '    "phrase": "Not Found",' \
    '    "former_phrases": [],' '    "name": "Not Found",' '    "heading": "404 Not Found",' \
    '    "language": "en",' '      "4xx Client Error"' '    "document": "built-in",' '    "line": 17,' \
    '    "lifecycle": "registered",' '        "section": "15.5.5",' '    "cacheable": true,' \
    '        "kind": "confused-with"' '        "field": "code",' \
    '    "summary": "The server does not find the resource, and does not say whether for now or for good.",'
output_contains '"text": "The server' '"markdown": "The server' '**not want to tell**'
for key in code origin phrase former_phrases name heading language lifecycle path document line specs \
    cacheable headers related summary text markdown matches; do
    output_contains "    \"$key\": "
done
is_json 'len(j) == 1'
verdict '--json tells all of an entry'

run --json
succeeds
is_json 'len(j) == 12 and all("matches" not in e for e in j) and [e["code"] for e in j] == sorted(
    e["code"] for e in j)'
output_lacks '"matches"'
verdict '--json without a query has everything and no matches'

run --json -l zh_CN 206
succeeds
output_contains '断点续传' '"name": "部分内容"' '"heading": "206 Partial Content 部分内容"' \
    '"2xx 成功"' '"name": "Content-Range"' '"in": "response"' '"level": "MUST"'
is_json 'j[0]["language"] == "zh_CN" and len(j[0]["headers"]) == 3'
verdict '--json has headers and Chinese as it is written'

run --json 499
succeeds
is_json 'j[0]["path"] == ["4xx Client Error", "Unofficial codes"] and j[0]["specs"] == []'
output_contains '"origin": "nginx"' '"lifecycle": "unofficial"' '"seen": "log"'
verdict '--json has the path of branches in branches'

run --json nosuchword
finds_nothing
output_is '[]'
verdict '--json with nothing found is an empty array, and 1'

# --- Printing ---

run --print 404
succeeds
[ "$(head -n 1 "$work/out")" = '404 Not Found' ] || wrong "the title is not the first line"
output_has 'registered · RFC 9110 §15.5.5 · cacheable' 'Facts' '• Content: allowed in the response'
cp "$work/out" "$work/printed"
verdict '--print prints the page'

run 404
succeeds
cmp -s "$work/out" "$work/printed" || wrong "it is not as with --print"
verdict 'what is no terminal is printed on'

run
succeeds
output_has '2xx Successful' '2 status codes' 'Unofficial codes' '499 Client Closed Request (nginx)'
verdict 'without a query everything is printed, headings too'

run nosuchword
finds_nothing
output_is_empty
verdict 'nothing found prints nothing'

run -p 301 302
succeeds
output_has '301 Moved Permanently' '302 Found'
verdict 'several pages are printed'

run --print
is_harmless "$work/out"
verdict 'a pipe gets no escape sequences'

run --color=always 404
status_is 0
output_contains "${esc}[1m" "${esc}[0m"
verdict '--color=always has them'

with NO_COLOR=1 -- --color=always 404
output_contains "${esc}["
verdict '--color=always is stronger than NO_COLOR'

run --color=never 404
output_lacks "$esc"
verdict '--color=never has none'

run --ascii --print -l zh_CN
succeeds
output_lacks ─ │ ┼ • ·
output_contains -------- '服务器找不到请求的资源'
verdict '--ascii draws with ASCII'

with LC_ALL=C -- --print 404
succeeds
if LC_ALL=C tr -d '\012\040-\176' <"$work/out" | grep -qa .; then wrong "not all is ASCII"; fi
verdict 'LC_ALL=C prints nothing but ASCII'

# In the locale C every cell is a byte.
widest() {
    LC_ALL=C awk '{ if (length > n) n = length } END { print n }' "$work/out"
}
for columns in 20 40 79 100; do
    with LC_ALL=C COLUMNS="$columns" -- -l zh_CN --print
    succeeds
    [ "$(widest)" -eq "$columns" ] || wrong "the widest line has $(widest) columns"
    verdict "in $columns columns no line is wider"
done

# --- Languages ---

list_404() { # NAME EXPECTED VARIABLES...
    name=$1 expected=$2
    shift 2
    with "$@" -- --list 404
    succeeds
    output_is "$expected"
    verdict "$name"
}
list_404 'LANG chooses Chinese, be the locale there or not' "$row_404_zh" LANG=zh_CN.UTF-8
list_404 'LANG without a charset' "$row_404_zh" LANG=zh_CN
list_404 'Chinese of other places' "$row_404_zh" LANG=zh_TW.UTF-8
list_404 'LANG chooses English' "$row_404" LANG=en_GB.UTF-8
list_404 'other languages get English' "$row_404" LANG=de_DE.UTF-8
list_404 'LANG=C is English' "$row_404" LANG=C
list_404 'LANG=POSIX is English' "$row_404" LANG=POSIX
list_404 'no LANG is English' "$row_404" LANG=
list_404 'LC_MESSAGES is stronger than LANG' "$row_404_zh" LANG=en_US.UTF-8 LC_MESSAGES=zh_CN.UTF-8
list_404 'LC_ALL is stronger than LANG' "$row_404" LANG=zh_CN.UTF-8 LC_ALL=C.UTF-8
list_404 'LC_ALL=C is English' "$row_404" LANG=zh_CN.UTF-8 LC_ALL=C
list_404 'LANGUAGE is stronger than LANG' "$row_404_zh" LANG=en_US.UTF-8 LANGUAGE=zh_CN
list_404 'the first of LANGUAGE counts' "$row_404" LANG=zh_CN.UTF-8 LANGUAGE=en:zh_CN
list_404 'LANGUAGE does not count in the locale C' "$row_404" LANG=C LANGUAGE=zh_CN

for language in zh_CN zh-CN zh; do
    run --language="$language" --list 404
    succeeds
    output_is "$row_404_zh"
    verdict "--language=$language"
done

with LANG=zh_CN.UTF-8 -- -l en --list 404
output_is "$row_404"
verdict '-l en is stronger than LANG'

with LANG=C -- -l zh_CN 404
succeeds
output_contains '服务器找不到请求的资源' '已注册 · RFC 9110'
verdict 'LANG=C shows Chinese all the same'

with LANG=zh_CN.UTF-8 -- 404
succeeds
output_contains '404 Not Found 未找到' '已注册 · RFC 9110' '要点'
verdict 'the messages are Chinese'

with LANG=zh_CN.UTF-8 -- --help
succeeds
output_contains '用法：statusbrowse' '--document'
verdict '--help is Chinese'

# --- Help, version, wrong options ---

run --help
succeeds
output_contains 'Usage: statusbrowse' '-d, --document=FILE' '-l, --language=LANG' '-p, --print' \
    '--list' '--json' '--color=WHEN' '--theme=NAME' '--ascii' '--no-mouse' '--restricted' \
    '--help' '--version' 'Exit status: 0'
verdict '--help tells of every option'

run --version
succeeds
output_lines 1
grep -q '^statusbrowse [0-9][0-9.]*$' "$work/out" || wrong "that is no version"
verdict '--version'

with STATUSBROWSE_DATADIR=/nowhere -- --version
succeeds
verdict '--version needs no data'

refuse() { # NAME TEXT ARGUMENTS...
    name=$1 text=$2
    shift 2
    run "$@"
    fails "$text" '--help'
    is_harmless "$work/err"
    verdict "$name"
}
refuse 'an unknown option' "'--bogus'" --bogus
refuse 'an unknown letter' "'x'" -x
refuse 'an option that takes no argument' --list --list=3
refuse 'an option without its argument' argument --document
refuse 'a letter without its argument' argument -d
refuse 'an unknown language' "'fr'" --language=fr
refuse 'an unknown colour' "'maybe'" --color=maybe
refuse 'an unknown theme' "'none'" --theme=none
refuse 'an option with an escape sequence' gus "--bo${esc}[31mgus"
refuse 'an argument with controls' 'no language' "--language=$(printf 'a\302\233b\342\200\256c\377')"

# --- Documents ---

run --document="$data/notes.md" --list
succeeds
output_lines 8
[ "$(cut -f 1 "$work/out" | tr '\n' ' ')" = '200 404 418 301 304 500 599 799 ' ] ||
    wrong "the order is not the document's"
output_has "$(row 200 iana OK 一切正常)"
verdict 'a document is listed in its own order'

run -d "$data/notes.md" --json 799
succeeds
output_has '      "复习要点"' "    \"document\": \"$data/notes.md\"," '    "line": 27,' \
    '    "lifecycle": null,' '    "heading": "799 自己编的",'
is_json 'j[0]["path"] == ["复习要点"] and j[0]["cacheable"] is None'
verdict 'a code that nobody knows is no error'

run -d "$data/notes.md" --json 599
succeeds
is_json 'j[0]["path"] == ["复习要点", "重定向和缓存", "5xx 服务器错误[编辑]"] and j[0]["line"] == 25'
output_contains '5xx 服务器错误[编辑]'
verdict 'the path is as the document has it'

run -d "$data/notes.md" 404
succeeds
output_contains '找不到，见 410' 'Built-in text' 'The server does not find the resource' 'Facts'
verdict 'its own text comes first, then the built-in one'

printf '# Mine\n\n## 503 Service Unavailable\n\nLater.\n\n## 200 OK\n\nFine.\n' >"$work/mine.md"
run -d "$work/mine.md" -d "$data/notes.md" --list
succeeds
output_lines 10
[ "$(head -n 3 "$work/out" | cut -f 1 | tr '\n' ' ')" = '503 200 200 ' ] || wrong "another order"
verdict 'several documents follow each other'

run -d "$work/mine.md" --list fine
succeeds
output_is "$(row 200 iana OK OK)"
verdict 'a document is searched'

: >"$work/empty.md"
printf '\357\273\277 \n\n' >"$work/blank.md"
for empty in empty blank; do
    run -d "$work/$empty.md" --list
    status_is 1
    output_is_empty
    errors_lines 1
    errors_contain "statusbrowse: $work/$empty.md: is empty"
    verdict "an $empty document says that it is empty"
done

printf '# Plans\n\nNothing of codes.\n' >"$work/plans.md"
run -d "$work/plans.md" --list
status_is 1
output_is_empty
errors_lines 1
errors_contain "statusbrowse: $work/plans.md: no entry on any status code was found"
verdict 'a document without any entry says so'

run -d "$work/plans.md" -d "$work/mine.md" -d "$work/empty.md" --list
status_is 0
output_lines 2
errors_lines 2
verdict 'and the others are there'

printf '# 笔记\n\n## 404 Not Found 未找到\n\n服务器找不到所请求的资源。\n' >"$work/utf-8.md"
run -d "$work/utf-8.md" --json
grep -v '"document"' "$work/out" >"$work/expected"
for encoding in GB18030 GBK UTF-16 UTF-16LE UTF-16BE UTF-32; do
    if iconv -f UTF-8 -t "$encoding" "$work/utf-8.md" >"$work/coded.md" 2>/dev/null; then
        run -d "$work/coded.md" --json
        succeeds
        grep -v '"document"' "$work/out" | cmp -s - "$work/expected" || wrong "it is another text"
        verdict "a document in $encoding is read as it is meant"
    fi
done

# --- Standard input ---

given "$work/mine.md" -d - --list
succeeds
output_is "$(row 503 unknown 'Service Unavailable' 'Service Unavailable')" "$(row 200 iana OK OK)"
verdict 'a document comes from a pipe'

given "$work/mine.md" --document=- --json 503
succeeds
output_has '    "document": "(standard input)",' '    "line": 3,'
is_json 'len(j) == 1'
verdict 'it is called (standard input)'

given "$work/mine.md" -d "$data/notes.md" -d - 599
succeeds
verdict 'beside another document'

: >"$work/wrong"
bounded "$program" -d - --list <"$work/mine.md" >"$work/out" 2>"$work/err"
status=$?
succeeds
output_lines 2
verdict 'a document comes from a redirection'

given "$work/empty.md" -d - --list
status_is 1
errors_contain 'statusbrowse: (standard input): is empty'
verdict 'an empty pipe'

: >"$work/wrong"
bounded "$program" -d - --list <"$work" >"$work/out" 2>"$work/err"
status=$?
fails 'statusbrowse: (standard input): is a folder'
verdict 'a folder as standard input'

run -d - --list <&-
status_is 1
verdict 'a closed standard input is empty'

printf '## 404 Not Found\n' >"$work/-"
: >"$work/wrong"
(cd "$work" && bounded "$program" -d ./- --list) >"$work/out" 2>"$work/err" </dev/null
status=$?
succeeds
output_is "$row_404"
verdict 'a file called - can be opened as ./-'

given "$work/mine.md" -d - -d -
fails 'only once' '--help'
verdict 'standard input can be given once'

given "$work/mine.md" --check - -
fails 'only once'
verdict 'and once with --check'

run -d "$work/missing.md" --list
fails "$work/missing.md" 'cannot be opened: '
verdict 'a document that is missing'

run -d "$work/mine.md" -d "$work/missing.md" -d "$work" -d "$data/notes.md" --list
fails_in_part "$work/missing.md: " "$work: is a folder"
errors_lines 2
output_lines 10
verdict 'two of four that cannot be read keep nothing from the others'

run -d "$work/mine.md" -d "$work/missing.md" --list nosuchword
fails_in_part "$work/missing.md"
output_is_empty
verdict 'nothing is found in the rest'

run -d "$work/missing.md" -d "$work" --list
fails "$work/missing.md: " "$work: is a folder"
verdict 'none of two can be read'

if ! [ -r /root ] || [ "$(id -u)" != 0 ]; then
    cp "$work/mine.md" "$work/secret.md"
    chmod 0 "$work/secret.md"
    run -d "$work/secret.md" --list
    fails "$work/secret.md: cannot be opened: "
    verdict 'a document that may not be read'
fi

if truncate -s 1073741825 "$work/large.md" 2>/dev/null; then
    run -d "$work/large.md" --list
    fails "$work/large.md: " 'is larger than this program reads'
    verdict 'a document of more than a gigabyte'
fi

run -d "$work" --list
fails "$work: " 'is a folder'
verdict 'a folder for a document'

mkfifo "$work/fifo"
run -d "$work/fifo" --list
fails "$work/fifo: " 'is a pipe or device, not a file'
verdict 'a FIFO for a document, without waiting'

run -d /dev/null --list
fails '/dev/null: ' 'is a pipe or device, not a file'
verdict 'a device for a document'

# --- Checking documents ---

mkdir -p "$work/en"
cat >"$work/dubious.md" <<'END'
# Notes

## 404 Page Missing

Text with a [link](298).

## 410 Gone
END
run --check "$work/dubious.md"
status_is 1
errors_are_empty
output_is \
    "$work/dubious.md:3: the phrase is \"Page Missing\"; the registry has \"Not Found\"" \
    "$work/dubious.md:5: the link to \"298\" leads nowhere" \
    "$work/dubious.md:7: the entry on 410 has no text"
verdict '--check tells file, line and what is dubious'

with LANGUAGE=zh_CN -- --check "$work/dubious.md"
status_is 1
output_has "$work/dubious.md:7: 410 的条目没有正文"
verdict '--check speaks the language of LANGUAGE'

with LANG=zh_CN.UTF-8 -- --check "$work/dubious.md"
status_is 1
output_has "$work/dubious.md:7: 410 的条目没有正文"
verdict '--check speaks the language of the locale'

with LANG=zh_CN.UTF-8 LC_ALL=en_US.UTF-8 -- --check "$work/dubious.md"
output_has "$work/dubious.md:7: the entry on 410 has no text"
verdict '--check speaks the language of LC_ALL before that of LANG'

run -d "$work/dubious.md" --document="$work/./dubious.md" --list
status_is 0
output_is '404	iana	Not Found	Not Found' '410	iana	Gone	Gone'
verdict 'a document that is given twice is opened once'

printf '## 404 Not Found\n\nText.\n' >"$work/good.md"
printf '## 410 Gone\n\nText.\n' >"$work/gone.md"
run --check "$work/good.md" "$work/gone.md"
succeeds
output_is_empty
verdict '--check of documents that are in order says nothing'

run --check "$work/missing.md" "$work/dubious.md"
status_is 2
output_lines 3
errors_contain 'missing.md'
verdict '--check goes on behind a file that cannot be read'

given "$work/dubious.md" --check -
status_is 1
output_lines 3
output_has '(standard input):7: the entry on 410 has no text'
verdict '--check reads standard input'

run --check "$work/plans.md"
status_is 1
output_is "$work/plans.md:1: no entry on any status code was found"
verdict '--check says that there is no entry'

awk 'BEGIN { print "# Wide\n"; for (i = 0; i < 1000; i++) row = row "|x"; print row "|"
             gsub("x", "---", row); print row "|"
             for (i = 0; i < 300; i++) print "|1|"
             print "\n# Behind\n\n- 404 Not Found: gone\n- 410 Gone: too" }' >"$work/wide.md"
run --check "$work/wide.md"
status_is 1
output_is "$work/wide.md:203: is too intricate: what follows is not shown"
verdict '--check says where a document is cut'

run -d "$work/wide.md" --list
status_is 0
errors_contain "$work/wide.md:203: is too intricate: what follows is not shown"
output_lines 2
verdict 'a document that is cut says so, and what stands under other headings is there'

run -d "$work/dubious.md" --check
status_is 1
output_lines 3
verdict '--check takes documents of --document too'

run --check
fails '--check'
verdict '--check without a file is an error'

run 404 --check
fails '--check'
verdict '--check takes no query'

cp "$work/good.md" "$work/en/4xx.md"
run --check "$work/en/4xx.md"
status_is 1
output_has "$work/en/4xx.md:1: the section \"Scenarios\" is missing"
verdict "--check holds an edition's documents to their form"

printf '## 404 \033[31mR\302\2332Jed\n\nText.\n%.0s' 1 2 >"$work/hostile.md"
run --check "$work/hostile.md"
status_is 1
is_harmless "$work/out"
verdict 'what --check quotes is harmless'

# --- Hostile documents ---

# shellcheck disable=SC2016 # nothing is to be expanded
# Escape sequences, C0, C1, NUL, broken and overlong UTF-8, surrogates, directions, entities.
{
    printf '# 4xx \033[31mred\033[0m \302\233\n\n## 404 Not\000 Found \342\200\256abc\342\200\254\n\n'
    printf 'C1 \302\233 31m; broken \377 \303( \355\240\200 \300\201 \364\220\200\200; bell \007\010\177\n'
    printf 'title \033]0;evil\007 entities &#27;[31m &#x9b; &#x202e; &#0; isolates \342\201\246x\342\201\251\n\n'
    printf -- '- 405 Method\033[2J: \033P$q"p\033\\\n- 406 \302\220x\302\234\n\n'
    printf '| a | \033c |\n|---|---|\n| 409 Con\302\205flict | \342\200\217 |\n\n[x](http://a/\033[31m) <b\033>\n'
    printf '```\n\033[5mcode\302\235\n```\n'
} >"$work/hostile.md"
for mode in --print --list --json; do
    run "$mode" -d "$work/hostile.md"
    succeeds
    is_harmless "$work/out"
    output_contains 404
    verdict "$mode makes a hostile document harmless"
done

run --json -d "$work/hostile.md"
is_json 'len(j) >= 1 and j[0]["code"] == 404'
verdict 'its JSON can be read'

run --color=always -d "$work/hostile.md"
status_is 0
LC_ALL=C sed "s/$esc\[[0-9;]*m//g" "$work/out" >"$work/plain"
is_harmless "$work/plain"
verdict 'with colours there are no other sequences'

hostile_name=$work/$(printf 'a\033[31m\302\233\342\200\256\377')
run -d "$hostile_name" --list
fails 'cannot be opened'
is_harmless "$work/err"
verdict 'a hostile name is harmless in a message'

cp "$work/mine.md" "$hostile_name"
run -d "$hostile_name" --json
succeeds
is_harmless "$work/out"
is_json
verdict 'a hostile name is harmless in JSON'

awk 'BEGIN { for (i = 0; i < 20000; i++) printf "> - "; print "# 404 Deep"
             for (i = 0; i < 3000; i++) printf "|a"; print "|"
             for (i = 0; i < 3000; i++) printf "|-"; print "|"
             for (i = 0; i < 3000; i++) print "|" i }' >"$work/deep.md"
run -d "$work/deep.md" --print
[ "$status" -le 1 ] || wrong "the exit status is $status"
errors_lines 1
errors_contain "$work/deep.md:1: is too intricate: what follows is not shown"
verdict 'a document of great depth and width is borne'

# --- Data ---

with STATUSBROWSE_DATADIR=/nowhere -- --list
fails '/nowhere/' 'cannot be opened: '
verdict 'a data folder that is missing'

with STATUSBROWSE_DATADIR=/dev/null -- --list
fails '/dev/null/'
verdict 'a data folder that is none'

with STATUSBROWSE_DATADIR="$work" -- --list
fails "$work/registry.json: cannot be opened"
verdict 'a data folder without a registry'

# A copy of the data that can be spoilt.
spoil() {
    rm -rf "$work/data"
    cp -R "$data" "$work/data"
    chmod -R u+w "$work/data"
}

registry_fails() { # NAME TEXT SED-SCRIPT
    spoil
    sed "$3" "$data/registry.json" >"$work/data/registry.json"
    with STATUSBROWSE_DATADIR="$work/data" -- --list
    fails "$work/data/registry.json" "$2"
    verdict "$1"
}
registry_fails 'a registry without a phrase' 'codes[1].phrase' '/"Partial Content"/d'
registry_fails 'a phrase that is no text' 'codes[1].phrase' 's/"Partial Content"/206/'
registry_fails 'a key that nobody knows' 'codes[0].colour' 's/"code": 200,/&"colour": "red",/'
registry_fails 'a word that nobody knows' 'codes[0].retry' 's/"retry": "none"/"retry": "perhaps"/'
registry_fails 'a relation to what is not there' 'codes[0].related[0]' \
    's/"code": 206, "origin": "iana", "kind"/"code": 999, "origin": "iana", "kind"/'
registry_fails 'an address that is none' 'codes[0].specs[0].url' \
    's/section-15.3.1"/section-15.3.1"/; s|https://\(.*section-15.3.1\)|javascript:\1|'
registry_fails 'a registry that is no JSON' 'registry.json:' 's/"classes"/classes/'
registry_fails 'a registry that is empty' 'registry.json' d

spoil
rm -r "$work/data/zh_CN"
with STATUSBROWSE_DATADIR="$work/data" -- -l zh_CN --list
fails "$work/data/zh_CN: 无法打开: "
verdict 'an edition that is missing'

with STATUSBROWSE_DATADIR="$work/data" -- -l en --list redirect
succeeds
verdict 'the other edition can be used all the same'

spoil
printf '404: broken link\nno colon\n' >"$work/data/en/keywords.txt"
with STATUSBROWSE_DATADIR="$work/data" -- -l en --list 404
fails "$work/data/en/keywords.txt:2: "
verdict 'search words that are wrong'

spoil
rm -r "$work/data/zh_CN"
mkdir "$work/data/zh_CN"
with STATUSBROWSE_DATADIR="$work/data" -- -l zh_CN --list
fails "$work/data/zh_CN: " '没有任何状态码的条目'
verdict 'an edition that is empty'

spoil
rm "$work/data/en/3xx.md"
mkfifo "$work/data/en/3xx.md"
with STATUSBROWSE_DATADIR="$work/data" -- -l en --list
fails "$work/data/en/3xx.md: " 'is a pipe or device, not a file'
verdict 'a FIFO in an edition, without waiting'

with STATUSBROWSE_DATADIR= -- --list
succeeds
output_lines "$(grep -c '"lifecycle":' "$top/data/registry.json")"
verdict 'an empty name is none: the real catalogue is used'

# --- Output that goes nowhere ---

: >"$work/wrong"
bounded "$program" --list >&- 2>"$work/err" </dev/null
status=$?
: >"$work/out"
fails 'cannot write the output'
verdict 'a closed standard output is an error'

if [ -w /dev/full ]; then
    for arguments in --list --json --print --help --version; do
        : >"$work/wrong"
        bounded "$program" "$arguments" >/dev/full 2>"$work/err" </dev/null
        status=$?
        fails 'cannot write the output: '
        verdict "$arguments on a full device is an error"
    done
fi

run --list 404 <&-
succeeds
verdict 'a closed standard input is none'

: >"$work/wrong"
bounded "$program" --bogus >"$work/out" 2>&- </dev/null
status=$?
: >"$work/err"
status_is 2
output_is_empty
verdict 'a closed standard error changes nothing'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
