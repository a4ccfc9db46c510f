# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""People whose homes tests and screenshots begin with, made with waymarkctl as they would do it themselves."""

import json
import sys

from way_desktop import ROOT

sys.path.append(str(ROOT / "tests" / "scenario"))

from way_statement import check_digit  # noqa: E402

LABELS = ROOT / "data" / "demo" / "labels"
PICTURES = ROOT / "data" / "demo" / "pictures"
PREFIX = "952123"
BOWL, JUG = (f"0{check_digit('9521230000' + number)}" for number in ("01", "02"))
LOT, PIECES = (f"(01){BOWL}(10)B26-0{number}" for number in (3, 4))
CASES = [check_digit(f"0952123000000000{number}") for number in range(1, 4)]


def read_label(home, name):
    """The text of the code in one of the demo market's pictures."""
    row = json.loads(home.ctl("scan", "--no-lookup", LABELS / f"{name}.png").splitlines()[0])
    return row["codes"][0]["text"]


def make_plain(home):
    """A workshop that has just begun: it has written down nothing, not even its recovery phrase."""
    home.ctl("identity", "create", "Hillside Pottery", "--kind", "brand")
    home.set("was-welcomed", "true")


def make_demo(home):
    """Who has been welcomed, and tries the demo market. She has no identity of her own."""
    home.ctl("demo", "create")
    home.set("was-welcomed", "true")
    home.stop_nodes()


def make_shop(home):
    """A workshop with two products; of one a lot of 24 in three cases and loose. It has shipped a case."""
    home.ctl("identity", "create", "Hillside Pottery", "--kind", "brand")
    home.ctl("product", "register", BOWL, "--name", "en=Speckled bowl", "--name", "zh-CN=斑点碗", "--brand",
             "Hillside Pottery", "--picture", PICTURES / "mug.png", "--origin", "DE", "--description",
             "en=Stoneware, thrown and glazed by hand. Dishwasher safe.", "--warranty-days", 730)
    home.ctl("product", "register", JUG, "--name", "en=Milk jug", "--name", "zh-CN=奶罐", "--brand",
             "Hillside Pottery")
    home.ctl("identity", "attest", "Hillside Pottery", "company-prefix", PREFIX)
    home.ctl("lot", "create", BOWL, "B26-03", "--quantity", 24,
             *(f"--case={case}=6" for case in CASES), "--produced", "2026-03-02", "--place", "Workshop")
    carrier = type(home)(home.desktop, home.folder.with_name(home.folder.name + "-carrier"))
    carrier.ctl("identity", "create", "Grey Heron Freight", "--kind", "carrier")
    carrier.ctl("network", "add", home.json("node", "start")["address"], "--genesis",
                home.json("node", "genesis")["network"])
    account = carrier.json("identity", "register")["account"]
    home.ctl("ship", f"(00){CASES[0]}", "--to", account)
    carrier.stop_nodes()
    home.set("was-welcomed", "true")
    home.stop_nodes()


def make_trade(home):
    """The same workshop, and a shop of the same person, which a case is on its way to. Another lot is of pieces without
    serial numbers."""
    make_shop(home)
    home.ctl("identity", "create", "--kind", "shop", "Fresh Shop")
    home.ctl("--identity", "Fresh Shop", "identity", "register")
    home.ctl("ship", f"(00){CASES[1]}", "--to", "Fresh Shop", "--note", "Mind the glass")
    home.ctl("lot", "create", BOWL, "B26-04", "--quantity", 40, "--no-serials")
    home.stop_nodes()


def make_gone(home):
    """Who looked up a lot of the workshop, whose node can't be reached any more."""
    shop = type(home)(home.desktop, home.folder.with_name(home.folder.name + "-shop"))
    make_shop(shop)
    home.ctl("network", "add", shop.json("node", "start")["address"], "--genesis",
             shop.json("node", "genesis")["network"])
    home.ctl("verdict", LOT)
    shop.stop_nodes()
    home.set("was-welcomed", "true")


# ---- People of a test

PASSPHRASE = "tea and cake"


def make_person(home, name, *words):
    """An identity with a key file: every signature wants its passphrase. No node runs afterwards."""
    path = home.folder / "passphrase"
    path.write_text(PASSPHRASE)
    home.ctl("--passphrase-file", path, "identity", "create", name, "--key-file", *words)
    path.unlink()
    home.stop_nodes()


def make_neighbour(home, folder):
    """Somebody else in the same demo market: she asks the node of the first one, which runs afterwards."""
    other = type(home)(home.desktop, folder)
    address = home.json("--network", "demo", "node", "start")["address"]
    other.ctl("network", "add", address, "--genesis", home.json("--network", "demo", "node", "genesis")["network"])
    other.set("was-welcomed", "true")
    return other


def open_label(app, label):
    """Scans one of the demo market's labels; its verdict is shown afterwards."""
    text = read_label(app.home, label)
    assert app.again(text).returncode == 0
    app.see("Verdict: ")
