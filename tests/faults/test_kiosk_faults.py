"""The whole kiosk on real wires while they are cut, silent or lying: it says so, calls, and recovers by itself."""

from __future__ import annotations

import threading
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk import log
from kiosk.devices.status import DeviceState
from kiosk.domain.ticket import PrintState
from tests.faults.hall import Hall


@pytest.fixture
def hall(qapp: QApplication, tmp_path: Path) -> Generator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.close()


def test_everything_comes_up_and_goes_down_without_a_trace(hall: Hall) -> None:
    for device in ("reader", "printer", "bell"):
        hall.until(lambda device=device: hall.ready(device))
    hall.kiosk.stop()
    names = {thread.name for thread in threading.enumerate()}
    assert not any(name.startswith(("device-", "action", "store")) for name in names), names
    assert not any(hall.rig.bell.states.values())


@pytest.mark.parametrize("device", ["reader", "printer", "bell"])
def test_pulled_out_and_put_back_a_device_serves_again(hall: Hall, device: str) -> None:
    hall.until(lambda: hall.ready(device))
    hall.rig.set_condition(device, "unplugged")
    hall.until(lambda: hall.state(device)[0] is DeviceState.POWER_OFF)
    hall.rig.set_condition(device, "ok")
    hall.until(lambda: hall.ready(device), seconds=4)


@pytest.mark.parametrize("fault", ["noise", "torn", "wrong_checksum"])
def test_a_lying_wire_costs_a_try_and_not_the_visit(hall: Hall, fault: str) -> None:
    hall.until(lambda: hall.ready("reader"))
    hall.rig.set_condition("reader", fault)
    hall.rig.place_card("elder-woman")
    hall.on("needs")


def test_a_card_pulled_in_the_middle_is_asked_for_again(hall: Hall) -> None:
    hall.until(lambda: hall.ready("reader"))
    hall.rig.set_condition("reader", "pulled")
    hall.rig.place_card("elder-woman")
    hall.on("card")
    hall.until(lambda: not hall.rig.reader.occupied)  # it was pulled while half its text had come
    hall.rig.place_card("elder-woman")
    hall.on("needs")


def test_a_reader_that_falls_silent_is_said_on_the_card_screen(hall: Hall) -> None:
    hall.until(lambda: hall.ready("reader"))
    hall.press("ticket")
    hall.on("card")
    hall.rig.set_condition("reader", "dead")
    hall.until(lambda: any("读卡器暂时不能用" in view.notice for view in hall.seen))
    hall.press("no_card")
    hall.on("needs")


def test_paper_that_ends_in_the_middle_is_printed_again_with_the_same_number(hall: Hall) -> None:
    hall.until(lambda: hall.ready("printer") and hall.ready("bell"))
    hall.rig.printer.run_out_after(3000)
    hall.to_confirm()
    hall.press("yes")
    failed = hall.on("print-failed", 30)
    assert failed.number == "绿001"
    hall.until(lambda: 1 in hall.rig.rung_channels)
    hall.rig.set_condition("printer", "ok")
    assert hall.on("farewell", 30).number == "绿001"
    assert hall.rig.tickets == 1
    assert "补打 1" in hall.rig.printer.paper.texts()[-1]
    assert hall.print_state() == [PrintState.PRINTED]


def test_a_dead_printer_is_uncertain_and_the_visitor_decides(hall: Hall) -> None:
    hall.until(lambda: hall.ready("printer"))
    hall.rig.set_condition("printer", "dead")
    hall.to_confirm()
    hall.press("yes")
    asked = hall.on("print-uncertain", 30)
    assert asked.number == "绿001"
    hall.press("have")
    assert hall.on("farewell").number == "绿001"


def test_no_bell_is_told_with_where_people_are(hall: Hall) -> None:
    hall.until(lambda: hall.ready("bell"))
    hall.rig.set_condition("bell", "unplugged")
    hall.until(lambda: not hall.ready("bell"))
    hall.press("volunteer", "guide")
    told = hall.on("bell-failed")
    assert any("咨询导服台" in line.text for line in told.lines)
    hall.rig.set_condition("bell", "ok")
    hall.on("called")  # rung again by itself


def test_a_ledger_that_cannot_be_written_gives_no_number_and_calls_a_person_until_it_can(
    qapp: QApplication, tmp_path: Path
) -> None:
    """A folder stands where the file should be; when it is gone the next visitor gets a number, with no restart."""
    (tmp_path / "kiosk.db").mkdir()
    hall = Hall(tmp_path)
    try:
        hall.until(lambda: hall.ready("bell"))
        hall.to_confirm()
        hall.press("yes")
        told = hall.on("no-ticket")
        assert "系统正在恢复" in told.hint
        hall.press("call")
        hall.on("called")
        assert 1 in hall.rig.rung_channels
        hall.press("came")
        hall.on("home")
        (tmp_path / "kiosk.db").rmdir()
        hall.to_confirm()
        hall.press("yes")
        assert hall.on("farewell", 30).number == "绿001"
    finally:
        hall.close()


def test_taps_like_rain_give_one_ticket(hall: Hall) -> None:
    hall.until(lambda: hall.ready("printer"))
    hall.to_confirm()
    button = hall.kiosk.shell.option_button("yes")
    assert button is not None
    for _ in range(12):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    hall.on("farewell", 30)
    assert hall.rig.tickets == 1
    assert hall.print_state() == [PrintState.PRINTED]


def test_the_log_tells_states_and_names_nobody(hall: Hall, log_to_a_file: Path) -> None:
    hall.until(lambda: hall.ready("reader"))
    hall.rig.place_card("elder-woman")
    hall.on("needs")
    words = log_to_a_file.read_text(encoding="utf-8")
    persona = hall.rig.personas["elder-woman"]
    assert log.Event.CARD_READ.value in words
    for personal in (persona.number, persona.name, persona.address):
        assert personal not in words
