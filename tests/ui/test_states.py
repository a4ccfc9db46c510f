# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages that have nothing to show: loading, empty, in error, offline. A picture of each is in build/shots/states."""

import os
import signal

import pytest

import way_homes
from way_desktop import ROOT

STATES = ROOT / "build" / "shots" / "states"


@pytest.mark.parametrize("section, told", [
    ("My Items", "No Items Yet"), ("Products", "No Products Here"), ("Catalogue", "No Products Yet"),
    ("Labels", "No Products Yet"), ("Shipments", "No Shipments Yet"),
])
def test_empty(home, start_app, section, told):
    way_homes.make_plain(home)
    app = start_app(home)
    app.section(section)
    app.see(told)
    assert not app.nameless(), app.dump()
    app.screenshot(STATES / f"empty-{section.replace(' ', '-').lower()}.png")


def test_error_and_offline(home, start_app):
    """Whose node can't be reached: what was looked up is still there, with its age; the rest says what is wrong."""
    way_homes.make_gone(home)
    app = start_app(home, way_homes.LOT)
    app.see("Verdict: ")
    app.see("It could not be reached since")
    app.screenshot(STATES / "offline-product.png")
    app.section("Products")
    app.see("Something Went Wrong")
    assert app.find("Try Again", "button").is_enabled
    app.screenshot(STATES / "error-products.png")


@pytest.mark.parametrize("section", ["Products", "My Items", "Catalogue", "Labels", "Shipments"])
def test_loading(shop_home, start_app, section):
    """While a ledger takes its time a spinner says so, also to a screen reader; then the page is there."""
    app = start_app(shop_home)
    shop_home.ctl("node", "start")
    node, = shop_home.nodes()
    os.kill(node, signal.SIGSTOP)
    try:
        app.section(section)
        app.find("Loading", "progress bar")
        app.screenshot(STATES / f"loading-{section.replace(' ', '-').lower()}.png")
    finally:
        os.kill(node, signal.SIGCONT)
    app.wait_gone("Loading")
    app.see("No Items Yet" if section == "My Items" else "To Grey Heron Freight" if section == "Shipments" else "Speckled bowl")
