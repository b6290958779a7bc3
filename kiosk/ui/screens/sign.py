"""A clip of sign language beside the words. The whole clip is a button: pause, go on, see it again.

It plays once and rests on its last frame; where motion is not wanted it waits to be asked (accessibility F10, B17).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QMovie, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.cards import KioskButton
from kiosk.ui.icons import icon
from kiosk.ui.pictures import Picture
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import CENTRE, advance, shrunk, text_height

# The picture without its frame and words: at least a quarter of an upright screen or of half a lying one (F10) ...
LEAST_SHARE = 1 / 4
MOST_SHARE = 0.6  # ... and at most this of the width it stands in


@dataclass(frozen=True)
class SignWords:
    """On the clip, for what a press does."""

    pause: str = ""
    play: str = ""
    again: str = ""


class SignButton(KioskButton):
    """The clip's frame and what a press does, below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.movie = QMovie(self)
        self.movie.setCacheMode(QMovie.CacheMode.CacheNone)
        self.movie.frameChanged.connect(self._frame_changed)
        self.words = SignWords()
        self.clicked.connect(self.turn)

    def show_words(self, theme: Theme, words: SignWords) -> None:
        """In the visitor's language, which may change while the clip stands."""
        self.theme, self.words = theme, words
        self._tell()

    def show_clip(self, path: Path, *, motion: bool) -> None:
        self.movie.stop()
        self.movie.setFileName(str(path))
        self.movie.jumpToFrame(0)
        if motion:
            self.movie.start()
        self._tell()

    def stop(self) -> None:
        self.movie.stop()

    @property
    def playing(self) -> bool:
        return self.movie.state() is QMovie.MovieState.Running

    @Slot()
    def turn(self) -> None:
        """Pause; go on; or from the last frame, once more."""
        match self.movie.state():
            case QMovie.MovieState.Running:
                self.movie.setPaused(True)
            case QMovie.MovieState.Paused if not self._at_end:
                self.movie.setPaused(False)
            case _:
                self.movie.stop()
                self.movie.start()
        self._tell()

    @property
    def _at_end(self) -> bool:
        return self.movie.currentFrameNumber() >= self.movie.frameCount() - 1

    @Slot()
    def _frame_changed(self) -> None:
        """Once is enough: the last frame stays."""
        if self._at_end and self.playing:
            self.movie.setPaused(True)
            self._tell()
        self.update()

    def _tell(self) -> None:
        words = self.words.pause if self.playing else self.words.again if self._at_end else self.words.play
        self.setText(words)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None:
            return
        theme = self.theme
        painter = QPainter(self)
        self.paint_frame(painter, theme, theme.colours.card, theme.colours.line, theme.line_px)
        frame = self.frame(theme).toRect()
        label = self.label_px(theme)
        room = frame.adjusted(0, 0, 0, -label)
        picture = self.movie.currentPixmap()
        shown = picture.scaled(room.size(), KEEP_SHAPE, SMOOTH)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(frame), theme.radius_px, theme.radius_px)
        painter.setClipPath(clip)
        painter.drawPixmap(
            room.center().x() - shown.width() // 2, room.center().y() - shown.height() // 2, shown
        )
        size = theme.picture_px(9)
        name = "pause" if self.playing else "play"
        below = QRect(frame.left(), room.bottom() + 1, frame.width(), label)
        painter.setFont(self._font(self.text(), theme))
        painter.setPen(QColor(theme.colours.text))
        painter.drawPixmap(
            below.left() + theme.length(4),
            below.center().y() - size // 2,
            icon(name, size, theme.colours.accent),
        )
        painter.drawText(below.adjusted(size + theme.length(6), 0, 0, 0), CENTRE, self.text())
        painter.end()

    def word_fits(self, word: str) -> bool:
        """Whether these words stand beside their icon in one line."""
        assert self.theme is not None
        return advance(self._font(word, self.theme), word) <= self._word_room(self.theme)

    def _font(self, word: str, theme: Theme) -> QFont:
        """Type gives way before words do."""
        font = theme.font(8.5, least_px=theme.main_px)
        return shrunk(font, theme.least_px, word, self._word_room(theme), text_height(font, "0", 1))

    def _word_room(self, theme: Theme) -> int:
        """Width in px beside the icon."""
        return self.frame(theme).toRect().width() - theme.picture_px(9) - theme.length(6)

    def label_px(self, theme: Theme) -> int:
        """Height in px of the words below the picture."""
        font = theme.font(8.5, least_px=theme.main_px)
        return max(text_height(font, "0", 1) + theme.length(3), theme.picture_px(9))

    def sizeHint(self) -> QSize:
        return self.size()


class SignPanel(Picture):
    """Where the clip stands on a screen; hidden where there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.button = SignButton(self)
        self._path: Path | None = None
        self.hide()

    def show_sign(self, path: Path | None, theme: Theme, words: SignWords, *, motion: bool) -> None:
        """path: None where nobody has signed this text. The same clip goes on where it was."""
        self.theme = theme
        self.button.show_words(theme, words)
        self.setVisible(path is not None)
        if path is None:
            self.button.stop()
        elif path != self._path:
            self.button.show_clip(path, motion=motion)
        self._path = path

    def needed_height(self, width: int, theme: Theme) -> int:
        screen = self.window().width() / (2 if theme.landscape else 1)
        return self._around(math.ceil(screen * LEAST_SHARE), theme)

    def most_height(self, width: int, theme: Theme) -> int:
        return self._around(int(width * MOST_SHARE), theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.theme is None:
            return
        wide = min(self.width(), self.height() - self.button.label_px(self.theme))
        self.button.setGeometry((self.width() - wide) // 2, 0, wide, self.height())

    def _around(self, picture: int, theme: Theme) -> int:
        """Height in px of a square picture of this side with its words and the room for the focus ring."""
        return picture + self.button.label_px(theme) + 2 * theme.ring_room_px


KEEP_SHAPE = Qt.AspectRatioMode.KeepAspectRatio
SMOOTH = Qt.TransformationMode.SmoothTransformation
