"""A staff badge on a real pcscd opens the desk over a visit, and closes it when it is taken away."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.app import application
from kiosk.devices.simulators.chip_desk import BADGE_UID, ChipDesk
from kiosk.domain.hall import Words
from kiosk.domain.staff import StaffRole
from kiosk.flows.view import Kind
from kiosk.store.privacy import load_or_create_key
from kiosk.store.tickets import Store
from tests.faults.hall import Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    assert isinstance(application(), QApplication)
    made = Hall(tmp_path, cards=True)
    store = ledger(made)
    key = load_or_create_key(made.config.settings.store.key_file)
    badge = hmac.new(key, BADGE_UID, hashlib.sha256).hexdigest()
    store.staff.add(Words(zh="志愿者小王", en="Wang"), StaffRole.VOLUNTEER, badge)
    yield made
    made.close()


def ledger(hall: Hall) -> Store:
    assert hall.kiosk.parts is not None
    return hall.kiosk.parts._store.get()


def chips(hall: Hall) -> ChipDesk:
    assert hall.rig.chips is not None
    return hall.rig.chips


def up(hall: Hall) -> str:
    return hall.seen[-1].id


def test_laid_down_it_opens_and_taken_away_it_closes(hall: Hall) -> None:
    hall.kiosk.runner.answer("no_card")
    hall.until(lambda: up(hall) == "needs")
    chips(hall).insert("badge", next(iter(hall.rig.personas)))
    hall.until(lambda: hall.seen[-1].kind is Kind.DESK)
    desk = hall.seen[-1].desk
    assert desk
    assert desk.who == "志愿者小王"
    chips(hall).remove()
    hall.until(lambda: up(hall) == "needs")
    hall.until(
        lambda: [line.action for line in ledger(hall).audit.lines()][-2:] == ["signed_in", "signed_out"]
    )
