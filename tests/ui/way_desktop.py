# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of the tests' own: virtual display, session bus, accessibility bus, keyring. One for each process; what it
starts ends with that process, however that happens. And the homes of the people who use it."""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests" / "scenario"))

from way_node import BUILD, program  # noqa: E402

# On a machine with much to do everything takes longer; who waits is told early, not who waits in vain.
PATIENCE = 60
APPLICATION = "org.waymark.Waymark"
KEYRING_PASSWORD = "a password of the tests"

SETTINGS = """[Settings]
gtk-font-name=Cantarell 11
gtk-icon-theme-name=Adwaita
gtk-decoration-layout=:close
gtk-enable-animations={animations}
gtk-cursor-blink=false
"""
# With no compositor a window has a frame of its own instead of a shadow.
STYLE = "window.csd, window.solid-csd { border: none; padding: 0; box-shadow: none; margin: 0; border-radius: 0; }\n"


def wait_for(condition, what, patience=PATIENCE):
    """Asks until the answer is true, and returns it. @what: said where it never is; may be a function."""
    end = time.monotonic() + patience
    pause = 0.01
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(what() if callable(what) else what)
        time.sleep(pause)
        pause = min(0.2, pause * 1.5)


class Desktop:
    def __init__(self, size="1280x900"):
        self.folder = Path(tempfile.mkdtemp(prefix="way-ui-"))
        self.runtime = self.folder / "run"
        self.runtime.mkdir(mode=0o700)
        (self.folder / "home").mkdir()
        self.log = (self.folder / "desktop.log").open("wb")
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder / "home"), "USER": "tester",
            "XDG_RUNTIME_DIR": str(self.runtime), "XDG_CURRENT_DESKTOP": "GNOME",
            "XDG_DATA_DIRS": f"{ROOT / 'data'}:/usr/local/share:/usr/share",
            "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GTK_A11Y": "atspi", "LIBGL_ALWAYS_SOFTWARE": "1",
            "GDK_DEBUG": "no-portals", "ADW_DISABLE_PORTAL": "1",
            "GSETTINGS_BACKEND": "keyfile", "GSETTINGS_SCHEMA_DIR": str(BUILD / "data"),
            "WAYMARK_LOCALE_DIR": str(BUILD / "po"), "WAYMARKD": program("waymarkd"),
            "LC_ALL": "en_US.UTF-8", "TZ": "UTC", "G_DEBUG": "fatal-criticals",
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "G_SLICE"):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        self._start_display(size)
        self._start_bus()
        self._start_keyring()
        self._refuse_cameras()

    def spawn(self, *words, **more):
        return subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *words], env=self.environment,
                                stderr=self.log, **{"stdin": subprocess.DEVNULL, "stdout": self.log, **more})

    def _start_display(self, size):
        """Under a number that no other process would take: a server that chooses one itself keeps no lock on it."""
        for number in range(100 + os.getpid() % 30000, 32000, 101):
            read, write = os.pipe()
            self.display = self.spawn("Xvfb", f":{number}", "-displayfd", str(write), "-screen", "0", f"{size}x24",
                                      "-nolisten", "tcp", "-noreset", pass_fds=(write,))
            os.close(write)
            with os.fdopen(read) as pipe:
                if pipe.readline():
                    self.environment["DISPLAY"] = f":{number}"
                    return
            self.display.wait()
        raise AssertionError(f"Xvfb did not start: {self.messages()}")

    def _start_bus(self):
        (self.folder / "data" / "dbus-1" / "services").mkdir(parents=True)  # where a test may add some
        # It is never stopped: a process whose session bus ends, ends with it.
        self.bus = self.spawn("dbus-daemon", "--session", "--nofork", "--print-address=1",
                              f"--address=unix:dir={self.runtime}", stdout=subprocess.PIPE)
        address = self.bus.stdout.readline().decode().strip()
        assert address, f"dbus-daemon did not start: {self.messages()}"
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address

    def _start_keyring(self):
        self.keyring = self.spawn("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets",
                                  stdin=subprocess.PIPE)
        self.keyring.stdin.write(KEYRING_PASSWORD.encode())
        self.keyring.stdin.close()
        wait_for(lambda: self.has_name("org.freedesktop.secrets"), lambda: f"no keyring: {self.messages()}")

    def _refuse_cameras(self):
        """Nobody is asked: the portal's question would lie over the app. Where a test has a camera, it answers."""
        for application in ("", APPLICATION):
            self.call("org.freedesktop.impl.portal.PermissionStore", "/org/freedesktop/impl/portal/PermissionStore",
                      "org.freedesktop.impl.portal.PermissionStore.SetPermission", "devices", "true", "camera",
                      application, "['no']")

    def scale_text(self, factor):
        """Of all that starts from now on. Programs ask the display how many dots an inch of letters has."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(self.environment["DISPLAY"].encode()))
        root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
        text = f"Xft.dpi:\t{96 * factor}\n".encode()
        resources, string, replace = 23, 31, 0  # XA_RESOURCE_MANAGER, XA_STRING, PropModeReplace
        x11.XChangeProperty(display, root, ctypes.c_ulong(resources), ctypes.c_ulong(string), 8, replace, text, len(text))
        x11.XCloseDisplay(display)

    def call(self, destination, path, method, *arguments):
        """Returns: what gdbus prints, None where there was an error."""
        done = subprocess.run(["gdbus", "call", "--session", "-d", destination, "-o", path, "-m", method, *arguments],
                              env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else None

    def has_name(self, name):
        return self.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", name) == "(true,)"

    def run(self, *words, **more):
        """A tool of the display (xdotool, import, xclip). Returns: its output."""
        done = subprocess.run([str(word) for word in words], env=self.environment, capture_output=True, check=False,
                              timeout=PATIENCE, **more)
        assert done.returncode == 0, f"{words}: {done.stderr.decode()}"
        return done.stdout.decode(errors="replace")

    def messages(self):
        return (self.folder / "desktop.log").read_text(errors="replace")

    def close(self):
        for process in (self.keyring, self.display):
            process.terminate()
            process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Home:
    """Where the files of one person are: identities and networks, settings, caches."""

    def __init__(self, desktop, folder):
        self.desktop = desktop
        self.folder = Path(folder)
        self.data = self.folder / "data" / "waymark"
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.settings = {}

    def environment(self, language=None, animations=False, **more):
        theme = self.folder / "config" / "gtk-4.0"
        theme.mkdir(parents=True, exist_ok=True)
        (theme / "settings.ini").write_text(
            SETTINGS.format(animations=str(animations).lower()), encoding="utf-8")
        (theme / "gtk.css").write_text(STYLE, encoding="utf-8")
        names = {**self.desktop.environment, "XDG_DATA_HOME": str(self.folder / "data"),
                 "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_CACHE_HOME": str(self.folder / "cache")}
        if language is not None:
            names["LC_ALL"] = f"{language}.UTF-8"
        return {**names, **more}

    def set(self, key, value):
        """A setting as the app finds it when it starts; @value in GVariant's text form."""
        self.settings[key] = value
        folder = self.folder / "config" / "glib-2.0" / "settings"
        folder.mkdir(parents=True, exist_ok=True)
        rows = "".join(f"{name}={text}\n" for name, text in self.settings.items())
        (folder / "keyfile").write_text("[org/waymark/Waymark]\n" + rows, encoding="utf-8")

    def ctl(self, *words, code=0):
        """Runs waymarkctl for this person. Returns: its output."""
        done = subprocess.run([program("waymarkctl"), "--yes", *map(str, words)], env=self.environment(),
                              capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
                              timeout=4 * PATIENCE)
        assert done.returncode == code, f"waymarkctl {words}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def json(self, *words, code=0):
        return json.loads(self.ctl("--json", *words, code=code))

    def nodes(self):
        """Process ids of the nodes that keep this person's ledgers."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes().decode(errors="replace").split("\0")
                is_alive = path.with_name("stat").read_text().rsplit(") ", 1)[1][0] not in "ZX"
            except OSError:
                continue  # it has just ended
            if is_alive and words[0].endswith("waymarkd") and any(word.startswith(f"{self.folder}/") for word in words):
                found.append(int(path.parent.name))
        return found

    def stop_nodes(self):
        for node in self.nodes():
            try:
                os.kill(node, signal.SIGTERM)
            except ProcessLookupError:
                pass
        wait_for(lambda: not self.nodes(), lambda: f"nodes do not end: {self.nodes()}")

    def copy(self, folder, *, cache=False):
        """The same person once more, in another place. No node of hers may run meanwhile. @cache: with what she looked up."""
        other = Home(self.desktop, folder)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("*.sock", "*.pid", *([] if cache else ["cache"])))
        for path in other.data.rglob("networks.json"):
            path.write_text(path.read_text().replace(str(self.folder), str(other.folder)))
        other.settings = dict(self.settings)
        return other
