"""Every status byte has an answer; silence is never "fine"."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.devices.printer.status_bytes import (
    SILENT,
    PrinterStatus,
    from_asb,
    from_replies,
    is_asb_start,
    is_reply,
)
from kiosk.devices.status import DeviceState, PaperState, WhoActs

FINE = (0x12, 0x12, 0x12, 0x12)


def test_all_well() -> None:
    assert from_replies(*FINE).can_print
    assert from_replies(0x16, 0x12, 0x12, 0x12).can_print, "the drawer pin says nothing of the paper"


def test_each_cause_by_its_bit() -> None:
    assert from_replies(0x1A, 0x16, 0x12, 0x12).words == "printer-cover-open"
    assert from_replies(0x1A, 0x32, 0x12, 0x72).words == "printer-paper-out"
    assert from_replies(0x1A, 0x52, 0x1A, 0x12).words == "printer-cutter"
    assert from_replies(0x1A, 0x52, 0x32, 0x12).words == "printer-error"
    assert from_replies(0x1A, 0x12, 0x12, 0x12).words == "printer-offline"
    assert from_replies(0x12, 0x12, 0x12, 0x1E).words == "printer-paper-low"


def test_several_bits_at_once_name_what_a_person_mends_first() -> None:
    both = from_replies(0x1A, 0x36, 0x12, 0x7E)
    assert both.words == "printer-cover-open"
    assert both.paper is PaperState.OUT
    assert both.who is WhoActs.CLEAR


def test_near_end_still_prints() -> None:
    assert from_replies(0x12, 0x12, 0x12, 0x1E).can_print


def test_silence_is_unknown() -> None:
    assert SILENT.state is DeviceState.UNKNOWN
    assert not SILENT.can_print


def test_all_256_values_of_every_byte_have_an_answer() -> None:
    for place in range(4):
        for byte in range(256):
            replies: list[int] = list(FINE)
            replies[place] = byte
            status = from_replies(*replies)
            assert isinstance(status, PrinterStatus)
            assert status.words.startswith("printer-")


def test_a_reply_and_automatic_status_are_told_apart() -> None:
    assert not any(is_reply(byte) and is_asb_start(byte) for byte in range(256))
    assert is_reply(0x12)
    assert is_asb_start(0x10)


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=4, max_size=4))
def test_any_automatic_status_has_an_answer(block: bytes) -> None:
    status = from_asb(block)
    assert status.can_print == (status.words in ("printer-online", "printer-paper-low"))
