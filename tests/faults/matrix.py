"""Device x fault, played on a whole kiosk: what the visitor saw, what staff saw, seconds until it served again.

`python -m tests.faults.matrix` plays every cell and writes the table into docs/devices.md; with names of devices
behind it only those, and the other rows stay as they are.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk import log
from kiosk.devices.simulators.wire import Simulator
from kiosk.text import Catalogue
from tests.faults.chip_cards import play_chip_cards
from tests.faults.hall import Hall

PAGE = Path(__file__).parents[2] / "docs" / "devices.md"
BEGIN, END = "<!-- faults: made by make faults -->\n", "<!-- end of faults -->\n"
LOCKS = (
    "import serial, sys; port = serial.Serial(sys.argv[1], exclusive=True);"
    "print('open', flush=True); sys.stdin.read()"
)


@dataclass(frozen=True)
class Cell:
    """One device and one fault. visitor: the screen that tells, '' where the visit simply goes on.

    staff: text id of the device's state while the fault lasts, '' where the device never stopped being ready.
    """

    device: str
    fault: str
    visitor: str
    staff: str


@dataclass(frozen=True)
class Outcome:
    """What was seen. seconds: from mending to ready, 0 where it was never not ready."""

    cell: Cell
    visitor: str
    staff: str
    seconds: float


CELLS = (
    Cell("reader", "silence", "card", "device-silent"),
    Cell("reader", "noise", "", ""),
    Cell("reader", "torn", "", ""),
    Cell("reader", "wrong checksum", "", ""),
    Cell("reader", "card pulled mid-read", "card", ""),
    Cell("reader", "unplugged", "card", "device-no-port"),
    Cell("reader", "slow", "", ""),
    Cell("reader", "busy", "card", "device-port-in-use"),
    Cell("reader", "no permission", "card", "device-no-permission"),
    Cell("reader", "flapping", "", ""),
    Cell("printer", "silence", "print-uncertain", "device-silent"),
    Cell("printer", "paper out", "print-failed", "printer-paper-out"),
    Cell("printer", "paper out after byte 3000", "print-failed", "printer-paper-out"),
    Cell("printer", "cover open", "print-failed", "printer-cover-open"),
    Cell("printer", "cutter jammed", "print-failed", "printer-cutter"),
    Cell("printer", "offline", "print-failed", "printer-offline"),
    Cell("printer", "paper nearly used up", "", "printer-paper-low"),
    Cell("printer", "unplugged", "print-failed", "device-no-port"),
    Cell("printer", "slow", "", ""),
    Cell("printer", "busy", "print-failed", "device-port-in-use"),
    Cell("printer", "no permission", "print-failed", "device-no-permission"),
    Cell("printer", "flapping", "", ""),
    Cell("bell", "unplugged", "bell-failed", "device-no-port"),
    Cell("bell", "busy", "bell-failed", "device-port-in-use"),
    Cell("bell", "no permission", "bell-failed", "device-no-permission"),
    Cell("bell", "silence", "bell-failed", "device-silent"),
    Cell("bell", "noise", "bell-failed", "bell-garbled"),
    Cell("bell", "wrong checksum", "bell-failed", "bell-garbled"),
    Cell("bell", "refuses", "bell-failed", "bell-refused"),
    Cell("bell", "flapping", "", ""),
    Cell("scanner", "noise", "", ""),
    Cell("scanner", "torn", "", ""),
    Cell("scanner", "busy", "", "device-port-in-use"),
    Cell("scanner", "unplugged", "", "device-no-port"),
    Cell("scanner", "flapping", "", ""),
    Cell("keypad", "noise", "", ""),
    Cell("keypad", "torn", "", ""),
    Cell("keypad", "unplugged", "", "device-no-port"),
    Cell("keypad", "flapping", "", ""),
    Cell("jack", "bouncing plug", "", ""),
    Cell("jack", "unplugged", "", "device-no-port"),
    Cell("jack", "flapping", "", ""),
    Cell("cards", "pcscd killed", "", "pcscd-gone"),
    Cell("cards", "silence", "", "pcscd-silent"),
    Cell("cards", "unplugged", "", "card-reader-missing"),
    Cell("cards", "card torn out mid-read", "card", ""),
)
INPUTS = ("scanner", "keypad", "jack")
CONDITIONS = {
    "silence": "dead",
    "noise": "noise",
    "torn": "torn",
    "wrong checksum": "wrong_checksum",
    "card pulled mid-read": "pulled",
    "unplugged": "unplugged",
    "paper out": "paper_out",
    "cover open": "cover_open",
    "cutter jammed": "cutter_jammed",
    "offline": "offline",
    "paper nearly used up": "near_end",
}
BELL_CONDITIONS = {"silence": "silent", "wrong checksum": "wrong_crc", "refuses": "exception"}
DONE = {"reader": "needs", "printer": "farewell", "bell": "called"}


def play(cell: Cell, flaps: int = 10) -> Outcome:
    """Play one cell from the start of a kiosk to a visitor who is served. Raises AssertionError when it is not so."""
    if cell.device == "cards":
        return _play_cards(cell)
    if cell.device in INPUTS:
        return _play_input(cell, flaps)
    with tempfile.TemporaryDirectory() as name, kiosk_with(cell, Path(name), flaps) as (hall, mend):
        _go(hall, cell.device)
        told = _told(hall, cell)
        staff = Catalogue().text(cell.staff, "zh-CN") if cell.staff else "正常"
        if cell.staff:
            hall.until(lambda: hall.words(cell.device) == cell.staff)
        began = time.monotonic()
        mend()
        hall.until(lambda: hall.ready(cell.device))
        seconds = time.monotonic() - began if cell.staff else 0.0
        _go_on(hall, cell)
        hall.on(DONE[cell.device], 40)
    return Outcome(cell, told, staff, seconds)


def _play_cards(cell: Cell) -> Outcome:
    with tempfile.TemporaryDirectory() as name:
        told, seconds = play_chip_cards(cell.fault, cell.staff, Path(name))
    assert bool(told) == bool(cell.visitor)
    staff = Catalogue().text(cell.staff, "zh-CN") if cell.staff else "正常"
    return Outcome(cell, told or "继续办理，没有打断", staff, seconds)


def _play_input(cell: Cell, flaps: int) -> Outcome:
    """Touch goes on whatever these devices do; afterwards they serve again."""
    with tempfile.TemporaryDirectory() as name:
        hall = Hall(Path(name), inputs=True)
        far: Simulator = getattr(hall.rig, cell.device)
        try:
            hall.until(lambda: all(hall.words(device) != "device-starting" for device in INPUTS))
            _disturb(hall, cell, far, flaps)
            staff = "正常"
            if cell.staff:
                hall.until(lambda: hall.words(cell.device) == cell.staff)
                staff = Catalogue().text(cell.staff, "zh-CN")
            hall.press("no_card")
            hall.on("needs")
            hall.kiosk.runner.home()
            hall.on("home")
            began = time.monotonic()
            hall.rig.set_condition(cell.device, "ok")
            hall.until(lambda: hall.words(cell.device) not in (cell.staff, "device-lost"))
            seconds = time.monotonic() - began if cell.staff else 0.0
            _use(hall, cell.device)
        finally:
            hall.close()
    return Outcome(cell, "继续办理，没有打断", staff, seconds)


def _disturb(hall: Hall, cell: Cell, far: Simulator, flaps: int) -> None:
    rig = hall.rig
    match cell.device, cell.fault:
        case "scanner", "noise":
            rig.scanner.noise(500)
        case "scanner", "torn":
            rig.scanner.scan_torn("GC1.T1.20261123.1.00112233445566778899AABBCCDDEEFF", 20)
        case "keypad", "noise":
            rig.keypad.noise(bytes(range(256)) * 3)
        case "keypad", "torn":
            rig.keypad.press_torn("KEY_ENTER", 13)
        case "jack", "bouncing plug":
            rig.jack.bounce(9, 0.1, inserted=False)
        case _, "unplugged" | "busy":
            rig.set_condition(cell.device, cell.fault)
        case _:
            for _ in range(flaps):
                far.unplug()
                far.plug()


def _use(hall: Hall, device: str) -> None:
    """The device does its job again. A torn event or line before may cost the first try."""
    seen = len(hall.seen)

    def try_until(act: Callable[[], None], done: Callable[[], bool]) -> None:
        for _ in range(5):
            act()
            if hall.within(done, 1.5):
                return
        raise AssertionError(f"{device} does not serve again")

    match device:
        case "scanner":
            try_until(
                lambda: hall.rig.scanner.scan("6901234567892"),
                lambda: any("请扫" in view.notice for view in hall.seen[seen:]),
            )
        case "keypad":
            try_until(
                lambda: hall.rig.keypad.press("KEY_RIGHT"), lambda: hall.kiosk.shell.painted_id == "called"
            )
        case _:
            try_until(hall.rig.jack.insert, lambda: hall.ready("jack"))


def _go(hall: Hall, device: str) -> None:
    """To where the visitor needs this device, and needs it."""
    match device:
        case "reader":
            hall.press("ticket")
            hall.on("card")
            hall.rig.place_card("elder-woman")
        case "printer":
            hall.to_confirm()
            hall.press("yes")
        case _:
            hall.press("volunteer", "guide")


def _told(hall: Hall, cell: Cell) -> str:
    """What stood on the screen that told of the fault."""
    if not cell.visitor:
        return "继续办理，没有打断"
    if cell.visitor == "card":
        hall.until(lambda: bool(_troubles(hall)), 30)
        return _troubles(hall)[-1]
    view = hall.on(cell.visitor, 40)
    return "；".join(part for part in (view.title, view.hint, *(line.text for line in view.lines)) if part)


def _troubles(hall: Hall) -> list[str]:
    """What the card screen has told so far but for "reading, do not take it away"."""
    reading = Catalogue().text("card-reading", "zh-CN")
    return [view.notice for view in hall.seen if view.id == "card" and view.notice not in ("", reading)]


def _go_on(hall: Hall, cell: Cell) -> None:
    """What the visitor does once the device is mended, where it does not go on by itself."""
    if cell.visitor == "print-uncertain":
        hall.press("print")
    if cell.fault == "card pulled mid-read":
        hall.until(lambda: not hall.rig.reader.occupied)
        hall.rig.place_card("elder-woman")


@contextmanager
def kiosk_with(cell: Cell, folder: Path, flaps: int) -> Generator[tuple[Hall, Callable[[], None]]]:
    """A kiosk with this fault in force, and what mends it."""
    if cell.fault in ("busy", "no permission"):
        with _port_denied(cell, folder) as made:
            yield made
        return
    hall = Hall(folder)
    try:
        hall.until(lambda: all(hall.ready(device) for device in DONE))
        if cell.fault == "slow":
            hall.rig.set_condition(cell.device, "slow")
        elif cell.fault == "flapping":
            for _ in range(flaps):
                hall.rig.set_condition(cell.device, "unplugged")
                hall.rig.set_condition(cell.device, "ok")
            hall.until(lambda: hall.ready(cell.device))
        elif cell.fault == "paper out after byte 3000":
            hall.rig.printer.run_out_after(3000)
        else:
            names = BELL_CONDITIONS if cell.device == "bell" else {}
            hall.rig.set_condition(cell.device, names.get(cell.fault) or CONDITIONS[cell.fault])
            if cell.staff:
                hall.until(lambda: hall.words(cell.device) == cell.staff, 20)
        yield hall, lambda: hall.rig.set_condition(cell.device, "ok")
    finally:
        hall.close()


@contextmanager
def _port_denied(cell: Cell, folder: Path) -> Generator[tuple[Hall, Callable[[], None]]]:
    """The port is held by another program, or the kernel does not let us in, before the kiosk starts.

    Root may open everything but a device on a file system that is mounted without devices.
    """
    port = folder / "port"
    port.symlink_to(folder / "nothing")
    hall = Hall(folder, {cell.device: str(port)})
    real = getattr(hall.rig.devices[cell.device].connection, "port")  # noqa: B009 - only serial ones have a port
    other: subprocess.Popen[str] | None = None
    locked = folder / "locked"
    try:
        if cell.fault == "busy":
            other = subprocess.Popen(
                [sys.executable, "-c", LOCKS, real], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            assert other.stdout is not None and other.stdout.readline() == "open\n"
            _point(port, Path(real))
        else:
            locked.mkdir()
            subprocess.run(["mount", "-t", "tmpfs", "-o", "nodev", "tmpfs", str(locked)], check=True)
            os.mknod(locked / "tty", 0o20600, os.makedev(5, 0))
            _point(port, locked / "tty")
        hall.until(lambda: hall.words(cell.device) == cell.staff)
        hall.until(lambda: all(hall.ready(device) for device in DONE if device != cell.device))

        def mend() -> None:
            if other is not None:
                other.communicate(timeout=5)
            _point(port, Path(real))

        yield hall, mend
    finally:
        hall.close()
        if other is not None:
            other.kill()
            other.communicate()
        if locked.is_mount():
            subprocess.run(["umount", str(locked)], check=True)


def _point(link: Path, target: Path) -> None:
    fresh = link.with_name("fresh")
    fresh.symlink_to(target)
    fresh.replace(link)


HEAD = (
    "| 设备 device | 故障 fault | 来访者看到 visitor | 工作人员看到 staff | 恢复（秒）recovery |\n"
    "| --- | --- | --- | --- | --- |\n"
)


def row(outcome: Outcome) -> str:
    """Markdown. Seconds are rounded up to halves: they differ a little from run to run."""
    seconds = f"{int(outcome.seconds * 2 + 1) / 2:g}" if outcome.seconds else "–"
    return f"{_start(outcome.cell)} {outcome.visitor} | {outcome.staff} | {seconds} |"


def _start(cell: Cell) -> str:
    """What tells a row from the others."""
    return f"| {cell.device} | {cell.fault} |"


def main(devices: list[str]) -> None:
    """devices: those to play, none for all."""
    from kiosk.app import application

    application()
    log.write_to(Path(tempfile.mkdtemp()) / "kiosk.log")
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    written, after = rest.split(END)
    rows: list[str] = []
    for cell in CELLS:
        if devices and cell.device not in devices:
            rows += [line for line in written.splitlines() if line.startswith(_start(cell))]
            continue
        outcome = play(cell, flaps=100)
        rows.append(row(outcome))
        print(f"{cell.device}, {cell.fault}: {outcome.seconds:.2f} s", flush=True)
    PAGE.write_text(before + BEGIN + HEAD + "\n".join(rows) + "\n" + END + after, encoding="utf-8")
    # Qt's objects must not outlive the application on the way out of the interpreter.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
