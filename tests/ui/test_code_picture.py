"""The code on the glass is read by a camera: in every look, size and orientation, as large as a phone needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from pyzbar.pyzbar import ZBarSymbol, decode

from kiosk.flows.profiles import SCHEMES, Look
from kiosk.flows.view import View
from kiosk.ui.code_picture import LEAST_MM, CodePicture
from kiosk.ui.shell import Shell
from tests.ui.conftest import Shown


def read(picture: QImage) -> list[bytes]:
    """What a camera makes of it."""
    import io

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    with Image.open(io.BytesIO(bytes(buffer.data().data()))) as seen:
        return [code.data for code in decode(seen.convert("L"), symbols=[ZBarSymbol.QRCODE])]


def test_it_is_read_from_every_panel_size_and_language(screens: Iterator[Shown]) -> None:
    for shown in screens:
        if shown.name == "facility-wifi":
            assert read(shown.shell.grab().toImage()) == [b"WIFI:T:nopass;S:i-Quzhou;;"], str(shown)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_is_read_in_every_scheme(shell: Shell, show: Callable[..., View], scheme: str) -> None:
    shell.set_look(Look(scheme, "normal"))  # type: ignore[arg-type]
    show("facility-wifi")
    assert read(shell.grab().toImage())


def test_it_is_large_enough_for_a_phone_at_arms_length(screens: Iterator[Shown]) -> None:
    for shown in screens:
        if shown.name == "facility-wifi":
            picture = shown.shell.findChild(CodePicture)
            assert picture is not None
            side = min(picture.width(), picture.height()) / shown.shell.theme.px_per_mm
            assert side >= LEAST_MM * 0.6, f"{shown}: {side:.0f} mm"


def test_it_is_gone_from_the_next_screen(show: Callable[..., View], shell: Shell) -> None:
    show("facility-wifi")
    show("facilities")
    assert not read(shell.grab().toImage())
