# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""One widget of the app, as it stands in the accessibility tree: read, clicked, typed into."""

import re
from typing import NamedTuple

from gi.repository import GLib

from way_desktop import wait_for
from way_tree import has_state

WINDOW = 1  # coordinates are those of the window


class Box(NamedTuple):
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self):
        return self.x + self.width // 2, self.y + self.height // 2


class Widget:
    """Its name and role are those it had when it was found; its states, text and children are asked for anew. It may be
    gone at any time: then it is as if it never was."""

    def __init__(self, app, node):
        self.app, self.node = app, node
        self.role, self.name, self.description = node.role, node.name, node.description

    def __repr__(self):
        return f"{self.role} “{self.name}”"

    def ask(self, method, signature=None, *values):
        """Calls a method of the widget. Returns: its answer."""
        parameters = GLib.Variant(signature, values) if signature else None
        return self.app.tree.call(self.node.path, method, parameters)

    def had(self, state):
        """As it was when it was found."""
        return self.node.has(state)

    def has(self, state):
        try:
            return has_state(self.ask("Accessible.GetState")[0], state)
        except GLib.Error:
            return False

    @property
    def is_shown(self):
        return self.has("SHOWING")

    @property
    def is_enabled(self):
        return self.has("SENSITIVE")

    @property
    def is_on(self):
        return self.has("CHECKED") or self.has("PRESSED")

    @property
    def is_selected(self):
        return self.has("SELECTED")

    @property
    def is_focused(self):
        return self.has("FOCUSED")

    @property
    def text(self):
        """What stands in it: of an entry or a label."""
        return self.ask("Text.GetText", "(ii)", 0, -1)[0] if "Text" in self.node.interfaces else self.name

    @property
    def actions(self):
        if "Action" not in self.node.interfaces:
            return []
        n = len(self.ask("Action.GetActions")[0])  # their names there are in the reader's language
        return [self.ask("Action.GetName", "(i)", i)[0] for i in range(n)]

    @property
    def box(self):
        """Where it is in the window."""
        return Box(*self.ask("Component.GetExtents", "(u)", WINDOW)[0])

    def matches(self, name, role):
        if role is not None and self.role != role:
            return False
        if name is None:
            return True
        return bool(name.search(self.name)) if isinstance(name, re.Pattern) else self.name == name

    def children(self, role=None, name=None):
        """All that is shown in it, at any depth."""
        inner = (Widget(self.app, node) for node in self.app.tree.look(self.node.path)[1:])
        return [widget for widget in inner if widget.matches(name, role)]

    def focus(self):
        try:
            self.ask("Component.GrabFocus")
        except GLib.Error:
            pass  # it can't have it, or has it already: `is_focused` tells

    def point(self):
        """A click of the mouse in its middle, once that is in the window and stays where it is."""
        boxes = []

        def is_still():
            boxes.append(self.box)
            x, y = boxes[-1].middle
            window = self.app.find(None, "frame").box
            return boxes[-3:] == [boxes[-1]] * 3 and 0 <= x < window.width and 0 <= y < window.height
        wait_for(is_still, lambda: f"{self} is not in view\n{self.app.dump()}")
        self.app.point(*boxes[-1].middle)

    def act(self, name):
        assert self.ask("Action.DoAction", "(i)", self.actions.index(name)) == (True,), f"{self}: {name} refused"

    def click(self):
        wait_for(lambda: self.is_enabled, lambda: f"{self} can't be used\n{self.app.dump()}")
        for name in ("click", "activate", "toggle", "press"):
            if name in self.actions:
                self.act(name)
                return
        # Rows have no action.
        self.focus()
        if self.is_focused:
            self.app.key("Return")
        else:
            self.point()

    def type(self, text):
        entry = next((widget for widget in [self, *self.children("text")]
                      if "EditableText" in widget.node.interfaces and widget.role == "text"), self)
        wait_for(lambda: entry.is_enabled, lambda: f"{self} can't be used\n{self.app.dump()}")
        self.focus()
        if not entry.is_focused:
            self.point()
            wait_for(lambda: entry.is_focused, lambda: f"{self} does not take the focus\n{self.app.dump()}")
        entry.write(text)
        return entry

    def write(self, text):
        """In the place of what stands in it; it has the focus."""
        assert self.ask("EditableText.SetTextContents", "(s)", text) == (True,), f"{self} takes no text"
