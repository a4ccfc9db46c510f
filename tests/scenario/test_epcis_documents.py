# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The public EPCIS documents brought into a ledger and told as history; the ledger's own history as EPCIS."""

import json
import os
import re
from pathlib import Path

import pytest

from way_ctl import CASE, GTIN, reasons
from way_node import ROOT
from way_statement import check_digit

VECTORS = Path(os.environ.get("WAY_VECTORS", ROOT.parent / "shared" / "vectors")) / "epcis-json" / "JSON"


def documents():
    return sorted(VECTORS.rglob("*.jsonld")) if VECTORS.is_dir() else []


@pytest.mark.skipif(not documents(), reason="the public EPCIS documents are not here (WAY_VECTORS)")
def test_public_documents(market):
    """Every event of every document is either in the ledger under its hash, or said why not; nothing changes hands."""
    importer = market.carrier
    before = importer.json("item", "list")
    n_imported = 0
    for path in documents():
        hashed = importer.json("epcis", "hash", path, code=None)
        if hashed[0]["path"] is None:
            # not a document at all, like one with a member that stands twice
            assert importer.fails(1, "epcis", "import", path) == hashed[0]["error"]
            continue
        imported = importer.json("epcis", "import", path, code=None)
        assert [row["hash"] for row in imported["events"]] == [row["hash"] for row in hashed], path
        assert imported["imported"] + imported["known"] + imported["failed"] == len(hashed)
        for row in imported["events"]:
            assert (row["statement"] is None) == (row["error"] is not None), row
        n_imported += imported["imported"] + imported["known"]  # some events stand in several of them
        again = importer.json("epcis", "import", path, code=None)
        assert (again["imported"], again["failed"]) == (0, imported["failed"]), path
    assert n_imported >= 30
    assert importer.json("item", "list") == before


@pytest.mark.skipif(not documents(), reason="the public EPCIS documents are not here (WAY_VECTORS)")
def test_public_history_as_a_timeline(market):
    """GS1's own aggregation example, told for the pallet that it speaks of."""
    path = next(path for path in documents() if path.name == "Example_9.6.3-AggregationEvent.jsonld")
    text = path.read_text()
    done = market.carrier.json("epcis", "import", path)
    case = re.search(r"urn:epc:id:sscc:(\d+)\.(\d)(\d+)", text)
    sscc = check_digit(case[2] + case[1] + case[3])
    timeline = market.carrier.json("timeline", f"(00){sscc}")
    # nobody on this network uses that pallet: it is the importer's word, and shown as that
    assert timeline["verdict"] == "UNKNOWN_CODE"
    assert len(timeline["steps"]) == done["imported"] >= 1
    assert all(step["kind"] == "observe" and step["note"] for step in timeline["steps"])
    assert timeline["steps"][0]["time"] == "2013-06-08T14:58:56.591Z"
    # the pallet by the very URN that the document has
    assert market.carrier.json("timeline", case[0])["steps"] == timeline["steps"]
    market.consumer.json("timeline", f"(00){sscc}", code=3)
    assert market.consumer.json("timeline", "--account", market.carrier.account, f"(00){sscc}")["steps"]


def event(*epcs, **more):
    return {"type": "ObjectEvent", "eventTime": "2026-03-01T12:00:00Z", "eventTimeZoneOffset": "+08:00",
            "action": "OBSERVE", "bizStep": "storing", "epcList": list(epcs), **more}


def write(folder, *events):
    path = folder / "events.json"
    path.write_text(json.dumps({
        "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "type": "EPCISDocument",
        "schemaVersion": "2.0", "creationDate": "2026-03-01T12:00:00Z", "epcisBody": {"eventList": list(events)}}))
    return path


def test_imported_events_are_claims(market, folder):
    """An imported hand-over is shown as what somebody claims; it moves nothing and confirms nothing."""
    carrier, consumer = market.carrier, market.consumer
    serial = market.links[6].rsplit("/", 1)[1]
    path = write(folder, event(f"https://example.com/01/{GTIN}/21/{serial}", bizStep="shipping"),
                 event(f"https://id.gs1.org/00/{CASE}"), event("https://id.gs1.org/8003/05412345000013/1"))
    done = carrier.json("epcis", "import", "--lot", "A1", path, code=1)
    assert (done["imported"], done["failed"]) == (2, 1)
    assert "names no product" in done["events"][2]["error"]
    timeline = consumer.json("timeline", market.links[6])
    # it stands where it is said to have happened: before everything that was signed since
    said = timeline["steps"][0]
    assert said["kind"] == "observe" and said["note"] and said["imported"] and not said["late"]
    assert [step["logIndex"] for step in timeline["steps"]][1:] == sorted(s["logIndex"] for s in timeline["steps"][1:])
    assert said["text"].startswith("Carrier claims an event")
    assert not any("late" in remark for remark in said["remarks"])
    assert any("alone, imported on" in remark for remark in said["remarks"]) and timeline["verdict"] == "ISSUED"
    record = consumer.json("statement", "show", said["statement"])["actions"][said["actionIndex"]]["record"]
    assert f"ni:///sha-256;{record['epcisEventHash']}?ver=CBV2.0" == done["events"][0]["hash"]
    consumer.json("blob", "get", record["epcisDocument"], folder / "back.json")
    assert (folder / "back.json").read_bytes() == path.read_bytes()
    # without the lot a serial number alone is said of the product
    carrier.json("epcis", "import", write(folder, event(f"https://id.gs1.org/01/{GTIN}/21/{serial}")))
    assert consumer.json("timeline", f"(01){GTIN}")["steps"][0]["kind"] == "observe"


def test_many_events_in_few_statements(market, folder):
    path = write(folder, *(event(f"https://id.gs1.org/01/{GTIN}/10/A1", eventTime=f"2026-03-01T{i // 60:02}:{i % 60:02}:00Z",
                                 eventID=f"urn:uuid:00000000-0000-4000-8000-{i:012}") for i in range(200)))
    done = market.carrier.json("epcis", "import", path)
    assert done["imported"] == 200
    assert len({row["statement"] for row in done["events"]}) == 7


def test_one_event_of_very_many_things(market, folder):
    path = write(folder, event(*(f"https://id.gs1.org/01/{GTIN}/21/N{i}" for i in range(5000))))
    done = market.carrier.json("epcis", "import", "--lot", "A1", path)
    assert done["imported"] == 1 and done["events"][0]["things"] == 5000


def steps_of(who, code):
    return [(step["statement"], step["actionIndex"]) for step in who.json("timeline", code)["steps"]]


def test_nothing_is_imported_twice(market, folder):
    """A document that was imported before brings nothing, one that is partly new only what is new."""
    carrier, other, link = market.carrier, market.brand, market.links[6]
    things = [f"https://id.gs1.org/01/{GTIN}/21/{link.rsplit('/', 1)[1]}", f"https://id.gs1.org/00/{CASE}"]
    old = [event(things[0], eventTime=f"2026-02-{day:02}T08:00:00Z") for day in range(1, 29)]
    old += [event(things[1], eventTime=f"2026-02-{day:02}T09:00:00Z") for day in range(1, 29)]
    path = write(folder, *old)
    first = carrier.json("epcis", "import", "--lot", "A1", path)
    assert (first["imported"], first["known"], first["failed"]) == (56, 0, 0)
    before = steps_of(carrier, link)
    again = carrier.json("epcis", "import", "--lot", "A1", path)
    assert (again["imported"], again["known"], again["failed"]) == (0, 56, 0)
    assert all(row["known"] and row["error"] is None for row in again["events"])
    assert [row["statement"] for row in again["events"]] == [row["statement"] for row in first["events"]]
    assert steps_of(carrier, link) == before
    told = carrier.run("epcis", "import", "--yes", "--lot", "A1", path).out
    assert "56 events were there already" in told and told.startswith("0 events were brought")

    # one new event among old ones, which moreover stands twice in the document
    new = event(things[0], eventTime="2026-03-02T08:00:00Z")
    partly = carrier.json("epcis", "import", "--lot", "A1", write(folder, *old[:3], new, *old[3:40], new))
    assert (partly["imported"], partly["known"]) == (1, 41)
    assert [row["known"] for row in partly["events"]] == [True] * 3 + [False] + [True] * 38
    assert partly["events"][-1]["statement"] == partly["events"][3]["statement"]
    assert len(steps_of(carrier, link)) == len(before) + 1

    # the same event withdrawn is something new, once
    withdrawn = event(things[0], eventTime="2026-03-02T08:00:00Z",
                      errorDeclaration={"declarationTime": "2026-03-03T08:00:00Z", "reason": "did_not_occur"})
    path = write(folder, *old[:2], withdrawn)
    assert [carrier.json("epcis", "import", "--lot", "A1", path)["imported"] for _ in range(2)] == [1, 0]
    steps = carrier.json("timeline", link)["steps"]
    assert [step["corrected"] for step in steps if step["time"] == "2026-03-02T08:00:00.000Z"] == [True, True]
    assert sum("withdraws an event" in step["text"] for step in steps) == 1

    # who else brings it in claims it for herself
    theirs = other.json("epcis", "import", "--lot", "A1", path)
    assert (theirs["imported"], theirs["known"]) == (3, 0)


def test_what_was_unknown_comes_in_later(market, folder):
    """Of an event that was imported before, the things that nobody knew then."""
    brand = market.brand
    path = write(folder, event(f"https://id.gs1.org/01/{GTIN}/10/A1", f"https://id.gs1.org/01/{GTIN}/21/LATER"))
    assert brand.json("epcis", "import", path)["imported"] == 1
    # named by its lot the item is another thing than the product that it counted as
    done = brand.json("epcis", "import", "--lot", "A1", path)
    assert (done["imported"], done["known"]) == (1, 0)
    record = brand.json("statement", "show", done["events"][0]["statement"])["actions"][0]["record"]
    assert [thing["kind"] for thing in record["things"]] == ["unit"]
    assert brand.json("epcis", "import", "--lot", "A1", path)["known"] == 1


def test_bad_documents_change_nothing(market, folder):
    carrier = market.carrier
    for name, text, code in (("xml", "<epcis/>", 1), ("twice", '{"type":"EPCISDocument","type":"x"}', 1), ("empty", "", 1),
                             ("no", "{}", 1)):
        (folder / name).write_text(text)
        carrier.fails(code, "epcis", "import", folder / name)
    carrier.fails(9, "epcis", "import", folder / "missing")


def test_history_as_epcis(market, folder):
    """What the ledger says of an item as an EPCIS document that is valid, and whose hashes agree."""
    brand, carrier, consumer = market.brand, market.carrier, market.consumer
    link = market.links[6]
    shipment = brand.json("ship", link, "--to", carrier.account, "--place", "Hangzhou")["shipment"]
    carrier.json("receive", shipment)
    carrier.json("observe", link, "--reading", "Temperature,4.2,CEL")
    exported = folder / "out.json"
    exported.write_text(consumer.run("epcis", "export", link).out)
    document = consumer.json("epcis", "export", link)
    steps = [row.get("bizStep") for row in document["epcisBody"]["eventList"]]
    assert "shipping" in steps and "receiving" in steps
    assert consumer.json("epcis", "check", exported)[0]["valid"]
    hashes = [row["hash"] for row in consumer.json("epcis", "hash", exported)]
    assert hashes == [row["eventID"] for row in document["epcisBody"]["eventList"]]
    consumer.fails(3, "epcis", "export", "(01)09521111111115")
    assert "issued-by-brand" in reasons(consumer.verdict(link))
