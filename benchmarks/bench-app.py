#!/usr/bin/python3
# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The app against the least that a libadwaita program can be, on a virtual display: how long until the first frame, how
much memory then and with a long list, and how long its main thread is ever busy at a stretch. Prints what the other
benchmarks print."""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

SOURCE, BUILD = Path("@SOURCE_ROOT@"), Path("@BUILD_ROOT@")
os.environ["WAY_BUILD"] = str(BUILD)
sys.path.insert(0, str(SOURCE / "tests" / "ui"))

import way_homes  # noqa: E402
from way_app import App  # noqa: E402
from way_desktop import Desktop, Home, program, wait_for  # noqa: E402

N_CASES = 50_000  # of 20 events each: a million
N_PRODUCTS = 100_000
missed = 0


def tell(name, value, goal, more):
    global missed
    well = value <= goal
    missed += not well
    print(f"{name} {value:.3g} <={goal:g} {'PASS' if well else 'MISS'} ({more})", flush=True)


class Watch:
    """The file in which a program tells of its main loop: see src/app/way-watch.h."""

    def __init__(self, folder):
        self.path = Path(folder) / "watch"
        self.path.unlink(missing_ok=True)

    def lines(self, kind):
        text = self.path.read_text() if self.path.exists() else ""
        return [[int(number) for number in line.split()[1:]] for line in text.splitlines() if line.startswith(kind + " ")]

    def first_frame(self):
        return wait_for(lambda: self.lines("first-frame"), "no first frame")[0][0] / 1e6


def read_memory(pid):
    """What only this process has and the system can't drop: written to or swapped out, in MiB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(re.search(rf"^{key}: +(\d+)", text, re.M)[1]) for key in
               ("Private_Dirty", "Private_Hugetlb", "Swap")) / 1024


def measure(words, environment, folder):
    """One start. Returns: seconds until the first frame, MiB then."""
    watch = Watch(folder)
    begin = time.monotonic()
    process = subprocess.Popen(words, env={**environment, "WAYMARK_WATCH": str(watch.path)}, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return watch.first_frame() - begin, read_memory(process.pid)
    finally:
        process.terminate()
        process.wait()


def compare_starts(desktop, home, rounds):
    """Starts the app and the empty window in turns. Returns: MiB of the empty window."""
    window, app = str(BUILD / "benchmarks" / "way-empty-window"), program("waymark")
    rows = []
    for i in range(rounds + 1):
        sides = [("window", [window]), ("app", [app])]
        row = {name: measure(words, home.environment(), home.folder) for name, words in sides[::-1 if i % 2 else 1]}
        rows.append(row)
    rows = rows[1:]  # the first one warms the caches
    for what, at, goal, unit, scale in (("app-first-frame", 0, 1.3, "ms", 1000),
                                        ("app-first-frame-memory", 1, 1.5, "MiB", 1)):
        ratio = statistics.median(row["app"][at] / row["window"][at] for row in rows)
        ours, least = (scale * statistics.median(row[side][at] for row in rows) for side in ("app", "window"))
        tell(what, ratio, goal, f"{rounds} rounds; ours {ours:.4g} {unit}, an empty window {least:.4g} {unit}")
    return statistics.median(row["window"][1] for row in rows)


def measure_list(home, empty):
    """Scrolls to the end of all products: the rows come as they are asked for."""
    last = re.compile(f"^Product {N_PRODUCTS}$")
    home.set("section", "'products'")
    app = App(home)
    try:
        first = re.compile("^A brand")
        app.find(first, "list item")
        while not any(item.is_focused for item in app.all(first, "list item")):
            app.key("Tab")
        begin = time.monotonic()
        while not app.all(last, "list item"):
            assert time.monotonic() - begin < 900, f"the last product does not come\n{app.dump()[-2000:]}"
            app.key(*["End"] * 20)
        memory = read_memory(app.process.pid)
        tell("app-long-list-memory", memory / empty, 2,
             f"{N_PRODUCTS} products, scrolled through in {time.monotonic() - begin:.3g} s; ours {memory:.4g} MiB, "
             f"an empty window {empty:.4g} MiB")
    finally:
        app.kill()


def walk(app):
    """What a person does, all through the window."""
    app.key("ctrl+2")
    app.find(re.compile("^Fox on wheels"), "list item")
    app.key("ctrl+f")
    app.type("Search", "fox")
    app.wait_gone(re.compile("^Folding travel clock"), "list item")
    app.find(re.compile("^Fox on wheels"), "list item").click()
    app.see("Why")
    app.key("Escape")
    app.find("Products", "list")
    app.key("ctrl+1")
    app.find("Type Code", "text")
    for name in ("tea-issued", "fox-recalled", "tea-copied-after-claim"):
        app.type("Type Code", way_homes.read_label(app.home, name))
        app.key("Return")
        app.see("Why")
        app.key("Escape")
        app.find("Type Code", "text")
    app.key("ctrl+comma")
    app.find("Preferences", "dialog")
    app.key("Escape")
    app.wait_gone("Preferences", "dialog")


def measure_turns(home):
    """The longest turn of the main loop after the first frame, while the app is used."""
    watch = Watch(home.folder)
    app = App(home, WAYMARK_WATCH=str(watch.path))
    try:
        start = watch.first_frame()
        walk(app)
    finally:
        app.kill()
        home.stop_nodes()
    turns = [(cpu / 1000, wall / 1000, end / 1e6 - start) for wall, cpu, end in watch.lines("turn") if end / 1e6 > start]
    longest = max(turns, default=(0, 0, 0))
    tell("app-longest-turn", longest[0], 16,
         f"ms of the main thread's own time, {longest[2]:.3g} s after the first frame; "
         f"{sum(cpu > 16 for cpu, _, _ in turns)} longer than a frame; "
         f"{max((wall for _, wall, _ in turns), default=0):.3g} ms on the wall")
    for cpu, wall, end in sorted(turns, reverse=True)[:int(os.environ.get("WAY_BENCH_TURNS", "0"))]:
        print(f"  {cpu:.1f} ms ({wall:.1f} on the wall) {end:.2f} s after the first frame")


def join_big_ledger(home):
    """Who is in a network with a ledger of a million events. Returns: its node, its folder."""
    made = subprocess.run([BUILD / "benchmarks" / "way-make-ledger", str(N_CASES), str(N_PRODUCTS)], check=True,
                          stdout=subprocess.PIPE, text=True)
    folder, network = made.stdout.split()
    folder = Path(folder)
    socket = folder / "node.sock"
    node = subprocess.Popen([program("waymarkd"), "--data-dir", folder, "--listen-unix", socket],
                            stdout=subprocess.DEVNULL)
    wait_for(socket.exists, "the node does not start", 120)
    home.ctl("network", "add", f"unix:{socket}", "--genesis", network)
    home.set("was-welcomed", "true")
    return node, folder


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="pairs of starts")
    rounds = parser.parse_args().rounds
    desktop = Desktop()
    folder = None
    try:
        visitor = Home(desktop, desktop.folder / "visitor")
        way_homes.make_demo(visitor)
        measure_turns(visitor)
        home = Home(desktop, desktop.folder / "big")
        node, folder = join_big_ledger(home)
        try:
            measure_list(home, compare_starts(desktop, home, rounds))
        finally:
            node.terminate()
            node.wait()
    finally:
        desktop.close()
        if folder is not None:
            shutil.rmtree(folder)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
