"""A whole visit whose number comes from PostgreSQL, and one whose server is killed in the middle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from kiosk.domain.ticket import PrintState
from kiosk.store.database import make_engine, migrate
from tests.faults.hall import Hall
from tests.journeys.test_journeys import HERE
from tests.ledgers import POSTGRESQL_ONLY
from tests.postgres import Postgres


@POSTGRESQL_ONLY
def test_a_scripted_visit_writes_to_it(ledger_url: str, tmp_path: Path) -> None:
    script = HERE / "elder-ticket.toml"
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "visit", str(script), "--out", str(tmp_path), "--ledger", ledger_url],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    engine = make_engine(ledger_url)
    with engine.connect() as connection:
        tickets = connection.execute(text("SELECT series, n, help_mode, print_state FROM tickets")).all()
        calls = connection.execute(text("SELECT reason, ticket_id FROM calls")).all()
    engine.dispose()
    assert tickets == [("绿", 1, "accompany", PrintState.PRINTED)]
    assert calls == [("accompany", 1)]


@pytest.mark.parametrize("sudden", [True, False], ids=["killed", "stopped"])
def test_a_server_that_goes_away_is_told_a_person_called_and_the_next_gets_a_number(
    qapp: QApplication, tmp_path: Path, sudden: bool
) -> None:
    server = Postgres(fsync=True)
    url = server.url(server.new_database())
    migrate(make_engine(url))
    hall = Hall(tmp_path, ledger=url)
    try:
        hall.until(lambda: hall.ready("bell"))
        hall.to_confirm()
        if sudden:
            server.kill()
        else:
            server.stop()
        hall.press("yes")
        told = hall.on("no-ticket")
        assert "系统正在恢复" in told.hint
        hall.press("call")
        hall.on("called")
        assert 1 in hall.rig.rung_channels
        hall.press("came")
        hall.on("home")
        server.start()
        hall.to_confirm()
        hall.press("yes")
        assert hall.on("farewell", 30).number == "绿001"
    finally:
        hall.close()
        server.remove()
