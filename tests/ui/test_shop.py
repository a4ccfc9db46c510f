# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a merchant does in her shop: products, lots, labels."""

import re
import subprocess

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


def test_a_country_is_chosen_by_its_name(shop):
    write_product(shop)
    while not shop.find("Country of Origin", "combo box").is_focused:
        shop.key("Tab")
    shop.key("Return")
    shop.see("Afghanistan")
    shop.key("g", "e", "r", "m")
    shop.see("Germany")
    shop.wait_gone("Afghanistan")
    shop.key("Down", "Return")
    shop.see("Country of Origin: Germany")
    shop.click("Sign…")
    sign(shop, "Sign Product")
    shop.find(row("Spring Oolong"), "list item").click()
    shop.see("Germany")
    assert shop.home.json("product", "show", GTIN)["product"]["countryOfOrigin"] == "DE"


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


def test_the_sidebar_leads_out_of_the_editor(shop):
    shop.click("Add Product")
    shop.see("I Have No GTIN")
    shop.section("Labels")
    shop.see("No Products Yet")


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


@pytest.fixture
def product(merchant):
    merchant.ctl("product", "register", "--name", "en=Spring Oolong", "--brand", "Tea Garden", GTIN)
    return merchant


def open_lots(app):
    app.resize(1200, 890)
    app.section("Labels")
    app.find(row("Spring Oolong"), "list item").click()
    return app


def open_labels(merchant, start_app, quantity, lot="A1"):
    merchant.ctl("lot", "create", "--quantity", quantity, GTIN, lot)
    app = open_lots(start_app(merchant))
    app.find(row(lot), "list item").click()
    app.see(f"Labels of Lot {lot}")
    return app


def scan_pages(home, path, folder):
    """What waymarkctl makes of the codes of each page, as a printer would print it."""
    subprocess.run(["pdftoppm", "-r", "200", "-png", str(path), str(folder / "page")], check=True)
    return [home.json("scan", page)["codes"] for page in sorted(folder.glob("page*.png"))]


def save(app, path):
    app.click("Save PDF…")
    app.choose_file(path)


def test_a_lot_is_made_and_labelled(product, start_app, folder):
    app = open_lots(start_app(product))
    app.see("No Lots Yet")
    app.find("New Lot", "button").click()
    app.see("made on this computer from your recovery phrase")
    app.type("Lot Number", "A1")
    app.type("Quantity", "30")
    app.type("Expiry Date (Year-Month-Day)", "2027-02-30")
    app.see("Write the expiry date like")
    app.type("Expiry Date (Year-Month-Day)", "2027-02-28")
    app.see("28 February 2027")
    app.see("Ready to be signed")
    app.click("Sign…")
    sign(app, "Sign Lot")
    app.see("30 pieces, with serial numbers, expires on 28 February 2027")
    app.find(row("A1"), "list item").click()
    app.see("Page 1 of 6")
    app.click("Next Page")
    app.see("Page 2 of 6")
    path = folder / "labels.pdf"
    save(app, path)
    app.see("Labels saved")
    app.see("Open Folder")
    assert path.stat().st_mode & 0o077 == 0, "in-pack codes are nobody else's"
    pages = scan_pages(product, path, folder)
    assert [len(page) for page in pages] == [14, 14, 14, 14, 2, 2]
    outside, inside = [[code["text"] for page in pages[start::2] for code in page] for start in (0, 1)]
    assert len(set(outside)) == 30 and not any("#" in text for text in outside)
    assert sorted(text.split("#c=")[0] for text in inside) == sorted(outside)
    verdicts = {code["verdict"] for page in pages[0::2] for code in page}
    assert verdicts == {"ISSUED"}


def test_a_part_of_a_lot(product, start_app, folder):
    app = open_labels(product, start_app, 20)
    app.type("First Piece", "19")
    app.key("Return")
    app.see("Page 1 of 2")
    path = folder / "labels.pdf"
    save(app, path)
    app.see("Labels saved")
    pages = scan_pages(product, path, folder)
    links = product.ctl("lot", "serials", "--first", "18", GTIN, "A1").split()
    assert [code["text"] for page in pages[0::2] for code in page] == links


def test_cancelled_labels_leave_nothing(product, start_app, folder):
    app = open_labels(product, start_app, 20000)
    into = folder / "labels"
    into.mkdir()
    save(app, into / "labels.pdf")
    app.click("Cancel", "button")
    app.see("Nothing was saved")
    assert list(into.iterdir()) == []
    app.wait_gone("Cancel", "button")


def test_a_full_disk_leaves_nothing(product, start_app, folder):
    disk = folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        app = open_labels(product, start_app, 2000)
        save(app, disk / "labels.pdf")
        app.see("The disk is full")
        assert list(disk.iterdir()) == []
        app.click("Save PDF…")
        app.choose_file(folder / "labels.pdf")
        app.see("Labels saved")
    finally:
        subprocess.run(["umount", disk], check=True)


def open_new_lot(home, start_app):
    app = open_lots(start_app(home))
    app.find("New Lot", "button").click()
    app.see("made on this computer from your recovery phrase")
    return app


def test_a_draft_of_a_lot_survives_a_restart(product, start_app):
    app = open_new_lot(product, start_app)
    assert "a draft that is not signed yet" not in " ".join(app.texts())
    app.type("Lot Number", "A7")
    app.type("Quantity", "30")
    app.click("Add Case")
    app.type("SSCC of Case 1", "0952123")
    app.click("Back")
    app.see("No Lots Yet")
    app.close()
    again = open_new_lot(product, start_app)
    again.see("a draft that is not signed yet")
    assert again.find("Lot Number", "text").text == "A7"
    assert again.find("Quantity", "text").text == "30"
    assert again.find("SSCC of Case 1", "text").text == "0952123"
    again.click("Discard Draft")
    again.wait_gone("SSCC of Case 1", "text")
    assert again.find("Lot Number", "text").text == ""
    again.see("The lot has no number yet")
    again.close()
    last = open_new_lot(product, start_app)
    assert "a draft that is not signed yet" not in " ".join(last.texts())
    assert last.find("Lot Number", "text").text == ""


def test_a_signed_lot_leaves_no_draft(product, start_app):
    app = open_new_lot(product, start_app)
    app.type("Lot Number", "A7")
    app.type("Quantity", "3")
    app.click("Back")
    app.see("No Lots Yet")
    app.find("New Lot", "button").click()
    app.see("a draft that is not signed yet")
    app.click("Sign…")
    sign(app, "Sign Lot")
    app.find(row("A7"), "list item")
    app.find("New Lot", "button").click()
    app.see("The lot has no number yet")
    assert "a draft that is not signed yet" not in " ".join(app.texts())


def test_sealing_can_be_cancelled(product, start_app):
    app = open_lots(start_app(product))
    app.find("New Lot", "button").click()
    app.type("Lot Number", "HUGE")
    app.type("Quantity", "1000000")
    app.click("Sign…")
    app.find("Preparing…", "progress bar")
    app.click("Cancel", "button")
    app.wait_gone("Preparing…", "progress bar")
    app.see("Ready to be signed")
    assert product.json("lot", "list", GTIN)["lots"] == []
