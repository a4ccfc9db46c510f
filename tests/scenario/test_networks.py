# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several networks, several nodes of one network, and a node that is away."""

import json
import shutil

import pytest

from way_ctl import CASE, GTIN, Person, reasons
from way_liar import Proxy
from way_node import Node, wait_until


def test_joining_needs_the_right_genesis(market, person):
    stranger = person("Stranger")
    address, network = market.brand.address(), market.brand.network()
    assert "another network" in stranger.fails(6, "network", "add", address, "--genesis", "0" * 64)
    assert "--genesis" in stranger.fails(2, "network", "add", address)
    assert "not the address of a node" in stranger.fails(2, "network", "add", "ftp://x", "--genesis", network)
    stranger.fails(5, "network", "add", f"unix:{stranger.folder}/nowhere", "--genesis", network)
    assert stranger.json("network", "list")["networks"] == []
    added = stranger.json("network", "add", address, "--genesis", network)
    assert added["name"] == "Ledger of Tea-Estate" and not added["embedded"]
    assert stranger.json("network", "remove", network[:8]) == {"removed": network}
    assert stranger.json("network", "list")["networks"] == []
    assert not list((stranger.folder / "networks").iterdir())


def test_best_answer_of_two_networks(market, person):
    """Who knows a code outweighs who does not; a recall anywhere outweighs all."""
    other = person("Other", "brand")
    other.json("product", "register", "09529999999993", "--name", "Other", "--brand", "Other")
    consumer = market.consumer.join(other)
    both = consumer.verdict(market.links[0])
    assert both["verdict"] == "ISSUED" and both["network"]["name"] == "Ledger of Tea-Estate"
    only = consumer.verdict(market.links[0], more=("--network", other.network()))
    assert only["verdict"] == "UNKNOWN_CODE"
    assert consumer.verdict("09529999999986")["verdict"] == "UNKNOWN_CODE"
    other.stop()
    assert consumer.verdict("09521111111115", code=5)["verdict"] == "CANNOT_TELL"
    assert consumer.verdict(market.links[0])["verdict"] == "ISSUED"
    assert "several networks" in consumer.fails(2, "identity", "register").lower()


def test_a_number_without_the_right_to_it_hides_nothing(market, person, folder):
    """Whoever registers somebody else's GTIN on a network of her own gets no other answer, nor other proofs."""
    other = person("Other", "brand")
    other.json("product", "register", GTIN, "--name", "Not it", "--brand", "Other")
    other.join(market.brand)
    told = other.verdict(market.links[0])
    assert told["verdict"] == "ISSUED" and told["network"]["name"] == "Ledger of Tea-Estate"
    assert other.verdict(GTIN)["network"]["name"] == "Ledger of Tea-Estate"
    invented = other.verdict(f"https://id.gs1.org/01/{GTIN.zfill(14)}/10/NOLOT/21/X")
    assert invented["network"]["name"] == "Ledger of Tea-Estate", "who has the right to it knows best"
    proof = folder / "unit.proof"
    assert other.json("proof", "export", market.links[0], proof)["network"] == market.brand.network()
    assert "UNKNOWN_CODE" not in other.run("proof", "verify", proof, more=("--json",)).out
    document = json.loads(other.run("epcis", "export", GTIN).out)
    assert document["epcisBody"]["eventList"] is not None
    assert other.json("proof", "export", GTIN, folder / "own.proof",
                      more=("--network", other.network()))["network"] == other.network()


def test_signing_needs_to_know_where(market, person):
    other = person("Other", "brand")
    consumer = market.consumer.join(other)
    assert consumer.json("identity", "register", "--network", "Ledger of Other")["network"] == other.network()
    assert "waymarkctl network list" in consumer.fails(7, "identity", "register", "--network", "nowhere")


def test_follower_answers_as_its_leader(market, folder):
    """A read-only follower gives the same verified answers, and refuses to write."""
    address = market.brand.address()
    follower = Node(folder / "follower", "--genesis", str(market.brand.folder / "node" / "genesis.cbor"),
                    "--follow", address).wait_ready()
    try:
        wait_until(lambda: follower.head().get("height", 0) >= 4, "the follower's blocks")
        consumer = Person(folder / "far", "Far")
        consumer.json("network", "add", f"unix:{follower.unix}", "--genesis", market.brand.network())
        verdict = consumer.verdict(market.links[0])
        assert verdict["network"]["live"]
        # the leaf file stays with the brand's own node: no accusation for want of it
        assert (verdict["verdict"], reasons(verdict)[0]) == ("CANNOT_TELL", "serial-not-checked")
        market.brand.json("recall", f"(01){GTIN}", "--reason", "en=Bad")
        wait_until(lambda: consumer.verdict(market.links[0])["verdict"] == "RECALLED", "the recall at the follower")
        assert consumer.run("identity", "register", code=None).code != 0
    finally:
        assert follower.stop() == 0


def test_answers_are_remembered(market):
    """Without the node: the last answer, with its age; never more than it knew."""
    consumer, brand = market.consumer, market.brand
    link, other = market.links[0], market.links[1]
    assert consumer.verdict(link)["verdict"] == "ISSUED"
    brand.json("recall", link, "--reason", "en=Bad")
    brand.stop()
    shutil.move(brand.folder, brand.folder.parent / "away")
    old = consumer.verdict(link)
    assert (old["verdict"], reasons(old)[0]) == ("CANNOT_TELL", "old-answer")
    assert not old["network"]["live"] and old["network"]["fetched"]
    assert "could not be asked" in consumer.run("verdict", link).err
    unknown = consumer.verdict(other, code=5)
    assert (unknown["verdict"], reasons(unknown)[0]) == ("CANNOT_TELL", "no-answer")
    assert consumer.json("timeline", link)["steps"]
    shutil.move(brand.folder.parent / "away", brand.folder)
    brand.json("node", "start")
    assert consumer.verdict(link)["verdict"] == "RECALLED"
    brand.stop()
    shutil.move(brand.folder, brand.folder.parent / "away")
    assert consumer.verdict(link)["verdict"] == "RECALLED"


def test_drafts_survive(market):
    """What was signed while the node was away is sent later, once, even where another statement came between."""
    carrier, brand = market.carrier, market.brand
    shipment = brand.json("ship", CASE, "--to", carrier.account)["shipment"]
    shown = carrier.json("shipment", "show", shipment)
    assert shown["state"]["status"] == "inTransit"
    # the node ends between the question for the sequence and the statement
    proxy = Cut(brand, market.folder / "cut.sock")
    with proxy:
        carrier.json("network", "add", f"unix:{proxy.path}", "--genesis", brand.network())
        carrier.fails(5, "receive", shipment)
    drafts = carrier.json("draft", "list")["drafts"]
    assert [row["kind"] for row in drafts[0]["actions"]] == ["receive"] and len(drafts) == 1
    carrier.json("network", "add", brand.address(), "--genesis", brand.network())
    carrier.json("observe", market.links[0], "--step", "storing")
    sent = carrier.json("draft", "send", drafts[0]["id"][:10])
    assert sent["statement"] != drafts[0]["id"] and sent["proven"]
    assert carrier.json("draft", "list")["drafts"] == []
    assert carrier.json("shipment", "show", shipment)["state"]["status"] == "received"
    assert "waymarkctl draft list" in carrier.fails(3, "draft", "drop", "0" * 64)


def test_draft_that_did_arrive(market):
    """The node took it, and only its answer was lost: sending again finds it, and nothing happens twice."""
    carrier, brand = market.carrier, market.brand
    proxy = Cut(brand, market.folder / "cut.sock", after=True)
    with proxy:
        carrier.json("network", "add", f"unix:{proxy.path}", "--genesis", brand.network())
        carrier.fails(5, "observe", market.links[0], "--step", "storing")
    draft = carrier.json("draft", "list")["drafts"][0]["id"]
    carrier.json("network", "add", brand.address(), "--genesis", brand.network())
    assert carrier.json("draft", "send", draft)["statement"] == draft
    steps = carrier.json("timeline", market.links[0])["steps"]
    assert [step["kind"] for step in steps].count("observe") == 1
    assert carrier.json("draft", "list")["drafts"] == []


def test_draft_can_be_dropped(market):
    carrier, brand = market.carrier, market.brand
    with Cut(brand, market.folder / "cut.sock") as proxy:
        carrier.json("network", "add", f"unix:{proxy.path}", "--genesis", brand.network())
        carrier.fails(5, "observe", market.links[0], "--step", "storing")
    draft = carrier.json("draft", "list")["drafts"][0]["id"]
    assert carrier.json("draft", "drop", draft) == {"dropped": draft}
    assert carrier.json("draft", "list")["drafts"] == []


def damaged(text):
    """The same file as a crash, an editor or somebody else may leave it."""
    document = json.loads(text)
    rows = next(name for name, value in document.items() if isinstance(value, list))
    yield from (text[:-20], "", " ", "null", "[]", "{}", "\0" * len(text), text + text, text.replace('"', "'"), "\ufeff" + text,
                text.replace("{", '{"format":1,', 1), json.dumps({**document, "format": 2}), json.dumps({**document, "else": 1}),
                json.dumps({**document, rows: {}}), json.dumps({**document, rows: [1]}), json.dumps({**document, rows: [{}]}),
                json.dumps({**document, rows: [{**document[rows][0], "name": None}]}),
                json.dumps({**document, rows: [{**document[rows][0], "\x1b[31m": "x"}]}))


@pytest.mark.parametrize("broken", ["identities.json", "networks.json"])
def test_damaged_files_are_named(market, broken):
    """By every command that needs them, in one sentence; they are never written over."""
    path = market.consumer.join(market.brand).folder / broken
    whole = path.read_text()
    for text in damaged(whole):
        path.write_text(text)
        for words in (("identity", "list"), ("verdict", market.links[0]), ("network", "remove", "Ledger"),
                      ("identity", "create", "Eve", "--key-file")):
            sentence = market.consumer.fails(9, *words)
            assert str(path) in sentence and "damaged" in sentence and len(sentence) < 400, (text, sentence)
            assert "\x1b" not in sentence and path.read_text() == text
    path.write_text(whole)
    assert market.consumer.verdict(market.links[0])["verdict"] == "ISSUED"


def test_own_network_is_founded_once(person):
    anna = person("Anna")
    assert "waymarkctl node start" in anna.fails(3, "node", "status")
    network = anna.json("node", "start")["network"]
    assert anna.json("node", "status")["running"]
    assert anna.json("node", "start")["network"] == network
    assert not anna.json("node", "stop")["running"]
    assert anna.json("node", "status", code=5)["network"] == network
    genesis = anna.json("node", "genesis")["genesis"]
    assert [row["language"] for row in genesis["names"]] == ["en", "zh-CN"]
    assert len(genesis["registrars"]) == 1
    assert anna.fails(4, "network", "remove", "own")
    assert (anna.folder / "node" / "node.key").stat().st_mode & 0o077 == 0


class Cut:
    """Stands before a node and breaks the connection when a statement is submitted, before it or behind it."""

    def __init__(self, owner, path, after=False):
        self.path = path

        def refuse(request, answer):
            if request.method != "POST":
                return answer()
            if after:
                answer()
            return None

        self.proxy = Proxy(path, owner.address().removeprefix("unix:"), refuse)

    def __enter__(self):
        self.proxy.start()
        return self

    def __exit__(self, *_):
        self.proxy.stop()
