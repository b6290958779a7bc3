"""What must hold on every screen that stands: each check yields a sentence for each thing that is wrong.

The numbers are those of the requirements (requirements.toml), written here again: the theme is what is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel

from kiosk.flows.board import AS_IT_IS, UNDO_STROKE, WIPE
from kiosk.flows.resolve import Resolver
from kiosk.flows.view import View
from kiosk.ui.bar import BarButton
from kiosk.ui.cards import Card, KioskButton
from kiosk.ui.corner import StaffCorner
from kiosk.ui.pictures import Picture
from kiosk.ui.typeset import text_height, words_fit
from tests.accessibility.hearing import is_heard
from tests.accessibility.walk import LOOKS, Standing, catalogue

Check = Callable[[Standing], Iterator[str]]
ROUNDING_MM = 0.02
MAIN_EM_MM = {"compact": 6.5, "normal": 8.0, "large": 10.0, "huge": 12.0}  # B4
CAPITAL_MM = {"compact": 3.5, "normal": 4.8, "large": 6.4, "huge": 8.5}  # B3, lower ends
LEAST_EM_MM = 6.5
DRAWING_KEYS = {AS_IT_IS, UNDO_STROKE, WIPE}  # only while there is ink in the box
REACH_MM = (380.0, 1120.0)  # F1, F4


def in_window(button: KioskButton) -> QRect:
    return QRect(button.mapTo(button.window(), QPoint(0, 0)), button.size())


def aimed_at(button: KioskButton) -> QRect:
    """The card without the room for its focus ring."""
    assert button.theme is not None
    return button.frame(button.theme).toRect().translated(button.mapTo(button.window(), QPoint(0, 0)))


def least_mm(at: Standing, button: KioskButton) -> float:
    """C1, C3, C4: height of 20 mm for answers (26 mm for unsteady hands), 15 mm (20 mm) for the bar and the corner."""
    steady = LOOKS[at.look].steady
    if isinstance(button, Card):
        return 26.0 if steady else 20.0
    return 15.0 if isinstance(button, BarButton | StaffCorner) and not steady else 20.0


def touch_size(at: Standing) -> Iterator[str]:
    """As high as least_mm says, and 20 mm wide."""
    px_per_mm = at.shell.theme.px_per_mm
    for button in at.shell.buttons:
        tall, wide = aimed_at(button).height() / px_per_mm, aimed_at(button).width() / px_per_mm
        least = least_mm(at, button)
        if tall < least - ROUNDING_MM or wide < 20.0 - ROUNDING_MM:
            yield f"{button.accessibleName()} is {wide:.1f} x {tall:.1f} mm, at least 20 x {least:g} expected"


def touch_gap(at: Standing) -> Iterator[str]:
    """C2, C5: 3.2 mm from touch area to touch area, 6 mm for unsteady hands; nothing leaves the window."""
    least = 6.0 if LOOKS[at.look].steady else 3.2
    for button in at.shell.buttons:
        if not at.shell.rect().contains(in_window(button)):
            yield f"{button.accessibleName()} leaves the window"
    for one, other in combinations(at.shell.buttons, 2):
        a, b = in_window(one), in_window(other)
        apart = (
            max(a.left() - b.right(), b.left() - a.right(), a.top() - b.bottom(), b.top() - a.bottom()) - 1
        )
        if apart / at.shell.theme.px_per_mm < least - ROUNDING_MM and not _curtain(at, one, other):
            yield (
                f"{one.accessibleName()} and {other.accessibleName()} are "
                f"{apart / at.shell.theme.px_per_mm:.1f} mm apart, at least {least:g} expected"
            )


def _curtain(at: Standing, *buttons: KioskButton) -> bool:
    """The one button of a black screen lies over others, which are found by listening and not by aiming."""
    return LOOKS[at.look].curtain and at.shell.buttons[-1] in buttons


def type_size(at: Standing) -> Iterator[str]:
    """B1 to B4: height of Chinese characters and of capitals, in mm."""
    theme = at.shell.body.theme
    assert theme is not None
    size = theme.floor or theme.size
    texts = [
        (label.text(), label.font().pixelSize(), label)
        for label in at.shell.body.findChildren(QLabel)
        if label.text() and not label.isHidden()
    ]
    for text, px, label in texts:
        em = px / theme.px_per_mm
        capital = QFontMetricsF(label.font()).capHeight() / theme.px_per_mm
        if em < MAIN_EM_MM[size] - ROUNDING_MM or capital < CAPITAL_MM[size] - ROUNDING_MM:
            yield f"{text!r} is {em:.1f} mm high, its capitals {capital:.1f} mm; {MAIN_EM_MM[size]:g} expected"
    for button in at.shell.buttons:
        if isinstance(button, Card | BarButton | StaffCorner):
            em = button.smallest_px / theme.px_per_mm
            least = MAIN_EM_MM[size] if isinstance(button, Card) else LEAST_EM_MM
            if em < least - ROUNDING_MM:
                yield f"{button.accessibleName()} is {em:.1f} mm high, {least:g} expected"


def nothing_cut(at: Standing) -> Iterator[str]:
    """B14: no word is clipped, broken or covered."""
    theme = at.shell.body.theme
    assert theme is not None
    parts = [
        part for part in at.shell.findChildren(QLabel) if part.isVisibleTo(at.shell) and part.width() > 0
    ]
    for part in parts:
        if isinstance(part, Picture):
            frame = part.parentWidget() is at.shell
            needed = part.needed_height(part.width(), at.shell.frame_theme if frame else theme)
            name = part.accessibleName() or type(part).__name__
        else:
            needed = text_height(part.font(), part.text(), part.width()) if part.text() else 0
            name = part.text()
            if not words_fit(part.font(), part.text(), part.width()):
                yield f"a word of {name!r} is too wide"
        if part.height() < needed:
            yield f"{name!r} has {part.height()} px of the {needed} px that it needs"
    for card in at.shell.body.options.cards:
        if card.height() < card.needed_height(card.width()) or not card.words_stand(card.width()):
            yield f"the words of {card.accessibleName()} do not stand in their card"
    for button in at.shell.buttons:
        if isinstance(button, BarButton) and not button.words_stand:
            yield f"{button.text()} does not stand in the bar"


def names(at: Standing) -> Iterator[str]:
    """T5: everything that can be pressed has a name of its own."""
    found = [button.accessibleName() for button in at.shell.buttons]
    if not all(found):
        yield "a button has no name"
    for name in {name for name in found if found.count(name) > 1}:
        yield f"two buttons are called {name}"
    for name in found:
        if "&" in name or any(ord(char) >= 0x1F000 for char in name):
            yield f"{name} has a mnemonic or a picture in its name"


def ring(at: Standing) -> Iterator[str]:
    """D1, D2, B11: every button once, in reading order, and round again; exactly one has the ring."""
    shell = at.shell
    if sum(button.ring for button in shell.buttons) != 1:
        yield "not exactly one button has the focus ring"
    start = next(button for button in shell.buttons if button.ring)
    seen: list[KioskButton] = []
    for _ in shell.buttons:
        seen.append(next(button for button in shell.buttons if button.ring))
        shell.move_focus(1)
    if len({id(button) for button in seen}) != len(shell.buttons):
        yield "the ring does not come by every button once"
    if not start.ring:
        yield "the ring does not come round"
    cards = [button for button in shell.buttons if isinstance(button, Card)]
    places = [(in_window(card).y(), in_window(card).x()) for card in cards]
    if places != sorted(places):
        yield "the ring does not go from top to bottom"
    if shell.theme.ring_px / shell.theme.px_per_mm < 1.0 - ROUNDING_MM:
        yield "the ring is thinner than 1 mm"


def spoken(at: Standing) -> Iterator[str]:
    """A1: after arriving and a walk round the ring, a listener has heard what is written.

    On the board the remark that was just made is said instead of the question, which is said with the next turn. The
    words above a number (绿色通道) are not said: its first character says them.
    """
    yield from _unheard(at.view, at.language)


@cache
def _unheard(view: View, language: str) -> tuple[str, ...]:
    """The same in every look and on every page."""
    resolver = Resolver(catalogue(), language)
    options = [
        "".join(resolver.position(place, len(view.options), option))
        for place, option in enumerate(view.options, 1)
    ]
    heard = "。".join((view.speech, *options))
    shown = [view.title, view.hint]
    if view.remarks and not is_heard(view.title, view.speech, language):
        shown = [resolver.aloud(view.remarks[-1].pieces[-1:])]
    shown += [view.number, view.elapsed_label, view.step.text if view.step else ""]
    shown += [line.text for line in view.lines]
    shown += [words for option in view.options for words in (option.title, option.hint)]
    found = [f"{text!r} is shown and never spoken" for text in shown if not is_heard(text, heard, language)]
    if view.step and view.speech.count(view.step.speech) != 1:
        found.append("the step is not said once")
    return tuple(found)


def ways(at: Standing) -> Iterator[str]:
    """F9, B13, and no dead end: an answer, the way back, 叫人帮忙 and 大小颜色 in their places."""
    for name, what in (("help", "nobody can be called"), ("settings", "size and colours cannot be changed")):
        button = at.shell.bar_button(name)
        if button is None or not button.isEnabled() or button not in at.shell.buttons:
            yield f"{what} from here"
    if at.view.kind != "working" and not at.view.options:
        yield "there is no answer here"
    back = at.shell.bar_button("back")
    if at.view.can_back and (back is None or not back.isEnabled()):
        yield "the way back does not act"


def few_answers(at: Standing) -> Iterator[str]:
    """F6: at most six answers a page, three for those who take their time; the home screen stands whole."""
    cards = at.shell.body.options.cards
    answers = [card for card in cards if at.shell.body.options.place(card.option)[0]]
    most = 3 if LOOKS[at.look].slow else 6
    counted = [card for card in answers if not card.option.compact]
    if len(counted) > (6 if at.view.kind == "home" else most):
        yield f"{len(counted)} answers on one screen, at most {most} expected"


def every_answer(at: Standing) -> Iterator[str]:
    """F6: paging hides nothing: every answer stands on one of the pages, or on one of the board's tabs."""
    if at.last:
        wanted = {option.key for option in at.view.options} - DRAWING_KEYS
        yield from (f"{key} stands on no page" for key in sorted(wanted - at.answers))


def reach(at: Standing) -> Iterator[str]:
    """F1, F4: with 坐着用 everything a visitor touches is from 380 to 1120 mm above the floor.

    The corner is for staff, who have a badge and a key too.
    """
    if not LOOKS[at.look].low:
        return
    screen, px_per_mm = at.shell.theme.screen, at.shell.theme.px_per_mm
    for button in at.shell.buttons:
        if isinstance(button, StaffCorner):
            continue
        box = in_window(button)
        top = screen.bottom_edge_mm + (at.shell.height() - box.top()) / px_per_mm
        bottom = screen.bottom_edge_mm + (at.shell.height() - box.bottom()) / px_per_mm
        if top > REACH_MM[1] + 1 or bottom < REACH_MM[0]:
            yield f"{button.accessibleName()} is {bottom:.0f} to {top:.0f} mm above the floor"


CHECKS: dict[str, Check] = {
    "touch-size": touch_size,
    "touch-gap": touch_gap,
    "type-size": type_size,
    "nothing-cut": nothing_cut,
    "names": names,
    "ring": ring,
    "spoken": spoken,
    "ways": ways,
    "few-answers": few_answers,
    "every-answer": every_answer,
    "reach": reach,
}
