# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog of the app that tools/shot takes a picture of: whose home it is seen in, and how a person gets
there. Names on the screen are English here, in every language of the app."""

import re
from typing import NamedTuple

import way_homes

MENU = ["Share Link", "Export Proof…", "Report a Problem…", "Technical Details"]
CASES = [f"(00){case}" for case in way_homes.CASES]


class Page(NamedTuple):
    name: str       # of the picture
    area: str       # of the app: each has a sheet of its own
    home: str       # of way_homes: the person whose home it is
    steps: tuple    # that lead to it, from wherever the app is
    there: str      # a text that tells that it is there
    after: tuple = ()  # steps that close what was opened


# ---- Steps: functions of the app

def section(name):
    return lambda app: app.section(name)


def spelled(app, name):
    """What stands on a control: in some languages the letter that leads to it stands behind its name."""
    if not isinstance(name, str):
        return name
    names = [name, *(f"{name[:i]}_{name[i:]}" for i in range(len(name)))]
    return re.compile("^(" + "|".join(sorted({re.escape(app.say(one).replace("_", "")) for one in names})) + ")$")


def click(name, role=None):
    return lambda app: app.click(spelled(app, name), role)


def see(text):
    return lambda app: app.see(text)


def gone(text):
    return lambda app: app.wait_gone(text)


def write(name, text):
    return lambda app: app.type(name, text)


def typed(text):
    """By the keyboard, into what has the focus."""
    return lambda app: app.write(text)


def focused(name):
    return lambda app: app.wait(lambda: any(widget.is_focused for widget in app.all(name)), f"{name} has not the focus")


def key(*keys):
    return lambda app: app.key(*keys)


def action(name):
    return lambda app: app.activate(name)


def code(text):
    """Looked up, as by a link that another program opens."""
    def open_link(app):
        assert app.again(text).returncode == 0
    return open_link


def label(name):
    """A label of the demo market, scanned."""
    return lambda app: code(way_homes.read_label(app.home, name))(app)


def row(*names):
    """A row that holds one of these: names that are no words of the app."""
    return lambda app: app.find(re.compile("|".join(map(re.escape, names))), "list item").click()


def listed(name):
    """A row by its title, a word of the app."""
    return lambda app: app.find(re.compile("^" + re.escape(app.say(name))), "list item").click()


def first_of(name):
    """The first row of a list."""
    return lambda app: app.wait(lambda: [item for one in app.all(name, "list") for item in one.children("list item")],
                                f"nothing in the list {name}")[0].click()


def menu(item):
    """From the menu of the product page: its rows have no name of their own there."""
    def choose(app):
        app.click("Product Menu", "toggle button")
        app.find("Product Menu", "menu")
        app.key(*["Down"] * MENU.index(item), "Return")
    return choose


def chosen(index):
    """From the menu that is open."""
    def choose(app):
        app.find(None, "menu item")
        app.all(None, "menu item")[index].click()
    return choose


def scroll_to(name):
    """Lets a part of the page be seen, with the wheel of the mouse."""
    def scroll(app):
        heading = app.find(name)
        for _ in range(100):
            before = heading.box.y
            if before < 150:
                return
            app.wheel(1)
            try:
                app.wait(lambda: heading.box.y != before, "this is the end", patience=1)
            except AssertionError:
                return
    return scroll


def identities():
    """Who acts stands at the foot of the sidebar, which in a narrow window is behind the page."""
    def open_switcher(app):
        button = re.compile("^" + re.escape(app.say("Identity: %s").replace("%s", "")))
        while not app.all(button, "button"):
            app.click("Back", "button")
            app.wait(lambda: app.all(button, "button") or app.all("Back", "button"), "no way to the sidebar")
        app.click(button, "button")
        app.see("Act As")
    return open_switcher


def identity(name):
    def act_as(app):
        identities()(app)
        app.find(re.compile("^" + re.escape(name)), "list item").click()
        app.wait_gone("Act As")
    return act_as


def scanned(*codes):
    """As by a scanner that types."""
    def scan(app):
        for text in codes:
            app.type("Scan or Type a Code", text)
            app.key("Return")
            app.wait(lambda: app.find("Scan or Type a Code", "text").text == "", f"{text} stays in the entry")
    return scan


def two_labels(app):
    """A picture of two, opened."""
    both = app.home.folder / "both.png"
    app.desktop.run("convert", *(way_homes.LABELS / f"{name}.png" for name in ("fox-recalled", "tea-issued")), "+append", both)
    app.click(spelled(app, "Open Picture"))
    app.choose_file(both)


def camera(what):
    """Something happens to the camera: see Studio."""
    return lambda app: app.studio.set_camera(what)


def claimed(name):
    return (label(name), see("The in-pack code fits this item."), click("I Bought This"), click("Claim It", "button"),
            gone("Signed as"))


def followed(name):
    return (label(name), see("Why"), click("Follow"), see("Stop Following"))


ESCAPE = (key("Escape"),)
TO_NAME = (click("Get Started"), click("I Sell"))
TO_PHRASE = (*TO_NAME, write("Name of the Business", "Hillside Pottery"), click("Create Identity"))
BOWL = ("Speckled bowl", "斑点碗")
JUG = ("Milk jug", "奶罐")
NEW_LOT = (section("Labels"), row(*JUG), click("New Lot"))
NEW_SHIPMENT = (section("Shipments"), click("New Shipment"))
SCANNED = (scanned(CASES[2], f"20*{way_homes.PIECES}"),)
ISSUED = (label("tea-issued"), see("Why"))

PAGES = [
    Page("welcome", "start", "new", (), "Welcome to Waymark"),
    Page("welcome-role", "start", "new", (click("Get Started"),), "Who Are You?", ESCAPE),
    Page("welcome-name", "start", "new", TO_NAME, "Create Identity", (key("Escape"), see("I Buy"), key("Escape"))),
    Page("welcome-restore", "start", "new", (click("I Have a Recovery Phrase"),), "Your Words, in Their Order", ESCAPE),
    Page("phrase", "start", "new", TO_PHRASE, "Write These Words on Paper"),
    Page("phrase-check", "start", "newer", (*TO_PHRASE, click("I Wrote Them Down")), "Take Your Paper"),
    Page("items-empty", "start", "plain", (section("My Items"),), "No Items Yet"),
    Page("products-empty", "start", "plain", (section("Products"),), "No Products Here"),
    Page("catalogue-empty", "start", "plain", (section("Catalogue"),), "No Products Yet"),
    Page("labels-empty", "start", "plain", (section("Labels"),), "No Products Yet"),
    Page("shipments-empty", "start", "plain", (section("Shipments"),), "No Shipments Yet"),
    Page("identities", "start", "plain", (identities(),), "Act As", ESCAPE),

    Page("scan", "scan", "demo", (section("Scan"), see("Hold a code in front of the camera")), "Scan"),
    Page("scan-chooser", "scan", "demo", (two_labels,), "Which One Do You Mean?", ESCAPE),
    Page("scan-denied", "scan", "demo", (section("Products"), camera("denied"), section("Scan")), "Waymark may not use the camera. You can allow it in the settings of your system, under privacy. Pictures and typed codes work without it."),
    Page("scan-no-camera", "scan", "demo", (section("Products"), camera("unplugged"), section("Scan")),
         "Open a picture of its label, drop one here, paste a code, or type it in. A camera that is plugged in is used at once.", (section("Products"), camera("plugged"))),
    Page("preferences", "scan", "demo", (section("Scan"), key("ctrl+comma")), "Networks", ESCAPE),
    Page("shortcuts", "scan", "demo", (key("ctrl+question"),), "Go to a page", ESCAPE),
    Page("about", "scan", "demo", (section("Scan"), action("about")), "The Waymark developers", ESCAPE),
    Page("identities-none", "scan", "demo", (identities(),), "Act As", ESCAPE),

    Page("products", "products", "demo", (section("Products"),), "All Brands"),
    Page("products-nothing", "products", "demo", (section("Products"), see("All Brands"), click("Search", "toggle button"), focused("Search"), typed("zzzz")),
         "Nothing Found", ESCAPE),
    Page("issued", "products", "demo", ISSUED, "Why"),
    Page("issued-measured", "products", "demo", (*ISSUED, scroll_to("Measured on the Way")), "Why"),
    Page("issued-timeline", "products", "demo", (*ISSUED, scroll_to("Timeline")), "Why"),
    Page("issued-about", "products", "demo", (*ISSUED, scroll_to("Certificates and Documents")), "Why"),
    Page("evidence", "products", "demo", (*ISSUED, first_of("Why")), "Who Signed It", ESCAPE),
    Page("details", "products", "demo", (*ISSUED, menu("Technical Details")), "Technical Details", ESCAPE),
    Page("bought", "products", "demo", (*ISSUED, click("I Bought This")), "The Code Inside the Pack", ESCAPE),
    Page("report", "products", "demo", (*ISSUED, menu("Report a Problem…")), "In Your Own Words", ESCAPE),
    Page("sign-claim", "products", "demo", (label("tea-yours-in-pack"), see("The in-pack code fits this item."), click("I Bought This")),
         "Signed as", ESCAPE),
    Page("recalled", "products", "demo", (label("fox-recalled"),), "Why"),
    Page("copy", "products", "demo", (label("tea-invented-serial"),), "Why"),
    Page("sold", "products", "demo", (label("tea-copied-after-claim"),), "Why"),
    Page("genuine", "products", "demo", (label("watch-second-hand"),), "Why"),
    Page("cannot-tell", "products", "demo", (label("mug-unverified-issuer"),), "Why"),
    Page("unknown-code", "products", "demo", (label("tea-unknown-lot"),), "Why"),
    Page("no-code", "products", "demo", (code("WIFI:T:WPA;S:Harbour Lane;P:oolong1988;;"),), "Copy Text"),
    Page("too-warm", "products", "demo", (label("tea-too-warm"), scroll_to("Measured on the Way")), "Why"),
    Page("scan-recent", "scan", "demo", (section("Scan"),), "Recent Scans"),
    Page("items", "products", "demo", (*claimed("tea-yours-in-pack"), *followed("fox-recalled"), *followed("watch-issued"),
                                       section("My Items")), "Followed"),
    Page("offline", "products", "gone", (code(way_homes.LOT),), "Why"),
    Page("products-error", "products", "gone", (section("Products"),), "Something Went Wrong"),

    Page("catalogue", "shop", "shop", (section("Catalogue"),), "Catalogue"),
    Page("shop-product", "shop", "shop", (section("Catalogue"), row(*BOWL)), "Company Prefix"),
    Page("product-editor", "shop", "shop", (section("Catalogue"), click("Add Product")), "I Have No GTIN"),
    Page("sign-product", "shop", "shop", (section("Catalogue"), row(*JUG), click("Edit Product"),
                                          write("Description", "Holds half a litre."), click("Sign…", "button")),
         "Signed as", ESCAPE),
    Page("labels-products", "shop", "shop", (section("Labels"),), "Labels"),
    Page("lot-editor", "shop", "shop", NEW_LOT, "Lot Number"),
    Page("sign-lot", "shop", "shop", (*NEW_LOT, write("Lot Number", "J26-01"), write("Quantity", "40"), click("Sign…", "button")),
         "Signed as", ESCAPE),
    Page("lots", "shop", "shop", (section("Labels"), row(*BOWL)), "B26-03"),
    Page("labels", "shop", "shop", (section("Labels"), row(*BOWL), row("B26-03")), "Sheet or Roll"),

    Page("shipments", "shipments", "trade", (section("Shipments"),), "Fresh Shop"),
    Page("shipment", "shipments", "trade", (section("Shipments"), row("Fresh Shop")), "Mind the glass"),
    Page("shipment-new", "shipments", "trade", NEW_SHIPMENT, "Receiver"),
    Page("receiver", "shipments", "trade", (*NEW_SHIPMENT, *SCANNED, listed("Receiver")),
         "Account or did:key", ESCAPE),
    Page("sign-shipment", "shipments", "trade", (*NEW_SHIPMENT, *SCANNED, listed("Receiver"), row("Fresh Shop"), see("Ready to be signed"), click("Sign…", "button")),
         "Signed as", ESCAPE),
    Page("shipment-scanned", "shipments", "trade", (*NEW_SHIPMENT, *SCANNED, scanned(CASES[0], "nothing")), "Receiver"),
    Page("recall", "shipments", "trade", (section("Shipments"), click("More", "toggle button"), chosen(0)),
         "Only These Serial Numbers of the Lot", ESCAPE),
    Page("receive", "shipments", "trade", (identity("Fresh Shop"), section("Shipments"), click("To Receive"),
                                           row("Hillside Pottery"), click("Receive…")), "Not scanned"),
]
