"""The real libzinnia with the real model: simple characters come back, and what is missing is said so."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.domain.note import Ink, Stroke
from kiosk.handwriting.zinnia import NotAvailable, Recogniser

QUICK_SECONDS = 0.02  # the user interface calls it on its own thread


def line(*corners: tuple[float, float]) -> Stroke:
    """A finger along these corners, ten points to each leg."""
    points: list[tuple[float, float]] = []
    for (x, y), (to_x, to_y) in pairwise(corners):
        points += [(x + (to_x - x) * part / 10, y + (to_y - y) * part / 10) for part in range(10)]
    return (*points, corners[-1])


WRITTEN = {
    "一": (line((0.1, 0.5), (0.9, 0.48)),),
    "二": (line((0.25, 0.3), (0.75, 0.29)), line((0.1, 0.75), (0.9, 0.74))),
    "人": (line((0.5, 0.1), (0.45, 0.5), (0.1, 0.9)), line((0.48, 0.4), (0.65, 0.7), (0.9, 0.9))),
    "口": (
        line((0.2, 0.2), (0.25, 0.85)),
        line((0.2, 0.2), (0.8, 0.2), (0.75, 0.85)),
        line((0.25, 0.8), (0.75, 0.8)),
    ),
    "大": (
        line((0.1, 0.4), (0.9, 0.38)),
        line((0.5, 0.1), (0.48, 0.45), (0.1, 0.9)),
        line((0.5, 0.42), (0.65, 0.7), (0.9, 0.9)),
    ),
}


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


@pytest.mark.parametrize("char", list(WRITTEN))
def test_a_simple_character_is_among_the_first_five(recogniser: Recogniser, char: str) -> None:
    found = recogniser.candidates(Ink(WRITTEN[char]))
    assert len(found) == 5
    assert char in [candidate for candidate, _ in found]
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)


def test_it_is_quick_enough_for_the_thread_that_paints(recogniser: Recogniser) -> None:
    many = Ink(tuple(stroke for strokes in WRITTEN.values() for stroke in strokes))
    recogniser.candidates(many)
    took: list[float] = []
    for _ in range(5):
        began = time.perf_counter()
        recogniser.candidates(many)
        took.append(time.perf_counter() - began)
    assert min(took) < QUICK_SECONDS


def test_nothing_written_has_no_candidates(recogniser: Recogniser) -> None:
    assert recogniser.candidates(Ink(())) == []


def test_a_single_point_is_no_trouble(recogniser: Recogniser) -> None:
    recogniser.candidates(Ink((((0.5, 0.5),),)))


def test_without_the_model_it_is_not_available(tmp_path: Path) -> None:
    with pytest.raises(NotAvailable):
        Recogniser(tmp_path / "none.model")
    (tmp_path / "torn.model").write_bytes(b"\x00" * 64)
    with pytest.raises(NotAvailable):
        Recogniser(tmp_path / "torn.model")


def test_without_the_library_it_is_not_available() -> None:
    with pytest.raises(NotAvailable):
        Recogniser(library="libzinnia-that-nobody-has.so.9")


def test_ink_is_never_in_a_repr() -> None:
    assert "0.4321" not in repr(Ink((((0.4321, 0.5),),)))
