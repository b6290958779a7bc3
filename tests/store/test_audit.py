"""The trail of what staff did: with what it tells of or not at all, and no change of it goes unseen."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kiosk.domain.hall import Words
from kiosk.domain.staff import Actor, StaffAction, StaffMember, StaffRole
from kiosk.store.audit import Audit, AuditRow, Broken
from kiosk.store.database import make_engine
from kiosk.store.tickets import Store
from kiosk.text import Catalogue
from tests.store.conftest import KEY, Clock, Opener

WANG = Actor(StaffMember(1, Words(zh="志愿者小王", en="Wang"), StaffRole.VOLUNTEER))


def written(store: Store, lines: int) -> Store:
    for n in range(lines):
        store.audit.note(WANG, StaffAction.LENT, f"wheelchair {n}")
    return store


def test_every_line_stands_as_it_was_written(ledger: Opener, clock: Clock) -> None:
    store = written(ledger(), 3)
    assert store.audit.verify() is None
    lines = store.audit.lines()
    first = lines[0]
    assert (first.n, first.staff_name, first.action, first.subject) == (
        1,
        "志愿者小王",
        "lent",
        "wheelchair 0",
    )
    assert lines[0].at == clock.now


def test_what_was_not_done_leaves_no_line(ledger: Opener) -> None:
    store = ledger()
    with pytest.raises(KeyError), store.audit.doing(WANG, StaffAction.LENT, "wheelchair 1"):
        raise KeyError("no such piece")
    assert store.audit.lines() == []


@pytest.mark.parametrize("subject", ["13800000000", "330802199001011234", "绿012 0570 1234567"])
def test_a_number_of_a_person_never_gets_in(ledger: Opener, subject: str) -> None:
    store = ledger()
    with pytest.raises(ValueError, match="number of a person"):
        store.audit.note(WANG, StaffAction.LENT, subject)
    assert store.audit.lines() == []


@pytest.mark.parametrize("change", ["UPDATE audit SET subject = 'x'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_it(ledger: Opener, change: str) -> None:
    store = written(ledger(), 2)
    with pytest.raises(DBAPIError, match="append-only"), store._engine.begin() as connection:
        connection.execute(text(change))
    assert store.audit.verify() is None


def without_triggers(store: Store, *changes: str) -> None:
    """What somebody does who has the database in their hands."""
    with store._engine.begin() as connection:
        if store._engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER append_only"))
        else:
            connection.execute(text("DROP TRIGGER IF EXISTS audit_no_update"))
            connection.execute(text("DROP TRIGGER IF EXISTS audit_no_delete"))
        for change in changes:
            connection.execute(text(change))


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        (("UPDATE audit SET subject = 'wheelchair 9' WHERE n = 2",), Broken(2, "changed")),
        (("UPDATE audit SET staff_name = 'X' WHERE n = 1",), Broken(1, "changed")),
        (("DELETE FROM audit WHERE n = 2",), Broken(2, "missing")),
        (("DELETE FROM audit WHERE n = 4",), Broken(4, "cut")),
        (("DELETE FROM audit",), Broken(1, "cut")),
        (
            ("DELETE FROM audit WHERE n = 2", "UPDATE audit SET n = n - 1 WHERE n > 2"),
            Broken(2, "changed"),
        ),
        (
            (
                "UPDATE audit SET n = 99 WHERE n = 2",
                "UPDATE audit SET n = 2 WHERE n = 3",
                "UPDATE audit SET n = 3 WHERE n = 99",
            ),
            Broken(2, "changed"),
        ),
    ],
)
def test_whoever_has_the_database_cannot_change_it_unseen(
    ledger_url: str, tmp_path: Path, clock: Clock, changes: tuple[str, ...], broken: Broken
) -> None:
    store = Store(
        make_engine(ledger_url),
        KEY,
        terminal="T1",
        series="绿",
        day_starts=0,
        folder=tmp_path,
        audit_head=tmp_path / "key.audit",
        now=clock,
    )
    written(store, 4)
    without_triggers(store, *changes)
    assert store.audit.verify() == broken
    store.close()


def test_a_power_cut_before_the_file_was_written_verifies(
    ledger_url: str, tmp_path: Path, clock: Clock
) -> None:
    head = tmp_path / "key.audit"
    engine = make_engine(ledger_url)
    audit = Audit(engine, KEY, "T1", clock, head)
    audit.note(WANG, StaffAction.LENT, "a 1")
    before = head.read_bytes()
    audit.note(WANG, StaffAction.LENT, "a 2")
    head.write_bytes(before)
    assert audit.verify() is None
    engine.dispose()


@pytest.mark.parametrize("damaged", [b"", b"2", b"\x00" * 67, b"x " + b"0" * 64 + b"\n", b"0 \xff\n"])
def test_a_damaged_file_is_told_and_stops_nobody(
    ledger_url: str, tmp_path: Path, clock: Clock, damaged: bytes
) -> None:
    head = tmp_path / "key.audit"
    engine = make_engine(ledger_url)
    audit = Audit(engine, KEY, "T1", clock, head)
    audit.note(WANG, StaffAction.LENT, "a 1")
    head.write_bytes(damaged)
    assert audit.verify() == Broken(2, "unproven")
    audit.note(WANG, StaffAction.LENT, "a 2")
    assert audit.verify() is None
    assert head.read_text().startswith("2 ")
    engine.dispose()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_action_has_words_for_whoever_reads_the_trail(language: str) -> None:
    catalogue = Catalogue()
    assert all(catalogue.text(f"audit-{action.value}", language) for action in StaffAction)


def test_another_key_proves_nothing(ledger_url: str, clock: Clock) -> None:
    engine = make_engine(ledger_url)
    Audit(engine, KEY, "T1", clock).note(WANG, StaffAction.LENT, "a 1")
    assert Audit(engine, bytes(32), "T1", clock).verify() == Broken(1, "changed")
    engine.dispose()


def test_each_terminal_has_a_chain_of_its_own(ledger: Opener) -> None:
    one, two = written(ledger("T1"), 2), written(ledger("T2"), 3)
    assert (len(one.audit.lines()), len(two.audit.lines())) == (2, 3)
    assert one.audit.verify() is None
    assert two.audit.verify() is None


def test_many_at_once_make_one_chain_and_the_file_goes_forward_only(
    ledger_url: str, tmp_path: Path, clock: Clock
) -> None:
    """As the kiosk and commands beside it."""
    head = tmp_path / "key.audit"
    errors: list[BaseException] = []

    def write() -> None:
        engine = make_engine(ledger_url)
        try:
            for n in range(10):
                Audit(engine, KEY, "T1", clock, head).note(WANG, StaffAction.LENT, f"a {n}")
        except BaseException as error:  # noqa: BLE001 - told by the test
            errors.append(error)
        finally:
            engine.dispose()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    engine = make_engine(ledger_url)
    audit = Audit(engine, KEY, "T1", clock, head)
    assert len(audit.lines()) == 40
    assert audit.verify() is None
    assert head.read_text().startswith("40 ")
    engine.dispose()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    which=st.integers(0, 3),
    column=st.sampled_from(["terminal", "staff_name", "action", "subject", "seal", "staff_id"]),
    value=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8),
)
def test_any_change_of_any_cell_is_seen(clock: Clock, which: int, column: str, value: str) -> None:
    """On the seal itself, without a database: rows as they would be read."""
    audit = Audit(make_engine("sqlite://"), KEY, "T1", clock)
    rows: list[AuditRow] = []
    seal = "0" * 64
    for n in range(1, 5):
        row = AuditRow(
            terminal="T1",
            n=n,
            at=clock.now,
            staff_id=1,
            staff_name="王",
            action="lent",
            subject=f"a {n}",
            seal="",
        )
        row.seal = seal = audit._seal(row, seal)
        rows.append(row)
    before = getattr(rows[which], column)
    changed = (len(value) + 1) if column == "staff_id" else value
    if changed == before:
        return
    setattr(rows[which], column, changed)
    seals = ["0" * 64, *(row.seal for row in rows)]
    assert any(audit._seal(row, seals[place]) != row.seal for place, row in enumerate(rows))
