# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""One's own statements replayed, reordered, with a gap, too large, by a foreign key or for another network, over HTTP to a
real node: refused by name, without effect, and the signer can go on as if nothing had been."""

import shutil
import tempfile
from pathlib import Path

import pytest
from way_cbor import Tag, decode, encode
from way_node import Node
from way_statement import HOUR_MS, Key, Signer, cose_sign, now_ms, sha256, statement, statement_id

MAX_STATEMENT, MAX_ACTIONS, MAX_AHEAD_MS = 262144, 64, 31622400000
NO_EFFECT = ("height", "logSize", "hash")


@pytest.fixture(scope="module")
def node():
    folder = Path(tempfile.mkdtemp(prefix="way-"))
    node = Node(folder / "node").wait_ready()
    yield node
    assert node.stop() == 0 and "CRITICAL" not in node.messages(), node.messages()
    shutil.rmtree(folder)


@pytest.fixture
def network(node):
    return sha256(node.genesis())


@pytest.fixture
def anna(request, node, network):
    """Registered, with one more statement."""
    anna = Signer(request.node.name, network)
    anna.first = anna.register("Anna")
    anna.second = rename(anna, "Anna B")
    node.accept(anna.first)
    node.accept(anna.second)
    return anna


def profile(name):
    return ("profileSet", {1: {1: 1, 2: [{1: "en", 2: name}]}})


def rename(signer, name, **options):
    return signer.sign(profile(name), **options)


def refused(node, data, status, result):
    """One problem document with a sentence, and the ledger as it was."""
    before = node.head()
    reply = node.submit(data)
    problem = reply.json()
    assert (reply.status, problem["result"]) == (status, result), reply
    assert reply.type == "application/problem+json" and len(problem["title"].split()) >= 3, problem
    after = node.head()
    assert [after[name] for name in NO_EFFECT] == [before[name] for name in NO_EFFECT]
    return problem


def goes_on(node, signer):
    """The next number is still the next one."""
    return node.accept(rename(signer, "After"))


def test_replayed(node, anna):
    """The answer of the first time, whenever and however often it is sent; it happened once."""
    size = node.head()["logSize"]
    answers = [node.submit(anna.first).json() for _ in range(3)]
    assert answers[0]["result"] == "ok" and answers == [answers[0]] * 3
    goes_on(node, anna)
    assert node.submit(anna.second).json()["result"] == "ok"
    assert node.head()["logSize"] == size + 1


def test_a_refused_one_replayed(node, anna):
    """What a module refused stays refused, with the same answer, also where it would be taken by now."""
    early = anna.sign(("lotRegister", {1: "09521234543213", 2: "L", 3: 5}))
    first = node.submit(early).json()
    assert first["result"] == "not-registered"
    node.accept(anna.sign(("productRegister", {1: "09521234543213", 2: {1: [{1: "en", 2: "Tea"}], 2: "B"}})))
    assert node.submit(early).json() == first
    node.accept(anna.sign(("lotRegister", {1: "09521234543213", 2: "L", 3: 5})))


def test_an_old_number_with_another_act(node, anna, network):
    again = statement(anna.key, network, 2, [profile("Eve")])
    refused(node, again, 409, "bad-sequence")
    goes_on(node, anna)


@pytest.mark.parametrize("ahead", [2, 3, 1000, 2 ** 63, 2 ** 64 - 1])
def test_gap_in_the_sequence(node, anna, network, ahead):
    number = min(anna.sequence + ahead, 2 ** 64 - 1)
    refused(node, statement(anna.key, network, number, [profile("Later")]), 409, "bad-sequence")
    goes_on(node, anna)


def test_reordered(node, anna):
    """The later ones wait for nobody: refused until their turn, then the very same bytes are taken."""
    three, four, five = (rename(anna, name) for name in ("Three", "Four", "Five"))
    refused(node, five, 409, "bad-sequence")
    refused(node, four, 409, "bad-sequence")
    places = [node.accept(data)["logIndex"] for data in (three, four, five)]
    assert places == sorted(places)
    refused(node, statement(anna.key, anna.network, 4, [profile("Else")]), 409, "bad-sequence")


def test_first_of_a_key_must_register(node, network):
    stranger = Signer("stranger", network)
    refused(node, rename(stranger, "Nobody"), 403, "unknown-key")
    refused(node, statement(stranger.key, network, 2, [("register", {1: stranger.key.public})]), 409, "bad-sequence")
    stranger.sequence = 0
    node.accept(stranger.register())


def test_foreign_key(node, anna, network):
    """Somebody else's key for Anna's account, whether the node knows that key or not."""
    eve = Signer("eve of " + anna.account.hex(), network)
    refused(node, statement(eve.key, network, 3, [profile("Eve")], account=anna.account), 403, "unknown-key")
    refused(node, statement(eve.key, network, 1, [("register", {1: eve.key.public})], account=anna.account), 403, "wrong-account")
    refused(node, statement(eve.key, network, 1, [("register", {1: anna.key.public})]), 403, "bad-signature")
    node.accept(eve.register())
    refused(node, statement(eve.key, network, 2, [profile("Eve")], account=anna.account), 403, "wrong-account")
    goes_on(node, eve)
    goes_on(node, anna)


def test_signature_of_another(node, anna):
    """Anna's name on it, and her key's, but not her signature: of another key, of another payload, of none."""
    data = decode(rename(anna, "Eve"))
    protected, unprotected, payload, signature = data.value
    other = decode(anna.second).value[3]
    eve = Key("eve")
    forged = cose_sign("statement", payload, eve)
    for wrong in (other, decode(forged).value[3], bytes(64), signature[:32] + bytes(32)):
        refused(node, encode(Tag(18, [protected, unprotected, payload, wrong])), 403, "bad-signature")
    anna.sequence -= 1
    goes_on(node, anna)


def test_a_changed_payload(node, anna):
    protected, unprotected, payload, signature = decode(rename(anna, "Anna C")).value
    changed = payload.replace(b"Anna C", b"Evil C")
    assert changed != payload
    refused(node, encode(Tag(18, [protected, unprotected, changed, signature])), 403, "bad-signature")


def test_wrong_network(node, anna):
    """Signed for another network with the same key and the very number that is next: of no use here."""
    for other in (bytes(32), sha256(b"another genesis")):
        problem = refused(node, statement(anna.key, other, 3, [profile("Anna")]), 409, "wrong-network")
        assert "another network" in problem["title"]
    goes_on(node, anna)


@pytest.mark.parametrize("not_after, result", [
    (0, "expired"), (1, "expired"), (-HOUR_MS, "expired"), (MAX_AHEAD_MS + HOUR_MS, "not-after-too-far"), (253402300799999, "not-after-too-far")])
def test_out_of_its_time(node, anna, network, not_after, result):
    if abs(not_after) >= HOUR_MS and not_after < 253402300799999:
        not_after += now_ms()
    refused(node, statement(anna.key, network, 3, [profile("Late")], not_after=not_after), 409, result)
    goes_on(node, anna)


def test_too_many_actions(node, anna, network):
    refused(node, statement(anna.key, network, 3, [profile("A")] * (MAX_ACTIONS + 1)), 400, "out-of-range")
    refused(node, statement(anna.key, network, 3, []), 400, "missing-member")
    node.accept(anna.sign(*[profile(f"Name {i}") for i in range(MAX_ACTIONS)]))
    goes_on(node, anna)


def observation(account):
    """About 9 kB."""
    things = [{1: 3, 2: account, 3: "09521234543213", 4: "L", 5: f"{i:020}"} for i in range(100)]
    return ("observe", {1: {1: 1_700_000_000_000, 2: 0}, 2: things})


def test_too_large(node, anna, network):
    """Up to the limit of the network's parameters; the sentence is the same for a little and for much more."""
    def made(count):
        return statement(anna.key, network, 3, [observation(anna.account)] * count)
    small = made(1)
    count = MAX_STATEMENT // (len(made(2)) - len(small))
    refused(node, made(count + 1), 413, "too-large")
    refused(node, made(MAX_ACTIONS), 413, "too-large")
    assert len(made(count)) <= MAX_STATEMENT
    node.accept(made(count))


@pytest.mark.parametrize("kind", ["checkpoint", "freshness", "claim", "possession", "else"])
def test_signed_for_another_purpose(node, anna, kind):
    payload = decode(rename(anna, "A")).value[2]
    refused(node, cose_sign(kind, payload, anna.key), 409, "wrong-content-type")


def test_one_of_two_with_the_same_number(node, anna, network):
    """Two devices with one key: the first wins, the other is told, nothing is mixed."""
    one, two = (statement(anna.key, network, 3, [profile(name)]) for name in ("Phone", "Laptop"))
    assert statement_id(one) != statement_id(two)
    node.accept(one)
    refused(node, two, 409, "bad-sequence")
    assert node.get(f"/v1/keys/{anna.key.id.hex()}").json()["sequence"] == 3
