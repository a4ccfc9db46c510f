# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with an item: claims it, follows it, reports a problem, keeps a proof, has it under My Items."""

import re

import pytest

from way_desktop import Home
from way_homes import PASSPHRASE, make_neighbour, make_person, open_label, read_label

TEA = "Silver Needle white tea, 50 g"
WATCH = re.compile("^Meridian 36")


def test_claimed_by_one_and_already_sold_for_the_next(demo_home, start_app, folder):
    """The consumer's way: scan the outside, claim with the inside; whoever scans it next is warned."""
    make_person(demo_home, "Ann")
    outside, inside = (read_label(demo_home, label) for label in ("tea-yours", "tea-yours-in-pack"))
    app = start_app(demo_home, outside)
    app.see("Verdict: Issued by the brand.")
    app.click("I Bought This", "button")
    app.type("In-Pack Code", inside)
    app.click("Continue", "button")
    app.sign("Claim It", PASSPHRASE)
    app.click("View", "button")
    app.find("Signed", "dialog")
    app.key("Escape")
    app.see("Verdict: Genuine.")
    assert not app.all("I Bought This", "button")
    app.section("My Items")
    app.find(re.compile("^" + TEA), "list item")
    app.close()

    other = start_app(make_neighbour(demo_home, folder / "other"), outside)
    other.see("Verdict: Already sold.")
    assert not other.all("I Bought This", "button")


def test_the_code_of_another_pack_claims_nothing(demo_home, demo_app):
    open_label(demo_app, "tea-issued")
    demo_app.click("I Bought This", "button")
    demo_app.type("In-Pack Code", read_label(demo_home, "tea-yours-in-pack"))
    demo_app.click("Continue", "button")
    demo_app.see("This in-pack code is of another item")
    demo_app.click("Close", "button")
    demo_app.see("Verdict: Issued by the brand.")


def test_a_report_is_for_everybody_and_plain_text(demo_app):
    """In the demo market who has no identity acts as its visitor."""
    open_label(demo_app, "tea-issued")
    demo_app.choose("Product Menu", "Report a Problem…")
    demo_app.type("In Your Own Words", "<b>The seal</b> was open.")
    demo_app.click("Continue", "button")
    demo_app.sign("Report It")
    demo_app.see("Somebody reported a problem with it")
    demo_app.see("<b>The seal</b> was open.")


def test_what_is_followed_and_recalled_comes_first(demo_app):
    for label in ("tea-issued", "fox-recalled"):
        open_label(demo_app, label)
        demo_app.click("Follow", "button")
        demo_app.find("Stop Following", "button")
    demo_app.section("My Items")
    demo_app.see("recalled it on")
    demo_app.find("Recalled", "label")
    rows = [row.name for row in demo_app.all(role="list item") if row.name.startswith((TEA, "Fox on wheels"))]
    assert [row.split(" ")[0] for row in rows] == ["Fox", "Silver"]
    open_label(demo_app, "tea-issued")
    demo_app.click("Stop Following", "button")
    demo_app.find("Follow", "button")
    demo_app.section("My Items")
    demo_app.wait_gone(re.compile("^" + TEA), "list item")


def test_what_one_owns_and_a_recall_of_it(demo_home, start_app):
    """A collector passed a watch on to the visitor of the demo market; then the maker calls it back."""
    app = start_app(demo_home)
    app.section("My Items")
    app.find("Yours", "label")
    app.find(WATCH, "list item").click()
    app.see("Verdict: Genuine.")
    demo_home.ctl("--network", "demo", "--identity", "demo-watch", "recall", read_label(demo_home, "watch-second-hand"),
                  "--reason", "en=The mainspring may break.")
    app.see("Verdict: Recalled.")
    app.click("Back", "button")
    assert app.find("Recalled", "list").children("list item", WATCH)
    app.see("The mainspring may break.")
    assert not app.all("Yours", "label")


def test_nothing_of_ones_own(home, start_app):
    home.set("was-welcomed", "true")
    app = start_app(home)
    app.section("My Items")
    app.see("No Items Yet")


def test_a_proof_convinces_who_has_nothing(demo_home, demo_app, folder):
    """The file is enough for somebody with no ledger and no network, who knows its genesis. It only grows old."""
    open_label(demo_app, "tea-issued")
    demo_app.choose("Product Menu", "Export Proof…")
    proof = folder / "tea.waymark"
    demo_app.choose_file(proof)
    demo_app.see("Proof exported")
    genesis = demo_home.json("--network", "demo", "node", "genesis")["network"]
    stranger = Home(demo_app.desktop, folder / "stranger")
    told = stranger.json("proof", "verify", "--network", genesis, proof)
    reasons = {reason["reason"] for reason in told["examination"]["reasons"]}
    assert {"issued-by-brand", "timeline-complete", "certified", "old-answer"} <= reasons
    spoilt = bytearray(proof.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    proof.write_bytes(spoilt)
    with pytest.raises(AssertionError, match="waymarkctl .*proof"):
        stranger.ctl("proof", "verify", "--network", genesis, proof)
