"""A keyboard-wedge scanner in Qt: an event filter on the application that takes scans out of the key presses.

Which keys are a scan is decided in kiosk/devices/scanner/wedge.py; here events wait for that decision.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from kiosk.devices.scanner.wedge import Step, WedgeFilter

# They type nothing by themselves; a scanner sends Shift before each capital letter.
MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass
class WaitingKey:
    """A press, and its release if that came while it waits."""

    receiver: QObject
    key: int
    events: list[QKeyEvent] = field(default_factory=list[QKeyEvent])


class WedgeListener(QObject):
    """Install it with QApplication.installEventFilter. scanned carries a token of a ticket's shape, unverified.

    A person's keys go on unchanged, some 50 ms later (never more than 60 ms while Qt's loop runs). Only keys from
    outside are looked at (`spontaneous`): what the program itself sends goes straight through.
    """

    scanned = Signal(str)
    rejected = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = WedgeFilter()
        self._waiting: deque[WaitingKey] = deque()
        self._swallowed: set[int] = set()  # keys of a scan whose release has not come yet
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._rested)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True for a key that waits or is a scanner's."""
        if not isinstance(event, QKeyEvent) or not event.spontaneous():
            return False
        if event.type() is QEvent.Type.KeyPress:
            taken = self._pressed(watched, event)
        elif event.type() is QEvent.Type.KeyRelease:
            taken = self._released(event)
        else:
            return False
        if taken:
            event.accept()
        return taken

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            # Of a key that is held: its press is decided already.
            return event.key() in self._swallowed
        self._waiting.append(WaitingKey(watched, event.key(), [event.clone()]))
        self._follow(self._filter.press(_character(event), time.monotonic()))
        return True

    def _released(self, event: QKeyEvent) -> bool:
        for waiting in reversed(self._waiting):
            if waiting.key == event.key():
                waiting.events.append(event.clone())
                return True
        if event.key() in self._swallowed:
            self._swallowed.discard(event.key())
            return True
        return False

    @Slot()
    def _rested(self) -> None:
        self._follow(self._filter.rest(time.monotonic()))

    def _follow(self, step: Step) -> None:
        passed = [self._waiting.popleft() for _ in range(step.passed)]
        for _ in range(step.dropped):
            dropped = self._waiting.popleft()
            if len(dropped.events) == 1:
                self._swallowed.add(dropped.key)
        due = self._filter.due
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(max(0, round((due - time.monotonic()) * 1000) + 1))
        # Last: what a key does may bring the next one in here.
        for key in passed:
            for event in key.events:
                if isValid(key.receiver):
                    QCoreApplication.sendEvent(key.receiver, event)
        for token in step.scans:
            if token is None:
                self.rejected.emit()
            else:
                self.scanned.emit(token)


def _character(event: QKeyEvent) -> str:
    """The key as WedgeFilter.press wants it."""
    if event.key() in MODIFIERS:
        return ""
    return "\r" if event.key() in ENTER_KEYS else event.text() or "\0"
