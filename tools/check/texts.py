# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of single files: licence, words that don't belong here, well-formed data."""

import json
import re
import xml.etree.ElementTree as ElementTree

import yaml

from sources import is_text, relative, tracked

CODE = {".c", ".h", ".cc", ".cpp", ".py", ".sh", ".yaml", ".yml", ".css", ".ui", ".in", ".md"}
LICENCE = "SPDX-License-Identifier: "
NAMED = re.compile(LICENCE + r"((?:[A-Za-z0-9.+() -])+?)\s*(?:\*/|-->|$)", re.MULTILINE)
HOLDER = "SPDX-FileCopyrightText: "

# A folder of one machine, a registry or address that only exists on one network.
MACHINE = re.compile(
    r"(?<![\w./~$}-])/(?:work|root|home/[a-z]\w*|Users/\w+|workspace)(?=/[\w.])"
    r"|(?<![\d.])(?:10\.\d{1,3}|192\.168)\.\d{1,3}\.\d{1,3}(?![\d.])"
    r"|\b[\w-]+\.(?:internal|corp|lan)\b")
# A note of something left undone. The words are split, so that this file has none.
UNDONE = re.compile(r"\b(?:TO" r"DO|HA" r"CK)\b|\bXX" r"X:")
LATER = re.compile(r"\bFIX" r"ME\b(.*)")
REASON = re.compile(r"\b(?:until|when|once|removed?)\b", re.IGNORECASE)
CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def texts(root):
    for path in tracked(root):
        if is_text(path) and "LICENSES" not in path.relative_to(root).parts:
            yield path, path.read_text(encoding="utf-8", errors="replace")


def is_script(text):
    return text.startswith("#!")


def check_licence(root):
    """Each source file names its licence and holder near its top."""
    findings = []
    for path, text in texts(root):
        if path.suffix in CODE or path.name == "meson.build" or is_script(text):
            head = text[:1200]
            if LICENCE not in head:
                findings.append(f"{relative(path, root)}: no SPDX-License-Identifier")
            elif LICENCE in head and HOLDER not in head:
                findings.append(f"{relative(path, root)}: no SPDX-FileCopyrightText")
    return findings


def check_licence_texts(root):
    """Each licence that a file names lies in LICENSES/, and no other does."""
    there = {path.stem for path in (root / "LICENSES").glob("*.txt")}
    named = {}
    for path, text in texts(root):
        for match in NAMED.finditer(text[:1200]):
            for name in match.group(1).replace("(", " ").replace(")", " ").split():
                if name not in ("AND", "OR", "WITH"):
                    named.setdefault(name, relative(path, root))
    findings = [f"{path}: LICENSES/{name}.txt is missing" for name, path in named.items()
                if name not in there]
    return findings + [f"LICENSES/{name}.txt: no file names it" for name in sorted(there - set(named))]


def line_findings(root, pattern, reason, keep=lambda match: True):
    findings = []
    for path, text in texts(root):
        for number, line in enumerate(text.splitlines(), 1):
            match = pattern.search(line)
            if match and keep(match):
                findings.append(f"{relative(path, root)}:{number}: {reason}: {match.group().strip()}")
    return findings


def check_machine(root):
    """No path or address of one machine."""
    return line_findings(root, MACHINE, "a path or address of one machine")


def check_undone(root):
    """Nothing is left undone without saying what removes it."""
    findings = line_findings(root, UNDONE, "left undone")
    findings += line_findings(root, LATER, "say until when, or what removes it",
                              lambda match: not REASON.search(match.group(1)))
    return findings


def check_conflicts(root):
    """No conflict markers."""
    findings = []
    for path, text in texts(root):
        for match in CONFLICT.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            findings.append(f"{relative(path, root)}:{line}: a conflict marker")
    return findings


def refuse_duplicates(pairs):
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"duplicate key {key}")
    return dict(pairs)


def load(path, text):
    if path.suffix == ".json":
        json.loads(text, object_pairs_hook=refuse_duplicates)
    elif path.suffix in (".yaml", ".yml"):
        list(yaml.safe_load_all(text))
    elif path.suffix in (".xml", ".ui", ".svg"):
        ElementTree.fromstring(text)


def check_data(root):
    """JSON, YAML and XML files are well-formed; fuzz and malformed test data are not meant."""
    findings = []
    for path, text in texts(root):
        name = relative(path, root)
        if "/malformed/" in name or "/fuzz/" in name:
            continue
        try:
            load(path, text)
        except (ValueError, yaml.YAMLError, ElementTree.ParseError) as error:
            findings.append(f"{name}: {' '.join(str(error).split())}")
    return findings


def check_whitespace(root):
    """Text ends with one newline; no tab indents C; no space ends a line."""
    findings = []
    for path, text in texts(root):
        name = relative(path, root)
        if path.suffix in CODE and text and not text.endswith("\n"):
            findings.append(f"{name}: no newline at the end")
        if path.suffix in CODE and re.search(r"[ \t]+$", text, re.MULTILINE):
            findings.append(f"{name}: spaces at the end of a line")
    return findings
