#!/usr/bin/python3
# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the checks over the sources. Each is a function of the checkout's folder that returns
its findings, one line each: nothing found, and it passed."""

import argparse
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import programs  # noqa: E402
import rooms  # noqa: E402
import texts  # noqa: E402
import translations  # noqa: E402

CHECKS = {
    "rooms": rooms.check_rooms,
    "core": rooms.check_core_words,
    "names": rooms.check_unique_names,
    "licence": texts.check_licence,
    "licences": texts.check_licence_texts,
    "machine": texts.check_machine,
    "undone": texts.check_undone,
    "conflicts": texts.check_conflicts,
    "data": texts.check_data,
    "translations": translations.check_translations,
    "whitespace": texts.check_whitespace,
    "format": programs.check_format,
    "shell": programs.check_shell,
    "python": programs.check_python,
}


def write_junit(path, results):
    suite = ElementTree.Element("testsuite", name="check", tests=str(len(results)))
    for name, findings in results.items():
        case = ElementTree.SubElement(suite, "testcase", classname="check", name=name)
        if findings:
            ElementTree.SubElement(case, "failure").text = "\n".join(findings)
    ElementTree.ElementTree(suite).write(path, encoding="unicode")


def parse(arguments):
    parser = argparse.ArgumentParser(description="Checks the sources.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--junit", type=Path)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(CHECKS)
    if unknown:
        parser.error(f"no such check: {', '.join(sorted(unknown))}")
    return options


def main(arguments):
    options = parse(arguments)
    if options.list:
        for name, check in CHECKS.items():
            print(f"{name:<13} {check.__doc__.strip().splitlines()[0]}")
        return 0
    results = {}
    for name in options.names or CHECKS:
        results[name] = CHECKS[name](options.root)
        print(f"{'FAILED' if results[name] else 'ok':<7} {name}", flush=True)
        for finding in results[name]:
            print(f"          {finding}")
    if options.junit:
        write_junit(options.junit, results)
    failed = sum(1 for findings in results.values() if findings)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
