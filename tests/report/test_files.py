"""The files for the office, opened again as the office opens them."""

from __future__ import annotations

import csv
import io
import resource
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart
from PIL import Image

from kiosk.config import load
from kiosk.domain.evaluation import Level
from kiosk.domain.figures import (
    Evaluations,
    Figures,
    Loans,
    Period,
    ToDo,
    Waits,
    day_period,
    grouped,
    week_period,
)
from kiosk.domain.ticket import Group
from kiosk.flows.desk.figures import FileKind
from kiosk.flows.resolve import Resolver
from kiosk.report.pages import Report, make_report
from kiosk.report.write import put, report_bytes
from kiosk.text import LANGUAGES, Catalogue

pytestmark = pytest.mark.usefixtures("qapp")  # the one application of all tests; a PDF needs some

HALL = load(Path(__file__).parents[2] / "config").hall
DAY = date(2026, 11, 24)
TODAY, NOW = day_period(DAY), datetime(2026, 11, 24, 17, 5)


def figures(period: Period, *, visits: int = 20) -> Figures:
    some = visits > 0
    return Figures(
        period=period,
        made_on=DAY,
        visits=visits,
        groups=grouped({Group.ELDER: 12, Group.PREGNANT: 1, None: 7} if some else {}),
        by_hour={9: 12, 11: 8} if some else {},
        by_day={day: visits if day == DAY else 0 for day in period.days},
        ended={},
        waits=Waits(4, 3, 1, 95.0, 372.0) if some else Waits(),
        loans=Loans(3, 2, 1, 1) if some else Loans(),
        evaluations=Evaluations({Level.SATISFIED: 5}, {Level.DISSATISFIED: 1}) if some else Evaluations(),
        complaints=ToDo(1, 2, 1) if some else ToDo(),
        difficulties=ToDo(2, 3, 0) if some else ToDo(),
    )


def report(period: Period = TODAY, *, visits: int = 20, language: str = "zh-CN") -> Report:
    return make_report(figures(period, visits=visits), HALL, Resolver(Catalogue(), language), NOW)


def test_csv_is_read_by_excel_as_chinese() -> None:
    data = report_bytes(report(), FileKind.CSV)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert lines[0] == ["衢州市政务服务中心绿色通道数据", "2026-11-24，取号 20 个"]
    assert ["几点取号", "10", "0", "人次"] in lines  # an hour without anybody is told, not left out
    assert ["哪些人", "孕妇", "少于3", "人次"] in lines
    assert ["哪些人", "没有说、少于3的", "8", "人次"] in lines
    assert ["叫人到有人到", "一半的人不超过", "1.6", "分钟"] in lines


def test_xlsx_has_numbers_to_count_with_and_a_chart_for_each_table() -> None:
    made = report(week_period(DAY))
    sheet = load_workbook(io.BytesIO(report_bytes(made, FileKind.XLSX))).active
    assert sheet is not None and sheet.title == "2026-W48"
    cells = {str(row[0].value): row[1].value for row in sheet.iter_rows(min_row=1, max_col=2)}
    assert cells["老年人"] == 12 and cells["孕妇"] == "少于3" and cells["最久"] == 6.2
    charts: list[Any] = getattr(sheet, "_charts")  # noqa: B009 (openpyxl has no other way to them)
    assert len(charts) == len(made.tables) and all(isinstance(chart, BarChart) for chart in charts)
    drawn = [chart.ser[0].val.numRef.f for chart in charts]
    names = [row[0].value for row in sheet.iter_rows(max_col=1)]
    first = names.index(made.tables[0].heading) + 1
    assert drawn[0] == f"'2026-W48'!$B${first + 1}:$B${first + 7}"


def test_pdf_holds_its_fonts_and_its_bars(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    with ThreadPoolExecutor(1) as pool:  # as the desk does it: not on Qt's thread
        path.write_bytes(pool.submit(report_bytes, report(week_period(DAY)), FileKind.PDF).result())
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    assert fonts.count("NotoSansCJK") == 2 and " no " not in fonts.split("---")[-1].replace("yes no", "")
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in ("衢州市政务服务中心绿色通道数据", "2026 年第 48 周", "少于3", "非常不满意"):
        assert words in unicodedata.normalize("NFKC", text)  # 心 and its radical are one glyph
    subprocess.run(["pdftoppm", "-r", "50", "-png", path, tmp_path / "page"], check=True)
    pages = [Image.open(page).convert("RGB") for page in sorted(tmp_path.glob("page*.png"))]
    assert {page.size for page in pages} == {(414, 585)}  # A4 at 50 dots an inch
    blue = sum(pixel == (11, 61, 145) for pixel in pages[0].get_flattened_data())
    assert blue > 500


@pytest.mark.parametrize("kind", FileKind)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("period", [day_period(DAY), week_period(DAY)])
def test_an_empty_day_has_a_file_that_says_so(kind: FileKind, language: str, period: Period) -> None:
    made = report(period, visits=0, language=language)
    assert made.notes[0] in ("这段时间没有记录", "Nothing was written down in this time")
    assert len(report_bytes(made, kind)) > 300


def test_no_person_is_named_anywhere() -> None:
    words = str(report())
    assert "志愿者" not in words and "staff_name" not in words


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    put(path, b"one")
    put(path, b"two")
    assert path.read_bytes() == b"two"
    with pytest.raises(OSError, match="No space left"):
        put(Path("/dev/full"), b"three")
    with pytest.raises(OSError):
        put(tmp_path / "no-folder" / "report.csv", b"four")
    with pytest.raises(OSError):
        put(tmp_path, b"five")
    assert [file.name for file in tmp_path.iterdir()] == ["report.csv"]


def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"the old one")
    code = (
        f"from pathlib import Path; from kiosk.report.write import put; put(Path({str(path)!r}), bytes(9000))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
    )
    assert "OSError: [Errno 27]" in done.stderr  # the kernel's: no file may grow so large here
    assert path.read_bytes() == b"the old one" and len(list(tmp_path.iterdir())) == 1
