#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later

"""Makes way-gs1-tables.c of application-identifiers.tsv and code-lists.txt."""

import re
import sys

COMPONENT = re.compile(r"(\[?)([NXYZ])(\.\.)?(\d+)(\]?)((?:,[a-z0-9]+)*)")


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.startswith("#"):
                yield f"{path}:{number}", line.rstrip("\n")


def component(where, text):
    match = COMPONENT.fullmatch(text)
    if not match or bool(match[1]) != bool(match[5]):
        sys.exit(f"{where}: “{text}” is no component")
    most = int(match[4])
    least = 1 if match[3] else most
    checks = [f"WAY_GS1_LINT_{name.upper()}" for name in match[6].split(",")[1:]]
    return (f"{{ '{match[2]}', {least}, {most}, {'TRUE' if match[1] else 'FALSE'}, "
            f"{{ {', '.join(checks) or '0'} }} }}")


def text(value):
    return "NULL" if value == "-" else '"' + value.replace('"', '\\"') + '"'


def identifiers(path):
    parts, table, previous = [], [], ""
    for where, line in rows(path):
        fields = line.split("\t")
        if len(fields) != 8:
            sys.exit(f"{where}: {len(fields)} fields instead of 8")
        ai, end, link, form, required, excluded, key, title = fields
        first, _, last = ai.partition("-")
        if first <= previous or end not in ("fixed", "fnc1") or link not in ("attribute", "-"):
            sys.exit(f"{where}: out of order, or an unknown word")
        previous = last or first
        components = [component(where, part) for part in form.split(" ")]
        qualifiers = key[4:] if key.startswith("key:") else "-"
        table.append(
            f'  {{ "{first}", "{previous}", {len(first)}, '
            f"{'TRUE' if end == 'fixed' else 'FALSE'}, "
            f"{'TRUE' if link == 'attribute' else 'FALSE'}, "
            f"{'FALSE' if key == '-' else 'TRUE'}, "
            f"&components[{len(parts)}], {len(components)}, {text(required)}, "
            f"{text(excluded)}, {text(qualifiers)}, {text(title)} }},")
        parts += [f"  {entry}, /* {ai} */" for entry in components]
    return parts, table


def code_lists(path):
    lists = {}
    for where, line in rows(path):
        if line.startswith("["):
            codes = lists.setdefault(line.strip("[]"), [])
        else:
            codes += line.split()
    for name, codes in lists.items():
        if codes != sorted(set(codes)) or any(len(code) > 3 for code in codes):
            sys.exit(f"{path}: {name} is not sorted, or a code is too long")
    return lists


def main():
    source, lists, target = sys.argv[1:]
    parts, table = identifiers(source)
    with open(target, "w", encoding="utf-8") as out:
        print("/* Made by generate-tables.py; do not edit. */", file=out)
        print('#include "way-gs1-tables.h"\n', file=out)
        print("static const WayGs1Component components[] = {", *parts, "};\n", sep="\n", file=out)
        print("const WayGs1Ai way_gs1_ais[] = {", *table, "};\n", sep="\n", file=out)
        print("const gsize way_gs1_n_ais = G_N_ELEMENTS (way_gs1_ais);", file=out)
        for name, codes in code_lists(lists).items():
            words = ", ".join(f'"{code}"' for code in codes)
            print(f"\nconst char way_gs1_{name}[][4] = {{ {words} }};", file=out)
            print(f"const gsize way_gs1_n_{name} = {len(codes)};", file=out)


main()
