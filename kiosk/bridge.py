"""The thin bridge from other threads to Qt's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Bridge(QObject):
    """Runs a function on Qt's thread, from any thread.

    The receiver is a decorated slot with a queued connection: undecorated receivers of signals from other
    threads can crash since PySide6 6.8 (PYSIDE-3124). open: False once there is nothing left to work on.
    """

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self.open = True

    def post(self, function: Callable[[], None]) -> None:
        self._posted.emit(function)

    @Slot(object)
    def _run(self, function: Callable[[], None]) -> None:
        if self.open:
            function()
