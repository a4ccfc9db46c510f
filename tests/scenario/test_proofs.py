# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proofs as files: what their owner, somebody on the network, and a stranger make of them."""

from way_ctl import GTIN, Person, reasons


def test_proof_of_an_item(market, folder):
    """Exported by its owner; checked offline, by herself, by others on the network, by a stranger."""
    brand, consumer, shop = market.brand, market.consumer, market.shop
    link, path = market.links[0], folder / "item.waymark-proof"
    consumer.json("claim", market.secrets[0])
    assert consumer.json("proof", "export", link, path)["size"] == path.stat().st_size
    network = brand.network()
    brand.json("node", "stop")
    mine = consumer.json("proof", "verify", path)
    assert mine["known"] and mine["network"] == network
    # not live, so it can't say what is so now; but it never says that somebody else owns it
    assert mine["examination"]["verdict"] == "CANNOT_TELL"
    assert reasons(mine["examination"])[0] == "old-answer" and "yours" in reasons(mine["examination"])
    theirs = shop.json("proof", "verify", path)
    assert theirs["examination"]["verdict"] == "ALREADY_SOLD"
    stranger = Person(folder / "stranger")
    unknown = stranger.json("proof", "verify", path, code=7)
    assert not unknown["known"]
    assert stranger.json("proof", "verify", path, more=("--network", network))["known"]
    assert "another network" in stranger.fails(6, "proof", "verify", path, more=("--network", "0" * 64))


def test_proof_of_a_statement(market, folder):
    path = folder / "statement.waymark-proof"
    done = market.brand.json("product", "update", GTIN, "--origin", "CN")
    market.consumer.json("proof", "export", done["statement"], path)
    shown = market.consumer.json("proof", "verify", path)
    assert shown["examination"] is None and shown["statements"] >= 1
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    market.consumer.fails(1, "proof", "verify", path)
    body = bytearray(whole)
    body[len(body) // 2] ^= 1
    path.write_bytes(body)
    assert market.consumer.run("proof", "verify", path, code=None).code in (1, 6)
    market.consumer.fails(9, "proof", "verify", folder / "nothing")
    market.consumer.fails(3, "proof", "export", "0" * 64, folder / "none")
    assert not (folder / "none").exists()
