"""Promises that hold on every reachable screen of every flow, in both languages."""

from __future__ import annotations

import pytest

from kiosk.domain.ticket import HelpMode
from kiosk.flows.emergency import emergency_by_touch
from kiosk.flows.entry_check import NoteEntry, entry_check
from kiosk.flows.found_ticket import scanned
from kiosk.flows.frames import CARD_LEFT, STILL_THERE, SURE, home_screen
from kiosk.flows.green_channel import green_channel
from kiosk.flows.profiles import Look
from kiosk.flows.registry import HOME, MORE, more
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import IssueTicket, Screen, Script, TicketReady, Trouble
from kiosk.flows.settings import SETTINGS_PAGES, settings_page
from kiosk.flows.ticket_face import ticket_face
from kiosk.flows.ticket_words import farewell, place
from kiosk.flows.view import Kind
from kiosk.flows.visit import Visit
from kiosk.flows.volunteer import help_here
from kiosk.text import LANGUAGES, Catalogue, digits_zh
from tests.flows.crawl import HALL, Found, every_screen, ticket_for

PLAIN = Look("dark", "normal")


def entry_up_to_the_ticket(visit: Visit) -> Script[None]:
    """What follows is the green channel, which is crawled by itself."""
    script, answer = entry_check(visit), None
    while True:
        step = script.send(answer)
        if isinstance(step, NoteEntry):
            return
        answer = yield step


FLOWS = dict.fromkeys(
    (
        *(entry.flow for entry in (*HOME, *MORE) if entry.flow is not more),
        entry_up_to_the_ticket,
        help_here,
        emergency_by_touch,
        scanned("GC1.T1.20261123.7.AAAA"),
    )
)
FOUND: list[Found] = [found for flow in FLOWS for found in every_screen(flow)]
FRAMES: list[tuple[Screen, Kind | None]] = [
    (home_screen(PLAIN), Kind.HOME),
    (STILL_THERE, None),
    (SURE, None),
    (CARD_LEFT, None),
    (next(every_screen(more)).screen, None),
    *((settings_page(page, PLAIN, "zh-CN"), Kind.SETTINGS) for page in SETTINGS_PAGES),
]
SCREENS = [(found.screen, None) for found in FOUND] + FRAMES
CATALOGUE = Catalogue()


def test_the_crawl_reaches_every_screen_of_the_main_job() -> None:
    ids = {found.screen.id for found in FOUND}
    assert {
        *("card", "card-check", "needs", "group", "errand", "help", "confirm", "farewell"),
        *("print-failed", "print-uncertain", "no-ticket", "called", "bell-failed", "volunteer", "thanks"),
        *("called-next", "called-answered", "called-answered-by", "nobody-answers", "found", "found-nothing"),
    } <= ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_has_all_its_words(language: str) -> None:
    resolver = Resolver(CATALOGUE, language)
    for screen, kind in SCREENS:
        view = resolver.view(screen, kind=kind)
        assert view.title and view.speech
        assert all(option.title and option.speech for option in view.options)
        assert all(line.text and line.speech for line in view.lines)


def test_no_screen_is_a_dead_end() -> None:
    assert all(screen.options for screen, _ in SCREENS)


def test_option_keys_are_unique_on_a_screen() -> None:
    for screen, _ in SCREENS:
        keys = [option.key for option in screen.options]
        assert len(keys) == len(set(keys)), screen.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_shown_is_spoken(language: str) -> None:
    """After a walk round the ring a listener has heard what is written (accessibility A1, T9)."""
    resolver = Resolver(CATALOGUE, language)
    for screen, kind in SCREENS:
        view = resolver.view(screen, kind=kind)
        heard = view.speech + "".join(
            "".join(resolver.position(place, len(view.options), option))
            for place, option in enumerate(view.options, 1)
        )
        heard = "".join(heard.split())
        for shown in (*(line.text for line in view.lines), *(option.title for option in view.options)):
            # Numbers and names of languages are written one way and said another.
            if any(char.isdigit() for char in shown) or shown in ("English", "中文"):
                continue
            assert "".join(shown.split()) in heard, (screen.id, shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", HelpMode)
def test_every_field_of_the_ticket_is_spoken(language: str, mode: HelpMode) -> None:
    """All that is needed to go on is heard, also by those who cannot read the paper (A22)."""
    resolver = Resolver(CATALOGUE, language)
    errand = HALL.errands[0]
    ticket = ticket_for(IssueTicket(errand.id, mode, frozenset(), None, None))
    face = ticket_face(ticket, HALL, resolver, reprint=0)
    heard = spoken_letters(resolver.view(farewell(HALL, ticket, errand, None, True, None)).speech)
    needed = (face.help_name, face.help_line, face.way, *face.next_steps, face.next_steps_title)
    for words in needed:  # the place is checked below, for its figures are spoken
        if any(char.isdigit() for char in words):
            continue
        assert spoken_letters(words) in heard, words
    for message, args in (
        ("farewell", {"series": "绿", "n": "007", "count": 2}),
        ("place", place(HALL, errand).args),
        ("farewell-hotline", {"hotline": HALL.hotline}),
        ("cash", {"place": HALL.cash_at}),
    ):
        assert spoken_letters(resolver.speech(message, args)) in heard, message


def spoken_letters(words: str) -> str:
    """Without spaces, stops and figures, which are written one way and said another."""
    return "".join(char for char in words if char.isalpha())


def test_chinese_speech_has_no_bare_figures() -> None:
    """007 must not be left to the engine: it is written out as digits or as a quantity."""
    resolver = Resolver(CATALOGUE, "zh-CN")
    for screen, kind in SCREENS:
        assert not any(
            char.isascii() and char.isalnum() for char in resolver.view(screen, kind=kind).speech
        ), screen.id


def test_the_number_stays_on_every_screen_about_it() -> None:
    """A visitor without paper can always read the number off the screen."""
    about = [screen for screen, _ in SCREENS if screen.id in ("farewell", "print-failed", "print-uncertain")]
    assert about
    assert all(isinstance(screen, TicketReady | Trouble) and screen.number == "绿007" for screen in about)


def test_the_group_is_never_read_back() -> None:
    resolver = Resolver(CATALOGUE, "zh-CN")
    for screen, _ in SCREENS:
        if screen.id in ("confirm", "farewell", "called", "print-failed", "print-uncertain"):
            view = resolver.view(screen)
            words = view.title + view.speech + "".join(line.text for line in view.lines)
            assert not any(group in words for group in ("老年", "残疾", "孕妇", "军人")), screen.id


def test_a_failed_bell_always_says_where_people_are() -> None:
    for found in every_screen(green_channel):
        if found.screen.id == "bell-failed":
            assert any(line.words.id == "bell-failed-go" for line in found.screen.lines)


def test_a_number_that_is_shown_is_spoken() -> None:
    """Also when the printer failed: who cannot see the paper cannot see the screen either."""
    resolver = Resolver(CATALOGUE, "zh-CN")
    for screen, _ in SCREENS:
        if isinstance(screen, TicketReady | Trouble) and screen.number:
            figures = digits_zh("".join(char for char in screen.number if char.isdigit()))
            assert figures in resolver.view(screen).speech, screen.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_ends_twice(language: str) -> None:
    resolver = Resolver(CATALOGUE, language)
    for screen, kind in SCREENS:
        speech = resolver.view(screen, kind=kind).speech
        assert not any(pair in speech for pair in ("。。", "。，", "..", ".,")), (screen.id, speech)
