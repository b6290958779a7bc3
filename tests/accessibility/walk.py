"""Every reachable screen, in every look that changes it, in both languages and orientations, on the real window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from PySide6.QtWidgets import QApplication

from kiosk.config import Config
from kiosk.flows.frames import home_screen
from kiosk.flows.profiles import PROFILES, SCHEMES, SIZES, Look
from kiosk.flows.resolve import Resolver
from kiosk.flows.settings import SETTINGS_PAGES, settings_page
from kiosk.flows.view import Kind, View
from kiosk.text import LANGUAGES, Catalogue
from kiosk.ui.bar_words import BarWords, bar_words
from kiosk.ui.shell import Shell
from tests.flows.test_every_screen import SCREENS
from tests.ui.conftest import settings_for
from tests.ui.windows import discard

PLAIN = Look("dark", "normal")
LOOKS = {
    "plain": PLAIN,
    **{its.key: its.on(PLAIN) for its in PROFILES},
    **{size: replace(PLAIN, size=size) for size in SIZES if size != PLAIN.size},
    **{scheme: replace(PLAIN, scheme=scheme) for scheme in SCHEMES if scheme != PLAIN.scheme},
}
ORIENTATIONS = {"portrait": "27 inch", "landscape": "27 inch landscape"}


@dataclass(frozen=True)
class Standing:
    """One page of one screen as it stands in the window now. Good until the next one is asked for."""

    look: str
    language: str
    orientation: str
    page: int
    shell: Shell
    view: View

    def __str__(self) -> str:
        page = f", page {self.page}" if self.page > 1 else ""
        return f"{self.view.id} ({self.look}, {self.language}, {self.orientation}{page})"


@cache
def catalogue() -> Catalogue:
    return Catalogue()


def views(look: Look, language: str) -> list[View]:
    """Every distinct screen as somebody with this look meets it."""
    resolver = Resolver(catalogue(), language)
    own = {"home": (home_screen(look), Kind.HOME)} | {
        page: (settings_page(page, look, language), Kind.SETTINGS) for page in SETTINGS_PAGES
    }
    screens = [(screen, kind) for screen, kind in SCREENS if screen.id not in own]
    found: dict[View, None] = {}
    for screen, kind in [*own.values(), *screens]:
        can_back = kind is not Kind.HOME
        found[resolver.view(screen, kind=kind, can_back=can_back, read_all=look.read_all)] = None
    return list(found)


def one_of_each(found: Iterable[View]) -> list[View]:
    """The first of each screen id: what a look changes shows on one as on all."""
    return list({view.id: view for view in reversed(list(found))}.values())


def standing(
    looks: Iterable[str] = LOOKS,
    languages: Iterable[str] = LANGUAGES,
    orientations: Iterable[str] = ORIENTATIONS,
    *,
    every_view: bool = True,
) -> Iterator[Standing]:
    """Shows them one after the other. every_view: all of them, not only one of each screen's id."""
    if QApplication.instance() is None:
        raise RuntimeError("a window needs a QApplication first")
    for orientation in orientations:
        config = settings_for(ORIENTATIONS[orientation])
        shell = Shell(config.settings)
        try:
            for name in looks:
                for language in languages:
                    yield from _in_look(shell, config, name, language, orientation, every_view)
        finally:
            discard(shell)


def _in_look(
    shell: Shell, config: Config, name: str, language: str, orientation: str, every_view: bool
) -> Iterator[Standing]:
    look = LOOKS[name]
    shell.set_look(look)
    words: BarWords = bar_words(Resolver(catalogue(), language), config.hall)
    found = views(look, language)
    for view in found if every_view else one_of_each(found):
        shell.show_view(view, words)
        page, first = 1, shell.buttons[0].accessibleName() if shell.buttons else ""
        yield Standing(name, language, orientation, page, shell, view)
        while shell.next_page_button() is not None:
            shell.body.options.next_page()
            if shell.buttons[0].accessibleName() == first:
                break
            page += 1
            yield Standing(name, language, orientation, page, shell, view)
