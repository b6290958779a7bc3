"""The communication board as a flow: what is said joins, is taken back, printed, and is in no repr."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import load
from kiosk.domain.call import CallState
from kiosk.domain.note import Ink
from kiosk.domain.sheet import Print
from kiosk.flows.board import board
from kiosk.flows.phrases import PHRASES, STAFF_PHRASES, VISITOR_PHRASES
from kiosk.flows.resolve import Resolver
from kiosk.flows.run import Run
from kiosk.flows.script import (
    DEVICE_READY,
    Board,
    Called,
    CallNews,
    Failed,
    Printed,
    Say,
    Trouble,
    Waiting,
)
from kiosk.flows.sheet import PrintSheet, sheet_face
from kiosk.flows.view import View
from kiosk.flows.volunteer import help_here
from kiosk.text import LANGUAGES, Catalogue
from kiosk.ui.icons import FOLDER
from tests.flows.crawl import VISIT

HALL = load(Path(__file__).parents[2] / "config").hall
INK = Ink((((0.1, 0.5), (0.9, 0.5)),))
CHINESE = Resolver(Catalogue(), "zh-CN")


def told(*answers: object) -> Run:
    run = Run(board, VISIT)
    for answer in answers:
        run.give(answer)
    return run


def shown(run: Run) -> View:
    assert isinstance(run.step, Board)
    return CHINESE.view(run.step)


def words(run: Run) -> list[tuple[bool, str]]:
    return [
        (remark.staff, "".join("□" if isinstance(piece, Ink) else piece for piece in remark.pieces))
        for remark in shown(run).remarks
    ]


def test_what_is_written_joins_until_the_other_side_writes() -> None:
    run = told("write:请", "write:问", INK, "other", "write:好", "other", "write:1")
    assert words(run) == [(False, "请问□"), (True, "好"), (False, "1")]


def test_a_window_number_joins_its_sentence_and_no_other_does() -> None:
    run = told("other", "phrase:go-window", "write:1", "write:2", "phrase:wait", "write:5")
    assert words(run) == [(True, "请到这个窗口12"), (True, "请稍等"), (True, "5")]


def test_back_and_delete_take_the_last_piece() -> None:
    run = told("write:请", "write:问")
    run.back()
    assert words(run) == [(False, "请")]
    run.give("delete")
    assert words(run) == []
    run.give("delete")
    assert words(run) == []


def test_nobody_deletes_what_the_other_said() -> None:
    assert words(told("phrase:deaf", "other", "delete")) == [(False, "我听不见，请写给我看")]


def test_only_what_was_said_last_is_spoken() -> None:
    assert shown(told()).speech.startswith("文字沟通")
    assert shown(told("phrase:deaf")).speech == "我听不见，请写给我看。"
    assert shown(told("write:1", "write:2")).speech == "二。"
    assert shown(told("write:1", "write:2", "say")).speech == "一二。"
    assert shown(told(INK, INK, "say")).speech == "手写的字。"
    assert shown(told("phrase:deaf", "other")).speech.startswith("请工作人员")


def test_what_was_said_is_in_no_repr() -> None:
    run = told("write:密", INK, "print")
    assert isinstance(run.step, PrintSheet)
    run_board = told("write:密", INK)
    for seen in (run.step, run_board.step, shown(run_board)):
        assert "密" not in repr(seen)
        assert "0.1" not in repr(seen)


def test_a_print_that_failed_loses_nothing_and_is_tried_again() -> None:
    run = told("write:请", "print", Failed("print-paper-out"))
    assert isinstance(run.step, Trouble)
    run.give("print")
    assert isinstance(run.step, PrintSheet)
    run.give(Printed())
    assert shown(run).id == "board-printed"
    assert words(run) == [(False, "请")]


def test_a_printer_that_comes_back_does_not_print_by_itself() -> None:
    run = told("write:请", "print", Failed("print-paper-out"), DEVICE_READY)
    assert words(run) == [(False, "请")]


def test_an_empty_board_prints_nothing() -> None:
    assert isinstance(told("print").step, Board)


def test_done_ends_it() -> None:
    assert told("phrase:deaf", "done").finished


def test_a_call_goes_on_behind_the_board() -> None:
    run = Run(help_here, VISIT)
    station = HALL.stations[0].name
    run.give(Called(3, station))
    run.give(CallNews(3, CallState.ACKNOWLEDGED, station))
    for answer in ("board", "phrase:slowly"):
        run.give(answer)
    assert isinstance(run.step, Board)
    run.give("done")
    assert isinstance(run.step, Waiting)
    assert run.step.coming


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_words_and_a_picture(language: str) -> None:
    for phrases in (VISITOR_PHRASES, STAFF_PHRASES):
        assert len({name for name, _ in phrases}) == len(phrases)
        assert all((FOLDER / f"{icon}.svg").exists() for _, icon in phrases)
    resolver = Resolver(Catalogue(), language)
    assert all(resolver.said(Say(f"board-say-{name}")) for name in PHRASES)


def test_a_note_says_who_and_in_the_readers_language() -> None:
    run = told("phrase:deaf", "other", "phrase:go-window", "write:3", "print")
    assert isinstance(run.step, PrintSheet)
    face = sheet_face(run.step.sheet, HALL, Resolver(Catalogue(), "en"), "")
    printed = [part for part in face.parts if isinstance(part, Print)]
    assert ["".join(map(str, part.pieces)).strip() for part in printed] == [
        "Me",
        "I cannot hear. Please write",
        "Staff",
        "Please go to window 3",
    ]
