"""The ledger's promises: one intent one ticket, one number once, every ticket settled."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.ticket import PrintState
from kiosk.store import issuing
from kiosk.store import tickets as tickets_module
from kiosk.store.database import make_engine
from kiosk.store.errors import IllegalChange, StoreUnavailable
from kiosk.store.privacy import read_token
from kiosk.store.tables import CallRow, OutboxRow, TicketRow
from tests.ledgers import SQLITE_ONLY
from tests.store.conftest import KEY, Clock, Opener, issue


def test_the_first_number_of_a_day_is_one(ledger: Opener) -> None:
    store = ledger()
    assert [str(issue(store, f"visit-{n}").number) for n in range(3)] == ["绿001", "绿002", "绿003"]


def test_the_same_intent_gives_the_same_ticket(ledger: Opener) -> None:
    store = ledger()
    first = issue(store, "one tap", call=CallReason.ACCOMPANY)
    again = issue(store, "one tap", call=CallReason.ACCOMPANY)
    assert again == first
    assert str(issue(store, "another").number) == "绿002"


def test_number_call_and_message_are_one_transaction(ledger: Opener) -> None:
    store = ledger()
    ticket = issue(store, "a", call=CallReason.ACCOMPANY)
    with Session(store._engine) as session:
        call = session.scalars(select(CallRow)).one()
        assert (call.ticket_id, call.state) == (ticket.id, CallState.RINGING)
        assert session.scalars(select(OutboxRow)).one().ticket_id == ticket.id
    assert ticket.call_id == call.id


def test_a_call_that_cannot_be_written_leaves_no_ticket(
    ledger: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ledger()

    def broken(*_: object) -> None:
        raise IntegrityError("calls", {}, Exception("broken"))

    monkeypatch.setattr(issuing, "call_row", broken)
    with pytest.raises(IntegrityError):
        issue(store, "a", call=CallReason.HELP)
    monkeypatch.undo()
    assert str(issue(store, "b").number) == "绿001"


def test_people_ahead_are_those_with_the_same_errand(ledger: Opener) -> None:
    store = ledger()
    assert issue(store, "a").people_ahead == 0
    assert issue(store, "b", errand="gas").people_ahead == 0
    assert issue(store, "c").people_ahead == 1


def test_a_print_that_failed_is_printed_again_with_the_same_number(ledger: Opener) -> None:
    store = ledger()
    ticket = issue(store, "a")
    assert store.begin_print(ticket.id) == 0
    store.end_print(ticket.id, PrintState.FAILED)
    assert store.begin_print(ticket.id) == 1
    store.end_print(ticket.id, PrintState.PRINTED)
    again = store.ticket(ticket.id)
    assert (again.number, again.print_state, again.reprints) == (ticket.number, PrintState.PRINTED, 1)


def test_an_impossible_change_is_refused(ledger: Opener) -> None:
    store = ledger()
    ticket = issue(store, "a")
    with pytest.raises(IllegalChange, match="reserved"):
        store.end_print(ticket.id, PrintState.PRINTED)


def test_what_was_printing_when_the_power_went_is_uncertain_until_a_person_says(ledger: Opener) -> None:
    before = ledger()
    reserved, printing, printed = (issue(before, name) for name in "abc")
    before.begin_print(printing.id)
    before.begin_print(printed.id)
    before.end_print(printed.id, PrintState.PRINTED)
    after = ledger()
    assert {ticket.id for ticket in after.settle_at_start()} == {reserved.id, printing.id}
    assert after.settle_at_start() == []
    after.settle(reserved.id, PrintState.VOID)
    after.settle(printing.id, PrintState.PRINTED)
    assert after.unsettled() == []


def test_another_terminals_ticket_is_not_ours_to_settle(ledger: Opener) -> None:
    issue(ledger("T2"), "theirs")
    assert ledger("T1").settle_at_start() == []


def test_two_terminals_share_one_series(ledger: Opener) -> None:
    one, two = ledger("T1"), ledger("T2")
    assert [str(issue(store, str(n)).number) for n, store in enumerate((one, two, one))] == [
        "绿001",
        "绿002",
        "绿003",
    ]


def test_a_new_day_begins_at_one_and_at_the_hour_that_is_configured(ledger: Opener, clock: Clock) -> None:
    store = ledger(day_starts=4)
    issue(store, "a")
    clock.now += timedelta(hours=18)  # three at night: still the same business day
    assert str(issue(store, "b").number) == "绿002"
    clock.now += timedelta(hours=2)
    ticket = issue(store, "c")
    assert str(ticket.number) == "绿001"
    assert ticket.business_day.day == 24


def test_a_clock_that_jumps_back_never_gives_a_number_twice(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    issue(store, "a")
    clock.now = clock.now.replace(year=1970)
    ticket = issue(store, "b")
    assert (str(ticket.number), ticket.business_day.year) == ("绿002", 2026)
    with Session(store._engine) as session:
        assert session.get_one(TicketRow, ticket.id).time_doubtful
    clock.now = clock.now.replace(year=2026)
    assert str(issue(store, "c").number) == "绿003"


def test_a_clock_that_jumps_far_ahead_is_doubted(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    issue(store, "a")
    clock.now += timedelta(days=3)
    with Session(store._engine) as session:
        assert not session.get_one(TicketRow, issue(store, "after the week-end").id).time_doubtful
    clock.now += timedelta(days=500)
    with Session(store._engine) as session:
        assert session.get_one(TicketRow, issue(store, "b").id).time_doubtful


def test_the_number_grows_past_999(ledger: Opener) -> None:
    store = ledger()
    issue(store, "a")
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE tickets SET n = 999"))
    assert str(issue(store, "b").number) == "绿1000"


def test_the_ticket_is_signed_and_the_token_names_nobody(ledger: Opener) -> None:
    ticket = issue(ledger(), "a")
    fields = read_token(KEY, ticket.token)
    assert fields is not None
    assert (fields.n, fields.terminal) == (1, "T1")
    assert read_token(KEY, ticket.token.replace(".1.", ".2.")) is None
    assert read_token(bytes(32), ticket.token) is None


def count(store_engine: Engine) -> int:
    with Session(store_engine) as session:
        return session.scalar(select(func.count()).select_from(TicketRow)) or 0


def numbers_of_threads(issue_one: Callable[[str], str], threads: int, each: int) -> list[str]:
    given: list[str] = []
    lock = threading.Lock()

    def work(name: int) -> None:
        for n in range(each):
            number = issue_one(f"{name}-{n}")
            with lock:
                given.append(number)

    workers = [threading.Thread(target=work, args=(name,)) for name in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return given


def test_four_at_once_get_four_different_numbers(ledger: Opener) -> None:
    store = ledger()
    given = numbers_of_threads(lambda intent: str(issue(store, intent).number), threads=4, each=50)
    assert len(given) == 200
    assert len(set(given)) == 200


def test_the_same_harness_finds_the_duplicates_of_a_default_transaction(tmp_path: Path) -> None:
    """The control: without BEGIN IMMEDIATE the numbers really do collide, so the test above can fail."""
    engine = create_engine(f"sqlite:///{tmp_path / 'control.db'}", connect_args={"timeout": 10})
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (n INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))
    barrier = threading.Barrier(4)

    def naive(_intent: str) -> str:
        with engine.begin() as connection:
            n = connection.execute(text("SELECT n FROM counter")).scalar_one() + 1
            barrier.wait(10)  # all four have read before the first writes
            connection.execute(text("UPDATE counter SET n = :n"), {"n": n})
        return str(n)

    assert numbers_of_threads(naive, threads=4, each=1) == ["1"] * 4


@SQLITE_ONLY
def test_every_connection_syncs_fully(ledger: Opener) -> None:
    """PostgreSQL's settings: test_postgresql.py."""
    engine = ledger()._engine
    for _ in range(3):
        engine.dispose()
        with engine.connect() as connection:
            pragma = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("synchronous", "journal_mode", "foreign_keys", "secure_delete")
            }
        assert pragma == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1}


@SQLITE_ONLY
def test_a_full_disk_gives_no_number_and_loses_none(ledger: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's disk is its administrator's; it tells a full one as an OperationalError like any other."""
    store = ledger()
    issue(store, "a")
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine = make_engine(str(store._engine.url))
    full = tickets_module.Store(
        engine, KEY, terminal="T1", series="绿", day_starts=0, folder=None, now=store._now
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    failed = 0
    for n in range(2000):  # until the pages that are free in the file are used up
        try:
            issue(full, f"full-{n}")
        except StoreUnavailable as error:
            assert "full" in str(error)
            failed += 1
            break
    assert failed == 1
    engine.dispose()
    given = count(store._engine)
    assert str(issue(store, "after").number) == f"绿{given + 1:03d}"


def test_too_little_free_space_is_told_before_a_number_is_given(
    ledger: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ledger()
    monkeypatch.setattr(tickets_module, "LEAST_FREE_BYTES", 10**18)
    with pytest.raises(StoreUnavailable, match="free"):
        issue(store, "a")
    monkeypatch.undo()
    assert str(issue(store, "a").number) == "绿001"


def test_a_second_start_does_not_load_alembic(tmp_path: Path) -> None:
    start = (
        "import sys; from pathlib import Path; from kiosk.config import StoreSettings, TerminalSettings\n"
        "from kiosk.store.opening import open_store\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "open_store(StoreSettings(url=f'sqlite:///{folder}/k.db', key_file=folder / 'key'), TerminalSettings())\n"
        "print('alembic' in sys.modules)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=True, timeout=60)
        for _ in range(2)
    ]
    assert [run.stdout.strip() for run in runs] == ["True", "False"]


def test_terminals_with_series_of_their_own_count_apart(ledger: Opener) -> None:
    one, two = ledger("T1", series="甲"), ledger("T2", series="乙")
    given = [str(issue(store, str(n)).number) for n, store in enumerate((one, two, two, one))]
    assert given == ["甲001", "乙001", "乙002", "甲002"]


def test_the_code_of_one_terminal_is_read_at_another(ledger: Opener) -> None:
    ours, theirs = issue(ledger("T1", series="甲"), "a"), issue(ledger("T2", series="乙"), "b")
    assert ours.number.n == theirs.number.n
    for terminal in ("T1", "T2", "T3"):
        assert ledger(terminal).by_token(ours.token) == ours
        assert ledger(terminal).by_token(theirs.token) == theirs


def test_a_series_that_is_changed_during_the_day_gives_no_code_twice(ledger: Opener) -> None:
    before, after = issue(ledger("T1", series="甲"), "a"), issue(ledger("T1", series="乙"), "b")
    assert before.token != after.token
    assert ledger("T1").by_token(before.token) == before
    assert ledger("T1").by_token(after.token) == after


def test_a_wrong_clock_at_one_terminal_leaves_the_others_numbers_alone(ledger: Opener, clock: Clock) -> None:
    right, wrong = ledger("T1"), ledger("T2")
    issue(right, "a")
    issue(wrong, "b")
    today = clock.now
    clock.now = today - timedelta(days=3)
    late = issue(wrong, "c")
    clock.now = today
    assert (late.number.n, late.business_day) == (3, today.date())
    assert issue(right, "d").number.n == 4
