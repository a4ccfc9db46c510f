# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long work that is interrupted, refused or runs out of space: nothing half-written stays, nothing that was there is lost, and
the same command does it later."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from way_bad import check_clean
from way_ctl import GTIN, Person
from way_liar import Proxy
from way_node import PATIENCE, clean_environment, program, wait_until


@pytest.fixture
def brand(person):
    brand = person("Brand", "brand")
    brand.json("product", "register", GTIN, "--name", "Tea", "--brand", "Brand")
    return brand


def kept(person):
    """What stays of lots and drafts, by name and content."""
    return {path.name: path.read_bytes() for name in ("lots", "drafts") for path in (person.folder / name).glob("*")}


def start(person, *words):
    return subprocess.Popen(
        [program("waymarkctl"), "--data-dir", str(person.folder), "--yes", *map(str, words)], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=clean_environment(WAYMARKD=program("waymarkd"), WAYMARK_PASSPHRASE=person.passphrase))


def interrupt(process, number=signal.SIGINT):
    """Ends it; it must not have been done already."""
    assert process.poll() is None, "too fast for the test"
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode in (130, -number), (process.returncode, err)
    check_clean(err)
    assert b"CRITICAL" not in err and b"Sanitizer" not in err, err
    return out, err


def is_busy(process):
    """It has used the processor for a while: it is in the middle of its work."""
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
        return int(file.read().rsplit(")", 1)[1].split()[11]) >= 30


def has_written(process):
    """It holds a file without a name with some of its work in it."""
    def size(path):
        try:
            return os.stat(path).st_size if os.readlink(path).endswith(" (deleted)") else 0
        except FileNotFoundError:
            return 0
    folder = f"/proc/{process.pid}/fd"
    return any(size(f"{folder}/{name}") > 1_000_000 for name in os.listdir(folder))


# Lots

def test_a_lot_of_that_name_is_there(brand):
    """A second lot of the same name is refused; the labels of the first stay what they were."""
    brand.json("lot", "create", GTIN, "A1", "--quantity", 3)
    links, before = brand.links(GTIN, "A1"), kept(brand)
    brand.fails(4, "lot", "create", GTIN, "A1", "--quantity", 5)
    assert kept(brand) == before and brand.links(GTIN, "A1") == links


def test_a_lot_that_was_refused(brand):
    """Serial numbers of a lot that is not on the ledger are not handed out."""
    other = "09521234543220"
    brand.fails(4, "lot", "create", other, "A1", "--quantity", 3)
    assert kept(brand) == {}
    brand.fails(3, "lot", "serials", other, "A1")


def test_sealing_a_lot_interrupted(brand):
    before = brand.json("product", "list")
    process = start(brand, "lot", "create", GTIN, "BIG", "--quantity", 3_000_000)
    wait_until(lambda: is_busy(process), "work")
    interrupt(process)
    assert kept(brand) == {} and brand.json("product", "list") == before
    assert brand.json("lot", "list", GTIN)["lots"] == []
    assert brand.json("lot", "create", GTIN, "BIG", "--quantity", 3)["quantity"] == 3
    assert len(brand.links(GTIN, "BIG")) == 3


def test_a_lot_whose_answer_was_lost(brand, folder):
    """It may be registered or not: what labels are made from is kept until that is known."""
    address = brand.address()
    proxy = Proxy(folder / "cut.sock", address.removeprefix("unix:"),
                  lambda request, ask: (ask(), None)[1] if request.method == "POST" else ask())
    far = Person(folder / "far", "Far", kind="brand")
    with proxy:
        far.json("network", "add", f"unix:{proxy.path}", "--genesis", brand.network())
        far.json("network", "list")
        far.run("product", "register", GTIN, "--name", "Tea", "--brand", "Far", code=5)
        far.run("lot", "create", GTIN, "A1", "--quantity", 4, code=5)
    assert {len(far.json("draft", "list")["drafts"]), len(kept(far))} == {2, 3}
    far.json("network", "add", address, "--genesis", brand.network())
    for draft in far.json("draft", "list")["drafts"]:
        far.json("draft", "send", draft["id"])
    far.json("lot", "publish", GTIN, "A1")
    assert far.verdict(far.links(GTIN, "A1")[3])["verdict"] in ("ISSUED", "CANNOT_TELL")
    assert far.json("draft", "list")["drafts"] == []


# Label sheets

def test_labels_of_a_lot_that_never_arrived(brand, folder):
    """Whoever scanned them would be told that the code is unknown: they are not printed, unless asked for expressly."""
    proxy = Proxy(folder / "cut.sock", brand.address().removeprefix("unix:"),
                  lambda request, ask: None if request.method == "POST" else ask())
    far = Person(folder / "far", "Far", kind="brand")
    far.json("network", "add", brand.address(), "--genesis", brand.network())
    far.json("product", "register", GTIN, "--name", "Tea", "--brand", "Far")
    with proxy:
        far.json("network", "add", f"unix:{proxy.path}", "--genesis", brand.network())
        far.run("lot", "create", GTIN, "A1", "--quantity", 4, code=5)
    far.json("network", "add", brand.address(), "--genesis", brand.network())
    sheet = folder / "sheet.pdf"
    for words in (("label", "sheet", GTIN, "A1", sheet), ("lot", "serials", GTIN, "A1")):
        said = far.fails(4, *words)
        assert f"Lot A1 of product {GTIN} is not in the ledger" in said and "draft" in said and "--ahead" in said
    assert not sheet.exists()
    far.json("label", "sheet", GTIN, "A1", sheet, "--ahead")
    ahead = far.links(GTIN, "A1", "--ahead")
    assert sheet.exists() and far.verdict(ahead[0])["verdict"] == "UNKNOWN_CODE"
    (draft,) = far.json("draft", "list")["drafts"]
    far.json("draft", "send", draft["id"])
    assert far.links(GTIN, "A1") == ahead
    far.json("lot", "publish", GTIN, "A1")
    far.json("label", "sheet", GTIN, "A1", sheet)
    assert far.verdict(ahead[0])["verdict"] in ("ISSUED", "CANNOT_TELL")


def test_labels_without_a_network(brand, folder):
    """That the ledger took the lot is remembered: its labels can be printed where there is no network."""
    far = Person(folder / "far", "Far", kind="brand")
    far.join(brand)
    far.json("product", "register", GTIN, "--name", "Tea", "--brand", "Far")
    far.json("lot", "create", GTIN, "A1", "--quantity", 4)
    brand.stop()
    far.json("label", "sheet", GTIN, "A1", folder / "sheet.pdf")
    assert len(far.links(GTIN, "A1")) == 4
    (kept,) = (far.folder / "lots").glob("*")
    record = json.loads(kept.read_text())
    del record["registered"]
    kept.write_text(json.dumps(record))
    far.fails(5, "label", "sheet", GTIN, "A1", folder / "other.pdf")
    assert not (folder / "other.pdf").exists()



def test_a_label_sheet_interrupted(brand, folder):
    """The sheet that was there stays; no piece of a new one is left beside it."""
    brand.json("lot", "create", GTIN, "A1", "--quantity", 40_000)
    out = folder / "out"
    out.mkdir()
    brand.json("label", "sheet", GTIN, "A1", "--count", 2, out / "sheet.pdf")
    before = (out / "sheet.pdf").read_bytes()
    for number in (signal.SIGINT, signal.SIGKILL):
        process = start(brand, "label", "sheet", GTIN, "A1", out / "sheet.pdf")
        wait_until(lambda: has_written(process), "a part")
        interrupt(process, number)
        assert {path.name: path.read_bytes() for path in out.iterdir()} == {"sheet.pdf": before}


# Import

def document(folder, n, **more):
    path = folder / "events.json"
    path.write_text(json.dumps({
        "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "type": "EPCISDocument",
        "schemaVersion": "2.0", "creationDate": "2026-03-01T12:00:00Z", "epcisBody": {"eventList": [
            {"type": "ObjectEvent", "eventTime": f"2026-03-01T{12 + i // 3600}:{i // 60 % 60:02}:{i % 60:02}Z", "eventTimeZoneOffset": "+08:00",
             "action": "OBSERVE", "bizStep": "storing", "epcList": [f"https://id.gs1.org/01/{GTIN}/10/A1"],
             "eventID": f"urn:uuid:00000000-0000-4000-8000-{i:012}", **more} for i in range(n)]}}))
    return path


def n_observed(person, text=f"(01){GTIN}(10)A1"):
    return [step["kind"] for step in person.json("timeline", text)["steps"]].count("observe")


def n_logged(market):
    path = market.brand.address().removeprefix("unix:")
    head = subprocess.run(["curl", "-sS", "--unix-socket", path, "http://node/v1/head"], capture_output=True, check=True)
    return json.loads(head.stdout)["logSize"]


@pytest.mark.parametrize("lost", ["before", "after"])
def test_import_while_the_node_goes_away(market, folder, lost):
    """What was taken is told, the statement under way is a draft, nothing after it is tried: so nothing is there twice."""
    path, carrier, taken = document(folder, 100), market.carrier, []

    def answer(request, ask):
        if request.method != "POST":
            return ask()
        taken.append(request.path)
        if len(taken) == 1:
            return ask()
        if lost == "after":
            ask()
        return None

    address = market.brand.address()
    with Proxy(folder / "cut.sock", address.removeprefix("unix:"), answer) as proxy:
        carrier.json("network", "add", f"unix:{proxy.path}", "--genesis", market.brand.network())
        done = carrier.json("epcis", "import", path, code=5)
    assert (done["imported"], done["failed"]) == (32, 68)
    errors = [row["error"] for row in done["events"]]
    assert done["result"] == "unavailable" and "draft send" in done["error"]
    assert errors[:32] == [None] * 32 and all(errors[32:]) and len(set(errors[64:])) == 1
    carrier.json("network", "add", address, "--genesis", market.brand.network())
    drafts = carrier.json("draft", "list")["drafts"]
    assert len(drafts) == 1
    carrier.json("draft", "send", drafts[0]["id"])
    assert n_observed(carrier) == 64
    again = carrier.json("epcis", "import", path)
    assert (again["imported"], again["known"]) == (36, 64)


def test_the_way_out_is_told(market, folder):
    """A signature whose arrival is not known: the sentence names the command that settles it."""
    carrier, address = market.carrier, market.brand.address()
    with Proxy(folder / "cut.sock", address.removeprefix("unix:"),
               lambda request, ask: None if request.method == "POST" else ask()) as proxy:
        carrier.json("network", "add", f"unix:{proxy.path}", "--genesis", market.brand.network())
        sentence = carrier.fails(5, "observe", market.links[0], "--step", "storing")
        told = carrier.run("epcis", "import", document(folder, 40), code=5)
    assert told.err.splitlines()[-1].startswith("waymarkctl: After that nothing more was tried; what you signed is kept")
    assert told.err.count("\n") == 33 and "0 events were" in told.out
    carrier.json("network", "add", address, "--genesis", market.brand.network())
    command = sentence.split("“")[1].split("”")[0].split()
    assert command[:3] == ["waymarkctl", "draft", "send"]
    assert carrier.json(*command[1:])["proven"]


def test_import_interrupted(market, folder):
    """Each statement is there whole or not at all, and at most one draft waits."""
    n, before = 20000, n_logged(market)
    process = start(market.carrier, "epcis", "import", document(folder, n))
    wait_until(lambda: n_logged(market) > before, "a first statement")
    interrupt(process)
    drafts = market.carrier.json("draft", "list")["drafts"]
    assert len(drafts) <= 1
    for draft in drafts:
        market.carrier.json("draft", "send", draft["id"])
    assert 0 < n_logged(market) - before < n // 32


def test_import_of_good_and_bad_events(market, folder):
    """Each bad one is named by its place and cause, the good ones between them are in the ledger."""
    path = document(folder, 40)
    text = json.loads(path.read_text())
    events = text["epcisBody"]["eventList"]
    events[1]["epcList"] = ["https://id.gs1.org/8003/05412345000013/1"]
    events[7]["action"] = "GUESS"
    del events[20]["eventTime"]
    events[39]["epcList"] = []
    path.write_text(json.dumps(text))
    told = market.carrier.run("epcis", "import", path, code=1)
    lines = told.err.splitlines()
    assert [line.split("[")[1].split("]")[0] for line in lines] == ["1", "7", "20", "39"], lines
    assert "36 events" in told.out and "4 events" in told.out
    assert n_observed(market.consumer) == 36


# A full disk

class Disk:
    """A file system of @size MiB of its own at @place, in a mount namespace that a waiting process keeps."""

    def __init__(self, place, size):
        self.place, self.seen = place, None
        place.mkdir()
        self.keeper = subprocess.Popen(["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o "size=$1m" none "$0" && echo mounted; exec cat',
                                        str(place), str(size)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.is_mounted = self.keeper.stdout.readline() == b"mounted\n"
        # the same folder, seen from outside
        self.inside = Path(f"/proc/{self.keeper.pid}/root{place}")
        self.wrapper = ("nsenter", f"--mount=/proc/{self.keeper.pid}/ns/mnt", "--")

    def fill(self, left=0):
        """Until only @left bytes can be written."""
        with open(self.inside / "ballast", "wb", buffering=0) as file:
            try:
                while file.write(bytes(1 << 16)):
                    pass
            except OSError:
                pass
            file.truncate(max(os.fstat(file.fileno()).st_size - left, 0))

    def free(self):
        (self.inside / "ballast").unlink()

    def close(self):
        self.keeper.communicate()


@pytest.fixture
def disk(folder):
    disk = Disk(folder / "disk", 24)
    if not disk.is_mounted:
        disk.close()
        pytest.skip("no mount namespaces here")
    yield disk
    disk.close()


def files(place):
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*")
            if path.is_file() and path.name != "ballast" and not path.name.startswith("ledger.sqlite")}


def told_full(outcome):
    """It worked, or says in one sentence that the disk is full, whoever's it was."""
    lines = outcome.err.splitlines()
    assert outcome.code in (0, 5, 9), outcome
    if outcome.code:
        assert outcome.out == "" and len(lines) == 1 and ("disk is full" in lines[0] or "No space left" in lines[0]), outcome
    return outcome.code != 0


# Of these nothing changes where a command failed.
KEPT = ("identities.json", "networks.json", ".key", ".pdf", "genesis.cbor")


@pytest.mark.parametrize("left", [0, 400_000])
def test_a_full_disk(disk, folder, left):
    """Signing, sealing, importing and printing where there is no room: what was there stays, and with room again all is done."""
    brand = Person(disk.place / "brand", "Brand", kind="brand", wrapper=disk.wrapper)
    brand.json("product", "register", GTIN, "--name", "Tea", "--brand", "Brand")
    brand.json("lot", "create", GTIN, "A1", "--quantity", 200)
    brand.json("label", "sheet", GTIN, "A1", "--count", 2, disk.place / "sheet.pdf")
    imported = document(folder, 200, readPoint={"id": "https://example.com/" + "x" * 900})
    acts = [("product", "update", GTIN, "--origin", "CN"), ("lot", "create", GTIN, "A2", "--quantity", 4000),
            ("epcis", "import", imported), ("label", "sheet", GTIN, "A1", disk.place / "sheet.pdf"),
            ("identity", "create", "Second", "--key-file"), ("proof", "export", f"(01){GTIN}(10)A1", disk.place / "proof"),
            ("demo", "create")]
    sheet, links = (disk.inside / "sheet.pdf").read_bytes(), brand.links(GTIN, "A1")
    disk.fill(left)
    before, n_full = files(disk.inside), 0
    for words in acts:
        outcome = brand.run(*words, code=None)
        n_full += told_full(outcome) if words[0] != "epcis" else outcome.code != 0
        after = files(disk.inside)
        changed = {name for name, data in before.items() if after.get(name) != data}
        assert not outcome.code or not any(name.endswith(KEPT) for name in changed), (words, changed)
        assert not [name for name in after if ".demo-new" in name or "/." in name], sorted(after)
        before = after
    assert n_full >= (5 if left == 0 else 1)
    disk.free()
    for draft in brand.json("draft", "list")["drafts"]:
        brand.run("draft", "send", draft["id"], code=None)
    brand.json("product", "update", GTIN, "--origin", "JP")
    assert brand.links(GTIN, "A1") == links
    if not any(row["lot"]["lot"] == "A2" for row in brand.json("lot", "list", GTIN)["lots"]):
        brand.json("lot", "create", GTIN, "A2", "--quantity", 4000)
    brand.json("lot", "publish", GTIN, "A2")
    brand.json("label", "sheet", GTIN, "A1", disk.place / "sheet.pdf")
    assert (disk.inside / "sheet.pdf").stat().st_size > len(sheet)
    assert brand.verdict(links[0])["verdict"] in ("ISSUED", "CANNOT_TELL")
    brand.stop()
