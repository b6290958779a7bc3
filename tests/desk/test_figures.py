"""Figures saved from the desk: a file on the stick, and never without its line of the trail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import load
from kiosk.desk.figures import figures_hand
from kiosk.domain.figures import Span, day_period
from kiosk.domain.hall import Exchange, Hall
from kiosk.flows.desk.figures import AskFigures, FileKind, SaveFigures
from kiosk.flows.desk.patrol import ListPatrol
from kiosk.flows.desk.screen import Done, Refused
from kiosk.flows.script import Say
from kiosk.report import write
from tests.store.conftest import Opener
from tests.store.trail import LI, trail, with_trail

pytestmark = pytest.mark.usefixtures("qapp")  # a PDF needs an application, as at a desk

HALL = load(Path(__file__).parents[2] / "config").hall


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def hall(stick: Path) -> Hall:
    return HALL.model_copy(update={"exchange": Exchange(folder=str(stick))})


def save(store: Any, hall: Hall, kind: FileKind = FileKind.CSV) -> Done | Refused:
    return figures_hand(SaveFigures(LI, day_period(store.day), kind), store, hall)


@pytest.mark.parametrize("kind", FileKind)
def test_a_file_and_a_line_of_the_trail(ledger: Opener, hall: Hall, stick: Path, kind: FileKind) -> None:
    store = with_trail(ledger())
    name = f"kiosk-figures-2026-11-23.{kind}"
    assert save(store, hall, kind) == Done(Say("desk-figures-saved", {"file": name}))
    assert [file.name for file in stick.iterdir()] == [name]
    assert trail(store) == [("值班长老李", "exported", f"2026-11-23 {kind}")]
    assert "老李" not in (stick / name).read_bytes().decode("utf-8", "ignore")


def test_the_day_before_is_counted_from_the_business_day(ledger: Opener, hall: Hall) -> None:
    store = with_trail(ledger())
    board = figures_hand(AskFigures(LI, Span.DAY, 1), store, hall)
    assert board.figures.period.name == "2026-11-22" and board.can_save
    assert figures_hand(AskFigures(LI, Span.WEEK, 1), store, hall).figures.period.name == "2026-W47"
    assert not figures_hand(AskFigures(LI, Span.DAY, 0), store, HALL).can_save


def test_a_stick_that_is_not_there_or_full(
    ledger: Opener, hall: Hall, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = with_trail(ledger())

    def full(path: Path, data: bytes) -> Path:
        Path("/dev/full").write_bytes(data)  # the kernel's own answer
        raise AssertionError("a full device took it")

    with monkeypatch.context() as patched:
        patched.setattr(write, "stage", full)
        assert save(store, hall) == Refused(Say("desk-figures-disk-full"))
    stick.rmdir()
    assert save(store, hall) == Refused(Say("desk-photo-no-folder"))
    assert trail(store) == []


def test_made_up_figures_are_not_saved(ledger: Opener, hall: Hall, stick: Path) -> None:
    store, training = with_trail(ledger()), replace(LI, training=True)
    assert not figures_hand(AskFigures(training, Span.DAY, 0), store, hall).can_save
    action = SaveFigures(training, day_period(store.day), FileKind.CSV)
    assert isinstance(figures_hand(action, store, hall), Refused)
    assert list(stick.iterdir()) == []


def test_without_its_line_of_the_trail_there_is_no_file(ledger: Opener, hall: Hall, stick: Path) -> None:
    store = with_trail(ledger())
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE audit")
    with pytest.raises(Exception, match="audit"):
        save(store, hall)
    assert list(stick.iterdir()) == []


def test_an_action_of_another_page_has_no_hand_here(ledger: Opener, hall: Hall) -> None:
    with pytest.raises(TypeError):
        figures_hand(ListPatrol(LI), ledger(), hall)
