"""Windows of tests are taken away whole, on Qt's own thread."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget


def discard(window: QWidget) -> None:
    """Now, not later: a window left to the garbage collector may be freed on a worker's thread, timers and all."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
