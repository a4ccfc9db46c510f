# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goods leave one's hands and arrive in another's, in the window."""

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
