# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""waymarkctl as an unlucky user or an adversary calls it: bytes in, bytes out, and what must hold of every run."""

import json
import os
import resource
import subprocess
import time

from way_node import PATIENCE, clean_environment, program

# What no run may write to a terminal: controls but tab and line feed, and what reorders or hides text.
STEERING = {*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x061C, 0x200B, 0x200E, 0x200F,
            *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF}


class Run:
    def __init__(self, command, done, seconds):
        self.command, self.code, self.seconds = command, done.returncode, seconds
        self.out, self.err = done.stdout or b"", done.stderr or b""

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.decode().split("\n") if line]

    @property
    def sentence(self):
        """The one sentence on stderr."""
        lines = self.err.decode().splitlines()
        assert lines and lines[0].startswith("waymarkctl: "), self
        assert len(lines) == 1 or lines[1].startswith("Usage: "), self
        return lines[0].removeprefix("waymarkctl: ")

    def __repr__(self):
        return f"{self.command} → {self.code}\n{self.out[-2000:]!r}\n{self.err[-4000:]!r}"


def check_clean(data, what=""):
    """UTF-8 without a character that steers a terminal."""
    found = {hex(ord(c)) for c in data.decode("utf-8") if ord(c) in STEERING}
    assert not found, (found, what)


def ctl(*words, folder=None, stdin=b"", code=None, environment=None, memory=None, file_size=None,
        wrapper=(), **options):
    """Runs waymarkctl to its end; a crash, a sanitizer's finding or a steered terminal fails. @memory and @file_size: limits
    in bytes for the process (memory: not under AddressSanitizer, whose shadow needs the room)."""
    def limit():
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
        if memory is not None and "asan" not in program("waymarkctl"):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    command = [*wrapper, program("waymarkctl")]
    if folder is not None:
        command += ["--data-dir", os.fsencode(str(folder))]
    command += [word if isinstance(word, bytes) else str(word) for word in words]
    if isinstance(stdin, bytes):
        options["input"] = stdin
    else:
        options["stdin"] = stdin
    options.setdefault("stdout", subprocess.PIPE)
    variables = clean_environment(WAYMARKD=program("waymarkd"), WAYMARK_PASSPHRASE="correct horse")
    for name, value in (environment or {}).items():
        variables.pop(name, None)
        if value is not None:
            variables[name] = value
    begin = time.monotonic()
    done = subprocess.run(command, stderr=subprocess.PIPE, env=variables, check=False,
                          preexec_fn=limit, timeout=4 * PATIENCE, **options)
    run = Run(words, done, time.monotonic() - begin)
    assert done.returncode in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 70, 130, -13), run
    assert done.returncode != 70 and b"CRITICAL" not in run.err and b"Sanitizer" not in run.err \
        and b"runtime error" not in run.err, run
    check_clean(run.out, run)
    check_clean(run.err, run)
    assert code is None or run.code == code, run
    return run
