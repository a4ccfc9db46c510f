# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real waymarkd as a process, and HTTP spoken to it byte by byte where a library would be too polite."""

import http.client
import json
import os
import selectors
import signal
import socket
import subprocess
import time
from pathlib import Path

import way_openapi

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("WAY_BUILD", ROOT / "build" / "debug"))
# Under AddressSanitizer everything takes longer.
PATIENCE = 90


def program(name):
    for path in (BUILD / "bin" / name, *sorted(BUILD.glob(f"src/*/{name}"))):
        if path.exists():
            return str(path.resolve())
    raise FileNotFoundError(f"{name} is not built in {BUILD}")


def clean_environment(**more):
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("WAYMARK", "LC_", "LANG", "G_", "COLUMNS", "LINES"))
            or name in ("G_SLICE",)}
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "UTC", "G_DEBUG": "fatal-criticals", **more}


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)  # waits where many are at the door
        self.sock.settimeout(self.timeout)


class Reply:
    def __init__(self, method, path, response):
        self.method, self.path = method, path
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def type(self):
        return self.headers.get("Content-Type", "")

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.method} {self.path} → {self.status} {self.type} {self.body[:300]!r}"


class Node:
    """waymarkd in a folder; `unix` and `tcp` are where it answers."""

    def __init__(self, folder, *options, tcp=False, environment=None, wrapper=(), listen=True,
                 preexec_fn=None):
        self.folder = Path(folder)
        self.unix = str(self.folder.parent / f"{self.folder.name}.sock")
        self.tcp = ("127.0.0.1", free_port()) if tcp else None
        command = [*wrapper, program("waymarkd"), "--data-dir", str(self.folder)]
        if listen:
            command += ["--listen-unix", self.unix]
        if tcp:
            command += ["--listen-tcp", "127.0.0.1:%d" % self.tcp[1]]
        self.log = self.folder.parent / f"{self.folder.name}.log"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command + list(options), stdout=subprocess.PIPE,
                                            stderr=log, env=environment or clean_environment(),
                                            preexec_fn=preexec_fn)

    @property
    def pid(self):
        return self.process.pid

    def messages(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_ready(self):
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            assert selector.select(PATIENCE), f"not ready: {self.messages()}"
        line = self.process.stdout.readline().decode().strip()
        assert line == "ready", f"{line!r}: {self.messages()}"
        return self

    def wait(self):
        """The exit code, once it ended by itself."""
        return self.process.wait(PATIENCE)

    def stop(self):
        """SIGTERM; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self):
        self.process.kill()
        self.wait()

    # HTTP; what comes through request() is held against openapi.yaml

    def connect(self, tcp=False, timeout=PATIENCE):
        if tcp:
            return http.client.HTTPConnection(*self.tcp, timeout=timeout)
        return _UnixConnection(self.unix, timeout)

    def request(self, method, path, body=None, headers=None, *, tcp=False, checked=True):
        connection = self.connect(tcp)
        try:
            connection.request(method, path, body, headers or {})
            reply = Reply(method, path, connection.getresponse())
        finally:
            connection.close()
        if checked:
            way_openapi.check(reply)
        return reply

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def socket(self, tcp=False):
        """A raw connection."""
        if tcp:
            return socket.create_connection(self.tcp, timeout=PATIENCE)
        raw = socket.socket(socket.AF_UNIX)
        raw.connect(self.unix)
        raw.settimeout(PATIENCE)
        return raw

    def submit(self, statement, **options):
        headers = {"Content-Type": "application/cose", **options.pop("headers", {})}
        return self.request("POST", "/v1/statements", statement, headers, **options)

    def accept(self, statement, **options):
        """Submits what must be logged with `ok`; the reply's JSON."""
        reply = self.submit(statement, **options)
        assert reply.status == 200 and reply.json()["result"] == "ok", reply
        return reply.json()

    def genesis(self):
        return self.get("/v1/genesis").body

    def head(self):
        return self.get("/v1/head").json()

    def metrics(self):
        lines = self.get("/metrics").body.decode().splitlines()
        return {name: float(value) for name, value in
                (line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, what, timeout=PATIENCE):
    """Polls; a condition that came to hold is its value."""
    end = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < end, f"waited {timeout} s in vain: {what}"
        time.sleep(0.02)


def read_until_closed(raw):
    """All that comes until the other side closes."""
    pieces = []
    while True:
        try:
            piece = raw.recv(65536)
        except ConnectionResetError:
            break
        if not piece:
            break
        pieces.append(piece)
    return b"".join(pieces)
