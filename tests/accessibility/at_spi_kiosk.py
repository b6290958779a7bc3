"""The kiosk on simulated devices, for a client: `python -m tests.accessibility.at_spi_kiosk OUT IDLE`.

IDLE: seconds until it asks whether somebody is there. Words are said at once, as captions, so that this is soon.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from kiosk.app import Kiosk, application, run_until_told
from kiosk.config import Config, load
from kiosk.devices.simulators.rig import Rig, configured_for
from tests.flows.crawl import CONFIG


def main() -> int:
    out, idle = Path(sys.argv[1]), float(sys.argv[2])
    with tempfile.TemporaryDirectory() as state, Rig(out) as rig:
        config = configured_for(load(CONFIG), rig, Path(state))
        screen = config.settings.screen.model_copy(update={"fullscreen": False})
        speech = config.settings.speech.model_copy(update={"enabled": False, "rate": 2000})
        times = config.settings.times.model_copy(update={"idle": idle})
        settings = config.settings.model_copy(update={"screen": screen, "speech": speech, "times": times})
        application()
        kiosk = Kiosk(Config(settings, config.hall))
        kiosk.start()
        return run_until_told(kiosk)


if __name__ == "__main__":
    sys.exit(main())
