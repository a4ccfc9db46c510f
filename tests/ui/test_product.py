# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The product page: verdicts and their evidence, the timeline, a link to share."""

import json
import re

import pytest

from way_homes import BOWL, CASES, open_label, read_label

VERDICTS = [
    ("tea-issued", "Issued by the brand"), ("watch-second-hand", "Genuine"), ("mug-unverified-issuer", "Can't tell"),
    ("tea-invented-serial", "Likely a copy"), ("fox-recalled", "Recalled"), ("tea-copied-after-claim", "Already sold"),
    ("tea-unknown-product", "Unknown code"),
]


@pytest.mark.parametrize("label,verdict", VERDICTS)
def test_verdict_of_a_label(demo_app, label, verdict):
    open_label(demo_app, label)
    assert demo_app.see(f"Verdict: {verdict}.").role in ("grouping", "panel")
    demo_app.see("Demo Market")
    demo_app.see("Checked just now")
    demo_app.screenshot(demo_app.home.folder / "page.png")
    assert not demo_app.nameless(), demo_app.dump()


def test_a_reason_shows_its_evidence(demo_home, demo_app):
    open_label(demo_app, "tea-issued")
    demo_app.find(re.compile("Cloudpeak Tea Estate issued this code"), "list item").click()
    dialog = demo_app.find("Why", "dialog")
    shown = [label.name for label in dialog.children("label")]
    for label in ("What was signed", "Signed by", "In the ledger since", "Statement", "In block", "Place in the log",
                  "Checked on this computer"):
        assert label in shown, f"{label}: {shown}"
    demo_app.click("Copy Statement", "button")
    demo_app.see("Copied")
    statement = demo_app.desktop.run("xclip", "-selection", "clipboard", "-out").strip()
    assert re.fullmatch("[0-9a-f]{64}", statement)
    assert "Cloudpeak" in demo_home.ctl("--network", "demo", "statement", "show", statement)


def test_the_order_of_the_timeline_is_remembered(demo_app, start_app):
    def first(app):
        return app.find("Timeline", "list").children("list item")[0].name
    open_label(demo_app, "tea-issued")
    assert "registered the product" in first(demo_app)
    demo_app.click("Newest first", "toggle button")
    demo_app.wait(lambda: "registered the product" not in first(demo_app), "the order stays")
    newest = first(demo_app)
    demo_app.close()
    again = start_app(demo_app.home, read_label(demo_app.home, "tea-issued"))
    assert first(again) == newest


def test_a_hand_over_says_who_confirms_it(demo_app):
    open_label(demo_app, "tea-issued")
    demo_app.find(re.compile("shipped it to Grey Heron Freight.*Confirmed by both sides"), "list item")


def test_pictures_are_shown_large(demo_app):
    open_label(demo_app, "tea-issued")
    demo_app.find(re.compile("^Show .* large$"), "button").click()
    demo_app.find("Silver Needle, tin", "dialog")


def test_a_link_leaves_without_the_secret(demo_app):
    open_label(demo_app, "tea-yours-in-pack")
    demo_app.see("The in-pack code fits this item")
    demo_app.choose("Product Menu", "Share Link")
    demo_app.see("Link copied")
    link = demo_app.desktop.run("xclip", "-selection", "clipboard", "-out")
    assert link.startswith("https://id.gs1.org/01/09521001000017/10/W2504/21/") and "#" not in link


# ---- What only one side says

def write_events(folder, link):
    """An event of another system, years before the lot was registered."""
    gtin, rest = link.partition("/01/")[2].split("/10/")
    path = folder / "events.json"
    path.write_text(json.dumps({
        "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "type": "EPCISDocument",
        "schemaVersion": "2.0", "creationDate": "2026-03-01T12:00:00Z", "epcisBody": {"eventList": [
            {"type": "ObjectEvent", "eventTime": "2005-04-03T20:33:31Z", "eventTimeZoneOffset": "+00:00",
             "action": "OBSERVE", "bizStep": "storing",
             "epcList": [f"https://id.gs1.org/01/{gtin}/21/{rest.split('/21/')[1]}"]}]}}))
    return path


def test_claims_of_one_side(shop_home, start_app):
    """What was imported stands where it is said to have happened, and what came back is the seller's word: neither is late."""
    link = json.loads(shop_home.ctl("--json", "lot", "serials", BOWL, "B26-03").splitlines()[-1])["link"]
    shop_home.ctl("sell", link)
    shop_home.ctl("take-back", link)
    shop_home.ctl("epcis", "import", "--lot", "B26-03", write_events(shop_home.folder, link))
    shop_home.stop_nodes()
    app = start_app(shop_home, link)
    app.see("Verdict: Issued by the brand.")
    app.see("This item was sold once and came back. Only its seller says so")
    app.see("took it back from a buyer who is not named.")
    app.see("alone: nobody signed for the buyer.")
    app.see("claims an event of another system: storing")
    app.see("alone, imported on")
    assert not [text for text in app.texts() if "late" in text.split()]


def test_an_epc_urn_is_looked_up(shop_home, start_app):
    """As it stands in an EPCIS document."""
    case = CASES[2]
    app = start_app(shop_home, f"urn:epc:id:sscc:{case[1:8]}.{case[0]}{case[8:17]}")
    app.see(case)
