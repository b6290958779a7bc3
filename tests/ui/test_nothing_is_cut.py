"""No word is clipped, elided or covered, on any screen, in any size or language, on any panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from kiosk.flows.profiles import Look
from kiosk.speech.announcer import sentences
from kiosk.ui.bar import BarButton
from kiosk.ui.cards import Card
from kiosk.ui.icons import icon
from kiosk.ui.pictures import Picture
from kiosk.ui.shell import Shell
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import arranged, text_height, words_fit
from kiosk.ui.wording import NumberCard
from tests.ui.conftest import CONFIG, Shown, settings_for, views, words
from tests.ui.windows import discard


def parts(shell: Shell) -> list[QWidget]:
    """All that stands on the screen, as the visitor sees it."""
    kinds = (QLabel, Picture, Card, BarButton)
    return [
        part for part in shell.findChildren(QWidget) if isinstance(part, kinds) and part.isVisibleTo(shell)
    ]


def box(part: QWidget) -> QRect:
    return QRect(part.mapTo(part.window(), QPoint(0, 0)), part.size())


def test_every_part_has_the_room_its_words_need(screens: Iterator[Shown]) -> None:
    for shown in screens:
        theme = shown.shell.body.theme
        assert theme is not None
        for part in parts(shown.shell):
            if isinstance(part, QLabel) and not isinstance(part, Picture):
                needed = text_height(part.font(), part.text(), part.width())
                assert words_fit(part.font(), part.text(), part.width()), (
                    f"{shown}: {part.text()} is too wide"
                )
            elif isinstance(part, Card):
                needed = part.needed_height(part.width())
                assert part.words_stand(part.width()), f"{shown}: a word of {part.option.title} is too wide"
            elif isinstance(part, BarButton):
                needed = part.needed_height(part.width(), shown.shell.frame_theme)
                assert part.words_stand, f"{shown}: {part.text()} is too wide"
            else:
                assert isinstance(part, Picture)
                chrome = part.parentWidget() is shown.shell
                needed = part.needed_height(part.width(), shown.shell.frame_theme if chrome else theme)
            assert part.height() >= needed, (
                f"{shown}: {type(part).__name__} has {part.height()}, needs {needed}"
            )


def test_nothing_covers_anything(screens: Iterator[Shown]) -> None:
    for shown in screens:
        standing = [(part, box(part)) for part in parts(shown.shell)]
        for part, its in standing:
            assert shown.shell.rect().contains(its), f"{shown}: {type(part).__name__} leaves the window"
        for (one, a), (other, b) in combinations(standing, 2):
            assert not a.intersects(b), f"{shown}: {type(one).__name__} lies on {type(other).__name__}"


def test_there_is_no_scroll_bar(shell: Shell) -> None:
    assert not shell.findChildren(QScrollArea)


def test_every_spoken_sentence_stands_whole_in_the_captions(screens: Iterator[Shown]) -> None:
    for shown in screens:
        for sentence in sentences(shown.view.speech):
            shown.shell.set_caption(sentence)
            assert shown.shell.caption_fits(sentence), f"{shown}: {sentence}"


@pytest.mark.parametrize("number", ["绿007", "绿128", "快999", "A001"])
def test_the_whole_number_is_painted(application: QApplication, number: str) -> None:
    """Pixels, not metrics: the ink on the card is as high as the ink of the number set with room to spare."""
    theme = Theme(CONFIG.settings.screen, "dark", "normal")
    window = QWidget()
    card = NumberCard(window)
    card.show_number("", number, "", theme)
    card.resize(960, card.needed_height(960, theme))
    free = QPainterPath()
    free.addText(0, 0, card.number_font(960, theme), number)
    inked = ink_of(card.grab().toImage(), QColor(theme.colours.accent), within=theme.length(4))
    assert abs(inked.height() - free.boundingRect().height()) <= 4
    assert abs(inked.width() - free.boundingRect().width()) <= 4


def ink_of(image: QImage, colour: QColor, within: int) -> QRect:
    """The box of all pixels near `colour`, leaving out `within` px at the edges, where the frame is."""
    inked = QRect()
    for y in range(within, image.height() - within):
        for x in range(within, image.width() - within):
            pixel = image.pixelColor(x, y)
            if abs(pixel.red() - colour.red()) < 60 and abs(pixel.blue() - colour.blue()) < 60:
                inked = inked.united(QRect(x, y, 1, 1))
    return inked


def test_two_lines_break_where_a_reader_pauses(application: QApplication) -> None:
    font = Theme(CONFIG.settings.screen, "dark", "normal").line_font
    sentence = "坐右手边的无障碍电梯上二楼，出电梯左转，直走到底"
    text, width = arranged(font, sentence, font.pixelSize() * 20)
    assert text == "坐右手边的无障碍电梯上二楼，\n出电梯左转，直走到底"
    assert text_height(font, text, width) == text_height(font, sentence, font.pixelSize() * 20)


def test_no_last_line_has_a_single_character(application: QApplication) -> None:
    font = Theme(CONFIG.settings.screen, "dark", "normal").line_font
    text, width = arranged(font, "请工作人员帮您把号码写在纸上再拿好", font.pixelSize() * 16 + 2)
    assert width <= font.pixelSize() * 10
    assert text_height(font, text, width) == 2 * text_height(font, "字", 1000)


def test_a_long_hall_name_is_broken_and_not_cut(application: QApplication) -> None:
    window = Shell(settings_for("21.5 inch").settings)
    window.set_look(Look("dark", "huge"))
    name = "浙江省衢州市柯城区人民政府政务服务中心办事大厅东区"
    window.show_view(views("zh-CN")["home"], replace(words("zh-CN"), hall=name))
    label = window.header.hall
    assert label.height() >= text_height(label.font(), name, label.width())
    discard(window)


def test_an_icon_is_drawn_once_and_kept(application: QApplication) -> None:
    assert icon("ticket", 64, "#FFFFFF") is icon("ticket", 64, "#FFFFFF")
    picture = QImage(64, 64, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    painter.drawPixmap(0, 0, icon("ticket", 64, "#FFD23F"))
    painter.end()
    inked = {
        picture.pixelColor(x, y).name()
        for x in range(64)
        for y in range(64)
        if picture.pixelColor(x, y).alpha() > 250
    }
    assert "#ffd23f" in inked
