"""The kiosk on simulated devices, for a client: `python -m tests.accessibility.at_spi_kiosk OUT`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from kiosk.app import Kiosk, application, run_until_told
from kiosk.config import Config, load
from kiosk.devices.simulators.rig import Rig, configured_for
from tests.flows.crawl import CONFIG


def main() -> int:
    out = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as state, Rig(out) as rig:
        config = configured_for(load(CONFIG), rig, Path(state))
        screen = config.settings.screen.model_copy(update={"fullscreen": False})
        speech = config.settings.speech.model_copy(update={"enabled": False})
        settings = config.settings.model_copy(update={"screen": screen, "speech": speech})
        application()
        kiosk = Kiosk(Config(settings, config.hall))
        kiosk.start()
        return run_until_told(kiosk)


if __name__ == "__main__":
    sys.exit(main())
