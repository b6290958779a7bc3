"""Every text of every reachable screen is read as it is meant, through the real voice."""

from __future__ import annotations

import pytest

from kiosk.flows.resolve import Resolver
from kiosk.speech.phonemes import unreadable
from kiosk.text import LANGUAGES, Catalogue
from tests.flows.test_every_screen import SCREENS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_is_spoken_is_read_right(language: str) -> None:
    resolver = Resolver(Catalogue(), language)
    texts: set[str] = set()
    for screen, kind in SCREENS:
        view = resolver.view(screen, kind=kind)
        texts.add(view.speech)
        for place, option in enumerate(view.options, 1):
            texts.update(filter(None, resolver.position(place, len(view.options), option)))
    wrong = {text: reason for text in sorted(texts) if (reason := unreadable(text, language))}
    assert wrong == {}
