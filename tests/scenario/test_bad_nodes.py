# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nodes that answer garbage, too slowly, too much, something older or another history: what the person is told."""

import contextlib
import http.server
import shutil
import socketserver
import threading

import pytest
from way_bad import ctl
from way_node import wait_until
from way_statement import Key, Signer, genesis, now_ms, sha256
from way_vault import make_cheap

LINK = "https://id.gs1.org/01/09521234000013"


class Liar(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            self.server.answer(self)
        except (BrokenPipeError, ConnectionResetError):
            pass

    do_POST = do_PUT = do_GET

    def log_message(self, *_):
        pass

    def send(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


@contextlib.contextmanager
def liar(answer):
    server = Server(("127.0.0.1", 0), Liar)
    server.answer = answer
    server.stopped = threading.Event()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield "http://127.0.0.1:%d" % server.server_port
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def endless(request):
    request.send_response(200)
    request.send_header("Content-Length", str(10 << 30))
    request.send_header("Content-Type", "application/cbor")
    request.end_headers()
    while not request.server.stopped.is_set():
        request.wfile.write(bytes(1 << 20))


def half(request):
    request.send(200, b"\xa1", Content_Length="1000", Content_Type="application/json")


ESCAPES = '{"result":"not-found","message":"\\u001b[31m\\u202eowned\\nwaymarkctl: all is well"}'
ANSWERS = {
    "garbage": lambda r: r.send(200, bytes(range(256)), Content_Length="256"),
    "half": half, "endless": endless,
    "empty": lambda r: r.send(200, b"", Content_Length="0"),
    "redirect": lambda r: r.send(301, b"", Location="http://127.0.0.1:1/", Content_Length="0"),
    "redirect to a file": lambda r: r.send(302, b"", Location="file:///etc/passwd", Content_Length="0"),
    "redirect to itself": lambda r: r.send(307, b"", Location=r.path, Content_Length="0"),
    "html": lambda r: r.send(500, b"<html>" + b"x" * 10_000, Content_Length="10006", Content_Type="text/html"),
    "escapes": lambda r: r.send(404, ESCAPES.encode(), Content_Length=str(len(ESCAPES)), Content_Type="application/json"),
    "deep": lambda r: r.send(200, b"[" * 100_000, Content_Length="100000", Content_Type="application/json"),
    "no HTTP": lambda r: r.wfile.write(b"SSH-2.0-x\r\n"), "nothing": lambda r: None,
}


@pytest.fixture
def joined(start_node, folder):
    """A network that a person has joined over TCP, and how to put another server in the node's place."""
    solo = Key("solo")
    (folder / "solo.key").write_bytes(solo.seed)
    (folder / "genesis.cbor").write_bytes(genesis(solo))
    node = start_node("node", "--genesis", str(folder / "genesis.cbor"), "--key-file", str(folder / "solo.key"), tcp=True)
    address = "http://127.0.0.1:%d" % node.tcp[1]
    ctl("network", "add", address, "--genesis", sha256((folder / "genesis.cbor").read_bytes()).hex(), folder=folder / "me", code=0)
    ctl("--yes", "identity", "create", "Ann", "--key-file", folder=folder / "me", code=0)
    make_cheap(folder / "me" / "vault.key", b"correct horse")
    return node, solo


@pytest.mark.parametrize("kind", ANSWERS)
def test_servers_that_are_no_nodes(folder, kind):
    with liar(ANSWERS[kind]) as address:
        run = ctl("network", "add", address, "--genesis", "00" * 32, folder=folder / "me", memory=2 << 30)
        assert run.code in (1, 3, 5, 6) and run.out == b"" and len(run.sentence) < 500 and run.seconds < 40, run
        assert ctl("--json", "network", "list", folder=folder / "me", code=0).lines[0]["networks"] == []


@pytest.mark.parametrize("kind", ["garbage", "endless", "redirect", "html", "escapes"])
def test_a_node_that_goes_bad(joined, folder, kind):
    node, _ = joined
    node.stop()

    class There(Server):
        allow_reuse_address = True

    server = There(("127.0.0.1", node.tcp[1]), Liar)
    server.answer, server.stopped = ANSWERS[kind], threading.Event()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        run = ctl("--json", "verdict", LINK, folder=folder / "me", memory=2 << 30)
        assert run.code in (5, 6) and run.seconds < 60, run
        if run.out:
            assert run.lines[0]["verdict"] == "CANNOT_TELL", run
        run = ctl("--yes", "identity", "register", folder=folder / "me", memory=2 << 30)
        assert run.code in (1, 3, 4, 5, 6) and run.sentence, run
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def restart(start_node, node, folder, name):
    return start_node(name, "--genesis", str(folder / "genesis.cbor"), "--key-file", str(folder / "solo.key"),
                      "--listen-tcp", "127.0.0.1:%d" % node.tcp[1])


def test_an_older_ledger_is_an_alarm(joined, start_node, folder):
    node, _ = joined
    node.stop()
    shutil.copytree(folder / "node", folder / "older")
    again = restart(start_node, node, folder, "node")
    ctl("--yes", "identity", "register", folder=folder / "me", code=0)
    ctl("verdict", LINK, folder=folder / "me")
    again.stop()
    restart(start_node, node, folder, "older")
    run = ctl("--json", "verdict", LINK, folder=folder / "me", code=6)
    assert run.lines[0]["verdict"] == "CANNOT_TELL", run
    assert run.lines[0]["alarms"][0]["result"] == "rolled-back", run
    assert ctl("--yes", "identity", "profile", "--name", "Eve", folder=folder / "me").code == 6


def test_another_history_is_an_alarm(joined, start_node, folder):
    """The same genesis and key, other statements: a fork."""
    node, _ = joined
    ctl("--yes", "identity", "register", folder=folder / "me", code=0)
    ctl("verdict", LINK, folder=folder / "me")
    node.stop()
    fork = restart(start_node, node, folder, "fork")
    network = sha256((folder / "genesis.cbor").read_bytes())
    for name in ("x", "y", "z"):
        fork.accept(Signer(name, network).register(name))
    run = ctl("--json", "verdict", LINK, folder=folder / "me", code=6)
    assert run.lines[0]["verdict"] == "CANNOT_TELL", run
    assert run.lines[0]["alarms"][0]["result"] == "forked", run


def test_a_network_of_another_genesis_in_the_old_place(joined, start_node, folder):
    node, _ = joined
    node.stop()
    (folder / "genesis.cbor").write_bytes(genesis(Key("solo"), created=now_ms() - 5000))
    restart(start_node, node, folder, "other")
    run = ctl("--json", "verdict", LINK, folder=folder / "me")
    assert run.code in (5, 6) and run.lines[0]["verdict"] == "CANNOT_TELL", run
    run = ctl("--yes", "identity", "register", folder=folder / "me")
    assert run.code in (4, 6) and run.sentence


def test_what_was_acknowledged_survives_a_kill(joined, start_node, folder):
    node, _ = joined
    network = sha256((folder / "genesis.cbor").read_bytes())
    taken, signers = [], [Signer(f"s{i}", network) for i in range(60)]
    statements = [signer.register(f"s{i}") for i, signer in enumerate(signers)]

    def send():
        for statement in statements:
            try:
                taken.append(node.accept(statement))
            except (OSError, AssertionError):
                return
    thread = threading.Thread(target=send)
    thread.start()
    wait_until(lambda: len(taken) >= 3, "some were taken")
    node.kill()
    thread.join()
    again = restart(start_node, node, folder, "node")
    seen = {again.accept(statement)["logIndex"] for statement in statements}
    # sent again, each is there once, and those that were acknowledged where they were
    assert seen == set(range(len(statements)))
    assert [again.accept(statement)["logIndex"] for statement in statements[:len(taken)]] == [row["logIndex"] for row in taken]


def test_a_genesis_of_tomorrow(start_node, folder):
    """The clock was set back: the node says so and takes nothing; with the right time it goes on."""
    (folder / "solo.key").write_bytes(Key("solo").seed)
    (folder / "genesis.cbor").write_bytes(genesis(Key("solo"), created=now_ms() + 86_400_000))
    node = start_node("late", "--genesis", str(folder / "genesis.cbor"), "--key-file", str(folder / "solo.key"), ready=False)
    ready = node.process.stdout.readline()
    if not ready:
        assert node.wait() not in (0, -6, -11) and "clock" in node.messages().lower()
        return
    reply = node.submit(Signer("a", sha256((folder / "genesis.cbor").read_bytes())).register("A"))
    assert reply.status >= 400 and reply.json()["result"] == "clock", reply
