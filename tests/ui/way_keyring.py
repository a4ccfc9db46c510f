# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyring of a desktop locked, and what a person answers when the system asks for its password.

    lock_keyring (desktop)
    question = Question (desktop)             # waits until it is there
    question.answer ("a password"); question.see ("incorrect"); question.cancel ()

The question is a program's of its own (gcr-prompter), of GTK 3: its tree is read widget by widget."""

import subprocess

from gi.repository import GLib

from way_desktop import wait_for
from way_tree import ROOT, Tree

SECRETS = "/org/freedesktop/secrets"


def lock_keyring(desktop):
    assert desktop.call("org.freedesktop.secrets", SECRETS, "org.freedesktop.Secret.Service.Lock",
                        f"['{SECRETS}/collection/login']")


class Question:
    def __init__(self, desktop):
        self.desktop = desktop
        self.window = wait_for(self._windows, "nobody asks for the password of the keyring")[-1]
        pid = int(desktop.run("xdotool", "getwindowpid", self.window))
        self.tree = Tree(desktop.environment["DBUS_SESSION_BUS_ADDRESS"], pid)

    def _windows(self):
        done = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "gcr-prompter"], check=False,
                              env=self.desktop.environment, capture_output=True, text=True)
        return done.stdout.split()

    def texts(self):
        try:
            return [self.tree.get(path, "Name") for path in self.tree.read_children(ROOT)]
        except GLib.Error:
            return []  # it is gone

    def see(self, text):
        wait_for(lambda: any(text in one for one in self.texts()), lambda: f"not {text!r}, but {self.texts()}")

    def _press(self, *keys):
        self.desktop.run("xdotool", "windowfocus", "--sync", self.window, "key", "--clearmodifiers", *keys)

    def answer(self, password):
        """Types it in place of what stands there."""
        self._press("ctrl+a")
        self.desktop.run("xdotool", "type", "--delay", "1", "--", password)
        self._press("Return")

    def cancel(self):
        self._press("Escape")
        wait_for(lambda: not self._windows(), "the question stays")
