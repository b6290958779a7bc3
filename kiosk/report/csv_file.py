"""CSV: one line a figure. With a byte order mark, without which Excel reads Chinese as rubbish."""

from __future__ import annotations

import csv
import io

from kiosk.report.pages import Report


def csv_bytes(report: Report) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)  # CRLF, quoted where need be, as RFC 4180 has it
    writer.writerow([report.title, report.of])
    writer.writerows([note] for note in report.notes)
    writer.writerow([])
    writer.writerow(report.columns)
    for table in report.tables:
        for figure in table.figures:
            writer.writerow([table.heading, figure.name, figure.words, table.unit])
    return out.getvalue().encode("utf-8-sig")
