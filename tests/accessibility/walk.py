"""Every reachable screen, in every look that changes it, in both languages and orientations, on the real window."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from PySide6.QtWidgets import QApplication

from kiosk.config import Config
from kiosk.domain.note import Ink
from kiosk.flows.board import PHRASE, TABS, WRITE, Talk, board_screen, heard
from kiosk.flows.frames import home_screen, working_screen
from kiosk.flows.phrases import STAFF_PHRASES, VISITOR_PHRASES
from kiosk.flows.profiles import PROFILES, SCHEMES, SIZES, Look
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Action, Screen, Waiting
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
CALLED_AT = time.monotonic() - 65.0  # for screens that count the time since a call
INK = Ink((((0.2, 0.2), (0.8, 0.2)), ((0.5, 0.1), (0.5, 0.9))))
ORIENTATIONS = {"portrait": "27 inch", "landscape": "27 inch landscape"}


@dataclass(frozen=True)
class Standing:
    """One page of one screen as it stands in the window now. Good until the next one is asked for.

    tab: of the board, '' elsewhere. answers: keys of all that stood on this page and on those before it.
    last: no other page or tab of this screen follows.
    """

    look: str
    language: str
    orientation: str
    page: int
    shell: Shell
    view: View
    tab: str = ""
    answers: frozenset[str] = frozenset()
    last: bool = True

    def __str__(self) -> str:
        page = f", page {self.page}" if self.page > 1 else ""
        tab = f", {self.tab}" if self.tab else ""
        return f"{self.view.id} ({self.look}, {self.language}, {self.orientation}{tab}{page})"


@cache
def catalogue() -> Catalogue:
    return Catalogue()


def actions(of: type[Action] = Action) -> list[type[Action]]:
    """Every kind of action that flows ask for, the general one first."""
    return [of, *(found for under in of.__subclasses__() for found in actions(under))]


def boards() -> list[Screen]:
    """The board while two people talk: sentences, figures and ink, on either side."""
    said: list[str | Ink] = [
        PHRASE + VISITOR_PHRASES[0][0],
        "other",
        PHRASE + STAFF_PHRASES[6][0],
        WRITE + "3",
    ]
    screens: list[Screen] = []
    talk = Talk()
    for answer in (*said, "say", "other", INK):
        talk = heard(talk, answer)
        screens.append(board_screen(talk))
    return screens


def views(look: Look, language: str) -> list[View]:
    """Every distinct screen as somebody with this look meets it."""
    own = [(home_screen(look), Kind.HOME)]
    own += [(settings_page(page, look, language), Kind.SETTINGS) for page in SETTINGS_PAGES]
    return [*_resolved(own, language, look), *_views_of_flows(language, look.read_all)]


@cache
def _views_of_flows(language: str, read_all: bool) -> tuple[View, ...]:
    """What no look changes but by reading more aloud: thousands of screens, resolved once for all looks."""
    own = {"home", *SETTINGS_PAGES}
    working = {action.working: working_screen(action) for action in actions()}
    screens: list[tuple[Screen, Kind | None]] = [(screen, Kind.WORKING) for screen in working.values()]
    screens += [(screen, kind) for screen, kind in SCREENS if screen.id not in own]
    screens += [(screen, None) for screen in boards()]
    return _resolved(screens, language, replace(PLAIN, read_all=read_all))


def _resolved(screens: Iterable[tuple[Screen, Kind | None]], language: str, look: Look) -> tuple[View, ...]:
    resolver = Resolver(catalogue(), language)
    found: dict[View, None] = {}
    for screen, kind in screens:
        view = resolver.view(
            screen,
            kind=kind,
            can_back=kind not in (Kind.HOME, Kind.WORKING),
            since=CALLED_AT if isinstance(screen, Waiting) else None,
            read_all=look.read_all,
        )
        found[view] = None
    return tuple(found)


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
        seen: set[str] = set()
        tabs = [key for key, _ in TABS] if view.kind is Kind.BOARD else [""]
        for tab in tabs:
            if tab:
                _press(shell, tab)
            for page in range(1, _pages(shell) + 1):
                if page > 1:
                    shell.body.options.next_page()
                seen |= {card.option.key for card in shell.body.options.cards}
                last = tab == tabs[-1] and page == _pages(shell)
                at = Standing(name, language, orientation, page, shell, view, tab, frozenset(seen), last)
                yield at
        if tabs[0]:
            _press(shell, tabs[0])  # the board keeps its tab


def _press(shell: Shell, key: str) -> None:
    """A card acts when the event loop has come round."""
    button = shell.option_button(key)
    assert button is not None, f"no {key} on {shell.view}"
    button.click()
    QApplication.processEvents()


def _pages(shell: Shell) -> int:
    """How many pages the answers that stand have: 下一页 says it, as 1 / 3."""
    button = shell.next_page_button()
    return int(button.accessibleName().rpartition("/")[2]) if button is not None else 1
