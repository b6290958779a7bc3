"""The report of a guided run drawn as PDF, A4: words that wrap, tables whose rows never stand cut between two pages."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPdfWriter

from kiosk.report.commissioning import RunReport, Table
from kiosk.report.pdf_file import DPI, FAMILY, HEIGHT_MM, INK, LATE, LINE, WIDTH_MM, on_a4, px

TITLE_MM, HEADING_MM, TEXT_MM, AIR_MM, CELL_AIR_MM = 6.5, 4.6, 3.4, 5.0, 1.4
SIGN_MM = 22.0
WRAP = int(
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignTop
    | Qt.TextFlag.TextWordWrap
    | Qt.TextFlag.TextWrapAnywhere  # a serial number has no place to break
)


def run_pdf(report: RunReport, made: datetime) -> bytes:
    """May be called as on_a4."""
    stamp = f"{made:%Y-%m-%d %H:%M}"
    return on_a4(report.title, lambda writer, painter: _Sheet(writer, painter, stamp).draw(report))


class _Sheet:
    """Down the page in millimetres below the margin; a row never stands cut between two pages."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, stamp: str) -> None:
        self._writer, self._painter, self._stamp = writer, painter, stamp
        self._top, self._page = 0.0, 1

    def draw(self, report: RunReport) -> None:
        self._words(report.title, TITLE_MM, bold=True)
        for fact in report.facts:
            self._words(fact, TEXT_MM + 0.4)
        self._top += AIR_MM
        for table in report.tables:
            self._table(table)
        self._room_for(SIGN_MM * len(report.sign_here))
        for label in report.sign_here:
            self._words(label, TEXT_MM + 0.4)
            self._top += SIGN_MM - TEXT_MM * 3
            self._rule()
            self._top += TEXT_MM
        self._foot()

    def _table(self, table: Table) -> None:
        self._room_for(HEADING_MM * 2 + TEXT_MM * 8)
        self._words(table.heading, HEADING_MM, bold=True)
        self._row(table.columns, table.widths, bold=True)
        for cells, failed in table.rows:
            if self._room_for(self._height(cells, table.widths)):
                self._row(table.columns, table.widths, bold=True)
            self._row(cells, table.widths, colour=LATE if failed else INK, bold=failed)
        self._top += AIR_MM

    def _row(
        self, cells: tuple[str, ...], widths: tuple[float, ...], *, colour: str = INK, bold: bool = False
    ) -> None:
        tall, left = self._height(cells, widths), 0.0
        for words, share in zip(cells, widths, strict=True):
            box = QRectF(left, self._top + CELL_AIR_MM / 2, share * WIDTH_MM - 2, tall)
            self._text(words, box, TEXT_MM, bold=bold, colour=colour)
            left += share * WIDTH_MM
        self._top += tall
        self._rule()

    def _height(self, cells: tuple[str, ...], widths: tuple[float, ...]) -> float:
        """In millimetres, measured bold, which is as wide as a row can become."""
        metrics = QFontMetricsF(self._font(TEXT_MM, bold=True), self._writer)
        tallest = max(
            metrics.boundingRect(px(QRectF(0, 0, share * WIDTH_MM - 2, 500)), WRAP, words).height()
            for words, share in zip(cells, widths, strict=True)
        )
        return tallest * 25.4 / DPI + CELL_AIR_MM

    def _words(self, words: str, mm: float, *, bold: bool = False) -> None:
        metrics = QFontMetricsF(self._font(mm, bold=bold), self._writer)
        tall = metrics.boundingRect(px(QRectF(0, 0, WIDTH_MM, 500)), WRAP, words).height() * 25.4 / DPI
        self._text(words, QRectF(0, self._top, WIDTH_MM, tall), mm, bold=bold)
        self._top += tall + mm * 0.3

    def _room_for(self, mm: float) -> bool:
        """Whether a new page was begun for it."""
        if self._top + mm <= HEIGHT_MM - TEXT_MM * 3:
            return False
        self._foot()
        self._writer.newPage()
        self._page, self._top = self._page + 1, 0.0
        return True

    def _foot(self) -> None:
        box = QRectF(0, HEIGHT_MM - TEXT_MM * 1.6, WIDTH_MM, TEXT_MM * 1.6)
        self._text(f"{self._stamp}    {self._page}", box, TEXT_MM)

    def _rule(self) -> None:
        self._painter.fillRect(px(QRectF(0, self._top, WIDTH_MM, 0.15)), QColor(LINE))

    def _font(self, mm: float, *, bold: bool) -> QFont:
        font = QFont(FAMILY)
        font.setPixelSize(round(mm * DPI / 25.4))
        font.setBold(bold)
        # Shaped, a figure beside a letter becomes a glyph that the file has no character for: T1 is copied as T.
        font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        return font

    def _text(self, words: str, box: QRectF, mm: float, *, bold: bool = False, colour: str = INK) -> None:
        self._painter.setFont(self._font(mm, bold=bold))
        self._painter.setPen(QColor(colour))
        self._painter.drawText(px(box), WRAP, words)
