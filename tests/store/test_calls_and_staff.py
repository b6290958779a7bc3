"""Calls that survive a restart, staff and their badges, tickets found by their code, and the way from schema 0001."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.hall import Station, Words
from kiosk.domain.staff import StaffRole
from kiosk.domain.ticket import HelpMode
from kiosk.store.database import MIGRATIONS, make_engine, migrate
from kiosk.store.errors import BadgeTaken
from kiosk.store.issuing import NewTicket
from kiosk.store.tickets import Store

GUIDE = Station.model_validate(
    {"id": "guide", "role": "guide_desk", "name": {"zh": "台", "en": "desk"}, "floor": "1", "channel": 1}
)
WANG = Words(zh="志愿者小王", en="volunteer Xiao Wang")
NOON = datetime.fromisoformat("2026-11-23T12:00:00+08:00")


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def open_at(url: str, clock: Callable[[], datetime], key: bytes = b"k" * 32) -> Store:
    engine = make_engine(url)
    migrate(engine)
    return Store(engine, key, terminal="T1", series="绿", day_starts=0, folder=None, now=clock)


def test_what_became_of_a_call_is_written_and_read_back(ledger_url: str) -> None:
    clock = Clock()
    store = open_at(ledger_url, clock)
    call = store.new_call(CallReason.GUIDE, None).rung(GUIDE).acknowledged("志愿者小王")
    store.save_call(call)
    store.close()
    assert open_at(ledger_url, clock).call(call.id) == call


def test_open_calls_are_those_where_somebody_still_waits(ledger_url: str) -> None:
    clock = Clock()
    store = open_at(ledger_url, clock)
    ringing, coming, there = (store.new_call(CallReason.HELP, None).rung(GUIDE) for _ in range(3))
    store.save_call(ringing)
    store.save_call(coming.acknowledged("x"))
    store.save_call(there.arrived())
    assert [call.id for call in store.open_calls(timedelta(minutes=30))] == [ringing.id, coming.id]
    clock.now += timedelta(minutes=31)
    assert store.open_calls(timedelta(minutes=30)) == []


def test_a_badge_is_somebodys_and_only_theirs(ledger_url: str) -> None:
    staff = open_at(ledger_url, Clock()).staff
    wang = staff.add(WANG, StaffRole.VOLUNTEER, "ab" * 32)
    assert staff.by_badge("ab" * 32) == wang
    assert staff.by_badge("cd" * 32) is None
    with pytest.raises(BadgeTaken, match="小王"):
        staff.add(Words(zh="李", en="Li"), StaffRole.TECHNICIAN, "ab" * 32)
    staff.add(Words(zh="李", en="Li"), StaffRole.TECHNICIAN, None)
    assert [member.name.zh for member in staff.everybody()] == ["志愿者小王", "李"]
    staff.remove(wang.id)
    assert staff.by_badge("ab" * 32) is None


def test_a_ticket_is_found_by_its_code_on_its_day_only(ledger_url: str) -> None:
    clock = Clock()
    store = open_at(ledger_url, clock)
    ticket = store.issue(
        NewTicket("one", errand="medical", help_mode=HelpMode.SEAT, needs=frozenset(), group=None, call=None)
    )
    assert store.by_token(ticket.token) == ticket
    forged = ticket.token[:-1] + ("0" if ticket.token[-1] != "0" else "1")
    for wrong in (forged, "", "GC1", "https://example.org", ticket.token.lower(), ticket.token + " "):
        assert store.by_token(wrong) is None
    clock.now += timedelta(days=1)
    assert store.by_token(ticket.token) is None


def at_revision(engine: Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    step = command.upgrade if revision != "0001-" else command.downgrade
    step(config, revision.rstrip("-"))


def test_the_calls_of_the_first_schema_are_kept(bare_url: str) -> None:
    engine = make_engine(bare_url)
    at_revision(engine, "0001")
    with engine.begin() as connection:
        for number, state in enumerate(("ringing", "rung", "unreached", "closed"), 1):
            connection.execute(
                text("INSERT INTO calls VALUES (:n, 'help', 'guide', :state, 'T1', NULL, :at)"),
                {"n": number, "state": state, "at": NOON.isoformat()},
            )
    engine.dispose()
    store = open_at(bare_url, Clock())
    states = [store.call(number).state for number in (1, 2, 3, 4)]
    assert states == [CallState.RINGING, CallState.RINGING, CallState.UNREACHED, CallState.DONE]
    assert [store.call(number).attempts for number in (1, 2)] == [0, 1]
    store.close()
    at_revision(engine, "0001-")
    with engine.begin() as connection:
        old = connection.execute(text("SELECT state FROM calls ORDER BY id")).scalars().all()
    assert list(old) == ["ringing", "rung", "unreached", "closed"]


def test_no_state_that_nobody_knows_gets_into_the_ledger(ledger_url: str) -> None:
    store = open_at(ledger_url, Clock())
    store.new_call(CallReason.HELP, None)
    store.close()
    engine = make_engine(ledger_url)
    with pytest.raises(Exception, match="known_call_state"), engine.begin() as connection:
        connection.execute(text("UPDATE calls SET state = 'rung'"))
