# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev shot takes pictures of pages."""

import os
import subprocess

from way_desktop import ROOT

SHOTS = ROOT / "build" / "shots"


def shot(*words):
    return subprocess.run([ROOT / "tools" / "shot", *words], capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, timeout=300)


def test_a_page_in_two_variants():
    for path in SHOTS.glob("scan-*.png"):
        path.unlink()
    done = shot("scan", "--variant", "dark", "--variant", "narrow")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"build/shots/{name}.png" for name in ("scan-dark", "scan-narrow", "sheet-scan")]
    told = subprocess.run(["identify", "-format", "%wx%h %[fx:mean<0.5] ", SHOTS / "scan-dark.png",
                           SHOTS / "scan-narrow.png"], capture_output=True, text=True, check=True).stdout
    assert told == "1000x700 1 360x640 0 "


def test_an_unknown_page_is_refused():
    done = shot("nowhere")
    assert done.returncode == 2 and "no page nowhere" in done.stderr
