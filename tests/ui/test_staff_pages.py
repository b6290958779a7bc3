"""The pages of loans, visits and cash help stand whole on every panel, full of rows, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.flows.desk.screen import Desk
from kiosk.flows.profiles import Look
from kiosk.flows.resolve import Resolver
from kiosk.text import LANGUAGES, Catalogue
from kiosk.ui.shell import Shell
from tests.flows.desk import test_cash, test_loans, test_visits
from tests.ui.conftest import PANELS, settings_for, words
from tests.ui.windows import discard

A_GAP_PX = (
    4  # of the air between a list and the pad: nothing is cut (loans in English, with a note, 21.5 inch wide)
)


def filled() -> Iterator[tuple[str, Desk]]:
    """Each with its lists, its form and a note at the top."""
    loans = test_loans.page()
    loans.press("thing", thing="glasses-1")
    loans.press("lend", tag="2")
    yield "loans", loans.desk
    visits = test_visits.page()
    visits.press("assign", row="7")
    yield "visits", visits.desk
    visits.press("new")
    visits.press("book", phone=test_visits.PHONE)
    yield "booking", visits.desk
    cash = test_cash.page()
    cash.press("take", ticket="1")
    yield "cash", cash.desk


@pytest.fixture(params=list(PANELS))
def window(request: pytest.FixtureRequest, application: QApplication) -> Iterator[Shell]:
    shell = Shell(settings_for(request.param).settings)
    shell.set_look(Look("light", "normal"))
    shell.show()
    yield shell
    discard(shell)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_stands_whole(window: Shell, language: str) -> None:
    for name, page in filled():
        window.show_view(Resolver(Catalogue(), language).view(page), words(language))
        QApplication.processEvents()
        too_tall = window.body.desk.overflow
        assert too_tall <= A_GAP_PX, f"{name}: {too_tall} px too tall"
