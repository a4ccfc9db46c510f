# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo market as a person meets it: made, scanned, claimed, proven, removed, with waymarkctl."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from way_node import PATIENCE, ROOT, clean_environment, program

LABELS = ROOT / "data" / "demo" / "labels"
TABLE = json.loads((ROOT / "data" / "demo" / "labels.json").read_text(encoding="utf-8"))
DEMO = ["--network", "demo", "--identity", "demo"]


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=PATIENCE)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Person:
    def __init__(self, folder):
        self.home = folder / "home"
        self.environment = clean_environment(WAYMARKD=program("waymarkd"), WAYMARKCTL=program("waymarkctl"),
                                             XDG_DATA_HOME=str(folder / "data"))

    def start(self, *words, **more):
        return subprocess.Popen([program("waymarkctl"), "--data-dir", str(self.home), *words], env=self.environment,
                                **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **more})

    def run(self, *words, code=0, text=None):
        process = self.start(*words, stdin=subprocess.PIPE)
        out, err = process.communicate(text, timeout=4 * PATIENCE)
        assert process.returncode == code, f"{words}: {process.returncode}\n{out}\n{err}"
        return out

    def json(self, *words, **more):
        return json.loads(self.run(*words, "--json", **more))

    def scan(self, *names):
        lines = self.run("scan", *DEMO, *(str(LABELS / name) for name in names)).splitlines()
        return {Path(row["file"]).name: row["codes"] for row in map(json.loads, lines)}

    def left(self):
        """What of a market is in the folder."""
        names = os.listdir(self.home) if self.home.exists() else []
        return sorted(name for name in names if "demo" in name)


@pytest.fixture
def person(folder):
    person = Person(folder)
    yield person
    person.run("demo", "remove")


@pytest.fixture
def visitor(person):
    person.run("demo", "create")
    return person


def test_create_and_remove(person):
    before = time.monotonic()
    assert person.json("demo", "create")["made"] is True
    assert time.monotonic() - before < 10 or "asan" in program("waymarkd")
    assert person.left() == ["demo"]
    assert person.json("demo", "create")["made"] is False
    assert person.json("demo", "remove")["removed"] is True
    assert person.left() == []
    assert person.json("demo", "remove")["removed"] is False


def test_progress_on_a_terminal(person):
    """It is written over itself, not piled up."""
    master, slave = os.openpty()
    making = person.start("demo", "create", stderr=slave, stdout=subprocess.DEVNULL)
    os.close(slave)
    seen = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # nobody writes there any more
            break
        if not piece:
            break
        seen += piece
    os.close(master)
    assert making.wait() == 0
    assert b"\\u000d" not in seen and seen.count(b"\r") > 3, seen[:300]


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)])
def test_interrupted(person, number, code):
    process = person.start("demo", "create")
    build = person.home / ".demo-new" / "node" / "ledger.sqlite"
    deadline = time.monotonic() + PATIENCE
    while not build.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(number)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, err
    assert "demo" not in person.left(), "nothing half-made is where a market would be"
    if number != signal.SIGKILL:
        assert person.left() == []
    assert person.json("demo", "create")["made"] is True
    assert person.left() == ["demo"], "what an interrupted maker left is cleared away"


def test_two_makers(person):
    one = person.start("demo", "create")
    two = person.start("demo", "create")
    codes = [process.wait(timeout=2 * PATIENCE) for process in (one, two)]
    for process in (one, two):
        process.stdout.close()
        process.stderr.close()
    assert 0 in codes and set(codes) <= {0, 9}, codes
    assert person.json("demo", "create")["made"] is False


def test_no_waymarkd(person):
    person.environment["WAYMARKD"] = "/nonexistent/waymarkd"
    process = person.start("demo", "create")
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 5
    assert "/nonexistent/waymarkd" in err and err.count("\n") == 1
    assert person.left() == []
    person.environment["WAYMARKD"] = program("waymarkd")


def test_every_label(visitor):
    rows = TABLE["labels"]
    scanned = visitor.scan(*(row["file"] for row in rows))
    for row in rows:
        codes = scanned[row["file"]]
        assert len(codes) == 1, row["file"]
        assert codes[0]["format"] == ("EAN-13" if row["code"].startswith("@ean13") else "QRCode")
        assert codes[0]["verdict"] == row.get("verdict"), row["file"]
        if "verdict" not in row:
            continue
        answer = visitor.json("verdict", *DEMO, codes[0]["text"])
        reasons = [reason["reason"] for reason in answer["reasons"]]
        assert reasons[0] == row["reasons"][0], row["file"]
        assert set(row["reasons"]) <= set(reasons), (row["file"], reasons)
        assert answer["network"]["demo"] is True


def test_everybody_has_a_name(visitor):
    """No story and no reason speaks of accounts by their numbers."""
    for row in TABLE["labels"]:
        if row.get("verdict") in (None, "UNKNOWN_CODE"):
            continue
        text = visitor.scan(row["file"])[row["file"]][0]["text"]
        told = visitor.json("timeline", *DEMO, text)
        for said in [*told["reasons"], *told["steps"]]:
            assert "account " not in said["text"], (row["file"], said["text"])


def test_missing_is_not_received(visitor):
    text = visitor.scan("watch-missing.png")["watch-missing.png"][0]["text"]
    steps = visitor.json("timeline", *DEMO, text)["steps"]
    assert "missing" in next(step["text"] for step in steps if step["kind"] == "receive")


def test_photographs(visitor):
    labels = visitor.scan(*(row["file"] for row in TABLE["labels"]))
    photos = visitor.scan(*(row["file"] for row in TABLE["photos"]))
    for row in TABLE["photos"]:
        want = sorted(labels[file][0]["text"] for file in row["of"])
        assert sorted(code["text"] for code in photos[row["file"]]) == want, row["file"]


def test_history_spans_months(visitor):
    text = visitor.scan("tea-issued.png")["tea-issued.png"][0]["text"]
    steps = visitor.json("timeline", *DEMO, text)["steps"]
    times = [step["time"] for step in steps if "time" in step]
    assert times == sorted(times)
    assert times[0][:7] == "2025-01" and times[-1][:7] == "2025-04"
    kinds = {step["kind"] for step in steps}
    assert {"productRegister", "lotRegister", "transform", "pack", "ship", "receive", "observe", "unpack"} <= kinds


def test_claim(visitor):
    scanned = visitor.scan("tea-yours.png", "tea-yours-in-pack.png")
    outside = scanned["tea-yours.png"][0]
    secret = scanned["tea-yours-in-pack.png"][0]["text"]
    assert outside["verdict"] == "ISSUED"
    visitor.run("claim", *DEMO, "--yes", "-", text=secret + "\n")
    assert visitor.json("verdict", *DEMO, outside["text"])["verdict"] == "GENUINE"
    as_brand = visitor.json("verdict", "--network", "demo", outside["text"], "--identity", "demo-tea")
    assert as_brand["facts"]["claimed"] == "proven"
    visitor.run("claim", "--network", "demo", "--identity", "demo-tea-shop", "--yes", "-", text=secret + "\n", code=4)
    # a market that is made anew is not taken for one that was rolled back
    visitor.run("demo", "remove")
    visitor.run("demo", "create")
    assert visitor.scan("tea-yours.png")["tea-yours.png"][0]["verdict"] == "ISSUED"


def test_nobody_else_takes_its_times(visitor):
    """Block times come with statements while the market is made, and never again."""
    visitor.json("verdict", *DEMO, "(01)09521001000017")
    connection = UnixConnection(visitor.home / "demo" / "node" / "node.sock")
    connection.request("POST", "/v1/statements", b"?", {"Waymark-Demo-Time": "1760000000000"})
    reply = connection.getresponse()
    body = json.loads(reply.read())
    connection.close()
    assert reply.status == 400 and body["result"] == "usage", body


def test_proof_for_a_stranger(visitor, folder):
    text = visitor.scan("tea-issued.png")["tea-issued.png"][0]["text"]
    proof = folder / "tea.waymark-proof"
    network = visitor.json("proof", "export", *DEMO, text, str(proof))["network"]
    stranger = Person(folder / "stranger")
    stranger.run("proof", "verify", "--network", network, str(proof))
    stranger.run("proof", "verify", str(proof), code=7)


def test_own_goods_stay_out_of_it(visitor):
    """Who tried the market first and then begins with goods of her own has a ledger of her own."""
    visitor.environment["WAYMARK_PASSPHRASE"] = "correct horse"
    before = visitor.json("network", "list")["networks"]
    visitor.run("identity", "create", "--key-file", "--kind", "brand", "Workshop")
    assert [row["name"] for row in visitor.json("identity", "list")["identities"] if row["default"]] == ["Workshop"]
    visitor.run("product", "register", "--yes", "--name", "Tea", "--brand", "Mine", "09521234543213")
    networks = visitor.json("network", "list")["networks"]
    assert [row["demo"] for row in networks] in ([True, False], [False, True])
    assert [row for row in networks if row["demo"]] == before, "nothing was signed for the market"
    assert visitor.json("product", "list")["products"][0]["gtin"] == "09521234543213"
    visitor.run("demo", "remove")
    assert visitor.json("product", "show", "09521234543213")["product"]["brand"] == "Mine"
    visitor.run("node", "stop")


@pytest.mark.parametrize("language", ["C.UTF-8", "zh_CN.UTF-8"])
def test_tour(person, folder, language):
    words = [str(ROOT / "tools" / "tour"), "--data-dir", str(person.home)]
    outputs = []
    for _ in range(2):
        answer = subprocess.run(words, env={**person.environment, "LC_ALL": language}, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=4 * PATIENCE, check=False)
        assert answer.returncode == 0, answer.stderr
        assert answer.stderr == "" and "\033" not in answer.stdout
        outputs.append(answer.stdout)
    assert outputs[0].count("\n") < 120, "a tour is short"
    assert "tea-yours.png" in outputs[0] and "demo remove" in outputs[1]
    assert ("接下来可以试试" in outputs[0]) == language.startswith("zh")
