"""A call ends with a person: rung in the policy's order, passed on, answered, taken up after a restart.

The bell is a real relay board's simulator on a pty, the ledger a real SQLite file.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from kiosk.calls import CallDesk
from kiosk.config import Config, StoreSettings, TerminalSettings, load
from kiosk.device_settings import DeviceSettings
from kiosk.devices.bell.driver import Bell
from kiosk.devices.bell.lcus import LcusBell
from kiosk.devices.reader.events import BadgeTapped, CardProblem, CardRemoved, CardTrouble, ChipSeen
from kiosk.devices.simulators.relay import RelaySimulator
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.supervisor import Supervised
from kiosk.devices.transport import SerialTransport
from kiosk.domain.call import CallReason, CallState
from kiosk.domain.hall import CallPolicy, Hall, Station, Words
from kiosk.domain.staff import StaffRole
from kiosk.flows.script import Called, CallNews, CallPerson, Failed
from kiosk.late import Late
from kiosk.parts import Listeners, Parts
from kiosk.store.opening import open_store
from kiosk.store.tickets import Store
from kiosk.text import Catalogue

SOON = CallPolicy.model_construct(answer=0.3, arrive=0.5, emergency_answer=0.3, emergency_arrive=0.5)
NEVER = CallPolicy.model_construct(answer=60.0, arrive=60.0, emergency_answer=60.0, emergency_arrive=60.0)
WANG = Words(zh="志愿者小王", en="volunteer Xiao Wang")
CONFIG = Path(__file__).parents[1] / "config"


def station(name: str, role: str, channel: int, ack_input: int | None = None) -> Station:
    return Station.model_validate(
        {
            "id": name,
            "role": role,
            "name": Words(zh=name, en=name),
            "floor": "1",
            "channel": channel,
            "ack_input": ack_input,
        }
    )


STATIONS = (
    station("leader", "duty_leader", 3),
    station("guide", "guide_desk", 1, ack_input=1),
    station("volunteers", "volunteer", 2, ack_input=2),
    station("signers", "sign_language", 4),
)


def hall_with(calls: CallPolicy) -> Hall:
    return load(CONFIG).hall.model_copy(update={"stations": STATIONS, "calls": calls})


class Desk:
    """A desk with its bell and its ledger, and all the news it told."""

    def __init__(self, folder: Path, wire: PtyWire, relay: RelaySimulator, calls: CallPolicy) -> None:
        self.relay = relay
        self.news: list[CallNews] = []
        self._told = threading.Condition()
        store = StoreSettings(url=f"sqlite:///{folder / 'kiosk.db'}", key_file=folder / "key")
        self.store: Late[Store] = Late(lambda: open_store(store, TerminalSettings.model_validate({})))
        self.bell: Supervised[Bell] = Supervised(
            LcusBell(SerialTransport(wire.path, 9600), 4), lambda _: None
        )
        self.desk = CallDesk(hall_with(calls), self.store, self.bell, self._tell)
        self.bell.start()
        self.desk.start()
        self.until(lambda: self.bell.status.ready)

    def _tell(self, news: CallNews) -> None:
        with self._told:
            self.news.append(news)
            self._told.notify_all()

    def until(self, ready: Callable[[], bool]) -> None:
        with self._told:
            for _ in range(500):
                if ready():
                    return
                self._told.wait(0.02)
        raise AssertionError(f"news: {self.news}; rung: {self.rung}")

    def told(self, *states: CallState) -> None:
        self.until(lambda: [news.state for news in self.news] == list(states))

    @property
    def rung(self) -> list[int]:
        """Channels as they were switched on, a pattern's repeats as one."""
        channels = [frame["channel"] for frame in self.relay.log if frame["on"]]
        return [c for place, c in enumerate(channels) if place == 0 or channels[place - 1] != c]

    def call(self, reason: CallReason = CallReason.GUIDE, again: int = 0) -> Called:
        answer = self.desk.ring(CallPerson(reason, again=again))
        assert isinstance(answer, Called)
        return answer

    def close(self) -> None:
        self.desk.stop()
        self.bell.driver.hush()
        self.bell.stop()
        self.store.get().close()


@pytest.fixture
def make(tmp_path: Path) -> Generator[Callable[[CallPolicy], Desk]]:
    desks: list[Desk] = []
    with PtyWire() as wire, RelaySimulator(wire, 4) as relay:

        def made(calls: CallPolicy) -> Desk:
            desks.append(Desk(tmp_path, wire, relay, calls))
            return desks[-1]

        yield made
        for desk in desks:
            desk.close()


Make = Callable[[CallPolicy], Desk]


def test_nobody_answers_every_station_is_rung_and_the_visitor_is_told(make: Make) -> None:
    desk = make(SOON)
    called = desk.call()
    assert called.station.zh == "guide"
    desk.told(CallState.RINGING, CallState.RINGING, CallState.UNREACHED)
    assert desk.rung == [1, 2, 3]
    assert [news.station.zh for news in desk.news] == ["volunteers", "leader", "leader"]
    assert desk.store.get().call(called.call_id).state is CallState.UNREACHED


def test_a_pressed_button_stops_the_ringing(make: Make) -> None:
    desk = make(NEVER)
    called = desk.call()
    desk.desk.acknowledge_input(1)
    desk.told(CallState.ACKNOWLEDGED)
    assert desk.news[0].station.zh == "guide"
    written = desk.store.get().call(called.call_id)
    assert (written.state, written.attempts) == (CallState.ACKNOWLEDGED, 1)


def test_a_button_of_another_station_says_nothing(make: Make) -> None:
    desk = make(NEVER)
    desk.call()
    desk.desk.acknowledge_input(2)
    desk.desk.acknowledge_input(9)
    desk.desk.acknowledge_channel(3)
    assert desk.news == []


def test_a_paging_host_answers_for_the_receiver_that_was_rung(make: Make) -> None:
    desk = make(NEVER)
    desk.call()
    desk.desk.acknowledge_channel(1)
    desk.told(CallState.ACKNOWLEDGED)


def test_two_calls_two_presses_the_older_first(make: Make) -> None:
    desk = make(NEVER)
    first, second = desk.call(), desk.call()
    desk.desk.acknowledge_input(1)
    desk.desk.acknowledge_input(1)
    desk.told(CallState.ACKNOWLEDGED, CallState.ACKNOWLEDGED)
    assert [news.call_id for news in desk.news] == [first.call_id, second.call_id]


def test_who_answered_and_does_not_come_is_not_waited_for_for_ever(make: Make) -> None:
    desk = make(SOON)
    desk.call()
    desk.desk.acknowledge_input(1)
    desk.told(CallState.ACKNOWLEDGED, CallState.RINGING, CallState.RINGING, CallState.UNREACHED)
    assert desk.rung == [1, 2, 3]


def test_an_interpreter_is_rung_before_the_guide_desk(make: Make) -> None:
    desk = make(NEVER)
    assert desk.call(CallReason.INTERPRETER).station.zh == "signers"
    assert desk.call(CallReason.HELP).station.zh == "guide"


def test_the_visitor_calls_again_and_the_next_station_rings(make: Make) -> None:
    desk = make(NEVER)
    called = desk.call()
    stations = [desk.call(again=called.call_id).station.zh for _ in range(3)]
    assert stations == ["volunteers", "leader", "guide"]
    assert len(desk.desk.open_calls) == 1


@pytest.mark.parametrize(("came", "state"), [(True, CallState.ARRIVED), (False, CallState.CANCELLED)])
def test_the_visitors_word_ends_it(make: Make, came: bool, state: CallState) -> None:
    desk = make(SOON)
    called = desk.call()
    desk.desk.end(called.call_id, came=came)
    desk.told(state)
    assert desk.desk.open_calls == []
    assert desk.store.get().call(called.call_id).state is state
    desk.desk.end(called.call_id, came=came)  # a second tap
    assert len(desk.news) == 1


def test_a_badge_at_the_terminal_is_an_arrival(make: Make) -> None:
    desk = make(NEVER)
    desk.call()
    desk.desk.arrived(WANG)
    desk.told(CallState.ARRIVED)
    assert desk.news[0].by == WANG


def test_a_restart_takes_the_call_up_where_it_was(make: Make) -> None:
    before = make(NEVER)
    called = before.call()
    assert before.call(again=called.call_id).station.zh == "volunteers"
    before.desk.stop()
    before.bell.driver.hush()
    before.bell.stop()
    after = make(NEVER)
    after.told(CallState.RINGING)
    assert after.news[0].station.zh == "volunteers"
    assert after.rung == [1, 2]
    assert [call.id for call in after.desk.open_calls] == [called.call_id]
    after.desk.acknowledge_input(2)
    after.told(CallState.RINGING, CallState.ACKNOWLEDGED)


def test_no_ledger_the_bell_rings_all_the_same(make: Make) -> None:
    desk = make(NEVER)
    ledger = desk.store.get()
    desk.store._made.clear()
    desk.store._make = lambda: (_ for _ in ()).throw(OSError("no disk"))
    called = desk.call()
    assert called.call_id < 0
    assert desk.call(again=called.call_id).station.zh == "volunteers"
    desk.desk.acknowledge_input(2)
    desk.told(CallState.ACKNOWLEDGED)
    desk.store._made.append(ledger)


def test_no_bell_is_told_and_calling_again_later_works(make: Make) -> None:
    desk = make(NEVER)
    desk.relay.unplug()
    desk.until(lambda: not desk.bell.status.ready)
    assert isinstance(desk.desk.ring(CallPerson(CallReason.HELP)), Failed)
    desk.relay.plug()
    desk.until(lambda: desk.bell.status.ready)
    assert desk.call(CallReason.HELP).station.zh == "guide"


def test_a_bell_that_is_lost_between_two_stations_is_told(make: Make) -> None:
    desk = make(SOON)
    desk.call()
    desk.relay.unplug()
    desk.told(CallState.UNREACHED)


def test_a_badge_taken_away_is_not_the_visitors_card(tmp_path: Path) -> None:
    """Two readers: the identity card lies on one while a volunteer's badge comes and goes on the other."""
    news: list[object] = []
    config = load(CONFIG)
    store = config.settings.store.model_copy(
        update={"url": f"sqlite:///{tmp_path / 'kiosk.db'}", "key_file": tmp_path / "key"}
    )
    terminal = config.settings.terminal.model_copy(update={"state_file": tmp_path / "devices.json"})
    devices = DeviceSettings.model_validate({})
    changed = config.settings.model_copy(update={"store": store, "terminal": terminal, "devices": devices})
    parts = Parts(
        Config(changed, config.hall), Catalogue(), Listeners(news.append, lambda _: None, lambda _: None)
    )
    try:
        badge = "ab" * 32
        opened = parts._store.get()
        opened.staff.add(WANG, StaffRole.VOLUNTEER, badge)
        parts.desk._new(CallPerson(CallReason.HELP), "")
        parts._chip_event(BadgeTapped(badge))
        parts._chip_event(CardRemoved())
        assert news == []
        assert parts.desk.open_calls == [], "the volunteer has arrived"
        parts._chip_event(BadgeTapped("cd" * 32))
        assert news == [CardTrouble(CardProblem.NOT_AN_IDENTITY_CARD)]
        parts._chip_event(ChipSeen("ef" * 32))
        parts._chip_event(CardRemoved())
        assert news[1:] == [CardTrouble(CardProblem.NAME_LOCKED), CardRemoved()]
    finally:
        parts.stop()
