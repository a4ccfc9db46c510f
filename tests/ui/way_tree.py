# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What assistive technologies see of a program: its accessibility tree, asked for on the accessibility bus of a desktop.

    tree = Tree (address_of_session_bus, pid)
    for node in tree.look (): node.role, node.name, node.depth, node.has ("FOCUSED"), node.interfaces
    tree.call (node.path, "Component.GrabFocus")

The library that screen readers use asks for each property of each widget, one after the other: a second for a long page.
Here all widgets of one depth are asked at once for those in them, and one call has the rest."""

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402 (Atspi: for the words of its numbers alone)

ROOT = "/org/a11y/atspi/accessible/root"
# Other words for the same: those of GTK.
ROLES = {"push button": "button", "entry": "text", "password text": "text"}
ANSWER_MS = 60000


def connect(address):
    flags = Gio.DBusConnectionFlags
    return Gio.DBusConnection.new_for_address_sync(
        address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)


def call(bus, owner, path, method, parameters=None):
    """@method: with its interface. Returns: a tuple. Raises GLib.Error."""
    interface, name = method.rsplit(".", 1)
    return bus.call_sync(owner, path, interface, name, parameters, None, Gio.DBusCallFlags.NONE, ANSWER_MS,
                         None).unpack()


class Node:
    """One widget as it was when it was looked at."""

    def __init__(self, item):
        (_, self.path), _, _, _, _, interfaces, self.name, role, self.description, states = item
        self.interfaces = {interface.rsplit(".", 1)[1] for interface in interfaces}
        role = Atspi.role_get_name(Atspi.Role(role))
        self.role = ROLES.get(role, role)
        self.states = states

    def has(self, state):
        return has_state(self.states, state)


def has_state(states, state):
    """@states: of the bus: two words of 32 bits. @state: as libatspi names it."""
    number = int(getattr(Atspi.StateType, state))
    return bool(states[number // 32] >> number % 32 & 1)


class Tree:
    def __init__(self, session_bus, pid):
        self.pid = pid
        address, = call(connect(session_bus), "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
        self.bus = connect(address)
        self.owner = None

    def _find_owner(self):
        """The program's name on the bus, once it is there."""
        programs, = call(self.bus, "org.a11y.atspi.Registry", ROOT, "org.a11y.atspi.Accessible.GetChildren")
        for owner, _ in programs:
            try:
                if call(self.bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                        "org.freedesktop.DBus.GetConnectionUnixProcessID", GLib.Variant("(s)", (owner,))) == (self.pid,):
                    return owner
            except GLib.Error:
                pass  # it has just ended
        return None

    def look(self, path=ROOT):
        """That widget and all that is shown in it, each before what is in it. Nothing where the program is not there."""
        self.owner = self.owner or self._find_owner()
        if self.owner is None:
            return []
        inner = self.read_children(path)
        # It holds everything that the program was ever asked for: also what is gone or hidden by now.
        items, = call(self.bus, self.owner, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache.GetItems")
        nodes = {node.path: node for node in map(Node, items)}
        found, waiting = [], [(path, 0)]
        while waiting:
            path, depth = waiting.pop()
            node = nodes.get(path)
            if node is not None and (depth == 0 or node.has("SHOWING")):
                node.depth = depth
                found.append(node)
                waiting += [(child, depth + 1) for child in reversed(inner.get(path, ()))]
        return found

    def read_children(self, path):
        """Returns: for that widget and all in it, the paths of what is in each, in its order."""
        self.owner = self.owner or self._find_owner()
        inner, level = {}, [path]

        def answered(bus, result, asked):
            try:
                inner[asked] = [child for _, child in bus.call_finish(result).unpack()[0]]
            except GLib.Error:
                inner[asked] = []  # it is gone

        while level:
            for asked in level:
                self.bus.call(self.owner, asked, "org.a11y.atspi.Accessible", "GetChildren", None, None,
                              Gio.DBusCallFlags.NONE, ANSWER_MS, None, answered, asked)
            while not all(asked in inner for asked in level):
                GLib.MainContext.default().iteration(True)
            level = [child for asked in level for child in inner[asked] if child not in inner]
        return inner

    def get(self, path, name):
        """Returns: a property of the widget, like Name."""
        parameters = GLib.Variant("(ss)", ("org.a11y.atspi.Accessible", name))
        return call(self.bus, self.owner, path, "org.freedesktop.DBus.Properties.Get", parameters)[0]

    def call(self, path, method, parameters=None):
        """@method: Action.DoAction, for example. Returns: a tuple. Raises GLib.Error where the widget is gone."""
        return call(self.bus, self.owner, path, f"org.a11y.atspi.{method}", parameters)
