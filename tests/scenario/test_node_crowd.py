# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many who ask a node at once, while blocks are made: answers come from several threads then, each of one snapshot."""

import base64
import os
import threading

import pytest

from way_market import Market
from way_node import Node, read_until_closed
from way_proof import Bundle
from way_statement import check_digit, product_record

N_CLIENTS = 8
N_ROUNDS = 12


@pytest.fixture
def market(folder):
    market = Market.create(lambda *options: Node(folder / "node", *options).wait_ready(), folder)
    yield market
    assert market.node.stop() == 0 and "CRITICAL" not in market.node.messages(), market.node.messages()


def write_request(market, serial, nonce):
    """Of a unit; with no @serial, of its case."""
    query = f"gtin={market.gtin}&lot=L1&serial={serial}" if serial else f"sscc={market.sscc}"
    query += f"&from={market.early_bundle.checkpoint[6]}&nonce={base64.urlsafe_b64encode(nonce).decode().rstrip('=')}"
    return f"GET /v1/lookup?{query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


def ask_together(market, questions):
    """All are sent before any reply is read. Returns: their bodies."""
    peers = [market.node.socket() for _ in questions]
    for peer, (serial, nonce) in zip(peers, questions):
        peer.sendall(write_request(market, serial, nonce))
    replies = [read_until_closed(peer) for peer in peers]
    for peer in peers:
        peer.close()
    return [reply.split(b"\r\n\r\n", 1) for reply in replies]


def test_everybody_gets_a_whole_answer_of_one_height(market):
    stop = threading.Event()
    failures = []

    def make_blocks():
        number = 10
        while not stop.is_set():
            gtin = "0" + check_digit(f"9521234{number:05}")
            try:
                market.node.accept(market.brand.sign(("productRegister", {1: gtin, 2: product_record(f"Cup {number}")})))
            except Exception as error:
                failures.append(error)
                return
            number += 1

    writer = threading.Thread(target=make_blocks)
    writer.start()
    heights = set()
    try:
        for number in range(N_ROUNDS):
            questions = [(f"R{number}C{i}" if i % 2 else None, os.urandom(32)) for i in range(N_CLIENTS)]
            for (head, body), (serial, nonce) in zip(ask_together(market, questions), questions):
                assert head.startswith(b"HTTP/1.1 200"), head
                bundle = Bundle(body, market.genesis, nonce)
                assert bundle.is_fresh and bundle.continues(market.early_bundle)
                asked = {1: market.gtin, 2: "L1", 3: serial} if serial else {4: market.sscc}
                assert bundle.record[5] == asked, "another question's answer"
                heights.add(bundle.checkpoint[2])
    finally:
        stop.set()
        writer.join()
    assert not failures, failures
    assert len(heights) > 1, "no block was made meanwhile"


def test_questions_with_mistakes_among_others(market):
    """What can't be answered gets its problem, and nobody else's."""
    questions = [("S0001", os.urandom(32)) if i % 2 else ("S" * 21, os.urandom(32)) for i in range(N_CLIENTS)]
    statuses = [head.split()[1] for head, _ in ask_together(market, questions)]
    assert statuses == [b"400", b"200"] * (N_CLIENTS // 2)


def test_stopped_with_questions_under_way(market):
    """Those that were taken are answered; the node ends as always."""
    peers = [market.node.socket() for _ in range(N_CLIENTS)]
    for i, peer in enumerate(peers):
        peer.sendall(write_request(market, f"X{i}", os.urandom(32)))
    assert market.node.stop() == 0
    for peer in peers:
        reply = read_until_closed(peer)
        assert reply == b"" or reply.startswith(b"HTTP/1.1 200"), reply[:100]
        peer.close()


def test_those_who_hang_up_harm_nobody(market):
    for number in range(N_ROUNDS):
        peers = [market.node.socket() for _ in range(N_CLIENTS)]
        for i, peer in enumerate(peers):
            peer.sendall(write_request(market, f"H{number}C{i}", os.urandom(32)))
        for peer in peers:
            peer.close()
    (head, body), = ask_together(market, [("S0001", nonce := os.urandom(32))])
    assert head.startswith(b"HTTP/1.1 200") and Bundle(body, market.genesis, nonce).is_fresh
