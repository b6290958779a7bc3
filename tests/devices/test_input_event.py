"""struct input_event: against bytes written by hand, cut anywhere, torn, noisy, and after an overrun."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.evdev.codes import EV_KEY, EV_SW, EV_SYN, SYN_DROPPED, SYN_REPORT
from kiosk.devices.evdev.input_event import LAYOUT, EventReader, InputEvent
from kiosk.devices.evdev.node import EVIOCGRAB, EVIOCGSW
from kiosk.devices.simulators.input_node import IOCTL_GRAB, IOCTL_SWITCHES, record

AT = 1_767_000_000.25
ENTER_DOWN = bytes.fromhex(
    "40bb52690000000090d00300000000000100 1c00 01000000"  # 1767029568 s, 250000 us, EV_KEY, KEY_ENTER, 1
)
SCRIPT = [(EV_KEY, 28, 1), (EV_SYN, 0, 0), (EV_KEY, 28, 2), (EV_KEY, 28, 0), (EV_SW, 2, 1), (EV_SYN, 0, 0)]


def parts(events: list[InputEvent]) -> list[tuple[int, int, int]]:
    return [(event.type, event.code, event.value) for event in events]


def test_an_event_has_24_bytes_in_the_order_of_the_kernels_header() -> None:
    assert LAYOUT.size == 24
    assert EventReader().feed(ENTER_DOWN) == [InputEvent(1_767_029_568.25, EV_KEY, 28, 1)]


def test_the_ioctls_are_those_of_the_kernels_header() -> None:
    assert (EVIOCGRAB, EVIOCGSW) == (IOCTL_GRAB, IOCTL_SWITCHES)


@given(st.lists(st.integers(1, 60), max_size=6))
def test_events_may_come_cut_anywhere(cuts: list[int]) -> None:
    data, reader, events = record(SCRIPT, AT), EventReader(), list[InputEvent]()
    for size in [*cuts, len(data)]:
        events += reader.feed(data[:size])
        data = data[size:]
    assert parts(events) == SCRIPT
    assert {event.seconds for event in events} == {AT}


@pytest.mark.parametrize("at", range(1, 24))
def test_a_torn_event_costs_itself_and_at_most_one_more(at: int) -> None:
    """A stream that lost the rest of an event finds its feet again, and makes up no key."""
    reader = EventReader()
    events = reader.feed(record([(EV_KEY, 28, 1)], AT)[:at] + record(SCRIPT, AT))
    assert parts(events)[-len(SCRIPT) + 1 :] == SCRIPT[1:]
    assert {event.code for event in events if event.type == EV_KEY} == {28}


@given(st.binary(max_size=300))
def test_noise_never_raises_and_is_bounded(noise: bytes) -> None:
    reader = EventReader()
    for event in reader.feed(noise):
        assert event.seconds >= 0
    assert len(reader._bytes) < LAYOUT.size


@given(st.binary(min_size=1, max_size=100).map(lambda noise: bytes(byte | 0x80 for byte in noise)))
def test_after_noise_events_are_read_again(noise: bytes) -> None:
    reader = EventReader()
    events = reader.feed(noise + record(SCRIPT, AT))
    assert parts(events)[-len(SCRIPT) + 1 :] == SCRIPT[1:]


def test_after_an_overrun_everything_up_to_the_report_is_left_out() -> None:
    reader = EventReader()
    lost = [(EV_SYN, SYN_DROPPED, 0), (EV_KEY, 28, 0), (EV_SW, 2, 1), (EV_SYN, SYN_REPORT, 0)]
    events = reader.feed(record([(EV_KEY, 28, 1), *lost, *SCRIPT], AT))
    assert parts(events) == [(EV_KEY, 28, 1), (EV_SYN, SYN_DROPPED, 0), *SCRIPT]


def test_two_overruns_before_a_report_are_one() -> None:
    reader = EventReader()
    events = reader.feed(record([(EV_SYN, 3, 0), (EV_KEY, 28, 1), (EV_SYN, 3, 0), (EV_SYN, 0, 0)], AT))
    assert parts(events) == [(EV_SYN, SYN_DROPPED, 0)]
