"""A box to write one character in with a finger. Strokes begin inside it; a finger put down again goes on with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk import log
from kiosk.domain.note import Ink
from kiosk.handwriting.zinnia import NotAvailable, Recogniser
from kiosk.ui.pictures import Picture, paint_panel
from kiosk.ui.screens.talk import paint_ink
from kiosk.ui.theme import Theme

PAUSE_MS = 500  # after the finger is lifted: the character may go on
CANDIDATES = 5
LEAST_MM = 45.0
STEP = 0.008  # of the box; nearer points tell nothing more


class InkBox(Picture):
    """touched(): a finger came down. changed(): strokes or candidates are others now."""

    def __init__(self, parent: QWidget, touched: Callable[[], None], changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._touched, self._changed = touched, changed
        self._strokes: list[list[tuple[float, float]]] = []
        self._drawing = False
        self._recogniser: Recogniser | None = None
        self._tried = False
        self.candidates: tuple[str, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._recognise)

    @property
    def ink(self) -> Ink:
        return Ink(tuple(tuple(stroke) for stroke in self._strokes))

    @property
    def empty(self) -> bool:
        return not self._strokes

    def show_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def clear(self) -> None:
        self._strokes, self._drawing, self.candidates = [], False, ()
        self._pause.stop()
        self.update()

    def undo_stroke(self) -> None:
        """Take the last stroke away; what is left is read again."""
        self._strokes = self._strokes[:-1]
        self.update()
        self._recognise()

    def needed_height(self, width: int, theme: Theme) -> int:
        return theme.px_up(LEAST_MM)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._touched()
        at = self._square.contains(event.position())
        if at:
            self._drawing = True
            self._pause.stop()
            self._strokes.append([self._share(event.position())])
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick strokes are two strokes."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._drawing:
            return
        x, y = self._share(event.position())
        last_x, last_y = self._strokes[-1][-1]
        if abs(x - last_x) + abs(y - last_y) >= STEP:
            self._strokes[-1].append((x, y))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._drawing = False
            self._pause.start()

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None:
            return
        theme, colours, square = self.theme, self.theme.colours, self._square
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_panel(painter, self, theme, colours.accent)
        painter.setPen(QPen(QColor(colours.line), theme.line_px, Qt.PenStyle.DashLine))
        painter.drawLine(
            QPointF(square.center().x(), square.top()), QPointF(square.center().x(), square.bottom())
        )
        painter.drawLine(
            QPointF(square.left(), square.center().y()), QPointF(square.right(), square.center().y())
        )
        paint_ink(painter, self.ink, square, colours.text)
        painter.end()

    @property
    def _square(self) -> QRectF:
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _share(self, at: QPointF) -> tuple[float, float]:
        """A place in the box; a finger that slides out of it stays on its edge."""
        square = self._square
        x = (at.x() - square.left()) / max(1.0, square.width())
        y = (at.y() - square.top()) / max(1.0, square.height())
        return min(1.0, max(0.0, x)), min(1.0, max(0.0, y))

    @Slot()
    def _recognise(self) -> None:
        """3 ms on a small machine, so it runs here."""
        recogniser = self._open()
        found = recogniser.candidates(self.ink, CANDIDATES) if recogniser else []
        self.candidates = tuple(char for char, _ in found)
        self._changed()

    def _open(self) -> Recogniser | None:
        """Opened when somebody first writes; tried once, and told once when it is missing."""
        if not self._tried:
            self._tried = True
            try:
                self._recogniser = Recogniser()
            except NotAvailable as error:
                log.unexpected("handwriting", error)
        return self._recogniser
