"""The home screen's picture from the last good start, up before the program behind it is loaded.

The picture is of the home screen before anybody came: nothing of a visitor can be in it, and the clock is left out. A
touch is felt at once, kept, and given to the real window when it stands. Without a picture, or with one that is of
another configuration, damaged or of another size, the start is as it would be anyhow.

Only Qt and small change are imported here: every other import would be paid before the first paint.
"""

from __future__ import annotations

import hashlib
import sys
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk.whole_file import put

MAGIC = b"GCK1"
NAME = "first-glance"
HEAD = len(MAGIC) + 64 + 2 + 2 + 1 + 4  # magic, key, width, height, full screen, checksum
BYTES_A_PIXEL = 4
FELT_PX, FELT_LINE_PX = 48.0, 10.0  # radius and thickness of the ring around a touch
FELT = "#ffd23f"
MOST_SIDE = 8192
FILES = ("kiosk.toml", "hall.toml")
T = TypeVar("T")


class FirstGlance(QWidget):
    """The picture as a window. painted: it stands for the first time, in seconds after which touches are felt."""

    painted = Signal()

    def __init__(self, picture: QImage, *, fullscreen: bool) -> None:
        super().__init__()
        self._picture = picture
        self._unpainted = True
        self.touches: list[QPointF] = []
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(picture.size())
        if fullscreen and QApplication.platformName() != "offscreen":
            self.showFullScreen()
        else:
            self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._picture)
        if self.touches:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(FELT), FELT_LINE_PX))
            at = self.touches[-1]
            painter.drawEllipse(QRectF(at.x() - FELT_PX, at.y() - FELT_PX, 2 * FELT_PX, 2 * FELT_PX))
        painter.end()
        if self._unpainted:
            self._unpainted = False
            self.painted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Felt where it was: a ring around the finger until the real window takes over."""
        self.touches.append(event.position())
        self.update()

    def run_beside(self, work: Callable[[], T]) -> T:
        """Do it on a thread while this window lives. Raises what it raises."""
        loop, done = QEventLoop(), _Done()
        done.told.connect(loop.quit)
        result: list[T] = []
        failed: list[BaseException] = []

        def run() -> None:
            try:
                result.append(work())
            except BaseException as error:  # noqa: BLE001 - raised again on the thread that waits, SystemExit too
                failed.append(error)
            done.told.emit()

        thread = threading.Thread(target=run, name="behind the first glance")
        thread.start()
        loop.exec()
        thread.join()
        if failed:
            raise failed[0]
        return result[0]

    def hand_over(self, window: QWidget, _view: str = "") -> None:
        """The real window stands: the first touch is its. What was touched later was meant for the same screen."""
        self.hide()
        if self.touches:
            press(window, self.touches[0])
        self.deleteLater()


class _Done(QObject):
    told = Signal()


def press(window: QWidget, at: QPointF) -> None:
    """The button that stands there, if any, is pressed. No dead time holds: the screen is the one that was touched."""
    target = window.childAt(at.toPoint())
    while target is not None and not isinstance(target, QAbstractButton):
        target = target.parentWidget()
    if target is not None and target.isEnabled():
        target.click()


def key_of(folder: Path, version: str) -> str:
    """Of the configuration as its bytes are, and of the program. '' where a file cannot be read."""
    digest = hashlib.sha256(version.encode())
    try:
        for name in FILES:
            digest.update((folder / name).read_bytes())
    except OSError:
        return ""
    return digest.hexdigest()


def place_of(folder: Path) -> Path | None:
    """Beside the state file that kiosk.toml names, or None: its problems are told by whoever reads it properly."""
    import tomllib

    try:
        told = tomllib.loads((folder / FILES[0]).read_bytes().decode("utf-8-sig"))
        return Path(told.get("terminal", {}).get("state_file", "devices.json")).with_name(NAME)
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def glance(folder: Path, version: str) -> FirstGlance | None:
    """The window with the picture that was kept for this configuration, already shown; None without one."""
    place, key = place_of(folder), key_of(folder, version)
    kept = read(place, key) if place and key else None
    if kept is None:
        return None
    if QApplication.instance() is None:
        QApplication(sys.argv[:1])
    picture, fullscreen = kept
    return FirstGlance(picture, fullscreen=fullscreen)


def read(place: Path, key: str) -> tuple[QImage, bool] | None:
    """(picture, full screen), None for what is not there, of another key, or not whole."""
    try:
        data = place.read_bytes()
    except OSError:
        return None
    if len(data) < HEAD or data[:4] != MAGIC or data[4:68] != key.encode():
        return None
    width, height = (int.from_bytes(data[at : at + 2], "big") for at in (68, 70))
    pixels = data[HEAD:]
    whole = (
        0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE and len(pixels) == width * height * BYTES_A_PIXEL
    )
    if not whole or zlib.crc32(pixels).to_bytes(4, "big") != data[73:77]:
        return None
    picture = QImage(pixels, width, height, width * BYTES_A_PIXEL, QImage.Format.Format_RGB32)
    return picture.copy(), data[72] == 1


def keep(place: Path, key: str, picture: QImage, *, fullscreen: bool) -> None:
    """Whole or not at all. Raises OSError."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = bytes(picture.constBits())
    sizes = picture.width().to_bytes(2, "big") + picture.height().to_bytes(2, "big")
    head = MAGIC + key.encode() + sizes + bytes([fullscreen]) + zlib.crc32(pixels).to_bytes(4, "big")
    put(place, head + pixels)
