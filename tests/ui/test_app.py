# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The app as a whole: it starts, is one, names what it shows, and ends."""

import re
import subprocess

import pytest

from way_desktop import ROOT, program

LABELS = ROOT / "data" / "demo" / "labels"
VERSION = re.search(r"version: '([^']+)'", (ROOT / "meson.build").read_text(encoding="utf-8")).group(1)


def sections(app):
    return [row.name for row in app.find(None, "list").children("list item")]  # the sidebar comes first


def run(home, *words, **more):
    return subprocess.run([program("waymark"), *words], env=home.environment(**more), capture_output=True, text=True,
                          check=False, timeout=60, stdin=subprocess.DEVNULL)


def test_first_frame(app):
    app.screenshot(app.home.folder / "frame.png")
    colours = app.desktop.run("convert", app.home.folder / "frame.png", "-unique-colors", "-format", "%w", "info:")
    assert int(colours) > 50, "an empty window"
    assert app.find(None, "frame").name == "Waymark"


def test_help_and_version(home):
    version = run(home, "--version", DISPLAY="")
    assert (version.returncode, version.stdout, version.stderr) == (0, f"waymark {VERSION}\n", "")
    told = run(home, "--help", DISPLAY="")
    assert told.returncode == 0 and "--version" in told.stdout and "--data-dir" in told.stdout
    wrong = run(home, "--no-such-option", DISPLAY="")
    assert wrong.returncode == 1 and "--no-such-option" in wrong.stderr


def test_without_a_display_it_says_so(home):
    done = run(home, DISPLAY="")
    assert done.returncode == 1 and "isplay" in done.stderr


def test_a_second_start_reaches_the_first(demo_app):
    done = demo_app.again()
    assert done.returncode == 0 and not done.stderr
    assert len(demo_app.all(role="frame")) == 1
    assert demo_app.again("--new-window").returncode == 0
    demo_app.wait(lambda: len(demo_app.all(role="frame")) == 2, "no second window")


def test_another_folder_is_another_person(demo_app, start_app, home):
    other = start_app(home, "--data-dir", home.folder / "other")
    assert other.process.poll() is None and demo_app.process.poll() is None
    other.key("ctrl+q")
    assert other.process.wait(60) == 0


def test_every_control_has_a_name(demo_app):
    names = sections(demo_app)
    assert names[0] == "Scan"
    for name in names:
        demo_app.section(name)
        assert len(demo_app.controls()) > 3
        assert not demo_app.nameless(), f"{name}\n{demo_app.dump()}"


CODE = "(01)09521003000015(10)FX2502"
RECALLED = "asks for it back"


def test_a_picture_of_a_label_reaches_its_product(demo_app):
    demo_app.click("Open Picture")
    demo_app.choose_file(LABELS / "fox-recalled.png")
    demo_app.see(RECALLED)


def test_a_typed_code_reaches_its_product(demo_app):
    demo_app.type("Type Code", CODE)
    demo_app.key("Return")
    demo_app.see(RECALLED)


@pytest.mark.parametrize("how", ["button", "key"])
def test_a_pasted_code_reaches_its_product(demo_app, how):
    demo_app.clip(CODE)
    if how == "button":
        demo_app.click("Paste")
    else:
        demo_app.key("ctrl+v")
    demo_app.see(RECALLED)


def test_a_code_on_the_command_line_reaches_its_product(demo_app):
    assert demo_app.again(CODE).returncode == 0
    demo_app.see(RECALLED)


def test_chinese(demo_home, start_app):
    app = start_app(demo_home, language="zh_CN")
    assert sections(app)[0] != "Scan"
    assert re.search("[\u4e00-\u9fff]", " ".join(app.texts()))


@pytest.mark.parametrize("size", [(360, 294), (1280, 900)])
def test_it_fits_small_and_large_windows(demo_app, size):
    demo_app.resize(*size)
    assert demo_app.find("Paste", "button").is_enabled
