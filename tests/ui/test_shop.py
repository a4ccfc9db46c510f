# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a merchant does in her shop: products, lots, labels."""

import re

import pytest

from way_desktop import ROOT

PREFIX = "9521234"
GTIN = "9521234567899"
PICTURE = ROOT / "data" / "demo" / "labels" / "tea-issued.png"


@pytest.fixture
def merchant(home):
    """A brand with a ledger of its own, on which it is its own registrar."""
    home.set("was-welcomed", "true")
    home.ctl("identity", "create", "--kind", "brand", "Tea Garden")
    account = home.json("identity", "list")["identities"][0]["account"]
    home.ctl("identity", "attest", account, "company-prefix", PREFIX)
    return home


@pytest.fixture
def shop(merchant, start_app):
    app = start_app(merchant)
    app.resize(1200, 890)
    app.section("Catalogue")
    return app


def row(name):
    return re.compile("^" + re.escape(name))


def write_product(app, gtin=GTIN, name="Spring Oolong"):
    app.click("Add Product")
    app.type("GTIN", gtin)
    app.type("Name", name)
    app.type("Brand", "Tea Garden")


def sign(app, act):
    dialog = app.find(None, "dialog")
    app.click(act, "button")
    return dialog


def test_a_product_is_written_signed_and_changed(shop):
    shop.see("No Products Yet")
    write_product(shop)
    shop.see("Ready to be signed")
    shop.type("Description", "Rolled by hand")
    shop.type("Days of Warranty", "30")
    shop.click("Add Picture")
    shop.choose_file(PICTURE)
    shop.see(PICTURE.name)
    assert "Warranty: 30 days" in shop.texts(), "the preview"
    shop.click("Sign…")
    sign(shop, "Sign Product")
    shop.find(row("Spring Oolong"), "list item").click()
    shop.see("Attested by Tea Garden")
    shop.click("Edit Product")
    shop.see("Ready to be signed")
    shop.type("Name", "Autumn Oolong")
    shop.click("Sign…")
    sign(shop, "Sign Product")
    shop.wait_gone("Edit Product", "grouping")
    shop.see("Autumn Oolong")
    told = shop.home.json("product", "show", GTIN)["product"]
    assert told["names"] == [{"language": told["names"][0]["language"], "text": "Autumn Oolong"}]
    assert told["warrantyDays"] == 30 and len(told["pictures"]) == 1


@pytest.mark.parametrize("gtin, told", [("9521234567890", "would have to end with 9"), ("952123456789", "last digit 9"),
                                        ("95212x", "digits alone"), ("9" * 15, "at most 14 digits")])
def test_a_wrong_gtin_is_told_while_it_is_typed(shop, gtin, told):
    write_product(shop, gtin)
    shop.see(told)
    shop.see("The GTIN is not complete")
    assert not shop.find("Sign…", "button").is_enabled
    shop.type("GTIN", GTIN)
    shop.see("Ready to be signed")
    assert shop.find("Sign…", "button").is_enabled


def test_nobody_gets_a_gtin_for_nothing(shop):
    shop.click("Add Product")
    shop.find("I Have No GTIN", "list item").click()
    shop.see("GS1 organisation of your country")


def test_a_draft_survives_a_restart(merchant, shop, start_app):
    write_product(shop, gtin="95212")
    shop.click("Back")
    shop.see("No Products Yet")
    shop.close()
    again = start_app(merchant)
    again.section("Catalogue")
    again.click("Add Product")
    again.see("a draft that is not signed yet")
    assert again.find("Name", "text").text == "Spring Oolong"
    again.click("Discard Draft")
    again.wait_gone(re.compile("Spring Oolong"))
    assert again.find("GTIN", "text").text == ""


def test_dropping_the_dialog_signs_nothing(shop):
    write_product(shop)
    shop.click("Sign…")
    shop.find("Sign Product", "button")
    shop.key("Escape")
    shop.wait_gone("Sign Product", "button")
    shop.see("Ready to be signed")
    assert shop.home.json("product", "list")["products"] == []


def test_a_search_finds_only_what_is_meant(merchant, start_app):
    for gtin, name in ((GTIN, "Spring Oolong"), ("9521234000006", "White Needle")):
        merchant.ctl("product", "register", "--name", f"en={name}", "--brand", "Tea Garden", gtin)
    app = start_app(merchant)
    app.section("Catalogue")
    app.find(row("White Needle"), "list item")
    app.key("ctrl+f")
    app.type("Search", "ool")
    app.wait_gone(row("White Needle"), "list item")
    app.find(row("Spring Oolong"), "list item")
    app.type("Search", "nothing like it")
    app.see("Nothing Found")
