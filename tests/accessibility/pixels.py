"""Contrast as it is painted: the ink in each text's rectangle against what lies behind it (B8, T4)."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from kiosk.ui.cards import Card
from kiosk.ui.pictures import Picture
from kiosk.ui.screens.key import Key
from kiosk.ui.shell import Shell
from kiosk.ui.theme import contrast
from kiosk.ui.wording import Caption, Lines, StepBars
from tests.accessibility.walk import LOOKS, Standing

LEAST = {"dark": 7.0, "contrast": 7.0, "light": 7.0, "soft": 4.5}
TOLERANCE = 0.95  # antialiasing
LEAST_SHARE = 0.002  # of a rectangle: what is less is the edge of something else
READ = (Caption, Lines, StepBars)  # painted words; a huge number and a clock are large enough for less
SMALLEST_INK = 20  # pixels


def pixel_contrast(at: Standing) -> Iterator[str]:
    """B8: every text, as painted. A black screen shows none."""
    wanted = LEAST[LOOKS[at.look].scheme] * TOLERANCE
    for text, ratio in contrasts(at):
        if ratio < wanted:
            yield f"{text!r} is painted with a contrast of {ratio:.1f}, {wanted:.1f} expected"


def contrasts(at: Standing) -> Iterator[tuple[str, float]]:
    """Every text that can be seen, with its contrast."""
    if LOOKS[at.look].curtain:
        return
    picture = at.shell.grab().toImage()
    for text, box in texts(at.shell):
        yield text, ink_contrast(as_image(picture.copy(box)))


def texts(shell: Shell) -> Iterator[tuple[str, QRect]]:
    """All that is read, each with its own rectangle of the window: a card's title apart from its second line."""
    for label in shell.findChildren(QLabel):
        if label.isVisibleTo(shell) and not isinstance(label, Picture) and label.text():
            yield label.text(), QRect(label.mapTo(shell, QPoint(0, 0)), label.size())
        elif label.isVisibleTo(shell) and isinstance(label, READ) and label.accessibleName():
            yield label.accessibleName(), QRect(label.mapTo(shell, QPoint(0, 0)), label.size())
    for button in shell.buttons:
        assert button.theme is not None
        corner = button.mapTo(shell, QPoint(0, 0))
        if isinstance(button, Card) and not (isinstance(button, Key) and not button.option.icon):
            title, below = button.words_boxes()
            yield button.option.title, title.translated(corner)
            if button.option.hint:
                yield button.option.hint, below.translated(corner)
        else:
            frame = button.frame(button.theme).toRect().adjusted(6, 6, -6, -6)
            yield button.accessibleName(), frame.translated(corner)


def as_image(image: QImage) -> Image.Image:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    return Image.frombytes(
        "RGB", (rgb.width(), rgb.height()), bytes(rgb.constBits()), "raw", "RGB", rgb.bytesPerLine()
    )


def ink_contrast(part: Image.Image) -> float:
    """Between the commonest colour and, of those that are no mere edges, the one that stands out most."""
    colours = part.getcolors(maxcolors=part.width * part.height) or []
    ground = hex_of(max(colours)[1])
    least = max(SMALLEST_INK, int(LEAST_SHARE * part.width * part.height))
    return max((contrast(ground, hex_of(colour)) for count, colour in colours if count >= least), default=1.0)


def hex_of(colour: object) -> str:
    assert isinstance(colour, tuple)
    return "#" + "".join(f"{part:02X}" for part in colour)
