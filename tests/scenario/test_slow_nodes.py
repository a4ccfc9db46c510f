# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nodes that take the call and say nothing, that answer a byte now and then, or stop in the middle: how long a person waits,
and what she is told. $WAYMARK_TIMEOUT makes it short here; each limit is the same as with 40 seconds."""

import socket
import threading
import time

import pytest
from way_bad import ctl
from way_ctl import reasons

SHORT = {"WAYMARK_TIMEOUT": "1"}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"


class Slow:
    """Listens; @talk gets each connection in a thread and the event that ends it."""

    def __init__(self, talk, path=None):
        self.ended, self.n_calls = threading.Event(), 0
        self.listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        self.listener.bind(str(path) if path else ("127.0.0.1", 0))
        self.listener.listen()
        self.address = f"unix:{path}" if path else "http://127.0.0.1:%d" % self.listener.getsockname()[1]
        self.talk = talk
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.n_calls += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection:
            try:
                self.talk(connection, self.ended)
            except OSError:
                pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def silent(connection, ended):
    ended.wait()


def drip(data):
    def talk(connection, ended):
        connection.recv(4096)
        for byte in data:
            connection.sendall(bytes([byte]))
            if ended.wait(0.3):
                return
        ended.wait()
    return talk


def then_silent(data):
    def talk(connection, ended):
        connection.recv(4096)
        connection.sendall(data)
        ended.wait()
    return talk


KINDS = {"accepts and is silent": silent, "a byte of the head now and then": drip(HEAD),
         "a byte of the body now and then": lambda connection, ended: (connection.recv(4096), connection.sendall(HEAD),
                                                                       drip(b" " * 1000)(connection, ended)),
         "stops in the head": then_silent(HEAD[:30]), "stops in the body": then_silent(HEAD + b"{")}


@pytest.mark.parametrize("kind", KINDS)
def test_joining(folder, kind):
    """One sentence, in time; nothing was joined."""
    with Slow(KINDS[kind]) as slow:
        run = ctl("network", "add", slow.address, "--genesis", "00" * 32, folder=folder / "me", environment=SHORT, code=5)
        assert run.out == b"" and slow.address in run.sentence and run.seconds < 4, run
        assert "too long" in run.sentence
        assert slow.n_calls == 1, "who is slow is not asked again"
    assert ctl("--json", "network", "list", folder=folder / "me", code=0).lines[0]["networks"] == []


@pytest.mark.parametrize("kind", ["accepts and is silent", "a byte of the body now and then"])
def test_asking_and_signing(market, folder, kind):
    """A verdict that can't be told says why; what was to be signed is not lost: nothing was begun."""
    consumer = market.consumer
    with Slow(KINDS[kind], folder / "slow.sock") as slow:
        consumer.json("network", "add", market.brand.address(), "--genesis", market.brand.network())
        networks = consumer.folder / "networks.json"
        networks.write_text(networks.read_text().replace(market.brand.address(), slow.address))
        begin = time.monotonic()
        verdict = consumer.verdict(market.links[0], code=5, environment=SHORT)
        assert (verdict["verdict"], reasons(verdict)[0]) == ("CANNOT_TELL", "no-answer") and time.monotonic() - begin < 6
        sentence = consumer.fails(5, "claim", market.secrets[0], environment=SHORT)
        assert "too long" in sentence
        assert consumer.json("draft", "list")["drafts"] == []
        networks.write_text(networks.read_text().replace(slow.address, market.brand.address()))
    assert consumer.json("claim", market.secrets[0])["proven"]


def test_slow_but_honest(market, folder):
    """A slow line is no dead one: as long as the answer comes at its pace it is waited for."""
    upstream = market.brand.address().removeprefix("unix:")

    def talk(connection, ended):
        with socket.socket(socket.AF_UNIX) as node:
            node.connect(upstream)
            threading.Thread(target=relay, args=(connection, node, 1 << 16, 0), daemon=True).start()
            relay(node, connection, 2048, 0.08)

    def relay(source, target, size, pause):
        try:
            while piece := source.recv(size):
                target.sendall(piece)
                time.sleep(pause)
        except OSError:
            pass

    with Slow(talk, folder / "slow.sock") as slow:
        market.consumer.json("network", "add", slow.address, "--genesis", market.brand.network())
        begin = time.monotonic()
        assert market.consumer.verdict(market.links[0], environment={"WAYMARK_TIMEOUT": "2"})["verdict"] == "ISSUED"
        assert time.monotonic() - begin > 0.2


@pytest.mark.parametrize("value", ["0", "-1", "3601", "x", "", "1.5", "99999999999999999999"])
def test_a_timeout_that_is_none(folder, value):
    run = ctl("network", "list", folder=folder / "me", environment={"WAYMARK_TIMEOUT": value}, code=2)
    assert "WAYMARK_TIMEOUT" in run.sentence and "3600" in run.sentence
