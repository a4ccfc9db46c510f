# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the tests that drive the app; how to write one is in way_app.py."""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import way_app  # noqa: E402
import way_homes  # noqa: E402
from way_desktop import Desktop, Home  # noqa: E402


@pytest.fixture(scope="session")
def desktop():
    made = Desktop()
    yield made
    made.close()


@pytest.fixture
def folder():
    """A short path: a Unix socket's may have 107 bytes."""
    path = Path(tempfile.mkdtemp(prefix="way-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def home(desktop, folder):
    """Somebody who never started the app."""
    made = Home(desktop, folder / "new")
    yield made
    made.stop_nodes()


@pytest.fixture(scope="session")
def _demo_home(desktop):
    made = Home(desktop, desktop.folder / "demo")
    way_homes.make_demo(made)
    return made


@pytest.fixture
def demo_home(_demo_home, folder):
    """Somebody who has been welcomed and has the demo market, a copy of her own."""
    made = _demo_home.copy(folder / "demo")
    yield made
    made.stop_nodes()


@pytest.fixture(scope="session")
def _shop_home(desktop):
    made = Home(desktop, desktop.folder / "shop")
    way_homes.make_shop(made)
    return made


@pytest.fixture
def shop_home(_shop_home, folder):
    """A workshop with products, a lot and a shipment: see way_homes.py."""
    made = _shop_home.copy(folder / "shop")
    yield made
    made.stop_nodes()


@pytest.fixture
def start_app(request):
    """Starts the app for a home: start_app (home, *words, language=…, NAME=value of a variable)."""
    started = []
    request.node.way_apps = started

    def start(home, *words, **more):
        app = way_app.App(home, *words, wait=False, **more)
        started.append(app)
        return app.wait_window()

    yield start
    for app in started:
        app.close()


@pytest.fixture
def app(home, start_app):
    return start_app(home)


@pytest.fixture
def demo_app(demo_home, start_app):
    return start_app(demo_home)


@pytest.fixture
def shop_app(shop_home, start_app):
    return start_app(shop_home)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    if call.when != "call" or not outcome.get_result().failed:
        return
    for i, app in enumerate(getattr(item, "way_apps", [])):
        if app.process.poll() is None:
            name = "".join(letter if letter.isalnum() else "-" for letter in item.name)[:100]
            app.screenshot(way_app.FAILURES / f"{name}-{i}.png", "root")
            outcome.get_result().sections.append(("what was shown", app.dump()))
