# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens when something fails while a person signs: the node, the keyring, the passphrase, the disk. Nothing is lost,
nothing is signed twice, and she reads what is wrong."""

import os
import re
import signal
import subprocess

import pytest

from way_desktop import KEYRING_PASSWORD, ROOT, Desktop, Home
from way_homes import PASSPHRASE, make_neighbour, make_person, open_label
from way_keyring import Question, lock_keyring

GTIN = "9521234567899"
ORGANIC = re.compile("^Certificate: organic cultivation")
CERTIFICATE = ROOT / "data" / "demo" / "documents" / "tea-organic-certificate.pdf"


def make_merchant(home):
    """A brand that may register products, on a ledger of its own."""
    home.set("was-welcomed", "true")
    home.ctl("identity", "create", "--kind", "brand", "Tea Garden")
    home.ctl("identity", "attest", "Tea Garden", "company-prefix", GTIN[:7])
    home.stop_nodes()


@pytest.fixture
def merchant(home):
    make_merchant(home)
    return home


def write_product(app):
    app.section("Catalogue")
    app.click("Add Product")
    app.type("GTIN", GTIN)
    app.type("Name", "Spring Oolong")
    app.type("Brand", "Tea Garden")
    app.see("Ready to be signed")
    app.click("Sign…", "button")
    app.find("Sign Product", "dialog")


def n_products(home):
    return len(home.json("product", "list")["products"])


def send_again(app):
    app.section("My Items")
    app.click("Send Again", "button")
    app.wait(lambda: app.home.json("draft", "list")["drafts"] == [], "the draft stays")
    app.wait_gone("Send Again", "button")


def kill_node(home):
    for node in home.nodes():
        os.kill(node, signal.SIGKILL)


# ---- The node

def test_the_node_ends_before_one_signs(merchant, start_app):
    """It is the app's own: it starts it again."""
    app = start_app(merchant)
    write_product(app)
    app.see("What You Sign")
    kill_node(merchant)
    app.click("Sign Product", "button")
    app.wait_gone("Sign Product", "dialog")
    app.find(re.compile("^Spring Oolong"), "list item")
    assert n_products(merchant) == 1


def test_the_node_ends_with_what_it_was_sent(merchant, start_app):
    """Nobody knows whether it wrote it down. The statement is kept, also by an app that starts anew, and counts once."""
    app = start_app(merchant)
    write_product(app)
    app.see("What You Sign")
    node, = merchant.nodes()
    os.kill(node, signal.SIGSTOP)
    app.click("Sign Product", "button")
    app.see("Waiting for the ledger")
    os.kill(node, signal.SIGKILL)
    app.see("Signed, but Not Sent")
    app.see("kept under My Items")
    app.click("Close", "button")
    app.close()
    again = start_app(merchant)
    send_again(again)
    again.section("Catalogue")
    again.find(re.compile("^Spring Oolong"), "list item")
    assert n_products(merchant) == 1


def test_a_node_of_others_is_gone_for_a_while(demo_home, start_app, folder):
    home = make_neighbour(demo_home, folder / "other")
    home.ctl("identity", "create", "Ben")
    app = start_app(home)
    open_label(app, "tea-issued")
    app.choose("Product Menu", "Report a Problem…")
    app.click("Continue", "button")
    app.see("What You Sign")
    demo_home.stop_nodes()
    app.click("Report It", "button")
    app.see("Signed, but Not Sent")
    app.click("Close", "button")
    address = demo_home.json("--network", "demo", "node", "start")["address"]
    assert address in home.ctl("network", "list")
    send_again(app)
    open_label(app, "tea-issued")
    app.see("Somebody reported a problem with it")
    reports = [row for row in app.find("Timeline", "list").children("list item") if "reported" in row.name]
    assert len(reports) == 1


# ---- Keys

@pytest.fixture
def own_desktop():
    """Its keyring is nobody else's."""
    made = Desktop()
    yield made
    made.close()


def test_a_keyring_that_is_locked(own_desktop, folder, start_app):
    home = Home(own_desktop, folder / "new")
    make_merchant(home)
    app = start_app(home)
    app.section("Catalogue")
    lock_keyring(own_desktop)
    write_product(app)
    question = Question(own_desktop)
    question.answer("a guess")
    question.see("incorrect")
    question.cancel()
    app.see("Not Signed")
    app.see("The keyring is locked")
    app.take_keys()
    app.click("Close", "button")
    app.wait_gone("Sign Product", "dialog")
    assert n_products(home) == 0

    app.click("Sign…", "button")
    Question(own_desktop).answer(KEYRING_PASSWORD)
    app.see("What You Sign")
    app.take_keys()
    app.click("Sign Product", "button")
    app.wait_gone("Sign Product", "dialog")
    assert n_products(home) == 1
    home.stop_nodes()


def test_a_wrong_passphrase(demo_home, start_app):
    make_person(demo_home, "Ann")
    app = start_app(demo_home)
    open_label(app, "tea-issued")
    app.choose("Product Menu", "Report a Problem…")
    app.click("Continue", "button")
    app.see("Your Keys Are Locked")
    app.type("Passphrase", "something else")
    app.click("Report It", "button")
    app.see("passphrase is wrong")
    assert app.find("Passphrase", "text").text == ""
    app.key("Escape")
    app.wait_gone("Report It", "dialog")
    assert demo_home.json("draft", "list")["drafts"] == []
    app.choose("Product Menu", "Report a Problem…")
    app.click("Continue", "button")
    app.sign("Report It", PASSPHRASE)
    app.see("Somebody reported a problem with it")


# ---- The disk

@pytest.fixture
def disk(folder):
    """A small one, and something that fills it: make (bytes) → its folder."""
    path = folder / "disk"
    path.mkdir()

    def make(size):
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", path], check=False,
                          capture_output=True).returncode:
            pytest.skip("nothing can be mounted here")
        return path

    yield make
    subprocess.run(["umount", "--lazy", path], check=False, capture_output=True)


def fill(path):
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            pass  # it is full


def test_a_disk_that_is_full_while_the_node_writes(disk, desktop, start_app):
    home = Home(desktop, disk(64 << 20) / "new")
    make_merchant(home)
    app = start_app(home)
    write_product(app)
    app.see("What You Sign")
    filling = home.folder.parent / "filling"
    fill(filling)
    app.click("Sign Product", "button")
    app.find(re.compile("^(Signed, but Not Sent|Not Signed)$"))
    app.see("disk is full")
    app.click("Close", "button")
    app.wait_gone("Sign Product", "dialog")
    filling.unlink()
    app.click("Sign…", "button")
    app.sign("Sign Product")
    assert n_products(home) == 1
    app.close()
    home.stop_nodes()


def test_a_disk_that_is_full_while_a_proof_is_written(demo_app, disk):
    path = disk(16 << 10)
    open_label(demo_app, "tea-issued")
    demo_app.choose("Product Menu", "Export Proof…")
    demo_app.choose_file(path / "tea.waymark")
    demo_app.see("disk is full")
    assert list(path.iterdir()) == []


def test_a_disk_that_is_full_while_a_document_is_written(demo_app, disk, folder):
    path = disk(16 << 10)
    fill(path / "filling")
    open_label(demo_app, "tea-issued")
    demo_app.press(ORGANIC, "list item")
    demo_app.choose_file(path / "certificate.pdf")
    demo_app.see("disk is full")
    assert [one.name for one in path.iterdir()] == ["filling"]
    demo_app.press(ORGANIC, "list item")
    demo_app.choose_file(folder / "certificate.pdf")
    demo_app.see("Saved. Its hash is the one that was signed.")
    assert (folder / "certificate.pdf").read_bytes() == CERTIFICATE.read_bytes()
