# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""By keyboard alone: whoever can't use a mouse comes everywhere, always has the focus somewhere, and comes back."""

import re

import pytest

from way_app import CONTROLS, MOST_TABS

CODE = "(01)09521003000015(10)FX2502"
RECALLED = "asks for it back"
GTIN = "09521234543213"


def test_a_consumer_from_first_start_to_the_evidence(app):
    app.press("Try the Demo Market", "button")
    app.find("Open Picture", "button")
    app.tab_to(re.compile("Type Code"), "text")
    app.write(CODE)
    app.key("Return")
    app.see(RECALLED)
    app.press(re.compile("recalled it on"), "list item")
    app.find(None, "dialog")
    assert app.focused is not None
    app.key("Escape")
    app.wait_gone(None, "dialog")
    app.wait(lambda: (widget := app.focused) and re.search("recalled it on", widget.name),
              "the focus is not where it was before the dialog")
    app.key("Escape")
    app.find("Open Picture", "button")


@pytest.fixture
def merchant(home):
    """A brand that has no products yet, and a shop that it can send to."""
    home.set("was-welcomed", "true")
    home.ctl("identity", "create", "--kind", "brand", "Tea Garden")
    home.ctl("identity", "attest", "Tea Garden", "company-prefix", GTIN[1:8])
    home.ctl("identity", "create", "--kind", "shop", "Fresh Shop")
    home.ctl("--identity", "Fresh Shop", "identity", "register")
    home.stop_nodes()
    return home


def fill(app, name, text):
    app.tab_to(name, "text")
    app.write(text)


def sign(app, act):
    app.see("Ready to be signed")
    app.press("Sign…", "button")
    app.find(act, "dialog")
    app.see("What You Sign")
    app.press(act, "button")
    app.wait_gone(act, "dialog")
    app.wait(lambda: app.focused, "nothing has the focus")


def test_a_merchant_from_the_product_to_the_shipment(merchant, start_app, folder):
    app = start_app(merchant)
    app.key("ctrl+4")
    app.see("No Products Yet")
    app.press("Add Product", "button")
    fill(app, "GTIN", GTIN)
    fill(app, "Name", "Spring Oolong")
    fill(app, "Brand", "Tea Garden")
    sign(app, "Sign Product")
    app.find(re.compile("^Spring Oolong"), "list item")

    app.key("ctrl+5")
    app.find("Labels", "grouping")
    app.press(re.compile("^Spring Oolong"), "list item")
    app.see("No Lots Yet")
    app.press("New Lot", "button")
    fill(app, "Lot Number", "A1")
    fill(app, "Quantity", "6")
    sign(app, "Sign Lot")
    app.press(re.compile("^A1"), "list item")
    app.see("Page 1 of 2")
    app.press("Save PDF…", "button")
    app.choose_file(folder / "labels.pdf")
    app.see("Labels saved")
    assert (folder / "labels.pdf").read_bytes().startswith(b"%PDF")

    app.key("ctrl+6")
    app.see("No Shipments Yet")
    app.press("New Shipment", "button")
    fill(app, "Scan or Type a Code", merchant.ctl("lot", "serials", GTIN, "A1").split()[0])
    app.key("Return")
    app.find(re.compile("Spring Oolong"), "list item")
    app.press("Receiver", "list item")
    app.press(re.compile("Fresh Shop"), "list item")
    app.wait_gone("Account or did:key")
    sign(app, "Sign Shipment")
    app.find("To Fresh Shop (you)", "list item")
    assert len(merchant.json("shipment", "list", "--out")["shipments"]) == 1


def test_first_run_by_keys(app):
    app.press("Get Started", "button")
    app.see("Who Are You?")
    app.press(re.compile("I Buy"), None)
    app.tab_to(re.compile("Your Name"), "text")
    app.write("Mei")
    app.press("Create Identity", "button")
    app.see("Write These Words on Paper")
    app.press("Later", "button")
    app.find("Identity: Mei")


@pytest.mark.parametrize("keys, there", [
    (["ctrl+comma"], "Join a Network"),
    (["ctrl+question"], "Paste a code or picture"),
])
def test_escape_closes_what_keys_open(demo_app, keys, there):
    demo_app.key(*keys)
    demo_app.see(there)
    demo_app.key("Escape")
    demo_app.wait_gone(re.compile(there))
    assert demo_app.find("Open Picture", "button").is_enabled


def test_the_menu_by_keys(demo_app):
    demo_app.key("F10")
    demo_app.find(None, "menu item")
    demo_app.key("Escape")
    demo_app.wait_gone(None, "menu item")
    demo_app.key("F10", "Down", "Return")  # below New Window: Preferences
    demo_app.see("Join a Network")


def test_identities_by_keys(demo_app):
    demo_app.press(re.compile("^Identity:"), "button")
    demo_app.find("New Identity…", "button")
    demo_app.key("Escape")
    demo_app.wait_gone("New Identity…", "button")
    assert demo_app.focused.name.startswith("Identity:")


def test_in_a_narrow_window_escape_leads_to_the_sections(demo_app):
    demo_app.resize(360, 640)
    demo_app.find("Open Picture", "button")
    demo_app.key("Escape")
    demo_app.tab_to("Scan", "list item")
    demo_app.key("Return")
    demo_app.find("Open Picture", "button")


def sections(app):
    return [row.name for row in app.find(None, "list").children("list item")]


def must_be_reached(app):
    """Controls that can be used now. A row that only holds an entry, switch or button is reached by what it holds; the
    window's own button is pressed with Ctrl+W; arrows lead through a row of radio buttons."""
    for widget in app.all():
        if (widget.role in CONTROLS - {"list item", "menu item"} and widget.is_enabled and widget.has("FOCUSABLE")
                and widget.name not in ("", "Close") and (widget.role != "radio button" or widget.is_on)):
            yield f"{widget.role} {widget.name}"


@pytest.mark.parametrize("whose", ["demo_app", "shop_app"])
def test_tab_comes_to_every_control(request, whose):
    app = request.getfixturevalue(whose)
    for number, name in enumerate(sections(app)):
        app.key(f"ctrl+{number + 1}")
        app.find(name, "grouping")
        app.wait_gone("Loading")
        wanted = set(must_be_reached(app))
        reached = set()
        for _ in range(MOST_TABS):
            app.key("Tab")
            if (widget := app.focused) is not None:
                reached.add(f"{widget.role} {widget.name}")
            if wanted <= reached:
                break
        assert wanted, f"{name}: nothing to use\n{app.dump()}"
        assert wanted <= reached, f"{name}: not by Tab: {sorted(wanted - reached)}\n{app.dump()}"
