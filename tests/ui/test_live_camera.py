# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The live camera with a real PipeWire, a real portal and a camera that is a picture."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from way_cameras import APPLICATION_ID, Desk, write_frame

LINK = "https://id.gs1.org/01/09520123456788/10/LOT-7/21/AB2CD3EF4GH5JK6M"
OTHER = "https://id.gs1.org/01/09520123456788/10/LOT-7/21/ZZ2CD3EF4GH5JK6M"
THIRD = "https://id.gs1.org/01/09520123456788/10/LOT-7/21/YY2CD3EF4GH5JK6M"


@pytest.fixture(scope="module")
def frames():
    folder = Path(tempfile.mkdtemp(prefix="way-frames-"))
    yield {name: write_frame(folder / f"{name}.ppm", **frame) for name, frame in {
        "wall": {"level": 180}, "label": {"text": LINK}, "other": {"text": OTHER},
        "third": {"text": THIRD},
        "dark": {"level": 25}}.items()}
    shutil.rmtree(folder)


@pytest.fixture
def make_desk():
    """Desks of one test; what runs on them must end in good order."""
    desks = []

    def make(**options):
        folder = Path(tempfile.mkdtemp(prefix="way-"))
        desks.append((Desk(folder, **options), folder))
        return desks[-1][0]

    yield make
    for one, folder in desks:
        codes = one.stop()
        messages = "".join(path.read_text() for path in folder.glob("way-*.log"))
        shutil.rmtree(folder, ignore_errors=True)
        assert all(code == 0 for _, code in codes), (codes, messages)
        assert "CRITICAL" not in messages and "Sanitizer" not in messages, messages


@pytest.fixture
def desk(make_desk):
    """Somebody said yes to the desktop's question before."""
    one = make_desk()
    one.answer("yes")
    return one


def parse_found(line):
    time_us, kind, size, corners, text = line.split("|", 4)
    numbers = [int(number) for number in corners.split(",")]
    return {"time_us": int(time_us), "format": kind, "text": text,
            "size": tuple(int(side) for side in size.split("x")),
            "corners": list(zip(numbers[::2], numbers[1::2]))}


def start(desk):
    console = desk.console(APPLICATION_ID)
    console.tell("start")
    return console


def test_a_label_before_the_camera_is_read(desk, frames):
    camera = desk.camera(frames["wall"])
    console = start(desk)
    assert console.expect("state") == "looking"
    assert console.expect("state") == "starting"
    assert console.expect("device") == "usb-camera"
    assert console.expect("state") == "running"
    assert console.expect("picture") == "1280x720 b4b4b4"

    camera.tell(f"show {frames['label']}")
    found = parse_found(console.expect("found"))
    assert found["text"] == LINK and found["format"] == "QRCode" and found["size"] == (1280, 720)
    left, top = found["corners"][0]
    right, bottom = found["corners"][2]
    assert left < 640 < right and top < 360 < bottom and right - left == pytest.approx(bottom - top, abs=8)

    camera.tell(f"show {frames['other']}")
    assert parse_found(console.expect("found"))["text"] == OTHER

    console.tell("stop")
    assert console.expect("state") == "off"
    camera.expect("not in use")


@pytest.mark.parametrize("pixels", ["YUY2", "NV12", "MJPG"])
def test_cameras_speak_several_formats(desk, frames, pixels):
    desk.camera(frames["label"], "usb-camera", "Camera", f"--format={pixels}")
    console = start(desk)
    assert parse_found(console.expect("found"))["text"] == LINK
    if "picture" not in " ".join(console.said):
        console.expect("picture")
    picture = next(line for line in console.said if line.startswith("picture"))
    assert picture.startswith("picture 1280x720 f"), "white paper"


@pytest.mark.parametrize("text", [
    "0109520123456788\x1d10LOT-7\x1d21AB2CD3EF", "溯印 ✓ Öl \\ |", "WIFI:T:WPA;S:a;P:b;;", "\u202egpj.<b>\n",
    "https://example.org/" + 40 * "0123456"], ids=["gs1", "unicode", "wifi", "tricks", "long"])
def test_texts_arrive_as_they_are(make_desk, tmp_path, text):
    desk = make_desk(portal=False)
    desk.camera(write_frame(tmp_path / "code.ppm", text=text, scale=4))
    found = parse_found(start(desk).expect("found"))
    assert found["text"].encode().decode("unicode_escape").encode("latin-1").decode() == text


def test_a_code_in_sight_is_told_of_once(desk, frames):
    camera = desk.camera(frames["label"])
    console = start(desk)
    console.expect("found")
    before = int(console.ask("counts").split()[2])
    while int(console.ask("counts").split()[2]) < before + 15:
        pass
    assert not [line for line in console.said if line.startswith("found ")][1:]

    camera.tell(f"show {frames['wall']}")
    camera.expect("shown")
    assert not [line for line in console.rest(1) if line.startswith("found ")]
    camera.tell(f"show {frames['label']}")
    console.expect("found")


def test_no_means_no_until_it_is_a_yes(make_desk, frames):
    desk = make_desk()
    desk.answer("no")
    camera = desk.camera(frames["label"])
    console = start(desk)
    assert console.expect("state") == "looking"
    assert console.expect("state") == "denied"
    assert "in use" not in camera.said + camera.rest(0.5)

    desk.answer("yes")
    console.tell("start")
    assert console.expect("state") == "looking"
    console.expect("found")


@pytest.mark.parametrize("is_yes", [True, False])
def test_the_desktops_question(make_desk, frames, is_yes):
    """It stays while the person looks at other pages, is asked once, and its answer counts."""
    desk = make_desk()
    desk.camera(frames["label"])
    console = start(desk)
    assert console.expect("state") == "looking"
    console.tell("stop")
    assert console.expect("state") == "off"
    console.tell("start")
    assert console.expect("state") == "looking"
    desk.click_answer(is_yes)
    if is_yes:
        console.expect("found")
    else:
        assert console.expect("state") == "denied"


def test_the_portal_ends_with_its_question(make_desk, frames):
    desk = make_desk()
    desk.camera(frames["label"])
    console = start(desk)
    assert console.expect("state") == "looking"
    desk.wait_for_question()
    os.kill(desk.process_of("org.freedesktop.portal.Desktop"), signal.SIGKILL)
    assert console.expect("state") == "failed"
    desk.answer("yes")
    console.expect("found")


def test_an_answer_to_a_page_that_is_left(make_desk, frames):
    desk = make_desk()
    camera = desk.camera(frames["label"])
    console = start(desk)
    assert console.expect("state") == "looking"
    console.tell("stop")
    assert console.expect("state") == "off"
    desk.click_answer(True)
    assert console.rest(1) == [] and "in use" not in camera.rest(0)
    console.tell("start")
    console.expect("found")


def test_without_a_portal(make_desk, frames):
    desk = make_desk(portal=False)
    desk.camera(frames["label"])
    console = start(desk)
    assert parse_found(console.expect("found"))["text"] == LINK


def test_without_a_camera_service(make_desk, frames):
    desk = make_desk(portal=False)
    desk.stop_pipewire()
    console = start(desk)
    assert console.expect("state") == "looking"
    assert console.expect("state") == "failed"
    assert "pipewire-0" in console.ask("trouble")
    desk.start_pipewire()
    desk.camera(frames["label"])
    console.expect("found")


def test_no_camera_until_one_is_plugged_in(desk, frames):
    console = start(desk)
    assert console.expect("state") == "looking"
    assert console.expect("state") == "no-device"
    desk.camera(frames["label"])
    assert console.expect("state") == "starting"
    console.expect("found")


def test_unplugged_and_plugged_in_again(desk, frames):
    camera = desk.camera(frames["label"])
    console = start(desk)
    console.expect("found")
    for name, text in (("other", OTHER), ("third", THIRD)):
        camera.tell("hide")
        assert console.expect("state") == "stopped"
        assert console.expect("device") == ""
        camera.tell(f"show {frames[name]}")
        assert console.expect("state") == "starting"
        assert console.expect("state") == "running"
        assert parse_found(console.expect("found"))["text"] == text


def test_a_camera_that_hangs_is_noticed(desk, frames):
    camera = desk.camera(frames["wall"])
    console = start(desk)
    console.expect("picture")
    camera.tell("freeze")
    assert console.expect("state") == "stopped"
    camera.tell("thaw")
    assert console.expect("state") == "running"


def test_another_program_has_the_camera(desk, frames):
    camera = desk.camera(frames["label"])
    assert camera.ask("busy") == ""
    console = start(desk)
    while (state := console.expect("state")) in ("looking", "starting"):
        pass
    assert state == "in-use"
    assert console.ask("trouble")
    assert camera.ask("free") == ""
    console.expect("found")


def test_the_camera_service_starts_anew(desk, frames):
    camera = desk.camera(frames["wall"])
    console = start(desk)
    console.expect("picture")
    desk.stop_pipewire()
    assert console.expect("state") == "stopped"
    camera.stop()
    desk.programs.remove(camera)
    desk.start_pipewire()
    desk.camera(frames["label"])
    assert parse_found(console.expect("found"))["text"] == LINK


def test_two_windows_see_through_one_camera(desk, frames):
    desk.camera(frames["label"])
    first, second = start(desk), start(desk)
    first.expect("found")
    second.expect("found")
    first.tell("stop")
    first.expect("state off")
    before = int(second.ask("counts").split()[0])
    while int(second.ask("counts").split()[0]) < before + 10:
        pass


def test_which_camera(desk, frames):
    """Infrared and virtual ones are not offered beside an ordinary one, but can be asked for."""
    real = ("--property=device.api=v4l2",)
    desk.camera(frames["wall"], "infrared", "Integrated IR Camera", *real)
    desk.camera(frames["wall"], "screen", "OBS")
    console = start(desk)
    assert console.expect("device") == "infrared", "there is no better one yet"
    console.expect("picture")
    desk.camera(frames["label"], "front", "Integrated Camera", *real)
    desk.camera(frames["other"], "usb", "Aardvark Cam", *real)
    while (devices := console.expect("devices")).count(";") != 1 or "infrared" in devices:
        pass
    assert devices == "usb|Aardvark Cam|0|0;front|Integrated Camera|1|0"

    console.tell("device front")
    assert console.expect("device") == "front"
    assert parse_found(console.expect("found"))["text"] == LINK
    console.tell("all")
    assert [one.split("|")[0] for one in console.expect("devices").split(";")] == [
        "usb", "front", "infrared", "screen"]
    console.tell("device usb")
    assert parse_found(console.expect("found"))["text"] == OTHER


def test_the_wish_is_kept_while_its_camera_is_away(desk, frames):
    real = ("--property=device.api=v4l2",)
    first = desk.camera(frames["label"], "a-built-in", "A", *real)
    wanted = desk.camera(frames["wall"], "wanted", "B", *real)
    console = desk.console(APPLICATION_ID)
    console.tell("device wanted")
    console.tell("start")
    while console.expect("device") != "wanted":
        pass
    console.expect("picture")
    wanted.tell("hide")
    while console.expect("device") != "a-built-in":
        pass
    assert parse_found(console.expect("found"))["text"] == LINK
    wanted.tell(f"show {frames['other']}")
    while console.expect("device") != "wanted":
        pass
    assert parse_found(console.expect("found"))["text"] == OTHER
    first.expect("not in use")


def test_why_nothing_is_read(desk, frames):
    camera = desk.camera(frames["dark"])
    console = start(desk)
    assert console.expect("hint") == "too-dark"
    camera.tell(f"show {frames['label']}")
    console.expect("found")
    assert console.expect("hint") == "none"
    console.tell("stop")


def test_frames_give_way_to_newer_ones(desk, frames):
    """Each frame was looked at, gave way, or is the one that waits: there is no queue."""
    desk.camera(frames["label"], "usb-camera", "Camera", "--fps=120")
    console = start(desk)
    console.expect("found")
    received = 0
    while received < 200:
        received, shown, decoded, undecoded = map(int, console.ask("counts").split())
        assert received - decoded - undecoded in (0, 1)
        assert shown <= received


def test_stopped_at_any_moment(desk, frames):
    """Start and stop as fast as a person who changes pages, and the object with it."""
    desk.camera(frames["label"])
    console = desk.console(APPLICATION_ID)
    for _ in range(3):
        for line in ("start", "stop", "start", "new", "start"):
            console.tell(line)
        console.expect("device")
        console.tell("new")
        console.tell("start")
        console.expect("found")
        console.tell("stop")
        assert console.expect("state off") == ""
