"""`make accessibility`: checks every screen, runs the tests that prove the rest, writes the report and the documents.

Exit code 1 when a requirement is not met for another reason than that it is known to be missing: a test or check that
fails always counts. Pictures of what fails, and of what comes nearest to it, are in out/accessibility.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.accessibility.checks import CHECKS
from tests.accessibility.pictures import Worst, picture_of
from tests.accessibility.pixels import pixel_contrast
from tests.accessibility.report import Outcomes, as_json, commissioning, conformance, matrix, rows
from tests.accessibility.walk import standing

ROOT = Path(__file__).parents[2]
OUT = ROOT / "out"
MOST_PICTURES = 20  # of one check
WORST_LINES = 6


def check_screens(outcomes: Outcomes, worst: Worst) -> None:
    """All of them; contrast as painted, which takes long, on one of each screen's id. What fails leaves a picture."""
    application = QApplication.instance() or QApplication([])
    for checks, every_view in ((CHECKS, True), ({"pixel-contrast": pixel_contrast}, False)):
        for at in standing(every_view=every_view):
            outcomes.screens += every_view
            if not every_view:
                worst.see(at)
            for name, check in checks.items():
                count, wrong = outcomes.checks.get(name, (0, []))
                found = list(check(at))
                if found and len(wrong) < MOST_PICTURES:
                    found[0] += f" ({picture_of(at)})"
                wrong += [f"{at}: {sentence}" for sentence in found]
                outcomes.checks[name] = (count + 1, wrong)
    del application


def run_tests(outcomes: Outcomes) -> None:
    """In a process of their own; outcomes by node id."""
    nodes = sorted({node for row in rows() for node in row.tests})
    record = OUT / "accessibility-tests.xml"
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={record}", *nodes]
    subprocess.run(command, cwd=ROOT, check=False)
    for case in ElementTree.parse(record).iter("testcase"):
        node = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        outcomes.tests[node] = all(case.find(bad) is None for bad in ("failure", "error", "skipped"))


def main() -> int:
    OUT.mkdir(exist_ok=True)
    outcomes = Outcomes()
    worst = Worst()
    check_screens(outcomes, worst)
    run_tests(outcomes)
    report = as_json(outcomes)
    (OUT / "accessibility.json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    (ROOT / "docs" / "accessibility.md").write_text(conformance(report), encoding="utf-8")
    (ROOT / "docs" / "commissioning-accessibility.md").write_text(commissioning(report), encoding="utf-8")
    sys.stdout.write("\n".join((matrix(report), *worst.lines[:WORST_LINES])) + "\n")
    return int(any(row["unexpected"] for row in report["rows"]))


if __name__ == "__main__":
    sys.exit(main())
