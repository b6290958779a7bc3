"""A report into a file: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kiosk.flows.desk.figures import FileKind
from kiosk.report.pages import Report


def report_bytes(report: Report, kind: FileKind) -> bytes:
    """Each kind loads its own library, and only when it is asked for."""
    return _maker(kind)(report)


def stage(path: Path, data: bytes) -> Path:
    """Beside the file that is meant, down to the disk. The caller puts it in place with `replace`. Raises OSError."""
    aside = path.with_name(f".{path.name}.new")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    return aside


def put(path: Path, data: bytes) -> None:
    """Into a file; into a device or a pipe as it is. Raises OSError."""
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(data)
        return
    stage(path, data).replace(path)


def _maker(kind: FileKind) -> Callable[[Report], bytes]:
    match kind:
        case FileKind.CSV:
            from kiosk.report.csv_file import csv_bytes

            return csv_bytes
        case FileKind.XLSX:
            from kiosk.report.xlsx_file import xlsx_bytes

            return xlsx_bytes
        case FileKind.PDF:
            from kiosk.report.pdf_file import pdf_bytes

            return pdf_bytes
