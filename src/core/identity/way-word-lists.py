#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes C tables of the BIP-39 word lists: way-word-lists.py OUT LIST..."""

import sys
import unicodedata

WORDS = 2048


def read(path):
    with open(path, encoding="utf-8") as file:
        words = file.read().split()
    if len(words) != WORDS or len(set(words)) != WORDS:
        sys.exit(f"{path}: not {WORDS} different words")
    for word in words:
        if unicodedata.normalize("NFKD", word) != word:
            sys.exit(f"{path}: {word} is not in NFKD")
    return words


def main():
    out, *paths = sys.argv[1:]
    lists = [read(path) for path in paths]
    lines = ['#include "way-phrase-private.h"', ""]
    for number, words in enumerate(lists):
        stride = max(len(word.encode()) for word in words) + 1
        lines.append(f"static const char list_{number}[{WORDS}][{stride}] = {{")
        lines += [f'  "{word}",' for word in words]
        lines += ["};", ""]
    lines.append(f"const WayWordList way_word_lists[{len(lists)}] = {{")
    lines += [
        f"  {{ list_{n}[0], sizeof list_{n}[0] }}," for n in range(len(lists))
    ]
    lines.append("};")
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


main()
