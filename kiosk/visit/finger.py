"""The finger of somebody who cannot see: it glides over the glass until the wanted words are heard, and taps twice.

Events go to the window as a panel sends them; which widget gets them is Qt's own decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtTest import QTest

from kiosk.ui.shell import Shell

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
STEP_MM = 8.0  # a glance of the finger; every button is larger
COLUMNS = (0.25, 0.5, 0.8)  # of the window's width


def glide(shell: Shell, heard: Callable[[], bool]) -> bool:
    """From the upper edge down, column by column, until heard() is true. Returns whether it was."""
    window = shell.windowHandle()
    points = _path(shell.size(), shell.theme.px(STEP_MM))
    at = next(points)
    QTest.mousePress(window, LEFT, PLAIN, at)
    found = False
    for at in points:
        QTest.mouseMove(window, at)
        QCoreApplication.processEvents()
        if heard():
            found = True
            break
    QTest.mouseRelease(window, LEFT, PLAIN, at)
    return found


def double_tap(shell: Shell) -> None:
    """Twice, quickly, in the middle of the glass, wherever the answer may be."""
    for _ in range(2):
        at = shell.rect().center()
        QTest.mousePress(shell.windowHandle(), LEFT, PLAIN, at)
        QTest.mouseRelease(shell.windowHandle(), LEFT, PLAIN, at)


def _path(size: QSize, step: int) -> Iterator[QPoint]:
    for column in COLUMNS:
        for y in range(step, size.height(), step):
            yield QPoint(int(size.width() * column), y)
