"""Every check can fail: a screen that passes is spoiled in one way, and the check that is there for it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.flows.resolve import Resolver
from kiosk.ui.bar_words import bar_words
from kiosk.ui.cards import Card
from kiosk.ui.shell import Shell
from tests.accessibility.checks import CHECKS, Check, in_window
from tests.accessibility.pixels import pixel_contrast
from tests.accessibility.walk import CALLED_AT, LOOKS, Standing, catalogue, views
from tests.ui.conftest import settings_for
from tests.ui.windows import discard

ALL: dict[str, Check] = {**CHECKS, "pixel-contrast": pixel_contrast}


@dataclass(frozen=True)
class Spoiling:
    """check: what must find it. how: spoils the screen that stands. screen, look: where."""

    check: str
    how: Callable[[Standing], object]
    screen: str = "errand"
    look: str = "plain"


def cards(at: Standing) -> list[Card]:
    return [button for button in at.shell.buttons if isinstance(button, Card)]


def shrink(at: Standing) -> None:
    card = cards(at)[0]
    card.resize(card.width(), round(18 * at.shell.theme.px_per_mm))


def shrink_for_unsteady_hands(at: Standing) -> None:
    """Large enough for everybody else."""
    card = cards(at)[0]
    tall = 22 * at.shell.theme.px_per_mm + 2 * at.shell.theme.ring_room_px
    card.resize(card.width(), round(tall))


def move_together(at: Standing) -> None:
    first, second = cards(at)[:2]
    second.move(first.x(), first.y() + first.height() - 2)


def move_out(at: Standing) -> None:
    card = cards(at)[0]
    card.move(card.x() - at.shell.width(), card.y())


def small_title(at: Standing) -> None:
    font = at.shell.body.title.font()
    font.setPixelSize(round(7.0 * at.shell.theme.px_per_mm))
    at.shell.body.title.setFont(font)


def clip(at: Standing) -> None:
    title = at.shell.body.title
    title.resize(title.width(), title.height() // 2)


def clip_a_card(at: Standing) -> None:
    card = cards(at)[0]
    card.resize(card.width() // 4, card.height())


def same_name(at: Standing) -> None:
    cards(at)[0].setAccessibleName(cards(at)[1].accessibleName())


def two_rings(at: Standing) -> None:
    at.shell.buttons[1].set_ring(True)


def swap_places(at: Standing) -> None:
    """The eye and the ring no longer go the same way."""
    first, last = cards(at)[0], cards(at)[-1]
    places = first.pos(), last.pos()
    first.move(places[1])
    last.move(places[0])


def out_of_order(name: str) -> Callable[[Standing], None]:
    def spoil(at: Standing) -> None:
        button = at.shell.bar_button(name)
        assert button is not None
        button.setEnabled(False)

    return spoil


def out_of_reach(at: Standing) -> None:
    card = cards(at)[0]
    card.move(card.x(), card.y() - in_window(card).top())


def pale_title(at: Standing) -> None:
    at.shell.body.title.setStyleSheet("color: #3a3f48")


def pale_second_line(at: Standing) -> None:
    """The title beside it keeps its strong ink."""
    title, below = cards(at)[0].words_boxes()
    veil = QWidget(cards(at)[0])
    veil.setGeometry(below)
    veil.setStyleSheet("background: rgba(23, 29, 38, 215)")
    veil.show()
    assert not title.intersects(below)


SPOILINGS: dict[str, Spoiling] = {
    "a card of 18 mm": Spoiling("touch-size", shrink),
    "a card of 22 mm for unsteady hands": Spoiling("touch-size", shrink_for_unsteady_hands, look="unsteady"),
    "two cards that touch": Spoiling("touch-gap", move_together),
    "a card beside the window": Spoiling("touch-gap", move_out),
    "a title of 7 mm": Spoiling("type-size", small_title),
    "a title cut in half": Spoiling("nothing-cut", clip),
    "a card too narrow for its words": Spoiling("nothing-cut", clip_a_card),
    "a button without a name": Spoiling("names", lambda at: cards(at)[0].setAccessibleName("")),
    "two buttons of one name": Spoiling("names", same_name),
    "two focus rings": Spoiling("ring", two_rings),
    "a ring against the reading order": Spoiling("ring", swap_places),
    "help out of order": Spoiling("ways", out_of_order("help")),
    "size and colours out of order": Spoiling("ways", out_of_order("settings")),
    "no way back": Spoiling("ways", out_of_order("back")),
    "a button above the reach of a seated visitor": Spoiling("reach", out_of_reach, look="seated"),
    "a pale title": Spoiling("pixel-contrast", pale_title),
    "a pale second line": Spoiling("pixel-contrast", pale_second_line, screen="help"),
}
# What is said is part of the view: changes of the view that a listener does not hear.
UNHEARD: dict[str, tuple[str, dict[str, object]]] = {
    "title": ("needs", {"title": "别的标题"}),
    "title with figures": ("errand", {"title": "到 7 号窗口"}),
    "hint": ("needs", {"hint": "没有念的小字"}),
    "number": ("farewell", {"number": "绿008"}),
    "time since a call": ("called", {"elapsed_label": "别人已通知", "since": CALLED_AT}),
    "remark": ("board-staff", {"speech": "请讲。"}),
}


@pytest.fixture
def stand(application: QApplication) -> Iterator[Callable[[str, str], Standing]]:
    """Shows a screen in a look, on a window of its own."""
    config = settings_for("27 inch")
    shell = Shell(config.settings)

    def shown(screen: str, look: str) -> Standing:
        shell.set_look(LOOKS[look])
        found = [view for view in views(LOOKS[look], "zh-CN") if view.id == screen]
        view = next((view for view in found if view.remarks), found[0])
        shell.show_view(view, bar_words(Resolver(catalogue(), "zh-CN"), config.hall))
        answers = frozenset(option.key for option in view.options)
        return Standing(look, "zh-CN", "portrait", 1, shell, view, answers=answers)

    yield shown
    discard(shell)


@pytest.mark.parametrize("what", SPOILINGS)
def test_the_check_fires(stand: Callable[[str, str], Standing], what: str) -> None:
    its = SPOILINGS[what]
    at = stand(its.screen, its.look)
    assert list(ALL[its.check](at)) == []
    its.how(at)
    assert list(ALL[its.check](at)) != []


@pytest.mark.parametrize("what", UNHEARD)
def test_what_is_shown_and_not_said_is_found(stand: Callable[[str, str], Standing], what: str) -> None:
    screen, changes = UNHEARD[what]
    at = stand(screen, "plain")
    assert list(CHECKS["spoken"](at)) == []
    assert list(CHECKS["spoken"](replace(at, view=replace(at.view, **changes)))) != []


def test_what_is_said_twice_or_stands_on_no_page_is_found(stand: Callable[[str, str], Standing]) -> None:
    at = stand("needs", "plain")
    assert at.view.step is not None
    twice = replace(at.view, speech=at.view.speech + at.view.step.speech)
    assert list(CHECKS["spoken"](replace(at, view=twice))) == ["the step is not said once"]
    assert list(CHECKS["every-answer"](at)) == []
    assert list(CHECKS["every-answer"](replace(at, answers=frozenset())))


def test_an_answer_too_many_and_a_dead_end_are_found(stand: Callable[[str, str], Standing]) -> None:
    at = stand("help", "plain")
    assert list(CHECKS["few-answers"](at)) == []
    assert list(CHECKS["few-answers"](replace(at, look="unhurried")))
    assert list(CHECKS["ways"](replace(at, view=replace(at.view, options=()))))


def test_every_check_is_seen_to_fire() -> None:
    by_hand = {"spoken", "every-answer", "few-answers"}
    assert {its.check for its in SPOILINGS.values()} | by_hand == set(ALL)
