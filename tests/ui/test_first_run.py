# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first run: who one is, the recovery phrase, the demo market; and later the preferences."""

import re

import pytest


def read_words(app):
    """The words on the page, by their number."""
    texts = [label.name for label in app.find("Words of the recovery phrase").children("label")]
    return {int(number): word for number, word in zip(texts[::2], texts[1::2])}


def begin(app, who, name):
    app.click("Get Started")
    app.click(who)
    app.type(re.compile("Your Name|Name of the Business"), name)
    app.click("Create Identity")


def test_a_buyer_with_her_phrase(app):
    begin(app, "I Buy", "Mei")
    app.see("Write These Words on Paper")
    words = read_words(app)
    assert sorted(words) == list(range(1, 13))
    app.click("I Wrote Them Down")
    app.see("Take Your Paper")
    rows = [row for row in app.all(role="text") if re.match(r"Word \d+$", row.name)]
    assert len(rows) == 3
    for row in rows:
        app.type(row.name, "zebra" if words[int(row.name.split()[1])] != "zebra" else "apple")
    app.click("Check")
    app.see("That is not the word")
    for row in rows:
        app.type(row.name, words[int(row.name.split()[1])])
    app.click("Check")
    app.find("Identity: Mei")
    assert not app.all("Write down your recovery phrase")
    shown = app.home.json("identity", "list")["identities"]
    assert [row["name"] for row in shown] == ["Mei"]
    assert app.home.json("identity", "phrase")["phrase"].split() == [words[i] for i in range(1, 13)]


def test_a_seller_who_puts_the_phrase_off(app):
    begin(app, "I Sell", "Cloudpeak")
    app.click("Later")
    app.find("Identity: Cloudpeak")
    app.see("Write down your recovery phrase")
    assert app.home.json("identity", "list")["identities"][0]["kind"] == "brand"


def test_only_looking_around(home, start_app):
    app = start_app(home)
    app.click("Get Started")
    app.click("Only Look Around")
    app.find("Identity: No Identity")
    app.key("ctrl+q")
    app.process.wait(60)
    assert not start_app(home).all("Get Started"), "welcomed twice"


def test_the_demo_market_comes_and_goes(app):
    app.click("Try the Demo Market")
    app.find("Open Picture", "button")
    app.type("Type Code", "(01)09521003000015(10)FX2502")
    app.key("Return")
    app.see("asks for it back")
    app.key("ctrl+comma")
    app.click("Remove the Demo Market")
    app.find("Set Up the Demo Market")
    assert not (app.home.data / "demo").exists()


def test_a_key_file_where_there_is_no_keyring(desktop, home, start_app):
    app = start_app(home, DBUS_SESSION_BUS_ADDRESS=desktop.environment["DBUS_SESSION_BUS_ADDRESS"])
    app.click("Get Started")
    app.click("I Buy")
    app.type("Your Name", "Mei")
    app.click("Keep Them in a File Instead", "check box")
    app.type("Passphrase", "correct horse")
    app.type("Passphrase Again", "another")
    app.click("Create Identity")
    app.see("are not the same")
    app.type("Passphrase Again", "correct horse")
    app.click("Create Identity")
    app.see("Write These Words on Paper")
    assert (home.data / "vault.key").exists()


@pytest.mark.parametrize(("address", "told"), [
    ("http://127.0.0.1:9", "127.0.0.1"),
    ("ftp://example.org", "ftp://example.org"),
])
def test_a_network_that_is_not_there(demo_app, address, told):
    demo_app.key("ctrl+comma")
    demo_app.type("Address of a Node", address)
    demo_app.type("Hash of Its Genesis", "ab" * 32)
    demo_app.click("Join")
    demo_app.see(told)
    assert len(demo_app.home.json("network", "list")["networks"]) == 1


def test_another_identity(app):
    begin(app, "I Buy", "Mei")
    app.click("Later")
    app.click("Identity: Mei")
    app.click("New Identity…")
    app.click("I Sell")
    app.type("Name of the Business", "Mei's Teas")
    app.click("Create Identity")
    app.find("Identity: Mei's Teas")
    app.click("Identity: Mei's Teas")
    app.click(re.compile("^Mei$"))
    app.find("Identity: Mei")
