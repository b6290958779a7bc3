"""What must hold on every screen, in every size, language and on every panel (accessibility B and C)."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.ui.cards import BarButton, Card, KioskButton
from kiosk.ui.pictures import WRAP, text_height
from kiosk.ui.shell import Shell
from kiosk.ui.theme import PALETTES, SIZES, Theme, contrast
from tests.ui.conftest import PANELS, MakeShell, config_for, show, views

LOOKS = [(panel, size, language) for panel in PANELS for size in SIZES for language in ("zh-CN", "en")]


def on_screen(widget: QWidget, shell: Shell) -> QRect:
    return QRect(widget.mapTo(shell, widget.rect().topLeft()), widget.size())


def touchable(button: KioskButton, shell: Shell) -> QRect:
    """The card without the room for its focus ring."""
    theme = shell.theme
    room = theme.ring_px + theme.ring_gap_px
    return on_screen(button, shell).adjusted(room, room, -room, -room)


@pytest.mark.parametrize(("panel", "size", "language"), LOOKS)
def test_targets_are_large_apart_and_on_the_screen(
    make_shell: MakeShell, panel: str, size: str, language: str
) -> None:
    shell = make_shell(panel, size=size)
    mm = 1 / shell.theme.px_per_mm
    for name, view in views(language).items():
        show(shell, view)
        buttons = [button for button in shell.buttons if button.isVisible()]
        assert buttons, name
        for button in buttons:
            area = touchable(button, shell)
            least = 20.0 if isinstance(button, Card) else 15.0
            assert min(area.width(), area.height()) * mm >= least - 0.5, (name, button.accessibleName())
            assert shell.rect().contains(on_screen(button, shell)), (name, button.accessibleName())
        for one, other in combinations(buttons, 2):
            gap = touchable(one, shell).adjusted(-1, -1, 1, 1)
            least_gap = round(3.0 * shell.theme.px_per_mm)
            assert not gap.adjusted(-least_gap, -least_gap, least_gap, least_gap).intersects(
                touchable(other, shell)
            ), (name, one.accessibleName(), other.accessibleName())


@pytest.mark.parametrize(("panel", "size", "language"), LOOKS)
def test_every_word_stands_whole(make_shell: MakeShell, panel: str, size: str, language: str) -> None:
    shell = make_shell(panel, size=size)
    for name, view in views(language).items():
        show(shell, view)
        for label in shell.findChildren(QLabel):
            if label.isVisible() and label.text() and label.wordWrap():
                assert label.height() >= text_height(label.font(), label.text(), label.width()), (
                    name,
                    label.text(),
                )
                assert on_screen(label, shell).bottom() <= shell._caption.y(), (name, label.text())
        body = shell._body
        for part in (body.number, body.lines, body.picture, body.elapsed):
            if part.isVisible():
                assert part.geometry().bottom() <= body.height(), (name, type(part).__name__)
                if not shell.theme.landscape and body.options.cards:
                    first = min(card.mapTo(body, card.rect().topLeft()).y() for card in body.options.cards)
                    assert part.geometry().bottom() <= first, (name, type(part).__name__)
        for card in shell.findChildren(Card):
            if card.isVisible():
                assert card.height() >= card.needed_height(card.width()), (name, card.option.title)


@pytest.mark.parametrize(("panel", "size", "language"), LOOKS)
def test_every_option_can_be_reached(make_shell: MakeShell, panel: str, size: str, language: str) -> None:
    """On the first page or by 下一页: none is lost, and no page has more than six unless they are toggles."""
    shell = make_shell(panel, size=size)
    for name, view in views(language).items():
        show(shell, view)
        seen: set[str] = set()
        for _ in range(12):
            cards = shell._body.options.cards
            seen |= {card.option.key for card in cards}
            if (more := shell.next_page_button()) is None or {option.key for option in view.options} <= seen:
                break
            assert isinstance(more, Card)
            shell._body.options.next_page()
        assert {option.key for option in view.options} <= seen, name


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("size", SIZES)
def test_type_is_never_under_its_floor(panel: str, size: str) -> None:
    for fit in (1.0, 0.8, 0.55):
        theme = Theme(config_for(panel).settings.screen, "dark", size, fit)
        for font in (theme.title_font, theme.option_font, theme.line_font, theme.hint_font):
            assert font.pixelSize() / theme.px_per_mm >= 7.9
        assert theme.small_font.pixelSize() / theme.px_per_mm >= 6.4


def test_larger_is_larger() -> None:
    screen = config_for("27 inch").settings.screen
    sizes = [Theme(screen, "dark", size).option_font.pixelSize() for size in SIZES]
    assert sizes == sorted(set(sizes))
    assert sizes[-1] >= 1.4 * sizes[0]


@pytest.mark.parametrize("scheme", PALETTES)
def test_contrast_of_every_pair_that_is_used(scheme: str) -> None:
    palette = PALETTES[scheme]
    text = 4.5 if scheme == "soft" else 7.0
    for ink in (palette.text, palette.quiet, palette.accent, palette.done, palette.danger):
        for ground in (palette.ground, palette.card):
            assert contrast(ink, ground) >= (3.0 if ink in (palette.accent, palette.done) else text), (
                ink,
                ground,
            )
    assert contrast(palette.on_accent, palette.accent) >= text
    assert contrast(palette.on_done, palette.done) >= min(text, 6.4)
    for ground in (palette.ground, palette.card):
        assert contrast(palette.line, ground) >= 3.0
        assert contrast(palette.ring, ground) >= 3.0
    if scheme != "soft":
        assert contrast(palette.text, palette.ground) >= 10


def test_the_contrast_formula_knows_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21, abs=0.01)


def test_captions_of_every_screen_fit_their_strip(make_shell: MakeShell) -> None:
    from kiosk.speech.announcer import sentences

    for size in SIZES:
        shell = make_shell(size=size)
        for language in ("zh-CN", "en"):
            for view in views(language).values():
                show(shell, view)
                for piece in sentences(view.speech):
                    assert shell.caption_fits(piece), (size, piece)


def test_bar_words_fit_their_buttons(make_shell: MakeShell) -> None:
    for panel, size, language in LOOKS:
        shell = make_shell(panel, size=size)
        show(shell, views(language)["errand"])
        for button in shell.findChildren(BarButton):
            font = button._font(shell.theme, touchable(button, shell).width())
            bounds = QFontMetrics(font).boundingRect(touchable(button, shell), WRAP, button.text())
            assert bounds.width() <= touchable(button, shell).width(), (panel, size, button.text())
