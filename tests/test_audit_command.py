"""`kiosk audit verify` after lines were cut off, and commands beside a kiosk that goes on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk.domain.ticket import Group, HelpMode, PrintState
from kiosk.starting import load_config
from kiosk.store.issuing import NewTicket
from kiosk.store.opening import open_store
from tests.test_technician_commands import folder, kiosk

__all__ = ["folder"]


def test_a_line_that_was_cut_ends_with_one(folder: Path) -> None:
    kiosk("staff", "add", "志愿者小王", "Wang", config=folder)
    kiosk("staff", "remove", "1", config=folder)
    with closing(sqlite3.connect(folder / "kiosk.db")) as database:
        database.execute("DROP TRIGGER audit_no_delete")
        database.execute("DELETE FROM audit WHERE n = 2")
        database.commit()
    proved = kiosk("audit", "verify", config=folder)
    assert proved.returncode == 1
    assert "line 2 is cut; 1 lines in all" in proved.stderr


def test_a_command_leaves_the_ticket_alone_that_the_kiosk_is_printing(folder: Path) -> None:
    settings = load_config(folder).settings
    store = open_store(settings.store, settings.terminal)
    new = NewTicket(
        "a",
        errand="medical",
        help_mode=HelpMode.SEAT,
        needs=frozenset(),
        group=Group.ELDER,
        call=None,
    )
    ticket = store.issue(new)
    store.settle(ticket.id, PrintState.PRINTING)
    for words in (("staff", "list"), ("audit", "verify")):
        done = kiosk(*words, config=folder)
        assert done.returncode == 0, done.stderr
    assert store.ticket(ticket.id).print_state is PrintState.PRINTING
    store.close()
