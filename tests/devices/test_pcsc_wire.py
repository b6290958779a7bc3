"""Chip cards through a real pcscd and its virtual reader, under the real supervisor.

pcscd looks for a card every 0.4 s, so each one costs a second: variants of a story are marked slow.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest

from kiosk.devices.driver import Driver
from kiosk.devices.reader import pcsc_link, scard
from kiosk.devices.reader.events import (
    BadgeTapped,
    CardProblem,
    CardRead,
    CardReading,
    CardRemoved,
    CardTrouble,
    ChipSeen,
    ReaderEvent,
)
from kiosk.devices.reader.pcsc import PcscReader, is_lasting_uid
from kiosk.devices.simulators.chip_card import ChipFault, ChipFaultKind
from kiosk.devices.simulators.chip_cards import Badge, BankCard, ResidentCardChip, SocialSecurityCard
from kiosk.devices.simulators.pcscd import PcscDaemon
from kiosk.devices.simulators.personas import load_personas
from kiosk.devices.status import DeviceFault, DeviceState
from tests.devices.pcsc_bench import eventually
from tests.devices.test_supervisor import Watch, open_files
from tests.devices.told import Told, supervised

PEOPLE = load_personas()
ELDER, BLIND_MAN = PEOPLE["elder-woman"], PEOPLE["blind-man-45"]
KEY = bytes(range(32))
UID = bytes.fromhex("04A1B2C3D4E5F6")
SLOT = "Virtual PCD 00 00"


@pytest.fixture(scope="module", name="daemon")
def daemon_fixture() -> Iterator[PcscDaemon]:
    daemon = PcscDaemon()
    daemon.start()
    before = os.environ.get("PCSCLITE_CSOCK_NAME")
    os.environ["PCSCLITE_CSOCK_NAME"] = str(daemon.socket)
    yield daemon
    if before is None:
        del os.environ["PCSCLITE_CSOCK_NAME"]
    else:
        os.environ["PCSCLITE_CSOCK_NAME"] = before
    daemon.close()


class Desk:
    """The driver under the supervisor, and what it has told."""

    def __init__(self, watch: Watch, told: Told[ReaderEvent], driver: PcscReader) -> None:
        self.watch = watch
        self.told = told
        self.driver = driver
        self._seen = 0

    def next(self, count: int) -> list[ReaderEvent | str]:
        """The next `count` events; a card that was read appears as its name."""
        news = self.told.wait(self._seen + count)[self._seen : self._seen + count]
        self._seen += count
        return [event.identity.name if isinstance(event, CardRead) else event for event in news]

    def nothing_more(self) -> bool:
        return len(self.told.all) == self._seen


@contextmanager
def desk(reader: str = SLOT) -> Generator[Desk]:
    told: Told[ReaderEvent] = Told()
    driver = PcscReader(told, reader=reader, badge_key=lambda: KEY)
    with supervised(driver) as watch:
        yield Desk(watch, told, driver)


@contextmanager
def ready_desk() -> Generator[Desk]:
    with desk() as made:
        made.watch.wait_for(DeviceState.ONLINE)
        yield made


def social(daemon: PcscDaemon, **more: bool) -> SocialSecurityCard:
    return SocialSecurityCard(daemon.port, ELDER, chained=more.get("chained", False))


def test_it_is_a_driver_and_names_its_reader(daemon: PcscDaemon) -> None:
    del daemon
    either: Driver = PcscReader(lambda _: None, badge_key=lambda: KEY)
    assert either.name == "cards"
    with desk() as made:
        assert made.watch.wait_for(DeviceState.ONLINE).identity == SLOT
    with desk(reader="") as made:
        assert made.watch.wait_for(DeviceState.ONLINE).identity == f"{SLOT}, Virtual PCD 00 01"


@pytest.mark.parametrize("chained", [pytest.param(False, marks=pytest.mark.slow), True])
def test_a_social_security_card_is_read_once_and_its_going_told(daemon: PcscDaemon, chained: bool) -> None:
    with ready_desk() as made:
        for _ in range(2):
            with social(daemon, chained=chained):
                assert made.next(2) == [CardReading(), "王桂英"]
            assert made.next(1) == [CardRemoved()]
        assert made.nothing_more()
        assert made.driver.traffic.read >= 2 * 79 and made.driver.traffic.written >= 2 * 45


def test_a_card_that_lies_there_at_the_start_is_reported(daemon: PcscDaemon) -> None:
    with social(daemon) as card, desk() as made:
        assert made.next(2) == [CardReading(), "王桂英"]
        card.remove()
        assert made.next(1) == [CardRemoved()]


def test_the_third_generation_is_told_as_a_locked_name(daemon: PcscDaemon) -> None:
    with ready_desk() as made, SocialSecurityCard(daemon.port, ELDER, "3.00"):
        assert made.next(2) == [CardReading(), CardTrouble(CardProblem.NAME_LOCKED)]


def test_a_badge_is_told_by_its_keyed_hash_alone(daemon: PcscDaemon) -> None:
    with ready_desk() as made:
        with Badge(daemon.port, UID) as badge:
            assert made.next(1) == [BadgeTapped(hmac.new(KEY, UID, hashlib.sha256).hexdigest())]
            assert badge.asked == [bytes.fromhex("FFCA000000")], "memory cards know no SELECT"
        assert made.next(1) == [CardRemoved()]


@pytest.mark.slow
def test_a_telephone_that_draws_its_uid_is_no_badge(daemon: PcscDaemon) -> None:
    with ready_desk() as made, Badge(daemon.port, bytes.fromhex("08112233")):
        assert made.next(1) == [CardTrouble(CardProblem.NOT_AN_IDENTITY_CARD)]


def test_a_bank_card_is_no_identity_card(daemon: PcscDaemon) -> None:
    with ready_desk() as made, BankCard(daemon.port):
        assert made.next(1) == [CardTrouble(CardProblem.NOT_AN_IDENTITY_CARD)]


def test_a_resident_chip_is_recognised_and_is_nobody(daemon: PcscDaemon) -> None:
    with ready_desk() as made:
        seen: list[ReaderEvent | str] = []
        for someone in (ELDER, BLIND_MAN, ELDER):
            with ResidentCardChip(daemon.port, someone):
                seen += made.next(1)
            assert made.next(1) == [CardRemoved()]
    first, other, again = (event.chip for event in seen if isinstance(event, ChipSeen))
    assert first == again != other
    assert len(first) == 64 and first not in repr(seen)


@pytest.mark.slow
def test_two_slots_are_two_readers(daemon: PcscDaemon) -> None:
    with desk(reader="") as made:
        made.watch.wait_for(DeviceState.ONLINE)
        with social(daemon), Badge(daemon.port + 1, UID):
            events = made.next(3)
            assert "王桂英" in events and any(isinstance(event, BadgeTapped) for event in events)
        assert made.next(2) == [CardRemoved(), CardRemoved()]


# --- cards that fail


@pytest.mark.slow
@pytest.mark.parametrize("kind", [ChipFaultKind.NO_DIAGNOSIS, ChipFaultKind.ONE_BYTE])
@pytest.mark.parametrize("after", [1, 3])
def test_an_answer_that_fails_once_is_asked_for_again(
    daemon: PcscDaemon, kind: ChipFaultKind, after: int
) -> None:
    card = social(daemon)
    card.order(ChipFault(kind, after=after))
    with ready_desk() as made, card:
        assert made.next(2) == [CardReading(), "王桂英"]
        card.remove()
        assert made.next(1) == [CardRemoved()]


@pytest.mark.slow
def test_a_card_that_keeps_failing_is_given_up_once(daemon: PcscDaemon) -> None:
    card = social(daemon)
    card.order(ChipFault(ChipFaultKind.NO_DIAGNOSIS, times=1000, after=1))
    with ready_desk() as made:
        with card:
            assert made.next(2) == [CardReading(), CardTrouble(CardProblem.UNREADABLE)]
        assert made.next(1) == [CardRemoved()]
        assert made.nothing_more()


@pytest.mark.slow
def test_a_silent_card_costs_three_seconds_and_not_the_reader(daemon: PcscDaemon) -> None:
    card = social(daemon)
    card.order(ChipFault(ChipFaultKind.SILENT, times=1000, after=2))
    with ready_desk() as made:
        began = time.monotonic()
        with card:
            assert made.next(2) == [CardReading(), CardTrouble(CardProblem.UNREADABLE)]
            assert time.monotonic() - began < 4
        assert made.next(1) == [CardRemoved()]
        with social(daemon):
            assert made.next(2) == [CardReading(), "王桂英"]
        assert [status.state for status in made.watch.states] == [DeviceState.ONLINE]
    eventually(lambda: "pcsc-calls" not in thread_names(), "the hung call came back")


SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    "after", [pytest.param(1, marks=SLOW), 2, *(pytest.param(n, marks=SLOW) for n in (3, 4))]
)
def test_a_card_pulled_in_any_answer_is_told_as_moved(daemon: PcscDaemon, after: int) -> None:
    card = social(daemon)
    card.order(ChipFault(ChipFaultKind.PULLED, after=after))
    with ready_desk() as made:
        with card:
            assert made.next(3) == [CardReading(), CardTrouble(CardProblem.MOVED), CardRemoved()]
        with card:
            assert made.next(2) == [CardReading(), "王桂英"]


@pytest.mark.slow
def test_a_card_pulled_in_the_last_answer_has_told_enough(daemon: PcscDaemon) -> None:
    card = social(daemon)
    card.order(ChipFault(ChipFaultKind.PULLED, after=5))
    with ready_desk() as made, card:
        assert made.next(3) == [CardReading(), "王桂英", CardRemoved()]


# --- pcscd and the reader


def test_pcscd_killed_and_started_again_serves_without_help(daemon: PcscDaemon) -> None:
    with ready_desk() as made:
        daemon.kill()
        # A pcscd that dies while it is being asked looks for a moment as if it refused us.
        eventually(lambda: made.watch.states[-1].words == "pcscd-gone", "pcscd's end is told")
        daemon.start()
        began = time.monotonic()
        made.watch.wait_for(DeviceState.ONLINE, times=2)
        with social(daemon):
            assert made.next(2) == [CardReading(), "王桂英"]
        assert time.monotonic() - began < 4


def test_a_card_taken_while_pcscd_was_away_is_told_as_removed(daemon: PcscDaemon) -> None:
    with ready_desk() as made:
        with social(daemon):
            assert made.next(2) == [CardReading(), "王桂英"]
            daemon.kill()
        daemon.start()
        assert made.next(1) == [CardRemoved()]


def test_a_reader_that_went_and_came_back_serves_again(daemon: PcscDaemon) -> None:
    with ready_desk() as made:
        daemon.restart(reader=False)
        eventually(lambda: made.watch.states[-1].words == "card-reader-missing", "the missing reader is told")
        assert made.watch.states[-1].state is DeviceState.POWER_OFF
        daemon.restart()
        made.watch.wait_for(DeviceState.ONLINE, times=2)
        with social(daemon):
            assert made.next(2) == [CardReading(), "王桂英"]


def test_a_card_that_stays_is_not_reported_again_and_another_one_is(daemon: PcscDaemon) -> None:
    """What the supervisor does when the connection is lost: close, and open again later."""
    told: Told[ReaderEvent] = Told()
    driver = PcscReader(told, reader=SLOT, badge_key=lambda: KEY)

    def polled(count: int) -> bool:
        driver.poll()
        return len(told.all) >= count

    with ready_desk() as witness:
        driver.open()
        with Badge(daemon.port, UID):
            eventually(lambda: polled(1), "the badge is told")
            driver.close()
            driver.open()
            driver.poll()
            driver.poll()
            assert len(told.all) == 1
            driver.close()
        # vpcd may overlook cards that are changed quicker than it looks, every 0.4 s.
        assert [type(event) for event in witness.next(2)] == [BadgeTapped, CardRemoved]
        with Badge(daemon.port, UID[::-1]):
            witness.next(1)
            driver.open()
            eventually(lambda: polled(3), "the other badge is told")
            driver.close()
    kinds = [type(event) for event in told.all]
    assert kinds == [BadgeTapped, CardRemoved, BadgeTapped]
    assert told.all[0] != told.all[2]


@pytest.mark.slow
def test_pcscd_that_hangs_is_unknown_and_never_fine(
    daemon: PcscDaemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pcsc_link, "CALL_SECONDS", 0.3)
    with ready_desk() as made:
        daemon.pause()
        try:
            assert made.watch.wait_for(DeviceState.UNKNOWN).words == "pcscd-silent"
            time.sleep(2)  # reopening goes on: the number of hung calls must not
            assert thread_names().count("pcsc-calls") <= pcsc_link.MOST_HUNG
        finally:
            daemon.resume()
        made.watch.wait_for(DeviceState.ONLINE, times=2)
    eventually(lambda: "pcsc-calls" not in thread_names(), "every hung call came back")


def test_waiting_costs_no_time_of_the_processor(daemon: PcscDaemon) -> None:
    del daemon
    with ready_desk():
        before = time.process_time()
        time.sleep(1.5)
        assert time.process_time() - before < 0.1


@pytest.mark.timeout(300)
@pytest.mark.parametrize("times", [2, pytest.param(100, marks=pytest.mark.slow)])
def test_cards_leave_no_thread_and_no_file(daemon: PcscDaemon, times: int) -> None:
    with ready_desk() as made:
        with Badge(daemon.port, UID):
            made.next(1)
        made.next(1)
        threads, files = threading.active_count(), open_files()
        for _ in range(times):
            with Badge(daemon.port, UID):
                made.next(1)
            assert made.next(1) == [CardRemoved()]
        assert (threading.active_count(), open_files()) == (threads, files)


# --- codes and words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0x8010001D, "pcscd-gone"),
        (0x8010001E, "pcscd-gone"),
        (0x8010006A, "pcscd-no-permission"),
        (0x8010001D - (1 << 32), "pcscd-gone"),  # as pyscard tells it on some machines
    ],
)
def test_what_pcscd_refuses_has_a_sentence(code: int, words: str) -> None:
    with pytest.raises(DeviceFault) as caught:
        scard.check(code)
    assert caught.value.words == words


def test_other_codes_are_the_cards_or_the_ports() -> None:
    scard.check(0)
    with pytest.raises(scard.CardFault):
        scard.check(0x80100069)
    with pytest.raises(OSError):
        scard.check(0x80100017)


def test_without_pyscard_it_says_so() -> None:
    """In an interpreter of its own, in which pyscard cannot be imported."""
    script = (
        "import sys; sys.modules['smartcard'] = None\n"
        "from kiosk.devices.reader.pcsc import PcscReader\n"
        "from kiosk.devices.status import DeviceFault\n"
        "try: PcscReader(print, badge_key=bytes).open()\n"
        "except DeviceFault as fault: print(fault.words)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20)
    assert done.stdout == "pyscard-missing\n", done.stderr


def test_which_uids_last() -> None:
    assert all(is_lasting_uid(bytes([4]) * size) for size in (4, 7, 8, 10))
    assert not any(is_lasting_uid(uid) for uid in (b"", bytes(4), bytes.fromhex("08AABBCC"), bytes(range(5))))


def thread_names() -> list[str]:
    return [thread.name for thread in threading.enumerate()]
