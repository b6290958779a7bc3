"""Rubbish is collected on Qt's thread and on no other."""

from __future__ import annotations

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from kiosk.ui.collector import Collector, collect_what_is_due


class Knot:
    def __init__(self) -> None:
        self.itself = self


def test_no_other_thread_collects_and_the_timer_does(qtbot: QtBot) -> None:
    from PySide6.QtCore import QObject

    parent, automatic = QObject(), gc.isenabled()
    collector = Collector(parent)
    try:
        seen = weakref.ref(Knot())

        def allocate() -> None:
            kept = [[] for _ in range(200_000)]
            del kept

        worker = threading.Thread(target=allocate)
        worker.start()
        worker.join()
        assert seen() is not None, "another thread collected it"
        kept = [[] for _ in range(5_000)]
        collect_what_is_due()
        qtbot.waitUntil(lambda: seen() is None)
        del kept
    finally:
        collector.stop()
    assert gc.isenabled() is automatic
