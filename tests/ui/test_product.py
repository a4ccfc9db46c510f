# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The product page: verdicts, a link to share, and what is no code."""

import pytest

from way_homes import read_label

VERDICTS = [
    ("tea-issued", "Issued by the brand"), ("watch-second-hand", "Genuine"), ("mug-unverified-issuer", "Can't tell"),
    ("tea-invented-serial", "Likely a copy"), ("fox-recalled", "Recalled"), ("tea-copied-after-claim", "Already sold"),
    ("tea-unknown-product", "Unknown code"),
]


def open_label(app, label):
    assert app.again(read_label(app.home, label)).returncode == 0


@pytest.mark.parametrize("label,verdict", VERDICTS)
def test_verdict_of_a_label(demo_app, label, verdict):
    open_label(demo_app, label)
    assert demo_app.see(f"Verdict: {verdict}.").role in ("grouping", "panel")
    demo_app.see("Demo Market")
    demo_app.see("Checked just now")
    demo_app.screenshot(demo_app.home.folder / "page.png")
    for control in demo_app.controls():
        assert control.name, f"{control} has no name\n{demo_app.dump()}"


# ---- Doing something with it


def test_a_link_leaves_without_the_secret(demo_app):
    open_label(demo_app, "tea-yours-in-pack")
    demo_app.see("The in-pack code fits this item")
    demo_app.choose("Product Menu", "Share Link")
    demo_app.see("Link copied")
    link = demo_app.desktop.run("xclip", "-selection", "clipboard", "-out")
    assert link.startswith("https://id.gs1.org/01/09521001000017/10/W2504/21/") and "#" not in link


# ---- What is no code

def test_characters_that_deceive_are_written_out(demo_app):
    assert demo_app.again("gpj\u202eexe.evil").returncode == 0
    demo_app.see("gpj⟨U+202E⟩exe.evil")
    demo_app.see("This text has invisible characters")
