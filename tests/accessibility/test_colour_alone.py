"""Nothing is told by colour alone: in grey, and for three kinds of colour vision (B12, T16).

Matrices: Machado, Oliveira and Fernandes 2009, severity 1.0, for linear light.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from kiosk.flows.profiles import SCHEMES, Look
from kiosk.flows.view import Kind, Tone
from kiosk.ui.shell import Shell
from kiosk.ui.theme import PALETTES, contrast
from tests.accessibility.pixels import as_image
from tests.accessibility.walk import LOOKS, views
from tests.ui.conftest import settings_for, words
from tests.ui.conftest import views as previews
from tests.ui.windows import discard

Matrix = tuple[tuple[float, float, float], ...]
SIGHTS: dict[str, Matrix] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}


def seen(colour: str, sight: Matrix) -> str:
    """The colour as that eye sees it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    mixed = [sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in sight]
    shown = [
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
        for part in (min(1.0, max(0.0, part)) for part in mixed)
    ]
    return "#" + "".join(f"{round(part * 255):02X}" for part in shown)


def test_the_simulation_does_what_it_is_for() -> None:
    """Grey stays grey; red and green of equal light are alike to a deuteranope and not to others."""
    for sight in SIGHTS.values():
        grey = seen("#808080", sight)
        assert all(abs(int(grey[at : at + 2], 16) - 0x80) <= 2 for at in (1, 3, 5))
    assert contrast(seen("#A11212", SIGHTS["protanopia"]), "#FFFFFF") > contrast("#A11212", "#FFFFFF")


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_keep_their_contrast_for_every_kind_of_sight(scheme: str, sight: str) -> None:
    palette, eye = PALETTES[scheme], SIGHTS[sight]
    for ink, ground, least in (
        ("text", "ground", 4.5),
        ("text", "card", 4.5),
        ("text", "tint", 4.5),
        ("on_accent", "accent", 4.5),
        ("on_done", "done", 4.5),
        ("danger", "ground", 4.5),
        ("accent", "ground", 3.0),
        ("accent", "card", 3.0),
        ("done", "ground", 3.0),
        ("ring", "ground", 3.0),
        ("line", "ground", 3.0),
    ):
        ratio = contrast(seen(getattr(palette, ink), eye), seen(getattr(palette, ground), eye))
        assert ratio >= least, f"{ink} on {ground} is {ratio:.1f} for {sight}"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_chosen_answer_is_told_apart_without_colour(application: QApplication, scheme: str) -> None:
    """In grey, the shapes on a chosen card differ: a tick and 已选 are there, and a thicker border."""
    shell = Shell(settings_for("27 inch").settings)
    shell.set_look(Look(scheme, "normal"))
    needs = previews("zh-CN")["needs"]
    shapes: list[Image.Image] = []
    for chosen in (False, True):
        options = tuple(replace(option, chosen=chosen) for option in needs.options)
        shell.show_view(replace(needs, options=options), words("zh-CN"))
        card = shell.body.options.cards[1]  # without the focus ring
        corner = card.mapTo(shell, QPoint(0, 0))
        picture = as_image(shell.grab().toImage()).convert("L")
        part = picture.crop((corner.x(), corner.y(), corner.x() + card.width(), corner.y() + card.height()))
        right = part.crop((part.width * 3 // 4, 20, part.width - 20, part.height - 20))
        ground = max(right.getcolors(256) or [])[1]
        assert isinstance(ground, int)
        shapes.append(right.point([255 * (abs(value - ground) > 40) for value in range(256)]))
        assert ("已选" in card.accessibleName()) is chosen
    discard(shell)
    assert shapes[0].getbbox() is None, "an answer that is not chosen bears no mark"
    box = shapes[1].getbbox()
    assert box is not None and (box[3] - box[1]) / shell_px_per_mm() >= 6.0


def shell_px_per_mm() -> float:
    screen = settings_for("27 inch").settings.screen
    return screen.width_px / screen.width_mm


def test_every_state_has_words_or_an_icon_of_its_own() -> None:
    """Trouble, the way on and a call that was answered are told by words and icons too."""
    for language in ("zh-CN", "en"):
        found = views(LOOKS["plain"], language)
        for view in found:
            for option in view.options:
                assert option.icon or view.kind in (Kind.BOARD, Kind.DIGITS), (
                    f"{view.id}: {option.title} has no icon"
                )
                if option.tone is Tone.PRIMARY:
                    assert option.title
            if view.tone is Tone.TROUBLE:
                assert view.title and (view.lines or view.icon or view.number)
        waiting = [view for view in found if view.kind is Kind.WAITING]
        assert len({(view.title, view.lines) for view in waiting}) == len(waiting)
        calls = [view for view in waiting if view.since is not None]
        assert len({view.coming for view in calls}) == len({view.elapsed_label for view in calls}) == 2
