"""The fault table's rows of the chip-card reader, on a pcscd of the rig's own. Needs root, pcscd and vpcd."""

from __future__ import annotations

import time
from pathlib import Path

from kiosk.text import Catalogue
from tests.faults.hall import Hall

PERSON = "elder-woman"


def play_chip_cards(fault: str, staff: str, folder: Path) -> tuple[str, float]:
    """What the visitor read ('' where nothing interrupted them), and the seconds from mending to ready.

    staff: text id that must be told while the fault lasts, '' for none.
    """
    hall = Hall(folder, cards=True)
    try:
        hall.until(lambda: hall.ready("cards"))
        if fault == "card torn out mid-read":
            return _torn_out(hall), 0.0
        return "", _service_lost(hall, fault, staff)
    finally:
        hall.close()


def _torn_out(hall: Hall) -> str:
    """The visitor is told, puts it in again, and is served."""
    desk = hall.rig.chips
    assert desk is not None
    reading = Catalogue().text("card-reading", "zh-CN")
    hall.press("ticket")
    hall.on("card")
    desk.insert_torn(PERSON)

    def troubles() -> list[str]:
        return [view.notice for view in hall.seen if view.id == "card" and view.notice not in ("", reading)]

    hall.until(lambda: bool(troubles()))
    desk.insert("social-2", PERSON)
    hall.on("needs")
    return troubles()[-1]


def _service_lost(hall: Hall, fault: str, staff: str) -> float:
    """Touch goes on without it; afterwards a card at the home screen begins a visit again."""
    desk = hall.rig.chips
    assert desk is not None
    match fault:
        case "pcscd killed":
            desk.kill_service()
        case "silence":
            desk.daemon.pause()
        case _:
            desk.start_service(reader=False)
    try:
        hall.until(lambda: hall.words("cards") == staff)
        hall.press("no_card")
        hall.on("needs")
        hall.kiosk.runner.home()
        hall.on("home")
    finally:
        if fault == "silence":
            desk.daemon.resume()
    if fault != "silence":
        desk.start_service()
    began = time.monotonic()
    hall.until(lambda: hall.ready("cards"))
    seconds = time.monotonic() - began
    desk.insert("social-2", PERSON)
    hall.on("needs")
    return seconds
