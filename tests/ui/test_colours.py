"""Contrast of every pair of colours that is painted on each other (accessibility B8 to B10)."""

from __future__ import annotations

import pytest

from kiosk.ui.theme import PALETTES, Palette, contrast

GROUNDS = ("ground", "card", "tint")
ON_GROUNDS = ("text", "quiet")


def ratio(palette: Palette, ink: str, ground: str) -> float:
    return contrast(getattr(palette, ink), getattr(palette, ground))


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#0B3D91", "#0B3D91") == 1.0


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_main_words_have_ten_to_one_and_all_words_seven(scheme: str) -> None:
    palette = PALETTES[scheme]
    for ground in ("ground", "card"):
        assert ratio(palette, "text", ground) >= 10
    for ground in GROUNDS:
        for ink in ON_GROUNDS:
            assert ratio(palette, ink, ground) >= 7, f"{ink} on {ground}"
    for ink, ground in (
        ("on_accent", "accent"),
        ("on_done", "done"),
        ("accent", "ground"),
        ("accent", "card"),
    ):
        assert ratio(palette, ink, ground) >= 7, f"{ink} on {ground}"
    for ground in ("ground", "card"):
        assert ratio(palette, "done", ground) >= 7
        assert ratio(palette, "danger", ground) >= 7


def test_the_soft_twin_is_softer_and_still_readable() -> None:
    palette = PALETTES["soft"]
    for ground in GROUNDS:
        for ink in ON_GROUNDS:
            assert ratio(palette, ink, ground) >= 4.5, f"{ink} on {ground}"
    assert ratio(palette, "text", "ground") < 10
    for ink, ground in (("on_accent", "accent"), ("on_done", "done"), ("danger", "ground"), ("done", "card")):
        assert ratio(palette, ink, ground) >= 4.5, f"{ink} on {ground}"


@pytest.mark.parametrize("scheme", list(PALETTES))
def test_lines_icons_and_the_ring_are_seen(scheme: str) -> None:
    palette = PALETTES[scheme]
    for ink in ("line", "accent", "done", "danger", "ring"):
        for ground in ("ground", "card"):
            assert ratio(palette, ink, ground) >= 3, f"{ink} on {ground}"
    assert ratio(palette, "accent", "tint") >= 3
    assert ratio(palette, "ring", "ground") >= 7


@pytest.mark.parametrize("scheme", list(PALETTES))
def test_a_button_that_does_not_act_can_still_be_read(scheme: str) -> None:
    palette = PALETTES[scheme]
    assert 4.5 <= ratio(palette, "dim", "ground") < ratio(palette, "text", "ground")


@pytest.mark.parametrize(
    ("scheme", "ink", "ground"), [("contrast", "#FFFFFF", "#000000"), ("light", "#000000", "#FFFFFF")]
)
def test_high_contrast_is_twenty_to_one_both_ways(scheme: str, ink: str, ground: str) -> None:
    """B9: white on black and black on white, on cards too."""
    palette = PALETTES[scheme]
    assert (palette.text, palette.ground) == (ink, ground)
    assert min(ratio(palette, "text", "ground"), ratio(palette, "text", "card")) >= 20
