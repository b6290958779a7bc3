"""The pages of difficulties, of the round and of the figures stand whole on every panel, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.flows.profiles import Look
from kiosk.flows.resolve import Resolver
from kiosk.text import LANGUAGES, Catalogue
from kiosk.ui.cards import Card
from kiosk.ui.leader_previews import leader_screens
from kiosk.ui.screens.chart import ChartPicture, wanted_height
from kiosk.ui.shell import Shell
from kiosk.ui.typeset import text_height
from tests.ui.conftest import CONFIG, PANELS, settings_for, words
from tests.ui.windows import discard


@pytest.fixture(params=list(PANELS))
def window(request: pytest.FixtureRequest, application: QApplication) -> Iterator[Shell]:
    shell = Shell(settings_for(request.param).settings)
    shell.set_look(Look("light", "normal"))
    shell.show()
    yield shell
    discard(shell)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_stands_whole(window: Shell, language: str) -> None:
    resolver = Resolver(Catalogue(), language)
    for name, screen in leader_screens(CONFIG.hall):
        window.show_view(resolver.view(screen), words(language))
        QApplication.processEvents()
        desk = window.body.desk
        assert desk.overflow == 0, f"{name}: {desk.overflow} px too tall"
        for picture in desk.findChildren(ChartPicture):
            if picture.isVisibleTo(window):
                bars, theme = picture.shown
                needed = wanted_height(bars, picture.width(), theme)
                assert picture.height() >= needed * 0.95, f"{name}: {picture.accessibleName()} is squeezed"
        for label in desk.findChildren(QLabel):
            if label.isVisibleTo(window) and label.text():
                tall = text_height(label.font(), label.text(), label.width())
                assert tall <= label.height() + 1, f"{name}: {label.text()} is cut"
        for card in desk.findChildren(Card):
            if card.isVisibleTo(window):
                assert desk.rect().contains(card.geometry()), f"{name}: {card.option.title} is outside"
