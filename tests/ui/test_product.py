# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The product page: verdicts, a link to share, and what is no code."""

import json

import pytest

from way_homes import BOWL, CASES, read_label

VERDICTS = [
    ("tea-issued", "Issued by the brand"), ("watch-second-hand", "Genuine"), ("mug-unverified-issuer", "Can't tell"),
    ("tea-invented-serial", "Likely a copy"), ("fox-recalled", "Recalled"), ("tea-copied-after-claim", "Already sold"),
    ("tea-unknown-product", "Unknown code"),
]


def open_label(app, label):
    assert app.again(read_label(app.home, label)).returncode == 0


@pytest.mark.parametrize("label,verdict", VERDICTS)
def test_verdict_of_a_label(demo_app, label, verdict):
    open_label(demo_app, label)
    assert demo_app.see(f"Verdict: {verdict}.").role in ("grouping", "panel")
    demo_app.see("Demo Market")
    demo_app.see("Checked just now")
    demo_app.screenshot(demo_app.home.folder / "page.png")
    for control in demo_app.controls():
        assert control.name, f"{control} has no name\n{demo_app.dump()}"


# ---- Doing something with it


def test_a_link_leaves_without_the_secret(demo_app):
    open_label(demo_app, "tea-yours-in-pack")
    demo_app.see("The in-pack code fits this item")
    demo_app.choose("Product Menu", "Share Link")
    demo_app.see("Link copied")
    link = demo_app.desktop.run("xclip", "-selection", "clipboard", "-out")
    assert link.startswith("https://id.gs1.org/01/09521001000017/10/W2504/21/") and "#" not in link


# ---- What is no code

def test_characters_that_deceive_are_written_out(demo_app):
    assert demo_app.again("gpj\u202eexe.evil").returncode == 0
    demo_app.see("gpj⟨U+202E⟩exe.evil")
    demo_app.see("This text has invisible characters")


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
