"""Keeps the picture of the home screen for the next start (kiosk/first_glance.py), once for each configuration."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QImage

from kiosk import __version__, log
from kiosk.config import Config
from kiosk.first_glance import NAME, keep, key_of, read
from kiosk.flows.profiles import Look
from kiosk.flows.view import Kind
from kiosk.ui.shell import Shell

CALM_MS = 3000  # after the first paint: devices, ledger and speech are up, and the first visitor comes first
WAIT_SECONDS = 5.0


class GlanceKeeper(QObject):
    """Takes it from the home screen before anybody came; a visitor who is quicker is served, and it is kept later."""

    def __init__(self, config: Config, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        settings = config.settings
        self._look = Look(settings.look.scheme, settings.look.size)
        self._language = settings.terminal.language
        self._fullscreen = config.settings.screen.fullscreen
        self._place = config.settings.terminal.state_file.with_name(NAME)
        self._key = key_of(config.folder, __version__) if config.folder is not None else ""
        self._writer: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(CALM_MS)
        self._timer.timeout.connect(self._take)
        if self._key:
            self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        if self._writer is not None:
            self._writer.join(WAIT_SECONDS)

    @Slot()
    def _take(self) -> None:
        if not self._untouched():
            return
        self._timer.stop()
        clock = self._shell.header.clock
        clock.hide()  # and shown again before anything is painted: the picture will be looked at later
        picture = self._shell.grab().toImage()
        clock.show()
        self._writer = threading.Thread(target=self._keep, args=(picture,), name="first glance")
        self._writer.start()

    def _untouched(self) -> bool:
        """Home, as the hall wants it, with nothing said below: nobody has come, and nothing of anybody is on it."""
        shell, view = self._shell, self._shell.view
        return (
            view is not None
            and view.kind is Kind.HOME
            and shell.settled
            and shell.look == self._look
            and view.language == self._language
            and not view.notice
            and not shell.caption.words
        )

    def _keep(self, picture: QImage) -> None:
        """On a thread of its own: a slow disk holds nobody up. Without it the next start is slower, and that is all."""
        kept = read(self._place, self._key)
        if kept is not None and kept[0] == picture:
            return
        try:
            keep(self._place, self._key, picture, fullscreen=self._fullscreen)
        except OSError as error:
            log.unexpected("first glance", error)
