# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""waymarkd as a process: starting, settings, ending, and what a machine can do to it. docs/spec/node-config.md."""

import os
import random
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time

import pytest

from way_node import PATIENCE, ROOT, Node, clean_environment, free_port, program, wait_until
from way_proof import Bundle, checkpoint_hash, read_checkpoint
from way_statement import Key, Signer, event, genesis, lot_of, now_ms, sha256, statement_id

DAY_MS = 24 * 3600 * 1000


def run(*options, environment=None, **more):
    """waymarkd with options that make it end at once."""
    return subprocess.run([program("waymarkd"), *map(str, options)], capture_output=True, text=True,
                          timeout=PATIENCE, env=environment or clean_environment(), **more)


def snapshot(folder):
    """Every file and its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def fill(node, count=5, seed="writer"):
    """Statements of one signer; those that were accepted, by log index."""
    signer = Signer(seed, sha256(node.genesis()))
    accepted = {}
    for act in range(count):
        statement = signer.register() if act == 0 else rename(signer, f"Name {act}")
        accepted[node.accept(statement)["logIndex"]] = statement
    return signer, accepted


def rename(signer, name, **options):
    return signer.sign(("profileSet", {1: {1: 1, 2: [{1: "en", 2: name}]}}), **options)


def check_ledger(node, accepted):
    """All of @accepted is there, and the chain of checkpoints holds."""
    network_genesis = node.genesis()
    network = sha256(network_genesis)
    head = node.head()
    for index, statement in accepted.items():
        bundle = Bundle(node.get(f"/v1/statements/{statement_id(statement).hex()}").body,
                        network_genesis)
        assert bundle.record[7][0][5] == statement and index in bundle.log
    before = bytes(32)
    for height in range(head["height"] + 1):
        record = read_checkpoint(node.get(f"/v1/checkpoints/{height}").body,
                                 bundle.genesis[4], network)
        assert record[8] == before
        before = checkpoint_hash(record)
    assert before.hex() == head["hash"]


# Settings

def keys_of_program():
    return set(re.findall(r"^  (?:-c, )?--([a-z-]+)", run("--help").stdout, re.MULTILINE)) - {"help"}


def test_help_names_every_setting_and_the_page_explains_each():
    page = (ROOT / "docs" / "spec" / "node-config.md").read_text()
    explained = set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE))
    manual = (ROOT / "data" / "man" / "waymarkd.8").read_text()
    in_manual = set(re.findall(r"^\.It (?:Fl c , |Fl )-([a-z-]+)", manual, re.MULTILINE))
    keys = keys_of_program()
    assert keys - {"config", "version"} == explained
    assert keys == in_manual


def test_version():
    done = run("--version")
    assert done.returncode == 0 and re.fullmatch(r"waymarkd \d+\.\d+\.\d+\n", done.stdout)


def write_config(folder, text):
    path = folder / "waymarkd.conf"
    path.write_text(text)
    return path


def test_option_beats_environment_beats_file(folder, start_node):
    port, other = free_port(), free_port()
    config = write_config(folder, f"[waymarkd]\ndata-dir={folder}/node\nlisten-unix={folder}/file.sock\n"
                                  f"listen-tcp=127.0.0.1:{other}\nrate-burst=1\n")
    process = subprocess.Popen(
        [program("waymarkd"), "--config", str(config), "--listen-unix", str(folder / "option.sock")],
        stdout=subprocess.PIPE, env=clean_environment(
            WAYMARKD_LISTEN_UNIX=str(folder / "environment.sock"),
            WAYMARKD_LISTEN_TCP=f"127.0.0.1:{port}"))
    assert process.stdout.readline() == b"ready\n"
    assert (folder / "option.sock").exists() and (folder / "node" / "genesis.cbor").exists()
    assert not (folder / "environment.sock").exists() and not (folder / "file.sock").exists()
    socket.create_connection(("127.0.0.1", port)).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", other))
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    process.stdout.close()


@pytest.mark.parametrize("text,says", [
    ("[waymarkd]\nspeed=fast\n", "speed"), ("[waymarkd]\nrate-burst=many\n", "rate-burst"),
    ("[waymarkd]\nexit-when-idle=perhaps\n", "exit-when-idle"), ("data-dir=x\n", "waymarkd.conf"),
    ("[other]\ndata-dir=x\n", "waymarkd"), ("\x00\x01", "waymarkd.conf"), ("", "waymarkd.conf"),
    ("[waymarkd]\nengine=comet\n", "comet")], ids=range(8))
def test_bad_configuration_file(folder, text, says):
    config = write_config(folder, text)
    before = snapshot(folder)
    done = run("--config", config, "--data-dir", folder / "node", "--listen-unix", folder / "s")
    assert done.returncode == 2 and says in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert snapshot(folder) == before, "nothing was made"


@pytest.mark.parametrize("options,says", [
    ([], "--data-dir"), (["--data-dir", "node"], "--listen-unix"), (["--nonsense"], "nonsense"),
    (["--data-dir", "node", "--listen-unix", "s", "stray"], "stray"),
    (["--config", "missing.conf"], "missing.conf"), (["--rate-burst", "-1"], "rate-burst"),
    (["--data-dir", "node", "--listen-unix", "s", "--engine", "magic"], "magic"),
    (["--data-dir", "node", "--listen-tcp", "127.0.0.1:port"], "127.0.0.1:port"),
    (["--data-dir", "node", "--listen-unix", "s", "--demo-clock"], "demo"),
    (["--data-dir", "node", "--listen-unix", "s", "--follow", "ftp://x"], "ftp://x"),
    (["--data-dir", "node", "--listen-unix", "x" * 200], "x" * 100)])
def test_usage(folder, options, says):
    done = run(*options, cwd=folder)
    assert done.returncode == 2 and says in done.stderr, done
    assert len(done.stderr.strip().splitlines()) == 1 and done.stderr.startswith("waymarkd: ")


@pytest.mark.parametrize("options", [["--nonsense"], ["--data-dir", "/proc/none", "--listen-unix", "s"],
                                     ["--data-dir", "node", "--listen-tcp", "no-such-host.invalid:1"]], ids=range(3))
@pytest.mark.parametrize("language", ["", "zh_CN"])
def test_messages_are_english(folder, options, language):
    """Also those that come from libraries: what stands in a log must be understood by whoever is asked for help."""
    done = run(*options, cwd=folder, environment=clean_environment(LC_ALL="zh_CN.UTF-8", LANGUAGE=language))
    assert done.returncode in (1, 2) and not re.search("[\u4e00-\u9fff]", done.stderr), done.stderr


def test_bad_environment(folder):
    done = run("--data-dir", folder / "n", environment=clean_environment(WAYMARKD_RATE_BURST="x"))
    assert done.returncode == 2 and "rate-burst" in done.stderr


# The folder

def test_folder_is_for_its_owner_alone(node):
    assert node.folder.stat().st_mode & 0o777 == 0o700
    assert os.stat(node.unix).st_mode & 0o077 == 0
    assert (node.folder / "node.key").stat().st_mode & 0o777 == 0o600


def test_second_waymarkd_on_the_same_folder(node, folder):
    before = node.head()
    done = run("--data-dir", node.folder, "--listen-unix", folder / "second.sock")
    assert done.returncode == 4 and done.stdout == "running\n" and str(node.folder) in done.stderr
    assert not (folder / "second.sock").exists() and node.head() == before
    assert run("--data-dir", node.folder, "--listen-unix", node.unix).returncode == 4
    assert node.head() == before, "its socket was left to it"
    assert node.folder.joinpath("node.pid").read_text() == f"{node.pid}\n"


@pytest.mark.parametrize("more", [(), ("--listen-unix", "s")], ids=["tcp", "both"])
def test_port_in_use(folder, more):
    """Nothing is made in a place where it could not answer."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        where = "127.0.0.1:%d" % taken.getsockname()[1]
        done = run("--data-dir", folder / "other", "--listen-tcp", where, *more, cwd=folder)
    assert done.returncode == 1 and done.stdout == "failed io\n", done
    assert where in done.stderr and "in use" in done.stderr and done.stderr.count("\n") == 1
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("where", ["no-such-host.invalid:7870", "192.0.2.1:7870"])
def test_no_address_of_this_computer(folder, where):
    done = run("--data-dir", folder / "other", "--listen-tcp", where)
    assert done.returncode == 1 and done.stdout == "failed io\n", done
    assert where in done.stderr and done.stderr.count("\n") == 1
    assert list(folder.iterdir()) == []


def test_second_waymarkd_with_the_same_port(start_node, folder):
    """That the ledger is kept already says more than that the port is taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = "127.0.0.1:%d" % free.getsockname()[1]
    node = start_node("node", "--listen-tcp", where)
    before = node.folder.joinpath("node.pid").read_text()
    done = run("--data-dir", node.folder, "--listen-tcp", where)
    assert done.returncode == 4 and done.stdout == "running\n" and str(node.folder) in done.stderr
    assert node.folder.joinpath("node.pid").read_text() == before


def test_socket_left_by_a_killed_node(start_node):
    node = start_node()
    _, accepted = fill(node)
    node.kill()
    assert os.path.exists(node.unix)
    check_ledger(start_node(), accepted)


def test_a_file_in_place_of_the_socket_is_kept(folder):
    precious = folder / "precious"
    precious.write_text("precious")
    done = run("--data-dir", folder / "node", "--listen-unix", precious)
    assert done.returncode == 1 and str(precious) in done.stderr
    assert precious.read_text() == "precious"


def test_network_stays_the_same(start_node):
    first = start_node()
    network = first.head()["network"]
    assert first.stop() == 0 and not os.path.exists(first.unix)
    assert start_node().head()["network"] == network


def test_given_genesis(folder, start_node):
    solo = Key("solo")
    (folder / "solo.key").write_bytes(solo.seed)
    (folder / "g.cbor").write_bytes(genesis(solo))
    node = start_node("node", "--genesis", str(folder / "g.cbor"), "--key-file", str(folder / "solo.key"))
    assert node.genesis() == genesis(solo, created=read_created(node.genesis()))
    fill(node)
    node.stop()
    (folder / "g.cbor").write_bytes(genesis(Key("other")))
    again = start_node("node", "--genesis", str(folder / "g.cbor"), "--key-file", str(folder / "solo.key"))
    assert again.head()["logSize"] == 5, "the folder's own genesis stays"


def read_created(data):
    from way_cbor import decode
    return decode(data)[3]


@pytest.mark.parametrize("key", [b"", b"short", bytes(33), Key("another").seed])
def test_wrong_key(folder, key):
    (folder / "g.cbor").write_bytes(genesis(Key("solo")))
    (folder / "solo.key").write_bytes(key)
    done = run("--data-dir", folder / "node", "--listen-unix", folder / "s", "--genesis", folder / "g.cbor",
               "--key-file", folder / "solo.key")
    assert done.returncode == 1 and "solo.key" in done.stderr, done


@pytest.mark.parametrize("data", [b"", b"junk", b"\xa0", bytes(100000)], ids=range(4))
def test_malformed_genesis(folder, data):
    (folder / "g.cbor").write_bytes(data)
    done = run("--data-dir", folder / "node", "--listen-unix", folder / "s", "--genesis", folder / "g.cbor")
    assert done.returncode == 1 and "genesis" in done.stderr
    assert not (folder / "node" / "genesis.cbor").exists(), "what is no genesis is not kept"


def test_key_of_the_folder_is_gone(start_node, folder):
    node = start_node()
    node.stop()
    (node.folder / "node.key").unlink()
    done = run("--data-dir", node.folder, "--listen-unix", folder / "s")
    assert done.returncode == 1 and "node.key" in done.stderr
    assert not (node.folder / "node.key").exists(), "no other key is made in its place"


# A database that is not as we left it

def stopped_folder(start_node):
    node = start_node()
    fill(node)
    assert node.stop() == 0
    return node.folder


def refused(folder, start_folder):
    before = snapshot(folder)
    done = run("--data-dir", folder, "--listen-unix", start_folder / "refused.sock")
    after = snapshot(folder)
    after["node.pid"] = before["node.pid"]
    assert done.returncode == 1, done
    assert done.stderr.startswith("waymarkd: ") and done.stderr.count("\n") == 1, done.stderr
    return done.stderr, before, after


def test_newer_database_is_left_untouched(start_node, folder):
    data = stopped_folder(start_node)
    with sqlite3.connect(data / "ledger.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    message, before, after = refused(data, folder)
    assert after == before and "newer" in message


@pytest.mark.parametrize("damage", ["header", "pages", "truncated", "text", "foreign"])
def test_damaged_database(start_node, folder, damage):
    data = stopped_folder(start_node)
    path = data / "ledger.sqlite"
    content = bytearray(path.read_bytes())
    if damage == "header":
        content[:16] = bytes(16)
    elif damage == "pages":
        content[4096:] = random.Random(1).randbytes(len(content) - 4096)
    elif damage == "truncated":
        del content[len(content) // 2:]
    elif damage == "text":
        content = bytearray(b"dear diary\n" * 1000)
    path.write_bytes(content)
    if damage == "foreign":
        path.unlink()
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE diary (day TEXT)")
        database.close()
    message, before, after = refused(data, folder)
    assert after["ledger.sqlite"] == before["ledger.sqlite"], "what can be saved is not written over"
    assert "ledger.sqlite" in message or "database" in message


def test_index_of_another_version_is_made_anew(start_node):
    """Lists and timelines come out as they were."""
    paths = ["/v1/products?q=name", "/v1/recalls", "/v1/log", "/v1/lookup?gtin=09506000134352&lot=L"]
    node = start_node()
    signer, _ = fill(node)
    node.accept(signer.sign(("productRegister", {1: "09506000134352", 2: {
        1: [{1: "en", 2: "A name"}], 2: "Brand"}})))
    node.accept(signer.sign(("lotRegister", {1: "09506000134352", 2: "L", 3: 10, 4: "KGM"})))
    seen = bytes(range(32))
    node.accept(signer.sign(("observe", {1: event(), 2: [lot_of(signer.account, "09506000134352", "L")], 3: seen})))
    paths.append(f"/v1/accounts/{signer.account.hex()}/observed?hash={seen.hex()}")
    before = [node.get(path).body for path in paths]
    node.stop()
    with sqlite3.connect(node.folder / "ledger.sqlite") as database:
        assert database.execute("UPDATE index_version SET version = 0").rowcount == 1
    database.close()
    again = start_node()
    assert [again.get(path).body for path in paths] == before and seen.hex().encode() in before[-1]
    again.accept(rename(signer, "Later"))


# A machine that does not do as it should

def as_nobody():
    """Root may write anywhere; nobody may not."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def open_to_nobody(folder):
    """Down to @folder, and all in it, may be entered and read by everyone."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    folder.parent.chmod(0o755)


@pytest.mark.parametrize("made_before", [True, False])
def test_folder_that_can_not_be_written(start_node, folder, made_before):
    data = folder / "node"
    if made_before:
        stopped_folder(start_node)
    else:
        data.mkdir()
    open_to_nobody(folder)
    for path in (data, *data.rglob("*")):
        path.chmod(path.stat().st_mode & 0o555)
    before = snapshot(data)
    done = run("--data-dir", data, "--listen-unix", folder / "s", preexec_fn=as_nobody)
    data.chmod(0o700)
    assert done.returncode == 1 and str(data) in done.stderr, done
    assert snapshot(data) == before


def limit_files(size):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


def test_disk_full_at_the_first_start(folder):
    done = run("--data-dir", folder / "node", "--listen-unix", folder / "s", preexec_fn=limit_files(4096))
    assert done.returncode == 1 and done.stderr.count("\n") == 1, done


def test_disk_full_while_it_runs(start_node):
    """What does not fit is refused with 507 and leaves nothing; what was accepted stays."""
    node = start_node()
    signer, accepted = fill(node)
    resource.prlimit(node.pid, resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
    for number in range(2000):
        statement = rename(signer, f"Name {number} " + "x" * 2000)
        reply = node.submit(statement)
        if reply.status != 200:
            break
        accepted[reply.json()["logIndex"]] = statement
    assert reply.status == 507 and reply.json()["result"] == "disk-full", reply
    size = node.head()["logSize"]
    assert size == len(accepted), "the refused statement left nothing"
    assert node.request("PUT", f"/v1/blobs/{sha256(bytes(400_000)).hex()}", bytes(400_000)).status == 507
    resource.prlimit(node.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    again = wait_until(lambda: (reply := node.submit(statement)).status == 200 and reply.json(), "room again")
    accepted[again["logIndex"]] = statement
    check_ledger(node, accepted)
    node.stop()
    check_ledger(start_node(), accepted)


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_moment(start_node, seed):
    """What got its answer is there after kill -9; the chain holds; the index agrees with the ledger."""
    node = start_node()
    network = sha256(node.genesis())
    accepted, stop = {}, threading.Event()

    def write(number):
        signer = Signer(f"writer {seed} {number}", network)
        statement = signer.register()
        while not stop.is_set():
            try:
                reply = node.submit(statement)
            except OSError:
                return
            accepted[reply.json()["logIndex"]] = statement
            statement = rename(signer, f"Name {signer.sequence}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(random.Random(seed).uniform(0.05, 0.6))
    node.kill()
    stop.set()
    for thread in threads:
        thread.join()
    again = start_node()
    check_ledger(again, dict(sorted(accepted.items())[-20:]))
    assert again.head()["logSize"] >= len(accepted)
    assert again.head()["logSize"] - len(accepted) <= 4, "at most one more of each writer"


def test_killed_while_it_begins(folder):
    """A first start that was cut short at any moment is made good by the next."""
    for step in range(40):
        data = folder / f"node{step}"
        process = subprocess.Popen([program("waymarkd"), "--data-dir", str(data), "--listen-unix",
                                    str(folder / "s")], stdout=subprocess.PIPE, env=clean_environment())
        if step < 39:
            time.sleep(step * 0.001)
        else:
            assert process.stdout.readline() == b"ready\n"
        process.kill()
        process.wait()
        process.stdout.close()
        node = Node(data).wait_ready()
        assert node.head()["height"] == 0
        assert node.stop() == 0
        node.process.stdout.close()


def demo_node(folder, start_node, name="node"):
    solo = Key("demo solo")
    (folder / "solo.key").write_bytes(solo.seed)
    created = now_ms() - 100 * DAY_MS
    (folder / "g.cbor").write_bytes(genesis(solo, demo=True, created=created))
    node = start_node(name, "--genesis", str(folder / "g.cbor"), "--key-file", str(folder / "solo.key"),
                      "--demo-clock")
    return node, created


def test_clock_set_back_and_demo_clock(folder, start_node):
    node, created = demo_node(folder, start_node)
    signer = Signer("past", sha256(node.genesis()))

    def at(statement, time_ms):
        return node.submit(statement, headers={"Waymark-Demo-Time": str(time_ms)})

    first = at(signer.register(not_after=created + 2 * DAY_MS), created + DAY_MS)
    assert first.status == 200 and node.get("/v1/head").json()["height"] == 1
    later = rename(signer, "Later", not_after=created + 60 * DAY_MS)
    early = at(later, created + DAY_MS - 1)
    assert early.status == 503 and early.json()["result"] == "clock", "a clock behind the last block"
    assert node.head()["height"] == 1
    assert at(later, created + 50 * DAY_MS).json()["result"] == "ok", "months in one step"
    expired = at(rename(signer, "Last", not_after=created + 51 * DAY_MS), created + 52 * DAY_MS)
    assert expired.status == 409 and expired.json()["result"] == "expired"


def test_demo_time_elsewhere_is_refused(node):
    signer = Signer("past", sha256(node.genesis()))
    reply = node.submit(signer.register(), headers={"Waymark-Demo-Time": "1"})
    assert reply.status == 400 and node.head()["logSize"] == 0


def test_clock_behind_the_ledger_at_the_start(folder, start_node):
    """A ledger from the future: nothing is written until the clock is right."""
    solo = Key("solo")
    (folder / "solo.key").write_bytes(solo.seed)
    (folder / "g.cbor").write_bytes(genesis(solo, created=now_ms() + DAY_MS))
    node = start_node("node", "--genesis", str(folder / "g.cbor"), "--key-file", str(folder / "solo.key"))
    reply = node.submit(Signer("s", sha256(node.genesis())).register(not_after=now_ms() + 2 * DAY_MS))
    assert reply.status == 503 and reply.json()["result"] == "clock"
    assert node.head()["height"] == 0


# Ending

@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ends_in_order(start_node, number):
    node = start_node()
    _, accepted = fill(node)
    listener = node.socket()
    listener.sendall(b"GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n")
    listener.recv(100)
    half = node.socket()
    half.sendall(b"POST /v1/statements HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab")
    node.process.send_signal(number)
    assert node.wait() == 0 and not os.path.exists(node.unix)
    listener.close()
    half.close()
    check_ledger(start_node(), accepted)


def test_statements_under_way_get_their_answer(start_node):
    node = start_node()
    network = sha256(node.genesis())
    statements = [Signer(f"late {number}", network).register() for number in range(40)]
    outcomes = []

    def submit(statement):
        try:
            outcomes.append((statement, node.submit(statement)))
        except OSError:
            outcomes.append((statement, None))

    threads = [threading.Thread(target=submit, args=(statement,)) for statement in statements]
    for thread in threads:
        thread.start()
    node.process.send_signal(signal.SIGTERM)
    assert node.wait() == 0, node.messages()
    for thread in threads:
        thread.join()
    again = start_node()
    answered = {reply.json()["logIndex"]: statement for statement, reply in outcomes
                if reply is not None and reply.status == 200}
    for statement in answered.values():
        assert again.get(f"/v1/statements/{statement_id(statement).hex()}").status == 200
    logged = again.head()["logSize"]
    assert logged == len(answered), "who got no answer is not in the log either"


def test_ends_when_idle(start_node):
    node = start_node("node", "--exit-when-idle", "--idle-seconds", "1")
    listener = node.socket()
    listener.sendall(b"GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n")
    listener.recv(100)
    time.sleep(2.5)
    assert node.get("/v1/health").status == 200, "somebody listens"
    listener.close()
    begin = time.monotonic()
    assert node.wait() == 0 and 0.5 < time.monotonic() - begin < 10
    assert not os.path.exists(node.unix)


@pytest.mark.parametrize("said", [b"", b"POST /v1/statements HTTP/1.1\r\nHost: x\r\nContent-Le"])
def test_ends_after_who_only_knocked(start_node, said):
    """waymarkctl looks whether a node answers by connecting, and hangs up."""
    node = start_node("node", "--exit-when-idle", "--idle-seconds", "1")
    for _ in range(3):
        knocking = node.socket()
        knocking.sendall(said)
        knocking.close()
    assert node.get("/v1/health").status == 200
    begin = time.monotonic()
    assert node.wait() == 0 and time.monotonic() - begin < 10


def test_ends_when_nobody_came(start_node):
    node = start_node("node", "--exit-when-idle", "--idle-seconds", "1")
    assert node.wait() == 0


def test_does_not_end_while_somebody_asks(start_node):
    node = start_node("node", "--exit-when-idle", "--idle-seconds", "1")
    for _ in range(12):
        assert node.get("/v1/health").status == 200
        time.sleep(0.25)
    assert node.wait() == 0


def test_log_file(start_node, folder):
    node = start_node("node", "--log-file", str(folder / "node.txt"))
    node.get("/v1/health")
    assert node.stop() == 0 and (folder / "node.txt").exists()


def test_idle_node_sleeps(start_node):
    """No timer runs once a reply is out and the connection gone."""
    node = start_node()
    fill(node, 2)

    def switches():
        total = 0
        for task in os.listdir(f"/proc/{node.pid}/task"):
            with open(f"/proc/{node.pid}/task/{task}/status", encoding="ascii") as status:
                total += sum(int(line.split()[1]) for line in status if "ctxt_switches" in line)
        return total

    time.sleep(1)
    before = switches()
    time.sleep(4)
    assert switches() - before <= 1
