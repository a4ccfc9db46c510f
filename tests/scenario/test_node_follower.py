# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A follower re-verifies every block: it comes to the same ledger, and believes nobody on the way to it."""

import http.server
import re
import resource
import socketserver
import threading
import time

import pytest

from way_cbor import Tag, decode, encode, split_sequence
from way_market import Market
from way_node import wait_until
from way_proof import Bundle
from way_statement import Key, Signer, cose_sign, genesis, sha256, statement_id


class Proxy:
    """In front of a node, over TCP; @change may alter what passes: (path, body) → body, or None to hang up."""

    def __init__(self, node, change=lambda path, body: body):
        self.change = change
        self.paths = []
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                proxy.paths.append(self.path)
                try:
                    reply = node.request("GET", self.path, checked=False)
                except OSError:
                    self.close_connection = True
                    return
                body = proxy.change(self.path, reply.body)
                if body is None:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return "http://127.0.0.1:%d" % self.server.server_address[1]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def proxied(start_node):
    proxies = []

    def start(*arguments):
        proxies.append(Proxy(*arguments))
        return proxies[-1]

    yield start
    for proxy in proxies:
        proxy.close()


@pytest.fixture
def market(folder, start_node):
    return Market.create(lambda *options: start_node("node", *options), folder)


@pytest.fixture
def follow(folder, start_node):
    def start(market, address=None, name="follower", *options, **more):
        (folder / "genesis.cbor").write_bytes(market.genesis)
        return start_node(name, "--follow", address or f"unix:{market.node.unix}",
                          "--genesis", str(folder / "genesis.cbor"), *options, **more)
    return start


def catch_up(follower, node):
    wait_until(lambda: follower.head().get("hash") == node.head()["hash"], "the follower is where the node is")


def rename(market, name):
    return market.person.sign(("profileSet", {1: {1: 1, 2: [{1: "en", 2: name}]}}))


def test_follower_comes_to_the_same_ledger(market, follow):
    follower = follow(market)
    catch_up(follower, market.node)
    account = market.brand.account.hex()
    for path in ("/v1/genesis", "/v1/head", "/v1/log", "/v1/blocks", "/v1/products?q=oolong", "/v1/recalls",
                 f"/v1/lookup?sscc={market.sscc}", f"/v1/accounts/{account}/shipments?direction=out",
                 f"/v1/accounts/{account}/things?role=loose", f"/v1/shipments/{market.shipment.hex()}"):
        assert follower.get(path).body == market.node.get(path).body, path
    Bundle(follower.get(f"/v1/lookup?gtin={market.gtin}&lot=L1&serial=S0003").body, market.genesis)
    health = follower.get("/v1/health").json()
    assert health["follower"] is True and health["height"] == market.node.head()["height"]


def test_follower_takes_no_statement_and_signs_nothing(market, follow):
    follower = follow(market)
    catch_up(follower, market.node)
    reply = follower.submit(rename(market, "Nobody"))
    assert reply.status == 501 and reply.json()["result"] == "not-supported-here"
    assert "freshness" not in follower.get("/v1/head?nonce=" + "A" * 22).json()
    assert not (follower.folder / "node.key").exists()
    assert follower.submit(market.first).json()["result"] == "ok", "what is logged already is answered"


def test_follower_goes_on(market, follow, start_node):
    follower = follow(market)
    catch_up(follower, market.node)
    market.node.accept(rename(market, "One"))
    catch_up(follower, market.node)
    follower.stop()
    for number in range(5):
        market.node.accept(rename(market, f"While it was away {number}"))
    catch_up(follow(market), market.node)


def test_follower_killed_while_it_replays(market, follow):
    signer = Signer("many", market.network)
    market.node.accept(signer.register())
    for number in range(150):
        market.node.accept(signer.sign(("profileSet", {1: {1: 1, 2: [{1: "en", 2: str(number)}]}})))
    for pause in (0.02, 0.05, 0.1, 0.15):
        follower = follow(market)
        time.sleep(pause)
        follower.kill()
    catch_up(follow(market), market.node)


def test_follower_stopped_while_it_replays(market, follow):
    signer = Signer("many", market.network)
    market.node.accept(signer.register())
    for number in range(150):
        market.node.accept(signer.sign(("profileSet", {1: {1: 1, 2: [{1: "en", 2: str(number)}]}})))
    for pause in (0, 0.02, 0.05, 0.1):
        follower = follow(market)
        time.sleep(pause)
        assert follower.stop() == 0, follower.messages()
    catch_up(follow(market), market.node)


def test_followed_node_comes_and_goes(folder, market, follow, start_node):
    follower = follow(market)
    catch_up(follower, market.node)
    market.node.stop()
    time.sleep(0.5)
    assert follower.get(f"/v1/lookup?gtin={market.gtin}").status == 200
    again = start_node("node", "--key-file", str(folder / "solo.key"))
    again.accept(rename(market, "Back"))
    catch_up(follower, again)


def test_follower_of_a_follower(market, follow):
    first = follow(market)
    second = follow(market, f"unix:{first.unix}", "second")
    catch_up(second, market.node)
    market.node.accept(rename(market, "Far"))
    catch_up(second, market.node)


def test_follower_over_tcp(market, follow, proxied):
    follower = follow(market, proxied(market.node).address + "/")
    catch_up(follower, market.node)


# What does not verify

def change_item(path, index, change):
    """A change of one item of the pages below @path; items are counted from the ledger's start."""
    def apply(target, body):
        if not target.startswith(path):
            return body
        first = int(re.search(r"from=(\d+)", target)[1])
        pieces = [data for _, data in split_sequence(body)]
        if 0 <= index - first < len(pieces):
            pieces[index - first] = change(pieces[index - first])
        return b"".join(pieces)
    return apply


def edit_statement(change):
    def apply(data):
        entry = decode(data)
        entry[5] = change(entry[5])
        return encode(entry)
    return apply


def edit_cose(member, change):
    def apply(data):
        cose = decode(data)
        cose.value[member] = change(cose.value[member])
        return encode(Tag(18, cose.value))
    return apply


def flip(data):
    return data[:-1] + bytes([data[-1] ^ 1])


def forged_statement(market):
    forger = Key("forger")
    return lambda data: cose_sign("statement", decode(data).value[2], forger)


def foreign_checkpoint(data):
    return cose_sign("checkpoint", decode(data).value[2], Key("another solo"))


def edit_checkpoint(market, **members):
    """Signed by the keeper itself: a keeper that misstates its ledger."""
    def apply(data):
        record = decode(decode(data).value[2])
        for number, value in members.items():
            record[int(number[1:])] = value
        return cose_sign("checkpoint", encode(record), market.solo)
    return apply


TAMPERINGS = {
    "signature": lambda market: change_item("/v1/log", 6, edit_statement(edit_cose(3, flip))),
    "payload": lambda market: change_item("/v1/log", 6, edit_statement(edit_cose(2, flip))),
    "signer": lambda market: change_item("/v1/log", 6, edit_statement(forged_statement(market))),
    "statement twice": lambda market: change_item("/v1/log", 6, edit_statement(lambda data: market.first)),
    "statement left out": lambda market: change_item("/v1/log", 6, lambda data: b""),
    "junk in the log": lambda market: change_item("/v1/log", 6, lambda data: b"\xff\xff"),
    "checkpoint of another key": lambda market: change_item("/v1/blocks", 6, foreign_checkpoint),
    "checkpoint's signature": lambda market: change_item("/v1/blocks", 6, edit_cose(3, flip)),
    "block left out": lambda market: change_item("/v1/blocks", 6, lambda data: b""),
    "junk in the blocks": lambda market: change_item("/v1/blocks", 6, lambda data: b"\x5f\xff"),
    "state root": lambda market: change_item("/v1/blocks", 6, edit_checkpoint(market, _4=bytes(32))),
    "log root": lambda market: change_item("/v1/blocks", 6, edit_checkpoint(market, _5=bytes(32))),
    "time": lambda market: change_item("/v1/blocks", 6, edit_checkpoint(market, _3=1)),
    "previous": lambda market: change_item("/v1/blocks", 6, edit_checkpoint(market, _8=bytes(32))),
    "network": lambda market: change_item("/v1/blocks", 6, edit_checkpoint(market, _1=bytes(32))),
    "endless block": lambda market: change_item("/v1/blocks", 6, edit_checkpoint(market, _6=2**60)),
    "shrunk log": lambda market: change_item("/v1/blocks", 6, edit_checkpoint(market, _6=1)),
}


# The height up to which all verifies. A page that is no CBOR sequence in order is not used in part.
LAST_HEIGHTS = {"signature": 6, "payload": 6, "signer": 6, "statement twice": 6, "statement left out": 0,
                "junk in the log": 0, "junk in the blocks": None}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampered_ledger_is_not_followed(market, follow, proxied, tampering):
    """It stops at the block before, says so, and goes on answering from what it verified."""
    proxy = proxied(market.node, TAMPERINGS[tampering](market))
    follower = follow(market, proxy.address)
    wait_until(lambda: "no longer followed" in follower.messages(), "it says so")
    last = LAST_HEIGHTS.get(tampering, 5)
    assert follower.head().get("height") == last
    if last is not None:
        assert follower.get("/v1/blocks").body == market.node.get(f"/v1/blocks?limit={last + 1}").body
    asked = len(proxy.paths)
    time.sleep(2.5)
    assert len(proxy.paths) == asked, "it asks no more"
    follower.stop()
    catch_up(follow(market), market.node)


def test_refused_statement_told_as_accepted(market, follow, proxied):
    """The result of a statement is a matter of the ledger's rules, not of what the node says."""
    refused = next(index for index, (item, _) in enumerate(split_sequence(market.node.get("/v1/log").body))
                   if item[6] != 0)

    def lie(data):
        entry = decode(data)
        entry[6] = 0
        return encode(entry)

    follower = follow(market, proxied(market.node, change_item("/v1/log", refused, lie)).address)
    catch_up(follower, market.node)
    assert follower.get("/v1/log").body == market.node.get("/v1/log").body


def test_another_network_is_not_followed(folder, market, follow, start_node):
    other_key = Key("other solo")
    (folder / "other.key").write_bytes(other_key.seed)
    (folder / "other.cbor").write_bytes(genesis(other_key))
    other = start_node("other", "--genesis", str(folder / "other.cbor"), "--key-file", str(folder / "other.key"))
    other.accept(Signer("someone", sha256(other.genesis())).register())
    follower = follow(market, f"unix:{other.unix}")
    wait_until(lambda: "no longer followed" in follower.messages(), "it says so")
    assert follower.head()["result"] == "unavailable"


def test_endless_answer_is_bounded(market, follow, proxied):
    """A page larger than any honest one is dropped before it is all in memory, and asked for again later."""
    sent = []

    def flood(path, body):
        if path.startswith("/v1/blocks"):
            sent.append(path)
            return body + b"\x00" * (64 * 1024 * 1024)
        return body

    follower = follow(market, proxied(market.node, flood).address)
    wait_until(lambda: "too large" in follower.messages(), "it says so")
    with open(f"/proc/{follower.pid}/status", encoding="ascii") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    assert peak < 120 * 1024, f"{peak} KiB"
    assert follower.head()["result"] == "unavailable" and sent


def test_follower_waits_out_a_full_disk(market, follow):
    follower = follow(market)
    catch_up(follower, market.node)
    resource.prlimit(follower.pid, resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
    statement = rename(market, "Full")
    market.node.accept(statement)
    wait_until(lambda: "goes on later" in follower.messages(), "it says so")
    resource.prlimit(follower.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    catch_up(follower, market.node)
    assert follower.get(f"/v1/statements/{statement_id(statement).hex()}").status == 200
