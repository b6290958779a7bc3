"""A keyboard-wedge scanner is told from a person, key by key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.scanner.ticket_code import LONGEST
from kiosk.devices.scanner.wedge import HOLD_SECONDS, WedgeFilter
from tests.devices.test_scanner_code import TOKEN

OTHER = TOKEN.replace(".17.", ".18.")


class Typing:
    """Plays keys and the timer of the window; `passed` has (character, seconds that it was held)."""

    def __init__(self) -> None:
        self.filter = WedgeFilter()
        self.now = 100.0
        self.waiting: list[tuple[str, float]] = []
        self.passed: list[tuple[str, float]] = []
        self.scans: list[str | None] = []

    def keys(self, text: str, every: float) -> None:
        for character in text:
            self.key(character, every)

    def key(self, character: str, after: float) -> None:
        self.wait(after)
        self.waiting.append((character, self.now))
        self._follow(character)

    def wait(self, seconds: float) -> None:
        end = self.now + seconds
        while (due := self.filter.due) is not None and due < end:
            self.now = max(self.now, due)
            self._follow(None)
        self.now = end

    def text(self) -> str:
        """Everything that got through, when all is at rest."""
        self.wait(1.0)
        assert self.waiting == []
        assert self.filter.due is None
        return "".join(character for character, _ in self.passed)

    def _follow(self, character: str | None) -> None:
        step = self.filter.rest(self.now) if character is None else self.filter.press(character, self.now)
        for key, at in self.waiting[: step.passed]:
            self.passed.append((key, self.now - at))
        del self.waiting[: step.passed + step.dropped]
        self.scans += step.scans


def test_a_scan_of_our_ticket_is_told_and_no_key_gets_through() -> None:
    for every in (0.0, 0.001, 0.008, 0.02, 0.029):
        typing = Typing()
        typing.keys(TOKEN + "\r", every)
        assert typing.scans == [TOKEN]
        assert typing.text() == ""


def test_a_slow_scanner_is_read_and_its_enter_is_swallowed() -> None:
    typing = Typing()
    typing.keys(TOKEN + "\r", 0.049)
    assert typing.scans == [TOKEN]
    assert typing.text() in ("", "G")


@given(st.text(min_size=2, max_size=90), st.floats(0, 0.029))
def test_an_arbitrary_scan_gets_no_key_through_and_gives_nothing(text: str, every: float) -> None:
    typing = Typing()
    typing.keys(text + "\r", every)
    assert typing.text() == ""
    assert not any(typing.scans)
    assert len(typing.filter._text) <= LONGEST + 1


@given(st.lists(st.tuples(st.sampled_from("GC1.\r \t\0ab"), st.floats(0.0501, 2.0)), max_size=80))
def test_everything_that_a_person_types_goes_on_in_order_and_in_time(keys: list[tuple[str, float]]) -> None:
    typing = Typing()
    for character, after in keys:
        typing.key(character, after)
    assert typing.text() == "".join(character for character, _ in keys)
    assert all(held <= HOLD_SECONDS + 1e-9 for _, held in typing.passed)
    assert typing.scans == []


@given(st.sampled_from("\0\r "), st.sampled_from("\0\r "), st.floats(0, 0.2))
def test_two_keys_at_once_are_a_persons(first: str, second: str, after: float) -> None:
    typing = Typing()
    typing.key(first, 1.0)
    typing.key(second, after)
    assert typing.text() == first + second
    assert all(held <= HOLD_SECONDS + 1e-9 for _, held in typing.passed)


@given(st.lists(st.tuples(st.sampled_from(TOKEN + "\r\0"), st.floats(0, 0.2)), max_size=80))
def test_no_key_waits_longer_than_allowed_whoever_types(keys: list[tuple[str, float]]) -> None:
    typing = Typing()
    for character, after in keys:
        typing.key(character, after)
    typing.text()
    assert all(held <= HOLD_SECONDS + 1e-9 for _, held in typing.passed)


def test_cr_and_lf_are_one_end_and_neither_presses_anything() -> None:
    typing = Typing()
    typing.keys(TOKEN + "\r\n", 0.005)
    assert typing.scans == [TOKEN]
    assert typing.text() == ""


def test_two_scans_in_one_breath_are_two() -> None:
    typing = Typing()
    typing.keys(TOKEN + "\r" + OTHER + "\r", 0.005)
    assert typing.scans == [TOKEN, OTHER]
    assert typing.text() == ""


def test_glued_and_overlong_scans_are_one_rejection() -> None:
    for text in (TOKEN + TOKEN, "A" * 3000 + TOKEN):
        typing = Typing()
        typing.keys(text + "\r", 0.001)
        assert typing.scans == [None]
        assert typing.text() == ""


def test_a_scan_torn_in_the_middle_is_rejected_and_the_next_one_is_read() -> None:
    typing = Typing()
    typing.keys(TOKEN[:30], 0.005)
    typing.wait(0.2)
    assert typing.scans == [None]
    typing.keys(TOKEN + "\r", 0.005)
    assert typing.scans == [None, TOKEN]
    assert typing.text() == ""


def test_a_person_types_on_right_after_a_scan() -> None:
    typing = Typing()
    typing.keys(TOKEN + "\r", 0.005)
    typing.key("\r", 0.06)
    assert typing.text() == "\r"


def test_a_person_who_types_a_token_by_hand_scans_nothing() -> None:
    typing = Typing()
    typing.keys(TOKEN + "\r", 0.08)
    assert typing.text() == TOKEN + "\r"
    assert typing.scans == []
