# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program has the ledger's database open, as backup tools and curious people do: told, waited for, nothing lost."""

import sqlite3
import subprocess
import threading
import time

import pytest
from way_bad import ctl
from way_ctl import GTIN
from way_node import Node, program
from way_statement import Signer, sha256


def hold(path, how):
    """A connection with a lock; close() lets go."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    if how == "exclusive":
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE IF NOT EXISTS other_program (x)")
    else:
        other.execute(how)
        other.execute("SELECT count(*) FROM sqlite_master").fetchall()
    return other


def rename(signer, name):
    return signer.sign(("profileSet", {1: {1: 1, 2: [{1: "en", 2: name}]}}))


def test_at_the_start(start_node, folder):
    """The node does not start, and says why; let go, it starts with all that was in it."""
    node = start_node()
    signer = Signer("a", sha256(node.genesis()))
    node.accept(signer.register())
    assert node.stop() == 0
    other = hold(folder / "node" / "ledger.sqlite", "exclusive")
    begin = time.monotonic()
    refused = Node(folder / "node")
    assert refused.wait() not in (0, -6, -11) and time.monotonic() - begin < 20
    refused.process.stdout.close()
    assert "Another program is using the database" in refused.messages(), refused.messages()
    other.rollback()
    other.close()
    assert start_node().head()["logSize"] == 1


@pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN"])
def test_while_it_runs(start_node, folder, how):
    """A reader disturbs nobody. A writer is told as such; what was not taken is taken afterwards, once."""
    node = start_node()
    signer = Signer("a", sha256(node.genesis()))
    node.accept(signer.register())
    other = hold(folder / "node" / "ledger.sqlite", how)
    statement = rename(signer, "A")
    try:
        if how == "BEGIN":
            node.accept(statement)
        else:
            reply = node.submit(statement)
            assert (reply.status, reply.json()["result"]) == (503, "database-locked"), reply
        assert node.get("/v1/products").status == 200
    finally:
        other.close()
    assert node.accept(statement)["logIndex"] == 1
    node.accept(rename(signer, "B"))
    assert node.head()["logSize"] == 3


def test_a_short_lock_is_waited_for(start_node, folder):
    node = start_node()
    signer = Signer("a", sha256(node.genesis()))
    other = hold(folder / "node" / "ledger.sqlite", "BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, other.close)
    timer.start()
    node.accept(signer.register())
    timer.join()


def test_own_ledger_locked(person):
    """At a terminal: the cause in one sentence, and the draft is kept where something was signed."""
    anna = person("Anna", "brand")
    anna.json("product", "register", GTIN, "--name", "Tea", "--brand", "Anna")
    anna.json("node", "stop")
    other = hold(anna.folder / "node" / "ledger.sqlite", "exclusive")
    run = ctl("--yes", "product", "update", GTIN, "--origin", "CN", folder=anna.folder, code=5)
    assert "Another program is using the database" in run.sentence and run.seconds < 20, run
    other.rollback()
    other.close()
    anna.json("node", "start")
    other = hold(anna.folder / "node" / "ledger.sqlite", "BEGIN IMMEDIATE")
    sentence = anna.fails(9, "product", "update", GTIN, "--origin", "CN")
    other.close()
    assert "waymarkctl draft send" in sentence
    draft = anna.json("draft", "list")["drafts"][0]["id"]
    assert anna.json("draft", "send", draft)["proven"]


def test_a_node_that_is_just_ending(person, folder):
    """It has the folder still and answers nobody any more: what is asked meanwhile waits for the next one."""
    anna = person("Anna", "brand")
    anna.json("product", "register", GTIN, "--name", "Tea", "--brand", "Anna")
    anna.json("node", "stop")
    ending = subprocess.Popen([str(program("waymarkd")), "--data-dir", str(anna.folder / "node"), "--listen-unix",
                               str(folder / "elsewhere.sock")], stdout=subprocess.PIPE, text=True)
    assert ending.stdout.readline().strip() == "ready"
    timer = threading.Timer(1, ending.terminate)
    timer.start()
    assert anna.json("product", "list")["products"][0]["gtin"].endswith(GTIN)
    timer.join()
    ending.stdout.close()
    assert ending.wait() == 0
