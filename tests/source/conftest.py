# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "check"))
sys.path.insert(0, str(ROOT / "tools" / "dev"))

HEADER = "/* SPDX-FileCopyrightText: The Waymark developers\n" \
         " * SPDX-License-Identifier: GPL-3.0-or-later */\n\n"


class Tree:
    """A small checkout in a folder of its own."""

    def __init__(self, root):
        self.root = root

    def write(self, name, text, header=HEADER):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header + text, encoding="utf-8")
        return path


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path)
