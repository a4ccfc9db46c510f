# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever can be used has a name that a screen reader says: on pages (test_app.py), in menus and in dialogs."""

import re

import pytest

from way_homes import read_label


def must_be_named(app):
    app.find(None, "frame")
    assert len(app.controls()) > 3 and not app.nameless(), app.dump()


def names_of_menu(app, button):
    app.click(button, "toggle button")
    app.find(None, "menu item")
    must_be_named(app)
    return [item.name for item in app.all(role="menu item")]


def open_label(app):
    assert app.again(read_label(app.home, "tea-issued")).returncode == 0
    app.see("Verdict: Issued by the brand.")


def test_the_main_menu(demo_app):
    assert names_of_menu(demo_app, "Main Menu") == ["New Window", "Preferences", "Keyboard Shortcuts", "Help",
                                                    "About Waymark"]
    demo_app.click("Preferences", "menu item")
    demo_app.find("Preferences", "dialog")
    must_be_named(demo_app)


def test_menus_in_the_readers_language(demo_home, start_app):
    app = start_app(demo_home, language="zh_CN")
    names = names_of_menu(app, "Main Menu")
    assert len(names) == 5 and all(re.search("[\u4e00-\u9fff]", name) for name in names)


def test_the_menu_of_a_product(demo_app):
    open_label(demo_app)
    assert names_of_menu(demo_app, "Product Menu") == ["Share Link", "Export Proof…", "Report a Problem…",
                                                       "Technical Details"]


def test_the_menu_of_an_entry(demo_app):
    """One that GTK makes itself."""
    demo_app.type("Type Code", "something")
    demo_app.key("Menu")
    demo_app.find("Paste", "menu item")
    must_be_named(demo_app)


@pytest.mark.parametrize("section, buttons", [
    ("Shipments", ["More"]),
    ("Catalogue", []),
])
def test_menus_of_the_shop(shop_app, section, buttons):
    shop_app.section(section)
    if section == "Catalogue":
        shop_app.click("Add Product")
        buttons = ["Add Language", "Add Document"]
    for button in buttons:
        assert names_of_menu(shop_app, button)
        shop_app.key("Escape")
        shop_app.wait_gone(None, "menu item")


@pytest.mark.parametrize("item, dialog", [("Report a Problem…", "Report a Problem"),
                                          ("Technical Details", "Technical Details")])
def test_dialogs_of_a_product(demo_app, item, dialog):
    open_label(demo_app)
    demo_app.choose("Product Menu", item)
    demo_app.find(dialog, "dialog")
    must_be_named(demo_app)


def test_the_dialog_that_asks_for_the_in_pack_code(demo_app):
    open_label(demo_app)
    demo_app.click("I Bought This", "button")
    demo_app.find("In-Pack Code", "text")
    must_be_named(demo_app)


@pytest.mark.parametrize("button, there", [("Identity: No Identity", "New Identity…")])
def test_the_identities(demo_app, button, there):
    demo_app.click(button)
    demo_app.find(there, "button")
    must_be_named(demo_app)


def test_about_and_shortcuts(demo_app):
    demo_app.activate("about")
    demo_app.see("The Waymark developers")
    must_be_named(demo_app)
    demo_app.key("Escape")
    demo_app.wait_gone(None, "dialog")
    demo_app.key("ctrl+question")
    demo_app.see("Paste a code or picture")
    must_be_named(demo_app)
