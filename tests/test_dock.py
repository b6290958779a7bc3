"""Every control of the dock, pressed, and what then happens on the wires. Asked in bytes, without our drivers."""

from __future__ import annotations

import fcntl
import os
import select
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGroupBox, QLabel, QPushButton, QRadioButton, QScrollArea

from kiosk.config import load
from kiosk.devices.reader import scard
from kiosk.devices.simulators.chip_desk import SLOT
from kiosk.devices.simulators.conditions import CONDITIONS
from kiosk.devices.simulators.rig import Rig
from kiosk.devices.status import DeviceFault
from kiosk.dock_hands import FOREIGN_CODE, TITLES, WORDS, hands
from kiosk.ui.dock import Dock
from tests.devices.pcsc_bench import eventually
from tests.flows.crawl import CONFIG

PREAMBLE = "AAAAAA9669"
QUESTIONS = {
    # find, select, read text and photo
    "reader": [PREAMBLE + "0003200122", PREAMBLE + "0003200221", PREAMBLE + "0003300132"],
    "printer": ["100401", "100402", "100403", "100404"],  # DLE EOT 1 to 4
    # relay 1 on, off, states of all
    "bell": ["01050000FF008C3A", "010500000000CDCA", "0101000000083DCC"],
}
INPUT_STATES = "01020000000879CC"
LAPTOP = (960, 700)  # beside the kiosk on 1366x768


class Bench:
    """A dock, its rig, and an open end of any wire."""

    def __init__(self, dock: Dock, rig: Rig) -> None:
        self.dock = dock
        self.rig = rig

    def path(self, device: str) -> str:
        settings = self.rig.devices["keypads"][0] if device == "keypad" else self.rig.devices[device]
        return settings.path if device in ("keypad", "jack") else settings.connection.port

    def button(self, device: str, words: str) -> QPushButton | QRadioButton:
        title = TITLES.get(device, device)
        box = next(box for box in self.dock.findChildren(QGroupBox) if box.title() == title)
        both = [*box.findChildren(QPushButton), *box.findChildren(QRadioButton)]
        return next(button for button in both if button.text() == words)

    def press(self, device: str, words: str) -> None:
        self.button(device, words).click()
        QCoreApplication.processEvents()

    def order(self, device: str, condition: str) -> None:
        self.press(device, WORDS[condition])

    def heard(self, device: str, words: str) -> bytes:
        """What comes out of the wire when this button is pressed."""
        with Port(self.path(device)) as port:
            self.press(device, words)
            return port.read()

    def answers(self, device: str) -> list[bytes]:
        if device == "reader":
            self.rig.place_card("elder-woman")
        with Port(self.path(device)) as port:
            return [port.ask(question) for question in QUESTIONS[device]]


class Port:
    """A wire's near end, opened as a plain file."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> Port:
        self.fd = os.open(self._path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.fd)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.fd)

    def write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self.fd, data) :]

    def ask(self, question: str) -> bytes:
        self.write(bytes.fromhex(question))
        return self.read()

    def read(self, silence: float = 0.25) -> bytes:
        data = b""
        while select.select([self.fd], [], [], silence)[0]:
            try:
                more = os.read(self.fd, 4096)
            except OSError:
                more = b""
            if not more:
                return data  # the wire was pulled
            data += more
        return data

    def locked(self) -> bool:
        """Another program holds it."""
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    with Rig(tmp_path, read_seconds=0.05, paced=False, inputs=True) as rig:
        dock = Dock(hands(rig, load(CONFIG).hall, lambda: ["reader: online"], "there is no pcscd"))
        dock.resize(*LAPTOP)
        dock.show()
        yield Bench(dock, rig)
        dock.close()
        dock.deleteLater()


WIRE_CONDITIONS = [
    (device, condition)
    for device, conditions in CONDITIONS.items()
    for condition in conditions
    if device in QUESTIONS and condition not in ("ok", "slow", "unplugged", "busy", "no_permission")
]


@pytest.mark.parametrize(("device", "condition"), WIRE_CONDITIONS)
def test_a_fault_is_on_the_wire_until_it_is_mended(bench: Bench, device: str, condition: str) -> None:
    well = bench.answers(device)
    assert all(well)
    bench.order(device, condition)
    assert bench.answers(device) != well
    bench.order(device, "ok")
    if condition == "stuck":
        well = bench.answers(device)
    assert bench.answers(device) == well


@pytest.mark.parametrize("device", CONDITIONS)
def test_cables_are_pulled_held_by_another_and_put_back(bench: Bench, device: str) -> None:
    path = Path(bench.path(device))
    bench.order(device, "unplugged")
    assert not path.exists()
    bench.order(device, "ok")
    assert path.exists()
    bench.press(device, "插拔 100 次")
    assert path.exists()
    if "busy" in CONDITIONS[device]:
        bench.order(device, "busy")
        with Port(str(path)) as port:
            assert port.locked()
        bench.order(device, "ok")
        with Port(str(path)) as port:
            assert not port.locked()


def test_a_port_that_may_not_be_opened(bench: Bench) -> None:
    """Root may open everything; so what is looked at is the file itself."""
    path = Path(bench.path("reader"))
    bench.rig.set_condition("reader", "no_permission")
    assert path.stat().st_mode & 0o777 == 0
    bench.rig.set_condition("reader", "unplugged")
    assert not path.exists()
    bench.rig.set_condition("reader", "ok")
    assert all(bench.answers("reader"))


def test_slow_devices_take_their_time(bench: Bench) -> None:
    bench.order("reader", "slow")
    bench.rig.place_card("elder-woman")
    with Port(bench.path("reader")) as port:
        find, select_card, read = QUESTIONS["reader"]
        assert port.ask(find) and port.ask(select_card)
        began = time.monotonic()
        port.write(bytes.fromhex(read))
        assert select.select([port.fd], [], [], 5.0)[0]
        assert time.monotonic() - began > 1.5
    lines = b"\n".join([b"A"] * 15) + b"\n"
    for condition, slow in (("ok", False), ("slow", True)):
        bench.order("printer", condition)
        with Port(bench.path("printer")) as port:
            began = time.monotonic()
            port.write(lines + bytes.fromhex("1D7201"))  # GS r: answered when all before it is printed
            while not port.read(0.1):
                assert time.monotonic() - began < 30
            assert (time.monotonic() - began > 2) == slow


def test_cards_are_laid_and_taken(bench: Bench) -> None:
    assert not bench.rig.reader.occupied
    bench.press("身份证 · identity card", "放上")
    assert bench.rig.reader.occupied
    bench.press("身份证 · identity card", "拿走")
    assert not bench.rig.reader.occupied


@pytest.mark.parametrize(
    ("words", "data", "status"),
    [("打到一半没纸", b"A\n" * 2000, "72"), ("切纸时卡住", b"A\n" + bytes.fromhex("1D5600"), "1A")],
)
def test_the_printer_stops_in_the_middle(bench: Bench, words: str, data: bytes, status: str) -> None:
    question = "100404" if status == "72" else "100403"
    bench.press("printer", words)
    with Port(bench.path("printer")) as port:
        assert port.ask(question) == b"\x12"
        port.write(data)
        eventually(lambda: port.ask(question) == bytes.fromhex(status), "the printer stops")
    bench.order("printer", "ok")
    with Port(bench.path("printer")) as port:
        assert port.ask(question) == b"\x12"


def test_the_printers_cable_is_pulled_in_the_middle(bench: Bench) -> None:
    bench.press("printer", "打到一半拔线")
    path = Path(bench.path("printer"))
    with Port(str(path)) as port:
        port.write(b"A\n" * 1499)
        assert port.read() == b"" and path.exists()
        port.write(b"A\n")
        eventually(lambda: not path.exists(), "the cable is out")


def test_a_call_is_answered_at_its_station(bench: Bench) -> None:
    for station in load(CONFIG).hall.stations:
        if station.ack_input:
            bench.press("bell", f"应答：{station.name.zh}")
            with Port(bench.path("bell")) as port:
                assert port.ask(INPUT_STATES)[3] == 1 << (station.ack_input - 1)
                eventually(lambda port=port: port.ask(INPUT_STATES)[3] == 0, "the thumb leaves the button")


SCANS: dict[str, Callable[[bytes], bool]] = {
    "扫别的码": lambda data: data == FOREIGN_CODE.encode() + b"\r",
    "只扫到半个": lambda data: len(data) == 20 and b"\r" not in data,
    "扫到一半拔线": lambda data: len(data) <= 20,  # what is on a pulled wire is lost
    "两个码连着": lambda data: data == FOREIGN_CODE.encode() * 2 + b"\r",
    "超长的码": lambda data: data == b"A" * 400 + b"\r",
    "杂音": lambda data: len(data) == 100,
}
# 24 bytes an event, two events for each move of a key or of the plug
KEYS: dict[str, int] = {
    **dict.fromkeys(("上", "下", "确认", "左", "右"), 96),
    "按住不放": 22 * 48,
    "手抖连按": 5 * 96,
    "半个按键": 13,
    "杂音": 256,
    "丢了事件": 48,
}
PLUGS = {"插上耳机": 48, "拔下耳机": 48, "接触不良": 9 * 48, "丢了事件": 48}


@pytest.mark.parametrize("words", SCANS)
def test_scans(bench: Bench, words: str) -> None:
    assert SCANS[words](bench.heard("scanner", words))
    assert Path(bench.path("scanner")).exists() == (words != "扫到一半拔线")


def test_without_a_ticket_the_dock_says_that_there_is_none(bench: Bench) -> None:
    bench.press("scanner", "扫本机小票")
    assert any("no ticket" in label.text() for label in bench.dock.findChildren(QLabel))


def test_keys_and_plugs(bench: Bench) -> None:
    codes = {words: bench.heard("keypad", words) for words in KEYS}
    assert {words: len(data) for words, data in codes.items()} == KEYS
    assert len({codes[words][16:22] for words in ("上", "下", "确认", "左", "右")}) == 5
    assert {words: len(bench.heard("jack", words)) for words in PLUGS} == PLUGS
    assert bench.heard("jack", "插上耳机")[20:24] == b"\1\0\0\0"
    assert bench.heard("jack", "拔下耳机")[20:24] == bytes(4)


def test_no_control_is_without_a_test(bench: Bench) -> None:
    known = {"插拔 100 次", "放上", "拿走", "打到一半没纸", "打到一半拔线", "切纸时卡住", "扫本机小票"}
    known |= {*SCANS, *KEYS, *PLUGS}
    known |= {f"应答：{station.name.zh}" for station in load(CONFIG).hall.stations}
    assert {button.text() for button in bench.dock.findChildren(QPushButton)} <= known
    orders = {button.text() for button in bench.dock.findChildren(QRadioButton)}
    assert orders == {WORDS[condition] for conditions in CONDITIONS.values() for condition in conditions}


def test_on_a_laptop_every_word_can_be_read(bench: Bench) -> None:
    QTest.qWait(50)
    assert (bench.dock.width(), bench.dock.height()) == LAPTOP
    for area in bench.dock.findChildren(QScrollArea):
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        assert area.horizontalScrollBar().maximum() == 0, "nothing is cut at the side"
    for button in (*bench.dock.findChildren(QPushButton), *bench.dock.findChildren(QRadioButton)):
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()), button.text()


def test_without_pcscd_the_dock_says_why_and_has_no_chip_cards(bench: Bench) -> None:
    assert any("there is no pcscd" in label.text() for label in bench.dock.findChildren(QLabel))


CHIP_BOX = "智能卡 · chip cards"
ATRS = {
    "社保卡 二代": "3B00",
    "社保卡 三代（姓名锁住）": "3B00",
    "身份证（只有芯片号）": "3B888001D10386050080800058",
    "工牌": "3B8F8001804F0CA000000306030001000000006A",
    "银行卡": "3B00",
    "社保卡，读到一半拔出": "3B00",
}


def test_chip_cards(qapp: QApplication, tmp_path: Path) -> None:
    """What pcscd tells anyone who asks. Needs root, pcscd and vpcd."""
    with Rig(tmp_path, cards=True) as rig:
        dock = Dock(hands(rig, load(CONFIG).hall, list))
        bench = Bench(dock, rig)
        context = scard.establish()

        def state() -> scard.ReaderState:
            return scard.get_status_change(context, {SLOT: 0}, 0)[SLOT]

        for words, atr in ATRS.items():
            bench.press(CHIP_BOX, words)
            eventually(lambda atr=atr: state().present and state().atr == bytes.fromhex(atr), words)
            bench.press(CHIP_BOX, "拿走")
            eventually(lambda: state().empty, "the card is out")
        scard.release(context)

        bench.press(CHIP_BOX, "杀死 pcscd")
        with pytest.raises(DeviceFault):
            scard.list_readers(scard.establish())
        bench.press(CHIP_BOX, "工牌")
        assert any(label.text().startswith("做不了") for label in dock.findChildren(QLabel))
        bench.press(CHIP_BOX, "启动 pcscd")
        context = scard.establish()
        eventually(lambda: SLOT in scard.list_readers(context), "the reader is back")
        scard.release(context)
        bench.press(CHIP_BOX, "拔掉读卡器")
        assert scard.list_readers(scard.establish()) == []
        pressed = {*ATRS, "拿走", "杀死 pcscd", "启动 pcscd", "拔掉读卡器"}
        box = next(box for box in dock.findChildren(QGroupBox) if box.title() == CHIP_BOX)
        assert {button.text() for button in box.findChildren(QPushButton)} == pressed
        dock.deleteLater()
