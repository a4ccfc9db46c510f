# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop starts the app by its name on the bus, with nothing or with a link, as its desktop entry says."""

import re
from pathlib import Path

import pytest

import way_app
from way_desktop import APPLICATION, ROOT, program, wait_for

CODE = "(01)09521003000015(10)FX2502"
LINKS = ["waymark:%2801%2909521003000015%2810%29FX2502", f"waymark:{CODE}",
         "WAYMARK:https://id.gs1.org/01/09521003000015/10/FX2502"]
RECALLED = "asks for it back"
OBJECT = "/" + APPLICATION.replace(".", "/")


class Process:
    """One that somebody else started."""

    def __init__(self, pid):
        self.pid = pid

    def poll(self):
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return 0
        return 0 if stat.rsplit(") ", 1)[1][0] in "ZX" else None

    def wait(self, patience):
        wait_for(lambda: self.poll() is not None, "it does not end", patience)
        return 0


class Activated(way_app.App):
    """The app, once the bus has started it."""

    def __init__(self, home):
        self.home, self.desktop, self.language = home, home.desktop, None
        self.environment = home.environment()
        self.log_path = home.folder / "app.log"
        self.log = self.log_path.open("ab")
        self.is_closed = False
        told = self.desktop.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetConnectionUnixProcessID",
                                 APPLICATION)
        self.process = Process(int(re.search(r"uint32 (\d+)", told).group(1)))
        self.wait_window()


@pytest.fixture
def activate(demo_home):
    """Calls a method of org.freedesktop.Application, which starts the app; returns it."""
    desktop = demo_home.desktop
    installed = (ROOT / "data" / f"{APPLICATION}.service.in").read_text(encoding="utf-8")
    # the bus knows nothing of this person's folders
    variables = " ".join(f"{name}={value}" for name, value in demo_home.environment().items()
                         if name.endswith("_HOME"))
    script = demo_home.folder / "waymark"
    script.write_text(f'#!/bin/sh\nexec env {variables} {program("waymark")} "$@" 2>>{demo_home.folder}/app.log\n',
                      encoding="utf-8")
    script.chmod(0o755)
    path = desktop.folder / "data" / "dbus-1" / "services" / f"{APPLICATION}.service"
    path.write_text(installed.replace("@application_id@", APPLICATION)
                    .replace("@bindir@", str(script.parent)), encoding="utf-8")
    desktop.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ReloadConfig")
    started = []

    def call(method, *arguments):
        assert desktop.call(APPLICATION, OBJECT, f"org.freedesktop.Application.{method}", *arguments, "{}") == "()"
        started.append(Activated(demo_home))
        return started[0]

    yield call
    for app in started:
        app.close()
    path.unlink()
    desktop.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ReloadConfig")


def test_started_by_its_name(activate):
    app = activate("Activate")
    assert app.find("Scan", "list item").is_shown


def test_a_link_starts_it(activate):
    activate("Open", f"['{LINKS[0]}']").see(RECALLED)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_on_the_command_line(demo_app, link):
    assert demo_app.again(link).returncode == 0
    demo_app.see(RECALLED)
