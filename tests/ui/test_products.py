# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The section Products: what brands list on the networks that one is in."""

import re

import pytest

from way_homes import BOWL

FOX = "Fox on wheels"


def row(name):
    return re.compile("^" + re.escape(name))


def rows(app):
    """The names of the rows that are in view."""
    lists = app.all("Products", "list")
    return [item.name for item in lists[0].children("list item")] if lists else []


def wait_rows(app, condition, what):
    app.wait(lambda: condition(rows(app)), lambda: f"{what}: {rows(app)}")


def choose(app, shown, wanted):
    """A row of a drop-down, by keyboard."""
    button = app.find(shown, "combo box")
    button.children("toggle button")[0].click()
    names = app.wait(lambda: [label.name for item in button.children("list item") for label in item.children("label")],
                      "the drop-down does not open")
    app.key(*["Down"] * names.index(wanted), "Return")
    app.find(wanted, "combo box")


def list_products(home, network):
    told = home.json("--network", network, "product", "list", "--all")["products"]
    return [next(text["text"] for text in one["product"]["names"] if text["language"] == "en") for one in told]


def join(home, brand):
    home.ctl("network", "add", brand.json("node", "start")["address"], "--genesis",
             brand.json("node", "genesis")["network"])


@pytest.fixture
def products(demo_app):
    demo_app.resize(1000, 890)
    demo_app.section("Products")
    demo_app.find(row(FOX), "list item")
    return demo_app


def test_all_products_of_the_demo_market_are_listed(demo_home, products):
    names = list_products(demo_home, "demo")
    assert FOX in names
    seen = rows(products)
    for item in products.find("Products", "list").children("list item"):
        assert "Demo" in [label.name for label in item.children("label")], "nothing says that it is not real"
    products.find("Products", "list").children("list item")[0].focus()
    products.key("End")
    products.find(row(names[-1]), "list item")
    assert set(seen + rows(products)) == set(names)


def test_a_search_by_keyboard_finds_and_opens_a_product(products):
    products.key("ctrl+f")
    products.wait(lambda: products.find("Search", "text").is_focused, "the search has not the focus")
    products.write("fox")
    wait_rows(products, lambda there: there == [FOX], "not the fox alone")
    products.key("Tab", "Tab")
    products.find(row(FOX), "list item").click()
    products.see("Why")
    products.find(FOX, "grouping")
    products.key("Escape")
    wait_rows(products, lambda there: there == [FOX], "the search is lost")
    products.type("Search", "no such product")
    products.see("Nothing Found")
    products.type("Search", "")
    wait_rows(products, lambda there: len(there) > 5 and FOX in there, "not all again")


def test_one_brand(products):
    n = len(rows(products))
    choose(products, "All Brands", "Pinewood")
    wait_rows(products, lambda there: 0 < len(there) < n and FOX in there, "not the brand's")
    told = [label.name for label in products.find("Products", "list").children("label")]
    assert [text for text in told if " · " in text and not text.startswith("Pinewood")] == []


def test_the_same_number_from_two_brands(shop_home, start_app):
    shop_home.ctl("identity", "create", "--kind", "brand", "Copy Cat")
    shop_home.ctl("--identity", "Copy Cat", "product", "register", BOWL, "--name", "en=Bowl of the cat", "--brand", "Cat")
    app = start_app(shop_home)
    app.resize(1000, 890)
    app.section("Products")
    app.find(row("Bowl of the cat"), "list item").click()
    app.find("Bowl of the cat", "grouping")
    app.see("by Copy Cat (you)")
    app.click("Follow", "button")
    app.find("Stop Following", "button")
    app.click("Back")
    app.find(row("Speckled bowl"), "list item").click()
    app.find("Speckled bowl", "grouping")
    app.see("by Hillside Pottery (you)")
    app.find("Follow", "button")
    app.section("My Items")
    app.find(row("Bowl of the cat"), "list item").click()
    app.find("Bowl of the cat", "grouping")


def test_nothing_to_list(home, start_app):
    home.set("was-welcomed", "true")
    app = start_app(home)
    app.section("Products")
    app.see("No Products Here")
    app.click("Open Preferences")
    app.find("Preferences", "dialog")
    app.key("Escape")
    app.wait_gone("Preferences", "dialog")


def test_a_node_that_is_gone(home, shop_home, start_app):
    home.set("was-welcomed", "true")
    join(home, shop_home)
    shop_home.stop_nodes()
    app = start_app(home)
    app.section("Products")
    app.see("Something Went Wrong")
    shop_home.ctl("node", "start")
    app.click("Try Again")
    wait_rows(app, lambda there: sorted(there) == ["Milk jug", "Speckled bowl"], "not the shop's products")


def test_one_of_two_networks_is_gone(demo_home, shop_home, start_app):
    join(demo_home, shop_home)
    shop_home.stop_nodes()
    app = start_app(demo_home)
    app.resize(1000, 890)
    app.section("Products")
    app.find(row(FOX), "list item")
    app.see("Its products are missing in this list")
    shop_home.ctl("node", "start")
    app.click("Try Again")
    app.wait_gone(re.compile("Its products are missing"))
    other = next(one["name"] for one in demo_home.json("network", "list")["networks"] if not one["demo"])
    choose(app, "All Networks", other)
    wait_rows(app, lambda there: sorted(there) == ["Milk jug", "Speckled bowl"], "not the shop's products alone")
