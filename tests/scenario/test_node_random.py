# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random requests, among them damaged statements, from several clients at once: every reply is one that openapi.yaml
knows, what is accepted keeps the ledger whole, nothing ends the node."""

import os
import random
import re
import socket
import threading

import pytest

import way_openapi
from way_cbor import decode, decode_sequence, encode
from way_market import Market
from way_node import Reply, wait_until
from way_proof import Bundle
from way_statement import Key, cose_sign, event, now_ms, statement_id

SEED = int(os.environ.get("WAY_SEED", "20261121"))
COUNT = int(os.environ.get("WAY_RANDOM_REQUESTS", "400"))


class Writer:
    """Requests out of what a market knows and what it does not."""

    def __init__(self, market, seed):
        self.market, self.random = market, random.Random(seed)
        known = [market.brand.account, market.shop.account, market.person.account, market.shipment,
                 market.brand.key.id, statement_id(market.first), bytes(32)]
        self.hashes = [value.hex() for value in known] + ["x", "ff" * 33, "00" * 32]
        self.numbers = ["0", "1", "3", "999", "1000", "1001", "-1", "18446744073709551616", "a", "", "%00"]

    def value(self, name):
        pick = self.random.choice
        words = {
            "gtin": [self.market.gtin, "09506000134352", "1", "x" * 14],
            "lot": ["L1", "L2", "", "%2F", "L" * 21, "a%20b", "%E8%8C%B6"],
            "serial": ["S0001", "S0003", "nobody", "%22", "S" * 21],
            "sscc": [self.market.sscc, "0" * 18, "1"], "role": ["custodian", "owner", "loose", "x"],
            "direction": ["in", "out", "x"], "q": ["oolong", "%E8%8C%B6", "a*", "%22", "x" * 500],
            "nonce": ["A" * 22, "A" * 86, "A", "*" * 30], "genesis": ["0", "1", "2"],
        }
        if name in words:
            return pick(words[name])
        return pick(self.numbers if name in ("after", "limit", "from", "to", "height") else self.hashes)

    def target(self, path, item):
        filled = re.sub(r"\{(\w+)\}", lambda match: self.value(match[1]), path)
        names = [way_openapi.resolve(row)["name"] for row in item.get("parameters", [])]
        names = [name for name in names if "{" + name + "}" not in path and "-" not in name]
        chosen = [name for name in names if self.random.random() < 0.6]
        if self.random.random() < 0.05:
            chosen += chosen
        query = "&".join(f"{name}={self.value(name)}" for name in chosen)
        return filled + ("?" + query if query else "")

    def damaged_statement(self):
        """A real one with a byte changed, cut, or signed anew over a changed payload."""
        log = self.market.statements
        data = bytearray(self.random.choice(log))
        kind = self.random.randrange(4)
        if kind == 0:
            data[self.random.randrange(len(data))] ^= 1 << self.random.randrange(8)
        elif kind == 1:
            del data[self.random.randrange(len(data)):]
        elif kind == 2:
            payload = bytearray(decode(bytes(data)).value[2])
            payload[self.random.randrange(len(payload))] ^= 1 << self.random.randrange(8)
            data = cose_sign("statement", bytes(payload), self.random.choice(self.market.keys))
        else:
            record = decode(decode(bytes(data)).value[2])
            record[3] = self.random.choice([0, 1, 2, 2**32, 2**64 - 1])
            record[4] = self.random.choice([0, now_ms() + 60000, 2**64 - 1])
            data = cose_sign("statement", encode(record), self.random.choice(self.market.keys))
        return bytes(data)

    def request(self):
        """(method, target, body, headers)"""
        path, item = self.random.choice(sorted(way_openapi.document()["paths"].items()))
        method = self.random.choice(list(item))
        if path == "/v1/events":
            method = "head"
        headers = {"Accept": self.random.choice(["*/*", "application/json", "text/html", ";;"])}
        body = None
        if method == "post":
            body = self.damaged_statement()
        elif method == "put":
            body = self.random.randbytes(self.random.choice([0, 1, 200, 5000]))
        elif self.random.random() < 0.1:
            method = "head"
        if self.random.random() < 0.1:
            headers["Range"] = "bytes=0-,0-,0-,-1"
        return method.upper(), self.target(path, item.get(method, item[list(item)[0]])), body, headers


@pytest.fixture
def market(folder, start_node):
    market = Market.create(lambda *options: start_node("node", *options), folder)
    market.statements = [entry[5] for entry in decode_sequence(market.node.get("/v1/log").body)]
    market.keys = [market.brand.key, market.shop.key, market.person.key, Key("stranger")]
    return market


def test_random_requests(market):
    print("WAY_SEED", SEED)
    failures = []

    def work(number):
        writer = Writer(market, SEED + number)
        connection = market.node.connect()
        for _ in range(COUNT):
            method, target, body, headers = writer.request()
            try:
                connection.request(method, target, body, headers)
                reply = Reply(method, target, connection.getresponse())
                if "%00" not in target:
                    way_openapi.check(reply)
                assert reply.status not in (500, 501), reply
                if reply.status == 413:
                    connection.close()
            except Exception as error:  # noqa: B902 (told below)
                failures.append((number, method, target, body, repr(error)))
                return
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]
    assert market.node.get("/v1/health").status == 200
    Bundle(market.node.get(f"/v1/lookup?gtin={market.gtin}&lot=L1&serial=S0003").body, market.genesis)


def test_random_bytes(market):
    """Requests with bytes changed on their way."""
    generator = random.Random(SEED)
    writer = Writer(market, SEED)
    for _ in range(COUNT):
        method, target, body, headers = writer.request()
        lines = [f"{method} {target} HTTP/1.1", "Host: x", *(f"{name}: {text}" for name, text in headers.items()),
                 *([f"Content-Length: {len(body)}"] if body is not None else [])]
        data = bytearray("\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b""))
        for _ in range(generator.randrange(4)):
            data[generator.randrange(len(data))] = generator.randrange(256)
        with market.node.socket() as raw:
            try:
                raw.sendall(data[:generator.randrange(len(data) + 1)] if generator.random() < 0.3 else data)
                raw.shutdown(socket.SHUT_WR)
            except OSError:
                pass
    assert wait_until(lambda: market.node.get("/v1/health").status == 200, "it goes on")


def test_random_acts(market):
    """Well-formed statements that make no sense are logged with a result, and the ledger stays whole."""
    generator = random.Random(SEED)
    signers = [market.brand, market.shop, market.person]
    serials = [f"S{i:04}" for i in range(10)]

    def act(signer):
        unit = market.unit(generator.choice(serials))
        things = [{1: market.case}, unit, {1: unit[1]}, {1: market.lot, 2: generator.choice([1, 2, 1000])}, {1: market.lot}]
        some = generator.sample(things, generator.randrange(1, 3))
        other = generator.choice(signers).account
        return generator.choice([
            ("ship", {1: event(), 2: some, 3: other}),
            ("receive", {1: event(), 2: market.shipment, 3: some}),
            ("pack", {1: event(), 2: market.case, 3: some}), ("unpack", {1: event(), 2: market.case, 3: some}),
            ("sell", {1: event(), 2: some, 3: other}), ("transfer", {1: event(), 2: unit, 3: other}),
            ("sell", {1: event(), 2: [{1: unit[1]}]}), ("takeBack", {1: event(), 2: {1: unit[1]}, 3: generator.choice(signed), 4: 0}),
            ("recallEnd", {1: event(), 2: market.lot}), ("commission", {1: event(), 2: market.gtin, 3: "L2"})])

    results, signed = set(), [bytes(32)]
    for number in range(COUNT // 2):
        signer = generator.choice(signers)
        if number % 7 == 0:
            statement = market.claim(signer, generator.choice(serials))
        else:
            statement = signer.sign(*(act(signer) for _ in range(generator.randrange(1, 3))))
        reply = market.node.submit(statement)
        if reply.status != 200:
            signer.sequence -= 1  # not admitted: a thing twice is no form
            continue
        results.add(reply.json()["result"])
        signed.append(statement_id(statement))
    assert {"ok", "already-claimed"} <= results and len(results) > 6, results
    for serial in serials:
        Bundle(market.node.get(f"/v1/lookup?gtin={market.gtin}&lot=L1&serial={serial}").body, market.genesis)
    Bundle(market.node.get(f"/v1/lookup?sscc={market.sscc}").body, market.genesis)
