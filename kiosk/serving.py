"""The kiosk at the hall's door: from the first glance to its end, and how it begins anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kiosk.app import Kiosk, application, run_until_told
from kiosk.config import Config
from kiosk.glance_keeper import GlanceKeeper

if TYPE_CHECKING:
    from kiosk.first_glance import FirstGlance

RESTART = 75  # exit code (EX_TEMPFAIL): start it again, settings have changed


def run_kiosk(config: Config, glance: FirstGlance | None = None) -> int:
    """Serve visitors on the configured devices. Returns the exit code. glance: what has stood until now."""
    made = application()
    kiosk = Kiosk(config, restart=partial(QApplication.exit, RESTART))
    if glance is not None:
        take_over = partial(glance.hand_over, kiosk.shell)
        kiosk.shell.painted.connect(take_over, Qt.ConnectionType.SingleShotConnection)
    keeper = GlanceKeeper(config, kiosk.shell)
    kiosk.start()
    code = run_until_told(kiosk)
    keeper.close()
    made.processEvents()
    return code
