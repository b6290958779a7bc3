"""无健康码通道 looks cards up at a real HTTP server and in a real roster file; no number is left anywhere."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from kiosk.domain.entry import EntryPolicy, Finding, Outcome, outcome_of
from kiosk.domain.identity import CardKind, Holder, Validity
from kiosk.entry_desk import EntryDesk
from kiosk.entry_sources import RosterSource, SourceDown, write_roster
from tests.store.test_calls_and_staff import Clock, open_at

NUMBER = "330802194803121224"
WANG = Holder(CardKind.RESIDENT, "王*", 78, Validity.VALID, needs_manual_check=False, key="ab" * 32)
KEY = b"k" * 32


def now() -> datetime:
    return datetime.now().astimezone()


class Health(BaseHTTPRequestHandler):
    answer: ClassVar[bytes] = b""
    status: ClassVar[int] = 200
    drip: ClassVar[float] = 0.0
    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Health.asked.append(json.loads(body)["number"])
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        for byte in self.answer:
            time.sleep(self.drip)
            try:
                self.wfile.write(bytes([byte]))
            except OSError:  # the kiosk has given up, as it should
                return

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def health() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Health)
    Health.status, Health.drip, Health.asked = 200, 0.0, []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/entry"
    server.shutdown()
    server.server_close()


def asked(policy: EntryPolicy) -> Outcome:
    desk = EntryDesk(policy, lambda: KEY)
    try:
        desk.begin(NUMBER, WANG)
        return desk.outcome(WANG.key)
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"found": True, "sampled_at": now().isoformat(), "name": "王*"}, Outcome.VALID),
        ({"found": True, "sampled_at": now().isoformat()}, Outcome.VALID),
        ({"found": True, "sampled_at": (now() - timedelta(hours=49)).isoformat()}, Outcome.EXPIRED),
        ({"found": True}, Outcome.NONE),
        ({"found": False}, Outcome.NOT_FOUND),
        ({"found": True, "sampled_at": now().isoformat(), "name": "李*"}, Outcome.MISMATCH),
    ],
)
def test_every_answer_of_the_service(health: str, answer: dict[str, object], outcome: Outcome) -> None:
    Health.answer = json.dumps(answer).encode()
    assert asked(EntryPolicy(on=True, url=health)) is outcome
    assert Health.asked == [NUMBER]


@pytest.mark.parametrize(("status", "answer"), [(500, b"{}"), (200, b"<html>"), (200, b"{}"), (404, b"")])
def test_E38_a_source_that_is_down_is_no_verdict(health: str, status: int, answer: bytes) -> None:
    Health.status, Health.answer = status, answer
    assert asked(EntryPolicy(on=True, url=health)) is Outcome.SOURCE_DOWN


def test_E38_nobody_is_listening() -> None:
    assert asked(EntryPolicy(on=True, url="http://127.0.0.1:9/entry")) is Outcome.SOURCE_DOWN


def test_a_slow_drip_keeps_nobody_waiting_longer_than_the_deadline(health: str) -> None:
    """Each byte comes in time; the whole does not."""
    Health.drip, Health.answer = 0.2, b" " * 60
    began = time.monotonic()
    assert asked(EntryPolicy(on=True, url=health, seconds=0.8)) is Outcome.SOURCE_DOWN
    assert time.monotonic() - began < 3


def test_the_switch_is_off_by_default_and_then_nobody_is_asked(health: str) -> None:
    assert asked(EntryPolicy(url=health)) is Outcome.SOURCE_DOWN
    assert Health.asked == []


def test_the_outcome_of_one_card_is_not_told_to_another(health: str) -> None:
    Health.answer = json.dumps({"found": False}).encode()
    desk = EntryDesk(EntryPolicy(on=True, url=health), lambda: KEY)
    desk.begin(NUMBER, WANG)
    assert desk.outcome("cd" * 32) is Outcome.SOURCE_DOWN
    desk.close()


def test_the_roster_holds_no_number(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    assert write_roster(roster, [(NUMBER, now().isoformat()), ("11010119900101001X", "")], KEY) == 2
    assert NUMBER not in roster.read_text()
    source = RosterSource(roster, KEY)
    found = source.ask(NUMBER)
    assert found is not None
    assert outcome_of(found, "王*", now(), 48) is Outcome.VALID
    assert source.ask("11010119900101001x") == Finding(None)
    assert source.ask("330802194803121232") is None
    assert RosterSource(roster, b"z" * 32).ask(NUMBER) is None
    with pytest.raises(SourceDown):
        RosterSource(tmp_path / "none.csv", KEY).ask(NUMBER)


def test_a_torn_roster_is_a_source_that_is_down(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    write_roster(roster, [(NUMBER, "2026-11-23T09:26:00+08:00")], KEY)
    roster.write_text(roster.read_text()[:70])
    with pytest.raises(SourceDown):
        RosterSource(roster, KEY).ask(NUMBER)


def test_a_result_from_tomorrow_is_none() -> None:
    """A clock that is wrong here or there must not make old news fresh."""
    assert outcome_of(Finding(now() + timedelta(days=1)), "王*", now(), 48) is Outcome.EXPIRED


def test_the_gates_log_has_a_minute_and_an_outcome_and_no_more(
    ledger_url: str, on_disk: Callable[[], bytes]
) -> None:
    clock = Clock()
    store = open_at(ledger_url, clock)
    store.entries.add(Outcome.SOURCE_DOWN)
    store.entries.add(Outcome.VALID)
    assert store.entries.counts()[Outcome.VALID] == 1
    store.close()
    assert clock.now.replace(second=0, microsecond=0).isoformat().encode() in on_disk()
