"""The words that belong to no screen, in the visitor's language: the fixed bar and the cards a screen adds."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.hall import Hall
from kiosk.flows.resolve import Resolver
from kiosk.ui.screens.options import PageWords
from kiosk.ui.screens.sign import SignWords


@dataclass(frozen=True)
class BarWords:
    """hall: its name for the header. staff: for the corner beside it. pages: for cards that a screen adds by itself.

    curtain, curtain_open: on a black screen, and on the button that lifts it.
    """

    hall: str
    back: str
    repeat: str
    settings: str
    emergency: str
    help: str
    staff: str
    pages: PageWords
    curtain: str
    curtain_open: str

    @property
    def bar(self) -> dict[str, str]:
        """By the button's name, from left to right."""
        return {
            "back": self.back,
            "repeat": self.repeat,
            "settings": self.settings,
            "emergency": self.emergency,
            "help": self.help,
        }


def bar_words(words: Resolver, hall: Hall) -> BarWords:
    """In the resolver's language. Raises MissingText."""
    pages = PageWords(
        words.text("bar-next-page"),
        words.text("bar-done"),
        words.text("bar-none"),
        words.text("focus-chosen"),
        SignWords(words.text("sign-pause"), words.text("sign-play"), words.text("sign-again")),
    )
    return BarWords(
        hall=hall.name.of(words.language),
        back=words.text("bar-back"),
        repeat=words.text("bar-repeat"),
        settings=words.text("bar-settings"),
        emergency=words.text("bar-emergency"),
        help=words.text("bar-help"),
        staff=words.text("desk-staff"),
        pages=pages,
        curtain=words.text("curtain"),
        curtain_open=words.text("curtain-open"),
    )
