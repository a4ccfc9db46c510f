# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The count at the end of ./dev test misses no failure."""

import json

import pytest

import count_tests

SUITE = '<testsuites><testsuite name="{name}" tests="1">{cases}</testsuite></testsuites>'
GOOD = '<testcase classname="c" name="good"/>'
BAD = '<testcase classname="c" name="bad"><failure/></testcase>'
ERROR = '<testcase classname="c" name="error"><error/></testcase>'
SKIPPED = '<testcase classname="c" name="skipped"><skipped/></testcase>'
NAME = "waymark:unit+room / test-a"


@pytest.fixture
def meson(tmp_path):
    def write(cases, result):
        (tmp_path / "testlog.junit.xml").write_text(SUITE.format(name="waymark." + NAME, cases=cases))
        (tmp_path / "testlog.json").write_text(
            json.dumps({"name": NAME, "result": result}) + "\n")
        return f"debug={tmp_path / 'testlog.json'}"
    return write


def last(capsys):
    return capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize("cases, result, line, status", [
    (GOOD + GOOD, "OK", "2 passed, 0 failed", 0),
    (GOOD + SKIPPED, "OK", "1 passed, 0 failed", 0),
    (GOOD + BAD, "FAIL", "1 passed, 1 failed", 1),
    (GOOD + ERROR, "FAIL", "1 passed, 1 failed", 1),
    (GOOD, "ERROR", "1 passed, 1 failed", 1),
    (GOOD, "TIMEOUT", "1 passed, 1 failed", 1),
    ("", "FAIL", "0 passed, 1 failed", 1),
    (SKIPPED, "SKIP", "0 passed, 0 failed", 1),
    ("", "OK", "0 passed, 0 failed", 1),
])
def test_meson(meson, capsys, cases, result, line, status):
    assert count_tests.main([meson(cases, result)]) == status
    assert last(capsys) == line


@pytest.mark.parametrize("plain, line", [("OK", "2 passed, 1 failed"), ("FAIL", "1 passed, 2 failed")])
def test_programs_without_subtests_hide_no_other(tmp_path, capsys, plain, line):
    other = "waymark:unit+room / test-b"
    inner = "" if plain == "OK" else "<failure/>"
    case = f'<testcase classname="waymark" name="{other}">{inner}</testcase>'
    (tmp_path / "testlog.junit.xml").write_text(
        f'<testsuites><testsuite name="waymark.{NAME}">{GOOD}</testsuite>'
        f'<testsuite name="waymark">{case}</testsuite></testsuites>')
    (tmp_path / "testlog.json").write_text("".join(
        json.dumps({"name": name, "result": result}) + "\n"
        for name, result in ((NAME, "ERROR"), (other, plain))))
    assert count_tests.main([f"debug={tmp_path / 'testlog.json'}"]) == 1
    assert last(capsys) == line


def test_runs_add_up(meson, tmp_path, capsys):
    other = tmp_path / "other.xml"
    other.write_text(SUITE.format(name="pytest", cases=GOOD + BAD + SKIPPED))
    assert count_tests.main([meson(GOOD, "OK"), f"scenario={other}"]) == 1
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "skipped  scenario: c skipped", "FAILED   scenario: c bad", "1 skipped", "2 passed, 1 failed"]


@pytest.mark.parametrize("text", [None, "", "<testsuite", "{"])
def test_a_run_that_left_nothing_is_a_failure(meson, tmp_path, capsys, text):
    path = tmp_path / "other.xml"
    if text is not None:
        path.write_text(text)
    assert count_tests.main([meson(GOOD, "OK"), f"check={path}"]) == 1
    assert last(capsys) == "1 passed, 1 failed"
