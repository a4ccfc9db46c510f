# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goods leave one's hands and arrive in another's, in the window."""

import re

import pytest

from way_desktop import Home
from way_statement import check_digit

PREFIX = "9521234"
GTIN = "09521234543213"
CASES = [check_digit(f"0952123000000000{number}") for number in (1, 2, 3)]
BRAND, SHOP = "Tea Garden", "Fresh Shop"


@pytest.fixture(scope="session")
def _trade_home(desktop):
    """A brand and a shop of one person on a ledger of her own: a lot of twelve, three cases of three, three loose; a lot of fifty
    pieces without serial numbers."""
    made = Home(desktop, desktop.folder / "trade")
    made.set("was-welcomed", "true")
    made.ctl("identity", "create", "--kind", "brand", BRAND)
    account = made.json("identity", "list")["identities"][0]["account"]
    made.ctl("identity", "attest", account, "company-prefix", PREFIX)
    made.ctl("product", "register", GTIN, "--name", "en=Oolong tea", "--brand", BRAND)
    cases = [word for case in CASES for word in ("--case", f"{case}=3")]
    made.ctl("lot", "create", GTIN, "A1", "--quantity", 12, *cases)
    made.ctl("lot", "create", GTIN, "B1", "--quantity", 50, "--no-serials")
    made.ctl("identity", "create", "--kind", "shop", SHOP)
    made.ctl("--identity", SHOP, "identity", "register")
    made.stop_nodes()
    return made


@pytest.fixture
def trade(_trade_home, folder):
    made = _trade_home.copy(folder / "trade")
    yield made
    made.stop_nodes()


def bracketed(sscc):
    return f"(00){sscc}"


def test_a_shipment_of_another_program_is_listed_and_checked(trade, start_app):
    app = start_app(trade)
    app.section("Shipments")
    app.see("No Shipments Yet")
    trade.ctl("ship", bracketed(CASES[0]), f"5*(01){GTIN}(10)B1", "--to", SHOP, "--note", "Mind the glass")
    app.section("Scan")
    app.section("Shipments")
    app.find(f"To {SHOP} (you)", "list item").click()
    app.see("Mind the glass")
    app.see("Case " + CASES[0])
    app.see(f"5 × lot B1 of product {GTIN}")
    app.click("Back")
    app.click("Search")
    app.type("Search Shipments", CASES[1])
    app.see("No Results Found")
    app.type("Search Shipments", CASES[0])
    app.find(f"To {SHOP} (you)", "list item")


UNSCANNED = "Not scanned"


def row(name):
    return re.compile(re.escape(name))


@pytest.fixture
def app(trade, start_app):
    made = start_app(trade)
    made.section("Shipments")
    made.resize(900, 800)
    return made


def scan(app, code):
    """As a scanner that types and ends with Enter; the entry keeps the focus and is empty again."""
    app.type("Scan or Type a Code", code)
    app.key("Return")
    app.wait(lambda: app.find("Scan or Type a Code", "text").text == "", f"{code} stays in the entry")


def choose(app, receiver):
    app.find("Receiver", "list item").click()
    app.find(row(receiver), "list item").click()
    app.wait_gone("Account or did:key")


def sign(app, act):
    app.click("Sign…", "button")
    dialog = app.find(act, "dialog")
    app.click(act, "button")
    app.wait(lambda: not app.all(act, "dialog"), f"{act} is not done")
    return dialog


def switch(app, name):
    app.click(re.compile("^Identity"))
    app.find(row(name), "list item").click()
    app.find(re.compile("^Identity: " + name), "button")


def test_goods_change_hands_with_one_missing(app, trade):
    app.click("New Shipment")
    scan(app, bracketed(CASES[0]))
    scan(app, bracketed(CASES[1]))
    scan(app, f"20*(01){GTIN}(10)B1")
    app.find(row("Case " + CASES[1]), "list item")
    app.find(row("Oolong tea"), "list item")
    app.see("Choose who receives it")
    assert not app.find("Sign…", "button").is_enabled
    choose(app, SHOP)
    app.type("Note for Everybody", "Mind the glass")
    app.see("Ready to be signed")
    sign(app, "Sign Shipment")
    app.find(f"To {SHOP} (you)", "list item").click()
    app.see("Mind the glass")
    assert trade.json("shipment", "list", "--out")["shipments"][0]["shipment"]["items"] == 3

    app.click("Back")
    switch(app, SHOP)
    app.section("Shipments")
    app.click("To Receive")
    app.find(f"From {BRAND} (you)", "list item").click()
    app.click("Receive…")
    app.see("3 things are missing or incomplete")
    scan(app, bracketed(CASES[0]))
    app.see("2 things are missing or incomplete")
    scan(app, bracketed(CASES[2]))
    app.see("That is not part of this shipment")
    scan(app, f"18*(01){GTIN}(10)B1")
    app.see("18 of 20 here")
    sign(app, "Sign Receipt")
    app.see("2 of 3 things are missing or incomplete")
    app.see("2 of 20 missing")

    app.click("Back")
    switch(app, BRAND)
    app.section("Shipments")
    app.click("Done")
    app.find(f"To {SHOP} (you)", "list item").click()
    app.see("2 of 3 things are missing or incomplete")
