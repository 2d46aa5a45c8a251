#!/usr/bin/env python3
"""Writes src/core/han_readings.c and src/core/han_variants.c from Unicode's Unihan database.

    scripts/han.py          write them anew
    scripts/han.py --check  compare them with the database; 0 the same, 1 not, 77 no database here

The database (UAX #38) is Debian's package unicode-data. Nothing of it is needed to build the program.

Readings are those of today's Mandarin without tones: kMandarin, kXHC1983, kTGHZ2013 and
kHanyuPinlu, for characters that one of the last three, the dictionaries of today's language, has.
Variants put every character that kSimplifiedVariant and kTraditionalVariant connect into one class
and map it to the one character of its class that simplified text uses.
"""
import bz2
import collections
import os
import re
import sys
import unicodedata

FOLDER = "/usr/share/unicode"
FIRST, LAST = 0x3400, 0x9FFF  # han.c has tables over these
# Pairs that simplified text makes one and the two fields do not connect.
MORE_VARIANTS = ["裏里", "著着", "綫线", "爲为", "啟启", "啓启", "衆众", "麽么", "群羣", "峰峯", "污汙"]


def rows(name):
    """Code point, field and value of every line of a file of the database."""
    with bz2.open(f"{FOLDER}/Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t")
                yield int(code[2:], 16), field, value


def without_tone(syllable):
    letters = unicodedata.normalize("NFD", syllable.lower())
    tones = "\u0300\u0301\u0302\u0304\u030c"
    plain = unicodedata.normalize("NFC", "".join(c for c in letters if c not in tones))
    return plain.replace("ü", "v")


SYLLABLES = {
    "kMandarin": lambda value: value.split(),
    "kHanyuPinlu": lambda value: re.sub(r"\([^)]*\)", "", value).split(),
    "kXHC1983": lambda value: [s for item in value.split() for s in item.split(":")[1].split(",")],
    "kTGHZ2013": lambda value: [s for item in value.split() for s in item.split(":")[1].split(",")],
}


def read_readings():
    """Syllable to the set of its characters."""
    readings, current = collections.defaultdict(set), set()
    for code, field, value in rows("Readings"):
        if FIRST <= code <= LAST and field in SYLLABLES:
            readings[code].update(without_tone(s) for s in SYLLABLES[field](value))
            if field != "kMandarin":
                current.add(code)
    variants = read_variants()
    syllables = collections.defaultdict(set)
    for code in current:
        for syllable in readings[code]:
            # Text is searched with variants made one, so that one has the readings of all.
            for letters in {syllable, syllable.replace("v", "u")}:  # people type u for ü as well
                syllables[letters].update({code, variants.get(code, code)})
    return syllables


def read_variants():
    """Character to the one that stands for its class."""
    leader, votes = {}, collections.Counter()

    def find(code):
        leader.setdefault(code, code)
        while leader[code] != code:
            code = leader[code]
        return code

    def connect(traditional, simplified):
        leader[find(traditional)] = find(simplified)
        votes[simplified] += 1
        votes[traditional] -= 1

    for code, field, value in rows("Variants"):
        others = [int(other[2:], 16) for other in value.split()] if field in (
            "kSimplifiedVariant", "kTraditionalVariant") else []
        for other in others:
            if other != code and field == "kSimplifiedVariant":
                connect(code, other)
            elif other != code:
                connect(other, code)
    for pair in MORE_VARIANTS:
        connect(ord(pair[0]), ord(pair[1]))
    classes = collections.defaultdict(list)
    for code in leader:
        classes[find(code)].append(code)
    variants = {}
    for members in classes.values():
        members = [code for code in members if FIRST <= code <= LAST]
        if len(members) > 1:
            best = max(members, key=lambda code: (votes[code], -code))
            variants.update({code: best for code in members if code != best})
    return variants


HEAD = """/* %s
 *
 * Written by scripts/han.py from Unicode's Unihan database %s (UAX #38); not to be changed by
 * hand. Unihan is under the Unicode License: https://www.unicode.org/license.txt
 */
#include "core/han_parts.h"

/* clang-format off */
"""


def database_version():
    with bz2.open(f"{FOLDER}/Unihan_Readings.txt.bz2", "rt", encoding="utf-8") as file:
        return re.search(r"Unicode version: ([0-9.]+)", file.read(2000)).group(1)


def readings_file():
    text = HEAD % ("The syllables of Mandarin, and the characters that are read so.", database_version())
    text += "const struct han_syllable han_syllables[] = {\n"
    for syllable, codes in sorted(read_readings().items()):
        text += '    {"%s", "%s"},\n' % (syllable, "".join(map(chr, sorted(codes))))
    return text + "    {0},\n};\n"


def variants_file():
    text = HEAD % ("Characters and what simplified text writes for them, in pairs.", database_version())
    text += "const char han_variants[] =\n"
    pairs = [chr(code) + chr(best) for code, best in sorted(read_variants().items())]
    for start in range(0, len(pairs), 20):
        text += '    "%s"\n' % "".join(pairs[start:start + 20])
    return text.rstrip("\n") + ";\n"


def main():
    if not os.path.exists(f"{FOLDER}/Unihan_Readings.txt.bz2"):
        print("there is no Unihan database here (Debian: unicode-data)", file=sys.stderr)
        return 77
    top = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "core")
    status = 0
    for name, text in (("han_readings.c", readings_file()), ("han_variants.c", variants_file())):
        path = os.path.join(top, name)
        if sys.argv[1:] == ["--check"]:
            with open(path, encoding="utf-8") as file:
                same = file.read() == text
            if not same:
                print(f"{name} is not what scripts/han.py writes", file=sys.stderr)
                status = 1
        else:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
    return status


sys.exit(main())
