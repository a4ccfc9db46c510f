# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of src/: who may include whom, and what from outside."""

import re
from pathlib import Path

import yaml

from sources import c_files, relative, strip_c

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
TABLE = Path(__file__).with_name("rooms.yaml")


class Table:
    def __init__(self, path=TABLE):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.rooms = table["rooms"]
        self.only_in = [(re.compile(key), value) for key, value in table["only_in"].items()]
        self.core_headers = re.compile(table["core_headers"])
        self.core_words = [(re.compile(rf"\b(?:{key})\b(?!-)"), value)
                           for key, value in table["core_words"].items()]
        self.core_exceptions = table["core_exceptions"]

    def room_of(self, path):
        """path: below src/. The longest room that holds it, or None."""
        for parent in path.parents:
            if parent.as_posix() in self.rooms:
                return parent.as_posix()
        return None

    def may_include(self, room, other):
        if room == other:
            return True
        for allowed in self.rooms[room]:
            if allowed == other:
                return True
            if allowed.endswith("/*") and (other == allowed[:-2] or other.startswith(allowed[:-1])):
                return True
        return False

    def excepts(self, name, word):
        """Whether WORD is meant in the file NAME."""
        return any((name == place or name.startswith(place + "/")) and word in words
                   for place, words in self.core_exceptions.items())


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def strip_comments(text):
    return strip_c(text, strings=False)


def check_rooms(root, table=None):
    """Every include in src/ leads where the table allows."""
    table = table or Table()
    src = root / "src"
    owners, findings = {}, []
    for path in c_files(src):
        room = table.room_of(path.relative_to(src))
        if room is None:
            findings.append(f"{relative(path, root)}: in no room of rooms.yaml")
        elif path.suffix == ".h":
            owners[path.name] = room
    builds = generators(table, src)
    for path in c_files(src):
        room = table.room_of(path.relative_to(src))
        if room is None:
            continue
        text = strip_comments(path.read_text(encoding="utf-8"))
        for match in INCLUDE.finditer(text):
            reason = refusal(table, owners, builds, room, *match.groups())
            if reason:
                line = line_of(text, match.start())
                findings.append(f"{relative(path, root)}:{line}: {reason}")
    return findings


def generators(table, src):
    """room: the text of its meson.build, which names the headers that the build makes."""
    found = {}
    for path in sorted(src.rglob("meson.build")):
        room = table.room_of(path.relative_to(src))
        if room:
            found[room] = found.get(room, "") + path.read_text(encoding="utf-8")
    return found


def maker_of(name, builds, room):
    """The room whose build makes the header; the including room itself goes first."""
    stem = re.compile(rf"(?<![\w-]){re.escape(name[:-2])}(?![\w-])")
    for other in sorted(builds, key=lambda candidate: candidate != room):
        if stem.search(builds[other]):
            return other
    return None


def refusal(table, owners, builds, room, quoted, angled):
    if quoted is not None:
        return quoted_refusal(table, owners, builds, room, quoted)
    for pattern, rooms in table.only_in:
        if pattern.fullmatch(angled) and room not in rooms:
            return f"<{angled}> may only be included in {', '.join(rooms)}, not in {room}"
    if room.startswith("core/") and not table.core_headers.fullmatch(angled):
        return f"<{angled}> is not for core (rooms.yaml, core_headers)"
    return None


def quoted_refusal(table, owners, builds, room, name):
    if "/" in name:
        return f'"{name}": includes are bare names'
    other = owners.get(name) or maker_of(name, builds, room)
    if other is None:
        # Tables of a room (.def, .inc) lie beside their user.
        if name.startswith("way-") and name.endswith(".h"):
            return f'"{name}": no such header in src/'
        return None
    if not table.may_include(room, other):
        return f'{room} may not include {other} ("{name}")'
    return None


def check_core_words(root, table=None):
    """core is pure: no clock, randomness, floating point, locale, file or main loop."""
    table = table or Table()
    findings = []
    for path in c_files(root / "src" / "core"):
        name = relative(path, root)
        text = strip_c(path.read_text(encoding="utf-8"))
        for pattern, reason in table.core_words:
            for match in pattern.finditer(text):
                word = match.group()
                if is_call_or_type(text, match) and not table.excepts(name, word):
                    findings.append(f"{name}:{line_of(text, match.start())}: {word}: {reason}")
    return findings


def is_call_or_type(text, match):
    """`time` is also a good name for a variable or member: only a call counts."""
    if match.group() in ("double", "float"):
        return True
    before = text[:match.start()].rstrip()
    after = text[match.end():].lstrip()
    if before.endswith((".", "->")):
        return False
    return after.startswith("(") and (match.group().startswith(("g_", "gcry_", "randombytes"))
                                      or not re.search(r"[\w*]\s*$", before)
                                      or before.endswith(("return", "else")))


def check_unique_names(root):
    """Headers are found by bare name: two of one name would hide each other."""
    seen, findings = {}, []
    for path in c_files(root / "src"):
        if path.name == "main.c":
            continue
        if path.name in seen:
            findings.append(f"{relative(path, root)}: the name is taken by {seen[path.name]}")
        seen.setdefault(path.name, relative(path, root))
        if not path.name.startswith("way-"):
            findings.append(f"{relative(path, root)}: file names in src/ begin with way-")
    return findings
