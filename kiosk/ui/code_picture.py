"""A QR code for the visitor's own phone: black on white in every look, for cameras read nothing else well."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.pictures import Picture
from kiosk.ui.theme import Theme

QUIET_MODULES = 4  # ISO/IEC 18004: white on every side
LEAST_MM, MOST_MM = 55.0, 110.0  # the least is read from half a metre, at arm's length from the glass


class CodePicture(Picture):
    """The code as large as its room, its modules in whole pixels."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._modules: list[list[bool]] = []

    def show_code(self, data: str, theme: Theme) -> None:
        self.theme = theme
        self._modules = modules_of(data) if data else []
        self.setVisible(bool(data))
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return theme.length(LEAST_MM)

    def most_height(self, width: int, theme: Theme) -> int:
        return theme.length(MOST_MM)

    def paintEvent(self, e: QPaintEvent) -> None:
        if not self._modules:
            return
        count = len(self._modules) + 2 * QUIET_MODULES
        module = min(self.width(), self.height()) // count
        side = module * count
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        painter = QPainter(self)
        painter.fillRect(QRect(left, top, side, side), QColor(Qt.GlobalColor.white))
        for row, line in enumerate(self._modules, QUIET_MODULES):
            for column, dark in enumerate(line, QUIET_MODULES):
                if dark:
                    painter.fillRect(
                        QRect(left + column * module, top + row * module, module, module),
                        QColor(Qt.GlobalColor.black),
                    )
        painter.end()


def modules_of(data: str) -> list[list[bool]]:
    """Rows of modules, True is dark, without the quiet zone."""
    import qrcode  # costs memory that most visits do not use

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(data)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]
