# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later

import fcntl
import os
import pickle
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from way_ctl import Market, Person  # noqa: E402
from way_node import Node  # noqa: E402

# Of all processes that the tests are spread over; the one that made it removes it.
OWNS_SHARED = "WAY_TEST_RUN" not in os.environ
SHARED = Path(tempfile.mkdtemp(prefix="way-run-") if OWNS_SHARED else os.environ["WAY_TEST_RUN"])
os.environ["WAY_TEST_RUN"] = str(SHARED)


def pytest_unconfigure():
    if OWNS_SHARED:
        shutil.rmtree(SHARED, ignore_errors=True)


@pytest.fixture
def folder():
    """A short path: a Unix socket's may have 107 bytes."""
    path = Path(tempfile.mkdtemp(prefix="way-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def start_node(folder):
    """Starts nodes in folders of their own; a node that does not end well on SIGTERM fails the test."""
    nodes = []

    def start(name="node", *options, ready=True, **more):
        node = Node(folder / name, *options, **more)
        nodes.append(node)
        return node.wait_ready() if ready else node

    yield start
    for node in nodes:
        running = node.process.poll() is None
        code = node.stop()
        node.process.stdout.close()
        assert not running or code == 0, f"exit code {code}: {node.messages()}"
        assert "CRITICAL" not in node.messages() and "Sanitizer" not in node.messages(), \
            node.messages()


@pytest.fixture
def node(start_node):
    return start_node()


@pytest.fixture
def person(folder):
    """Makes people with a data folder each; their embedded nodes end with the test."""
    people = []

    def make(name, kind="person", **options):
        one = Person(folder / name.lower(), name, kind=kind, **options)
        people.append(one)
        return one

    yield make
    for one in people:
        one.stop()


@pytest.fixture(scope="session")
def _market():
    """Made by the first process that needs it."""
    with open(SHARED / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = SHARED / "market.pickle"
        if not kept.exists():
            kept.write_bytes(pickle.dumps(Market.create(SHARED / "m")))
        return pickle.loads(kept.read_bytes())


@pytest.fixture
def market(_market, folder):
    copied = _market.copy(folder / "m")
    yield copied
    copied.brand.stop()
