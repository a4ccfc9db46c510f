# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""EPCIS documents, signatures and signed files that are broken, huge or hostile."""

import json
import os

import pytest
from way_bad import ctl
from way_statement import Key, cose_sign

EVENT = {"type": "ObjectEvent", "action": "OBSERVE", "eventTime": "2024-01-01T00:00:00Z",
         "eventTimeZoneOffset": "+00:00", "epcList": ["https://id.gs1.org/01/09520123456788/21/1"],
         "bizStep": "shipping"}


def document(*events, **members):
    return {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"], "type": "EPCISDocument",
            "schemaVersion": "2.0", "creationDate": "2024-01-01T00:00:00Z",
            "epcisBody": {"eventList": list(events)}, **members}


def both(path, code=None):
    """hash and check of one file; both refuse or both take it."""
    hashed, checked = ctl("epcis", "hash", path, code=code), ctl("epcis", "check", path, code=code)
    return hashed.out.decode().splitlines(), checked.out.decode().splitlines()


TEXT = json.dumps(document(EVENT))
BROKEN = {
    "empty": b"", "space": b" \n", "nul": b"\0" * 100, "xml": b'<?xml version="1.0"?><epcis:EPCISDocument/>',
    "bom": b"\xef\xbb\xbf" + TEXT.encode(), "utf16": TEXT.encode("utf-16"), "latin1": TEXT.replace("shipping", "\xe9").encode("latin-1"),
    "truncated": TEXT[:-5].encode(), "trailing": TEXT.encode() + b"{}", "number": b"12", "null": b"null", "list": b"[[]]",
    "duplicate": TEXT.replace('"action"', '"action": "ADD", "action"').encode(),
    "escaped duplicate": TEXT.replace('"action"', '"\\u0061ction": "ADD", "action"').encode(),
    "nan": TEXT.replace('"shipping"', "NaN").encode(), "deep": b"[" * 10_000 + b"]" * 10_000,
    "deep member": TEXT.replace('"shipping"', '{"a":' * 10_000 + "1" + "}" * 10_000).encode(),
    "unclosed": b"[" * 5_000_000, "lone surrogate": TEXT.replace("shipping", "\\ud800").encode(),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_documents_that_are_no_json(folder, kind):
    path = folder / "document.json"
    path.write_bytes(BROKEN[kind])
    hashed, checked = both(path, 1)
    assert hashed and hashed[0].startswith("error: ") and len(checked) == 1, (hashed, checked)
    assert len(checked[0]) < 600


WRONG = (None, True, 1, -1e400, "", "x", "\x1b[31m\u202e\nother: valid, 1 event", [], [[]], {}, {"a": {}}, 10 ** 400)


@pytest.mark.parametrize("member", sorted(EVENT) + ["schemaVersion", "creationDate", "epcisBody", "@context"])
def test_members_of_wrong_types(folder, member):
    events = []
    for value in WRONG:
        text = json.dumps(value).replace("Infinity", "1e400").replace("-1e400", "-1e400")
        if member in EVENT:
            events.append((json.dumps({**EVENT, member: "@@"}).replace('"@@"', text)))
        else:
            path = folder / "document.json"
            path.write_text(json.dumps(document(EVENT, **{member: "@@"})).replace('"@@"', text))
            hashed, checked = both(path)
            assert all(line.startswith(("error: ", "ni:///sha-256;")) for line in hashed), hashed
            assert all(line.startswith(str(path) + ": ") for line in checked), checked
    if not events:
        return
    good = json.dumps(EVENT)
    path = folder / "document.json"
    path.write_text(json.dumps(document("@@")).replace('"@@"', ",".join([*events, good])))
    hashed, checked = both(path)
    # one line an event, whatever it holds, and the good one behind them as ever
    assert len(hashed) == len(events) + 1 and hashed[-1].startswith("ni:///sha-256;"), hashed
    assert all(line.startswith(str(path) + ": ") for line in checked), checked


def test_a_hundred_thousand_events(folder):
    path = folder / "many.json"
    body = ",".join(json.dumps({**EVENT, "epcList": [f"https://id.gs1.org/01/09520123456788/21/{i}"]}) for i in range(100_000))
    path.write_text(json.dumps(document("@@")).replace('"@@"', body))
    run = ctl("epcis", "hash", path, code=0, memory=2 << 30)
    lines = run.out.splitlines()
    assert len(lines) == len(set(lines)) == 100_000 and run.seconds < 60


def test_files_that_are_too_large_are_refused_at_once(folder):
    path = folder / "sparse"
    with open(path, "wb") as file:
        file.truncate(1 << 30)
    for words, code in ((("epcis", "hash", path), 1), (("epcis", "check", path), 1),
                        (("proof", "verify", path), 1), (("statement", "show", path), 1),
                        (("cose", "verify", "--key", "00" * 32, path), 1)):
        run = ctl(*words, folder=folder / "data", memory=600 << 20)
        assert run.code == code and run.seconds < 10, run


@pytest.mark.parametrize("words", [("epcis", "hash"), ("proof", "verify")])
def test_devices_that_never_end(folder, words):
    assert ctl(*words, "/dev/zero", folder=folder / "data", memory=1500 << 20).code == 1
    assert ctl(*words, "/", folder=folder / "data").code == 9
    assert ctl(*words, folder / "nothing", folder=folder / "data").code == 9


def test_signature_batches():
    key, message = Key("a"), b"m"
    signature = key.private.sign(message).hex()
    good = f"{key.public.hex()}\t{message.hex()}\t{signature}"
    bad = ["", "\t", "\t\t", "\t\t\t", good + "\r", good + "\t00", good[:-1], good[:-2], "x" + good[1:], "0x" + good,
           good.replace("\t", " "), "0" * 1_000_000, f"{key.public.hex()}\t{'00' * 500_000}\t{signature}",
           f"{'00' * 57}\t00\t{'00' * 114}", f"{'ff' * 32}\t00\t{'ff' * 64}", "\0" + good, good + "\0", "é" + good]
    text = "\n".join([good, *bad, good]) + "\n"
    run = ctl("key", "verify", "--batch", stdin=text.encode(), code=1)
    assert run.out.split() == [b"1", *[b"0"] * len(bad), b"1"], run
    assert ctl("key", "verify", "--batch", stdin=b"\xff\xfe\t\x80\n" + good.encode(), code=1).out == b"0\n1\n"
    assert ctl("key", "verify", "--batch", stdin=b"", code=0).out == b""


def test_signed_files_of_every_length(folder):
    key = Key("a")
    data = cose_sign("statement", b"payload", key)
    paths = []
    for length in range(len(data)):
        (folder / str(length)).write_bytes(data[:length])
        paths.append(folder / str(length))
    for bit in range(0, 8 * len(data), 37):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        (folder / f"bit{bit}").write_bytes(changed)
        paths.append(folder / f"bit{bit}")
    (folder / "trailing").write_bytes(data + b"\0")
    run = ctl("--json", "cose", "verify", "--key", key.public.hex(), *paths, folder / "trailing", code=1)
    assert [row["valid"] for row in run.lines] == [False] * (len(paths) + 1)
    (folder / "good").write_bytes(data)
    ctl("cose", "verify", "--key", key.public.hex(), folder / "good", code=0)
    ctl("cose", "verify", "--key", "00" * 57, folder / "good", code=1)  # Ed448: unsupported
    for wrong in ("", "zz" * 32, "00" * 31, key.public.hex() + "\n", "0" * 100_000):
        assert ctl("cose", "verify", "--key", wrong, folder / "good", code=2).sentence


def test_public_documents_are_told_and_never_crash():
    vectors = os.environ.get("WAY_VECTORS")
    if not vectors or not os.path.isdir(os.path.join(vectors, "epcis-json")):
        pytest.skip("WAY_VECTORS is not set")
    found = [os.path.join(root, name) for root, _, names in os.walk(os.path.join(vectors, "epcis-json"))
             for name in names if name.endswith((".json", ".jsonld", ".xml"))]
    assert found
    run = ctl("epcis", "hash", *sorted(found))
    assert run.out and run.code in (0, 1)
