"""The signed report of a commissioning: made at the desk of a whole terminal, read back as PDF, and tampered with."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.domain.rig import RIG_CHECKS
from kiosk.report.run_file import report_key
from kiosk.report.signature import BadReportKey, Standing, load_or_create_report_key, sign, verify
from tests.desk.terminal import TECHNICIAN, Terminal, terminal


@pytest.fixture(scope="module")
def its(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """qapp: a report draws with whatever application there is, and makes a smaller one where there is none."""
    with terminal(tmp_path_factory.mktemp("terminal")) as made:
        yield made


@pytest.fixture(scope="module")
def report(its: Terminal) -> Path:
    person = its.technician
    person.tab("devices")
    person.press("run:commissioning")
    person.press("try", "disk=disk")
    its.page_until(lambda person: "desk-test-kept" in person.notes)
    person.press("try", "printer=print")
    its.page_until(lambda person: "trial-print-look" in person.notes)
    person.press("bad")
    person.press("rig")
    person.type("figure", "68")
    person.press("rig-good", "A11")
    person.press("rig-bad", "F1")
    person.press("back")
    person.press("end")
    person.press("report")
    assert person.notes[0] == "desk-run-report-saved", person.notes
    return Path(str(person.say("desk-run-report-saved").args["file"]))


def text_of(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    # What the font draws alike has one code in the file: 小 and the radical of the same shape.
    return "".join(unicodedata.normalize("NFKC", done.stdout).replace("⻚", "页").split())


def test_what_failed_and_what_nobody_did_is_in_it(its: Terminal, report: Path) -> None:
    text = text_of(report)
    for words in (
        "安装验收报告",
        "合格1项，不合格1项",
        TECHNICIAN.name.zh,
        "打印测试页",
        "人看过：不合格",
        "量得68",
        "量屏幕亮区下沿离地高度",
        "检查人签字、日期：",
        "".join(report_key(its.config).fingerprint.split()),
    ):
        assert unicodedata.normalize("NFKC", words) in text, words
    assert text.count("未检查") > len(RIG_CHECKS), "nobody has done the rest of the checklist, nor most tests"
    for id in RIG_CHECKS:
        assert id in text


def test_a_failed_line_stands_before_a_good_one(report: Path) -> None:
    text = text_of(report)
    assert text.index("打印测试页") < text.index("写、落盘、读回")


def test_it_is_intact_and_by_this_terminal(its: Terminal, report: Path) -> None:
    found = verify(report.read_bytes())
    assert found.standing is Standing.INTACT
    assert found.fingerprint == report_key(its.config).fingerprint
    assert found.signed_by == "Green Channel Kiosk T1"


def test_one_byte_that_is_changed_is_noticed(report: Path) -> None:
    whole = report.read_bytes()
    for place in range(200, len(whole), len(whole) // 40):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0x01
        assert verify(bytes(spoilt)).standing is not Standing.INTACT, place


def test_what_is_added_behind_the_signature_is_noticed(report: Path) -> None:
    assert verify(report.read_bytes() + b"\n% more\n").standing is not Standing.INTACT


def test_another_terminal_has_another_fingerprint(report: Path, tmp_path: Path) -> None:
    other = load_or_create_report_key(tmp_path / "report.pem", "T2")
    forged = sign(unsigned(report), other, "report")
    found = verify(forged)
    assert found.standing is Standing.INTACT
    assert found.fingerprint == other.fingerprint != verify(report.read_bytes()).fingerprint


def unsigned(report: Path) -> bytes:
    """What was drawn: the signature stands behind it, as a revision of its own."""
    whole = report.read_bytes()
    return whole[: whole.index(b"%%EOF") + len(b"%%EOF\n")]


def test_an_unsigned_and_a_torn_file_are_told_as_what_they_are(report: Path) -> None:
    assert verify(unsigned(report)).standing is Standing.UNSIGNED
    assert verify(report.read_bytes()[:3000]).standing is Standing.NO_PDF
    assert verify(b"").standing is Standing.NO_PDF


def command(*words: str) -> subprocess.CompletedProcess[str]:
    order = [sys.executable, "-m", "kiosk", "commissioning", "verify", *words]
    return subprocess.run(order, capture_output=True, text=True, timeout=60)


def test_the_command_compares_with_the_paper(its: Terminal, report: Path, tmp_path: Path) -> None:
    fingerprint = report_key(its.config).fingerprint
    good = command(str(report), "--fingerprint", fingerprint.lower())
    assert good.returncode == 0 and "as it was signed" in good.stdout
    other = command(str(report), "--fingerprint", "AB" * 32)
    assert other.returncode == 1 and "another fingerprint" in other.stderr
    changed = tmp_path / "changed.pdf"
    spoilt = bytearray(report.read_bytes())
    spoilt[2000] ^= 1
    changed.write_bytes(bytes(spoilt))
    assert command(str(changed)).returncode == 1
    assert command(str(tmp_path / "none.pdf")).returncode == 2


def test_the_key_is_readable_by_nobody_else_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.pem"
    made = load_or_create_report_key(path, "T1")
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_or_create_report_key(path, "T1").fingerprint == made.fingerprint
    path.chmod(0o644)
    with pytest.raises(BadReportKey, match="0600"):
        load_or_create_report_key(path, "T1")
    path.chmod(0o600)
    path.write_text("no key")
    with pytest.raises(BadReportKey, match="PEM"):
        load_or_create_report_key(path, "T1")


def test_the_trail_says_that_a_report_was_signed(its: Terminal, report: Path) -> None:
    assert report.exists()
    assert "report_signed" in [line.action for line in its.parts.store.audit.lines()]
