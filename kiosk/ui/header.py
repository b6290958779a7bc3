"""The line at the top: the hall's name, broken rather than cut, the time, and the corner for staff."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, QRect, Qt, QTime, QTimer, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.ui.corner import StaffCorner
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import advance, shrunk, text_height

CLOCK_MS = 5_000
BELOW_MM = 8.0
CLOCK_FORMATS = {"zh-CN": "AP h:mm"}
WIDEST_TIME = QTime(22, 58)


class Header(QObject):
    """Two labels of the window `parent`. A QObject: a slot of anything else outlives its timer, and crashes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hall, self.clock = QLabel(parent), QLabel(parent)
        self.staff = StaffCorner(parent)
        self.hall.setWordWrap(True)
        self._language = ""
        self._ticker = QTimer(self)
        self._ticker.setInterval(CLOCK_MS)
        self._ticker.timeout.connect(self.tell_time)
        self._ticker.start()

    def show_words(self, hall: str, staff: str, language: str, theme: Theme) -> None:
        """staff: words of the corner, '' where staff are already at work."""
        self._language = language
        self.hall.setText(hall)
        self.staff.show_words(staff, theme)
        self.staff.setVisible(bool(staff))
        self.tell_time()

    @Slot()
    def tell_time(self) -> None:
        self.clock.setText(self._clock_words(QTime.currentTime()))

    def arrange(self, theme: Theme, left: int, inner: int) -> int:
        """In `inner` px from `left`. Returns its lower edge in px; the screen begins BELOW_MM under it."""
        font, top = theme.small_font, theme.length(9)
        if not self.staff.isHidden():
            middle = top + text_height(font, "0", inner) // 2
            inner = self.staff.place(left + inner, middle, theme) - left - theme.length(6)
        clock = advance(font, self._clock_words(WIDEST_TIME)) + theme.length(2)
        name_width = inner - clock - theme.length(8)
        line = text_height(font, "0", inner)
        name_font = shrunk(font, theme.least_px, self.hall.text(), name_width, line)
        for label, its, align in (
            (self.hall, name_font, Qt.AlignmentFlag.AlignLeft),
            (self.clock, font, Qt.AlignmentFlag.AlignRight),
        ):
            label.setFont(its)
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.colours.quiet))
            label.setPalette(palette)
            label.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        tall = max(line, text_height(name_font, self.hall.text(), name_width))
        self.clock.setGeometry(QRect(left + inner - clock, top, clock, line))
        self.hall.setGeometry(QRect(left, top, name_width, tall))
        # On a wide panel answers may stand right below the corner; elsewhere the question does.
        beside = theme.landscape and not self.staff.isHidden()
        corner = self.staff.geometry().bottom() + 1 if beside else 0
        return max(top + tall, corner + theme.gap_px - theme.length(BELOW_MM))

    def _clock_words(self, at: QTime) -> str:
        """下午 3:26, 3:26 pm: in the visitor's language."""
        return QLocale(self._language).toString(at, CLOCK_FORMATS.get(self._language, "h:mm ap"))
