"""PDF: A4 for the wall and the file, bars with their names and figures. Fonts are in the file."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPageSize, QPainter, QPdfWriter

from kiosk.report.pages import Figure, Report, Table

FAMILY = "Noto Sans CJK SC"
DPI = 300
MARGIN_MM, WIDTH_MM, HEIGHT_MM = 16.0, 210.0 - 2 * 16.0, 297.0 - 2 * 16.0
TITLE_MM, HEADING_MM, TEXT_MM, SMALL_MM = 6.0, 4.6, 3.9, 3.3  # height of a character
ROW_MM, BAR_MM, AIR_MM = 6.6, 4.4, 6.0
NAMES_MM, FIGURES_MM = 46.0, 22.0  # before and behind the bars
INK, LINE, BAR, LATE = "#000000", "#66738A", "#0B3D91", "#A11212"
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def pdf_bytes(report: Report) -> bytes:
    """May be called as on_a4."""
    return on_a4(
        f"{report.title} {report.name}", lambda writer, painter: _Paper(writer, painter).draw(report)
    )


def on_a4(title: str, draw: Callable[[QPdfWriter, QPainter], None]) -> bytes:
    """What `draw` puts on A4, within the margins.

    May be called from any thread where a QGuiApplication runs; makes one of its own, unseen, where none does.
    """
    application = QGuiApplication.instance()
    if application is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QGuiApplication([])
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM))
    writer.setTitle(title)
    painter = QPainter(writer)
    draw(writer, painter)
    painter.end()
    buffer.close()
    return bytes(held.data())


class _Paper:
    """Down the page, in millimetres below the margin; on the next page where a table has no room."""

    def __init__(self, writer: QPdfWriter, painter: QPainter) -> None:
        self._writer = writer
        self._painter = painter
        self._top = 0.0
        self._page = 1

    def draw(self, report: Report) -> None:
        self._line(report.title, TITLE_MM, bold=True)
        self._line(report.of, HEADING_MM, bold=True)
        for note in report.notes:
            self._line(note, SMALL_MM)
        self._top += AIR_MM
        for table in report.tables:
            self._table(table)
        self._number()

    def _line(self, words: str, mm: float, *, bold: bool = False) -> None:
        self._text(words, QRectF(0, self._top, WIDTH_MM, mm * 1.6), mm, bold=bold)
        self._top += mm * 1.6

    def _table(self, table: Table) -> None:
        tall = HEADING_MM * 1.6 + len(table.figures) * ROW_MM
        if self._top + tall > HEIGHT_MM - SMALL_MM * 2:
            self._number()
            self._writer.newPage()
            self._page += 1
            self._top = 0.0
        self._line(f"{table.heading} ({table.unit})", HEADING_MM, bold=True)
        most = max(figure.value for figure in table.figures) or 1.0
        top = self._top
        for figure in table.figures:
            self._bar(figure, most)
        self._fill(QRectF(NAMES_MM, top, 0.3, len(table.figures) * ROW_MM), LINE)
        self._top += AIR_MM

    def _bar(self, figure: Figure, most: float) -> None:
        name = QRectF(0, self._top, NAMES_MM - 2, ROW_MM)
        self._text(figure.name, name, TEXT_MM, align=RIGHT)
        long = (WIDTH_MM - NAMES_MM - FIGURES_MM) * figure.value / most
        bar = QRectF(NAMES_MM, self._top + (ROW_MM - BAR_MM) / 2, long, BAR_MM)
        self._fill(bar, LATE if figure.late else BAR)
        behind = QRectF(NAMES_MM + long + 1.5, self._top, FIGURES_MM, ROW_MM)
        self._text(figure.words, behind, TEXT_MM, bold=True)
        self._top += ROW_MM

    def _number(self) -> None:
        """At the foot of the page."""
        foot = QRectF(0, HEIGHT_MM - SMALL_MM * 1.6, WIDTH_MM, SMALL_MM * 1.6)
        self._text(str(self._page), foot, SMALL_MM, align=RIGHT)

    def _text(self, words: str, box: QRectF, mm: float, *, bold: bool = False, align: int = LEFT) -> None:
        font = QFont(FAMILY)
        font.setPixelSize(round(mm * DPI / 25.4))
        font.setBold(bold)
        self._painter.setFont(font)
        self._painter.setPen(QColor(INK))
        self._painter.drawText(px(box), align, words)

    def _fill(self, box: QRectF, colour: str) -> None:
        self._painter.fillRect(px(box), QColor(colour))


def px(box: QRectF) -> QRectF:
    """A box in millimetres, in dots."""
    scale = DPI / 25.4
    return QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale)
