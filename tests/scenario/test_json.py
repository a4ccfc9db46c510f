# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""--json everywhere, each with a schema; the commands that need no ledger are run here, the others where they are tested."""

import json

import pytest

import way_ctl
from way_ctl import GTIN, Person


def test_every_command_has_a_schema():
    named = {noun if verb is None else f"{noun} {verb}" for noun, verb in way_ctl.commands()}
    schemas, _ = way_ctl.read_schemas()
    assert set(schemas) == named


def test_schemas_are_closed():
    """A member that is not in the schema is a finding, not a surprise for scripts."""
    for path in way_ctl.SCHEMAS.glob("*.schema.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        if schema.get("type") == "object" and path.name != "epcis-export.schema.json":
            assert schema["additionalProperties"] is False, path


@pytest.mark.parametrize("words, code", [
    (["help"], 0),
    (["gs1", "parse", f"https://id.gs1.org/01/{GTIN}", "nonsense"], 1),
    (["gs1", "build", f"(01){GTIN}(10)A(1)"], 1),
    (["gs1", "build", f"(01){GTIN}(10)A\\(1"], 0),
    (["gs1", "check", GTIN, "09521234543214"], 1),
    (["key", "verify", "00", "00", "00"], 1),
    (["label", "layouts"], 0),
    (["network", "list"], 0),
    (["identity", "list"], 0),
    (["draft", "list"], 0),
    (["demo", "remove"], 0),
])
def test_without_a_ledger(folder, words, code):
    Person(folder / "nobody").json(*words, code=code)


def test_of_files(folder):
    nobody = Person(folder / "nobody")
    event = folder / "event.json"
    event.write_text(json.dumps({
        "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        "type": "ObjectEvent", "eventTime": "2026-03-01T12:00:00Z", "eventTimeZoneOffset": "+08:00", "action": "OBSERVE",
        "epcList": [f"https://id.gs1.org/01/{GTIN}/21/1"]}), encoding="utf-8")
    assert nobody.json("epcis", "hash", str(event))[0]["hash"]
    assert nobody.json("epcis", "hash", str(folder / "none"), code=9)[0]["error"]
    assert nobody.json("epcis", "check", str(event))[0]["valid"]
    key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert nobody.json("cose", "verify", "--key", key, str(event), code=1)[0]["result"] == "malformed"


def test_people_get_no_json(folder):
    """Without --json the same commands speak to people."""
    nobody = Person(folder / "nobody")
    for words in (["help"], ["label", "layouts"], ["demo", "remove"]):
        assert "{" not in nobody.run(*words).out
