# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What translators are given: every file with texts, in a form that their tools understand."""

import re

from sources import relative, strip_c, tracked

LIST = "po/POTFILES"
TEXT = re.compile(r'(?<![\w.>])(?:_|N_|C_|NC_|Q_|ngettext|WAY_TEXT)\s*\(\s*"|^WAY_(?:RESULT|GS1_FAULT) \(',
                  re.MULTILINE)
# Errors carry their sentence to where a language is spoken: docs/decisions/0031.
SENTENCE = re.compile(r'\b(?:way_error_(?:format|set_reason|wrap)|way_cli_refuse)\s*\([^;"]*"')
# Who translates it already there takes the English from logs and from what programs read.
TOO_EARLY = re.compile(r'\b(?:way_error_(?:format|set|set_reason|set_foreign|wrap)|way_cli_refuse)\s*'
                       r'\((?:[^;"]|"(?:[^"\\]|\\.)*")*?\b(?:_|ngettext)\s*\(')
# A node's errors reach people as text of its replies and logs, which are English; those of the demo market's
# story reach only who changes it.
ENGLISH = ("src/core/ledger/", "src/engine/", "src/index/", "src/node/", "src/store/", "src/services/way-demo-")
# xgettext cuts a text there: it knows the macros of inttypes.h only.
UNREADABLE = re.compile(r"\bG_G[A-Z0-9]+_(?:FORMAT|MODIFIER)\b")


def listed(root):
    path = root / LIST
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line for line in lines if line and not line.startswith("#")]


def texts(root):
    """The sources with texts for people, by name."""
    found = {}
    for path in tracked(root):
        name = relative(path, root)
        if name.startswith("src/") and path.suffix in (".c", ".h", ".def"):
            text = strip_c(path.read_text(encoding="utf-8"), strings=False)
            if TEXT.search(text) or (SENTENCE.search(text) and not name.startswith(ENGLISH)):
                found[name] = text
    return found


def check_translations(root):
    """po/POTFILES lists every source with texts for people, sorted; numbers in texts are PRIu64, %zu or %d."""
    names, found = listed(root), texts(root)
    findings = [f"{LIST}: add {name}" for name in sorted(found.keys() - set(names))]
    findings += [f"{LIST}: {name} does not exist" for name in names if not (root / name).is_file()]
    if names != sorted(set(names)):
        findings.append(f"{LIST}: not sorted, or a line twice")
    for name, text in found.items():
        for match in TOO_EARLY.finditer(text):
            line = text.count("\n", 0, match.end()) + 1
            findings.append(f"{name}:{line}: an error is worded where it is shown: write its sentence without _()")
        for match in UNREADABLE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            findings.append(f"{name}:{line}: {match.group()} cuts a text for xgettext; write PRIu64 or %zu")
    return findings
