# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev on desktops and without one."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from conftest import ROOT

PARTS = ("common", "host", "environment", "app")
BASH = "".join(f". {ROOT}/tools/dev/{name}.sh\n" for name in PARTS)


def bash(script, **variables):
    """Runs a script in which the parts of ./dev are known."""
    return subprocess.run(["bash", "-c", f"set -euo pipefail\nsource_root={ROOT}\n{BASH}{script}"],
                          env={"PATH": os.environ["PATH"], **variables}, capture_output=True, text=True, check=False)


def has_display(**variables):
    return bash("has_display", **variables).returncode == 0


@pytest.fixture
def runtime():
    """A folder with the socket of a compositor; short, as a socket's path must be."""
    folder = Path(tempfile.mkdtemp(prefix="way-"))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "wayland-7"))
        yield folder
    shutil.rmtree(folder)


def test_a_compositor_is_found_by_its_socket(runtime):
    assert has_display(WAYLAND_DISPLAY="wayland-7", XDG_RUNTIME_DIR=str(runtime))
    assert has_display(WAYLAND_DISPLAY=str(runtime / "wayland-7"))
    assert not has_display(WAYLAND_DISPLAY="wayland-8", XDG_RUNTIME_DIR=str(runtime))
    assert not has_display(WAYLAND_DISPLAY="wayland-7")


def test_an_x_server_is_found_by_its_socket():
    read, write = os.pipe()
    number = 32000 + os.getpid() % 30000  # not one that somebody else uses
    server = subprocess.Popen(["Xvfb", f":{number}", "-displayfd", str(write), "-nolisten", "tcp"], pass_fds=(write,),
                              stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        assert pipe.readline()
    try:
        assert has_display(DISPLAY=f":{number}") and has_display(DISPLAY=f":{number}.0")
    finally:
        server.terminate()
        server.wait()
    assert not has_display(DISPLAY=f":{number}")


def test_another_hosts_display_is_believed():
    assert has_display(DISPLAY="localhost:10.0")


def test_no_variable_no_display():
    assert not has_display()


def test_without_a_display_the_tour_runs_and_pictures_are_made():
    done = bash('inside () { echo "${1#"$source_root"/} ${*:2}"; }\nrun_without_display')
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["tools/tour ", "tools/shot --variant light"]
    assert "no display" in done.stderr


def test_devices_and_a_hidden_authority_file_are_passed_on(tmp_path):
    script = 'devices=(); is_shadowed () { true; }; device_arguments; echo "$XAUTHORITY ${devices[*]}"'
    authority = tmp_path / "xauthority"
    authority.touch()
    words = bash(script, XAUTHORITY=str(authority)).stdout.split()
    assert words[0] == "/var/tmp/xauthority" and f"--ro-bind {authority} {words[0]}" in " ".join(words)
    for path in ("/dev/dri", "/dev/video0"):
        assert Path(path).exists() == (f"--dev-bind {path} {path}" in " ".join(words))


@pytest.mark.parametrize("command", ["run", "tour", "shot", "build", "test", "exec", "shell", "bench", "format",
                                     "check", "clean"])
def test_every_command_has_help(command):
    done = subprocess.run([ROOT / "dev", command, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.startswith(f"Usage: ./dev {command}")
    told = subprocess.run([ROOT / "dev", "--help"], capture_output=True, text=True, check=True).stdout
    assert f"\n  {command} " in told
