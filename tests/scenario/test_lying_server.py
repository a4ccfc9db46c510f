# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that lies: by leaving out, by showing old things, by wrong proofs, by another ledger. Whatever it does, nobody is
told that something is in order that is not, and nobody is accused for what a node does not show."""

import base64
import json
import random
import shutil

import pytest

from way_cbor import decode, encode
from way_ctl import CASE, GTIN, Person, reasons
from way_liar import Answer, Proxy

PROOF = "application/vnd.waymark.proof+cbor"
CONSISTENCY, FRESHNESS, STATE, LOG, TIMELINES, LOTS, QUESTION = 11, 10, 8, 7, 6, 9, 5


class Liar:
    """The consumer's way to the brand's node leads over it. @change gets the decoded bundle of each look-up."""

    def __init__(self, market):
        self.market = market
        self.change = lambda bundle: bundle
        self.lie = None
        self.proxy = Proxy(market.folder / "liar.sock", market.brand.address().removeprefix("unix:"), self.answer)

    def answer(self, request, ask):
        if self.lie is not None:
            return self.lie(request, ask)
        answer = ask()
        if answer.type == PROOF:
            answer.body = encode(self.change(decode(answer.body)))
        return answer

    def __enter__(self):
        self.proxy.start()
        self.market.consumer.json("network", "add", f"unix:{self.proxy.path}", "--genesis",
                                  self.market.brand.network())
        return self

    def __exit__(self, *_):
        self.proxy.stop()


@pytest.fixture
def liar(market):
    with Liar(market) as made:
        yield made


def without(bundle, key):
    return {name: value for name, value in bundle.items() if name != key}


def without_state(bundle, prefix):
    return {**bundle, STATE: [row for row in bundle[STATE] if row[1][:1] != prefix]}


def refused(market, code=6, result=None):
    verdict = market.consumer.verdict(market.links[0], code=code)
    assert (verdict["verdict"], reasons(verdict)[0]) == ("CANNOT_TELL", "untrusted-answer"), verdict
    assert len(verdict["alarms"]) == 1 and verdict["alarms"][0]["text"]
    assert result is None or verdict["alarms"][0]["result"] == result, verdict["alarms"]
    return verdict


def test_an_honest_detour_changes_nothing(market, liar):
    assert market.consumer.verdict(market.links[0])["verdict"] == "ISSUED"
    claimed = market.consumer.json("claim", market.secrets[0])
    assert claimed["proven"]


@pytest.mark.parametrize("hidden, reason", [
    (b"r", "recalls-not-checked"), (b"G", "unverified-issuer"), (b"h", "unverified-issuer"),
    (b"l", "lot-not-checked")])
def test_hidden_state_is_not_known(market, liar, hidden, reason):
    """What the node does not show is never taken for absent."""
    market.brand.json("recall", market.links[0], "--reason", "en=Bad")
    liar.change = lambda bundle: without_state(bundle, hidden)
    verdict = market.consumer.verdict(market.links[0], code=None)
    if hidden == b"r":
        assert (verdict["verdict"], reasons(verdict)[0]) == ("CANNOT_TELL", reason)
    else:
        assert verdict["verdict"] == "RECALLED" or reasons(verdict)[0] == reason, reasons(verdict)


def test_hidden_events(market, liar):
    """A shorter history than the head counts."""
    market.brand.json("ship", market.links[5], "--to", market.carrier.account)

    def drop_last(bundle):
        timelines = [{**row, 2: row[2][:-1]} if row.get(2) else row for row in bundle[TIMELINES]]
        return {**bundle, TIMELINES: timelines}

    liar.change = drop_last
    verdict = market.consumer.verdict(market.links[5], code=6)
    assert (verdict["verdict"], reasons(verdict)[0]) == ("CANNOT_TELL", "answer-incomplete")
    liar.change = lambda bundle: {**bundle, LOG: bundle[LOG][:-1]}
    verdict = market.consumer.verdict(market.links[5], code=6)
    assert verdict["verdict"] == "CANNOT_TELL"
    liar.change = lambda bundle: {**bundle, TIMELINES: [without(row, 2) for row in bundle[TIMELINES]]}
    verdict = market.consumer.verdict(market.links[5], code=None)
    assert (verdict["verdict"], reasons(verdict)[0]) == ("CANNOT_TELL", "completeness-not-checked")


def test_hidden_serials_accuse_nobody(market, liar):
    liar.change = lambda bundle: {**bundle, LOTS: []}
    verdict = market.consumer.verdict(market.links[0])
    assert (verdict["verdict"], reasons(verdict)[0]) == ("CANNOT_TELL", "serial-not-checked")


def places(part, way=()):
    """Every entry of every list in an answer, however deep, as the way to it."""
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from places(inner, (*way, name))
    elif isinstance(part, list):
        for i, inner in enumerate(part):
            yield (*way, i)
            yield from places(inner, (*way, i))


def left_out(bundle, place):
    copy = decode(encode(bundle))
    part = copy
    for step in place[:-1]:
        part = part[step]
    del part[place[-1]]
    return copy


@pytest.mark.parametrize("recalled", [False, True])
def test_any_one_thing_left_out(market, liar, recalled):
    """Whatever single entry, event, proof step or serial a node keeps back: what is told is never better than the truth."""
    link, seen = market.links[0], []
    market.brand.json("ship", CASE, "--to", market.carrier.account)
    if recalled:
        market.brand.json("recall", link, "--reason", "en=Bad")
    truth = "RECALLED" if recalled else "ISSUED"
    liar.change = lambda bundle: seen.append(bundle) or bundle
    assert market.consumer.verdict(link)["verdict"] == truth
    every = list(places(without(seen[-1], QUESTION)))
    assert len(every) > 100
    random.Random(7).shuffle(every)
    every.sort(key=len)
    told = set()
    for place in every[:60]:
        liar.change = lambda bundle, place=place: left_out(bundle, place)
        verdict = market.consumer.verdict(link, code=None)
        told.add(verdict["verdict"])
        assert verdict["verdict"] in (truth, "CANNOT_TELL"), (place, verdict)
        assert all(row["text"] for row in verdict["reasons"]), verdict
        if verdict["verdict"] == "CANNOT_TELL":
            assert verdict["alarms"] or reasons(verdict)[0] not in ("issued-by-brand",), verdict
    assert "CANNOT_TELL" in told


def test_old_answers(market, liar):
    """The answer from before the recall, again and again: stale for who never asked, a roll-back for who did."""
    saved = []

    def record(request, ask):
        answer = ask()
        if "/v1/lookup" in request.path:
            saved.append(answer.body)
        return answer

    liar.lie = record
    assert market.consumer.verdict(market.links[0])["verdict"] == "ISSUED"
    market.brand.json("recall", market.links[0], "--reason", "en=Bad")
    replay = lambda request, ask: Answer(200, PROOF, saved[0]) if "/v1/lookup" in request.path else ask()  # noqa: E731
    liar.lie = replay
    stale = market.consumer.verdict(market.links[0])
    assert (stale["verdict"], reasons(stale)[0]) == ("CANNOT_TELL", "not-fresh")
    liar.lie = None
    assert market.consumer.verdict(market.links[0])["verdict"] == "RECALLED"
    liar.lie = replay
    refused(market, result="rolled-back")
    assert "older ledger" in market.consumer.run("verdict", market.links[0], code=6).err
    steps = market.consumer.json("timeline", market.links[0], code=6)
    assert steps["steps"] == []


def test_no_freshness(market, liar):
    liar.change = lambda bundle: without(bundle, FRESHNESS)
    verdict = market.consumer.verdict(market.links[0])
    assert (verdict["verdict"], reasons(verdict)[0]) == ("CANNOT_TELL", "not-fresh")


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bits(market, liar, seed):
    """One bit anywhere in the answer: refused, or at the worst less is known; never another verdict."""
    chance = random.Random(seed)
    truth = "RECALLED" if seed % 2 else "ISSUED"
    if truth == "RECALLED":
        market.brand.json("recall", market.links[0], "--reason", "en=Bad")

    def flip(request, ask):
        answer = ask()
        if answer.type == PROOF:
            body = bytearray(answer.body)
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
            answer.body = bytes(body)
        return answer

    liar.lie = flip
    for _ in range(8):
        verdict = market.consumer.verdict(market.links[0], code=None)
        assert verdict["verdict"] in ("CANNOT_TELL", truth), verdict


@pytest.mark.parametrize("lie", ["another-question", "no-question", "another-network", "no-proof", "html", "empty",
                                 "truncated"])
def test_wrong_answers(market, liar, person, lie):
    if lie == "another-question":
        liar.lie = lambda request, ask: (setattr(request, "path", request.path.replace("lot=A1", "lot=A2")), ask())[1]
    elif lie == "no-question":
        liar.change = lambda bundle: {**bundle, QUESTION: {}}
    elif lie == "another-network":
        other = person("Other", "brand")
        other.json("product", "register", GTIN, "--name", "Tea", "--brand", "T")
        liar.proxy.upstream = other.address().removeprefix("unix:")
    elif lie == "no-proof":
        liar.change = lambda bundle: {**bundle, STATE: [{**row, 3: {1: 0, 2: b"", 3: []}} for row in bundle[STATE]]}
    elif lie == "html":
        liar.lie = lambda request, ask: Answer(200, "text/html", b"<b>All is well</b>")
    elif lie == "empty":
        liar.lie = lambda request, ask: Answer(200, PROOF, b"")
    else:
        liar.lie = lambda request, ask: (lambda a: Answer(a.status, a.type, a.body[:-40]))(ask())
    refused(market)


def test_errors_of_a_node_are_no_verdict(market, liar):
    liar.lie = lambda request, ask: Answer(500, "text/plain", b"<script>alert(1)</script>")
    verdict = market.consumer.verdict(market.links[0], code=5)
    assert reasons(verdict)[0] == "no-answer"
    liar.lie = lambda request, ask: Answer(404, "application/problem+json",
                                           b'{"type":"x","title":"y","status":404,"result":"not-found"}')
    assert reasons(market.consumer.verdict(market.links[0], code=5))[0] == "no-answer"


def test_two_histories(market, liar):
    """A ledger that was restored from a copy and went on differently: what was seen before decides."""
    brand = market.brand
    brand.json("node", "stop")
    shutil.copytree(brand.folder, market.folder / "twin", ignore=shutil.ignore_patterns("*.sock", "*.pid"))
    twin = Person(market.folder / "twin")
    for one in (brand, twin):
        one.json("node", "start")
    brand.json("product", "update", GTIN, "--origin", "CN")
    liar.proxy.upstream = brand.address().removeprefix("unix:")
    assert market.consumer.verdict(market.links[0])["verdict"] == "ISSUED"
    twin.json("product", "update", GTIN, "--origin", "JP")
    liar.proxy.upstream = twin.address().removeprefix("unix:")
    refused(market, result="forked")
    for _ in range(3):
        twin.json("product", "update", GTIN, "--origin", "KR")
    refused(market, result="forked")
    assert "contradicts" in market.consumer.run("verdict", market.links[0], code=6).err
    brand.json("recall", market.links[0], "--reason", "en=Bad")
    liar.proxy.upstream = brand.address().removeprefix("unix:")
    assert market.consumer.verdict(market.links[0])["verdict"] == "RECALLED"
    twin.stop()


def test_no_proof_that_the_ledger_goes_on(market, liar):
    assert market.consumer.verdict(market.links[0])["verdict"] == "ISSUED"
    market.brand.json("product", "update", GTIN, "--origin", "CN")

    def hide(request, ask):
        if "/v1/consistency" in request.path:
            return Answer(404, "application/problem+json",
                          b'{"type":"x","title":"y","status":404,"result":"not-found"}')
        answer = ask()
        if answer.type == PROOF:
            answer.body = encode(without(decode(answer.body), CONSISTENCY))
        return answer

    liar.lie = hide
    refused(market)


def test_fetches_a_missing_consistency_proof(market, liar):
    """An answer without it is not refused where the node gives the proof when asked."""
    assert market.consumer.verdict(market.links[0])["verdict"] == "ISSUED"
    market.brand.json("product", "update", GTIN, "--origin", "CN")
    liar.change = lambda bundle: without(bundle, CONSISTENCY)
    assert market.consumer.verdict(market.links[0])["verdict"] == "ISSUED"


def test_a_statement_that_was_only_said_to_be_taken(market, liar):
    """The node answers “ok” and logs nothing: the signer is told, and the draft stays."""
    def pretend(request, ask):
        if request.method == "POST":
            head = ask_head()
            return Answer(200, "application/json", json.dumps(
                {"id": "0" * 64, "height": head["height"] + 1, "time": head["time"], "logIndex": 3,
                 "result": "ok"}).encode())
        return ask()

    def ask_head():
        return {"height": 3, "time": "2026-03-01T00:00:00.000Z"}

    liar.lie = pretend
    sentence = market.consumer.fails(6, "claim", market.secrets[0])
    assert "does not have it" in sentence
    assert len(market.consumer.json("draft", "list")["drafts"]) == 1
    liar.lie = None
    draft = market.consumer.json("draft", "list")["drafts"][0]["id"]
    assert market.consumer.json("draft", "send", draft)["proven"]
    assert market.consumer.verdict(market.links[0])["verdict"] == "GENUINE"


def test_a_proof_that_does_not_come(market, liar):
    """The node takes a statement and then can't be asked: its word alone is not the end, and the draft stays until the proof is there."""
    liar.lie = lambda request, ask: None if request.path.startswith("/v1/statements/") else ask()
    said = market.consumer.json("claim", market.secrets[0])
    assert not said["proven"]
    draft, = market.consumer.json("draft", "list")["drafts"]
    assert draft["id"] == said["statement"]
    liar.lie = None
    assert market.consumer.json("draft", "send", draft["id"])["proven"]
    assert market.consumer.json("draft", "list")["drafts"] == []


def test_nothing_secret_is_sent(market, liar):
    """The in-pack secret stays on this computer, in look-up and claim alike."""
    secret = market.secrets[0].split("#c=")[1]
    sent = []

    def listen(request, ask):
        sent.append(f"{request.path} {request.headers}".encode() + request.body)
        return ask()

    liar.lie = listen
    market.consumer.json("verdict", market.secrets[0])
    market.consumer.json("claim", market.secrets[0])
    raw = base64.urlsafe_b64decode(secret + "==")
    assert sent and not any(secret.encode() in line or raw in line for line in sent)
    for path in market.consumer.folder.rglob("*"):
        assert not path.is_file() or (secret.encode() not in path.read_bytes() and raw not in path.read_bytes())


def test_shipment_of_lies(market, liar):
    """What a shipment holds is taken from its proof, not from the node's list."""
    shipment = market.brand.json("ship", CASE, "--to", market.carrier.account)["shipment"]
    market.carrier.json("network", "add", f"unix:{liar.proxy.path}", "--genesis", market.brand.network())
    liar.change = lambda bundle: without_state(bundle, b"s")
    assert "does not prove" in market.carrier.fails(6, "receive", shipment)
    liar.change = lambda bundle: {**bundle, LOG: []}
    market.carrier.fails(6, "shipment", "show", shipment)
    liar.change = lambda bundle: bundle
    assert market.carrier.json("receive", shipment)["proven"]
