"""The settings page on a real folder, a real ledger and real wires: changed, tried, restored, refused."""

from __future__ import annotations

import os
import pty
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.call_bell import CallBell
from kiosk.config import Config, load
from kiosk.desk.hands import DeskHands
from kiosk.desk.tools import SiteTools, TechnicianTools
from kiosk.devices.simulators.rig import Rig
from kiosk.devices.status import DeviceState, DeviceStatus
from kiosk.diagnostics.engine import Watch
from kiosk.diagnostics.machine import Machine
from kiosk.domain.hall import Words
from kiosk.domain.private import Private
from kiosk.domain.site_settings import BY_KEY
from kiosk.domain.staff import StaffRole
from kiosk.flows.desk.screen import Desk, Entry, Pressed
from kiosk.flows.desk.setting import setting_name
from kiosk.flows.script import Say
from kiosk.late import Late
from kiosk.port_trial import try_port
from kiosk.self_tests import ports
from kiosk.self_tests.bench import Bench
from kiosk.self_tests.effects import Effects
from kiosk.self_tests.ports import PortWatch
from kiosk.store.tickets import Store
from kiosk.text import Catalogue
from tests.desk.person import Person
from tests.desk.terminal import TECHNICIAN
from tests.store.conftest import Opener
from tests.store.trail import trail

CONFIG = Path(__file__).parents[2] / "config"
READER = "devices.reader.connection.port"
PIN = "718436"


@dataclass
class Site:
    person: Person
    folder: Path
    dev: Path
    rig: Rig
    store: Store
    restarted: list[bool]
    changed: threading.Event

    @property
    def config(self) -> Config:
        return load(self.folder)

    def until(self, ready: Callable[[], bool], seconds: float = 10.0) -> None:
        """The page is asked for anew whenever a port came, went or was pressed."""
        deadline = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < deadline, list(self.person.rows())
            if self.changed.wait(0.05):
                self.changed.clear()
                self.person.refresh()

    def marks(self, name: str) -> str:
        cell = self.person.rows()[name].cells[1]
        return cell.id if isinstance(cell, Say) else str(cell)


def plug(dev: Path, name: str, port: str) -> str:
    by_id = dev / "serial" / "by-id"
    by_id.mkdir(parents=True, exist_ok=True)
    (by_id / name).symlink_to(port)
    return str(by_id / name)


@pytest.fixture
def site(tmp_path: Path, ledger: Opener) -> Iterator[Site]:
    folder, dev, store = tmp_path / "config", tmp_path / "dev", ledger()
    folder.mkdir()
    dev.mkdir()
    restarted: list[bool] = []
    changed = threading.Event()
    with ExitStack() as stack:
        rig = stack.enter_context(Rig(tmp_path / "out", paced=False))
        wired = rig.devices
        reader = plug(dev, "usb-SAM-reader", wired["reader"].connection.port)
        bell = plug(dev, "usb-Relay-board", wired["bell"].connection.port)
        plug(dev, "usb-Ticket-printer", wired["printer"].connection.port)
        text = (CONFIG / "kiosk.toml").read_text(encoding="utf-8").replace("/var/lib/kiosk", str(tmp_path))
        text = text.replace("/dev/serial/by-id/id-reader", reader).replace(
            "/dev/serial/by-id/call-bell", bell
        )
        (folder / "kiosk.toml").write_text(text, encoding="utf-8")
        (folder / "hall.toml").write_bytes((CONFIG / "hall.toml").read_bytes())
        config = load(folder)
        online = DeviceStatus("reader", DeviceState.ONLINE, "device-online", identity="SAM 7")
        effects = Effects(config, Catalogue(), Late(lambda: store), None, CallBell(None))
        tools = TechnicianTools(
            config,
            Catalogue(),
            Bench(config, effects, lambda: None),
            Watch(config, Machine(tmp_path / "no"), list),
            SiteTools(config, try_port, lambda: [online], changed.set, lambda: restarted.append(True), dev),
        )
        hands = DeskHands(Late(lambda: store), config.hall, lambda: bytes(32), tools)
        stack.callback(hands.close)
        person = Person(hands, TECHNICIAN)
        person.tab("settings")
        yield Site(person, folder, dev, rig, store, restarted, changed)


def test_a_number_is_changed_and_counts_after_a_restart(site: Site) -> None:
    site.person.press("change", "screen.bottom_edge_mm")
    site.person.type("value", "720")
    site.person.press("set")
    assert site.config.settings.screen.bottom_edge_mm == 720
    assert site.person.notes == ["desk-settings-changed", "desk-settings-waiting"]
    assert trail(site.store)[-1] == (TECHNICIAN.name.zh, "setting_changed", "screen.bottom_edge_mm")
    site.person.press("restart")
    assert site.restarted == [True]
    assert trail(site.store)[-1][1] == "restarted"


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("speech.volume", "0.9", Say("desk-settings-most", {"n": "0.5"})),
        ("speech.rate", "", Say("desk-settings-figure")),
        ("screen.width_mm", "12.5", Say("desk-settings-more", {"n": "60"})),
        ("times.staff", "3", Say("desk-settings-least", {"n": "15"})),
        ("screen.bottom_edge_mm", "1.5.2", Say("desk-settings-figure")),
    ],
)
def test_what_would_not_be_read_is_refused_with_what_was_expected(
    site: Site, key: str, typed: str, expected: Say
) -> None:
    before = (site.folder / "kiosk.toml").read_bytes()
    site.person.press("change", key)
    site.person.type("value", typed)
    site.person.press("set")
    told = site.person.say("desk-settings-bad").args
    assert told["key"] == setting_name(BY_KEY[key])
    assert told["expected"] == expected
    assert (site.folder / "kiosk.toml").read_bytes() == before
    assert trail(site.store)[-1][1] == "signed_in", "nothing was changed, so nobody has changed anything"


def test_a_choice(site: Site) -> None:
    site.person.press("change", "terminal.language")
    site.person.tick("value", "en")
    site.person.press("set")
    assert site.config.settings.terminal.language == "en"


def test_the_title_names_the_part_and_the_present_port_is_marked(site: Site) -> None:
    site.person.press("change", READER)
    title = site.person.say("desk-setting-title").args["name"]
    assert title == Say("desk-setting-port", {"device": Say("device-reader")})
    assert site.marks(str(site.dev / "serial/by-id/usb-SAM-reader")) == "desk-setting-port-now"


def test_a_port_is_found_by_plugging_and_tried_before_it_is_set(site: Site) -> None:
    site.person.press("change", READER)
    fresh = plug(site.dev, "usb-New-reader", site.rig.devices["reader"].connection.port)
    site.until(lambda: fresh in site.person.rows())
    assert site.marks(fresh) == "desk-setting-port-fresh"
    old = site.dev / "serial/by-id/usb-SAM-reader"
    old.unlink()
    site.until(lambda: site.marks(str(old)) == "desk-setting-port-gone")
    assert site.person.rows()[str(old)].buttons == (), "what is gone cannot be set"
    site.person.press("try", fresh)
    answers = site.person.say("desk-setting-answers").args
    assert answers["identity"] == "05.01-20260101-0000000001-0000990000"
    site.person.press("set", fresh)
    assert site.config.settings.devices.reader is not None
    assert site.config.settings.devices.reader.connection.port == fresh


def test_another_devices_port_does_not_answer_as_a_reader(site: Site) -> None:
    site.person.press("change", READER)
    printer = str(site.dev / "serial/by-id/usb-Ticket-printer")
    site.person.press("try", printer)
    assert site.person.say("desk-setting-silent").args["found"] == Say("device-silent")


def test_the_kiosks_own_port_is_not_opened_again(site: Site) -> None:
    """Its driver has it: what that driver last said is told."""
    site.person.press("change", READER)
    site.person.press("try", str(site.dev / "serial/by-id/usb-SAM-reader"))
    assert site.person.say("desk-setting-answers").args["identity"] == "SAM 7"


def test_trying_a_bells_port_rings_nothing(site: Site) -> None:
    site.person.press("change", "devices.bell.connection.port")
    copy = plug(site.dev, "usb-Copy", site.rig.devices["bell"].connection.port)
    site.until(lambda: copy in site.person.rows())
    site.person.press("try", copy)
    assert site.person.notes[1] == "desk-setting-answers"
    assert site.rig.rung_channels == []


def test_previous_versions_are_listed_and_put_back(site: Site) -> None:
    first = (site.folder / "kiosk.toml").read_bytes()
    site.person.press("change", "look.size")
    site.person.tick("value", "huge")
    site.person.press("set")
    site.person.press("versions")
    [name] = site.person.rows()
    site.person.press("restore", name)
    assert site.person.notes == ["desk-settings-restored"]
    assert (site.folder / "kiosk.toml").read_bytes() == first
    assert trail(site.store)[-1][1] == "settings_restored"
    site.person.press("back")
    assert "desk-settings-waiting" not in site.person.notes


def test_a_pin_is_typed_twice_is_nobodys_else_and_signs_in(site: Site) -> None:
    wang = site.store.staff.add(Words(zh="志愿者小王", en="Wang"), StaffRole.VOLUNTEER, None)
    li = site.store.staff.add(Words(zh="老李", en="Li"), StaffRole.DUTY_LEADER, None)

    def give(staff: int, pin: str, again: str) -> str:
        values = {"pin": Private(pin), "again": Private(again)}
        site.person.send(Pressed("set-pin", str(staff), values))
        return site.person.notes[0]

    site.person.press("pins")
    fields = [part for part in site.person.page.parts if isinstance(part, Entry)]
    assert all(its.once and its.secret for its in fields), "no repr, and dots on the screen"
    assert give(wang.id, PIN, "718437") == "desk-pins-differ"
    assert give(wang.id, "123456", "123456") == "desk-pins-easy"
    assert give(wang.id, "71843", "71843") == "desk-pins-length"
    assert give(wang.id, PIN, PIN) == "desk-pins-done"
    assert give(li.id, PIN, PIN) == "desk-pins-taken"
    assert give(99, "593027", "593027") == "desk-pins-gone"
    assert site.store.staff.sign_in(wang.id, PIN) == wang
    assert trail(site.store)[-1] == (TECHNICIAN.name.zh, "pin_set", f"staff {wang.id}")
    assert PIN not in repr(site.person.page)


def test_in_training_nothing_is_written(site: Site) -> None:
    before = (site.folder / "kiosk.toml").read_bytes()
    site.person.send(Pressed("training"))
    site.person.press("change", "look.size")
    site.person.tick("value", "huge")
    site.person.press("set")
    assert site.person.notes[1] == "desk-settings-training"
    site.person.press("back")
    site.person.press("restart")
    assert site.restarted == []
    assert (site.folder / "kiosk.toml").read_bytes() == before


def test_a_file_that_was_broken_by_hand_is_told_and_the_page_stands(site: Site) -> None:
    good = (site.folder / "kiosk.toml").read_bytes()
    (site.folder / "kiosk.toml").write_text("[terminal]\nid = 3\n", encoding="utf-8")
    site.person.refresh()
    assert site.person.notes == ["desk-settings-bad"]
    (site.folder / "kiosk.toml").write_bytes(good)
    site.person.refresh()
    assert site.person.notes == []


def test_leaving_the_page_ends_the_watch_of_the_ports(site: Site) -> None:
    site.person.press("change", READER)
    assert [its.name for its in threading.enumerate()].count("ports") == 1
    site.person.tab("calls")
    assert "ports" not in [its.name for its in threading.enumerate()]
    assert isinstance(site.person.page, Desk)


def test_a_keypad_is_found_by_pressing_a_key(tmp_path: Path) -> None:
    """Two nodes: the one that says something is marked, the one that this kiosk reads is left alone."""
    by_id = tmp_path / "input" / "by-id"
    by_id.mkdir(parents=True)
    masters: dict[str, int] = {}
    slaves: list[int] = []
    for name in ("usb-Old-event-kbd", "usb-New-event-kbd"):
        master, slave = pty.openpty()
        masters[name] = master
        slaves.append(slave)
        (by_id / name).symlink_to(os.ttyname(slave))
    changed = threading.Event()
    own = frozenset({str(by_id / "usb-Old-event-kbd")})
    watch = PortWatch("input", changed.set, own=own, dev=tmp_path)
    watch.start()
    try:
        deadline = time.monotonic() + 10
        while not any(port.pressed for port in watch.listed()):
            assert time.monotonic() < deadline
            for master in masters.values():
                os.write(master, b"pressed\n")
            changed.wait(0.1)
        assert {port.name: port.pressed for port in watch.listed()} == {
            str(by_id / "usb-New-event-kbd"): True,
            str(by_id / "usb-Old-event-kbd"): False,
        }
    finally:
        watch.stop()
        for fd in (*masters.values(), *slaves):
            os.close(fd)


def test_serial_ports_are_never_opened_to_listen(tmp_path: Path) -> None:
    """Opening one raises DTR, which rings some bells."""
    master, slave = pty.openpty()
    name = plug(tmp_path, "usb-Relay", os.ttyname(slave))
    os.close(slave)
    changed = threading.Event()
    watch = PortWatch("serial", changed.set, dev=tmp_path)
    watch.start()
    try:
        os.write(master, b"noise")
        plug(tmp_path, "usb-Other", "/dev/null")
        assert changed.wait(5)
        assert watch._open == {}
        assert not any(port.pressed for port in watch.listed()), name
    finally:
        watch.stop()
        os.close(master)


def test_a_watch_that_nobody_asks_any_more_ends_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports, "FORGOTTEN_SECONDS", 0.2)
    watch = PortWatch("serial", lambda: None, dev=tmp_path)
    watch.start()
    watch._thread.join(5)
    assert not watch.watching
