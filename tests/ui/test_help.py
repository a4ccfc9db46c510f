# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Help opens in the desktop's viewer, in its browser where there is no viewer, and says so where there is neither."""

import pytest

from way_desktop import BUILD, wait_for

VIEWER = """[Desktop Entry]
Type=Application
Name=A viewer
Exec={script} %u
MimeType={kind};
"""


def install(home, kind):
    """A program for one kind of address or file. Returns: the file into which it writes what it is asked to show."""
    shown = home.folder / "shown"
    script = home.folder / "viewer"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > "{shown}.new"\nmv "{shown}.new" "{shown}"\n')
    script.chmod(0o755)
    folder = home.folder / "data" / "applications"
    folder.mkdir(parents=True)
    (folder / "a-viewer.desktop").write_text(VIEWER.format(script=script, kind=kind))
    (folder / "mimeapps.list").write_text(f"[Default Applications]\n{kind}=a-viewer.desktop\n")
    return shown


def read(path):
    wait_for(path.exists, f"nobody was asked to show anything: {path}")
    return path.read_text()


@pytest.mark.parametrize("how", ["menu", "key"])
def test_in_the_help_viewer(demo_home, start_app, how):
    shown = install(demo_home, "x-scheme-handler/help")
    app = start_app(demo_home)
    if how == "menu":
        app.key("F10", "Down", "Down", "Down", "Return")  # past New Window, Preferences, Keyboard Shortcuts
    else:
        app.key("F1")
    assert read(shown) == "help:waymark/index"


@pytest.mark.parametrize("language, pages", [(None, "html-C"), ("zh_CN", "html-zh_CN")])
def test_in_the_browser_in_the_readers_language(demo_home, start_app, language, pages):
    shown = install(demo_home, "text/html")
    app = start_app(demo_home, language=language, WAYMARK_HELP_DIR=str(BUILD / "help"))
    app.key("F1")
    assert read(shown).removeprefix("file://") == str(BUILD / "help" / pages / "index.html")


def test_where_nothing_can_show_it(demo_home, start_app):
    app = start_app(demo_home, WAYMARK_HELP_DIR=str(demo_home.folder))
    app.key("F1")
    app.see("No program on this computer can show the help")
