# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goods leave one's hands and arrive in another's, in the window."""

import re
import time

import pytest

from way_cameras import Cameras, write_frame
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


@pytest.fixture
def cameras(desktop, folder):
    made = Cameras(folder, desktop.environment)
    yield made
    made.stop()


def bracketed(sscc):
    return f"(00){sscc}"


def test_a_shipment_of_another_program_is_listed_and_checked(trade, start_app):
    trade.ctl("ship", bracketed(CASES[0]), f"5*(01){GTIN}(10)B1", "--to", SHOP, "--note", "Mind the glass")
    app = start_app(trade)
    go(app, "Shipments")
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
    go(made, "Shipments")
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


def point_until(app, find, is_done, what):
    """Rows are made anew when the lists behind them come: points at whatever row is there, until it shows."""
    pointed = []

    def done():
        if is_done():
            return True
        rows = find()
        if rows and (not pointed or time.monotonic() - pointed[-1] > 2):
            pointed.append(time.monotonic())
            rows[0].click()
        return False
    app.wait(done, what)


def go(app, section):
    point_until(app, lambda: app.all(section, "list item"), lambda: app.all(section, "grouping"), f"no page {section}")


def switch(app, name):
    app.click(re.compile("^Identity: "))
    app.find("Act As")
    point_until(app, lambda: app.all(name, "list item"), lambda: app.all("Identity: " + name, "button")
                and not app.all("Act As"), f"{name} does not act")


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
    go(app, "Shipments")
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
    go(app, "Shipments")
    app.click("Done")
    app.find(f"To {SHOP} (you)", "list item").click()
    app.see("2 of 3 things are missing or incomplete")


def test_cartons_before_the_camera(cameras, trade, start_app, folder):
    cameras.answer("yes")
    camera = cameras.camera(write_frame(folder / "wall.ppm", level=180))
    frames = [write_frame(folder / f"{case}.ppm", text=f"https://id.gs1.org/00/{case}") for case in CASES[:2]]
    app = start_app(trade)
    go(app, "Shipments")
    app.resize(900, 890)
    app.click("New Shipment")
    app.click("Scan with the Camera")
    app.find("What the camera sees")
    for case, frame in zip(CASES, frames):
        camera.tell(f"show {frame}")
        app.find(re.compile("Case " + case), "list item")
    app.see("2 things")
    camera.tell(f"show {folder / 'wall.ppm'}")
    camera.expect("shown")
    camera.rest(1)  # it is told of again only when it was out of sight for a while
    camera.tell(f"show {frames[0]}")
    app.see("You scanned that already.")
    app.click("Scan with the Camera")
    app.wait_gone("What the camera sees")
    app.type("Expected By (Year-Month-Day)", "tomorrow")
    choose(app, SHOP)
    app.see("Write the day on which it should arrive like 2027-03-01.")
    app.click("Choose Day")
    app.click("Use This Day")
    app.see("Ready to be signed")
    sign(app, "Sign Shipment")
    app.find(row("To " + SHOP), "list item").click()
    app.find(re.compile("Expected"), "list item")


def test_duplicates_and_strangers_are_flagged(app, trade):
    trade.ctl("ship", bracketed(CASES[2]), "--to", SHOP)
    app.click("New Shipment")
    scan(app, bracketed(CASES[0]))
    scan(app, CASES[0])
    app.see("You scanned that already")
    scan(app, "nothing at all")
    assert len(app.all(row("Case " + CASES[0]), "list item")) == 1
    scan(app, bracketed(CASES[2]))
    app.see("It is on its way in another shipment")
    scan(app, bracketed(check_digit("09521230000000009")))
    app.see("Nobody registered that on this network")
    app.see("3 things, 2 of them can't be sent")
    choose(app, SHOP)
    assert not app.find("Sign…", "button").is_enabled
    app.click(re.compile("^Remove Case " + CASES[2]))
    app.see("2 things, 1 of them can't be sent")
    app.click("Undo")
    app.see("3 things, 2 of them can't be sent")


def test_what_is_prepared_survives_a_restart(app, trade, start_app):
    app.click("New Shipment")
    scan(app, bracketed(CASES[1]))
    choose(app, SHOP)
    app.find(row("Case " + CASES[1]), "list item")
    app.see("Ready to be signed")
    app.close()
    again = start_app(trade)
    go(again, "Shipments")
    again.click("To Send")
    again.find(f"To {SHOP}", "list item").click()
    again.find(row("Case " + CASES[1]), "list item")
    again.see("Ready to be signed")
    again.click("More", "toggle button")
    again.find(None, "menu item")
    again.all(None, "menu item")[1].click()
    again.click("Discard", "button")
    again.see("Scan what you send")


def test_a_recalled_lot_is_said_to_be_so(app, trade):
    app.click("More", "toggle button")
    app.find(None, "menu item").click()
    app.type("Code of a Product, Lot or Item", f"(01){GTIN}(10)B1")
    app.type("Reason", "Mould in the tins")
    sign(app, "Sign Recall")
    assert "RECALLED" in trade.ctl("--json", "verdict", f"(01){GTIN}(10)B1")
    app.click("New Shipment")
    scan(app, f"(01){GTIN}(10)B1")
    app.see("It was recalled")
    app.click("Back")
    app.wait_gone("Scan or Type a Code")
    app.click("To Send")
    app.find("Receiver Not Chosen Yet", "list item")
    app.click("More", "toggle button")
    app.find(None, "menu item")
    app.all(None, "menu item")[1].click()
    app.type("Code of a Product, Lot or Item", f"(01){GTIN}(10)B1")
    app.type("Reason", "The tins were clean after all")
    sign(app, "End Recall")
    told = trade.json("verdict", f"(01){GTIN}(10)B1")
    assert told["verdict"] != "RECALLED"
    assert "recall-ended" in [one["reason"] for one in told["reasons"]]
