# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files are ours, and how to read them."""

import re
import subprocess
from pathlib import Path

# A comment, a string or a character constant of C, whichever begins first.
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def strip_c(text, strings=True):
    """The text with comments (and strings) blanked out; lines stay where they are."""
    def blank(match):
        token = match.group()
        if token[0] in "\"'" and not strings:
            return token
        return re.sub(r"[^\n]", " ", token)
    return TOKEN.sub(blank, text)


def relative(path, root):
    return path.relative_to(root).as_posix()


def tracked(root):
    """Files that git knows or would add; outside a repository (a test's folder) all."""
    answer = subprocess.run(
        ["git", "-c", f"safe.directory={root}", "-C", str(root), "ls-files", "-z", "--cached",
         "--others", "--exclude-standard"],
        capture_output=True, check=False)
    if answer.returncode == 0 and (root / ".git").exists():
        names = answer.stdout.decode().split("\0")
        paths = [root / name for name in names if name]
    else:
        paths = [path for path in root.rglob("*") if "build" not in path.parts]
    return sorted(path for path in set(paths) if path.is_file() and not path.is_symlink())


def c_files(folder):
    return sorted(path for path in folder.rglob("*")
                  if path.suffix in (".c", ".h", ".cc", ".cpp") and path.is_file())


def is_text(path):
    with path.open("rb") as file:
        return b"\0" not in file.read(8192)
