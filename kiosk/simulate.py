"""`kiosk simulate`: the real kiosk window on simulated hardware, with the dock window beside it."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from kiosk import log
from kiosk.app import Kiosk, application, run_until_told
from kiosk.config import Config
from kiosk.device_settings import PrinterSettings
from kiosk.devices.simulators.pcscd import PcscdUnavailable
from kiosk.devices.simulators.rig import Rig, configured_for
from kiosk.dock_hands import hands
from kiosk.simulated_files import with_own_files
from kiosk.simulated_staff import employ
from kiosk.store.opening import open_store
from kiosk.ui.dock import Dock

ROOM_PX = 60  # of the screen's height for the desktop's own bars and the window's title


def run_simulated(config: Config, out: Path) -> int:
    """Both windows until they are closed. out: folder for the ticket's picture and the bell log."""
    made = application()
    with ExitStack() as stack:
        state = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kiosk-simulate-")))
        printer = config.settings.devices.printer
        paper_mm = printer.paper_mm if isinstance(printer, PrinterSettings) else 80
        rig, chip_note = start_rig(stack, out / "simulate", paper_mm)
        log.write_to(out / "simulate" / "kiosk.log")
        room = made.primaryScreen().availableGeometry().height() - ROOM_PX
        small = with_own_files(
            in_a_window(configured_for(config, rig, state), room), config, state / "config"
        )
        employ(open_store(small.settings.store, small.settings.terminal))
        kiosk = Kiosk(small, wav_dir=out / "simulate" / "audio")
        dock = Dock(hands(rig, config.hall, lambda: state_lines(kiosk), chip_note))
        kiosk.start()
        dock.show()
        dock.move(kiosk.shell.frameGeometry().topRight())
        code = run_until_told(kiosk)
        dock.close()
    made.processEvents()
    return code


def start_rig(stack: ExitStack, out: Path, paper_mm: Literal[58, 80]) -> tuple[Rig, str]:
    """The rig with a chip-card reader where pcscd can be started; else without, and why, in one line."""
    try:
        return stack.enter_context(Rig(out, paper_mm, inputs=True, cards=True)), ""
    except PcscdUnavailable as reason:
        return stack.enter_context(Rig(out, paper_mm, inputs=True)), str(reason)


def state_lines(kiosk: Kiosk) -> list[str]:
    """One for each device, empty while the kiosk starts."""
    statuses = kiosk.parts.statuses if kiosk.parts else []
    return [f"{status.device}: {status.state} {status.paper or ''} {status.cause}" for status in statuses]


def in_a_window(config: Config, room_px: int) -> Config:
    """At a desk the kiosk is half its size, or as high as `room_px` where that is less: beside it stands the dock."""
    screen = config.settings.screen
    scale = min(0.5, room_px / screen.height_px)
    small = screen.model_copy(
        update={
            "width_px": int(screen.width_px * scale),
            "height_px": int(screen.height_px * scale),
            "fullscreen": False,
        }
    )
    return Config(config.settings.model_copy(update={"screen": small}), config.hall)
