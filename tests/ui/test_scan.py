# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scan page: live camera, scanners that type, what was looked up lately."""

import re

import pytest

from way_cameras import Cameras, write_frame
from way_desktop import ROOT

CODE = "(01)09521003000015(10)FX2502"
LINK = "https://id.gs1.org/01/09521003000015/10/FX2502"
LABELS = ROOT / "data" / "demo" / "labels"
RECALLED = "asks for it back"


@pytest.fixture
def cameras(desktop, folder):
    made = Cameras(folder, desktop.environment)
    yield made
    made.stop()


def test_a_label_held_to_the_camera(cameras, demo_home, start_app, folder):
    cameras.answer("yes")
    camera = cameras.camera(write_frame(folder / "wall.ppm", level=180))
    app = start_app(demo_home)
    app.find("What the camera sees")
    camera.tell(f"show {write_frame(folder / 'label.ppm', text=LINK)}")
    app.see(RECALLED)


def test_a_camera_that_may_not_be_used(cameras, demo_home, start_app, folder):
    cameras.answer("no")
    cameras.camera(write_frame(folder / "wall.ppm", level=180))
    app = start_app(demo_home)
    app.see("may not use the camera")
    cameras.answer("yes")
    app.click("Try Again")
    app.find("What the camera sees")


def test_a_camera_that_is_unplugged(cameras, demo_home, start_app, folder):
    cameras.answer("yes")
    camera = cameras.camera(write_frame(folder / "wall.ppm", level=180))
    app = start_app(demo_home)
    app.find("What the camera sees")
    camera.stop()
    app.wait_gone("What the camera sees")
    assert app.find("Open Picture", "button").is_enabled


def test_a_scanner_that_types(demo_app):
    for part in CODE:
        demo_app.key({"(": "parenleft", ")": "parenright"}.get(part, part))
    demo_app.key("Return")
    demo_app.see(RECALLED)


def test_recent_scans(demo_app):
    demo_app.type("Type Code", CODE)
    demo_app.key("Return")
    demo_app.see(RECALLED)
    demo_app.key("alt+Left")
    demo_app.see("Recalled · just now")
    demo_app.click("Clear")
    demo_app.wait_gone("Recent Scans")


def test_a_secret_is_not_remembered(demo_app):
    demo_app.type("Type Code", LINK + "#c=AAAAAAAAAAAAAAAAAAAAAA")
    demo_app.key("Return")
    demo_app.see(RECALLED)
    demo_app.key("alt+Left")
    demo_app.see("Recalled · just now")
    assert "AAAA" not in (demo_app.home.data / "recent.json").read_text(encoding="utf-8")


def test_the_item_comes_before_the_bar_code_beside_it(demo_app):
    demo_app.click("Open Picture")
    demo_app.choose_file(LABELS / "photo-shelf.png")
    demo_app.see("item P5JCR0VGPPYNV1R2")


def test_several_items_in_one_picture(demo_app, folder):
    both = folder / "both.png"
    demo_app.desktop.run("convert", LABELS / "fox-recalled.png", LABELS / "tea-issued.png", "+append", both)
    demo_app.click("Open Picture")
    demo_app.choose_file(both)
    demo_app.see("Which One Do You Mean?")
    demo_app.click(re.compile("09521003000015"))
    demo_app.see(RECALLED)


@pytest.mark.parametrize("link", ["waymark:" + LINK, "waymark:%2801%2909521003000015%2810%29FX2502"])
def test_a_link_of_our_own(demo_app, link):
    assert demo_app.again(link).returncode == 0
    demo_app.see(RECALLED)
