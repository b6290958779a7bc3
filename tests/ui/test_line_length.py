"""No line of a screen is longer than 24 characters in the largest type, counted as it is laid out.

A full-width character counts 1, a half-width one 1/2. Source: issue 5. Captions are left out: they follow the voice
sentence by sentence, over the whole width of the panel, and have a test of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from kiosk.flows.profiles import Look
from kiosk.ui.shell import Shell
from kiosk.ui.typeset import arranged
from kiosk.ui.wording import Lines
from tests.ui.conftest import PANELS, settings_for, views, words
from tests.ui.windows import discard

MOST = 24.0


def length(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text.rstrip())


def laid_out(font: QFont, text: str, width: int) -> Iterator[str]:
    """The lines of a text as Qt breaks it at this width in px."""
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            yield paragraph[line.textStart() : line.textStart() + line.textLength()]
        layout.endLayout()


def lines_on(shell: Shell) -> Iterator[str]:
    """Question, hint, notice and the lines between them and the answers."""
    body = shell.body
    for label in (body.title, body.hint, body.notice):
        if label.isVisibleTo(shell):
            yield from laid_out(label.font(), label.text(), label.width())
    if body.lines.isVisibleTo(shell):
        yield from drawn_lines(body.lines)


def drawn_lines(lines: Lines) -> Iterator[str]:
    assert lines.theme is not None
    drawn = lines._largest(lines.theme)
    font, left = lines._font(lines.theme, drawn), lines._left(lines.theme, drawn)
    for line in lines._lines:
        text, width = arranged(font, line.text, lines.width() - left)
        yield from laid_out(font, text, width)


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_line_is_longer_in_the_largest_type(application: QApplication, panel: str, language: str) -> None:
    shell = Shell(settings_for(panel).settings)
    shell.set_look(Look("dark", "huge"))
    shell.show()
    counted = 0
    too_long: list[str] = []
    for name, view in views(language, "huge").items():
        shell.show_view(view, words(language))
        for line in lines_on(shell):
            counted += 1
            if length(line) > MOST:
                too_long.append(f"{name}: {length(line)} {line}")
    discard(shell)
    assert counted > 100, "the screens have words"
    assert not too_long, "\n".join(too_long)
