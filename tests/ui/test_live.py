# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others sign comes to the window by itself: nobody presses a button, and no page asks by the clock."""

import re
import socket
from http.client import HTTPConnection

from way_homes import BOWL, CASES


class Unix(HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost")
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


def row(name):
    return re.compile("^" + re.escape(name))


def read_metric(home, name):
    """A number that the home's own node, which runs, tells of itself."""
    connection = Unix(home.json("node", "start")["address"].removeprefix("unix:"))
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    return sum(int(line.split()[-1]) for line in text.splitlines() if re.match(name + r"[ {]", line))


def test_another_program_adds_a_product(shop_app):
    shop_app.section("Catalogue")
    shop_app.find(row("Milk jug"), "list item")
    shop_app.home.ctl("product", "register", "09521230000314", "--name", "en=Blue plate", "--brand", "Hillside Pottery")
    shop_app.find(row("Blue plate"), "list item")


def test_a_recall_reaches_an_open_page(shop_app):
    shop_app.section("Products")
    shop_app.find(row("Speckled bowl"), "list item").click()
    shop_app.see("There is no recall of it.")
    shop_app.home.ctl("recall", f"(01){BOWL}", "--reason", "en=It may crack.")
    shop_app.see("It may crack.")


def test_a_shipment_of_another_program_comes_by_itself(shop_app):
    shop_app.section("Shipments")
    shop_app.find(re.compile("To Grey Heron Freight"), "list item")
    shop_app.home.ctl("identity", "create", "--kind", "shop", "Corner Shop")
    shop_app.home.ctl("--identity", "Corner Shop", "identity", "register")
    shop_app.home.ctl("ship", f"(00){CASES[1]}", "--to", "Corner Shop")
    shop_app.find(re.compile("To Corner Shop"), "list item")


def test_what_was_signed_is_final_under_my_items(shop_app):
    shop_app.resize(1200, 890)
    shop_app.section("Catalogue")
    shop_app.click("Add Product")
    shop_app.type("GTIN", "9521230000314")
    shop_app.type("Name", "Blue plate")
    shop_app.type("Brand", "Hillside Pottery")
    shop_app.click("Sign…")
    shop_app.find("Sign Product", "dialog")
    shop_app.click("Sign Product", "button")
    shop_app.find(row("Blue plate"), "list item")
    shop_app.section("My Items")
    shop_app.see("Final: it is in the ledger, checked on this computer")
    shop_app.find(re.compile("Blue plate"), "list item").click()
    shop_app.see("The signature is valid, and the ledger's log contains it.")


def test_one_connection_listens(shop_app):
    shop_app.section("Catalogue")
    shop_app.find(row("Milk jug"), "list item")
    shop_app.wait(lambda: read_metric(shop_app.home, "waymark_event_clients") == 1, "nobody listens")
