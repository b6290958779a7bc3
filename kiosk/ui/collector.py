"""Python's garbage collector, on Qt's thread only.

Left to itself it runs on whichever thread happens to allocate. A widget that hangs in a cycle would then be
deleted by a device's thread, and Qt dies of that, seldom and without a trace.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

PERIOD_MS = 1000


class Collector(QObject):
    """Takes over when it is made and gives back with stop(), as it found it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._automatic = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start(PERIOD_MS)

    def stop(self) -> None:
        self._timer.stop()
        if self._automatic:
            gc.enable()


def collect_what_is_due() -> None:
    """The oldest generation that is due, by Python's own thresholds; on the thread of the caller."""
    due = [
        generation
        for generation, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > most
    ]
    if due:
        gc.collect(due[-1])
