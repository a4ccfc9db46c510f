# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a peer can push: sizes, rates, times, connections; and the event stream."""

import json
import os
import resource
import socket
import threading
import time

import pytest

from way_node import PATIENCE, read_until_closed, wait_until
from way_statement import Signer, sha256

STATEMENT_LIMIT = 1024 * 1024
BLOB_LIMIT = 64 * 1024 * 1024


def head_of(text):
    """(status, headers) of a raw reply."""
    lines = text.split(b"\r\n\r\n", 1)[0].decode().split("\r\n")
    return int(lines[0].split(" ")[1]), dict(line.lower().split(": ", 1) for line in lines[1:])


def send_quietly(raw, data):
    """Sends what the other side may not want."""
    try:
        raw.sendall(data)
    except OSError:
        pass


# Sizes

@pytest.mark.parametrize("method,path,size", [("POST", "/v1/statements", STATEMENT_LIMIT + 1),
                                              ("GET", "/v1/head", 1), ("DELETE", "/v1/head", 1),
                                              ("PUT", "/nothing", 70000),
                                              ("PUT", "/v1/blobs/" + "00" * 32, BLOB_LIMIT + 1)])
@pytest.mark.parametrize("chunked", [False, True])
def test_body_too_large(node, method, path, size, chunked):
    with node.socket() as raw:
        length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}"
        raw.sendall(f"{method} {path} HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n".encode())
        block = b"x" * 65536
        for start in range(0, size, len(block)):
            piece = block[:size - start]
            send_quietly(raw, b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        send_quietly(raw, b"0\r\n\r\n" if chunked else b"")
        status, headers = head_of(read_until_closed(raw))
    assert status == 413 and headers["content-type"] == "application/problem+json"
    assert node.get("/v1/health").status == 200


def test_body_of_the_largest_size_is_read(node):
    reply = node.submit(b"\x00" * STATEMENT_LIMIT)
    assert reply.status == 400 and reply.json()["result"] == "malformed"
    data = b"\x01" * BLOB_LIMIT
    assert node.request("PUT", f"/v1/blobs/{sha256(data).hex()}", data).status == 204


def test_refused_before_the_body_is_sent(node):
    """A client that waits for 100 Continue need not send what is too large."""
    with node.socket() as raw:
        raw.sendall(b"POST /v1/statements HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                    b"Content-Length: 99999999\r\n\r\n")
        status, _ = head_of(raw.recv(65536))
        assert status == 413


def test_declared_but_not_sent(start_node):
    node = start_node("node", "--request-seconds", "1")
    with node.socket() as raw:
        raw.sendall(b"POST /v1/statements HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        begin = time.monotonic()
        read_until_closed(raw)
        assert time.monotonic() - begin < 10


@pytest.mark.parametrize("request_bytes", [
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 1024 * 1024 + b"\r\n\r\n",
    b"GET /" + b"a" * 300000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50000 + b"\r\n",
    b"nonsense\r\n\r\n", b"\x00" * 5000, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20 + b"\r\n\r\n",
    b"GET /v1/head HTTP/9.9\r\nHost: x\r\n\r\n", b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET * HTTP/1.1\r\nHost: x\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    b"CONNECT evil:80 HTTP/1.1\r\nHost: x\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /v1/head HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    b"GET /v1/head HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /v1/statements HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"POST /v1/statements HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"],
    ids=range(16))
def test_what_is_not_a_request(start_node, request_bytes):
    """Answered with an error or closed; the node goes on."""
    node = start_node("node", "--request-seconds", "2")
    with node.socket() as raw:
        send_quietly(raw, request_bytes)
        raw.shutdown(socket.SHUT_WR)
        reply = read_until_closed(raw)
    if reply:
        status, _ = head_of(reply)
        assert status == 200 and b"HTTP/9.9" in request_bytes or 400 <= status < 600, reply[:200]
    assert node.get("/v1/health").status == 200


# Time

@pytest.mark.parametrize("begin", [b"", b"G", b"GET /v1/head HTTP/1.1\r\nHost: x\r\n",
                                   b"POST /v1/statements HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab"])
def test_slow_requests_are_cut(start_node, begin):
    """A byte now and then does not keep a connection."""
    node = start_node("node", "--request-seconds", "1")
    with node.socket() as raw:
        raw.sendall(begin)
        start = time.monotonic()
        raw.settimeout(0.3)
        while time.monotonic() - start < 10:
            try:
                if not raw.recv(4096):
                    break
            except TimeoutError:
                send_quietly(raw, b"a" if begin else b"")
            except ConnectionResetError:
                break
        assert time.monotonic() - start < 6
    assert node.get("/v1/health").status == 200


def test_reader_that_does_not_read_is_cut(start_node):
    node = start_node("node", "--request-seconds", "1")
    data = bytes(48 * 1024 * 1024)
    path = f"/v1/blobs/{sha256(data).hex()}"
    assert node.request("PUT", path, data).status == 204
    with node.socket() as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(6)
        got = read_until_closed(raw)
    assert len(got) < len(data), "it was cut off"
    assert node.get(path).body == data, "who reads gets all"


def test_slow_but_steady_reader_gets_all(start_node):
    node = start_node("node", "--request-seconds", "1")
    data = bytes(range(256)) * 4096 * 8
    path = f"/v1/blobs/{sha256(data).hex()}"
    assert node.request("PUT", path, data).status == 204
    with node.socket() as raw:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        got = b""
        while piece := raw.recv(256 * 1024):
            got += piece
            time.sleep(0.1)
    assert got.endswith(data)


def test_connections_are_kept(node):
    connection = node.connect()
    for _ in range(50):
        connection.request("GET", "/v1/head")
        assert connection.getresponse().read()
    connection.close()


def test_pipelined_requests(node):
    with node.socket() as raw:
        raw.sendall(b"GET /v1/genesis HTTP/1.1\r\nHost: x\r\n\r\n" * 20
                    + b"GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert read_until_closed(raw).count(b"HTTP/1.1 200") == 21


def test_idle_connection_is_closed_and_others_go_on(start_node):
    node = start_node("node", "--request-seconds", "1")
    connection = node.connect()
    connection.request("GET", "/v1/head")
    connection.getresponse().read()
    assert connection.sock.recv(1) == b"", "closed by the node"
    assert node.get("/v1/health").status == 200


# Connections

@pytest.fixture
def many_files():
    """For as many connections as a test needs."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if before[1] < 3000:
        pytest.skip("this process may not have 3,000 files open")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before[0], 3000), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def limit_files():
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, 512))


def test_more_connections_than_files(start_node, many_files):
    """Those who are too many are sent away, and when room is made, others are let in again."""
    node = start_node("node", "--request-seconds", "2", preexec_fn=limit_files)
    held = [node.socket() for _ in range(1000)]
    assert len(os.listdir(f"/proc/{node.pid}/fd")) < 512
    for raw in held:
        raw.close()
    assert wait_until(lambda: node.get("/v1/health").status == 200, "it answers")
    node.accept(Signer("s", sha256(node.genesis())).register())


def test_connections_of_one_address(start_node, many_files):
    node = start_node("node", "--rate-per-second", "0", tcp=True)
    held = [node.socket(tcp=True) for _ in range(300)]
    node.get("/v1/health")
    closed = [raw for raw in held if is_closed(raw)]
    assert len(closed) == 300 - 256
    for raw in held:
        raw.close()
    wait_until(lambda: connects(node), "room again")


def is_closed(raw):
    raw.settimeout(0.01)
    try:
        return raw.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionResetError:
        return True


def connects(node):
    try:
        return node.get("/v1/health", tcp=True).status == 200
    except OSError:
        return False


# Rate

def test_rate_limit_over_tcp(start_node):
    node = start_node("node", "--rate-per-second", "2", "--rate-burst", "5", tcp=True)
    replies = [node.get("/v1/head", tcp=True) for _ in range(12)]
    statuses = [reply.status for reply in replies]
    assert statuses[:5] == [200] * 5 and statuses.count(429) >= 5
    refused = next(reply for reply in replies if reply.status == 429)
    assert refused.json()["result"] == "rate-limited" and refused.headers["Retry-After"] == "1"
    assert [node.get("/v1/head").status for _ in range(20)] == [200] * 20, "the Unix socket is not limited"
    wait_until(lambda: node.get("/v1/head", tcp=True).status == 200, "tokens come back")


def test_no_rate_limit(start_node):
    node = start_node("node", "--rate-per-second", "0", tcp=True)
    assert {node.get("/v1/genesis", tcp=True).status for _ in range(600)} == {200}


# Clients that leave

def test_client_leaves_before_the_reply(node):
    signer = Signer("leaver", sha256(node.genesis()))
    statement = signer.register()
    with node.socket() as raw:
        raw.sendall(b"POST /v1/statements HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(statement)
                    + statement)
    assert wait_until(lambda: node.head()["logSize"] == 1, "the statement counts all the same")
    assert node.submit(statement).json()["result"] == "ok"


def test_many_clients_leave(node):
    network = sha256(node.genesis())
    signers = [Signer(f"leaver {i}", network) for i in range(60)]
    for signer in signers:
        statement = signer.register()
        with node.socket() as raw:
            raw.sendall(b"POST /v1/statements HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(statement)
                        + statement)
            if signer is signers[-1]:
                raw.recv(100)
    wait_until(lambda: node.head()["logSize"] == len(signers), "all are logged")


def test_many_clients_at_once(node):
    network = sha256(node.genesis())
    results = []

    def work(number):
        signer = Signer(f"worker {number}", network)
        connection = node.connect()
        for act in range(20):
            statement = signer.register() if act == 0 else signer.sign(("profileSet", {
                1: {1: 1, 2: [{1: "en", 2: f"Name {act}"}]}}))
            connection.request("POST", "/v1/statements", statement, {"Content-Type": "application/cose"})
            results.append(json.loads(connection.getresponse().read())["result"])
            connection.request("GET", f"/v1/lookup?gtin=09506000134352&from={act + 1}")
            assert connection.getresponse().read()
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["ok"] * 160
    assert node.head()["logSize"] == 160
    metrics = node.metrics()
    assert metrics["waymark_statements_total"] == 160
    assert metrics["waymark_blocks_total"] == node.head()["height"] <= 160


def test_same_statement_from_many_at_once(node):
    statement = Signer("one", sha256(node.genesis())).register()
    replies = []
    threads = [threading.Thread(target=lambda: replies.append(node.submit(statement).json())) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert replies == [replies[0]] * 10 and replies[0]["result"] == "ok"
    assert node.head()["logSize"] == 1


# The event stream

class Events:
    """A listener; events as (id, data)."""

    def __init__(self, node, resume=None):
        self.raw = node.socket()
        extra = f"Last-Event-ID: {resume}\r\n" if resume is not None else ""
        self.raw.sendall(f"GET /v1/events HTTP/1.1\r\nHost: x\r\n{extra}\r\n".encode())
        self.buffer = b""
        self.read(lambda: b"\n\n" in self.buffer)
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        self.status, self.headers = head_of(head + b"\r\n\r\n")

    def read(self, enough):
        end = time.monotonic() + PATIENCE
        while not enough():
            assert time.monotonic() < end
            piece = self.raw.recv(65536)
            assert piece, "the stream ended"
            self.buffer += piece

    def events(self):
        # each write is a chunk of its own: lengths between them are dropped
        text = b"".join(part.split(b"\r\n", 1)[-1] for part in self.buffer.split(b"\r\n") if b":" in part)
        found = []
        for block in text.decode().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            if "data" in fields:
                assert fields["event"] == "block"
                found.append((int(fields["id"]), json.loads(fields["data"])))
        return found

    def wait(self, count):
        self.read(lambda: len(self.events()) >= count)
        return self.events()

    def close(self):
        self.raw.close()


def test_events_tell_of_each_block(node):
    signer = Signer("teller", sha256(node.genesis()))
    events = Events(node)
    assert events.status == 200 and events.headers["content-type"] == "text/event-stream"
    heights = [node.accept(signer.register())["height"]]
    for _ in range(3):
        heights.append(node.accept(signer.sign(("profileSet", {1: {1: 1, 2: [{1: "en", 2: "N"}]}})))["height"])
    told = events.wait(len(heights))
    assert [number for number, _ in told] == heights
    assert [data["logSize"] for _, data in told] == [1, 2, 3, 4]
    assert all(data["height"] == number and data["time"] > 0 for number, data in told)
    events.close()


def test_events_resume(node):
    signer = Signer("teller", sha256(node.genesis()))
    node.accept(signer.register())
    for _ in range(4):
        node.accept(signer.sign(("profileSet", {1: {1: 1, 2: [{1: "en", 2: "N"}]}})))
    events = Events(node, resume=2)
    assert [number for number, _ in events.wait(3)] == [3, 4, 5]
    node.accept(signer.sign(("profileSet", {1: {1: 1, 2: [{1: "en", 2: "N"}]}})))
    assert [number for number, _ in events.wait(4)] == [3, 4, 5, 6]
    assert Events(node, resume=6).events() == [] and Events(node, resume=99).events() == []
    assert node.request("GET", "/v1/events", headers={"Last-Event-ID": "x"}).status == 400


def test_listeners_are_counted_and_limited(node):
    listeners = [Events(node) for _ in range(256)]
    assert node.metrics()["waymark_event_clients"] == 256
    assert node.get("/v1/events").status == 429
    for listener in listeners[:-1]:
        listener.close()
    wait_until(lambda: node.metrics()["waymark_event_clients"] == 1, "those who left are forgotten")
    node.accept(Signer("teller", sha256(node.genesis())).register())
    assert len(listeners[-1].wait(1)) == 1


def test_listener_is_not_cut_for_its_patience(start_node):
    node = start_node("node", "--request-seconds", "1")
    events = Events(node)
    time.sleep(3)
    node.accept(Signer("teller", sha256(node.genesis())).register())
    assert len(events.wait(1)) == 1


def test_listener_that_does_not_read_is_cut(start_node):
    """What waits for it is bounded."""
    node = start_node("node", "--request-seconds", "1")
    events = Events(node)
    signer = Signer("teller", sha256(node.genesis()))
    node.accept(signer.register())
    end = time.monotonic() + 2 * PATIENCE
    connection = node.connect()
    while node.metrics()["waymark_event_clients"] == 1:
        assert time.monotonic() < end
        for _ in range(500):
            connection.request("POST", "/v1/statements",
                               signer.sign(("profileSet", {1: {1: 1, 2: [{1: "en", 2: "N"}]}})))
            connection.getresponse().read()
    connection.close()
    events.close()


def test_head_of_the_event_stream(node):
    reply = node.request("HEAD", "/v1/events")
    assert reply.status == 200 and reply.type == "text/event-stream"
    assert node.metrics()["waymark_event_clients"] == 0
