"""Looking at a page changes nothing: a page that wrote would tell itself of a change, over and over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.desk.hands import DeskHands
from kiosk.desk_previews import LEADER, stand
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.access import Handed
from kiosk.flows.desk.desk import PAGES, desk
from kiosk.flows.desk.screen import TAB, Desk, DeskAction, Pressed, Refresh
from kiosk.flows.visit import Visit
from kiosk.late import Late
from tests.flows.crawl import HALL
from tests.store.conftest import Opener, issue


class RealHands(DeskHands):
    """On the real ledger, whoever asks."""

    def do(self, action: DeskAction, intent: str) -> object:
        return super().do(replace(action, by=Actor(LEADER)), intent)


@pytest.fixture
def hands(ledger: Opener) -> Iterator[tuple[RealHands, Opener]]:
    made = RealHands(Late(ledger), HALL, lambda: bytes(32))
    yield made, ledger
    made.close()


@pytest.mark.parametrize("tab", list(PAGES))
def test_looking_at_a_page_is_no_change(hands: tuple[RealHands, Opener], tab: DeskTab) -> None:
    its, ledger = hands
    store = ledger()
    issue(store, "a")
    told = desk(Visit(HALL), LEADER, Handed())
    stand(told, next(told), its)
    stand(told, told.send(Pressed(TAB + tab)), its)
    changes = store.changes()
    changes.wait(0)
    for _ in range(3):
        page = stand(told, told.send(Refresh()), its)
        assert isinstance(page, Desk)
        assert page.tab == TAB + tab
    assert not changes.wait(0.7)
    changes.close()
