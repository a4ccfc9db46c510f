#!/usr/bin/python3
# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the results of test runs and prints them, "N passed, N failed" last.

Arguments are LABEL=FILE pairs: a JUnit file, or the testlog.json of Meson with its JUnit
file beside it. A file that isn't there is a failure: its run died before it could write.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


class Count:
    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []

    def add_case(self, label, case):
        name = f"{label}: {case.get('classname', '')} {case.get('name', '')}"
        if case.find("failure") is not None or case.find("error") is not None:
            self.failed.append(name)
        elif case.find("skipped") is not None:
            self.skipped.append(name)
        else:
            self.passed += 1

    def add_junit(self, label, path):
        """Returns the names of suites with a failure in them, and of the failed cases."""
        failing = set()
        for suite in ElementTree.parse(path).getroot().iter("testsuite"):
            for case in suite.findall("testcase"):
                before = len(self.failed)
                self.add_case(label, case)
                if len(self.failed) > before:
                    failing |= {suite.get("name"), case.get("name")}
        return failing

    def add_meson(self, label, path):
        """A program may fail although each of its subtests passed: a crash or a sanitizer's
        report at the end. Only Meson's own log tells."""
        failing = self.add_junit(label, path.with_name("testlog.junit.xml"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            entry = json.loads(line)
            name = entry["name"]
            # A program whose subtests Meson knows is the suite PROJECT.NAME; all others are
            # cases of the suite PROJECT.
            told = name in failing or any(other.endswith("." + name) for other in failing)
            if entry["result"] not in ("OK", "SKIP", "EXPECTEDFAIL") and not told:
                self.failed.append(f"{label}: {name} (the program: {entry['result']})")

    def add(self, label, path):
        try:
            if path.name == "testlog.json":
                self.add_meson(label, path)
            else:
                self.add_junit(label, path)
        except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
            self.failed.append(f"{label}: no results ({error})")


def main(arguments):
    count = Count()
    for argument in arguments:
        label, _, path = argument.partition("=")
        count.add(label, Path(path))
    for name in count.skipped:
        print(f"skipped  {name}")
    for name in count.failed:
        print(f"FAILED   {name}")
    if count.skipped:
        print(f"{len(count.skipped)} skipped")
    print(f"{count.passed} passed, {len(count.failed)} failed")
    return 0 if count.passed and not count.failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
