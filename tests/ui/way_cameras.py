# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""PipeWire, the camera portal's answers, and cameras that are pictures, for a session that a test has; and such a session
of its own, with a portal or without.

    cameras = Cameras (folder, environment)     # of a session: its bus and its XDG_RUNTIME_DIR
    cameras.answer ("yes")                      # what the person says to "Allow Waymark to use the camera?"
    camera = cameras.camera (write_frame (folder / "a.ppm", text=LINK))
    camera.tell ("hide"); camera.tell ("show OTHER.ppm")        # way-virtual-camera.c
    cameras.stop ()"""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "scenario"))

from way_node import BUILD  # noqa: E402
from way_picture import grey, placed, qr_modules  # noqa: E402

APPLICATION_ID = "org.waymark.Waymark"
TIMEOUT_S = 20
# A session bus on which nothing is started when somebody asks for it: no portal.
NO_SERVICES = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def write_frame(path, text=None, level=255, scale=8, size=(1280, 720)):
    """A PPM of a code held before the camera, or of an empty wall of grey LEVEL."""
    width, height = size
    pixels = bytes([level]) * (width * height)
    if text is not None:
        _, _, pixels = placed(grey(qr_modules(text.encode()), scale), width, height)
    path.write_bytes(b"P6 %d %d 255\n" % size + b"".join(bytes((p,)) * 3 for p in pixels))
    return path


class Program:
    """A process that is told things by lines and says things by lines."""

    def __init__(self, command, env, log):
        self.log = log
        self.process = subprocess.Popen([str(part) for part in command], env=env, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=log.open("a"))
        self.lines = queue.Queue()
        self.said = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def next_line(self, deadline):
        """The next line, or None where the time is over or the program has ended."""
        try:
            line = self.lines.get(timeout=max(0, deadline - time.monotonic()))
        except queue.Empty:
            return None
        if line is not None:
            self.said.append(line)
        return line

    def expect(self, start, timeout_s=TIMEOUT_S):
        """Waits for a line that begins with START: the rest of it. Lines before are passed by."""
        deadline = time.monotonic() + timeout_s
        while (line := self.next_line(deadline)) is not None:
            if line == start or line.startswith(start + " "):
                return line[len(start):].strip()
        raise AssertionError(f"no line {start!r} in {timeout_s} s; said: {self.said[-20:]}\n"
                             + self.log.read_text()[-2000:])

    def rest(self, during_s=0):
        """All lines that were said, and are said for a while."""
        deadline = time.monotonic() + during_s
        lines = []
        while (line := self.next_line(deadline)) is not None:
            lines.append(line)
        return lines

    def ask(self, line):
        self.tell(line)
        return self.expect(line.split()[0])

    def stop(self):
        """Ends it in good order: its exit code."""
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        try:
            code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            code = "does not end"
        self.reader.join(10)
        self.process.stdout.close()
        return code


class Cameras:
    """FOLDER: for logs. ENV: of the session; PipeWire is its own, in the XDG_RUNTIME_DIR of that."""

    def __init__(self, folder, env):
        self.folder = folder
        self.env = env
        self.runtime = Path(env["XDG_RUNTIME_DIR"])
        self.processes = []
        self.programs = []
        self.start_pipewire()

    def _spawn(self, *command, **more):
        log = (self.folder / f"{Path(command[0]).name}.log").open("a")
        process = subprocess.Popen(command, env=self.env, stderr=log, stdin=subprocess.DEVNULL,
                                   **({"stdout": log} | more))
        log.close()
        self.processes.append(process)
        return process

    def start_pipewire(self):
        for left in self.runtime.glob("pipewire-0*"):
            left.unlink()
        self.pipewire = self._spawn("pipewire")
        deadline = time.monotonic() + TIMEOUT_S
        while not (self.runtime / "pipewire-0").exists():
            assert time.monotonic() < deadline, "PipeWire does not start"
            time.sleep(0.02)
        self.wireplumber = self._spawn("wireplumber")

    def stop_pipewire(self):
        for process in (self.wireplumber, self.pipewire):
            end(process)
            self.processes.remove(process)

    def answer(self, word):
        """What the person says to the desktop's question: "yes", "no". The portal of Debian 13 keeps one
        answer for all programs outside a sandbox, others one for each that has registered."""
        for application in ("", APPLICATION_ID):
            subprocess.run(
                ["gdbus", "call", "--session",
                 "--dest", "org.freedesktop.impl.portal.PermissionStore",
                 "--object-path", "/org/freedesktop/impl/portal/PermissionStore",
                 "--method", "org.freedesktop.impl.portal.PermissionStore.SetPermission",
                 "devices", "true", "camera", application, f"['{word}']"],
                env=self.env, check=True, capture_output=True, timeout=TIMEOUT_S)

    def wait_for_question(self):
        """The window of the desktop's question."""
        return wait_for_output(
            ["xdotool", "search", "--onlyvisible", "--class", "xdg-desktop-portal-gtk"], self.env).split()[-1]

    def process_of(self, bus_name):
        said = wait_for_output(
            ["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/",
             "--method", "org.freedesktop.DBus.GetConnectionUnixProcessID", bus_name], self.env)
        return int(said.strip("()\n, ").split()[-1])

    def click_answer(self, is_yes):
        """Answers the question that is shown with the mouse: Deny is at the lower left, Grant at the right."""
        window = self.wait_for_question()
        shape = dict(line.split("=") for line in wait_for_output(
            ["xdotool", "getwindowgeometry", "--shell", window], self.env).splitlines())
        x = int(shape["WIDTH"]) * (3 if is_yes else 1) // 4
        y = int(shape["HEIGHT"]) - 18
        subprocess.run(["xdotool", "mousemove", "--window", window, str(x), str(y), "click", "1"],
                       env=self.env, check=True, timeout=TIMEOUT_S)

    def _program(self, *command):
        name = f"{Path(command[0]).name}-{len(self.programs)}.log"
        program = Program(command, self.env, self.folder / name)
        self.programs.append(program)
        return program

    def camera(self, picture, name="usb-camera", description="Virtual Camera", *options):
        """A camera that shows PICTURE. OPTIONS: of way-virtual-camera."""
        camera = self._program(BUILD / "tests/support/way-virtual-camera", f"--name={name}",
                               f"--description={description}", *options, picture)
        camera.expect("plugged")
        return camera

    def console(self, *arguments):
        return self._program(BUILD / "tests/support/way-camera-console", *arguments)

    def stop(self):
        """Ends everything: what ended in what way."""
        codes = [(program.process.args[0], program.stop()) for program in self.programs]
        for process in reversed(self.processes):
            end(process)
        return codes


class Desk(Cameras):
    """A session of its own in FOLDER, which is empty and has a short path. With a portal, or on a bus
    on which nothing but the test's own programs can be asked for anything."""

    def __init__(self, folder, portal=True):
        self.folder = folder
        self.processes = []
        self._set_environment()
        if portal:
            self._write_portal_files()
            self._start_display()
        self._start_bus(portal)
        started = self.processes
        super().__init__(folder, self.env)
        self.processes[:0] = started

    def _set_environment(self):
        home, runtime = self.folder / "home", self.folder / "run"
        home.mkdir()
        runtime.mkdir(mode=0o700)
        self.env = {key: value for key, value in os.environ.items()
                    if key in ("PATH", "LANG", "LC_ALL", "ASAN_OPTIONS", "LSAN_OPTIONS",
                               "UBSAN_OPTIONS", "G_SLICE")}
        self.env |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime),
                     "XDG_CURRENT_DESKTOP": "test", "GIO_USE_VFS": "local",
                     "GSETTINGS_BACKEND": "memory", "NO_AT_BRIDGE": "1",
                     "DBUS_SESSION_BUS_ADDRESS": f"unix:path={runtime}/bus"}

    def _write_portal_files(self):
        """The portal asks the GTK back end, and knows our application only by its desktop entry."""
        portals = self.folder / "home/.config/xdg-desktop-portal"
        applications = self.folder / "home/.local/share/applications"
        portals.mkdir(parents=True)
        applications.mkdir(parents=True)
        (portals / "portals.conf").write_text("[preferred]\ndefault=gtk\n")
        (applications / f"{APPLICATION_ID}.desktop").write_text(
            "[Desktop Entry]\nType=Application\nName=Waymark\nExec=/bin/true\n")

    def _start_display(self):
        """The portal's back end is a program with windows."""
        read, write = os.pipe()
        self._spawn("Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24",
                    "-nolisten", "tcp", "-noreset", pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as display:
            self.env["DISPLAY"] = ":" + display.readline().strip()

    def _start_bus(self, portal):
        command = ["dbus-daemon", "--nofork", "--nopidfile", "--print-address=1",
                   f"--address={self.env['DBUS_SESSION_BUS_ADDRESS']}"]
        if portal:
            command.append("--session")
        else:
            config = self.folder / "bus.conf"
            config.write_text(NO_SERVICES.format(address=self.env["DBUS_SESSION_BUS_ADDRESS"]))
            command.append(f"--config-file={config}")
        process = self._spawn(*command, stdout=subprocess.PIPE)
        assert process.stdout.readline(), "the session bus does not start"
        process.stdout.close()


def wait_for_output(command, env):
    """What the command says, as soon as it succeeds."""
    deadline = time.monotonic() + TIMEOUT_S
    while time.monotonic() < deadline:
        done = subprocess.run(command, env=env, text=True, capture_output=True, timeout=TIMEOUT_S)
        if done.returncode == 0 and done.stdout.strip():
            return done.stdout
        time.sleep(0.05)
    raise AssertionError(f"{command}: {done.stderr}")


def end(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
