"""`kiosk simulate`: the real kiosk window on simulated hardware, with the dock window beside it."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from kiosk import log
from kiosk.app import Kiosk, application, run_until_told
from kiosk.config import Config
from kiosk.device_settings import PrinterSettings
from kiosk.devices.simulators.rig import CONDITIONS, Rig, configured_for
from kiosk.ui.dock import Dock, DockHands

PAD_KEYS = ("KEY_UP", "KEY_DOWN", "KEY_ENTER", "KEY_LEFT", "KEY_RIGHT")


def run_simulated(config: Config, out: Path) -> int:
    """Both windows until they are closed. out: folder for the ticket's picture and the bell log."""
    made = application()
    with ExitStack() as stack:
        state = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kiosk-simulate-")))
        printer = config.settings.devices.printer
        paper_mm = printer.paper_mm if isinstance(printer, PrinterSettings) else 80
        rig = stack.enter_context(Rig(out / "simulate", paper_mm, inputs=True))
        log.write_to(out / "simulate" / "kiosk.log")
        kiosk = Kiosk(_in_a_window(configured_for(config, rig, state)), wav_dir=out / "simulate" / "audio")
        dock = Dock(hands(kiosk, rig))
        kiosk.start()
        dock.show()
        dock.move(kiosk.shell.frameGeometry().topRight())
        code = run_until_told(kiosk)
        dock.close()
    made.processEvents()
    return code


def hands(kiosk: Kiosk, rig: Rig) -> DockHands:
    """What the dock can do with this rig, and what it can ask of this kiosk."""

    def states() -> list[str]:
        statuses = kiosk.parts.statuses if kiosk.parts else []
        return [f"{status.device}: {status.state} {status.paper or ''} {status.cause}" for status in statuses]

    return DockHands(
        personas={
            persona.id: f"{persona.title.zh} · {persona.title.en}" for persona in rig.personas.values()
        },
        place_card=rig.place_card,
        remove_card=rig.remove_card,
        conditions=CONDITIONS,
        set_condition=rig.set_condition,
        presses={
            **{f"键盘 {name.removeprefix('KEY_')}": partial(rig.keypad.press, name) for name in PAD_KEYS},
            "插上耳机 · headphones in": rig.jack.insert,
            "拔下耳机 · headphones out": rig.jack.pull_out,
            "扫小票 · scan the ticket": partial(_scan, rig),
        },
        stations={
            station.name.zh: partial(rig.answer_call, station.ack_input)
            for station in kiosk.config.hall.stations
            if station.ack_input
        },
        ticket_png=rig.ticket_png,
        bell_lines=lambda: rig.bell_moves,
        states=states,
    )


def _scan(rig: Rig) -> None:
    try:
        rig.scan_ticket()
    except LookupError:
        return  # nobody holds a ticket under the scanner


def _in_a_window(config: Config) -> Config:
    """At a desk the kiosk is half its size and leaves room for the dock."""
    screen = config.settings.screen
    small = screen.model_copy(
        update={"width_px": screen.width_px // 2, "height_px": screen.height_px // 2, "fullscreen": False}
    )
    return Config(config.settings.model_copy(update={"screen": small}), config.hall)
