# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The app as a person meets it: found by the names that a screen reader says, clicked, typed into, read.

    def test_a_page (demo_app):                    # or `app` (first run), `shop_app`, or start_app (home, *words, language="zh_CN")
        demo_app.section ("Products")              # the sidebar
        demo_app.choose ("Product Menu", "Share Link")              # a menu
        demo_app.sign ("Report It")                # in the dialog that shows what is signed
        demo_app.click ("Add Product")             # waits until it is there and can be used; clicks it
        demo_app.type ("Name", "Oolong tea")       # into the entry of that name
        demo_app.see ("It is registered")          # waits for a text that contains this
        demo_app.key ("ctrl+f", "Escape")          # real key presses
        demo_app.press ("Add Product")             # Tab until it has the focus, then Return
        row = demo_app.find (re.compile ("tea"), "list item")       # name: whole text or pattern
        row.click (); row.text; row.is_on; row.children ("label")
        demo_app.wait_gone ("Add Product"); demo_app.choose_file (path); demo_app.clip ("text")
        demo_app.home.ctl ("product", "list")      # waymarkctl of the same person

What waits asks again and again, up to PATIENCE; where it was in vain, the test fails with the tree of what is shown, and
a picture is in build/shots/failures. When a test ends, the app must quit with code 0 and have logged no warning."""

import gettext
import re
import subprocess
from functools import cache, cached_property
from pathlib import Path

from gi.repository import GLib

from way_desktop import APPLICATION, BUILD, PATIENCE, ROOT, program, wait_for
from way_tree import Tree
from way_widget import Widget

FAILURES = ROOT / "build" / "shots" / "failures"
# What a person can do something with.
CONTROLS = {"button", "toggle button", "check box", "switch", "radio button", "combo box", "text", "spin button",
            "slider", "link", "list item", "tab", "page tab", "menu item", "table row", "tree item", "image button"}
MOST_TABS = 80  # more presses of Tab than any page has controls
LOGGED = re.compile(r"-(?:WARNING|CRITICAL|ERROR) \*\*|runtime error|Sanitizer")


@cache
def read_words(language):
    """English words on the screen → those of the language, without the underscores of keyboard access: the app's, and
    what the toolkit says."""
    rows = {}
    for path in (Path("/usr/share/locale") / language / "LC_MESSAGES" / "libadwaita.mo",
                 BUILD / "po" / language / "LC_MESSAGES" / "waymark.mo"):
        if path.exists():
            with path.open("rb") as file:
                rows |= gettext.GNUTranslations(file)._catalog  # the only way to all of them
    rows = {text.split("\x04")[-1]: told for text, told in rows.items() if isinstance(text, str)}
    return {text.replace("_", ""): told.replace("_", "") for text, told in rows.items()} | rows


class App:
    def __init__(self, home, *words, language=None, wait=True, **variables):
        self.home, self.desktop, self.language = home, home.desktop, language
        self.environment = home.environment(language, **variables)
        self.log_path = home.folder / "app.log"
        self.log = self.log_path.open("ab")
        self.process = subprocess.Popen([program("waymark"), *map(str, words)], env=self.environment,
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.is_closed = False
        if wait:
            self.wait_window()

    def wait_window(self):
        """Returns when its first frame is on the display."""
        self.find(None, "frame")
        self.window = self.wait(self._windows, "no window on the display")[0]
        self.take_keys()
        return self

    def take_keys(self):
        """Key presses go to its window: with no window manager, whoever took them from it does not give them back."""
        self.desktop.run("xdotool", "windowfocus", self.window)

    def _windows(self):
        done = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                              env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout.split()

    def say(self, text):
        """What stands on the screen for an English text: names that tests give are English in every language."""
        if self.environment.get("LANGUAGE", self.language) in (None, "en") or not isinstance(text, str):
            return text
        return read_words(self.language).get(text, text)

    # ---- finding

    @cached_property
    def tree(self):
        return Tree(self.environment["DBUS_SESSION_BUS_ADDRESS"], self.process.pid)

    def all(self, name=None, role=None):
        """Everything shown now with this name (whole, or a pattern) and role."""
        try:
            shown, name = self.tree.look(), self.say(name)
        except GLib.Error:
            return []  # it has ended
        return [widget for node in shown if (widget := Widget(self, node)).matches(name, role)]

    def find(self, name=None, role=None, patience=PATIENCE):
        found = self.wait(lambda: self.all(name, role),
                           lambda: f"not found: {role or 'anything'} named {name!r}", patience)
        return found[-1] if role in ("dialog", "alert", "frame") else found[0]

    def wait_gone(self, name=None, role=None):
        self.wait(lambda: not self.all(name, role), lambda: f"still there: {role or 'anything'} named {name!r}")

    def see(self, text):
        """Waits for a text that contains this. Returns: the widget."""
        return self.find(re.compile(re.escape(self.say(text))))

    def texts(self):
        """All that can be read now."""
        return [widget.name for widget in self.all(role="label") if widget.name]

    def controls(self):
        return [widget for widget in self.all() if widget.role in CONTROLS]

    def nameless(self):
        """Controls that a screen reader can't tell from others: there must be none. Of rows it reads the labels too."""
        return [widget for widget in self.controls() if not widget.name.strip()
                and not (widget.role == "list item" and any(label.name for label in widget.children("label")))]

    @property
    def focused(self):
        """The widget that keys go to: the innermost, where a row and what is in it have the focus; None where none has."""
        return next((widget for widget in reversed(self.all()) if widget.had("FOCUSED")), None)

    def dump(self):
        """The tree that is shown, without what only holds others."""
        lines, told = [], []  # depths of widgets that hold the next one
        for widget in self.all():
            told = [depth for depth in told if depth < widget.node.depth]
            if not widget.name and widget.role in ("panel", "grouping", "scroll pane", "generic"):
                continue
            states = [state.lower() for state in ("FOCUSED", "CHECKED", "PRESSED", "SELECTED") if widget.had(state)]
            states += [] if widget.had("SENSITIVE") else ["insensitive"]
            try:
                text = f" = “{widget.text}”" if widget.role == "text" else ""
            except GLib.Error:
                text = " (gone)"
            lines.append("  " * len(told) + f"{widget}{text} {' '.join(states)}".rstrip())
            told.append(widget.node.depth)
        return "\n".join(lines) or "(nothing is shown)"

    def wait(self, condition, what, patience=PATIENCE):
        """Waits until a condition holds, as long as the app lives. @what: what is wrong where it never does."""
        def alive():
            assert self.process.poll() is None, f"the app ended ({self.process.returncode}):\n{self.messages()}"
            return condition()
        return wait_for(alive, lambda: f"{what() if callable(what) else what}\n{self.dump()}\n{self.messages()}", patience)

    # ---- doing

    def click(self, name, role=None):
        """Without a role: the first control of that name."""
        def look():
            found = self.all(name, role)
            return next((widget for widget in found if role or widget.role in CONTROLS), None)
        widget = self.wait(look, lambda: f"no control {name!r}")
        widget.click()
        return widget

    def type(self, name, text):
        def look():
            return next((widget for widget in self.all(name) if "EditableText" in widget.node.interfaces), None)
        return self.wait(look, lambda: f"no entry {name!r}").type(text)

    def choose(self, menu, item):
        """A row of the menu that a button of this name opens."""
        self.click(menu, "toggle button")
        self.find(item, "menu item").click()
        self.wait_gone(None, "menu item")

    def sign(self, act, passphrase=None):
        """Signs in the dialog that shows what is signed, where the keys are locked with the passphrase; waits until it is
        in the ledger."""
        self.find(act, "dialog")
        if passphrase is not None:
            self.type("Passphrase", passphrase)
            self.click(act, "button")
        self.see("What You Sign")
        self.click(act, "button")
        self.wait_gone(act, "dialog")

    def section(self, name):
        """Goes to a page of the sidebar, which in a narrow window is behind the page."""
        was_behind = False

        def look():
            nonlocal was_behind
            rows = self.all(name, "list item")
            if not rows and (back := self.all("Back", "button")):
                was_behind = True
                press(back[0])
            return rows

        def press(back):
            try:
                if back.is_enabled:
                    back.click()
            except GLib.Error:
                pass  # it went with its page

        def is_there():
            rows = self.all(name, "list item") if was_behind else []
            if rows:
                rows[0].click()  # the first may have come while it moved
            return not rows and self.all(name, "grouping")

        self.wait(look, lambda: f"no section {name}")[0].click()
        self.wait(is_there, lambda: f"page {name} is not shown")

    def key(self, *keys):
        self.desktop.run("xdotool", "key", "--clearmodifiers", *keys)

    def tab_to(self, name, role=None):
        """Presses Tab until that has the focus, as a person does. Returns: the widget."""
        wanted = self.say(name)
        for _ in range(MOST_TABS):
            widget = self.focused
            if widget is not None and widget.matches(wanted, role):
                return widget
            self.key("Tab")
        raise AssertionError(f"Tab never comes to {role or 'anything'} {name!r}\n{self.dump()}")

    def press(self, name, role=None):
        """By keys alone."""
        self.tab_to(name, role)
        self.key("Return")

    def write(self, text):
        """As a keyboard, or a scanner that is one."""
        self.desktop.run("xdotool", "type", "--delay", "1", "--", text)

    def point(self, x, y):
        """Clicks at a place in the window."""
        self.desktop.run("xdotool", "mousemove", "--window", self.window, x, y, "click", "1")

    def wheel(self, clicks):
        """Turns the wheel of the mouse down over the middle of the page, which is right of the middle of the window."""
        width, height = self.desktop.run("xdotool", "getwindowgeometry", "--shell", self.window).split()[3:5]
        self.desktop.run("xdotool", "mousemove", "--window", self.window, int(width.split("=")[1]) * 2 // 3,
                         int(height.split("=")[1]) // 2, "click", "--repeat", clicks, "5")

    def clip(self, text):
        """Puts a text on the clipboard."""
        process = self.desktop.spawn("xclip", "-selection", "clipboard", "-in", stdin=subprocess.PIPE)
        process.communicate(text.encode())

    def choose_file(self, path):
        """Answers the dialog for files that is open: types the path, and Enter."""
        dialog = self.find(None, "dialog")
        window = self.wait(self._other_window, "the dialog for files is not on the display")
        self.desktop.run("xdotool", "windowfocus", window)
        self.key("ctrl+l")
        entry = self.wait(lambda: next((widget for widget in dialog.children("text") if widget.had("FOCUSED")), None),
                           "the dialog takes no path")
        entry.write(str(path))
        self.key("Return")
        self.wait(lambda: not self._other_window(), "the dialog for files stays")
        self.take_keys()

    def _other_window(self):
        return next((window for window in self._windows() if window != self.window), None)

    def resize(self, width, height):
        self.desktop.run("xdotool", "windowsize", self.window, width, height)

        def is_so():
            frames = self.all(role="frame")
            return frames and frames[0].box[2:] == (width, height)
        self.wait(is_so, f"the window does not become {width} × {height}")

    def activate(self, action, *parameters):
        """An action of the application (app.ACTION)."""
        self.desktop.call(self.application_id(), "/" + self.application_id().replace(".", "/"),
                          "org.gtk.Actions.Activate", action, f"[{', '.join(parameters)}]", "{}")

    def application_id(self):
        return APPLICATION

    def screenshot(self, path, window=None):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self.desktop.run("import", "-window", window or self.window, path)

    # ---- the process

    def again(self, *words, **more):
        """Starts the app once more in the same session. Returns: the finished process."""
        return subprocess.run([program("waymark"), *map(str, words)], env={**self.environment, **more},
                              capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=PATIENCE)

    def messages(self):
        self.log.flush()
        return self.log_path.read_text(errors="replace")

    def kill(self):
        self.is_closed = True
        self.process.kill()
        self.process.wait()
        self.log.close()

    def close(self):
        """As with Ctrl+Q. It must end well, and have nothing to complain about."""
        if self.is_closed:
            return
        self.is_closed = True
        try:
            if self.process.poll() is None:
                self.activate("quit")
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the app does not quit\n{self.messages()}") from None
        finally:
            self.log.flush()
        messages = self.messages()
        self.log.close()
        assert code == 0, f"exit code {code}\n{messages}"
        assert not LOGGED.search(messages), messages
