"""A clip of sign language beside the words. The whole clip is a button: pause, go on, see it again.

It plays once and rests on its last frame; where motion is not wanted it waits to be asked (accessibility F10, B17).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QMovie, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.cards import KioskButton
from kiosk.ui.icons import icon
from kiosk.ui.pictures import Picture
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import CENTRE, text_height

LEAST_SHARE, MOST_SHARE = 1 / 3, 0.6  # of the width it stands in (F10)
TALL = 1.0  # height of the clip in units of its width


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

    def show_clip(self, path: Path, theme: Theme, words: SignWords, *, motion: bool) -> None:
        self.theme, self.words = theme, words
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
        label = self._label_px(theme)
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
        words = theme.font(8.5, least_px=theme.main_px)
        painter.setFont(words)
        painter.setPen(QColor(theme.colours.text))
        painter.drawPixmap(
            below.left() + theme.length(4),
            below.center().y() - size // 2,
            icon(name, size, theme.colours.accent),
        )
        painter.drawText(below.adjusted(size + theme.length(5), 0, 0, 0), CENTRE, self.text())
        painter.end()

    def _label_px(self, theme: Theme) -> int:
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
        self.button.theme = theme
        self.setVisible(path is not None)
        if path is None:
            self.button.stop()
        elif path != self._path:
            self.button.show_clip(path, theme, words, motion=motion)
        self._path = path

    def needed_height(self, width: int, theme: Theme) -> int:
        return int(width * LEAST_SHARE * TALL)

    def most_height(self, width: int, theme: Theme) -> int:
        return int(width * MOST_SHARE * TALL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = min(self.width(), int(self.height() / TALL))
        self.button.setGeometry((self.width() - wide) // 2, 0, wide, self.height())


KEEP_SHAPE = Qt.AspectRatioMode.KeepAspectRatio
SMOOTH = Qt.TransformationMode.SmoothTransformation
