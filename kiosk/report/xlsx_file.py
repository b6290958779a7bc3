"""XLSX: all figures on one sheet, each table with a real chart beside it that Excel and WPS draw and change."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.report.pages import Report, Table

CHART_CM = (15, 7)  # width and height
CHART_ROWS = 14  # rows of a sheet that a chart covers


def xlsx_bytes(report: Report) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet), "a new workbook has one sheet"
    sheet.title = report.name
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 12
    sheet["A1"], sheet["A2"] = report.title, report.of
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A2"].font = Font(bold=True, size=12)
    row = 3
    for note in report.notes:
        sheet.cell(row, 1, note)
        row += 1
    row += 1
    for table in report.tables:
        _table(sheet, table, row)
        row += max(len(table.figures) + 2, CHART_ROWS + 1)
    book.properties.creator = report.title
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(sheet: Worksheet, table: Table, row: int) -> None:
    """row: of its heading, from 1."""
    sheet.cell(row, 1, table.heading).font = Font(bold=True)
    sheet.cell(row, 2, table.unit).font = Font(bold=True)
    for place, figure in enumerate(table.figures, row + 1):
        sheet.cell(place, 1, figure.name)
        told_whole = figure.words == f"{figure.value:g}"
        sheet.cell(place, 2, figure.value if told_whole else figure.words)
    chart = BarChart()
    chart.type, chart.style = "bar", 10
    chart.title = f"{table.heading} ({table.unit})"
    chart.width, chart.height = CHART_CM
    chart.legend = None
    chart.gapWidth = 60
    last = row + len(table.figures)
    chart.add_data(Reference(sheet, min_col=2, min_row=row + 1, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=row + 1, max_row=last))
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    # The first on top, as in the table; and both axes are drawn, which newer versions of Excel hide unless told.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    sheet.add_chart(chart, f"D{row}")
