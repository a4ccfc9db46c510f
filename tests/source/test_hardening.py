# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built programs have what the hardening flags promise."""

import os
import subprocess

import pytest

from conftest import ROOT

PROGRAMS = sorted((ROOT / "build" / "debug" / "bin").glob("waymark*"))


def readelf(program, *options):
    return subprocess.run(["readelf", "-W", *options, os.path.realpath(program)],
                          capture_output=True, text=True, check=True).stdout


def test_there_are_programs():
    assert "waymarkctl" in [program.name for program in PROGRAMS]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_program_is_hardened(program):
    header, segments, dynamic = (readelf(program, option) for option in ("-h", "-l", "-d"))
    symbols = readelf(program, "--dyn-syms")
    assert "DYN (Position-Independent Executable file)" in header
    assert "GNU_RELRO" in segments
    assert "BIND_NOW" in dynamic or "Flags: NOW" in dynamic
    stack = [line for line in segments.splitlines() if "GNU_STACK" in line]
    assert stack and "RWE" not in stack[0]
    assert "__stack_chk_fail" in symbols
    assert "_chk@" in symbols, "no fortified function"
